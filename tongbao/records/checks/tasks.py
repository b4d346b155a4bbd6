"""Checks of tasks: what they refer to is there, and nothing is said twice."""

import re
from collections.abc import Iterator

from tongbao.problems import Place, Problem, Severity
from tongbao.records.checks.checked import Checked, updates_of
from tongbao.records.content import Vocabulary, vocabulary_of
from tongbao.records.kinds import END_KINDS
from tongbao.records.messages import nearest
from tongbao.records.model import Assignment, Part, Source, Task
from tongbao.records.stand_ins import is_stand_in
from tongbao.records.yaml_in import Path


def tasks_have_plans(checked: Checked) -> Iterator[Problem]:
    """A folder of tasks goes by the name of its plan."""
    known = tuple(plan.id for plan in checked.content.plans)
    for name in dict.fromkeys(task.plan for task in checked.content.tasks):
        if not checked.plan_is_known(name):
            guess = nearest(name, known)
            hint = f"把文件夹改名为 {guess}" if guess else f"建立 content/plans/{name}.yml"
            message = f"任务清单“{name}”不存在"
            yield Problem(Place(f"content/tasks/{name}"), message, hint)


def notices_are_known(checked: Checked) -> Iterator[Problem]:
    """Every notice that a record stands on is there."""
    known = checked.notices_known()
    for plan in checked.content.plans:
        for number, notice in enumerate(plan.notices):
            if notice not in known:
                yield _no_notice(checked, plan.path, ("notices", number), notice)
    for task in checked.content.tasks:
        for source, path in _sources_of(task):
            if source.notice not in known and not is_stand_in(source.notice):
                yield _no_notice(checked, task.path, (*path, "notice"), source.notice)
        basis = task.ended and task.ended.notice
        if basis and basis not in known and not is_stand_in(basis):
            yield _no_notice(checked, task.path, ("ended", "notice"), basis)


def _sources_of(task: Task) -> Iterator[tuple[Source, Path]]:
    yield task.source, ("source",)
    for number, assignment in enumerate(task.assignments):
        path: Path = ("assignments", number)
        for position, due in enumerate(assignment.due):
            yield due.source, (*path, "due", position, "source")
        for position, one in enumerate(assignment.restated):
            yield one.source, (*path, "restated", position, "source")
        for position, update in enumerate(assignment.updates):
            yield update.source, (*path, "updates", position, "source")


def _no_notice(checked: Checked, file: str, path: Path, notice: str) -> Problem:
    guess = nearest(notice, tuple(found.id for found in checked.content.notices))
    hint = f"你是不是要写“{guess}”" if guess else f"建立 content/notices/{notice}.yml，或改正编号"
    return Problem(checked.places.value(file, path), f"文件“{notice}”不存在", hint)


def named_tasks_exist(checked: Checked) -> Iterator[Problem]:
    """``supersedes`` and ``ended.into`` name other tasks, as <plan>/<id>."""
    known = {task.key for task in checked.content.tasks}
    for task in checked.content.tasks:
        into = task.ended.into if task.ended else ()
        for words, path, names in (
            ("接续的任务", ("supersedes",), task.supersedes),
            ("接着做的任务", ("ended", "into"), into),
        ):
            for number, name in enumerate(names):
                own = task.key
                left_out = f"content/tasks/{name}.yml" in checked.left_out
                if name != own and (name in known or left_out):
                    continue
                guess = nearest(name, tuple(sorted(known - {own})))
                hint = f"你是不是要写“{guess}”" if guess else "写成 清单/编号，如 zhanhe-2021/8"
                wrong = "就是它自己" if name in known else "不存在"
                place = checked.places.value(task.path, (*path, number))
                yield Problem(place, f"{words}“{name}”{wrong}", hint)


def ends_lead_on(checked: Checked) -> Iterator[Problem]:
    """A task that was merged or split says into which tasks; one that just ended names none."""
    for task in checked.content.tasks:
        ended = task.ended
        if ended is None or bool(ended.into) == (ended.kind in ("merged", "split")):
            continue
        place = checked.places.value(task.path, ("ended", "into" if ended.into else "kind"))
        if ended.into:
            message = f"{END_KINDS[ended.kind]}的任务没有接着做的任务"
            yield Problem(place, message, "删去 into，或把 kind 写成 merged（并入）、split（拆分）")
        else:
            message = f"{END_KINDS[ended.kind]}，没有写明是哪些任务"
            yield Problem(place, message, "写上 into: [清单/编号]，如 [zhanhe-2022/8]")


def statuses_are_known(checked: Checked) -> Iterator[Problem]:
    """A status is a word of the plan's vocabulary, or a review mark says that it still has to become one."""
    words: dict[str, Vocabulary] = {}
    for plan, task in checked.tasks_by_plan():
        if plan.vocabulary not in checked.content.settings.vocabularies or _is_marked(task):
            continue
        vocabulary = words.setdefault(plan.id, vocabulary_of(checked.content.settings, plan))
        for path, update in updates_of(task):
            if update.status is None:
                continue
            if vocabulary.find(update.status, graded=task.is_graded) is None:
                yield _no_status(checked, task, (*path, "status"), update.status, vocabulary)


def _is_marked(task: Task) -> bool:
    return any(mark.startswith("status") for mark in task.review)


def _no_status(
    checked: Checked, task: Task, path: Path, status: str, vocabulary: Vocabulary
) -> Problem:
    near = vocabulary.nearest(status)
    known = "、".join(word.word for word in vocabulary.statuses)
    hint = f"你是不是要写“{near[0]}”" if near else f"可以写：{known}"
    place = checked.places.value(task.path, path)
    return Problem(
        place, f"完成情况“{status}”不在用词表里", f"{hint}；新词写进 site.yml 的 vocabularies"
    )


def parts_are_unique(checked: Checked) -> Iterator[Problem]:
    """The parts of a task are told apart by ``part``, which makes their address."""
    for task in checked.content.tasks:
        first: dict[str, int] = {}
        for number, assignment in enumerate(task.assignments):
            if assignment.part in first:
                other = ("assignments", first[assignment.part], "part")
                line = checked.places.line(task.path, other)
                place = checked.places.value(task.path, ("assignments", number, "part"))
                message = f"项次“{assignment.part}”重复，第 {line} 行已有"
                yield Problem(place, message, "同一任务里各项的 part 不同，如 1、2、3")
            first.setdefault(assignment.part, number)


def updates_are_unique(checked: Checked) -> Iterator[Problem]:
    """A notice says one thing about an assignment for a period, and a deadline stands once."""
    for task in checked.content.tasks:
        for number, assignment in enumerate(task.assignments):
            path: Path = ("assignments", number)
            updates = (
                f"期次 {update.period}（文件 {update.source.notice}）的进展"
                for update in assignment.updates
            )
            yield from _doubled(checked, task, (*path, "updates"), updates)
            yield from _doubled(checked, task, (*path, "due"), _deadlines(assignment))


def _deadlines(assignment: Assignment) -> Iterator[str]:
    for due in assignment.due:
        yield f"时限 {due.date}（“{due.words}”）"


def _doubled(checked: Checked, task: Task, path: Path, named: Iterator[str]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, name in enumerate(named):
        if name in first:
            line = checked.places.line(task.path, (*path, first[name]))
            place = checked.places.value(task.path, (*path, number))
            yield Problem(place, f"{name}写了两次，第 {line} 行已有", "合成一条，或改正期次、出处")
        first.setdefault(name, number)


def persons_are_named(checked: Checked) -> Iterator[Problem]:
    """A person has a name, or an office stands in its place."""
    for task in checked.content.tasks:
        for number, assignment in enumerate(task.assignments):
            for field in ("leaders", "persons"):
                for position, person in enumerate(getattr(assignment, field)):
                    if person.name is None and person.office is None:
                        path = ("assignments", number, field, position)
                        place = checked.places.value(task.path, path)
                        hint = (
                            "写 {name: 张三, unit: 区财政局}，或 {office: 各乡（街道）行政负责人}"
                        )
                        yield Problem(place, "责任人既没有姓名也没有职位", hint)


def parts_stand_once(checked: Checked) -> Iterator[Problem]:
    """What stands under a label in ``parts`` does not stand behind that label in ``text`` as well."""
    for task in checked.content.tasks:
        for path, update in updates_of(task):
            for at, part in enumerate(update.parts):
                if _stands_behind_label(part, update.text):
                    place = checked.places.value(task.path, (*path, "parts", at))
                    message = f"“{part.label}”的内容在 text 里又写了一遍"
                    hint = "text 里只留不在小标题下面的话，否则网页和台账都印两遍"
                    yield Problem(place, message, hint, Severity.WARNING)


def _stands_behind_label(part: Part, text: str) -> bool:
    first = part.text.split("\n")[0]
    behind = rf"{re.escape(part.label)}[：:】。\s]{{0,3}}{re.escape(first)}"
    return first != "" and re.search(behind, text) is not None


def events_end_after_they_begin(checked: Checked) -> Iterator[Problem]:
    """The last day of an event is not before its first."""
    for task in checked.content.tasks:
        for path, update in updates_of(task):
            for at, event in enumerate(update.events):
                if event.date_to is not None and event.date_to < event.date:
                    place = checked.places.value(task.path, (*path, "events", at, "date_to"))
                    message = f"结束日期 {event.date_to} 早于开始日期 {event.date}"
                    yield Problem(place, message, "改正日期；只有一天就写 date_to: null")
