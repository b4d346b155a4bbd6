"""Everything that lies beside the pages to be taken away, and the line on each page that leads to it.

In: the survey, the changes, the pages as planned. Out: ``Takeaway``: the lists of the pages, workbooks and texts, and
the same pages with their links. There is a workbook a plan, with how it stands and all its updates, and one a plan and
period; columns that are empty all the way are left out of them.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tongbao.progress.editions import NAMES
from tongbao.progress.merging import Entry
from tongbao.progress.period_changes import Movements
from tongbao.progress.periods import label
from tongbao.progress.survey import PlanView, Survey, reported, updates_of
from tongbao.records.model import Notice
from tongbao.site import urls
from tongbao.site.brief import briefs
from tongbao.site.page import Page
from tongbao.site.rows import COLUMNS, cells_of
from tongbao.site.table import Book, Column, Leaf, Sheet, TextFile, Values
from tongbao.site.views import Link

_KIND = Column("kind", "类别")
_KINDS = {"task": "任务", "objective": "总体目标", "assessment": "评比"}
# What a workbook without any dated notice is dated by.
_NO_DAY = datetime.date(1980, 1, 1)


@dataclass(frozen=True, slots=True)
class Takeaway:
    """The lists, workbooks and texts of a site, and its pages with the links to them."""

    sheets: tuple[Sheet, ...]
    books: tuple[Book, ...]
    texts: tuple[TextFile, ...]
    pages: tuple[Page, ...]


def takeaway(survey: Survey, moved: Movements, pages: Sequence[Page]) -> Takeaway:
    """Return all of it; an empty list is not made, nor one whose page is not there."""
    paths = {"", *(page.path for page in pages)}
    listed = (page.listed for page in pages if page.listed)
    found = (whole_list(survey), *listed)
    sheets = tuple(one for one in found if one.rows)
    made = tuple(one for one in books(survey) if one.page in paths)
    texts = tuple(one for one in briefs(survey, moved) if one.page in paths)
    links = _links(sheets, made, texts)
    linked = (
        replace(page, takeaway=tuple(links[page.path])) if page.path in links else page
        for page in pages
    )
    return Takeaway(sheets, made, texts, tuple(linked))


def _links(
    sheets: Iterable[Sheet], made: Iterable[Book], texts: Iterable[TextFile]
) -> dict[str, list[Link]]:
    """Return the links of each page, in the order in which they are printed."""
    links: dict[str, list[Link]] = {}
    for text in texts:
        links.setdefault(text.page, []).append(Link(text.word, text.path))
    for book in made:
        links.setdefault(book.page, []).append(Link("Excel", book.path))
    for sheet in sheets:
        # What no page shows is offered on the home page.
        own = links.setdefault(sheet.page or urls.HOME, [])
        own.append(Link("CSV" if sheet.page else "全部进展CSV", urls.csv(sheet.stem)))
        if sheet.as_json:
            own.append(Link("JSON", urls.json(sheet.stem)))
    return links


def whole_list(survey: Survey) -> Sheet:
    """Return data/tasks.csv: a row an assignment and update, objectives included; tasks.json says the same."""
    rows = tuple(
        (_KINDS[entry.task.kind], *cells_of(survey, view, entry))
        for view in survey.plans
        for entry in updates_of(survey, view, objectives=True)
    )
    title = f"全部分工与各期进展，共{len(rows)}行"
    stem = urls.TASKS_TABLE.removesuffix(".csv")
    return Sheet(stem, "", title, (_KIND, *COLUMNS), rows, as_json=False)


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
    title, page = f"{view.plan.title}{label(span)}进展", urls.period(view.plan.id, span)
    return Book(
        path=f"{page.removesuffix('.html')}.xlsx",
        page=page,
        title=title,
        publisher=survey.shown.content.settings.publisher.name,
        day=_day(_notices(survey, entries)),
        leaves=(_leaf(survey, view, "进展", title, entries),),
    )


def _leaf(survey: Survey, view: PlanView, name: str, title: str, entries: Sequence[Entry]) -> Leaf:
    rows = tuple(cells_of(survey, view, entry) for entry in entries)
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
    named = {entry.source.notice for entry in entries}
    return tuple(one for one in survey.shown.content.notices if one.id in named)


def _day(notices: Iterable[Notice]) -> datetime.date:
    return max((notice.day for notice in notices), default=_NO_DAY)
