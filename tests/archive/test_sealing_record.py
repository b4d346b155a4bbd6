"""The record outside archive/: what it says, whoever saved it, and what is said where there is none."""

import datetime
import shutil
from codecs import BOM_UTF8
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archive.made import DAY, seal, told
from tongbao.archive.register import (
    RECORD,
    REGISTER,
    SUMS,
    keeps_record,
    read_register,
    register_files,
)
from tongbao.archive.seal import SealOrder, told_before
from tongbao.archive.seal import seal as seal_month
from tongbao.archive.verify import proof_lines, verify_archive, verify_copy
from tongbao.cli.command_line import run
from tongbao.cli.main import commands
from tongbao.output.excel_log import log_text
from tongbao.problems import Problems, Severity

MANUAL = "（从备份取回；找不回来的，看使用手册“核对归档”）"
OCTOBER = datetime.date(2022, 11, 1)
SEPTEMBER = SealOrder(month="2022-09", as_of=OCTOBER, today=OCTOBER)


def ended(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Return how a command ended: its status and what it printed."""
    status = run(commands, words)
    return status, *capsys.readouterr()


def rows(root: Path) -> list[list[str]]:
    text = (root / RECORD).read_bytes().removeprefix(BOM_UTF8).decode()
    return [line.split(",") for line in text.split("\r\n")]


def test_a_line_a_sealing_for_a_spreadsheet(site: Path) -> None:
    raw, sealed = (site / RECORD).read_bytes(), read_register(site)
    assert raw.startswith(BOM_UTF8)
    assert raw.count(b"\r\n") == raw.count(b"\n") == 5
    head, first, public, _, last, end = rows(site)
    assert ",".join(head) == (
        "封存日期,归档包,版本,序号,内容截至,tagmanifest的sha256,压缩包的sha256,备注"
    )
    digests = [sealed[0].tagmanifest, sealed[0].zip]
    assert first == ["2022-08-01", "archive/2022-07", "内网版", "1", "2022-08-01", *digests, ""]
    assert public[1:4] == ["archive/public/2022-07", "公开版", "1"]
    assert last[1:4] == ["archive/2022-07-r2", "内网版", "3"]
    assert end == [""]


def as_excel(text: str) -> bytes:
    """Save as a spreadsheet of an office does: in GBK, days its own way, empty cells and rows behind."""
    lines = text.replace("2022-08-01", "2022/8/1").replace("\r\n", ",\r\n")
    return f"{lines},,,,,,,,\r\n".encode("gb18030")


@pytest.mark.parametrize(
    "saved", [as_excel, lambda text: text.replace("\r\n", "\n").encode()], ids=["GBK", "no mark"]
)
def test_a_record_that_a_spreadsheet_saved(site: Path, saved: Callable[[str], bytes]) -> None:
    text = (site / RECORD).read_bytes().removeprefix(BOM_UTF8).decode()
    (site / RECORD).write_bytes(saved(text))
    assert verify_archive(site) == ()
    seal(site, "2022-09")
    assert (site / RECORD).read_bytes().startswith(BOM_UTF8)
    assert log_text(site / RECORD).splitlines()[-1].split(",")[1] == "archive/2022-09"
    assert verify_archive(site) == ()


def test_a_line_twice_and_a_head_that_is_gone(site: Path) -> None:
    lines = (site / RECORD).read_bytes().removeprefix(BOM_UTF8).splitlines(keepends=True)
    (site / RECORD).write_bytes(b"".join((*lines[1:], lines[1])))
    assert told(verify_archive(site)) == [
        f"{RECORD}:1: 第一行不是表头{MANUAL}",
        f"{RECORD}:5: “2022-07”记了两次{MANUAL}",
    ]


def test_a_record_that_cannot_be_read(site: Path) -> None:
    (site / RECORD).unlink()
    (site / RECORD).mkdir()
    assert told(verify_archive(site)) == [
        f"{RECORD}: 封存记录读不出来：这是文件夹，不是文件（检查文件的权限和所在的磁盘）"
    ]


def test_months_and_the_newest_are_said_an_edition(site: Path) -> None:
    sealed = read_register(site)
    assert proof_lines(site) == (
        (
            "内网版：2 个月、3 份，最新的一份是 2022-07-r2（2022-08-01 封存），"
            f"它的 tagmanifest-sha256.txt 的 sha256：{sealed[3].tagmanifest}"
        ),
        (
            "公开版：1 个月、1 份，最新的一份是 public/2022-07（2022-08-01 封存），"
            f"它的 tagmanifest-sha256.txt 的 sha256：{sealed[1].tagmanifest}"
        ),
    )


def test_months_that_version_0_1_sealed_still_verify(
    before: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed = read_register(before)
    assert not keeps_record(before)
    assert ended(capsys, "verify", "--root", str(before)) == (
        0,
        (
            "完好：核对了 2 份归档，每个字节都与封存时相同\n"
            "内网版：2 个月、2 份，最新的一份是 2022-08（2022-10-02 封存），"
            f"它的 tagmanifest-sha256.txt 的 sha256：{sealed[1].tagmanifest}\n"
            "没有 封存记录.csv（以前的版本封存时不写）：不能证明最新的几份没有被拿走，下次封存时补记\n"
        ),
        "",
    )


def test_the_next_sealing_records_what_was_sealed_before(before: Path) -> None:
    assert told(told_before(before, OCTOBER)) == [
        f"{RECORD}: 没有这个文件，以前封存的 2 份这次补记（以前的版本不写）"
    ]
    seal_month(before, SEPTEMBER)
    assert [(row[1], row[-1]) for row in rows(before)[1:-1]] == [
        ("archive/2022-07", "补记于 2022-11-01"),
        ("archive/2022-08", "补记于 2022-11-01"),
        ("archive/2022-09", ""),
    ]
    assert keeps_record(before)
    assert verify_archive(before, today=OCTOBER) == ()


def test_what_version_0_1_linked_into_a_site_is_only_told(before: Path) -> None:
    (before / "public").mkdir()
    (before / "public/2022-07.zip").hardlink_to(before / "archive/2022-07.zip")
    (found,) = verify_archive(before)
    assert (found.severity, found.place.file) == (Severity.WARNING, "archive/2022-07.zip")


def test_an_empty_folder_of_the_sites_own_is_only_told(before: Path) -> None:
    """Version 0.1 sealed templates/ and static/ as they were."""
    (before / "archive/2022-07/data/static/图").mkdir(parents=True)
    (found,) = verify_archive(before)
    assert str(found) == "archive/2022-07/data/static/图: 空文件夹，封存时没有（移走它）"
    assert found.severity is Severity.WARNING


def refused(root: Path) -> list[str]:
    with pytest.raises(Problems) as found:
        seal_month(root, SEPTEMBER)
    return told(found.value.problems)


@pytest.mark.seals
@pytest.mark.parametrize("lost", ["newest", "all"])
def test_nothing_is_sealed_over_what_was_taken_away(before: Path, lost: str) -> None:
    seal_month(before, SEPTEMBER)
    archive = before / "archive"
    if lost == "all":
        shutil.rmtree(archive)
    else:
        shutil.rmtree(archive / "2022-09")
        (archive / "2022-09.zip").unlink()
        for path, content in register_files(read_register(before)[:-1]).items():
            (before / path).write_bytes(content)
    record = (before / RECORD).read_bytes()
    assert refused(before) == [
        f"{REGISTER}: 登记不见了，这个站点封存过{MANUAL}"
        if lost == "all"
        else f"{RECORD}:4: 记着“2022-09”（2022-11-01 封存），登记里没有，归档包也不在了{MANUAL}"
    ]
    assert (before / RECORD).read_bytes() == record
    (before / RECORD).rename(before.with_name("kept.csv"))  # as the manual says: no dead end
    seal_month(before, SEPTEMBER)
    assert verify_archive(before) == ()


def test_a_record_that_is_gone_is_written_again_and_told(site: Path) -> None:
    (site / RECORD).unlink()
    assert told(told_before(site, DAY)) == [
        f"{RECORD}: 没有这个文件，以前封存的 4 份这次补记（本来有的，从备份取回再封）"
    ]


def test_a_clock_set_back_is_told_and_stops_nothing(
    before: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    early = datetime.date(2022, 10, 1)
    said = (
        f"{REGISTER}: 电脑上今天是 2022-10-01，早于已封的“2022-08”（2022-10-02）"
        "（核对电脑的日期，现在的或封存那天的不对）"
    )
    (found,) = verify_archive(before, today=early)
    assert (str(found), found.severity) == (said, Severity.WARNING)
    monkeypatch.setattr("tongbao.cli.archiving.today", lambda: early)
    told_as = said.replace(": ", ": 警告: ", 1)
    for words in (("verify",), ("archive", "2022-09")):
        status, out, err = ended(capsys, *words, "--root", str(before))
        assert (status, err.splitlines()[0]) == (0, told_as)
        assert out.startswith("完好") or "已封存" in out
    (since,) = verify_archive(before, today=OCTOBER)
    assert since.severity is Severity.WARNING
    assert str(since) == (
        f"{REGISTER}: “2022-09”的封存日期 2022-10-01 早于先封的“2022-08”（2022-10-02）"
        "（封存时电脑的日期不对，把实情另外记下来；归档包不用动）"
    )


def test_a_copy_of_the_sums_that_was_taken_away_earlier(site: Path) -> None:
    copy = site.with_name("U盘.txt")
    text = (site / SUMS).read_text("utf-8")
    copy.write_bytes(BOM_UTF8 + text.replace("\n", "\r\n").encode())
    seal(site, "2022-09")
    assert verify_copy(site, copy) == ()
    seal(site.with_name("other"), "2022-07", files={"data/a": b"1"})
    shutil.copyfile(site.with_name("other") / SUMS, site / SUMS)
    said = told(verify_copy(site, copy))
    assert f"{SUMS}: 抄存的有“2022-08.zip”，现在没有了" in said
    assert any(line.startswith(f"{SUMS}: “2022-07.zip”的 sha256 与抄存的不同：") for line in said)
    assert len(said) == 8


def test_a_copy_that_is_none(site: Path) -> None:
    copy = site / "copy"
    assert told(verify_copy(site, copy), site) == [
        "copy: 抄存的文件读不出来：没有这个文件或文件夹（给出抄存的 SHA256SUMS）"
    ]
    copy.write_text("七月\n", "utf-8")
    assert told(verify_copy(site, copy), site) == [
        "copy: 里面没有校验值（给出抄存的 SHA256SUMS）",
        "copy:1: 这一行读不懂或写了两次：“七月”（核对抄存的文件是不是 SHA256SUMS）",
    ]


def test_verify_says_what_is_there_and_what_is_wrong(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = site / "抄存.txt"
    shutil.copyfile(site / SUMS, copy)
    words = ("verify", "--root", str(site), "--with", str(copy))
    status, out, err = ended(capsys, *words)
    assert (status, err) == (0, "")
    assert out.splitlines()[:2] == [
        "完好：核对了 4 份归档，每个字节都与封存时相同，与 封存记录.csv 一致",
        f"抄存的 {copy}：各行都在，没有改动",
    ]
    shutil.rmtree(site / "archive/2022-08")
    status, out, err = ended(capsys, *words)
    assert status == 1
    assert out.startswith("内网版：2 个月、3 份")
    assert "archive/2022-08: 错误: 登记了这个归档包，但文件夹不见了" in err
