"""Figures in a clause: a number with its unit.

In: text and the units of the lexicon. Out: ``Figure`` values. A number without a unit, a month, an
order (第三) or a name with digits (5G) is no figure.
"""

import re
from dataclasses import dataclass

from tongbao.notices.lexicon import ReportWords

# The same digits, wide or narrow: lengths stay, so that every place in the text stays right.
_NARROW = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


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
                r"(?P<value>\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,9})?|\d{1,15}(?:\.\d{1,9})?)"
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
