"""Excel (.xlsx, .xls) -> one table for each sheet, every cell with its address.

In: the bytes of a workbook. Out: a ``Reading``. Merged cells are known, numbers stand as a
person would write them, empty rows and the empty edge of a sheet are left out.
"""

import datetime
import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from tongbao.sources.characters import tidy
from tongbao.sources.document import Cell, Row, Span, Spot, Table
from tongbao.sources.excel_package import Survey, column_name, survey
from tongbao.sources.office_zip import AGAIN, check_package
from tongbao.sources.reading import Reading, refusal

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Value = int | float | str | bool | datetime.time | datetime.date | datetime.timedelta
Range = tuple[tuple[int, int], tuple[int, int]]
Repair = tuple[Spot, str]

MOST_CELLS = 5_000_000
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EXACT = 10**15  # from here on Excel itself has lost digits


def read_excel(data: bytes, name: str) -> Reading:
    """Return the sheets of a workbook as tables, in the workbook's order.

    Args:
        data: the bytes of the file.
        name: the file as messages call it.

    Raises:
        Problems: one message, for a file that is damaged, locked, empty, or too far apart.
    """
    seen = Survey()
    if data.startswith(b"PK"):
        check_package(data, name)
        seen = survey(data)
    if seen.largest > MOST_CELLS:
        hint = "请删去离正文很远的零散内容后另存，再试"
        message = f"工作表里有内容的单元格相隔太远（最远到 {seen.corner}），无法读入"
        raise refusal(name, message, hint)
    tables, repairs = _sheets(data, name)
    if not tables:
        raise refusal(name, "工作簿里没有任何内容", "请核对是否取错了文件")
    return Reading(tuple(tables), (*repairs, *_survey_repairs(seen)))


def _sheets(data: bytes, name: str) -> tuple[list[Table], list[Repair]]:
    from python_calamine import CalamineError, PasswordError, SheetTypeEnum, SheetVisibleEnum
    from python_calamine import load_workbook as load

    tables: list[Table] = []
    repairs: list[Repair] = []
    try:
        with load(io.BytesIO(data)) as workbook:
            for sheet in workbook.sheets_metadata:
                spot = Spot(sheet=sheet.name)
                if sheet.typ != SheetTypeEnum.WorkSheet:
                    repairs.append((spot, f"“{sheet.name}”不是表格（图表或宏），未读入"))
                    continue
                table, changed = _table(workbook, sheet.name)
                tables += [table] if table else []
                if table and sheet.visible != SheetVisibleEnum.Visible:
                    repairs.append((spot, f"工作表“{sheet.name}”是隐藏的，也已读入"))
                if changed:
                    repairs.append((spot, f"{changed} 格里的部首字形或兼容汉字已换成通用汉字"))
    except PasswordError:
        hint = "请用 Excel 或 WPS 输入密码打开，取消密码后另存，再试"
        raise refusal(name, "工作簿加了密，打不开", hint) from None
    except (CalamineError, OSError, ValueError, OverflowError):
        raise refusal(name, "工作簿已损坏，读不下去", AGAIN) from None
    return tables, repairs


def _survey_repairs(seen: Survey) -> Iterator[Repair]:
    if seen.hidden:
        yield Spot(), "工作簿里有隐藏的行或列，也已读入"
    if seen.errors:
        yield Spot(), f"有 {seen.errors} 格是公式错误（如 #DIV/0!），按空白读入"
    if seen.uncalculated:
        yield (
            Spot(),
            f"有 {seen.uncalculated} 格的公式没有存下结果，按空白读入，请用 Excel 打开后重新保存",
        )


def _table(workbook: "CalamineWorkbook", title: str) -> tuple[Table | None, int]:
    """Return a sheet as a table, None where it is empty, and in how many cells text was changed."""
    sheet = workbook.get_sheet_by_name(title)
    if sheet.start is None:
        return None, 0
    merged = [found for found in sheet.merged_cell_ranges or [] if found[0] != found[1]]
    kept, changed = _kept_rows(sheet, {first[0] for first, last in merged if first[0] != last[0]})
    if not any(text for _, texts in kept for text in texts):
        return None, 0
    width = max(len(texts) for _, texts in kept)
    left = sheet.start[1]
    rows = tuple(
        Row(tuple(_cells(title, number, texts + [""] * (width - len(texts)), left, merged)),
            Spot(sheet=title, line=number + 1))
        for number, texts in kept
    )  # fmt: skip
    return Table(rows, Spot(sheet=title, cell=f"{column_name(left)}{kept[0][0] + 1}")), changed


def _kept_rows(sheet: "CalamineSheet", starts: set[int]) -> tuple[list[tuple[int, list[str]]], int]:
    """Return the rows that hold something, with their number from 0, their empty ends cut.

    A row where a merged cell begins stays though it is empty: the rows below refer to it.
    """
    kept: list[tuple[int, list[str]]] = []
    changed = 0
    first = sheet.start[0] if sheet.start else 0
    for number, values in enumerate(sheet.to_python(), start=first):
        texts = []
        for value in values:
            text, was_changed = _text(value)
            texts.append(text)
            changed += was_changed
        while texts and not texts[-1]:
            texts.pop()
        if texts or number in starts:
            kept.append((number, texts))
    while kept and not kept[-1][1]:
        kept.pop()
    return kept, changed


def _cells(
    title: str, number: int, texts: Sequence[str], left: int, merged: Sequence[Range]
) -> Iterator[Cell]:
    here = [found for found in merged if found[0][0] <= number <= found[1][0]]
    for column, text in enumerate(texts, start=left):
        span = _span(number, column, here)
        spot = Spot(sheet=title, cell=f"{column_name(column)}{number + 1}")
        yield Cell(text if span == "own" else "", spot, span)


def _span(number: int, column: int, merged: Sequence[Range]) -> Span:
    for (top, left), (_, right) in merged:
        if left <= column <= right:
            if column > left:
                return "left"
            if number > top:
                return "above"
    return "own"


def _text(value: Value) -> tuple[str, bool]:
    """Return a value as a person would write it, and whether characters were changed."""
    if isinstance(value, str):
        plain = _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), value)
        return tidy(plain.replace("\r\n", "\n").replace("\r", "\n").strip())
    if isinstance(value, bool):
        return str(value).upper(), False
    if isinstance(value, int | float):
        return _number(value), False
    if isinstance(value, datetime.datetime):
        whole_day = value.time() == datetime.time()
        return format(value, "%Y-%m-%d" if whole_day else "%Y-%m-%d %H:%M"), False
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}", False
    return str(value), False


def _number(value: float) -> str:
    """Return a number without an exponent; a whole one without a decimal point."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < _EXACT):
        return str(int(value))
    return format(Decimal(f"{value:.15g}"), "f")
