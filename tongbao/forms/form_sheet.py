"""A form -> .xlsx, as a clerk expects it: prefilled, cells to fill in yellow, the others locked, set up for A4.

In: ``Form`` and the day it is given out. Out: bytes, the same each time. Text stays text: nothing becomes a formula.
The columns are found again by their headings (``columns_of``), the rows by the last column.
"""

import datetime
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tongbao.forms.forms import Form, FormRow
from tongbao.output.cells import A4, FONT, OPTIONS, cut, looks_like_formula, properties

SHEET, NOTES = "报送表", "填写说明"
UNIT = "报送单位："
NUMBER, TASK, LABEL = "序号", "任务", "分项"
STATUS, NOTE, TEXT, SAID, KEY = "本期完成情况", "本期备注", "本期进展", "单位说明", "编号（勿改）"
TO_FILL = (STATUS, NOTE, TEXT, SAID)
# What units have said themselves stands beside what the office is to fill, and never in it.
RETURNED_STATUS, RETURNED_TEXT = "单位自报情况", "单位自报进展"
RETURNED = (RETURNED_STATUS, RETURNED_TEXT)

_HEADER = 3
_LINE, _LEAST_LINES, _HIGHEST = 13.5, 3, 409.0
_WIDTHS = {
    NUMBER: 6,
    TASK: 26,
    LABEL: 10,
    "责任单位": 10,
    "责任人": 8,
    "上次期次": 9,
    "上次完成情况": 9,
    "上次进展": 32,
    RETURNED_STATUS: 14,
    RETURNED_TEXT: 32,
    STATUS: 10,
    NOTE: 9,
    TEXT: 36,
    SAID: 18,
    KEY: 14,
}


def columns_of(form: Form) -> tuple[str, ...]:
    """Return the headings of a form's columns, in order."""
    return tuple(title for title in _WIDTHS if form.shows_returns or title not in RETURNED)


_HOW = (
    "只填黄色的格子：本期完成情况、本期备注、本期进展、单位说明。其余的格子锁着，不用改。",
    "本期完成情况：点格子右边的箭头选一个词，也可以照下面所列的词写。",
    "本期备注：完成情况之外还要说明的几个字，如“六区排名落后”；没有就空着。",
    "本期进展：写这一期做了什么、到了什么程度，数字写明单位。换行按 Alt+Enter。",
    "单位说明：对上次的评价有不同意见，或需要解释的，写在这里，会与完成情况并列公布。",
    "没有进展的，本期进展写“无”，不要把整行留空：留空的按未报送处理。",
    "可以排序、调行高，可以在上面加标题；不要删除“编号”一列，不要在一格里写两项任务。",
    "填好以后另存，发回督查机构。填报人、联系电话只供联系，不进入台账，也不公布。",
    "可以选的词：",
)


@dataclass(frozen=True, slots=True)
class _Formats:
    title: Any
    plain: Any
    header: Any
    fill_header: Any
    locked: Any
    quoted: Any
    said: Any
    fill: Any
    who: Any


def form_bytes(form: Form, day: datetime.date) -> bytes:
    """Return the workbook of a form; ``day`` stands in its properties."""
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, OPTIONS) as workbook:
        workbook.set_properties(properties(form.title, form.publisher, day))
        formats = _formats(workbook)
        sheet, notes = workbook.add_worksheet(SHEET), workbook.add_worksheet(NOTES)
        first = _write_notes(notes, form, formats)
        _head(sheet, form, formats)
        for at, row in enumerate(form.rows, start=_HEADER + 1):
            _write_row(sheet, at, form, row, formats)
        _offer_words(sheet, form, first)
        _lay_out(sheet, form)
    return made.getvalue()


def _formats(workbook: Any) -> _Formats:
    plain = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True}
    head = {"bold": True, "border": 1, "valign": "vcenter", "align": "center"}
    # As text, what is typed stays as it is: 12% is no 0.12, 1-2 no day, -3 no formula.
    yellow = {"border": 1, "bg_color": "#FFF9DB", "locked": False, "num_format": "@"}

    def made(**more: Any) -> Any:
        return workbook.add_format({**plain, **more})

    return _Formats(
        title=made(font_size=16, bold=True, text_wrap=False),
        plain=made(text_wrap=False),
        header=made(**head, bg_color="#F2F2F2"),
        fill_header=made(**head, bg_color="#FFE99A"),
        locked=made(border=1),
        quoted=made(border=1, quote_prefix=True),
        said=made(border=1, bg_color="#EDEDED"),
        fill=made(**yellow),
        who=made(text_wrap=False, locked=False),
    )


def _write_notes(notes: Any, form: Form, formats: _Formats) -> int:
    """Write how to fill the form; return the row at which the words to choose from begin."""
    notes.set_column(0, 0, 96)
    notes.write_string(0, 0, f"{form.title}填写说明", formats.title)
    for at, line in enumerate(_HOW, start=1):
        notes.write_string(at, 0, line, formats.locked)
    first = len(_HOW) + 1
    for at, word in enumerate(form.words, start=first):
        notes.write_string(at, 0, word, formats.locked)
    notes.protect()
    notes.set_paper(A4)
    notes.fit_to_pages(1, 0)
    return first


def _head(sheet: Any, form: Form, formats: _Formats) -> None:
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, form.title, formats.title)
    sheet.write_string(1, 0, f"{UNIT}{form.unit}", formats.plain)
    titles = columns_of(form)
    for title, words in (("上次进展", "填报人："), (STATUS, "联系电话："), (TEXT, "日期：")):
        sheet.write_string(1, titles.index(title), words, formats.who)
    asked = "办公室汇总用，填好后作为本期台账。" if form.is_of_office else "只填黄色的格子。"
    if form.shows_returns:
        asked += "灰色两列是各单位报来的原话，完成情况由办公室核定后填在黄色的格子里。"
    sheet.write_string(2, 0, f"{asked}填法见“{NOTES}”。", formats.plain)
    for at, title in enumerate(titles):
        head = formats.fill_header if title in TO_FILL else formats.header
        sheet.write_string(_HEADER, at, title, head)


def _write_row(sheet: Any, at: int, form: Form, row: FormRow, formats: _Formats) -> None:
    values = {
        NUMBER: row.number,
        TASK: row.text,
        LABEL: row.label,
        "责任单位": row.units,
        "责任人": row.persons,
        "上次期次": row.last_period,
        "上次完成情况": row.last_status,
        "上次进展": row.last_text,
        RETURNED_STATUS: row.returned_status,
        RETURNED_TEXT: row.returned_text,
        KEY: row.key,
    }
    titles = columns_of(form)
    sheet.set_row(at, _height({title: values[title] for title in titles if title in values}))
    for column, title in enumerate(titles):
        if title in TO_FILL:
            sheet.write_blank(at, column, None, formats.fill)
            continue
        looks = formats.quoted if looks_like_formula(values[title]) else formats.locked
        if title in RETURNED:
            looks = formats.said
        sheet.write_string(at, column, cut(values[title]), looks)


def _height(values: Mapping[str, str]) -> float:
    """Return how high a row must be to show its texts: not every program works that out when it opens a workbook."""
    lines = max(_lines(text, _WIDTHS[title]) for title, text in values.items() if title != KEY)
    return min(_LINE * max(lines, _LEAST_LINES) + 4, _HIGHEST)


def _lines(text: str, width: int) -> int:
    """Return how many lines a text fills in a column of so many plain signs; a Chinese one is as wide as two."""
    return sum(
        1 + (sum(1 + (sign > "\u2e7f") for sign in line) - 1) // (width - 1)
        for line in text.split("\n")
    )


def _offer_words(sheet: Any, form: Form, first: int) -> None:
    """Offer the words of the plan in a list; another word may be written, and is told when the form comes back."""
    if not form.words or not form.rows:
        return
    column = columns_of(form).index(STATUS)
    last = first + len(form.words)
    rule = {
        "validate": "list",
        "source": f"='{NOTES}'!$A${first + 1}:$A${last}",
        "error_type": "warning",
        "error_title": "不在可选的词里",
        "error_message": "请从列表中选一个词；确要写别的词，督查机构收表时会退回核对。",
    }
    sheet.data_validation(_HEADER + 1, column, _HEADER + len(form.rows), column, rule)


def _lay_out(sheet: Any, form: Form) -> None:
    titles = columns_of(form)
    for at, title in enumerate(titles):
        sheet.set_column(at, at, _WIDTHS[title])
    last = max(_HEADER + len(form.rows), _HEADER + 1)
    sheet.freeze_panes(_HEADER + 1, titles.index(LABEL))
    sheet.autofilter(_HEADER, 0, last, len(titles) - 1)
    free = ("format_cells", "format_columns", "format_rows", "sort", "autofilter", "insert_rows")
    sheet.protect("", dict.fromkeys(free, True))
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER)
    sheet.print_area(0, 0, last, len(titles) - 2)
    sheet.set_footer("&C第 &P 页，共 &N 页")
