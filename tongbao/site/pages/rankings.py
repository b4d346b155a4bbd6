"""The pages that rank units: only where site.yml states a formula, which the page explains.

In: the survey. Out: one ``RankingPage`` a plan and period for which a ledger came, and the link that leads there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar

from tongbao.progress.merging import Entry
from tongbao.progress.periods import label
from tongbao.progress.ranking import (
    Score,
    is_ranked,
    one_decimal,
    points_of,
    ranked,
    ranks,
    scores_of,
)
from tongbao.progress.standing import FINISHED, OTHER_WORD, UNREPORTED, UNSTATED
from tongbao.progress.survey import PlanView, Survey
from tongbao.records.settings import Ranking
from tongbao.site import heads, urls
from tongbao.site.page import Page
from tongbao.site.pages.rollup_tables import item_cells, state_badge, unit_anchor
from tongbao.site.references import badge_for, link_of_key
from tongbao.site.table import (
    EMPTY,
    Cell,
    Cells,
    Column,
    Group,
    Row,
    Table,
    count,
    linked,
    sheet,
    status,
    table,
    text,
)
from tongbao.site.tallies import counts_of
from tongbao.site.views import Link, Share
from tongbao.site.wording import left_out_sentence

_NOT_COUNTED = "不计入"


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


def ranking_pages(survey: Survey) -> Iterator[RankingPage]:
    """Yield the ranking of every plan and period for which a ledger came and any unit can be ranked."""
    for view in survey.plans:
        for span in view.ledgers:
            if (formula := _formula(survey, view)) and (
                scores := _scores(survey, view, span, formula)
            ):
                yield _page(survey, view, span, formula, scores)


def ranking_link(survey: Survey, view: PlanView, span: str) -> Link | None:
    """Return the way to the ranking of a period; None where there is none."""
    formula = _formula(survey, view)
    if formula and span in view.ledgers and _scores(survey, view, span, formula):
        return Link(f"{label(span)}单位排名", urls.ranking(view.plan.id, span))
    return None


def _formula(survey: Survey, view: PlanView) -> Ranking | None:
    formula = survey.shown.content.settings.ranking
    return formula if ranks(view, formula) else None


def _scores(survey: Survey, view: PlanView, span: str, formula: Ranking) -> tuple[Score, ...]:
    """Return the scores of a period; none where no unit can be ranked."""
    scores = scores_of(survey, view, span, formula)
    return scores if any(is_ranked(survey, score, formula) for score in scores) else ()


def _page(
    survey: Survey, view: PlanView, span: str, formula: Ranking, scores: Sequence[Score]
) -> RankingPage:
    plan, title = view.plan, f"{label(span)}单位排名"
    path = urls.ranking(plan.id, span)
    placed = [score for score in scores if is_ranked(survey, score, formula)]
    others = [score for score in scores if not is_ranked(survey, score, formula)]
    table_of_ranked = _ranked_table(survey, view, path, placed)
    unranked = _unranked_table(survey, view, path, others) if others else None
    tables = (table_of_ranked, unranked) if unranked else (table_of_ranked,)
    return RankingPage(
        path=path,
        title=f"{plan.title}{title}",
        made_from=survey.shown.content.settings.path,
        section="periods",
        crumbs=(Link("期次", urls.PERIODS), Link(label(span), urls.period(plan.id, span))),
        metas=heads.column(title, f"{plan.title}{title}", (plan.title, label(span))),
        heading=title,
        plan=Link(plan.title, urls.plan(plan.id)),
        sentence=_sentence(path, len(placed), len(others)),
        left_out=left_out_sentence(survey.shown.left_out_of(plan.id)),
        reason=formula.reason or "",
        formula=tuple(_formula_words(view, formula, scores)),
        points=table("各种完成情况的分值", _POINTS, _point_rows(view, formula), "points"),
        ranked=table_of_ranked,
        unranked=unranked,
        lists=Table(
            f"{plan.title}{label(span)}各单位的分工与分值；一项由几个单位负责的，各列一次",
            _ASSIGNMENTS,
            tuple(_lists(survey, view, formula, scores)),
            "courses rows",
        ),
        listed=sheet(path, f"{plan.title}{title}", *tables),
    )


def _sentence(path: str, placed: int, others: int) -> tuple[Link, ...]:
    pieces = (
        Link("按负责分工的平均分，"),
        Link(f"{placed}个单位", f"{path}#ranked"),
        Link("排名"),
    )
    if not others:
        return (*pieces, Link("。"))
    return (
        *pieces,
        Link("，另有"),
        Link(f"{others}个单位", f"{path}#unranked"),
        Link("不排名。"),
    )


def _formula_words(view: PlanView, formula: Ranking, scores: Sequence[Score]) -> Iterator[str]:
    yield (
        "每项分工按本期的完成情况记分，分值见下表。"
        "一个单位的平均分＝它负责的各项分工的分值之和÷计入的项数；平均分高的排在前面。"
    )
    yield (
        "平均分保留一位小数，四舍五入；名次按取舍以前的平均分排，平均分相等的名次相同，"
        "后面的名次顺延，如1、2、2、4。"
    )
    outside = [standing.heading for standing in view.words.in_order if not standing.base]
    left = (*outside, *(one.heading for one in (FINISHED, OTHER_WORD, UNSTATED, UNREPORTED)))
    yield (
        f"只计入负责的分工。配合、参与的分工不计；完成情况为{'、'.join(left)}的分工不计。"
        "一项由几个单位负责的，每个单位各计一次；由单位组负责的，计入组内每个成员。"
    )
    least = max(formula.least, 1)
    yield f"计入的分工不足{least}项的单位不排名；没有登记成员的单位组也不排名。"
    errata = {
        (entry.task.path, entry.assignment.part): len(entry.update.errata)
        for score in scores
        for entry in score.entries
        if entry.update and not entry.carried
    }
    if found := sum(errata.values()):
        yield f"名次按更正以后的情况排，已计入{found}处更正。"


_POINTS = (Column("", "完成情况", page="", heads=True), Column("", "分值", page="figure"))
_ASSIGNMENTS = (
    Column("", "序号", page="number"),
    Column("", "任务", page="what", heads=True),
    Column("", "完成情况", page="stands"),
    Column("", "分值", page="figure"),
)
_UNITS = (
    Column("rank", "名次", page="rank", optional=True),
    Column("unit", "单位", page="who", heads=True),
    Column("", "完成情况", page=""),
    Column("counted", "计入项数", page="figure"),
    Column("total", "分值之和", page="figure", optional=True),
    Column("mean", "平均分", page="figure", optional=True),
    Column("path", "网页"),
)


def _point_rows(view: PlanView, formula: Ranking) -> Iterator[Cells]:
    for standing in view.words.in_order:
        points = str(formula.points[standing.heading]) if standing.base else _NOT_COUNTED
        yield status(badge_for(standing, view.plan.id)), text(points)


def _ranked_table(survey: Survey, view: PlanView, path: str, placed: Sequence[Score]) -> Table:
    rows = [_line(survey, view, path, one.score, str(one.rank), one.mean) for one in ranked(placed)]
    caption = f"{view.plan.title}，{len(rows)}个单位，按平均分排列"
    return replace(table(caption, _UNITS, rows, "scores rows"), anchor="ranked")


def _unranked_table(survey: Survey, view: PlanView, path: str, others: Sequence[Score]) -> Table:
    rows = [_line(survey, view, path, score, "", None) for score in others]
    caption = f"不排名的单位，共{len(rows)}个"
    return replace(table(caption, _UNITS, rows, "scores rows"), anchor="unranked")


def _line(
    survey: Survey,
    view: PlanView,
    path: str,
    score: Score,
    rank: str,
    mean: Fraction | None,
) -> Cells:
    own, unit = f"{path}#{unit_anchor(score.key)}", link_of_key(survey.directory, score.key)
    shares = (
        Share(badge_for(one, view.plan.id), number, None, own)
        for one, number in counts_of(view, score.entries)
    )
    return (
        text(rank),
        linked(unit),
        Cell(counts=tuple(shares)),
        count(len(score.counted), own),
        count(score.total, own) if mean is not None else EMPTY,
        linked(Link(one_decimal(mean), own)) if mean is not None else EMPTY,
        unit.path,
    )


def _lists(
    survey: Survey, view: PlanView, formula: Ranking, scores: Sequence[Score]
) -> Iterator[Group]:
    """Yield what each unit answers for, with its points."""
    for score in scores:
        rows = tuple(_score_row(view, entry, formula) for entry in score.entries)
        unit = linked(link_of_key(survey.directory, score.key))
        yield Group(rows, unit, _sum_words(score), unit_anchor(score.key))


def _sum_words(score: Score) -> str:
    """Return how a mean comes about: 计入3项，分值之和240，平均80.0."""
    if score.mean is None:
        return "没有计入的分工"
    return f"计入{len(score.counted)}项，分值之和{score.total}，平均{one_decimal(score.mean)}"


def _score_row(view: PlanView, entry: Entry, formula: Ranking) -> Row:
    points = points_of(view, entry, formula)
    words = text(_NOT_COUNTED if points is None else str(points))
    return Row((*item_cells(entry), status(state_badge(view, entry)), words))
