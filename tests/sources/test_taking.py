"""Bytes are read once, and a file that changes meanwhile is refused."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tongbao.problems import Problems
from tongbao.sources import document_of, read, take

GROWING = "a.txt: 读的时候文件变了，没有收（关掉正在写它的程序，再来一次）"


def while_read(monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    """Let something happen to a file between its opening and its end."""
    look, done = os.fstat, list[bool]()

    def looking(descriptor: int) -> os.stat_result:
        found = look(descriptor)
        if not done:
            done.append(True)
            change()
        return found

    monkeypatch.setattr(os, "fstat", looking)


def append(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("二、架桥\n")


def overwrite(path: Path) -> None:
    path.write_text("一、架桥\n", "utf-8")
    os.utime(path, ns=(1, 1))


@pytest.mark.parametrize("change", [append, overwrite])
def test_a_file_that_changes_while_it_is_read_is_refused(
    change: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一、修路\n", "utf-8")
    while_read(monkeypatch, lambda: change(path))
    with pytest.raises(Problems) as refused:
        read(path)
    assert str(refused.value) == GROWING
    assert read(path).sha256 == take(path).sha256


def test_what_is_told_of_a_file_is_what_was_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一、修路\n", "utf-8")
    taken = take(path)
    path.unlink()
    assert document_of(taken).sha256 == taken.sha256


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_what_is_no_regular_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(Problems, match="这不是普通的文件，读不了（请把内容另存为一个文件再收）"):
        read(tmp_path / "a.txt")
