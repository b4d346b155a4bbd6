"""Excel (.xlsx, .xls) -> one table for each sheet, every cell with its address.

In: the bytes of a workbook. Out: a ``SourceText``. Merged cells are known, numbers stand as a
person would write them, empty rows and the empty edge of a sheet are left out.
"""

from collections.abc import Iterator, Sequence

from tongbao.sources.document import SourceCell, SourceRow, SourceTable, Span, Spot
from tongbao.sources.excel_fills import Place, painted_blanks
from tongbao.sources.excel_package import WorkbookSizes, column_name, survey
from tongbao.sources.excel_sheets import LOCKED, ExcelSheet, Merged, UnreadableError, sheets_of
from tongbao.sources.office_zip import AGAIN, check_package
from tongbao.sources.reading import SourceText, refusal

MOST_CELLS = 5_000_000


def read_excel(data: bytes, name: str) -> SourceText:
    """Return the sheets of a workbook as tables, in the workbook's order.

    Args:
        data: the bytes of the file.
        name: the file as messages call it.

    Raises:
        Problems: one message, for a file that is damaged, locked, empty, or too far apart.
    """
    seen = _surveyed(data, name)
    sheets = _sheets(data, name)
    painted = painted_blanks(data) if data.startswith(b"PK") else {}
    tables = tuple(
        table for sheet in sheets for table in _table(sheet, painted.get(sheet.title, frozenset()))
    )
    if not tables:
        raise refusal(name, "工作簿里没有任何内容", "请核对是否取错了文件")
    return SourceText(tables, tuple(_repairs(sheets, seen)))


def _surveyed(data: bytes, name: str) -> WorkbookSizes:
    """Look through the package of a .xlsx before the library does; a .xls has none."""
    if not data.startswith(b"PK"):
        return WorkbookSizes()
    check_package(data, name)
    seen = survey(data)
    if seen.largest > MOST_CELLS:
        hint = "请删去离正文很远的零散内容后另存，再试"
        message = f"工作表里有内容的单元格相隔太远（最远到 {seen.corner}），无法读入"
        raise refusal(name, message, hint)
    return seen


def _sheets(data: bytes, name: str) -> list[ExcelSheet]:
    try:
        return sheets_of(data)
    except UnreadableError as error:
        if error.reason == LOCKED:
            hint = "请用 Excel 或 WPS 输入密码打开，取消密码后另存，再试"
            raise refusal(name, "工作簿加了密，打不开", hint) from None
        hint = f"请用 Excel 或 WPS 打开，另存为 .xlsx 后再试；打不开时，{AGAIN}"
        raise refusal(name, "工作簿已损坏，读不下去", hint) from None


def _repairs(sheets: Sequence[ExcelSheet], seen: WorkbookSizes) -> Iterator[tuple[Spot, str]]:
    for sheet in sheets:
        spot = Spot(sheet=sheet.title)
        if not sheet.is_table:
            yield spot, f"“{sheet.title}”不是表格（图表或宏），未读入"
        if sheet.rows and not sheet.visible:
            yield spot, f"工作表“{sheet.title}”是隐藏的，也已读入"
        if sheet.changed:
            yield spot, f"{sheet.changed} 格里的部首字形或兼容汉字已换成通用汉字"
    if seen.hidden:
        yield Spot(), "工作簿里有隐藏的行或列，也已读入"
    if seen.errors:
        yield Spot(), f"有 {seen.errors} 格是公式错误（如 #DIV/0!），按空白读入"
    if seen.uncalculated:
        hint = "请用 Excel 打开后重新保存"
        yield Spot(), f"有 {seen.uncalculated} 格的公式没有存下结果，按空白读入，{hint}"


def _table(sheet: ExcelSheet, painted: frozenset[Place]) -> Iterator[SourceTable]:
    """Yield a sheet as a table, nothing where it is empty; ``painted`` are its blank cells of a colour."""
    if not sheet.rows:
        return
    width = max(len(texts) for _, texts in sheet.rows)
    rows = tuple(
        SourceRow(
            tuple(_cells(sheet, number, texts + [""] * (width - len(texts)), painted)),
            Spot(sheet=sheet.title, line=number + 1),
        )
        for number, texts in sheet.rows
    )
    first = f"{column_name(sheet.left)}{sheet.rows[0][0] + 1}"
    yield SourceTable(rows, Spot(sheet=sheet.title, cell=first))


def _cells(
    sheet: ExcelSheet, number: int, texts: Sequence[str], painted: frozenset[Place]
) -> Iterator[SourceCell]:
    here = [one for one in sheet.merged if one.top <= number <= one.bottom]
    for column, text in enumerate(texts, start=sheet.left):
        span = _span(number, column, here)
        spot = Spot(sheet=sheet.title, cell=f"{column_name(column)}{number + 1}")
        shaded = not text and (number, column) in painted
        yield SourceCell(text if span == "own" else "", spot, span, shaded=shaded)


def _span(number: int, column: int, merged: Sequence[Merged]) -> Span:
    for one in merged:
        if one.left <= column <= one.right:
            if column > one.left:
                return "left"
            if number > one.top:
                return "above"
    return "own"
