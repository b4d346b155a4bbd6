"""The rows of a table that are its header: one, or two where words stand side by side under one of the first.

In: the rows of a table, the lexicon and the kinds of cells. Out: a ``Header``, its columns named as ``headers`` has it.
"""

from collections.abc import Iterator, Sequence

from tongbao.notices.cell_kinds import Kind, Kinds
from tongbao.notices.column_words import PART, TARGET, TEXT, role_of_heading
from tongbao.notices.headers import Header, Roles, name_columns, one_line
from tongbao.notices.levels import of_own_level
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.periods import months_in
from tongbao.sources.document import SourceCell, SourceRow

_FEWEST_NAMED = 2
_FEWEST_BELOW = 2
_LONGEST_HEADING = 40
_MOST_UNNAMED = 0.5
_SAMPLE = 80
_FIGURES = ("figure", "percent", "number")
_FEW = 3
_NO_HEADING: frozenset[Kind] = frozenset(
    ("number", "time", "figure", "percent", "sentence", "person", "persons", "section")
)


def find_header(
    rows: Sequence[SourceRow], lexicon: Lexicon, kinds: Kinds, level: int | None = None
) -> Header | None:
    """Return the first header of a table of tasks among the rows of a table."""
    for at in range(len(rows)):
        if header := header_at(rows, at, lexicon, kinds, level):
            return header
    return None


def header_at(
    rows: Sequence[SourceRow], at: int, lexicon: Lexicon, kinds: Kinds, level: int | None = None
) -> Header | None:
    """Return the header of a table of tasks that begins with a row, None where it is another row.

    ``level`` is the level of government that the notice speaks for.
    """
    row = rows[at]
    roles = tuple(
        role_of_heading(cell.text, lexicon) if cell.span == "own" else None for cell in row.cells
    )
    if not _may_be_header(row, roles, rows[at + 1 : at + 1 + _FEW], kinds):
        return None
    below = _words_below(row, rows[at + 1]) if at + 1 < len(rows) else {}
    height = 2 if below else 1
    over = _with_words_below(roles, row, below, lexicon)
    words = tuple(
        one_line(below.get(place, "") or cell.text) for place, cell in enumerate(row.cells)
    )
    body = rows[at + height : at + height + _SAMPLE]
    covered = [place > 0 and cell.span == "left" for place, cell in enumerate(row.cells)]
    over = tuple(of_own_level(over, words, level))
    header = name_columns(words, over, _columns_of(body, len(words)), kinds, covered)
    return (
        None
        if header is None
        else Header(header.roles, words, at, height, header.unknown, header.inferred)
    )


def _may_be_header(row: SourceRow, roles: Roles, below: Sequence[SourceRow], kinds: Kinds) -> bool:
    """Return whether enough cells of a row name columns, and none is what stands below headings.

    What stands above figures may be called anything.
    """
    if len({(role or "").partition(":")[0] for role in roles} - {""}) < _FEWEST_NAMED:
        return False
    texts = [
        (cell.text.strip(), role)
        for cell, role in zip(row.cells, roles, strict=True)
        if cell.text.strip()
    ]
    unnamed = [text for text, role in texts if role is None]
    if any(len(text) > _LONGEST_HEADING or kinds.of(text) in _NO_HEADING for text in unnamed):
        return False
    columns = zip(row.cells, roles, _columns_of(below, len(row.cells)), strict=True)
    figures = [
        cell
        for cell, role, column in columns
        if role is None and column and all(kinds.of(one.text) in _FIGURES for one in column)
    ]
    return len(unnamed) - len(figures) <= _MOST_UNNAMED * (len(texts) - len(figures))


def _columns_of(rows: Sequence[SourceRow], width: int) -> list[list[SourceCell]]:
    return [[row.cells[at] for row in rows if at < len(row.cells)] for at in range(width)]


def _words_below(row: SourceRow, next_row: SourceRow) -> dict[int, str]:
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


def _groups(row: SourceRow) -> Iterator[tuple[int, int]]:
    """Yield from where to where a word of a header stands over more than one column."""
    start = 0
    while start < len(row.cells):
        end = start + 1
        while end < len(row.cells) and (
            row.cells[end].span == "left" or not row.cells[end].text.strip()
        ):
            end += 1
        if end - start > 1 and row.cells[start].text.strip():
            yield start, end
        start = end


def _with_words_below(
    roles: Roles, row: SourceRow, below: dict[int, str], lexicon: Lexicon
) -> Roles:
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
    known = role_of_heading(words, lexicon) or role_of_heading(words + over, lexicon)
    if role == "text" and (known is None or known == "text"):
        return (TEXT if months_in(words) else PART) + one_line(words)
    if role and role.startswith(TARGET):
        return TARGET + one_line(words)
    return known
