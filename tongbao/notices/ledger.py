"""Rows of tables -> tasks with their assignments, an update a period where the table tells progress.

In: ``LedgerRow`` values and the ``Context`` of their notice. Out: ``Task`` records and the remarks of the
reading. Rows under one number are the parts of one task; a unit cell merged over several rows is a shared
lead. Whatever is inferred becomes a review mark that begins with the field's name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tongbao.notices.answering import Answer, Asking
from tongbao.notices.cell_kinds import Kinds
from tongbao.notices.column_words import PART, TARGET, TEXT
from tongbao.notices.heading import Heading, sentences_over
from tongbao.notices.ledger_rows import LedgerRow
from tongbao.notices.quantities.days import day_of
from tongbao.notices.quantities.periods import period_in
from tongbao.notices.reading import Context, Reading
from tongbao.notices.responsibility.reporting import read_reporting
from tongbao.notices.responsibility.roles import RoleRules, with_leads
from tongbao.notices.responsibility.statements import Speech
from tongbao.notices.responsibility.verbs import Verbs
from tongbao.notices.row_groups import RowGroup, grouped, one_line
from tongbao.notices.rows import Material
from tongbao.notices.stated import read_claims
from tongbao.notices.states import states_of
from tongbao.notices.statuses import blank_statuses, read_status, status_marks
from tongbao.notices.task_ids import task_ids
from tongbao.records.content import Vocabulary
from tongbao.records.model import Assignment, Due, Part, Reply, Source, Task, Update
from tongbao.records.settings import Status

_OWN_NUMERAL = re.compile(r"^\s*(?:\d+[、.．]|[（(]\d+[)）])\s*(?!\d)")
_CLOSING_BRACKET = re.compile(r"[（(][^（()）：:]{2,8}[：:][^（()）]+[)）][。；;]?\s*$")
_REPLY = re.compile(
    r"(?P<unit>[^：\n]+)：(?P<text>.+)（(?P<day>\d{4}年\d{1,2}月\d{1,2}日)）", re.DOTALL
)
_YEAR = re.compile(r"((?:19|20)\d{2})年")
_WITH_RULES = ("lead", "responsible")
_LABEL_END = re.compile(r"[，,：:]")


def read_tables(material: Material, heading: Heading, context: Context) -> Reading | None:
    """Return the tasks and claims of the tables of a notice, None where it has no row of one."""
    ledger = material.ledger
    if ledger is None or not ledger.rows:
        return None
    texts = [paragraph.text for paragraph in material.prose]
    year = _year(heading, context, texts, by_period=ledger.tells_progress)
    rules = RoleRules(context.lexicon)
    verbs = Verbs(context.lexicon, context.units.is_unit)
    rows = [_without_rule(row, verbs, rules) for row in ledger.rows]
    reading = read_tasks(rows, context, year)
    for words in (*ledger.headings, *texts):
        rules.hear(words)
    tasks = tuple(with_leads(task, rules) for task in reading.tasks)
    led = sum(new is not old for new, old in zip(tasks, reading.tasks, strict=True))
    by_rule = (rules.remark(led, ledger.rows[0].spot),) if led else ()
    passages = (*heading.passages, *sentences_over(ledger.titles, heading.passages))
    known = _with_words_of(tasks, context.vocabulary)
    claims = read_claims(passages, context.lexicon, known, context.units)
    remarks = (*ledger.remarks, *reading.remarks, *by_rule, *blank_statuses(ledger.rows))
    reporting = () if ledger.tells_progress else read_reporting(texts, year)
    return Reading(tasks=tasks, claims=claims, reporting=reporting, remarks=remarks)


def _with_words_of(tasks: Sequence[Task], vocabulary: Vocabulary) -> Vocabulary:
    """Return a vocabulary with the words that some tasks bring: what a notice counts may be new to the site."""
    said = (update.status for task in tasks for update in task.updates)
    new = [word for word in dict.fromkeys(said) if word and vocabulary.find(word) is None]
    added = (Status(word=word, slug=f"new{at}") for at, word in enumerate(new))
    return Vocabulary((*vocabulary.statuses, *added)) if new else vocabulary


def _without_rule(row: LedgerRow, verbs: Verbs, rules: RoleRules) -> LedgerRow:
    """Return a row without the rule that stands among its units (列第一位者为牵头单位，下同), which holds for all."""
    cells = dict(row.cells)
    for role in _WITH_RULES:
        words, standing = verbs.parted(row.text(role), rules.lexicon.folded(row.text(role)))
        if standing:
            cells[role] = words
        for remark in standing:
            rules.hear(remark)
    return row if cells == row.cells else replace(row, cells=cells)


def _year(
    heading: Heading, context: Context, texts: Sequence[str], *, by_period: bool
) -> int | None:
    """Return the year of days and months printed without one: of the period or the plan, else the only one."""
    if by_period and context.period_year:
        return context.period_year
    printed = _YEAR.search(one_line(heading.title))
    others = {int(year) for text in texts for year in _YEAR.findall(one_line(text))}
    if printed or len(others) == 1:
        return int(printed[1]) if printed else others.pop()
    return heading.date.year if heading.date else context.period_year


def read_tasks(rows: Sequence[LedgerRow], context: Context, year: int | None = None) -> Reading:
    """Return the tasks that the rows print, in the order of the notice.

    ``year`` is that of the notice, for deadlines printed without one.
    """
    groups = grouped(rows)
    tasks: list[Task] = []
    speech = Speech(context.lexicon, context.units.is_unit)
    asking = Asking(context, year, Kinds(context.lexicon), speech)
    for group, task_id in zip(groups, task_ids([group.number for group in groups]), strict=True):
        asking = Asking(context, year, asking.kinds, speech, asking.before, remarks=asking.remarks)
        tasks.append(_task(group, asking, task_id))
    return Reading(tasks=tuple(tasks), remarks=tuple(asking.remarks))


def _task(group: RowGroup, asking: Asking, task_id: str) -> Task:
    asking.review += group.review
    assignments = tuple(
        _assignment(answer, part, group, asking)
        for part, answer in enumerate(asking.answers(group.rows), start=1)
    )
    text = _with_others(group)
    if not group.text:
        asking.review.append("text: 原文没有任务文字")
    return Task(
        plan=asking.context.plan,
        id=task_id,
        number=group.number,
        text=text or "（原文未写任务）",
        section=group.section or None,
        review=tuple(dict.fromkeys(asking.review)),
        source=_source(asking.context, group.rows[0], group.first_row),
        assignments=assignments,
    )


def _with_others(group: RowGroup) -> str:
    """Return the text of a task, with what stands in columns that nobody knows where no update can keep it."""
    lines = [group.text] if group.text else []
    for row in group.rows:
        if not row.tells_progress:
            said = (f"{part.label}：{part.text}" for part in _parts(row))
            note = one_line(row.text("note"))
            lines += [
                line for line in (*said, *([f"备注：{note}"] if note else [])) if line not in lines
            ]
    return "\n".join(lines)


def _source(context: Context, row: LedgerRow, number: int) -> Source:
    return Source(notice=context.notice, page=row.spot.page or None, row=number)


def _assignment(answer: Answer, part: int, group: RowGroup, asking: Asking) -> Assignment:
    row, context = answer.row, asking.context
    number = group.first_row + part - 1
    text = row.text("text").strip()
    source = _source(context, row, number)
    return Assignment(
        part=str(part),
        label=one_line(row.text("label")) or (label_in(text) if answer.shared else None),
        lead=answer.units["lead"],
        lead_shared=answer.shared,
        responsible=answer.units["responsible"],
        cooperating=answer.units["cooperating"],
        leaders=answer.leaders,
        persons=answer.persons,
        due=tuple(Due(date=day, words=words, source=source) for day, words in answer.due),
        updates=tuple(_updates(row, text, number, asking)),
    )


def _updates(row: LedgerRow, text: str, number: int, asking: Asking) -> Iterator[Update]:
    """Yield what the row says of progress, an update a period; a table that only decomposes says nothing of it."""
    if not row.tells_progress or is_unreported(row, asking.context):
        return
    last = _update(row, text, number, asking)
    periods = {role: said for role, said in row.cells.items() if role.startswith(TEXT)}
    if not periods:
        yield last
        return
    found: dict[str, list[str]] = {}
    for role, said in periods.items():
        period = period_in(role.removeprefix(TEXT), asking.year) or asking.context.period
        found.setdefault(period, []).append(said.strip())
    ordered = sorted(found, key=lambda period: period.rpartition("/")[2])
    for period in ordered[:-1]:
        said = "\n".join(filter(None, found[period]))
        if said:
            yield Update(period=period, text=said, source=last.source)
    said = "\n".join(filter(None, (*found[ordered[-1]], last.text)))
    yield last.model_copy(update={"period": ordered[-1], "text": said})


def is_unreported(row: LedgerRow, context: Context) -> bool:
    """Return whether a row says only that nothing was reported: 未报送, where that is no word of the vocabulary."""
    status = one_line(row.text("status"))
    unknown = status in context.lexicon.unreported and context.vocabulary.find(status) is None
    return unknown and not row.text("text").strip()


def _update(row: LedgerRow, text: str, number: int, asking: Asking) -> Update:
    context = asking.context
    printed = row.text("status")
    is_dash = bool(printed.strip()) and asking.kinds.of(printed) == "empty"
    printed = "" if is_dash else printed
    if (
        not printed.strip()
        and "status" not in row.cells
        and _is_status(text, context, asking.kinds)
    ):
        printed, text = text, ""
    status, note = read_status(printed, context.vocabulary, row.lines.get("status", ()))
    asking.review += status_marks(row, status, printed, number, context.vocabulary)
    if status is None and (is_dash or "status" not in row.cells) and text:
        first = re.split("[，,；;。]", one_line(text))[0]
        status = states_of(context.lexicon).of_progress(one_line(text)) or (
            first if asking.kinds.is_status(first) else None
        )
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


def _is_status(text: str, context: Context, kinds: Kinds) -> bool:
    """Return whether a cell of progress is only a status, or only how much of it is done: 在建, 75%."""
    plain = one_line(text)
    known = context.vocabulary.find(plain) is not None
    return known or kinds.of(plain) in ("status", "percent")


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
        if parted and f"{kind}:" in (TARGET, PART) and text.strip():
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
