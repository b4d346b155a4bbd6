"""The header of a table: which column is what.

In: the rows of a table and the lexicon. Out: a ``Header``: the role of each column. A header may have two rows, a word
over several columns and their own words below it; a column whose words no one knows goes by its own name.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tongbao.notices.lexicon import Lexicon
from tongbao.sources.document import Cell, Row

# A table is a ledger where its header names the task and at least one of these.
_PROGRESS = frozenset(("text", "status"))
_FEWEST_COLUMNS = 3
# One that is no ledger is a table of decomposed tasks where its header names the task and one of these.
_ANSWERING = frozenset(("lead", "responsible", "cooperating", "leaders"))
_FEWEST_OF_DECOMPOSED = 2
_FEWEST_BELOW = 2

# A column that holds a part of the progress goes by this and its own words: part:前期手续.
PART = "part:"
TARGET = "target:"

Roles = tuple[str | None, ...]
IsHeader = Callable[[Roles], bool]


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: it begins at the row ``at`` and takes ``height`` rows.

    ``unknown`` are the words of columns that the lexicon does not have.
    """

    roles: Roles
    at: int = 0
    height: int = 1
    unknown: tuple[str, ...] = ()


def is_header(roles: Roles) -> bool:
    """Return whether columns of these roles make a ledger: its task, and what became of it."""
    return (
        _names_task(roles)
        and len({role for role in roles if role}) >= _FEWEST_COLUMNS
        and not _PROGRESS.isdisjoint(roles)
    )


def is_decomposed(roles: Roles) -> bool:
    """Return whether columns of these roles decompose tasks: the task and who answers, without progress."""
    return (
        _names_task(roles)
        and len({role for role in roles if role}) >= _FEWEST_OF_DECOMPOSED
        and not _ANSWERING.isdisjoint(roles)
        and _PROGRESS.isdisjoint(roles)
    )


def _names_task(roles: Roles) -> bool:
    return "task" in roles


def roles_of(row: Row, lexicon: Lexicon, wanted: IsHeader = is_header) -> Roles | None:
    """Return the role of each column where a row alone is a header of the wanted kind, else None."""
    header = header_at([row], 0, lexicon, wanted)
    return header.roles if header else None


def find_header(rows: Sequence[Row], lexicon: Lexicon, wanted: IsHeader) -> Header | None:
    """Return the first header of the wanted kind among the rows of a table."""
    for at in range(len(rows)):
        if header := header_at(rows, at, lexicon, wanted):
            return header
    return None


def header_at(rows: Sequence[Row], at: int, lexicon: Lexicon, wanted: IsHeader) -> Header | None:
    """Return the header of the wanted kind that begins with a row, None where it is another row."""
    row = rows[at]
    roles = tuple(
        lexicon.role_of_header(cell.text) if cell.span == "own" else None for cell in row.cells
    )
    if len(set(filter(None, roles))) < _FEWEST_OF_DECOMPOSED:
        return None
    below = _words_below(row, rows[at + 1]) if at + 1 < len(rows) else {}
    roles = _with_task(_with_words_below(roles, row, below, lexicon))
    if not wanted(tuple("text" if role and role.startswith(PART) else role for role in roles)):
        return None
    named, unknown = _all_named(roles, row, below)
    return Header(named, at, 2 if below else 1, unknown)


def _words_below(row: Row, next_row: Row) -> dict[int, str]:
    """Return the words of a second header row by column, {} where the next row is none.

    They stand side by side under one word of the first row, and nothing else stands in their row.
    """
    filled = {at: cell.text for at, cell in enumerate(next_row.cells) if cell.text.strip()}
    if len(filled) < _FEWEST_BELOW or len(next_row.cells) != len(row.cells):
        return {}
    for start, end in _groups(row):
        inside = [at for at in filled if start <= at < end]
        if inside and len(inside) < _FEWEST_BELOW:
            return {}
    grouped = {at for start, end in _groups(row) for at in range(start, end)}
    return filled if filled.keys() <= grouped else {}


def _groups(row: Row) -> Iterator[tuple[int, int]]:
    """Yield from where to where a word of a header stands over more than one column."""
    start = 0
    while start < len(row.cells):
        end = start + 1
        while end < len(row.cells) and _is_covered(row.cells[end]):
            end += 1
        if end - start > 1 and row.cells[start].text.strip():
            yield start, end
        start = end


def _is_covered(cell: Cell) -> bool:
    return cell.span == "left" or not cell.text.strip()


def _with_words_below(roles: Roles, row: Row, below: dict[int, str], lexicon: Lexicon) -> Roles:
    """Return the roles with those that the second row of the header gives."""
    found = list(roles)
    for start, end in _groups(row):
        over = row.cells[start].text
        for at in range(start, end):
            if at in below:
                found[at] = _role_below(over, roles[start], below[at], lexicon)
    return tuple(found)


def _role_below(over: str, role: str | None, words: str, lexicon: Lexicon) -> str | None:
    """Return the role of a column under a common word: 进展情况 over 前期手续, 责任单位 over 牵头."""
    known = lexicon.role_of_header(words) or lexicon.role_of_header(words + over)
    if role == "text" and (known is None or known == "text"):
        return PART + _one_line(words)
    return known


def _with_task(roles: Roles) -> Roles:
    """Return the roles with the one column of targets as that of tasks, where no other column is: 年度目标任务."""
    targets = [role for role in roles if role and role.startswith(TARGET)]
    if "task" in roles or len(targets) != 1:
        return roles
    return tuple("task" if role == targets[0] else role for role in roles)


def _all_named(roles: Roles, row: Row, below: dict[int, str]) -> tuple[Roles, tuple[str, ...]]:
    """Return the roles with a name for each column that has words, and the words that no one knows.

    Of two columns of progress each goes by its words, of two others the second. A column covered by the word
    beside it belongs to that word.
    """
    twice_told = roles.count("text") > 1
    found: list[str | None] = []
    unknown: list[str] = []
    for at, role in enumerate(roles):
        words = _one_line(below.get(at, "") or row.cells[at].text)
        if role is None and not words and at and row.cells[at].span == "left":
            found.append(found[-1])
        elif role == "text" and twice_told:
            found.append(PART + words)
        elif words and (role is None or role in found):
            unknown.append(words)
            found.append(PART + words)
        else:
            found.append(role)
    return tuple(found), tuple(unknown)


def _one_line(text: str) -> str:
    return "".join(text.split())
