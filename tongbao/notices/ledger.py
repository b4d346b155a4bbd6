"""Rows of a table -> tasks with their assignments, an update each where the table is a ledger.

In: ``LedgerRow`` values and the ``Context`` of their notice. Out: ``Task`` records and the remarks of the
reading. Rows under one number are the parts of one task; a unit cell merged over several rows is a shared
lead. Whatever is inferred becomes a review mark that begins with the field's name.
"""

import re
from collections.abc import Iterator, Sequence

from tongbao.notices.answering import Answer, Asking
from tongbao.notices.headers import PART
from tongbao.notices.heading import Heading
from tongbao.notices.reading import Context, Reading
from tongbao.notices.row_groups import RowGroup, grouped, one_line
from tongbao.notices.rows import Material
from tongbao.notices.stated import read_claims
from tongbao.notices.statuses import blank_statuses, read_status, status_marks
from tongbao.notices.tables import LedgerRow
from tongbao.notices.task_ids import task_ids
from tongbao.records.model import Assignment, Due, Part, Source, Task, Update

_OWN_NUMERAL = re.compile(r"^\s*(?:\d+[、.．]|[（(]\d+[)）])\s*(?!\d)")
_CLOSING_BRACKET = re.compile(r"[（(]([^（()）：:]{2,8})[：:]([^（()）]+)[)）][。；;]?\s*$")
_LABEL_END = re.compile(r"[，,：:]")


def read_ledger_notice(material: Material, heading: Heading, context: Context) -> Reading | None:
    """Return the tasks and claims of a ledger, None where the document has no row of one."""
    if material.ledger is None or not material.ledger.rows:
        return None
    year = int(context.period[:4]) if context.period else None
    reading = read_tasks(material.ledger.rows, context, year)
    claims = read_claims(heading.passages, context.lexicon, context.vocabulary, context.units)
    blank = blank_statuses(material.ledger.rows)
    remarks = (*material.ledger.remarks, *reading.remarks, *blank)
    return Reading(tasks=reading.tasks, claims=claims, remarks=remarks)


def read_tasks(rows: Sequence[LedgerRow], context: Context, year: int | None = None) -> Reading:
    """Return the tasks that the rows print, in the order of the notice.

    ``year`` is that of the notice, for deadlines printed without one.
    """
    groups = grouped(rows)
    tasks: list[Task] = []
    asking = Asking(context, year)
    for group, task_id in zip(groups, task_ids([group.number for group in groups]), strict=True):
        asking = Asking(context, year, asking.before, remarks=asking.remarks)
        tasks.append(_task(group, asking, task_id))
    return Reading(tasks=tuple(tasks), remarks=tuple(asking.remarks))


def _task(group: RowGroup, asking: Asking, task_id: str) -> Task:
    asking.review += group.review
    assignments = tuple(
        _assignment(answer, part, group, asking)
        for part, answer in enumerate(asking.answers(group.rows), start=1)
    )
    if not group.text:
        asking.review.append("text: 原文没有任务文字")
    return Task(
        plan=asking.context.plan,
        id=task_id,
        number=group.number,
        text=group.text or "（原文未写任务）",
        section=group.section or None,
        review=tuple(dict.fromkeys(asking.review)),
        source=_source(asking.context, group.rows[0], group.first_row),
        assignments=assignments,
    )


def _source(context: Context, row: LedgerRow, number: int) -> Source:
    return Source(notice=context.notice, page=row.spot.page or None, row=number)


def _assignment(answer: Answer, part: int, group: RowGroup, asking: Asking) -> Assignment:
    row, context = answer.row, asking.context
    number = group.first_row + part - 1
    text = row.text("text").strip()
    roles = _roles_in_bracket(text, context)
    source = _source(context, row, number)
    return Assignment(
        part=str(part),
        label=one_line(row.text("label")) or (_label(text) if answer.shared else None),
        lead=answer.units["lead"],
        lead_shared=answer.shared,
        responsible=answer.units["responsible"] or roles.get("responsible", ()),
        cooperating=answer.units["cooperating"] or roles.get("cooperating", ()),
        leaders=answer.leaders,
        persons=answer.persons,
        due=tuple(Due(date=day, words=words, source=source) for day, words in answer.due),
        updates=tuple(_updates(row, text, number, asking)),
    )


def _updates(row: LedgerRow, text: str, number: int, asking: Asking) -> Iterator[Update]:
    """Yield what the row says of progress; a table without such columns says nothing of it."""
    if {"text", "status"} & row.cells.keys() or any(role.startswith(PART) for role in row.cells):
        yield _update(row, text, number, asking.context, asking.review)


def _update(row: LedgerRow, text: str, number: int, context: Context, review: list[str]) -> Update:
    status, note = read_status(row.text("status"), context.vocabulary, row.lines.get("status", ()))
    review += status_marks(row, status, number, context.vocabulary)
    remark = one_line(row.text("note"))
    return Update(
        period=context.period,
        status=status,
        note="；".join(part for part in (note, remark) if part) or None,
        text=text,
        parts=tuple(_parts(row)),
        source=_source(context, row, number),
    )


def _parts(row: LedgerRow) -> Iterator[Part]:
    """Yield what stands in columns of their own words: a target (一季度目标), a part of the progress (前期手续)."""
    for role, text in row.cells.items():
        kind, parted, label = role.partition(":")
        if parted and kind in ("target", "part") and text.strip():
            yield Part(label=label, text=text.strip())


def _label(text: str) -> str | None:
    """Return what a row of a shared lead is about: ``1、地区生产总值，实际完成…`` is 地区生产总值.

    Several clauses, each with its own subject before the first comma, give all of them.
    """
    numeral = _OWN_NUMERAL.match(text)
    if numeral is None:
        return None
    clauses = re.split("[；;]", _CLOSING_BRACKET.sub("", text[numeral.end() :]).strip())
    subjects = [_LABEL_END.split(clause)[0].strip() for clause in clauses]
    each_has_one = all(
        subject and subject != clause for subject, clause in zip(subjects, clauses, strict=True)
    )
    return "、".join(subjects) if each_has_one else None


def _roles_in_bracket(text: str, context: Context) -> dict[str, tuple[str, ...]]:
    """Return the role that a bracket at the end of a text names: ``（责任单位：发改委）``."""
    match = _CLOSING_BRACKET.search(text)
    if match is None:
        return {}
    word = "".join(match[1].split())
    roles = [role for role, words in context.lexicon.labels.items() if word in words]
    return {role: context.units.read(match[2]).names for role in roles}
