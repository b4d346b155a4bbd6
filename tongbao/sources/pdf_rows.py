"""Where the rows of a table end that no rule parts.

In: the lines of each column. Out: the heights between the rows, and whether they are sure. Where the lines of two rows
stand wider apart than those of a cell, that is the border. Where one text runs on into the next, the entries beside it
tell: they begin level with their rows, or stand in the middle of them.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from statistics import median
from typing import NamedTuple

from tongbao.sources.pdf_columns import Chunk

_WIDER = 1.25  # of the usual distance between two lines
_NO_LINES = 2.2  # of the type size: lines of one cell stand nearer
LEVEL = 0.3  # of the distance between two lines


class LineBlock(NamedTuple):
    """Lines of one column that stand together; heights are those of their middles."""

    top: float
    bottom: float
    lines: int

    @property
    def middle(self) -> float:
        """Return the height of its middle."""
        return (self.top + self.bottom) / 2


Columns = Sequence[Sequence[LineBlock]]


def pitch_of(columns: Sequence[Sequence[Chunk]]) -> float:
    """Return how far the lines of a cell stand apart."""
    steps = [
        below.middle - above.middle
        for lines in columns
        for above, below in pairwise(lines)
        if below.middle - above.middle < _NO_LINES * above.size
    ]
    sizes = [chunk.size for lines in columns for chunk in lines]
    return median(steps) if steps else 1.5 * max(sizes, default=1.0)


def blocks_of(lines: Sequence[Chunk], pitch: float) -> Iterator[LineBlock]:
    """Yield the lines of a column that stand together."""
    run: list[float] = []
    for chunk in lines:
        if run and chunk.middle - run[-1] > _WIDER * pitch:
            yield LineBlock(run[0], run[-1], len(run))
            run = []
        run.append(chunk.middle)
    if run:
        yield LineBlock(run[0], run[-1], len(run))


def row_borders(
    columns: Columns, leader: int, lines: Sequence[Sequence[Chunk]], pitch: float
) -> tuple[list[float], bool]:
    """Return the heights between the rows that the blocks of the leading column make, and whether they are sure."""
    fullest = max(range(len(lines)), key=lambda at: len(lines[at]))
    if fullest != leader:
        entries = [column for at, column in enumerate(columns) if at != fullest]
        return _borders_beside(entries, columns[leader], lines[fullest], pitch)
    others = [block for at, column in enumerate(columns) if at != leader for block in column]
    pairs = pairwise(columns[leader])
    return [_white(above.bottom, below.top, others, pitch) for above, below in pairs], True


def _white(top: float, bottom: float, blocks: Sequence[LineBlock], pitch: float) -> float:
    """Return the lowest height between two lines at which no other column prints, else that in the middle.

    A block that covers the whole way is a merged cell and says nothing.
    """
    reached = [
        block
        for block in blocks
        if block.bottom > top
        and block.top < bottom
        and not (block.top <= top and block.bottom >= bottom)
    ]
    low = bottom
    for block in sorted(reached, key=lambda one: -one.bottom):
        if low - block.bottom > pitch / 2 and block.bottom < low:
            break
        low = min(low, block.top)
    floor = max([top, *(block.bottom for block in reached if block.bottom < low)])
    return (floor + low) / 2 if low > top else (top + bottom) / 2


def _borders_beside(
    entries: Columns, leaders: Sequence[LineBlock], text: Sequence[Chunk], pitch: float
) -> tuple[list[float], bool]:
    """Return the borders of rows whose texts run on without a gap, by the entries beside them."""
    by_middle = _borders_by_middle(leaders, text, pitch)
    level = all(_is_level(block.top, text, pitch) for block in leaders)
    at_top = _at_top(entries, pitch)
    if by_middle is not None and at_top is not True:
        return by_middle, True
    # What stands above the first entry is the rest of a row of the page before.
    rest = leaders[0].top - pitch / 2
    borders = [block.top - pitch / 2 for block in leaders[1:]]
    if text[0].middle < rest:
        borders.insert(0, rest)
    return borders, level and at_top is not False


def _at_top(entries: Columns, pitch: float) -> bool | None:
    """Say whether entries of one row begin level, or stand in its middle; None where none tells."""
    level = middle = 0
    for one, other in combinations(entries, 2):
        for block in one:
            beside = (to for to in other if to.top <= block.bottom and block.top <= to.bottom)
            for near in beside:
                if near.lines != block.lines:
                    level += abs(near.top - block.top) <= LEVEL * pitch
                    middle += abs(near.middle - block.middle) <= LEVEL * pitch
    return None if level == middle else level > middle


def _borders_by_middle(
    leaders: Sequence[LineBlock], text: Sequence[Chunk], pitch: float
) -> list[float] | None:
    """Return the borders of rows whose entries stand in their middle, None where the lines do not fit that."""
    heights = [line.middle for line in text]
    found: list[float] = []
    start = 0
    for block in leaders:
        bottom = 2 * block.middle - heights[start]
        end = min(range(start, len(heights)), key=lambda at: abs(heights[at] - bottom))
        cut = block is leaders[-1] and end == len(heights) - 1 and bottom > heights[end]
        if abs(heights[end] - bottom) > LEVEL * pitch and not cut:
            return None
        if end == len(heights) - 1:
            return found if block is leaders[-1] else None
        found.append((heights[end] + heights[end + 1]) / 2)
        start = end + 1
    return None


def _is_level(height: float, lines: Sequence[Chunk], pitch: float) -> bool:
    return any(abs(line.middle - height) <= LEVEL * pitch for line in lines)
