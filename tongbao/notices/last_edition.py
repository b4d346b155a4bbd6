"""How a task stood in its last edition, and every wording it ever had: what the next edition is compared with.

In: a task, whose record says what the notice that set it prints, and of later editions what they print otherwise
(``Update.printed``, ``Assignment.restated``). Out: the task as the last of them prints it. What an edition leaves out
of ``printed`` stands as it stood before: it prints the same, or has no such column.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tongbao.records.model import Assignment, Notice, Person, Printed, Task, Update
from tongbao.records.scalars import PENDING

Notices = Mapping[str, Notice]

UNITS = ("lead", "responsible", "cooperating")
PEOPLE = ("leaders", "persons")
# Only these notices print the rows of a plan; what others say of a task is no edition of it.
LISTS = ("ledger", "responsibility")


@dataclass(frozen=True, slots=True)
class PrintedThen:
    """What one edition prints of an assignment, None what the notice that set the task prints; ``day`` orders them."""

    day: str
    notice: str
    printed: Printed | None


def last_day(period: str, notice: Notice) -> str:
    """Return what orders an edition among others: the end of its period, else the day of its notice."""
    return notice.day.isoformat() if period == PENDING else f"{period[-7:]}-31"


def editions(task: Task, part: Assignment, notices: Notices) -> tuple[PrintedThen, ...]:
    """Return what every edition prints of an assignment, oldest first."""
    return tuple(sorted(_editions(task, part, notices), key=lambda one: one.day))


def _editions(task: Task, part: Assignment, notices: Notices) -> Iterator[PrintedThen]:
    own = task.source.notice
    said = [update.source.notice for update in part.updates]
    if own not in said:
        founded = notices.get(own)
        yield PrintedThen(founded.day.isoformat() if founded else "", own, None)
    for restated in part.restated:
        if notice := notices.get(restated.source.notice):
            yield PrintedThen(notice.day.isoformat(), notice.id, restated.printed)
    for update in part.updates:
        notice = notices.get(update.source.notice)
        if notice and (notice.kind in LISTS or notice.id == own):
            printed = None if notice.id == own else update.printed
            yield PrintedThen(last_day(update.period, notice), notice.id, printed)


def as_last_printed(task: Task, notices: Notices, until: str = "9") -> Task:
    """Return a task as its last edition up to a day prints it, each assignment as the last one that lists it."""
    heard = {
        part.part: [one for one in editions(task, part, notices) if one.day <= until]
        for part in task.assignments
    }
    all_heard = sorted((one for found in heard.values() for one in found), key=lambda one: one.day)
    number, text = task.number, task.text
    for one in all_heard:
        told = one.printed or Printed(number=task.number, text=task.text)
        number, text = told.number or number, told.text or text
    parts = tuple(_part_as_printed(part, heard[part.part]) for part in task.assignments)
    return task.model_copy(update={"number": number, "text": text, "assignments": parts})


def _part_as_printed(part: Assignment, heard: Iterable[PrintedThen]) -> Assignment:
    own: dict[str, object] = {}
    for one in heard:
        if one.printed is None:
            own = {}
            continue
        for name in (*UNITS, *PEOPLE):
            names = getattr(one.printed, name)
            if names is not None:
                own[name] = names if name in UNITS else _people(names, getattr(part, name))
    return part.model_copy(update=own) if own else part


def _people(names: Iterable[str], known: Iterable[Person]) -> tuple[Person, ...]:
    by_name = {person.shown: person for person in known}
    return tuple(by_name.get(name) or Person(name=name) for name in names)


def wordings(task: Task) -> tuple[str, ...]:
    """Return every text that an edition printed for a task, the first one first."""
    printed = [
        *(one.printed.text for part in task.assignments for one in part.restated),
        *(update.printed.text for update in task.updates),
    ]
    return tuple(dict.fromkeys((task.text, *filter(None, printed))))


def last_list(tasks: Iterable[Task], notices: Notices, until: str) -> str | None:
    """Return the notice of the last edition, up to a day, that tells how tasks stand; None without one."""
    found = [
        (last_day(update.period, notice), notice.id)
        for task in tasks
        for update in task.updates
        if (notice := notices.get(update.source.notice)) and notice.kind in LISTS
    ]
    return max((one for one in found if one[0] <= until), default=("", None))[1]


def is_listed(task: Task, notice: str) -> bool:
    """Return whether a notice lists a task, as far as its record tells, or set it."""
    updates: tuple[Update, ...] = task.updates
    return notice == task.source.notice or any(one.source.notice == notice for one in updates)
