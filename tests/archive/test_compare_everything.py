"""Whatever two states hold otherwise is told: every field of every record is altered, every record taken away.

The models are walked, never listed, so that a field nobody has thought of yet is altered too.
"""

import datetime
import re
import typing
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.archive.planting import Planter
from tongbao.archive.compare import compare, compared_lines
from tongbao.archive.compare_page import page_of
from tongbao.archive.states import ComparedState
from tongbao.records.content import Content, PortalHtml
from tongbao.records.load import load_checked
from tongbao.records.model import Notice, Plan, Record, Source, Task, Unit
from tongbao.records.settings import Settings

pytestmark = pytest.mark.seals

SMALL = Path(__file__).parent.parent / "site" / "small"
_R = TypeVar("_R", bound=Record)
# Two months, for a period is no period when a sign is put behind it.
_PERIODS = ("2022-03", "2022-04")
_FIXED = {
    "Source.notice": "dong-2022-08-17",
    "Update.period": "2022-06",
    "Plan.district": "dong",
    "Plan.vocabulary": "default",
    "Plan.notices": ("dong-2022-08-17",),
}
# What no reader of Chinese should meet: Python's own words and signs.
_PYTHON = re.compile(r"True|False|None|[{}\[\]]|\bdatetime\b|'")


def whole() -> Content:
    """Return the small site with a task, a plan, a notice and a unit more, all their fields filled."""
    content, planter = load_checked(SMALL), Planter("p")
    task = planter.fill(Task, _FIXED, plan="dong-2022", id="planted")
    # The record says what one notice prints, its updates what another prints otherwise.
    source = task.source.model_copy(update={"notice": "dong-2022-09-20"})
    task = task.model_copy(update={"source": source})
    plan = planter.fill(Plan, _FIXED, id="planted")
    notice = planter.fill(Notice, _FIXED, id="dong-planted")
    unit = planter.fill(Unit, _FIXED)
    own = content.settings
    named = {"districts": own.districts, "vocabularies": own.vocabularies, "colours": own.colours}
    fixed = {f"Settings.{name}": value for name, value in named.items()}
    settings = planter.fill(
        Settings, {**fixed, "Portal.folder": "/p/", "Ranking.points": {"滞后": 1}}
    )
    (registry,) = content.registries
    return replace(
        content,
        settings=settings,
        plans=(*content.plans, plan),
        tasks=(*content.tasks, task),
        notices=(*content.notices, notice),
        registries=(registry.model_copy(update={"units": (*registry.units, unit)}),),
        portal=PortalHtml("<p>头</p>", "<p>脚</p>"),
    )


WHOLE = whole()


def altered(record: _R, path: str = "") -> Iterator[tuple[str, _R]]:
    """Yield the record with one thing in it otherwise, each time another; ``path`` says which."""
    hints = typing.get_type_hints(type(record))
    for name, info in type(record).model_fields.items():
        if info.exclude or name in ("review", "unread"):
            continue
        for where, value in _others(getattr(record, name), hints[name], f"{path}.{name}"):
            yield where, record.model_copy(update={name: value})


def _others(value: Any, hint: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Record):
        yield from altered(value, path)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            before, after = value[:number], value[number + 1 :]
            yield f"{path}[-{number}]", (*before, *after)
            inner = typing.get_args(hint)[0] if typing.get_args(hint) else str
            for where, other in _others(item, inner, f"{path}[{number}]"):
                yield where, (*before, other, *after)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield f"{path}[-{key}]", {one: value[one] for one in value if one != key}
            for where, other in _others(item, typing.get_args(hint)[1], f"{path}[{key}]"):
                yield where, {**value, key: other}
    elif value is not None:
        yield path, _other(value, hint)


def _other(value: Any, hint: Any) -> Any:
    for choice in (hint, *typing.get_args(hint)):
        if typing.get_origin(choice) is typing.Literal:
            return next(one for one in typing.get_args(choice) if one != value)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, datetime.date):
        return value + datetime.timedelta(days=1)
    if re.match(r"\d{4}-\d\d(/|$)", value):
        return next(one for one in _PERIODS if one != value)
    return f"{value}改"


def otherwise(**given: Any) -> Content:
    """Return the whole content with some of it replaced."""
    return replace(WHOLE, **given)


def contents() -> Iterator[tuple[str, Content]]:
    """Yield the whole content with one thing otherwise or taken away."""
    for name in (field.name for field in fields(Content)):
        value = getattr(WHOLE, name)
        if isinstance(value, Record):
            for where, other in altered(value, name):
                yield where, otherwise(**{name: other})
            continue
        for number, item in enumerate(value if isinstance(value, tuple) else ()):
            before, after = value[:number], value[number + 1 :]
            yield f"{name}[-{number}]", otherwise(**{name: (*before, *after)})
            for where, other in (
                altered(item, f"{name}[{number}]") if isinstance(item, Record) else ()
            ):
                yield where, otherwise(**{name: (*before, other, *after)})


CONTENTS = dict(contents())


def told(before: Content, after: Content) -> list[str]:
    found = compare(ComparedState("先", "full", before), ComparedState("后", "full", after))
    lines = list(compared_lines(found))
    assert found.differs == ("没有不同" not in lines)
    return lines[1:-1]


def test_nothing_differs_from_itself() -> None:
    assert told(WHOLE, WHOLE) == ["没有不同"]


def test_enough_is_altered() -> None:
    assert len(CONTENTS) > 400


@pytest.mark.parametrize("where", CONTENTS)
def test_what_is_otherwise_is_told_both_ways(where: str) -> None:
    other = CONTENTS[where]
    for lines in (told(WHOLE, other), told(other, WHOLE)):
        assert lines != ["没有不同"]
        assert not _PYTHON.search("".join(lines)), lines


def test_a_plan_and_its_district_that_are_gone() -> None:
    """The later state knows no unit of that district any more."""
    west = WHOLE.settings.districts[0].model_copy(update={"id": "xi", "name": "西湖区"})
    settings = WHOLE.settings.model_copy(update={"districts": (*WHOLE.settings.districts, west)})
    plans = tuple(
        plan.model_copy(update={"district": "xi"}) if plan.id == "dong-2023" else plan
        for plan in WHOLE.plans
    )
    before = otherwise(settings=settings, plans=plans)
    after = otherwise(
        plans=tuple(plan for plan in plans if plan.id != "dong-2023"),
        tasks=tuple(task for task in WHOLE.tasks if task.plan != "dong-2023"),
    )
    found = compare(ComparedState("先", "full", before), ComparedState("后", "full", after))
    assert "清单《东湖区2023年责任分解》：“有”→“无”" in "".join(compared_lines(found))
    (section,) = (one for one in page_of(found).sections if one.anchor == "dong-2023")
    assert [one.title for one in section.lists] == ["本期未列"]


@pytest.mark.parametrize("text", ["头\n", "头", "头\r\n\r\n"])
def test_texts_that_differ_in_line_ends_alone(text: str) -> None:
    one, other = (replace(WHOLE, portal=PortalHtml(side)) for side in ("头\n\n", text))
    assert told(one, other)[0] == "任务以外的不同，1处"


def test_the_source_of_a_task_is_told_by_its_parts() -> None:
    task = next(one for one in WHOLE.tasks if one.id == "planted")
    moved = task.model_copy(update={"source": Source(notice="dong-2022-09-20", page=9, row=7)})
    other = replace(WHOLE, tasks=(*(one for one in WHOLE.tasks if one is not task), moved))
    assert "，出处的页码：“7”→“9”" in told(WHOLE, other)[-1]
