"""A bag with nasty names, a site that has sealed four, and one that version 0.1 left."""

import shutil
import zipfile
from pathlib import Path

import pytest

from tests.archive.made import FILES, NASTY, make_bag, seal


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    return make_bag(tmp_path / "袋", {**FILES, **{name: name.encode() for name in NASTY}})


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with four bags, one of them of another edition and one a revision."""
    seal(tmp_path, "2022-07")
    seal(tmp_path, "2022-07", "public")
    seal(tmp_path, "2022-08")
    seal(tmp_path, "2022-07", revision=2, why="统计口径有误\n重新统计")
    return tmp_path


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """A site with two months that version 0.1 sealed, before there was a record."""
    root = tmp_path / "before"
    shutil.copytree(Path(__file__).parent / "sealed", root / "archive")
    for packed in sorted((root / "archive").glob("*.zip")):
        with zipfile.ZipFile(packed) as opened:
            opened.extractall(root / "archive")
    data = root / "archive/2022-08/data"
    shutil.copytree(data / "content", root / "content")
    shutil.copyfile(data / "site.yml", root / "site.yml")
    return root
