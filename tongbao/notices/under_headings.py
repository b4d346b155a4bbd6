"""What the heading over some tasks says of all of them: who answers (三、县文旅局（4项）), how they stand (已办结事项).

In: tasks with their sections. Out: the same, filled in where a task itself says nothing of it.
"""

import re
from collections.abc import Mapping, Sequence

from tongbao.notices.column_words import role_of_heading
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.numerals import read_numeral
from tongbao.notices.reading import Context
from tongbao.notices.responsibility.roles import leaders_in
from tongbao.notices.responsibility.said import UNIT_ROLES
from tongbao.notices.states import LookedBack, states_of
from tongbao.notices.told.heads import heading_status
from tongbao.records.model import Assignment, Task, Update
from tongbao.sources.document import Paragraph

_COUNT = re.compile(r"[（(]?共?计?\d{1,3}(?:个|家|项|件|条|宗|起)[）)]?$|[：:]$")
_OF_UNITS = re.compile(
    r"(?P<units>.+?)(?P<verb>牵头|负责|承办|主办|主责)(?:的|办理|落实|推进)*(?:工作|任务|事项|项目|指标)*$"
)
_THINGS = re.compile(r"(?:的)?(?:事项|项目|任务|工作|工程|实事|指标|问题|案件|建议|提案)*$")
_ASPECT = re.compile("[已未尚正待拟逾延滞缓停慢在]|完成|推进|达到|进展|进度")
_LONGEST = 14
_LEADS = ("牵头", "主办")
_FEWEST_TASKS = 2


def with_headings_heard(
    tasks: Sequence[Task], context: Context, prose: Sequence[Paragraph] = ()
) -> tuple[Task, ...]:
    """Return tasks with the units and the status that the heading over them, or a sentence below, gives to all."""
    sections = {_bare(task.section, context.lexicon) for task in tasks if task.section}
    # Beside headings that are none, a name that only looks like a unit's is none either.
    units = sum(bool(_units(one, context, helped=False)[1]) for one in sections)
    sure = 2 * units <= len(sections)
    helped = any(line.cooperating for task in tasks for line in task.assignments)
    statuses = _statuses([task.section or "" for task in tasks], context.lexicon)
    heard = tuple(_heard(task, context, statuses, helped=helped, sure=sure) for task in tasks)
    return _with_summary(heard, context, prose)


def _with_summary(
    tasks: tuple[Task, ...], context: Context, prose: Sequence[Paragraph]
) -> tuple[Task, ...]:
    """Return tasks of which none says how it stands with what one sentence says of just so many: 以上十项均已完成."""
    if len(tasks) < _FEWEST_TASKS or any(_says_how(task) for task in tasks):
        return tasks
    states = states_of(context.lexicon)
    said = [one for line in prose for _, back in states.summaries(line.text) for one in back]
    is_parted = all(one.numbers or one.count for one in said)
    if not said or (not is_parted and (len(said) > 1 or said[0].count not in (0, len(tasks)))):
        return tasks
    return tuple(_summed_up(task, at, len(tasks), said, context) for at, task in enumerate(tasks))


def _summed_up(
    task: Task, at: int, total: int, said: Sequence[LookedBack], context: Context
) -> Task:
    """Return a task with what is said of it by its place: of the first three, the last two, of all."""
    for one in sorted(said, key=lambda one: not one.numbers):
        by_number = bool(one.numbers) and (at + 1 in one.numbers) != one.others
        if by_number or (not one.numbers and at >= total - (one.count or total)):
            lines = task.assignments or (Assignment(part="1"),)
            told = (_with_status(line, one.status, task, context, one.words) for line in lines)
            return task.model_copy(update={"assignments": tuple(told)})
    return task


def _says_how(task: Task) -> bool:
    return any(one.status or one.subject for line in task.assignments for one in line.updates)


def _statuses(sections: Sequence[str], lexicon: Lexicon) -> Mapping[str, str]:
    """Return the status that each heading gives; beside one that gives a status others are read by their aspect."""
    found = {one: heading_status(one, lexicon) for one in dict.fromkeys(sections) if one}
    if not any(found.values()):
        return found
    return {one: status or _by_aspect(_bare(one, lexicon)) for one, status in found.items()}


def _by_aspect(heading: str) -> str:
    words = _THINGS.sub("", heading)
    return words if len(words) <= _LONGEST and _ASPECT.search(words) else ""


def _heard(
    task: Task, context: Context, statuses: Mapping[str, str], *, helped: bool, sure: bool
) -> Task:
    if not task.section:
        return task
    heading = _bare(task.section, context.lexicon)
    lines = task.assignments or (Assignment(part="1"),)
    if not any(line.lead or line.responsible for line in lines):
        role, units = _units(heading, context, helped=helped, sure=sure)
        lines = tuple(line.model_copy(update={role: units}) for line in lines) if units else lines
    leaders = leaders_in(task.section, context.lexicon)
    if leaders and not any(line.leaders for line in lines):
        lines = tuple(line.model_copy(update={"leaders": leaders}) for line in lines)
    if not _says_how(task):
        status = statuses[task.section]
        lines = (
            tuple(_with_status(line, status, task, context) for line in lines) if status else lines
        )
    return task if lines == task.assignments else task.model_copy(update={"assignments": lines})


def _bare(section: str, lexicon: Lexicon) -> str:
    numeral = read_numeral(section, lexicon.folded(section))
    return _COUNT.sub("", section[numeral.end :] if numeral else section).strip()


def _units(
    heading: str, context: Context, *, helped: bool, sure: bool = False
) -> tuple[str, tuple[str, ...]]:
    """Return the role and the units that a heading names; beside others that help (配合单位) they lead.

    ``sure`` leaves out what neither a label nor a verb says to be units.
    """
    label, colon, value = heading.replace(":", "：").partition("：")
    printed = (role_of_heading(label, context.lexicon) or "") if colon else ""
    match = _OF_UNITS.fullmatch(heading)
    words = match["units"] if match else value if printed in UNIT_ROLES else heading
    names = [name for name in re.split("[、，,]", words) if name]
    if not names or not all(map(context.units.is_unit, names)):
        return "", ()
    if printed in UNIT_ROLES:
        return printed, tuple(names)
    if sure and not match and not all(map(context.units.known, names)):
        return "", ()
    leads = (match and match["verb"] in _LEADS) or (helped and not match)
    return ("lead" if leads else "responsible"), tuple(names)


def _with_status(
    line: Assignment, status: str, task: Task, context: Context, words: str = ""
) -> Assignment:
    """Return an assignment with a status; ``words`` are what tells it, where its own text does not."""
    none = Update(period=context.period, text=words, source=task.source)
    first, *others = line.updates or (none,)
    updates = (first.model_copy(update={"status": status}), *others)
    return line.model_copy(update={"updates": updates})
