"""The pages of what notices state outside any plan: indicators, news, and the days that are set.

In: nothing. Out: the page kinds, as those of ``pages``.
"""

from dataclasses import dataclass
from typing import ClassVar

from tongbao.site.pages import Page
from tongbao.site.sections import Chart, MentionView
from tongbao.site.table import Table
from tongbao.site.views import Fact, Link, ListGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorsPage(Page):
    """All indicators: those with a target beside their results, then the others by period."""

    template: ClassVar[str] = "indicators"

    sentence: tuple[Link, ...]
    targets: Table | None
    groups: tuple[ListGroup, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPage(Page):
    """One indicator over the years."""

    template: ClassVar[str] = "indicator"

    sentence: tuple[Link, ...]
    charts: tuple[Chart, ...]
    table: Table
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionsPage(Page):
    """All news, by notice, the newest first."""

    template: ClassVar[str] = "mentions"

    sentence: tuple[Link, ...]
    groups: tuple[ListGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionPage(Page):
    """The news items of one notice, facts only."""

    template: ClassVar[str] = "mention"

    facts: tuple[Fact, ...]
    items: tuple[MentionView, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinesPage(Page):
    """Every day that a notice sets, the earliest first."""

    template: ClassVar[str] = "deadlines"

    sentence: tuple[Link, ...]
    table: Table
    calendar: Link
