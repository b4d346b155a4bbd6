"""What a month holds: nothing that was said later, set later or added later."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from tongbao.archive.cut import Moment, cut
from tongbao.records.content import Content
from tongbao.records.load import load_checked
from tongbao.records.model import Assignment, Notice, Source, Task, Update

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


def test_a_task_of_which_nothing_is_left_is_gone(small: Content) -> None:
    notices = [notice("七月", JULY), notice("八月", AUGUST, "2022-09-20")]
    assert held(small, notices, part("1", (AUGUST, "八月")), source="七月").tasks == ()


def test_an_objective_without_assignments_stays(small: Content) -> None:
    assert len(held(small, [notice("七月", JULY)], source="七月").tasks) == 1


def test_a_task_set_without_a_ledger_stays_though_nothing_was_said(small: Content) -> None:
    plan = notice("分解", None, "2022-03-01").model_copy(update={"kind": "responsibility"})
    found = held(small, [plan, notice("八月", AUGUST)], part("1", (AUGUST, "八月")), source="分解")
    assert found.tasks[0].assignments[0].updates == ()
