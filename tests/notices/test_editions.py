"""The next edition of a ledger, made up from the first: every field right, every change reported."""

import copy
import datetime
from pathlib import Path

import pytest

from tests.notices import layouts
from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import Ingested, ingest
from tongbao.records.content import Content
from tongbao.records.load import load_checked
from tongbao.records.model import Task
from tongbao.records.starter import write_empty_site

HERE = Path(__file__).parent
TODAY = datetime.date(2022, 9, 18)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    write_empty_site(folder)
    ingest(HERE / "000-ledger-2022-07.docx", folder, Wishes(), datetime.date(2022, 8, 18))
    return folder


def august(
    rows: list[layouts.Row], site: Path, name: str = "八月台账.xlsx", period: str = "2022年8月"
) -> Ingested:
    path = layouts.xlsx_ledger(rows, site.parent / name)
    return ingest(path, site, Wishes(period=period, plan="d1-2022"), TODAY)


def rows_of(*numbers: str) -> list[layouts.Row]:
    """Return the rows of some tasks of the real notice, whole."""
    rows = copy.deepcopy(layouts.gold_rows())
    wanted, keep = [], False
    for row in rows:
        if row["number"] is not None:
            keep = not numbers or row["number"] in numbers
        if keep:
            wanted.append(row)
    return wanted


def task(content: Content, task_id: str) -> Task:
    return next(one for one in content.tasks if one.id == task_id)


def changes(ingested: Ingested) -> list[str]:
    return [remark.message for remark in ingested.remarks if remark.kind == "changed"]


def test_the_same_tasks_get_an_update_each_and_nothing_is_reported(site: Path) -> None:
    ingested = august(rows_of(), site)
    content = load_checked(site)
    assert changes(ingested) == []
    assert len(content.tasks) == 48
    assert {len(line.updates) for one in content.tasks for line in one.assignments} == {2}
    assert all(
        line.updates[1].printed.model_dump(exclude_none=True) == {}
        for one in content.tasks
        for line in one.assignments
    )


def test_a_changed_status_is_the_new_update_s(site: Path) -> None:
    rows = rows_of("1", "2", "3")
    rows[0]["status"], rows[0]["text"] = "积极推进", "公司改革方案已印发。"
    august(rows, site)
    updates = task(load_checked(site), "1").assignments[0].updates
    assert [(one.period, one.status) for one in updates] == [
        ("2022-05/2022-07", "进展一般"),
        ("2022-08", "积极推进"),
    ]
    assert updates[1].text == "公司改革方案已印发。"


def test_renumbered_tasks_are_matched_by_text(site: Path) -> None:
    rows = rows_of("4", "5", "6", "7")
    for row, number in zip(rows, ("7", "4", "5", "6"), strict=True):
        row["number"] = number
    ingested = august(rows, site)
    content = load_checked(site)
    assert task(content, "4").number == "4"
    assert task(content, "4").assignments[0].updates[1].printed.number == "7"
    assert changes(ingested)[0].startswith(
        "序号整体调整，4项，序号由上期的改为本期的：“统筹推进老城更新，完…”4→7，"
    )
    assert len(content.tasks) == 48


def test_a_reworded_task_keeps_its_page_and_what_was_printed(site: Path) -> None:
    rows = rows_of("10", "11", "12")
    rows[2]["task"] = "完善政银企常态化对接机制，引导金融机构支持实体经济，着力化解企业融资难问题"
    ingested = august(rows, site)
    content = load_checked(site)
    printed = task(content, "12").assignments[0].updates[1].printed
    assert printed.text == rows[2]["task"]
    assert any("第12项" in words and "文字改为" in words for words in changes(ingested))
    assert len(content.tasks) == 48


def test_an_added_and_a_dropped_task_are_reported(site: Path) -> None:
    rows = rows_of()
    rows = [row for row in rows if row["number"] != "48"]
    new: layouts.Row = {
        **copy.deepcopy(rows[0]),
        "number": "48",
        "task": "推进城市生命线安全工程建设",
        "lead": ("区城管局",),
        "persons": ("张三",),
    }
    ingested = august([*rows, new], site)
    content = load_checked(site)
    added = task(content, "t001")
    assert (added.number, added.text) == ("48", "推进城市生命线安全工程建设")
    assert len(task(content, "48").assignments[0].updates) == 1
    assert [words.rsplit("：", 1)[1] for words in changes(ingested)] == ["新增", "本期没有这一项"]
    assert "区城管局" in [unit.name for unit in content.registries[0].units]


def test_a_renamed_unit_is_reported_and_registered(site: Path) -> None:
    rows = rows_of("6", "7")
    for row in rows:
        row["lead"] = ("区工业和信息化局",)
    ingested = august(rows, site)
    content = load_checked(site)
    line = task(content, "6").assignments[0]
    assert line.lead == ("区工信局",)
    assert line.updates[1].printed.lead == ("区工业和信息化局",)
    assert any("牵头单位由区工信局改为区工业和信息化局" in words for words in changes(ingested))
    assert "区工业和信息化局" in [unit.name for unit in content.registries[0].units]


def test_a_changed_person_is_reported_and_kept_as_printed(site: Path) -> None:
    rows = rows_of("1")
    rows[0]["persons"] = ("李四",)
    ingested = august(rows, site)
    line = task(load_checked(site), "1").assignments[0]
    assert [person.name for person in line.persons] == ["李会卿"]
    assert line.updates[1].printed.persons == ("李四",)
    assert any("责任人由李会卿改为李四" in words for words in changes(ingested))


def test_a_doubtful_pair_is_proposed_not_made(site: Path) -> None:
    rows = rows_of("23")
    rows[0]["task"] = "推进沁园市场、东风路市场等老市场升级和搬迁工作，完善农贸市场管理制度"
    ingested = august(rows, site)
    content = load_checked(site)
    new = task(content, "t001")
    assert len(task(content, "23").assignments[0].updates) == 1
    assert any(mark.startswith("text: 可能就是第23项（23.yml），相似度") for mark in new.review)
    assert any("新增，可能是改写，待核对" in words for words in changes(ingested))


def test_a_corrected_notice_of_the_same_period_becomes_errata(site: Path) -> None:
    rows = rows_of()
    rows[0]["status"] = "正常推进"
    ingested = august(rows, site, "更正.xlsx", "2022年5-7月")
    update = task(load_checked(site), "1").assignments[0].updates[0]
    assert update.status == "进展一般"
    assert [(one.field, one.was, one.now, one.date, one.source) for one in update.errata] == [
        ("status", "进展一般", "正常推进", TODAY, ingested.notice.id)
    ]
    assert changes(ingested) == ["第1项“深化国有投融资公司改革，促进融资平台提质…”：完成情况更正"]


def test_rows_of_one_task_are_paired_by_unit_and_label(site: Path) -> None:
    rows = rows_of("2", "8")
    rows[0], rows[1] = (
        {**rows[0], "lead": rows[1]["lead"], "persons": rows[1]["persons"], "text": "甲"},
        {**rows[1], "lead": rows[0]["lead"], "persons": rows[0]["persons"], "text": "乙"},
    )
    august(rows, site)
    content = load_checked(site)
    assert [line.updates[1].text for line in task(content, "2").assignments[:2]] == ["乙", "甲"]
    assert [len(line.updates) for line in task(content, "8").assignments] == [2] * 6
