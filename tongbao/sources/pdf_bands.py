"""The rows of a table that has no upright rules -> the boxes of its cells.

In: the printed rows of the table, where its columns part, and the rules across it, if it has any. Out: boxes as
rules would make them, and whether the rows are sure. Without rules a row ends where the distance to the next line is
wider than the lines of a cell stand apart; where no distance tells, the column with most entries does.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tongbao.sources.pdf_columns import Chunk, Region
from tongbao.sources.pdf_rows import LEVEL, LineBlock, blocks_of, pitch_of, row_borders
from tongbao.sources.pdf_rules import Rule
from tongbao.sources.pdf_tables import Box

_BESIDE = 0.6  # of the distance between two lines


class Bands(NamedTuple):
    """The boxes of a table's cells, and whether the borders of its rows are sure."""

    boxes: list[Box]
    sure: bool


def rules_inside(region: Region, rules: Iterable[Rule]) -> int:
    """Return how many rules across part the rows under the header; a table of three lines has none."""
    heights = [chunk.middle for row in region.body() for chunk in row]
    first, last = min(heights, default=0.0), max(heights, default=0.0)
    return len({round(rule.at) for rule in rules if first < rule.at < last})


def boxes_of(
    region: Region, edges: Sequence[float], rules: Iterable[Rule], *, ruled: bool
) -> Bands:
    """Return the boxes of the cells of a table.

    Args:
        region: the printed rows of the table.
        edges: where its columns begin and end, from left to right.
        rules: the rules across the page.
        ruled: whether rules part the rows of this table.
    """
    half = max(chunk.size for row in region.rows for chunk in row) / 2 + 1
    middles = [chunk.middle for row in region.rows for chunk in row]
    top, bottom = min(middles) - half, max(middles) + half
    inside = [rule for rule in rules if top < rule.at < bottom]
    spans = list(pairwise(edges))
    if ruled:
        return Bands(list(_ruled_boxes(spans, inside, top, bottom)), sure=True)
    return _spaced_boxes(region, spans, top, bottom)


def _ruled_boxes(
    spans: Sequence[tuple[float, float]], rules: Sequence[Rule], top: float, bottom: float
) -> Iterator[Box]:
    """Yield the boxes between rules across: one that a rule does not cross is merged."""
    for left, right in spans:
        middle = (left + right) / 2
        ends = sorted({rule.at for rule in rules if rule.start < middle < rule.end})
        for above, below in pairwise([top, *ends, bottom]):
            if below - above > 1:
                yield left, above, right, below


# -- rows told by their distances --------------------------------------------------------------


def _spaced_boxes(
    region: Region, spans: Sequence[tuple[float, float]], top: float, bottom: float
) -> Bands:
    """Return the boxes of rows that no rule parts, those of the header first."""
    lines = [list(_lines_in(region.body(), span)) for span in spans]
    pitch = pitch_of(lines)
    below = min((line.middle for column in lines for line in column), default=bottom)
    head = max((row[0].middle for row in region.rows[: region.head]), default=None)
    boxes: list[Box] = []
    if head is not None:
        boxes = [(left, top, right, (head + below) / 2) for left, right in spans]
        top = (head + below) / 2
    across = [region.rows[at][0].middle for at in sorted(region.across)]
    body, sure = _body_boxes(lines, spans, (top, bottom), across, pitch)
    return Bands([*boxes, *body], sure)


def _body_boxes(
    lines: Sequence[Sequence[Chunk]],
    spans: Sequence[tuple[float, float]],
    ends: tuple[float, float],
    across: Sequence[float],
    pitch: float,
) -> tuple[list[Box], bool]:
    columns = [list(blocks_of(found, pitch)) for found in lines]
    leader = max(range(len(columns)), key=lambda at: (len(columns[at]), len(lines[at])))
    fullest = max(range(len(columns)), key=lambda at: len(lines[at]))
    borders, sure = row_borders(columns, leader, lines, pitch)
    clear = (one for one in borders if all(abs(one - middle) > pitch / 2 for middle in across))
    inner = sorted({*clear, *_round(across, pitch)})
    ys = [ends[0], *(one for one in inner if ends[0] < one < ends[1]), ends[1]]
    if fullest != leader:
        columns[fullest] = [piece for block in columns[fullest] for piece in _cut(block, ys, pitch)]
    centred = not _stand_at_top(columns, leader, ys, pitch)
    boxes = [
        (left, ys[first], right, ys[last + 1])
        for column, (left, right) in zip(columns, spans, strict=True)
        for first, last in _merged(column, columns[leader], ys, pitch if centred else 0.0)
    ]
    return _joined_across(boxes, across, spans), sure


def _cut(block: LineBlock, ys: Sequence[float], pitch: float) -> Iterator[LineBlock]:
    """Yield the parts of a text that runs on over the borders of rows."""
    ends = [block.top - 1, *(y for y in ys if block.top < y < block.bottom), block.bottom + 1]
    for above, below in pairwise(ends):
        yield LineBlock(above + 1, below - 1, max(round((below - above) / pitch), 1))


def _lines_in(rows: Iterable[Sequence[Chunk]], span: tuple[float, float]) -> Iterator[Chunk]:
    """Yield one chunk for each line of a column, from the top down."""
    last: Chunk | None = None
    for row in rows:
        for chunk in row:
            if span[0] <= (chunk.x0 + chunk.x1) / 2 < span[1] and (
                last is None or chunk.middle - last.middle > chunk.size / 2
            ):
                yield chunk
                last = chunk


def _round(across: Sequence[float], pitch: float) -> Iterator[float]:
    for middle in across:
        yield middle - pitch / 2
        yield middle + pitch / 2


def _stand_at_top(
    columns: Sequence[Sequence[LineBlock]], leader: int, ys: Sequence[float], pitch: float
) -> bool:
    """Say whether cells of few lines begin level with the long ones, rather than stand in their middle.

    The last row of a page may be cut, so that its middle is no longer to be seen.
    """
    level = middle = 0
    for column in (*columns[:leader], *columns[leader + 1 :]):
        for block in column:
            row = _row_of(block.middle, ys)
            beside = [one for one in columns[leader] if _row_of(one.middle, ys) == row]
            if row < len(ys) - 2 and beside and abs(beside[0].lines - block.lines) > 1:
                level += abs(beside[0].top - block.top) <= LEVEL * pitch
                middle += abs(beside[0].middle - block.middle) <= _BESIDE * pitch
    return level > middle


def _row_of(height: float, ys: Sequence[float]) -> int:
    return min(max(bisect_right(ys, height) - 1, 0), len(ys) - 2)


def _merged(
    column: Sequence[LineBlock], leaders: Sequence[LineBlock], ys: Sequence[float], pitch: float
) -> Iterator[tuple[int, int]]:
    """Yield the first and last row of each cell of a column; a block over several rows is merged.

    ``pitch`` is 0 where cells stand at the top of their rows, so that their height says nothing more.
    """
    rows = len(ys) - 1
    touched = [(_row_of(block.top, ys), _row_of(block.bottom, ys)) for block in column]
    start = 0
    for at, block in enumerate(column if column is not leaders else ()):
        free = start, (touched[at + 1][0] if at + 1 < len(column) else rows) - 1
        first, last = _centred(block, touched[at], free, leaders, ys, pitch)
        if first < start:
            continue
        yield from ((row, row) for row in range(start, first))
        yield first, last
        start = last + 1
    yield from ((row, row) for row in range(start, rows))


def _centred(
    block: LineBlock,
    touched: tuple[int, int],
    free: tuple[int, int],
    leaders: Sequence[LineBlock],
    ys: Sequence[float],
    pitch: float,
) -> tuple[int, int]:
    """Return the rows in whose middle a block stands: those it touches, or more on both sides of it."""

    def off(rows: tuple[int, int]) -> float:
        return abs(_middle_of(rows, leaders, ys) - block.middle)

    # A row cut by the end of the page has lost its middle: its cells begin level.
    last = [one.top for one in leaders if _row_of(one.middle, ys) == len(ys) - 2]
    cut = touched[1] == len(ys) - 2 and last and abs(last[0] - block.top) <= LEVEL * pitch
    if not pitch or cut or off(touched) <= LEVEL * pitch:
        return touched
    ranges = [
        (first, last)
        for first in range(touched[0], free[0] - 1, -1)
        for last in range(touched[1], free[1] + 1)
        if off((first, last)) <= _BESIDE * pitch
    ]
    nearest = min(map(off, ranges), default=0.0) + LEVEL * pitch / 2
    fitting = (one for one in ranges if off(one) <= nearest)
    return min(fitting, key=lambda one: one[1] - one[0], default=touched)


def _middle_of(rows: tuple[int, int], leaders: Sequence[LineBlock], ys: Sequence[float]) -> float:
    """Return the height of the middle of what the leading column prints in some rows."""
    inside = [one for one in leaders if ys[rows[0]] < one.middle < ys[rows[1] + 1]]
    if not inside:
        return (ys[rows[0]] + ys[rows[1] + 1]) / 2
    return (inside[0].top + inside[-1].bottom) / 2


def _joined_across(
    boxes: Sequence[Box], across: Sequence[float], spans: Sequence[tuple[float, float]]
) -> list[Box]:
    """Return the boxes with those of a line across the table as one."""
    found = list(boxes)
    for middle in across:
        row = [box for box in found if box[1] < middle < box[3]]
        if not row:
            continue  # a heading in the head of a page, above all bands
        top, bottom = max(box[1] for box in row), min(box[3] for box in row)
        found = [box for box in found if box not in row]
        found.append((spans[0][0], top, spans[-1][1], bottom))
    return found
