"""Readings put together as rows.

In: the readings of ``path``. Out: ``FlatRow`` values.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tongbao.notices.flattened import joining
from tongbao.notices.flattened.cells import Cells, cells_of, grouped
from tongbao.notices.flattened.doubts import inferred_fields
from tongbao.notices.flattened.layout import PERSON_ROLES, UNIT_ROLES, Layout
from tongbao.notices.flattened.path import Reading
from tongbao.notices.flattened.pieces import Piece

_FIELDS = ("number", "task", "lead", "persons", "text", "status", "note")


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


def _row(group: Sequence[Reading], layout: Layout) -> FlatRow:
    cells = cells_of(group, layout.columns)
    entries = {role: _entries(role, pieces, layout) for role, pieces in cells.items()}
    status, note = _status_and_note(cells, layout)
    starts = _starts_task(group[0].piece, cells, layout)
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
        inferred=inferred_fields(group, cells, layout, starts=starts),
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


def _starts_task(first: Piece, cells: Cells, layout: Layout) -> bool:
    """A row with a number or a task of its own, or a lost number's space, is no further row."""
    spaced = first.opens_line and first.line.spaced and layout.spaces_open_rows
    return spaced or "number" in cells or "task" in cells


def _status_and_note(cells: Cells, layout: Layout) -> tuple[str | None, str | None]:
    """Return the status word, and what stands under it or in a column of notes."""
    statuses = layout.words.statuses
    lines = [piece.text for piece in cells.get("status", ())]
    if len(lines) > 1 and lines[0] not in statuses and lines[0] + lines[1] in statuses:
        lines[:2] = [lines[0] + lines[1]]
    notes = [*lines[1:], *(piece.text for piece in cells.get("note", ()))]
    return (lines[0] if lines else None), (joining.one_line(notes) or None)
