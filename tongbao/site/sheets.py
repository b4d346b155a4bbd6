"""Lists to take away, as values: what stands in which column, before it is CSV, JSON or Excel.

In: nothing. Out: ``Sheet``, one list of a page, and ``Book``, a workbook of one or more lists. The cells are typed, so
that every format prints a day, a status or a list of names in its own way.
"""

import datetime
from dataclasses import dataclass

from tongbao.site.views import Badge

# None stands for what no notice states; a tuple holds names, or days.
Value = str | int | datetime.date | Badge | tuple[str, ...] | tuple[datetime.date, ...] | None
Cells = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``key`` for programs, ``title`` for people, ``width`` in digits on an Excel page.

    A width of 0 keeps it out of workbooks. A cell of a period holds ``2022-05/2022-07``, which people see in words.
    """

    key: str
    title: str
    width: int = 0
    is_period: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list: ``stem`` is its path without an ending, ``page`` the page that shows it, "" where none does.

    ``title`` says what it lists, how many, as of when. ``as_json`` is False where another file says the same in JSON.
    """

    stem: str
    page: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    as_json: bool = True


@dataclass(frozen=True, slots=True)
class Leaf:
    """One worksheet: its name on the tab, a title, a line below it, and the list."""

    name: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]


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
class Text:
    """A plain text to hand on: ``word`` is what its link is called on the page."""

    path: str
    page: str
    word: str
    text: str
