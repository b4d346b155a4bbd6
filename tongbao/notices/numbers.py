"""The number of a row: 3, ３., （十二）, 二〇.

In: the text of a cell of numbers. Out: the number as printed, without what only sets it off, and what it counts.
"""

import re
import unicodedata

_OUTER = re.compile(r"^[(\[【〔]?(?P<inner>.*?)[)\]】〕]?[、.．,，:：]?$")
_DIGITS = "〇一二三四五六七八九"
_PLACES = {"十": 10, "百": 100}
_HAN = re.compile(rf"[{_DIGITS}零○十百]{{1,5}}")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def printed_number(text: str) -> str:
    """Return a number without white space, wide digits and the marks round it: ``１２、`` is 12, ``（一）`` is 一."""
    plain = "".join(text.split())
    if plain and plain in _CIRCLED:
        return plain
    plain = unicodedata.normalize("NFKC", plain)
    match = _OUTER.match(plain)
    return match["inner"] if match else plain


def count_of(number: str | None) -> int | None:
    """Return what a number counts, None where it is no plain number: 1.2, a word, nothing."""
    if not number:
        return None
    if number in _CIRCLED:
        return _CIRCLED.index(number) + 1
    if number.isascii() and number.isdecimal():
        return int(number)
    return (
        _spoken(number.replace("零", "〇").replace("○", "〇")) if _HAN.fullmatch(number) else None
    )


def main_number(numbers: list[str]) -> str | None:
    """Return the number of which all the others are parts: 1 for 1.1, 1.2; None where they have none."""
    heads = {number.rpartition(".")[0] for number in numbers}
    return heads.pop() or None if len(heads) == 1 and len(numbers) > 1 else None


def _spoken(text: str) -> int:
    """Return the number that Chinese numerals write: 二十一 is 21, and so is 二一."""
    if not set(text) & _PLACES.keys():
        return int("".join(str(_DIGITS.index(sign)) for sign in text))
    value = digit = 0
    for sign in text:
        if sign in _PLACES:
            value += (digit or 1) * _PLACES[sign]
            digit = 0
        else:
            digit = _DIGITS.index(sign)
    return value + digit
