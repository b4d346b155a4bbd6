"""Days that words set: 2022年10月底前, 6月30日, 第三季度, 年底, 2022-10-31, 二〇二二年九月九日.

In: words and the year they are said of. Out: the last calendar day they allow; what names no day gives None, and so
does a day that no calendar has.
"""

import calendar
import datetime
import re

from tongbao.notices.quantities.numerals import HAN, han_number, number_of

_JUNE, _DECEMBER = 6, 12
_MONTH_DAY = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})年)?"
    r"(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号]|(?P<part>底|末|上旬|中旬|下旬|初|份)?)"
    r"|(?P<year_end>年?底|年内|年末|全年))"
)
_FIGURES = re.compile(
    r"(?P<year>(?:19|20)\d{2})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?(?!\d)"
)
_PARTS = {"上旬": 10, "中旬": 20}
_QUARTER = re.compile(r"第?(?P<quarter>[一二三四1-4])季度")
_HALF = "上半年"
_YEAR = re.compile(r"((?:19|20)\d{2})年")
# Words of what goes on without an end, and of what comes again and again.
_ENDLESS = re.compile(r"持续|长期|常态|每|适时|立即|即时")


def day_of(words: str, year: int | None) -> datetime.date | None:
    """Return the last day that words allow: 2022年10月底前 is 31 October; a year not printed is the plan's.

    Of several days the last holds: 2022年1月至6月 ends with June.
    """
    plain = "".join(words.split())
    if _ENDLESS.search(plain):
        return None
    printed = _YEAR.findall(plain)
    year = int(printed[-1]) if printed else year
    if quarters := _QUARTER.findall(plain):
        return last_day(year, 3 * number_of(quarters[-1]))
    if _HALF in plain:
        return last_day(year, _JUNE)
    if figures := list(_FIGURES.finditer(plain)):
        return _day_of_figures(figures[-1])
    matches = list(_MONTH_DAY.finditer(plain))
    return _day_of_month(matches[-1], year) if matches else None


def _day_of_figures(match: re.Match[str]) -> datetime.date | None:
    """Return the day that a spreadsheet writes: 2022-10-31, 2022.10."""
    year, month = int(match["year"]), int(match["month"])
    return calendar_day(year, month, int(match["day"])) if match["day"] else last_day(year, month)


def _day_of_month(match: re.Match[str], year: int | None) -> datetime.date | None:
    if year is None or match["part"] == "初":
        return None
    if match["year_end"]:
        return last_day(year, _DECEMBER)
    day = int(match["day"]) if match["day"] else _PARTS.get(match["part"] or "")
    return (
        calendar_day(year, int(match["month"]), day) if day else last_day(year, int(match["month"]))
    )


def last_day(year: int | None, month: int) -> datetime.date | None:
    """Return the last day of a month, None where year or month are none."""
    if year is None or not 1 <= month <= _DECEMBER:
        return None
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def calendar_day(year: int, month: int, day: int) -> datetime.date | None:
    """Return the day, None where no calendar has it: 31 June would be ours to mend."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


_SPOKEN = re.compile(rf"([〇零○ОOo一二三四五六七八九]{{4}})年([{HAN}]{{1,2}})月([{HAN}]{{1,3}})日")


def in_digits(text: str) -> str:
    """Return the text with its dates in digits: 二〇二二年九月九日 becomes 2022年9月9日."""
    return _SPOKEN.sub(
        lambda found: f"{number_of(found[1])}年{han_number(found[2])}月{han_number(found[3])}日",
        text,
    )
