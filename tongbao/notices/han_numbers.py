"""Numbers and dates that a notice writes in Chinese numerals: 二十一, 二〇二二年九月九日.

In: text. Out: the number, or the text with such dates in digits.
"""

import re

_HAN = "一二三四五六七八九十"
_ZEROS = "零〇○ОOo"
_DIGITS = {sign: str(value) for value, sign in enumerate(_HAN[:9], start=1)}
_DIGITS |= dict.fromkeys(_ZEROS, "0")
_DATE = re.compile(rf"([{''.join(_DIGITS)}]{{4}})年([{_HAN}]{{1,2}})月([{_HAN}]{{1,3}})日")


def han_number(text: str) -> int:
    """Return the number that Chinese numerals below a hundred write: 二十一 is 21."""
    tens, ten, ones = text.rpartition("十")
    digits = [_HAN.index(part[-1]) + 1 if part else 0 for part in (tens, ones)]
    return (digits[0] or 1) * 10 + digits[1] if ten else digits[1]


def han_year(text: str) -> int:
    """Return a year written sign by sign, in digits or Chinese: 二〇二二 is 2022."""
    return int("".join(_DIGITS.get(sign, sign) for sign in text))


def in_digits(text: str) -> str:
    """Return the text with its dates in digits: 二〇二二年九月九日 becomes 2022年9月9日."""
    return _DATE.sub(
        lambda found: f"{han_year(found[1])}年{han_number(found[2])}月{han_number(found[3])}日",
        text,
    )
