"""Sites that have a bulletin to write."""

import datetime
import shutil
from pathlib import Path

import pytest

from tongbao.bulletin.making import BulletinOrder, Made, make_bulletin
from tongbao.records.load import load_checked

HOUSE = Path(__file__).parent.parent.parent
RICH = Path(__file__).parent / "rich"
PLAN, SPAN = "zhanhe-2022", "2022-05/2022-07"
TODAY = datetime.date(2022, 8, 20)


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
    return make_bulletin(published, BulletinOrder(SPAN, None, out, TODAY))


@pytest.fixture(scope="session")
def made_rich(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The bulletin of the small site."""
    return make_bulletin(
        RICH, BulletinOrder("2022-07", None, tmp_path_factory.mktemp("rich"), TODAY)
    )


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """A copy of the small site, for a test that changes it."""
    return shutil.copytree(RICH, tmp_path / "site")
