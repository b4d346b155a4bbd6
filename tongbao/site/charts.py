"""Small bar charts: a quantity over the years, results beside targets.

In: the figures of one indicator. Out: ``Chart`` values, their bars placed in per cent of the picture's width. Only
figures of one kind, one unit and spans of one length stand beside each other, and one alone makes no picture.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tongbao.progress import periods
from tongbao.records.facts import Indicator
from tongbao.site import figures
from tongbao.site.figures import Series

_ROW = 48  # pixels: the words above the bar, and the bar
_PER_CENT = 100.0

Measure = Callable[[Indicator], float | None]
Words = Callable[[Indicator], str]


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


def charts_of(series: Series) -> tuple[Chart, ...]:
    """Return the pictures of an indicator: its level and its growth, where there are two figures to compare."""
    found: list[Chart] = []
    for what, measure, words in (
        ("", figures.level, figures.value_words),
        ("增长", figures.growth_rate, figures.growth_words),
    ):
        groups: dict[tuple[str, int], list[Indicator]] = {}
        for stated in series.stated:
            one = stated.indicator
            if measure(one) is not None:
                unit = (one.unit or "") if not what else "%"
                groups.setdefault((unit, periods.months(one.period)), []).append(one)
        found += [
            _chart(series.name + what, group, measure, words)
            for group in groups.values()
            if len({(one.period, one.role) for one in group}) > 1
        ]
    return tuple(found)


def _chart(name: str, group: Sequence[Indicator], measure: Measure, words: Words) -> Chart:
    values = [measure(one) or 0.0 for one in group]
    low, high = min(0.0, *values), max(0.0, *values)
    width = (high - low) or 1.0
    zero = abs(low) / width * _PER_CENT
    bars = tuple(
        ChartBar(
            label=f"{periods.label(one.period)}{figures.ROLES[one.role]}",
            words=words(one),
            role=one.role,
            top=_ROW * at,
            start=_shown(min(zero, zero + value / width * _PER_CENT)),
            width=_shown(abs(value) / width * _PER_CENT),
        )
        for at, (one, value) in enumerate(zip(group, values, strict=True))
    )
    title = f"{name}：" + "，".join(f"{bar.label}{bar.words}" for bar in bars)
    return Chart(title=title, bars=bars, height=_ROW * len(bars), zero=_shown(zero))


def _shown(share: float) -> str:
    """Return a share as SVG takes it, without digits that nobody sees."""
    return f"{share:.2f}".rstrip("0").rstrip(".") + "%"
