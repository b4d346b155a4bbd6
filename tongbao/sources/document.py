"""A source file as a reader sees it: blocks in reading order, each with its place.

In: nothing (plain values). Out: ``Document``, which the readers of this room make from
PDF, Word, Excel and text, and which the room ``notices`` reads without knowing what kind
of file it came from.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Span = Literal["own", "above", "left"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block, row or cell begins inside its file; 0 or "" where there is no such thing.

    ``page`` and ``line`` count from 1. In text ``line`` is the line, in Word the block; on a page of
    a PDF it counts the printed lines outside tables, and for rows those of the page's tables; in a
    workbook it is the row. ``sheet`` and ``cell`` are those of a workbook, such as ``Sheet1``, ``C12``.
    """

    page: int = 0
    line: int = 0
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text that the source shows as one paragraph, its soft line breaks taken out.

    ``number`` is what Word's automatic numbering prints before it (``一、``), else "". ``strong`` are the
    ranges of the text set in bold, half open; ``turns`` says at which offsets another page begins.
    """

    text: str
    spot: Spot
    number: str = ""
    strong: tuple[tuple[int, int], ...] = ()
    turns: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell of a table row. ``text`` keeps a line break only where the source ends a paragraph.

    ``span`` says whether the cell begins here (``own``) or belongs to a merged cell that began in
    the row above or the column to the left; a covered cell has no text of its own. ``runs_on`` is
    true where the last line fills the cell's width, so that the text may go on in the next row
    (a row broken by a page). ``lines`` are the lines as printed, where a line break may mean nothing
    (PDF); ``shaded`` says that the cell has no text, but a ground of its own colour.
    """

    text: str
    spot: Spot
    span: Span = "own"
    runs_on: bool = False
    lines: tuple[str, ...] = ()
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a table as printed, every column present."""

    cells: tuple[SourceCell, ...]
    spot: Spot


@dataclass(frozen=True, slots=True)
class SourceTable:
    """Rows printed in one frame (one page, one sheet); a ledger may go through many of them.

    ``sure`` is false where no rules part the rows and nothing else tells where one ends.
    """

    rows: tuple[SourceRow, ...]
    spot: Spot
    sure: bool = True


Block = Paragraph | SourceTable


@dataclass(frozen=True, slots=True)
class Document:
    """A source file read once.

    ``name`` is the file's own name, ``format`` one of pdf, docx, xlsx, xls, text; ``sha256`` the digest
    of its bytes in hex; ``pages`` how many it has (0 where the format has none). ``repairs`` are
    the sure repairs made while reading, in Chinese, each with its spot.
    """

    name: str
    format: str
    sha256: str
    blocks: tuple[Block, ...]
    pages: int = 0
    repairs: tuple[tuple[Spot, str], ...] = ()

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs outside tables, in order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    def tables(self) -> Iterator[SourceTable]:
        """Yield the tables, in order."""
        return (block for block in self.blocks if isinstance(block, SourceTable))
