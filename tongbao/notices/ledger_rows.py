"""Rows of tables of tasks, and what the next row or page adds to one: cells that go on, that are merged, that are one.

In: the cells of a row by role. Out: ``LedgerRow``, one assignment. Whether a row only goes on with the one before shows
in its cells: no number, no status, no new unit or person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tongbao.notices.headers import Roles, tells_progress
from tongbao.sources.document import SourceCell, SourceRow, Spot

# Columns whose cells are often one over the rows of a task.
_MERGING = frozenset(("section", "number", "task", "lead", "persons", "responsible", "leaders"))


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One assignment as the columns hold it.

    ``cells`` gives text by role, "" where nothing is printed; ``merged`` are the roles whose cell is one
    with the row above, ``opens_page`` that the row is the first of its page and may go on with the task
    before it. ``inferred`` are fields that a person must look at, each with its reason; ``lines`` are the
    printed lines of a cell, where the source does not say which of its breaks mean something. ``section`` is
    the heading that stands across the table above the row; ``shaded`` are roles whose cell has a ground of its
    own colour and no text.
    """

    cells: Mapping[str, str]
    spot: Spot
    merged: frozenset[str] = frozenset()
    inferred: tuple[tuple[str, str], ...] = ()
    opens_page: bool = False
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    section: str = ""
    shaded: frozenset[str] = frozenset()

    def text(self, role: str) -> str:
        """Return a cell's text, "" where the table has no such column."""
        return self.cells.get(role, "")

    @property
    def tells_progress(self) -> bool:
        """Whether its table says what became of the task."""
        return tells_progress(tuple(self.cells))


@dataclass(slots=True)
class OpenRow:
    """A row that the next page may still add to."""

    cells: dict[str, SourceCell]
    spot: Spot
    opens_page: bool
    inferred: list[tuple[str, str]] = field(default_factory=list)
    section: str = ""

    def finished(self) -> LedgerRow:
        """Return the row as it was read."""
        return LedgerRow(
            {role: cell.text for role, cell in self.cells.items()},
            self.spot,
            frozenset(role for role, cell in self.cells.items() if cell.span == "above"),
            tuple(self.inferred),
            self.opens_page,
            {role: cell.lines for role, cell in self.cells.items() if cell.lines},
            self.section,
            frozenset(role for role, cell in self.cells.items() if cell.shaded),
        )


def opened(cells: dict[str, SourceCell], spot: Spot, *, opens_page: bool) -> OpenRow:
    """Return a row; where it opens a page without a task of its own, the merged cells above it go on."""
    row = OpenRow(cells, spot, opens_page)
    if opens_page and not any(holds(cells, role) for role in ("number", "task")):
        for role in _MERGING & cells.keys():
            if holds(cells, role):
                row.inferred.append((role, "在换页处，可能接着上一页的同一格"))
            else:
                cells[role] = replace(cells[role], span="above")
    return row


def holds(cells: Mapping[str, SourceCell], role: str) -> bool:
    """Return whether a cell of a role is there and says something."""
    return role in cells and bool(cells[role].text.strip())


def by_role(roles: Roles, row: SourceRow) -> dict[str, SourceCell]:
    """Return the cells by role; two columns under one word are one cell."""
    found: dict[str, SourceCell] = {}
    for role, cell in zip(roles, row.cells, strict=False):
        if role and role in found:
            texts = [text for text in (found[role].text, cell.text) if text.strip()]
            first = found[role]
            found[role] = replace(first, text="\n".join(texts), lines=first.lines + cell.lines)
        elif role:
            found[role] = cell
    return found


def is_rest(cells: Mapping[str, SourceCell], page_above: Mapping[str, SourceCell]) -> bool:
    """Return whether a row only goes on with the one before: no number, no status, no new unit or person.

    ``page_above`` is the last row of the page before, where this one opens a page: a unit or person may then
    go on too, if its cell was full.
    """
    filled = {role for role, cell in cells.items() if cell.text.strip()}
    if filled & {"number", "status"}:
        return False
    runs_on = any(role in page_above and page_above[role].runs_on for role in filled)
    if "status" in cells and cells["status"].shaded and not runs_on:
        return False  # a colour is a status of its own, unless the cell only goes on
    if any(role in cells and cells[role].span == "above" for role in ("number", "task")):
        return False  # a row of its own under a merged cell
    named = filled & {"lead", "persons", "responsible", "cooperating", "leaders"}
    if any(role not in page_above or not page_above[role].runs_on for role in named):
        return False
    told = "status" in page_above or "status" in cells
    return told or "task" not in filled or ("number" in cells and holds(page_above, "number"))


def joined(above: SourceCell, rest: SourceCell) -> SourceCell:
    """Return a cell with its rest: on the same line where the text ran on to the cell's edge."""
    text = above.text.rstrip()
    glue = "" if not text or above.runs_on else "\n"
    whole = text + glue + rest.text.lstrip()
    return replace(above, text=whole, runs_on=rest.runs_on, lines=above.lines + rest.lines)
