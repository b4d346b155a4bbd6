"""The menu: numbers in, the same commands out; nobody is ever stuck in it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from tests.year.made import site_in
from tongbao.cli import answers
from tongbao.cli.command_line import run
from tongbao.cli.main import commands

TITLES = (
    *("建站", "收文", "核对", "发表", "试收", "收表", "检查", "预览", "生成", "写通报", "发布"),
    *("退回上一版", "归档", "查归档", "对照", "撤销"),
)
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
        assert run(commands, ("menu", "--root", str(root))) == 0
        return "".join(capsys.readouterr())

    return menu


def number_of(said: str, title: str) -> str:
    line = next(line for line in said.splitlines() if title in line)
    return line.split()[0]


def test_it_offers_what_is_there_and_leaves_politely(typed: Said, tmp_path: Path) -> None:
    root = site_in(tmp_path)
    said = typed("0", root=root)
    for title in TITLES:
        assert number_of(said, f"{title}：").isdecimal()
    assert said.endswith("再见\n")
    assert typed(root=root).endswith("再见\n")


def test_without_a_site_one_is_made_and_gone_on_with(typed: Said, tmp_path: Path) -> None:
    new = tmp_path / "督查 局"
    said = typed("1", f"'{new}'", "", "0", root=tmp_path)
    first, second = said.split("选一个数字，按回车")[1:]
    assert "建站：" in first
    assert "收文：" not in first
    assert (new / "site.yml").is_file()
    assert f"站点文件夹：{new}" in first
    assert "收文：" in second


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
    root = site_in(tmp_path)
    ingest = number_of(typed("0", root=root), "收文：")
    (tmp_path / "空.pdf").write_bytes(b"")
    said = typed(ingest, str(tmp_path / "空.pdf"), "", "0", root=root)
    assert "没有完成，照上面说的改好再来" in said
    assert "\n再见\n" in said


def test_an_empty_answer_goes_back(typed: Said, tmp_path: Path) -> None:
    root = site_in(tmp_path)
    ingest = number_of(typed("0", root=root), "收文：")
    said = typed(ingest, "", "0", root=root)
    assert "完成" not in said
    assert said.count("选一个数字，按回车") == 2


def test_wrong_input_is_asked_for_again(typed: Said, copied: Path) -> None:
    menu = typed("0", root=copied)
    ingest, forms = number_of(menu, "收文："), number_of(menu, "发表：")
    said = typed(ingest, "没有的.pdf", "", forms, "某月", "", "0", root=copied)
    assert said.count("把文件（或装着文件的文件夹）拖进这个窗口") == 2
    assert "没有这个文件：没有的.pdf" in said
    assert "读不懂期次“某月”，写成这样的一种：" in said
    assert "完成" not in said


def test_a_site_is_published_and_taken_back(typed: Said, copied: Path, tmp_path: Path) -> None:
    target = tmp_path / "网站"
    menu = typed("0", root=copied)
    put, back = number_of(menu, "发布："), number_of(menu, "退回上一版：")
    site = copied / "site.yml"
    typed(put, str(target), "3", "2", "", "0", root=copied)
    old = (target / "index.html").read_bytes()
    site.write_text(site.read_text("utf-8").replace("东湖区工作进展", "新的标题"), "utf-8")
    said = typed(put, f"'{target}'", "", "", "0", root=copied)
    assert "版本：公开版" in said
    assert (target / "index.html").read_bytes() != old
    said = typed(back, str(tmp_path / "别处"), str(target), "", "0", root=copied)
    assert f"没有上一版可以退回：{tmp_path / '别处-previous'}" in said
    assert (target / "index.html").read_bytes() == old


def test_what_cannot_be_undone_is_not_done_by_an_empty_line(typed: Said, copied: Path) -> None:
    menu = typed("0", root=copied)
    seal, undo = number_of(menu, "归档："), number_of(menu, "撤销：")
    said = typed(seal, "", undo, "", undo, "好", "", "0", root=copied)
    assert "完成" not in said
    assert "要做就写“是”" in said
    assert not (copied / "archive").exists()


def test_ctrl_c_leaves_politely(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def broken_off(_question: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", broken_off)
    assert run(commands, ("menu", "--root", str(tmp_path))) == 0
    assert capsys.readouterr().out.endswith("\n再见\n")


@pytest.mark.parametrize(
    ("answer", "paths"),
    [
        ('"C:\\督查 局\\台账.xlsx"', ("C:\\督查 局\\台账.xlsx",)),
        ("'/home/a b/c.pdf' ", ("/home/a b/c.pdf",)),
        ("'/home/a b/c.pdf' '/home/d.pdf'", ("/home/a b/c.pdf", "/home/d.pdf")),
        ('"a b.xlsx" "c.xlsx"', ("a b.xlsx", "c.xlsx")),
        ("/home/a\\ b.pdf", ("/home/a b.pdf",)),
        ("/home/没有 引号/a.pdf", ("/home/没有 引号/a.pdf",)),
        ("", ()),
    ],
)
def test_files_dragged_into_the_window(answer: str, paths: tuple[str, ...]) -> None:
    assert answers.dropped(answer) == paths


def test_two_files_without_quotes(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_text("1")
    both = (str(tmp_path / "a.pdf"), str(tmp_path / "b.pdf"))
    assert answers.dropped(" ".join(both)) == both


@pytest.mark.parametrize(
    "typed_month",
    ["2022-07", "2022年7月", "2022/7", "2022.07", "2022年07月", "202207", "７月", "七月", "7月份"],
)
def test_a_month_may_be_typed_as_people_write_it(typed_month: str, copied: Path) -> None:
    assert answers.month(typed_month, copied) == ("2022-07",)


@pytest.mark.parametrize("wrong", ["2022-13", "某月", "7月底前"])
def test_what_is_no_month(wrong: str, copied: Path) -> None:
    with pytest.raises(click.UsageError, match=f"读不懂期次“{wrong}”，写成这样的一种：9月、"):
        answers.month(wrong, copied)


def test_several_months_are_not_one(copied: Path) -> None:
    with pytest.raises(click.UsageError, match="“第三季度”不是一个月，写成 7月、2022年7月、"):
        answers.month("第三季度", copied)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    site = tmp_path / "站点"
    shutil.copytree(HOUSE / "tests/site/small", site)
    return site


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="sh is of the other systems")
def test_the_starter_of_linux_for_real(typed: Said, tmp_path: Path, copied: Path) -> None:
    """A copy of the program in a folder with a blank, packages in place; the menu is fed by standard input."""
    house = tmp_path / "通报 程序"
    leave = shutil.ignore_patterns(".*", "node_modules", "tests", "public", "content")
    shutil.copytree(HOUSE, house, ignore=leave)
    (house / ".venv").mkdir()
    (house / ".venv/bin").symlink_to(Path(sys.prefix) / "bin")
    (house / ".venv/lib").symlink_to(Path(sys.prefix) / "lib")
    shutil.copyfile(Path(sys.prefix) / "pyvenv.cfg", house / ".venv/pyvenv.cfg")
    (house / ".venv/site.stamp").touch()
    target = tmp_path / "网站"
    menu = typed("0", root=copied)
    check, put = number_of(menu, "检查："), number_of(menu, "发布：")
    lines = f"五\n{check}\n\n{put}\n{target}\n1\n\n0\n"
    words = ["sh", str(house / "开始.sh"), "--root", str(copied)]
    done = subprocess.run(words, input=lines.encode(), cwd="/", capture_output=True, check=False)
    said = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert "没有“五”这一项，写 0 到 " in said
    assert said.count("完成") == 2
    assert said.endswith("再见\n")
    assert (target / "index.html").is_file()


def test_the_starters_suit_their_systems() -> None:
    assert b"\r" not in (HOUSE / "开始.sh").read_bytes()
    assert (HOUSE / "开始.sh").stat().st_mode & 0o111
    batch = (HOUSE / "开始.bat").read_bytes()
    assert batch.isascii()
    assert all(line.endswith(b"\r") for line in batch.split(b"\n")[:-1])
    for name in ("first", "failed", "no-python"):
        text = (HOUSE / f"scripts/start/{name}.txt").read_bytes()
        assert b"scripts\\start\\" + f"{name}.txt".encode() in batch
        assert text.decode().endswith("\r\n")
