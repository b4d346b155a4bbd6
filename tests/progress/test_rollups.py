"""Roll-ups: which spans there are, and how each assignment went."""

import pytest

from tests.site.by_hand import DAY, counts, survey_of, task, update
from tests.site.shown import lists_of, rows_of, words
from tongbao.progress.history import history_of
from tongbao.progress.rollups import Course, courses_of, rollups_of, timeline_of
from tongbao.progress.survey import Survey
from tongbao.records.model import Erratum
from tongbao.site.pages.rollup_tables import moved_words
from tongbao.site.pages.rollups import RollupPage, rollup_links, rollup_pages


def courses(found: Survey, name: str) -> tuple[Course, ...]:
    view = found.plans[0]
    rollup = next(one for one in rollups_of(view) if one.name == name)
    return courses_of(found, view, rollup, timeline_of(found, view))


def moves(found: Survey, name: str) -> list[str]:
    return ["、".join(moved_words(course)) for course in courses(found, name)]


def page(found: Survey, name: str) -> RollupPage:
    return next(
        one
        for one in rollup_pages(found, history_of(found))
        if one.path.rpartition("/")[2] == f"{name}.html"
    )


def states(shown: RollupPage) -> dict[str, list[str]]:
    """Return how what the first unit answers for stood in each period, by its number, in order."""
    rows = lists_of(shown.courses, shown.courses.groups[0])
    return {number or what: stood for number, what, *stood, _ in rows}


def names(*spans: str) -> list[tuple[str, list[str]]]:
    found = survey_of(task("1", dict.fromkeys(spans, "正常")))
    return [
        (one.name, [column.span for column in one.columns]) for one in rollups_of(found.plans[0])
    ]


def test_a_span_is_rolled_up_only_where_two_periods_end_in_it() -> None:
    assert names("2022-07") == []
    assert names("2022-03", "2022-05/2022-07") == [("2022", ["2022-03", "2022-05/2022-07"])]


def test_a_period_that_is_no_month_belongs_to_the_span_in_which_it_ends() -> None:
    assert names("2022-05/2022-07", "2022-08", "2022-01/2022-09", "2022-01/2022-12") == [
        ("2022-q3", ["2022-05/2022-07", "2022-08", "2022-01/2022-09"]),
        ("2022-h2", ["2022-05/2022-07", "2022-08", "2022-01/2022-09", "2022-01/2022-12"]),
        ("2022", ["2022-05/2022-07", "2022-08", "2022-01/2022-09", "2022-01/2022-12"]),
    ]


def test_of_two_periods_with_one_end_the_longer_is_the_column_and_counts_once() -> None:
    assert names("2022-06", "2022-01/2022-06") == []
    assert names("2022-05", "2022-06", "2022-01/2022-06")[0] == (
        "2022-q2",
        ["2022-05", "2022-01/2022-06"],
    )


def test_what_the_longer_one_leaves_out_the_other_may_say() -> None:
    said = {"2022-05": "正常", "2022-01/2022-06": "快"}
    found = survey_of(task("1", said), task("2", {"2022-05": "正常", "2022-06": "滞后"}))
    assert states(page(found, "2022-q2")) == {"2": ["正常", "滞后|2022年6月"], "1": ["正常", "快"]}
    assert page(found, "2022-q2").notes[1] == (
        "截止月份相同的几期只列其中一期；2022年6月不另列，只在所列一期没有进展时采用。"
    )


def test_a_return_of_a_longer_period_does_not_take_the_place_of_a_ledger() -> None:
    back = task("2", {"2022-05/2022-06": "快"}, kind="return")
    found = survey_of(task("1", {"2022-05": "正常", "2022-06": "正常"}), back)
    (rollup, *_) = rollups_of(found.plans[0])
    assert [column.span for column in rollup.columns] == ["2022-05", "2022-06"]


def test_years_have_roll_ups_of_their_own() -> None:
    found = names("2021-11", "2021-12", "2022-01", "2022-02")
    assert [name for name, _ in found] == ["2021-q4", "2021-h2", "2021", *NEXT_YEAR]


NEXT_YEAR = ("2022-q1", "2022-h1", "2022")


def test_a_plan_without_status_words_has_none() -> None:
    found = survey_of(task("1", {"2022-07": None, "2022-08": None}))
    assert rollups_of(found.plans[0]) == ()
    assert rollup_links(found.plans[0]) == ()
    assert list(rollup_pages(found, history_of(found))) == []


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [
        (("正常", "正常", "快"), "上升"),
        (("正常", "快", "正常"), "有起伏，期末同期初"),
        (("快", "快", "正常"), "下降"),
        (("正常", "正常", "滞后"), "新滞后、下降"),
        (("正常", "滞后", "滞后"), "新滞后，已2期、下降"),
        (("滞后", "滞后", "滞后"), "持续滞后3期"),
        (("滞后", "正常", "滞后"), "再次滞后"),
        (("滞后", "正常", "已完成"), "办结"),
        (("已完成", "正常", "正常"), "下降"),
        (("正常", "平稳", "正常"), "无变化"),
        (("正常", "正常", "不适用"), "不作比较"),
        (("不适用", "正常", "正常"), "不作比较"),
        (("不适用", "正常", "不适用"), "有起伏，期末同期初"),
        (("正常", "其他话", "正常"), "无变化"),
    ],
)
def test_what_moved_is_told_from_the_state_before_the_span(
    statuses: tuple[str, ...], moved: str
) -> None:
    spans = ("2022-01/2022-06", "2022-07", "2022-01/2022-09")
    assert moves(survey_of(task("1", dict(zip(spans, statuses, strict=True)))), "2022-q3") == [
        moved
    ]


def test_without_a_period_before_the_first_one_in_the_span_is_the_start() -> None:
    found = survey_of(task("1", {"2022-07": "滞后", "2022-08": "正常"}))
    assert moves(found, "2022-q3") == ["上升"]
    (note,) = page(found, "2022-q3").notes
    assert note == (
        "期初指2022年7月（此前没有期次，取第一期），期末指2022年8月；"
        "比较的是一项分工最近一次的完成情况。"
    )


def test_a_gap_is_named_and_nothing_is_compared_with_it() -> None:
    full = {"2022-06": "正常", "2022-07": "正常", "2022-08": "正常"}
    found = survey_of(
        task("1", full),
        task("2", {"2022-06": "正常", "2022-07": "快"}),
        task("3", {"2022-06": "快", "2022-08": "滞后"}),
        task("4", {"2022-05": "快", "2022-08": "正常"}),
    )
    assert moves(found, "2022-q3") == ["无变化", "新滞后、下降", "下降", "期末未列"]
    assert list(states(page(found, "2022-q3")).items()) == [
        ("3", ["本期未列", "滞后"]),
        ("1", ["正常", "正常"]),
        ("4", ["本期未列", "正常"]),
        ("第2件", ["快", "本期未列"]),
    ]


def test_the_start_of_a_move_is_named_where_it_is_older_than_the_start_of_the_span() -> None:
    found = survey_of(
        task("1", {"2022-06": "正常", "2022-07": "正常", "2022-08": "正常"}),
        task("2", {"2022-05": "快", "2022-08": "正常"}),
    )
    (table,) = page(found, "2022-q3").moved
    assert [words(group.heading) for group in table.groups] == ["下降"]
    (row,) = rows_of(table)
    assert (row["期初"], row["期末"]) == ("快|2022年5月", "正常")


def test_what_is_closed_is_carried_on_and_counted_apart() -> None:
    kept = {"2022-06": "正常", "2022-07": "正常", "2022-08": "正常"}
    found = survey_of(
        task("1", kept),
        task("2", {"2022-06": "正常", "2022-07": "已完成"}),
        task("3", {"2022-06": "已完成"}),
    )
    assert moves(found, "2022-q3") == ["无变化", "办结", "无变化"]
    shown = page(found, "2022-q3")
    assert list(states(shown).values()) == [
        ["正常", "正常"],
        ["已完成", "此前已办结"],
        ["此前已办结", "此前已办结"],
    ]
    (line,) = shown.units.rows
    assert counts(line.start) == [("已完成", 1), ("正常", 2)]
    assert counts(line.end) == [("正常", 1), ("此前已办结", 2)]


def test_an_added_row_is_empty_before_it_stood() -> None:
    kept = {"2022-06": "正常", "2022-07": "正常", "2022-08": "正常", "2022-09": "正常"}
    found = survey_of(
        task("1", kept),
        task("2", {"2022-08": "正常", "2022-09": "快"}),
        task("3", {"2022-09": "滞后"}),
    )
    assert moves(found, "2022-q3") == ["无变化", "上升、新增", "新滞后、新增"]
    assert list(states(page(found, "2022-q3")).values()) == [
        ["", "", "滞后"],
        ["正常", "正常", "正常"],
        ["", "正常", "快"],
    ]


def test_what_came_after_the_last_ledger_is_how_it_stands_at_the_end() -> None:
    spans = {"2022-07": "正常", "2022-08": "正常"}
    told = task("2", spans)
    back = update("2022-09", "滞后", "bulletin")
    part = told.assignments[0].model_copy(update={"updates": (*told.assignments[0].updates, back)})
    found = survey_of(task("1", spans), told.model_copy(update={"assignments": (part,)}))
    assert moves(found, "2022-q3") == ["无变化", "新滞后、下降"]
    (line,) = page(found, "2022-q3").units.rows
    assert counts(line.end) == [("正常", 1), ("滞后", 1)]


def test_errata_decide_and_a_note_says_so() -> None:
    told = task("1", {"2022-07": "正常", "2022-08": "滞后"})
    erratum = Erratum(date=DAY, field="status", was="滞后", now="快", source="更正")
    first, last = told.assignments[0].updates
    right = last.model_copy(update={"errata": (erratum,)})
    part = told.assignments[0].model_copy(update={"updates": (first, right)})
    found = survey_of(told.model_copy(update={"assignments": (part,)}))
    assert moves(found, "2022-q3") == ["上升"]
    assert page(found, "2022-q3").notes[-1] == (
        "所列是更正以后的情况，已计入1处更正；公布时的情况见各任务页。"
    )
    assert len(page(survey_of(told), "2022-q3").notes) == 1
