"""A site of 湛河区 for which the forms of August 2022 are out."""

import datetime
import shutil
from pathlib import Path

import pytest

from tongbao.office.sending import send

HOUSE = Path(__file__).parent.parent.parent
PLAN, AUGUST = "zhanhe-2022", "2022-08"
SENT = datetime.date(2022, 8, 25)
CAME = datetime.date(2022, 9, 5)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The project's content in a folder of its own."""
    site = tmp_path / "站点"
    shutil.copytree(HOUSE / "content", site / "content")
    shutil.copyfile(HOUSE / "site.yml", site / "site.yml")
    return site


@pytest.fixture
def sent(root: Path, tmp_path: Path) -> Path:
    """The folder of the forms."""
    return send(root, PLAN, AUGUST, tmp_path / "报送表", SENT).folder
