"""Tables that grade or rank bodies: ``名次 | 乡镇 | 得分 | 等次``. What they grade is the matter of the title.

In: the material of a notice. Out: a ``Reading``: one task for the matter, an assignment a body with its grade or rank.
The table may be drawn, or print a row a line or a cell a line; it is known by its cells: one column holds bodies, each
once, another figures, ranks or few grades.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tongbao.notices.cell_kinds import Kinds
from tongbao.notices.column_words import role_of_heading
from tongbao.notices.heading import Heading
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.reading import Context, Reading
from tongbao.notices.rows import Material
from tongbao.notices.told.reader import task_of_standings
from tongbao.records.model import Assignment, Source, Update
from tongbao.sources.document import Paragraph, SourceTable, Spot

_PARTED = re.compile(r"\s*[|｜│┃\t]\s*|\s{2,}|\u3000+")
_SPACES = re.compile(r"\s+")
_RANK = re.compile(r"名次|排名|位次|排序|序次|^序号$|^序$")
_SCORE = re.compile(r"分$|得分|分值|总分|成绩|率$|[（(]%[）)]$")
_OF_THINGS = ("task", "text", "due", "lead", "responsible", "cooperating")
_FIGURES = ("number", "figure", "percent")
_LONGEST_CELL = 16
_LONGEST_HEAD = 10
_LONGEST_GRADE = 6
_COLUMNS = range(2, 10)
_FEWEST_ROWS = 3
_MOSTLY = 0.8


@dataclass(frozen=True, slots=True)
class _Grid:
    """A header and its rows, each with its place; ``caption`` is the line above."""

    words: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    spots: tuple[Spot, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class _Columns:
    body: int
    grade: int | None
    rank: int | None


def read_standing_tables(material: Material, heading: Heading, context: Context) -> Reading | None:
    """Return the one task that a notice's tables grade bodies for, None where it has no such table."""
    kinds = Kinds(context.lexicon)
    found = [
        (grid, columns)
        for grid in _grids(material)
        if (columns := _columns(grid, kinds, context.lexicon))
    ]
    if not found:
        return None
    several = len(found) > 1
    assignments: list[Assignment] = []
    for grid, columns in found:
        for row, spot in zip(grid.rows, grid.spots, strict=True):
            part = str(len(assignments) + 1)
            update = _update(grid, columns, row, context, spot)
            label = grid.caption if several else None
            assignments.append(Assignment(part=part, label=label or None, updates=(update,)))
    source = _source(context, found[0][0].spots[0])
    task = task_of_standings("t001", tuple(assignments), source, heading, context)
    return Reading(tasks=(task,))


def _source(context: Context, spot: Spot) -> Source:
    return Source(notice=context.notice, page=spot.page or None)


def _update(
    grid: _Grid, columns: _Columns, row: Sequence[str], context: Context, spot: Spot
) -> Update:
    """Return how a body stands: its grade, else its rank, and all that its row says."""
    said = (
        f"{word}：{cell}"
        for at, (word, cell) in enumerate(zip(grid.words, row, strict=True))
        if cell and at != columns.body
    )
    status = row[columns.grade] if columns.grade is not None else ""
    if not status and columns.rank is not None and row[columns.rank]:
        status = f"第{row[columns.rank]}名"
    return Update(
        period=context.period,
        status=status or None,
        subject=row[columns.body],
        text="；".join(said),
        source=_source(context, spot),
    )


# -- which column holds what -----------------------------------------------------------------------


def _columns(grid: _Grid, kinds: Kinds, lexicon: Lexicon) -> _Columns | None:
    """Return which columns hold bodies, grades and ranks, None where the table is of something else."""
    roles = [role_of_heading(word, lexicon) for word in grid.words]
    by_column = list(zip(*grid.rows, strict=True))
    bodies = [at for at, cells in enumerate(by_column) if _are_bodies(cells, kinds)]
    others = [role for at, role in enumerate(roles) if at not in bodies[:1]]
    if not bodies or any(role in _OF_THINGS for role in others):
        return None
    body = bodies[0]
    rank = next((at for at, word in enumerate(grid.words) if _RANK.search(word)), None)
    if rank is not None and not all(kinds.of(cell) == "number" for cell in by_column[rank] if cell):
        rank = None
    grade = next(
        (at for at in range(len(roles)) if at != body and _are_grades(by_column[at], kinds)), None
    )
    figures = any(
        at not in (body, rank) and _share(cells, kinds, _FIGURES) >= _MOSTLY
        for at, cells in enumerate(by_column)
    )
    is_ranked = rank is not None and not re.search("序号|^序$", grid.words[rank])
    if grade is None and not (figures and (is_ranked or any(map(_SCORE.search, grid.words)))):
        return None
    return _Columns(body, grade, rank if is_ranked else None)


def _are_bodies(cells: Sequence[str], kinds: Kinds) -> bool:
    told = kinds.lexicon.told
    endings = (*told.subject_endings, *told.body_endings)
    named = [cell for cell in cells if cell.endswith(endings) or kinds.of(cell) == "unit"]
    return len(set(cells)) == len(cells) and len(named) >= _MOSTLY * len(cells)


def _are_grades(cells: Sequence[str], kinds: Kinds) -> bool:
    """Return whether a column holds a few short words again and again: 优秀, 良好, 较差."""
    filled = [cell for cell in cells if cell]
    words = set(filled)
    plain = all(len(word) <= _LONGEST_GRADE and not re.search(r"\d", word) for word in words)
    is_named = all(kinds.of(word) in ("status", "short", "text") for word in words)
    fewer = len(words) < len(filled) or all(map(kinds.is_status, words))
    return bool(filled) and len(filled) == len(cells) and plain and is_named and fewer


def _share(cells: Sequence[str], kinds: Kinds, wanted: Sequence[str]) -> float:
    return sum(kinds.of(cell) in wanted for cell in cells) / max(len(cells), 1)


# -- tables, however printed -----------------------------------------------------------------------


def _grids(material: Material) -> Iterator[_Grid]:
    """Yield what may be such tables: the drawn ones, and those in the lines of the text."""
    lines: list[Paragraph] = []
    caption = ""
    for block in material.document.blocks:
        if isinstance(block, SourceTable):
            rows = [tuple("".join(cell.text.split()) for cell in row.cells) for row in block.rows]
            # A title may stand in a row above the headings.
            head = next((at for at, row in enumerate(rows) if all(row)), len(rows))
            body, spots = rows[head + 1 :], tuple(row.spot for row in block.rows[head + 1 :])
            if len(body) >= _FEWEST_ROWS and len(set(map(len, rows))) == 1:
                yield _Grid(rows[head], tuple(body), spots, caption)
        else:
            lines.append(block)
            caption = block.text.strip()
    yield from _in_lines(lines)


def _in_lines(lines: Sequence[Paragraph]) -> Iterator[_Grid]:
    cells = [_cells(line.text) for line in lines]
    at = 0
    while at < len(lines):
        grid, end = _of_rows(lines, cells, at)
        if grid is None:
            grid, end = _of_single_cells(lines, cells, at)
        if grid:
            yield grid
        at = end if grid else at + 1


def _cells(text: str) -> tuple[str, ...]:
    plain = text.strip().strip("|｜│┃").strip()
    parts = [part for part in _PARTED.split(plain) if part]
    if len(parts) < _COLUMNS.start:
        parts = [part for part in _SPACES.split(plain) if part]
    return tuple(parts)


def _of_rows(
    lines: Sequence[Paragraph], cells: Sequence[tuple[str, ...]], at: int
) -> tuple[_Grid | None, int]:
    """Return the table whose header is a line, a row a line below it."""
    words = cells[at]
    if len(words) not in _COLUMNS or any(len(one) > _LONGEST_HEAD for one in words):
        return None, at
    width = _width(words)
    end = at + 1
    while end < len(lines) and len(cells[end]) in (width, len(words)):
        end += 1
    # Two tables side by side under the same headings are read one after the other.
    rows = [
        (cells[row][start : start + width], row)
        for start in range(0, len(words), width)
        for row in range(at + 1, end)
        if len(cells[row]) > start
    ]
    grid = _grid(lines, words[:width], [row for row, _ in rows], [place for _, place in rows], at)
    return grid, end


def _width(words: Sequence[str]) -> int:
    """Return how many columns the headings name, half of them where they come twice."""
    half = len(words) // 2
    return half if half in _COLUMNS and words[:half] == words[half:] else len(words)


def _of_single_cells(
    lines: Sequence[Paragraph], cells: Sequence[tuple[str, ...]], at: int
) -> tuple[_Grid | None, int]:
    """Return the table that prints a cell a line: as many headings as there are cells to a row."""
    if _RANK.search("".join(cells[at])) is None or len(cells[at]) != 1:
        return None, at
    end = at
    while end < len(lines) and len(cells[end]) == 1 and len(cells[end][0]) <= _LONGEST_CELL:
        end += 1
    flat = [cells[one][0] for one in range(at, end)]
    for width in _COLUMNS:
        if width + 1 >= len(flat) or flat[width] not in ("1", "一", "第1", "第一"):
            continue
        count = len(flat) // width
        rows = [tuple(flat[row * width : (row + 1) * width]) for row in range(1, count)]
        grid = _grid(
            lines, tuple(flat[:width]), rows, range(at + width, at + count * width, width), at
        )
        return grid, at + count * width
    return None, at


def _grid(
    lines: Sequence[Paragraph],
    words: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    places: Sequence[int],
    at: int,
) -> _Grid | None:
    if len(rows) < _FEWEST_ROWS or any(len(cell) > _LONGEST_CELL for row in rows for cell in row):
        return None
    caption = lines[at - 1].text.strip() if at else ""
    return _Grid(words, tuple(rows), tuple(lines[one].spot for one in places), caption)
