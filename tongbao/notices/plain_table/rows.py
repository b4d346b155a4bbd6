"""Cells given to columns -> the rows of a ``SourceTable``, and what of them was only inferred.

In: the pieces of a table in their columns. Out: ``Drawn``: the table, its header first, with the fields that a person
should look at: what stands in one column by its company alone, what was cut off, what a row does not print.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tongbao.notices.column_words import role_of_heading
from tongbao.notices.plain_table import joining, text_metrics
from tongbao.notices.plain_table.headings import Headings
from tongbao.notices.plain_table.layout import Layout
from tongbao.notices.plain_table.path import Placed, cells_of, grouped
from tongbao.notices.plain_table.scores import Scores
from tongbao.notices.plain_table.steps import SECTION
from tongbao.notices.plain_table.tokens import TokenLine, TokenRun
from tongbao.notices.remarks import Remark
from tongbao.sources.document import SourceCell, SourceRow, SourceTable, Spot

_SURE = 2.5  # points that the next best reading must be dearer by
_SURE_OF_WHOLE = 1.5  # the same where no column broke the lines
_SURE_BETWEEN_SIGNS = 0.6  # the same where signs part the cells
_SURE_ON_A_PAGE = 5.0  # the same for the first line of a page, where any cell may go on
_LAST_LINES = 2  # of a cell: so many may be the beginning of the next cell
_WITHOUT_LINES = "原文没有表格线，按上下文推断"
_MERGED = "一格为空，承接上一行"
_CUT = "在文末断开，可能不全"
_SHARED = frozenset(
    ("number", "task", "lead", "responsible", "cooperating", "leaders", "persons", "section")
)
_WANTED = frozenset(("task", "lead", "persons", "text", "status"))

Doubts = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table put together; ``last`` is the spot of its last line."""

    table: SourceTable
    last: Spot
    doubts: Mapping[Spot, tuple[tuple[int, str], ...]]
    remarks: tuple[Remark, ...]


def table_of(
    headings: Headings,
    placed: Sequence[Placed],
    layout: Layout,
    lines: Sequence[TokenLine],
    *,
    is_last: bool,
) -> Drawn | None:
    """Return the table of some pieces, None where they make no row of one.

    ``is_last`` says that the text ends with the table, and may have been cut off there.
    """
    groups = list(grouped(placed))
    if not any(_tells(cells_of(group), layout) for group in groups):
        return None
    top = lines[headings.start].spot
    rows = [SourceRow(tuple(SourceCell(word, top) for word in headings.words), top)]
    doubts: dict[Spot, tuple[tuple[int, str], ...]] = {}
    barred = any(one.piece.line.closed for one in placed)
    numbered = sum("number" in _roles(group, layout) for group in groups) * 2 > len(groups)
    grouping = _column_of_groups([cells_of(group) for group in groups], headings, layout)
    for at, group in enumerate(groups):
        row, unsure = _row(
            group,
            layout,
            grouping,
            numbered=numbered,
            barred=barred,
            cut=is_last and at == len(groups) - 1,
        )
        rows.append(row)
        if unsure:
            doubts[row.spot] = tuple(unsure)
    last = placed[-1].piece.line.spot
    uneven = [
        group[0].piece.line
        for group in groups
        if group[0].piece.line.cells > 1 and group[0].piece.line.cells != len(headings.words)
    ]
    remarks = []
    if uneven:
        message = f"有{len(uneven)}行的格数与表头的{len(headings.words)}栏不同，按格里的内容对应"
        remarks.append(Remark("repaired", uneven[0].spot, message))
    return Drawn(SourceTable(tuple(rows), top), last, doubts, tuple(remarks))


def _roles(group: Sequence[Placed], layout: Layout) -> set[str]:
    return {layout.roles[one.state.column] for one in group if one.state.column != SECTION}


def _tells(cells: Mapping[int, Sequence[TokenRun]], layout: Layout) -> bool:
    roles = {layout.roles[column] for column in cells if column != SECTION}
    return "task" in roles and len(roles - {"number", "section"}) > 1


def _column_of_groups(
    rows: Sequence[Mapping[int, Sequence[TokenRun]]], headings: Headings, layout: Layout
) -> int | None:
    """Return the first of two columns of tasks where rows that have but one of them hold what the second has.

    The first is then merged over several rows, and its blank cells were dropped; how long the texts are tells.
    """
    at = layout.roles.index("task")
    named = [role_of_heading(word, layout.lexicon) for word in headings.words[at : at + 2]]
    if named != ["task", "task"]:
        return None
    both = [row for row in rows if at in row and at + 1 in row]
    first, second, alone = (
        sum(math.log(sum(piece.width for piece in row[column])) for row in some) / max(len(some), 1)
        for some, column in (
            (both, at),
            (both, at + 1),
            ([row for row in rows if at in row and at + 1 not in row], at),
        )
    )
    known = min(first, second, alone) > 0
    return at if known and abs(alone - second) < abs(alone - first) else None


def _row(
    group: Sequence[Placed],
    layout: Layout,
    grouping: int | None,
    *,
    numbered: bool,
    barred: bool,
    cut: bool,
) -> tuple[SourceRow, Doubts]:
    cells = cells_of(group)
    spot = group[0].piece.line.spot
    width = len(layout.roles)
    if SECTION in cells:
        heading = SourceCell(" ".join(piece.text for piece in cells[SECTION]), spot)
        return SourceRow(
            (heading, *(SourceCell("", spot, "left") for _ in range(width - 1))), spot
        ), []
    texts = {column: _text(column, pieces, layout) for column, pieces in cells.items()}
    starts = _starts_task(group[0].piece, cells, layout)
    merged = _merged(cells, layout, starts=starts, numbered=numbered)
    doubts = list(_doubts(group, cells, layout, starts=starts, merged=merged))
    if grouping is not None and grouping in texts and grouping + 1 not in texts:
        texts[grouping + 1] = texts.pop(grouping)
        merged.add(grouping)
        doubts.append((grouping, _MERGED))
    if cut:
        doubts += _cut(texts, group[-1], layout, barred=barred)
    made = tuple(
        SourceCell(texts.get(column, ""), spot, "above" if column in merged else "own")
        for column in range(width)
    )
    columns = {column for column, _ in doubts}
    unsure = [
        (column, next(why for at, why in doubts if at == column)) for column in sorted(columns)
    ]
    return SourceRow(made, spot), unsure


def _text(column: int, pieces: Sequence[TokenRun], layout: Layout) -> str:
    """Return what stands in a cell, its wrapped lines joined as its column asks for."""
    lines = [piece.text for piece in pieces]
    broken = any("\n" in text for text in lines)
    if broken and layout.is_names(column):
        lines = "\n".join(lines).split("\n")
    elif pieces[0].line.hard:
        return _between_signs(pieces)
    if layout.is_units(column):
        return "\n".join(joining.units(lines, layout.lexicon.unit_endings))
    if layout.is_persons(column):
        return "\n".join(joining.persons(lines, layout.lexicon.office_words))
    if layout.roles[column] == "status":
        return "\n".join(_status(lines, layout))
    if column == layout.widest:
        return joining.paragraphs(lines, layout.widths[column])
    return joining.one_line(lines)


def _between_signs(pieces: Sequence[TokenRun]) -> str:
    """Return what stands between signs; a sign that closes a line ends a paragraph of the cell."""
    if any("\n" in piece.text for piece in pieces):
        return joining.one_line(line for piece in pieces for line in piece.text.split("\n"))
    return "".join(
        piece.text + ("" if at == len(pieces) - 1 or not piece.line.closed else "\n")
        for at, piece in enumerate(pieces)
    )


def _status(lines: list[str], layout: Layout) -> list[str]:
    if (
        len(lines) > 1
        and lines[0] not in layout.statuses
        and lines[0] + lines[1] in layout.statuses
    ):
        lines[:2] = [lines[0] + lines[1]]
    return [lines[0], *filter(None, [joining.one_line(lines[1:])])]


def _starts_task(first: TokenRun, cells: Mapping[int, Sequence[TokenRun]], layout: Layout) -> bool:
    """A row with a number or a task of its own, or a lost number's space, is no further row."""
    spaced = first.opens_line and first.line.spaced and layout.spaces_open_rows
    return spaced or any(layout.roles[column] in ("number", "task") for column in cells)


def _merged(
    cells: Mapping[int, Sequence[TokenRun]], layout: Layout, *, starts: bool, numbered: bool
) -> set[int]:
    """Return the columns whose cell is one with the row above: those that a further row does not print."""
    blank = {at for at, role in enumerate(layout.roles) if role in _SHARED and at not in cells}
    numbers = {at for at, role in enumerate(layout.roles) if role == "number"}
    line = next(iter(cells.values()))[0].line
    if not starts:
        return blank
    leading = {at for at in blank if at < min(cells)}
    if leading and not leading & numbers and layout.roles[min(cells)] in ("number", "task"):
        return leading  # who answers for several tasks stands before the first of them
    if leading and line.hard and line.cells == len(layout.roles) and not numbered:
        return leading
    if numbers & blank and numbered and (line.hard or not line.spaced):
        alone = len(cells) == 1
        return {at for at in range(len(layout.roles)) if at not in cells} if alone else blank
    return set()


# -- what is only inferred -------------------------------------------------------------------------


def _doubts(
    group: Sequence[Placed],
    cells: Mapping[int, Sequence[TokenRun]],
    layout: Layout,
    *,
    starts: bool,
    merged: set[int],
) -> Iterator[tuple[int, str]]:
    yield from ((column, _WITHOUT_LINES) for column in _rivalled(group, layout))
    if group[0].piece.line.hard:
        return
    if not merged or not starts:
        yield from ((column, _WITHOUT_LINES) for column in _missing(cells, layout, starts=starts))
    yield from ((column, _WITHOUT_LINES) for column in _broken_off(group, cells, layout))
    yield from ((column, _WITHOUT_LINES) for column in _with_doubtful_units(cells, layout))
    for column, role in enumerate(layout.roles):
        if role == "status" and column in cells and layout.statuses:
            status = "".join(piece.text for piece in cells[column])
            if not status.startswith(tuple(layout.statuses)) and not layout.kinds.is_status(status):
                yield column, _WITHOUT_LINES
    if starts and merged:
        yield from ((column, _MERGED) for column in merged if layout.is_names(column))


def _missing(cells: Mapping[int, object], layout: Layout, *, starts: bool) -> Iterator[int]:
    """Yield what a row should hold and does not; a further row shares its merged cells."""
    wanted = _WANTED if starts else frozenset(("text", "status"))
    yield from (at for at, role in enumerate(layout.roles) if role in wanted and at not in cells)


def _rivalled(group: Sequence[Placed], layout: Layout) -> Iterator[int]:
    """Yield the columns of a piece that could nearly as well stand in another, and that other."""
    for one in group:
        line = one.piece.line
        needed = _SURE_BETWEEN_SIGNS if line.hard else _SURE_OF_WHOLE
        if layout.wrapped and not line.hard:
            needed = _SURE_ON_A_PAGE if line.opens_page else _SURE
        if one.margin < needed:
            yield from (column for column in (one.state.column, one.rival) if column != SECTION)


def _broken_off(
    group: Sequence[Placed], cells: Mapping[int, object], layout: Layout
) -> Iterator[int]:
    """Yield what is put together from the two sides of a break."""
    rests = [one for one in group if one.state.rest]
    yield from (one.state.column for one in rests)
    if rests and any(one.state.cut for one in group):
        for column in cells:
            if not layout.is_names(column) and layout.roles[column] not in (
                "number",
                "status",
                "text",
            ):
                yield column
    # A row without units at the top of a page, or one that opens with its status, may as well be the
    # rest of the row before.
    first = group[0]
    opening = layout.roles[first.state.column]
    roles = {layout.roles[column] for column in cells}
    whole = ({"text", "status"} & set(layout.roles)) <= roles and opening != "status"
    if first.piece.line.opens_page or not whole:
        yield from (column for column in range(first.state.column) if layout.is_names(column))


def _with_doubtful_units(cells: Mapping[int, Sequence[TokenRun]], layout: Layout) -> Iterator[int]:
    """Yield the columns of units whose lines may be cut otherwise, and the column before."""
    for column in sorted(cells):
        if not layout.is_units(column):
            continue
        if _may_be_one(cells[column], layout.widths.get(column, 0), layout):
            yield column
        if column and _may_begin_before(cells[column], cells.get(column - 1, ()), layout):
            yield from (column, column - 1)


def _may_be_one(pieces: Sequence[TokenRun], width: int, layout: Layout) -> bool:
    """Tell whether two lines of units could as well be one name: the first fills the column."""
    return any(
        text_metrics.ends_with_any(line.text, layout.lexicon.unit_endings)
        and text_metrics.room_left(line.text, following.text, width) < 0
        and following.text[0] not in layout.unit_starts
        for line, following in pairwise(pieces)
    )


def _may_begin_before(
    pieces: Sequence[TokenRun], before: Sequence[TokenRun], layout: Layout
) -> bool:
    """Tell whether the last lines of the cell before could as well be units of this cell."""
    scores = Scores(layout)
    goes_on = pieces[0].text[0] not in layout.unit_starts
    for count in range(1, min(_LAST_LINES, len(before) - 1) + 1):
        text = "".join(piece.text for piece in before[-count:])
        if scores.is_whole_unit(text) or (goes_on and scores.is_whole_unit(text + pieces[0].text)):
            return True
    return False


def _cut(
    texts: Mapping[int, str], last: Placed, layout: Layout, *, barred: bool
) -> Iterator[tuple[int, str]]:
    """Yield the last cell, where the text ends inside it; ``barred`` tables close every cell with a sign."""
    column, line = last.state.column, last.piece.line
    text = texts[column].rstrip()
    if line.hard:
        is_cut = barred and not line.closed and not text_metrics.may_end(text)
    elif layout.is_units(column):
        is_cut = not Scores(layout).closes_unit(last.piece.text)
    else:
        others = layout.texts.get(column, frozenset())
        is_cut = any(other.startswith(text) and other != text for other in others)
    if is_cut:
        yield column, _CUT
