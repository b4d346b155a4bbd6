"""Lists as a reader of the page sees them: a row is its words by the heads of the columns."""

from collections.abc import Iterable

from tongbao.site.table import Cell, Group, Row, Table


def words(cell: object) -> str:
    """Return what a page prints in a cell, its asides behind."""
    assert isinstance(cell, Cell)
    counts = "，".join(f"{one.badge.word}{one.count}" for one in cell.counts)
    links = "、".join(link.text + link.after for link in cell.links)
    main = (cell.badge.word if cell.badge else "") + links + counts + "、".join(cell.moves)
    return "|".join((main, *filter(None, (*cell.asides, cell.stress))))


def rows_of(table: Table, rows: Iterable[Row] | None = None) -> list[dict[str, str]]:
    """Return the rows of a list, or some of them."""
    found = table.rows if rows is None else rows
    return [{column.title: words(row.cells[at]) for at, column in table.shown} for row in found]


def lists_of(table: Table, group: Group) -> list[list[str]]:
    """Return the rows of one group, each as its words in order."""
    return [list(row.values()) for row in rows_of(table, group.rows)]
