"""Editions of a task: how the latest one prints it, how the first, and how the one that held in a period.

In: a task. Its record says what the notice that set it prints, and of later editions what they print otherwise
(``Update.printed``, ``Assignment.restated``). Out: the task as another edition prints it, with all editions told from
that one, so that nothing printed is lost. Numbers, wordings, units and people of a row are an edition's; only ledgers
and decompositions print rows.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tongbao.progress import periods
from tongbao.records.model import Assignment, Notice, Person, Printed, Restated, Task, Update
from tongbao.records.scalars import PENDING

Notices = Mapping[str, Notice]
# Orders editions: the day up to which one speaks, then the period or the day of its notice.
_Key = tuple[str, tuple[str, str]]

_PLAIN = Printed()
_UNITS = ("lead", "responsible", "cooperating")
_PEOPLE = ("leaders", "persons")
# Ledgers that carry on a decomposition seldom print them; what is not printed is no other word.
_SELDOM = ("cooperating", "leaders")
_OF_ROWS = ("ledger", "responsibility")


def by_latest(task: Task, notices: Notices) -> Task:
    """Return a task as the latest edition prints it, each assignment as the latest one that lists it."""
    return _as_of(_carried(task, notices), None, notices)


def in_period(task: Task, period: str, notices: Notices) -> Task:
    """Return a task as the last edition prints it that was there in a period; as the first one before that."""
    limit = periods.last_day(period).isoformat(), periods.order(period)
    return _as_of(_carried(task, notices), limit, notices)


def by_notice(task: Task, notice: str, notices: Notices) -> Task:
    """Return a task as a notice prints it that told of it; as it stands where the notice prints no rows."""
    if not any(_tells_otherwise(part) for part in task.assignments):
        return task
    task = _carried(task, notices)
    chosen: dict[str, Printed] = {}
    for part in task.assignments:
        told = [one.printed for one in part.restated if one.source.notice == notice]
        told += [one.printed for one in part.updates if one.source.notice == notice]
        if told:
            chosen[part.part] = told[0]
    if all(one == _PLAIN for one in chosen.values()):
        return task
    head = next(iter(chosen.values()))
    return _rebased(task, head, chosen, notices, set_by=task.source.notice)


def by_first(task: Task, heard: tuple[Update, ...], notices: Notices) -> Task:
    """Return a task as the first of these updates printed it, without the notice that set it.

    ``heard`` are the updates that are known, oldest first. What was not heard is told by no edition.
    """
    if not heard:
        return task
    task = _carried(task, notices)
    heard = tuple(
        next(
            one
            for one in task.updates
            if one.source == update.source and one.period == update.period
        )
        for update in heard
    )
    first = heard[0]
    chosen: dict[str, Printed] = {}
    for part in task.assignments:
        own = next((update for update in heard if update in part.updates), None)
        chosen[part.part] = own.printed if own else _PLAIN
    found = _rebased(task, first.printed, chosen, notices, set_by=None)
    return _uncarried(found.model_copy(update={"source": first.source}), notices)


@dataclass(frozen=True, slots=True)
class PrintedSo:
    """A part of a task as one edition prints it.

    ``period`` is the one it is of, None for a notice without progress, of which ``day`` says when it was.
    """

    day: str
    period: str | None
    text: str
    part: Assignment


def with_others(task: Task, part: Assignment, notices: Notices) -> tuple[PrintedSo, ...]:
    """Return a part of a task as each edition prints it that names other units or people, oldest first."""
    found: list[tuple[_Key, PrintedSo]] = []
    for update in part.updates:
        notice = notices.get(update.source.notice)
        if not _names_others(update.printed) or update.period == PENDING:
            continue
        if notice and notice.kind in _OF_ROWS:
            day = periods.last_day(update.period).isoformat()
            key = (day, periods.order(update.period))
            found.append((key, _edition(task, part, update.printed, day, update.period)))
    for one in filter(lambda one: _names_others(one.printed), part.restated):
        key = _key_of_day(notices.get(one.source.notice))
        found.append((key, _edition(task, part, one.printed, key[0], None)))
    return tuple(edition for _, edition in sorted(found, key=lambda pair: pair[0]))


def last_printed(task: Task, part: Assignment) -> tuple[PrintedSo, ...]:
    """Return a part of a task as it stands, of the last period in which anything was said of it, if it was."""
    said = [one.period for one in part.updates if one.period != PENDING]
    if not said:
        return ()
    period = max(said, key=periods.order)
    return (PrintedSo(periods.last_day(period).isoformat(), period, task.text, part),)


def _names_others(printed: Printed) -> bool:
    return any(getattr(printed, name) is not None for name in (*_UNITS, *_PEOPLE))


def _edition(
    task: Task, part: Assignment, printed: Printed, day: str, period: str | None
) -> PrintedSo:
    return PrintedSo(day, period, printed.text or task.text, _printed_so(part, printed))


def _as_of(task: Task, limit: _Key | None, notices: Notices) -> Task:
    if not any(_tells_otherwise(part) for part in task.assignments):
        return task
    found = {part.part: list(_editions(task, part, notices)) for part in task.assignments}
    chosen = {part: _last(editions, limit) for part, editions in found.items() if editions}
    head = max(chosen.values(), key=lambda edition: edition[0], default=(None, _PLAIN))[1]
    printed = {part: edition[1] for part, edition in chosen.items()}
    if all(one == _PLAIN for one in (head, *printed.values())):
        return task
    return _rebased(task, head, printed, notices, set_by=task.source.notice)


def _tells_otherwise(part: Assignment) -> bool:
    return bool(part.restated) or any(update.printed != _PLAIN for update in part.updates)


def _last(editions: list[tuple[_Key, Printed]], limit: _Key | None) -> tuple[_Key, Printed]:
    """Return the last edition up to a limit, the first of all where none is."""
    editions.sort(key=lambda edition: edition[0])
    within = [edition for edition in editions if limit is None or edition[0] <= limit]
    return within[-1] if within else editions[0]


def _carried(task: Task, notices: Notices) -> Task:
    """Return a task in whose editions stands what an earlier one printed in a column that they do not print.

    A record holds what an edition prints otherwise than it stood before; from here on it is told from the record.
    """
    return _each_in_order(task, notices, _filled_in)


def _uncarried(task: Task, notices: Notices) -> Task:
    """Return a task as a record holds it: what an edition prints otherwise than it stood before is there."""
    return _each_in_order(task, notices, _spelled_out)


# The fields that an edition prints otherwise; what stood before it is changed to what stands then.
_Told = Callable[[Mapping[str, Any], dict[str, Any], Mapping[str, Any]], dict[str, Any]]


def _filled_in(
    own: Mapping[str, Any], stood: dict[str, Any], record: Mapping[str, Any]
) -> dict[str, Any]:
    stood.update({name: value for name, value in own.items() if value is not None})
    return {name: value for name, value in stood.items() if value != record[name]}


def _spelled_out(
    own: Mapping[str, Any], stood: dict[str, Any], record: Mapping[str, Any]
) -> dict[str, Any]:
    said = {name: value for name, value in own.items() if value is not None}
    for name, value in stood.items():
        if name not in said and value != record[name]:
            said[name] = record[name]
    stood.update(said)
    return said


def _each_in_order(task: Task, notices: Notices, told: _Told) -> Task:
    """Return a task with the columns of every edition told anew, an assignment's editions one after the other."""
    if not any(_tells_otherwise(part) for part in task.assignments):
        return task
    parts = tuple(_part_in_order(task, part, notices, told) for part in task.assignments)
    return task.model_copy(update={"assignments": parts})


def _part_in_order(task: Task, part: Assignment, notices: Notices, told: _Told) -> Assignment:
    names = (*_UNITS, *_PEOPLE)
    line = _line(task, part)
    record = {name: line[name] for name in names}
    stood: dict[str, Any] = {}
    said: dict[int, Printed] = {}
    own = task.source.notice
    rows: list[Restated | Update] = [
        *part.restated,
        *(update for update in part.updates if _is_of_rows(update, notices)),
    ]
    for one in sorted(rows, key=lambda one: _key_of(one, notices)):
        if one.source.notice == own:
            stood.clear()
            continue
        fields = one.printed.model_dump()
        columns = told({name: fields[name] for name in names}, stood, record)
        kept = {name: fields[name] for name in fields if name not in names}
        said[id(one)] = Printed(**kept, **columns)
    return part.model_copy(
        update={
            field: tuple(
                one.model_copy(update={"printed": said[id(one)]}) if id(one) in said else one
                for one in getattr(part, field)
            )
            for field in ("restated", "updates")
        }
    )


def _is_of_rows(update: Update, notices: Notices) -> bool:
    notice = notices.get(update.source.notice)
    return update.period != PENDING and notice is not None and notice.kind in _OF_ROWS


def _key_of(one: Restated | Update, notices: Notices) -> _Key:
    if isinstance(one, Restated):
        return _key_of_day(notices.get(one.source.notice))
    return periods.last_day(one.period).isoformat(), periods.order(one.period)


def _editions(task: Task, part: Assignment, notices: Notices) -> Iterator[tuple[_Key, Printed]]:
    """Yield what every edition prints otherwise of a part; the one that set the task prints what the record says."""
    told: set[str] = set()
    for restated in part.restated:
        told.add(restated.source.notice)
        yield _key_of_day(notices.get(restated.source.notice)), restated.printed
    for update in part.updates:
        notice = notices.get(update.source.notice)
        told.add(update.source.notice)
        if update.period != PENDING and notice and notice.kind in _OF_ROWS:
            day = periods.last_day(update.period).isoformat()
            yield (day, periods.order(update.period)), update.printed
    if task.source.notice not in told:
        yield _key_of_day(notices.get(task.source.notice)), _PLAIN


def _key_of_day(notice: Notice | None) -> _Key:
    day = notice.day.isoformat() if notice else ""
    return day, (day[:7], "")


def _rebased(
    task: Task,
    head: Printed,
    chosen: Mapping[str, Printed],
    notices: Notices,
    set_by: str | None,
) -> Task:
    """Return a task told from another edition; ``set_by`` is the notice whose wording is to be kept, if any."""
    now = task.model_copy(
        update={"number": head.number or task.number, "text": head.text or task.text}
    )
    parts = tuple(
        _part(task, now, part, chosen.get(part.part, _PLAIN), notices, set_by)
        for part in task.assignments
    )
    return now.model_copy(update={"assignments": parts})


def _part(
    was: Task, now: Task, part: Assignment, printed: Printed, notices: Notices, set_by: str | None
) -> Assignment:
    base = _printed_so(part, printed)
    lines = _line(was, part), _line(now, base)
    if lines[0] == lines[1]:
        return base
    founded = notices.get(was.source.notice)
    seldom = founded is not None and founded.kind == "ledger"
    updates = tuple(
        update.model_copy(update={"printed": _told_from(update.printed, *lines, seldom=seldom)})
        if _prints_rows(update, was, notices)
        else update
        for update in part.updates
    )
    restated = [
        one.model_copy(update={"printed": _told_from(one.printed, *lines)}) for one in part.restated
    ]
    told = {one.source.notice for one in part.restated}
    told |= {update.source.notice for update in part.updates}
    if set_by is not None and set_by not in told:
        first = Restated(source=was.source, printed=_told_from(_PLAIN, *lines))
        restated.insert(0, first)
    return base.model_copy(update={"updates": updates, "restated": tuple(restated)})


def _printed_so(part: Assignment, printed: Printed) -> Assignment:
    """Return a part with the units and people that an edition prints otherwise."""
    own: dict[str, Any] = {
        name: value for name in _UNITS if (value := getattr(printed, name)) is not None
    }
    base = part.model_copy(update=own)
    units = base.counted_units
    # A leader is of no unit unless a notice says so; who answers is of the only one that does.
    usual = {"leaders": None, "persons": units[0] if len(units) == 1 else None}
    people = {
        name: _people(names, getattr(part, name), usual[name])
        for name in _PEOPLE
        if (names := getattr(printed, name)) is not None
    }
    base = base.model_copy(update=people)
    moved = {name: _moved(getattr(base, name), part, base) for name in _PEOPLE}
    return base.model_copy(update=moved)


def _moved(people: tuple[Person, ...], was: Assignment, now: Assignment) -> tuple[Person, ...]:
    """Return the people of a row: those of a unit that it names no more are of the only one that now answers for it."""
    units, still = now.counted_units, (*now.lead, *now.responsible, *now.cooperating)
    # 区发改局 is not gone where 发改局 is printed.
    gone = {
        name
        for name in (*was.lead, *was.responsible)
        if not any(name.endswith(one) or one.endswith(name) for one in still)
    }
    if not gone or len(units) != 1:
        return people
    return tuple(
        one.model_copy(update={"unit": units[0]}) if one.unit in gone else one for one in people
    )


def _prints_rows(update: Update, task: Task, notices: Notices) -> bool:
    """Return whether an update stands in an edition: in a ledger, or in the notice that set the task."""
    notice = notices.get(update.source.notice)
    return update.source.notice == task.source.notice or (
        notice is not None and notice.kind in _OF_ROWS
    )


def _people(
    names: tuple[str, ...], before: tuple[Person, ...], usual: str | None
) -> tuple[Person, ...]:
    """Return people by the names that an edition prints: one who stands already, else of the unit in question.

    That is the unit of whom the name replaces, of none where that one is of none; else the ``usual`` one.
    """
    found: list[Person] = []
    for at, name in enumerate(names):
        known = next((one for one in before if name in (one.name, one.office)), None)
        unit = before[at].unit if len(before) == len(names) else usual
        found.append(known or Person(name=name, unit=unit))
    return tuple(found)


def _line(task: Task, part: Assignment) -> Mapping[str, Any]:
    """Return what an edition prints of a part where it prints nothing otherwise."""
    return {
        "number": task.number,
        "text": task.text,
        **{name: getattr(part, name) for name in _UNITS},
        **{name: tuple(one.shown for one in getattr(part, name)) for name in _PEOPLE},
    }


def _told_from(
    printed: Printed, was: Mapping[str, Any], now: Mapping[str, Any], *, seldom: bool = True
) -> Printed:
    """Return what an edition prints otherwise than ``now``, told so far from ``was``.

    Unless ``seldom``, what editions seldom print is theirs only where they print it otherwise.
    """
    said: dict[str, Any] = {}
    for name, usual in was.items():
        own = getattr(printed, name)
        if own is None and (seldom or name not in _SELDOM):
            own = usual
        if own is not None and own != now[name]:
            said[name] = own
    return Printed(**said)
