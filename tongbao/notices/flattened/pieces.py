"""Lines cut into the pieces that may stand in different columns.

In: the lines after the header. Out: ``Line`` values, each with the places where a space may be
the border of a column.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tongbao.notices.flattened import shapes
from tongbao.sources.document import Paragraph

_PAGE_GAP = 3  # two blank lines or more between two lines: a page ended
_CUTS_AT_START = 4  # columns that fit on one line stand at its start ...
_CUTS_AT_END = 2  # ... or, the last of them, at its end; spaces between belong to the text


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text. ``tokens`` are its parts between spaces; ``opens_page`` is true after a page's end."""

    index: int
    number: int
    tokens: tuple[str, ...]
    spaced: bool
    opens_page: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Some tokens of a line, ``start`` to before ``end``, taken as the text of one column."""

    line: Line
    start: int
    end: int
    text: str
    width: int

    @property
    def opens_line(self) -> bool:
        """Tell whether nothing stands before it on its line."""
        return self.start == 0

    @property
    def closes_line(self) -> bool:
        """Tell whether nothing stands after it on its line."""
        return self.end == len(self.line.tokens)


def lines_of(paragraphs: Iterable[Paragraph]) -> tuple[Line, ...]:
    """Return the lines that hold anything; page numbers are left out."""
    printed = [
        (paragraph.spot.line + offset, text)
        for paragraph in paragraphs
        for offset, text in enumerate(paragraph.text.splitlines())
        if text.strip()
    ]
    lines: list[Line] = []
    last = printed[0][0] if printed else 0
    for (number, text), (below, _) in zip(printed, [*printed[1:], (0, "")], strict=False):
        if not _is_page_number(text, closes_page=below - number >= _PAGE_GAP):
            opens_page = number - last >= _PAGE_GAP
            lines.append(Line(len(lines), number, _tokens(text), text[:1].isspace(), opens_page))
            last = number
    return tuple(lines)


def _is_page_number(text: str, *, closes_page: bool) -> bool:
    """Tell whether a line is a page's number: with ornaments, or a bare figure at a page's foot."""
    return shapes.is_page_mark(text) or (closes_page and text.strip().isdecimal())


def _tokens(text: str) -> tuple[str, ...]:
    """Cut a line at its spaces; where it has many, only at those near its two ends."""
    words = text.split()
    if len(words) <= _CUTS_AT_START + _CUTS_AT_END + 1:
        return tuple(words)
    middle = " ".join(words[_CUTS_AT_START:-_CUTS_AT_END])
    return (*words[:_CUTS_AT_START], middle, *words[-_CUTS_AT_END:])


def pieces_from(line: Line, start: int) -> Sequence[Piece]:
    """Return the pieces of a line that begin at a token, the shortest first."""
    found = []
    for end in range(start + 1, len(line.tokens) + 1):
        text = " ".join(line.tokens[start:end])
        found.append(Piece(line, start, end, text, shapes.filled(text)))
    return found
