"""Who wrote a news item, and of which day it is.

In: the words of a lead or byline and the text behind it. Out: reporters by name, those of other callings left out; the
day, its year from the page or inferred.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.told.phrases import choice

_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]+·[\u4e00-\u9fff·]+")
_DAY = re.compile(r"(?<![\d年])(\d{1,2})月(\d{1,2})日")
_FULL = re.compile(r"((?:19|20)\d{2})[-年./](\d{1,2})[-月./](\d{1,2})日?(?!\d)")
_SHORT_NAME = 2
# What behind a name is no name: 文/图, 摄.
_SHARE_OF_WORK = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:\s+|/)(?:文|图|摄)(?:/(?:文|图|摄))?(?=[\s、,，]|$)"
)


@dataclass(frozen=True, slots=True)
class Reporters:
    """Names in order; ``doubts`` are those that may be several names in one."""

    names: tuple[str, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """The day of an item; ``inferred`` says that its year is not printed on the page."""

    date: datetime.date | None
    inferred: bool = False


def reporters_of(byline: str, lexicon: Lexicon) -> Reporters:
    """Return the reporters of ``记者甲某某 乙某 通讯员丙某某``: 甲某某, 乙某."""
    callings = choice((*lexicon.news.reporters, *lexicon.news.others))
    byline = _SHARE_OF_WORK.sub(" ", byline)
    names: list[str] = []
    counted = False
    for piece in re.split(rf"({callings})", byline):
        if re.fullmatch(callings, piece):
            counted = piece in lexicon.news.reporters
        elif counted:
            names += _names_in(piece)
    doubts = tuple(name for name in names if not _NAME.fullmatch(name))
    return Reporters(tuple(dict.fromkeys(names)), doubts)


def _names_in(text: str) -> Iterable[str]:
    """Yield names parted by spaces or marks; a name of two signs may be padded (王 立)."""
    held = ""
    for token in re.split(r"[\s、，,：:/]+", text.strip()):
        held += token
        if len(held) >= _SHORT_NAME:
            yield held
            held = ""


def day_of(text: str, page: Iterable[str], received: datetime.date) -> Day:
    """Return the first day that an item's text names.

    Its year is that of a full date on the page with the same month, or the next after it, else the latest year that
    does not lie behind ``received``.
    """
    full = _FULL.search(text)
    day = _DAY.search(text)
    if full and (day is None or full.start() <= day.start()):
        return Day(_date(int(full[1]), int(full[2]), int(full[3])))
    if day is None:
        return Day(None)
    month, number = int(day[1]), int(day[2])
    printed = [found for line in page for match in _FULL.finditer(line) if (found := _of(match))]
    for other in printed:
        found = _date(other.year, month, number)
        if found and abs((other - found).days) <= _NEAR:
            return Day(found)
    years = (received.year, received.year - 1)
    dates = (_date(year, month, number) for year in years)
    return Day(next((date for date in dates if date and date <= received), None), inferred=True)


# A page is dated within so many days of what it tells.
_NEAR = 31


def _of(match: re.Match[str]) -> datetime.date | None:
    return _date(int(match[1]), int(match[2]), int(match[3]))


def _date(year: int, month: int, day: int) -> datetime.date | None:
    """Return the day, None where no calendar has it."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
