"""Labels and order of periods."""

import dataclasses

import pytest

from tests.site.conftest import Sites
from tongbao.progress.periods import label, order
from tongbao.site.pages.periods import PeriodPage, PeriodsPage


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2022-08", "2022年8月"),
        ("2022-05/2022-07", "2022年5—7月"),
        ("2022-01/2022-12", "2022年"),
        ("2021-01/2022-12", "2021—2022年"),
        ("2022-01/2022-06", "2022年上半年"),
        ("2022-07/2022-12", "2022年下半年"),
        ("2022-01/2022-03", "2022年第一季度"),
        ("2022-10/2022-12", "2022年第四季度"),
        ("2022-01/2022-09", "2022年前三季度"),
        ("2021-11/2022-01", "2021年11月—2022年1月"),
    ],
)
def test_label(period: str, expected: str) -> None:
    assert label(period) == expected


def test_periods_are_ordered_by_their_end_and_the_longer_one_is_last() -> None:
    given = ["2022-01/2022-12", "2022-08", "2022-07/2022-08", "2022-05/2022-07", "2021-12"]
    expected = ["2021-12", "2022-05/2022-07", "2022-08", "2022-07/2022-08", "2022-01/2022-12"]
    assert sorted(given, key=order) == expected


def test_a_period_goes_by_its_issue_where_its_notice_prints_one(sites: Sites) -> None:
    notices = tuple(
        notice.model_copy(update={"issue": "6"}) if notice.period == "2022-08" else notice
        for notice in sites.content.notices
    )
    numbered = Sites(dataclasses.replace(sites.content, notices=notices))
    page = numbered.page("periods/dong-2022/2022-08.html")
    assert isinstance(page, PeriodPage)
    assert page.heading == "2022年8月（第6期）进展"
    index = numbered.page("periods/index.html")
    assert isinstance(index, PeriodsPage)
    assert index.groups[0].items[0].link.text == "2022年8月（第6期）"
