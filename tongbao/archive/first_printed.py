"""A task that a later notice set, as the first notice of a month printed it: nothing in a month may be of later.

In: a task cut back to a month. Out: the same task with the number, the words, the units and the persons of that
edition, and its updates with what they print otherwise.
"""

from collections.abc import Mapping
from typing import Any

from tongbao.progress import merging
from tongbao.records.model import Assignment, Person, Printed, Task


def as_first_printed(task: Task, notices: merging.Notices) -> Task:
    """Return the task as the edition of its first update printed it; one of which nothing was said as it is."""
    updates = task.updates
    if not updates:
        return task
    first = merging.in_order(updates, notices)[0]
    number, text = first.printed.number or task.number, first.printed.text or task.text
    base = task.model_copy(update={"number": number, "text": text, "source": first.source})
    parts = tuple(_part(task, base, part, notices) for part in task.assignments)
    return base.model_copy(update={"assignments": parts})


def _part(was: Task, now: Task, part: Assignment, notices: merging.Notices) -> Assignment:
    """Return a part as its own first update printed it, its updates told from that."""
    said = merging.in_order(part.updates, notices)[:1]
    printed = said[0].printed if said else Printed()
    units = {name: getattr(printed, name) for name in ("lead", "responsible")}
    own = {name: names for name, names in units.items() if names is not None}
    if printed.persons is not None:
        own["persons"] = tuple(_person(name, part) for name in printed.persons)
    base = part.model_copy(update=own)
    lines = _line(was, part), _line(now, base)
    updates = tuple(
        update.model_copy(update={"printed": _told_from(update.printed, *lines)})
        for update in part.updates
    )
    return base.model_copy(update={"updates": updates})


def _person(name: str, part: Assignment) -> Person:
    known = (person for person in part.persons if name in (person.name, person.office))
    return next(known, Person(name=name))


def _line(task: Task, part: Assignment) -> Mapping[str, Any]:
    """Return what an edition prints of a part where it prints nothing otherwise."""
    return {
        "number": task.number,
        "text": task.text,
        "lead": part.lead,
        "responsible": part.responsible,
        "persons": tuple(person.shown for person in part.persons),
    }


def _told_from(printed: Printed, was: Mapping[str, Any], now: Mapping[str, Any]) -> Printed:
    """Return what an edition prints otherwise than ``now``, told so far from ``was``."""
    said = {
        name: value if (value := getattr(printed, name)) is not None else was[name] for name in was
    }
    return Printed(**{name: value for name, value in said.items() if value != now[name]})
