"""The files of ``layouts`` hold what they were made of."""

from pathlib import Path

import docx
import pytest
from python_calamine import CalamineWorkbook

from tests.notices.layouts import (
    OTHER,
    SHAPES,
    USUAL,
    Headers,
    Shape,
    docx_ledger,
    gold_rows,
    xlsx_ledger,
)

ROWS = gold_rows()


def test_the_real_rows() -> None:
    assert len(ROWS) == 56
    assert sum(row["number"] is not None for row in ROWS) == 48
    assert sum(row["lead"] is None for row in ROWS) == 5
    by_number = {row["number"]: row for row in ROWS}
    assert by_number["30"]["lead"] == ("区企业发展服务中心 区棚改收储办",)
    assert by_number["31"]["persons"] == ("侯晓冰（规划）", "张延鹤（土地）")
    assert ("师培剑", "王 新") in [row["persons"] for row in ROWS]


@pytest.mark.parametrize("headers", [USUAL, OTHER])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_workbook(shape: Shape, headers: Headers, tmp_path: Path) -> None:
    path = xlsx_ledger(ROWS, tmp_path / "台账.xlsx", shape=shape, headers=headers)
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == (["通讯录", "台账"] if shape == "second_sheet" else ["台账"])
    sheet = book.get_sheet_by_name("台账")
    cells = sheet.to_python(skip_empty_area=False)
    top = 2 if shape == "titled" else 0
    assert cells[top] == [name for _, name in headers]
    column = [role for role, _ in headers].index("text")
    assert [row[column] for row in cells[top + 1 :]][:56] == [row["text"] for row in ROWS]
    assert len(cells) == top + 57 + (2 if shape == "titled" else 0)
    assert bool(sheet.merged_cell_ranges) == (shape != "blanks")


@pytest.mark.parametrize("repeat_header", [False, True])
def test_a_word_table(repeat_header: bool, tmp_path: Path) -> None:
    path = docx_ledger(ROWS, tmp_path / "台账.docx", repeat_header=repeat_header, title="台账")
    tables = docx.Document(str(path)).tables
    assert len(tables) == (5 if repeat_header else 1)
    for table in tables:
        assert {cell.text for cell in table.rows[0].cells} == {"台账"}
        assert [cell.text for cell in table.rows[1].cells] == [name for _, name in USUAL]
    body = [row for table in tables for row in table.rows[2:]]
    assert [row.cells[4].text for row in body] == [row["text"] for row in ROWS]
    merged = [row.cells[2].text for row in body if row.cells[0].text == "8"]
    assert merged == ["区工信局\n区商务局\n区发改委\n区住建局\n区财政局"] * 6
