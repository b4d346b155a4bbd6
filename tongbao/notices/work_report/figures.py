"""Figures in a clause: a number with its unit, and the clauses and pieces that it stands in.

In: text and the units of the lexicon. Out: ``Figure`` values and spans of text. A number without a unit, a month, an
order (第三) or a name with digits (5G) is no figure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tongbao.notices.lexicon import ReportWords

_OPENING, _CLOSING = "（(“《【〔‘「", "）)”》】〕’」"
# The same digits, wide or narrow: lengths stay, so that every place in the text stays right.
_NARROW = str.maketrans("０１２３４５６７８９．％", "0123456789.%")

_THOUSANDS = re.compile(r"\d,\d{3}")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and its unit: ``end`` is where the unit and words such as 左右 end."""

    start: int
    end: int
    value: str
    unit: str

    def counts(self, words: ReportWords) -> bool:
        """Return whether the unit counts things, so that their name mostly follows it."""
        return self.unit in words.counts


@dataclass(frozen=True, slots=True)
class Scanner:
    """Finds figures by the units of the lexicon."""

    pattern: re.Pattern[str]

    @classmethod
    def of(cls, words: ReportWords) -> "Scanner":
        """Return the scanner of a lexicon."""
        units = sorted({*words.measures, *words.counts}, key=len, reverse=True)
        unit = "|".join(map(re.escape, units))
        barred = "|".join(map(re.escape, words.not_measured))
        around = "|".join(map(re.escape, words.around))
        return cls(
            re.compile(
                r"(?<![\dA-Za-z.,*/第〔])(?<!\d[-－—～~至])(?P<sign>(?<=[\u4e00-\u9fff])[-－])?"
                r"(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
                rf"(?P<unit>{unit})(?!{barred})(?:{around})?"
            )
        )

    def figures(self, text: str) -> list[Figure]:
        """Return the figures of a text, in order."""
        return [
            Figure(
                found.start(),
                found.end(),
                ("-" if found["sign"] else "") + found["value"].replace(",", ""),
                found["unit"],
            )
            for found in self.pattern.finditer(text.translate(_NARROW))
        ]


def split(text: str, span: Span, marks: str) -> Iterator[Span]:
    """Yield the pieces of a span between marks that stand outside brackets and quotation marks."""
    start, depth = span[0], 0
    for at in range(*span):
        depth = max(0, depth + (text[at] in _OPENING) - (text[at] in _CLOSING))
        if not depth and text[at] in marks and not _THOUSANDS.match(text, max(0, at - 1)):
            if at > start:
                yield start, at
            start = at + 1
    if span[1] > start:
        yield start, span[1]
