"""Rows of a ledger -> tasks with their assignments, one update each.

In: ``LedgerRow`` values and the ``Context`` of their notice. Out: ``Task`` records and the remarks of the
reading. Rows under one number are the parts of one task; a unit cell merged over several rows is a shared
lead. Whatever is inferred becomes a review mark that begins with the field's name.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from tongbao.notices.heading import Heading
from tongbao.notices.names import Persons, Units, paired, read_persons
from tongbao.notices.reading import Context, Reading
from tongbao.notices.remarks import Remark
from tongbao.notices.rows import Material
from tongbao.notices.stated import read_claims
from tongbao.notices.tables import LedgerRow
from tongbao.notices.task_ids import task_ids
from tongbao.records.content import Vocabulary
from tongbao.records.model import Assignment, Person, Source, Task, Update

_OWN_NUMERAL = re.compile(r"^\s*(?:\d+[、.．]|[（(]\d+[)）])\s*(?!\d)")
_CLOSING_BRACKET = re.compile(r"[（(]([^（()）：:]{2,8})[：:]([^（()）]+)[)）][。；;]?\s*$")
_SECOND_WORD = re.compile(r"\s+|(?=[（(])|[，,、；;]")
_LABEL_END = re.compile(r"[，,：:]")


def read_ledger_notice(material: Material, heading: Heading, context: Context) -> Reading | None:
    """Return the tasks and claims of a ledger, None where the document has no row of one."""
    if material.ledger is None or not material.ledger.rows:
        return None
    reading = read_tasks(material.ledger.rows, context)
    claims = read_claims(heading.passages, context.lexicon, context.vocabulary, context.units)
    remarks = (*material.ledger.remarks, *reading.remarks)
    return Reading(tasks=reading.tasks, claims=claims, remarks=remarks)


def read_tasks(rows: Sequence[LedgerRow], context: Context) -> Reading:
    """Return the tasks that the rows print, in the order of the notice."""
    groups = list(_numbered(_grouped(rows)))
    remarks: list[Remark] = []
    ids = task_ids([group.number for group in groups])
    tasks = tuple(
        _task(group, context, task_id, remarks) for group, task_id in zip(groups, ids, strict=True)
    )
    return Reading(tasks=tasks, remarks=tuple(remarks))


@dataclass(slots=True)
class _Group:
    """The rows of one task, with the running number of the first of them."""

    first_row: int
    text: str
    number: str | None
    rows: list[LedgerRow] = field(default_factory=list)
    review: list[str] = field(default_factory=list)


def _grouped(rows: Sequence[LedgerRow]) -> list[_Group]:
    groups: list[_Group] = []
    for at, row in enumerate(rows, start=1):
        number, text = _one_line(row.text("number")), _closed_up(row.text("task"))
        if groups and not _starts_task(row, number, text, groups[-1]):
            group = groups[-1]
            if text and text != group.text:
                group.text += text
                group.review.append(f"text: 第{at}行的任务文字接在前面的任务之后")
        else:
            group = _Group(at, text, number or None)
            groups.append(group)
        group.rows.append(row)
        group.review += [_mark(role, why, at) for role, why in row.inferred]
    return groups


# The field that a mark names, and the word for it, by the role of the column.
_MARKED = {"task": ("text", "任务文字"), "text": ("text", "进展文字"), "note": ("status", "备注")}


def _mark(role: str, why: str, row: int) -> str:
    field, word = _MARKED.get(role, (role, ""))
    return f"{field}: 第{row}行{word}{why}"


def _starts_task(row: LedgerRow, number: str, text: str, before: _Group) -> bool:
    if {"number", "task"} & row.merged:
        return False
    if number:
        return number != before.number or text not in ("", before.text)
    if not text or text == before.text:
        return False
    return not (row.opens_page and before.number)


def _numbered(groups: Iterable[_Group]) -> Iterable[_Group]:
    """Fill in the numbers that are not printed, where a number before them says how to go on."""
    last = 0
    for group in groups:
        if group.number is None and (last or group.first_row == 1):
            group.number = str(last + 1)
            group.review.insert(0, f"number: 原文没有序号，按次序推断为{group.number}")
        last = int(group.number) if group.number and group.number.isdecimal() else 0
        yield group


def _task(group: _Group, context: Context, task_id: str, remarks: list[Remark]) -> Task:
    review = list(group.review)
    lines = _lines(group, context, review, remarks)
    assignments = tuple(
        _assignment(line, part, group, context, review) for part, line in enumerate(lines, start=1)
    )
    if not group.text:
        review.append("text: 原文没有任务文字")
    return Task(
        plan=context.plan,
        id=task_id,
        number=group.number,
        text=group.text or "（原文未写任务）",
        review=tuple(dict.fromkeys(review)),
        source=_source(context, group.rows[0], group.first_row),
        assignments=assignments,
    )


def _source(context: Context, row: LedgerRow, number: int) -> Source:
    return Source(notice=context.notice, page=row.spot.page or None, row=number)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row with the units and persons that answer for it, its own or shared with the row above."""

    row: LedgerRow
    units: Units
    persons: Persons
    shared: bool


def _lines(
    group: _Group, context: Context, review: list[str], remarks: list[Remark]
) -> list[_Line]:
    """Return the rows of a task, a unit cell merged over several of them read once and shared."""
    lines: list[_Line] = []
    for row in group.rows:
        above = lines[-1] if lines else None
        shares = above is not None and _goes_on(row, "lead")
        if above and shares:
            if "lead" not in row.merged:
                review.append("lead: 单位一格为空，承接上一行")
            lines[-1] = replace(above, shared=True)
            units = above.units
        else:
            above = above if "persons" in row.merged else None
            units = _units(row, "lead", context)
        persons = above.persons if above and _goes_on(row, "persons") else None
        if persons is None:
            persons = _people(row, "persons", context)
            remarks += [Remark("repaired", row.spot, repair) for repair in persons.repairs]
        lines.append(_Line(row, units, persons, shared=shares))
    for line in lines:
        review += [f"lead: {doubt}" for doubt in line.units.doubts]
        review += [f"persons: {doubt}" for doubt in line.persons.doubts]
    return lines


def _units(row: LedgerRow, role: str, context: Context) -> Units:
    return context.units.read(row.text(role), row.lines.get(role, ()))


def _people(row: LedgerRow, role: str, context: Context) -> Persons:
    return read_persons(row.text(role), context.lexicon, row.lines.get(role, ()))


def _goes_on(row: LedgerRow, role: str) -> bool:
    return role in row.cells and (role in row.merged or not row.text(role).strip())


def _assignment(
    line: _Line, part: int, group: _Group, context: Context, review: list[str]
) -> Assignment:
    text = line.row.text("text").strip()
    roles = _roles_in_bracket(text, context)
    responsible = _units(line.row, "responsible", context).names
    cooperating = _units(line.row, "cooperating", context).names
    return Assignment(
        part=str(part),
        label=_one_line(line.row.text("label")) or (_label(text) if line.shared else None),
        lead=line.units.names,
        lead_shared=line.shared,
        responsible=responsible or roles.get("responsible", ()),
        cooperating=cooperating or roles.get("cooperating", ()),
        persons=_persons(line, review),
        updates=(_update(line.row, text, group.first_row + part - 1, context, review),),
    )


def _persons(line: _Line, review: list[str]) -> tuple[Person, ...]:
    persons, by_order = paired(line.persons.persons, line.units.names)
    named = any(person.name for person in persons)
    if by_order and named:
        joined = any(person.unit for person in persons)
        review.append(
            "persons: 责任人与单位按次序对应" if joined else "persons: 原文未写责任人属于哪家单位"
        )
    return persons


def _update(row: LedgerRow, text: str, number: int, context: Context, review: list[str]) -> Update:
    status, note = _status(row.text("status"), context.vocabulary)
    if status and context.vocabulary.find(status) is None:
        near = "、".join(context.vocabulary.nearest(status))
        review.append(f"status: “{status}”不在用词表里" + (f"，相近的有{near}" if near else ""))
    remark = _one_line(row.text("note"))
    return Update(
        period=context.period,
        status=status,
        note="；".join(part for part in (note, remark) if part) or None,
        text=text,
        source=_source(context, row, number),
    )


def _status(text: str, vocabulary: Vocabulary) -> tuple[str | None, str | None]:
    """Return the status of a cell and the second word printed under or behind it.

    ``进度滞后`` over ``六区排名落后`` is a status with a note; a word not in the vocabulary stays whole.
    """
    plain = _one_line(text)
    first, _, second = (
        part.strip() for part in _SECOND_WORD.sub("\n", text.strip(), count=1).partition("\n")
    )
    for word, note in ((plain, ""), (_one_line(first), _one_line(second))):
        if known := vocabulary.find(word):
            return known.word, note.strip("（）()") or None
    return plain or None, None


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


def _one_line(text: str) -> str:
    return "".join(text.split())


def _closed_up(text: str) -> str:
    """Return a task's text on one line: its cell is narrow, and its line breaks are the printer's."""
    return re.sub(r"\s*\n\s*", "", text.strip())
