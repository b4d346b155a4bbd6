"""The cheapest way to give all cells of a table to its columns, and how nearly another one would have done.

In: lines and a ``Layout``. Out: one ``Placed`` a piece, in order. Every piece is weighed with those before and after
it: on in its cell, to a later column, to a new row, to the rest of a broken row, to a section. A doubtful cell is so
read by its company.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from tongbao.notices.plain_table import text_metrics
from tongbao.notices.plain_table.scores import NEVER, Layout, Scores
from tongbao.notices.plain_table.tokens import Line, Piece, pieces_from

SECTION = -1

_BEAM = 20.0  # points: a reading so much dearer than the best so far is given up
_MOST_KEPT = 12
_BEAM_OF_WHOLE = 10.0  # the same where no column broke the lines
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
_FIGURES = ("number", "figure", "percent")
_MOST_JOINED = 2  # words of one cell on a line that has enough for all columns
_DRAWN = 2  # cells on a line that make it the line of a row
_BEHIND_A_SIGN = 12.0  # a line between bars that is no cell of the table
_MOST_BEHIND = 40
_BEHIND = 2.5  # a line behind the table, which is no cell of it
_BEHIND_BROKEN = 7.0  # the same where lines are short, since columns broke them


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
_ROW_ENDS = State(-2)

_Node = tuple[int, int, int, State]  # line, start and end token, state
_START: _Node = (-1, 0, 0, State(0))


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece, the column it stands in, and the other column it could nearly as well stand in.

    ``margin`` is how many points dearer the best other reading of the piece is; ``rival`` its column.
    """

    piece: Piece
    state: State
    margin: float
    rival: int


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

    def opening(self, piece: Piece) -> Iterator[tuple[State, float]]:
        """Yield the ways to begin a row with a piece, or to head a section."""
        for column, fit in self.scores.likely(piece):
            role = self.roles[column]
            if role != "note" and (role != "status" or column < self.wide):
                cost = self._row_start(piece, column) + fit
                yield State(column, fresh=True, graded=role == "status"), cost
        if piece.opens_line and piece.closes_line:
            kind = self.layout.kinds.of(piece.text)
            if kind == "section" and len(piece.text) <= 40:  # noqa: PLR2004
                yield State(SECTION, fresh=True), 0.0
            elif kind == "short" and not (piece.line.spaced or any(map(str.isdigit, piece.text))):
                yield (
                    State(SECTION, fresh=True),
                    9.0 if self.layout.wrapped else 5.0 if self.numbered else 2.0,
                )

    def following(self, state: State, piece: Piece, after: Piece) -> Iterator[tuple[State, float]]:
        """Yield where a reading may go from a piece to the piece ``after`` it; ``_ROW_ENDS`` opens any row."""
        if state.column == SECTION:
            yield _ROW_ENDS, 0.0
            return
        left = self._left(state, piece)
        leave = self._leave(state.column, piece)
        if piece.line is after.line:
            if not state.opens and not piece.line.hard:
                leave += _BESIDE_A_LAST_LINE
            yield from self._onward(left, after, leave)
            return
        yield self._stay(state, piece, after)
        drawn = after.line.cells >= _DRAWN and piece.line.cells >= _DRAWN and piece.line.closed
        yield from self._onward(left, after, leave + (3.0 if drawn else 0.0))
        yield from self._rests(left, after, leave)
        yield _ROW_ENDS, leave + self._row_end(state, piece)

    def finish(self, state: State, piece: Piece, *, is_last: bool) -> float:
        """Return what it costs to end with a piece; the last line of all may have been cut off."""
        if state.column == SECTION:
            return 1.0
        leave = self._leave(state.column, piece)
        return (min(leave, 1.0) if is_last else leave) + self._row_end(state, piece)

    # -- on in the cell ------------------------------------------------------------------------

    def _stay(self, state: State, piece: Piece, after: Piece) -> tuple[State, float]:
        cost = self.scores.fit(after, state.column, opens=False) + self._leading_space(after)
        cost += self._wrap(state.column, piece, after)
        return State(state.column, False, False, *state[3:]), cost

    def _wrap(self, column: int, piece: Piece, after: Piece) -> float:  # noqa: PLR0911
        """A line that goes on in its cell should be as full as the column is wide."""
        if not self.layout.wrapped and self.layout.kinds.of(piece.text) in _FIGURES:
            return _PAST_A_FIGURE
        if piece.line.hard:
            return (_PAST_A_BAR if piece.line.closed else -1.0) + (
                2.0 if after.line.cells >= _DRAWN else 0.0
            )
        if self.layout.is_units(column) and self.scores.closes_unit(piece.text):
            return 1.0
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

    # -- out of the cell -----------------------------------------------------------------------

    def _left(self, state: State, piece: Piece) -> State:
        """Return the state with what is known once its cell has been left."""
        if piece.line.hard or not self.layout.wrapped:
            return state
        if state.column == self.wide:
            return state._replace(broken=self._stops_short(piece))
        return state._replace(cut=state.cut or self._is_full(state.column, piece))

    def _leave(self, column: int, piece: Piece) -> float:
        """Return what it costs that a cell ends with this piece."""
        if self.layout.is_units(column):
            return 0.0 if self.scores.closes_unit(piece.text) else 4.0 if piece.line.hard else 5.0
        if piece.line.hard:
            return 0.0
        if column != self.wide:
            return 0.5 if self._is_full(column, piece) else 0.0
        if text_metrics.may_end(piece.text):
            return 0.0
        return 3.0 if self._stops_short(piece) else 1.0

    def _is_full(self, column: int, piece: Piece) -> bool:
        """Tell whether a line of words fills its column, so that it is no sure end of the cell."""
        if self.layout.is_names(column) or column not in self.layout.wrapping:
            return False
        return piece.width >= self.layout.widths[column] - 1

    def _stops_short(self, piece: Piece) -> bool:
        """Tell whether the text cannot end here: a full line, or a comma, and no end of a sentence."""
        if text_metrics.may_end(piece.text):
            return False
        full = self.layout.widths[self.wide] - _NEARLY_FULL
        return piece.text.endswith(("，", "、", ",")) or piece.width >= full

    # -- to a later column, to the rest of a broken row, to a new row ---------------------------

    def _onward(self, left: State, after: Piece, leave: float) -> Iterator[tuple[State, float]]:
        cost = leave + self._leading_space(after)
        lacking = self._lacking(drawn=after.line.hard)
        for column, fit in self.scores.likely(after):
            if column <= left.column or (left.graded and self.roles[column] == "status"):
                continue
            graded = left.graded or self.roles[column] == "status"
            state = State(column, False, True, left.rest, left.broken, left.cut, graded)
            passed = 0.0 if left.rest else lacking[column] - lacking[left.column + 1]
            yield state, cost + passed + fit

    def _lacking(self, *, drawn: bool) -> list[float]:
        """Return what a row lacks that goes past all columns before each; a missing status is paid for at its end."""
        if drawn not in self._passed:
            costs = (
                0.0 if role == "status" else self._lack(role, drawn=drawn) for role in self.roles
            )
            self._passed[drawn] = list(accumulate(costs, initial=0.0))
        return self._passed[drawn]

    def _rests(self, left: State, after: Piece, leave: float) -> Iterator[tuple[State, float]]:
        """Go on with a row that was broken off, mostly by the end of a page."""
        page = after.line.opens_page
        if left.rest or not (page or left.broken) or not self.layout.wrapped or after.line.hard:
            return
        start = leave + self._leading_space(after) + (3.0 if page else 6.0)
        for column, role in enumerate(self.roles[: max(left.column, self.wide) + 1]):
            done = role == "status" and left.graded
            if role in ("number", "note") or column == left.column or done:
                continue
            names = self.layout.is_names(column)
            goes_on = role == "status" or column == self.wide
            expected = left.broken if goes_on else left.cut and not names
            price = start - (3.0 if expected else 0.0) + (0.0 if goes_on else 3.0)
            state = State(column, rest=True, graded=left.graded or role == "status")
            yield state, price + self.scores.fit(after, column, opens=True)

    def _lack(self, role: str, *, drawn: bool) -> float:
        cost = _LACKS.get(role, 0.0)
        if role == "task":
            return cost
        return min(cost, _DROPPED) if drawn else cost if self.layout.wrapped else cost / 2

    def _row_start(self, piece: Piece, column: int) -> float:
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

    def _row_end(self, state: State, piece: Piece) -> float:
        """Return what a row lacks when it ends after this column."""
        ungraded = "status" in self.roles and not state.graded
        drawn = piece.line.hard
        missing = self._lack("status", drawn=drawn) if ungraded else 0.0
        if not state.rest:
            lacking = self._lacking(drawn=drawn)
            missing += lacking[-1] - lacking[state.column + 1]
        return missing

    def _leading_space(self, piece: Piece) -> float:
        opens = piece.opens_line and piece.line.spaced and self.layout.spaces_open_rows
        return _SPACE_INSIDE if opens else 0.0


# -- the cheapest path ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Edge:
    before: _Node
    cost: float


def cheapest_reading(lines: Sequence[Line], steps: Steps) -> tuple[Placed, ...]:
    """Return the reading of least cost, () where there are no lines; the last lines may stand behind the table."""
    pieces: dict[tuple[int, int, int], Piece] = {}
    totals, edges, by_line = _forward(lines, steps, pieces)
    ends = _cheapest_end(lines, steps, totals, by_line, pieces)
    if not ends:
        return ()
    remaining = _backward(totals, edges, ends)
    path = _path_to(min(ends, key=lambda node: (totals[node] + ends[node], node)), totals, edges)
    best = totals[path[-1]] + ends[path[-1]]
    through: dict[int, list[tuple[float, _Node]]] = {}
    for node in remaining:
        if node[3] is _ROW_ENDS:
            continue
        through.setdefault(node[0], []).append((totals[node] + remaining[node], node))
    return tuple(_judged(node, pieces, through[node[0]], best) for node in path)


def _forward(  # noqa: C901, PLR0912 - one walk, called for every line
    lines: Sequence[Line], steps: Steps, pieces: dict[tuple[int, int, int], Piece]
) -> tuple[dict[_Node, float], dict[_Node, list[_Edge]], list[list[_Node]]]:
    """Walk over the lines; keep for each node its least cost and the edges that lead to it, and where lines end."""
    totals: dict[_Node, float] = {_START: 0.0}
    edges: dict[_Node, list[_Edge]] = {}
    last: list[_Node] = [_START]
    by_line: list[list[_Node]] = []
    beam = _BEAM if steps.layout.wrapped else _BEAM_OF_WHOLE

    def reach(node: _Node, before: _Node, cost: float) -> bool:
        """Keep an edge to a node; return whether the node is new."""
        if cost == NEVER:
            return False
        is_new = node not in totals
        edges.setdefault(node, []).append(_Edge(before, cost))
        whole = totals[before] + cost
        if is_new or whole < totals[node]:
            totals[node] = whole
        return is_new

    for line in lines:
        ending: dict[int, list[_Node]] = {0: last}
        is_row = not steps.layout.wrapped and len(line.tokens) >= len(steps.roles)
        most = _MOST_JOINED if is_row else len(line.tokens)
        for start in range(len(line.tokens)):
            arriving = _worth_keeping(ending.get(start, []), totals, beam)
            hub: _Node = (line.index, start, start, _ROW_ENDS) if last != [_START] else _START
            for piece in pieces_from(line, start)[:most]:
                place = (line.index, start, piece.end)
                pieces[place] = piece
                reached = ending.setdefault(piece.end, [])
                for before in arriving:
                    if before is _START:
                        continue
                    for state, cost in steps.following(before[3], pieces[before[:3]], piece):
                        if state is not _ROW_ENDS:
                            if reach((*place, state), before, cost):
                                reached.append((*place, state))
                        elif piece.end == start + 1:
                            reach(hub, before, cost)
                if hub in totals and start == 0:
                    for state, cost in steps.opening(piece):
                        if reach((*place, state), hub, cost):
                            reached.append((*place, state))
        last = ending.get(len(line.tokens), [])
        if not last:
            break
        by_line.append(last)
    return totals, edges, by_line


def _cheapest_end(
    lines: Sequence[Line],
    steps: Steps,
    totals: Mapping[_Node, float],
    by_line: Sequence[Sequence[_Node]],
    pieces: Mapping[tuple[int, int, int], Piece],
) -> dict[_Node, float]:
    """Return the nodes with which the table may end, all on one line, each with what ending there costs."""
    first = max(
        max(steps.layout.numbers | steps.layout.status_lines, default=0), len(lines) - _MOST_BEHIND
    )
    behind = _BEHIND_BROKEN if steps.layout.wrapped else _BEHIND
    best, found = NEVER, dict[_Node, float]()
    for at in range(max(0, min(first, len(by_line) - 1)), len(by_line)):
        ends = {
            node: steps.finish(node[3], pieces[node[:3]], is_last=at == len(lines) - 1)
            + sum(
                _BEHIND_A_SIGN if line.hard else behind for line in lines[at + 1 :][:_MOST_BEHIND]
            )
            for node in _worth_keeping(by_line[at], totals)
        }
        cost = min((totals[node] + end for node, end in ends.items()), default=NEVER)
        if cost <= best:
            best, found = cost, ends
    return found


def _worth_keeping(
    nodes: Sequence[_Node], totals: Mapping[_Node, float], beam: float = _BEAM
) -> list[_Node]:
    """Return the nodes that are not much dearer than the best, and of these the best few: the work is bounded."""
    limit = min((totals[node] for node in nodes), default=0.0) + beam
    kept = [node for node in nodes if totals[node] <= limit]
    if beam == _BEAM or len(kept) <= _MOST_KEPT:
        return kept
    return sorted(kept, key=lambda node: totals[node])[:_MOST_KEPT]


def _backward(
    totals: Mapping[_Node, float],
    edges: Mapping[_Node, Sequence[_Edge]],
    ends: Mapping[_Node, float],
) -> dict[_Node, float]:
    """Return for each node the least cost from it to the end; nodes that lead nowhere are left out."""
    remaining = dict(ends)
    for node in reversed(list(totals)):
        rest = remaining.get(node, NEVER)
        if rest == NEVER or node is _START:
            continue
        for edge in edges[node]:
            cost = edge.cost + rest
            if cost < remaining.get(edge.before, NEVER):
                remaining[edge.before] = cost
    remaining.pop(_START, None)
    return remaining


def _path_to(
    end: _Node, totals: Mapping[_Node, float], edges: Mapping[_Node, Sequence[_Edge]]
) -> list[_Node]:
    path = [end]
    while path[-1] is not _START:
        incoming = edges[path[-1]]
        path.append(min(incoming, key=lambda edge: totals[edge.before] + edge.cost).before)
    return [node for node in path[-2::-1] if node[3] is not _ROW_ENDS]


def _judged(
    node: _Node,
    pieces: Mapping[tuple[int, int, int], Piece],
    of_line: Sequence[tuple[float, _Node]],
    best: float,
) -> Placed:
    """Return a node with the cheapest other reading of the same tokens."""
    _, start, end, state = node
    others = [
        (total - best, other[3].column)
        for total, other in of_line
        if other[1] < end and other[2] > start and _differs(other[3], state)
    ]
    margin, rival = min(others, default=(NEVER, state.column))
    return Placed(pieces[node[:3]], state, margin, rival)


def _differs(one: State, other: State) -> bool:
    return (one.column, one.fresh, one.rest) != (other.column, other.fresh, other.rest)


def grouped(placed: Iterable[Placed]) -> Iterator[list[Placed]]:
    """Yield the pieces of each row."""
    group: list[Placed] = []
    for one in placed:
        if one.state.fresh and group:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def cells_of(group: Iterable[Placed]) -> dict[int, list[Piece]]:
    """Return the pieces of each cell of one row, by column."""
    cells: dict[int, list[Piece]] = {}
    for one in group:
        cells.setdefault(one.state.column, []).append(one.piece)
    return cells
