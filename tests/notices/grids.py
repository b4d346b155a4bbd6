"""Ledgers of any header and any merging, made for the tests: a grid of boxes as Word, Excel or a PDF.

In: plain rows as in ``layouts``, and header rows. Out: files with the same cells in each format.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Literal

import docx
import xlsxwriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.notices.layouts import TITLE, Headers, Row, cell_height, cell_text

Format = Literal["docx", "xlsx"]


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its text, over how many rows and columns it reaches, the colour of its ground.

    ``counted``: Word numbers it by itself, and its text is not typed.
    """

    text: str
    down: int = 1
    right: int = 1
    fill: str = ""
    counted: bool = False


Grid = list[dict[int, Box]]


def header_row(headers: Headers) -> dict[int, Box]:
    """Return a header of one row."""
    return {at: Box(name) for at, (_, name) in enumerate(headers)}


def grid_of(
    rows: Sequence[Row],
    headers: Headers,
    top: Sequence[Mapping[int, Box]] = (),
    change: Callable[[str, Box], Box] = lambda _, box: box,
) -> Grid:
    """Return the ledger as a grid: the rows ``top`` or the header's names, then the rows.

    ``change`` may make another box of one of a role. A row of which only ``across`` matters goes over all columns.
    """
    grid: Grid = [dict(row) for row in top] or [header_row(headers)]
    for at, row in enumerate(rows):
        if across := row.get("across"):
            grid.append({0: Box(across, right=len(headers))})
            continue
        boxes: dict[int, Box] = {}
        for column, (role, _) in enumerate(headers):
            if height := cell_height(rows, at, role):
                boxes[column] = change(role, Box(cell_text(row, role, headers), down=height))
        grid.append(boxes)
    return grid


def written(grid: Grid, path: Path) -> Path:
    """Write a grid as the file's ending says, the title above it, and return the path."""
    width = max(column + box.right for row in grid for column, box in row.items())
    if path.suffix == ".docx":
        _write_word(grid, width, path)
    else:
        _write_excel(grid, width, path)
    return path


def _write_word(grid: Grid, width: int, path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=len(grid), cols=width, style="Table Grid")
    cells = [row.cells for row in table.rows]
    for at, row in enumerate(grid):
        for column, box in row.items():
            cell = cells[at][column]
            if box.down > 1 or box.right > 1:
                cell = cell.merge(cells[at + box.down - 1][column + box.right - 1])
            _fill_word(cell, box)
    document.save(str(path))


def _fill_word(cell: Any, box: Box) -> None:
    if box.counted:
        cell.paragraphs[0].style = "List Number"
    else:
        first, *others = box.text.split("\n")
        cell.text = first
        for line in others:
            cell.add_paragraph(line)
    if box.fill:
        shading = OxmlElement("w:shd")
        shading.set(qn("w:val"), "clear")
        shading.set(qn("w:fill"), box.fill)
        cell._tc.get_or_add_tcPr().append(shading)


def _write_excel(grid: Grid, width: int, path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("台账")
        sheet.merge_range(0, 0, 0, width - 1, TITLE)
        for at, row in enumerate(grid, start=1):
            for column, box in row.items():
                form = book.add_format({"bg_color": f"#{box.fill}"} if box.fill else {})
                if box.down > 1 or box.right > 1:
                    sheet.merge_range(at, column, at + box.down - 1, column + box.right - 1, "")
                if box.text:
                    sheet.write_string(at, column, box.text, form)
                elif box.fill:
                    sheet.write_blank(at, column, None, form)


def html_rows(grid: Grid) -> Iterator[str]:
    """Yield the rows of a grid as HTML."""
    for row in grid:
        cells = (
            f'<td rowspan="{box.down}" colspan="{box.right}"'
            f' style="{f"background: #{box.fill}" if box.fill else ""}">'
            + "".join(f"<div>{escape(line)}</div>" for line in box.text.split("\n"))
            for _, box in sorted(row.items())
        )
        yield "<tr>" + "".join(cells)
