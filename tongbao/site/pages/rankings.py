"""The pages that rank units: only where site.yml states a formula, which the page explains.

In: the survey. Out: one ``RankingPage`` a plan and period for which a ledger came, one a quarter, half-year and year of
several, and the link that leads there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar

from tongbao.progress.periods import label
from tongbao.progress.ranking import (
    Ranks,
    Score,
    Scored,
    deducted,
    is_ranked,
    one_decimal,
    ranked,
    rankings_of,
    ranks,
    scored_in,
    scores_of,
)
from tongbao.progress.standing import ENDED, NOT_LISTED, OTHER_WORD, UNREPORTED, UNSTATED
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
    others: tuple[Link, ...]
    sentence: tuple[Link, ...]
    left_out: str
    reason: str
    formula: tuple[str, ...]
    points: Table
    ranked: Table
    unranked: Table | None
    lists: Table


def ranking_pages(survey: Survey) -> Iterator[RankingPage]:
    """Yield the ranking of every period, quarter and year for which any unit of a plan can be ranked."""
    for view in survey.plans:
        formula = _formula(survey, view)
        if formula is None:
            continue
        known = {span: scored_in(survey, view, span, formula) for span in view.ledgers}
        found: list[tuple[Ranks, tuple[Score, ...]]] = []
        for one in rankings_of(view):
            scores = scores_of(survey, view, one.spans, formula, known)
            if any(is_ranked(survey, score, formula) for score in scores):
                found.append((one, scores))
        ways = tuple(_way(view, one) for one, _ in found)
        for one, scores in found:
            yield _page(survey, view, one, formula, scores, ways)


def ranking_link(survey: Survey, view: PlanView, span: str) -> Link | None:
    """Return the way to the ranking of a period; None where there is none."""
    formula = _formula(survey, view)
    if formula and span in view.ledgers:
        scores = scores_of(survey, view, (span,), formula)
        if any(is_ranked(survey, score, formula) for score in scores):
            return _way(view, Ranks(span, span, (span,)))
    return None


def _way(view: PlanView, found: Ranks) -> Link:
    return Link(f"{label(found.span)}单位排名", urls.ranking(view.plan.id, found.name))


def _formula(survey: Survey, view: PlanView) -> Ranking | None:
    formula = survey.shown.content.settings.ranking
    return formula if ranks(view, formula) else None


def _page(
    survey: Survey,
    view: PlanView,
    found: Ranks,
    formula: Ranking,
    scores: Sequence[Score],
    ways: Sequence[Link],
) -> RankingPage:
    plan, title = view.plan, f"{label(found.span)}单位排名"
    path = urls.ranking(plan.id, found.name)
    placed = [score for score in scores if is_ranked(survey, score, formula)]
    others = [score for score in scores if not is_ranked(survey, score, formula)]
    lines = RankingLines(survey, view, path, formula)
    table_of_ranked = _ranked_table(lines, placed)
    unranked = _unranked_table(lines, others) if others else None
    tables = (table_of_ranked, unranked) if unranked else (table_of_ranked,)
    periods_of = tuple(Link(label(span), urls.period(plan.id, span)) for span in found.spans)
    return RankingPage(
        path=path,
        title=f"{plan.title}{title}",
        made_from=survey.shown.content.settings.path,
        section="periods",
        crumbs=(
            Link("期次", urls.PERIODS),
            *(periods_of if len(periods_of) == 1 else (Link(label(found.span)),)),
        ),
        metas=heads.column(title, f"{plan.title}{title}", (plan.title, label(found.span))),
        heading=title,
        plan=Link(plan.title, urls.plan(plan.id)),
        others=tuple(way for way in ways if way.path != path),
        sentence=_sentence(path, len(placed), len(others)),
        left_out=left_out_sentence(survey.shown.left_out_of(plan.id)),
        reason=formula.reason or "",
        formula=tuple(_formula_words(view, found, formula, scores)),
        points=table("各种完成情况的分值", _POINTS, _point_rows(view, formula), "points"),
        ranked=table_of_ranked,
        unranked=unranked,
        lists=Table(
            f"{plan.title}{label(found.span)}各单位的分工与分值；一项由几个单位负责的，各列一次",
            _ASSIGNMENTS,
            tuple(_lists(lines, scores, len(found.spans) > 1)),
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


def _formula_words(
    view: PlanView, found: Ranks, formula: Ranking, scores: Sequence[Score]
) -> Iterator[str]:
    yield (
        "每项分工按本期的完成情况记分，分值见下表。"
        "一个单位的平均分＝它负责的各项分工的分值之和÷计入的项数；平均分高的排在前面。"
    )
    if len(found.spans) > 1:
        yield (
            f"{label(found.span)}排名合计{'、'.join(map(label, found.spans))}共{len(found.spans)}期："
            "每项分工一期记一次分，平均分＝各期分值之和÷各期计入的项数之和。"
        )
    yield (
        "已经办结的分工一直计入：办结的那一期按办结用词的分值记分（这个词没有分值的，按办结以前最后一次的），"
        "以后各期照记，台账不再列出的（此前已办结）也照记，所以办结不会使单位的平均分降低。"
    )
    yield (
        "平均分保留一位小数，四舍五入；名次按取舍以前的得分排，得分相等的名次相同，"
        "后面的名次顺延，如1、2、2、4。"
    )
    outside = [
        one.heading
        for one in view.words.in_order
        if not (one.base or one.closed or one.heading in formula.points)
    ]
    left = (OTHER_WORD, UNSTATED, UNREPORTED, NOT_LISTED, ENDED)
    yield (
        "只计入负责的分工，按各期文件所印的单位。配合、参与的分工不计；"
        f"完成情况为{'、'.join((*outside, *(one.heading for one in left)))}的分工不计。"
        "一项由几个单位负责的，每个单位各计一次；由单位组负责的，计入组内每个成员。"
    )
    rules = formula.deductions
    for what, rule in (
        ("未报（台账写明未报，或到截止的日子没有报来）", rules.unreported),
        ("迟报（报送表在要求报送的日子以后才收到）", rules.late),
    ):
        if rule:
            yield f"{what}的分工，每项扣{rule.points}分：{rule.reason}。"
    if rules.unreported or rules.late:
        yield "得分＝平均分－扣分，最低为0；名次按得分排。"
    least = max(formula.least, 1)
    yield f"计入的分工不足{least}项的单位不排名；没有登记成员的单位组也不排名。"
    errata = {
        (entry.task.path, entry.assignment.part, entry.update.period): len(entry.update.errata)
        for score in scores
        for entry in score.entries
        if entry.update and not entry.carried
    }
    if number := sum(errata.values()):
        yield f"名次按更正以后的情况排，已计入{number}处更正。"


_POINTS = (Column("", "完成情况", page="", heads=True), Column("", "分值", page="figure"))
_ASSIGNMENTS = (
    Column("", "序号", page="number"),
    Column("", "任务", page="what", heads=True),
    Column("", "期次", page="period", optional=True),
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
)
_DEDUCTED = (
    Column("deducted", "扣分", page="figure", optional=True),
    Column("result", "得分", page="figure", optional=True),
)
_PATH = (Column("path", "网页"),)


def _point_rows(view: PlanView, formula: Ranking) -> Iterator[Cells]:
    for standing in view.words.in_order:
        points = formula.points.get(standing.heading)
        kept = "办结以前的分值" if standing.closed else _NOT_COUNTED
        yield (
            status(badge_for(standing, view.plan.id)),
            text(kept if points is None else str(points)),
        )


@dataclass(frozen=True, slots=True)
class RankingLines:
    """What the lines of a ranking are made of; ``path`` is its page."""

    survey: Survey
    view: PlanView
    path: str
    formula: Ranking

    @property
    def deducts(self) -> bool:
        """Whether site.yml states anything that is deducted."""
        rules = self.formula.deductions
        return bool(rules.unreported or rules.late)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the units; those of deductions only where there are any."""
        return (*_UNITS, *(_DEDUCTED if self.deducts else ()), *_PATH)


def _ranked_table(lines: RankingLines, placed: Sequence[Score]) -> Table:
    rows = [_line(lines, one.score, str(one.rank)) for one in ranked(placed)]
    by = "得分" if lines.deducts else "平均分"
    caption = f"{lines.view.plan.title}，{len(rows)}个单位，按{by}排列"
    return replace(table(caption, lines.columns, rows, "scores rows"), anchor="ranked")


def _unranked_table(lines: RankingLines, others: Sequence[Score]) -> Table:
    rows = [_line(lines, score, "") for score in others]
    caption = f"不排名的单位，共{len(rows)}个"
    return replace(table(caption, lines.columns, rows, "scores rows"), anchor="unranked")


def _line(lines: RankingLines, score: Score, rank: str) -> Cells:
    own = f"{lines.path}#{unit_anchor(score.key)}"
    unit = link_of_key(lines.survey.directory, score.key)
    shares = (
        Share(badge_for(one, lines.view.plan.id), number, None, own)
        for one, number in counts_of(lines.view, score.entries)
    )
    mean, result = (score.mean, score.result) if rank else (None, None)
    return (
        text(rank),
        linked(unit),
        Cell(counts=tuple(shares)),
        count(len(score.points), own),
        count(score.total, own) if mean is not None else EMPTY,
        linked(Link(one_decimal(mean), own)) if mean is not None else EMPTY,
        *(_deducted_cells(lines, score, own, result) if lines.deducts else ()),
        unit.path,
    )


def _deducted_cells(
    lines: RankingLines, score: Score, own: str, result: Fraction | None
) -> tuple[Cell, Cell]:
    """Return what was deducted, with why, and what is left."""
    why = (f"{kind}{number}项" for kind, number, _ in deducted(score.scored, lines.formula))
    return (
        replace(count(score.deducted, own), asides=tuple(why)),
        linked(Link(one_decimal(result), own)) if result is not None else EMPTY,
    )


def _lists(lines: RankingLines, scores: Sequence[Score], several: bool) -> Iterator[Group]:
    """Yield what each unit answers for, with its points; of several periods a row a period."""
    for score in scores:
        rows = tuple(_score_row(lines, one, several) for one in score.scored)
        unit = linked(link_of_key(lines.survey.directory, score.key))
        yield Group(rows, unit, _sum_words(lines, score), unit_anchor(score.key))


def _sum_words(lines: RankingLines, score: Score) -> str:
    """Return how a result comes about: 计入3项，分值之和240，平均80.0，未报1项扣5分，得75.0."""
    lost = "".join(
        f"，{kind}{number}项扣{points}分"
        for kind, number, points in deducted(score.scored, lines.formula)
    )
    if score.mean is None or score.result is None:
        return f"没有计入的分工{lost}"
    result = f"{lost}，得{one_decimal(score.result)}" if lost else ""
    mean = one_decimal(score.mean)
    return f"计入{len(score.points)}项，分值之和{score.total}，平均{mean}{result}"


def _score_row(lines: RankingLines, scored: Scored, several: bool) -> Row:
    words = text(_NOT_COUNTED if scored.points is None else str(scored.points))
    period = text(label(scored.span)) if several else EMPTY
    number, what = item_cells(scored.entry)
    badge = status(state_badge(lines.view, scored.entry), *(("迟报",) if scored.late else ()))
    return Row((number, what, period, badge, words))
