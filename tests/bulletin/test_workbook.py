"""The ledger as a workbook: text stays text, cells are merged, the page prints."""

import datetime
import zipfile
from pathlib import Path

import pytest

from tongbao.bulletin import ledger
from tongbao.bulletin.excel_ledger import ledger_xlsx
from tongbao.bulletin.making import Made
from tongbao.output.cells import CUT, LONGEST
from tongbao.sources.document import Document, SourceTable
from tongbao.sources.read import read


@pytest.fixture(scope="session")
def table(made_rich: Made) -> SourceTable:
    document: Document = read(made_rich.workbook)
    (found,) = document.tables()
    return found


def test_columns_are_those_that_some_row_fills(table: SourceTable) -> None:
    assert table.rows[0].cells[0].text == ("试验区2022年7月份重点工作任务推进情况台账")
    assert [cell.text for cell in table.rows[2].cells] == [
        *("类别", "序号", "工作任务", "指标", "牵头单位", "责任单位", "配合单位", "责任领导"),
        *("责任人", "完成时限", "进展情况", "机制建立情况", "存在问题", "对象", "完成情况"),
        "单位说明",
    ]


def test_what_looks_like_a_formula_is_text(made_rich: Made, table: SourceTable) -> None:
    first = [cell.text for cell in table.rows[3].cells]
    assert first[2] == '=完成"双十"工程，-推进<重点>项目&配套。'
    assert first[10] == "=1+1，增长-14.2%。\n+第二段：2*630MW、7*24。"
    assert first[12] == "@缺少资金。"
    with zipfile.ZipFile(made_rich.workbook) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        styles = package.read("xl/styles.xml").decode()
        assert not [name for name in package.namelist() if "vba" in name.lower()]
    assert "<f>" not in sheet
    assert 'quotePrefix="1"' in styles


def test_cells_over_several_rows_are_merged(made_rich: Made, table: SourceTable) -> None:
    with zipfile.ZipFile(made_rich.workbook) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    # Both tasks: section, number, text; the shared lead and its persons of the second.
    for merged in ("A4:A5", "B4:B5", "C4:C5", "A6:A7", "B6:B7", "C6:C7", "E6:E7", "I6:I7"):
        assert f'<mergeCell ref="{merged}"/>' in sheet
    assert [cell.span for cell in table.rows[6].cells[:5]] == [
        "above",
        "above",
        "above",
        "own",
        "above",
    ]


def test_the_page_is_a4_across_with_its_head_on_every_page(made_rich: Made) -> None:
    with zipfile.ZipFile(made_rich.workbook) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        book = package.read("xl/workbook.xml").decode()
    assert 'paperSize="9"' in sheet
    assert 'orientation="landscape"' in sheet
    assert "台账!$3:$3" in book


def test_no_digit_and_no_word_is_lost_in_silence(tmp_path: Path) -> None:
    texts = ("410411198001011234", "123456789012345", "0371", "路" * 40_000)
    columns = tuple(ledger.LedgerColumn(f"第{n}列", "text") for n, _ in enumerate(texts))
    made = ledger.LedgerTable(columns, (tuple(ledger.LedgerCell(text) for text in texts),))
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(ledger_xlsx(made, "台账", "督查局", datetime.date(2022, 8, 17), {}))
    (sheet,) = read(path).tables()
    found = [cell.text for cell in sheet.rows[-1].cells]
    assert found == [*texts[:3], "路" * (LONGEST - len(CUT)) + CUT]
