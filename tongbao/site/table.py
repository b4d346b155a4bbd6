"""One list as a value: a page prints it, and the same rows go into CSV, JSON and Excel.

In: nothing. Out: ``Table``, columns and groups of rows of cells, and ``Sheet``, its rows as files hold them. A column
stands on the page, in files, or in both. Cells are typed, so that a page and each format print a day, a status or a
list of names in their own way.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tongbao.site.views import Badge, Link, Share

# None stands for what no notice states; a tuple holds names, or days.
Value = str | int | datetime.date | Badge | tuple[str, ...] | tuple[datetime.date, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``key`` names it for programs and ``title`` for people; without a key it is kept out of files.

    ``page`` is the class of its cells on the page, None where it is not shown there; ``heads`` says that its cells head
    their rows, ``optional`` that it is left out where no row fills it, ``path`` where its own head leads.
    ``width`` is in digits on an Excel page, 0 keeps it out of workbooks. A cell of a period holds ``2022-05/2022-07``,
    which people see in words.
    """

    key: str
    title: str
    width: int = 0
    is_period: bool = False
    page: str | None = None
    heads: bool = False
    optional: bool = False
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: ``value`` goes into files, the rest is what a page prints, in this order.

    ``badge`` is a status, which leads to ``path``; ``links`` are names one after the other, ``counts`` statuses with
    how many stand so, ``moves`` words that each stand apart, ``asides`` what is printed smaller below, of which
    ``stress`` is to be seen first. ``marked`` asks for a look.
    """

    value: Value = None
    badge: Badge | None = None
    path: str | None = None
    links: tuple[Link, ...] = ()
    counts: tuple[Share, ...] = ()
    moves: tuple[str, ...] = ()
    marked: bool = False
    asides: tuple[str, ...] = ()
    stress: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether a page prints nothing."""
        said = (self.badge, self.links, self.counts, self.moves, self.asides, self.stress)
        return not any(said)


EMPTY = Cell()
Cells = tuple[Cell | Value, ...]
Values = tuple[Value, ...]


def text(words: str, *asides: str) -> Cell:
    """Return plain words, with those asides that say anything."""
    return Cell(words or None, links=(Link(words),) if words else (), asides=_said(asides))


def linked(link: Link | None, *asides: str) -> Cell:
    """Return words that lead on; nothing for None."""
    return Cell(link.text, links=(link,), asides=_said(asides)) if link else EMPTY


def names(links: Iterable[Link], *asides: str) -> Cell:
    """Return names one after the other."""
    found = tuple(links)
    return Cell(tuple(link.text for link in found), links=found, asides=_said(asides))


def status(badge: Badge | None, *asides: str) -> Cell:
    """Return a status, or nothing but its asides."""
    return Cell(badge, badge, asides=_said(asides))


def count(number: int, path: str | None = None) -> Cell:
    """Return a whole number, and the list behind it."""
    return Cell(number, links=(Link(str(number), path),))


def _said(asides: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, asides))


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a cell a column; a column that only files have may hold the bare value."""

    cells: Cells
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; ``count`` says how many there are. Without a heading they are the whole table."""

    rows: tuple[Row, ...]
    heading: Cell | None = None
    count: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A list: ``caption`` says what it lists, how many, as of when; ``style`` is its class on the page.

    ``title`` is its own heading, where it stands among others.
    """

    caption: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    style: str = ""
    anchor: str = ""
    title: str = ""

    @property
    def rows(self) -> Iterator[Row]:
        """The rows of all groups."""
        return (row for group in self.groups for row in group.rows)

    @property
    def shown(self) -> tuple[tuple[int, Column], ...]:
        """The columns of the page, each with the place of its cells in a row."""
        return tuple(
            (at, column)
            for at, column in enumerate(self.columns)
            if column.page is not None and not (column.optional and self._is_empty(at))
        )

    def _is_empty(self, at: int) -> bool:
        return all(cell.is_empty for row in self.rows if isinstance(cell := row.cells[at], Cell))


def table(caption: str, columns: Iterable[Column], rows: Iterable[Cells], style: str = "") -> Table:
    """Return a list without groups."""
    return Table(caption, tuple(columns), (Group(tuple(map(Row, rows))),), style)


def without_links(one: Table) -> Table:
    """Return a list that leads nowhere, for a page that stands alone."""
    groups = (
        replace(group, rows=tuple(Row(tuple(map(_plain, row.cells))) for row in group.rows))
        for group in one.groups
    )
    return replace(one, groups=tuple(groups))


def _plain(cell: Cell | Value) -> Cell | Value:
    if not isinstance(cell, Cell):
        return cell
    return replace(cell, path=None, links=tuple(replace(link, path=None) for link in cell.links))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list as files hold it; ``title`` says what it lists.

    ``stem`` is its path without an ending, ``page`` the page that shows it, "" where none does. ``as_json`` is False
    where another file says the same in JSON.
    """

    stem: str
    page: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Values, ...]
    as_json: bool = True


def sheet(page: str, title: str, *tables: Table) -> Sheet:
    """Return the lists of a page, all of the same columns, as the one list that lies beside it in files."""
    kept = [at for at, column in enumerate(tables[0].columns) if column.key]
    return Sheet(
        stem=page.removesuffix(".html"),
        page=page,
        title=title,
        columns=tuple(tables[0].columns[at] for at in kept),
        rows=tuple(
            tuple(_value(row.cells[at]) for at in kept) for one in tables for row in one.rows
        ),
    )


def _value(cell: Cell | Value) -> Value:
    return cell.value if isinstance(cell, Cell) else cell


@dataclass(frozen=True, slots=True)
class Leaf:
    """One worksheet: its name on the tab, a title, a line below it, and the list."""

    name: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[Values, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """One workbook. ``day`` is the date of its properties: that of the notices it rests on, never the clock."""

    path: str
    page: str
    title: str
    publisher: str
    day: datetime.date
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class TextFile:
    """A plain text to hand on: ``word`` is what its link is called on the page."""

    path: str
    page: str
    word: str
    text: str
