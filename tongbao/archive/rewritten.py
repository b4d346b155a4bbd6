"""Everything two states say otherwise beside the changes of assignments: it was published, so nobody may miss it.

In: the records of both. Out: ``Rewritten``, a field each. Notices that came or went are told elsewhere, and with them
all they say. Review marks are not compared: they are for the office's own work.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

from tongbao.archive.differences import Rewritten, added, differences, items, lines, removed
from tongbao.progress import periods
from tongbao.records.content import Content
from tongbao.records.facts import Indicator, Mention
from tongbao.records.model import Assignment, Notice, Plan, Task, Unit, Update
from tongbao.records.settings import Settings, Status
from tongbao.site.rows import named_number, number_of

NOT_COMPARED = "待核对标记、站点自己的模板和样式没有对照"
_T = TypeVar("_T")
_Part = tuple[str, str]


def rewritten_tasks(
    before: Sequence[Task], after: Sequence[Task], both: frozenset[str], told: Collection[_Part]
) -> Iterator[Rewritten]:
    """Yield the differences of the tasks of a plan.

    Args:
        before: the tasks as they were.
        after: the tasks as they are.
        both: the notices that both states hold.
        told: the assignments, by their task's file and their part, that are told as added or dropped already.
    """
    old, new = ({task.id: task for task in tasks} for tasks in (before, after))
    for name, task in new.items():
        if name in old:
            yield from _task(old[name], task, both, told)
        else:
            yield from map(added, _whole(task, told))
    for name, task in old.items():
        if name not in new:
            yield from map(removed, _whole(task, told))


def _whole(task: Task, told: Collection[_Part]) -> Iterator[str]:
    """Yield what a task that only one state holds is called: each assignment, itself where it has none."""
    if not task.assignments:
        yield f"{number_of(task)}　{task.text}"
    for part in task.assignments:
        if (task.path, part.part) not in told:
            yield _called(task, part)


def _called(task: Task, part: Assignment) -> str:
    return f"{named_number(task, part)}　{part.label or task.text}"


def _task(
    before: Task, after: Task, both: frozenset[str], told: Collection[_Part]
) -> Iterator[Rewritten]:
    yield from differences(number_of(after), before, after, ("assignments", "review"))
    old, new = ({part.part: part for part in task.assignments} for task in (before, after))
    for name, part in new.items():
        if name in old:
            what = named_number(after, part)
            yield from differences(what, old[name], part, ("updates",))
            yield from _updates(what, old[name].updates, part.updates, both)
        elif (after.path, name) not in told:
            yield added(_called(after, part))
    for name, part in old.items():
        if name not in new and (before.path, name) not in told:
            yield removed(_called(before, part))


def _updates(
    what: str, before: Iterable[Update], after: Iterable[Update], both: frozenset[str]
) -> Iterator[Rewritten]:
    """Yield what is said otherwise; what a notice says that one state lacks came or went with that notice."""
    old = {(update.period, update.source.notice): update for update in before}
    new = {(update.period, update.source.notice): update for update in after}
    for key in dict.fromkeys((*new, *old)):
        called = f"{what}{periods.label(key[0])}进展"
        if key in old and key in new:
            yield from differences(called, old[key], new[key])
        elif key[1] in both:
            yield removed(called) if key in old else added(called)


def rewritten_records(one: Content, other: Content) -> Iterator[Rewritten]:
    """Yield the differences of all other records: plans, notices and what they state, units, pages and settings."""
    was, now = ({notice.id: notice for notice in content.notices} for content in (one, other))
    yield from _plans(one, other, was.keys() & now)
    for old, new in _pairs(was, now):
        yield from differences(f"文件《{old.title}》", old, new, ("review", "unread"))
    yield from _facts(one, other, [notice for notice in one.notices if notice.id in now])
    yield from _units(one, other)
    yield from _texts("页面 ", *({page.id: page.text for page in of.pages} for of in (one, other)))
    yield from _texts(
        "门户", *({"页头": of.portal.header, "页脚": of.portal.footer} for of in (one, other))
    )
    yield from _settings(one.settings, other.settings)


def _pairs(before: Mapping[str, _T], after: Mapping[str, _T]) -> Iterator[tuple[_T, _T]]:
    """Yield what both sides hold, in the order of the earlier one."""
    return ((before[key], after[key]) for key in before if key in after)


def _came_and_went(
    what: str, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[Rewritten]:
    """Yield what only one side holds, by the names given, ``what`` before each."""
    yield from (added(what + name) for key, name in after.items() if key not in before)
    yield from (removed(what + name) for key, name in before.items() if key not in after)


def _plans(one: Content, other: Content, both: AbstractSet[str]) -> Iterator[Rewritten]:
    was, now = ({plan.id: _of_both(plan, both) for plan in of.plans} for of in (one, other))
    names = ({key: f"《{plan.title}》" for key, plan in side.items()} for side in (was, now))
    yield from _came_and_went("清单", *names)
    for old, new in _pairs(was, now):
        yield from differences(f"清单《{old.title}》", old, new, ("review",))


def _of_both(plan: Plan, both: AbstractSet[str]) -> Plan:
    """Return a plan that names only notices which both states hold: the others came or went."""
    return plan.model_copy(update={"notices": tuple(one for one in plan.notices if one in both)})


def _facts(one: Content, other: Content, both: Iterable[Notice]) -> Iterator[Rewritten]:
    """Yield the indicators and mentions that a notice, held by both, states in one of the states only."""
    was, now = _stated(one), _stated(other)
    for notice in both:
        old, new = was.get(notice.id, ()), now.get(notice.id, ())
        if old != new:
            yield Rewritten(f"文件《{notice.title}》", "指标或报道", *items(old, new))


def _stated(content: Content) -> dict[str, tuple[Indicator | Mention, ...]]:
    found: dict[str, tuple[Indicator | Mention, ...]] = {}
    for figures in content.indicators:
        found[figures.notice] = figures.indicators
    for news in content.mentions:
        found[news.notice] = (*found.get(news.notice, ()), *news.mentions)
    return found


def _units(one: Content, other: Content) -> Iterator[Rewritten]:
    """Yield what the registries say otherwise, in a line those units that only one side names."""
    names = {entry.id: entry.name for of in (one, other) for entry in of.settings.districts}
    was, now = ({entry.district: entry for entry in of.registries} for of in (one, other))
    called = ({key: names.get(key, key) for key in side} for side in (was, now))
    yield from _came_and_went("单位名录 ", *called)
    for old, new in _pairs(was, now):
        what = f"单位名录 {names.get(old.district, old.district)}"
        yield from _of_registry(what, _by_id(old.units), _by_id(new.units))


def _of_registry(
    what: str, was: Mapping[str, Unit], now: Mapping[str, Unit]
) -> Iterator[Rewritten]:
    if new := [unit.name for key, unit in now.items() if key not in was]:
        yield Rewritten(what, "新提到的单位", "", "、".join(new))
    if gone := [unit.name for key, unit in was.items() if key not in now]:
        yield Rewritten(what, "不再提到的单位", "、".join(gone), "")
    for old, later in _pairs(was, now):
        yield from differences(f"单位 {old.name}", old, later, ("review",))


def _by_id(units: Iterable[Unit]) -> dict[str, Unit]:
    return {unit.id: unit for unit in units}


def _texts(what: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Rewritten]:
    """Yield the texts that came, went or differ, of which only the lines that do."""
    yield from _came_and_went(what, *({key: key for key in side} for side in (before, after)))
    for key in before:
        if before[key] != after.get(key, before[key]):
            yield Rewritten(what + key, "", *lines(before[key], after[key]))


def _settings(one: Settings, other: Settings) -> Iterator[Rewritten]:
    """Yield what site.yml says otherwise, districts and words each by its name."""
    yield from differences("site.yml", one, other, ("districts", "vocabularies"))
    was, now = ({entry.id: entry for entry in of.districts} for of in (one, other))
    names = ({key: entry.name for key, entry in side.items()} for side in (was, now))
    yield from _came_and_went("site.yml 的区划 ", *names)
    for old, new in _pairs(was, now):
        yield from differences(f"site.yml 的区划 {old.name}", old, new)
    words, later = one.vocabularies, other.vocabularies
    named = ({name: name for name in side} for side in (words, later))
    yield from _came_and_went("site.yml 的用词表 ", *named)
    for name in words:
        if name in later:
            yield from _vocabulary(f"site.yml 的用词表 {name}", words[name], later[name])


def _vocabulary(
    what: str, before: Sequence[Status], after: Sequence[Status]
) -> Iterator[Rewritten]:
    was, now = ({status.word: status for status in side} for side in (before, after))
    names = ({word: f"“{word}”" for word in side} for side in (was, now))
    yield from _came_and_went(f"{what} 的", *names)
    for old, new in _pairs(was, now):
        yield from differences(f"{what} 的“{old.word}”", old, new, ("review",))
    kept, later = ([word for word in side if word in was and word in now] for side in (was, now))
    if kept != later:
        yield Rewritten(what, "次序", "、".join(kept), "、".join(later))
