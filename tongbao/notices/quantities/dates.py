"""Dates in running text: 8月10日, 8月2日-5日, 去年12月3日, 9月上旬, and what they say of a happening.

In: a paragraph and the day of its notice. Out: ``Dated`` values. A year that is not printed is inferred: a month
later than the notice's belongs to the year before, unless the text speaks of a plan: from the first planned date of a
paragraph on, what is dated no earlier in the year is planned too.
"""

import datetime
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tongbao.notices.lexicon import Dates, choice
from tongbao.notices.quantities.numerals import number_of

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DASH = r"[-‐‑–—―－~～〜至到]+"
_CLAUSE_START = r"(?:^|(?<=[，,。；;、：:]))"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text, from ``start`` to ``end``: a day, several days or a month.

    ``first`` and ``last`` are ``2022-08-02``, or ``2022-09`` where no day is printed; ``last`` is None for one
    day. ``is_event`` is False for dates that only say until when figures run. ``doubt`` is what a person must look
    at, "" for nothing.
    """

    start: int
    end: int
    first: str
    last: str | None
    is_event: bool
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """What gives a year to dates printed without one: the day of the notice and its period (ISO months).

    ``planned`` says that the text as a whole speaks of what is still to come.
    """

    day: datetime.date
    period: str
    planned: bool = False


def dates_in(text: str, timing: Timing, words: Dates) -> tuple[Dated, ...]:
    """Return the dates of a paragraph in order."""
    return tuple(_Reader(text, timing, words).dates())


@functools.cache
def _form(words: Dates) -> re.Pattern[str]:
    years = choice(words.years)
    year = rf"(?:(?P<year>\d{{4}}|[〇○零一二三四五六七八九]{{4}})年|(?P<word>{years}))?的?"
    month = rf"(?<![\d.]){year}(?<!\d)(?P<month>{_N})月"
    until = rf"{_DASH}(?:(?P<until_month>{_N})月)?(?P<until>{_N})[日号]"
    return re.compile(
        rf"{month}(?:(?P<day>{_N})(?:[日号]?{until}|[日号])|份?的?(?P<part>{choice(words.parts_of_month)}))"
        rf"|(?<!\d)(?P<iso>\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}})(?!\d)"
        rf"|{_CLAUSE_START}(?P<bare>{_N})[日号](?:{_DASH}(?P<bare_until>{_N})[日号])?"
        rf"(?!之?内|以内|之?后|以后|时间|工期|左右)"
    )


class _Reader:
    """Reads the dates of one paragraph: a day without a month takes the month before it."""

    def __init__(self, text: str, timing: Timing, words: Dates) -> None:
        self.text, self.timing, self.words = text, timing, words
        self.month: tuple[int, int] | None = None
        self.year_printed: tuple[int, int] | None = None
        self.planned_until = -1
        self.planned_month = 0

    def dates(self) -> Iterator[Dated]:
        """Yield the dates in order; one that no calendar has is only a doubt."""
        for match in _form(self.words).finditer(self.text):
            if match["bare"] and self.month is None:
                continue
            yield self._dated(match)

    def _dated(self, match: re.Match[str]) -> Dated:
        start, end = match.span()
        before, after = self.text[:start], self.text[end:]
        is_event = not before.endswith(self.words.not_after) and not after.startswith(
            self.words.not_before
        )
        try:
            first, last, doubt = self._moments(match, before)
        except ValueError:
            return Dated(start, end, "", None, False, f"日历上没有“{match.group()}”这一天")
        return Dated(start, end, first, last, is_event, doubt)

    def _moments(self, match: re.Match[str], before: str) -> tuple[str, str | None, str]:
        """Return first and last moment and the doubt; raises ``ValueError`` for a day no calendar has."""
        if match["iso"]:
            year, month, day = map(int, re.split(r"[-/.]", match["iso"]))
            self.month = (year, month)
            return datetime.date(year, month, day).isoformat(), None, ""
        if match["bare"] and self.month:
            year, month = self.month
            first = datetime.date(year, month, number_of(match["bare"]))
            last = _last_day(first, None, match["bare_until"])
            return first.isoformat(), last, ""
        month = number_of(match["month"])
        year, doubt = self._year(match, month, before)
        self.month = (year, month)
        if match["part"]:
            return datetime.date(year, month, 1).isoformat()[:7], None, doubt
        first = datetime.date(year, month, number_of(match["day"]))
        return first.isoformat(), _last_day(first, match["until_month"], match["until"]), doubt

    def _year(self, match: re.Match[str], month: int, before: str) -> tuple[int, str]:
        """Return the year of a month, and the doubt where it is neither the notice's nor of its period."""
        day = self.timing.day
        if match["year"]:
            year = number_of(match["year"])
            self.year_printed = (year, match.end())
            return year, ""
        if match["word"]:
            return day.year + self.words.years[match["word"]], ""
        sentence = max(before.rfind(mark) for mark in "。！？；")
        if self.year_printed and self.year_printed[1] > sentence:
            return self.year_printed[0], ""
        is_planned = (
            self.timing.planned
            or before.endswith(self.words.planned)
            or self.planned_until > sentence
            or 0 < self.planned_month <= month
        )
        if is_planned:
            self.planned_until, self.planned_month = match.end(), month
        year = _inferred_year(day, month, is_planned=is_planned)
        start, _, end = self.timing.period.partition("/")
        if year == day.year or start <= f"{year}-{month:02}" <= (end or start):
            return year, ""
        return year, f"“{match.group()}”没有写年份，按成文日期推断为{year}年"


def _inferred_year(day: datetime.date, month: int, *, is_planned: bool) -> int:
    if is_planned:
        return day.year + (month < day.month)
    return day.year - (month > day.month)


def _last_day(first: datetime.date, month: str | None, day: str | None) -> str | None:
    """Return the last of several days; of 12月30日至1月2日 it lies in the next year."""
    if day is None:
        return None
    until = number_of(month) if month else first.month
    last = datetime.date(first.year + (until < first.month), until, number_of(day))
    if last < first:
        raise ValueError(day)
    return last.isoformat() if last > first else None
