"""Which update holds."""

import datetime

from tongbao.records.model import Assignment, Notice, Plan, Source, Task, Update
from tongbao.site.merging import Entry, current_update, in_order, lagging_since, update_in

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


def test_lagging_is_counted_from_the_start_of_the_unbroken_run() -> None:
    words = ["滞后", "正常", "滞后", "滞后"]
    said = tuple(update(f"2022-0{month}", "early", word) for month, word in enumerate(words, 5))
    part = Assignment(part="1", updates=said)
    task = Task(plan="p", id="1", text="甲", source=Source(notice="n"), assignments=(part,))
    plan = Plan(id="p", title="清单", district="d", year=2022)
    lagging = frozenset({"滞后"})
    assert lagging_since(Entry(plan, task, part, 1, said[3]), lagging, NOTICES) == "2022-07"
    assert lagging_since(Entry(plan, task, part, 1, said[1]), lagging, NOTICES) is None
    assert lagging_since(Entry(plan, task, part, 1, said[0]), lagging, NOTICES) == "2022-05"
