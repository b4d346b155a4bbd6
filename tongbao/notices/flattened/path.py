"""The cheapest reading of all lines together, and how nearly another one would have done.

In: lines and costs. Out: one ``Reading`` a piece, in order. Every piece is weighed with the pieces
before and after it, so that a doubtful line is read by its company.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongbao.notices.flattened.costs import NEVER, Costs, State
from tongbao.notices.flattened.pieces import Line, Piece, pieces_from

_BEAM = 30.0  # points: a reading so much dearer than the best so far is given up
_Node = tuple[int, int, int, State]  # line, start and end token, state
_START: _Node = (-1, 0, 0, State(0))


@dataclass(frozen=True, slots=True)
class Reading:
    """A piece, the column it stands in, and the other column it could nearly as well stand in.

    ``margin`` is how many points dearer the best other reading of the piece is; ``rival`` its column.
    """

    piece: Piece
    state: State
    margin: float
    rival: int


@dataclass(frozen=True, slots=True)
class _Edge:
    before: _Node
    cost: float


def cheapest_reading(lines: Sequence[Line], costs: Costs) -> tuple[Reading, ...]:
    """Return the reading of least cost, () where there are no lines."""
    pieces: dict[tuple[int, int, int], Piece] = {}
    totals, edges, ends = _forward(lines, costs, pieces)
    if not ends:
        return ()
    remaining = _backward(totals, edges, ends)
    path = _path_to(min(ends, key=lambda node: (totals[node] + ends[node], node)), totals, edges)
    best = totals[path[-1]] + ends[path[-1]]
    through: dict[int, list[tuple[float, _Node]]] = {}
    for node in remaining:
        through.setdefault(node[0], []).append((totals[node] + remaining[node], node))
    return tuple(_judged(node, pieces, through[node[0]], best) for node in path)


def _forward(
    lines: Sequence[Line], costs: Costs, pieces: dict[tuple[int, int, int], Piece]
) -> tuple[dict[_Node, float], dict[_Node, list[_Edge]], dict[_Node, float]]:
    """Walk over the lines; keep for each node its least cost and the edges that lead to it."""
    totals: dict[_Node, float] = {_START: 0.0}
    edges: dict[_Node, list[_Edge]] = {}
    last: list[_Node] = [_START]
    for line in lines:
        ending: dict[int, list[_Node]] = {0: last}
        for start in range(len(line.tokens)):
            arriving = _worth_keeping(ending.get(start, []), totals)
            for piece in pieces_from(line, start):
                pieces[line.index, start, piece.end] = piece
                for node, edge in _reached(arriving, piece, pieces, costs):
                    cost = totals[edge.before] + edge.cost
                    if node not in totals:
                        ending.setdefault(piece.end, []).append(node)
                    edges.setdefault(node, []).append(edge)
                    totals[node] = min(cost, totals.get(node, NEVER))
        last = ending.get(len(line.tokens), [])
    if last == [_START]:
        return totals, edges, {}
    ends = {node: costs.finish(node[3], pieces[node[:3]]) for node in _worth_keeping(last, totals)}
    return totals, edges, ends


def _worth_keeping(nodes: Sequence[_Node], totals: Mapping[_Node, float]) -> list[_Node]:
    limit = min((totals[node] for node in nodes), default=0.0) + _BEAM
    return [node for node in nodes if totals[node] <= limit]


def _reached(
    arriving: Sequence[_Node],
    piece: Piece,
    pieces: Mapping[tuple[int, int, int], Piece],
    costs: Costs,
) -> list[tuple[_Node, _Edge]]:
    """Return the nodes that a piece can become, each with the edge that leads there."""
    found = []
    for before in arriving:
        last = pieces.get(before[:3])
        steps = costs.steps(before[3], last, piece) if last else costs.opening(piece)
        for state, cost in steps:
            if cost < NEVER:
                node = (piece.line.index, piece.start, piece.end, state)
                found.append((node, _Edge(before, cost)))
    return found


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
    return path[-2::-1]


def _judged(
    node: _Node,
    pieces: Mapping[tuple[int, int, int], Piece],
    of_line: Sequence[tuple[float, _Node]],
    best: float,
) -> Reading:
    """Return a node with the cheapest other reading of the same tokens."""
    _, start, end, state = node
    others = [
        (total - best, other[3].column)
        for total, other in of_line
        if other[1] < end and other[2] > start and _differs(other[3], state)
    ]
    margin, rival = min(others, default=(NEVER, state.column))
    return Reading(pieces[node[:3]], state, margin, rival)


def _differs(one: State, other: State) -> bool:
    return (one.column, one.fresh, one.rest) != (other.column, other.fresh, other.rest)
