"""The sections of a bulletin: one a unit, found by the run of their headings.

In: the passages of a notice. Out: ``Section`` values: the units as printed, and the section's paragraphs. No list of
units is needed: headings of one kind whose numerals go on and which end as names of units do are the sections.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tongbao.notices.bulletin.headings import (
    HeadingUnits,
    SectionHeading,
    heading_of,
    numeral_of,
    runs_of_units,
)
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.days import in_digits
from tongbao.records.model import Passage

_SIGNATURE = re.compile(r"[^，。；]{0,30}(?:19|20)\d{2}年\d{1,2}月\d{1,2}日")
_ENDS_A_SENTENCE = ("。", "！", "？", "；", "：", "”", "）", "…", ".", "!", "?", ";", ":", ")")


@dataclass(frozen=True, slots=True)
class Section:
    """A section: the units it is about and its paragraphs; ``page`` is the heading's.

    ``name`` is its heading as printed, ``units`` none where that names no unit; ``above`` is the heading of a higher
    level that it stands under, "" for none.
    """

    name: str
    units: tuple[str, ...]
    paragraphs: tuple[str, ...]
    page: int | None
    above: str


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
    names = HeadingUnits(lexicon, is_unit)
    lines = (heading_of(at, passage.text, names) for at, passage in enumerate(passages))
    headings = [line for line in lines if line and line.name != issuer]
    runs = runs_of_units(headings)
    if not runs:
        return None
    own = sorted((heading for run in runs for heading in run), key=lambda heading: heading.at)
    close = _close(own[-1].at + 1, passages, issuer, lexicon)
    found = tuple(
        Section(
            name=heading.name,
            units=heading.units,
            paragraphs=mended(
                [heading.rest, *(passage.text for passage in passages[heading.at + 1 : end])]
            ),
            page=passages[heading.at].page,
            above=above if len(runs) > 1 else "",
        )
        for heading, end, above in zip(
            own, _ends(own, headings, close), _names_above(own, headings), strict=True
        )
    )
    return Sections(found, own[0].at)


def mended(lines: Iterable[str]) -> tuple[str, ...]:
    """Return paragraphs, one broken in mid-sentence by a page put together again."""
    whole: list[str] = []
    for line in lines:
        if not line.strip():
            continue
        goes_on = whole and _is_prose(whole[-1]) and not whole[-1].endswith(_ENDS_A_SENTENCE)
        if goes_on and not numeral_of(line):
            whole[-1] += line
        else:
            whole.append(line)
    return tuple(whole)


def _is_prose(text: str) -> bool:
    return any(mark in text for mark in "，。；")


def _ends(
    own: Sequence[SectionHeading], headings: Sequence[SectionHeading], close: int
) -> Iterable[int]:
    """Yield where each section ends: at the next of its run, at a higher heading, the last at the close."""
    lines = [heading.at for heading in headings]
    # Where each numeral of each level stands first: a higher heading that goes on with one is no part of the section.
    first: dict[tuple[int, int], int] = {}
    for one in headings:
        first.setdefault((one.kind, one.value), one.at)
    places = [*(heading.at for heading in own[1:]), close]
    for heading, following in zip(own, places, strict=True):
        inside = headings[bisect_right(lines, heading.at) : bisect_left(lines, following)]
        higher = (
            other.at
            for other in inside
            if other.kind < heading.kind
            and first.get((other.kind, other.value - 1), heading.at) < heading.at
        )
        yield next(higher, following)


def _close(start: int, passages: Sequence[Passage], issuer: str | None, lexicon: Lexicon) -> int:
    """Return where the last section ends: before what is said to all, the signature, the attachments."""
    for at in range(start, len(passages)):
        line = in_digits("".join(passages[at].text.split()))
        signs = line == issuer or _SIGNATURE.fullmatch(line)
        if signs or any(re.search(form, line) for form in lexicon.bulletin.closings):
            return at
    return len(passages)


def _names_above(
    own: Sequence[SectionHeading], headings: Iterable[SectionHeading]
) -> Iterator[str]:
    """Yield for each section the name of the last heading of a higher level before it, "" for none."""
    last: dict[int, SectionHeading] = {}
    following = iter(own)
    section = next(following, None)
    for one in headings:
        while section and one.at >= section.at:
            kind = section.kind
            higher = (above for level, above in last.items() if level < kind)
            above = max(higher, key=lambda heading: heading.at, default=None)
            yield above.name if above else ""
            section = next(following, None)
        last[one.kind] = one
