"""A filled form, whatever its clerk did to it -> the rows that say something.

In: a workbook (.xlsx of Excel or WPS, .xls). Out: ``FilledForm``. Columns are found by their headings, wherever they
stand; title rows, blank lines, colours and moved columns do no harm. What a person merged downwards holds for every
row it covers. Raises ``Problems`` where the file is no such form, or has rows on more than one sheet.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tongbao.forms.form_sheet import KEY, LABEL, NUMBER, SAID, STATUS, TASK, TEXT, TO_FILL, UNIT
from tongbao.forms.form_sheet import NOTE as REMARK
from tongbao.problems import Place, Problem, Problems
from tongbao.sources import Taken, document_of
from tongbao.sources.document import SourceCell, SourceRow, SourceTable, Spot
from tongbao.sources.excel_formulas import formula_cells

_HEADINGS = (NUMBER, TASK, LABEL, KEY, *TO_FILL)
# Headings are looked for in so many rows: above them stand titles, never a table.
_DEEPEST = 40
_AGAIN = "请在发出的报送表上填写；表头不要改名，也不要删列"
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row: its place, what finds it again, and what was filled in; ``at`` gives the place of each column.

    ``formulas`` are the columns to fill in which a formula stands, and of each whether its result was saved.
    """

    place: Place
    key: str
    number: str
    task: str
    label: str
    status: str
    note: str
    text: str
    said: str
    row: int
    at: Mapping[str, Place]
    formulas: Mapping[str, bool] = field(default_factory=dict)

    @property
    def says_something(self) -> bool:
        """Whether anything was filled in, be it a formula without a result."""
        return bool(self.status or self.note or self.text or self.said or self.formulas)


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A workbook as it came back; ``name`` is what messages call it, told from others of its name.

    ``unit`` is "" where the line that names it is gone; ``heads`` is all that stands above the headings.
    """

    path: Path
    name: str
    sha256: str
    unit: str
    heads: tuple[str, ...]
    rows: tuple[FilledRow, ...]


def names_of(paths: Iterable[Path]) -> dict[Path, str]:
    """Return what messages call the files: by name, several of one name with the folders that tell them apart."""
    found: dict[Path, str] = {}
    left = list(dict.fromkeys(paths))
    for depth in range(1, max((len(path.absolute().parts) for path in left), default=0) + 1):
        short = {path: "/".join(path.absolute().parts[-depth:]) for path in left}
        counted = Counter(short.values())
        found |= {path: name for path, name in short.items() if counted[name] == 1}
        left = [path for path in left if counted[short[path]] > 1]
    return found


def read_form(taken: Taken) -> FilledForm:
    """Read one workbook as it was taken."""
    name = taken.shown
    document = document_of(taken)
    if document.format not in {"xlsx", "xls"}:
        raise not_a_workbook(name)
    found = [(table, head) for table in document.tables() if (head := _head(table))]
    if not found:
        message = f"没有找到“{STATUS}”“{TEXT}”两栏的表头"
        raise Problems([Problem(Place(name), message, _AGAIN)])
    if missing := _missing(found[0][1][1]):
        place = Place(name, sheet=found[0][0].spot.sheet)
        message = f"表头里少了“{'”“'.join(missing)}”"
        raise Problems([Problem(place, message, _AGAIN)])
    formulas = formula_cells(taken.data) if document.format == "xlsx" else {}
    rows = [
        tuple(_rows(name, table, head, formulas.get(table.spot.sheet, {}))) for table, head in found
    ]
    if second := tuple(_further_sheets(name, [of_sheet for of_sheet in rows if of_sheet])):
        raise Problems(second)
    heads = tuple(text for table, (top, _) in found for text in _above(table, top))
    units = (unit for text in heads if (unit := _unit(text)))
    return FilledForm(taken.path, name, taken.sha256, next(units, ""), heads, sum(rows, ()))


def not_a_workbook(name: str) -> Problems:
    """Return what is said of a file of another format."""
    hint = "报送表是 Excel 文件；填在 Word、PDF 里的请抄到发出的报送表里"
    return Problems([Problem(Place(name), "这不是 Excel 工作簿", hint)])


def _further_sheets(file: str, sheets: Sequence[tuple[FilledRow, ...]]) -> Iterator[Problem]:
    """Yield a problem for every sheet with rows behind the first: a source names a row, and no sheet."""
    names = [rows[0].place.sheet for rows in sheets]
    for sheet in names[1:]:
        message = f"“{names[0]}”和“{sheet}”两张工作表都有报送的各行，只能收一张"
        hint = f"把各行都放到“{names[0]}”里，删去“{sheet}”，再收一次"
        yield Problem(Place(file, sheet=sheet), message, hint)


def _head(table: SourceTable) -> tuple[int, dict[str, int]] | None:
    """Return the row of the headings and the column of each."""
    for at, row in enumerate(table.rows[:_DEEPEST]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row.cells):
            if heading := _heading(cell.text):
                columns.setdefault(heading, column)
        if {STATUS, TEXT} <= columns.keys():
            return at, columns
    return None


def _heading(text: str) -> str:
    """Return the heading a cell is; a clerk may write more behind it (本期进展，必填)."""
    bare = bare_text(text)
    return next(
        (one for one in _HEADINGS if bare.startswith(bare_text(one.partition("（")[0]))), ""
    )


def _missing(columns: Mapping[str, int]) -> tuple[str, ...]:
    """Return the headings without which no row can be told from another."""
    if KEY in columns or {NUMBER, TASK} <= columns.keys():
        return ()
    return (KEY,)


def _above(table: SourceTable, top: int) -> Iterator[str]:
    for row in table.rows[:top]:
        yield from (bare for cell in row.cells if (bare := bare_text(cell.text)))


def _unit(text: str) -> str:
    start = bare_text(UNIT)
    return text.removeprefix(start) if text.startswith(start) else ""


def _rows(
    file: str, table: SourceTable, head: tuple[int, dict[str, int]], formulas: Mapping[str, bool]
) -> Iterator[FilledRow]:
    """Yield the rows that hold a key or anything filled in; lines of notes and sums hold neither."""
    top, columns = head
    above: dict[str, str] = {}
    for row in table.rows[top + 1 :]:
        values = {heading: _value(row, at, heading, above) for heading, at in columns.items()}
        above = values
        found = _row(file, row, columns, values)
        computed = {
            heading: formulas[spot]
            for heading, at in columns.items()
            if heading in TO_FILL and (spot := row.cells[at].spot.cell) in formulas
        }
        found = replace(found, formulas=computed)
        if found.key or found.says_something:
            yield found


def _value(row: SourceRow, at: int, heading: str, above: Mapping[str, str]) -> str:
    """Return what stands in a column of a row; what is merged downwards holds for the rows below, but for a key."""
    cell = row.cells[at]
    if cell.span == "above" and heading != KEY:
        return above.get(heading, "")
    return cell.text.strip()


def _row(
    file: str, row: SourceRow, columns: Mapping[str, int], values: Mapping[str, str]
) -> FilledRow:
    cells: dict[str, SourceCell] = {heading: row.cells[at] for heading, at in columns.items()}
    return FilledRow(
        place=_place(file, row.spot),
        key=_SPACE.sub("", values.get(KEY, "")),
        number=values.get(NUMBER, ""),
        task=values.get(TASK, ""),
        label=values.get(LABEL, ""),
        status=values.get(STATUS, ""),
        note=values.get(REMARK, ""),
        text=values.get(TEXT, ""),
        said=values.get(SAID, ""),
        row=row.spot.line,
        at={heading: _place(file, cell.spot) for heading, cell in cells.items()},
    )


def _place(file: str, spot: Spot) -> Place:
    """Return the place of a cell, or of a row by its first cell."""
    return Place(file, sheet=spot.sheet, cell=spot.cell or f"A{spot.line}")


def bare_text(text: str) -> str:
    """Return a text without white space, its brackets and colons as Chinese ones."""
    return _SPACE.sub("", text).replace("(", "（").replace(")", "）").replace(":", "：")
