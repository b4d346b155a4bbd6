"""The ledger as a table of Word: merged cells, a heading on every page, rows that stay whole where they fit.

In: a ``LedgerTable`` and the width of the text. Out: the element of the table.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from tongbao.bulletin.ledger import LedgerCell, LedgerColumn, LedgerTable, Width
from tongbao.bulletin.word_page import TEXT_HEIGHT_ACROSS, TEXT_WIDTH_ACROSS
from tongbao.bulletin.word_styles import CELL, CELL_HEAD, CELL_LAY
from tongbao.bulletin.word_xml import Lay, Look, paragraph, tag, twips

# How much of the width a column takes, compared with the others.
_SHARES: Mapping[Width, float] = {"narrow": 1.1, "names": 2.4, "words": 4.4, "text": 9.4}
_PADDING = 4.0  # points, left and right of a cell's text
_WHOLE = 0.45  # a row that takes no more than this of a page is not broken


def table_element(table: LedgerTable) -> Any:
    """Return the table across the whole width of the text."""
    widths = _widths(table.columns)
    return tag(
        "tbl",
        _properties(sum(widths)),
        tag("tblGrid", *(tag("gridCol", w=width) for width in widths)),
        _head(table.columns, widths),
        *(_row(row, table.columns, widths) for row in table.rows),
    )


def _widths(columns: Sequence[LedgerColumn]) -> tuple[int, ...]:
    """Return the widths in twips; together they are just the width of the text."""
    shares = [_SHARES[column.width] for column in columns]
    whole = twips(TEXT_WIDTH_ACROSS)
    edges = [round(whole * sum(shares[:at]) / sum(shares)) for at in range(len(shares) + 1)]
    return tuple(right - left for left, right in pairwise(edges))


def _properties(width: int) -> Any:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return tag(
        "tblPr",
        tag("tblW", w=width, type="dxa"),
        tag("jc", val="center"),
        tag(
            "tblBorders", *(tag(side, val="single", sz=4, space=0, color="auto") for side in sides)
        ),
        tag("tblLayout", type="fixed"),
        tag(
            "tblCellMar",
            *(tag(side, w=twips(_PADDING), type="dxa") for side in ("left", "right")),
        ),
    )


def _head(columns: Sequence[LedgerColumn], widths: Sequence[int]) -> Any:
    cells = (
        _cell(LedgerCell(column.title), width, CELL_HEAD, "center")
        for column, width in zip(columns, widths, strict=True)
    )
    return tag("tr", tag("trPr", tag("cantSplit"), tag("tblHeader")), *cells)


def _row(row: Sequence[LedgerCell], columns: Sequence[LedgerColumn], widths: Sequence[int]) -> Any:
    cells = (
        _cell(cell, width, CELL, "left" if column.width in ("words", "text") else "center")
        for cell, column, width in zip(row, columns, widths, strict=True)
    )
    whole = tag("trPr", tag("cantSplit")) if _fits(row, widths) else None
    return tag("tr", whole, *cells)


def _fits(row: Sequence[LedgerCell], widths: Sequence[int]) -> bool:
    """Return whether a row is low enough to be kept on one page; what is one over several rows does not count."""
    lines = max(
        _lines(cell.text, width / 20 - 2 * _PADDING)
        for cell, width in zip(row, widths, strict=True)
        if cell.rows <= 1
    )
    return lines * (CELL_LAY.exact or 0) <= _WHOLE * TEXT_HEIGHT_ACROSS


def _lines(text: str, width: float) -> int:
    """Return about how many lines a text takes."""
    in_line = max(1, math.floor(width / CELL.size))
    return sum(max(1, math.ceil(len(line) / in_line)) for line in text.split("\n"))


def _cell(cell: LedgerCell, width: int, look: Look, align: str) -> Any:
    merge = {0: tag("vMerge"), 1: None}.get(cell.rows, tag("vMerge", val="restart"))
    properties = tag("tcPr", tag("tcW", w=width, type="dxa"), merge, tag("vAlign", val="center"))
    lay = Lay(style="Ledger", align=align)
    return tag("tc", properties, *(paragraph(line, look, lay) for line in cell.text.split("\n")))
