"""The parts of pages that tell what changed from one period to the next.

In: ``views``. Out: frozen dataclasses: a list of changes, errata with the counts they change, what changed for a unit.
"""

from dataclasses import dataclass

from tongbao.site.views import Badge, Link, ListItem


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One side of a change: a status, or words as printed."""

    badge: Badge | None = None
    text: str = ""

    @property
    def says_something(self) -> bool:
        """Whether there is anything to print."""
        return bool(self.badge or self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One change. ``only`` is filled where it holds only as published, or only as known now."""

    number: str
    title: str
    path: str
    within: str
    units: tuple[Link, ...]
    was: State
    now: State
    detail: str
    only: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeList:
    """All changes of one kind; ``rule`` says by which rule they are listed."""

    anchor: str
    title: str
    rule: str
    caption: str
    rows: tuple[ChangeRow, ...]

    @property
    def has_before(self) -> bool:
        """Whether any row says how it was."""
        return any(row.was.says_something for row in self.rows)

    @property
    def has_after(self) -> bool:
        """Whether any row says how it is."""
        return any(row.now.says_something for row in self.rows)

    @property
    def has_detail(self) -> bool:
        """Whether any row says more."""
        return any(row.detail or row.only for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """One erratum: its day, what it sets right, what was printed and what holds now."""

    day: str
    item: Link
    period: str
    field: str
    was: str
    now: str
    source: Link


@dataclass(frozen=True, slots=True)
class CountRow:
    """One count as published beside the same as known now."""

    name: Link
    published: int
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """Errata with the counts that they change, as published and as known now side by side."""

    caption: str
    rows: tuple[CorrectionRow, ...]
    counts_caption: str
    counts: tuple[CountRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChanges:
    """What changed for a unit: the latest period in lists, the earlier ones in a line each."""

    anchor: str
    title: str
    whole: Link
    lists: tuple[ChangeList, ...]
    corrections: Corrections | None
    earlier: tuple[ListItem, ...]
