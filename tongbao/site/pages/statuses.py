"""The pages of statuses: what each word means and who stands so.

In: the survey. Out: ``StatusesPage`` and ``StatusPage`` values; a word nobody stands under has no page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from tongbao.progress.standing import Standing
from tongbao.progress.survey import PlanView, Survey
from tongbao.records.shares import shares
from tongbao.site import heads, urls
from tongbao.site.page import Page
from tongbao.site.pages.plans import groups_by_section
from tongbao.site.references import badge_for
from tongbao.site.rows import table_of
from tongbao.site.table import Cell, Cells, Column, Table, count, sheet, table, text
from tongbao.site.tallies import bar_of, counts_of, undecided_sentence
from tongbao.site.views import Badge, Bar, Link
from tongbao.site.wording import list_caption


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTable:
    """The statuses of one plan, as a picture and as a list."""

    bar: Bar | None
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusesPage(Page):
    """All status words of all plans."""

    template: ClassVar[str] = "statuses"

    tables: tuple[StatusTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPage(Page):
    """One status word: what it means and who stands so now."""

    template: ClassVar[str] = "status"

    badge: Badge
    sentence: tuple[Link, ...]
    meaning: str
    others: tuple[Badge, ...]
    table: Table


def statuses_page(survey: Survey) -> StatusesPage | None:
    """Return the index of statuses, None where no plan has any."""
    tables = status_tables(survey)
    if not tables:
        return None
    lists = [one.table for one in tables]
    rows = sum(1 for one in lists for _ in one.rows)
    return StatusesPage(
        path=urls.STATUSES,
        title="完成情况",
        made_from=survey.shown.content.settings.path,
        section="status",
        metas=heads.column("完成情况", "按完成情况列出的任务", ("完成情况",), "数据发布"),
        tables=tables,
        listed=sheet(urls.STATUSES, f"完成情况，共{rows}种", *lists),
    )


def status_tables(survey: Survey) -> tuple[StatusTable, ...]:
    """Return the statuses of every plan that has any, with counts and shares."""
    return tuple(_status_table(view) for view in survey.plans if view.has_statuses)


def _status_table(view: PlanView) -> StatusTable:
    counted = counts_of(view, view.entries)
    title = list_caption(f"{view.plan.title}完成情况", len(view.counted), view.as_of)
    rows = (
        _row(view, standing, number, share)
        for (standing, number), share in zip(counted, _share_words(counted), strict=True)
    )
    return StatusTable(
        bar=bar_of(title, view, counted, lambda found: urls.status(view.plan.id, found.slug)),
        table=table(title, _COLUMNS, rows, "meanings rows"),
    )


_COLUMNS = (
    Column("plan", "任务清单"),
    Column("status", "完成情况", page="", heads=True),
    Column("", "含义", page=""),
    Column("count", "项数", page="figure"),
    Column("share", "占比", page="figure"),
    Column("meaning", "含义"),
    Column("path", "网页"),
)


def _row(view: PlanView, standing: Standing, number: int, share: str) -> Cells:
    badge, meaning = badge_for(standing, view.plan.id), text(standing.meaning)
    head = Cell(badge, badge, badge.path)
    figures = (count(number, badge.path), text(share))
    return view.plan.title, head, meaning, *figures, meaning, badge.path


def _share_words(counted: Sequence[tuple[Standing, int]]) -> Iterator[str]:
    """Yield each share as printed: 34%, or 不计入占比 outside the base; 待定 while words are undecided."""
    if undecided_sentence(counted):
        yield from ("待定" for _ in counted)
        return
    base = iter(shares([count for standing, count in counted if standing.base]))
    for standing, _ in counted:
        yield f"{next(base)}%" if standing.base else "不计入占比"


def status_pages(survey: Survey) -> Iterator[StatusPage]:
    """Yield a page for every status of every plan that somebody stands under."""
    for view in survey.plans:
        if view.has_statuses:
            counted = counts_of(view, view.entries)
            for (standing, _), share in zip(counted, _share_words(counted), strict=True):
                yield _status_page(survey, view, standing, share, counted)


def _status_page(
    survey: Survey,
    view: PlanView,
    standing: Standing,
    share: str,
    counted: Sequence[tuple[Standing, int]],
) -> StatusPage:
    plan = view.plan
    entries = [entry for entry in view.entries if view.standing(entry) == standing]
    caption = list_caption(f"{plan.title}中“{standing.heading}”的分工", len(entries), view.as_of)
    listed = table_of("list", caption, groups_by_section(survey, view, entries, view.as_of))
    part = f"，占{share}。" if standing.base else "，不计入占比。"
    if undecided := undecided_sentence(counted):
        part = f"；{undecided}，定下之前不算占比。"
    return StatusPage(
        path=urls.status(plan.id, standing.slug),
        title=standing.heading,
        made_from=survey.shown.content.settings.path,
        section="status",
        crumbs=(Link("完成情况", urls.STATUSES),),
        metas=heads.column(standing.heading, caption, (standing.heading, plan.title), "数据发布"),
        badge=badge_for(standing, plan.id),
        sentence=(
            Link(plan.title, urls.plan(plan.id)),
            Link(
                f"，{len(view.counted)}项分工中的{len(entries)}项{part}"
                if entries[0].is_counted
                else f"，{len(view.counted)}项分工以外的{len(entries)}项，另行计数。"
            ),
        ),
        meaning=standing.meaning,
        others=tuple(badge_for(other, plan.id) for other, _ in counted if other != standing),
        table=listed,
        listed=sheet(urls.status(plan.id, standing.slug), caption, listed),
    )
