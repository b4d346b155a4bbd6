"""The ranking of units: only by the formula that is stated, exact, with everything that makes it up."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.site.by_hand import DAY, SETTINGS, rendered, survey_of, task, words
from tests.site.shown import lists_of, rows_of
from tests.site.shown import words as shown_words
from tongbao.progress.people import UnitKey
from tongbao.progress.ranking import Score, one_decimal, ranked
from tongbao.progress.survey import Survey
from tongbao.records.model import Erratum, Plan, Task
from tongbao.records.settings import Ranking, Settings
from tongbao.site.pages.rankings import RankingPage, ranking_link, ranking_pages
from tongbao.site.table import Table

POINTS = {"已完成": 100, "快": 90, "正常": 80, "滞后": 0}


def with_formula(points: Mapping[str, int] = POINTS, **rest: Any) -> Settings:
    return SETTINGS.model_copy(update={"ranking": Ranking(points=dict(points), **rest)})


def ranking(*tasks: Task, **rest: Any) -> Survey:
    return survey_of(*tasks, settings=with_formula(**rest))


def of(span: str, status: str | None, *lead: str, number: str = "1") -> Task:
    return task(number, {span: status}, lead=lead)


def page(found: Survey, span: str = "2022-08") -> RankingPage:
    path = f"rankings/p/{span.replace('/', '_')}.html"
    return next(one for one in ranking_pages(found) if one.path == path)


def lines(table: Table | None) -> list[tuple[str, str, str, str, str]]:
    assert table is not None
    return [
        (
            row.get("名次", ""),
            row["单位"],
            row["计入项数"],
            row.get("分值之和", ""),
            row.get("平均分", ""),
        )
        for row in rows_of(table)
    ]


FIVE = (
    of("2022-08", "快", "甲局", number="1"),
    of("2022-08", "平稳", "甲", "乙局", number="2"),
    of("2022-08", "滞后", "甲局", number="3"),
    of("2022-08", "不适用", "乙局", number="4"),
    of("2022-08", "快", "各乡", number="5"),
)


def test_units_are_ranked_by_the_mean_and_equal_means_share_a_rank() -> None:
    shown = page(ranking(*FIVE))
    assert lines(shown.ranked) == [
        ("1", "丙乡", "1", "90", "90.0"),
        ("1", "丁乡", "1", "90", "90.0"),
        ("3", "乙局", "1", "80", "80.0"),
        ("4", "甲局", "3", "170", "56.7"),
    ]
    assert rows_of(shown.ranked)[2]["完成情况"] == "正常1，不适用1"
    assert shown.unranked is None
    assert words(shown.sentence) == "按负责分工的平均分，4个单位排名。"


def test_units_with_too_little_are_listed_but_not_ranked() -> None:
    shown = page(ranking(*FIVE, least=2))
    assert lines(shown.ranked) == [("1", "甲局", "3", "170", "56.7")]
    assert lines(shown.unranked) == [
        ("", "乙局", "1", "", ""),
        ("", "丙乡", "1", "", ""),
        ("", "丁乡", "1", "", ""),
    ]
    assert words(shown.sentence) == "按负责分工的平均分，1个单位排名，另有3个单位不排名。"
    assert "计入的分工不足2项的单位不排名；没有登记成员的单位组也不排名。" in shown.formula


def test_what_a_ledger_leaves_out_counts_for_nothing_and_what_was_closed_before_goes_on() -> None:
    found = ranking(
        task("1", {"2022-07": "已完成"}, lead=["甲局"]),
        task("2", {"2022-07": "正常"}, lead=["甲局"]),
        task("3", {"2022-07": "快", "2022-08": "正常"}, lead=["甲局"]),
        task("4", {"2022-07": "快"}, lead=["乙局"]),
    )
    shown = page(found)
    assert lines(shown.ranked) == [("1", "甲局", "2", "180", "90.0")]
    assert lines(shown.unranked) == [("", "乙局", "0", "", "")]
    assert lines(page(found, "2022-07").ranked) == [
        ("1", "甲局", "3", "270", "90.0"),
        ("1", "乙局", "1", "90", "90.0"),
    ]
    groups = {shown_words(one.heading): one for one in shown.lists.groups}
    assert groups["甲局"].count == "计入2项，分值之和180，平均90.0"
    assert [(row[0], row[2], row[3]) for row in lists_of(shown.lists, groups["甲局"])] == [
        ("3", "正常", "80"),
        ("", "此前已办结", "100"),
        ("", "本期未列", "不计入"),
    ]
    assert groups["乙局"].count == "没有计入的分工"


def test_there_is_none_where_site_yml_states_no_formula() -> None:
    found = survey_of(*FIVE)
    assert list(ranking_pages(found)) == []
    assert ranking_link(found, found.plans[0], "2022-08") is None


def test_there_is_none_for_a_plan_whose_words_have_no_points() -> None:
    found = survey_of(*FIVE, settings=with_formula({"达标": 1}))
    assert list(ranking_pages(found)) == []
    other = Plan(id="p", title="清单", district="d", year=2022, vocabulary="other")
    assert list(ranking_pages(survey_of(*FIVE, plan=other, settings=with_formula()))) == []


def test_there_is_none_for_a_period_without_a_ledger_or_without_anyone_to_rank() -> None:
    back = task("2", {"2022-09": "快"}, kind="return")
    found = ranking(*FIVE, back, of("2022-10", "不适用", "甲局", number="6"))
    months = [one.path for one in ranking_pages(found) if one.path.count("-")]
    assert months == ["rankings/p/2022-08.html", "rankings/p/2022-h2.html"]
    view = found.plans[0]
    assert [ranking_link(found, view, span) for span in ("2022-09", "2022-10")] == [None, None]
    link = ranking_link(found, view, "2022-08")
    assert link is not None
    assert (link.text, link.path) == ("2022年8月单位排名", "rankings/p/2022-08.html")


def test_a_corrected_status_counts_as_it_is_known_now() -> None:
    told = of("2022-08", "滞后", "甲局")
    erratum = Erratum(date=DAY, field="status", was="滞后", now="快", source="更正")
    (said,) = told.assignments[0].updates
    right = told.assignments[0].model_copy(
        update={"updates": (said.model_copy(update={"errata": (erratum,)}),)}
    )
    shown = page(ranking(told.model_copy(update={"assignments": (right,)})))
    assert lines(shown.ranked) == [("1", "甲局", "1", "90", "90.0")]
    assert shown.formula[-1] == "名次按更正以后的情况排，已计入1处更正。"


def test_the_page_explains_the_formula_with_the_points_of_every_status() -> None:
    shown = page(ranking(*FIVE, reason="自2022年8月起按月排名。"))
    assert shown.reason == "自2022年8月起按月排名。"
    assert [tuple(row.values()) for row in rows_of(shown.points)] == [
        ("已完成", "100"),
        ("快", "90"),
        ("正常", "80"),
        ("滞后", "0"),
        ("不适用", "不计入"),
    ]
    assert shown.formula[3] == (
        "只计入负责的分工，按各期文件所印的单位。配合、参与的分工不计；"
        "完成情况为不适用、其他用词、未注明、未报送、本期未列、已调整的分工不计。"
        "一项由几个单位负责的，每个单位各计一次；由单位组负责的，计入组内每个成员。"
    )


def test_every_figure_leads_to_the_list_of_its_unit() -> None:
    shown = page(ranking(*FIVE, least=2))
    found = rendered(shown)
    wanted = set(re.findall(rf'href="\.\./\.\./{re.escape(shown.path)}#([^"]+)"', found))
    assert wanted == {"ranked", "unranked", "unit-u1", "unit-u2", "unit-u4", "unit-u5"}
    ids = re.findall(r' id="([^"]+)"', found)
    assert wanted <= set(ids)
    assert len(ids) == len(set(ids))
    assert shown.crumbs[-1].path == "periods/p/2022-08.html"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Fraction(80), "80.0"),
        (Fraction(200, 3), "66.7"),
        (Fraction(329, 4), "82.3"),
        (Fraction(5, 100), "0.1"),
        (Fraction(4999, 100000), "0.0"),
        (Fraction(9995, 100), "100.0"),
    ],
)
def test_a_mean_is_printed_with_one_decimal_halves_up(value: Fraction, printed: str) -> None:
    assert one_decimal(value) == printed


SCORES = st.lists(st.lists(st.integers(0, 100), max_size=5), max_size=12)


@given(SCORES)
def test_ranks_follow_the_means(points: list[list[int]]) -> None:
    scores = [Score(UnitKey("d", f"u{n}"), (), tuple(one)) for n, one in enumerate(points, start=1)]
    found = ranked(scores)
    assert {one.score.key for one in found} == {one.key for one in scores if one.points}
    for one in found:
        assert one.rank == 1 + sum(other.result > one.result for other in found)
    assert [one.result for one in found] == sorted((one.result for one in found), reverse=True)
    order = [scores.index(one.score) for one in found]
    assert order == sorted(order, key=lambda at: (-(scores[at].mean or 0), at))


@given(st.fractions(min_value=0, max_value=1000, max_denominator=60))
def test_what_is_printed_is_never_more_than_half_a_tenth_away(value: Fraction) -> None:
    assert -Fraction(1, 20) < Fraction(one_decimal(value)) - value <= Fraction(1, 20)
