"""The rows of a table that has no upright rules -> the boxes of its cells.

In: the printed rows of the table, where its columns part, and the rules across it, if it has any. Out: boxes as
rules would make them, and whether the rows are sure. Without rules a row ends where the distance to the next line is
wider than the lines of a cell stand apart; where no distance tells, the column with most entries does.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from tongbao.sources.pdf_columns import Chunk, Region
from tongbao.sources.pdf_rules import Rule
from tongbao.sources.pdf_tables import Box

_WIDER = 1.25  # of the usual distance between two lines
_NO_LINES = 2.2  # of the type size: lines of one cell stand nearer
_LEVEL = 0.3  # of the distance between two lines
_BESIDE = 0.6
_FEWEST_RULES = 3


class Block(NamedTuple):
    """Lines of one column that stand together; heights are those of their middles."""

    top: float
    bottom: float
    lines: int

    @property
    def middle(self) -> float:
        """Return the height of its middle."""
        return (self.top + self.bottom) / 2


class Bands(NamedTuple):
    """The boxes of a table's cells, and whether the borders of its rows are sure."""

    boxes: list[Box]
    sure: bool


def boxes_of(region: Region, edges: Sequence[float], rules: Iterable[Rule]) -> Bands:
    """Return the boxes of the cells of a table.

    Args:
        region: the printed rows of the table.
        edges: where its columns begin and end, from left to right.
        rules: the rules across the page.
    """
    half = max(chunk.size for row in region.rows for chunk in row) / 2 + 1
    middles = [chunk.middle for row in region.rows for chunk in row]
    top, bottom = min(middles) - half, max(middles) + half
    inside = [rule for rule in rules if top < rule.at < bottom]
    spans = list(pairwise(edges))
    if len({round(rule.at) for rule in inside}) >= _FEWEST_RULES - 1:
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
    pitch = _pitch(lines)
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
    columns = [list(_blocks(found, pitch)) for found in lines]
    leader = max(range(len(columns)), key=lambda at: (len(columns[at]), len(lines[at])))
    fullest = max(range(len(columns)), key=lambda at: len(lines[at]))
    borders, sure = _borders(columns, leader, lines, pitch)
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


def _cut(block: Block, ys: Sequence[float], pitch: float) -> Iterator[Block]:
    """Yield the parts of a text that runs on over the borders of rows."""
    ends = [block.top - 1, *(y for y in ys if block.top < y < block.bottom), block.bottom + 1]
    for above, below in pairwise(ends):
        yield Block(above + 1, below - 1, max(round((below - above) / pitch), 1))


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


def _pitch(columns: Sequence[Sequence[Chunk]]) -> float:
    """Return how far the lines of a cell stand apart."""
    steps = [
        below.middle - above.middle
        for lines in columns
        for above, below in pairwise(lines)
        if below.middle - above.middle < _NO_LINES * above.size
    ]
    sizes = [chunk.size for lines in columns for chunk in lines]
    return median(steps) if steps else 1.5 * max(sizes, default=1.0)


def _blocks(lines: Sequence[Chunk], pitch: float) -> Iterator[Block]:
    run: list[float] = []
    for chunk in lines:
        if run and chunk.middle - run[-1] > _WIDER * pitch:
            yield Block(run[0], run[-1], len(run))
            run = []
        run.append(chunk.middle)
    if run:
        yield Block(run[0], run[-1], len(run))


def _borders(
    columns: Sequence[Sequence[Block]],
    leader: int,
    lines: Sequence[Sequence[Chunk]],
    pitch: float,
) -> tuple[list[float], bool]:
    """Return the heights between the rows, one for each pair of blocks of the leading column."""
    found: list[float] = []
    sure = True
    first, fullest = columns[leader][0].top, max(lines, key=len)
    if fullest is not lines[leader] and _is_level(first, fullest, pitch):
        # What stands above the first entry is the rest of a row of the page before.
        found += [first - pitch / 2] if fullest[0].middle < first - pitch / 2 else []
    others = [block for at, column in enumerate(columns) if at != leader for block in column]
    for above, below in pairwise(columns[leader]):
        border = _white(above.bottom, below.top, others, pitch)
        if border is None:
            border, certain = _beside(above, below, lines, pitch)
            sure = sure and certain
        found.append(border)
    return found, sure


def _white(top: float, bottom: float, blocks: Sequence[Block], pitch: float) -> float | None:
    """Return the lowest height between two lines at which no other column prints, None where there is none.

    A block that covers the whole way is a merged cell and says nothing, unless it is the text of the row.
    """
    inner = [block for block in blocks if block.bottom > top and block.top < bottom]
    reached = [block for block in inner if not (block.top <= top and block.bottom >= bottom)]
    if any(block.lines > (bottom - top) / pitch + 2 for block in inner if block not in reached):
        return None
    low = bottom
    for block in sorted(reached, key=lambda one: -one.bottom):
        if low - block.bottom > pitch / 2 and block.bottom < low:
            break
        low = min(low, block.top)
    floor = max([top, *(block.bottom for block in reached if block.bottom < low)])
    return (floor + low) / 2 if low > top else None


def _beside(
    above: Block, below: Block, lines: Sequence[Sequence[Chunk]], pitch: float
) -> tuple[float, bool]:
    """Return the border of rows whose texts run on without a gap, and whether it is sure.

    Entries that stand level with a line of the text begin their rows there; of others no one can tell.
    """
    fullest = max(lines, key=len)
    if _is_level(above.top, fullest, pitch) and _is_level(below.top, fullest, pitch):
        return below.top - pitch / 2, True
    return (above.bottom + below.top) / 2, False


def _is_level(height: float, lines: Sequence[Chunk], pitch: float) -> bool:
    return any(abs(line.middle - height) <= _LEVEL * pitch for line in lines)


def _round(across: Sequence[float], pitch: float) -> Iterator[float]:
    for middle in across:
        yield middle - pitch / 2
        yield middle + pitch / 2


def _stand_at_top(
    columns: Sequence[Sequence[Block]], leader: int, ys: Sequence[float], pitch: float
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
                level += abs(beside[0].top - block.top) <= _LEVEL * pitch
                middle += abs(beside[0].middle - block.middle) <= _BESIDE * pitch
    return level > middle


def _row_of(height: float, ys: Sequence[float]) -> int:
    return min(max(bisect_right(ys, height) - 1, 0), len(ys) - 2)


def _merged(
    column: Sequence[Block], leaders: Sequence[Block], ys: Sequence[float], pitch: float
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
    block: Block,
    touched: tuple[int, int],
    free: tuple[int, int],
    leaders: Sequence[Block],
    ys: Sequence[float],
    pitch: float,
) -> tuple[int, int]:
    """Return the rows in whose middle a block stands: those it touches, or more on both sides of it."""

    def off(rows: tuple[int, int]) -> float:
        return abs(_middle_of(rows, leaders, ys) - block.middle)

    # A row cut by the end of the page has lost its middle: its cells begin level.
    last = [one.top for one in leaders if _row_of(one.middle, ys) == len(ys) - 2]
    cut = touched[1] == len(ys) - 2 and last and abs(last[0] - block.top) <= _LEVEL * pitch
    if not pitch or cut or off(touched) <= _LEVEL * pitch:
        return touched
    ranges = [
        (first, last)
        for first in range(touched[0], free[0] - 1, -1)
        for last in range(touched[1], free[1] + 1)
        if off((first, last)) <= _BESIDE * pitch
    ]
    nearest = min(map(off, ranges), default=0.0) + _LEVEL * pitch / 2
    fitting = (one for one in ranges if off(one) <= nearest)
    return min(fitting, key=lambda one: one[1] - one[0], default=touched)


def _middle_of(rows: tuple[int, int], leaders: Sequence[Block], ys: Sequence[float]) -> float:
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
