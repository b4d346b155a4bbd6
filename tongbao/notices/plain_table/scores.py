"""What it costs to read a piece as the text of a column.

In: a ``Layout``. Out: costs in points: 0 is what a well-behaved table
gives, a point is a small oddity, 8 points one that hardly ever happens; a negative cost is good evidence. They are
weighed against each other along the cheapest path, so only their order of size matters.
"""

import math
import re
from collections.abc import Iterator, Mapping

from tongbao.notices.cell_kinds import Kind
from tongbao.notices.plain_table import text_metrics
from tongbao.notices.plain_table.layout import (
    PERSONS,
    PLAIN,
    UNITS,
    WORDS,
    Layout,
    counted,
    shape_of,
)
from tongbao.notices.plain_table.tokens import TokenRun

NEVER = float("inf")
_SHORT_STATUS = 8  # half characters: an unknown status is a word, not a sentence
_WIDE_SHARE = 0.7  # of the widest column: no other column is so wide before it is known better
_SPARE = 2  # half characters that marks may hang out of a column of words
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


class Scores:
    """The price of a piece in each column of one layout."""

    def __init__(self, layout: Layout) -> None:
        """Keep the layout; its words decide what looks like a unit or a status."""
        self.layout = layout
        self.graded = "status" in layout.roles
        self._known: dict[tuple[int, int, int, bool], tuple[float, ...]] = {}
        self._closing: dict[str, bool] = {}
        self._columns = [
            (role, _family_of(role), seen, sum(seen.values()))
            for at, role in enumerate(layout.roles)
            for seen in [layout.shapes.get(at, {})]
        ]
        self._units = frozenset(filter(layout.is_units, range(len(layout.roles))))
        self._persons = frozenset(filter(layout.is_persons, range(len(layout.roles))))
        self._likely: dict[tuple[int, int, int], tuple[tuple[int, float], ...]] = {}

    def likely(self, piece: TokenRun) -> tuple[tuple[int, float], ...]:
        """Return the columns whose cell a piece may open, each with its cost; in whole lines only likely ones."""
        key = (piece.line.index, piece.start, piece.end)
        if key not in self._likely:
            fits = self.fits(piece, opens=True)
            limit = min(fits) + (NEVER if self.layout.wrapped else _FAR)
            self._likely[key] = tuple(
                (at, cost) for at, cost in enumerate(fits) if cost < NEVER and cost <= limit
            )
        return self._likely[key]

    def fits(self, piece: TokenRun, *, opens: bool) -> tuple[float, ...]:
        """Return what a piece costs in each column; ``opens`` says that it begins the cell."""
        # Asked for each way to arrive at a piece, hundreds of times with the same answer.
        key = (piece.line.index, piece.start, piece.end, opens)
        if key not in self._known:
            self._known[key] = tuple(self._fits(piece, opens=opens))
        return self._known[key]

    def _fits(self, piece: TokenRun, *, opens: bool) -> Iterator[float]:
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
            if column not in self._persons:
                cost += across
            if is_status and self.graded:
                cost += _UNLIKE
            if column in self._units:
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

    def _as_number(self, piece: TokenRun, column: int) -> float:
        if not piece.opens_line or counted(piece.text) is None:
            return NEVER
        if piece.line.index not in self.layout.numbers:
            return 5.0
        alone = piece.closes_line or piece.line.hard
        return (-8.0 if alone else -4.0) + self._slot(piece, column)

    def _as_status(self, piece: TokenRun, kind: Kind, *, is_status: bool) -> float:
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

    def _as_note(self, piece: TokenRun) -> float:
        """A second line under the status: the other half of the word, or a short remark."""
        if self._is_status(piece):
            return -8.0 if piece.text not in self.layout.statuses else NEVER
        if piece.width > 2 * _SHORT_STATUS or text_metrics.is_sentence(piece.text):
            return NEVER
        return 6.0

    def _is_status(self, piece: TokenRun) -> bool:
        whole_line = piece.opens_line and piece.closes_line
        if whole_line and piece.line.index in self.layout.status_lines:
            return True
        return "".join(piece.text.split()) in self.layout.statuses

    def _slot(self, piece: TokenRun, column: int) -> float:
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

    def _width(self, piece: TokenRun, column: int) -> float:
        if piece.line.hard or not self.layout.wrapped:
            return 0.0
        known = self.layout.widths.get(column)
        if known is None:
            wide = self.layout.widths[self.layout.widest]
            return 6.0 if piece.width > wide * _WIDE_SHARE else 0.0
        spare = 0 if self.layout.is_names(column) else _SPARE
        return min(_MOST_WIDTH, max(0.0, (piece.width - known - spare) * 1.5))

    def _across(self, piece: TokenRun, kind: Kind) -> float:
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

    def _as_kind(self, piece: TokenRun, kind: Kind, column: int, *, opens: bool) -> float:
        """Return what the kind of a piece costs here: by the role, and by what else stands in the column."""
        role, family, seen, cells = self._columns[column]
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
            share = (seen.get(shape_of(piece.text, kind), 0) + 0.3) / (cells + 1)
            most = _WORDS_SHOWN if kind in PLAIN and role in WORDS else _MOST_UNLIKE
            cost += min(most, -0.8 * math.log2(share))
        return cost

    def _as_unit(self, piece: TokenRun, kind: Kind, *, opens: bool) -> float:
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
    if role in UNITS or role == "units":
        return "unit"
    return "person" if role in PERSONS else role
