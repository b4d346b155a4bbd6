"""Filling forms as clerks fill them: by the headings, and with their habits."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl

from tongbao.forms.form_sheet import KEY, SHEET, STATUS, TEXT

Habit = Callable[[Any], None]
HEADER = 4


def fill(path: Path, values: Mapping[str, Mapping[str, str]], *habits: Habit) -> Path:
    """Fill a form in place: values by the number in the first column, or "" for every row; then the habits."""
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    columns = columns_of(sheet)
    for row in range(HEADER + 1, sheet.max_row + 1):
        number = str(sheet.cell(row, 1).value)
        for heading, value in {**values.get("", {}), **values.get(number, {})}.items():
            sheet.cell(row, columns[heading]).value = value
    for habit in habits:
        habit(sheet)
    book.save(path)
    return path


def columns_of(sheet: Any, header: int = HEADER) -> dict[str, int]:
    return {sheet.cell(header, at).value: at for at in range(1, sheet.max_column + 1)}


def title_row_added(sheet: Any) -> None:
    sheet.insert_rows(1, 2)
    sheet["A1"] = "区发改委关于8月份工作的报告"
    sheet.merge_cells("A1:L1")


def blank_line_added(sheet: Any) -> None:
    sheet.insert_rows(HEADER + 2)


def coloured(sheet: Any) -> None:
    from openpyxl.styles import PatternFill

    for cell in sheet[HEADER + 1]:
        cell.fill = PatternFill("solid", fgColor="FFFF0000")


def status_merged_downwards(sheet: Any) -> None:
    column = columns_of(sheet)[STATUS]
    sheet.merge_cells(
        start_row=HEADER + 1, end_row=HEADER + 2, start_column=column, end_column=column
    )


def notes_below(sheet: Any) -> None:
    sheet.cell(sheet.max_row + 2, 1).value = "注：以上数据由办公室核对。"


def status_with_spaces(sheet: Any) -> None:
    column = columns_of(sheet)[STATUS]
    for row in range(HEADER + 1, sheet.max_row + 1):
        word = sheet.cell(row, column).value
        if word:
            sheet.cell(row, column).value = f" {word[:2]} {word[2:]}\n"


def columns_swapped(sheet: Any) -> None:
    """Put the text before the status, headings and all."""
    columns = columns_of(sheet)
    for row in range(HEADER, sheet.max_row + 1):
        one, other = sheet.cell(row, columns[STATUS]), sheet.cell(row, columns[TEXT])
        one.value, other.value = other.value, one.value


def sorted_backwards(sheet: Any) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADER + 1)]
    for at, values in enumerate(reversed(rows), start=HEADER + 1):
        for column, value in enumerate(values, start=1):
            sheet.cell(at, column).value = value


def keys_lost(sheet: Any) -> None:
    """Take the keys of all rows but the first."""
    column = columns_of(sheet)[KEY]
    for row in range(HEADER + 2, sheet.max_row + 1):
        sheet.cell(row, column).value = None


def as_xls(path: Path) -> Path:
    """Save a form as .xls, as old machines do."""
    import xlwt

    sheet = openpyxl.load_workbook(path)[SHEET]
    book = xlwt.Workbook()
    written = book.add_sheet(SHEET)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                written.write(cell.row - 1, cell.column - 1, cell.value)
    target = path.with_suffix(".xls")
    book.save(str(target))
    path.unlink()
    return target
