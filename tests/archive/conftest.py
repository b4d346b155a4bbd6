"""A bag with nasty names, and a site that has sealed four."""

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
