"""Tables without a grid, read back: the real ledger against gold, and made-up ones in every order and drawing."""

import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.notices.flat_text import flat_text, made_up_rows, made_up_setting
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.rows import take_apart
from tongbao.notices.tables import LedgerRow
from tongbao.sources.document import Document, Paragraph, Spot

HERE = Path(__file__).parent
COLUMNS = ("number", "task", "lead", "persons", "text", "status")
WORDS = ("积极推进", "正常推进", "进展一般", "进度滞后")
HEADINGS = {
    "number": "序号",
    "task": "工作任务",
    "lead": "牵头单位",
    "persons": "责任人",
    "text": "进展情况",
    "status": "完成情况",
    "responsible": "责任单位",
    "cooperating": "配合单位",
    "due": "完成时限",
    "leaders": "责任领导",
    "note": "备注",
}


def document_of(text: str) -> Document:
    lines = enumerate(text.split("\n"), start=1)
    blocks = tuple(Paragraph(line, Spot(line=number)) for number, line in lines if line.strip())
    return Document("台账.txt", "text", "", blocks)


def rows_of(text: str, columns: tuple[str, ...] = COLUMNS) -> tuple[LedgerRow, ...]:
    header = " ".join(HEADINGS[role] for role in columns)
    ledger = take_apart(document_of(f"{header}\n{text}"), standard_lexicon(), WORDS).ledger
    return ledger.rows if ledger else ()


def bare(text: object) -> str:
    return "".join("".join(text if isinstance(text, tuple) else str(text or "")).split())


def doubted(row: LedgerRow) -> set[str]:
    return {role for role, _ in row.inferred}


# -- made-up ledgers ---------------------------------------------------------------------------

ORDERS = (
    COLUMNS,
    ("number", "task", "lead", "persons", "status", "text"),
    ("number", "lead", "persons", "task", "text", "status"),
)
FIELDS = ("task", "lead", "persons", "text", "status")


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("seed", [0, 2, 3, 4])
def test_a_made_up_ledger_comes_back_or_is_marked(seed: int, order: tuple[str, ...]) -> None:
    chance = random.Random(seed)  # noqa: S311 - made-up rows
    rows = made_up_rows(chance, tasks=9)
    setting = replace(made_up_setting(chance, rows), order=order)
    found = rows_of(flat_text(rows, setting, chance), order)
    assert len(found) == len(rows)
    for place, (row, made) in enumerate(zip(found, rows, strict=True)):
        assert row.text("number") == ("" if place in setting.lost else made["number"] or "")
        values: Mapping[str, Any] = made
        wrong = {name for name in FIELDS if bare(row.text(name)) != bare(values[name])}
        assert wrong <= doubted(row), (row, made)


def test_most_of_a_made_up_ledger_is_beyond_doubt() -> None:
    chance = random.Random(7)  # noqa: S311 - made-up rows
    rows = made_up_rows(chance, tasks=30)
    setting = made_up_setting(chance, rows)
    found = rows_of(flat_text(rows, setting, chance))
    assert len(found) == len(rows)
    assert sum(bool(doubted(row)) for row in found) * 3 < len(found)


def test_cells_of_one_line_each_share_a_line() -> None:
    [row] = rows_of("3 修建道路 区住建局 王 新 道路已经竣工。 积极推进")
    assert [row.text(role) for role in COLUMNS] == [
        "3",
        "修建道路",
        "区住建局",
        "王 新",
        "道路已经竣工。",
        "积极推进",
    ]
    assert row.inferred == ()


BROKEN = """
1

建设学校

区教体局 张三

一是稻香路学校主体完工，正在进行外墙施工，预计九月底

前投用；二是东风路学校已经开工，目前完成了基础部分的

正常推进



施工，下一步加快进度。

2

修建道路

区住建局 李四

道路两侧的拆迁已经全部完成，目前正在铺设雨水管道和污

水管道，计划年底前竣工通车。

进展一般
"""


def test_a_status_in_mid_text_does_not_end_the_row() -> None:
    first, second = rows_of(BROKEN)
    assert first.text("text").endswith("目前完成了基础部分的施工，下一步加快进度。")
    assert (first.text("status"), doubted(first)) == ("正常推进", {"text"})
    assert (second.text("number"), second.text("status"), second.inferred) == ("2", "进展一般", ())


def test_an_unknown_status_and_a_status_in_two_lines() -> None:
    first, second = rows_of(
        BROKEN.replace("正常推进", "抓紧收尾").replace("进展一般", "进展\n一般")
    )
    assert (first.text("status"), "status" in doubted(first)) == ("抓紧收尾", True)
    assert second.text("status") == "进展一般"


@pytest.mark.parametrize("mark", ["- 12 -", "第12页 共30页", "12"])
def test_page_numbers_are_left_out(mark: str) -> None:
    first, second = rows_of(BROKEN.replace("正常推进\n", f"正常推进\n\n{mark}\n"))
    before, after = rows_of(BROKEN)
    assert first == before
    assert replace(second, spot=after.spot) == after


ALPHABET = "12 、。，（）“区局李建国推进积极|\t\u3000"
ANY_LINE = st.text(ALPHABET, min_size=1, max_size=30) | st.sampled_from(["积极推进", "3", "2 |"])
ANY_LINES = st.lists(ANY_LINE, max_size=12)
ANY_COLUMNS = st.lists(st.sampled_from(sorted(HEADINGS)), max_size=6, unique=True)


@settings(max_examples=100, deadline=None)
@given(ANY_LINES, ANY_COLUMNS)
def test_any_lines_are_read_or_left_and_nothing_is_added(
    lines: list[str], columns: list[str]
) -> None:
    header = " ".join(HEADINGS[role] for role in columns)
    document = document_of("\n".join([header, *lines]))
    material = take_apart(document, standard_lexicon(), WORDS)
    printed = "".join(one.text for one in document.paragraphs())
    for row in material.ledger.rows if material.ledger else ():
        assert all(sign in printed for sign in bare("".join(row.cells.values())))
