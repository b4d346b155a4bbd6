"""Facts that notices state outside any plan: indicators and mentions, a file a notice.

In: plain data whose scalars are text. Out: frozen records. Of a news item only facts are kept: never its text, never
its citizens.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tongbao.records.model import Record
from tongbao.records.scalars import Date, Filled, Period, Visibility, Whole

Decimal = Annotated[str, StringConstraints(pattern=r"^-?\d+(?:\.\d+)?$")]


class Indicator(Record):
    """A named quantity for one period: a result or a target, with the words that state it.

    ``value`` is a decimal number as printed, without its ``unit``; ``growth`` and ``rank`` are kept in the notice's
    words (2.1%, 增速全市第三). A target in words only (与经济增长同步) has no value.
    """

    name: Filled
    period: Period
    role: Literal["result", "target"]
    value: Decimal | None = None
    unit: Filled | None = None
    growth: Filled | None = None
    rank: Filled | None = None
    printed: Filled
    page: Whole | None = None
    visibility: Visibility | None = None


class Indicators(Record):
    """What one notice states in figures: content/indicators/<notice>.yml."""

    notice: str = Field(exclude=True)
    review: tuple[Filled, ...] = ()
    indicators: tuple[Indicator, ...] = ()

    @property
    def path(self) -> str:
        """The file, relative to the site's folder."""
        return f"content/indicators/{self.notice}.yml"


class Project(Record):
    """A project that a news item names; ``amount`` in its words (总投资10亿元)."""

    name: Filled
    amount: Filled | None = None


class Mention(Record):
    """A news item that names units or projects; a picture may have no headline."""

    headline: Filled | None = None
    date: Date | None = None
    reporters: tuple[Filled, ...] = ()
    units: tuple[Filled, ...] = ()
    projects: tuple[Project, ...] = ()
    page: Whole | None = None
    visibility: Visibility | None = None


class Mentions(Record):
    """The news items of one notice: content/mentions/<notice>.yml."""

    notice: str = Field(exclude=True)
    review: tuple[Filled, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def path(self) -> str:
        """The file, relative to the site's folder."""
        return f"content/mentions/{self.notice}.yml"
