"""The pages that rank units: only where site.yml states a formula, which the page explains.

In: the survey. Out: one ``RankingPage`` a plan and period for which a ledger came, and the link that leads there.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from tongbao.records.settings import Ranking
from tongbao.site import heads, urls
from tongbao.site.merging import Entry
from tongbao.site.periods import label
from tongbao.site.planners.rollup_tables import item_of, state_badge, unit_anchor, unit_link
from tongbao.site.ranking import (
    Score,
    is_ranked,
    one_decimal,
    points_of,
    ranked,
    ranks,
    scores_of,
)
from tongbao.site.rollup_pages import (
    PointRow,
    RankingPage,
    ScoreGroup,
    ScoreLine,
    ScoreRow,
    ScoreTable,
)
from tongbao.site.standing import FINISHED, UNLISTED, UNREPORTED, UNSTATED
from tongbao.site.survey import PlanView, Survey
from tongbao.site.tallies import counts_of
from tongbao.site.views import Link, Share
from tongbao.site.wording import left_out_sentence

_NOT_COUNTED = "不计入"


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
        points_caption="各种完成情况的分值",
        points=tuple(_point_rows(view, formula)),
        ranked=_ranked_table(survey, view, path, placed),
        unranked=_unranked_table(survey, view, path, others) if others else None,
        lists_caption=f"{plan.title}{label(span)}各单位的分工与分值；一项由几个单位负责的，各列一次",
        lists=tuple(_lists(survey, view, formula, scores)),
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
    left = (*outside, *(one.heading for one in (FINISHED, UNLISTED, UNSTATED, UNREPORTED)))
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


def _point_rows(view: PlanView, formula: Ranking) -> Iterator[PointRow]:
    for standing in view.words.in_order:
        points = str(formula.points[standing.heading]) if standing.base else _NOT_COUNTED
        yield PointRow(badge=standing.badge(view.plan.id), points=points)


def _ranked_table(survey: Survey, view: PlanView, path: str, placed: Sequence[Score]) -> ScoreTable:
    rows = tuple(
        _line(survey, view, path, one.score, str(one.rank), one.mean) for one in ranked(placed)
    )
    caption = f"{view.plan.title}，{len(rows)}个单位，按平均分排列"
    return ScoreTable(anchor="ranked", caption=caption, rows=rows)


def _unranked_table(
    survey: Survey, view: PlanView, path: str, others: Sequence[Score]
) -> ScoreTable:
    rows = tuple(_line(survey, view, path, score, "", None) for score in others)
    return ScoreTable(anchor="unranked", caption=f"不排名的单位，共{len(rows)}个", rows=rows)


def _line(
    survey: Survey,
    view: PlanView,
    path: str,
    score: Score,
    rank: str,
    mean: Fraction | None,
) -> ScoreLine:
    own = f"{path}#{unit_anchor(score.key)}"
    counts = counts_of(view, score.entries)
    return ScoreLine(
        rank=rank,
        unit=unit_link(survey, score.key),
        counts=tuple(Share(one.badge(view.plan.id), n, None, own) for one, n in counts),
        counted=Link(str(len(score.counted)), own),
        total=Link(str(score.total), own) if mean is not None else None,
        mean=Link(one_decimal(mean), own) if mean is not None else None,
    )


def _lists(
    survey: Survey, view: PlanView, formula: Ranking, scores: Sequence[Score]
) -> Iterator[ScoreGroup]:
    """Yield what each unit answers for, with its points."""
    for score in scores:
        yield ScoreGroup(
            anchor=unit_anchor(score.key),
            unit=unit_link(survey, score.key),
            sum=_sum_words(score),
            rows=tuple(_score_row(view, entry, formula) for entry in score.entries),
        )


def _sum_words(score: Score) -> str:
    """Return how a mean comes about: 计入3项，分值之和240，平均80.0."""
    if score.mean is None:
        return "没有计入的分工"
    return f"计入{len(score.counted)}项，分值之和{score.total}，平均{one_decimal(score.mean)}"


def _score_row(view: PlanView, entry: Entry, formula: Ranking) -> ScoreRow:
    points = points_of(view, entry, formula)
    return ScoreRow(
        item=item_of(entry),
        badge=state_badge(view, entry),
        points=_NOT_COUNTED if points is None else str(points),
    )
