"""Rows of a table -> tasks with their assignments, an update each where the table is a ledger.

In: ``LedgerRow`` values and the ``Context`` of their notice. Out: ``Task`` records and the remarks of the
reading. Rows under one number are the parts of one task; a unit cell merged over several rows is a shared
lead. Whatever is inferred becomes a review mark that begins with the field's name.
"""

import re
from collections.abc import Iterator, Sequence

from tongbao.notices.answering import Answer, Asking
from tongbao.notices.days import day_of
from tongbao.notices.headers import PART
from tongbao.notices.heading import Heading
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.names import UnitReader
from tongbao.notices.reading import Context, Reading
from tongbao.notices.row_groups import RowGroup, grouped, one_line
from tongbao.notices.rows import Material
from tongbao.notices.stated import read_claims
from tongbao.notices.statuses import blank_statuses, read_status, status_marks
from tongbao.notices.tables import LedgerRow
from tongbao.notices.task_ids import task_ids
from tongbao.records.model import Assignment, Due, Part, Reply, Source, Task, Update

_OWN_NUMERAL = re.compile(r"^\s*(?:\d+[、.．]|[（(]\d+[)）])\s*(?!\d)")
_CLOSING_BRACKET = re.compile(r"[（(]([^（()）：:]{2,8})[：:]([^（()）]+)[)）][。；;]?\s*$")
_REPLY = re.compile(
    r"(?P<unit>[^：\n]+)：(?P<text>.+)（(?P<day>\d{4}年\d{1,2}月\d{1,2}日)）", re.DOTALL
)
_LABEL_END = re.compile(r"[，,：:]")


def read_ledger_notice(material: Material, heading: Heading, context: Context) -> Reading | None:
    """Return the tasks and claims of a ledger, None where the document has no row of one."""
    if material.ledger is None or not material.ledger.rows:
        return None
    reading = read_tasks(material.ledger.rows, context, context.period_year)
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
    roles = roles_in_bracket(text, context.lexicon, context.units)
    source = _source(context, row, number)
    return Assignment(
        part=str(part),
        label=one_line(row.text("label")) or (label_in(text) if answer.shared else None),
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
    if is_unreported(row, asking.context):
        return
    if {"text", "status"} & row.cells.keys() or any(role.startswith(PART) for role in row.cells):
        yield _update(row, text, number, asking.context, asking.review)


def is_unreported(row: LedgerRow, context: Context) -> bool:
    """Return whether a row says only that nothing was reported: 未报送, where that is no word of the vocabulary."""
    status = one_line(row.text("status"))
    unknown = status in context.lexicon.unreported and context.vocabulary.find(status) is None
    return unknown and not row.text("text").strip()


def _update(row: LedgerRow, text: str, number: int, context: Context, review: list[str]) -> Update:
    status, note = read_status(row.text("status"), context.vocabulary, row.lines.get("status", ()))
    review += status_marks(row, status, number, context.vocabulary)
    remark = one_line(row.text("note"))
    return Update(
        period=context.period,
        status=status,
        note="；".join(part for part in (note, remark) if part) or None,
        subject=one_line(row.text("subject")) or None,
        text=text,
        parts=tuple(_parts(row)),
        source=_source(context, row, number),
        reply=_reply(row),
    )


def _reply(row: LedgerRow) -> Reply | None:
    """Return the unit's own say, which names unit and day: ``区财政局：资金已到位。（2022年8月15日）``."""
    match = _REPLY.fullmatch(row.text("reply").strip())
    day = day_of(match["day"], None) if match else None
    if match is None or day is None:
        return None
    return Reply(unit=match["unit"], text=match["text"], date=day)


def _parts(row: LedgerRow) -> Iterator[Part]:
    """Yield what stands in columns of their own words: a target (一季度目标), a part of the progress (前期手续)."""
    for role, text in row.cells.items():
        kind, parted, label = role.partition(":")
        if parted and kind in ("target", "part") and text.strip():
            yield Part(label=label, text=text.strip())
    if (said := row.text("reply").strip()) and _reply(row) is None:
        yield Part(label="单位说明", text=said)


def label_in(text: str) -> str | None:
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


def roles_in_bracket(text: str, lexicon: Lexicon, units: UnitReader) -> dict[str, tuple[str, ...]]:
    """Return the role that a bracket at the end of a text names: ``（责任单位：发改委）``."""
    match = _CLOSING_BRACKET.search(text)
    if match is None:
        return {}
    word = "".join(match[1].split())
    roles = [role for role, words in lexicon.labels.items() if word in words]
    return {role: units.read(match[2]).names for role in roles}
