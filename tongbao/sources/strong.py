"""Which characters of a text are set in bold: lead-ins stand out by nothing else.

In: pieces of text, each bold or not, or text with the ``**`` that Markdown puts round bold words. Out: the text
and its bold ranges, half open, in order, none touching the next.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

Ranges = tuple[tuple[int, int], ...]

_MARKED = re.compile(r"\*\*(?=[^\s*])(?:[^*]|\*(?!\*))*(?<=[^\s*])\*\*")


def ranges_of(pieces: Iterable[tuple[str, bool]]) -> tuple[str, Ranges]:
    """Return pieces as one text, and where it is bold."""
    text = ""
    found: list[tuple[int, int]] = []
    for piece, is_bold in pieces:
        if piece and is_bold:
            found.append((len(text), len(text) + len(piece)))
        text += piece
    return text, put_together(found)


def put_together(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Return ranges in order, those that touch as one."""
    whole: list[tuple[int, int]] = []
    for start, end in ranges:
        if whole and whole[-1][1] >= start:
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return tuple(whole)


def cut(ranges: Ranges, start: int, end: int) -> Ranges:
    """Return the ranges of the piece of text between two offsets, counted from its start."""
    inside = ((max(one, start), min(other, end)) for one, other in ranges)
    return tuple((one - start, other - start) for one, other in inside if one < other)


def shifted(ranges: Ranges, by: int) -> Ranges:
    """Return the ranges of a text that now begins further on."""
    return tuple((start + by, end + by) for start, end in ranges)


def without_marks(text: str) -> tuple[str, Ranges]:
    """Return a line without the marks round its bold words, and where these stand."""
    edges = [0, *(at for found in _MARKED.finditer(text) for at in found.span()), len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    return ranges_of(
        (piece[2:-2], True) if _MARKED.fullmatch(piece) and at % 2 else (piece, False)
        for at, piece in enumerate(pieces)
    )
