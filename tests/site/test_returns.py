"""What units return themselves: it moves no list that a ledger stands for, and leaves gaps only where forms are out."""

import datetime
from collections.abc import Mapping, Sequence

from tests.site.by_hand import DAY, PLAN, SETTINGS, UNITS, counts, rendered
from tests.site.by_hand import ledger as notice
from tongbao.progress.editions import in_edition
from tongbao.progress.merging import replies_beside
from tongbao.progress.survey import Survey, reported, survey
from tongbao.records.content import Content
from tongbao.records.model import Assignment, Notice, Opened, Reply, Task, Update
from tongbao.site.pages.periods import PeriodPage
from tongbao.site.pages.plans import plan_pages
from tongbao.site.pages.statements import Missing, StatementView
from tongbao.site.pages.tasks import TaskPage
from tongbao.site.plan import SitePlan, plan_site
from tongbao.site.tallies import counts_of

JULY, AUGUST, SEPTEMBER = "2022-07", "2022-08", "2022-09"
Said = tuple[str, str, str | None]


def said(span: str, kind: str, status: str | None, reply: str | None = None) -> Update:
    return Update.model_validate(
        {
            "period": span,
            "status": status,
            "text": f"{kind} {span}",
            "source": {"notice": notice(span, kind).id},
            "reply": Reply(unit="甲局", text=reply, date=DAY) if reply else None,
        }
    )


def task(number: str, *updates: Update, lead: Sequence[str] = ("甲局",)) -> Task:
    return Task.model_validate(
        {
            "plan": "p",
            "id": number,
            "number": number,
            "text": f"第{number}件",
            "source": {"notice": notice(JULY).id},
            "assignments": (Assignment(part="1", lead=tuple(lead), updates=updates),),
        }
    )


def content(
    *tasks: Task, opened: Sequence[str] = (), closed: datetime.date | None = None
) -> Content:
    forms = tuple(
        Opened(period=span, date=datetime.date(2022, 8, 25), closed=closed) for span in opened
    )
    plan = PLAN.model_copy(update={"forms": forms})
    notices: tuple[Notice, ...] = tuple(
        notice(span, kind) for span in (JULY, AUGUST, SEPTEMBER) for kind in ("ledger", "return")
    )
    named = {
        update.source.notice for one in tasks for part in one.assignments for update in part.updates
    }
    issued = tuple(
        one.model_copy(update={"issuer": "甲局" if one.kind == "return" else "督查室"})
        for one in notices
        if one.id in named or one.id == notice(JULY).id
    )
    return Content(SETTINGS, (plan,), tasks, (UNITS,), issued)


def surveyed(
    *tasks: Task, opened: Sequence[str] = (), closed: datetime.date | None = None
) -> Survey:
    return survey(in_edition(content(*tasks, opened=opened, closed=closed), "intranet"), (), {})


def planned(
    *tasks: Task, opened: Sequence[str] = (), closed: datetime.date | None = None
) -> SitePlan:
    return plan_site(in_edition(content(*tasks, opened=opened, closed=closed), "intranet"), (), {})


def stands(found: Survey) -> Mapping[str, int]:
    view = found.plans[0]
    return {standing.heading: count for standing, count in counts_of(view, view.entries)}


def test_a_return_after_the_ledger_moves_no_list() -> None:
    first = task("1", said(JULY, "ledger", "滞后"), said(AUGUST, "return", "快"))
    second = task("2", said(JULY, "ledger", "正常"))
    found = surveyed(first, second, opened=[AUGUST])
    assert found.plans[0].as_of == JULY
    assert stands(found) == {"滞后": 1, "正常": 1}


def test_a_return_of_the_ledgers_own_period_stands_below_it() -> None:
    found = surveyed(
        task("1", said(AUGUST, "ledger", "滞后"), said(AUGUST, "return", "快")), opened=[AUGUST]
    )
    assert (found.plans[0].as_of, stands(found)) == (AUGUST, {"滞后": 1})


def test_without_a_ledger_the_lists_are_of_the_last_period_with_forms_and_an_answer() -> None:
    first = task("1", said(JULY, "return", "快"), said(AUGUST, "return", "正常"))
    second = task("2", said(JULY, "return", "快"))
    found = surveyed(first, second, opened=[JULY, AUGUST, SEPTEMBER])
    view = found.plans[0]
    assert (view.as_of, view.collecting, view.ledgers) == (AUGUST, (JULY, AUGUST), ())
    assert view.asked == ()  # nobody has closed a period: nothing is missing yet
    assert stands(found) == {"正常": 1, "快": 1}


def test_a_gap_is_only_where_forms_were_sent_and_the_period_is_closed() -> None:
    tasks = (
        task("1", said(JULY, "return", "快"), said(AUGUST, "return", "正常")),
        task("2", said(JULY, "return", "快")),
    )
    day = datetime.date(2022, 9, 10)
    for opened, closed, gaps in (([], None, 0), ([AUGUST], None, 0), ([AUGUST], day, 1)):
        found = surveyed(*tasks, opened=opened, closed=closed)
        entries = reported(found, found.plans[0], AUGUST)
        assert sum(entry.update is None for entry in entries) == gaps
        (page,) = (
            one
            for one in planned(*tasks, opened=opened, closed=closed).pages
            if isinstance(one, PeriodPage) and one.path.endswith(f"{AUGUST}.html")
        )
        outside = counts(page.bar.outside) if page.bar else []
        assert outside == ([("未报送", 1)] if gaps else [])


def task_page(*updates: Update, opened: Sequence[str] = (AUGUST,)) -> TaskPage:
    (page,) = (
        one
        for one in planned(task("1", *updates), opened=opened).pages
        if isinstance(one, TaskPage)
    )
    return page


def test_the_page_of_a_task_shows_the_offices_word_first_and_the_later_return_as_what_it_is() -> (
    None
):
    page = task_page(said(JULY, "ledger", "滞后"), said(AUGUST, "return", "快", "已补上。"))
    (item,) = page.items
    assert item.badge is not None
    assert item.current is not None
    assert (item.badge.word, item.current.period.text) == ("滞后", "2022年7月")
    (later,) = item.earlier
    assert isinstance(later, StatementView)
    assert (later.by, later.badge and later.badge.word) == ("甲局报送", "快")
    html = rendered(page)
    assert '<p class="by">甲局报送</p>' in html
    assert "甲局的说明（2022-12-31）" in html
    assert "已补上。" in html


def test_a_return_that_did_not_come_is_a_gap_in_the_course_of_a_task() -> None:
    page = task_page(
        said(JULY, "return", "快"), said(SEPTEMBER, "return", "快"), opened=(JULY, SEPTEMBER)
    )
    assert not any(isinstance(one, Missing) for one in page.items[0].earlier)


def test_the_say_of_every_unit_stands_beside_the_offices_word() -> None:
    office = said(AUGUST, "ledger", "滞后")
    first = said(AUGUST, "return", "快", "早些时候的说法")
    second = first.model_copy(
        update={"reply": Reply(unit="乙局", text="另有原因", date=DAY), "text": "又报"}
    )
    last = first.model_copy(update={"reply": Reply(unit="甲局", text="最后的说法", date=DAY)})
    part = Assignment(part="1", lead=("甲局", "乙局"), updates=(first, second, last, office))
    notices = {one.id: one for one in (notice(AUGUST), notice(AUGUST, "return"))}
    assert [(one.unit, one.text) for one in replies_beside(part, office, notices)] == [
        ("甲局", "最后的说法"),
        ("乙局", "另有原因"),
    ]
    assert [one.text for one in replies_beside(part, second, notices)] == ["另有原因"]


def test_the_say_stands_in_the_lists_to_take_away() -> None:
    found = surveyed(
        task("1", said(AUGUST, "return", "快", "因汛期停工。"), said(AUGUST, "ledger", "滞后")),
        opened=[AUGUST],
    )
    (page,) = plan_pages(found)
    sheet = page.listed
    assert sheet is not None
    at = [column.key for column in sheet.columns].index("reply")
    assert [row[at] for row in sheet.rows] == ["甲局（2022-12-31）：因汛期停工。"]


def test_the_page_of_a_period_names_those_who_returned_apart_from_its_notices() -> None:
    tasks = (task("1", said(AUGUST, "return", "快"), said(AUGUST, "ledger", "滞后")),)
    page = next(
        one
        for one in planned(*tasks, opened=[AUGUST]).pages
        if isinstance(one, PeriodPage) and one.path.endswith(f"{AUGUST}.html")
    )
    facts = {fact.term: [item.text for item in fact.items] for fact in page.facts}
    assert facts == {"来源文件": ["《2022-08》"], "单位报送": ["甲局"]}
