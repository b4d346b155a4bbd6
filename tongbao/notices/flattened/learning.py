"""What one reading of the text teaches the next.

In: readings and the layout they were made with. Out: a better layout: the widths of the columns, and
how the names of units begin.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tongbao.notices.flattened import shapes
from tongbao.notices.flattened.cells import Cells, cells_of, grouped
from tongbao.notices.flattened.layout import PERSON_ROLES, UNIT_ROLES, FlatWords, Layout
from tongbao.notices.flattened.path import Reading
from tongbao.notices.flattened.pieces import Piece

_OFTEN = 3  # so many lines of one width, or units that begin alike, are no accident


def learned(readings: Sequence[Reading], layout: Layout) -> Layout:
    """Return the layout with what a reading shows."""
    rows = [cells_of(group, layout.columns) for group in grouped(readings)]
    units = frozenset(unit for row in rows for unit in _sure_units(row))
    starts = Counter(unit[0] for unit in units)
    often = {character for character, times in starts.items() if times >= _OFTEN}
    widths = dict(layout.widths)
    wrapping = set()
    for role in layout.columns:
        cells = [row[role] for row in rows if role in row]
        wrapped = _wrapped_width(role, cells, layout.words)
        if wrapped:
            wrapping.add(role)
        if cells:
            widths[role] = _width(role, cells, wrapped)
    return replace(
        layout,
        widths=widths,
        wrapping=frozenset(wrapping),
        units=units,
        unit_starts=layout.words.unit_beginnings | often,
    )


def _sure_units(row: Cells) -> Iterable[str]:
    """Yield the units that stand on one line with their person: a whole name each."""
    persons = row.get("persons", ())
    for role in sorted(UNIT_ROLES & set(row)):
        pieces = row[role]
        if len(pieces) == 1 and len(persons) == 1 and persons[0].line is pieces[0].line:
            yield pieces[0].text


def _wrapped_width(role: str, cells: Iterable[Sequence[Piece]], words: FlatWords) -> int:
    """Return the commonest width of lines that go on in the next; 0 where none is common.

    In a column of names a line may be followed by another name, so only lines that cannot end one count.
    """
    names = role in UNIT_ROLES | PERSON_ROLES
    seen = Counter(
        piece.width
        for cell in cells
        for piece in cell[:-1]
        if not (names and _is_whole(piece, words))
    )
    often = [width for width, times in seen.items() if times >= _OFTEN]
    return max(often, key=lambda width: (seen[width], width), default=0)


def _width(role: str, cells: Sequence[Sequence[Piece]], wrapped: int) -> int:
    """Return the width of a column: at least that of its widest cell of one line, if names stand in it."""
    if wrapped and role not in UNIT_ROLES | PERSON_ROLES:
        return wrapped
    single = [cell[0].width for cell in cells if len(cell) == 1]
    every = [piece.width for cell in cells for piece in cell]
    return max([wrapped, *(single or every)])


def _is_whole(piece: Piece, words: FlatWords) -> bool:
    """Tell whether a line of a cell of names could end a name."""
    return shapes.is_name(piece.text) or shapes.ends_with_any(piece.text, words.unit_endings)
