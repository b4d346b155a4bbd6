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
from tongbao.notices.responsibility.choosing import TaskItem
from tongbao.notices.responsibility.inherited import Inherited, inherited
from tongbao.notices.responsibility.lines import ends_sentence
from tongbao.notices.responsibility.roles import BARE, RoleRules, Roles, leaders_in, roles_of
from tongbao.notices.responsibility.said import Statement
from tongbao.notices.states import States
from tongbao.notices.task_ids import task_ids
from tongbao.notices.told.subjects import said_of_subjects
from tongbao.records.model import Assignment, Due, Person, Source, Task, Update

_CLAUSE = re.compile(r"[，,。；;：:]")
_LONGEST_LABEL = 30
_FEWEST_ALIKE = 3
# A notice that tells how far things are says so before its items; behind its time a sentence is no target there.
_TOLD = r"(?:进展|进度|完成|推进|落实|办理|核查|督查|督办|执行|实施)"
_REPORTS = re.compile(
    rf"{_TOLD}[^。；;]{{0,12}}情况[^。；;]{{0,20}}(?:通报|汇报|公布|公示|通告|如下)|进[展度](?:情况)?(?:通报|公布|报告)?如下"
    rf"|^(?![一二三四五六七八九十（(])(?!.{{60}}).*(?:{_TOLD}[^。；;]{{0,6}}(?:情况|动态|结果)|进[展度])(?:[一总]览|汇总|公示|通报|统计|的|表){{0,3}}(?:[（(][^（()）]{{0,20}}[）)])?$"
)
_REACHED = re.compile(
    r"(?:(?<=[。；;])|(?<=[。；;]\s))(?:(?:19|20)\d{2}年|今年)?(?:截[至止][^，,。；;]{1,14}|目前|上半年|全年|前?[一二三四两]个?季度|今年以来"
    r"|1[-—～~至到](?:\d{1,2}|[一二三四五六七八九十]+)月份?)[，,](?![^。；;]{0,12}(?:力争|确保|计划|拟|将|争取))"
)
# Where most items have such words, a clause that opens with them is no target either.
_DONE = re.compile(
    r"(?<=[，,。；;])\s*(?:[\u4e00-\u9fff]{0,6}?(?:已(?!有|建成)|正在|尚未|仍未)|(?:现|累计|目前|截[至止]|实际))"
    r"(?![^，,。；;]{0,12}(?:力争|确保|计划|拟|将|争取))"
    r"|(?:—{1,2}|-{2})\s*(?=已|正|未|尚|完成|进[行展]|基本|全部|超额|推进|滞后|停工)"
)
_ANY_REACHED = re.compile(f"{_DONE.pattern}|{_REACHED.pattern}")
_PLANS = re.compile(
    r"\s*(?:计划|拟|将|目标|年度|全年|任务|要求?|应|需|须|力争|确保|总投资|项目|工程|建设|规划|主要)"
)
_PLANNED = re.compile("[将须拟应要]|力争|确保|之?前(?!期)")
# The name of a task before a colon and how it stands: 综合窗口改革：设窗口36个，已完成。
_NAMED = re.compile(r"[^，,。；;：:]{2,40}[：:]")
_COLON = re.compile(r"(?<=\S)[：:](?=\s*\S)")
# 上半年，完成设计；下半年，开工 is a schedule.
_SCHEDULE = re.compile("[；;，,。]下半年(?!将|要|还|计划|拟|继续)")


@dataclass(frozen=True, slots=True)
class Drafted:
    """The tasks, and what the report must say of them."""

    tasks: tuple[Task, ...]
    remarks: tuple[Remark, ...]
    review: tuple[str, ...] = ()


@dataclass(slots=True)
class _Drafting:
    context: Context
    year: int | None
    rules: RoleRules
    states: States
    reports: bool = False
    reached: re.Pattern[str] | None = None
    closings: frozenset[str] = frozenset()
    remarks: list[Remark] = field(default_factory=list)
    by_rule: int = 0
    leaders: dict[str, tuple[Person, ...]] = field(default_factory=dict)


def draft_tasks(
    items: Sequence[TaskItem],
    context: Context,
    year: int | None,
    preface: Sequence[str],
    states: States,
) -> Drafted:
    """Return the tasks of the items; ``preface`` are the lines before them, which may declare a rule."""
    reports = any(_REPORTS.search("".join(text.split())) for text in preface)
    drafting = _Drafting(context, year, RoleRules(context.lexicon), states, reports)
    dashes = sum("——" in text for item in items for text, _ in item.lines[:1])
    drafting.reached = (
        _form_of_reached(items, states) if reports or 2 * dashes > len(items) else None
    )
    if reports or context.months:
        lines = [item.lines[-1][0] for item in items if item.lines]
        drafting.closings = states.closings(list(map(_last_words, items)), "".join(preface))
        drafting.closings |= states.closing_brackets(lines)
    declared = (words for item in items for piece in item.said for words in piece.remarks)
    for text in (*preface, *(words for words in declared if "同" not in words)):
        # 下同 holds from there on, a rule without it for all.
        drafting.rules.hear(text)
    ids = _ids([_number(item) for item in items])
    taken = inherited(items, states, preface, reports=reports)
    tasks = tuple(
        _task(item, task_id, drafting, above)
        for item, task_id, above in zip(items, ids, taken, strict=True)
    )
    tasks = _with_cut_marked(tasks, items)
    tasks, review = _marked_once(tasks)
    if drafting.by_rule:
        drafting.remarks.append(drafting.rules.remark(drafting.by_rule, items[0].spot))
    return Drafted(tasks, tuple(drafting.remarks), review)


def _marked_once(tasks: tuple[Task, ...]) -> tuple[tuple[Task, ...], tuple[str, ...]]:
    """Return the tasks and marks of the notice: what most tasks leave unsaid alike is one question, not many."""
    bare = sum(BARE in task.review for task in tasks)
    if bare < _FEWEST_ALIKE or 2 * bare < len(tasks):
        return tasks, ()
    marked = (tuple(one for one in task.review if one != BARE) for task in tasks)
    tasks = tuple(
        task if task.review == review else task.model_copy(update={"review": review})
        for task, review in zip(tasks, marked, strict=True)
    )
    return tasks, (f"{BARE}（{bare}项）",)


def _ids(numbers: Sequence[str | None]) -> list[str]:
    """Return ids that keep the order: numbers that begin anew under each heading give none, not even some."""
    ids = task_ids(numbers)
    anew = any(number and name.startswith("t") for number, name in zip(numbers, ids, strict=True))
    return task_ids([None] * len(numbers)) if anew else ids


def _number(item: TaskItem) -> str | None:
    return (
        None
        if item.is_objective or not item.numeral or not item.numeral.value
        else item.numeral.shown or None
    )


@dataclass(slots=True)
class _Work:
    """One item while its task is made: ``above`` is what it takes from outside, ``reached`` what its own words tell.

    ``review`` are the marks so far, ``kept`` the lines that no field takes.
    """

    item: TaskItem
    above: Inherited
    drafting: _Drafting
    reached: str = ""
    review: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    @property
    def source(self) -> Source:
        """Where the item stands."""
        return Source(notice=self.drafting.context.notice, page=self.item.spot.page or None)


def _task(item: TaskItem, task_id: str, drafting: _Drafting, above: Inherited) -> Task:
    item, reached = _parted_at_status(item, drafting)
    if not reached and drafting.reached:
        item, reached = _parted(item, drafting.reached)
    if not reached:
        item, reached = _parted_at_closing(item, drafting)
    work = _Work(item, above, drafting, reached)
    assignments = tuple(
        _assignment(piece, part, work)
        for part, piece in enumerate(item.said or (Piece(),), start=1)
    )
    text = "\n".join((*_texts(work), *work.kept))
    if not text:
        work.review.append("text: 原文没有任务文字")
    return Task(
        plan=drafting.context.plan,
        id=task_id,
        number=_number(item),
        kind="objective" if item.is_objective else "task",
        text=text or "（原文未写任务）",
        section=item.section,
        review=tuple(dict.fromkeys(work.review)),
        source=work.source,
        assignments=assignments,
    )


def _parted(item: TaskItem, form: re.Pattern[str]) -> tuple[TaskItem, str]:
    """Return an item with its target alone, and what was reached: its words from where the form opens them."""
    for at, (text, spot) in enumerate(item.lines):
        found = form.search(text)
        if found and not _SCHEDULE.search(text, found.end()):
            start = _start_of_sentence(text, found.start())
            before = (*item.lines[:at], (text[:start].rstrip(" ，,"), spot))
            behind = (text[start:].strip(" —-：:"), *(line for line, _ in item.lines[at + 1 :]))
            return replace(item, lines=before), "\n".join(behind)
    return item, ""


def _parted_at_status(item: TaskItem, drafting: _Drafting) -> tuple[TaskItem, str]:
    """Return an item without the status that ends its first line, and that with the lines below: 改造。滞后。."""
    text, spot = item.lines[0] if len(item.lines) > 1 else ("", item.spot)
    before, stop, last = text.rstrip("。；; ").rpartition("。")
    if not stop or item.said or not drafting.states.is_class(last):
        return item, ""
    below = (line for line, _ in item.lines[1:])
    return replace(item, lines=((before + stop, spot),)), "\n".join((f"{last}。", *below))


def _last_words(item: TaskItem) -> str:
    """Return the words with which an item closes: behind its roles, else its last line."""
    after = item.said[-1].after if item.said else ""
    return after or (item.lines[-1][0] if item.lines else "")


def _parted_at_closing(item: TaskItem, drafting: _Drafting) -> tuple[TaskItem, str]:
    """Return an item without the last clause by which all tell how they stand, and that clause."""
    text, spot = item.lines[-1] if item.lines else ("", item.spot)
    last = drafting.states.last_clause(text)
    in_bracket = text.rstrip(" 。；;").endswith((")", "）", "]", "】"))
    if last not in drafting.closings or (any(one.after for one in item.said) and not in_bracket):
        return item, ""
    start = text.rfind(last)
    before = text[:start].rstrip(" ，,；;：:—-。（([【")
    if start <= 0 or not before:
        return item, ""
    words = text[start : start + len(last)] if in_bracket else text[start:]
    return replace(item, lines=(*item.lines[:-1], (before, spot))), words


def _start_of_sentence(text: str, at: int) -> int:
    """Return where the words of what was reached begin: their sentence, if not the first nor one of a plan."""
    start = max(text.rfind(mark, 0, at) for mark in "。；;") + 1
    return at if not start or text[at] in "—-：:" or _PLANS.match(text, start) else start


def _form_of_reached(items: Sequence[TaskItem], states: States) -> re.Pattern[str]:
    """Return how items pass from their target to what was reached: at a time, or where most do so at 已, 正在."""
    told = {one.role for item in items for piece in item.said for one in piece.statements}
    parted = [
        any(_ANY_REACHED.search(text) for text, _ in item.lines)
        or any(_ANY_REACHED.search(f"，{piece.after}") for piece in item.said)
        for item in items
    ]
    named = [match for item in items for text, _ in item.lines[:1] if (match := _NAMED.match(text))]
    tell = sum(bool(states.of_progress(match.string[match.end() :])) for match in named)
    if 2 * len(named) >= len(items) and 2 * tell >= len(items):
        return _COLON
    several = len(items) > 1 and not told & {"progress", "status"}
    return _ANY_REACHED if several and 2 * sum(parted) >= len(items) else _REACHED


def _with_cut_marked(tasks: tuple[Task, ...], items: Sequence[TaskItem]) -> tuple[Task, ...]:
    """Return the tasks, the last one marked where it breaks off: the others end, with a mark or with roles."""
    whole = [
        bool(item.said) or ends_sentence(task.text) for item, task in zip(items, tasks, strict=True)
    ]
    if whole[-1] or sum(whole) < len(whole) / 2:
        return tasks
    mark = "text: 原文在这里中断，文字可能不全"
    return (*tasks[:-1], tasks[-1].model_copy(update={"review": (*tasks[-1].review, mark)}))


def _texts(work: _Work) -> Iterator[str]:
    yield from (text for text, _ in work.item.lines)
    yield from filter(None, (_behind(piece, work)[0] for piece in work.item.said))


def _behind(piece: Piece, work: _Work) -> tuple[str, str]:
    """Return what stands behind the roles of a piece: words of the task, and how far it is."""
    text = piece.after
    if not text or not _is_progress(text, work):
        return text, ""
    found = work.drafting.reached.search(f"，{text}") if work.drafting.reached else None
    start = found.start() - 1 if found and found.re is not _COLON else 0
    if start <= 0 or not _PLANNED.search(text, 0, start):
        return "", text
    return text[:start].rstrip(" ，,"), text[start:].lstrip(" ，,；;")


def _is_progress(text: str, work: _Work) -> bool:
    """Return whether words behind the roles say how far a task is: where a period or a status over all is told too."""
    drafting = work.drafting
    tells = said_of_subjects("".join(text.split()), drafting.context.lexicon)
    states = drafting.states.of_progress(text)
    return bool(drafting.context.months or drafting.reports or tells or states or work.above.status)


def _assignment(piece: Piece, part: int, work: _Work) -> Assignment:
    """Return who answers for a task, or for the part of it that a piece is."""
    drafting, item = work.drafting, work.item
    roles = roles_of(_with_leaders(piece.statements), drafting.context.units, drafting.year)
    for words in piece.remarks:
        drafting.rules.hear(words)
        drafting.remarks.append(Remark("open", item.spot, f"括号里的附言不是单位：“{words}”"))
    _take_from_above(roles, work)
    responsible = roles.units.get("responsible", ())
    helping = roles.units.get("cooperating", ())
    lead, answering, helping = drafting.rules.parted(
        roles.units.get("lead", ()), responsible, helping
    )
    if lead != roles.units.get("lead", ()):
        drafting.by_rule += 1
        if piece.remarks and not roles.is_bare:
            work.review.append("lead: 按文中说明，由责任单位得出")
    # Where a rule tells which of the units leads, the list is known to be of those who answer.
    is_ruled = roles.is_bare and bool(drafting.rules.first_leads)
    work.review += [one for one in roles.doubts if not (is_ruled and one == BARE)]
    work.kept += roles.kept
    drafting.remarks += [Remark("open", item.spot, words) for words in roles.others]
    return Assignment(
        part=str(part),
        label=_label(piece) if len(item.said) > 1 else None,
        lead=lead,
        responsible=answering,
        cooperating=helping,
        leaders=roles.leaders,
        persons=roles.persons,
        due=tuple(Due(date=day, words=words, source=work.source) for day, words in roles.due),
        updates=_updates(piece, roles, work, reached=work.reached if part == 1 else ""),
    )


def _with_leaders(statements: Sequence[Statement]) -> list[Statement]:
    """Return statements, whoever 责任人 names beside 责任单位 as a leader where no other is named."""
    roles = {one.role for one in statements}
    by_label = "leaders" not in roles and any(one.label == "责任单位" for one in statements)
    return [
        replace(one, role="leaders") if by_label and one.label == "责任人" else one
        for one in statements
    ]


def _take_from_above(roles: Roles, work: _Work) -> None:
    """Fill in who leads and answers as the heading over a task names them, where the task names nobody such."""
    drafting, section = work.drafting, work.item.section
    above = roles_of(work.item.above, drafting.context.units, drafting.year)
    if section and section not in drafting.leaders:
        drafting.leaders[section] = leaders_in(section, drafting.context.lexicon)
    above.leaders = above.leaders or drafting.leaders.get(section or "", ())
    if above.leaders and not roles.leaders:
        roles.leaders = above.leaders
        work.review.append(f"leaders: 取自标题“{section}”")
    missing = ["lead"] if roles.units.get("responsible") else ["lead", "responsible"]
    if not roles.units.get("lead"):
        for role in missing:
            if names := above.units.get(role):
                roles.units[role] = names
                work.review.append(f"{role}: 取自标题“{section}”")


def _label(piece: Piece) -> str | None:
    """Return what a part of a task is about: its words up to the first mark."""
    if not piece.lines:
        return None
    words = _CLAUSE.split(piece.lines[0][0])[0].strip()
    return words if 0 < len(words) <= _LONGEST_LABEL else None


def _updates(piece: Piece, roles: Roles, work: _Work, reached: str) -> tuple[Update, ...]:
    """Return how far a task is: by its own label, its own words, a sentence below, the heading above."""
    context, above = work.drafting.context, work.above
    _, after = _behind(piece, work)
    told = tuple(filter(None, (reached, *roles.progress, after)))
    text = "\n".join(told)
    subjects = said_of_subjects("".join("".join((*roles.progress, after)).split()), context.lexicon)
    drafting = work.drafting
    own = (
        drafting.states.of_progress(one, sure=bool(above.status), closings=drafting.closings)
        for one in told
    )
    status = roles.status or ("" if subjects else next(filter(None, own), ""))
    if not status and not subjects and above.status:
        status = above.status
        text = text or above.words
        work.review += [above.doubt] if above.doubt else []
    if not text and not status:
        return ()
    update = Update(period=context.period, status=status or None, text=text, source=work.source)
    return (update,)
