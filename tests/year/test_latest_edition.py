"""The newest ledger's number, order, wording, units and people stand everywhere; each period keeps its own."""

from typing import Any

from tests.year.rooms import Site, ledger, said, site, task, units
from tongbao.forms.forms import forms_of
from tongbao.progress.printed import by_first, by_latest, in_period
from tongbao.records.model import Task

NEW = {"number": "2", "text": "办好改过的事", "lead": ["乙局"], "persons": ["钱七"]}


def row(month: int, at: int, **more: Any) -> dict[str, Any]:
    return said(month, source={"notice": f"hs-{month:02}", "row": at}, **more)


def changed() -> Task:
    persons = [{"name": "赵六", "unit": "甲局", "duty": "局长"}]
    updates = (row(2, 1), row(3, 2, printed=NEW))
    return task(1, "甲局", *updates, part={"persons": persons})


def two() -> Site:
    other = task(2, "甲局", row(2, 2), row(3, 1, printed={"number": "1"}))
    return site(changed(), other, ledger(2), ledger(3), units("甲局", "乙局"))


def test_lists_and_pages_are_of_the_newest() -> None:
    found = two()
    rows = found.rows("plans/hs-2031.html")
    assert [(row["number"], row["text"], row["lead"]) for row in rows] == [
        ("1", "办好第2件事", ("甲局",)),
        ("2", "办好改过的事", ("乙局",)),
    ]
    page = found.read("tasks/hs-2031/1.html")
    assert page.index("钱七") < page.index("历次进展") < page.index("办好第1件事")
    assert {one["id"]: (one["number"], one["text"]) for one in found.data("tasks")} == {
        "hs-2031/1": ("2", "办好改过的事"),
        "hs-2031/2": ("1", "办好第2件事"),
    }


def test_a_period_and_its_notice_keep_their_own() -> None:
    found = two()
    rows = found.rows("periods/hs-2031/2031-02.html")
    assert [(row["number"], row["text"], row["persons"]) for row in rows] == [
        ("1", "办好第1件事", ("赵六（局长）",)),
        ("2", "办好第2件事", ()),
    ]
    assert "办好第1件事" in found.read("notices/hs-02.html")
    assert "办好改过的事" not in found.read("notices/hs-02.html")


def test_a_form_asks_in_the_words_of_the_newest() -> None:
    content = two_content()
    office = forms_of(content, "hs-2031", "2031-04").forms[0]
    assert [(one.number, one.text, one.units) for one in office.rows] == [
        ("1", "办好第2件事", "甲局"),
        ("2", "办好改过的事", "乙局"),
    ]


def two_content() -> Any:
    from tests.year.rooms import plan, settings
    from tongbao.records.content import Content

    other = task(2, "甲局", row(2, 2), row(3, 1, printed={"number": "1"}))
    return Content(
        settings(), (plan(),), (changed(), other), (units("甲局", "乙局"),), (ledger(2), ledger(3))
    )


def test_every_edition_is_told_from_any_other_without_loss() -> None:
    notices = {"hs-02": ledger(2), "hs-03": ledger(3)}
    record = changed()
    latest = by_latest(record, notices)
    (part,) = latest.assignments
    assert (latest.number, part.lead, [one.name for one in part.persons]) == (
        "2",
        ("乙局",),
        ["钱七"],
    )
    assert part.persons[0].unit == "乙局" or part.persons[0].unit == "甲局"
    back = in_period(latest, "2031-02", notices)
    assert (back.number, back.text) == (record.number, record.text)
    assert back.assignments[0].lead == record.assignments[0].lead
    first = by_first(record, record.updates, notices)
    assert (first.number, first.text) == (record.number, record.text)


def test_without_other_editions_a_task_is_left_as_it_is() -> None:
    record = task(1, "甲局", said(2), said(3))
    assert by_latest(record, {"hs-02": ledger(2), "hs-03": ledger(3)}) is record
