"""Questions about tasks: what a mark doubts, whether two are one, whether one has ended, who answers for it.

In: the content. Out: questions. A field that is given anew is that of the record; what editions printed stays.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from tongbao.notices.editions import Edition, join_by_hand
from tongbao.notices.plan_choice import unit_naming
from tongbao.output.excerpts import Where
from tongbao.records import marks
from tongbao.records.checks.reviews import mark_in_words
from tongbao.records.content import Content
from tongbao.records.decisions import Decided
from tongbao.records.fields import title_of
from tongbao.records.kinds import END_KINDS
from tongbao.records.model import Assignment, Ended, Notice, Person, Task
from tongbao.review.answering import (
    CHANGE,
    YES,
    called,
    changed,
    cleared,
    day_of,
    filled,
    looked_at,
    names_in_lines,
    with_values,
    without_mark,
)
from tongbao.review.changes import Changes, RefusedAnswer
from tongbao.review.question import Choice, Given, Input, Question, question_id
from tongbao.site import urls

_UNITS = ("lead", "responsible", "cooperating")
_PEOPLE = ("leaders", "persons")
_TEXTS = ("text", "number", "section")
_STATUS = "status"


def task_questions(content: Content) -> Iterator[Question]:
    """Yield the questions about tasks, in the order of the plans, and those that one mark of a notice asks of many."""
    for plan in content.plans:
        for task in content.tasks_of(plan.id):
            for mark in task.review:
                yield _question(content, task, mark)


def gathered_question(content: Content, notice: Notice, mark: str) -> Question | None:
    """Return the question about several tasks that a mark of their notice stands for; None where it is no such mark."""
    numbers = marks.numbers_of(mark)
    named = {task.number or task.id: task for task in _tasks_of(content, notice.id)}
    tasks = [named[number] for number in numbers if number in named]
    field = mark.partition(":")[0]
    if not tasks or field not in (*_UNITS, *_PEOPLE):
        return None
    about = [(task, line) for task in tasks for line in task.assignments]

    def find(changes: Changes) -> Notice:
        return changes.notice(notice.id)

    def apply(changes: Changes, given: Given) -> None:
        _put_lines(changes, [(task.key, line.part) for task, line in about], field, given)
        cleared(changes, find(changes), mark, notice.id, notice.title, is_so=False)

    return Question(
        id=question_id(notice, notice.path, mark + "".join(map(str, about))),
        group="people",
        title=f"《{notice.title}》",
        asked=mark_in_words(mark, notice) or mark,
        file=notice.path,
        choices=(
            looked_at(find, mark, notice.id, notice.title),
            changed([_line_input(task, line, field) for task, line in about], apply),
        ),
        shown=tuple((_label(task, line), _line_words(line, field)) for task, line in about),
        places=tuple(_place(task, line, field) for task in tasks for line in task.assignments[:1]),
        page=urls.notice(notice.id),
    )


def _tasks_of(content: Content, notice: str) -> Iterator[Task]:
    """Yield the tasks that a notice set or speaks of."""
    for task in content.tasks:
        if notice in (task.source.notice, *(one.source.notice for one in task.updates)):
            yield task


def _label(task: Task, line: Assignment) -> str:
    number = f"第{task.number}项" if task.number else called(task)
    return f"{number}（{line.label or line.part}）" if len(task.assignments) > 1 else number


def _place(task: Task, line: Assignment, field: str) -> Where:
    source = next(
        (one.source for one in line.updates if one.source.notice == task.source.notice),
        task.source,
    )
    held = getattr(line, field)
    return Where.of(source, *(one.shown if isinstance(one, Person) else one for one in held))


def _line_words(line: Assignment, field: str) -> str:
    held = getattr(line, field)
    return "、".join(_person_words(one) if isinstance(one, Person) else one for one in held) or "无"


def _person_words(person: Person) -> str:
    return f"{person.shown}（{person.unit}）" if person.unit else person.shown


def _line_input(task: Task, line: Assignment, field: str) -> Input:
    held = _line_words(line, field)
    hint = "姓名（单位），几个人用顿号分开" if field in _PEOPLE else "几家单位用顿号分开"
    return Input(
        f"{task.id}.{line.part}",
        f"{_label(task, line)}{title_of(Assignment, field)}",
        "" if held == "无" else held,
        hint=hint,
    )


def _put_lines(
    changes: Changes, about: Sequence[tuple[str, str]], field: str, given: Given
) -> None:
    """Put what was filled in for a role into the assignments that it was filled in for."""
    for key, part in about:
        task = changes.task(key)
        said = names_in_lines(given.get(f"{task.id}.{part}", ""))
        lines = tuple(
            line.model_copy(update={field: _value(line, field, said)})
            if line.part == part
            else line
            for line in task.assignments
        )
        changes.put(task.model_copy(update={"assignments": lines}))


def _value(line: Assignment, field: str, said: Sequence[str]) -> tuple[str | Person, ...]:
    """Return the units or people that were written; of people who stand already the duty stays."""
    if field in _UNITS:
        return tuple(said)
    standing = {one.shown: one for one in getattr(line, field)}
    return tuple(_person(one, standing) for one in said)


def _person(said: str, standing: Mapping[str, Person]) -> Person:
    name, _, rest = said.replace("(", "（").replace(")", "）").partition("（")
    unit = rest.rstrip("）").strip() or None
    was = standing.get(name.strip(), Person(name=name.strip()))
    return with_values(was, unit=unit)


def _question(content: Content, task: Task, mark: str) -> Question:
    field = mark.partition(":")[0]
    same, ending = marks.same_task(mark), marks.ending(mark)
    if same:
        group, choices = "joins", _of_same(task, mark, f"{task.plan}/{same}")
    elif ending or field == "ended":
        group, choices = "ended", tuple(_of_ended(content, task, mark, ending))
    else:
        group, choices = _group(field), tuple(_of_field(content, task, mark, field))
    return Question(
        id=question_id(task, task.path, mark),
        group=group,
        title=f"第{task.number}项" if task.number else "没有序号的一项",
        asked=mark_in_words(mark, task) or mark,
        file=task.path,
        choices=choices,
        shown=tuple(_shown(content, task, same, ending)),
        places=tuple(_places(content, task, field, same, ending)),
        page=urls.task(task.plan, task.id),
        usual=YES if group in ("tasks", "people") else "",
    )


def _group(field: str) -> str:
    return "people" if field in (*_UNITS, *_PEOPLE) else "tasks"


def _shown(
    content: Content, task: Task, same: str | None, ending: marks.PerhapsEnded | None
) -> Iterator[tuple[str, str]]:
    plan = next(one for one in content.plans if one.id == task.plan)
    yield "任务清单", plan.title
    yield "任务内容", task.text
    for line in task.assignments[:3]:
        units = "、".join((*line.lead, *line.responsible))
        people = _line_words(line, "persons")
        yield "单位与责任人", f"{units or '无'}；{people}"
    tasks = {one.key: one for one in content.tasks}
    if same and (other := tasks.get(f"{task.plan}/{same}")):
        yield "原有的一项", f"第{other.number or '（无）'}项：{other.text}"
    for key in ending.into if ending else ():
        if other := tasks.get(key):
            yield "可能接着做的", f"第{other.number or '（无）'}项：{other.text}"


def _places(
    content: Content,
    task: Task,
    field: str,
    same: str | None,
    ending: marks.PerhapsEnded | None,
) -> Iterator[Where]:
    tasks = {one.key: one for one in content.tasks}
    if field in (*_UNITS, *_PEOPLE):
        yield _place(task, task.assignments[0], field)
    elif field == _STATUS and (said := [one for one in task.updates if one.status]):
        yield Where.of(said[-1].source, said[-1].status or "", task.text)
    else:
        yield Where.of(task.source, task.text)
    for key in (f"{task.plan}/{same}",) if same else ending.into if ending else ():
        if other := tasks.get(key):
            yield Where.of(other.source, other.text)


def _of_field(content: Content, task: Task, mark: str, field: str) -> Iterator[Choice]:
    key = task.key

    def find(changes: Changes) -> Task:
        return changes.task(key)

    yield looked_at(find, mark, key, task.text)
    if field in _TEXTS:
        kind = "lines" if field == "text" else "line"

        def put_text(changes: Changes, given: Given) -> None:
            said = " ".join(given.get(field, "").split()) or None
            now = with_values(find(changes), **{field: said})
            cleared(changes, now, mark, key, task.text, is_so=False)

        label = title_of(Task, field)
        written = Input(
            field, label, getattr(task, field) or "", "lines" if kind == "lines" else "line"
        )
        yield changed([written], put_text)
    elif field in (*_UNITS, *_PEOPLE):

        def put_lines(changes: Changes, given: Given) -> None:
            _put_lines(changes, [(key, line.part) for line in task.assignments], field, given)
            cleared(changes, find(changes), mark, key, task.text, is_so=False)

        yield changed([_line_input(task, line, field) for line in task.assignments], put_lines)
    elif field == _STATUS:
        yield _of_status(content, find, task, mark)


def _of_status(content: Content, find: Callable[[Changes], Task], task: Task, mark: str) -> Choice:
    plan = next(one for one in content.plans if one.id == task.plan)
    statuses = content.settings.vocabularies.get(plan.vocabulary, ())
    about = [
        (line, update)
        for line in task.assignments
        for update in line.updates
        if update.source.notice == task.updates[-1].source.notice
    ]

    def apply(changes: Changes, given: Given) -> None:
        now = find(changes)
        said = {
            (line.part, update.source, update.period): given.get(f"{line.part}.{at}", "") or None
            for at, (line, update) in enumerate(about)
        }
        lines = tuple(
            line.model_copy(
                update={
                    "updates": tuple(
                        one.model_copy(update={"status": said[line.part, one.source, one.period]})
                        if (line.part, one.source, one.period) in said
                        else one
                        for one in line.updates
                    )
                }
            )
            for line in now.assignments
        )
        now = now.model_copy(update={"assignments": lines})
        cleared(changes, now, mark, now.key, task.text, is_so=False)

    words = [one.word for one in statuses]
    inputs = []
    for at, (line, update) in enumerate(about):
        said = update.status or ""
        known = (*words, *([said] if said and said not in words else []))
        options = (("", "没有写明"), *((one, one) for one in known))
        label = f"{_label(task, line)}完成情况"
        inputs.append(Input(f"{line.part}.{at}", label, said, "options", options))
    return changed(inputs, apply)


def _of_same(task: Task, mark: str, other: str) -> tuple[Choice, ...]:
    def joined(changes: Changes, _given: Given) -> None:
        new, old = changes.task(task.key), changes.task(other)
        notices = {one.id: one for one in changes.content.notices}
        edition = Edition(
            changes.notice(new.source.notice),
            frozenset(),
            notices,
            Decided.of(changes.content.decisions),
        )
        plan = changes.plan(new.plan)
        naming = unit_naming(changes.content, plan.district)
        changes.remove(new)
        changes.put(join_by_hand(old, new, edition, naming))
        for one in changes.content.tasks:
            _lead_on(changes, one, new.key, old.key)
        changes.decide("join", old.key, new.text, is_so=True, asked=mark)

    def apart(changes: Changes, _given: Given) -> None:
        now = changes.task(task.key)
        changes.put(without_mark(now, mark))
        changes.decide("join", other, now.text, is_so=False, asked=mark)

    return Choice("same", "是同一项，并过去", joined), Choice("apart", "不是，是另一项", apart)


def _lead_on(changes: Changes, task: Task, gone: str, kept: str) -> None:
    """Let a task that names one that is gone name the one that has its place."""
    supersedes = tuple(kept if one == gone else one for one in task.supersedes)
    ended = task.ended
    if ended and gone in ended.into:
        into = tuple(dict.fromkeys(kept if one == gone else one for one in ended.into))
        ended = ended.model_copy(update={"into": into})
    if (supersedes, ended) != (task.supersedes, task.ended):
        changes.put(task.model_copy(update={"supersedes": supersedes, "ended": ended}))


def _of_ended(
    content: Content, task: Task, mark: str, ending: marks.PerhapsEnded | None
) -> Iterator[Choice]:
    key = task.key
    notices = {one.id: one for one in content.notices}
    plan = next(one for one in content.plans if one.id == task.plan)
    known = [notices[one] for one in plan.notices if one in notices]
    last = max(known, key=lambda one: one.day, default=None)

    def apply(changes: Changes, given: Given) -> None:
        kind = filled(given, "kind", "怎样结束的")
        if kind not in END_KINDS:
            raise RefusedAnswer("没有选怎样结束的")
        into = given.get("into", "").split() if kind in ("split", "merged") else ()
        known_tasks = {one.key for one in changes.content.tasks}
        unknown = [one for one in into if one not in known_tasks]
        if unknown:
            raise RefusedAnswer(f"没有 {'、'.join(unknown)} 这一项，写成 清单/编号")
        ended = Ended(
            kind=kind,
            date=day_of(given.get("date", "")),
            into=tuple(into),
            notice=last.id if last else None,
            reason=given.get("reason", "").strip() or None,
        )
        now = without_mark(changes.task(key), mark).model_copy(update={"ended": ended})
        changes.put(now)
        changes.decide("ended", key, is_so=True, asked=mark)

    def kept(changes: Changes, _given: Given) -> None:
        changes.put(without_mark(changes.task(key), mark))
        changes.decide("ended", key, is_so=False, asked=mark)

    yield Choice(
        YES,
        "已经结束",
        apply,
        (
            Input(
                "kind",
                "怎样结束的",
                ending.kind if ending else "",
                "options",
                (("", "请选"), *END_KINDS.items()),
            ),
            Input("date", "从哪天起", f"{last.day}" if last else "", "date"),
            Input(
                "into",
                "接着做的任务",
                " ".join(ending.into) if ending else "",
                hint="清单/编号，用空格分开；撤销、移交、办结的不写",
            ),
            Input("reason", "原因", hint="可以不写"),
        ),
    )
    yield Choice(CHANGE, "没有结束，只是本期没有列", kept)
