"""Word's automatic numbering: what stands before a paragraph though no one typed it.

In: the numbering and style parts of a .docx, then its paragraphs in order. Out: for each
paragraph its number as Word prints it, such as ``一、`` or ``（二）``, and "" where it has none.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_STYLES_DEEP = 20

_DIGITS = "〇一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def counted(number: int) -> str:
    """Return a number below ten thousand as it is spoken: ``十一``, ``一百零二``."""
    if not 0 < number < 10_000:  # noqa: PLR2004
        return str(number)
    text = ""
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += _DIGITS[digit] + _PLACES[place]
        elif text and number % 10**place and not text.endswith("零"):
            text += "零"
    return text.removeprefix("一") if text.startswith("一十") else text


def _counted_small(number: int) -> str:
    return counted(number) if number < 100 else _digits(number).replace("〇", "○")  # noqa: PLR2004


def _counted_japanese(number: int) -> str:
    return re.sub("一(?=[十百千])|零", "", counted(number))


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _legal(number: int) -> str:
    text = counted(number)
    text = f"一{text}" if text.startswith("十") else text
    return text.translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))


def _roman(number: int) -> str:
    text = ""
    for value, sign in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
                        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip
        text += sign * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _out_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "decimalEnclosedCircle": _out_of("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedParen": _out_of("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": _out_of("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "chineseCounting": _counted_small,
    "chineseCountingThousand": counted,
    "taiwaneseCounting": _counted_small,
    "taiwaneseCountingThousand": counted,
    "japaneseCounting": _counted_japanese,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": _legal,
    "ideographTraditional": _out_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _out_of("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _out_of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "none": lambda _number: "",
}
_FORMATS["decimalEnclosedCircleChinese"] = _FORMATS["decimalEnclosedCircle"]
_FORMATS["decimalFullWidth2"] = _FORMATS["decimalFullWidth"]


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how its number is printed, and where it starts and starts anew."""

    start: int
    form: str
    text: str
    legal: bool
    restarts: bool


def _value(parent: Any, *path: str) -> str | None:
    """Return the ``w:val`` of an element below another, None where it is missing."""
    for name in path:
        parent = None if parent is None else parent.find(W + name)
    return None if parent is None else str(parent.get(f"{W}val", ""))


def _number(text: str | None, missing: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else missing


def _level(element: Any) -> _Level:
    form = _value(element, "numFmt") or "decimal"
    return _Level(
        start=_number(_value(element, "start"), 0 if form == "bullet" else 1),
        form=form,
        text=_value(element, "lvlText") or "",
        legal=element.find(W + "isLgl") is not None,
        restarts=_value(element, "lvlRestart") != "0",
    )


@dataclass(slots=True)
class Numbering:
    """Counts as Word does while the paragraphs go by; ``unknown`` gathers forms not known."""

    _numbers: dict[str, Any] = field(default_factory=dict)
    _abstract: dict[str, Any] = field(default_factory=dict)
    _styles: dict[str, Any] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, numbering: Any, styles: Any) -> "Numbering":
        """Return the counters of a document from the roots of its two parts, either may be None."""
        found = cls()
        if styles is not None:
            found._styles = {one.get(f"{W}styleId"): one for one in styles.iter(f"{W}style")}
        if numbering is not None:
            found._numbers = {one.get(f"{W}numId"): one for one in numbering.iter(f"{W}num")}
            found._abstract = {
                one.get(f"{W}abstractNumId"): one for one in numbering.iter(f"{W}abstractNum")
            }
        return found

    def number_of(self, paragraph: Any) -> str:
        """Return the number Word prints before a ``w:p``, and count it."""
        list_id, level = self._list_of(paragraph)
        definition = self._numbers.get(list_id)
        if definition is None:
            return ""
        abstract_id, levels = self._levels(definition)
        if level not in levels:
            return ""
        counts = self._counted(abstract_id, list_id, definition, levels, level)
        return self._printed(levels, level, counts)

    def _list_of(self, paragraph: Any) -> tuple[str, int]:
        """Return the list a paragraph belongs to, by itself or by its style, and its level."""
        properties = paragraph.find(f"{W}pPr")
        list_id = _value(properties, "numPr", "numId")
        level = _value(properties, "numPr", "ilvl")
        style = _value(properties, "pStyle")
        for _ in range(_STYLES_DEEP):
            if list_id is not None or style is None:
                break
            element = self._styles.get(style)
            inherited = None if element is None else element.find(f"{W}pPr")
            list_id = _value(inherited, "numPr", "numId")
            level = level or _value(inherited, "numPr", "ilvl")
            style = _value(element, "basedOn")
        return list_id or "0", min(max(_number(level, 0), 0), _LEVELS - 1)

    def _levels(self, definition: Any) -> tuple[str, dict[int, _Level]]:
        """Return the abstract list behind a list, and its levels with what the list overrides."""
        abstract_id = _value(definition, "abstractNumId") or ""
        abstract = self._abstract.get(abstract_id)
        link = _value(abstract, "numStyleLink")
        if link is not None:
            linked = _value(self._styles.get(link), "pPr", "numPr", "numId")
            target = _value(self._numbers.get(linked or ""), "abstractNumId") or abstract_id
            abstract_id, abstract = target, self._abstract.get(target)
        found = {} if abstract is None else {
            _number(one.get(f"{W}ilvl"), 0): _level(one) for one in abstract.findall(f"{W}lvl")
        }  # fmt: skip
        for override in definition.findall(f"{W}lvlOverride"):
            own = override.find(f"{W}lvl")
            if own is not None:
                found[_number(override.get(f"{W}ilvl"), 0)] = _level(own)
        return abstract_id, found

    def _counted(
        self, abstract_id: str, list_id: str, definition: Any, levels: dict[int, _Level], level: int
    ) -> list[int | None]:
        counts = self._counts.setdefault(abstract_id, [None] * _LEVELS)
        start = levels[level].start
        if (list_id, level) not in self._begun:
            self._begun.add((list_id, level))
            for override in definition.findall(f"{W}lvlOverride"):
                restart = _value(override, "startOverride")
                if _number(override.get(f"{W}ilvl"), 0) == level and restart is not None:
                    start = _number(restart, start)
                    counts[level] = None
        current = counts[level]
        counts[level] = start if current is None else current + 1
        for deeper in range(level + 1, _LEVELS):
            if deeper not in levels or levels[deeper].restarts:
                counts[deeper] = None
        return counts

    def _printed(self, levels: dict[int, _Level], level: int, counts: list[int | None]) -> str:
        here = levels[level]
        if here.form == "bullet":
            return "•"

        def numeral(found: re.Match[str]) -> str:
            index = int(found.group(1)) - 1
            if index not in levels:
                return ""
            count = counts[index]
            form = "decimal" if here.legal else levels[index].form
            if form not in _FORMATS:
                self.unknown.add(form)
            return _FORMATS.get(form, str)(levels[index].start if count is None else count)

        return re.sub(r"%([1-9])", numeral, here.text)
