"""Built sites: the small one of tests/site, in both editions, and the project's own content."""

from pathlib import Path

import pytest

from tongbao.output.build import build
from tongbao.site.editions import Edition

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
