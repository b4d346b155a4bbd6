"""Boxes that a text draws, with rules that part some columns and not others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbao.sources.document import Paragraph, SourceTable, Span, Spot
from tongbao.sources.pipes import with_boxes

BOX = """┌──┬───┬───┐
│序号│任务 │单位 │
├──┼───┼───┤
│1 │修  │甲  │
│  │路  │局  │
├──┼───┼───┤
│2 │架桥 │乙局 │
└──┴───┴───┘"""
PARTIAL = """题目
┌──────────┬───┬──────┐
│ 工 作 任 务 │分管│ 责任单位 │
│ │领导│ │
├──────────┼───┼──────┤
│修缮北坡公园步道 │钱若水│区园林局、区│
├──────────┤ │水务局、区住│
│△补种乔木 │ │建局 │
│△修补栏杆 │ ├──────┤
│△添置座椅 │ │区商务局 │
└──────────┴───┴──────┘
完"""


def blocks_of(text: str) -> tuple[list[list[tuple[str, Span]]], list[str]]:
    lines = [Paragraph(line, Spot(line=at)) for at, line in enumerate(text.split("\n"), 1) if line]
    blocks = with_boxes(lines)
    tables = [block for block in blocks if isinstance(block, SourceTable)]
    rows = [
        [(cell.text, cell.span) for cell in row.cells] for table in tables for row in table.rows
    ]
    return rows, [block.text for block in blocks if isinstance(block, Paragraph)]


def test_lines_between_two_rules_are_one_row() -> None:
    rows, rest = blocks_of(BOX)
    texts = [[text for text, _ in row] for row in rows]
    assert texts == [["序号", "任务", "单位"], ["1", "修路", "甲局"], ["2", "架桥", "乙局"]]
    assert rest == []


def test_a_cell_without_a_rule_above_goes_on() -> None:
    rows, rest = blocks_of(PARTIAL)
    assert rows == [
        [("工 作 任 务", "own"), ("分管领导", "own"), ("责任单位", "own")],
        [("修缮北坡公园步道", "own"), ("钱若水", "own"), ("区园林局、区水务局、区住建局", "own")],
        [("△补种乔木△修补栏杆△添置座椅", "own"), ("", "above"), ("", "above")],
        [("", "above"), ("", "above"), ("区商务局", "own")],
    ]
    assert rest == ["题目", "完"]


@pytest.mark.parametrize("text", ["┌─┐", "│甲│乙│", "├ 甲\n│乙│丙│丁│", "└──┘\n┌──┐"])
def test_signs_alone_make_no_table(text: str) -> None:
    assert blocks_of(text) == ([], text.split("\n"))


@given(st.lists(st.text("1甲│├─┼ ", min_size=1, max_size=12), max_size=20))
def test_nothing_is_lost_but_borders(texts: list[str]) -> None:
    rows, rest = blocks_of("\n".join(texts))
    kept = "".join(text for row in rows for text, _ in row) + "".join(rest)
    for sign in "1甲":
        assert kept.count(sign) == "".join(texts).count(sign)
