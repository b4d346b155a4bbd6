"""The ledger of a bulletin as an Excel workbook, merged cells as in Word.

In: a ``LedgerTable``, its title, who issues it and when. Out: the bytes of a .xlsx, the same each time. Every cell is
text as it stands, but for plain numbers: nothing becomes a formula or a link by its looks.
"""

import datetime
import io
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from tongbao.bulletin.ledger import LedgerCell, LedgerColumn, LedgerTable, Width
from tongbao.output.cells import A4, OPTIONS, cut, looks_like_formula, properties
from tongbao.output.office_package import settled
from tongbao.output.workbooks import Formats
from tongbao.progress import periods
from tongbao.site.references import badge_for
from tongbao.site.views import Badge

_TITLE, _ISSUED, _HEADER = 0, 1, 2
_WIDTHS: Mapping[Width, int] = {"narrow": 6, "names": 15, "words": 30, "text": 62}
_LINE = 13.5  # points that a line of ten takes
_HIGHEST = 409  # what Excel lets a row take
# Excel keeps fifteen digits of a number and turns the others to zero.
_NUMBER = re.compile("[1-9][0-9]{0,14}")


def ledger_xlsx(
    table: LedgerTable, title: str, issuer: str, day: datetime.date, colours: Mapping[str, str]
) -> bytes:
    """Return the workbook; ``colours`` are those of the tones of statuses."""
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, OPTIONS) as workbook:
        workbook.set_properties(properties(title, issuer, day))
        worksheet = workbook.add_worksheet("台账")
        formats = Formats(workbook, colours)
        _lay_out(worksheet, table)
        worksheet.set_row(_TITLE, 28)
        worksheet.write_string(_TITLE, 0, title, formats.title)
        said = f"{issuer}　{periods.day_in_words(day)}"
        worksheet.write_string(_ISSUED, 0, said, formats.note)
        for at, column in enumerate(table.columns):
            worksheet.write_string(_HEADER, at, column.title, formats.header)
        for number, row in enumerate(table.rows, start=_HEADER + 1):
            worksheet.set_row(number, _height(row, table.columns))
            for at, cell in enumerate(row):
                _write(worksheet, (number, at), cell, formats)
    return settled(made.getvalue())


def _lay_out(worksheet: Any, table: LedgerTable) -> None:
    """Set widths and the page: A4 across, as wide as the sheet, the head on every page."""
    last_row, last = _HEADER + len(table.rows), len(table.columns) - 1
    for at, column in enumerate(table.columns):
        worksheet.set_column(at, at, _WIDTHS[column.width])
    worksheet.freeze_panes(_HEADER + 1, 0)
    worksheet.set_paper(A4)
    worksheet.set_landscape()
    worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(_HEADER)
    worksheet.print_area(0, 0, last_row, last)
    worksheet.set_footer("&C第 &P 页，共 &N 页")


def _height(row: Sequence[LedgerCell], columns: Sequence[LedgerColumn]) -> float:
    """Return about the height of a row: Excel fits none that has a merged cell, WPS none that it did not write."""
    lines = max(
        _lines(cell.text, _WIDTHS[column.width]) / max(cell.rows, 1)
        for cell, column in zip(row, columns, strict=True)
    )
    return min(_HIGHEST, _LINE * math.ceil(lines) + 3)


def _lines(text: str, width: int) -> int:
    in_line = max(1, width // 2 - 1)
    return sum(max(1, math.ceil(len(line) / in_line)) for line in text.split("\n"))


def _write(worksheet: Any, at: tuple[int, int], cell: LedgerCell, formats: Formats) -> None:
    if cell.rows == 0:
        return
    look = _look(cell, formats)
    if cell.rows > 1:
        worksheet.merge_range(*at, at[0] + cell.rows - 1, at[1], "", look)
    if _NUMBER.fullmatch(cell.text):
        worksheet.write_number(*at, int(cell.text), look)
    elif cell.text:
        worksheet.write_string(*at, cut(cell.text), look)
    elif cell.rows == 1:
        worksheet.write_blank(*at, None, look)


def _look(cell: LedgerCell, formats: Formats) -> Any:
    """Return the format of a cell: a status has the colour and shape of its way to stand, the word is its value."""
    if cell.standing is not None:
        badge: Badge = badge_for(cell.standing, "")
        return formats.status(badge)
    return formats.quoted if looks_like_formula(cell.text) else formats.text
