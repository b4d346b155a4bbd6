"""Tables that a text draws with signs."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbao.sources import read
from tongbao.sources.document import Paragraph, Spot, Table
from tongbao.sources.pipes import with_tables

LINES = """题目
序号 | 任务 | 单位 |
1 | 修路 | 甲局 |
2 | 架桥 | 乙局 |
完"""
SINGLE = """序号 |
任务 |
单位 |
7 |
修路 |
甲局 |
8 |
架桥3 |
乙局 |"""
MARKDOWN = """| 序号 | 任务 | 单位 |
|---|:---:|---|
| 1 | 修路 | 甲局 |
| 2 | 架桥 | 乙局 |"""
BOX = """┌──┬───┬───┐
│序号│任务 │单位 │
├──┼───┼───┤
│1 │修  │甲  │
│  │路  │局  │
├──┼───┼───┤
│2 │架桥 │乙局 │
└──┴───┴───┘"""
TABS = "序号\t任务\t单位\n1\t修路\t甲局\n2\t架桥\t乙局"


def blocks_of(text: str) -> tuple[list[list[str]], list[str], list[str]]:
    lines = [Paragraph(line, Spot(line=at)) for at, line in enumerate(text.split("\n"), 1) if line]
    blocks, repairs = with_tables(lines)
    tables = [block for block in blocks if isinstance(block, Table)]
    rows = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    rest = [block.text for block in blocks if isinstance(block, Paragraph)]
    return rows, rest, [message for _, message in repairs]


@pytest.mark.parametrize("text", [LINES, MARKDOWN, BOX, TABS])
def test_rows_of_cells(text: str) -> None:
    rows, rest, repairs = blocks_of(text)
    assert rows == [["序号", "任务", "单位"], ["1", "修路", "甲局"], ["2", "架桥", "乙局"]]
    assert rest == (["题目", "完"] if text is LINES else [])
    assert repairs == []


def test_one_cell_a_line_is_cut_at_running_numbers() -> None:
    rows, rest, _ = blocks_of(SINGLE)
    assert rows == [["序号", "任务", "单位"], ["7", "修路", "甲局"], ["8", "架桥3", "乙局"]]
    assert rest == []


def test_a_row_with_one_cell_goes_on_with_the_one_above() -> None:
    text = LINES.replace("2 | 架桥 | 乙局 |", "并架桥 | ||\n2 | 种树 | 乙局 |")
    lines = [Paragraph(line, Spot(line=at)) for at, line in enumerate(text.split("\n"), 1)]
    table = next(block for block in with_tables(lines)[0] if isinstance(block, Table))
    assert [(cell.text, cell.span) for cell in table.rows[2].cells] == [
        ("", "above"),
        ("并架桥", "own"),
        ("", "above"),
    ]


def test_rows_unlike_the_header_are_told() -> None:
    rows, _, repairs = blocks_of(
        LINES.replace("2 | 架桥 | 乙局 |", "2 | 架桥 |\n3 | 种树 | 丙局 | 好 |")
    )
    assert rows[2:] == [["2", "架桥", "", ""], ["3", "种树", "丙局", "好"]]
    assert repairs == ["这一行有2格，表头有3格，按次序对应", "这一行有4格，表头有3格，按次序对应"]


@pytest.mark.parametrize(
    "text", ["甲|乙", "甲 | 乙 | 丙 |", "甲 |\n乙 |\n丙 |", "甲\t乙", "第1条 | 见附件"]
)
def test_a_bar_alone_makes_no_table(text: str) -> None:
    assert blocks_of(text) == ([], text.split("\n"), [])


def test_a_text_file_gives_its_tables(tmp_path: Path) -> None:
    path = tmp_path / "表.txt"
    path.write_text(LINES, "utf-8")
    (table,) = read(path).tables()
    assert [row.spot.line for row in table.rows] == [2, 3, 4]


@given(st.lists(st.text("1甲| \t│├─", min_size=1, max_size=12), max_size=20))
def test_nothing_is_lost_but_bars(texts: list[str]) -> None:
    rows, rest, _ = blocks_of("\n".join(texts))
    kept = "".join("".join(row) for row in rows) + "".join(rest)
    for sign in "1甲":
        assert kept.count(sign) == "".join(texts).count(sign)
