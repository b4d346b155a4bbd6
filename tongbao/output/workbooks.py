"""Workbooks -> .xlsx.

In: books. Out: bytes, the same each time: the properties bear the notices' day, the parts of the file no time at all.
Every cell is written as what it is, text as text: nothing becomes a formula, a link or a number by its looks.
"""

import datetime
import io
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from tongbao.output.cells import A4, FONT, OPTIONS, cut, looks_like_formula, properties
from tongbao.output.flat_files import words_of
from tongbao.site.table import Book, Column, Leaf, Value
from tongbao.site.views import Badge

_TITLE, _NOTE, _HEADER = 0, 1, 2


def workbook_bytes(book: Book, colours: Mapping[str, str]) -> bytes:
    """Return one workbook."""
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, OPTIONS) as workbook:
        workbook.set_properties(properties(book.title, book.publisher, book.day))
        formats = Formats(workbook, colours)
        for leaf in book.leaves:
            _write_leaf(workbook.add_worksheet(leaf.name), leaf, formats)
    return made.getvalue()


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Any, colours: Mapping[str, str]) -> None:
        self._workbook = workbook
        self._colours = colours
        self._statuses: dict[tuple[str, str], Any] = {}

    def _made(self, **properties: Any) -> Any:
        plain = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True}
        return self._workbook.add_format({**plain, **properties})

    @cached_property
    def title(self) -> Any:
        """The title of a worksheet."""
        return self._made(font_size=16, bold=True, valign="vcenter", text_wrap=False)

    @cached_property
    def note(self) -> Any:
        """The line below the title."""
        return self._made(text_wrap=False, font_color="#595959")

    @cached_property
    def header(self) -> Any:
        """The head of a column."""
        return self._made(bold=True, border=1, bg_color="#F2F2F2", valign="vcenter")

    @cached_property
    def text(self) -> Any:
        """Words, and whole numbers."""
        return self._made(border=1)

    @cached_property
    def quoted(self) -> Any:
        """Words that look like a formula."""
        return self._made(border=1, quote_prefix=True)

    @cached_property
    def day(self) -> Any:
        """A date."""
        return self._made(border=1, num_format="yyyy-mm-dd", align="left")

    def status(self, badge: Badge) -> Any:
        """A status: the word is the cell's value, its shape and colour are only shown."""
        key = (badge.tone, badge.glyph)
        if key not in self._statuses:
            self._statuses[key] = self._made(
                border=1,
                bold=True,
                font_color=self._colours[badge.tone],
                num_format=f'"{badge.glyph} "@',
            )
        return self._statuses[key]


def _write_leaf(worksheet: Any, leaf: Leaf, formats: Formats) -> None:
    _lay_out(worksheet, leaf)
    worksheet.set_row(_TITLE, 28)
    worksheet.write_string(_TITLE, 0, leaf.title, formats.title)
    worksheet.write_string(_NOTE, 0, cut(leaf.note), formats.note)
    for at, column in enumerate(leaf.columns):
        worksheet.write_string(_HEADER, at, column.title, formats.header)
    for number, row in enumerate(leaf.rows, start=_HEADER + 1):
        for at, (value, column) in enumerate(zip(row, leaf.columns, strict=True)):
            _write_cell(worksheet, (number, at), value, column, formats)


def _lay_out(worksheet: Any, leaf: Leaf) -> None:
    """Set widths, panes and filter, and the page: A4 across, as wide as the sheet, the head on every page."""
    last = _HEADER + len(leaf.rows)
    for at, column in enumerate(leaf.columns):
        worksheet.set_column(at, at, column.width)
    worksheet.freeze_panes(_HEADER + 1, _frozen(leaf.columns))
    worksheet.autofilter(_HEADER, 0, last, len(leaf.columns) - 1)
    worksheet.set_paper(A4)
    worksheet.set_landscape()
    worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(_HEADER)
    worksheet.print_area(0, 0, last, len(leaf.columns) - 1)
    worksheet.set_footer("&C第 &P 页，共 &N 页")


def _frozen(columns: Sequence[Column]) -> int:
    """Return how many columns stay in sight: the number, where the list has one."""
    return 1 if columns and columns[0].key == "number" else 0


def _write_cell(
    worksheet: Any, at: tuple[int, int], value: Value, column: Column, formats: Formats
) -> None:
    if (day := _day(value)) is not None:
        worksheet.write_datetime(*at, day, formats.day)
        return
    match value:
        case None | ():
            worksheet.write_blank(*at, None, formats.text)
        case Badge():
            worksheet.write_string(*at, value.word, formats.status(value))
        case int() if not isinstance(value, bool):
            worksheet.write_number(*at, value, formats.text)
        case _:
            words = cut(words_of(value, column))
            looks = formats.quoted if looks_like_formula(words) else formats.text
            worksheet.write_string(*at, words, looks)


def _day(value: Value) -> datetime.date | None:
    """Return a day that stands alone, by itself or as the only one of several; None for all else."""
    if isinstance(value, tuple) and len(value) == 1:
        return value[0] if isinstance(value[0], datetime.date) else None
    return value if isinstance(value, datetime.date) else None
