"""What it costs to read a piece as the text of a column, and to go from one column to the next.

In: a ``Layout``. Out: costs in points: 0 is what a well-behaved ledger gives, a point is a small
oddity, 8 points one that hardly ever happens. They are weighed against each other by the
cheapest path, never against a threshold, so only their order of size matters.
"""

from collections.abc import Iterator
from typing import NamedTuple

from tongbao.notices.flattened import shapes
from tongbao.notices.flattened.layout import Layout
from tongbao.notices.flattened.pieces import Piece

NEVER = float("inf")
UNIT_ROLES = frozenset({"lead", "responsible", "cooperating"})
PERSON_ROLES = frozenset({"leaders", "persons"})
_BESIDE_A_LAST_LINE = 2.5  # cells of one line each share a line; the last of several seldom does
_NEW_UNIT = 4  # half characters: a line that opens like a unit should not go on with one
_UNIT_LENGTH = 4  # a name of so many characters that ends like a unit is a unit
_SHORT_STATUS = 8  # half characters: an unknown status is a word, not a sentence

# What a row lacks when it goes past a column without text.
_SKIP = {"task": 4.0, "lead": 4.0, "persons": 3.0, "text": 5.0, "status": 6.0}


class State(NamedTuple):
    """Where a reading stands after a piece.

    ``fresh``: the piece opens a row. ``opens``: it opens its cell. ``rest``: the row goes on after
    it was broken off. ``broken``: its text stopped in mid-sentence. ``graded``: it has its status.
    """

    column: int
    fresh: bool
    opens: bool
    rest: bool
    broken: bool
    graded: bool


class Costs:
    """The prices of one layout."""

    def __init__(self, layout: Layout) -> None:
        """Keep the layout and where its columns stand."""
        self.layout = layout
        self.roles = layout.columns
        self.wide = layout.columns.index(layout.widest)

    # -- a piece in a column ---------------------------------------------------------------

    def fit(self, piece: Piece, column: int, *, opens: bool) -> float:
        """Return what a piece costs in a column; ``opens`` says that it begins the cell."""
        role = self.roles[column]
        if role == "number":
            return self._as_number(piece) if opens else NEVER
        if role == "status":
            return self._as_status(piece) if opens else self._as_note(piece)
        cost = self._width(piece, role) + self._not_words(piece)
        if role in UNIT_ROLES:
            return cost + self._as_unit(piece, opens=opens)
        if role in PERSON_ROLES:
            return cost + self._as_person(piece)
        return cost

    def _as_number(self, piece: Piece) -> float:
        if not (piece.opens_line and shapes.is_number(piece.text)):
            return NEVER
        if piece.line.index not in self.layout.numbers:
            return 5.0
        return -8.0 if piece.closes_line else -4.0

    def _as_status(self, piece: Piece) -> float:
        if self._is_status(piece):
            return -8.0
        if piece.width > _SHORT_STATUS or shapes.is_sentence(piece.text):
            return NEVER
        cost = 3.0 if piece.text in self.layout.short_lines and piece.closes_line else 6.0
        return cost + (3.0 if self._is_unit(piece.text) else 0.0)

    def _as_note(self, piece: Piece) -> float:
        """A second line under the status: the other half of the word, or a short remark."""
        if self._is_status(piece):
            return -8.0 if piece.text not in self.layout.words.statuses else NEVER
        if piece.width > 2 * _SHORT_STATUS or shapes.is_sentence(piece.text):
            return NEVER
        return 6.0

    def _is_status(self, piece: Piece) -> bool:
        whole_line = piece.opens_line and piece.closes_line
        if whole_line and piece.line.index in self.layout.status_lines:
            return True
        return "".join(piece.text.split()) in self.layout.words.statuses

    def _is_unit(self, text: str) -> bool:
        return shapes.ends_with_any(text, self.layout.words.unit_endings)

    def _width(self, piece: Piece, role: str) -> float:
        known = self.layout.widths.get(role)
        if known is None:
            wide = self.layout.widths[self.layout.widest]
            return 6.0 if piece.width > wide * 0.7 else 0.0
        spare = 0 if role in UNIT_ROLES | PERSON_ROLES else 2
        return max(0.0, (piece.width - known - spare) * 1.5)

    def _not_words(self, piece: Piece) -> float:
        """What looks like a number of the run, or like a status, is seldom a line of words."""
        cost = 8.0 if self._is_status(piece) else 0.0
        if piece.opens_line and piece.line.index in self.layout.numbers:
            cost += 4.0 if len(piece.line.tokens) > 1 else 8.0
        return cost

    def _as_unit(self, piece: Piece, *, opens: bool) -> float:
        cost = 5.0 if shapes.is_sentence(piece.text) else 0.0
        *others, _ = piece.text.split("、")
        cost += 3.0 * sum(not self._is_unit(name) for name in others)
        if opens and shapes.bare(piece.text) in self.layout.words.unit_endings:
            cost += 3.0
        if piece.text in self.layout.units:
            cost -= 2.0
        return cost

    def _as_person(self, piece: Piece) -> float:
        if shapes.is_sentence(piece.text):
            return 5.0
        if any(piece.text.endswith(word) for word in self.layout.words.office_words):
            return 0.0
        if shapes.is_remark(piece.text):
            return 0.0
        if not shapes.is_name(piece.text):
            return 2.0
        if self._is_unit(piece.text):
            return 3.0 if len(shapes.bare(piece.text)) >= _UNIT_LENGTH else 1.0
        return -2.0

    # -- from a piece to the next ------------------------------------------------------------

    def opening(self, piece: Piece) -> Iterator[tuple[State, float]]:
        """Yield the ways to begin a row with a piece."""
        for column, role in enumerate(self.roles):
            if role in ("status", "note"):
                continue
            state = State(column, fresh=True, opens=True, rest=False, broken=False, graded=False)
            yield state, self._row_start(piece, column) + self.fit(piece, column, opens=True)

    def steps(self, state: State, piece: Piece, after: Piece) -> Iterator[tuple[State, float]]:
        """Yield where a reading may go from a piece to the piece ``after`` it, each with its cost."""
        same_line = piece.line is after.line
        if not same_line:
            yield self._stay(state, piece, after)
        leave = self._leave(state.column, piece)
        if same_line and not state.opens:
            leave += _BESIDE_A_LAST_LINE
        broken = state.broken or (state.column == self.wide and self._stops_short(piece))
        yield from self._onward(state, after, leave, broken=broken)
        if not same_line:
            end = leave + self._row_end(state)
            for opened, cost in self.opening(after):
                yield opened, end + cost
            yield from self._rests(state, after, leave, broken=broken)

    def finish(self, state: State, piece: Piece) -> float:
        """Return what it costs to end with a piece."""
        return self._leave(state.column, piece) + self._row_end(state)

    def _stay(self, state: State, piece: Piece, after: Piece) -> tuple[State, float]:
        """Go on in the same cell: the line should be as full as the column is wide."""
        cost = self.fit(after, state.column, opens=False) + self._leading_space(after, 6.0)
        return state._replace(fresh=False, opens=False), cost + self._wrap(
            state.column, piece, after
        )

    def _wrap(self, column: int, piece: Piece, after: Piece) -> float:
        """What it costs that a cell's line ends with this piece and goes on with the next."""
        role = self.roles[column]
        if role in UNIT_ROLES and self._closes_unit(piece):
            return 1.0
        if role in PERSON_ROLES and shapes.is_name(piece.text):
            return 0.0
        room = shapes.room_left(piece.text, after.text, self.layout.widths.get(role, 0))
        if role in UNIT_ROLES and after.text[0] in self.layout.unit_starts:
            room += _NEW_UNIT
        if room < 0:
            return 0.0
        if column == self.wide and shapes.may_end(piece.text):
            return 1.0
        return 0.5 + min(4.5, room / 2)

    def _onward(
        self, state: State, after: Piece, leave: float, *, broken: bool
    ) -> Iterator[tuple[State, float]]:
        """Go to a later column of the same row."""
        missing = 0.0
        for column in range(state.column + 1, len(self.roles)):
            role = self.roles[column]
            if not (role == "status" and state.graded):
                cost = leave + missing + self.fit(after, column, opens=True)
                cost += self._leading_space(after, 6.0)
                graded = state.graded or role == "status"
                yield (
                    State(
                        column,
                        fresh=False,
                        opens=True,
                        rest=state.rest,
                        broken=broken,
                        graded=graded,
                    ),
                    cost,
                )
            missing += 0.0 if state.rest else _SKIP.get(role, 0.0)

    def _rests(
        self, state: State, after: Piece, leave: float, *, broken: bool
    ) -> Iterator[tuple[State, float]]:
        """Go on with the row after it was broken off, mostly by the end of a page."""
        if state.rest or not (after.line.opens_page or broken):
            return
        cost = leave + (3.0 if after.line.opens_page else 6.0) - (3.0 if broken else 0.0)
        for column, role in enumerate(self.roles):
            if role in ("number", "status", "note") or column > max(state.column, self.wide):
                continue
            if column == state.column:
                continue
            price = cost + (0.0 if column == self.wide else 3.0)
            price += self.fit(after, column, opens=True) + self._leading_space(after, 6.0)
            yield (
                State(
                    column, fresh=False, opens=True, rest=True, broken=False, graded=state.graded
                ),
                price,
            )

    def _row_start(self, piece: Piece, column: int) -> float:
        """A row opens with its number, or with a space where the number was lost."""
        role = self.roles[column]
        if role == "number":
            return 0.0
        first_words = self.roles.index("number") + 1 if "number" in self.roles else 0
        if column == first_words:
            if "number" not in self.roles:
                return 2.0
            return -6.0 if piece.line.spaced and self.layout.spaces_open_rows else 7.0
        return self._leading_space(piece, 3.0) + (6.0 if column == self.wide else 4.0)

    def _row_end(self, state: State) -> float:
        """What a row lacks when it ends after a column."""
        missing = (
            0.0
            if state.rest
            else sum(
                _SKIP.get(role, 0.0) for role in self.roles[state.column + 1 :] if role != "status"
            )
        )
        ungraded = "status" in self.roles and not state.graded
        return missing + (_SKIP["status"] if ungraded else 0.0)

    def _leading_space(self, piece: Piece, cost: float) -> float:
        opens = piece.opens_line and piece.line.spaced and self.layout.spaces_open_rows
        return cost if opens else 0.0

    def _leave(self, column: int, piece: Piece) -> float:
        """What it costs that a cell ends with this piece."""
        role = self.roles[column]
        if role in UNIT_ROLES:
            return 0.0 if self._closes_unit(piece) else 5.0
        if column == self.wide:
            if shapes.may_end(piece.text):
                return 0.0
            return 3.0 if self._stops_short(piece) else 1.0
        known = self.layout.widths.get(role)
        full = known is not None and piece.width >= known - 1
        return 0.5 if full and role not in PERSON_ROLES else 0.0

    def _closes_unit(self, piece: Piece) -> bool:
        """Tell whether a unit's name may be complete with this piece, 部 or 中心 alone included."""
        return (
            self._is_unit(piece.text) or shapes.bare(piece.text) in self.layout.words.unit_endings
        )

    def _stops_short(self, piece: Piece) -> bool:
        """Tell whether the text cannot end here: a full line without the end of a sentence."""
        full = piece.width >= self.layout.widths[self.layout.widest] - 1
        return full and not shapes.may_end(piece.text)
