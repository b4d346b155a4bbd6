"""Lines that may head a section, and the runs they make.

In: the passages of a notice. Out: ``SectionHeading`` values, and runs of them: headings of one kind whose numerals go
on and most of which name units. A line with a numeral that names no unit counts too where it fills a gap or follows the
last: it ends a section.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tongbao.notices.column_words import role_of_heading
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.numerals import NUMERALS, count_of

# 一、二期工程 and 三、四月份 begin no heading.
_NO_LIST = rf"(?![{NUMERALS}]+[期季标批级月年、])"
# The kinds of numerals, the highest level first; a heading of a higher level ends a section.
_KINDS: tuple[re.Pattern[str], ...] = (
    re.compile(rf"第(?P<number>[{NUMERALS}]{{1,3}})[章节部分]+[：:、]?\s*"),
    re.compile(rf"(?P<number>[{NUMERALS}]{{1,3}})\s*[、.．]{_NO_LIST}\s*"),
    re.compile(rf"[（(]\s*(?P<number>[{NUMERALS}]{{1,3}})\s*[)）][、.．]?\s*"),
    re.compile(r"(?P<number>\d{1,2})\s*[、.．](?!\d)\s*"),
    re.compile(r"[（(]\s*(?P<number>\d{1,2})\s*[)）][、.．]?\s*"),
    re.compile(r"(?P<number>[①-⑳])\s*"),
)
# Lines without a numeral stand below all others.
CAPTION = len(_KINDS)
_ALONE = re.compile(r"[【〖]?(?P<name>[^。；！？：:【】〖〗]{2,40}?)[】〗]?[：:。]?")
_RUN_IN = re.compile(
    r"[【〖]?(?P<name>[^，,。；：:！？“”【】〖〗\s]{2,30})(?:[】〗][：:]?|[：:。]|\s+)\s*(?=\S)"
)
_REMARK = re.compile(r"[（(][^（）()]*[\d项个家名分][^（）()]*[)）]$")
_PROSE = re.compile("[，。；]")
_JOINED = re.compile("[、和与及]")
# Words such as 承办科室 and 牵头部门 are labels, also where no list has them.
_ANSWERS = re.compile(r"牵头|责任|承办|主办|配合|协办|参与|落实|实施|主责|分管|包")
_LONGEST_UNIT = 18
_FEWEST = 2
_FEWEST_CAPTIONS = 3
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """A line that may head a section: its place, kind and value, what it says and what follows in the line.

    ``units`` are those it names, none where it names something else; ``name`` is what it says as a whole.
    """

    at: int
    kind: int
    value: int
    name: str
    rest: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadingUnits:
    """Tells names of units: by the registry or their form, or as a place that may head a section."""

    lexicon: Lexicon
    is_unit: Callable[[str], bool]

    def units_in(self, name: str) -> tuple[str, ...]:
        """Return the units that a heading names: one, or several joined by 、 or 和."""
        if self._is_one(name):
            return (name,)
        pieces = tuple(_JOINED.split(name))
        return pieces if len(pieces) > 1 and all(map(self._is_one, pieces)) else ()

    def _is_one(self, name: str) -> bool:
        if not 1 < len(name) <= _LONGEST_UNIT or "、" in name or "，" in name:
            return False
        words = (*self.lexicon.labels.values(), *self.lexicon.headers.values())
        if any(name in group for group in words) or self.lexicon.is_group(name):
            return False
        if _ANSWERS.search(name) and role_of_heading(name, self.lexicon):
            return False
        return self.is_unit(name) or name.endswith(self.lexicon.bulletin.section_endings)


def numeral_of(text: str) -> tuple[int, int, int] | None:
    """Return kind and value of the numeral that a line begins with, and where its text begins."""
    for kind, form in enumerate(_KINDS):
        if match := form.match(text):
            return kind, count_of(match["number"]) or 0, match.end()
    return None


def heading_of(at: int, text: str, names: HeadingUnits) -> SectionHeading | None:
    """Return the heading that a line may be: ``一、某某镇``, ``（二）某某局：正在…``, ``某某街道``."""
    numeral = numeral_of(text)
    kind, value, start = numeral or (CAPTION, 0, 0)
    said = text[start:]
    if alone := _ALONE.fullmatch(said):
        name = "".join(alone["name"].split())
        remark = _REMARK.search(name)
        base = name[: remark.start()] if remark else name
        if units := names.units_in(base):
            return SectionHeading(at, kind, value, base, remark.group() if remark else "", units)
    run_in = _RUN_IN.match(said)
    if run_in and run_in.group()[-1:].isspace() and not _PROSE.search(said, run_in.end()):
        # 市住建局　丛立新 is who was there.
        run_in = None
    if run_in and (units := names.units_in(run_in["name"])):
        return SectionHeading(at, kind, value, run_in["name"], said[run_in.end() :], units)
    if numeral is None:
        return None
    name = alone["name"] if alone else said[:_LONGEST_UNIT]
    return SectionHeading(at, kind, value, name.strip(), "" if alone else said, ())


def runs_of_units(headings: Sequence[SectionHeading]) -> list[list[SectionHeading]]:
    """Return the runs that head sections of units; captions without numerals only where nothing else does."""
    runs = [
        run
        for kind in range(CAPTION)
        for run in _runs([heading for heading in headings if heading.kind == kind])
        if _is_of_units(run, _FEWEST)
    ]
    captions = [heading for heading in headings if heading.kind == CAPTION]
    return runs or ([captions] if _is_of_units(captions, _FEWEST_CAPTIONS) else [])


def _is_of_units(run: Sequence[SectionHeading], fewest: int) -> bool:
    units = sum(bool(heading.units) for heading in run)
    # One name over and over heads nothing.
    differ = len({heading.units for heading in run if heading.units})
    return units >= fewest and units >= _HALF * len(run) and differ > 1


def _runs(headings: Sequence[SectionHeading]) -> Iterator[list[SectionHeading]]:
    """Yield headings of one kind whose numerals go on; the numerals inside a section's text stand aside."""
    run: list[SectionHeading] = []
    aside: list[SectionHeading] = []
    for heading in headings:
        if not heading.units:
            aside.append(heading)
            continue
        filled = [*run, *_following(run, aside)]
        if run and heading.value == run[-1].value + 1:
            run.append(heading)
        elif run and heading.value == filled[-1].value + 1:
            run = [*filled, heading]
        else:
            yield [*run, *_following(run, aside)]
            run = [heading]
        aside = []
    yield [*run, *_following(run, aside)]


def _following(
    run: Sequence[SectionHeading], aside: Sequence[SectionHeading]
) -> list[SectionHeading]:
    """Return the headings behind a run's last that go on with its numerals, and not with a list of their own."""
    found: list[SectionHeading] = []
    before = 0
    for heading in aside if run else ():
        if heading.value == [*run, *found][-1].value + 1 and heading.value != before + 1:
            found.append(heading)
            before = 0
        else:
            before = heading.value
    return found
