"""Ledgers whose table was lost, read back: the real one against gold, and made-up ones."""

import inspect
import random
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.notices.flat_text import flat_text, made_up_rows, made_up_setting
from tongbao.notices.flattened import FlatRow, FlatWords, read_flattened
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.names import UnitReader, read_persons
from tongbao.sources.document import Paragraph, Spot

HERE = Path(__file__).parent
COLUMNS = ("number", "task", "lead", "persons", "text", "status")
LEXICON = standard_lexicon()
WORDS = FlatWords(
    statuses=frozenset({"积极推进", "正常推进", "进展一般", "进度滞后"}),
    unit_endings=frozenset(LEXICON.unit_endings),
    office_words=frozenset(LEXICON.office_words),
    unit_beginnings=frozenset(LEXICON.level_prefixes),
)
GOLD: list[dict[str, Any]] = yaml.safe_load(
    (HERE / "000-ledger-2022-07.gold.yml").read_text("utf-8")
)["rows"]


def lines_under_header(text: str, header: str) -> list[Paragraph]:
    lines = [
        Paragraph(line, Spot(line=number))
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]
    start = next(place for place, line in enumerate(lines) if line.text.startswith(header))
    return lines[start + 1 :]


def spaceless(text: str | None) -> str:
    return re.sub(r"\s", "", text or "")


@pytest.fixture(scope="module")
def rows() -> tuple[FlatRow, ...]:
    text = (HERE / "000-ledger-2022-07.txt").read_text("utf-8")
    return read_flattened(lines_under_header(text, "序号 工作任务"), COLUMNS, WORDS)


def numbers_of(rows: tuple[FlatRow, ...]) -> list[int]:
    """Infer lost numbers by order, as the caller does."""
    numbers: list[int] = []
    for row in rows:
        last = numbers[-1] if numbers else 0
        numbers.append(int(row.number) if row.number else last + row.starts_task)
    return numbers


def test_rows_and_numbers(rows: tuple[FlatRow, ...]) -> None:
    assert len(rows) == 56
    assert numbers_of(rows) == [gold["number"] for gold in GOLD]
    printed = [bool(gold["number_in_text"]) and gold["part"] == 1 for gold in GOLD]
    assert [row.number is not None for row in rows] == printed
    assert sum("number" in row.inferred for row in rows) == 27


def test_statuses_and_notes(rows: tuple[FlatRow, ...]) -> None:
    found = [(row.status, row.note) for row in rows]
    assert found == [(gold["status"], gold["note"]) for gold in GOLD]


def test_units_and_persons(rows: tuple[FlatRow, ...]) -> None:
    reader = UnitReader(LEXICON, known=lambda _: False)
    for row, gold in zip(rows, GOLD, strict=True):
        if row.lead or gold["number"] != 8:
            assert list(reader.read("\n".join(row.lead)).names) == gold["lead_units"]
            persons = read_persons("\n".join(row.persons), LEXICON).persons
            assert [person.name or person.office for person in persons] == gold["persons"]
    assert sum(not row.lead for row in rows) == 5


def test_progress_with_its_paragraphs(rows: tuple[FlatRow, ...]) -> None:
    for row, gold in zip(rows, GOLD, strict=True):
        found = [spaceless(line) for line in row.text.split("\n")]
        assert found == [spaceless(line) for line in gold["progress"].split("\n")]


def test_tasks(rows: tuple[FlatRow, ...]) -> None:
    for row, gold in zip(rows, GOLD, strict=True):
        assert spaceless(row.task) == (spaceless(gold["task"]) if row.starts_task else "")


def test_spaces_stay_readable(rows: tuple[FlatRow, ...]) -> None:
    tasks = "\n".join(row.task for row in rows)
    texts = "\n".join(row.text for row in rows)
    assert "支持实体经济发展" in tasks
    assert "4万吨气囊丝级尼龙66切片" in tasks
    assert "1. 5月份以来" in texts
    assert "3. 6月、7月份" in texts
    assert "“文明健康 绿色环保”" in texts
    assert "增长-14.2%" in texts


def test_what_stood_in_mid_text_is_marked(rows: tuple[FlatRow, ...]) -> None:
    marked = [
        number for number, row in zip(numbers_of(rows), rows, strict=True) if "text" in row.inferred
    ]
    assert {20, 34} <= set(marked)
    assert len(marked) <= 6


# -- made-up ledgers ---------------------------------------------------------------------------

ORDERS = (
    COLUMNS,
    ("number", "task", "lead", "persons", "status", "text"),
    ("number", "lead", "persons", "task", "text", "status"),
)
FIELDS = ("task", "lead", "persons", "text", "status")


def paragraphs_of(text: str) -> list[Paragraph]:
    lines = enumerate(text.split("\n"), start=1)
    return [Paragraph(line, Spot(line=number)) for number, line in lines if line.strip()]


def plain(value: object) -> str:
    return spaceless("".join(value) if isinstance(value, tuple) else str(value or ""))


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("seed", [0, 2, 3, 4])
def test_a_made_up_ledger_comes_back_or_is_marked(seed: int, order: tuple[str, ...]) -> None:
    chance = random.Random(seed)  # noqa: S311 - made-up rows
    rows = made_up_rows(chance, tasks=9)
    setting = replace(made_up_setting(chance, rows), order=order)
    found = read_flattened(paragraphs_of(flat_text(rows, setting, chance)), order, WORDS)
    assert len(found) == len(rows)
    for place, (row, made) in enumerate(zip(found, rows, strict=True)):
        assert row.number == (None if place in setting.lost else made["number"])
        values: Mapping[str, Any] = made
        wrong = {name for name in FIELDS if plain(getattr(row, name)) != plain(values[name])}
        assert wrong <= set(row.inferred), (row, made)


def test_most_of_a_made_up_ledger_is_beyond_doubt() -> None:
    chance = random.Random(7)  # noqa: S311 - made-up rows
    rows = made_up_rows(chance, tasks=30)
    setting = made_up_setting(chance, rows)
    found = read_flattened(paragraphs_of(flat_text(rows, setting, chance)), COLUMNS, WORDS)
    doubtful = [row for row in found if set(row.inferred) - {"number"}]
    assert len(doubtful) * 3 < len(found)


def read_text(text: str, columns: tuple[str, ...] = COLUMNS) -> tuple[FlatRow, ...]:
    return read_flattened(paragraphs_of(inspect.cleandoc(text)), columns, WORDS)


def test_cells_of_one_line_each_share_a_line() -> None:
    [row] = read_text(
        """
        3 修建道路 区住建局 王 新 道路已经竣工。 积极推进
        """
    )
    found = (row.number, row.task, row.lead, row.persons, row.text, row.status)
    assert found == ("3", "修建道路", ("区住建局",), ("王 新",), "道路已经竣工。", "积极推进")
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
    first, second = read_text(BROKEN)
    assert first.text.endswith("目前完成了基础部分的施工，下一步加快进度。")
    assert (first.status, first.inferred) == ("正常推进", ("text",))
    assert (second.number, second.status, second.inferred) == ("2", "进展一般", ())


def test_an_unknown_status_and_a_status_in_two_lines() -> None:
    first, second = read_text(
        BROKEN.replace("正常推进", "稳步推进").replace("进展一般", "进展\n一般")
    )
    assert (first.status, "status" in first.inferred) == ("稳步推进", True)
    assert (second.status, second.note) == ("进展一般", None)


@pytest.mark.parametrize("mark", ["- 12 -", "第12页 共30页", "12"])
def test_page_numbers_are_left_out(mark: str) -> None:
    first, second = read_text(BROKEN.replace("正常推进\n", f"正常推进\n\n{mark}\n"))
    before, after = read_text(BROKEN)
    assert first == before
    assert replace(second, line=after.line) == after


def test_other_columns_are_kept() -> None:
    columns = ("number", "task", "responsible", "cooperating", "due", "status")
    [row] = read_text("1 修建道路 区住建局 区财政局 2022年底前 积极推进", columns)
    assert row.others == (
        ("responsible", ("区住建局",)),
        ("cooperating", ("区财政局",)),
        ("due", ("2022年底前",)),
    )


ALPHABET = "12 、。，（）“区局李建国推进积极\u3000"
ANY_LINE = st.text(ALPHABET, min_size=1, max_size=30) | st.sampled_from(["积极推进", "3"])
ANY_LINES = st.lists(ANY_LINE, max_size=12)
ANY_COLUMNS = st.lists(
    st.sampled_from([*COLUMNS, "responsible", "leaders", "note", "due"]), max_size=6, unique=True
)


@settings(max_examples=150, deadline=None)
@given(ANY_LINES, ANY_COLUMNS)
def test_any_lines_give_rows_or_nothing(lines: list[str], columns: list[str]) -> None:
    found = read_flattened(paragraphs_of("\n".join(lines)), columns, WORDS)
    printed: Counter[str] = Counter()
    for row in found:
        fields = [row.number, row.task, *row.lead, *row.persons, row.text, row.status, row.note]
        others = [entry for _, entries in row.others for entry in entries]
        printed.update("".join("".join(field or "" for field in [*fields, *others]).split()))
        assert set(row.inferred) <= set(columns)
    assert printed <= Counter("".join("".join(lines).split()))
