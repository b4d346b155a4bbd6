"""Periods: their order and their labels; days in words.

In: a period as records hold it, ``2022-05/2022-07`` or ``2022-08``. Out: sort keys, and the label that
pages print: 2022年5—7月, 2022年8月, 2022年上半年, 2022年第三季度, 2022年.
"""

import calendar
import datetime
from functools import cache

from tongbao.records.scalars import PENDING

_WHOLE = {
    (1, 12): "",
    (1, 6): "上半年",
    (7, 12): "下半年",
    (1, 9): "前三季度",
    (1, 3): "第一季度",
    (4, 6): "第二季度",
    (7, 9): "第三季度",
    (10, 12): "第四季度",
}


@cache  # a site has few periods and asks for their order at every update
def bounds(period: str) -> tuple[str, str]:
    """Return the first and the last month, ``YYYY-MM`` each."""
    start, _, end = period.partition("/")
    return start, end or start


def last_day(period: str) -> datetime.date:
    """Return the last day of a period."""
    year, month = _split(bounds(period)[1])
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def months(period: str) -> int:
    """Return how many months a period spans."""
    (first_year, first), (last_year, last) = map(_split, bounds(period))
    return 12 * (last_year - first_year) + last - first + 1


@cache
def order(period: str) -> tuple[str, str]:
    """Return the key that sorts periods: by their end, the longer one last of two with one end."""
    start, end = bounds(period)
    return end, "".join(chr(ord("9") - int(digit)) for digit in start if digit.isdigit())


def label(period: str) -> str:
    """Return the period in words; of one that nobody has given yet 期次待补."""
    if period == PENDING:
        return f"期次{PENDING}"
    start, end = bounds(period)
    (first_year, first), (last_year, last) = _split(start), _split(end)
    if first_year != last_year:
        if (first, last) == (1, 12):
            return f"{first_year}—{last_year}年"
        return f"{first_year}年{first}月—{last_year}年{last}月"
    if first == last:
        return f"{first_year}年{first}月"
    return f"{first_year}年" + _WHOLE.get((first, last), f"{first}—{last}月")


def day_in_words(day: datetime.date) -> str:
    """Return a day without zeros: 2022年8月17日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _split(month: str) -> tuple[int, int]:
    year, _, number = month.partition("-")
    return int(year), int(number)
