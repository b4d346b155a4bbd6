"""Figures that went backwards from one report to the next: 累计完成投资5.2亿元, then 4.8亿元.

In: the texts of two reports about the same work. Out: ``Fallen`` values. Only figures whose names say that they
can only grow are compared, and only where name and unit stand once in each text: what is found is for a person to
look at, and what is doubtful is left alone.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tongbao.notices.lexicon import FallenWords, standard_lexicon
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


def _figures(text: str) -> dict[tuple[str, str], str]:
    """Return the values of the figures that can only grow, by name and unit; those named twice are left out."""
    found = list(_named(text))
    times = Counter((name, unit) for name, unit, _ in found)
    return {(name, unit): value for name, unit, value in found if times[name, unit] == 1}


def _named(text: str) -> Iterator[tuple[str, str, str]]:
    words, scanner, opening = _rules()
    lines = "\n".join("".join(line.split()) for line in text.splitlines())
    for clause in _CLAUSES.split(lines):
        edge = 0
        for figure in scanner.figures(clause):
            name = opening.sub("", clause[edge : figure.start])
            edge = figure.end
            if _only_grows(name, words):
                yield name, figure.unit, figure.value


def _only_grows(name: str, words: FallenWords) -> bool:
    return (
        len(name) >= _SHORTEST_NAME
        and any(word in name for word in words.grows)
        and not any(word in name for word in words.may_fall)
    )


@functools.cache
def _rules() -> tuple[FallenWords, Scanner, re.Pattern[str]]:
    lexicon = standard_lexicon()
    openings = "|".join(f"(?:{opening})" for opening in lexicon.fallen.openings)
    return lexicon.fallen, Scanner.of(lexicon.report), re.compile(rf"^(?:{openings})+")
