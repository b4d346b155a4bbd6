"""Lists as a reader of the page sees them: a row is its words by the heads of the columns."""

from tongbao.site.table import Cell, Table


def words(cell: object) -> str:
    """Return what a page prints in a cell, its asides behind."""
    assert isinstance(cell, Cell)
    main = (cell.badge.word if cell.badge else "") + "、".join(
        link.text + link.after for link in cell.links
    )
    return "|".join((main, *cell.asides))


def rows_of(table: Table) -> list[dict[str, str]]:
    """Return the rows of a list."""
    return [
        {column.title: words(row.cells[at]) for at, column in table.shown} for row in table.rows
    ]
