"""What a month holds: nothing that was said later, set later or added later."""

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbao.archive.cut import Moment, cut
from tongbao.records.content import Content
from tongbao.records.load import load_checked
from tongbao.records.model import Assignment, Notice, Person, Printed, Source, Task, Update

SMALL = Path(__file__).parent.parent / "site" / "small"
JULY, AUGUST = "2022-05/2022-07", "2022-08"
LATE = Moment("2022-07", datetime.date(2022, 12, 31))


@pytest.fixture(scope="module")
def small() -> Content:
    return load_checked(SMALL)


def notice(name: str, period: str | None, day: str = "2022-08-17") -> Notice:
    return Notice(
        id=name,
        kind="ledger",
        title="台账",
        received=datetime.date.fromisoformat(day),
        period=period,
    )


def part(name: str, *said: tuple[str, str]) -> Assignment:
    """Return an assignment with an update for each pair of period and notice."""
    updates = tuple(Update(period=one, source=Source(notice=by)) for one, by in said)
    return Assignment(part=name, lead=("住建局",), updates=updates)


def held(small: Content, notices: list[Notice], *parts: Assignment, source: str) -> Content:
    """Return what July holds of a site with one task."""
    task = Task(
        plan="dong-2022", id="1", text="修路", source=Source(notice=source), assignments=parts
    )
    whole = replace(
        small, tasks=(task,), notices=tuple(notices), indicators=(), mentions=(), plans=small.plans
    )
    return cut(whole, LATE)


def test_a_row_that_a_later_ledger_added_is_not_there(small: Content) -> None:
    notices = [notice("七月", JULY), notice("八月", AUGUST, "2022-09-20")]
    found = held(
        small, notices, part("1", (JULY, "七月")), part("2", (AUGUST, "八月")), source="七月"
    )
    assert [one.part for one in found.tasks[0].assignments] == ["1"]
    assert [one.id for one in found.notices] == ["七月"]


def test_a_later_ledger_says_nothing_of_the_month(small: Content) -> None:
    notices = [notice("七月", JULY), notice("八月", AUGUST, "2022-09-20")]
    found = held(small, notices, part("1", (JULY, "七月"), (JULY, "八月")), source="七月")
    assert [one.source.notice for one in found.tasks[0].assignments[0].updates] == ["七月"]
    assert [one.id for one in found.notices] == ["七月"]


def test_a_task_that_a_later_notice_set_stands_on_the_first_that_spoke_of_it(
    small: Content,
) -> None:
    notices = [notice("八月", AUGUST, "2022-09-20"), notice("说明", None, "2022-09-01")]
    found = held(small, notices, part("1", (JULY, "说明"), (AUGUST, "八月")), source="八月")
    assert found.tasks[0].source.notice == "说明"
    assert [one.id for one in found.notices] == ["说明"]


def test_a_task_that_a_later_notice_set_is_as_the_first_one_printed_it(small: Content) -> None:
    notices = [
        notice("七月", JULY),
        notice("六月", "2022-06"),
        notice("八月", AUGUST, "2022-09-20"),
    ]
    one = part("1", (JULY, "七月"), ("2022-06", "六月"), (AUGUST, "八月"))
    named = one.model_copy(update={"persons": (Person(name="李明", unit="住建局"),)})
    june = Printed(number="9", text="修东路", lead=("建设局",), persons=("王芳", "李明"))
    july = Printed(number="5", text="修东路")
    updates = (
        named.updates[0].model_copy(update={"printed": july}),
        named.updates[1].model_copy(update={"printed": june}),
        named.updates[2],
    )
    whole = named.model_copy(update={"updates": updates})
    (found,) = held(small, notices, whole, source="八月").tasks
    assert (found.number, found.text, found.source.notice) == ("9", "修东路", "六月")
    (row,) = found.assignments
    assert (row.lead, row.persons) == (
        ("建设局",),
        (Person(name="王芳", unit="建设局"), Person(name="李明", unit="建设局")),
    )
    assert [one.printed for one in row.updates] == [
        Printed(number="5"),
        Printed(),
    ]


def test_a_task_of_which_nothing_is_left_is_gone(small: Content) -> None:
    notices = [notice("七月", JULY), notice("八月", AUGUST, "2022-09-20")]
    assert held(small, notices, part("1", (AUGUST, "八月")), source="七月").tasks == ()


def test_an_objective_without_assignments_stays(small: Content) -> None:
    assert len(held(small, [notice("七月", JULY)], source="七月").tasks) == 1


def test_a_task_set_without_a_ledger_stays_though_nothing_was_said(small: Content) -> None:
    plan = notice("分解", None, "2022-03-01").model_copy(update={"kind": "responsibility"})
    found = held(small, [plan, notice("八月", AUGUST)], part("1", (AUGUST, "八月")), source="分解")
    assert found.tasks[0].assignments[0].updates == ()


NAMES = ("甲", "乙", "丙")
SPANS = (None, "2022-06", JULY, "2022-07", AUGUST, "2022-01/2022-12")
DAYS = ("2022-07-15", "2022-08-17", "2022-09-20", "2023-01-10")
KINDS = ("ledger", "responsibility", "bulletin", "return")
said = st.builds(
    Update,
    period=st.sampled_from([span for span in SPANS if span]),
    source=st.builds(Source, notice=st.sampled_from(NAMES)),
    printed=st.builds(Printed, number=st.sampled_from((None, "1", "2"))),
)
rows = st.lists(st.lists(said, max_size=3), max_size=3)


@given(
    st.tuples(*(st.tuples(*map(st.sampled_from, (SPANS, DAYS, KINDS))) for _ in NAMES)),
    st.lists(st.tuples(st.sampled_from(NAMES), rows), max_size=3),
    st.sampled_from(DAYS),
)
def test_nothing_in_a_month_is_later_whatever_stands_in_the_records(
    small: Content,
    kinds: tuple[tuple[str | None, str, Any], ...],
    found: list[tuple[str, list[list[Update]]]],
    day: str,
) -> None:
    moment = Moment("2022-07", datetime.date.fromisoformat(day))
    notices = tuple(
        notice(name, span, received).model_copy(update={"kind": kind})
        for name, (span, received, kind) in zip(NAMES, kinds, strict=True)
    )
    tasks = tuple(
        Task(
            plan="dong-2022",
            id=str(number),
            text="修路",
            source=Source(notice=source),
            assignments=tuple(
                Assignment(part=str(row), updates=tuple(own)) for row, own in enumerate(parts)
            ),
        )
        for number, (source, parts) in enumerate(found)
    )
    whole = replace(small, tasks=tasks, notices=notices, indicators=(), mentions=())
    held = cut(whole, moment)
    named = {task.source.notice for task in held.tasks}
    for task in held.tasks:
        for part in task.assignments:
            named |= {update.source.notice for update in part.updates}
            assert all(moment.reaches(update.period) for update in part.updates)
    kept = {one.id for one in held.notices}
    assert named <= kept
    assert all(moment.hears(one) for one in held.notices)
    assert all(one.id in named or moment.owns(one) for one in held.notices)
    assert cut(held, moment) == held
