"""Numbers in digits and in Chinese numerals, and the numerals that open a line or a row.

In: words. Out: what they count (二十一, 二〇, ⑫ and 12 alike), a row's number as printed, and the ``Numeral`` that a
line begins with. Whether a numeral opens an item is not decided here: a numeral alone says little.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

NUMERALS = "一二三四五六七八九十"
HAN = f"〇零○两百{NUMERALS}"
_DIGITS: Mapping[str, int] = {
    **{sign: value for value, sign in enumerate(NUMERALS[:9], start=1)},
    **dict.fromkeys("零〇○ОOo", 0),
    "两": 2,
}
_PLACES: Mapping[str, int] = {"十": 10, "百": 100}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_HAN_NUMBER = re.compile(rf"[{HAN}]{{1,6}}")
_OUTER = re.compile(r"^[(\[【〔]?(?P<inner>.*?)[)\]】〕]?[、.．,，:：]?$")
_LONGEST = 9


def count_of(text: str | None) -> int | None:
    """Return what a number counts, None where it is no plain number: 1.2, a word, nothing."""
    if not text or len(text) > _LONGEST:
        return None
    if text in _CIRCLED:
        return _CIRCLED.index(text) + 1
    if text.isascii() and text.isdecimal():
        return int(text)
    return han_number(text) if _HAN_NUMBER.fullmatch(text) else None


def han_number(text: str) -> int:
    """Return the number that Chinese numerals below a thousand write: 二十一 is 21, and so is 二一."""
    if not set(text) & _PLACES.keys():
        return int("".join(str(_DIGITS[sign]) for sign in text))
    value = digit = 0
    for sign in text:
        if sign in _PLACES:
            value += (digit or 1) * _PLACES[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return value + digit


def han_of(number: int) -> str:
    """Return a number below a hundred in Chinese numerals: 21 is 二十一; "" for another."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:  # noqa: PLR2004 - two places
        return ""
    head = "" if tens == 0 else "十" if tens == 1 else NUMERALS[tens - 1] + "十"
    return head + (NUMERALS[ones - 1] if ones else "")


def number_of(text: str) -> int:
    """Return a number of digits or Chinese numerals; a year may be mixed, sign by sign: 二〇2二."""
    if set(text) & _PLACES.keys():
        return han_number(text)
    return int("".join(str(_DIGITS.get(sign, sign)) for sign in text))


def printed_number(text: str) -> str:
    """Return a row's number without white space, wide digits and marks: ``１２、`` is 12, ``（一）`` is 一."""
    plain = "".join(text.split())
    if plain and plain in _CIRCLED:
        return plain
    plain = unicodedata.normalize("NFKC", plain)
    match = _OUTER.match(plain)
    return match["inner"] if match else plain


def main_number(numbers: list[str]) -> str | None:
    """Return the number of which all the others are parts: 1 for 1.1, 1.2; None where they have none."""
    heads = {number.rpartition(".")[0] for number in numbers}
    return heads.pop() or None if len(heads) == 1 and len(numbers) > 1 else None


_ONES = f"〇零{NUMERALS}百"
_NOT_A_COUNT = "年月日号时点届次个项件条名位万亿元%"

_BULLETS = "△▲●◆■★○◇□▪•※◎❖➤►▶✔✓*＊"

# What a list numbers by its name: 实事一：, 第1件, 【任务3】.
_THING = "(?:实事|好事|项目|工程|任务|事项|行动|工作)"
_ANY = rf"(?P<number>[{_ONES}]{{1,3}}|\d{{1,3}})"
_WORDS = r"(?=[\u4e00-\u9fff“《])"

# The first form that matches holds. A number glued to digits (11.121人才梯队项目) counts on in a run of 1. only.
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("han_is", re.compile(rf"(?P<shown>(?P<number>[{_ONES}]{{1,3}})是)[,:，：]?\s*")),
    ("han", re.compile(rf"(?P<shown>(?P<number>[{_ONES}]{{1,4}}))\s*(?:、|[.．](?!\d))\s*")),
    ("han_bracket", re.compile(rf"(?P<shown>[(（]\s*(?:序号|第)?(?P<number>[{_ONES}]{{1,4}})\s*[)）])[、.,，]?\s*")),
    ("ordinal", re.compile(rf"(?P<shown>第(?P<number>[{_ONES}]{{1,3}}))(?:[,、:，：]|是)\s*")),
    ("named", re.compile(rf"(?P<shown>第{_ANY}[件项]{_THING}?)(?:[,、:，：]\s*|\s+){_WORDS}")),
    ("named", re.compile(rf"(?P<shown>{_THING}(?:之|[Nn][Oo][.．]?)?{_ANY})(?:[、:：|｜丨—]+\s*|\s+){_WORDS}")),
    ("named", re.compile(rf"(?P<shown>[【〔\[［](?:第|{_THING})?{_ANY}[件项]?[】〕\]］])[、.,，:：]?\s*{_WORDS}")),
    ("named", re.compile(rf"(?P<shown>[Nn][Oo][.．:：]?\s*{_ANY})[.．、:：|｜丨\s]*{_WORDS}")),
    ("slash", re.compile(rf"(?P<shown>(?P<number>\d{{1,3}}))\s*[/／|｜丨]\s*{_WORDS}")),
    ("filed", re.compile(r"(?P<shown>第(?P<number>\d{1,4})号)(?:[、:：]\s*|\s+)(?=[\u4e00-\u9fff“《])")),
    ("letter", re.compile(r"(?P<shown>(?P<number>[A-Z]))[.．、]\s*(?=[\u4e00-\u9fff“《])")),
    ("article", re.compile(rf"(?P<shown>第(?P<number>[{_ONES}]{{1,4}}|\d{{1,3}})条)[,、:，：\s]\s*")),
    ("dot", re.compile(r"(?P<shown>(?P<number>\d{1,3}))\s*[.．](?!\d)\s*")),
    ("tight", re.compile(r"(?P<shown>(?P<number>\d{1,3}))[.．](?=\d)")),
    ("dun", re.compile(r"(?P<shown>(?P<number>\d{1,3}))\s*、\s*")),
    ("bracket", re.compile(r"(?P<shown>[(（]\s*(?P<number>\d{1,3})\s*[)）])[、.,，]?\s*")),
    ("half", re.compile(r"(?P<shown>(?P<number>\d{1,3})[)）])\s*")),
    ("circle", re.compile(r"(?P<shown>(?P<number>[①-⑳]))\s*")),
    (
        "gap",
        re.compile(
            rf"(?P<shown>(?P<number>\d{{1,3}}))\s+(?=[\u4e00-\u9fff“《])(?![{_NOT_A_COUNT}])"
        ),
    ),
    ("bullet", re.compile(rf"(?P<shown>[{_BULLETS}])\s*")),
)  # fmt: skip

# No form begins with another sign.
_OPENING = frozenset(
    f"{_ONES}(（第【〔[［实好项工任事行NnABCDEFGHIJKLMNOPQRSTUVWXYZ{_CIRCLED}{_BULLETS}"
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


@lru_cache(maxsize=20_000)  # each reader asks for the numerals of the same lines
def read_numeral(text: str, folded: str | None = None) -> Numeral | None:
    """Return the numeral that a line begins with; ``folded`` is the same line for matching, if that is another."""
    first = (text if folded is None else folded)[:1]
    if first not in _OPENING and not first.isdecimal():
        return None
    for kind, form in _FORMS:
        match = form.match(text if folded is None else folded)
        if match is None:
            continue
        number = match.groupdict().get("number")
        value = ord(number) - ord("A") + 1 if kind == "letter" and number else count_of(number) or 0
        shown = "".join(text[match.start("shown") : match.end("shown")].split())
        return Numeral(kind, value, shown, match.end())
    return None
