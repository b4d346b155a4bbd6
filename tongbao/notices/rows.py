"""A document taken apart: its ledger, from its tables or from text that has lost them, and its prose.

In: ``Document``. Out: ``Material``. What comes after does not know whether the ledger came from a table or not.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tongbao.notices.flattened import FlatRow, FlatWords, read_flattened
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.prose import put_together
from tongbao.notices.tables import Ledger, LedgerRow, Roles, is_header, read_ledger
from tongbao.sources.document import Document, Paragraph, Spot

_WITHOUT_LINES = "原文没有表格线，按上下文推断"


@dataclass(frozen=True, slots=True)
class Material:
    """A document taken apart: its ledger, if it has one, and the paragraphs that are not part of it."""

    document: Document
    prose: tuple[Paragraph, ...]
    ledger: Ledger | None = None


def take_apart(document: Document, lexicon: Lexicon, statuses: Collection[str]) -> Material:
    """Return ledger and prose of a document.

    ``statuses`` are the words of all vocabularies, which text without a table is read by.
    """
    ledger = read_ledger(document, lexicon, statuses=statuses)
    if ledger:
        return Material(document, tuple(document.paragraphs()), ledger)
    lines = tuple(document.paragraphs())
    return _flattened(document, lines, lexicon, statuses) or Material(
        document, put_together(lines) if document.format == "text" else lines
    )


def _flattened(
    document: Document,
    lines: tuple[Paragraph, ...],
    lexicon: Lexicon,
    statuses: Collection[str],
) -> Material | None:
    """Read the lines under a header line such as ``序号 工作任务 牵头单位 责任人 进展情况 完成情况``."""
    headers = {at: roles for at, line in enumerate(lines) if (roles := _roles(line, lexicon))}
    if not headers:
        return None
    first = min(headers)
    body = [line for at, line in enumerate(lines) if at > first and at not in headers]
    columns = [role for role in headers[first] if role]
    words = FlatWords(
        statuses=frozenset(statuses),
        unit_endings=frozenset(lexicon.unit_endings),
        office_words=frozenset(lexicon.office_words),
        unit_beginnings=frozenset(lexicon.level_prefixes),
    )
    rows = tuple(_ledger_row(row) for row in read_flattened(body, columns, words))
    return Material(document, put_together(lines[:first]), Ledger(rows, headers[first]))


def _roles(line: Paragraph, lexicon: Lexicon) -> Roles | None:
    roles = tuple(lexicon.role_of_header(word) for word in line.text.split())
    return roles if all(roles) and is_header(roles) else None


def _ledger_row(row: FlatRow) -> LedgerRow:
    """Return a row as a table would give it; a further row shares the cells it does not print."""
    cells = {
        "number": row.number or "",
        "task": row.task,
        "lead": "\n".join(row.lead),
        "persons": "\n".join(row.persons),
        "text": row.text,
        "status": "\n".join(part for part in (row.status, row.note) if part),
        **{role: "\n".join(entries) for role, entries in row.others},
    }
    return LedgerRow(cells, Spot(line=row.line), _merged(row, cells), _inferred(row))


def _merged(row: FlatRow, cells: Mapping[str, str]) -> frozenset[str]:
    if row.starts_task:
        return frozenset()
    shared = {role for role in ("lead", "persons") if not cells[role]}
    return frozenset({"number", "task"} | shared)


def _inferred(row: FlatRow) -> tuple[tuple[str, str], ...]:
    # A number that is not printed is inferred, and marked, where all numbers are known.
    return tuple((role, _WITHOUT_LINES) for role in row.inferred if role != "number")
