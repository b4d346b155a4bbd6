"""Days that words set."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbao.notices.quantities.days import day_of
from tongbao.notices.responsibility.reporting import read_reporting


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2022年10月底前", "2022-10-31"),
        ("10月底", "2023-10-31"),
        ("2024年2月", "2024-02-29"),
        ("6 月 30 日前完成", "2023-06-30"),
        ("2022年1月至6月", "2022-06-30"),
        ("2022年1-6月", "2022-06-30"),
        ("2022年3月—2023年5月", "2023-05-31"),
        ("5月中旬", "2023-05-20"),
        ("第三季度", "2023-09-30"),
        ("2022年4季度末", "2022-12-31"),
        ("上半年", "2023-06-30"),
        ("年底前", "2023-12-31"),
        ("年内", "2023-12-31"),
        ("6月31日", None),
        ("13月底", None),
        ("5月初", None),
        ("长期坚持", None),
        ("年内持续推进", None),
        ("每月25日", None),
        ("", None),
    ],
)
def test_the_last_day_that_words_allow(words: str, day: str | None) -> None:
    found = day_of(words, 2023)
    assert (found.isoformat() if found else None) == day


def test_a_year_that_nothing_states_is_not_made_up() -> None:
    assert day_of("10月底前", None) is None
    assert day_of("2022年10月底前", None) == datetime.date(2022, 10, 31)


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        (
            "2022年6月30日、9月30日和12月31日前分别报送上半年、前三季度和全年工作的进展情况。",
            [("2022-06-30", "上半年"), ("2022-09-30", "前三季度"), ("2022-12-31", "全年")],
        ),
        ("请于2023年1月15日前将落实方案报送区政府办。", [("2023-01-15", "落实方案")]),
        ("各单位要于7月5日前上报上半年进展情况。", [("2023-07-05", "上半年")]),
        ("6月30日前完成主体施工。", []),
        ("2月30日前报送全年情况。", []),
    ],
)
def test_days_of_reports(text: str, reports: list[tuple[str, str]]) -> None:
    found = read_reporting([text], 2023)
    assert [(one.date.isoformat(), one.covers) for one in found] == reports


@given(st.text("12年月日底前、报送上半季度第三 ", max_size=30))
def test_any_words_give_a_day_or_none(words: str) -> None:
    day_of(words, 2023)
    assert all(one.covers in "".join(words.split()) for one in read_reporting([words], 2023))
