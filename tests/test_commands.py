"""The command line: what it says, and how it ends."""

import json
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from tongbao import __version__
from tongbao.cli.command_line import DayParam, Number, run
from tongbao.cli.main import commands
from tongbao.records.kinds import KINDS_READ, NOTICE_KINDS

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
        status = run(commands, words)
        return Ended(status, *capsys.readouterr())

    return run_here


WRONG_USAGE = {
    ("chek",): "错误：没有这个命令：chek，您是不是要 check？\n用法见 tongbao --help\n",
    ("qqq",): "错误：没有这个命令：qqq\n用法见 tongbao --help\n",
    ("check", "--root", "a\0b"): "错误：命令里有一个看不见的控制符（NUL）\n用法见 tongbao --help\n",
    ("new",): "错误：缺少参数 目录\n用法见 tongbao new --help\n",
    ("new", "a", "b"): "错误：多写了：b\n用法见 tongbao new --help\n",
    ("check", "--stric"): "错误：没有这个选项：--stric，您是不是要 --strict？\n"
    "用法见 tongbao check --help\n",
    (
        "check",
        "--format",
    ): "错误：选项 --format 后面要写一个值\n用法见 tongbao check --help\n",
    (
        "check",
        "--strict=1",
    ): "错误：选项 --strict 后面不带值\n用法见 tongbao check --help\n",
    ("check", "--format", "xml"): "错误：选项 --format：“xml”不在可选的 text、json、github 之中\n"
    "用法见 tongbao check --help\n",
    ("ingest", "a.pdf", "--plan", "../x"): "错误：选项 --plan："
    "“../x”不是编号，只能用小写字母、数字和短横，如 zhanhe-2022\n用法见 tongbao ingest --help\n",
    ("ingest", "a.pdf", "--kind", "ledgr"): "错误：选项 --kind："
    "“ledgr”不在可选的 ledger、responsibility、bulletin、report、news 之中\n"
    "用法见 tongbao ingest --help\n",
    ("archive", "某月"): "错误：参数 月份：读不懂期次“某月”，写成这样的一种："
    "9月、2022年9月、2022-09、2022年5-7月、第三季度、上半年、2022年\n"
    "用法见 tongbao archive --help\n",
    ("archive", "2022-07", "--revise"): "错误：--revise 与 --why 要一起写，--why 写明更正的原因\n"
    "用法见 tongbao archive --help\n",
    ("archive", "2022-07", "--as-of", "2999-01-01"): "错误：--as-of 2999-01-01 还没有到\n"
    "用法见 tongbao archive --help\n",
    ("compare", "2022-07"): "错误：缺少参数 后\n用法见 tongbao compare --help\n",
    ("check", "--root", "/nowhere"): "错误：选项 --root：没有这个文件夹：/nowhere\n"
    "用法见 tongbao check --help\n",
}


@pytest.mark.parametrize("words", WRONG_USAGE)
def test_wrong_usage_is_told_in_chinese(words: tuple[str, ...], command: Run) -> None:
    ended = command(*words)
    assert ended == Ended(2, "", WRONG_USAGE[words])


def every_command() -> list[str]:
    return list(commands.commands)


def columns(line: str) -> int:
    """Return how wide a terminal shows a line: a Chinese character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


@pytest.mark.parametrize("name", ["", *every_command()])
def test_help_is_chinese_and_fits_a_terminal(name: str, command: Run) -> None:
    ended = command(*filter(None, [name]), "--help")
    assert ended.status == 0
    assert ended.out.startswith("用法：tongbao")
    assert [line for line in ended.out.splitlines() if columns(line) > 80] == []
    assert command(*filter(None, [name]), "-h") == ended
    assert command("help", *filter(None, [name])) == ended
    for english in ("Usage", "Options", "Commands", "Show", "default", "TEXT", "INTEGER", "PATH"):
        assert english not in ended.out


@pytest.mark.parametrize("name", every_command())
def test_every_command_and_option_has_help(name: str) -> None:
    one = commands.commands[name]
    assert one.short_help
    assert one.help
    assert all(param.help for param in one.params if isinstance(param, click.Option))


def test_help_on_what_is_no_command(command: Run) -> None:
    complaint = "错误：没有这个命令：chek，您是不是要 check？\n用法见 tongbao --help\n"
    assert command("help", "chek") == Ended(2, "", complaint)


def test_the_version_is_that_of_the_package(command: Run) -> None:
    assert command("--version") == Ended(0, f"通报 {__version__}\n", "")


def test_the_site_is_the_one_where_one_stands(
    tmp_path: Path, command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    command("new", str(site))
    elsewhere = command("check", "--root", str(site))
    for folder in (site, site / "content/tasks"):
        monkeypatch.chdir(folder)
        assert command("check") == elsewhere


NO_SITE = """\
错误：这里和上级文件夹里都没有 site.yml，先进入站点文件夹，或用 --root 指明；还没有站点的，用 new 建立
用法见 tongbao {} --help
"""


def test_without_a_site_nothing_is_written(
    tmp_path: Path, command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, *words in (["build"], ["ingest", "a.txt"], ["archive", "2022-07"]):
        assert command(name, *words) == Ended(2, "", NO_SITE.format(name))
    assert list(tmp_path.iterdir()) == []


def test_a_bag_is_verified_where_no_site_is(
    tmp_path: Path, command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = shutil.copytree(HOUSE / "archive/2022-07", tmp_path / "2022-07")
    monkeypatch.chdir(tmp_path)
    ended = command("verify", "2022-07")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == "完好：核对了 1 份归档，每个字节都与封存时相同\n"
    assert list(tmp_path.iterdir()) == [bag]


def test_the_site_may_stand_before_or_after_the_command(tmp_path: Path, command: Run) -> None:
    expected = command("check", "--root", str(tmp_path))
    assert expected.status == 1
    assert "没有 site.yml" in expected.err
    assert command("--root", str(tmp_path), "check") == expected
    assert command(f"--root={tmp_path}", "check") == expected


def test_a_new_site_passes_its_check_once_it_is_filled_in(tmp_path: Path, command: Run) -> None:
    site = tmp_path / "site"
    ended = command("new", str(site))
    assert ended == Ended(0, f"已建立空站点：{site}。下一步见其中的 说明.txt\n", "")
    unfilled = "site.yml:5:9: 警告: 还没有填写：“请填写发布单位”（改成本单位的）\n共 1 个问题，涉及 1 个文件\n"
    assert command("check", "--root", str(site)) == Ended(0, unfilled, "")
    settings = (site / "site.yml").read_text("utf-8")
    (site / "site.yml").write_text(settings.replace("请填写发布单位", "试验区督查局"), "utf-8")
    assert command("check", "--root", str(site)) == Ended(0, "没有发现问题\n", "")


def test_a_check_tests_the_words_of_a_site_too(tmp_path: Path, command: Run) -> None:
    command("new", str(tmp_path / "site"))
    (tmp_path / "site/lexicon.yml").write_text("unit_ending: [驿站]\n", "utf-8")
    ended = command("check", "--root", str(tmp_path / "site"))
    assert ended.status == 1
    assert ended.err.splitlines()[0] == (
        "lexicon.yml:1:1: 错误: 没有“unit_ending”这个键（你是不是要写“unit_endings”）"
    )


def test_a_check_counts_what_the_public_edition_waits_for(tmp_path: Path, command: Run) -> None:
    site = shutil.copytree(HOUSE / "tests/broken/undecided-publication", tmp_path / "site")
    ended = command("check", "--root", str(site))
    assert (ended.status, ended.out.splitlines()[-1]) == (
        0,
        "公开版在等人决定：词语“信访”1处，电话号码2处，身份证号1处，银行卡号1处",
    )
    assert "等人决定：" not in command("check", "--root", str(site), "--format", "json").out


def test_a_folder_in_use_ends_with_one(tmp_path: Path, command: Run) -> None:
    (tmp_path / "letter.txt").write_text("keep")
    ended = command("new", str(tmp_path))
    assert ended.status == 1
    assert ended.err.startswith(f"{tmp_path}: 错误: 文件夹不是空的")


def test_a_refusal_of_the_disk_is_told(tmp_path: Path, command: Run) -> None:
    (tmp_path / "file").write_text("")
    ended = command("new", str(tmp_path / "file/site"))
    assert ended == Ended(1, "", f"错误：{tmp_path / 'file/site'}：路径中有一段不是文件夹\n")


@pytest.mark.seals
def test_a_month_is_sealed_verified_and_compared(copied_site: Path, command: Run) -> None:
    root = ("--root", str(copied_site))
    assert command("verify", *root) == Ended(0, "还没有归档\n", "")
    sealed = command("archive", "2022-07", "--as-of", "2022-08-31", *root)
    assert (sealed.status, sealed.err) == (0, "")
    assert re.match(r".*2022-07：已封存 \d+ 个文件、\d+ 字节，重新生成核对无误\n", sealed.out)
    again = command("archive", "2022-07", *root)
    assert (again.status, again.out) == (1, "")
    assert "2022-07 已经归档，不能覆盖" in again.err
    intact, head = command("verify", *root).out.splitlines()
    assert intact == "完好：核对了 1 份归档，每个字节都与封存时相同，与 封存记录.csv 一致"
    assert head.startswith("内网版：1 个月、1 份，最新的一份是 2022-07（")
    assert head.endswith(sealed.out.splitlines()[1])
    bag = copied_site / "archive/2022-07"
    assert command("verify", str(bag), f"{bag}.zip").status == 0
    page = copied_site / "对照"
    compared = command("compare", "2022-07", "今天", "--page", str(page), *root)
    assert compared.out.splitlines()[1] == "没有不同"
    assert (page / "index.html").is_file()
    missing = command("compare", "2021-01", "今天", *root)
    assert (missing.status, missing.out) == (1, "")
    assert "2021-01: 错误: 没有这份归档" in missing.err
    built = command("build", *root)
    assert "，新放入存档 1 份，" in built.out


def test_ctrl_c_is_quiet(monkeypatch: pytest.MonkeyPatch, command: Run) -> None:
    def interrupted(_: click.Context) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "invoke", interrupted)
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
        DayParam().convert(text, None, None)


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


def test_from_a_checkout_help_names_what_was_typed() -> None:
    words = [sys.executable, "build.py", "chek"]
    ended = subprocess.run(words, cwd=HOUSE, capture_output=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.decode().endswith("用法见 python build.py --help\n")


def test_a_reader_that_leaves_early_sees_no_traceback(tmp_path: Path) -> None:
    words = f"{sys.executable} build.py check --format json --root {tmp_path} | true"
    ended = subprocess.run(["bash", "-c", words], cwd=HOUSE, capture_output=True, check=False)
    assert ended.stderr == b""


LEDGER = HOUSE / "tests/notices/000-ledger-2022-07.pdf"


@pytest.fixture(scope="module")
def read_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the ledger in it; tests that change it take a copy."""
    site = tmp_path_factory.mktemp("read") / "site"
    assert run(commands, ["new", str(site)]) == 0
    words = ["ingest", str(LEDGER), "--root", str(site), "--received", "2022-08-18"]
    assert run(commands, words) == 0
    return site


@pytest.fixture
def copied_site(read_site: Path, tmp_path: Path) -> Path:
    """A copy of that site, for a test that changes it."""
    return shutil.copytree(read_site, tmp_path / "site")


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_notice_becomes_content_with_a_report(tmp_path: Path, command: Run) -> None:
    command("new", str(tmp_path / "site"))
    before = files_of(tmp_path)
    ended = command("ingest", str(LEDGER), "--root", str(tmp_path / "site"), "--dry-run")
    assert ended.status == 0
    assert "读到 48 大项、56 分项" in ended.out
    assert "试读，没有改动" in ended.out
    assert files_of(tmp_path) == before


def test_help_names_every_kind_that_can_be_read(command: Run) -> None:
    said = "".join(command("ingest", "--help").out.split())
    assert all(f"{kind}{NOTICE_KINDS[kind]}" in said for kind in KINDS_READ)


def test_a_person_may_say_what_kind_a_notice_is(tmp_path: Path, command: Run) -> None:
    site, notice = str(tmp_path / "site"), tmp_path / "分工.txt"
    command("new", site)
    notice.write_text("一、修路（责任单位：甲局）\n二、架桥（牵头单位：乙局）\n", "utf-8")
    ended = command("ingest", str(notice), "--root", site, "--kind", "responsibility")
    assert "  种类 任务分解（--kind 写明）\n" in ended.out
    assert "读到 2 大项、2 分项" in ended.out
    words = ("--root", site, "--kind", "ledger", "--period", "2022-08")
    notice.write_text(notice.read_text("utf-8") + "三、种树（牵头单位：丙局）\n", "utf-8")
    refused = command("ingest", str(notice), *words)
    assert (refused.status, refused.out) == (1, "")
    assert "按进展台账读，没有读到任何内容" in refused.err


def test_the_same_notice_again_changes_nothing(read_site: Path, command: Run) -> None:
    before = files_of(read_site)
    ended = command("ingest", str(LEDGER), "--root", str(read_site))
    assert ended == Ended(0, f"{LEDGER.name}：已经入库（d1-2022-08-17），没有改动\n", "")
    assert files_of(read_site) == before


def test_one_bad_file_among_several_keeps_all_out(tmp_path: Path, command: Run) -> None:
    site, empty = tmp_path / "site", tmp_path / "空.pdf"
    command("new", str(site))
    empty.write_bytes(b"")
    before = files_of(site)
    ended = command(
        "ingest", str(LEDGER), str(empty), str(tmp_path / "没有.pdf"), "--root", str(site)
    )
    assert (ended.status, ended.out) == (1, "")
    assert "空.pdf: 错误: 文件是空的" in ended.err
    assert "没有.pdf: 错误: 找不到这个文件" in ended.err
    assert files_of(site) == before


def test_a_claim_that_the_records_contradict_is_a_warning(read_site: Path, command: Run) -> None:
    ended = command("check", "--format", "json", "--root", str(read_site))
    found = [
        problem for problem in json.loads(ended.out)["problems"] if "公布数" in problem["message"]
    ]
    assert ended.status == 0
    assert [(problem["file"], problem["severity"]) for problem in found] == [
        ("content/notices/d1-2022-08-17.yml", "warning")
    ]
    assert "公布数与记录不一致：有滞后事项的单位，公布 12 家，记录 13 家" in found[0]["message"]
    notice = (read_site / found[0]["file"]).read_text("utf-8").splitlines()
    assert "stated" in notice[found[0]["line"] - 1] or "stated" in notice[found[0]["line"] - 2]
    assert command("check", "--strict", "--root", str(read_site)).status == 1


@pytest.mark.parametrize(
    ("file", "was", "now"),
    [
        ("content/tasks/d1-2022/2.yml", "period: ", "period："),
        ("content/notices/d1-2022-08-17.yml", "claim: tasks", "claim: 任务"),
    ],
)
def test_an_error_is_told_without_the_claims_it_makes_wrong(
    file: str, was: str, now: str, copied_site: Path, command: Run
) -> None:
    path = copied_site / file
    path.write_text(path.read_text("utf-8").replace(was, now, 1), "utf-8")
    ended = command("check", "--root", str(copied_site))
    told = [line for line in ended.err.splitlines() if not re.search("待核对|还没有填写", line)]
    assert (ended.status, len(told)) == (1, 2)
    assert told[0].startswith(f"{file}:")


def test_the_output_does_not_go_into_content(read_site: Path, command: Run) -> None:
    ended = command("build", "--root", str(read_site), "--out", "content/public")
    assert ended == Ended(
        2, "", "错误：选项 --out：结果不能放在 content 里\n用法见 tongbao build --help\n"
    )


def test_nothing_is_written_into_the_archive(read_site: Path, command: Run) -> None:
    root = ("--root", str(read_site))
    ended = command("build", *root, "--out", "archive")
    assert ended.err.startswith("错误：选项 --out：结果不能放在 archive 里\n")
    page = str(read_site / "content/对照")
    ended = command("compare", "2022-07", "今天", "--page", page, *root)
    assert ended.err.startswith("错误：选项 --page：结果不能放在 content 里\n")
    assert ended.status == 2


def test_a_build_says_what_it_wrote_and_again_writes_nothing(
    read_site: Path, tmp_path: Path, command: Run
) -> None:
    first = command("--root", str(read_site), "--out", str(tmp_path / "out"))
    assert first.status == 0
    assert re.search(r"out：写入 \d+，保留 0，删除 0，用时 \d+\.\d 秒\n", first.out)
    assert first.out.endswith(f"\n用浏览器打开 {tmp_path / 'out/index.html'}\n")
    again = command("build", "--root", str(read_site), "--out", str(tmp_path / "out"))
    assert "：写入 0，保留 " in again.out
