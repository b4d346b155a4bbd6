"""Tables without a grid, read back: the real ledger against gold, and made-up ones in every order and drawing."""

import random
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tests.notices.flat_text import flat_text, made_up_rows, made_up_setting
from tongbao.notices.ledger_rows import LedgerRow
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.rows import take_apart
from tongbao.sources.document import Document, Paragraph, Spot

HERE = Path(__file__).parent
COLUMNS = ("number", "task", "lead", "persons", "text", "status")
SECONDS = 20  # on a machine that does other things too
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


# -- tables of other forms ---------------------------------------------------------------------


def cells_of(text: str, *roles: str) -> list[list[str]]:
    ledger = take_apart(document_of(text), standard_lexicon(), ()).ledger
    assert ledger is not None
    return [[row.text(role).replace("\n", "、") for role in roles] for row in ledger.rows]


def test_empty_cells_of_a_second_header_row_say_what_its_words_stand_under() -> None:
    head = "序号 |\n项目名称 |\n责任单位 |\n年度目标 |\n截至6月底进展情况 |\n|\n|\n|\n|\n完成数 |\n完成率(%) |\n"
    rows = "1 |\n敬老院修缮 |\n区民政局 |\n12处 |\n7处 |\n58.3 |\n"
    rows += "2 |\n旱厕改造 |\n区住建局、\n区水利局 |\n40座 |\n施工招标中 |\n"
    rows += "3 |\n水渠清淤 |\n区水利局 |\n52公里 |\n13公里 |\n25 |\n"
    assert cells_of(head + rows, "number", "task", "responsible", "text", "status") == [
        ["1", "敬老院修缮", "区民政局", "7处", "58.3"],
        ["2", "旱厕改造", "区住建局、区水利局", "", "施工招标中"],
        ["3", "水渠清淤", "区水利局", "13公里", "25"],
    ]


def test_rows_short_at_the_front_share_the_group_above() -> None:
    text = """序号 | 考核要点 | 工作任务 | 牵头单位 | 责任单位 | 时限 |
1 | 绿色出行 | 新增公交专用道12公里 | 区交通局 | 区交警大队 | 10月 |
2 | 更新新能源公交车40辆 | 区交通局 | 区财政局、区发改委 | 11月 |
3 | 洁净水体 | 断面水质优良比例不低于85% | 区环保局 | 各街道办事处 | 11月 |
4 | 排查入河排污口60处 | 区水利局 |  | 全年 |
"""
    assert cells_of(text, "section", "task", "lead", "responsible", "due") == [
        ["绿色出行", "新增公交专用道12公里", "区交通局", "区交警大队", "10月"],
        ["", "更新新能源公交车40辆", "区交通局", "区财政局、区发改委", "11月"],
        ["洁净水体", "断面水质优良比例不低于85%", "区环保局", "各街道办事处", "11月"],
        ["", "排查入河排污口60处", "区水利局", "", "全年"],
    ]


def test_of_units_stacked_over_two_columns_the_first_leads() -> None:
    head = ["序号", "行动名称", "主要内容", "牵头部门", "配合部门", "完成时限"]
    rows = [
        *(
            "一",
            "夜市培育",
            "在老码头培育夜市一个,引进摊位80个。",
            "区商务局",
            "区文旅局",
            "区城管局",
            "8月底前",
        ),
        *("二", "社区食堂", "新开食堂18家,老人就餐优惠。", "区民政局", "各街道办事处", "10月底前"),
        *(
            "三",
            "全民健身",
            "建成健身步道14公里。",
            "区教体局",
            "区园林局",
            "9月底前",
            "学校场馆向社会开放21所。",
        ),
        *("四", "公平秤", "配备公平秤64台。", "区市场监管局", "全年"),
    ]
    found = cells_of("\n\n".join([*head, *rows]), "task", "lead", "cooperating", "due")
    assert [row[1:] for row in found] == [
        ["区商务局", "区文旅局、区城管局", "8月底前"],
        ["区民政局", "各街道办事处", "10月底前"],
        ["区教体局", "区园林局", "9月底前"],
        ["区市场监管局", "", "全年"],
    ]


@pytest.mark.long
@pytest.mark.parametrize("cell", ["甲 乙 丙 丁 戊 己 局 1 区 。 二", "甲", "甲 局"])
def test_lines_that_fit_no_columns_are_left_and_cost_little(cell: str) -> None:
    text = " ".join(HEADINGS[role] for role in COLUMNS) + f"\n{cell}" * (50_000 // len(cell))
    begun = time.process_time()
    ledger = take_apart(document_of(text), standard_lexicon(), WORDS).ledger
    assert time.process_time() - begun < SECONDS
    assert ledger is None or len(ledger.rows) <= 1


ALPHABET = "12 、。，（）“区局李建国推进积极|\t\u3000"
ANY_LINE = st.text(ALPHABET, min_size=1, max_size=30) | st.sampled_from(["积极推进", "3", "2 |"])
ANY_LINES = st.lists(ANY_LINE, max_size=12)
ANY_COLUMNS = st.lists(st.sampled_from(sorted(HEADINGS)), max_size=6, unique=True)


@settings(max_examples=examples(100), deadline=None)
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
