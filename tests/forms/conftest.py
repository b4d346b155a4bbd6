"""A site of 湛河区 for which the forms of August 2022 are out."""

import datetime
import shutil
from pathlib import Path

import pytest

from tongbao.forms.sending import send

HOUSE = Path(__file__).parent.parent.parent
PLAN, AUGUST = "zhanhe-2022", "2022-08"
SENT = datetime.date(2022, 8, 25)
CAME = datetime.date(2022, 9, 5)


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
