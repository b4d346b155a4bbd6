"""The menu: numbers in, the same commands out; nobody is ever stuck in it."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest

import build
from commands.command_line import run
from commands.menu import dropped

HOUSE = Path(__file__).parent.parent
Said = Callable[..., str]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Said:
    """Return ``typed("5", "0", root=...)``: the menu with these lines typed, and all that it printed."""

    def menu(*lines: str, root: Path) -> str:
        waiting = iter(lines)

        def answer(question: str) -> str:
            click.echo(question)
            try:
                return next(waiting)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", answer)
        assert run(build.commands, ("menu", "--root", str(root))) == 0
        return "".join(capsys.readouterr())

    return menu


def number_of(said: str, title: str) -> str:
    line = next(line for line in said.splitlines() if title in line)
    return line.split()[0]


def test_it_offers_what_is_there_and_leaves_politely(typed: Said, tmp_path: Path) -> None:
    said = typed("0", root=tmp_path)
    for title in ("收文", "发表", "收表", "检查", "预览", "发布", "退回", "归档", "核对", "撤销"):
        assert number_of(said, f"{title}：").isdecimal()
    assert said.endswith("再见\n")
    assert typed(root=tmp_path).endswith("再见\n")


def test_another_answer_is_asked_for_again(typed: Said, tmp_path: Path) -> None:
    said = typed("九十九", "", "0", root=tmp_path)
    assert "没有“九十九”这一项，写 0 到 " in said
    assert said.endswith("再见\n")


def test_it_runs_a_command_and_comes_back(typed: Said, copied: Path) -> None:
    check = number_of(typed("0", root=copied), "检查：")
    said = typed(check, "", "0", root=copied)
    assert "\n完成\n" in said
    assert said.count("选一个数字，按回车") == 2


def test_a_command_that_fails_is_no_end(typed: Said, tmp_path: Path) -> None:
    ingest = number_of(typed("0", root=tmp_path), "收文：")
    said = typed(ingest, "没有的文件.pdf", "", "0", root=tmp_path)
    assert "没有完成，照上面说的改好再来" in said
    assert "\n再见\n" in said


def test_an_empty_answer_goes_back(typed: Said, tmp_path: Path) -> None:
    ingest = number_of(typed("0", root=tmp_path), "收文：")
    said = typed(ingest, "", "0", root=tmp_path)
    assert "完成" not in said
    assert said.count("选一个数字，按回车") == 2


@pytest.mark.parametrize(
    ("answer", "path"),
    [
        ('"C:\\督查 局\\台账.xlsx"', "C:\\督查 局\\台账.xlsx"),
        ("'/home/a b/c.pdf' ", "/home/a b/c.pdf"),
        ("/home/a\\ b.pdf", "/home/a b.pdf"),
        ("", ""),
    ],
)
def test_a_file_dragged_into_the_window(answer: str, path: str) -> None:
    assert dropped(answer) == path


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    import shutil

    site = tmp_path / "站点"
    shutil.copytree(HOUSE / "tests/site/small", site)
    return site


def test_the_starters_have_the_line_ends_of_their_systems() -> None:
    assert b"\r" not in (HOUSE / "开始.sh").read_bytes()
    lines = (HOUSE / "开始.bat").read_bytes().split(b"\n")
    assert all(line.endswith(b"\r") for line in lines if line)
    assert (HOUSE / "开始.sh").stat().st_mode & 0o111
