"""Readings put together as rows: which pieces make a cell, and what of it is only inferred.

In: the readings of ``path``. Out: ``FlatRow`` values.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tongbao.notices.flattened import joining, shapes
from tongbao.notices.flattened.costs import PERSON_ROLES, UNIT_ROLES
from tongbao.notices.flattened.layout import Layout
from tongbao.notices.flattened.path import Reading
from tongbao.notices.flattened.pieces import Piece

_SURE = 2.5  # points that the next best reading must be dearer by
_FIELDS = ("number", "task", "lead", "persons", "text", "status", "note")

Cells = Mapping[str, Sequence[Piece]]


@dataclass(frozen=True, slots=True)
class FlatRow:
    """One row (assignment) as the columns would have held it, with what was inferred.

    ``lead`` and ``persons`` hold an entry for each line of the cell, a name broken over several
    lines made whole; ``task`` is one line, ``text`` has a line break between paragraphs. ``number`` is
    None where none is printed, ``starts_task`` false for a further row of the same number. ``line`` is where
    the row begins. ``others`` are the entries of columns with other roles. ``inferred`` names, in the
    order of the columns, the fields that only company and order decided.
    """

    number: str | None
    task: str
    lead: tuple[str, ...]
    persons: tuple[str, ...]
    text: str
    status: str | None
    note: str | None
    line: int
    starts_task: bool
    inferred: tuple[str, ...] = ()
    others: tuple[tuple[str, tuple[str, ...]], ...] = ()


def rows_of(readings: Iterable[Reading], layout: Layout) -> tuple[FlatRow, ...]:
    """Return the rows that the readings make."""
    return tuple(_row(group, layout) for group in grouped(readings))


def grouped(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    """Yield the readings of each row."""
    group: list[Reading] = []
    for reading in readings:
        if reading.state.fresh and group:
            yield group
            group = []
        group.append(reading)
    if group:
        yield group


def cells_of(group: Iterable[Reading], columns: Sequence[str]) -> dict[str, list[Piece]]:
    """Return the pieces of each column of one row."""
    cells: dict[str, list[Piece]] = {}
    for reading in group:
        cells.setdefault(columns[reading.state.column], []).append(reading.piece)
    return cells


def _row(group: Sequence[Reading], layout: Layout) -> FlatRow:
    cells = cells_of(group, layout.columns)
    entries = {role: _entries(role, pieces, layout) for role, pieces in cells.items()}
    status, note = _status_and_note(cells, layout)
    starts = _starts_task(group[0], layout.columns)
    return FlatRow(
        number="".join(entries.get("number", ())) or None,
        task="".join(entries.get("task", ())),
        lead=entries.get("lead", ()),
        persons=entries.get("persons", ()),
        text="\n".join(entries.get("text", ())),
        status=status,
        note=note,
        line=group[0].piece.line.number,
        starts_task=starts,
        inferred=_inferred(group, layout, cells, starts=starts),
        others=tuple((role, entries[role]) for role in layout.columns if role in _others(cells)),
    )


def _others(cells: Cells) -> set[str]:
    return set(cells) - set(_FIELDS)


def _entries(role: str, pieces: Sequence[Piece], layout: Layout) -> tuple[str, ...]:
    """Return what stands in a cell, its wrapped lines joined as its column asks for."""
    lines = [piece.text for piece in pieces]
    if role in UNIT_ROLES:
        return joining.units(lines, layout.words.unit_endings)
    if role in PERSON_ROLES:
        return joining.persons(lines, layout.words.office_words)
    if role == layout.widest:
        return tuple(joining.paragraphs(lines, layout.widths[role]).split("\n"))
    return (joining.one_line(lines),)


def _starts_task(first: Reading, columns: Sequence[str]) -> bool:
    """A row that opens in its number or the words after it is a new task, not a further row."""
    opening = columns.index("number") + 1 if "number" in columns else 0
    return first.state.column <= opening


def _status_and_note(cells: Cells, layout: Layout) -> tuple[str | None, str | None]:
    """Return the status word, and what stands under it or in a column of notes."""
    statuses = layout.words.statuses
    lines = [piece.text for piece in cells.get("status", ())]
    if len(lines) > 1 and lines[0] not in statuses and lines[0] + lines[1] in statuses:
        lines[:2] = [lines[0] + lines[1]]
    notes = [*lines[1:], *(piece.text for piece in cells.get("note", ()))]
    return (lines[0] if lines else None), (joining.one_line(notes) or None)


def _inferred(
    group: Sequence[Reading], layout: Layout, cells: Cells, *, starts: bool
) -> tuple[str, ...]:
    """Return the fields that only company and order decided."""
    doubtful = _missing(cells, layout.columns, starts=starts)
    status, _ = _status_and_note(cells, layout)
    if status not in layout.words.statuses:
        doubtful.add("status")
    for reading in group:
        role = layout.columns[reading.state.column]
        if reading.state.rest:
            doubtful.add(role)
        if reading.margin < _SURE:
            doubtful |= {role, layout.columns[reading.rival]}
    doubtful |= {role for role in UNIT_ROLES & set(cells) if _may_be_one(role, cells[role], layout)}
    return tuple(role for role in layout.columns if role in doubtful)


def _missing(cells: Cells, columns: Sequence[str], *, starts: bool) -> set[str]:
    """Return the columns that a row should fill and does not; a further row shares its merged cells."""
    wanted = set(columns) if starts else {"text", "status"} & set(columns)
    return wanted - set(cells) - {"note"}


def _may_be_one(role: str, pieces: Sequence[Piece], layout: Layout) -> bool:
    """Tell whether two lines of units could as well be one name: the first fills the column."""
    return any(
        shapes.ends_with_any(line.text, layout.words.unit_endings)
        and shapes.room_left(line.text, following.text, layout.widths[role]) < 0
        and following.text[0] not in layout.unit_starts
        for line, following in pairwise(pieces)
    )
