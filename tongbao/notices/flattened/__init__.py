"""A ledger read out of plain text that has lost its table structure.

In: the lines after the table's header, the roles of its columns in their order, and the words
of status and of units. Out: rows as the columns held them, each saying which of its fields were
only inferred.

The text gives every cell's lines one after the other, in the order of the columns, now and then
several cells on one line, now and then a row's rest after its status. Every line is weighed
with its neighbours (``costs``), the cheapest reading of all lines together is taken (``path``),
the widths of the columns are learned from it, and the lines are read again with them.
"""

from collections.abc import Iterable, Sequence

from tongbao.notices.flattened.costs import Costs
from tongbao.notices.flattened.layout import FlatWords, first_layout
from tongbao.notices.flattened.learning import learned
from tongbao.notices.flattened.path import cheapest_reading
from tongbao.notices.flattened.pieces import lines_of
from tongbao.notices.flattened.rows import FlatRow, rows_of
from tongbao.sources.document import Paragraph

__all__ = ["FlatRow", "FlatWords", "read_flattened"]

_READINGS = 4  # how often the text is read anew with what the last reading taught


def read_flattened(
    lines: Iterable[Paragraph], columns: Sequence[str], words: FlatWords
) -> tuple[FlatRow, ...]:
    """Return the rows of a flattened ledger, () where there is nothing to read.

    ``lines`` are those after the header, leading spaces kept, ``spot.line`` their line numbers; a
    header printed again must have been taken out, and so must what stands under the table;
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
        better = learned(readings, layout)
        if better == layout:
            break
        layout = better
        readings = cheapest_reading(found, Costs(layout))
    return rows_of(readings, layout)
