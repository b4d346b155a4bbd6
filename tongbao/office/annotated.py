"""A copy of a filled form with what is wrong in it as comments at the cells, to send back to the unit.

In: the workbook and its problems. Out: the bytes of an .xlsx. What the workbook looks like stays where it is an .xlsx;
of an .xls the values are copied. Macros are left out. Cells with comments are red; what is wrong with the whole file
stands in the first cell.
"""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tongbao.problems import Problem
from tongbao.sources import read

_RED = "FFFFC7CE"
_AUTHOR = "督查机构"
_WIDTH, _HEIGHT = 320, 120


def annotated_name(path: Path) -> str:
    """Return what the copy of a workbook is called: 区发改委.xlsx -> 区发改委-批注.xlsx."""
    return f"{path.stem}-批注.xlsx"


def annotated(path: Path, problems: Iterable[Problem]) -> bytes:
    """Return the copy; raises ``Problems`` where the file cannot be read as a workbook."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    book = _opened(path)
    said: dict[tuple[str, str], list[str]] = {}
    for problem in problems:
        place = problem.place
        sheet = place.sheet if place.sheet in book.sheetnames else book.sheetnames[0]
        hint = f"（{problem.hint}）" if problem.hint else ""
        said.setdefault((sheet, place.cell or "A1"), []).append(problem.message + hint)
    for (sheet, name), lines in said.items():
        cell = _above_merged(book[sheet], name)
        comment = Comment("\n".join(lines), _AUTHOR)
        comment.width, comment.height = _WIDTH, _HEIGHT
        cell.comment = comment
        cell.fill = PatternFill("solid", fgColor=_RED)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _opened(path: Path) -> Any:
    import openpyxl

    document = read(path)  # first: it refuses what would take all memory
    if document.format == "xlsx":
        return openpyxl.load_workbook(path)
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
