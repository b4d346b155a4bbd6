"""The pages of indicators: the index with targets beside results, and one page an indicator over the years.

In: the survey. Out: ``IndicatorsPage`` and ``IndicatorPage`` values, and the list of figures on the page of the notice
that states them. Every figure stands with its printed words and the page they were printed on.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from tongbao.progress import periods
from tongbao.progress.survey import Survey
from tongbao.records.facts import Indicator, Indicators
from tongbao.records.model import Notice, Source
from tongbao.site import figures, heads, origins, urls
from tongbao.site.charts import Chart, charts_of
from tongbao.site.figures import Series, Stated
from tongbao.site.page import Page
from tongbao.site.table import (
    Cell,
    Cells,
    Column,
    Group,
    Row,
    Table,
    Value,
    linked,
    names,
    sheet,
    table,
    text,
)
from tongbao.site.views import Link, ListGroup, ListItem
from tongbao.site.wording import marks_of

_FIGURES = (
    Column("name", "指标"),
    Column("period", "期次", is_period=True, page="when", heads=True),
    Column("role", "类别"),
    Column("value", "数值", page="amount", optional=True),
    Column("unit", "计量单位"),
    Column("growth", "增长", page="amount", optional=True),
    Column("rank", "位次", page="rank", optional=True),
    Column("printed", "原话", page="words"),
    Column("notice", "来源文件"),
    Column("page", "页码"),
    Column("", "出处", page="place"),
    Column("path", "网页"),
)
_STATED = (
    Column("", "指标", page="what", heads=True),
    Column("", "期次", page="when"),
    Column("", "数值", page="amount", optional=True),
    Column("", "原话", page="words"),
    Column("", "出处", page="place"),
)
_AIMED = (
    Column("", "指标", page="what", heads=True),
    Column("", "最近的结果", page=""),
    Column("", "目标", page=""),
)


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


def indicators_page(survey: Survey) -> IndicatorsPage | None:
    """Return the index of indicators; None where there is none."""
    found = figures.series_of(survey)
    if not found:
        return None
    aimed = [series for series in found if series.targets]
    plain = [series for series in found if not series.targets]
    notices = len(figures.stated_in(survey))
    sentence = f"{len(found)}个指标，{len(aimed)}个有目标，出自{notices}份文件。"
    stated = sum(len(series.stated) for series in found)
    title = f"文件公布的指标，共{len(found)}个、{stated}条"
    return IndicatorsPage(
        path=urls.INDICATORS,
        title="指标",
        made_from=survey.shown.content.settings.path,
        section="indicators",
        metas=heads.column("指标", "文件公布的结果与目标", ("指标", "目标", "结果")),
        sentence=(Link(sentence),),
        targets=_targets(survey, aimed) if aimed else None,
        groups=tuple(_groups(survey, plain)),
        listed=sheet(urls.INDICATORS, title, *(_figures(survey, series) for series in found)),
        marks=tuple(mark for mark, names in _marks(survey, found) if not names),
    )


def _targets(survey: Survey, found: Sequence[Series]) -> Table:
    rows = (
        (
            linked(_link(survey, series)),
            text(_with_period(series.result) if series.result else ""),
            text("；".join(map(_with_period, series.targets))),
        )
        for series in found
    )
    return table(f"有目标的指标，共{len(found)}个", _AIMED, rows, "targets rows")


def _with_period(one: Indicator) -> str:
    return f"{periods.label(one.period)}：{figures.said(one)}"


def _link(survey: Survey, series: Series) -> Link:
    """Return an indicator's name; where the site has several districts, it says whose."""
    districts = survey.shown.content.settings.districts
    whose = [entry.name for entry in districts if entry.id == series.district]
    after = f"（{whose[0]}）" if whose and len(districts) > 1 else ""
    return Link(series.name, series.path, after)


def _groups(survey: Survey, found: Iterable[Series]) -> Iterator[ListGroup]:
    """Yield the indicators without a target, under the last period they are stated for, the newest first."""
    by_period: dict[str, list[ListItem]] = {}
    for series in found:
        last = series.stated[-1].indicator
        item = ListItem(_link(survey, series), figures.said(last))
        by_period.setdefault(last.period, []).append(item)
    for period in sorted(by_period, key=lambda span: periods.bounds(span)[::-1], reverse=True):
        yield ListGroup(periods.label(period), tuple(by_period[period]))


def indicator_pages(survey: Survey) -> Iterator[IndicatorPage]:
    """Yield the page of every indicator."""
    found = figures.series_of(survey)
    marks = list(_marks(survey, found))
    for series in found:
        link = _link(survey, series)
        listed = _figures(survey, series)
        yield IndicatorPage(
            path=series.path,
            title=link.text + link.after,
            made_from=f"content/indicators/{series.stated[0].notice.id}.yml",
            section="indicators",
            crumbs=(Link("指标", urls.INDICATORS),),
            metas=heads.column(series.name, f"{series.name}：结果与目标", (series.name,)),
            sentence=(Link(_sentence(series)),),
            charts=charts_of(series),
            table=listed,
            listed=sheet(series.path, listed.caption, listed),
            marks=tuple(mark for mark, names in marks if series.name in names),
        )


def _sentence(series: Series) -> str:
    """Return all that is stated in one sentence: 2020年结果221.29亿元；2021年目标增长7.5%左右."""
    parts = (
        f"{periods.label(one.period)}{figures.ROLES[one.role]}：{figures.said(one)}"
        for one in (stated.indicator for stated in series.stated)
    )
    return "；".join(parts) + "。"


def _figures(survey: Survey, series: Series) -> Table:
    """Return the figures of an indicator with their printed words, by period."""
    return table(
        f"各文件公布的{series.name}，共{len(series.stated)}条，按期次",
        _FIGURES,
        (_row(survey, stated) for stated in series.stated),
        "figures rows",
    )


def _row(survey: Survey, stated: Stated) -> Cells:
    one, notice = stated.indicator, stated.notice
    page = f"第{one.page}页" if one.page else ""
    path = f"{urls.notice(notice.id)}#{urls.indicator_anchor(stated.number)}"
    origin = origins.origin_of(survey, Source(notice=notice.id, page=one.page))
    words = Link(f"《{notice.title}》{page}", path)
    return (
        *(one.name, _period(one), figures.ROLES[one.role]),
        *(_shown(figures.value_words(one), one.value), one.unit),
        *(_shown(figures.growth_words(one), one.growth), text(one.rank or ""), text(one.printed)),
        *(notice.title, one.page, names((words, origin.file) if origin.file else (words,)), path),
    )


def _period(one: Indicator) -> Cell:
    return _shown(periods.label(one.period) + figures.ROLES[one.role], one.period)


def _shown(words: str, value: Value) -> Cell:
    """Return a value with the words that a page prints for it."""
    return replace(text(words), value=value)


def figures_of_notice(survey: Survey, notice: Notice) -> Table | None:
    """Return the figures that a notice states, in its order; None where it states none."""
    stated = {one.id: found for one, found in figures.stated_in(survey)}.get(notice.id, ())
    rows = tuple(
        Row(
            (
                linked(Link(one.indicator.name, figures.path_of(survey, one))),
                _period(one.indicator),
                text(figures.figure_words(one.indicator)),
                text(one.indicator.printed),
                names(_page(survey, one)),
            ),
            urls.indicator_anchor(one.number),
        )
        for one in stated
    )
    caption = f"文件公布的指标，共{len(rows)}条，按原文次序"
    style = "figures figures-of-notice rows"
    return Table(caption, _STATED, (Group(rows),), style) if rows else None


def _page(survey: Survey, stated: Stated) -> Iterator[Link]:
    """Yield the page of the notice, leading into the PDF where one is offered."""
    page = stated.indicator.page
    if page:
        origin = origins.origin_of(survey, Source(notice=stated.notice.id, page=page))
        yield Link(f"第{page}页", origin.file.path if origin.file else None)


def _marks(survey: Survey, found: Sequence[Series]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every review mark, and the indicators that it names in quotation marks."""
    names = [series.name for series in found]
    for stated in survey.shown.content.indicators:
        for mark, words in zip(
            stated.review, marks_of(stated.review, Indicators, Indicator), strict=True
        ):
            yield words, tuple(name for name in names if f"“{name}”" in mark)
