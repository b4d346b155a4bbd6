"""Readings gathered: those of one row, and the pieces of each of its cells.

In: readings in order. Out: groups of them, and pieces by role.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tongbao.notices.flattened.path import Reading
from tongbao.notices.flattened.pieces import Piece

Cells = Mapping[str, Sequence[Piece]]


def grouped(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    """Yield the readings of each row."""
    group: list[Reading] = []
    for reading in readings:
        if reading.state.fresh and group:
            yield group
            group = []
        group.append(reading)
    if group:
        yield group


def cells_of(group: Iterable[Reading], columns: Sequence[str]) -> Cells:
    """Return the pieces of each column of one row, by role."""
    cells: dict[str, list[Piece]] = {}
    for reading in group:
        cells.setdefault(columns[reading.state.column], []).append(reading.piece)
    return cells
