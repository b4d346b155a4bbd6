"""The pages that tell of months: what changed in a period.

In: ``month_sections``. Out: the page kinds, as those of ``pages``.
"""

from dataclasses import dataclass
from typing import ClassVar

from tongbao.site.month_sections import Corrections
from tongbao.site.pages import Page
from tongbao.site.table import Table
from tongbao.site.views import Fact, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage(Page):
    """What changed in a plan's period."""

    template: ClassVar[str] = "changes"

    heading: str
    plan: Link
    sentence: tuple[Link, ...]
    facts: tuple[Fact, ...]
    lists: tuple[Table, ...]
    corrections: Corrections | None
    feed: str
    previous: Link | None
    following: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRow:
    """One frozen month: the site in it, its zip, and what proves it."""

    month: str
    site: Link
    zip: Link
    size: str
    files: str
    as_of: str
    sealed_on: str
    why: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePage(Page):
    """All frozen months, the newest first, every revision beside the first bag of its month."""

    template: ClassVar[str] = "archive"

    caption: str
    rows: tuple[ArchiveRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedSection:
    """What differs in one plan."""

    anchor: str
    title: str
    lists: tuple[Table, ...]
    rewritten: Table | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage(Page):
    """What differs between two states of the site. It stands alone: nothing on it leads anywhere.

    ``not_compared`` says at the end what was not looked at.
    """

    template: ClassVar[str] = "compare"

    one: str
    other: str
    note: str
    came: tuple[str, ...]
    went: tuple[str, ...]
    sections: tuple[ComparedSection, ...]
    not_compared: str
