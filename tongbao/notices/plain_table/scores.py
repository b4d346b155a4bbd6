"""What it costs to read a piece as the text of a column, and what one reading teaches the next.

In: lines and the roles of columns. Out: a ``Layout`` and, by it, costs in points: 0 is what a well-behaved table
gives, a point is a small oddity, 8 points one that hardly ever happens; a negative cost is good evidence. They are
weighed against each other along the cheapest path, so only their order of size matters.
"""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tongbao.notices.cell_kinds import Kind, Kinds
from tongbao.notices.headers import PERSON_ROLES, UNIT_ROLES
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.plain_table import text_metrics
from tongbao.notices.plain_table.tokens import Line, Piece
from tongbao.notices.quantities.numerals import count_of, printed_number

NEVER = float("inf")
_UNITS, _PERSONS = frozenset(UNIT_ROLES), frozenset(PERSON_ROLES)
_WORDS = frozenset(("task", "text", "target", "part", "note", "section", "label"))
_PLAIN = ("short", "text", "sentence")
_SELDOM = 3  # at most one line in three opens with a space where that means a new row
_UNIT_LENGTH = 4  # a name of so many characters that ends like a unit is a unit
_SHORT_STATUS = 8  # half characters: an unknown status is a word, not a sentence
_WIDE_SHARE = 0.7  # of the widest column: no other column is so wide before it is known better
_SPARE = 2  # half characters that marks may hang out of a column of words
_LONGEST_NUMBER = 6
_FARTHEST = 9
_OFTEN = 3  # so many lines of one width, or units that begin alike, are no accident
_FAR = 8.0  # points above the best column, and a piece stands in no such one
_MOST_WIDTH = 12.0
_MOST_UNLIKE = 2.5
_SURELY = -2.0
_RATE = 1.5  # a bare figure as the status: 完成率（%） over 60.6
_UNLIKE = 8.0  # a status in another column, a number of the run that is none

_PARTED = re.compile(r"[、,，;；]")
_WORDS_SHOWN = 1.2
_OVER_A_SPACE = 1.5
_OVER_A_NAME = 2.0
_IN_ANOTHER_PLACE = 4.0  # on a line that has a cell for every column
_OUT_OF_PLACE = 1.5  # on a line of as many words as there are columns
_CELLS = (
    "unit",
    "units",
    "person",
    "persons",
    "time",
    "status",
)  # what is mostly a cell of its own
_FULL_LINES = 0.15  # of all lines, in a text whose cells were broken by their columns' widths
_NARROWEST = 20  # half characters: the widest column of such a text

# What a piece of a kind costs in a column of a role; a fragment of a name is short or text.
_KINDS: Mapping[str, Mapping[Kind, float]] = {
    "task": {"short": 0.5, "unit": 2.5, "units": 4, "person": 2, "persons": 5, "time": 4, "number": 7, "figure": 4,
             "percent": 6, "status": 3, "section": 1.5},
    "unit": {"unit": -0.5, "units": -0.5, "person": 2.5, "persons": 3.5, "section": 4, "sentence": 5, "number": 8,
             "figure": 8, "percent": 9, "time": 6, "status": 4},
    "person": {"person": -2, "persons": -2, "short": 2, "text": 2, "unit": 4, "units": 7, "section": 5, "sentence": 5,
               "number": 8, "figure": 8, "percent": 9, "time": 7, "status": 5},
    "due": {"time": -2, "short": 3, "text": 3, "sentence": 4, "unit": 6, "units": 8, "person": 5, "persons": 7,
            "number": 6,
            "figure": 5, "percent": 7, "status": 2, "section": 5},
    "text": {"short": 0.5, "unit": 2, "units": 4, "person": 2.5, "persons": 4, "time": 2.5, "number": 4, "section": 1},
    "target": {"short": 0.5, "text": 0.5, "sentence": 0.5, "unit": 4, "units": 5, "person": 4, "persons": 6, "time": 2,
               "status": 2, "section": 3},
    "part": {"short": 1, "text": 1, "sentence": 1.5, "unit": 1.5, "units": 1.5, "person": 2, "persons": 2, "time": 1.5,
             "status": 1.5, "section": 3},
    "note": {"short": 1, "text": 0.5, "sentence": 0.5, "unit": 3, "units": 3, "person": 3, "persons": 3, "time": 2,
             "status": 2, "number": 3, "figure": 2, "percent": 3, "section": 2},
    "section": {"short": 0, "text": 1.5, "sentence": 4, "unit": 3, "units": 6, "person": 2, "persons": 5, "time": 5,
                "number": 6, "figure": 6, "percent": 6, "status": 4},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table was set, and what the words of its cells are.

    ``widths`` are half characters by column, where they are known; ``widest`` is the widest column, ``wrapping``
    those whose cells often run over several lines; ``wrapped`` says
    that the lines were broken by the widths of the columns at all, ``last`` is the last line,
    ``numbers`` and ``status_lines`` are indexes of lines that hold a number of the run, or a status; ``short_lines`` the lines printed more than once. ``units`` were seen beyond doubt,
    ``unit_starts`` is how units begin; ``shapes`` counts what the cells of a column
    were, ``texts`` are those cells.
    """

    roles: tuple[str, ...]
    kinds: Kinds
    lexicon: Lexicon
    statuses: frozenset[str]
    widest: int
    widths: Mapping[int, int]
    numbers: frozenset[int]
    spaces_open_rows: bool
    status_lines: frozenset[int]
    short_lines: frozenset[str]
    wrapped: bool
    last: int
    wrapping: frozenset[int] = frozenset()
    units: frozenset[str] = frozenset()
    unit_starts: frozenset[str] = frozenset()
    shapes: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    texts: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def is_units(self, column: int) -> bool:
        """Return whether a column is one of units."""
        return self.roles[column] in _UNITS

    def is_persons(self, column: int) -> bool:
        """Return whether a column is one of persons."""
        return self.roles[column] in _PERSONS

    def is_names(self, column: int) -> bool:
        """Return whether a column is one of units or persons."""
        return self.is_units(column) or self.is_persons(column)


def first_layout(
    lines: Sequence[Line],
    roles: Sequence[str],
    lexicon: Lexicon,
    kinds: Kinds,
    statuses: frozenset[str],
) -> Layout:
    """Return what the lines show before any of them is read."""
    plain = tuple(_family(role) for role in roles)
    words = [at for at, role in enumerate(plain) if role in _WORDS]
    texts = [at for at, role in enumerate(plain) if role == "text"]
    widest = (texts or words or [len(plain) - 1])[0]
    seen = Counter(" ".join(line.tokens) for line in lines)
    width = _commonest_width(lines)
    full = sum(
        width - 2 <= text_metrics.filled("".join(line.tokens)) <= width
        for line in lines
        if len(line.tokens) < len(plain)
    )
    return Layout(
        plain,
        kinds,
        lexicon,
        statuses,
        widest,
        {widest: width},
        _number_lines(lines) if "number" in plain else frozenset(),
        sum(line.spaced for line in lines) * _SELDOM <= len(lines),
        _split_statuses(lines, statuses),
        frozenset(text for text, times in seen.items() if times > 1),
        wrapped=width >= _NARROWEST and full >= max(_FULL_LINES * len(lines), _OFTEN),
        last=len(lines) - 1,
        unit_starts=frozenset(lexicon.level_prefixes),
    )


def _family(role: str) -> str:
    """Return what cells of a column of a role are like: those of units that have no role are still units."""
    kind, parted, heading = role.partition(":")
    return "units" if parted and heading.endswith(("单位", "部门", "科室")) else kind


def _commonest_width(lines: Iterable[Line]) -> int:
    """Return the width of which the lines together take up the most of the paper."""
    ink: Counter[int] = Counter()
    for line in lines:
        width = text_metrics.filled("".join(line.tokens))
        ink[width] += width
    return max(ink, key=lambda width: (ink[width], width), default=0)


def _split_statuses(lines: Sequence[Line], statuses: frozenset[str]) -> frozenset[int]:
    """Return the lines that are a status word, also one broken over two lines."""
    texts = ["".join(line.tokens) for line in lines]
    whole = {index for index, text in enumerate(texts) if text in statuses}
    halves = {
        part
        for index in range(len(texts) - 1)
        if index not in whole and texts[index] + texts[index + 1] in statuses
        for part in (index, index + 1)
    }
    return frozenset(whole | halves)


def counted(text: str) -> int | None:
    """Return what a text counts that is a row number and nothing else: 3, 3., （三）."""
    return count_of(printed_number(text)) if len(text) <= _LONGEST_NUMBER else None


def _number_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines that open with a row number: the longest run of growing figures.

    Rows may have lost their numbers, but those that remain grow, or begin again at 1 under the next heading.
    """
    found: list[tuple[int, int]] = []
    offset = highest = 0
    for line in lines:
        count = counted(line.tokens[0])
        if count is None:
            continue
        if count == 1 and highest > 1:
            offset += highest
            highest = 1
        highest = max(highest, count)
        found.append((line.index, offset + count))
    tails: list[int] = []  # the smallest figure that ends a run of each length
    ends: list[int] = []
    before: list[int] = []
    for place, (_, figure) in enumerate(found):
        length = bisect_left(tails, figure)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [figure]
        ends[length : length + 1] = [place]
    numbers: set[int] = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        above = before[place]
        if numbers or above < 0 or found[place][1] - found[above][1] <= _FARTHEST:
            numbers.add(found[place][0])  # a last figure far above the others is none of them
        place = above
    return frozenset(numbers)


class Scores:
    """The price of a piece in each column of one layout."""

    def __init__(self, layout: Layout) -> None:
        """Keep the layout; its words decide what looks like a unit or a status."""
        self.layout = layout
        self.graded = "status" in layout.roles
        self._known: dict[tuple[int, int, int, bool], tuple[float, ...]] = {}
        self._closing: dict[str, bool] = {}
        self._columns = [
            (role, _family_of(role), layout.shapes.get(at)) for at, role in enumerate(layout.roles)
        ]
        self._likely: dict[tuple[int, int, int], tuple[tuple[int, float], ...]] = {}

    def likely(self, piece: Piece) -> tuple[tuple[int, float], ...]:
        """Return the columns whose cell a piece may open, each with its cost; in whole lines only likely ones."""
        key = (piece.line.index, piece.start, piece.end)
        if key not in self._likely:
            fits = self.fits(piece, opens=True)
            limit = min(fits) + (NEVER if self.layout.wrapped else _FAR)
            self._likely[key] = tuple(
                (at, cost) for at, cost in enumerate(fits) if cost < NEVER and cost <= limit
            )
        return self._likely[key]

    def fits(self, piece: Piece, *, opens: bool) -> tuple[float, ...]:
        """Return what a piece costs in each column; ``opens`` says that it begins the cell."""
        # Asked for each way to arrive at a piece, hundreds of times with the same answer.
        key = (piece.line.index, piece.start, piece.end, opens)
        if key not in self._known:
            self._known[key] = tuple(self._fits(piece, opens=opens))
        return self._known[key]

    def _fits(self, piece: Piece, *, opens: bool) -> Iterator[float]:
        kind, is_status = self.layout.kinds.of(piece.text), self._is_status(piece)
        across = self._across(piece, kind)
        for column, role in enumerate(self.layout.roles):
            if role == "number":
                yield self._as_number(piece, column) if opens else NEVER
                continue
            cost = self._slot(piece, column) if opens else 0.0
            if role == "status":
                said = self._as_status(piece, kind, is_status=is_status)
                yield cost + (said if opens else self._as_note(piece))
                continue
            cost += self._width(piece, column) + self._as_kind(piece, kind, column, opens=opens)
            if not self.layout.is_persons(column):
                cost += across
            if is_status and self.graded:
                cost += _UNLIKE
            if self.layout.is_units(column):
                cost += self._as_unit(piece, kind, opens=opens)
            yield cost

    def is_unit(self, text: str) -> bool:
        """Tell whether a text ends as names of units do."""
        return text_metrics.ends_with_any(text.rstrip("。；;，,"), self.layout.lexicon.unit_endings)

    def is_whole_unit(self, text: str) -> bool:
        """Tell whether a text begins and ends as names of units do and has nothing else in it."""
        begins = text[0] in self.layout.unit_starts
        return begins and self.is_unit(text) and not text_metrics.is_sentence(text)

    def closes_unit(self, text: str) -> bool:
        """Tell whether a unit's name may be complete with this text, 部 or 中心 alone included."""
        if text not in self._closing:
            ends = self.layout.lexicon.unit_endings
            kind = self.layout.kinds.of(text)
            closes = (
                self.is_unit(text) or text_metrics.bare(text) in ends or kind in ("unit", "units")
            )
            self._closing[text] = closes
        return self._closing[text]

    def _as_number(self, piece: Piece, column: int) -> float:
        if not piece.opens_line or counted(piece.text) is None:
            return NEVER
        if piece.line.index not in self.layout.numbers:
            return 5.0
        alone = piece.closes_line or piece.line.hard
        return (-8.0 if alone else -4.0) + self._slot(piece, column)

    def _as_status(self, piece: Piece, kind: Kind, *, is_status: bool) -> float:
        if is_status:
            return -_UNLIKE
        if kind in ("status", "percent") and not (self.layout.wrapped and self.layout.status_lines):
            return -5.0
        if kind in ("figure", "number") and not self.layout.wrapped:
            return _RATE
        if piece.width > _SHORT_STATUS or text_metrics.is_sentence(piece.text):
            return 6.0 if piece.line.hard and kind in ("text", "sentence") else NEVER
        if piece.line.hard and kind == "short":
            return 1.5
        seen_often = piece.text in self.layout.short_lines and piece.closes_line
        return (3.0 if seen_often else 6.0) + (3.0 if self.is_unit(piece.text) else 0.0)

    def _as_note(self, piece: Piece) -> float:
        """A second line under the status: the other half of the word, or a short remark."""
        if self._is_status(piece):
            return -8.0 if piece.text not in self.layout.statuses else NEVER
        if piece.width > 2 * _SHORT_STATUS or text_metrics.is_sentence(piece.text):
            return NEVER
        return 6.0

    def _is_status(self, piece: Piece) -> bool:
        whole_line = piece.opens_line and piece.closes_line
        if whole_line and piece.line.index in self.layout.status_lines:
            return True
        return "".join(piece.text.split()) in self.layout.statuses

    def _slot(self, piece: Piece, column: int) -> float:
        """A cell between bars stands in the column of its own place, where no empty cell before it was dropped."""
        line = piece.line
        if not line.hard and len(line.tokens) == len(self.layout.roles) and not self.layout.wrapped:
            alone = piece.end - piece.start == 1
            return 0.0 if column == piece.start and alone else _OUT_OF_PLACE
        if not line.hard or line.cells < 2:  # noqa: PLR2004
            return 0.0
        away = column - line.slots[piece.start]
        dropped = len(self.layout.roles) - line.cells
        if away == 0 or dropped <= 0:
            return _IN_ANOTHER_PLACE if away else 0.0
        return 0.8 + 0.2 * min(abs(away), 3) + (0.0 if 0 < away <= dropped else 1.0)

    def _width(self, piece: Piece, column: int) -> float:
        if piece.line.hard or not self.layout.wrapped:
            return 0.0
        known = self.layout.widths.get(column)
        if known is None:
            wide = self.layout.widths[self.layout.widest]
            return 6.0 if piece.width > wide * _WIDE_SHARE else 0.0
        spare = 0 if self.layout.is_names(column) else _SPARE
        return min(_MOST_WIDTH, max(0.0, (piece.width - known - spare) * 1.5))

    def _across(self, piece: Piece, kind: Kind) -> float:
        """What looks like a number of the run is seldom anything else; and a space parts cells.

        The latter where nothing else does, and no column's width broke the lines.
        """
        line = piece.line
        cost = 0.0
        if piece.opens_line and line.index in self.layout.numbers:
            cost = _UNLIKE / 2 if len(line.tokens) > 1 and not line.hard else _UNLIKE
        if self.layout.wrapped or line.hard or piece.end - piece.start == 1:
            return cost
        if kind in ("figure", "time", "person"):
            return cost
        tokens = line.tokens[piece.start : piece.end]
        names = sum(self.layout.kinds.of(token) in _CELLS for token in tokens)
        return cost + _OVER_A_SPACE * (len(tokens) - 1) + _OVER_A_NAME * names

    def _as_kind(self, piece: Piece, kind: Kind, column: int, *, opens: bool) -> float:
        """Return what the kind of a piece costs here: by the role, and by what else stands in the column."""
        role, family, seen = self._columns[column]
        line = piece.line
        cost = _KINDS.get(family, _KINDS["part"]).get(kind, 0.0)
        if family == "person" and (
            piece.text.endswith(self.layout.lexicon.office_words)
            or text_metrics.is_remark(piece.text)
        ):
            cost = 0.0
        if family == "task" and kind == "unit" and not line.hard:
            cost = cost if self.is_whole_unit(piece.text) else 1.0
        if line.index == self.layout.last:
            others = self.layout.texts.get(column, ())
            if any(text.startswith(piece.text) for text in others):
                return _SURELY  # the text was cut inside a cell that reads as others do
        elif opens and seen and (line.hard or piece.closes_line):
            share = (seen.get(_shape(piece.text, kind), 0) + 0.3) / (sum(seen.values()) + 1)
            most = _WORDS_SHOWN if kind in _PLAIN and role in _WORDS else _MOST_UNLIKE
            cost += min(most, -0.8 * math.log2(share))
        return cost

    def _as_unit(self, piece: Piece, kind: Kind, *, opens: bool) -> float:
        cost = 0.0
        if kind not in ("unit", "units"):
            *others, _ = _PARTED.split(piece.text)
            strange = sum(not self.is_unit(name) for name in others)
            cost += 3.0 * min(strange, 3)
            if text_metrics.is_sentence(_PARTED.sub("", piece.text)) or (
                not others and text_metrics.is_sentence(piece.text)
            ):
                cost += 5.0
        if opens and text_metrics.bare(piece.text) in self.layout.lexicon.unit_endings:
            cost += 3.0
        if opens and piece.text[0] in self.layout.unit_starts:
            cost -= 1.0
        if piece.text in self.layout.units:
            cost -= 2.0
        return cost


def _family_of(role: str) -> str:
    if role in _UNITS or role == "units":
        return "unit"
    return "person" if role in _PERSONS else role


def _shape(text: str, kind: Kind) -> str:
    """Return what a cell looks like: its kind, words of any length as one, a full stop behind names told apart."""
    if kind in _PLAIN:
        return "words"
    return f"{kind}." if text.rstrip().endswith(("。", ".", "；", ";")) else kind


# -- what one reading teaches the next -------------------------------------------------------------

Cells = Mapping[int, Sequence[Piece]]


def learned(rows: Sequence[Cells], layout: Layout) -> Layout:
    """Return the layout with what a reading shows: widths, how units begin, what stands in each column."""
    units = frozenset(unit for row in rows for unit in _sure_units(row, layout))
    starts = Counter(unit[0] for unit in units)
    often = {character for character, times in starts.items() if times >= _OFTEN}
    widths = dict(layout.widths)
    wrapping = set()
    shapes: dict[int, Counter[str]] = {}
    texts: dict[int, frozenset[str]] = {}
    for column in range(len(layout.roles)):
        cells = [row[column] for row in rows if column in row]
        wrapped = _wrapped_width(column, cells, layout)
        if wrapped:
            wrapping.add(column)
        if cells:
            widths[column] = _width(column, cells, wrapped, layout)
        whole = [cell[0] for cell in cells if cell[0].closes_line or cell[0].line.hard]
        texts[column] = frozenset(piece.text for piece in whole if piece.line.index != layout.last)
        if len(whole) >= _OFTEN and layout.roles[column] != "number":
            shapes[column] = Counter(
                _shape(piece.text, layout.kinds.of(piece.text)) for piece in whole
            )
    return replace(
        layout,
        widths=widths,
        wrapping=frozenset(wrapping),
        units=units,
        unit_starts=frozenset(layout.lexicon.level_prefixes) | often,
        shapes=shapes,
        texts=texts,
    )


def _sure_units(row: Cells, layout: Layout) -> Iterable[str]:
    """Yield the units that stand on one line with their person: a whole name each."""
    persons = next((row[at] for at in row if layout.roles[at] == "persons"), ())
    for column in sorted(row):
        pieces = row[column] if layout.is_units(column) else ()
        if len(pieces) == 1 and len(persons) == 1 and persons[0].line is pieces[0].line:
            yield pieces[0].text


def _wrapped_width(column: int, cells: Iterable[Sequence[Piece]], layout: Layout) -> int:
    """Return the commonest width of lines that go on in the next; 0 where none is common.

    In a column of names a line may be followed by another name, so only lines that cannot end one count.
    """
    names = layout.is_names(column)
    seen = Counter(
        piece.width
        for cell in cells
        for piece in cell[:-1]
        if not (names and _is_whole(piece, layout))
    )
    often = [width for width, times in seen.items() if times >= _OFTEN]
    return max(often, key=lambda width: (seen[width], width), default=0)


def _width(column: int, cells: Sequence[Sequence[Piece]], wrapped: int, layout: Layout) -> int:
    """Return the width of a column: at least that of its widest cell of one line, if names stand in it."""
    if wrapped and not layout.is_names(column):
        return wrapped
    single = [cell[0].width for cell in cells if len(cell) == 1]
    every = [piece.width for cell in cells for piece in cell]
    return max([wrapped, *(single or every)])


def _is_whole(piece: Piece, layout: Layout) -> bool:
    """Tell whether a line of a cell of names could end a name."""
    ends = layout.lexicon.unit_endings
    return text_metrics.is_name(piece.text) or text_metrics.ends_with_any(piece.text, ends)
