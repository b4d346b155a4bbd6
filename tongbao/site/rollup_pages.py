"""The pages that look at a plan from further off: roll-ups over several periods, and the ranking of units.

In: ``views``. Out: the page kinds, as those of ``pages``, and the parts they are put together from.
"""

from dataclasses import dataclass
from typing import ClassVar

from tongbao.site.pages import Page
from tongbao.site.views import Badge, Cell, Link, Share

# With more columns than this the words of a table stand smaller, on paper and on a screen.
_ON_PAPER, _ON_SCREEN = 4, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How an assignment stood: ``note`` says of which period where that is not the column's own.

    Without a badge it did not stand, or nobody was asked. ``label`` names the column on narrow screens.
    """

    label: str
    badge: Badge | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An assignment as a row begins: ``title`` is its label where it has one, ``within`` then the task's text."""

    number: str
    title: str
    path: str
    within: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """A unit in a roll-up: how many assignments, counts by status at start and end, and what moved."""

    unit: Link
    members: tuple[Link, ...]
    total: Cell
    start: tuple[Share, ...]
    end: tuple[Share, ...]
    moved: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLines:
    """The units of a roll-up, most lagging at the end first; ``columns`` head what moved."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[UnitLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedRow:
    """An assignment that moved or lags."""

    item: Item
    units: tuple[Link, ...]
    was: State
    now: State
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedGroup:
    """All that moved in one way; ``rule`` says which those are."""

    anchor: str
    heading: str
    rule: str
    rows: tuple[MovedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedTable:
    """What moved, way by way."""

    anchor: str
    heading: str
    caption: str
    groups: tuple[MovedGroup, ...]

    @property
    def has_detail(self) -> bool:
        """Whether any row says more."""
        return any(row.detail for group in self.groups for row in group.rows)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return 5 + self.has_detail


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """An assignment with how it stood in each period, and what moved in words."""

    item: Item
    states: tuple[State, ...]
    moved: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseGroup:
    """What one unit answers for."""

    anchor: str
    unit: Link
    rows: tuple[CourseRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseTable:
    """Every assignment, unit by unit, with one column a period; a column leads to its period."""

    caption: str
    columns: tuple[Link, ...]
    groups: tuple[CourseGroup, ...]

    @property
    def several(self) -> bool:
        """Whether the columns must be narrow on paper."""
        return len(self.columns) > _ON_PAPER

    @property
    def many(self) -> bool:
        """Whether the columns must be narrow on a screen too."""
        return len(self.columns) > _ON_SCREEN

    @property
    def width(self) -> int:
        """How many columns there are in all."""
        return len(self.columns) + 3


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
    moved: tuple[MovedTable, ...]
    units: UnitLines
    courses: CourseTable


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow:
    """A status and its points; of one outside the base of shares: 不计入."""

    badge: Badge
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
    """A unit with its rank ("" where it is not ranked), its counts, their sum and mean; all lead to its list."""

    rank: str
    unit: Link
    counts: tuple[Share, ...]
    counted: Link
    total: Link | None
    mean: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTable:
    """Units with their scores."""

    anchor: str
    caption: str
    rows: tuple[ScoreLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """An assignment with its points."""

    item: Item
    badge: Badge
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreGroup:
    """What one unit answers for, and how its mean comes about."""

    anchor: str
    unit: Link
    sum: str
    rows: tuple[ScoreRow, ...]


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
    points_caption: str
    points: tuple[PointRow, ...]
    ranked: ScoreTable
    unranked: ScoreTable | None
    lists_caption: str
    lists: tuple[ScoreGroup, ...]
