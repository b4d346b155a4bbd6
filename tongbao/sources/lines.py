"""Characters on a page -> printed lines, and whether a line break was meant.

In: glyphs with their boxes, in points from the page's top left corner. Out: ``PrintedLine`` values from
top to bottom, each with what its neighbours need to know: where it begins and ends, and how wide
its first piece is that could not have been broken.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from tongbao.sources.characters import (
    closes_earlier,
    ends_sentence,
    first_piece,
    is_han,
    item_kind,
    items_within,
    tidy,
)
from tongbao.sources.strong import Ranges, cut, ranges_of

# In shares of the type size: half of it parts two lines; a gap of a quarter stands between Latin
# words, one of three quarters between words where a Chinese character is beside it (the gap that
# typesetters put between Chinese and Latin text is smaller).
_SAME_LINE = 0.5
_LATIN_GAP = 0.22
_HAN_GAP = 0.75
_SCRIPT_GAP = 0.25
_SAME_SPOT = 0.5  # of the character's own width
_EXACT = 0.05  # points: what would fill the room to the last may not have fitted
_CENTRED = 1.5  # points


class Glyph(NamedTuple):
    """A printed character and its box."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False


class PrintedLine(NamedTuple):
    """A printed line.

    ``lead`` is the width of its first piece, in points; ``strange`` says that a character of it
    was turned into the common one; ``strong`` are the ranges of the text set in bold.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    lead: float
    strange: bool = False
    strong: Ranges = ()


def lines_of(glyphs: Iterable[Glyph]) -> list[PrintedLine]:
    """Return the printed lines of a region from top to bottom; blank ones are left out."""
    found = (_line(row) for row in glyph_rows(glyphs))
    return [line for line in found if line.text.strip()]


def glyph_rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the glyphs that stand on one line, line by line."""
    row: list[Glyph] = []
    middle = size = 0.0
    for glyph in sorted(glyphs, key=lambda one: one.top + one.bottom):
        here = (glyph.top + glyph.bottom) / 2
        if row and here - middle > _SAME_LINE * max(size, glyph.size):
            yield row
            row = []
        if not row or glyph.size > size:
            middle, size = here, glyph.size
        row.append(glyph)
    if row:
        yield row


def _line(row: list[Glyph]) -> PrintedLine:
    row.sort(key=lambda glyph: glyph.x0)
    row = _once(row)
    text, strange = tidy("".join(_spaced(row)).rstrip())
    inked = [glyph for glyph in row if not glyph.text.isspace()] or row
    return PrintedLine(
        text=text.lstrip(" "),
        x0=inked[0].x0,
        x1=inked[-1].x1,
        top=min(glyph.top for glyph in inked),
        bottom=max(glyph.bottom for glyph in inked),
        size=max(glyph.size for glyph in inked),
        lead=_lead(inked),
        strange=strange,
        strong=_strong(row, text),
    )


def _strong(row: list[Glyph], text: str) -> Ranges:
    """Return where the text of a row is bold, once it is tidied and its first spaces are gone."""
    if not any(glyph.bold for glyph in row):
        return ()
    spaced, ranges = ranges_of(
        (tidy(piece)[0], is_bold) for piece, is_bold in _spaced_with_weight(row)
    )
    start = len(spaced) - len(spaced.lstrip(" "))
    return cut(ranges, start, len(text))


def _once(row: list[Glyph]) -> list[Glyph]:
    """Drop a character printed twice on the same spot, as some programs do to make it bold."""
    kept: list[Glyph] = []
    for glyph in row:
        last = kept[-1] if kept else None
        if (
            last
            and last.text == glyph.text
            and glyph.x0 - last.x0 < _SAME_SPOT * (last.x1 - last.x0)
        ):
            continue
        kept.append(glyph)
    return kept


def _spaced(row: list[Glyph]) -> Iterator[str]:
    """Yield the texts of a line, with a space where a gap stands for one."""
    return (text for text, _ in _spaced_with_weight(row))


def _spaced_with_weight(row: list[Glyph]) -> Iterator[tuple[str, bool]]:
    """Yield the texts of a line and whether each is bold."""
    last: Glyph | None = None
    for glyph in row:
        if last and _is_gap(last, glyph):
            yield " ", last.bold and glyph.bold
        yield glyph.text, glyph.bold
        last = glyph


def _is_gap(last: Glyph, glyph: Glyph) -> bool:
    if last.text.isspace() or glyph.text.isspace():
        return False
    latin = not is_han(last.text[-1:]) and not is_han(glyph.text[:1])
    return glyph.x0 - last.x1 > (_LATIN_GAP if latin else _HAN_GAP) * max(last.size, glyph.size)


def _lead(inked: list[Glyph]) -> float:
    """Return the width of the first piece that could not have been broken, in points."""
    # A piece is short; a long number is as good as endless.
    start = inked[:24]
    text = "".join(glyph.text for glyph in start)
    piece = first_piece(text)
    length = 0
    end = start[0]
    for glyph in start:
        if length >= len(piece):
            break
        length += len(glyph.text)
        end = glyph
    follows = text[len(piece) : len(piece) + 1]
    # Typesetters count the gap between two scripts to the piece before it.
    mixed = follows and is_han(follows) != is_han(piece[-1:])
    return end.x1 - start[0].x0 + (_SCRIPT_GAP * end.size if mixed else 0)


class TextColumn(NamedTuple):
    """The room that lines have, between its edges."""

    left: float
    right: float

    def centres(self, line: PrintedLine) -> bool:
        """Say whether a line leaves as much room before it as after it."""
        return abs((line.x0 - self.left) - (self.right - line.x1)) < _CENTRED

    def rest(self, line: PrintedLine, centred: bool) -> float:
        """Return how much room a line leaves, in points; a centred one leaves it on both sides."""
        return self.right - line.x1 + (line.x0 - self.left if centred else 0.0)


def would_fit(line: PrintedLine, follower: PrintedLine, column: TextColumn) -> bool:
    """Say whether the first piece of the next line would have fitted on this one.

    If so the break was meant; else it is only where the line was full.
    """
    mixed = is_han(line.text[-1]) != is_han(follower.text[0])
    needed = follower.lead + (_SCRIPT_GAP * line.size if mixed else 0)
    centred = column.centres(line) and column.centres(follower)
    return needed <= column.rest(line, centred) - _EXACT


def is_meant(
    line: PrintedLine,
    follower: PrintedLine,
    column: TextColumn,
    so_far: str = "",
    inline: AbstractSet[str] = frozenset(),
) -> bool:
    """Say whether the break between two lines ends a paragraph.

    Args:
        line: the line before the break.
        follower: the line after it.
        column: the room they have.
        so_far: the text of the paragraph up to the break.
        inline: the kinds of number that stand inside the lines of this text: where ``二是`` runs
            on inside a line, one at the start of a line says nothing.
    """
    if closes_earlier(so_far, follower.text):
        return False
    if would_fit(line, follower, column):
        return True
    kind = item_kind(follower.text)
    return bool(kind) and kind not in inline and ends_sentence(line.text)


def inline_kinds(lines: Sequence[PrintedLine]) -> set[str]:
    """Return the kinds of number that stand inside these lines."""
    return {kind for line in lines for kind in items_within(line.text)}
