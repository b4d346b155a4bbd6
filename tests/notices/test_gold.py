"""The real ledger, from each of its formats, beside what a careful reader takes from it."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.notices import layouts
from tongbao.notices.ledger import read_tasks
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.names import UnitReader
from tongbao.notices.reading import Context, Reading
from tongbao.notices.rows import take_apart
from tongbao.records.content import Vocabulary
from tongbao.records.model import Assignment, Task
from tongbao.records.settings import Status
from tongbao.sources import read

HERE = Path(__file__).parent
GOLD = yaml.safe_load((HERE / "000-ledger-2022-07.gold.yml").read_text("utf-8"))
WORDS = ("积极推进", "正常推进", "进展一般", "进度滞后")
DAY = datetime.date(2022, 8, 17)
VOCABULARY = Vocabulary(tuple(Status(word=word, slug=f"s{at}") for at, word in enumerate(WORDS)))
NUMBERED = re.compile(r"\d+[、.]")


def tasks_of(path: Path) -> Reading:
    lexicon = standard_lexicon()
    material = take_apart(read(path), lexicon, WORDS)
    assert material.ledger is not None
    units = UnitReader(lexicon, lambda _: False)
    context = Context("n", "p", "2022-05/2022-07", DAY, lexicon, units, VOCABULARY)
    return read_tasks(material.ledger.rows, context)


def bare(text: str | None) -> str:
    return "".join((text or "").split())


def numbered_paragraphs(text: str) -> list[str]:
    return [bare(line) for line in text.split("\n") if NUMBERED.match(line.strip())]


def found(task: Task, line: Assignment) -> dict[str, Any]:
    update = line.updates[0]
    return {
        "number": task.number,
        "part": line.part,
        "label": line.label,
        "task": bare(task.text),
        "lead": list(line.lead),
        "responsible": list(line.responsible),
        "persons": [person.name or person.office for person in line.persons],
        "duties": {person.name: person.duty for person in line.persons if person.duty},
        "text": bare(update.text),
        "paragraphs": numbered_paragraphs(update.text),
        "status": update.status,
        "note": update.note,
    }


def wanted() -> Iterator[dict[str, Any]]:
    for row in GOLD["rows"]:
        yield {
            "number": str(row["number"]),
            "part": str(row["part"]),
            "label": row.get("indicator"),
            "task": bare(row["task"]),
            "lead": row["lead_units"],
            "responsible": [row["responsible_unit"]] if "responsible_unit" in row else [],
            "persons": row["persons"],
            "duties": row.get("person_roles", {}),
            "text": bare(row["progress"]),
            "paragraphs": numbered_paragraphs(row["progress"]),
            "status": row["status"],
            "note": row["note"],
        }


def fields_of(reading: Reading) -> list[dict[str, Any]]:
    return [found(task, line) for task in reading.tasks for line in task.assignments]


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_every_field_equals_gold(ending: str) -> None:
    reading = tasks_of(HERE / f"000-ledger-2022-07.{ending}")
    assert len(reading.tasks) == 48
    assert fields_of(reading) == list(wanted())


@pytest.mark.parametrize("headers", [layouts.USUAL, layouts.OTHER], ids=["usual", "other"])
@pytest.mark.parametrize("shape", layouts.SHAPES)
def test_every_field_of_a_workbook_equals_gold(
    tmp_path: Path, shape: layouts.Shape, headers: layouts.Headers
) -> None:
    path = layouts.xlsx_ledger(
        layouts.gold_rows(), tmp_path / "台账.xlsx", shape=shape, headers=headers
    )
    assert fields_of(tasks_of(path)) == list(wanted())


@pytest.mark.parametrize("headers", [layouts.USUAL, layouts.OTHER], ids=["usual", "other"])
@pytest.mark.parametrize("repeat", [True, False], ids=["repeated", "once"])
def test_every_field_of_other_word_tables_equals_gold(
    tmp_path: Path, headers: layouts.Headers, *, repeat: bool
) -> None:
    path = layouts.docx_ledger(
        layouts.gold_rows(), tmp_path / "台账.docx", headers=headers, repeat_header=repeat
    )
    assert fields_of(tasks_of(path)) == list(wanted())


def test_text_without_a_table_gives_rows_and_marks_what_it_is_not_sure_of() -> None:
    tasks = tasks_of(HERE / "000-ledger-2022-07.txt").tasks
    lines = [(task, found(task, line)) for task in tasks for line in task.assignments]
    sure = ("number", "part", "lead", "status", "note")
    gold = list(wanted())
    assert [[line[key] for key in sure] for _, line in lines] == [
        [row[key] for key in sure] for row in gold
    ]
    wrong = [
        (task, line)
        for (task, line), row in zip(lines, gold, strict=True)
        if line["text"] != row["text"]
    ]
    assert len(wrong) <= 2
    assert all(any("进展文字" in mark for mark in task.review) for task, _ in wrong)


def test_only_what_needs_a_look_is_marked() -> None:
    tasks = tasks_of(HERE / "000-ledger-2022-07.pdf").tasks
    assert {task.id: task.review for task in tasks if task.review} == {
        "8": ("persons: 责任人与单位按次序对应",),
        "9": ("persons: 责任人与单位按次序对应",),
        "30": ("persons: 责任人与单位按次序对应",),
        "31": ("persons: 责任人与单位按次序对应",),
    }


def test_a_lead_merged_over_six_rows_is_shared() -> None:
    task = next(task for task in tasks_of(HERE / "000-ledger-2022-07.pdf").tasks if task.id == "8")
    assert [line.lead_shared for line in task.assignments] == [True] * 6
    assert [line.counted_units for line in task.assignments] == [
        (name,) for name in ("发改委", "工信局", "商务局", "发改委", "财政局", "住建局")
    ]


def test_every_row_names_its_page() -> None:
    tasks = tasks_of(HERE / "000-ledger-2022-07.pdf").tasks
    pages = [line.updates[0].source.page for task in tasks for line in task.assignments]
    assert pages == sorted(page for page in pages if page)
    assert pages[0] == 3
    assert pages[-1] == 28
