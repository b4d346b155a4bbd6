"""The cheapest way to give all cells of a table to its columns, and how nearly another one would have done.

In: lines and the ``Steps`` of a layout. Out: one ``Placed`` a piece, in order. Every piece is weighed with those before
and after it: a doubtful cell is read by its company.
"""

import gc
import heapq
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tongbao.notices.plain_table.scores import NEVER
from tongbao.notices.plain_table.steps import AT_BORDER, Node, Reached, State, Steps
from tongbao.notices.plain_table.tokens import TokenLine, TokenRun, pieces_from

_MOST_JOINED = 2  # words of one cell on a line that has enough for all columns
_BEHIND_A_SIGN = 12.0  # a line between bars that is no cell of the table
_MOST_BEHIND = 40
_BEHIND = 2.5  # a line behind the table, which is no cell of it
_BEHIND_BROKEN = 7.0  # the same where lines are short, since columns broke them
_BEAM = 20.0  # points: a reading so much dearer than the best so far is given up
_MOST_KEPT = 40
_BEAM_OF_RIVALS = 6.0  # points: a way so much dearer to the same place makes no doubt
_MOST_KEPT_OF_WHOLE = 12
_BEAM_OF_RIVALS_OF_WHOLE = 2.0
_BEAM_OF_WHOLE = 10.0  # the same where no column broke the lines
_MOST_KEPT_OF_LONG = 5


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece, the column it stands in, and the other column it could nearly as well stand in.

    ``margin`` is how many points dearer the best other reading of the piece is; ``rival`` its column.
    """

    piece: TokenRun
    state: State
    margin: float
    rival: int


@dataclass(frozen=True, slots=True)
class Placing:
    """Where each piece of some lines stands, and what that costs."""

    placed: tuple[Placed, ...] = ()
    cost: float = 0.0


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Keep the collector of circles from walking over the nodes again and again: none of them lead back."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_nothing_collected()
def cheapest_reading(lines: Sequence[TokenLine], steps: Steps, *, is_long: bool = False) -> Placing:
    """Return the reading of least cost, if there is one; the last lines may stand behind the table.

    In a long table only the best few ways are followed.
    """
    by_line, last = _forward(lines, steps, is_long=is_long)
    end = _cheapest_end(lines, steps, last)
    if end is None:
        return Placing()
    _backward(by_line)
    path = [end]
    while path[-1].edges:
        path.append(min(path[-1].edges, key=lambda edge: edge[0].total + edge[1])[0])
    best = end.total + end.rest
    read = [node for node in reversed(path) if node.piece]
    placed = (_judged(node, by_line[node.piece.line.index], best) for node in read if node.piece)
    return Placing(tuple(placed), best)


def _forward(
    lines: Sequence[TokenLine], steps: Steps, *, is_long: bool
) -> tuple[list[list[Node]], list[list[Node]]]:
    """Walk over the lines; return the nodes of each in order, and those that end it."""
    wrapped = steps.layout.wrapped
    few = is_long or not wrapped
    beam, most_kept = (_BEAM_OF_WHOLE, _MOST_KEPT_OF_WHOLE) if few else (_BEAM, _MOST_KEPT)
    most_kept = _MOST_KEPT_OF_LONG if is_long else most_kept
    slack = _BEAM_OF_RIVALS if wrapped else _BEAM_OF_RIVALS_OF_WHOLE
    by_line: list[list[Node]] = []
    last: list[list[Node]] = []
    arriving: list[Node] = []
    for line in lines:
        borders = Reached(None, slack)
        for node in arriving:
            borders.add(AT_BORDER, node, steps.end(node))
        border = borders.get(AT_BORDER) or Node(None, AT_BORDER, 0.0)
        nodes = [border]
        ending: list[list[Node]] = [[] for _ in range(len(line.tokens) + 1)]
        is_row = not wrapped and len(line.tokens) >= len(steps.roles)
        most = _MOST_JOINED if is_row else len(line.tokens)
        for start in range(len(line.tokens)):
            if start:
                arriving = _worth_keeping(ending[start], steps, beam, most_kept)
            for piece in pieces_from(line, start)[:most]:
                reached = Reached(piece, slack)
                if start:
                    steps.beside(arriving, piece, reached)
                else:
                    steps.below(arriving, piece, reached)
                    steps.opening(border, piece, reached)
                ending[piece.end] += reached.values()
                nodes += reached.values()
        arriving = _worth_keeping(ending[-1], steps, beam, most_kept)
        if not arriving:
            break
        by_line.append(nodes)
        last.append(arriving)
    return by_line, last


def _worth_keeping(nodes: Sequence[Node], steps: Steps, beam: float, most: int) -> list[Node]:
    """Return the nodes that are not much dearer than the best, and of these the best few: the work is bounded."""
    limit = min((node.total for node in nodes), default=0.0) + beam
    kept = [node for node in nodes if node.total <= limit]
    if len(kept) > most:
        kept = heapq.nsmallest(most, kept, key=lambda node: node.total)
    for node in kept:
        steps.leave(node)
    return kept


def _cheapest_end(
    lines: Sequence[TokenLine], steps: Steps, last: Sequence[Sequence[Node]]
) -> Node | None:
    """Return the node with which the table ends best; the nodes of its line get to know what ending there costs."""
    layout = steps.layout
    numbered = max(layout.numbers | layout.status_lines, default=0)
    first = max(0, min(max(numbered, len(lines) - _MOST_BEHIND), len(last) - 1))
    behind = _BEHIND_BROKEN if layout.wrapped else _BEHIND
    best: Node | None = None
    ends: list[tuple[Node, float]] = []
    for at in range(first, len(last)):
        others = lines[at + 1 :][:_MOST_BEHIND]
        cost = sum(_BEHIND_A_SIGN if line.hard else behind for line in others)
        own = [(one, cost + steps.finish(one, is_last=not others)) for one in last[at]]
        node, rest = min(own, key=lambda end: end[0].total + end[1])
        if not ends or node.total + rest <= min(one.total + cost for one, cost in ends):
            best, ends = node, own
    for node, rest in ends:
        node.rest = rest
    return best


def _backward(by_line: Sequence[Sequence[Node]]) -> None:
    """Tell each node the least cost from it to the end; those that lead nowhere keep ``NEVER``."""
    for nodes in reversed(by_line):
        for node in reversed(nodes):
            if node.rest != NEVER:
                for before, cost in node.edges:
                    before.rest = min(before.rest, cost + node.rest)


def _judged(node: Node, of_line: Sequence[Node], best: float) -> Placed:
    """Return a node with the cheapest other reading of the same tokens."""
    assert node.piece is not None  # noqa: S101  # borders are no part of a reading
    piece, state = node.piece, node.state
    others = [
        (other.total + other.rest - best, other.state.column)
        for other in of_line
        if other.rest != NEVER
        and other.piece
        and other.piece.start < piece.end
        and other.piece.end > piece.start
        and _differs(other.state, state)
    ]
    margin, rival = min(others, default=(NEVER, state.column))
    return Placed(piece, state, margin, rival)


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


def cells_of(group: Iterable[Placed]) -> dict[int, list[TokenRun]]:
    """Return the pieces of each cell of one row, by column."""
    cells: dict[int, list[TokenRun]] = {}
    for one in group:
        cells.setdefault(one.state.column, []).append(one.piece)
    return cells
