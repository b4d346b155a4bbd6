"""What the pages of roll-ups say, and where their links lead."""

import re

import pytest

from tests.site.by_hand import UNITS, rendered, survey_of, task, words
from tongbao.progress import history, rollups
from tongbao.progress.history import history_of
from tongbao.progress.people import UnitKey
from tongbao.progress.rollups import Timeline, timeline_of
from tongbao.progress.survey import PlanView, Survey
from tongbao.site.pages.rollups import RollupPage, rollup_links, rollup_pages, unit_rollup_links
from tongbao.site.views import Link


def page(found: Survey, name: str) -> RollupPage:
    return next(
        one
        for one in rollup_pages(found, history_of(found))
        if one.path.rpartition("/")[2] == f"{name}.html"
    )


FOUR = (
    task("1", {"2022-06": "正常", "2022-07": "正常", "2022-08": "滞后"}, lead=["甲"]),
    task("2", {"2022-06": "滞后", "2022-07": "滞后", "2022-08": "滞后"}, lead=["乙局", "甲局"]),
    task("3", {"2022-06": "滞后", "2022-07": "滞后", "2022-08": "快"}, lead=["各乡"]),
    task("4", {"2022-06": "快", "2022-07": "已完成"}, lead=["乙局"]),
)


def test_the_sentence_counts_and_every_figure_leads_down_the_page() -> None:
    shown = page(survey_of(*FOUR), "2022-q3")
    assert words(shown.sentence) == (
        "2022年第三季度内截止的有2期：2022年7月、2022年8月。"
        "共4项分工：上升1项，下降1项，办结1项，新滞后1项，期末滞后2项。"
    )
    anchors = {piece.path.partition("#")[2] for piece in shown.sentence if piece.path}
    inner = {group.anchor for table in shown.moved for group in table.groups}
    assert anchors - {""} <= {"units", *inner, *(table.anchor for table in shown.moved)}
    assert shown.title == "清单2022年第三季度汇总"
    assert (shown.section, shown.crumbs[0].text) == ("periods", "期次")


def test_most_lagging_units_stand_first_and_a_member_of_a_group_not_by_itself() -> None:
    shown = page(survey_of(*FOUR), "2022-q3")
    assert shown.units.columns == ("上升", "下降", "办结", "新滞后", "持续滞后")
    assert [
        (row.unit.text, row.total.count, [cell.count for cell in row.moved])
        for row in shown.units.rows
    ] == [
        ("甲局", 2, [0, 1, 0, 1, 1]),
        ("乙局", 2, [0, 0, 1, 0, 1]),
        ("各乡", 1, [1, 0, 0, 0, 0]),
    ]
    assert shown.units.rows[2].members[0].text == "丙乡"
    assert [group.anchor for group in shown.courses.groups] == ["unit-u1", "unit-u2", "unit-u3"]
    assert shown.units.caption == "清单2022年第三季度，3个单位；一项由几个单位负责的，各计一次"


def test_what_no_unit_answers_for_is_not_lost() -> None:
    shown = page(survey_of(*FOUR, task("5", {"2022-07": "快"}, lead=())), "2022-q3")
    assert shown.units.rows[-1].unit == Link("没有列明单位")
    assert shown.courses.groups[-1].anchor == "unit-none"
    assert shown.units.caption.startswith("清单2022年第三季度，3个单位")


def test_columns_are_named_without_the_year_of_the_page() -> None:
    spans = ("2021-11/2022-01", "2022-05/2022-07", "2022-01/2022-09", "2022-01/2022-12")
    shown = page(survey_of(task("1", dict.fromkeys(spans, "正常"))), "2022")
    assert [column.title for column in shown.courses.columns if column.path] == [
        "2021年11月—2022年1月",
        "5—7月",
        "前三季度",
        "全年",
    ]


def test_links_lead_to_pages_that_are_there_and_to_a_unit_only_where_it_has_rows() -> None:
    late = task("5", {"2022-11": "快", "2022-12": "快"}, lead=["各乡"])
    one, two, *_ = FOUR
    found = survey_of(one, two, late)
    paths = {shown.path for shown in rollup_pages(found, history_of(found))}
    assert {link.path for link in rollup_links(found.plans[0])} == paths
    assert [link.text for link in rollup_links(found.plans[0])] == [
        "2022年第三季度汇总",
        "2022年第四季度汇总",
        "2022年下半年汇总",
        "2022年汇总",
    ]
    anchors = {
        f"{shown.path}#{group.anchor}"
        for shown in rollup_pages(found, history_of(found))
        for group in shown.courses.groups
    }
    for unit in UNITS.units:
        key = UnitKey("d", unit.id)
        own = {path for path in anchors if path.endswith(f"#unit-{unit.id}")}
        assert {link.path for link in unit_rollup_links(found, key)} == own
    last = [link.text for link in unit_rollup_links(found, UnitKey("d", "u3"))]
    assert last == ["2022年第四季度汇总", "2022年下半年汇总", "2022年汇总"]


def test_the_page_holds_every_anchor_that_it_leads_to() -> None:
    shown = page(survey_of(*FOUR, task("5", {"2022-07": "快"}, lead=())), "2022-q3")
    found = rendered(shown)
    wanted = set(re.findall(rf'href="\.\./\.\./{re.escape(shown.path)}#([^"]+)"', found))
    assert wanted >= {"units", "lagging", "better", "unit-u1", "unit-none"}
    ids = re.findall(r' id="([^"]+)"', found)
    assert wanted <= set(ids)
    assert len(ids) == len(set(ids))


def test_every_table_turns_into_labelled_rows_and_has_caption_and_scopes() -> None:
    found = rendered(page(survey_of(*FOUR), "2022-q3"))
    tables = re.findall(r"<table.*?</table>", found, re.DOTALL)
    assert len(tables) == 4
    for table in tables:
        assert re.match(r'<table class="[^"]*\brows"', table)
        assert "<caption>" in table
        assert re.findall(r"<th(?![^>]* scope=)[^>]*>", table.replace("<thead>", "")) == []
        assert re.findall(r"<td(?![^>]* data-label=)[^>]*>", table) == []
    assert "%" not in re.sub(r"<[^>]+>", "", found)


def test_how_everything_went_is_found_once_a_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    found, looked_at = survey_of(*FOUR), []

    def counted(survey: Survey, view: PlanView) -> Timeline:
        looked_at.append(view.plan.id)
        return timeline_of(survey, view)

    for room in (history, rollups):
        monkeypatch.setattr(room, "timeline_of", counted)
    assert len(list(rollup_pages(found, history_of(found)))) > 1
    assert looked_at == ["p"]
