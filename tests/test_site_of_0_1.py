"""A site that version 0.1 left, with open forms, a sealed month and a step to take back, goes on under this one."""

import tarfile
from pathlib import Path

import pytest

from tests.killed import tree
from tongbao.cli.command_line import run
from tongbao.cli.main import commands

pytestmark = pytest.mark.kills

# Made by version 0.1 (commit de13e63) as ``tests.killed.made_at`` makes it, one form collected besides.
LEFT = Path(__file__).with_name("site_of_0_1.tar.xz")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    with tarfile.open(LEFT) as packed:
        packed.extractall(tmp_path, filter="data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shared(folder: Path, sealed: Path) -> list[Path]:
    """Return the files of a folder that are the sealed ones themselves, under another name."""
    own = {(one.st_dev, one.st_ino) for one in map(Path.stat, sealed.rglob("*"))}
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and (path.stat().st_dev, path.stat().st_ino) in own
    ]


def test_a_site_of_the_version_before_goes_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def done(*words: str) -> str:
        status = run(commands, [*words, "--root", "site"])
        said = capsys.readouterr()
        assert status == 0, said
        return said.out

    sealed = folder / "site/archive"
    before = tree(sealed)
    assert "没有发现问题" not in done("check")
    done("verify")
    assert "已撤销：收表 1 份" in done("undo")
    assert not (folder / "site/content/notices/qingxi-2026-03-02.yml").exists()
    assert "已收 2 份、2 项" in done("collect", "in/filled")
    done("build")
    done("publish", "portal", "--yes")
    for place in ("site/public", "portal"):
        assert (folder / place / "archive/2026-01/data/site/index.html").is_file()
        assert shared(folder / place, sealed) == []
    done("archive", "2026-02")
    done("verify")
    done("build")
    assert {
        path: digest for path, digest in tree(sealed).items() if path.startswith("2026-01")
    } == {path: digest for path, digest in before.items() if path.startswith("2026-01")}
