"""Columns that the ledgers of our own bulletins have beside those of others: 对象, 单位说明, and the word 未报送."""

import datetime
from pathlib import Path

import pytest

from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import ingest
from tongbao.records.load import load_checked
from tongbao.records.model import Assignment, Part, Reply
from tongbao.records.starter import write_empty_site

HEAD = "序号,工作任务,牵头单位,进展情况,对象,完成情况,单位说明"


@pytest.fixture
def read(tmp_path: Path, request: pytest.FixtureRequest) -> list[Assignment]:
    """Return the assignments of a ledger with the rows of a test's own text."""
    import xlsxwriter

    book = tmp_path / "台账.xlsx"
    with xlsxwriter.Workbook(book) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_string(0, 0, "甲区2022年7月份重点工作任务推进情况台账")
        rows = [HEAD, *request.function.__doc__.split()]
        for number, row in enumerate(rows, start=1):
            for at, text in enumerate(row.split(",")):
                sheet.write_string(number, at, text)
    write_empty_site(tmp_path / "site")
    ingest(book, tmp_path / "site", Wishes(), datetime.date(2022, 8, 18))
    tasks = load_checked(tmp_path / "site").tasks
    return [part for task in tasks for part in task.assignments]


def test_a_reply_names_unit_and_day(read: list[Assignment]) -> None:
    """
    1,修路,甲局,已开工。,丙县,正常推进,甲局：资金未到：还差一半。（2022年8月15日）
    2,架桥,乙局,已开工。,,正常推进,正在办理
    """
    first, second = (part.updates[0] for part in read)
    day = datetime.date(2022, 8, 15)
    assert first.reply == Reply(unit="甲局", text="资金未到：还差一半。", date=day)
    assert (first.subject, first.parts) == ("丙县", ())
    assert second.reply is None
    assert second.parts == (Part(label="单位说明", text="正在办理"),)


def test_a_row_that_says_only_that_nothing_came_is_no_update(read: list[Assignment]) -> None:
    """
    1,修路,甲局,已开工。,,正常推进,
    2,架桥,乙局,,,未报送,
    3,种树,丙局,已种一半。,,未报送,
    """
    assert [len(part.updates) for part in read] == [1, 0, 1]
    assert read[2].updates[0].status == "未报送"
