"""What must not go public by mere inheritance: words and numbers on which a person has to decide first.

In: a record or a text, and the word lists of site.yml. Out: ``Held`` values. Whoever wrote ``visibility`` on a record
has decided on all of it; a plan that is public has not decided for each of its tasks.
"""

import functools
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from tongbao.records.model import (
    Assignment,
    Event,
    File,
    Person,
    Printed,
    Record,
    Reply,
    Source,
    Unit,
)
from tongbao.records.settings import Settings
from tongbao.records.yaml_in import Path

_Text = tuple[Path, str]
_NUMBERS = {
    # A mobile number, or one with an area code; 13812345678元 is an amount.
    "phone": r"(?<![\d.,])(?:1[3-9]\d(?:[-\s]?\d{4}){2}"
    r"|[(（]?0(?:10|2\d|[3-9]\d\d)[)）\-－—\s]\s?[2-9]\d{6,7})(?![\d.]|\s*[亿万千]?元)",
    "identity": r"(?<![\dA-Za-z])[1-8]\d{5}(?:19|20)\d{9}[\dXx](?![\dA-Za-z])",
    # Fifteen or more digits in one piece, or in fours as a card shows them; first digits that banks have.
    "bank": r"(?<![\d.,])(?<!\d[ -])(?:[3-69]\d{15,18}|[3-69]\d{3}(?P<gap>[ -])\d{4}"
    r"(?:(?P=gap)\d{4}){2}(?:(?P=gap)\d{1,3})?)"
    r"(?![\d.]|[ -]\d|\s*[亿万千]?元)",
}
_NAMES = {"word": "词语", "phone": "电话号码", "identity": "身份证号", "bank": "银行卡号"}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS = "10X98765432"
# What holds no words of a notice, and names that the registry of units holds once for all.
_OTHERWISE: Mapping[type[Record], frozenset[str]] = {
    File: frozenset({"sha256"}),
    Assignment: frozenset({"lead", "responsible", "cooperating"}),
    Printed: frozenset({"lead", "responsible", "cooperating"}),
    Event: frozenset({"units"}),
    Person: frozenset({"unit"}),
    Reply: frozenset({"unit"}),
    Unit: frozenset({"members", "successors"}),
}


@dataclass(frozen=True, slots=True)
class Held:
    """One reason to hold a text back: where it stands in the record, its kind and the piece as written."""

    path: Path
    kind: str
    piece: str

    @property
    def what(self) -> str:
        """The word, or the kind of number, in Chinese."""
        name = _NAMES[self.kind]
        return f"{name}“{''.join(self.piece.split())}”" if self.kind == "word" else name

    @property
    def shown(self) -> str:
        """The reason in Chinese; of a number only the ends, for the message may be read by many."""
        ends = f"{self.piece[:3]}…{self.piece[-2:]}" if self.kind != "word" else self.piece
        return f"{_NAMES[self.kind]}“{ends}”"


def held(record: Record, settings: Settings, skipped: Collection[str] = ()) -> tuple[Held, ...]:
    """Return why texts of a record may not go public before a person has decided.

    A part of it with a ``visibility`` of its own has been decided on; fields of the record named in ``skipped`` are not
    looked at.
    """
    return tuple(
        replace(found, path=path)
        for path, text in _undecided(record, (), skipped)
        for found in held_in(text, settings)
    )


def held_in(text: str, settings: Settings) -> tuple[Held, ...]:
    """Return why a text may not go public: each word and number once, but those inside an allowed phrase."""
    withhold = settings.withhold
    pattern = _pattern(withhold.words, withhold.numbers)
    if pattern is None:
        return ()
    allowed = [match.span() for match in _spaced(withhold.allow).finditer(text)]
    found: dict[str, Held] = {}
    for match in pattern.finditer(text):
        start, end = match.span()
        if any(first <= start and end <= last for first, last in allowed):
            continue
        if kind := _kind_of(match):
            found.setdefault(match.group(), Held((), kind, match.group()))
    return tuple(found.values())


def _undecided(record: Record, path: Path, skipped: Collection[str] = ()) -> Iterator[_Text]:
    """Yield every text of a record, and of the records inside it on which nobody has decided; no review marks."""
    for field in type(record).model_fields:
        if field not in (*skipped, "review", "unread") and field not in _OTHERWISE.get(
            type(record), ()
        ):
            yield from _texts_in(getattr(record, field), (*path, field))


def _texts_in(value: object, path: Path) -> Iterator[_Text]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _texts_in(item, (*path, number))
    elif isinstance(value, Record) and not isinstance(value, Source) and not _is_decided(value):
        yield from _undecided(value, path)


def _is_decided(record: Record) -> bool:
    return getattr(record, "visibility", None) is not None


@functools.cache
def _pattern(words: tuple[str, ...], numbers: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return one pattern for all; a word is found over the line breaks and spaces of a cell too."""
    kinds = [f"(?P<word>{_spaced(words).pattern})"] if words else []
    # Identity before bank: 18 digits may look like both.
    kinds += [f"(?P<{kind}>{_NUMBERS[kind]})" for kind in _NUMBERS if kind in numbers]
    return re.compile("|".join(kinds)) if kinds else None


@functools.cache
def _spaced(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of phrases, the longest first, over spaces; one that finds nothing where there are none."""
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile("|".join(r"\s*".join(map(re.escape, one)) for one in ordered) or r"(?!)")


def _kind_of(match: re.Match[str]) -> str:
    """Return what a match is, "" where its check digit says that it is nothing."""
    kind, piece = match.lastgroup or "", match.group()
    if kind == "identity" and not _is_identity(piece):
        kind = "bank" if piece.isdigit() else ""
    if kind == "bank" and not _is_card(piece):
        kind = ""
    return kind


def _is_identity(piece: str) -> bool:
    """Return whether it holds a day of birth and ends in the check sign of GB 11643."""
    if not (1 <= int(piece[10:12]) <= 12 and 1 <= int(piece[12:14]) <= 31):  # noqa: PLR2004
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, piece[:17], strict=True))
    return _CHECK_SIGNS[total % 11] == piece[17].upper()


def _is_card(piece: str) -> bool:
    """Return whether the digits pass the Luhn check of card numbers."""
    digits = [int(sign) for sign in reversed(piece) if sign.isdigit()]
    doubled = (2 * digit - 9 * (digit > 4) for digit in digits[1::2])  # noqa: PLR2004
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
