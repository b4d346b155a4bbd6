"""Questions about what of a notice stands in no record: is it nothing, or a task that reading missed.

In: the content. Out: questions. A task that is made of a line is one of a plan of the notice, as reading would make it.
"""

from collections.abc import Iterator
from itertools import count

from tongbao.output.excerpts import Where
from tongbao.records.content import Content
from tongbao.records.model import Assignment, Notice, Plan, Source, Task, Unread
from tongbao.review.answering import CHANGE, YES, filled, names_in_lines, with_units_of
from tongbao.review.changes import Changes, RefusedAnswer
from tongbao.review.question import Choice, Given, Input, Question, question_id
from tongbao.site import urls


def unread_questions(content: Content) -> Iterator[Question]:
    """Yield a question for every line that nobody has looked through."""
    for notice in content.notices:
        for number, line in enumerate(notice.unread):
            yield _question(content, notice, line, number)


def _question(content: Content, notice: Notice, line: Unread, number: int) -> Question:
    def nothing(changes: Changes, _given: Given) -> None:
        _drop(changes, notice.id, line)

    def task(changes: Changes, given: Given) -> None:
        plan = next((one for one in changes.content.plans if one.id == given["plan"]), None)
        if plan is None:
            raise RefusedAnswer("没有选归入哪个任务清单")
        units = names_in_lines(given.get("lead", ""))
        text = " ".join(filled(given, "text", "任务内容").split())
        made = _task(changes, plan, text, units, Source(notice=notice.id, page=line.page))
        changes.put(made)
        if units:
            changes.put(with_units_of(changes.content, plan.district, [made]))
        if notice.id not in plan.notices:
            notices = (*plan.notices, notice.id)
            changes.put(plan.model_copy(update={"notices": notices}))
        _drop(changes, notice.id, line)

    plans = sorted(content.plans, key=lambda plan: notice.id not in plan.notices)
    options = (("", "请选"), *((plan.id, plan.title) for plan in plans))
    first = plans[0].id if plans and notice.id in plans[0].notices else ""
    inputs = (
        Input("text", "任务内容", line.text, "lines"),
        Input("plan", "归入清单", first, "options", options),
        Input("lead", "牵头单位", hint="几家用顿号分开，没有写明的空着"),
    )
    return Question(
        id=question_id(notice, notice.path, f"unread {number} {line.text}"),
        group="unread",
        title=f"《{notice.title}》" + (f"第{line.page}页" if line.page else ""),
        asked=line.text,
        file=notice.path,
        choices=(
            Choice(YES, "看过了，不用记", nothing),
            Choice(CHANGE, "记成一项任务", task, inputs),
        ),
        places=(Where(notice.id, line.page, None, (line.text,)),),
        page=urls.notice(notice.id),
        usual=YES,
    )


def _drop(changes: Changes, notice: str, line: Unread) -> None:
    now = changes.notice(notice)
    at = now.unread.index(line)
    unread = (*now.unread[:at], *now.unread[at + 1 :])
    changes.put(now.model_copy(update={"unread": unread}))


def _task(changes: Changes, plan: Plan, text: str, units: tuple[str, ...], source: Source) -> Task:
    """Return a new task of a plan with a free id."""
    taken = {one.id for one in changes.content.tasks_of(plan.id)}
    free = next(name for at in count(1) if (name := f"t{at:03}") not in taken)
    line = Assignment(part="1", lead=units)
    return Task(plan=plan.id, id=free, text=text, source=source, assignments=(line,))
