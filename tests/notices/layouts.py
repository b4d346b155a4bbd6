"""Ledgers of any layout, made for the tests: Word and Excel files out of plain rows.

In: rows as dicts and the columns wanted. Out: files as offices make them. In a row, ``None`` for a
number, task, lead or persons means that the cell is merged with the one above it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, NotRequired, TypedDict

import docx
import xlsxwriter
import yaml
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

HERE = Path(__file__).parent
MERGING = ("section", "number", "task", "lead", "persons")
TITLE = "湛河区2022年5-7月份重点工作任务推进情况台账"

Shape = Literal["merged", "blanks", "titled", "second_sheet"]
SHAPES: tuple[Shape, ...] = ("merged", "blanks", "titled", "second_sheet")
Headers = Sequence[tuple[str, str]]

USUAL: Headers = (
    ("number", "序号"),
    ("task", "工作任务"),
    ("lead", "牵头单位"),
    ("persons", "责任人"),
    ("text", "进展情况"),
    ("status", "完成情况"),
)
OTHER: Headers = (
    ("number", "编号"),
    ("lead", "主办单位"),
    ("persons", "负责人"),
    ("task", "重点工作任务"),
    ("status", "完成状态"),
    ("text", "工作进展情况（截至7月底）"),
    ("note", "备注"),
)


class Row(TypedDict):
    """One ledger row; see the module for ``None``.

    ``across`` is a text over all columns that stands in place of a row; ``others`` are cells of further columns.
    """

    number: str | None
    task: str | None
    lead: tuple[str, ...] | None
    persons: tuple[str, ...] | None
    text: str
    status: str | None
    note: str | None
    section: NotRequired[str | None]
    across: NotRequired[str]
    others: NotRequired[Mapping[str, str | Sequence[str]]]


def gold_rows() -> list[Row]:
    """Return the 56 rows of the real notice as its table prints them.

    Further rows of a number have its cells merged; item 8 has one cell of units and one of persons over six rows.
    """
    text = (HERE / "000-ledger-2022-07.gold.yml").read_text("utf-8")
    found: list[dict[str, Any]] = yaml.safe_load(text)["rows"]
    return [_printed(gold, before) for before, gold in zip([{}, *found], found, strict=False)]


def _printed(gold: Mapping[str, Any], before: Mapping[str, Any]) -> Row:
    further = gold["number"] == before.get("number")
    shared = further and gold["lead_units"] == before["lead_units"]
    printed = gold.get("lead_units_printed")
    return Row(
        number=None if further else str(gold["number"]),
        task=None if further else gold["task"],
        lead=None if shared else (printed,) if printed else tuple(gold["lead_units"]),
        persons=None if shared else tuple(_persons(gold)),
        text=gold["progress"],
        status=gold["status"],
        note=gold["note"],
    )


def _persons(gold: Mapping[str, Any]) -> Iterator[str]:
    """Yield the persons as printed: with their part in brackets, a short name spread by a space."""
    parts = gold.get("person_roles", {})
    for name in gold["persons"]:
        spread = " ".join(name)
        printed = spread if spread in gold.get("persons_printed", "") else name
        yield f"{printed}（{parts[name]}）" if name in parts else printed


def cell_text(row: Row, role: str, headers: Headers) -> str:
    """Return what a cell holds; a note without a column of its own stands under the status."""
    if role == "status" and row["note"] and "note" not in dict(headers):
        return f"{row['status'] or ''}\n{row['note']}"
    values: Mapping[str, Any] = {**row, **row.get("others", {})}
    value = values.get(role) or ""
    return value if isinstance(value, str) else "\n".join(value)


def cell_height(rows: Sequence[Row], at: int, role: str) -> int:
    """Return over how many rows the cell that begins here reaches; 0 where it began above."""
    if role not in MERGING:
        return 1
    values: Sequence[Mapping[str, Any]] = rows
    if values[at].get(role) is None and at:
        return 0
    below = at + 1
    while below < len(rows) and values[below].get(role) is None and "across" not in rows[below]:
        below += 1
    return below - at


# -- Word --------------------------------------------------------------------------------------


def docx_ledger(
    rows: Sequence[Row],
    path: Path,
    *,
    headers: Headers = USUAL,
    repeat_header: bool = False,
    title: str | None = None,
) -> Path:
    """Write the rows as Word tables with vertically merged cells (vMerge) and return the path.

    ``repeat_header`` prints a table for every ten numbers or so, each with its header; else there is
    one table, whose header row Word itself repeats. ``title`` makes a first row over all columns (gridSpan).
    """
    document = docx.Document()
    document.add_paragraph(TITLE)
    for part in _parts(rows, 10) if repeat_header else [rows]:
        _add_table(document, part, headers, title)
        document.add_paragraph()
    document.save(str(path))
    return path


def _parts(rows: Sequence[Row], size: int) -> Iterator[Sequence[Row]]:
    """Yield the rows in parts that never cut through merged cells."""
    starts = [at for at, row in enumerate(rows) if row["number"] is not None or at == 0]
    cuts = [*starts[::size], len(rows)]
    for start, end in pairwise(cuts):
        yield rows[start:end]


def _add_table(document: Any, rows: Sequence[Row], headers: Headers, title: str | None) -> None:
    table = document.add_table(rows=0, cols=len(headers), style="Table Grid")
    if title is not None:
        top = table.add_row().cells
        top[0].merge(top[-1]).text = title
    header = table.add_row()
    for cell, (_, name) in zip(header.cells, headers, strict=True):
        cell.text = name
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    header._tr.get_or_add_trPr().append(repeated)
    grid = [table.add_row().cells for _ in rows]
    for column, (role, _) in enumerate(headers):
        for at, row in enumerate(rows):
            if height := cell_height(rows, at, role):
                cell = grid[at][column]
                if height > 1:
                    cell = cell.merge(grid[at + height - 1][column])
                _fill(cell, cell_text(row, role, headers))


def _fill(cell: Any, text: str) -> None:
    first, *others = text.split("\n")
    cell.text = first
    for line in others:
        cell.add_paragraph(line)


# -- Excel -------------------------------------------------------------------------------------


def xlsx_ledger(
    rows: Sequence[Row], path: Path, *, shape: Shape = "merged", headers: Headers = USUAL
) -> Path:
    """Write the rows as a workbook and return the path.

    ``merged``: cells merged downwards; ``blanks``: the cells that would be merged are empty; ``titled``: two
    title rows above the header, a total and a remark under the last row; ``second_sheet``: a list of telephones first.
    """
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": datetime(2022, 8, 17)})  # noqa: DTZ001 - no zone in the file
        if shape == "second_sheet":
            _add_telephones(book)
        sheet = book.add_worksheet("台账")
        top = 0
        if shape == "titled":
            sheet.merge_range(0, 0, 0, len(headers) - 1, TITLE)
            sheet.merge_range(
                1, 0, 1, len(headers) - 1, "填报单位：区委区政府督查局      2022年8月17日"
            )
            top = 2
        _write_rows(sheet, rows, headers, top, merge=shape != "blanks")
        if shape == "titled":
            below = top + 1 + len(rows)
            sheet.write(below, 0, "合计")
            sheet.write(below, 1, f"共{len(rows)}项")
            sheet.merge_range(below + 1, 0, below + 1, len(headers) - 1, "备注：数据由各单位报送。")
    return path


def _write_rows(
    sheet: Any, rows: Sequence[Row], headers: Headers, top: int, *, merge: bool
) -> None:
    for column, (role, name) in enumerate(headers):
        sheet.write_string(top, column, name)
        for at, row in enumerate(rows):
            height = cell_height(rows, at, role)
            value = cell_text(row, role, headers)
            first = top + 1 + at
            if height > 1 and merge:
                sheet.merge_range(first, column, first + height - 1, column, "")
            if height and role == "number" and value.isdecimal():
                sheet.write_number(first, column, int(value))
            elif height and value:
                sheet.write_string(first, column, value)


def _add_telephones(book: Any) -> None:
    sheet = book.add_worksheet("通讯录")
    for at, line in enumerate((("科室", "姓名", "电话"), ("督查一科", "张三", "0375-0000000"))):
        sheet.write_row(at, 0, line)
