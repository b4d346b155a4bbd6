"""The sections of a bulletin: one a unit, found by the run of their headings.

In: the passages of a notice. Out: ``Section`` values: the unit as printed, and the section's paragraphs. No list of
units is needed: headings of one kind whose numerals go on and which end as names of units do are the sections.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tongbao.notices.lexicon import Lexicon
from tongbao.records.model import Passage

_HAN = "一二三四五六七八九十"
# The kinds of numerals, the highest level first; a heading of a higher level ends a section.
_KINDS: tuple[re.Pattern[str], ...] = (
    re.compile(rf"第(?P<han>[{_HAN}]{{1,3}})[章节部分]+[：:、]?\s*"),
    re.compile(rf"(?P<han>[{_HAN}]{{1,3}})\s*[、.．]\s*"),
    re.compile(rf"[（(]\s*(?P<han>[{_HAN}]{{1,3}})\s*[)）][、.．]?\s*"),
    re.compile(r"(?P<digits>\d{1,2})\s*[、.．](?!\d)\s*"),
    re.compile(r"[（(]\s*(?P<digits>\d{1,2})\s*[)）][、.．]?\s*"),
    re.compile(r"(?P<circle>[①-⑳])\s*"),
)
_CAPTION = len(_KINDS)
_NAME = re.compile(
    r"[【〖]?(?P<name>[^，,、。；;：:！？“”【】〖〗]{2,18})[】〗]?(?P<end>[：:。]|$)\s*"
)
_SIGNATURE = re.compile(r"[^，。；]{0,30}(?:19|20)\d{2}年\d{1,2}月\d{1,2}日")
_ENDS_A_SENTENCE = ("。", "！", "？", "；", "：", "”", "）", "…", ".", "!", "?", ";", ":", ")")
_FEWEST = 2
_FEWEST_CAPTIONS = 3
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Section:
    """A unit's section: its name as printed and its paragraphs; ``page`` is the heading's.

    ``above`` is the heading of a higher level that it stands under, "" for none; ``is_unit`` says whether the
    name looks like a unit's.
    """

    unit: str
    paragraphs: tuple[str, ...]
    page: int | None
    above: str
    is_unit: bool


@dataclass(frozen=True, slots=True)
class _Heading:
    """A line that may head a section: its place, kind and value, the name and what follows in the line."""

    at: int
    kind: int
    value: int
    name: str
    rest: str
    is_unit: bool


@dataclass(frozen=True, slots=True)
class Sections:
    """All sections in order; ``start`` is the place of the first heading among the passages."""

    found: tuple[Section, ...]
    start: int


def find_sections(
    passages: Sequence[Passage],
    issuer: str | None,
    lexicon: Lexicon,
    is_unit: Callable[[str], bool],
) -> Sections | None:
    """Return the sections of a bulletin, None where fewer than two headings name units.

    ``issuer`` is who signs it: its name is no heading, and closes the last section.
    """
    headings = [
        heading
        for at, passage in enumerate(passages)
        for heading in _heading(at, passage.text, lexicon, is_unit)
        if heading.name != issuer
    ]
    runs = [run for run in _runs(headings) if _is_of_units(run)]
    if not runs:
        return None
    own = sorted((heading for run in runs for heading in run), key=lambda heading: heading.at)
    close = _close(own[-1].at + 1, passages, issuer, lexicon)
    ends = tuple(_ends(own, headings, close))
    found = tuple(
        Section(
            unit=heading.name,
            paragraphs=mended(
                [heading.rest, *(passage.text for passage in passages[heading.at + 1 : end])]
            ),
            page=passages[heading.at].page,
            above=_above(heading, headings) if len(runs) > 1 else "",
            is_unit=heading.is_unit,
        )
        for heading, end in zip(own, ends, strict=True)
    )
    return Sections(found, own[0].at)


def mended(lines: Iterable[str]) -> tuple[str, ...]:
    """Return paragraphs, one broken in mid-sentence by a page put together again."""
    whole: list[str] = []
    for line in lines:
        if not line.strip():
            continue
        goes_on = whole and _is_prose(whole[-1]) and not whole[-1].endswith(_ENDS_A_SENTENCE)
        if goes_on and not _numeral(line):
            whole[-1] += line
        else:
            whole.append(line)
    return tuple(whole)


def _is_prose(text: str) -> bool:
    return any(mark in text for mark in "，。；")


def _numeral(text: str) -> tuple[int, re.Match[str]] | None:
    for kind, form in enumerate(_KINDS):
        if match := form.match(text):
            return kind, match
    return None


def _value(match: re.Match[str]) -> int:
    found = match.groupdict()
    if digits := found.get("digits"):
        return int(digits)
    if circle := found.get("circle"):
        return ord(circle) - ord("①") + 1
    return han_number(found["han"])


def han_number(text: str) -> int:
    """Return the number that Chinese numerals below a hundred write: 二十一 is 21."""
    tens, ten, ones = text.rpartition("十")
    digits = [_HAN.index(part[-1]) + 1 if part else 0 for part in (tens, ones)]
    return (digits[0] or 1) * 10 + digits[1] if ten else digits[1]


def _heading(
    at: int, text: str, lexicon: Lexicon, is_unit: Callable[[str], bool]
) -> Iterable[_Heading]:
    """Yield the heading that a line is or begins with: ``一、某某镇``, ``（二）某某局：正在…``, ``某某街道``."""
    numeral = _numeral(text)
    kind, value, rest = _CAPTION, 0, text
    if numeral:
        kind, value, rest = numeral[0], _value(numeral[1]), text[numeral[1].end() :]
    match = _NAME.match(rest)
    if match is None:
        return
    name = match["name"].strip()
    unit = _names_unit(name, lexicon, is_unit)
    alone = not rest[match.end() :]
    if (kind == _CAPTION and not unit) or (not alone and not unit):
        return
    yield _Heading(at, kind, value, name, rest[match.end() :], unit)


def _names_unit(name: str, lexicon: Lexicon, is_unit: Callable[[str], bool]) -> bool:
    roles = {
        word for words in (*lexicon.labels.values(), *lexicon.headers.values()) for word in words
    }
    if name in roles or lexicon.is_group(name):
        return False
    return is_unit(name) or name.endswith(lexicon.bulletin.section_endings)


def _runs(headings: Sequence[_Heading]) -> list[list[_Heading]]:
    """Return headings of one kind whose numerals go on, and captions without numerals."""
    runs: list[list[_Heading]] = []
    open_runs: dict[int, list[_Heading]] = {}
    for heading in headings:
        for kind in [kind for kind in open_runs if kind > heading.kind != _CAPTION]:
            del open_runs[kind]
        run = open_runs.get(heading.kind)
        if run and (heading.kind == _CAPTION or heading.value == run[-1].value + 1):
            run.append(heading)
        else:
            open_runs[heading.kind] = [heading]
            runs.append(open_runs[heading.kind])
    if any(_is_of_units(run) for run in runs if run[0].kind != _CAPTION):
        return [run for run in runs if run[0].kind != _CAPTION]
    return runs


def _is_of_units(run: Sequence[_Heading]) -> bool:
    units = sum(heading.is_unit for heading in run)
    fewest = _FEWEST_CAPTIONS if run[0].kind == _CAPTION else _FEWEST
    return units >= fewest and units >= _HALF * len(run)


def _ends(own: Sequence[_Heading], headings: Sequence[_Heading], close: int) -> Iterable[int]:
    """Yield where each section ends: at the next of its run, at a higher heading, the last at the close."""
    for heading, following in pairwise([*(heading.at for heading in own), close]):
        kind = next(one.kind for one in own if one.at == heading)
        higher = (
            other.at for other in headings if heading < other.at < following and other.kind < kind
        )
        yield next(higher, following)


def _close(start: int, passages: Sequence[Passage], issuer: str | None, lexicon: Lexicon) -> int:
    """Return where the last section ends: before what is said to all, the signature, the attachments."""
    for at in range(start, len(passages)):
        line = "".join(passages[at].text.split())
        signs = line == issuer or _SIGNATURE.fullmatch(line)
        if signs or any(re.search(form, line) for form in lexicon.bulletin.closings):
            return at
    return len(passages)


def _above(heading: _Heading, headings: Sequence[_Heading]) -> str:
    higher = [one for one in headings if one.at < heading.at and one.kind < heading.kind]
    return higher[-1].name if higher else ""
