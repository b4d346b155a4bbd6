"""Spans of months, as printed and as typed."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbao.notices.quantities.periods import (
    find_span,
    find_span_before,
    find_span_in_year,
    parse_period,
)


@pytest.mark.parametrize(
    ("text", "period", "label"),
    [
        ("关于2022年5-7月份重点工作任务推进情况的通报", "2022-05/2022-07", "2022年5-7月份"),
        ("2022 年 5—7 月", "2022-05/2022-07", "2022年5—7月"),
        ("2017年1至7月民生工程", "2017-01/2017-07", "2017年1至7月"),
        ("2023年1月至11月", "2023-01/2023-11", "2023年1月至11月"),
        ("2022年8月份工作进展", "2022-08", "2022年8月份"),
        ("2022年第三季度", "2022-07/2022-09", "2022年第三季度"),
        ("2022年一季度", "2022-01/2022-03", "2022年一季度"),
        ("2022年前三季度", "2022-01/2022-09", "2022年前三季度"),
        ("2022年上半年", "2022-01/2022-06", "2022年上半年"),
        ("2022年度下半年", "2022-07/2022-12", "2022年度下半年"),
        ("2021年全年", "2021-01/2021-12", "2021年全年"),
    ],
)
def test_a_span_is_read_as_printed(text: str, period: str, label: str) -> None:
    span = find_span(text)
    assert span is not None
    assert (span.period, span.label) == (period, label)


@pytest.mark.parametrize(
    "text",
    ["", "5-7月份", "2022年8月17日", "湛河区2022年重点工作", "2022年13月", "2022年7-5月", "第6期"],
)
def test_what_prints_no_span_of_months_gives_none(text: str) -> None:
    assert find_span(text) is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2022-05/2022-07", "2022-05/2022-07"),
        ("2022-08", "2022-08"),
        ("2022-08/2022-08", "2022-08"),
        ("2021年", "2021-01/2021-12"),
        ("2022年5-7月", "2022-05/2022-07"),
    ],
)
def test_a_person_may_type_it(text: str, period: str) -> None:
    span = parse_period(text)
    assert span is not None
    assert span.period == period


@pytest.mark.parametrize("text", ["", "五月", "2022", "2022-13", "2022-07/2022-05", "去年"])
def test_what_a_person_mistypes_is_refused(text: str) -> None:
    assert parse_period(text) is None


@given(st.text("2021年5-—至7月份第三季度上下半前全 /", max_size=24))
def test_any_text_gives_a_span_of_one_year_or_none(text: str) -> None:
    span = find_span(text)
    if span:
        start, _, end = span.period.partition("/")
        assert start <= (end or start)
        assert span.label in "".join(text.split())


@pytest.mark.parametrize(
    ("text", "day", "period", "label"),
    [
        ("项目8月份工作进展情况的通报", (2022, 9, 9), "2022-08", "8月份"),
        ("关于12月份工作的通报", (2023, 1, 6), "2022-12", "12月份"),
        ("1-11月重点项目", (2023, 12, 1), "2023-01/2023-11", "1-11月"),
        ("第四季度督查情况", (2023, 1, 10), "2022-10/2022-12", "第四季度"),
        ("上半年进展", (2023, 7, 2), "2023-01/2023-06", "上半年"),
    ],
)
def test_the_day_of_the_notice_gives_a_year_that_is_not_printed(
    text: str, day: tuple[int, int, int], period: str, label: str
) -> None:
    span = find_span_before(text, datetime.date(*day))
    assert span is not None
    assert (span.period, span.label) == (period, label)
    assert span.inferred == f"题目只写“{label}”，年份按成文日期推断"


@pytest.mark.parametrize("text", ["", "7月11日", "第6期", "13月", "118月"])
def test_no_span_is_made_of_days_and_issues(text: str) -> None:
    assert find_span_before(text, datetime.date(2022, 9, 9)) is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2023年度市级便民工程一季度推进情况", "2023-01/2023-03"),
        ("某市2017年“八项便民工程”1—9月进度公示", "2017-01/2017-09"),
        ("2022年至2023年重点工作一季度进展情况", None),
        ("一季度进展情况", None),
    ],
)
def test_a_year_printed_apart_is_the_span_s(text: str, period: str | None) -> None:
    span = find_span_in_year(text)
    assert (span.period if span else None) == period
