"""Built sites: the small one of tests/site, in both editions, and the project's own content; a page to open them in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.output.searching import served
from tongbao.output.build import build
from tongbao.progress.editions import Edition

TESTS = Path(__file__).parent.parent
SMALL = TESTS / "site" / "small"
HOUSE = TESTS.parent


@pytest.fixture(scope="session")
def small() -> Path:
    return SMALL


def built(root: Path, edition: Edition, factory: pytest.TempPathFactory) -> Path:
    out = factory.mktemp("site") / "public"
    build(root, out, edition)
    return out


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(SMALL, "intranet", tmp_path_factory)


@pytest.fixture(scope="session")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(SMALL, "public", tmp_path_factory)


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(HOUSE, "intranet", tmp_path_factory)


@pytest.fixture(params=["small_site", "public_site", "own_site"])
def site(request: pytest.FixtureRequest) -> Path:
    """Return each of the built sites in turn."""
    found: Path = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def addresses(own_site: Path) -> Iterator[dict[str, str]]:
    """Return where the project's own site stands: on disk, and served over http."""
    with served(own_site) as http:
        yield {"disk": own_site.as_uri(), "http": http}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return an empty page; it must not say a word on its console until the test ends."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    said: list[str] = []
    made = context.new_page()
    made.on("pageerror", lambda error: said.append(str(error)))
    made.on("console", lambda message: said.append(message.text))
    yield made
    context.close()
    assert said == []
