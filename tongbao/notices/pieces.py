"""A text cut at its marks, those inside brackets, quotation marks and numbers left alone.

In: a text and the marks. Out: the places of the pieces, so that what is kept is as printed.
"""

import re

_OPENING, _CLOSING = "（([{【〔“‘《「", "）)]}】〕”’》」"
SENTENCE_ENDS = "。！？!?"
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")

Piece = tuple[int, int]


def cut(
    text: str, marks: str, start: int = 0, end: int | None = None, *, kept: str = SENTENCE_ENDS
) -> list[Piece]:
    """Return the pieces between marks that hold something; the marks that are ``kept`` stay with theirs.

    Where a bracket never closes, brackets part nothing.
    """
    end = len(text) if end is None else end
    pieces = _cut(text, marks, start, end, kept) or _cut(text, marks, start, end, kept, "")
    return [piece for piece in pieces if text[slice(*piece)].strip(f" {SENTENCE_ENDS}")]


def _cut(
    text: str, marks: str, start: int, end: int, kept: str, opening: str = _OPENING
) -> list[Piece]:
    """Return the pieces; none where a bracket is open at the end."""
    pieces: list[Piece] = []
    depth, begin = 0, start
    for at in range(start, end):
        sign = text[at]
        if sign in opening:
            depth += 1
        elif sign in _CLOSING:
            depth = max(0, depth - 1)
        elif not depth and sign in marks and not (sign == "," and _THOUSANDS.match(text, at - 1)):
            pieces.append((begin, at + (sign in kept)))
            begin = at + 1
    return [*pieces, (begin, end)] if not depth else []
