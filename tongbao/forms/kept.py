"""What is kept of a form that came: a plain copy with the rows that were taken, and nothing else.

In: a filled form and the rows that were taken. Out: the bytes of an .xlsx, the same each time. Who filled it in, with a
telephone number, macros, other sheets and rows that were not taken do not get into content/, and so neither into a site
nor into a frozen month. Every row stands where it stood, so that 表第12行 is found.
"""

import datetime
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tongbao.forms.filled import FilledForm, FilledRow
from tongbao.forms.form_sheet import (
    KEY,
    LABEL,
    NOTE,
    NUMBER,
    SAID,
    SHEET,
    STATUS,
    TASK,
    TEXT,
    UNIT,
)
from tongbao.output.cells import A4, FONT, OPTIONS, cut, properties
from tongbao.records.names import fitting

_WIDTHS = {NUMBER: 6, TASK: 40, LABEL: 14, STATUS: 12, NOTE: 14, TEXT: 60, SAID: 30, KEY: 26}
# No clock: the day a file was made says nothing that the record does not say.
_DAY = datetime.date(2000, 1, 1)


def kept_name(path: Path) -> str:
    """Return what the copy is called: 区发改委.xlsm -> 区发改委.xlsx."""
    return fitting(path.stem, ".xlsx")


def origin_of(path: Path) -> str:
    """Return what the copy is, in words."""
    return f"按来件“{path.name}”重排：只留收下的各行，去掉了填报人、联系电话和宏"


def kept_bytes(form: FilledForm, title: str, unit: str, rows: Iterable[FilledRow]) -> bytes:
    """Return the copy."""
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, OPTIONS) as workbook:
        workbook.set_properties(properties(title, unit, _DAY))
        plain = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True}
        cell = workbook.add_format({**plain, "border": 1, "num_format": "@"})
        head = workbook.add_format({**plain, "border": 1, "bold": True, "bg_color": "#F2F2F2"})
        sheet = workbook.add_worksheet(SHEET)
        header = min(row.row for row in form.rows) - 2
        for at, (heading, width) in enumerate(_WIDTHS.items()):
            sheet.set_column(at, at, width)
            sheet.write_string(header, at, heading, head)
        line = workbook.add_format({**plain, "text_wrap": False})
        for at, words in enumerate((title, f"{UNIT}{unit}")[:header]):
            sheet.write_string(at, 0, words, line)
        for row in rows:
            _write(sheet, row, cell)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
    return made.getvalue()


def _write(sheet: Any, row: FilledRow, looks: Any) -> None:
    values = {
        NUMBER: row.number,
        TASK: row.task,
        LABEL: row.label,
        STATUS: row.status,
        NOTE: row.note,
        TEXT: row.text,
        SAID: row.said,
        KEY: row.key,
    }
    for at, heading in enumerate(_WIDTHS):
        sheet.write_string(row.row - 1, at, cut(values[heading]), looks)
