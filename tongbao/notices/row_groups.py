"""Rows of a table -> the rows of each task: one number, one text, one or several rows.

In: ``LedgerRow`` values. Out: ``RowGroup`` values in printed order, each with its number, text and section, and the
review marks of what was inferred to find them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tongbao.notices.column_words import TEXT
from tongbao.notices.ledger_rows import LedgerRow
from tongbao.notices.quantities.numerals import count_of, main_number, printed_number

# The field that a mark names, and the word for it, by the role of the column.
_MARKED = {"task": ("text", "任务文字"), "text": ("text", "进展文字"), "note": ("status", "备注")}


@dataclass(slots=True)
class RowGroup:
    """The rows of one task, with the running number of the first of them."""

    first_row: int
    text: str
    number: str | None
    section: str = ""
    rows: list[LedgerRow] = field(default_factory=list)
    review: list[str] = field(default_factory=list)


def grouped(rows: Sequence[LedgerRow]) -> list[RowGroup]:
    """Return the rows by task, numbers that are not printed filled in."""
    groups: list[RowGroup] = []
    section = ""
    for at, row in enumerate(rows, start=1):
        number, text = printed_number(row.text("number")), closed_up(row.text("task"))
        section = _section(row, section)
        if groups and not _starts_task(row, number, text, groups[-1]):
            group = groups[-1]
            if text and text != group.text:
                group.text += text
                group.review.append(f"text: 第{at}行的任务文字接在前面的任务之后")
        else:
            group = RowGroup(at, text, number or None, section)
            group.review += _section_marks(row)
            groups.append(group)
        group.rows.append(row)
        group.review += [_mark(role, why, at) for role, why in row.inferred]
    return list(_numbered(groups))


def one_line(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def closed_up(text: str) -> str:
    """Return a task's text on one line: its cell is narrow, and its line breaks are the printer's."""
    return re.sub(r"\s*\n\s*", "", text.strip())


def _mark(role: str, why: str, row: int) -> str:
    kind, parted, heading = role.partition(":")
    field, word = ("text", f"“{heading}”") if parted else _MARKED.get(kind, (kind, ""))
    return f"{field}: 第{row}行{word}{why}"


def _starts_task(row: LedgerRow, number: str, text: str, before: RowGroup) -> bool:
    if "task" in row.merged:
        return False
    if "number" in row.merged:
        return bool(text) and _tells_its_own(row)
    if number:
        return number != before.number or text not in ("", before.text)
    if not text or text == before.text:
        return False
    return not (row.opens_page and before.number)


def _tells_its_own(row: LedgerRow) -> bool:
    """Return whether a row under a merged number is a task of its own: it says how far it is.

    Its number then counts something else, such as the units.
    """
    own = (role for role, said in row.cells.items() if said.strip() and role not in row.merged)
    return any(role in ("text", "status", "due") or role.startswith(TEXT) for role in own)


def _section(row: LedgerRow, above: str) -> str:
    """Return the section of a row: its own cell, the heading above it, or the cell of a row above."""
    own = closed_up(row.text("section"))
    return own or row.section or (above if "section" in row.cells else "")


def _section_marks(row: LedgerRow) -> Iterable[str]:
    blank = "section" in row.cells and not row.text("section").strip()
    if blank and "section" not in row.merged and not row.section:
        yield "section: 类别一格为空，承接上一行"


def _numbered(groups: Sequence[RowGroup]) -> Iterator[RowGroup]:
    """Fill in the numbers that are not printed, where those round them leave room for just one.

    Where no number is printed at all there is none; parts numbered 1.1 and 1.2 of one task make it 1.
    """
    counts = [count_of(group.number) for group in groups]
    last = 0
    for at, group in enumerate(groups):
        own = [number for row in group.rows if (number := printed_number(row.text("number")))]
        group.number = main_number(own) or group.number
        following = next((count for count in counts[at + 1 :] if count is not None), None)
        if (
            group.number is None
            and "number" not in group.rows[0].merged
            and _has_room(last, following, counts, at)
        ):
            last += 1
            group.number = str(last)
            group.review.insert(0, f"number: 原文没有序号，按次序推断为{group.number}")
        elif group.number is None and "number" in group.rows[0].merged:
            pass  # its number is that of the task above
        elif group.number is None:
            if any(count is not None for count in counts):
                group.review.insert(0, "number: 原文没有序号")
            last = 0
        else:
            last = count_of(group.number) or 0
        yield group


def _has_room(last: int, following: int | None, counts: Sequence[int | None], at: int) -> bool:
    """Return whether a number may be inferred: one before it goes on with it, and the next is not its own."""
    if not last and (at or following is None):
        return False
    blank = next(
        (to for to, count in enumerate(counts[at:]) if count is not None), len(counts) - at
    )
    return following is None or following > last + blank or following <= 1
