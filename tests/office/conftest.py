"""A site of 湛河区 for which the forms of August 2022 are out; and sites that have a bulletin to write."""

import datetime
import shutil
from pathlib import Path

import pytest

from tongbao.office.bulletin import Made, Order, make_bulletin
from tongbao.office.sending import send
from tongbao.records.load import load_checked

HOUSE = Path(__file__).parent.parent.parent
PLAN, AUGUST = "zhanhe-2022", "2022-08"
SENT = datetime.date(2022, 8, 25)
CAME = datetime.date(2022, 9, 5)
RICH = Path(__file__).parent / "rich"
SPAN = "2022-05/2022-07"
TODAY = datetime.date(2022, 8, 20)


def copied(site: Path) -> Path:
    """Return the project's content in a folder of its own."""
    shutil.copytree(HOUSE / "content", site / "content")
    shutil.copyfile(HOUSE / "site.yml", site / "site.yml")
    return site


@pytest.fixture(scope="session")
def august(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a site and the forms that it sent, for every test to copy."""
    folder = tmp_path_factory.mktemp("august")
    send(copied(folder / "站点"), PLAN, AUGUST, folder / "报送表", SENT)
    return folder


@pytest.fixture
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A site of its own; where the test asks for the forms as well, one that has sent them."""
    if "sent" not in request.fixturenames:
        return copied(tmp_path / "站点")
    august: Path = request.getfixturevalue("august")
    shutil.copytree(august / "站点", tmp_path / "站点")
    return tmp_path / "站点"


@pytest.fixture
def sent(august: Path, tmp_path: Path) -> Path:
    """The folder of the forms."""
    shutil.copytree(august / "报送表", tmp_path / "报送表")
    return tmp_path / "报送表"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository, with the lists that the notice 000 prints decided on."""
    root = tmp_path_factory.mktemp("published") / "site"
    shutil.copytree(HOUSE / "content", root / "content")
    shutil.copy(HOUSE / "site.yml", root / "site.yml")
    (root / "templates/bulletin").mkdir(parents=True)
    shutil.copy(HOUSE / f"templates/bulletin/{PLAN}.txt", root / "templates/bulletin")
    (notice,) = load_checked(root).notices
    listed = {one.claim: one.stated for one in notice.claims if isinstance(one.stated, tuple)}
    plan = root / "content/plans/zhanhe-2022.yml"
    chosen = f"""bulletins:
  - period: {SPAN}
    date: 2022-08-17
    praised: [{", ".join(listed["units_praised"])}]
    lagging: [{", ".join(listed["units_lagging"])}]
"""
    plan.write_text(plan.read_text("utf-8") + chosen, "utf-8")
    return root


@pytest.fixture(scope="session")
def made(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The bulletin of the published site."""
    out = tmp_path_factory.mktemp("made")
    return make_bulletin(published, Order(SPAN, None, out, TODAY))


@pytest.fixture(scope="session")
def made_rich(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The bulletin of the small site."""
    return make_bulletin(RICH, Order("2022-07", None, tmp_path_factory.mktemp("rich"), TODAY))


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """A copy of the small site, for a test that changes it."""
    return shutil.copytree(RICH, tmp_path / "site")
