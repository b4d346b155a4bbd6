"""Indicators over the years: what every notice states of one quantity, and how it is said.

In: the survey. Out: ``Series``, one an indicator of a district, in the order the notices first state them; and words
for a figure as pages print it. Nothing is computed: a figure stands as its notice prints it.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from tongbao.progress import periods
from tongbao.progress.survey import Survey
from tongbao.records.facts import Indicator
from tongbao.records.model import Notice
from tongbao.site import urls

ROLES = {"result": "结果", "target": "目标"}
_AROUND = "左右|以上|以内|以下"
_GREW = "增长"


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure: the notice that states it, and its number among the figures of that notice, from 1."""

    notice: Notice
    number: int
    indicator: Indicator


@dataclass(frozen=True, slots=True)
class Series:
    """All that notices state of one indicator, by period; a target stands before the result of its period.

    ``district`` is the id of the notices' district, "" where site.yml has none of that id.
    """

    district: str
    name: str
    stated: tuple[Stated, ...]

    @property
    def path(self) -> str:
        """The indicator's page."""
        return urls.indicator(self.district, self.name)

    @property
    def targets(self) -> tuple[Indicator, ...]:
        """The targets that the last notice with any states, by period."""
        found = [one for one in self.stated if one.indicator.role == "target"]
        last = max(found, key=_by_day).notice.id if found else ""
        return tuple(one.indicator for one in found if one.notice.id == last)

    @property
    def result(self) -> Indicator | None:
        """The latest result: of as long a span as a target where there is one, since only such compare."""
        found = [one.indicator for one in self.stated if one.indicator.role == "result"]
        spans = {periods.months(one.period) for one in self.targets}
        alike = [one for one in found if periods.months(one.period) in spans]
        return next(reversed(alike or found), None)


def _by_day(one: Stated) -> datetime.date:
    return one.notice.day


def stated_in(survey: Survey) -> tuple[tuple[Notice, tuple[Stated, ...]], ...]:
    """Return the figures of each notice that is shown, in the notice's order, the oldest notice first."""
    return tuple(
        (
            notice,
            tuple(
                Stated(notice, number, one)
                for number, one in enumerate(figures.indicators, start=1)
            ),
        )
        for figures in survey.shown.content.indicators
        if figures.indicators and (notice := survey.notices.get(figures.notice))
    )


def series_of(survey: Survey) -> tuple[Series, ...]:
    """Return every indicator with all its figures."""
    found: dict[tuple[str, str], list[Stated]] = {}
    for notice, figures in stated_in(survey):
        district = survey.shown.content.district_of(notice.id)
        for stated in figures:
            key = (district.id if district else "", stated.indicator.name)
            found.setdefault(key, []).append(stated)
    return tuple(
        Series(district, name, _by_period(stated)) for (district, name), stated in found.items()
    )


def path_of(survey: Survey, stated: Stated) -> str:
    """Return the page of the indicator that a figure is of."""
    district = survey.shown.content.district_of(stated.notice.id)
    return urls.indicator(district.id if district else "", stated.indicator.name)


def _by_period(stated: Iterable[Stated]) -> tuple[Stated, ...]:
    def place(one: Stated) -> tuple[tuple[str, str], bool]:
        return periods.order(one.indicator.period), one.indicator.role == "result"

    return tuple(sorted(stated, key=place))


def is_growth_alone(one: Indicator) -> bool:
    """Return whether the figure is the growth itself: 固定资产投资增长9%."""
    return bool(one.growth and one.value and one.unit == "%" and _digits(one.value) in one.growth)


def value_words(one: Indicator) -> str:
    """Return the quantity with its unit, and 左右 or 以上 where the notice prints it; "" where it states none."""
    if one.value is None or is_growth_alone(one):
        return ""
    figure = f"{one.value}{one.unit or ''}"
    around = re.search(rf"{re.escape(figure)}({_AROUND})", one.printed)
    return figure + (around[1] if around else "")


def growth_words(one: Indicator) -> str:
    """Return the growth in words; a bare figure (2.1%) is growth."""
    growth = one.growth or ""
    return _GREW + growth if growth[:1].isdigit() or growth.startswith("-") else growth


def figure_words(one: Indicator) -> str:
    """Return quantity and growth: 221.29亿元，增长2.1%; "" where the notice gives no figure."""
    return "，".join(part for part in (value_words(one), growth_words(one)) if part)


def said(one: Indicator) -> str:
    """Return what the notice says of an indicator, in its own words where it gives no figure."""
    return figure_words(one) or one.printed


def growth_rate(one: Indicator) -> float | None:
    """Return the growth in per cent where it is stated as one: down is negative."""
    rates = re.findall(r"-?\d+(?:\.\d+)?(?=%)", one.growth or "")
    if len(rates) != 1:
        return None
    down = re.search("下降|降低|减少|下跌", one.growth or "")
    return -abs(float(rates[0])) if down else float(rates[0])


def level(one: Indicator) -> float | None:
    """Return the quantity itself, None where only its growth is stated."""
    return None if one.value is None or is_growth_alone(one) else float(one.value)


def _digits(value: str) -> str:
    return value.lstrip("-")
