"""Workbooks: one a plan, with how it stands and all its updates, and one a plan and period.

In: the survey. Out: ``Book`` values. Columns that are empty all the way are left out.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence

from tongbao.records.model import Notice
from tongbao.site import urls
from tongbao.site.editions import NAMES
from tongbao.site.merging import Entry
from tongbao.site.periods import label
from tongbao.site.survey import PlanView, Survey, reported
from tongbao.site.table import Book, Leaf, Values
from tongbao.site.takeaway.entries import COLUMNS
from tongbao.site.takeaway.lists import period_title, rows_of, stem_of, updates_of

# What a workbook without any dated notice is dated by.
_NO_DAY = datetime.date(1980, 1, 1)


def books(survey: Survey) -> Iterator[Book]:
    """Yield the workbook of every plan that has assignments, and of each of its periods."""
    for view in survey.plans:
        if view.entries:
            yield _plan_book(survey, view)
        for span in view.periods:
            yield _period_book(survey, view, span)


def _plan_book(survey: Survey, view: PlanView) -> Book:
    updates = tuple(updates_of(survey, view, objectives=False))
    as_of = f"{label(view.as_of)}，" if view.as_of else ""
    leaves = [_leaf(survey, view, "分工", f"{as_of}{view.plan.title}分工", view.entries)]
    # With one period the first worksheet has said it all.
    if len(view.periods) > 1:
        leaves.append(_leaf(survey, view, "各期进展", f"{view.plan.title}各期进展", updates))
    return Book(
        path=urls.plan_book(view.plan.id),
        page=urls.plan(view.plan.id),
        title=view.plan.title,
        publisher=survey.shown.content.settings.publisher.name,
        day=_day(_notices(survey, updates)),
        leaves=tuple(leaves),
    )


def _period_book(survey: Survey, view: PlanView, span: str) -> Book:
    entries = reported(survey, view, span)
    title, page = period_title(view, span), urls.period(view.plan.id, span)
    return Book(
        path=f"{stem_of(page)}.xlsx",
        page=page,
        title=title,
        publisher=survey.shown.content.settings.publisher.name,
        day=_day(_notices(survey, entries)),
        leaves=(_leaf(survey, view, "进展", title, entries),),
    )


def _leaf(survey: Survey, view: PlanView, name: str, title: str, entries: Sequence[Entry]) -> Leaf:
    rows = rows_of(survey, view, entries)
    kept = [at for at, column in enumerate(COLUMNS) if column.width and _holds(rows, at)]
    return Leaf(
        name=name,
        title=title,
        note=_note(survey, len(rows), _notices(survey, entries)),
        columns=tuple(COLUMNS[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in rows),
    )


def _holds(rows: Iterable[Values], at: int) -> bool:
    return any(row[at] not in (None, ()) for row in rows)


def _note(survey: Survey, count: int, notices: Iterable[Notice]) -> str:
    """Return how many rows, of which edition, from which notices."""
    sources = "".join(f"《{notice.title}》" for notice in notices)
    edition = NAMES[survey.shown.edition]
    return f"共{count}行，{edition}。" + (f"来源：{sources}" if sources else "")


def _notices(survey: Survey, entries: Iterable[Entry]) -> tuple[Notice, ...]:
    """Return the notices that the rows rest on, oldest first."""
    named = {
        (entry.update.source if entry.update else entry.task.source).notice for entry in entries
    }
    return tuple(one for one in survey.shown.content.notices if one.id in named)


def _day(notices: Iterable[Notice]) -> datetime.date:
    return max((notice.day for notice in notices), default=_NO_DAY)
