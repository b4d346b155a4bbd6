"""Items -> task records: text, section, and one assignment a statement of roles.

In: the items of a notice and its ``Context``. Out: ``Drafted``. What is inferred becomes a review mark that begins with
the field's name; what the notice does not say stays empty.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tongbao.notices.reading import Context
from tongbao.notices.remarks import Remark
from tongbao.notices.responsibility.blocks import Piece
from tongbao.notices.responsibility.choosing import Item
from tongbao.notices.responsibility.lines import ends_sentence
from tongbao.notices.responsibility.roles import Roles, Rules, leaders_in, roles_of
from tongbao.notices.task_ids import task_ids
from tongbao.notices.told.heads import heading_status
from tongbao.notices.told.phrases import own_status
from tongbao.notices.told.subjects import said_of_subjects
from tongbao.records.model import Assignment, Due, Source, Task, Update

_CLAUSE = re.compile(r"[，,。；;：:]")
_LONGEST_LABEL = 30
# A notice that tells how far things are says so before its items; behind its time a sentence is no target there.
_REPORTS = re.compile(
    r"(?:进展|进度|完成|推进|落实|办理|核查|督查|督办|执行|实施)[^。；;]{0,12}情况[^。；;]{0,20}(?:通报|汇报|公布|公示|通告|如下)"
)
_REACHED = re.compile(
    r"(?:(?<=[。；;])|(?<=[。；;]\s))(?:(?:19|20)\d{2}年|今年)?(?:截[至止][^，,。；;]{1,14}|目前|上半年|全年|前?[一二三四两]个?季度|今年以来"
    r"|1[-—～~至到](?:\d{1,2}|[一二三四五六七八九十]+)月份?)[，,](?![^。；;]{0,12}(?:力争|确保|计划|拟|将|争取))"
)
# 上半年，完成设计；下半年，开工 is a schedule.
_SCHEDULE = re.compile("[；;，,。]下半年(?!将|要|还|计划|拟|继续)")


@dataclass(frozen=True, slots=True)
class Drafted:
    """The tasks, and what the report must say of them."""

    tasks: tuple[Task, ...]
    remarks: tuple[Remark, ...]


@dataclass(slots=True)
class _Drafting:
    context: Context
    year: int | None
    rules: Rules
    reports: bool = False
    remarks: list[Remark] = field(default_factory=list)
    by_rule: int = 0


def draft_tasks(
    items: Sequence[Item], context: Context, year: int | None, preface: Sequence[str]
) -> Drafted:
    """Return the tasks of the items; ``preface`` are the lines before them, which may declare a rule."""
    reports = any(_REPORTS.search("".join(text.split())) for text in preface)
    drafting = _Drafting(context, year, Rules(context.lexicon), reports)
    for text in preface:
        drafting.rules.hear(text)
    ids = _ids([_number(item) for item in items])
    tasks = tuple(_task(item, task_id, drafting) for item, task_id in zip(items, ids, strict=True))
    tasks = _with_cut_marked(tasks, items)
    if drafting.by_rule:
        drafting.remarks.append(drafting.rules.remark(drafting.by_rule, items[0].spot))
    return Drafted(tasks, tuple(drafting.remarks))


def _ids(numbers: Sequence[str | None]) -> list[str]:
    """Return ids that keep the order: numbers that begin anew under each heading give none, not even some."""
    ids = task_ids(numbers)
    anew = any(number and name.startswith("t") for number, name in zip(numbers, ids, strict=True))
    return task_ids([None] * len(numbers)) if anew else ids


def _number(item: Item) -> str | None:
    return (
        None
        if item.is_objective or not item.numeral or not item.numeral.value
        else item.numeral.shown or None
    )


def _task(item: Item, task_id: str, drafting: _Drafting) -> Task:
    context = drafting.context
    review: list[str] = []
    kept: list[str] = []
    item, reached = _parted(item) if drafting.reports else (item, "")
    assignments = tuple(
        _assignment(piece, part, item, drafting, review, kept)
        for part, piece in enumerate(item.said or (Piece(),), start=1)
    )
    if reached:
        assignments = (_with_reached(assignments[0], reached, item, context), *assignments[1:])
    text = "\n".join((*_texts(item, context), *kept))
    if not text:
        review.append("text: 原文没有任务文字")
    return Task(
        plan=context.plan,
        id=task_id,
        number=_number(item),
        kind="objective" if item.is_objective else "task",
        text=text or "（原文未写任务）",
        section=item.section,
        review=tuple(dict.fromkeys(review)),
        source=Source(notice=context.notice, page=item.spot.page or None),
        assignments=assignments,
    )


def _parted(item: Item) -> tuple[Item, str]:
    """Return an item with its target alone, and what was reached: its words from the time that opens them."""
    for at, (text, spot) in enumerate(item.lines):
        found = _REACHED.search(text)
        if found and not _SCHEDULE.search(text, found.end()):
            before = (*item.lines[:at], (text[: found.start()], spot))
            behind = (text[found.start() :].strip(), *(line for line, _ in item.lines[at + 1 :]))
            return replace(item, lines=before), "\n".join(behind)
    return item, ""


def _with_reached(line: Assignment, reached: str, item: Item, context: Context) -> Assignment:
    """Return an assignment with what was reached, before what else is told of it."""
    source = Source(notice=context.notice, page=item.spot.page or None)
    first, *others = line.updates or (Update(period=context.period, source=source),)
    own = own_status("".join(reached.split()), context.lexicon) or None
    text = "\n".join(filter(None, (reached, first.text)))
    first = first.model_copy(update={"text": text, "status": first.status or own})
    return line.model_copy(update={"updates": (first, *others)})


def _with_cut_marked(tasks: tuple[Task, ...], items: Sequence[Item]) -> tuple[Task, ...]:
    """Return the tasks, the last one marked where it breaks off: the others end, with a mark or with roles."""
    whole = [
        bool(item.said) or ends_sentence(task.text) for item, task in zip(items, tasks, strict=True)
    ]
    if whole[-1] or sum(whole) < len(whole) / 2:
        return tasks
    mark = "text: 原文在这里中断，文字可能不全"
    return (*tasks[:-1], tasks[-1].model_copy(update={"review": (*tasks[-1].review, mark)}))


def _texts(item: Item, context: Context) -> Iterator[str]:
    yield from (text for text, _ in item.lines)
    yield from (
        piece.after
        for piece in item.said
        if piece.after and not _is_progress(piece.after, item, context)
    )


def _is_progress(text: str, item: Item, context: Context) -> bool:
    """Return whether words behind the roles say how far a task is: where a period or a status over all is told too."""
    flat = "".join(text.split())
    lexicon = context.lexicon
    tells = said_of_subjects(flat, lexicon) or own_status(flat, lexicon)
    return bool(context.months or tells or _status_above(item, context))


def _status_above(item: Item, context: Context) -> str:
    """Return the status that the heading over a task gives to all under it, "" where it gives none."""
    return heading_status(item.section, context.lexicon) if item.section else ""


def _assignment(
    piece: Piece,
    part: int,
    item: Item,
    drafting: _Drafting,
    review: list[str],
    kept: list[str],
) -> Assignment:
    """Return who answers for a task, or for the part of it that a piece is."""
    context = drafting.context
    roles = roles_of(piece.statements, context.units, drafting.year)
    source = Source(notice=context.notice, page=item.spot.page or None)
    for words in piece.remarks:
        drafting.rules.hear(words)
        drafting.remarks.append(Remark("open", item.spot, f"括号里的附言不是单位：“{words}”"))
    responsible = roles.units.get("responsible", ())
    lead = drafting.rules.lead(roles.units.get("lead", ()), responsible)
    if lead != roles.units.get("lead", ()):
        drafting.by_rule += 1
        if piece.remarks:
            review.append("lead: 按文中说明，由责任单位得出")
    lead = _taken_from_above(item, roles, lead, drafting, review)
    review += roles.doubts
    kept += roles.kept
    drafting.remarks += [Remark("open", item.spot, words) for words in roles.others]
    return Assignment(
        part=str(part),
        label=_label(piece) if len(item.said) > 1 else None,
        lead=lead,
        responsible=responsible,
        cooperating=roles.units.get("cooperating", ()),
        leaders=roles.leaders,
        persons=roles.persons,
        due=tuple(Due(date=day, words=words, source=source) for day, words in roles.due),
        updates=_updates(piece, item, roles, context),
    )


def _taken_from_above(
    item: Item, roles: Roles, lead: tuple[str, ...], drafting: _Drafting, review: list[str]
) -> tuple[str, ...]:
    """Return the lead, and fill in the leaders, that the heading over a task names where the task names none."""
    above = roles_of(item.above, drafting.context.units, drafting.year)
    above.leaders = above.leaders or leaders_in(item.section or "", drafting.context.lexicon)
    if above.leaders and not roles.leaders:
        roles.leaders = above.leaders
        review.append(f"leaders: 取自标题“{item.section}”")
    if lead or not above.units.get("lead"):
        return lead
    review.append(f"lead: 取自标题“{item.section}”")
    return above.units["lead"]


def _label(piece: Piece) -> str | None:
    """Return what a part of a task is about: its words up to the first mark."""
    if not piece.lines:
        return None
    words = _CLAUSE.split(piece.lines[0][0])[0].strip()
    return words if 0 < len(words) <= _LONGEST_LABEL else None


def _updates(piece: Piece, item: Item, roles: Roles, context: Context) -> tuple[Update, ...]:
    """Return how far a task is: what is said behind its roles, and what the heading over it says of all."""
    status = roles.status or _status_above(item, context)
    after = piece.after if piece.after and _is_progress(piece.after, item, context) else ""
    text = "\n".join(filter(None, (*roles.progress, after)))
    if not text and not status:
        return ()
    own = own_status("".join(text.split()), context.lexicon) if text else ""
    subjects = text and said_of_subjects("".join(text.split()), context.lexicon)
    source = Source(notice=context.notice, page=item.spot.page or None)
    return (
        Update(
            period=context.period,
            status=roles.status or (None if subjects else own or status or None),
            text=text,
            source=source,
        ),
    )
