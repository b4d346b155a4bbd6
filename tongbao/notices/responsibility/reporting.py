"""The days on which units report back, as a letter sets them: 6月30日、9月30日和12月31日前分别报送….

In: the lines of a notice and the year of its plan. Out: ``Reporting`` records, each with what the report covers in the
notice's words.
"""

import datetime
import re
from collections.abc import Iterator, Sequence

from tongbao.notices.quantities.days import day_of
from tongbao.records.model import Reporting

_DAYS = r"(?:(?:(?:19|20)\d{2}年)?\d{1,2}月(?:\d{1,2}[日号]|底)[、，,和及]?)+"
_REPORT = re.compile(
    rf"(?P<days>{_DAYS})(?:之?前|以前)?(?:[^。；;]{{0,10}}?(?:将|把)(?P<object>[^。；;，,]{{2,30}}?)|[^。；;]{{0,30}}?)(?:报送|上报|报告|报至|反馈|报区|报县|报市)(?P<what>[^。；;]{{0,60}})"
)
_COVERED = re.compile(
    r"上半年|下半年|前[一二三四两]个?季度|第?[一二三四]季度|前?\d{1,2}(?:[-—至到]\d{1,2})?月份?|全年|年度|当月|上月|本季度|上季度"
)


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
    what = match["object"] or re.split("[，,]", match["what"].strip("，,：:、"))[0]
    yield from ((day, what) for day in days if what)
