"""Figures that went backwards from one report to the next: 累计完成投资5.2亿元, then 4.8亿元.

In: the texts of two reports about the same work. Out: ``Fallen`` values. Only figures whose names say that they
can only grow are compared, and only where name and unit stand once in each text: what is found is for a person to
look at, and what is doubtful is left alone.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.work_report.figures import Scanner

_CLAUSES = re.compile(r"[，,。；;：:！!？?\n（(）)、]+")
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Fallen:
    """A figure by the words before it, with the value it had, the lower one it has now, and their unit."""

    name: str
    was: str
    now: str
    unit: str


def fallen_figures(before: str, after: str) -> tuple[Fallen, ...]:
    """Return the figures of ``after`` that are lower than those of the same name and unit in ``before``."""
    was, now = _figures(before), _figures(after)
    return tuple(
        Fallen(name, was[name, unit], value, unit)
        for (name, unit), value in now.items()
        if (name, unit) in was and Decimal(value) < Decimal(was[name, unit])
    )


@functools.lru_cache(maxsize=4096)  # a report is compared with the one before it and the one after
def _figures(text: str) -> Mapping[tuple[str, str], str]:
    """Return the values of the figures that can only grow, by name and unit; those named twice are left out."""
    found = list(_named(text))
    times = Counter((name, unit) for name, unit, _ in found)
    return {(name, unit): value for name, unit, value in found if times[name, unit] == 1}


def _named(text: str) -> Iterator[tuple[str, str, str]]:
    rules = _rules()
    lines = "\n".join("".join(line.split()) for line in text.splitlines())
    for clause in _CLAUSES.split(lines):
        if not rules.worth.search(clause):
            continue
        edge = 0
        for figure in rules.scanner.figures(clause):
            name = rules.openings.sub("", clause[edge : figure.start])
            edge = figure.end
            if _only_grows(name, rules):
                yield name, figure.unit, figure.value


@dataclass(frozen=True, slots=True)
class _Rules:
    """The words of the lexicon made ready; ``worth`` finds a clause that may name a figure which can only grow."""

    scanner: Scanner
    openings: re.Pattern[str]
    grows: re.Pattern[str]
    may_fall: re.Pattern[str]
    worth: re.Pattern[str]


def _only_grows(name: str, rules: _Rules) -> bool:
    return (
        len(name) >= _SHORTEST_NAME
        and rules.grows.search(name) is not None
        and rules.may_fall.search(name) is None
    )


@functools.cache
def _rules() -> _Rules:
    lexicon = standard_lexicon()
    openings = "|".join(f"(?:{opening})" for opening in lexicon.fallen.openings)
    grows, may_fall = (
        "|".join(map(re.escape, words)) for words in (lexicon.fallen.grows, lexicon.fallen.may_fall)
    )
    return _Rules(
        Scanner.of(lexicon.report),
        re.compile(rf"^(?:{openings})+"),
        re.compile(grows),
        re.compile(may_fall),
        re.compile(rf"(?:{grows}).*[0-9０-９]"),
    )
