"""What it costs to read a piece as the text of a column.

In: a ``Layout``. Out: costs in points: 0 is what a well-behaved ledger gives, a point is a small
oddity, 8 points one that hardly ever happens; a negative cost is good evidence. They are weighed
against each other along the cheapest path, so only their order of size matters.
"""

from tongbao.notices.flattened import shapes
from tongbao.notices.flattened.layout import PERSON_ROLES, UNIT_ROLES, Layout
from tongbao.notices.flattened.pieces import Piece

NEVER = float("inf")
_UNIT_LENGTH = 4  # a name of so many characters that ends like a unit is a unit
_SHORT_STATUS = 8  # half characters: an unknown status is a word, not a sentence
_WIDE_SHARE = 0.7  # of the widest column: no other column is so wide before it is known better
_WHOLE_UNIT = 1.5  # points for a line of words that could be a unit's name
_SPARE = 2  # half characters that marks may hang out of a column of words


class Fits:
    """The price of a piece in each column of one layout."""

    def __init__(self, layout: Layout) -> None:
        """Keep the layout; its words decide what looks like a unit or a status."""
        self.layout = layout
        self._known: dict[tuple[int, int, int, str, bool], float] = {}

    def fit(self, piece: Piece, role: str, *, opens: bool) -> float:
        """Return what a piece costs in a column; ``opens`` says that it begins the cell."""
        # Asked for each way to arrive at a piece, hundreds of times with the same answer.
        key = (piece.line.index, piece.start, piece.end, role, opens)
        if key not in self._known:
            self._known[key] = self._fit(piece, role, opens=opens)
        return self._known[key]

    def _fit(self, piece: Piece, role: str, *, opens: bool) -> float:
        if role == "number":
            return self._as_number(piece) if opens else NEVER
        if role == "status":
            return self._as_status(piece) if opens else self._as_note(piece)
        cost = self._width(piece, role)
        if role in UNIT_ROLES:
            return cost + self._unlike(piece) + self._as_unit(piece, opens=opens)
        if role in PERSON_ROLES:
            return cost + self._unlike(piece) + self._as_person(piece)
        whole_unit = self.is_whole_unit(piece.text)
        return cost + self._unlike(piece) + (_WHOLE_UNIT if whole_unit else 0.0)

    def is_unit(self, text: str) -> bool:
        """Tell whether a text ends as names of units do."""
        return shapes.ends_with_any(text, self.layout.words.unit_endings)

    def is_whole_unit(self, text: str) -> bool:
        """Tell whether a text begins and ends as names of units do and has nothing else in it."""
        begins = text[0] in self.layout.unit_starts
        return begins and self.is_unit(text) and not shapes.is_sentence(text)

    def closes_unit(self, text: str) -> bool:
        """Tell whether a unit's name may be complete with this text, 部 or 中心 alone included."""
        return self.is_unit(text) or shapes.bare(text) in self.layout.words.unit_endings

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
        seen_often = piece.text in self.layout.short_lines and piece.closes_line
        return (3.0 if seen_often else 6.0) + (3.0 if self.is_unit(piece.text) else 0.0)

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

    def _width(self, piece: Piece, role: str) -> float:
        known = self.layout.widths.get(role)
        if known is None:
            wide = self.layout.widths[self.layout.widest]
            return 6.0 if piece.width > wide * _WIDE_SHARE else 0.0
        spare = 0 if role in UNIT_ROLES | PERSON_ROLES else _SPARE
        return max(0.0, (piece.width - known - spare) * 1.5)

    def _unlike(self, piece: Piece) -> float:
        """What looks like a number of the run, or like a status, is seldom anything else."""
        cost = 8.0 if self._is_status(piece) else 0.0
        if piece.opens_line and piece.line.index in self.layout.numbers:
            cost += 4.0 if len(piece.line.tokens) > 1 else 8.0
        return cost

    def _as_unit(self, piece: Piece, *, opens: bool) -> float:
        cost = 5.0 if shapes.is_sentence(piece.text) else 0.0
        *others, _ = piece.text.split("、")
        cost += 3.0 * sum(not self.is_unit(name) for name in others)
        if opens and shapes.bare(piece.text) in self.layout.words.unit_endings:
            cost += 3.0
        if opens and piece.text[0] in self.layout.unit_starts:
            cost -= 1.0
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
        alike = [name for name in piece.text.split() if self.is_unit(name)]
        if any(len(name) >= _UNIT_LENGTH for name in alike):
            return 4.0
        return 1.0 if alike else -2.0
