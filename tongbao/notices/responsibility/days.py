"""Days that a notice sets: deadlines of tasks, and dates on which units report back.

In: words and the year of the plan. Out: calendar days; what names no day gives None, never a guess.
"""

import calendar
import datetime
import re
from collections.abc import Iterator, Sequence

from tongbao.records.model import Reporting

_JUNE, _DECEMBER = 6, 12
_MONTH_DAY = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})\s*年)?\s*(?:(?P<month>\d{1,2})\s*月\s*(?:(?P<day>\d{1,2})\s*[日号]|(?P<part>底|末|上旬|中旬|下旬|初|份)?)|(?P<year_end>年?底|年内|年末|全年))"
)
_PARTS = {"上旬": 10, "中旬": 20}
_QUARTER = re.compile(r"(?:(?P<year>(?:19|20)\d{2})年)?第?(?P<quarter>[一二三四1-4])季度")
_QUARTERS = "一二三四"
_HALF = re.compile(r"(?:(?P<year>(?:19|20)\d{2})年)?上半年")

_DAYS = r"(?:(?:(?:19|20)\d{2}年)?\d{1,2}月(?:\d{1,2}[日号]|底)[、，,和及]?)+"
_REPORT = re.compile(
    rf"(?P<days>{_DAYS})(?:之?前|以前)?[^。；;]{{0,30}}?(?:报送|上报|报告|报至|反馈|报区|报县|报市)(?P<what>[^。；;]{{0,60}})"
)
_COVERED = re.compile(
    r"上半年|下半年|前[一二三四两]个?季度|第?[一二三四]季度|前?\d{1,2}(?:[-—至到]\d{1,2})?月份?|全年|年度|当月|上月|本季度|上季度"
)


def day_of(words: str, year: int | None) -> datetime.date | None:
    """Return the last day that words allow: 2022年10月底前 is 31 October; a year not printed is the plan's."""
    plain = "".join(words.split())
    if match := _QUARTER.search(plain):
        return _last_day(_year(match, year), _quarter_end(match))
    if match := _HALF.search(plain):
        return _last_day(_year(match, year), _JUNE)
    match = _MONTH_DAY.search(plain)
    return _day_of_month(match, _year(match, year)) if match else None


def _day_of_month(match: re.Match[str], year: int | None) -> datetime.date | None:
    if year is None or match["part"] == "初":
        return None
    if match["year_end"]:
        return _last_day(year, _DECEMBER)
    day = int(match["day"]) if match["day"] else _PARTS.get(match["part"] or "")
    return _day(year, int(match["month"]), day) if day else _last_day(year, int(match["month"]))


def _quarter_end(match: re.Match[str]) -> int:
    quarter = match["quarter"]
    return 3 * (
        int(quarter) if quarter.isdecimal() and quarter.isascii() else _QUARTERS.index(quarter) + 1
    )


def _year(match: re.Match[str], year: int | None) -> int | None:
    return int(match["year"]) if match["year"] else year


def _last_day(year: int | None, month: int) -> datetime.date | None:
    if year is None or not 1 <= month <= _DECEMBER:
        return None
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> datetime.date | None:
    """Return the day; one that no calendar has is not read."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def read_reporting(texts: Sequence[str], year: int | None) -> tuple[Reporting, ...]:
    """Return the days on which units report back, with what each report covers as printed.

    ``2022年6月30日、9月30日和12月31日前分别报送上半年、前三季度和全年…情况`` gives three.
    """
    found: dict[tuple[datetime.date, str], Reporting] = {}
    for text in texts:
        for match in _REPORT.finditer("".join(text.split())):
            for day, covers in _reports(match, year):
                found.setdefault((day, covers), Reporting(date=day, covers=covers))
    return tuple(found.values())


def _reports(match: re.Match[str], year: int | None) -> Iterator[tuple[datetime.date, str]]:
    days: list[datetime.date] = []
    for one in re.finditer(r"(?:(?:19|20)\d{2}年)?\d{1,2}月(?:\d{1,2}[日号]|底)", match["days"]):
        printed = re.match(r"(\d{4})年", one.group())
        year = int(printed[1]) if printed else year
        if day := day_of(one.group(), year):
            days.append(day)
    covers = _COVERED.findall(match["what"])
    if len(covers) == len(days):
        yield from zip(days, covers, strict=True)
        return
    what = re.split("[，,]", match["what"].strip("，,：:、"))[0]
    yield from ((day, what) for day in days if what)
