"""The pages that look at a plan from further off: roll-ups over several periods, and the ranking of units.

In: ``views``. Out: the page kinds, as those of ``pages``, and the parts they are put together from.
"""

from dataclasses import dataclass
from typing import ClassVar

from tongbao.site.pages import Page
from tongbao.site.table import Table
from tongbao.site.views import Figure, Link, Share


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """A unit in a roll-up: how many assignments, counts by status at start and end, and what moved."""

    unit: Link
    members: tuple[Link, ...]
    total: Figure
    start: tuple[Share, ...]
    end: tuple[Share, ...]
    moved: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLines:
    """The units of a roll-up, most lagging at the end first; ``columns`` head what moved."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[UnitLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RollupPage(Page):
    """A plan over a quarter, a half-year or a year."""

    template: ClassVar[str] = "rollup"

    heading: str
    plan: Link
    others: tuple[Link, ...]
    sentence: tuple[Link, ...]
    left_out: str
    notes: tuple[str, ...]
    moved: tuple[Table, ...]
    units: UnitLines
    courses: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingPage(Page):
    """The units of a plan in a period, ranked by the formula that site.yml states."""

    template: ClassVar[str] = "ranking"

    heading: str
    plan: Link
    sentence: tuple[Link, ...]
    left_out: str
    reason: str
    formula: tuple[str, ...]
    points: Table
    ranked: Table
    unranked: Table | None
    lists: Table
