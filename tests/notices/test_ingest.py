"""From a file to content/: all or nothing, once, and in words for the clerk."""

import datetime
import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import docx
import pytest

from tests.conftest import Golden
from tests.notices import layouts
from tests.sources.test_read import BAD
from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import Ingested, ingest
from tongbao.notices.remarks import place_words
from tongbao.notices.report import report_lines
from tongbao.problems import Problems
from tongbao.problems.working_on import worked_on
from tongbao.records.kinds import KINDS_READ, NOTICE_KINDS
from tongbao.records.load import load, load_checked
from tongbao.records.starter import write_empty_site
from tongbao.records.yaml_out import dump

HERE = Path(__file__).parent
PDF, DOCX, TXT = (HERE / f"000-ledger-2022-07.{ending}" for ending in ("pdf", "docx", "txt"))
TODAY = datetime.date(2022, 8, 18)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    write_empty_site(folder)
    return folder


def bring_in(
    file: Path, site: Path, wishes: Wishes | None = None, *, dry_run: bool = False
) -> Ingested:
    return ingest(file, site, wishes or Wishes(), TODAY, dry_run=dry_run)


def snapshot(site: Path) -> Mapping[str, str]:
    files = sorted(
        path for path in site.rglob("*") if path.is_file() and ".tongbao" not in path.parts
    )
    return {
        str(path.relative_to(site)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def test_a_new_site_holds_the_whole_notice(site: Path) -> None:
    ingested = bring_in(DOCX, site)
    loaded = load(site)
    content = loaded.content
    assert (ingested.outcome, ingested.notice.id) == ("new", "d1-2022-08-17")
    assert [problem for problem in loaded.problems if problem.severity == "error"] == []
    assert (content.settings.districts[0].id, content.settings.districts[0].name) == (
        "d1",
        "湛河区",
    )
    assert [plan.id for plan in content.plans] == ["d1-2022"]
    assert len(content.tasks) == 48
    assert [task.id for task in content.tasks] == [str(number) for number in range(1, 49)]
    assert len(content.registries[0].units) == 26
    assert len(content.notices[0].claims) == 13


def test_what_is_written_is_what_was_read(site: Path) -> None:
    ingested = bring_in(PDF, site)
    written = load_checked(site).tasks
    # One mark of the notice stands for those that many tasks bear.
    read = [task.model_copy(update={"review": ()}) for task in ingested.tasks]
    assert [task.model_copy(update={"review": ()}) for task in written] == read
    for task in written:
        assert (site / task.path).read_text("utf-8") == dump(task)


def test_the_same_file_twice_changes_nothing_also_after_a_hand_edit(site: Path) -> None:
    bring_in(DOCX, site)
    task = site / "content/tasks/d1-2022/30.yml"
    edited = task.read_bytes().replace("区棚改收储办".encode(), "区棚改办".encode())
    task.write_bytes(b"# looked at\r\n" + edited)
    units = site / "content/units/d1.yml"
    units.write_bytes(units.read_bytes().replace("区棚改收储办".encode(), "区棚改办".encode()))
    before = snapshot(site)
    ingested = bring_in(DOCX, site)
    assert (ingested.outcome, ingested.written) == ("known", ())
    assert snapshot(site) == before


def test_another_format_only_adds_its_file(site: Path) -> None:
    bring_in(PDF, site)
    before = snapshot(site)
    ingested = bring_in(DOCX, site)
    after = snapshot(site)
    folder = "content/notices/d1-2022-08-17"
    assert ingested.outcome == "format"
    assert {path for path in after if before.get(path) != after[path]} == {
        f"{folder}.yml",
        f"{folder}/{DOCX.name}",
    }
    assert [file.name for file in load_checked(site).notices[0].files] == [PDF.name, DOCX.name]


def test_a_dry_run_writes_nothing(site: Path) -> None:
    before = snapshot(site)
    ingested = bring_in(DOCX, site, dry_run=True)
    assert len(ingested.tasks) == 48
    assert snapshot(site) == before


def test_a_workbook_without_title_date_and_issuer_says_so(site: Path, tmp_path: Path) -> None:
    path = layouts.xlsx_ledger(layouts.gold_rows(), tmp_path / "七月台账.xlsx")
    ingested = bring_in(path, site, Wishes(period="2022年5-7月"))
    assert ingested.notice.id == "d1-2022-08-18"
    assert ingested.notice.review == (
        "title: 文件没有题目，暂用文件名",
        "persons: 责任人与单位按次序对应，4项：8、9、30、31",
    )
    lines = list(report_lines(ingested))
    assert "  待定：文件未署日期，以收到的日子编号" in lines
    assert "  待定：文件没有写明发文单位" in lines
    assert len(load_checked(site).tasks) == 48


def test_a_notice_without_a_period_is_read_all_the_same(site: Path, tmp_path: Path) -> None:
    path = layouts.xlsx_ledger(layouts.gold_rows(), tmp_path / "台账.xlsx")
    before = snapshot(site)
    with pytest.raises(Problems, match="读不懂期次“五六七月”"):
        bring_in(path, site, Wishes(period="五六七月"))
    assert snapshot(site) == before
    found = bring_in(path, site)
    assert found.notice.period is None
    updates = [one for task in found.tasks for line in task.assignments for one in line.updates]
    assert {update.period for update in updates} == {"待补"}


def test_a_document_without_a_ledger_is_refused(site: Path, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("关于召开会议的通知")
    document.save(str(tmp_path / "通知.docx"))
    before = snapshot(site)
    with pytest.raises(Problems) as raised:
        bring_in(tmp_path / "通知.docx", site)
    kinds = "；".join(f"{NOTICE_KINDS[kind]}{KINDS_READ[kind]}" for kind in KINDS_READ)
    assert str(raised.value) == f"通知.docx: 没有读到任何内容（{kinds}）"
    assert snapshot(site) == before


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_leaves_content_untouched(name: str, site: Path, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(BAD[name][0])
    before = snapshot(site)
    with pytest.raises(Problems) as raised:
        bring_in(tmp_path / name, site)
    assert [problem.place.file for problem in raised.value.problems] == [name]
    assert snapshot(site) == before


def test_a_header_without_rows_is_refused(site: Path, tmp_path: Path) -> None:
    path = layouts.xlsx_ledger([], tmp_path / "空台账.xlsx")
    with pytest.raises(Problems, match=r"空台账\.xlsx: 按进展台账读，没有读到任何内容"):
        bring_in(path, site, Wishes(period="2022-08", kind="ledger"))


def test_a_full_disk_leaves_what_was_there(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(site)
    sync = os.fsync

    def fails_late(descriptor: int) -> None:
        if Path(f"/proc/self/fd/{descriptor}").readlink().name == "new-00040":
            raise OSError(28, "No space left on device")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fails_late)
    with pytest.raises(OSError, match="No space left") as refused:
        bring_in(DOCX, site)
    assert worked_on(refused.value).startswith("content/tasks/d1-2022/")
    monkeypatch.undo()
    assert snapshot(site) == before
    assert sorted(path.name for path in (site / "content").rglob("*")) == [
        "notices",
        "pages",
        "plans",
        "tasks",
        "units",
    ]


def test_unknown_status_words_and_units_are_registered_with_marks(
    site: Path, tmp_path: Path
) -> None:
    rows = layouts.gold_rows()[:1]
    rows[0]["status"] = "严重滞后"
    path = layouts.xlsx_ledger(rows, tmp_path / "台账.xlsx")
    ingested = bring_in(path, site, Wishes(period="2022-08"))
    assert ingested.tasks[0].review == ()
    content = load_checked(site)
    status = content.settings.vocabularies["default"][-1]
    assert status.word == "严重滞后"
    assert "相近的已有进度滞后" in status.review[0]
    text = (site / "site.yml").read_text("utf-8")
    assert "\n# 站点设置。请先改好" in text


def test_the_report_says_all_that_was_done(site: Path, golden: Golden) -> None:
    lines = "\n".join(report_lines(bring_in(PDF, site))) + "\n"
    golden(HERE / "report-pdf.txt", lines)


def test_text_is_read_too(site: Path) -> None:
    shutil.copy(TXT, site.parent / "台账.txt")
    ingested = bring_in(site.parent / "台账.txt", site)
    assert ingested.notice.id == "d1-2022-08-17"
    assert len(load_checked(site).tasks) == 48


def test_a_remark_on_a_workbook_names_sheet_and_row(site: Path, tmp_path: Path) -> None:
    rows = layouts.gold_rows()
    path = layouts.xlsx_ledger(rows, tmp_path / "台账.xlsx")
    remarks = bring_in(path, site, Wishes(period="2022年5-7月")).remarks
    (repaired,) = (remark for remark in remarks if "去掉姓名中的空格" in remark.message)
    assert place_words(repaired.spot) == "工作表“台账”第40行"


@pytest.mark.long
def test_a_second_notice_is_reported_with_its_own_marks_only(site: Path, tmp_path: Path) -> None:
    bring_in(PDF, site)
    later = layouts.xlsx_ledger(layouts.gold_rows(), tmp_path / "八月.xlsx")
    ingested = bring_in(later, site, Wishes(period="2022年8月"))
    files = {file for file, _ in ingested.marks}
    assert "content/units/d1.yml" not in files
    assert "content/notices/d1-2022-08-18.yml" in files
    assert "  待定：文件没有写明是哪里的，按本站唯一的区划湛河区收" in report_lines(ingested)
