"""Firms in running text: names that end in 公司, 集团 and the like.

In: a text and the lexicon. Out: where each firm's name stands, as printed. Where a name begins is read from the
words before it; one made of words of trades only (物流公司, 该公司) is no name.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tongbao.notices.lexicon import Firms, Lexicon, choice

_SIGN = r"[\u4e00-\u9fffA-Za-z0-9·&]"
_RUN = re.compile(rf"(?:{_SIGN}|[（(][\u4e00-\u9fff]{{2,6}}[)）])+")
_LONGEST = 30
_SHORTEST_STEM = 2


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name in a text, from ``start`` to ``end``; ``doubt`` is what a person must look at, "" for nothing."""

    start: int
    end: int
    name: str
    doubt: str = ""


def firms_in(text: str, lexicon: Lexicon) -> tuple[FoundName, ...]:
    """Return the firms that a text names, in order, each time it does."""
    return tuple(_firms(text, lexicon))


class _FirmForms(NamedTuple):
    """The patterns that a lexicon's words make: what ends a name, opens one, begins one as a place, and is none."""

    ending: re.Pattern[str]
    opening: re.Pattern[str]
    place: re.Pattern[str]
    plain: re.Pattern[str]


@functools.cache
def _forms(words: Firms) -> _FirmForms:
    endings = choice(words.endings)
    return _FirmForms(
        # 集团有限公司 ends later than 集团; a branch belongs to the firm before it.
        re.compile(rf"(?:{endings})(?:[^与和及到在、]{{2,6}}?分公司|(?:{endings}))*"),
        re.compile(f"(?=({choice((*words.openings, *words.inner, *words.joints))}))"),
        re.compile(choice(words.places)),
        re.compile(rf"(?:{choice(words.plain)}|\d)+"),
    )


def _firms(text: str, lexicon: Lexicon) -> Iterator[FoundName]:
    ending = _forms(lexicon.firms).ending
    for run in _RUN.finditer(text):
        earliest = run.start()
        for match in ending.finditer(text, run.start(), run.end()):
            earliest = max(earliest, match.start() - _LONGEST)
            start = _start(text, earliest, match.start(), lexicon)
            if start is not None:
                yield FoundName(start, match.end(), text[start : match.end()])
            earliest = match.end()


def _start(text: str, earliest: int, end: int, lexicon: Lexicon) -> int | None:
    """Return where the name before an ending begins, None where no name stands there."""
    stem, at = text[earliest:end], 0
    for place, word in _openings(stem, lexicon):
        rest = stem[place + len(word) :]
        if not rest or len(rest) < _SHORTEST_STEM or _is_plain(rest, lexicon):
            if word in lexicon.firms.openings:
                return None
            continue
        if word in lexicon.firms.joints and not _joins(text[: earliest + place], rest, lexicon):
            continue
        at = place + len(word)
    at = at or _place(stem, lexicon)
    if len(stem) - at < _SHORTEST_STEM or _is_plain(stem[at:], lexicon):
        return None
    return earliest + at


def _openings(stem: str, lexicon: Lexicon) -> list[tuple[int, str]]:
    """Return the words after which a name may begin, with their places, by where they end."""
    opening = _forms(lexicon.firms).opening
    found = [(match.start(), match[1]) for match in opening.finditer(stem)]
    return sorted(found, key=lambda one: one[0] + len(one[1]))


def _joins(before: str, rest: str, lexicon: Lexicon) -> bool:
    """Return whether a word that also stands inside names joins two of them here."""
    if rest.startswith(lexicon.firms.places) or not re.search(rf"{_SIGN}$", before):
        return True
    return before.endswith(
        (*lexicon.firms.endings, *lexicon.unit_endings, *lexicon.news.project_endings)
    )


def _place(stem: str, lexicon: Lexicon) -> int:
    """Return where a place begins that only words of an unknown verb can stand before, else 0."""
    for match in _forms(lexicon.firms).place.finditer(stem):
        inside = stem[: match.start()].endswith(("（", "("))
        if len(stem) - match.end() >= _SHORTEST_STEM and not inside:
            return match.start()
    return 0


def _is_plain(name: str, lexicon: Lexicon) -> bool:
    return _forms(lexicon.firms).plain.fullmatch(name) is not None
