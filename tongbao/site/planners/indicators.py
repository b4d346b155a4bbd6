"""The pages of indicators: the index with targets beside results, and one page an indicator over the years.

In: the survey. Out: ``IndicatorsPage`` and ``IndicatorPage`` values, and the list of figures on the page of the notice
that states them. Every figure stands with its printed words and the page they were printed on.
"""

from collections.abc import Iterable, Iterator, Sequence

from tongbao.records.facts import Indicator, Indicators
from tongbao.records.model import Notice, Source
from tongbao.site import figures, heads, origins, periods, urls
from tongbao.site.charts import charts_of
from tongbao.site.fact_pages import IndicatorPage, IndicatorsPage
from tongbao.site.figures import Series, Stated
from tongbao.site.sections import FigureRow, FigureTable, TargetRow, TargetTable
from tongbao.site.survey import Survey
from tongbao.site.views import Link, ListGroup, ListItem
from tongbao.site.wording import marks_of


def indicators_page(survey: Survey) -> IndicatorsPage | None:
    """Return the index of indicators; None where there is none."""
    found = figures.series_of(survey)
    if not found:
        return None
    aimed = [series for series in found if series.targets]
    plain = [series for series in found if not series.targets]
    notices = len(figures.stated_in(survey))
    sentence = f"{len(found)}个指标，{len(aimed)}个有目标，出自{notices}份文件。"
    return IndicatorsPage(
        path=urls.INDICATORS,
        title="指标",
        made_from=survey.shown.content.settings.path,
        section="indicators",
        metas=heads.column("指标", "文件公布的结果与目标", ("指标", "目标", "结果")),
        sentence=(Link(sentence),),
        targets=_targets(survey, aimed) if aimed else None,
        groups=tuple(_groups(survey, plain)),
        marks=tuple(mark for mark, names in _marks(survey, found) if not names),
    )


def _targets(survey: Survey, found: Sequence[Series]) -> TargetTable:
    return TargetTable(
        caption=f"有目标的指标，共{len(found)}个",
        rows=tuple(
            TargetRow(
                name=_link(survey, series),
                target="；".join(map(_with_period, series.targets)),
                result=_with_period(series.result) if series.result else "",
            )
            for series in found
        ),
    )


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
        yield IndicatorPage(
            path=series.path,
            title=link.text + link.after,
            made_from=f"content/indicators/{series.stated[0].notice.id}.yml",
            section="indicators",
            crumbs=(Link("指标", urls.INDICATORS),),
            metas=heads.column(series.name, f"{series.name}：结果与目标", (series.name,)),
            sentence=(Link(_sentence(series)),),
            charts=charts_of(series),
            table=FigureTable(
                caption=f"各文件公布的{series.name}，共{len(series.stated)}条，按期次",
                rows=tuple(_row(survey, stated) for stated in series.stated),
            ),
            marks=tuple(mark for mark, names in marks if series.name in names),
        )


def _sentence(series: Series) -> str:
    """Return all that is stated in one sentence: 2020年结果221.29亿元；2021年目标增长7.5%左右."""
    parts = (
        f"{periods.label(one.period)}{figures.ROLES[one.role]}：{figures.said(one)}"
        for one in (stated.indicator for stated in series.stated)
    )
    return "；".join(parts) + "。"


def _row(survey: Survey, stated: Stated) -> FigureRow:
    one, notice = stated.indicator, stated.notice
    page = f"第{one.page}页" if one.page else ""
    anchor = urls.indicator_anchor(stated.number)
    origin = origins.origin_of(survey, Source(notice=notice.id, page=one.page))
    words = Link(f"《{notice.title}》{page}", f"{urls.notice(notice.id)}#{anchor}")
    return FigureRow(
        anchor="",
        name=None,
        period=periods.label(one.period),
        role=figures.ROLES[one.role],
        value=figures.value_words(one),
        growth=figures.growth_words(one),
        rank=one.rank or "",
        printed=one.printed,
        places=(words, origin.file) if origin.file else (words,),
    )


def figures_of_notice(survey: Survey, notice: Notice) -> FigureTable | None:
    """Return the figures that a notice states, in its order; None where it states none."""
    stated = {one.id: found for one, found in figures.stated_in(survey)}.get(notice.id, ())
    rows = tuple(
        FigureRow(
            anchor=urls.indicator_anchor(one.number),
            name=Link(one.indicator.name, figures.path_of(survey, one)),
            period=periods.label(one.indicator.period),
            role=figures.ROLES[one.indicator.role],
            value=figures.figure_words(one.indicator),
            growth="",
            rank="",
            printed=one.indicator.printed,
            places=tuple(_page(survey, one)),
        )
        for one in stated
    )
    caption = f"文件公布的指标，共{len(rows)}条，按原文次序"
    return FigureTable(caption=caption, rows=rows) if rows else None


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
