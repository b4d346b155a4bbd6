"""The larger values that pages are put together from: a statement, a claim, a file, a plan at a glance.

In: ``views``. Out: frozen dataclasses, each the content of one part of a page.
"""

from dataclasses import dataclass
from typing import ClassVar

from tongbao.site.month_sections import ChangeList
from tongbao.site.picture_sections import CoursePicture, Trend
from tongbao.site.rows import Line
from tongbao.site.table import Table
from tongbao.site.views import Badge, Bar, Fact, Link, Matrix, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class LaggingItem:
    """One lagging assignment on the home page, with the period it has lagged since."""

    row: Line
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """A day to come: a task that is due, or a report; ``words`` are the notice's."""

    day: str
    what: Link
    words: str
    units: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A plan at a glance: the sentence in pieces (figures are links), shares, what lags, who stands how."""

    title: str
    sentence: tuple[Link, ...]
    left_out: str
    bar: Bar | None
    changed_title: str
    changed: tuple[Link, ...]
    moved: tuple[ChangeList, ...]
    trend: Trend | None
    lagging_title: str
    lagging: tuple[LaggingItem, ...]
    due_title: str
    due: tuple[DueItem, ...]
    matrix: Matrix | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """Another plan on the home page: its name and its sentence."""

    link: Link
    sentence: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledText:
    """Paragraphs under a label: 机制建立情况."""

    label: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """A dated happening as a line of a table; ``place`` leads to what the notice says."""

    day: str
    text: str
    firms: tuple[str, ...]
    persons: tuple[str, ...]
    place: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTable:
    """Dated happenings, with the columns that hold anything."""

    caption: str
    rows: tuple[EventView, ...]

    @property
    def has_firms(self) -> bool:
        """Whether any of them names a firm."""
        return any(row.firms for row in self.rows)

    @property
    def has_persons(self) -> bool:
        """Whether any of them names a person."""
        return any(row.persons for row in self.rows)

    @property
    def has_places(self) -> bool:
        """Whether any of them leads on."""
        return any(row.place for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One update as shown: what a notice said for a period, and where.

    ``paragraphs`` are those that no part holds; ``named`` are the firms and persons outside the events; ``audience``
    says who sees it where that differs from its assignment; ``by`` says whose word it is where it is not the office's.
    """

    anchor: str
    period: Link
    badge: Badge | None
    note: str
    paragraphs: tuple[str, ...]
    parts: tuple[LabelledText, ...]
    events: EventTable | None
    named: tuple[Fact, ...]
    printed: str
    completion: str
    replies: tuple[LabelledText, ...]
    errata: tuple[str, ...]
    origin: Origin
    audience: str = ""
    by: str = ""
    is_missing: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A period whose ledger left the assignment out: named in the timeline, never passed over."""

    period: Link
    badge: Badge
    is_missing: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierTask:
    """A task of an earlier year that this one carries on, with all that was said of it, newest first."""

    link: Link
    plan: str
    items: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One assignment on its task's page. ``missing`` says why there is no current statement.

    ``heading`` names it among several, "" where it is the only one; ``title`` is what stands above it.
    """

    anchor: str
    heading: str
    title: str
    badge: Badge | None
    note: str
    facts: tuple[Fact, ...]
    course: CoursePicture | None
    current: Statement | None
    missing: str
    earlier: tuple[Statement | Missing, ...]
    audience: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTable:
    """The statuses of one plan, as a picture and as a list."""

    bar: Bar | None
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A figure or list as a notice states it, beside what the records give."""

    what: str
    stated: str
    found: str
    verdict: str
    kind: str
    glyph: str
    reason: str
    extra: str
    words: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTable:
    """The claims of one notice: those that state a figure, and those that state a list."""

    title: str
    caption: str
    note: str
    notice: Link
    figures: tuple[ClaimView, ...]
    lists: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A file of a notice: ``path`` is None where it is not offered, and ``reason`` then says why."""

    name: str
    format: str
    path: str | None
    size: str
    sha256: str
    origin: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """A paragraph of the notice outside its tables."""

    text: str
    heading: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionView:
    """A news item: its facts, never its text."""

    anchor: str
    headline: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBar:
    """One figure of a picture: ``top`` in pixels, ``start`` and ``width`` with their per cent sign."""

    label: str
    words: str
    role: str
    top: int
    start: str
    width: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Figures beside each other; the title says all that the picture shows. ``zero`` is where the bars begin."""

    title: str
    bars: tuple[ChartBar, ...]
    height: int
    zero: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A data file that the page About names."""

    link: Link
    what: str
