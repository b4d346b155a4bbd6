"""Spans of months as notices print them: 2022年5-7月份, 2022年第三季度, 2021年上半年.

In: a line of text. Out: the span in ISO form (``2022-05/2022-07``) and the words that print it. A span
without a year is read only where the day of the notice gives it (8月份 in a title), and says so.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from tongbao.notices.quantities.numerals import han_number, number_of

_DASH = r"(?:[-‐‑–—―－~～〜至到])"
_YEAR = r"(?P<year>(?:19|20)\d{2})年(?:度)?"

ACCEPTED_FORMS = (
    "2022-05/2022-07、2022-08、2022年5-7月、2022年8月、2022年第三季度、2022年上半年、"
    "2022年前三季度、2022年"
)
SAID_FORMS = "9月、2022年9月、2022-09、2022年5-7月、第三季度、上半年、2022年"
_DECEMBER = 12
_Months = Callable[["re.Match[str]"], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Span:
    """A period: ISO months and the label as printed, white space taken out.

    ``inferred`` says what the label does not print and how it was found, "" where it prints all.
    """

    period: str
    label: str
    inferred: str = ""


def _months(match: re.Match[str]) -> tuple[int, int]:
    start = int(match["start"])
    return start, int(match["end"] or start)


def _quarter(match: re.Match[str]) -> tuple[int, int]:
    quarter = number_of(match["quarter"])
    return 3 * quarter - 2, 3 * quarter


def _first_quarters(match: re.Match[str]) -> tuple[int, int]:
    return 1, 3 * number_of(match["quarter"])


def _half(match: re.Match[str]) -> tuple[int, int]:
    return (1, 6) if match["half"] == "上" else (7, _DECEMBER)


# 8月底前 is a deadline and no period.
_NO_DEADLINE = "(?!份?(?:底|末|初|中旬|上旬|下旬)?(?:之|以)?前)"
# The first form that matches holds, so the longer ones stand first.
_BODIES: tuple[tuple[str, _Months], ...] = (
    (rf"(?P<start>\d{{1,2}})月?份?{_DASH}(?P<end>\d{{1,2}})月份?", _months),
    (rf"(?P<start>\d{{1,2}})(?P<end>)月(?!\d{{1,2}}[日号]){_NO_DEADLINE}(?:份|底)?", _months),
    (r"前(?P<quarter>[一二三四1-4])个?季度", _first_quarters),
    (r"第?(?P<quarter>[一二三四1-4])季度", _quarter),
    (r"(?P<half>[上下])半年", _half),
)
_FORMS = (
    *((re.compile(_YEAR + body), months) for body, months in _BODIES),
    (re.compile(rf"{_YEAR}全年"), lambda _: (1, _DECEMBER)),
)
_WITHOUT_YEAR = tuple((re.compile(rf"(?<!\d){body}"), months) for body, months in _BODIES)
_WHOLE_YEAR = re.compile(_YEAR)
_UNTIL = re.compile(
    r"截[至止]到?(?:(?P<year>(?:19|20)\d{2})年)?(?P<month>\d{1,2})月(?:份|底|末|\d{1,2}[日号])?"
)
# A month in digits alone: 2022.9, 2022/09, 2022-9, 202209.
_NUMERIC = re.compile(r"(?P<year>(?:19|20)\d{2})(?:[-./]?(?P<month>0?[1-9]|1[0-2]))月?")
_HAN_MONTH = re.compile("([一二三四五六七八九十]{1,2})(?=月)")
_ISO = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))(?:/(\d{4}-(?:0[1-9]|1[0-2])))?")


def find_span(text: str) -> Span | None:
    """Return the first span of months, a quarter or a half that the text prints with its year."""
    plain = "".join(text.split())
    for form, months in _FORMS:
        match = form.search(plain)
        if match and (span := _span(match["year"], match, months)):
            return span
    return None


def find_span_in_year(text: str) -> Span | None:
    """Return the first span of a text that prints its year apart: ``2023年度民生实事一季度进展情况``.

    A text that prints two different years says nothing about which of them is meant.
    """
    plain, year = "".join(text.split()), _year_alone(text)
    for form, months in _WITHOUT_YEAR if year else ():
        match = form.search(plain)
        if match and (span := _span(year or "", match, months)):
            return span
    return None


def find_span_before(text: str, day: datetime.date) -> Span | None:
    """Return the first span that the text prints without a year: the latest that had ended by the month of ``day``."""
    plain = "".join(text.split())
    for form, months in _WITHOUT_YEAR:
        match = form.search(plain)
        if match is None:
            continue
        year = day.year if months(match)[1] <= day.month else day.year - 1
        if span := _span(str(year), match, months):
            return replace(span, inferred=f"题目只写“{span.label}”，年份按成文日期推断")
    return None


def find_span_until(text: str, day: datetime.date | None) -> Span | None:
    """Return the month of the day up to which a text says it speaks: ``截至9月20日`` is 9月, marked as inferred.

    A year that is not printed is that of the notice's day, or the year before where the month came after it.
    """
    match = _UNTIL.search("".join(text.split()))
    if match is None or not 1 <= int(match["month"]) <= _DECEMBER:
        return None
    printed = match["year"] or _year_alone(text)
    if printed is None and day is None:
        return None
    month = int(match["month"])
    year = int(printed) if printed else day.year - (month > day.month) if day else 0
    words = f"原文只写“{match.group()}”，按当月取"
    return Span(f"{year}-{month:02}", match.group(), inferred=words)


def _year_alone(text: str) -> str | None:
    """Return the one year that a text prints, None where it prints none or several."""
    years = {match["year"] for match in _WHOLE_YEAR.finditer("".join(text.split()))}
    return min(years) if len(years) == 1 else None


def months_in(text: str) -> tuple[int, int] | None:
    """Return the first and last month of the first span that a text prints, with or without a year."""
    plain = "".join(text.split())
    for form, months in _WITHOUT_YEAR:
        match = form.search(plain)
        if match:
            start, end = months(match)
            return (start, end) if 1 <= start <= end <= _DECEMBER else None
    return None


def period_in(text: str, year: int | None) -> str:
    """Return the period that the heading of a column prints, a year not printed being the given one; "" for none."""
    printed = find_span(text)
    months = months_in(text)
    if printed or months is None or year is None:
        return printed.period if printed else ""
    return _iso(f"{year}-{months[0]:02}", f"{year}-{months[1]:02}")


def parse_period(text: str) -> Span | None:
    """Return the span a person gave to a command, in ISO form or as a notice prints it.

    Here a year alone is a span, since the person means it; in a text it is mostly part of a name.
    """
    iso = _ISO.fullmatch(text.strip())
    if iso:
        start, end = iso[1], iso[2] or iso[1]
        return Span(_iso(start, end), text.strip()) if start <= end else None
    year = _WHOLE_YEAR.fullmatch("".join(text.split()))
    return _span(year["year"], year, lambda _: (1, _DECEMBER)) if year else find_span(text)


def said_period(text: str, today: datetime.date, known: Callable[[], Iterable[str]]) -> Span | None:
    """Return the span that a person means: 9月, 2022.9, 202209, 九月, 上半年, 今年, 上个月.

    Where no year is said it is that by which the span comes nearest to the newest of the ``known`` ones, where none is
    known the last in which it had begun by ``today``; ``inferred`` then says so. None where the text cannot be read.
    """
    plain = _with_year_said(_folded(text), today)
    if numeric := _NUMERIC.fullmatch(plain):
        return parse_period(f"{numeric['year']}-{int(numeric['month']):02}")
    if span := parse_period(plain):
        return span if not _rest_of(plain, span) else None
    if (span := find_span_before(plain, today)) is None or _rest_of(plain, span):
        return None
    year = _nearest_year(span.period, max((_end_of(one) for one in known()), default=None))
    return replace(span, period=re.sub(r"\d{4}(?=-)", year, span.period), inferred="没有写年份")


def _nearest_year(period: str, newest: int | None) -> str:
    """Return the year by which the end of a span comes nearest to the newest month, the later of two."""
    if newest is None:
        return period[:4]
    month = _end_of(period) % _DECEMBER
    years = range((newest - 1) // _DECEMBER - 1, (newest - 1) // _DECEMBER + 2)
    return f"{min(years, key=lambda year: (abs(year * _DECEMBER + (month or _DECEMBER) - newest), -year))}"


def _end_of(period: str) -> int:
    """Return the last month of a span, counted from the year 0."""
    year, month = period.rpartition("/")[2].split("-")
    return int(year) * _DECEMBER + int(month)


def _folded(text: str) -> str:
    """Return a text with plain digits and without blanks, months in digits: ９月 and 九月 are 9月."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return _HAN_MONTH.sub(lambda found: str(han_number(found[1])), plain)


def _with_year_said(plain: str, today: datetime.date) -> str:
    """Return a text in which 今年, 去年, 本月 and 上个月 stand as year and month."""
    last = today.replace(day=1) - datetime.timedelta(days=1)
    for words, said in (
        (("今年", "本年"), f"{today.year}年"),
        (("去年", "上年"), f"{today.year - 1}年"),
        (("本月", "这个月"), f"{today.year}年{today.month}月"),
        (("上个月", "上月"), f"{last.year}年{last.month}月"),
    ):
        for word in words:
            if plain.startswith(word):
                return said + plain.removeprefix(word).removeprefix("度")
    return plain


def _rest_of(plain: str, span: Span) -> str:
    """Return what stands beside a span: of a whole answer nothing does."""
    label = "".join(span.label.split())
    return plain.replace(label, "", 1).removesuffix("份").removesuffix("度")


def _span(year: str, match: re.Match[str], months: _Months) -> Span | None:
    start, end = months(match)
    if not 1 <= start <= end <= _DECEMBER:
        return None
    return Span(_iso(f"{year}-{start:02}", f"{year}-{end:02}"), match.group())


def _iso(start: str, end: str) -> str:
    return start if start == end else f"{start}/{end}"
