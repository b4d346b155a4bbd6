"""Ruled tables of a page -> tables of the document, merged cells known, lines joined.

In: the boxes that the ruling lines make, and the glyphs of the page. Out: for each table its
rows, and the glyphs that stand in none. A cell that goes on over a page break begins anew on
the next page: only the next room can know that.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from tongbao.sources.characters import join
from tongbao.sources.document import SourceCell, SourceRow, SourceTable, Spot
from tongbao.sources.lines import Glyph, PrintedLine, TextColumn, inline_kinds, is_meant, lines_of

Box = tuple[float, float, float, float]  # left, top, right, bottom

_SAME_EDGE = 1.5  # points
_WORD_PADDING = 5.4  # points, of a cell in Word and its kin unless someone changed it
_ROUNDING = 0.15  # points, by which programs move text and rules
_MARKS = "，。、；：！？）》】」』”’"
_FLUSH = 0.8  # of the lines of a column that is not centred begin in one place
_PIXEL = 1.0  # points, by which a browser moves the rules of a column


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table of one page while the document is read: its slots, and the lines in its boxes.

    ``slots`` holds, row by row, the box that covers each place, or None where there is none; ``fills`` are
    the painted areas of the page. ``open`` is true where no rules part its columns,
    ``sure`` where the borders of its rows are.
    """

    page: int
    frame: Box
    slots: list[list[Box | None]]
    lines: dict[Box, list[PrintedLine]]
    fills: Sequence[Box] = ()
    open: bool = False
    sure: bool = True

    def is_painted(self, box: Box) -> bool:
        """Say whether a painted area lies in the middle of a box."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return any(fill[0] < x < fill[2] and fill[1] < y < fill[3] for fill in self.fills)

    def at(self, row: int, column: int) -> list[PrintedLine]:
        """Return the lines of the box that covers a place."""
        box = self.slots[row][column]
        return self.lines.get(box, []) if box else []

    def head(self) -> list[str]:
        """Return the texts of the first row, to tell a header that each page repeats."""
        return [
            "".join(line.text for line in self.at(0, column))
            for column in range(len(self.slots[0]))
        ]


@dataclass(frozen=True, slots=True)
class Rooms:
    """How much room the cells of a document's tables give their lines.

    ``padding`` is the distance between rule and text, in points; ``own`` that of a column whose rules
    were moved to whole pixels, and ``widest`` the widest line that stands in a column, by its edges.
    """

    padding: float
    own: dict[tuple[int, int], float]
    widest: dict[tuple[int, int], float]
    reach: dict[tuple[int, int], TextColumn] = field(default_factory=dict)

    def of(self, box: Box) -> TextColumn:
        """Return the room in a cell: its box without the padding, but no less than was used.

        Without rules it is as wide as what the column prints, ``reach``.
        """
        if _sides(box) in self.reach:
            return self.reach[_sides(box)]
        padding = self.own.get(_sides(box), self.padding)
        left, right = box[0] + padding, box[2] - padding
        lack = max(self.widest.get(_sides(box), 0.0) - (right - left), 0.0)
        return TextColumn(left - lack / 2, right + lack / 2)


def rooms_of(tables: Iterable[RuledTable]) -> Rooms:
    """Learn from all tables of a document how much room their cells give.

    The padding is the least distance from the rule at which more than one line begins.
    """
    insets: Counter[float] = Counter()
    by_column: dict[tuple[int, int], Counter[float]] = {}
    widest: dict[tuple[int, int], float] = {}
    reach: dict[tuple[int, int], TextColumn] = {}
    for table in tables:
        for box, lines in table.lines.items():
            if table.open:
                for line in lines:  # none where a cell holds nothing but blanks
                    start, end = line.x0, _firm_end(line)
                    known = reach.get(_sides(box), TextColumn(start, end))
                    reach[_sides(box)] = TextColumn(min(known.left, start), max(known.right, end))
                continue
            found = [round(line.x0 - box[0], 1) for line in lines]
            insets.update(found)
            by_column.setdefault(_sides(box), Counter()).update(found)
            width = max((line.x1 - line.x0 for line in lines), default=0.0)
            if width < box[2] - box[0]:
                widest[_sides(box)] = max(width, widest.get(_sides(box), 0.0))
    padding = _least(insets)
    padding = _WORD_PADDING if abs(padding - _WORD_PADDING) <= _ROUNDING else padding
    usual = {sides: found.most_common(1)[0] for sides, found in by_column.items() if found}
    moved = {
        sides: inset
        for sides, (inset, count) in usual.items()
        if _ROUNDING < inset - padding < _PIXEL and count >= _FLUSH * by_column[sides].total()
    }
    return Rooms(padding, moved, widest, reach)


def _firm_end(line: PrintedLine) -> float:
    """Return how far a line surely reaches: half of a mark at its end may stand outside its room."""
    return line.x1 - (line.size / 2 if line.text[-1] in _MARKS else 0.0)


def _least(insets: Counter[float]) -> float:
    shared = [inset for inset, count in insets.items() if count > 1]
    return max(min(shared or insets, default=0.0), 0.0)


def _sides(box: Box) -> tuple[int, int]:
    return round(box[0]), round(box[2])


def tables_on(
    page: int, tables: Iterable[Sequence[Box]], glyphs: Sequence[Glyph], fills: Sequence[Box] = ()
) -> tuple[list[RuledTable], list[Glyph]]:
    """Return the tables of a page and the glyphs outside them.

    Args:
        page: its number, from 1.
        tables: for each table the boxes of its cells; a frame of one cell is no table.
        glyphs: the characters of the page.
        fills: its painted areas.
    """
    found = []
    rest = list(glyphs)
    for cells in tables:
        if len(cells) > 1:
            table, rest = _ruled(page, cells, rest)
            found.append(replace(table, fills=fills))
    return found, rest


def _ruled(
    page: int, cells: Sequence[Box], glyphs: Sequence[Glyph]
) -> tuple[RuledTable, list[Glyph]]:
    xs = _edges(edge for cell in cells for edge in (cell[0], cell[2]))
    ys = _edges(edge for cell in cells for edge in (cell[1], cell[3]))
    slots: list[list[Box | None]] = [[None] * (len(xs) - 1) for _ in ys[1:]]
    for cell in cells:
        for row in range(_slot(ys, cell[1]), _slot(ys, cell[3] - 2 * _SAME_EDGE) + 1):
            for column in range(_slot(xs, cell[0]), _slot(xs, cell[2] - 2 * _SAME_EDGE) + 1):
                slots[row][column] = cell
    inside: dict[Box, list[Glyph]] = {}
    outside = []
    for glyph in glyphs:
        row = bisect_right(ys, (glyph.top + glyph.bottom) / 2) - 1
        column = bisect_right(xs, (glyph.x0 + glyph.x1) / 2) - 1
        within = 0 <= row < len(slots) and 0 <= column < len(slots[0])
        box = slots[row][column] if within else None
        if box:
            inside.setdefault(box, []).append(glyph)
        else:
            outside.append(glyph)
    lines = {box: lines_of(members) for box, members in inside.items()}
    frame = (xs[0], ys[0], xs[-1], ys[-1])
    return RuledTable(page, frame, slots, lines), outside


def _edges(values: Iterable[float]) -> list[float]:
    """Return the distinct edges in order; those nearer than a thick rule are one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SAME_EDGE:
            found.append(value)
    return found


def _slot(edges: list[float], value: float) -> int:
    return min(max(bisect_right(edges, value + _SAME_EDGE) - 1, 0), len(edges) - 2)


def finished(
    table: RuledTable, follower: RuledTable | None, rooms: Rooms, first_row: int
) -> SourceTable:
    """Return the document's table, knowing what stands on the next page.

    Args:
        table: a table of one page.
        follower: the next table of the document.
        rooms: what was learned from all tables.
        first_row: the number of the table's first row on its page, from 1.
    """
    below = _row_below(table, follower)
    rows = []
    for index in range(len(table.slots)):
        spot = Spot(page=table.page, line=first_row + index)
        after = below if index == len(table.slots) - 1 else [None] * len(below)
        cells = (
            _cell(table, (index, column), spot, rooms, follower_line)
            for column, follower_line in enumerate(after)
        )
        rows.append(SourceRow(tuple(cells), spot))
    return SourceTable(tuple(rows), Spot(page=table.page, line=first_row), table.sure)


def _row_below(table: RuledTable, follower: RuledTable | None) -> list[PrintedLine | None]:
    """Return the first lines of the row that goes on after the page, below a repeated header."""
    width = len(table.slots[0])
    if follower is None or len(follower.slots[0]) != width:
        return [None] * width
    row = 1 if len(follower.slots) > 1 and follower.head() == table.head() else 0
    return [next(iter(follower.at(row, column)), None) for column in range(width)]


def _cell(
    table: RuledTable,
    place: tuple[int, int],
    spot: Spot,
    rooms: Rooms,
    follower: PrintedLine | None,
) -> SourceCell:
    row, column = place
    box = table.slots[row][column]
    if box and column and table.slots[row][column - 1] == box:
        return SourceCell("", spot, "left")
    if box and row and table.slots[row - 1][column] == box:
        return SourceCell("", spot, "above")
    lines = table.at(row, column)
    if not box or not lines:
        return SourceCell("", spot, shaded=box is not None and table.is_painted(box))
    room = rooms.of(box)
    runs_on = _runs_on(lines[-1], room, follower)
    printed = tuple(line.text for line in lines)
    return SourceCell(_text(lines, room), spot, runs_on=runs_on, lines=printed)


def _text(lines: Sequence[PrintedLine], room: TextColumn) -> str:
    r"""Return the text of a cell, ``\n`` where a paragraph ends."""
    inline = inline_kinds(lines)
    text = lines[0].text
    for line, follower in pairwise(lines):
        if is_meant(line, follower, room, text.rpartition("\n")[2], inline):
            text += "\n" + follower.text
        else:
            text = join(text, follower.text)
    return text


def _runs_on(line: PrintedLine, room: TextColumn, follower: PrintedLine | None) -> bool:
    """Say whether a cell's last line is full, so that its text may go on after the page."""
    if follower is None:
        return room.rest(line, room.centres(line)) < line.size
    return not is_meant(line, follower, room, line.text)
