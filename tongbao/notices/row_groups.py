"""Rows of a table -> the rows of each task: one number, one text, one or several rows.

In: ``LedgerRow`` values. Out: ``RowGroup`` values in printed order, each with its number, text and section, and the
review marks of what was inferred to find them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tongbao.notices.tables import LedgerRow

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
        number, text = one_line(row.text("number")), closed_up(row.text("task"))
        section = closed_up(row.text("section")) or row.section or section
        if groups and not _starts_task(row, number, text, groups[-1]):
            group = groups[-1]
            if text and text != group.text:
                group.text += text
                group.review.append(f"text: 第{at}行的任务文字接在前面的任务之后")
        else:
            group = RowGroup(at, text, number or None, section)
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
    field, word = _MARKED.get(role, (role, ""))
    return f"{field}: 第{row}行{word}{why}"


def _starts_task(row: LedgerRow, number: str, text: str, before: RowGroup) -> bool:
    if {"number", "task"} & row.merged:
        return False
    if number:
        return number != before.number or text not in ("", before.text)
    if not text or text == before.text:
        return False
    return not (row.opens_page and before.number)


def _numbered(groups: Iterable[RowGroup]) -> Iterable[RowGroup]:
    """Fill in the numbers that are not printed, where a number before them says how to go on."""
    last = 0
    for group in groups:
        if group.number is None and (last or group.first_row == 1):
            group.number = str(last + 1)
            group.review.insert(0, f"number: 原文没有序号，按次序推断为{group.number}")
        last = int(group.number) if group.number and group.number.isdecimal() else 0
        yield group
