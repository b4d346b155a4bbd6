"""Which fields of a row are only inferred: from the order of the lines and the company they keep.

In: the readings of one row. Out: roles of columns.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tongbao.notices.flattened import shapes
from tongbao.notices.flattened.cells import Cells
from tongbao.notices.flattened.fits import Fits
from tongbao.notices.flattened.layout import PERSON_ROLES, UNIT_ROLES, Layout
from tongbao.notices.flattened.path import Reading
from tongbao.notices.flattened.pieces import Piece

_SURE = 2.5  # points that the next best reading must be dearer by
_SURE_ON_A_PAGE = 5.0  # the same for the first line of a page, where any cell may go on
_LAST_LINES = 2  # of a cell: so many may be the beginning of the next cell
_NAMES = UNIT_ROLES | PERSON_ROLES


def inferred_fields(
    group: Sequence[Reading], cells: Cells, layout: Layout, *, starts: bool
) -> tuple[str, ...]:
    """Return the roles of a row that a person should look at, in the order of the columns.

    ``starts`` says that the row opens a task, so that every column should hold something.
    """
    doubtful = {
        *_missing(cells, layout.columns, starts=starts),
        *_rivalled(group, layout),
        *_broken_off(group, cells, layout),
        *_with_doubtful_units(cells, layout),
    }
    status = "".join(piece.text for piece in cells.get("status", ()))
    if not status.startswith(tuple(layout.words.statuses)):
        doubtful.add("status")
    return tuple(role for role in layout.columns if role in doubtful)


def _missing(cells: Cells, columns: Sequence[str], *, starts: bool) -> set[str]:
    """Return what a row should hold and does not; a further row shares its merged cells."""
    wanted = set(columns) if starts else {"text", "status"}
    return wanted - set(cells) - {"note"}


def _rivalled(group: Sequence[Reading], layout: Layout) -> Iterator[str]:
    """Yield the columns of a piece that could nearly as well stand in another, and that other."""
    for reading in group:
        needed = _SURE_ON_A_PAGE if reading.piece.line.opens_page else _SURE
        if reading.margin < needed:
            yield layout.columns[reading.state.column]
            yield layout.columns[reading.rival]


def _broken_off(group: Sequence[Reading], cells: Cells, layout: Layout) -> Iterator[str]:
    """Yield what is put together from the two sides of a break."""
    rests = [reading for reading in group if reading.state.rest]
    for reading in rests:
        yield layout.columns[reading.state.column]
    if rests and any(reading.state.cut for reading in group):
        yield from (role for role in cells if role not in _NAMES | {"number", "status", "text"})
    # A row without units at the top of a page, or one that opens with its status, may as well be the
    # rest of the row before.
    first = group[0]
    opening = layout.columns[first.state.column]
    whole = {"text", "status"} <= set(cells) and opening != "status"
    if first.piece.line.opens_page or not whole:
        yield from _NAMES.intersection(layout.columns[: first.state.column])


def _with_doubtful_units(cells: Cells, layout: Layout) -> Iterator[str]:
    """Yield the columns of units whose lines may be cut otherwise, and the column before."""
    for role in UNIT_ROLES & set(cells):
        if _may_be_one(cells[role], layout.widths.get(role, 0), layout):
            yield role
        place = layout.columns.index(role)
        before = layout.columns[place - 1] if place else role
        if before != role and _may_begin_before(cells[role], cells.get(before, ()), layout):
            yield from (role, before)


def _may_be_one(pieces: Sequence[Piece], width: int, layout: Layout) -> bool:
    """Tell whether two lines of units could as well be one name: the first fills the column."""
    return any(
        shapes.ends_with_any(line.text, layout.words.unit_endings)
        and shapes.room_left(line.text, following.text, width) < 0
        and following.text[0] not in layout.unit_starts
        for line, following in pairwise(pieces)
    )


def _may_begin_before(pieces: Sequence[Piece], before: Sequence[Piece], layout: Layout) -> bool:
    """Tell whether the last lines of the cell before could as well be units of this cell."""
    fits = Fits(layout)
    goes_on = pieces[0].text[0] not in layout.unit_starts
    for count in range(1, min(_LAST_LINES, len(before) - 1) + 1):
        text = "".join(piece.text for piece in before[-count:])
        if fits.is_whole_unit(text) or (goes_on and fits.is_whole_unit(text + pieces[0].text)):
            return True
    return False
