"""Tables that a text file draws as boxes: a rule may part some columns and not others.

In: the paragraphs of a text, one a line. Out: the same with such runs of lines as ``SourceTable`` values. Words are not
looked at. Tables between bars or tabs have no rules below their cells: which cell belongs to which column their
words must tell, so they stay lines.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tongbao.sources.characters import join
from tongbao.sources.document import (
    Block,
    Paragraph,
    SourceCell,
    SourceRow,
    SourceTable,
    Span,
    Spot,
)

_OPENS = frozenset("┌┏├┣│┃└┗╔╠║╚")
_BORDER = re.compile(r"[│┃║├┤┝┥┠┨┣┫╠╣┌┐└┘┏┓┗┛╔╗╚╝┬┴┼┯┷┿╦╩╬┳┻╋]")
_RULE = re.compile(r"[─━═┄┅┈┉\-]+")
_FEWEST_COLUMNS = 2
_FEWEST_ROWS = 2


@dataclass(slots=True)
class _Band:
    """The lines between two rules: a text a column, None where the cell goes on from the band above."""

    spot: Spot
    texts: list[list[str] | None] = field(default_factory=list)


def with_boxes(lines: Sequence[Paragraph]) -> list[Block]:
    """Return the lines with every run that draws a box as a table."""
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].text.strip()[:1] in _OPENS:
            end += 1
        table = _table(lines[at:end]) if end > at else None
        blocks += [table] if table else lines[at : max(end, at + 1)]
        at = max(end, at + 1)
    return blocks


def _table(run: Sequence[Paragraph]) -> SourceTable | None:
    """Return the table that lines draw, None where their cells do not stand in as many columns."""
    width = max((len(_segments(line.text)) for line in run), default=0)
    bands: list[_Band] = []
    open_cells: list[list[str]] = [[] for _ in range(width)]
    for line in run:
        segments = _segments(line.text)
        if len(segments) != width:
            return None
        ruled = [bool(_RULE.fullmatch(segment)) for segment in segments]
        if any(ruled) or not bands:
            opened: list[list[str] | None] = [
                [] if is_ruled or not bands else None for is_ruled in ruled
            ]
            if bands and not _holds(bands[-1]) and all(ruled):
                bands.pop()
            bands.append(_Band(line.spot, opened))
            open_cells = [
                new if new is not None else old for new, old in zip(opened, open_cells, strict=True)
            ]
        for texts, segment, is_rule in zip(open_cells, segments, ruled, strict=True):
            if segment and not is_rule:
                texts.append(segment)
    rows = [
        _row(band)
        for band in bands
        if any(texts is not None for texts in band.texts) and _holds(band)
    ]
    if width < _FEWEST_COLUMNS or len(rows) < _FEWEST_ROWS:
        return None
    return SourceTable(tuple(rows), rows[0].spot)


def _segments(text: str) -> list[str]:
    """Return what stands between the borders of a line; a corner inside a rule parts two columns of it."""
    return [part.strip() for part in _BORDER.split(text.strip())][1:-1]


def _holds(band: _Band) -> bool:
    return any(band.texts[column] for column in range(len(band.texts)))


def _row(band: _Band) -> SourceRow:
    cells = []
    for texts in band.texts:
        span: Span = "above" if texts is None else "own"
        whole = ""
        for text in texts or ():
            whole = join(whole, text)
        cells.append(SourceCell(whole, band.spot, span, lines=tuple(texts or ())))
    return SourceRow(tuple(cells), band.spot)
