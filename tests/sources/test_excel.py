"""Excel: values as a person writes them, merged cells, addresses, and sheets without end."""

import datetime
import io
from collections.abc import Callable

import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from tests.conftest import examples
from tongbao.problems import Problems
from tongbao.sources.document import SourceTable, Spot
from tongbao.sources.excel import read_excel
from tongbao.sources.excel_package import column_name, column_number
from tongbao.sources.excel_sheets import as_text
from tongbao.sources.reading import SourceText


def book(*fills: Callable[[Worksheet], object]) -> SourceText:
    """Read a workbook with one sheet for each function that fills one."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as made:
        for number, fill in enumerate(fills, start=1):
            fill(made.add_worksheet(f"表{number}"))
    return read_excel(out.getvalue(), "x.xlsx")


def table(reading: SourceText, index: int = 0) -> SourceTable:
    found = reading.blocks[index]
    assert isinstance(found, SourceTable)
    return found


def texts(reading: SourceText) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table(reading).rows]


def test_each_sheet_is_a_table_with_addresses() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.write_row("C3", ["序号", "任务"])
        sheet.write_row("C5", [1, "一"])

    found = book(fill, lambda sheet: sheet.write("A1", "二"))
    assert [block.spot for block in found.blocks] == [
        Spot(sheet="表1", cell="C3"),
        Spot(sheet="表2", cell="A1"),
    ]
    assert [(row.spot.line, row.cells[1].spot.cell) for row in table(found).rows] == [
        (3, "D3"),
        (5, "D5"),
    ]
    assert texts(found) == [["序号", "任务"], ["1", "一"]]


def test_merged_cells() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.merge_range("A1:C1", "台账")
        sheet.merge_range("A2:A3", 8)
        sheet.write_row("B2", ["甲", "乙"])
        sheet.write_row("B3", ["丙", "丁"])

    rows = [[(cell.text, cell.span) for cell in row.cells] for row in table(book(fill)).rows]
    assert rows == [
        [("台账", "own"), ("", "left"), ("", "left")],
        [("8", "own"), ("甲", "own"), ("乙", "own")],
        [("", "above"), ("丙", "own"), ("丁", "own")],
    ]


def test_an_empty_merged_cell_does_not_take_the_text_above_it() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.write_row("A1", ["甲", "乙"])
        sheet.merge_range("A2:A3", "")
        sheet.write("B3", "丙")

    rows = [[(cell.text, cell.span) for cell in row.cells] for row in table(book(fill)).rows]
    assert rows[1:] == [[("", "own"), ("", "own")], [("", "above"), ("丙", "own")]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (0.34, "0.34"),
        (0.1 + 0.2, "0.3"),
        (129.41, "129.41"),
        (1e-7, "0.0000001"),
        (10.0**20, "100000000000000000000"),
        (-14.2, "-14.2"),
        (True, "TRUE"),
        (datetime.date(2022, 8, 17), "2022-08-17"),
        (datetime.datetime(2022, 8, 17, 9, 30), "2022-08-17 09:30"),  # noqa: DTZ001 - as Excel has it
        (datetime.time(9, 5), "09:05"),
        (" 第一行\r\n第二行 ", "第一行\n第二行"),
        ("甲_x000D_乙", "甲\n乙"),
        ("", ""),
    ],
)
def test_values_as_a_person_writes_them(value: float | str, text: str) -> None:
    assert as_text(value)[0] == text


def test_hidden_sheets_and_rows_are_read_and_said() -> None:
    def hidden(sheet: Worksheet) -> None:
        sheet.write("A1", "藏")
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.hide()

    found = book(lambda sheet: sheet.write("A1", "见"), hidden)
    assert [message for _, message in found.repairs] == [
        "工作表“表2”是隐藏的，也已读入",
        "工作簿里有隐藏的行或列，也已读入",
    ]


def test_errors_and_formulas_without_a_result_are_said() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.write("A1", "甲")
        sheet.write_formula("B1", "=1/0", None, "#DIV/0!")
        sheet.write_formula("C1", "=1+1", None, 2)

    found = book(fill)
    assert texts(found) == [["甲", "", "2"]]
    assert [message for _, message in found.repairs] == [
        "有 1 格是公式错误（如 #DIV/0!），按空白读入"
    ]


def test_a_chart_sheet_is_said() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet("台账")
        sheet.write("A1", 1)
        chart = made.add_chart({"type": "bar"})
        chart.add_series({"values": "=台账!$A$1:$A$1"})
        made.add_chartsheet("图").set_chart(chart)
    found = read_excel(out.getvalue(), "x.xlsx")
    assert [message for _, message in found.repairs] == ["“图”不是表格（图表或宏），未读入"]


def test_an_old_workbook_reads_like_a_new_one() -> None:
    out = io.BytesIO()
    made = xlwt.Workbook()
    sheet = made.add_sheet("台账")
    sheet.write_merge(1, 2, 1, 1, "合")
    sheet.write(1, 2, 12)
    date = xlwt.XFStyle()
    date.num_format_str = "yyyy-mm-dd"
    sheet.write(2, 2, datetime.date(2022, 8, 17), date)
    made.save(out)
    rows = table(read_excel(out.getvalue(), "x.xls")).rows
    assert [[(cell.text, cell.span, cell.spot.cell) for cell in row.cells] for row in rows] == [
        [("合", "own", "B2"), ("12", "own", "C2")],
        [("", "above", "B3"), ("2022-08-17", "own", "C3")],
    ]


@pytest.mark.long
def test_a_million_rows_that_are_only_formatted_cost_nothing() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as made:
        bold = made.add_format({"bold": True})
        sheet = made.add_worksheet()
        sheet.write(0, 0, "甲")
        for row in range(1, 1_048_576, 7):
            sheet.write_blank(row, 0, None, bold)
    assert texts(read_excel(out.getvalue(), "x.xlsx")) == [["甲"]]


@pytest.mark.long
def test_far_rows_are_read_without_those_between() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.write("A1", "首")
        sheet.write("A1048576", "尾")

    assert texts(book(fill)) == [["首"], ["尾"]]


def test_cells_in_opposite_corners_are_refused() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.write("A1", "首")
        sheet.write("XFD1048576", "尾")

    with pytest.raises(Problems) as caught:
        book(fill)
    assert str(caught.value) == (
        "x.xlsx: 工作表里有内容的单元格相隔太远（最远到 XFD1048576），无法读入"
        "（请删去离正文很远的零散内容后另存，再试）"
    )


def test_a_workbook_without_content() -> None:
    with pytest.raises(Problems, match=r"^x.xlsx: 工作簿里没有任何内容（请核对是否取错了文件）"):
        book(lambda sheet: sheet.write("A1", "  "))


@given(st.integers(0, 16_383))
def test_names_of_columns(index: int) -> None:
    assert column_number(column_name(index).encode()) == index + 1


@settings(max_examples=examples(15), deadline=None)
@given(
    st.lists(
        st.lists(st.text("甲乙1 2、\n", max_size=5), min_size=1, max_size=4),
        min_size=1,
        max_size=5,
    )
)
def test_what_is_written_is_read(rows: list[list[str]]) -> None:
    wanted = [[text.strip() for text in row] for row in rows]
    filled = [row for row in wanted if any(row)]
    if not filled:
        return

    def fill(sheet: Worksheet) -> None:
        for number, row in enumerate(wanted):
            sheet.write_row(number, 0, row)

    found = [[text for text in row if text] for row in texts(book(fill))]
    assert found == [[text for text in row if text] for row in filled]
