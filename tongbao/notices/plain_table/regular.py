"""Tables whose form alone tells where each cell stands: as many cells on every line, or a line each in the same order.

In: lines. Out: where each piece stands, or the columns of a table whose header is missing. A form so regular is no
accident, so that no cell need be weighed; what the cells are must bear it out.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from tongbao.notices.cell_kinds import Kinds
from tongbao.notices.headers import PERSON_ROLES, UNIT_ROLES, roles_by_cells
from tongbao.notices.plain_table.headings import Headings
from tongbao.notices.plain_table.layout import counted
from tongbao.notices.plain_table.path import Placed
from tongbao.notices.plain_table.scores import NEVER
from tongbao.notices.plain_table.steps import SECTION, State
from tongbao.notices.plain_table.tokens import TokenLine, pieces_from
from tongbao.sources.document import SourceCell

_FEWEST_ROWS = 2
_FEWEST_WITHOUT_HEADER = 3
_FEWEST_CELLS = 4
_NEARLY_ALL = 0.9
_KINDS_OF: dict[str, tuple[str, ...]] = {
    "number": ("number",),
    "due": ("time", "status"),
    "status": ("status", "percent", "short", "text"),
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


_FIGURES = ("figure", "number", "percent", "empty")

_Cell = tuple[TokenLine, int]  # a line and which of its tokens


def placed_by_form(
    lines: Sequence[TokenLine], roles: Sequence[str | None], kinds: Kinds
) -> tuple[Placed, ...]:
    """Return where each piece stands in a table of regular form, () where the form is not regular."""
    width = len(roles)
    if lines and all(line.hard for line in lines):
        dropped = [_dropped(line, roles) for line in lines]
        return () if None in dropped else tuple(_across(lines, dropped))
    if all(len(line.tokens) == width and not line.hard for line in lines):
        rows = [[(line, at) for at in range(width)] for line in lines]
        return tuple(_placed(rows, width)) if _bear_out(rows, roles, kinds) else ()
    if roles[0] == "number" and len(lines[0].tokens) > 1:
        return _broken(lines, roles, kinds)
    if all(len(line.tokens) == 1 and line.cells < 2 for line in lines):  # noqa: PLR2004 - a cell a line
        return tuple(_down(lines, roles, kinds))
    return ()


def _dropped(line: TokenLine, roles: Sequence[str | None]) -> int | None:
    """Return how many cells of a line were left out at its start, where its number shows it; None if unknown."""
    missing = len(roles) - line.cells
    if not missing:
        return 0
    number = roles.index("number") if "number" in roles else 0
    cells = dict(zip(line.slots, line.tokens, strict=True))
    if 0 < missing <= number and counted(cells.get(number - missing, "")) is not None:
        return missing
    return None


def _across(lines: Sequence[TokenLine], dropped: Sequence[int | None]) -> Iterator[Placed]:
    for line, missing in zip(lines, dropped, strict=True):
        for at, slot in enumerate(line.slots):
            column = slot + (missing or 0)
            yield Placed(pieces_from(line, at)[0], State(column, fresh=at == 0), NEVER, column)


def _down(
    lines: Sequence[TokenLine], roles: Sequence[str | None], kinds: Kinds
) -> Iterator[Placed]:
    """Yield the pieces of rows that have a line for each cell.

    A numbered heading may stand between two rows; a unit that answers for several rows stands in the first alone.
    """
    width = len(roles)
    merges = roles[0] in UNIT_ROLES
    rows: list[list[_Cell]] = []
    more: list[tuple[TokenLine, int]] = []  # units on lines of their own, with their row
    at = 0
    while at < len(lines):
        kind = kinds.of(lines[at].tokens[0])
        heads = kind == "section" and roles[0] != "section"
        lacks = merges and not _bears_out(lines[at].tokens[0], roles[0], kinds)
        size = 1 if heads else width - 1 if lacks else width
        if len(lines) - at < size:
            break  # what is left stands behind the table
        rows.append([(line, 0) for line in lines[at : at + size]])
        at += size
        while size > 1 and at < len(lines) and _is_one_more(lines, at, roles, kinds):
            more.append((lines[at], len(rows) - 1))
            at += 1
    whole = [row for row in rows if len(row) == width]
    short = [row for row in rows if len(row) == width - 1 > 1]
    if _bear_out(whole, roles, kinds) and (not short or _bear_out(short, roles[1:], kinds, 1)):
        last = State(width - 1, opens=False)
        for at, row in enumerate(rows):
            yield from _placed([row], width)
            for line in (line for line, of in more if of == at):
                yield Placed(pieces_from(line, 0)[0], last, NEVER, width - 1)


def _is_one_more(
    lines: Sequence[TokenLine], at: int, roles: Sequence[str | None], kinds: Kinds
) -> bool:
    """Return whether a line is one more unit of the row above, whose last column is of units.

    A task may be the name of a unit too: then the row that it begins ends with units.
    """
    if roles[-1] not in UNIT_ROLES or roles[0] in UNIT_ROLES:
        return False
    end = at + len(roles) - 1
    is_row = end < len(lines) and kinds.of(lines[end].tokens[0]) in ("unit", "units")
    return not is_row and kinds.of(lines[at].tokens[0]) in ("unit", "units")


def _broken(
    lines: Sequence[TokenLine], roles: Sequence[str | None], kinds: Kinds
) -> tuple[Placed, ...]:
    """Return the pieces of numbered rows that go over several lines, where counting their words shows how.

    Either each line breaks off inside a cell, which then counts twice, or each between two cells.
    """
    rows: list[list[TokenLine]] = []
    for line in lines:
        if line.hard or not (rows or counted(line.tokens[0])):
            return ()
        if counted(line.tokens[0]) is not None and len(line.tokens) > 1:
            rows.append([])
        rows[-1].append(line)
    found: list[Placed] = []
    texts: list[list[str]] = [[] for _ in roles]
    for row in rows:
        over = sum(len(line.tokens) for line in row) - len(roles)
        is_cut = row is rows[-1] and len(row) == 1 and over < 0  # the text ends inside a row
        if over not in (0, len(row) - 1) and not is_cut:
            return ()
        column = -1
        for line in row:
            for token in range(len(line.tokens)):
                goes_on = column >= 0 and token == 0 and over > 0
                column += not goes_on
                piece = pieces_from(line, token)[0]
                state = State(column, fresh=column == 0, opens=not goes_on)
                found.append(Placed(piece, state, NEVER, column))
                texts[column] += [texts[column].pop() + piece.text] if goes_on else [piece.text]
    return tuple(found) if _tell(texts, roles, kinds) else ()


def _bears_out(text: str, role: str | None, kinds: Kinds) -> bool:
    """Return whether a cell is what its column asks for; what is done to a unit may be its name: 建设规划局."""
    wanted = _KINDS_OF.get(role or "")
    kind = kinds.of(text)
    is_name = role in UNIT_ROLES and kind == "short" and kinds.lexicon.looks_like_unit(text)
    return wanted is None or kind in ("empty", *wanted) or is_name


def _placed(rows: Sequence[Sequence[_Cell]], width: int) -> Iterator[Placed]:
    """Yield the pieces of rows of a line's tokens, one a column; a row of one is a heading."""
    for row in rows:
        for at, (line, token) in enumerate(row):
            slot = at + width - len(row) if len(row) > 1 else SECTION
            yield Placed(pieces_from(line, token)[0], State(slot, fresh=at == 0), NEVER, slot)


def _bear_out(
    rows: Sequence[Sequence[_Cell]],
    roles: Sequence[str | None],
    kinds: Kinds,
    fewest: int = _FEWEST_ROWS,
) -> bool:
    """Return whether there are rows enough, and their cells what the columns ask for."""
    columns = zip(*rows, strict=True)
    texts = [[line.tokens[token] for line, token in column] for column in columns]
    return len(rows) >= fewest and _tell(texts, roles, kinds)


def _tell(texts: Sequence[Sequence[str]], roles: Sequence[str | None], kinds: Kinds) -> bool:
    """Return whether nearly all cells of every telling column are what its role asks for; one column must tell."""
    told = 0
    for role, column in zip(roles, texts, strict=True):
        if role not in _KINDS_OF:
            told += all(kinds.of(text) in _FIGURES for text in column)
            continue
        told += role != "status"
        fit = sum(_bears_out(text, role, kinds) for text in column)
        if fit < (1 if role == "number" else _NEARLY_ALL) * len(column):
            return False
    return told > 0


def without_header(
    lines: Sequence[TokenLine], kinds: Kinds
) -> Iterator[tuple[Headings, list[TokenLine]]]:
    """Yield runs of lines between signs with as many cells each that are tasks by what their cells are."""
    for (hard, width), group in groupby(lines, lambda line: (line.hard, line.cells)):
        run = list(group)
        if not hard or width < _FEWEST_CELLS or len(run) < _FEWEST_WITHOUT_HEADER:
            continue
        cells = [[SourceCell("", line.spot)] * width for line in run]
        for row, line in zip(cells, run, strict=True):
            for slot, token in zip(line.slots, line.tokens, strict=True):
                row[slot] = SourceCell(token, line.spot)
        roles = roles_by_cells([list(column) for column in zip(*cells, strict=True)], kinds)
        if roles and roles.count(None) <= 1:
            words = tuple(_WORDS.get(role or "", "") for role in roles)
            yield Headings(words, roles, run[0].index, run[0].index), run
