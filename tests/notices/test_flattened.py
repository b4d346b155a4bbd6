"""The real ledger whose table was lost, read back and held against gold."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

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
