"""Where the columns of a table stand that has no upright rules: between the texts, where no line prints.

In: the glyphs of a page outside ruled tables. Out: a ``Region``, the printed rows of a table with the gaps that part
its columns. The gaps are first seen in the header and must stay open all the way down.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tongbao.sources.lines import Glyph, glyph_rows

# In shares of the type size.
_PART = 0.4  # a wider space parts two cells; the space between Chinese and Latin is smaller
_GAP = 0.35  # what must stay open between two columns all the way down
_CENTRED = 2.0
_NEXT_LINE = 1.8
_HALF_LINE = 0.9
_OTHER_SIZE = 0.15
_SAME_PLACE = 2.0  # points

_FEWEST_CELLS = 3
_FEWEST_ROWS = 3
_MOST_ACROSS = 2  # lines in one run that go across the table: the heading of a section
_ENOUGH = 0.6  # of the rows of a page keep to the columns of the page before

Gap = tuple[float, float]


class Chunk(NamedTuple):
    """A piece of a printed row without a wide space inside; ``middle`` is its height on the page."""

    x0: float
    x1: float
    middle: float
    size: float


PrintedRow = list[Chunk]


class Region(NamedTuple):
    """A table without upright rules: its printed rows, from its first line to its last, and its gaps.

    ``across`` are the places in ``rows`` of lines that go across the columns; the first ``head`` rows are the
    header, whose labels reach from where to where.
    """

    rows: list[PrintedRow]
    gaps: list[Gap]
    across: frozenset[int]
    head: int = 0
    labels: tuple[Gap, ...] = ()

    def body(self) -> list[PrintedRow]:
        """Return the printed rows under the header that keep to the columns."""
        return [
            row for at, row in enumerate(self.rows) if at >= self.head and at not in self.across
        ]


def chunks_of(glyphs: Iterable[Glyph]) -> list[PrintedRow]:
    """Return the printed rows of a page in pieces."""
    found = (list(_chunks(row)) for row in glyph_rows(glyphs))
    return [row for row in found if row]


def _chunks(row: Sequence[Glyph]) -> Iterator[Chunk]:
    inked = sorted((one for one in row if not one.text.isspace()), key=lambda one: one.x0)
    run: list[Glyph] = []
    for glyph in inked:
        if run and glyph.x0 - max(one.x1 for one in run[-2:]) > _PART * max(
            glyph.size, run[-1].size
        ):
            yield _chunk(run)
            run = []
        run.append(glyph)
    if run:
        yield _chunk(run)


def _chunk(run: Sequence[Glyph]) -> Chunk:
    middle = (run[0].top + run[0].bottom) / 2
    return Chunk(run[0].x0, max(one.x1 for one in run), middle, max(one.size for one in run))


def region_under_header(rows: Sequence[PrintedRow]) -> Region | None:
    """Return the table whose header is the first row of several cells that a table follows."""
    for at in range(len(rows)):
        labels = _labels(rows, at)
        fuller = at + 1 < len(rows) and len(rows[at + 1]) > len(rows[at])
        if len(labels) < _FEWEST_CELLS or (fuller and _is_half_line(rows[at + 1][0], rows[at][0])):
            continue
        gaps = [(one[1], other[0]) for one, other in pairwise(labels)]
        start = _start_of_header(rows, at, gaps)
        found = _grown(rows[start:], gaps)
        if found and len(found.rows) - len(found.across) >= _FEWEST_ROWS:
            head = _end_of_header(rows, at, labels) - start
            return found._replace(head=head, labels=tuple(labels))
    return None


def region_going_on(rows: Sequence[PrintedRow], gaps: Sequence[Gap]) -> Region | None:
    """Return the table of the page before where it goes on without its header."""
    start = next((at for at, row in enumerate(rows) if not _crossed(row, gaps)), None)
    if start is None:
        return None
    kept = [row for row in rows if not _crossed(row, gaps)]
    if len(kept) < _ENOUGH * len(rows):
        return None
    if start <= _MOST_ACROSS and all(_is_across(row, gaps) for row in rows[:start]):
        start = 0
    return _grown(rows[start:], list(gaps))


def common_gaps(one: Sequence[Gap], other: Sequence[Gap], size: float) -> list[Gap] | None:
    """Return the gaps that two pages of a table share, None where their columns differ."""
    if len(one) != len(other):
        return None
    shared = [(max(a[0], b[0]), min(a[1], b[1])) for a, b in zip(one, other, strict=True)]
    return shared if all(end - start >= _GAP * size for start, end in shared) else None


def _labels(rows: Sequence[PrintedRow], at: int) -> list[Gap]:
    """Return from where to where the labels of a header reach whose fullest line stands at a place.

    Labels of two lines stand half a line above and below those of one.
    """
    here = rows[at][0]
    near = (
        chunk
        for row in rows[max(at - 1, 0) : at + 2]
        for chunk in row
        if _is_half_line(chunk, here)
    )
    labels: list[Gap] = []
    for chunk in sorted(near):
        if labels and chunk.x0 - labels[-1][1] <= _GAP * chunk.size:
            labels[-1] = (labels[-1][0], max(labels[-1][1], chunk.x1))
        else:
            labels.append((chunk.x0, chunk.x1))
    return labels


def _is_half_line(chunk: Chunk, here: Chunk) -> bool:
    """Say whether a piece stands less than a line above or below another, in the same size."""
    near = abs(chunk.middle - here.middle) < _HALF_LINE * here.size
    return near and abs(chunk.size - here.size) <= _OTHER_SIZE * here.size


def _end_of_header(rows: Sequence[PrintedRow], at: int, labels: Sequence[Gap]) -> int:
    """Return where a header ends: after the half lines beside its labels, and after their second lines."""
    end = at + 1
    if end < len(rows) and _is_half_line(rows[end][0], rows[at][0]):
        return end + 1
    while end + 1 < len(rows) and len(rows[end]) < len(labels) / 2 < len(rows[end + 1]) + 1:
        under = all(
            any(start - 1 <= chunk.x0 and chunk.x1 <= stop + 1 for start, stop in labels)
            for chunk in rows[end]
        )
        near = rows[end][0].middle - rows[end - 1][0].middle < _NEXT_LINE * rows[end][0].size
        if not under or not near:
            break
        end += 1
    return end


def same_labels(one: Sequence[Gap], other: Sequence[Gap]) -> bool:
    """Say whether two headers have their labels in the same places."""
    return len(one) == len(other) and all(
        max(abs(a[0] - b[0]), abs(a[1] - b[1])) < _SAME_PLACE
        for a, b in zip(one, other, strict=True)
    )


def _start_of_header(rows: Sequence[PrintedRow], at: int, gaps: Sequence[Gap]) -> int:
    """Return where a header of several lines begins whose fullest line stands at a place."""
    start = at
    while start and not _crossed(rows[start - 1], gaps):
        above, below = rows[start - 1][0], rows[start][0]
        near = below.middle - above.middle < _NEXT_LINE * below.size
        if not near or abs(above.size - below.size) > _OTHER_SIZE * below.size:
            break
        start -= 1
    return start


def _grown(rows: Sequence[PrintedRow], gaps: Sequence[Gap]) -> Region | None:
    """Return the rows that keep the gaps open, and what is left of the gaps."""
    left = [[gap] for gap in gaps]
    kept: list[PrintedRow] = []
    across: set[int] = set()
    run = 0
    for row in rows:
        narrowed = [_narrowed(pieces, row) for pieces in left]
        closed = sum(not pieces for pieces in narrowed)
        if closed and _is_across(row, gaps):
            run += 1
            if run > _MOST_ACROSS:
                break
            across.add(len(kept))
        elif len(left) - closed < max(_FEWEST_CELLS - 1, len(left) / 2):
            break
        else:
            left, run = [pieces for pieces in narrowed if pieces], 0
        kept.append(row)
    while kept and len(kept) - 1 in across:
        across.discard(len(kept) - 1)
        kept.pop()
    # Text begins at the left of its column: of two openings the left one parts the columns.
    return Region(kept, [pieces[0] for pieces in left], frozenset(across)) if kept else None


def _crossed(row: Sequence[Chunk], gaps: Sequence[Gap]) -> bool:
    """Say whether a row closes a gap."""
    return not all(_narrowed([gap], row) for gap in gaps)


def _narrowed(pieces: Sequence[Gap], row: Sequence[Chunk]) -> list[Gap]:
    """Return what a row leaves open of the pieces of a gap; a chunk inside one makes it two."""
    least = _GAP * max(chunk.size for chunk in row)
    found = list(pieces)
    for chunk in row:
        parts = (
            part
            for start, end in found
            for part in ((start, min(end, chunk.x0)), (max(start, chunk.x1), end))
        )
        found = list(dict.fromkeys(part for part in parts if part[1] - part[0] >= least))
    return found


def _is_across(row: Sequence[Chunk], gaps: Sequence[Gap]) -> bool:
    """Say whether a row is one text that goes across the columns, from the left or in the middle."""
    if len(row) != 1 or not gaps:
        return False
    chunk = row[0]
    from_left = chunk.x0 < gaps[0][0]
    middle = (chunk.x0 + chunk.x1) / 2
    between = (gaps[0][0] + gaps[-1][1]) / 2
    return from_left or abs(middle - between) < _CENTRED * chunk.size
