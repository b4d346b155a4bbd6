"""Tables of tasks out of a document: the header found, rows broken over pages put together again.

In: ``Document``. Out: ``LedgerRow`` values, one an assignment, each cell's text by role. The header is found
by the lexicon, so its words and their order are free; it may be printed once or on every page. A ledger says what
became of its tasks; a table of decomposed tasks only who answers for them.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.remarks import Remark
from tongbao.sources.document import Cell, Document, Row, Spot, Table

# A table is a ledger where its header names the task and at least one of these.
_PROGRESS = frozenset(("text", "status"))
_FEWEST_COLUMNS = 3
# One that is no ledger is a table of decomposed tasks where its header names the task and one of these.
_ANSWERING = frozenset(("lead", "responsible", "cooperating", "leaders"))
_FEWEST_OF_DECOMPOSED = 2
_HEADING = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
# Columns whose cells are often one over the rows of a task.
_MERGING = frozenset(("section", "number", "task", "lead", "persons", "responsible", "leaders"))

Roles = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One assignment as the columns hold it.

    ``cells`` gives text by role, "" where nothing is printed; ``merged`` are the roles whose cell is one
    with the row above, ``opens_page`` that the row is the first of its page and may go on with the task
    before it. ``inferred`` are fields that a person must look at, each with its reason; ``lines`` are the
    printed lines of a cell, where the source does not say which of its breaks mean something. ``section`` is
    the heading that stands across the table above the row.
    """

    cells: Mapping[str, str]
    spot: Spot
    merged: frozenset[str] = frozenset()
    inferred: tuple[tuple[str, str], ...] = ()
    opens_page: bool = False
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    section: str = ""

    def text(self, role: str) -> str:
        """Return a cell's text, "" where the table has no such column."""
        return self.cells.get(role, "")


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows of all ledger tables of a document, with the words above the first of them."""

    rows: tuple[LedgerRow, ...]
    roles: Roles
    titles: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


IsHeader = Callable[[Roles], bool]


def is_header(roles: Roles) -> bool:
    """Return whether columns of these roles make a ledger: its task, and what became of it."""
    return (
        _names_task(roles)
        and len(roles) - roles.count(None) >= _FEWEST_COLUMNS
        and not _PROGRESS.isdisjoint(roles)
    )


def is_decomposed(roles: Roles) -> bool:
    """Return whether columns of these roles decompose tasks: the task and who answers, without progress."""
    return (
        _names_task(roles)
        and len(roles) - roles.count(None) >= _FEWEST_OF_DECOMPOSED
        and not _ANSWERING.isdisjoint(roles)
        and _PROGRESS.isdisjoint(roles)
    )


def _names_task(roles: Roles) -> bool:
    named = [role for role in roles if role]
    return "task" in named and len(set(named)) == len(named)


def roles_of(row: Row, lexicon: Lexicon, wanted: IsHeader = is_header) -> Roles | None:
    """Return the role of each column where the row is a header of the wanted kind, else None."""
    roles = tuple(
        lexicon.role_of_header(cell.text) if cell.span == "own" else None for cell in row.cells
    )
    roles = _with_task(roles)
    return roles if wanted(roles) else None


def _with_task(roles: Roles) -> Roles:
    """Return the roles with the one column of targets as that of tasks, where no other column is: 年度目标任务."""
    targets = [role for role in roles if role and role.startswith("target:")]
    if "task" in roles or len(targets) != 1:
        return roles
    return tuple("task" if role == targets[0] else role for role in roles)


def read_ledger(
    document: Document,
    lexicon: Lexicon,
    wanted: IsHeader = is_header,
    statuses: Collection[str] = (),
) -> Ledger | None:
    """Return the rows of a document's tables, None where no table has a header of the wanted kind.

    ``statuses`` are the words of all vocabularies: they tell a status from the rest of one.
    """
    reading = _Reading(lexicon, wanted, tuple(statuses))
    for table in document.tables():
        reading.take(table)
    if reading.roles is None:
        return None
    return Ledger(
        tuple(row.finished() for row in reading.rows),
        reading.roles,
        tuple(reading.titles),
        tuple(reading.remarks),
    )


@dataclass(slots=True)
class _OpenRow:
    """A row that the next page may still add to."""

    cells: dict[str, Cell]
    spot: Spot
    opens_page: bool
    inferred: list[tuple[str, str]] = field(default_factory=list)
    section: str = ""

    def finished(self) -> LedgerRow:
        merged = frozenset(role for role, cell in self.cells.items() if cell.span == "above")
        texts = {role: cell.text for role, cell in self.cells.items()}
        lines = {role: cell.lines for role, cell in self.cells.items() if cell.lines}
        inferred = tuple(self.inferred)
        return LedgerRow(texts, self.spot, merged, inferred, self.opens_page, lines, self.section)


@dataclass(slots=True)
class _Reading:
    """The rows read so far; ``take`` goes through one table after the other."""

    lexicon: Lexicon
    wanted: IsHeader
    statuses: tuple[str, ...] = ()
    roles: Roles | None = None
    section: str = ""
    rows: list[_OpenRow] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def take(self, table: Table) -> None:
        """Add the rows of a table: one with a header, or one that goes on without repeating it."""
        header_at, roles = self._header(table)
        if roles is None:
            if not self._goes_on_without_header(table):
                return
            body = table.rows
        else:
            if self.roles is None:
                self.titles = [text for row in table.rows[:header_at] if (text := _words(row))]
            self.roles = roles
            body = table.rows[header_at + 1 :]
        for at, row in enumerate(body):
            self._take_row(row, opens_page=at == 0 and bool(self.rows))

    def _header(self, table: Table) -> tuple[int, Roles | None]:
        for at, row in enumerate(table.rows):
            if roles := roles_of(row, self.lexicon, self.wanted):
                return at, roles
        return 0, None

    def _goes_on_without_header(self, table: Table) -> bool:
        return bool(
            self.roles
            and not table.spot.sheet
            and table.rows
            and len(table.rows[0].cells) == len(self.roles)
        )

    def _take_row(self, row: Row, *, opens_page: bool) -> None:
        assert self.roles is not None  # noqa: S101  # take() sets it before any row
        cells = {role: cell for role, cell in zip(self.roles, row.cells, strict=False) if role}
        if heading := _heading(row):
            self.section = heading
            return
        if not any(cell.text.strip() for cell in cells.values()):
            return
        if roles_of(row, self.lexicon, self.wanted):
            return
        if _is_remark(row, self.lexicon):
            self.remarks.append(Remark("open", row.spot, f"表内说明行未计入：{_words(row)}"))
        elif self.rows and _is_rest(cells, self.rows[-1].cells if opens_page else {}):
            self._join(cells, row.spot, opens_page=opens_page)
        elif self.rows and opens_page and self._goes_on_to_status(cells):
            above = self.rows[-1].cells["status"]
            whole = not self._is_status(above.text)
            self.rows[-1].cells["status"] = replace(above, runs_on=whole)
            self._join(cells, row.spot, opens_page=True)
            if not whole:
                self.rows[-1].inferred.append(("status", "的下半在下一页，接在上面"))
        else:
            self.rows.append(_opened(cells, row.spot, opens_page=opens_page))
            self.rows[-1].section = self.section

    def _goes_on_to_status(self, cells: Mapping[str, Cell]) -> bool:
        """Return whether a row at the top of a page goes on with the one before, down to its status."""
        above = self.rows[-1].cells
        if "status" not in above or not _holds(cells, "status"):
            return False
        without = {role: cell for role, cell in cells.items() if role != "status"}
        first, rest = above["status"].text, cells["status"].text
        begun = self._is_status(first + rest)
        return begun and not self._is_status(rest) and _is_rest(without, above)

    def _is_status(self, text: str) -> bool:
        return "".join(text.split()).startswith(self.statuses)

    def _join(self, rest: Mapping[str, Cell], spot: Spot, *, opens_page: bool) -> None:
        """Add the rest of a broken row to the row before it.

        At the top of a page that is a sure repair. In the middle of a table it is only likely, so the
        fields it adds to are marked.
        """
        row = self.rows[-1]
        for role, cell in rest.items():
            if cell.text.strip():
                row.cells[role] = _joined(row.cells[role], cell)
                if not opens_page:
                    row.inferred.append((role, "接上了下一行的文字，该行没有序号、单位和完成情况"))
        if opens_page:
            self.remarks.append(Remark("repaired", spot, "与上一页同一行的文字接续"))


def _opened(cells: dict[str, Cell], spot: Spot, *, opens_page: bool) -> _OpenRow:
    """Return a row; where it opens a page without a task of its own, the merged cells above it go on."""
    row = _OpenRow(cells, spot, opens_page)
    if opens_page and not any(_holds(cells, role) for role in ("number", "task")):
        for role in _MERGING & cells.keys():
            if _holds(cells, role):
                row.inferred.append((role, "在换页处，可能接着上一页的同一格"))
            else:
                cells[role] = replace(cells[role], span="above")
    return row


def _holds(cells: Mapping[str, Cell], role: str) -> bool:
    return role in cells and bool(cells[role].text.strip())


def _words(row: Row) -> str:
    return " ".join("".join(cell.text.split()) for cell in row.cells if cell.text.strip())


def _heading(row: Row) -> str:
    """Return the heading that a row is: one numbered text across all columns, "" for another row."""
    filled = [cell.text for cell in row.cells if cell.text.strip()]
    return filled[0].strip() if len(filled) == 1 and _HEADING.match(filled[0]) else ""


def _is_remark(row: Row, lexicon: Lexicon) -> bool:
    """Return whether a row is no task: one text across all columns, a total or a note."""
    own = [cell for cell in row.cells if cell.span == "own"]
    if len(own) == 1 and own[0] is row.cells[0] and len(row.cells) >= _FEWEST_COLUMNS:
        return True
    return _words(row).startswith(lexicon.remark_rows)


def _is_rest(cells: Mapping[str, Cell], page_above: Mapping[str, Cell]) -> bool:
    """Return whether a row only goes on with the one before: no number, no status, no new unit or person.

    ``page_above`` is the last row of the page before, where this one opens a page: a unit or person may then
    go on too, if its cell was full.
    """
    filled = {role for role, cell in cells.items() if cell.text.strip()}
    if filled & {"number", "status"}:
        return False
    named = filled & {"lead", "persons", "responsible"}
    if any(role not in page_above or not page_above[role].runs_on for role in named):
        return False
    return "status" in page_above or "status" in cells or "task" not in filled


def _joined(above: Cell, rest: Cell) -> Cell:
    """Return a cell with its rest: on the same line where the text ran on to the cell's edge."""
    text = above.text.rstrip()
    glue = "" if not text or above.runs_on else "\n"
    whole = text + glue + rest.text.lstrip()
    return replace(above, text=whole, runs_on=rest.runs_on, lines=above.lines + rest.lines)
