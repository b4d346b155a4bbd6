"""The net: what nobody foresaw is one line in Chinese, with the place, the file and a log to send."""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from tongbao import __version__
from tongbao.cli.command_line import run
from tongbao.cli.main import commands
from tongbao.cli.unforeseen import LOG
from tongbao.notices.rows import take_apart
from tongbao.problems.working_on import working_on

HOUSE = Path(__file__).parent.parent
# Every command: its words, and the room behind it that is made to fail.
ROOMS = {
    "build": ((), "tongbao.archive.serving.build_with_archive"),
    "new": (("SITE/新",), "tongbao.records.starter.write_empty_site"),
    "ingest": (("甲.txt",), "tongbao.notices.ingest.ingest"),
    "forms": (("2022-08",), "tongbao.forms.sending.send"),
    "collect": (("甲.xlsx",), "tongbao.forms.collecting.collect"),
    "undo": ((), "tongbao.records.journal.take_back"),
    "check": ((), "tongbao.output.build.every_problem"),
    "serve": ((), "tongbao.output.serve.serve"),
    "bulletin": (("2022-08",), "tongbao.bulletin.making.make_bulletin"),
    "publish": (("SITE/网站",), "tongbao.publish.publishing.prepared"),
    "archive": (("2022-07",), "tongbao.archive.seal.seal"),
    "verify": ((), "tongbao.archive.verify.verify_archive"),
    "compare": (("2022-07", "今天"), "tongbao.archive.states.states_of"),
    "menu": ((), "tongbao.cli.menu.entries"),
    "help": (("build",), "tongbao.cli.main.run"),
}
Fail = Callable[[str, Exception], None]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    assert run(commands, ["new", str(tmp_path / "site")]) == 0
    return tmp_path / "site"


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch) -> Fail:
    """Return ``fail("tongbao.room.step", error)``: that step raises the error from now on."""

    def let_fail(step: str, error: Exception) -> None:
        def raising(*_: object, **__: object) -> NoReturn:
            raise error

        monkeypatch.setattr(step, raising)

    return let_fail


def test_every_command_is_tried() -> None:
    assert set(ROOMS) == set(commands.commands)


@pytest.mark.parametrize("name", ROOMS)
def test_what_nobody_foresaw_is_one_line_and_a_log(
    name: str,
    site: Path,
    fail: Fail,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    capsys.readouterr()
    words, step = ROOMS[name]
    fail(step, KeyError("没有料到\n的键"))
    own = [word.replace("SITE", str(site)) for word in words]
    rooted = [] if name in {"new", "help"} else ["--root", str(site)]
    assert run(commands, [name, *own, *rooted]) == 1
    err = capsys.readouterr().err
    found = re.fullmatch(
        rf"错误：{name} (?:处理“甲\.txt”时)?出了没有料到的情况（KeyError: '没有料到\\n的键'），"
        rf"停在 tongbao/cli/\w+\.py:\d+。请把 (.+{LOG}) 发给做程序的人\n",
        err,
    )
    assert found, err
    log = Path(found[1])
    assert log == site / ".tongbao" / LOG or (not rooted and log.parent == tmp_path)
    text = log.read_text("utf-8")
    assert f"通报 {__version__}" in text
    assert f"命令：{name} " in text
    assert "Traceback" in text
    assert "KeyError" in text


def test_the_newest_fault_stands_first_and_names_the_file(
    site: Path, fail: Fail, capsys: pytest.CaptureFixture[str]
) -> None:
    def checked() -> str:
        assert run(commands, ["check", "--root", str(site)]) == 1
        return capsys.readouterr().err

    fail("tongbao.records.shelf.read_yaml", ValueError("第一"))
    assert checked().startswith(
        "错误：check 处理“site.yml”时出了没有料到的情况（ValueError: 第一），停在 tongbao/records/shelf.py:"
    )
    fail("tongbao.records.shelf.read_yaml", ValueError("第二"))
    checked()
    text = (site / ".tongbao" / LOG).read_text("utf-8")
    assert 0 < text.index("ValueError: 第二") < text.index("ValueError: 第一")


def test_what_ends_for_want_of_memory_or_depth_is_told_as_that(
    site: Path, fail: Fail, capsys: pytest.CaptureFixture[str]
) -> None:
    fail("tongbao.output.build.every_problem", MemoryError())
    assert run(commands, ["check", "--root", str(site)]) == 1
    assert (
        "check 内存不够，没有做完（关掉别的程序，或把大的文件拆开，再来一次），停在 "
        in capsys.readouterr().err
    )
    fail("tongbao.output.build.every_problem", RecursionError())
    assert run(commands, ["check", "--root", str(site)]) == 1
    assert "check 遇到套得太深的层次，没有做完，停在 " in capsys.readouterr().err


def test_a_folder_goes_on_with_the_other_files(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "收文"
    folder.mkdir()
    text = "湛河区2022年工作分工\n一、修路（责任单位：甲局）\n二、架桥（牵头单位：乙局）\n"
    (folder / "1.txt").write_text(f"{text}三、坏\n", "utf-8")
    (folder / "2.txt").write_text(text, "utf-8")

    def failing(*args: object) -> object:
        if "坏" in str(args[0]):
            raise ZeroDivisionError("除以零")
        return take_apart(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("tongbao.notices.ingest.take_apart", failing)
    assert run(commands, ["ingest", str(folder), "--root", str(site)]) == 1
    told = capsys.readouterr()
    row = next(line for line in told.out.splitlines() if line.startswith("1.txt"))
    assert (
        row.split("  ")[-1]
        .strip()
        .startswith("没有入库：出了没有料到的情况（ZeroDivisionError: 除以零），停在 ")
    )
    assert "入库 1 个，没有入库 1 个" in told.out
    assert told.err.startswith(
        "1.txt: 错误: 出了没有料到的情况（ZeroDivisionError: 除以零），停在 "
    )
    assert f"{LOG} 发给做程序的人）" in told.err


def test_a_preview_shows_the_fault_and_stays(site: Path, fail: Fail, tmp_path: Path) -> None:
    from tongbao.output.preview import Preview

    fail("tongbao.output.build.build_with_notes", KeyError("x"))
    shown: list[Preview] = []

    def follow(make: Callable[[Path], object], root: Path, *_: object) -> None:
        shown.append(Preview(make, root, tmp_path / "out", HOUSE / "templates"))  # type: ignore[arg-type]
        shown[0].rebuild()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tongbao.output.serve.serve", follow)
        assert run(commands, ["serve", "--root", str(site)]) == 0
    assert (
        shown[0]
        .problems[0]
        .message.startswith("出了没有料到的情况（KeyError: 'x'），停在 tongbao/cli/")
    )


def test_where_no_log_can_be_written_the_line_holds_it(
    site: Path, fail: Fail, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fail("tongbao.output.build.every_problem", KeyError("x"))
    fail("tempfile.NamedTemporaryFile", OSError(28, "full"))
    monkeypatch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    assert run(commands, ["check", "--root", str(site)]) == 1
    err = capsys.readouterr().err
    assert "记录写不下来，请把这些发给做程序的人：\n" in err
    assert "Traceback" in err


def test_a_full_disk_names_the_file(
    site: Path, fail: Fail, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> NoReturn:
        with working_on("content/units/d1.yml"):
            raise OSError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tongbao.output.build.every_problem", full)
        assert run(commands, ["check", "--root", str(site)]) == 1
    assert capsys.readouterr().err == "错误：content/units/d1.yml：磁盘已满\n"


def test_a_refusal_that_no_words_are_for_is_logged_too(
    site: Path, fail: Fail, capsys: pytest.CaptureFixture[str]
) -> None:
    fail("tongbao.output.build.every_problem", OSError("压缩流坏了"))
    assert run(commands, ["check", "--root", str(site)]) == 1
    assert "check 出了没有料到的情况（OSError: 压缩流坏了），停在 " in capsys.readouterr().err
