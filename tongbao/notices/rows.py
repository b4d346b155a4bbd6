"""A document taken apart: its ledger, from its tables or from text that has lost them, and its prose.

In: ``Document``. Out: ``Material``. What comes after does not know whether the ledger came from a table or not.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from tongbao.notices.flattened import FlatRow, FlatWords, read_flattened
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.prose import put_together
from tongbao.notices.tables import Ledger, LedgerRow, Roles, is_header, read_ledger
from tongbao.sources.document import Document, Paragraph, Spot

_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日$")
_LONGEST_NOTE = 10
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
    end, sure = _end_of_table(body, columns, lexicon, statuses)
    rows = [_ledger_row(row) for row in read_flattened(body[:end], columns, words)]
    if rows and not sure:
        doubt = ("text", "后面的文字在最后一个完成情况之后，可能不属于这一行")
        rows[-1] = replace(rows[-1], inferred=(*rows[-1].inferred, doubt))
    prose = put_together((*lines[:first], *body[end:]))
    return Material(document, prose, Ledger(tuple(rows), headers[first]))


def _roles(line: Paragraph, lexicon: Lexicon) -> Roles | None:
    roles = tuple(lexicon.role_of_header(word) for word in line.text.split())
    each_once = len(set(roles)) == len(roles)
    return roles if all(roles) and each_once and is_header(roles) else None


def _end_of_table(
    body: Sequence[Paragraph],
    columns: Sequence[str],
    lexicon: Lexicon,
    statuses: Collection[str],
) -> tuple[int, bool]:
    """Return where the lines of the table end, and whether that is sure.

    After the last status may stand a word under it; a signature, a date or a note is the letter's.
    """
    texts = ["".join(line.text.split()) for line in body]
    graded = [at for at, text in enumerate(texts) if text.endswith(tuple(statuses))]
    if not graded or columns[-1] not in ("status", "note"):
        return len(body), True
    rest = range(graded[-1] + 1, len(body))
    end = next((at for at in rest if _closes(texts, at, lexicon)), len(body))
    under = [text for text in texts[graded[-1] + 1 : end] if text]
    return end, not any(len(text) > _LONGEST_NOTE for text in under)


def _closes(texts: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Return whether a line under a table is the letter's: its date, who signs it, a note, an annex."""
    below = next((text for text in texts[at + 1 :] if text), "")
    signs = lexicon.looks_like_unit(texts[at]) and bool(_DAY.search(below))
    words = (*lexicon.remark_rows, *lexicon.tails)
    return bool(_DAY.search(texts[at])) or signs or texts[at].startswith(words)


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
