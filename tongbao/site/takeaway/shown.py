"""The lists to take away that say just what a page shows: changes, roll-ups, rankings.

In: pages as planned. Out: one ``Sheet`` a page.
"""

from collections.abc import Iterable, Iterator

from tongbao.site.month_pages import ChangesPage
from tongbao.site.month_sections import ChangeRow, State
from tongbao.site.pages import Page
from tongbao.site.rollup_pages import CourseRow, RankingPage, RollupPage, ScoreTable
from tongbao.site.table import Column, Sheet, Value, Values
from tongbao.site.views import Link

_NUMBER = Column("number", "序号")
_TITLE = Column("title", "任务")
_WITHIN = Column("within", "所属任务")
_PATH = Column("path", "网页")


def sheet_of(page: Page) -> Sheet | None:
    """Return the list of a page; None where the page is none of these."""
    match page:
        case ChangesPage():
            return _changes(page)
        case RollupPage():
            return _rollup(page)
        case RankingPage():
            return _ranking(page)
    return None


def shown_sheets(pages: Iterable[Page]) -> Iterator[Sheet]:
    """Yield the list of every page that has such a one."""
    for page in pages:
        if sheet := sheet_of(page):
            yield sheet


def _texts(links: Iterable[Link]) -> tuple[str, ...]:
    return tuple(link.text for link in links)


def _changes(page: ChangesPage) -> Sheet:
    columns = (
        Column("kind", "变化"),
        *(_NUMBER, _TITLE, _WITHIN),
        Column("units", "单位"),
        Column("was", "上次"),
        Column("now", "本期"),
        Column("detail", "说明"),
        Column("only", "口径"),
        _PATH,
    )
    rows = tuple(_change(one.title, row) for one in page.lists for row in one.rows)
    return Sheet(
        page.path.removesuffix(".html"), page.path, f"{page.title}，共{len(rows)}条", columns, rows
    )


def _change(kind: str, row: ChangeRow) -> Values:
    return (
        *(kind, row.number or None, row.title, row.within or None, _texts(row.units)),
        *(_side(row.was), _side(row.now), row.detail or None, row.only or None, row.path),
    )


def _side(state: State) -> Value:
    return state.badge or state.text or None


def _rollup(page: RollupPage) -> Sheet:
    """Return every assignment, unit by unit, with a column a period."""
    spans = (
        Column(f"state_{number}", link.text)
        for number, link in enumerate(page.courses.columns, start=1)
    )
    columns = (Column("unit", "单位"), _NUMBER, _TITLE, _WITHIN, *spans)
    columns = (*columns, Column("moved", "变动"), _PATH)
    rows = tuple(
        _course(group.unit.text, row) for group in page.courses.groups for row in group.rows
    )
    return Sheet(page.path.removesuffix(".html"), page.path, page.courses.caption, columns, rows)


def _course(unit: str, row: CourseRow) -> Values:
    item = row.item
    states = (state.badge or state.note or None for state in row.states)
    return (
        *(unit, item.number or None, item.title, item.within or None),
        *(*states, row.moved, item.path),
    )


def _ranking(page: RankingPage) -> Sheet:
    columns = (
        Column("rank", "名次"),
        Column("unit", "单位"),
        Column("counted", "计入项数"),
        Column("total", "分值之和"),
        Column("mean", "平均分"),
        _PATH,
    )
    tables = (page.ranked, *((page.unranked,) if page.unranked else ()))
    rows = tuple(row for table in tables for row in _scores(table))
    return Sheet(page.path.removesuffix(".html"), page.path, page.title, columns, rows)


def _scores(table: ScoreTable) -> Iterator[Values]:
    for row in table.rows:
        total, mean = (link.text if link else None for link in (row.total, row.mean))
        figures = (row.rank or None, row.unit.text, int(row.counted.text))
        yield *figures, int(total) if total else None, mean, row.unit.path
