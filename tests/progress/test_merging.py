"""Which update holds."""

import datetime

from tongbao.progress.merging import (
    Entry,
    Looking,
    current_update,
    entries_in,
    history,
    in_order,
    lagging_run,
    stood_in,
    update_in,
)
from tongbao.records.model import Assignment, Erratum, Notice, Plan, Source, Task, Update

DAY = datetime.date(2022, 9, 1)


def notice(name: str, day: int | None, kind: str = "ledger") -> Notice:
    date = datetime.date(2022, 9, day) if day else None
    return Notice.model_validate(
        {"id": name, "kind": kind, "title": name, "date": date, "received": DAY}
    )


NOTICES = {
    one.id: one for one in (notice("early", 2), notice("late", 20), notice("back", 25, "return"))
}


def update(period: str, source: str, status: str | None = None) -> Update:
    return Update(period=period, status=status, source=Source(notice=source))


def test_the_later_period_holds_whichever_notice_came_first() -> None:
    part = Assignment(part="1", updates=(update("2022-08", "early"), update("2022-07", "late")))
    found = current_update(part, NOTICES)
    assert found is not None
    assert found.period == "2022-08"


def test_within_a_period_the_later_notice_holds_and_the_office_outranks_a_return() -> None:
    said = [update("2022-08", name) for name in ("back", "late", "early")]
    ordered = [one.source.notice for one in in_order(said, NOTICES)]
    assert ordered == ["back", "early", "late"]


def test_nothing_holds_where_nothing_was_said() -> None:
    assert current_update(Assignment(part="1"), NOTICES) is None
    assert update_in(Assignment(part="1"), "2022-08", NOTICES) is None


PLAN = Plan(id="p", title="清单", district="d", year=2022)
LAGGING = frozenset({"滞后"})
CLOSING = frozenset({"已完成"})


def task_of(*updates: Update, notice: str = "early") -> Task:
    part = Assignment(part="1", updates=updates)
    return Task(plan="p", id="1", text="甲", source=Source(notice=notice), assignments=(part,))


def run_of(task: Task, said: Update) -> tuple[str, ...]:
    return lagging_run(Entry(PLAN, task, task.assignments[0], 1, said), LAGGING, NOTICES)


def test_lagging_is_counted_from_the_start_of_the_unbroken_run() -> None:
    words = ["滞后", "正常", "滞后", "滞后"]
    said = tuple(update(f"2022-0{month}", "early", word) for month, word in enumerate(words, 5))
    task = task_of(*said)
    assert run_of(task, said[3]) == ("2022-07", "2022-08")
    assert run_of(task, said[1]) == ()
    assert run_of(task, said[0]) == ("2022-05",)


def test_periods_of_any_length_make_one_run_and_two_that_end_together_count_once() -> None:
    spans = ("2022-01/2022-06", "2022-07", "2022-07/2022-09", "2022-01/2022-09")
    said = tuple(update(span, "early", "滞后") for span in spans)
    assert run_of(task_of(*said), said[3]) == ("2022-01/2022-06", "2022-07", "2022-01/2022-09")


def test_an_erratum_decides_what_is_known_now_and_leaves_what_was_printed() -> None:
    erratum = Erratum(date=DAY, field="status", was="滞后", now="正常", source="更正")
    said = update("2022-08", "early", "滞后").model_copy(update={"errata": (erratum,)})
    (entry,) = entries_in("2022-08", PLAN, [task_of(said)], Looking(NOTICES, CLOSING))
    assert entry.update is not None
    assert entry.update.status == "正常"
    assert entry.assignment.updates[0].status == "滞后"
    assert said.known(datetime.date(2022, 8, 31)).status == "滞后"
    assert run_of(task_of(said), said.known()) == ()


def test_a_report_is_missing_only_where_a_ledger_came_and_the_assignment_stood() -> None:
    first = update("2022-06", "early", "正常")
    last = update("2022-09", "early", "正常")
    part = task_of(first, last).assignments[0]
    ledgers = ("2022-05", "2022-06", "2022-08", "2022-09")
    found = history(part, ledgers, CLOSING, NOTICES)
    assert found == (("2022-06", first), ("2022-08", None), ("2022-09", last))


def test_nothing_is_missing_of_what_is_closed_and_it_is_carried_on() -> None:
    task = task_of(update("2022-06", "early", "已完成"))
    ledgers = ("2022-06", "2022-08")
    assert len(history(task.assignments[0], ledgers, CLOSING, NOTICES)) == 1
    (entry,) = entries_in("2022-08", PLAN, [task], Looking(NOTICES, CLOSING))
    assert entry.carried
    assert entry.update is not None


def test_what_a_later_ledger_brought_did_not_stand_before() -> None:
    ledgers = {
        name: one.model_copy(update={"period": period})
        for name, one, period in (
            ("early", NOTICES["early"], "2022-07"),
            ("late", NOTICES["late"], "2022-08"),
        )
    }
    added = task_of(update("2022-08", "late", "正常"), notice="late")
    assert not stood_in("2022-07", added, added.assignments[0], ledgers)
    row = Assignment(part="2", updates=(update("2022-08", "late", "正常"),))
    first = task_of(update("2022-07", "early", "正常"))
    assert stood_in("2022-07", first, first.assignments[0], ledgers)
    assert not stood_in("2022-07", first, row, ledgers)
    assert stood_in("2022-08", first, row, ledgers)
