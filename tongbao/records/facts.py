"""Facts that notices state outside any plan: indicators and mentions, a file a notice.

In: plain data whose scalars are text. Out: frozen records. Of a news item only facts are kept: never its text, never
its citizens.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tongbao.records.model import Record
from tongbao.records.scalars import Date, Filled, Period, Visibility, Whole

Decimal = Annotated[str, StringConstraints(pattern=r"^-?\d+(?:\.\d+)?$")]


class Indicator(Record, title="指标"):
    """A named quantity for one period: a result or a target, with the words that state it.

    ``value`` is a decimal number as printed, without its ``unit``; ``growth`` and ``rank`` are kept in the notice's
    words (2.1%, 增速全市第三). A target in words only (与经济增长同步) has no value.
    """

    name: Filled = Field(title="指标")
    period: Period = Field(title="期次")
    role: Literal["result", "target"] = Field(title="结果或目标")
    value: Decimal | None = Field(default=None, title="数值")
    unit: Filled | None = Field(default=None, title="计量单位")
    growth: Filled | None = Field(default=None, title="增长")
    rank: Filled | None = Field(default=None, title="位次")
    printed: Filled = Field(title="原话")
    page: Whole | None = Field(default=None, title="页码")
    visibility: Visibility | None = Field(default=None, title="公开范围")


class Indicators(Record, title="指标"):
    """What one notice states in figures: content/indicators/<notice>.yml."""

    notice: str = Field(exclude=True, title="文件编号")
    review: tuple[Filled, ...] = Field(default=(), title="待核对")
    indicators: tuple[Indicator, ...] = Field(default=(), title="指标")

    @property
    def path(self) -> str:
        """The file, relative to the site's folder."""
        return f"content/indicators/{self.notice}.yml"


class Project(Record, title="项目"):
    """A project that a news item names; ``amount`` in its words (总投资10亿元)."""

    name: Filled = Field(title="项目")
    amount: Filled | None = Field(default=None, title="投资")


class Mention(Record, title="报道"):
    """A news item that names units or projects; a picture may have no headline."""

    headline: Filled | None = Field(default=None, title="标题")
    date: Date | None = Field(default=None, title="日期")
    reporters: tuple[Filled, ...] = Field(default=(), title="记者")
    units: tuple[Filled, ...] = Field(default=(), title="单位")
    projects: tuple[Project, ...] = Field(default=(), title="项目")
    page: Whole | None = Field(default=None, title="页码")
    visibility: Visibility | None = Field(default=None, title="公开范围")


class Mentions(Record, title="报道"):
    """The news items of one notice: content/mentions/<notice>.yml."""

    notice: str = Field(exclude=True, title="文件编号")
    review: tuple[Filled, ...] = Field(default=(), title="待核对")
    mentions: tuple[Mention, ...] = Field(default=(), title="报道")

    @property
    def path(self) -> str:
        """The file, relative to the site's folder."""
        return f"content/mentions/{self.notice}.yml"
