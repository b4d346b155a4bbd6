"""The pages of periods: what was reported, in the notice's own order.

In: the survey. Out: ``PeriodsPage`` and one ``PeriodPage`` a plan and period.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from tongbao.progress.merging import Entry
from tongbao.progress.period_changes import Movements, PeriodChanges
from tongbao.progress.periods import label
from tongbao.progress.standing import Standing
from tongbao.progress.survey import PlanView, Survey, reported
from tongbao.records.model import Notice
from tongbao.site import heads, urls
from tongbao.site.page import Page
from tongbao.site.pages.changes import (
    Corrections,
    changes_path,
    compared_sentence,
    standing_corrections,
)
from tongbao.site.pages.claims import ClaimTable, claim_table
from tongbao.site.pages.plans import groups_by_section
from tongbao.site.pages.rankings import ranking_link
from tongbao.site.pages.rollups import rollup_links
from tongbao.site.references import badge_for
from tongbao.site.rows import table_of
from tongbao.site.table import Cells, Column, Sheet, Table, sheet, table
from tongbao.site.tallies import (
    PathOf,
    bar_of,
    count_columns,
    counts_by,
    counts_of,
    every_standing,
)
from tongbao.site.views import Bar, Fact, Link, ListGroup, ListItem, Share
from tongbao.site.wording import (
    apart_pieces,
    collecting_sentence,
    left_out_sentence,
    list_caption,
    status_pieces,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodsPage(Page):
    """All periods of all plans, the newest first."""

    template: ClassVar[str] = "periods"

    groups: tuple[ListGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodPage(Page):
    """What was reported for a period, in the notice's own order."""

    template: ClassVar[str] = "period"

    heading: str
    plan: Link
    sentence: tuple[Link, ...]
    left_out: str
    facts: tuple[Fact, ...]
    bar: Bar | None
    changed: tuple[Link, ...]
    corrections: Corrections | None
    claims: tuple[ClaimTable, ...]
    table_heading: str
    table: Table
    previous: Link | None
    following: Link | None


def periods_page(survey: Survey) -> PeriodsPage | None:
    """Return the index of periods, None where nothing was reported yet."""
    groups = tuple(
        ListGroup(view.plan.title, tuple(_items(survey, view)))
        for view in survey.plans
        if view.periods
    )
    if not groups:
        return None
    return PeriodsPage(
        path=urls.PERIODS,
        title="期次",
        made_from=survey.shown.content.settings.path,
        section="periods",
        metas=heads.column("期次", "各期通报的进展", ("期次", "通报")),
        groups=groups,
        listed=_listed(survey),
    )


def _listed(survey: Survey) -> Sheet:
    """Return a row a plan and period with its counts by status."""
    standings = every_standing(survey)
    columns = (
        Column("plan", "任务清单"),
        Column("period", "期次", is_period=True),
        Column("tasks", "任务"),
        Column("assignments", "分工"),
        *count_columns(standings),
        Column("path", "网页"),
    )
    rows = tuple(
        _line(view, span, reported(survey, view, span), standings)
        for view in survey.plans
        for span in reversed(view.periods)
    )
    title = f"各期进展，共{len(rows)}期"
    return sheet(urls.PERIODS, title, table(title, columns, rows))


def _line(
    view: PlanView, span: str, entries: Sequence[Entry], standings: Sequence[Standing]
) -> Cells:
    listed = [entry for entry in entries if entry.is_counted]
    tasks = len({entry.task.path for entry in listed})
    counts = counts_by(view, entries, standings)
    return view.plan.title, span, tasks, len(listed), *counts, urls.period(view.plan.id, span)


def _items(survey: Survey, view: PlanView) -> Iterator[ListItem]:
    """Yield the periods of a plan, newest first, then what sums them up by quarter, half-year and year."""
    for span in view.periods[::-1]:
        yield _item(survey, view, span)
    for link in rollup_links(view):
        yield ListItem(link)


def _item(survey: Survey, view: PlanView, span: str) -> ListItem:
    entries = reported(survey, view, span)
    page = urls.period(view.plan.id, span)
    counts = tuple(
        Share(badge_for(standing, view.plan.id), count, None, f"{page}#list")
        for standing, count in counts_of(view, entries)
    )
    listed = [entry for entry in entries if entry.is_counted]
    tasks = len({entry.task.path for entry in listed})
    told = "（单位自报，正在收表）" if span in view.collecting else ""
    name = f"{label(span)}{_issue(_notices(survey, view, span, entries))}"
    return ListItem(Link(name, page), f"{tasks}项任务、{len(listed)}项分工{told}", counts)


def period_pages(survey: Survey, moved: Movements) -> Iterator[PeriodPage]:
    """Yield the page of every period of every plan, oldest first."""
    for view in survey.plans:
        for position, span in enumerate(view.periods):
            before = view.periods[position - 1] if position else None
            after = view.periods[position + 1] if position + 1 < len(view.periods) else None
            found = moved.of_period(view.plan.id, span)
            yield _period_page(survey, view, span, found, (before, after))


def _period_page(
    survey: Survey,
    view: PlanView,
    span: str,
    found: PeriodChanges | None,
    around: tuple[str | None, str | None],
) -> PeriodPage:
    plan, entries = view.plan, reported(survey, view, span)
    notices = tuple(_notices(survey, view, span, entries))
    title = f"{label(span)}{_issue(notices)}进展"
    heading = "台账" if any(notice.kind == "ledger" for notice in notices) else "进展"
    # The lists of statuses are of the latest period; for an earlier one the count leads into the table.
    rows = [entry for entry in entries if entry.is_counted]
    counted = counts_of(view, rows)
    apart = counts_of(view, (entry for entry in entries if not entry.is_counted))
    listed = table_of(
        "list",
        list_caption(f"{plan.title}{heading}", len(rows), span),
        groups_by_section(survey, view, entries, span),
    )
    return PeriodPage(
        path=urls.period(plan.id, span),
        title=f"{plan.title}{title}",
        made_from=plan.path,
        section="periods",
        crumbs=(Link("期次", urls.PERIODS),),
        metas=heads.column(title, f"{plan.title}{title}", (plan.title, label(span))),
        heading=title,
        plan=Link(plan.title, urls.plan(plan.id)),
        sentence=_sentence(survey, view, span, rows, (counted, apart)),
        left_out=left_out_sentence(survey.shown.left_out_of(plan.id)),
        facts=(*_facts(notices), *_ranked(survey, view, span)),
        bar=bar_of(f"{plan.title}{title}", view, counted, _path_of(view, span)),
        changed=_changed(found),
        corrections=standing_corrections(survey, view, span),
        claims=tuple(table for notice in notices if (table := claim_table(survey, notice))),
        table_heading=heading,
        table=listed,
        listed=sheet(
            urls.period(plan.id, span),
            list_caption(f"{plan.title}进展", len(rows), span),
            listed,
        ),
        previous=_neighbour(plan.id, around[0]),
        following=_neighbour(plan.id, around[1]),
    )


def _changed(found: PeriodChanges | None) -> tuple[Link, ...]:
    """Return what changed in a sentence, and the way to all of it."""
    if found is None:
        return ()
    return (*compared_sentence(found), Link("全部变化", changes_path(found)))


def _neighbour(plan: str, span: str | None) -> Link | None:
    return Link(label(span), urls.period(plan, span)) if span else None


def _path_of(view: PlanView, span: str) -> PathOf:
    if span == view.as_of:
        return lambda standing: urls.status(view.plan.id, standing.slug)
    return lambda _: f"{urls.period(view.plan.id, span)}#list"


def _sentence(
    survey: Survey,
    view: PlanView,
    span: str,
    entries: Sequence[Entry],
    counts: tuple[Sequence[tuple[Standing, int]], Sequence[tuple[Standing, int]]],
) -> tuple[Link, ...]:
    """Return how many, how they stand, and apart what the period's ledger does not list."""
    counted, apart = counts
    tasks = len({entry.task.path for entry in entries})
    page = urls.period(view.plan.id, span)
    opening = (
        Link(f"{tasks}项任务、"),
        Link(f"{len(entries)}项分工", f"{page}#list"),
    )
    if not view.has_statuses:
        return (*opening, Link("。"))
    told = collecting_sentence(survey, view, span)
    return (
        *opening,
        *status_pieces(counted, _path_of(view, span), "："),
        *apart_pieces(apart, _path_of(view, span)),
        *((Link(told),) if told else ()),
    )


def _notices(
    survey: Survey, view: PlanView, span: str, entries: Sequence[Entry]
) -> Iterator[Notice]:
    """Yield the notices a period stands on: those of its updates, and those about it in the plan."""
    sources = {
        update.source.notice
        for entry in entries
        for update in entry.assignment.updates
        if update.period == span
    }
    for notice in survey.shown.content.notices:
        if notice.id in sources or (notice.id in view.plan.notices and notice.period == span):
            yield notice


def _facts(notices: Sequence[Notice]) -> tuple[Fact, ...]:
    bases = dict.fromkeys(notice.basis for notice in notices if notice.basis)
    returns = [notice for notice in notices if notice.kind == "return"]
    found = (
        Fact("依据", tuple(Link(basis) for basis in bases)),
        Fact(
            "来源文件",
            tuple(
                Link(f"《{notice.title}》", urls.notice(notice.id), _issued(notice))
                for notice in notices
                if notice not in returns
            ),
        ),
        Fact(
            "单位报送",
            tuple(
                Link(notice.issuer or notice.title, urls.notice(notice.id)) for notice in returns
            ),
        ),
    )
    return tuple(fact for fact in found if fact.items)


def _issue(notices: Iterable[Notice]) -> str:
    """Return （第6期） where the notices of a period print one issue number, "" else."""
    issues = {notice.issue for notice in notices if notice.issue}
    return f"（第{issues.pop()}期）" if len(issues) == 1 else ""


def _ranked(survey: Survey, view: PlanView, span: str) -> Iterator[Fact]:
    """Yield the way to the ranking of units, where site.yml switches it on."""
    if link := ranking_link(survey, view, span):
        yield Fact("单位排名", (link,))


def _issued(notice: Notice) -> str:
    day = notice.date.isoformat() if notice.date else "未署日期"
    return f"，{notice.issuer or '未署发文机关'}，{day}"
