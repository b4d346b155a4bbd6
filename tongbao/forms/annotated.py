"""A copy of a filled form with what is wrong in it as comments at the cells, to send back to the unit.

In: the workbook and its problems. Out: the bytes of an .xlsx, the same each time. What the workbook looks like stays
where it is an .xlsx of common size; of an .xls, and of one with masses of empty cells, the values are copied. Macros
are left out. Cells with comments are red; what is wrong with the whole file stands in the first cell.
"""

import io
import os
import re
import zipfile
from collections.abc import Iterable, Mapping
from itertools import chain, count
from pathlib import Path
from typing import Any

from tongbao.forms.filled import not_a_workbook
from tongbao.output.office_package import is_ours, settled
from tongbao.problems import Problem
from tongbao.records.names import fitting
from tongbao.sources import Taken, document_of
from tongbao.sources.document import Document

_RED = "FFFFC7CE"
_AUTHOR = "督查机构"
_WIDTH, _HEIGHT = 320, 120
# Sheets that unpack to more are mostly empty cells, each of which openpyxl holds in memory: 150 MB of them took 1.7 GB.
_MOST_BYTES = 8_000_000
_STAMP = b"2000-01-01T00:00:00Z"
_CORE = "docProps/core.xml"
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def annotated_name(path: Path) -> str:
    """Return what the copy of a workbook is called: 区发改委.xlsx -> 区发改委-批注.xlsx.

    A copy that somebody has saved since is not written over: the next one is 区发改委-批注2.xlsx.
    """
    names = (fitting(path.stem, f"-批注{at or ''}.xlsx") for at in chain((0,), count(2)))
    return next(name for name in names if not _is_edited(path.with_name(name)))


def _is_edited(path: Path) -> bool:
    """Return whether something is there that we did not write, or that somebody has saved since."""
    return os.path.lexists(path) and not (path.is_file() and is_ours(path.read_bytes()))


def annotated(taken: Taken, problems: Iterable[Problem]) -> bytes:
    """Return the copy; raises ``Problems`` where the file cannot be read as a workbook."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    book = _opened(taken)
    for (sheet, name), lines in _by_cell(book, problems).items():
        cell = _above_merged(book[sheet], name)
        comment = Comment("\n".join(lines), _AUTHOR)
        comment.width, comment.height = _WIDTH, _HEIGHT
        cell.comment = comment
        cell.fill = PatternFill("solid", fgColor=_RED)
    made = io.BytesIO()
    book.save(made)
    return _timeless(made.getvalue())


def _by_cell(book: Any, problems: Iterable[Problem]) -> Mapping[tuple[str, str], list[str]]:
    said: dict[tuple[str, str], list[str]] = {}
    for problem in problems:
        place = problem.place
        sheet = place.sheet if place.sheet in book.sheetnames else book.sheetnames[0]
        hint = f"（{problem.hint}）" if problem.hint else ""
        said.setdefault((sheet, place.cell or "A1"), []).append(problem.message + hint)
    return said


def _opened(taken: Taken) -> Any:
    import openpyxl

    document = document_of(taken)  # first: it refuses what would take all memory
    if document.format not in {"xlsx", "xls"}:
        raise not_a_workbook(taken.shown)
    if document.format == "xlsx" and _sheet_bytes(taken.data) <= _MOST_BYTES:
        return openpyxl.load_workbook(io.BytesIO(taken.data))
    return _values(document)


def _sheet_bytes(data: bytes) -> int:
    """Return how much the sheets of a workbook unpack to."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return sum(
            part.file_size
            for part in package.infolist()
            if part.filename.startswith("xl/worksheets/")
        )


def _values(document: Document) -> Any:
    """Return a workbook of the values alone, each at its place."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for table in document.tables():
        sheet = book.create_sheet(table.spot.sheet)
        for row in table.rows:
            for cell in row.cells:
                if cell.text:
                    sheet[cell.spot.cell].value = cell.text
                    sheet[cell.spot.cell].data_type = "s"
    return book


def _above_merged(sheet: Any, name: str) -> Any:
    """Return the cell, or the one that it was merged into: only that can bear a comment."""
    for merged in sheet.merged_cells.ranges:
        if name in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet[name]


def _timeless(data: bytes) -> bytes:
    """Return a workbook as we write them, without the times that openpyxl puts into it."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        core = _TIME.sub(rb"\g<1>" + _STAMP, package.read(_CORE))
    return settled(data, {_CORE: core})
