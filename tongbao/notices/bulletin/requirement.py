"""What a bulletin reports on: the requirement that its opening states.

In: the passages before the first section. Out: ``Requirement``, its words as printed, with the day it sets where it
prints one. A requirement that only grounds the notice (``按照某某要求``) is none.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tongbao.notices.lexicon import Lexicon, choice
from tongbao.notices.quantities.dates import Timing, dates_in
from tongbao.records.model import Passage

_SENTENCE = re.compile(r"(?:[^。！？“]|“[^”]*”?)+[。！？]?")
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Requirement:
    """The words of the requirement and its page.

    ``deadlines`` are the days it sets, with their words and what is doubtful of them; ``open_term`` is a term without a
    day (在一个月内), "" for none.
    """

    text: str
    page: int | None
    deadlines: tuple[tuple[datetime.date, str, str], ...]
    open_term: str


def find_requirement(
    passages: Sequence[Passage], timing: Timing, lexicon: Lexicon
) -> Requirement | None:
    """Return the requirement that the opening states, None where it states none."""
    for verb in lexicon.bulletin.requires:
        for passage in passages:
            for words in _required(passage.text, verb, lexicon):
                term = re.search("|".join(lexicon.bulletin.open_terms), words)
                deadlines = tuple(_deadlines(words, timing, lexicon))
                return Requirement(
                    words, passage.page, deadlines, term.group() if term and not deadlines else ""
                )
    return None


def _deadlines(
    words: str, timing: Timing, lexicon: Lexicon
) -> Iterator[tuple[datetime.date, str, str]]:
    """Yield the days by which something is required: 3月31日前; a year that is not printed is doubtful."""
    for date in dates_in(words, replace(timing, planned=True), lexicon.dates):
        behind = re.match(r"(?:之|以)?前", words[date.end :])
        if behind is None or len(date.first) != len("2022-08-31"):
            continue
        said = words[date.start : date.end] + behind.group()
        doubt = "" if date.first[:4] in said else f"“{said}”没有写年份，暂记{date.first[:4]}年"
        yield datetime.date.fromisoformat(date.first), said, doubt


def _required(text: str, verb: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield what a sentence says behind ``…要求，``; in quotation marks only what they hold."""
    grounds = choice(lexicon.bulletin.grounds)
    for sentence in _SENTENCE.findall(text):
        match = re.search(rf"(?P<who>[^，,；;]*){verb}(?:[，,：:]\s*|(?=“))", sentence)
        if match is None or re.search(grounds, match["who"]):
            continue
        words = sentence[match.end() :]
        quoted = re.match(r"“([^”]+)”", words)
        words = (quoted[1] if quoted else words).strip("。！？；; ")
        if len(words) >= _SHORTEST:
            yield words
