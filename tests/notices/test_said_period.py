"""A period as a person says it to a command or the menu, with a year or without one."""

import datetime

import pytest

from tongbao.notices.quantities.periods import said_period

TODAY = datetime.date(2026, 12, 1)


def said(text: str, *known: str) -> tuple[str, bool] | None:
    """Return the period that is meant, and whether its year was taken from elsewhere."""
    span = said_period(text, TODAY, lambda: known)
    return (span.period, bool(span.inferred)) if span else None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        *(
            (text, "2022-09")
            for text in ("2022-09", "2022-9", "2022年9月", "2022年9月份", "2022.9")
        ),
        *((text, "2022-09") for text in ("202209", "2022/09", "２０２２年９月", " 2022 年 9 月 ")),
        *((text, "2022-09") for text in ("2022年九月", "2022-09月")),
        ("2022-05/2022-07", "2022-05/2022-07"),
        ("2022年5—7月", "2022-05/2022-07"),
        ("2022年上半年", "2022-01/2022-06"),
        ("2022年第三季度", "2022-07/2022-09"),
        ("2022年前三季度", "2022-01/2022-09"),
        ("2022年", "2022-01/2022-12"),
        ("今年9月", "2026-09"),
        ("去年上半年", "2025-01/2025-06"),
        ("本月", "2026-12"),
        ("上个月", "2026-11"),
    ],
)
def test_with_a_year(text: str, period: str) -> None:
    assert said(text, "2030-01") == (period, False)


@pytest.mark.parametrize(
    ("text", "known", "period"),
    [
        ("9月", ("2021-09", "2022-09"), "2022-09"),
        ("9月", ("2022-08",), "2022-09"),
        ("九月份", ("2022-08",), "2022-09"),
        ("7月", ("2022-05/2022-07", "2022-08"), "2022-07"),
        ("1月", ("2022-12",), "2023-01"),
        ("12月", ("2023-01",), "2022-12"),
        ("上半年", ("2022-05/2022-07",), "2022-01/2022-06"),
        ("第四季度", ("2022-11",), "2022-10/2022-12"),
        ("1-9月", ("2022-08",), "2022-01/2022-09"),
        ("9月", (), "2026-09"),
        ("12月", (), "2026-12"),
    ],
)
def test_without_a_year_it_is_the_one_nearest_to_the_newest(
    text: str, known: tuple[str, ...], period: str
) -> None:
    assert said(text, *known) == (period, True)


@pytest.mark.parametrize(
    "text", ["", "某月", "13月", "2022-13", "202213", "7月底前", "9月的台账", "2022年9月台账", "9"]
)
def test_what_is_no_period(text: str) -> None:
    assert said(text, "2022-08") is None
