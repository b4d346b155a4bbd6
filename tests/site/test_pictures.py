"""Pictures of how things went: what they say, and when there is none."""

from typing import Any

from tests.progress.test_changes import AUGUST, JULY, MAY, content_of, said, surveyed, task
from tongbao.progress.rollups import timeline_of
from tongbao.records.content import Content
from tongbao.records.model import Task
from tongbao.site.pictures import course_of, trend_of


def trend(*tasks: Task) -> Any:
    survey = surveyed(content_of(*tasks))
    (view,) = survey.plans
    return trend_of(view, timeline_of(survey, view), "trend", "清单")


def course(content: Content) -> Any:
    survey = surveyed(content)
    (view,) = survey.plans
    return course_of(view, timeline_of(survey, view), view.entries[0])


def test_counts_over_the_periods_newest_first_with_gaps_named() -> None:
    found = trend(
        task("1", said(JULY), said(AUGUST, "进度滞后")),
        task("2", said(JULY), said(AUGUST)),
        task("3", said(JULY)),
    )
    assert [badge.word for badge in found.columns] == ["正常推进", "进度滞后", "本期未列"]
    assert [row.title for row in found.rows] == [
        "2022年8月：正常推进1项，进度滞后1项，本期未列1项",
        "2022年5—7月：正常推进3项",
    ]
    assert [[cell.count for cell in row.cells] for row in found.rows] == [[1, 1, 1], [3, 0, 0]]
    assert [row.total for row in found.rows] == [
        2,
        3,
    ]  # what a ledger leaves out is not of its rows
    assert found.caption.endswith("，最近的在前；台账没有列出的不计入合计")


def test_one_period_makes_no_picture() -> None:
    assert trend(task("1", said(JULY))) is None
    assert course(content_of(task("1", said(JULY)))) is None


def test_the_course_of_an_assignment_names_every_period() -> None:
    one = task("1", said(MAY, "积极"), said(AUGUST, "进度滞后"))
    found = course(content_of(one, task("2", said(MAY), said(JULY), said(AUGUST))))
    assert found.title == "各期完成情况：2022年1—5月积极，2022年5—7月本期未列，2022年8月进度滞后"
    assert [(mark.short, mark.at, mark.edge) for mark in found.marks] == [
        ("2022年1—5月", "2.00%", "start"),
        ("5—7月", "50.00%", "middle"),
        ("8月", "98.00%", "end"),
    ]


def test_a_task_that_came_later_has_no_mark_before() -> None:
    one = task("1", said(JULY), said(AUGUST))
    found = course(content_of(one, task("2", said(MAY), said(JULY), said(AUGUST))))
    assert [mark.label for mark in found.marks] == ["2022年5—7月", "2022年8月"]
