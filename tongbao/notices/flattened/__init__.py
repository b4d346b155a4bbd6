"""A ledger read out of plain text that has lost its table structure.

In: the lines after the table's header, the roles of its columns in their order, and the words
of status and of units. Out: rows as the columns held them, each saying which of its fields were
only inferred.

The text gives every cell's lines one after the other, in the order of the columns, now and then
several cells on one line, now and then a row's rest after its status. Every line is weighed
with its neighbours (``costs``), the cheapest reading of all lines together is taken (``path``),
the widths of the columns are learned from it, and the lines are read again with them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tongbao.notices.flattened.costs import UNIT_ROLES, Costs
from tongbao.notices.flattened.layout import FlatWords, Layout, first_layout, learned_widths
from tongbao.notices.flattened.path import Reading, cheapest_reading
from tongbao.notices.flattened.pieces import Piece, lines_of
from tongbao.notices.flattened.rows import FlatRow, cells_of, grouped, rows_of
from tongbao.sources.document import Paragraph

__all__ = ["FlatRow", "FlatWords", "read_flattened"]

_OFTEN = 3  # so many units that begin alike show how units begin here
_READINGS = 4  # how often the text is read anew with what the last reading taught


def read_flattened(
    lines: Iterable[Paragraph], columns: Sequence[str], words: FlatWords
) -> tuple[FlatRow, ...]:
    """Return the rows of a flattened ledger, () where there is nothing to read.

    ``lines`` are those after the header, leading spaces kept, ``spot.line`` their line numbers;
    ``columns`` are roles such as ``("number", "task", "lead", "persons", "text", "status")`` in the
    order of the header.
    """
    found = lines_of(lines)
    roles = tuple(columns)
    if not found or not roles:
        return ()
    layout = first_layout(found, roles, words)
    readings = cheapest_reading(found, Costs(layout))
    for _ in range(_READINGS - 1):
        better = _learned(readings, layout)
        if better == layout:
            break
        layout = better
        readings = cheapest_reading(found, Costs(layout))
    return rows_of(readings, layout)


def _learned(readings: Sequence[Reading], layout: Layout) -> Layout:
    """Return the layout with the widths and the units that a reading shows."""
    rows = [cells_of(group, layout.columns) for group in grouped(readings)]
    cells = {role: [row[role] for row in rows if role in row] for role in layout.columns}
    units = {
        pieces[0].text
        for row in rows
        for role, pieces in row.items()
        if role in UNIT_ROLES and _stands_beside_persons(pieces, row)
    }
    widths = {**layout.widths, **learned_widths(cells)}
    starts = Counter(unit[0] for unit in units)
    often = frozenset(character for character, times in starts.items() if times >= _OFTEN)
    return replace(layout, widths=widths, units=frozenset(units), unit_starts=often)


def _stands_beside_persons(pieces: Sequence[Piece], row: Mapping[str, Sequence[Piece]]) -> bool:
    """A unit on one line with its person is a whole name; it may help to know it elsewhere."""
    persons = row.get("persons", ())
    return len(pieces) == 1 and len(persons) == 1 and persons[0].line is pieces[0].line
