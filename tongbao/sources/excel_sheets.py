"""The sheets of a workbook as rows of text, read in a process of its own.

In: the bytes of a workbook. Out: ``ExcelSheet`` values. The library is written in Rust, and a damaged
.xls can end its process by a panic or a request for more memory than there is; no ``except`` can
catch that. So this module runs itself as a child (``python -m``): bytes come in on standard input,
JSON goes out, and a child that dies means a damaged file.
"""

import datetime
import io
import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tongbao.sources.characters import tidy

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook, SheetMetadata

Value = int | float | str | bool | datetime.time | datetime.date | datetime.timedelta

_THIS_MODULE = "tongbao.sources.excel_sheets"
LOCKED = 3
DAMAGED = 4
_MOST_MEMORY = 3 << 30
_LONGEST = 180  # seconds that a workbook may take
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EXACT = 10**15  # from here on Excel itself has lost digits


class Merged(NamedTuple):
    """A merged range: rows and columns from 0, both ends within."""

    top: int
    left: int
    bottom: int
    right: int


class ExcelSheet(NamedTuple):
    """A sheet with the rows that hold something.

    ``rows`` pairs the number of a row, from 0, with its texts, from the column ``left`` on;
    ``changed`` counts the cells in which characters were turned into common ones.
    """

    title: str
    is_table: bool
    visible: bool
    left: int
    rows: list[tuple[int, list[str]]]
    merged: list[Merged]
    changed: int


class UnreadableError(Exception):
    """A workbook that the library cannot read: ``reason`` is ``LOCKED`` or ``DAMAGED``."""

    def __init__(self, reason: int) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


def sheets_of(data: bytes) -> list[ExcelSheet]:
    """Return the sheets of a .xlsx or .xls in the workbook's order.

    Raises:
        UnreadableError: the workbook is encrypted, or the child could not read it to the end.
    """
    home = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join([home, *filter(None, [os.environ.get("PYTHONPATH")])])
    try:
        child = subprocess.run(  # noqa: S603 - itself
            [sys.executable, "-m", _THIS_MODULE],
            input=data,
            capture_output=True,
            check=False,
            timeout=_LONGEST,
            env={**os.environ, "PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired:
        raise UnreadableError(DAMAGED) from None
    if child.returncode:
        raise UnreadableError(LOCKED if child.returncode == LOCKED else DAMAGED)
    return [_restored(found) for found in json.loads(child.stdout)]


def _restored(found: list[Any]) -> ExcelSheet:
    sheet = ExcelSheet(*found)
    return sheet._replace(
        rows=[(number, texts) for number, texts in sheet.rows],
        merged=[Merged(*edges) for edges in sheet.merged],
    )


def main() -> int:
    """Read a workbook from standard input and print its sheets as JSON; return the exit status."""
    from python_calamine import CalamineError, PasswordError, load_workbook

    _limit_memory()
    try:
        with load_workbook(io.BytesIO(sys.stdin.buffer.read())) as workbook:
            sheets = [_sheet(workbook, found) for found in workbook.sheets_metadata]
    except PasswordError:
        return LOCKED
    except (CalamineError, OSError, ValueError, OverflowError):
        return DAMAGED
    sys.stdout.write(json.dumps(sheets))
    return 0


def _limit_memory() -> None:
    """Let a request for absurd amounts fail at once, where the system knows such limits."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = _MOST_MEMORY if hard == resource.RLIM_INFINITY else min(_MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _sheet(workbook: "CalamineWorkbook", found: "SheetMetadata") -> ExcelSheet:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    visible = found.visible == SheetVisibleEnum.Visible
    if found.typ != SheetTypeEnum.WorkSheet:
        return ExcelSheet(found.name, False, visible, 0, [], [], 0)
    sheet = workbook.get_sheet_by_name(found.name)
    ranges = [Merged(*first, *last) for first, last in sheet.merged_cell_ranges or []]
    merged = [one for one in ranges if one[:2] != one[2:]]
    rows, changed = _kept_rows(sheet, {one.top for one in merged if one.top != one.bottom})
    left = sheet.start[1] if sheet.start else 0
    return ExcelSheet(found.name, True, visible, left, rows, merged, changed)


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
            text, was_changed = as_text(value)
            texts.append(text)
            changed += was_changed
        while texts and not texts[-1]:
            texts.pop()
        if texts or number in starts:
            kept.append((number, texts))
    while kept and not kept[-1][1]:
        kept.pop()
    return kept, changed


def as_text(value: Value) -> tuple[str, bool]:
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


if __name__ == "__main__":
    sys.exit(main())
