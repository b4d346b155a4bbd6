"""Checks of decisions: each says enough to be kept, and names tasks that are there."""

from collections.abc import Iterator

from tongbao.problems import Problem
from tongbao.records.checks.checked import Checked
from tongbao.records.decisions import DECISION_KINDS, Decision
from tongbao.records.messages import nearest

# Of how many names each kind is; the first of a join and of an end is a task.
_TWO = ("join", "alias")
_OF_TASKS = ("join", "ended")


def decisions_are_whole(checked: Checked) -> Iterator[Problem]:
    """A decision names what its kind is about: a join a task and a text, an alias two names, a mark its words."""
    for file in checked.content.decisions:
        for number, decision in enumerate(file.decisions):
            for field, message, hint in _faults(checked, decision):
                place = checked.places.value(file.path, ("decisions", number, *field))
                yield Problem(place, message, hint)


def _faults(
    checked: Checked, decision: Decision
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Yield what is wrong with a decision: the field, the message, the hint."""
    said = DECISION_KINDS[decision.kind]
    if decision.kind == "mark" and decision.asked is None:
        yield (), f"“{said}”没有写明是哪一条", "asked 照抄 review 里的那一条"
    wanted = 2 if decision.kind in _TWO else 1
    if len(decision.about) < wanted:
        message = f"“{said}”要写明{wanted}个，只写了{len(decision.about)}个"
        hint = "join 写任务和文件里的文字，alias 写两个名称，别的写所关的任务、单位、用词"
        yield ("about",), message, hint
        return
    task = decision.about[0]
    known = {one.key for one in checked.content.tasks}
    left_out = f"content/tasks/{task}.yml" in checked.left_out
    if decision.kind in _OF_TASKS and task not in known and not left_out:
        guess = nearest(task, tuple(sorted(known)))
        hint = f"你是不是要写“{guess}”" if guess else "写成 清单/编号，如 zhanhe-2022/8"
        yield ("about", 0), f"“{said}”所关的任务“{task}”不存在", hint
