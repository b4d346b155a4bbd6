"""Stand-ins for the ids of notices that an edition does not show: ``withheld-1``, ``withheld-2``.

In: the ids of the notices left out, and a task that rests on some of them. Out: the task with a number in place of each
id. An id states a district and a day; a number states nothing, and two stay apart. Page and row stay, for the order of
tasks.
"""

import re
from collections.abc import Iterable, Mapping

from tongbao.records.model import Assignment, Source, Task, Update

_FORM = re.compile(r"withheld-[1-9]\d*")


def is_stand_in(notice: str) -> bool:
    """Return whether a notice's id stands for one that is not shown."""
    return _FORM.fullmatch(notice) is not None


def stand_ins(notices: Iterable[str]) -> dict[str, str]:
    """Return a stand-in for each id, numbered in the order given."""
    return {name: f"withheld-{number}" for number, name in enumerate(notices, start=1)}


def with_stand_ins(task: Task, names: Mapping[str, str]) -> Task:
    """Return the task with stand-ins for the notices named."""
    if not names:
        return task
    parts = tuple(_assignment(part, names) for part in task.assignments)
    ended = task.ended
    if ended and ended.notice:
        ended = ended.model_copy(update={"notice": names.get(ended.notice, ended.notice)})
    source = _source(task.source, names)
    return task.model_copy(update={"source": source, "ended": ended, "assignments": parts})


def _assignment(part: Assignment, names: Mapping[str, str]) -> Assignment:
    due = tuple(one.model_copy(update={"source": _source(one.source, names)}) for one in part.due)
    restated = tuple(
        one.model_copy(update={"source": _source(one.source, names)}) for one in part.restated
    )
    updates = tuple(_update(update, names) for update in part.updates)
    return part.model_copy(update={"due": due, "restated": restated, "updates": updates})


def _update(update: Update, names: Mapping[str, str]) -> Update:
    errata = tuple(
        one.model_copy(update={"source": names.get(one.source, one.source)})
        for one in update.errata
    )
    return update.model_copy(update={"source": _source(update.source, names), "errata": errata})


def _source(source: Source, names: Mapping[str, str]) -> Source:
    name = names.get(source.notice)
    return source.model_copy(update={"notice": name}) if name else source
