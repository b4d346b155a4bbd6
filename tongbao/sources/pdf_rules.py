"""The rules of a page -> the boxes of its table cells, also where some rules are left out.

In: a page of pdfplumber. Out: for each table the boxes of its cells. A table may be open at its sides, as offices
like it, or at its foot and head, where a browser breaks it over pages: the missing rule is added where the others end.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tongbao.sources.pdf_tables import Box

if TYPE_CHECKING:
    from pdfplumber.page import Page

_NEAR = 4.0  # points
_SHORTEST = 8.0  # points: shorter edges are the ends of thick rules
_FEWEST = 3  # upright rules of a table
_INKS = 4  # cyan, magenta, yellow, black
_LIGHT, _WHITE = 0.5, 0.97


class Rule(NamedTuple):
    """A straight rule: ``at`` is its distance from the page's top or left edge, from ``start`` to ``end``."""

    at: float
    start: float
    end: float


class DrawnRules(NamedTuple):
    """The rules of a page, each as it was drawn; those of one line may be many."""

    across: tuple[Rule, ...]
    upright: tuple[Rule, ...]


def without_grounds(page: "Page") -> "Page":
    """Return the page without painted grounds: the edge of a painted row is no rule."""
    if not any(map(_is_ground, page.rects)):
        return page
    return page.filter(lambda found: found["object_type"] != "rect" or not _is_ground(found))


def _is_ground(rect: Any) -> bool:
    """Say whether a rectangle is only painted, in a light colour: neither a rule nor a white cell on black."""
    wide = min(rect["width"], rect["height"]) > _NEAR
    if not wide or not rect.get("fill") or rect.get("stroke"):
        return False
    colour = rect.get("non_stroking_color")
    parts = colour if isinstance(colour, (tuple, list)) else (colour,)
    shares = [float(part) for part in parts if isinstance(part, (int, float))]
    if len(shares) == _INKS:
        shares = [1 - min(ink + shares[-1], 1.0) for ink in shares[:-1]]
    return bool(shares) and max(shares) > _LIGHT and min(shares) < _WHITE


def rules_of(page: "Page") -> DrawnRules:
    """Return the rules of a page, thick ends and specks left out."""
    across = (Rule(edge["top"], edge["x0"], edge["x1"]) for edge in page.horizontal_edges)
    upright = (Rule(edge["x0"], edge["top"], edge["bottom"]) for edge in page.vertical_edges)
    return DrawnRules(tuple(_long(across)), tuple(_long(upright)))


def _long(rules: Iterator[Rule]) -> Iterator[Rule]:
    return (rule for rule in rules if rule.end - rule.start > _SHORTEST)


def cells_of(page: "Page", rules: DrawnRules) -> list[list[Box]]:
    """Return the boxes of the cells of each table, also where its outer rules are left out."""
    ends = [_line(rule, upright=False) for rule in _missing_ends(rules)]
    settings: dict[str, Any] = {"explicit_horizontal_lines": ends} if ends else {}
    tables = page.find_tables(settings)
    sides = [side for table in tables for side in _open_sides(rules, table.bbox)]
    if sides:
        lines = [_line(side, upright=True) for side in sides]
        tables = page.find_tables({**settings, "explicit_vertical_lines": lines})
    return [[_box(cell) for cell in table.cells] for table in tables]


def _line(rule: Rule, *, upright: bool) -> dict[str, Any]:
    """Return a rule as the library wants it."""
    across, down = ((rule.at, rule.at), (rule.start, rule.end))
    (x0, x1), (top, bottom) = (across, down) if upright else (down, across)
    return {"object_type": "line", "x0": x0, "x1": x1, "width": x1 - x0,
            "top": top, "bottom": bottom, "height": bottom - top}  # fmt: skip


def joined(rules: Sequence[Rule]) -> list[Rule]:
    """Return rules with those that go on in one line as one."""
    found: list[Rule] = []
    for rule in sorted(rules):
        for at, other in enumerate(found):
            same_line = abs(other.at - rule.at) < _NEAR / 2
            if same_line and rule.start - _NEAR < other.end and other.start - _NEAR < rule.end:
                found[at] = Rule(other.at, min(other.start, rule.start), max(other.end, rule.end))
                break
        else:
            found.append(rule)
    return found


def _missing_ends(rules: DrawnRules) -> Iterator[Rule]:
    """Yield the rules across that a table would have where its upright rules end in nothing."""
    for frame in _frames(joined(rules.upright)):
        for end in (min(rule.start for rule in frame), max(rule.end for rule in frame)):
            reaching = [
                rule.at for rule in frame if min(abs(rule.start - end), abs(rule.end - end)) < _NEAR
            ]
            left, right = min(reaching), max(reaching)
            if len(reaching) >= _FEWEST and not _is_closed(rules.across, end, left, right):
                yield Rule(end, left, right)


def _is_closed(across: Sequence[Rule], at: float, left: float, right: float) -> bool:
    """Say whether rules cover the whole way from left to right; a merged cell cut by a page leaves a gap."""
    reached = left
    for rule in sorted(across, key=lambda one: one.start):
        if abs(rule.at - at) < _NEAR and rule.start <= reached + _NEAR:
            reached = max(reached, rule.end)
    return reached > right - _NEAR


def _frames(upright: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield the upright rules that stand beside each other, from the top of the page down."""
    frame: list[Rule] = []
    for rule in sorted(upright, key=lambda one: one.start):
        if frame and rule.start > max(one.end for one in frame) + _NEAR:
            yield frame
            frame = []
        frame.append(rule)
    if frame:
        yield frame


def _open_sides(rules: DrawnRules, frame: Sequence[float]) -> Iterator[Rule]:
    """Yield the upright rules that a table open at its sides would have where its long rules end."""
    left, top, right, bottom = frame
    across = [
        rule
        for rule in rules.across
        if top - _NEAR < rule.at < bottom + _NEAR
        and left - _NEAR < rule.end
        and rule.start < right + _NEAR
    ]
    outer_left = min((rule.start for rule in across), default=left)
    outer_right = max((rule.end for rule in across), default=right)
    for outer, ends in (
        (outer_left, [(rule.start, rule.at) for rule in across]),
        (outer_right, [(rule.end, rule.at) for rule in across]),
    ):
        beyond = [at for end, at in ends if abs(end - outer) < _NEAR]
        if min(abs(outer - left), abs(outer - right)) > _NEAR and len(beyond) > 1:
            yield Rule(outer, min(beyond), max(beyond))


def _box(cell: Sequence[float]) -> Box:
    left, top, right, bottom = map(float, cell)
    return left, top, right, bottom
