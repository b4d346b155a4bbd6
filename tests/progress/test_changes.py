"""What changed from one period to the next: each change in the right list, and nothing else."""

import dataclasses
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import pytest

from tests.site.shown import rows_of
from tongbao.progress.changes import Change
from tongbao.progress.editions import in_edition
from tongbao.progress.period_changes import Movements, movements
from tongbao.progress.survey import Survey, survey
from tongbao.records.content import Content
from tongbao.records.model import Notice, Plan, Registry, Task
from tongbao.records.settings import Settings
from tongbao.site.pages.changes import ChangesPage
from tongbao.site.pages.periods import PeriodPage
from tongbao.site.pages.tasks import TaskPage
from tongbao.site.pages.units import UnitPage
from tongbao.site.plan import SitePlan, plan_site

MAY, JULY, AUGUST, NINE = "2022-01/2022-05", "2022-05/2022-07", "2022-08", "2022-01/2022-09"
DAYS = {MAY: "2022-06-10", JULY: "2022-08-17", AUGUST: "2022-09-18", NINE: "2022-10-15"}
SETTINGS = Settings.model_validate(
    {
        "title": "站点",
        "publisher": {"name": "督查室"},
        "districts": [{"id": "d", "name": "某区"}],
        "vocabularies": {
            "default": [
                {"word": "积极推进", "slug": "active", "aliases": ["积极"]},
                {"word": "正常推进", "slug": "normal"},
                {"word": "进度滞后", "slug": "lagging", "lagging": True},
                {"word": "已完成", "slug": "done", "closed": True},
                {"word": "不适用", "slug": "na", "base": False},
            ]
        },
    }
)
UNITS = ({"id": "u1", "name": "甲局", "aliases": ["区甲局"]}, {"id": "u2", "name": "乙局"})
Said = Mapping[str, Any]
T = TypeVar("T")


def said(period: str, status: str | None = "正常推进", text: str = "", **more: Any) -> Said:
    return {
        "period": period,
        "status": status,
        "text": text or f"{period}的进展。",
        "source": {"notice": f"d-{DAYS[period]}"},
        **more,
    }


def task(name: str, *updates: Said, origin: str = "", **more: Any) -> Task:
    part = {"part": "1", "lead": ["甲局"], "updates": updates, **more}
    first = origin or (updates[0]["period"] if updates else MAY)
    return Task.model_validate(
        {
            "plan": "p",
            "id": name,
            "number": name,
            "text": f"第{name}件事",
            "source": {"notice": f"d-{DAYS[first]}"},
            "assignments": [part],
        }
    )


def content_of(*tasks: Task, kinds: Mapping[str, str] | None = None) -> Content:
    notices = tuple(
        Notice.model_validate(
            {
                "id": f"d-{day}",
                "kind": (kinds or {}).get(period, "ledger"),
                "title": f"{period}通报",
                "date": day,
                "received": day,
                "period": period,
            }
        )
        for period, day in DAYS.items()
    )
    plan = Plan(id="p", title="清单", district="d", year=2022)
    registry = Registry.model_validate({"district": "d", "units": UNITS})
    return Content(SETTINGS, (plan,), tasks, (registry,), notices)


def surveyed(content: Content) -> Survey:
    return survey(in_edition(content, "intranet"), (), {})


def moved(content: Content) -> Movements:
    return movements(surveyed(content))


def kinds_in(content: Content, span: str) -> dict[str, list[str]]:
    """Return the ids of tasks by kind of change."""
    found = moved(content).of_period("p", span)
    return listed(found.known if found else ())


def listed(changes: Sequence[Change]) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for change in changes:
        kinds.setdefault(change.kind, []).append(change.entry.task.id)
    return kinds


STEADY = task("99", said(JULY), said(AUGUST))

CASES: list[tuple[str, Task, dict[str, list[str]]]] = [
    ("better", task("1", said(JULY), said(AUGUST, "积极推进")), {"better": ["1"]}),
    ("an alias is the same status", task("1", said(JULY, "积极"), said(AUGUST, "积极推进")), {}),
    (
        "newly lagging is worse too",
        task("1", said(JULY), said(AUGUST, "进度滞后")),
        {"newly_lagging": ["1"], "worse": ["1"]},
    ),
    (
        "still lagging",
        task("1", said(JULY, "进度滞后"), said(AUGUST, "进度滞后")),
        {"still_lagging": ["1"]},
    ),
    ("completed", task("1", said(JULY, "进度滞后"), said(AUGUST, "已完成")), {"completed": ["1"]}),
    ("reopened", task("1", said(JULY, "已完成"), said(AUGUST, "正常推进")), {"worse": ["1"]}),
    (
        "closed and no longer listed",
        task("1", said(JULY, "已完成")),
        {},
    ),
    ("dropped", task("1", said(JULY)), {"dropped": ["1"]}),
    ("added", task("1", said(AUGUST)), {"added": ["1"]}),
    (
        "added and lagging",
        task("1", said(AUGUST, "进度滞后")),
        {"newly_lagging": ["1"], "added": ["1"]},
    ),
    (
        "a word outside the base is neither better nor worse",
        task("1", said(JULY, "不适用"), said(AUGUST)),
        {},
    ),
    ("no word is neither", task("1", said(JULY, None), said(AUGUST)), {}),
    (
        "renumbered",
        task("1", said(JULY), said(AUGUST, printed={"number": "7"})),
        {"renumbered": ["1"]},
    ),
    (
        "reworded",
        task("1", said(JULY), said(AUGUST, printed={"text": "第1件要事"})),
        {"reworded": ["1"]},
    ),
    (
        "another unit",
        task("1", said(JULY), said(AUGUST, printed={"lead": ["乙局"]})),
        {"reassigned": ["1"]},
    ),
    (
        "an alias is the same unit",
        task("1", said(JULY), said(AUGUST, printed={"lead": ["区甲局"]})),
        {},
    ),
    (
        "another person",
        task("1", said(JULY), said(AUGUST, printed={"persons": ["张三"]})),
        {"reassigned": ["1"]},
    ),
    (
        "the same text",
        task("1", said(JULY, text="已开 工。"), said(AUGUST, text="已开工。")),
        {"unchanged": ["1"]},
    ),
    ("no text is not the same text", task("1", said(JULY, text=" "), said(AUGUST, text=" ")), {}),
    (
        "a figure fell back",
        task("1", said(JULY, text="累计完成投资5亿元。"), said(AUGUST, text="累计完成投资4亿元。")),
        {"backwards": ["1"]},
    ),
    (
        "past its deadline",
        task(
            "1",
            said(JULY),
            said(AUGUST),
            due=[{"date": "2022-08-31", "words": "8月底前", "source": {"notice": "d-2022-08-17"}}],
        ),
        {"overdue": ["1"]},
    ),
    (
        "not past its deadline",
        task(
            "1",
            said(JULY),
            said(AUGUST),
            due=[{"date": "2022-09-01", "words": "9月初", "source": {"notice": "d-2022-08-17"}}],
        ),
        {},
    ),
]


@pytest.mark.parametrize(("name", "one", "kinds"), CASES, ids=[case[0] for case in CASES])
def test_every_change_is_in_its_list_and_in_no_other(
    name: str, one: Task, kinds: dict[str, list[str]]
) -> None:
    assert kinds_in(content_of(one, STEADY), AUGUST) == kinds


def test_the_first_period_has_nothing_to_compare_with() -> None:
    assert moved(content_of(STEADY)).of_period("p", JULY) is None


def test_a_period_without_any_change_says_so() -> None:
    found = moved(content_of(STEADY)).of_period("p", AUGUST)
    assert found is not None
    assert (found.previous, found.known) == (JULY, ())


def test_what_was_left_out_once_is_compared_with_its_own_last_word() -> None:
    one = task("1", said(MAY), said(AUGUST, "积极推进"))
    content = content_of(one, task("99", said(MAY), said(JULY), said(AUGUST), said(NINE)))
    assert kinds_in(content, JULY) == {"dropped": ["1"]}
    assert kinds_in(content, AUGUST) == {"better": ["1"], "returned": ["1"]}
    assert kinds_in(content, NINE) == {"dropped": ["1"]}


def test_lagging_counts_periods_that_are_not_months() -> None:
    words = ("正常推进", "进度滞后", "进度滞后", "进度滞后")
    one = task("1", *(said(span, word) for span, word in zip(DAYS, words, strict=True)))
    found = moved(content_of(one)).of_period("p", NINE)
    assert found is not None
    (change,) = found.known
    assert (change.kind, change.run) == ("still_lagging", (JULY, AUGUST, NINE))


def test_without_a_ledger_nothing_is_dropped() -> None:
    content = content_of(task("1", said(JULY)), STEADY, kinds={AUGUST: "bulletin"})
    assert kinds_in(content, AUGUST) == {}


def test_a_first_report_on_an_old_task_is_not_an_added_task() -> None:
    one = task("1", said(AUGUST), origin=MAY)
    content = content_of(one, STEADY, kinds={MAY: "responsibility"})
    assert kinds_in(content, AUGUST) == {}


def corrected(day: str = "2022-09-25") -> Content:
    erratum = {
        "date": day,
        "field": "status",
        "was": "进度滞后",
        "now": "正常推进",
        "source": "更正",
    }
    return content_of(task("1", said(JULY), said(AUGUST, "进度滞后", errata=[erratum])), STEADY)


def test_as_published_and_as_known_now_stand_side_by_side() -> None:
    found = moved(corrected()).of_period("p", AUGUST)
    assert found is not None
    assert listed(found.known) == {}
    assert listed(found.published) == {"newly_lagging": ["1"], "worse": ["1"]}
    page = planned(corrected(), f"changes/p/{AUGUST}.html", ChangesPage)
    assert page.corrections is not None
    assert page.corrections.counts is not None
    counts = [tuple(row.values()) for row in rows_of(page.corrections.counts)]
    assert counts == [("新滞后", "1", "0"), ("下降", "1", "0")]
    (erratum,) = rows_of(page.corrections.table)
    assert (erratum["日期"], erratum["公布时"], erratum["更正后"]) == (
        "2022-09-25",
        "进度滞后",
        "正常推进",
    )
    assert [(one.title, rows_of(one)[0]["说明"].removeprefix("|")) for one in page.lists] == [
        ("新滞后", "公布时列入，更正后不列入"),
        ("下降", "公布时列入，更正后不列入"),
    ]
    period = planned(corrected(), f"periods/p/{AUGUST}.html", PeriodPage)
    assert period.corrections is not None
    assert period.corrections.counts is not None
    assert [tuple(row.values()) for row in rows_of(period.corrections.counts)] == [
        ("正常推进", "1", "2"),
        ("进度滞后", "1", "0"),
    ]
    stands = rows_of(period.table)[0]["完成情况"]
    assert stands.endswith("|公布时为“进度滞后”，2022-09-25更正")


def site_of(content: Content) -> SitePlan:
    return plan_site(in_edition(content, "intranet"))


def planned(content: Content, path: str, kind: type[T]) -> T:
    page = next(page for page in site_of(content).pages if page.path == path)
    assert isinstance(page, kind)
    return page


def test_a_unit_s_page_and_feed_carry_its_own_changes() -> None:
    mine = task("1", said(JULY), said(AUGUST, "进度滞后"))
    other = task("2", said(JULY), said(AUGUST, "积极推进"), lead=["乙局"])
    given = task("3", said(JULY), said(AUGUST, printed={"lead": ["乙局"]}))
    content = content_of(mine, other, given)
    for unit, titles in (
        ("u1", ["新滞后", "下降", "单位或责任人变动"]),
        ("u2", ["上升", "单位或责任人变动"]),
    ):
        page = planned(content, f"units/d/{unit}.html", UnitPage)
        (found,) = page.changes
        assert [one.title for one in found.lists] == titles
        feed = site_of(content).data[page.feed]
        assert [title in feed for title in titles] == [True] * len(titles)


def test_the_feed_is_atom_and_dated_by_its_notices() -> None:
    content = content_of(task("1", said(JULY), said(AUGUST, "进度滞后")), STEADY)
    space = {"a": "http://www.w3.org/2005/Atom"}
    feed = ET.fromstring(site_of(content).data["atom.xml"])  # noqa: S314  our own text
    (entry,) = feed.findall("a:entry", space)
    assert entry.findtext("a:updated", "", space) == "2022-09-18T00:00:00+08:00"
    assert entry.findtext("a:title", "", space) == "清单2022年8月：新滞后1项，下降1项"
    link = entry.find("a:link", space)
    assert link is not None
    assert link.get("href") == f"changes/p/{AUGUST}.html"
    assert "第1项　第1件事（甲局）：正常推进→进度滞后" in entry.findtext("a:content", "", space)
    later = ET.fromstring(site_of(corrected()).data["atom.xml"])  # noqa: S314
    assert later.findtext("a:updated", "", space) == "2022-09-25T00:00:00+08:00"


def test_a_task_of_a_new_year_keeps_its_history() -> None:
    old = task(
        "1",
        said(JULY),
        said(AUGUST, "已完成", completion={"date": "2022-08-20", "evidence": "验收单"}),
    )
    new = Task.model_validate(
        {
            **old.model_dump(),
            "plan": "q",
            "id": "1",
            "supersedes": ["p/1"],
            "assignments": [{"part": "1", "lead": ["甲局"]}],
        }
    )
    content = content_of(old, new)
    plans = (*content.plans, Plan(id="q", title="新清单", district="d", year=2023))
    content = dataclasses.replace(content, plans=plans)
    page = planned(content, "tasks/q/1.html", TaskPage)
    (earlier,) = page.carried_on
    assert [one.period.text for one in earlier.items] == ["2022年8月", "2022年5—7月"]
    assert earlier.items[0].completion == "2022-08-20，依据：验收单"
    older = planned(content, "tasks/p/1.html", TaskPage)
    assert [(fact.term, fact.items[0].path) for fact in older.facts] == [("后续", "tasks/q/1.html")]


def test_a_closed_task_stays_and_is_counted_apart() -> None:
    content = content_of(task("1", said(JULY, "已完成")), STEADY)
    home = next(page for page in site_of(content).pages if page.path == "index.html")
    sentence = "".join(piece.text for piece in home.overview.sentence)  # type: ignore[attr-defined]
    assert sentence == "2022年8月，1项任务、1项分工，1家单位：1项正常推进。另有1项此前已办结。"
    page = planned(content, "tasks/p/1.html", TaskPage)
    assert page.items[0].badge is not None
    assert (page.items[0].badge.word, page.items[0].missing) == ("已完成", "")


def noted(period: str, **more: Any) -> Said:
    """What a bulletin says between two ledgers: no status, from a notice of its own."""
    return {**said(period, None, "现场督办。", **more), "source": {"notice": "d-note"}}


def with_note(*tasks: Task) -> Content:
    content = content_of(*tasks)
    note = content.notices[0].model_copy(
        update={"id": "d-note", "kind": "bulletin", "period": AUGUST}
    )
    return dataclasses.replace(content, notices=(*content.notices, note))


def test_a_bulletin_without_a_status_takes_none_away() -> None:
    lagging = task("1", said(JULY, "进度滞后"), noted(AUGUST), said(NINE, "进度滞后"))
    better = task("2", said(JULY, "进度滞后"), noted(AUGUST), said(NINE))
    done = task("3", said(JULY, "已完成"), noted(AUGUST))
    gone = task("4", said(JULY), noted(AUGUST))
    content = with_note(lagging, better, done, gone, task("99", said(JULY), said(NINE)))
    assert kinds_in(content, NINE) == {"still_lagging": ["1"], "better": ["2"], "dropped": ["4"]}
    (found,) = [one for one in moved(content).all if one.span == NINE]
    assert found.known[0].run == (JULY, NINE)
    (view,) = surveyed(content).plans
    assert [view.standing(entry).heading for entry in view.entries] == [
        "进度滞后",
        "正常推进",
        "正常推进",
        "此前已办结",
        "本期未列",
    ]


def test_a_bulletin_after_the_last_ledger_leaves_the_ledger_s_word() -> None:
    content = with_note(task("1", said(JULY, "进度滞后"), noted(AUGUST)), task("2", said(JULY)))
    (view,) = surveyed(content).plans
    assert [view.standing(entry).heading for entry in view.entries] == ["进度滞后", "正常推进"]


def test_an_erratum_away_from_lagging_keeps_the_run_as_published() -> None:
    erratum = {"date": "2022-09-25", "field": "status", "was": "进度滞后", "now": "正常推进"}
    update = said(AUGUST, "进度滞后", errata=[{**erratum, "source": "更正"}])
    content = content_of(task("1", said(JULY, "进度滞后"), update), STEADY)
    found = moved(content).of_period("p", AUGUST)
    assert found is not None
    assert listed(found.known) == {"better": ["1"]}
    assert [(one.kind, one.run) for one in found.published] == [("still_lagging", (JULY, AUGUST))]
    assert planned(content, f"changes/p/{AUGUST}.html", ChangesPage).corrections is not None


def test_an_erratum_that_closes_what_was_dropped_shows_both_sides() -> None:
    erratum = {"date": "2022-09-25", "field": "status", "was": "正常推进", "now": "已完成"}
    closed = task("1", said(JULY, errata=[{**erratum, "source": "更正"}]))
    found = moved(content_of(closed, STEADY)).of_period("p", AUGUST)
    assert found is not None
    assert (listed(found.known), listed(found.published)) == ({}, {"dropped": ["1"]})


def test_one_assignment_that_changes_unit_and_person_counts_once() -> None:
    printed = {"lead": ["乙局"], "persons": ["张三"]}
    content = content_of(task("1", said(JULY), said(AUGUST, printed=printed)), STEADY)
    page = planned(content, f"changes/p/{AUGUST}.html", ChangesPage)
    assert "".join(piece.text for piece in page.sentence).endswith("单位或责任人变动1项。")
    assert [len(list(one.rows)) for one in page.lists] == [2]
