"""The ways from one piece of a table without a grid to the next, and their prices.

In: a ``Layout`` and pieces. Out: ``Node`` values, what a reading may have come to: on in the cell, in a later column,
in a new row, in the rest of a broken row, in a section.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from tongbao.notices.plain_table import text_metrics
from tongbao.notices.plain_table.layout import Layout
from tongbao.notices.plain_table.scores import NEVER, Scores
from tongbao.notices.plain_table.tokens import TokenRun

SECTION = -1
# What a row lacks that goes past a column without text, or ends before it.
_LACKS = {"task": 4.0, "lead": 4.0, "persons": 3.0, "text": 5.0, "status": 6.0, "responsible": 3.0, "leaders": 2.0,
          "cooperating": 1.0, "due": 1.0, "target": 1.0, "part": 1.0, "units": 1.0,
          "note": 0.0, "section": 0.3}  # fmt: skip
_DROPPED = 0.6  # the same where signs part the cells, and empty ones may have been dropped
_BESIDE_A_LAST_LINE = 2.5  # cells of one line each share a line; the last of several seldom does
_SPACE_INSIDE = 6.0  # a line that opens with a space where spaces open rows
_NEW_UNIT = 4  # half characters: a line that opens like a unit should not go on with one
_NEARLY_FULL = 3  # half characters: the next character, and one that did not fit before it
_PAST_A_BAR = 4.0  # a cell that goes on behind the bar that closes it
_PAST_A_FIGURE = 6.0  # two figures are two cells
_NEXT_PARAGRAPH = 2.0  # a further paragraph of the same cell
_NEXT_OF_ONE = 3.5  # the same in a column whose cells have mostly one
_ANOTHER_STYLE = 2.0  # in one cell, a unit a line and several on one
_LIST = re.compile(r"\S[、,，]\s*\S")
_BACK = 5.0  # a sentence behind the cells that follow its own
_SECOND_LEAD = 2.6  # a further unit where one leads
_FIGURES = ("number", "figure", "percent")
_DRAWN = 2  # cells on a line that make it the line of a row
_LONGEST_SECTION = 40


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


# Between two rows: what may follow does not depend on how the row before ended.
AT_BORDER = State(-2)


@dataclass(slots=True, eq=False)
class Node:
    """A piece read in a state; without one, the border of two rows.

    ``total`` is the least cost up to it, ``rest`` from it to the end; ``edges`` are the ways to it. ``left`` is the
    state once its cell has been left, ``leave`` what that costs.
    """

    piece: TokenRun | None
    state: State
    total: float
    edges: list[tuple["Node", float]] = field(default_factory=list)
    rest: float = NEVER
    left: State = AT_BORDER
    leave: float = 0.0


class Reached(dict[State, Node]):
    """The nodes of one piece, by state."""

    def __init__(self, piece: TokenRun | None, slack: float) -> None:
        """Ways dearer by more than ``slack`` are no rivals of the best, and not kept."""
        super().__init__()
        self.piece, self.slack = piece, slack

    def add(self, state: State, before: Node, cost: float) -> None:
        """Reach a state from a node."""
        total = before.total + cost
        node = self.get(state)
        if node is None:
            if total != NEVER:
                self[state] = Node(self.piece, state, total, [(before, cost)])
        elif total <= node.total + self.slack:
            node.edges.append((before, cost))
            node.total = min(total, node.total)


class Steps:
    """The ways from a piece to the next, and their prices, in one layout."""

    def __init__(self, layout: Layout) -> None:
        """Keep the layout and where its columns stand."""
        self.layout = layout
        self.roles = layout.roles
        self.wide = layout.widest
        self.scores = Scores(layout)
        self.numbered = "number" in layout.roles
        self._passed: dict[bool, list[float]] = {}

    def opening(self, border: Node, piece: TokenRun, reached: Reached) -> None:
        """Begin a row with a piece, or head a section."""
        for column, fit in self.scores.likely(piece):
            role = self.roles[column]
            if role != "note" and (role != "status" or column < self.wide):
                cost = self._row_start(piece, column) + fit
                reached.add(State(column, fresh=True, graded=role == "status"), border, cost)
        if piece.opens_line and piece.closes_line:
            kind = self.layout.kinds.of(piece.text)
            if kind == "section" and len(piece.text) <= _LONGEST_SECTION:
                reached.add(State(SECTION, fresh=True), border, 0.0)
            elif kind == "short" and not (piece.line.spaced or any(map(str.isdigit, piece.text))):
                cost = 9.0 if self.layout.wrapped else 5.0 if self.numbered else 2.0
                reached.add(State(SECTION, fresh=True), border, cost)

    def leave(self, node: Node) -> None:
        """Note how a node's cell is left, and what that costs."""
        if node.piece and node.state.column != SECTION:
            node.left = self._left(node.state, node.piece)
            node.leave = self._leave(node.state.column, node.piece)

    def beside(self, arriving: Iterable[Node], after: TokenRun, reached: Reached) -> None:
        """Go on to a later column on the same line."""
        ways = self._ways(after)
        for node in arriving:
            late = not (node.state.opens or after.line.hard)
            self._onward(node, node.leave + (_BESIDE_A_LAST_LINE if late else 0.0), ways, reached)

    def below(self, arriving: Iterable[Node], after: TokenRun, reached: Reached) -> None:
        """Go on from one line to the next inside the row: in the cell, in a later column, behind a break."""
        ways = self._ways(after)
        spaced = self._leading_space(after)
        fits = self.scores.fits(after, opens=False)
        # Many ways arrive with the same piece in the same column.
        wraps: dict[tuple[int, int], float] = {}
        for node in arriving:
            state, piece = node.state, node.piece
            if piece is None or state.column == SECTION:
                continue
            key = (state.column, piece.start)
            if key not in wraps:
                wraps[key] = self._wrap(state.column, piece, after)
            cost = fits[state.column] + spaced + wraps[key]
            reached.add(State(state.column, False, False, *state[3:]), node, cost)
            drawn = after.line.cells >= _DRAWN and piece.line.cells >= _DRAWN and piece.line.closed
            self._onward(node, node.leave + (3.0 if drawn else 0.0), ways, reached)
            self._rests(node, after, node.leave + spaced, reached)

    def end(self, node: Node) -> float:
        """Return what it costs that a row ends with a node."""
        if node.piece is None or node.state.column == SECTION:
            return 0.0
        return node.leave + self._row_end(node.state, node.piece)

    def finish(self, node: Node, *, is_last: bool) -> float:
        """Return what it costs that the table ends with a node; the last line of all may have been cut off."""
        if node.state.column == SECTION:
            return 1.0
        return self.end(node) - (max(node.leave - 1.0, 0.0) if is_last else 0.0)

    # -- on in the cell ------------------------------------------------------------------------

    def _wrap(self, column: int, piece: TokenRun, after: TokenRun) -> float:  # noqa: PLR0911
        """A line that goes on in its cell should be as full as the column is wide."""
        if not self.layout.wrapped and self.layout.kinds.of(piece.text) in _FIGURES:
            return _PAST_A_FIGURE
        if piece.line.hard:
            return (_PAST_A_BAR if piece.line.closed else -1.0) + (
                2.0 if after.line.cells >= _DRAWN else 0.0
            )
        if self.layout.is_units(column) and self.scores.closes_unit(piece.text):
            mixed = bool(_LIST.search(after.text)) and not _LIST.search(piece.text)
            cost = _SECOND_LEAD if self._leads_others(column) else 1.0
            return cost + (_ANOTHER_STYLE if mixed else 0.0)
        if self.layout.is_persons(column) and text_metrics.is_name(piece.text):
            return 0.0
        if not self.layout.wrapped:
            return (
                _NEXT_PARAGRAPH
                if self.roles[column] in ("text", "note", "target")
                else _NEXT_OF_ONE
            )
        room = text_metrics.room_left(piece.text, after.text, self.layout.widths.get(column, 0))
        if self.layout.is_units(column) and after.text[0] in self.layout.unit_starts:
            room += _NEW_UNIT
        if room < 0:
            return 0.0
        if column == self.wide and text_metrics.may_end(piece.text):
            return 1.0
        return 0.5 + min(4.5, room / 2)

    def _leads_others(self, column: int) -> bool:
        """Return whether a column of leads stands before one of those who help: mostly one unit leads."""
        roles = self.roles[column : column + 2]
        return roles[0] == "lead" and roles[-1] in ("responsible", "cooperating")

    # -- out of the cell -----------------------------------------------------------------------

    def _left(self, state: State, piece: TokenRun) -> State:
        """Return the state with what is known once its cell has been left."""
        if piece.line.hard or not self.layout.wrapped:
            return state
        if state.column == self.wide:
            return state._replace(broken=self._stops_short(piece))
        return state._replace(cut=state.cut or self._is_full(state.column, piece))

    def _leave(self, column: int, piece: TokenRun) -> float:
        """Return what it costs that a cell ends with this piece."""
        if self.layout.is_units(column):
            return 0.0 if self.scores.closes_unit(piece.text) else 4.0 if piece.line.hard else 5.0
        if piece.line.hard:
            return 0.0
        if column != self.wide:
            return 0.5 if self._is_full(column, piece) else 0.0
        if text_metrics.may_end(piece.text):
            return 0.0
        return 3.0 if self._stops_short(piece) else 1.0 if self.layout.wrapped else 0.0

    def _is_full(self, column: int, piece: TokenRun) -> bool:
        """Tell whether a line of words fills its column, so that it is no sure end of the cell."""
        if self.layout.is_names(column) or column not in self.layout.wrapping:
            return False
        return piece.width >= self.layout.widths[column] - 1

    def _stops_short(self, piece: TokenRun) -> bool:
        """Tell whether the text cannot end here: a full line, or a comma, and no end of a sentence."""
        if text_metrics.may_end(piece.text):
            return False
        full = self.layout.widths[self.wide] - _NEARLY_FULL
        return piece.text.endswith(("，", "、", ",")) or (
            self.layout.wrapped and piece.width >= full
        )

    # -- to a later column, to the rest of a broken row, to a new row ---------------------------

    def _ways(self, after: TokenRun) -> list[tuple[int, float, float, bool]]:
        """Return the columns a piece may open, each with what that costs in a whole row and in a broken one."""
        spaced = self._leading_space(after)
        lacking = self._lacking(drawn=after.line.hard)
        return [
            (column, spaced + fit + lacking[column], spaced + fit, self.roles[column] == "status")
            for column, fit in self.scores.likely(after)
        ]

    def _onward(
        self,
        node: Node,
        leave: float,
        ways: Iterable[tuple[int, float, float, bool]],
        reached: Reached,
    ) -> None:
        at, _, _, rest, broken, cut, graded = node.left
        passed = self._lacking(drawn=bool(node.piece and node.piece.line.hard))[at + 1]
        for column, cost, cost_of_rest, grades in ways:
            if column > at and not (grades and graded):
                state = State(column, False, True, rest, broken, cut, graded or grades)
                reached.add(state, node, leave + (cost_of_rest if rest else cost - passed))

    def _lacking(self, *, drawn: bool) -> list[float]:
        """Return what a row lacks that goes past all columns before each; a missing status is paid for at its end."""
        if drawn not in self._passed:
            costs = (
                0.0 if role == "status" else self._lack(role, drawn=drawn) for role in self.roles
            )
            self._passed[drawn] = list(accumulate(costs, initial=0.0))
        return self._passed[drawn]

    def _rests(self, node: Node, after: TokenRun, leave: float, reached: Reached) -> None:
        """Go on with a row that was broken off, mostly by the end of a page."""
        page, left = after.line.opens_page, node.left
        if left.rest or after.line.hard:
            return
        if not self.layout.wrapped:
            self._goes_back(node, after, leave, reached)
            return
        if not (page or left.broken):
            return
        start = leave + (3.0 if page else 6.0)
        for column, role in enumerate(self.roles[: max(left.column, self.wide) + 1]):
            done = role == "status" and left.graded
            if role in ("number", "note") or column == left.column or done:
                continue
            goes_on = role == "status" or column == self.wide
            expected = left.broken if goes_on else left.cut and not self.layout.is_names(column)
            price = start - (3.0 if expected else 0.0) + (0.0 if goes_on else 3.0)
            state = State(column, rest=True, graded=left.graded or role == "status")
            reached.add(state, node, price + self.scores.fits(after, opens=True)[column])

    def _goes_back(self, node: Node, after: TokenRun, leave: float, reached: Reached) -> None:
        """Go back to the words of a row with a further sentence, which a page or a table's own rows set behind it."""
        if self.layout.kinds.of(after.text) != "sentence":
            return
        fits = self.scores.fits(after, opens=False)
        for column, role in enumerate(self.roles[: node.left.column]):
            if role in ("task", "text", "part", "target"):
                state = State(column, opens=False, rest=True, graded=node.left.graded)
                reached.add(state, node, leave + _BACK + fits[column])

    def _lack(self, role: str, *, drawn: bool) -> float:
        cost = _LACKS.get(role, 0.0)
        if role == "task":
            return cost
        return min(cost, _DROPPED) if drawn else cost if self.layout.wrapped else cost / 2

    def _row_start(self, piece: TokenRun, column: int) -> float:
        """A row opens with its number, or with a space where the number was lost."""
        role = self.roles[column]
        if role == "number":
            return 0.0
        if piece.line.cells >= _DRAWN:  # a line between bars is a row, whatever it lacks
            passed = self.roles[:column]
            before = sum(self._lack(one, drawn=True) for one in passed if one != "number")
            return before + (3.0 if self.numbered else 0.0)
        spaced = self._leading_space(piece)
        if self.numbered and column == self.roles.index("number") + 1 and spaced:
            return -_SPACE_INSIDE
        if role in ("task", "section"):
            if self.layout.wrapped:
                return 9.0 if self.numbered else 2.0
            return 4.0 if self.numbered else 0.5
        start = 6.0 if column >= self.wide else 4.0 if self.layout.is_units(column) else 8.0
        return start + spaced / 2

    def _row_end(self, state: State, piece: TokenRun) -> float:
        """Return what a row lacks when it ends after this column."""
        ungraded = "status" in self.roles and not state.graded
        drawn = piece.line.hard
        missing = self._lack("status", drawn=drawn) if ungraded else 0.0
        if not state.rest:
            lacking = self._lacking(drawn=drawn)
            missing += lacking[-1] - lacking[state.column + 1]
        return missing

    def _leading_space(self, piece: TokenRun) -> float:
        opens = piece.opens_line and piece.line.spaced and self.layout.spaces_open_rows
        return _SPACE_INSIDE if opens else 0.0
