"""Lines outside tables -> paragraphs; what pages repeat at their edges is left out.

In: the lines of each page, in order, and where the tables stand between them. Out: the groups of
lines that make a paragraph, and what was left out as header, footer or page number.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from tongbao.sources.characters import closes_earlier, item_kind, join
from tongbao.sources.document import Paragraph, Spot
from tongbao.sources.lines import PrintedLine, TextColumn, is_meant
from tongbao.sources.strong import Ranges, cut, put_together, shifted

_EDGE_ZONE = 0.12  # share of the page's height, above and below
_RIM = 0.05
_NUMBER = re.compile(
    r"\s*(?:[-—–－]+\s*\d+\s*[-—–－]+|第\s*\d+\s*页(?:[，,/ ]*共\s*\d+\s*页)?|\d+\s*/\s*\d+)\s*"
)
_INDENT = 0.6  # of the type size
_PITCH = 1.4  # of the usual distance between lines
_OTHER_SIZE = 0.15


class PageLine(NamedTuple):
    """A line outside tables, with its page and its number on the page, both from 1."""

    line: PrintedLine
    page: int
    number: int
    width: float
    height: float


def split_running(lines: Sequence[PageLine]) -> tuple[list[PageLine], list[tuple[Spot, str]]]:
    """Return the lines without those that pages repeat at their edges, and a word on each left out."""
    seen: dict[tuple[str, int], list[PageLine]] = defaultdict(list)
    for one in _at_edges(lines):
        pattern = re.sub(r"\d+", "#", re.sub(r"\s", "", one.line.text))
        seen[pattern, round(one.line.top / 4)].append(one)
    pages = len({one.page for one in lines})
    running: set[PageLine] = set()
    repairs = []
    for members in seen.values():
        first = members[0]
        number = bool(_NUMBER.fullmatch(first.line.text))
        often = len({one.page for one in members}) >= max(3, pages / 3)
        if number or often:
            running.update(members)
            repairs.append((Spot(page=first.page, line=first.number), _left_out(members, number)))
    return [one for one in lines if one not in running], sorted(repairs, key=_by_spot)


def _by_spot(repair: tuple[Spot, str]) -> tuple[int, int]:
    return repair[0].page, repair[0].line


def _left_out(members: Sequence[PageLine], number: bool) -> str:
    label = "页码" if number else "每页重复的页眉或页脚"
    text = members[0].line.text.strip()
    return f"{label}“{text}”不作正文，共 {len({one.page for one in members})} 页"


def _at_edges(lines: Sequence[PageLine]) -> Iterator[PageLine]:
    """Yield the first and last line of each page, where they stand near the page's edge."""
    by_page: dict[int, list[PageLine]] = defaultdict(list)
    for one in lines:
        by_page[one.page].append(one)
    for members in by_page.values():
        first, last = members[0], members[-1]
        if len(members) > 1 and members[1].line.top < first.line.bottom:
            continue  # the cells of a table without rules
        if first.line.bottom < _EDGE_ZONE * first.height:
            yield first
        if last is not first and last.line.top > (1 - _EDGE_ZONE) * last.height:
            yield last


def columns_of(lines: Iterable[PageLine]) -> dict[float, TextColumn]:
    """Return for each width of page the room of its body text, learned from its lines."""
    by_width: dict[float, list[PageLine]] = defaultdict(list)
    for one in lines:
        by_width[one.width].append(one)
    return {width: _column(width, _inner(members)) for width, members in by_width.items()}


def _inner(lines: Sequence[PageLine]) -> list[PrintedLine]:
    """Return the lines but for those that a browser prints along the rim of the paper."""
    rim = [
        one.line.bottom < _RIM * one.height or one.line.top > (1 - _RIM) * one.height
        for one in lines
    ]
    inner = [one.line for one, at_rim in zip(lines, rim, strict=True) if not at_rim]
    return inner or [one.line for one in lines]


def _column(width: float, lines: Sequence[PrintedLine]) -> TextColumn:
    starts = Counter(round(line.x0) for line in lines)
    usual = [start for start, count in starts.items() if count >= max(2, 0.05 * len(lines))]
    nearest = min(usual or starts)
    left = min(line.x0 for line in lines if round(line.x0) >= nearest)
    right = max(line.x1 for line in lines)
    full = sum(right - line.x1 < line.size for line in lines)
    # Too few full lines to show the margin: it is taken to be as wide as the left one.
    return TextColumn(left, right if full >= max(3, 0.1 * len(lines)) else max(right, width - left))


def paragraphs_of(
    lines: Sequence[PageLine], columns: dict[float, TextColumn]
) -> Iterator[Paragraph]:
    """Yield the paragraphs that lines make.

    ``lines`` are those between two tables; a paragraph may go on over a page break.
    """
    pitch = _usual_pitch(lines)
    group: list[PageLine] = []
    for one in lines:
        if group and _begins(group, one, columns[one.width], pitch):
            yield _paragraph(group)
            group = []
        group.append(one)
    if group:
        yield _paragraph(group)


def _paragraph(group: Sequence[PageLine]) -> Paragraph:
    text = ""
    strong: Ranges = ()
    turns = []
    for before, one in zip([group[0], *group], group, strict=False):
        text = join(text, one.line.text)
        start = len(text) - len(one.line.text)
        strong += shifted(one.line.strong, start)
        if one.page != before.page:
            turns.append((start, one.page))
    start = len(text) - len(text.lstrip())
    return Paragraph(
        text.strip(),
        Spot(page=group[0].page, line=group[0].number),
        strong=cut(put_together(strong), start, len(text.rstrip())),
        turns=tuple((max(at - start, 0), page) for at, page in turns),
    )


def _usual_pitch(lines: Sequence[PageLine]) -> float:
    steps = [
        after.line.bottom - before.line.bottom
        for before, after in pairwise(lines)
        if before.page == after.page
    ]
    return median(steps) if steps else 0.0


def _begins(group: Sequence[PageLine], one: PageLine, column: TextColumn, pitch: float) -> bool:
    """Say whether a line begins a new paragraph after those of the group."""
    last, line = group[-1].line, one.line
    if group[-1].width != one.width or abs(last.size - line.size) > _OTHER_SIZE * last.size:
        return True
    if group[-1].page == one.page and line.bottom - last.bottom > _PITCH * pitch:
        return True
    so_far = "".join(one.line.text for one in group[-3:])
    if closes_earlier(so_far, line.text):
        return False
    if line.x0 - column.left > _INDENT * line.size and not _hangs(group, line):
        return True
    flush = group[0].line.x0 - column.left <= _INDENT * line.size
    return is_meant(last, line, column, so_far, set() if flush else {item_kind(line.text)})


def _hangs(group: Sequence[PageLine], line: PrintedLine) -> bool:
    """Say whether an indented line goes on with a paragraph set in from the left as a whole."""
    first, last = group[0].line, group[-1].line
    reach = _INDENT * line.size
    if len(group) > 1:
        return abs(last.x0 - line.x0) < reach < abs(first.x0 - last.x0)
    return bool(item_kind(first.text)) and not item_kind(line.text) and line.x0 - first.x0 > reach
