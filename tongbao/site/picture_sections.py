"""The parts of pages that are drawn: counts over the periods, and the course of one assignment.

In: ``views``. Out: frozen dataclasses with every position computed; a template only prints them.
"""

from dataclasses import dataclass

from tongbao.site.views import Badge, Bar, Figure, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendRow:
    """One period: the bar of its counts (None where nothing is in the base of shares), and the counts themselves."""

    period: Link
    title: str
    bar: Bar | None
    cells: tuple[Figure, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Counts by status over the periods, picture and table in one."""

    anchor: str
    caption: str
    columns: tuple[Badge, ...]
    rows: tuple[TrendRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseMark:
    """One period on the line: ``at`` in per cent of its length; a ``minor`` label is left out on a phone.

    ``edge`` is where the label begins: start, middle or end, so that those at both ends stay inside.
    """

    at: str
    label: str
    short: str
    word: str
    tone: str
    shape: str
    minor: bool
    edge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePicture:
    """How one assignment stood from period to period; the title says it all in words."""

    title: str
    marks: tuple[CourseMark, ...]
