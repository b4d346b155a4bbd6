"""Tables whose form alone tells where each cell stands: as many cells on every line, or a line each in the same order.

In: lines. Out: where each piece stands, or the columns of a table whose header is missing. A form so regular is no
accident, so that no cell need be weighed; what the cells are must bear it out.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from tongbao.notices.cell_kinds import Kinds
from tongbao.notices.headers import PERSON_ROLES, UNIT_ROLES, roles_by_cells
from tongbao.notices.plain_table.headings import Headings
from tongbao.notices.plain_table.path import Placed
from tongbao.notices.plain_table.scores import NEVER
from tongbao.notices.plain_table.steps import SECTION, State
from tongbao.notices.plain_table.tokens import Line, pieces_from
from tongbao.sources.document import Cell

_FEWEST_ROWS = 2
_FEWEST_WITHOUT_HEADER = 3
_FEWEST_CELLS = 4
_NEARLY_ALL = 0.9
_KINDS_OF: dict[str, tuple[str, ...]] = {
    "number": ("number",),
    "due": ("time",),
    "status": ("status", "percent", "short"),
    **dict.fromkeys(UNIT_ROLES, ("unit", "units")),
    **dict.fromkeys(PERSON_ROLES, ("person", "persons")),
}
# How a column is called that has no heading.
_WORDS = {
    "number": "序号",
    "task": "工作任务",
    "lead": "牵头单位",
    "responsible": "责任单位",
    "cooperating": "配合单位",
    "leaders": "责任领导",
    "due": "完成时限",
    "text": "进展情况",
    "status": "完成情况",
}


_Cell = tuple[Line, int]  # a line and which of its tokens


def placed_by_form(
    lines: Sequence[Line], roles: Sequence[str | None], kinds: Kinds
) -> tuple[Placed, ...]:
    """Return where each piece stands in a table of regular form, () where the form is not regular."""
    width = len(roles)
    if lines and all(line.hard and line.cells == width for line in lines):
        return tuple(_across(lines))
    if all(len(line.tokens) == width and not line.hard for line in lines):
        rows = [[(line, at) for at in range(width)] for line in lines]
        return tuple(_placed(rows)) if _bear_out(rows, roles, kinds) else ()
    if all(len(line.tokens) == 1 and line.cells < 2 for line in lines):  # noqa: PLR2004 - a cell a line
        return tuple(_down(lines, roles, kinds))
    return ()


def _across(lines: Sequence[Line]) -> Iterator[Placed]:
    for line in lines:
        for at, slot in enumerate(line.slots):
            yield Placed(pieces_from(line, at)[0], State(slot, fresh=at == 0), NEVER, slot)


def _down(lines: Sequence[Line], roles: Sequence[str | None], kinds: Kinds) -> Iterator[Placed]:
    """Yield the pieces of rows that have a line for each cell; a numbered heading may stand between two rows."""
    width = len(roles)
    rows: list[Sequence[_Cell]] = []
    at = 0
    while at < len(lines):
        if kinds.of(lines[at].tokens[0]) == "section" and roles[0] != "section":
            rows.append([(lines[at], 0)])
            at += 1
        elif len(lines) - at >= width:
            rows.append([(line, 0) for line in lines[at : at + width]])
            at += width
        else:
            return
    whole = [row for row in rows if len(row) == width]
    if _bear_out(whole, roles, kinds):
        yield from _placed(rows)


def _placed(rows: Sequence[Sequence[_Cell]]) -> Iterator[Placed]:
    """Yield the pieces of rows of a line's tokens, one a column; a row of one is a heading."""
    for row in rows:
        for column, (line, token) in enumerate(row):
            slot = column if len(row) > 1 else SECTION
            yield Placed(pieces_from(line, token)[0], State(slot, fresh=column == 0), NEVER, slot)


def _bear_out(rows: Sequence[Sequence[_Cell]], roles: Sequence[str | None], kinds: Kinds) -> bool:
    """Return whether nearly all cells of every telling column are what its role asks for; one column must tell."""
    if len(rows) < _FEWEST_ROWS:
        return False
    told = 0
    for column, role in enumerate(roles):
        wanted = _KINDS_OF.get(role or "")
        if wanted is None:
            continue
        told += role != "status"
        texts = (row[column][0].tokens[row[column][1]] for row in rows)
        fit = sum(kinds.of(text) in wanted for text in texts)
        if fit < _NEARLY_ALL * len(rows):
            return False
    return told > 0


def without_header(lines: Sequence[Line], kinds: Kinds) -> Iterator[tuple[Headings, list[Line]]]:
    """Yield runs of lines between signs with as many cells each that are tasks by what their cells are."""
    for (hard, width), group in groupby(lines, lambda line: (line.hard, line.cells)):
        run = list(group)
        if not hard or width < _FEWEST_CELLS or len(run) < _FEWEST_WITHOUT_HEADER:
            continue
        cells = [[Cell("", line.spot)] * width for line in run]
        for row, line in zip(cells, run, strict=True):
            for slot, token in zip(line.slots, line.tokens, strict=True):
                row[slot] = Cell(token, line.spot)
        roles = roles_by_cells([list(column) for column in zip(*cells, strict=True)], kinds)
        if roles:
            words = tuple(
                _WORDS.get(role or "", f"第{at}栏") for at, role in enumerate(roles, start=1)
            )
            yield Headings(words, roles, run[0].index, run[0].index), run
