"""What it costs to go from one piece to the next: on in its cell, to a later column, to a new row.

In: a ``Layout``. Out: for a state and the next piece, the states that may follow, each with its
cost in the points of ``fits``, the fit of the next piece included.
"""

from collections.abc import Iterator
from typing import NamedTuple

from tongbao.notices.flattened import shapes
from tongbao.notices.flattened.fits import NEVER, Fits
from tongbao.notices.flattened.layout import PERSON_ROLES, UNIT_ROLES, Layout
from tongbao.notices.flattened.pieces import Piece

__all__ = ["NEVER", "Costs", "State"]

# What a row lacks that goes past a column without text, or ends before it.
_LACKS = {"task": 4.0, "lead": 4.0, "persons": 3.0, "text": 5.0, "status": 6.0}
_BESIDE_A_LAST_LINE = 2.5  # cells of one line each share a line; the last of several seldom does
_SPACE_INSIDE = 6.0  # a line that opens with a space where spaces open rows
_NEW_UNIT = 4  # half characters: a line that opens like a unit should not go on with one
_NEARLY_FULL = 3  # half characters: the next character, and one that did not fit before it


class State(NamedTuple):
    """Where a reading stands after a piece.

    ``fresh``: the piece opens a row. ``opens``: it opens its cell. ``rest``: the row goes on after
    it was broken off. ``broken``: its text stopped in mid-sentence. ``cut``: the last line of another
    cell was full, so that it may go on. ``graded``: the row has its status.
    """

    column: int
    fresh: bool = False
    opens: bool = True
    rest: bool = False
    broken: bool = False
    cut: bool = False
    graded: bool = False


class Costs:
    """The prices of one layout."""

    def __init__(self, layout: Layout) -> None:
        """Keep the layout and where its columns stand."""
        self.layout = layout
        self.roles = layout.columns
        self.wide = layout.columns.index(layout.widest)
        self.fits = Fits(layout)

    def opening(self, piece: Piece) -> Iterator[tuple[State, float]]:
        """Yield the ways to begin a row with a piece."""
        for column, role in enumerate(self.roles):
            if role != "note" and (role != "status" or column < self.wide):
                cost = self._row_start(piece, column) + self.fits.fit(piece, role, opens=True)
                yield State(column, fresh=True, graded=role == "status"), cost

    def steps(self, state: State, piece: Piece, after: Piece) -> Iterator[tuple[State, float]]:
        """Yield where a reading may go from a piece to the piece ``after`` it."""
        left = self._left(state, piece)
        leave = self._leave(state.column, piece)
        if piece.line is after.line:
            if not state.opens:
                leave += _BESIDE_A_LAST_LINE
            yield from self._onward(left, after, leave)
            return
        yield self._stay(state, piece, after)
        yield from self._onward(left, after, leave)
        yield from self._rests(left, after, leave)
        end = leave + self._row_end(state)
        for opened, cost in self.opening(after):
            yield opened, end + cost

    def finish(self, state: State, piece: Piece) -> float:
        """Return what it costs to end with a piece."""
        return self._leave(state.column, piece) + self._row_end(state)

    # -- on in the cell ------------------------------------------------------------------------

    def _stay(self, state: State, piece: Piece, after: Piece) -> tuple[State, float]:
        role = self.roles[state.column]
        cost = self.fits.fit(after, role, opens=False) + self._leading_space(after)
        cost += self._wrap(role, piece, after)
        return state._replace(fresh=False, opens=False), cost

    def _wrap(self, role: str, piece: Piece, after: Piece) -> float:
        """A line that goes on in its cell should be as full as the column is wide."""
        if role in UNIT_ROLES and self.fits.closes_unit(piece.text):
            return 1.0
        if role in PERSON_ROLES and shapes.is_name(piece.text):
            return 0.0
        room = shapes.room_left(piece.text, after.text, self.layout.widths.get(role, 0))
        if role in UNIT_ROLES and after.text[0] in self.layout.unit_starts:
            room += _NEW_UNIT
        if room < 0:
            return 0.0
        if role == self.layout.widest and shapes.may_end(piece.text):
            return 1.0
        return 0.5 + min(4.5, room / 2)

    # -- out of the cell -----------------------------------------------------------------------

    def _left(self, state: State, piece: Piece) -> State:
        """Return the state with what is known once its cell has been left."""
        if state.column == self.wide:
            return state._replace(broken=self._stops_short(piece))
        return state._replace(cut=state.cut or self._is_full(state.column, piece))

    def _leave(self, column: int, piece: Piece) -> float:
        """Return what it costs that a cell ends with this piece."""
        if self.roles[column] in UNIT_ROLES:
            return 0.0 if self.fits.closes_unit(piece.text) else 5.0
        if column != self.wide:
            return 0.5 if self._is_full(column, piece) else 0.0
        if shapes.may_end(piece.text):
            return 0.0
        return 3.0 if self._stops_short(piece) else 1.0

    def _is_full(self, column: int, piece: Piece) -> bool:
        """Tell whether a line of words fills its column, so that it is no sure end of the cell."""
        role = self.roles[column]
        if role in UNIT_ROLES | PERSON_ROLES or role not in self.layout.wrapping:
            return False
        return piece.width >= self.layout.widths[role] - 1

    def _stops_short(self, piece: Piece) -> bool:
        """Tell whether the text cannot end here: a full line, or a comma, and no end of a sentence."""
        if shapes.may_end(piece.text):
            return False
        full = self.layout.widths[self.layout.widest] - _NEARLY_FULL
        return piece.text.endswith(("，", "、", ",")) or piece.width >= full

    # -- to a later column, to the rest of a broken row, to a new row ---------------------------

    def _onward(self, left: State, after: Piece, leave: float) -> Iterator[tuple[State, float]]:
        cost = leave + self._leading_space(after)
        for column in range(left.column + 1, len(self.roles)):
            role = self.roles[column]
            if not (role == "status" and left.graded):
                graded = left.graded or role == "status"
                state = left._replace(column=column, fresh=False, opens=True, graded=graded)
                yield state, cost + self.fits.fit(after, role, opens=True)
            if role != "status" and not left.rest:  # a missing status is paid for at the row's end
                cost += _LACKS.get(role, 0.0)

    def _rests(self, left: State, after: Piece, leave: float) -> Iterator[tuple[State, float]]:
        """Go on with a row that was broken off, mostly by the end of a page."""
        page = after.line.opens_page
        if left.rest or not (page or left.broken):
            return
        start = leave + self._leading_space(after) + (3.0 if page else 6.0)
        for column, role in enumerate(self.roles[: max(left.column, self.wide) + 1]):
            done = role == "status" and left.graded
            if role in ("number", "note") or column == left.column or done:
                continue
            names = role in UNIT_ROLES | PERSON_ROLES
            goes_on = role == "status" or column == self.wide
            expected = left.broken if goes_on else left.cut and not names
            price = start - (3.0 if expected else 0.0) + (0.0 if goes_on else 3.0)
            state = State(column, rest=True, graded=left.graded or role == "status")
            yield state, price + self.fits.fit(after, role, opens=True)

    def _row_start(self, piece: Piece, column: int) -> float:
        """A row opens with its number, or with a space where the number was lost."""
        role = self.roles[column]
        if role == "number":
            return 0.0
        spaced = self._leading_space(piece)
        if "number" in self.roles and column == self.roles.index("number") + 1 and spaced:
            return -_SPACE_INSIDE
        if role == "task":
            return 9.0 if "number" in self.roles else 2.0
        start = 6.0 if column >= self.wide else 4.0 if role in UNIT_ROLES else 8.0
        return start + spaced / 2

    def _row_end(self, state: State) -> float:
        """Return what a row lacks when it ends after this column."""
        ungraded = "status" in self.roles and not state.graded
        missing = _LACKS["status"] if ungraded else 0.0
        if not state.rest:
            later = self.roles[state.column + 1 :]
            missing += sum(_LACKS.get(role, 0.0) for role in later if role != "status")
        return missing

    def _leading_space(self, piece: Piece) -> float:
        opens = piece.opens_line and piece.line.spaced and self.layout.spaces_open_rows
        return _SPACE_INSIDE if opens else 0.0
