"""The command line: what it says, and how it ends."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import click
import pytest

import build
from command_line import Day, Number, run

HOUSE = Path(__file__).parent.parent


class Ended(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return ``command("check", "--strict")``: run it here and hand back status and what it printed."""

    def run_here(*words: str) -> Ended:
        status = run(build.commands, words)
        return Ended(status, *capsys.readouterr())

    return run_here


WRONG_USAGE = {
    ("chek",): "错误：没有这个命令：chek，您是不是要 check？\n用法见 python build.py --help\n",
    ("qqq",): "错误：没有这个命令：qqq\n用法见 python build.py --help\n",
    ("new",): "错误：缺少参数 目录\n用法见 python build.py new --help\n",
    ("new", "a", "b"): "错误：多写了：b\n用法见 python build.py new --help\n",
    ("check", "--stric"): "错误：没有这个选项：--stric，您是不是要 --strict？\n"
    "用法见 python build.py check --help\n",
    (
        "check",
        "--format",
    ): "错误：选项 --format 后面要写一个值\n用法见 python build.py check --help\n",
    (
        "check",
        "--strict=1",
    ): "错误：选项 --strict 后面不带值\n用法见 python build.py check --help\n",
    ("check", "--format", "xml"): "错误：选项 --format：“xml”不在可选的 text、json、github 之中\n"
    "用法见 python build.py check --help\n",
    ("ingest", "a.pdf", "--plan", "../x"): "错误：选项 --plan："
    "“../x”不是编号，只能用小写字母、数字和短横，如 zhanhe-2022\n用法见 python build.py ingest --help\n",
    ("check", "--root", "/nowhere"): "错误：选项 --root：没有这个文件夹：/nowhere\n"
    "用法见 python build.py check --help\n",
}


@pytest.mark.parametrize("words", WRONG_USAGE)
def test_wrong_usage_is_told_in_chinese(words: tuple[str, ...], command: Run) -> None:
    ended = command(*words)
    assert ended == Ended(2, "", WRONG_USAGE[words])


def every_command() -> list[str]:
    return list(build.commands.commands)


@pytest.mark.parametrize("name", ["", *every_command()])
def test_help_is_chinese(name: str, command: Run) -> None:
    ended = command(*filter(None, [name]), "--help")
    assert ended.status == 0
    assert ended.out.startswith("用法：python build.py")
    for english in ("Usage", "Options", "Commands", "Show", "default", "TEXT", "INTEGER", "PATH"):
        assert english not in ended.out


@pytest.mark.parametrize("name", every_command())
def test_every_command_and_option_has_help(name: str) -> None:
    one = build.commands.commands[name]
    assert one.short_help
    assert one.help
    assert all(param.help for param in one.params if isinstance(param, click.Option))


def test_the_site_may_stand_before_or_after_the_command(tmp_path: Path, command: Run) -> None:
    expected = command("check", "--root", str(tmp_path))
    assert expected.status == 1
    assert "没有 site.yml" in expected.err
    assert command("--root", str(tmp_path), "check") == expected
    assert command(f"--root={tmp_path}", "check") == expected


def test_a_new_site_passes_its_check(tmp_path: Path, command: Run) -> None:
    ended = command("new", str(tmp_path / "site"))
    assert ended == Ended(0, f"已建立空站点：{tmp_path / 'site'}。下一步见其中的 说明.txt\n", "")
    assert command("check", "--root", str(tmp_path / "site")) == Ended(0, "没有发现问题\n", "")


def test_a_folder_in_use_ends_with_one(tmp_path: Path, command: Run) -> None:
    (tmp_path / "letter.txt").write_text("keep")
    ended = command("new", str(tmp_path))
    assert ended.status == 1
    assert ended.err.startswith(f"{tmp_path}: 错误: 文件夹不是空的")


def test_a_refusal_of_the_disk_is_told(tmp_path: Path, command: Run) -> None:
    (tmp_path / "file").write_text("")
    ended = command("new", str(tmp_path / "file/site"))
    assert ended == Ended(
        1, "", f"错误：{tmp_path / 'file/site/content/plans'}：路径中有一段不是文件夹\n"
    )


def test_ctrl_c_is_quiet(monkeypatch: pytest.MonkeyPatch, command: Run) -> None:
    def interrupted(_: click.Context) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(build.commands, "invoke", interrupted)
    ended = command("check")
    assert ended.status == 130
    assert ended.err.strip() == ""


@pytest.mark.parametrize("text", ["0", "65536", "-1", "８０", "1e3", "", "x"])
def test_a_port_is_a_whole_number(text: str) -> None:
    with pytest.raises(click.BadParameter, match="不是 1 到 65535 的整数"):
        Number(1, 65535).convert(text, None, None)


@pytest.mark.parametrize("text", ["2022-13-01", "2022-8-1", "20220801", "8月1日"])
def test_a_day_is_written_in_full(text: str) -> None:
    with pytest.raises(click.BadParameter, match="不是日期"):
        Day().convert(text, None, None)


def test_a_console_in_gbk_does_not_fail(tmp_path: Path) -> None:
    folder = tmp_path / "\U0001f600"
    ended = subprocess.run(
        [sys.executable, "build.py", "new", str(folder)],
        cwd=HOUSE,
        env={"PYTHONIOENCODING": "gbk"},
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 0
    assert "已建立空站点" in ended.stdout.decode("gbk")


def test_a_reader_that_leaves_early_sees_no_traceback(tmp_path: Path) -> None:
    words = f"{sys.executable} build.py check --format json --root {tmp_path} | true"
    ended = subprocess.run(["bash", "-c", words], cwd=HOUSE, capture_output=True, check=False)
    assert ended.stderr == b""
