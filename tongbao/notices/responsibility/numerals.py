"""The numerals that open a line: 一、 （一） 1. 1、 （1） ① 一是 第一， △.

In: the folded beginning of a line. Out: ``Numeral``: its glyph class, its value and where the text begins.
Whether it opens a block is not decided here: a numeral alone says little.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_HAN = "〇零一二三四五六七八九十百"
_NOT_A_COUNT = "年月日号时点届次个项件条名位万亿元%"

# The first form that matches holds. A number glued to digits (11.121人才梯队项目) counts on in a run of 1. only.
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("han_is", re.compile(rf"(?P<shown>(?P<han>[{_HAN}]{{1,3}})是)[,:]?\s*")),
    ("han", re.compile(rf"(?P<shown>(?P<han>[{_HAN}]{{1,4}}))\s*(?:、|\.(?!\d))\s*")),
    ("han_bracket", re.compile(rf"(?P<shown>\(\s*(?P<han>[{_HAN}]{{1,4}})\s*\))[、.,]?\s*")),
    ("ordinal", re.compile(rf"(?P<shown>第(?P<han>[{_HAN}]{{1,3}}))(?:[,、:]|是)\s*")),
    (
        "article",
        re.compile(
            rf"(?P<shown>第(?:(?P<han>[{_HAN}]{{1,4}})|(?P<arabic>\d{{1,3}}))条)[,、:\s]\s*"
        ),
    ),
    ("dot", re.compile(r"(?P<shown>(?P<arabic>\d{1,3}))\s*\.(?!\d)\s*")),
    ("tight", re.compile(r"(?P<shown>(?P<arabic>\d{1,3}))\.(?=\d)")),
    ("dun", re.compile(r"(?P<shown>(?P<arabic>\d{1,3}))\s*、\s*")),
    ("bracket", re.compile(r"(?P<shown>\(\s*(?P<arabic>\d{1,3})\s*\))[、.,]?\s*")),
    ("half", re.compile(r"(?P<shown>(?P<arabic>\d{1,3})\))\s*")),
    ("circle", re.compile(r"(?P<shown>(?P<circle>[①-⑳]))\s*")),
    (
        "gap",
        re.compile(
            rf"(?P<shown>(?P<arabic>\d{{1,3}}))\s+(?=[\u4e00-\u9fff“《])(?![{_NOT_A_COUNT}])"
        ),
    ),
    ("bullet", re.compile(r"(?P<shown>[△▲●◆■★○◇□▪•※])\s*")),
)

# Glyphs that a typist mixes within one run.
ALIKE: Mapping[str, frozenset[str]] = {
    kind: frozenset(("dot", "dun", "gap", "half")) for kind in ("dot", "dun", "gap", "half")
}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at the beginning of a line.

    ``shown`` is as printed without the mark behind it (1, （一）, 一是); ``value`` is 0 for a bullet; ``end``
    is where the text begins.
    """

    kind: str
    value: int
    shown: str
    end: int


def read_numeral(text: str, folded: str) -> Numeral | None:
    """Return the numeral that a line begins with; ``folded`` is the same line for matching."""
    for kind, form in _FORMS:
        match = form.match(folded)
        if match is None:
            continue
        found = match.groupdict()
        value = 0
        if han := found.get("han"):
            value = han_value(han)
        elif arabic := found.get("arabic"):
            value = int(arabic)
        elif circle := found.get("circle"):
            value = ord(circle) - ord("①") + 1
        shown = "".join(text[match.start("shown") : match.end("shown")].split())
        return Numeral(kind, value, shown, match.end())
    return None


def han_value(text: str) -> int:
    """Return the number that Chinese numerals write: 二十一 is 21; a digit by digit one is read so."""
    digits = {sign: at for at, sign in enumerate("零一二三四五六七八九")} | {"〇": 0}
    if not set(text) & set("十百"):
        return int("".join(str(digits[sign]) for sign in text))
    value, digit = 0, 0
    for sign in text:
        if sign in "十百":
            value += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = digits[sign]
    return value + digit
