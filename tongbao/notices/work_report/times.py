"""Which time a passage of a report speaks of, by its headings and lead words.

In: a piece of text, the year in which the report was given, the words of the lexicon. Out: the times that the text
turns to, each with its place: what lies before the year of the report is a result, the rest a target.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tongbao.notices.lexicon import ReportWords, choice
from tongbao.notices.quantities.numerals import NUMERALS, number_of
from tongbao.notices.work_report.flow import Stretch

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年(度)?(以来)?(?!\d{1,2}月|[末底初的])")
_BEFORE_A_YEAR = re.compile(r"(?:^|[，。；：、—\-－（(“《及和到至]|[一二三四五六七八九十]、)$")
# So many characters before a year say whether it is meant.
_NEAR = 8
# The first five-year plan that ran in five-year steps without a gap is the third, from 1966.
_THIRD, _THIRD_YEAR, _SPAN = 3, 1966, 5


@dataclass(frozen=True, slots=True)
class Time:
    """A span of whole years: ``2020-01/2020-12``, and whether its figures are results or targets."""

    first: int
    last: int
    role: Literal["result", "target"]

    @property
    def period(self) -> str:
        """The span in ISO months."""
        return f"{self.first}-01/{self.last}-12"


@dataclass(frozen=True, slots=True)
class Times:
    """Finds the times a text speaks of; ``year`` is the one in which the report was given."""

    year: int
    words: ReportWords

    def whole_year(self) -> Time:
        """Return the year of the report."""
        return self._time(self.year, self.year)

    def in_text(self, text: str, *, heading: bool = False) -> list[tuple[int, Time]]:
        """Return where the text turns to a time, in order. A heading may name a five-year plan alone."""
        found = [*self._years(text), *self._plans(text, alone=heading), *self._words(text)]
        return sorted(found, key=lambda turn: turn[0])

    def _years(self, text: str) -> Iterator[tuple[int, Time]]:
        for match in _YEAR.finditer(text):
            before = text[max(0, match.start() - _NEAR) : match.start()]
            if before.endswith(self.words.compared) or not _BEFORE_A_YEAR.search(before):
                continue
            year = int(match[1])
            if match[3]:
                yield match.start(), self._time(year, max(year, self.year - 1))
            elif before.endswith(("到", "至")) and year == _plan_end(self.year):
                yield match.start(), self._time(year - _SPAN + 1, year)
            else:
                yield match.start(), self._time(year, year)

    def _plans(self, text: str, *, alone: bool) -> Iterator[tuple[int, Time]]:
        spans = choice(self.words.spans)
        tail = "" if alone else rf"(?:规划)?(?:{spans})"
        looks_back = r"(?:回首|回顾|总结)" + r"[“\"]?"
        for match in re.finditer(rf"({looks_back})?[“\"]?(十?[{NUMERALS}])五[”\"]?({tail})?", text):
            before = text[max(0, match.start() - _NEAR) : match.start()]
            compared = before.endswith(self.words.compared)
            if not compared and (alone or match[1] or match[3]):
                first = _plan_start(match[2])
                yield match.start(), self._time(first, first + _SPAN - 1)

    def _words(self, text: str) -> Iterator[tuple[int, Time]]:
        ended = _plan_end(self.year - 1) if _plan_end(self.year - 1) < self.year else self.year - 1
        spans: tuple[tuple[Sequence[str], int, int], ...] = (
            (self.words.past_year, self.year - 1, self.year - 1),
            (self.words.this_year, self.year, self.year),
            (self.words.past_years, ended - _SPAN + 1, ended),
            (self.words.coming_years, self.year, self.year + _SPAN - 1),
        )
        for words, first, last in spans:
            for match in re.finditer(choice(words), text):
                before = text[max(0, match.start() - _NEAR) : match.start()]
                if not before.endswith(self.words.compared):
                    yield match.start(), self._time(first, last)

    def _time(self, first: int, last: int) -> Time:
        return Time(first, last, "result" if last < self.year else "target")


def _plan_start(numeral: str) -> int:
    """Return the first year of a five-year plan: 十三 is the one of 2016."""
    return _THIRD_YEAR + _SPAN * (number_of(numeral) - _THIRD)


def _plan_end(year: int) -> int:
    """Return the last year of the five-year plan that a year lies in."""
    return year + (_THIRD_YEAR - 1 - year) % _SPAN


def year_of(
    stretches: Sequence[Stretch], title: str, day: datetime.date | None, words: ReportWords
) -> int | None:
    """Return the year a report sets tasks for, None where it prints none.

    That is the year of its day, unless its headings plan for the next one; without a day the one after the year
    that they review, the one they plan for, that of the title, the last that a heading names.
    """
    headings = [stretch.text for stretch in stretches if stretch.level == 1]
    reviewed = _of_headings(headings, words.reviews, ())
    planned = _of_headings(headings, words.plans, (*words.later, *words.reviews))
    if day and not (day.year not in planned and day.year + 1 in planned):
        return day.year
    printed = _YEAR.search(title)
    if reviewed:
        return max(reviewed) + 1
    if planned:
        return min(planned)
    return (
        int(printed[1])
        if printed
        else max(_of_headings(headings, ("年",), words.later), default=None)
    )


def _of_headings(
    headings: Sequence[str], words: Sequence[str], not_words: Sequence[str]
) -> list[int]:
    """Return the years of the headings that hold one of some words, and none of others."""
    return [
        int(found[1])
        for heading in headings
        if any(word in heading for word in words) and not any(word in heading for word in not_words)
        if (found := _YEAR.search(heading))
    ]
