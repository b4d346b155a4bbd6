"""Questions about units: is a new name one of its own, the same as another, and who belongs to a group.

In: the content. Out: questions. Two units that are one become one, with the name of the one that was there before.
"""

from collections.abc import Iterator, Mapping

from tongbao.output.excerpts import Where
from tongbao.records import marks
from tongbao.records.content import Content, UnitNames
from tongbao.records.fields import title_of
from tongbao.records.model import Assignment, Registry, Task, Unit
from tongbao.review.answering import CHANGE, YES, called, filled, names_in_lines, without_mark
from tongbao.review.changes import Changes, RefusedAnswer
from tongbao.review.question import Choice, Given, Input, Question, question_id
from tongbao.site import urls

_SHOWN = 2
_ROLES = ("lead", "responsible", "cooperating")
# Where a unit is named, with the words of its role there.
_Use = tuple[Task, str, Where]


def unit_questions(content: Content) -> Iterator[Question]:
    """Yield the questions about the units of every district, in the order of the registries."""
    many = len(content.settings.districts) > 1
    districts = {one.id: one.name for one in content.settings.districts}
    for registry in content.registries:
        uses = _uses(content, registry)
        where = districts.get(registry.district, registry.district) if many else ""
        for unit in registry.units:
            for mark in unit.review:
                yield _question(registry, unit, mark, uses.get(unit.id, []), where)


def _uses(content: Content, registry: Registry) -> Mapping[str, list[_Use]]:
    """Return where each unit of a registry is named."""
    names = UnitNames(registry)
    found: dict[str, list[_Use]] = {}
    for plan in content.plans:
        for task in content.tasks_of(plan.id) if plan.district == registry.district else ():
            for printed, role, where in _named(task):
                if unit := names.find(printed):
                    found.setdefault(unit.id, []).append((task, role, where))
    return found


def _named(task: Task) -> Iterator[tuple[str, str, Where]]:
    """Yield every unit that a task names as printed, its role, and where."""
    for line in task.assignments:
        own = next((one for one in line.updates if one.source.notice == task.source.notice), None)
        source = own.source if own else task.source
        for role in _ROLES:
            for name in getattr(line, role):
                yield name, title_of(Assignment, role), Where.of(source, name)
        for update in line.updates:
            for role in ("lead", "responsible", "cooperating"):
                for name in getattr(update.printed, role) or ():
                    yield name, title_of(Assignment, role), Where.of(update.source, name)
        for role in ("leaders", "persons"):
            for person in getattr(line, role):
                if person.unit:
                    title = f"{title_of(Assignment, role)}{person.shown}的单位"
                    yield person.unit, title, Where.of(source, person.shown, person.unit)


def _question(
    registry: Registry, unit: Unit, mark: str, uses: list[_Use], district: str
) -> Question:
    tasks = list(dict.fromkeys(f"{called(task)}（{role}）" for task, role, _ in uses))
    more = f"，等{len(tasks)}处" if len(tasks) > _SHOWN else ""
    shown = [
        ("区划", district),
        ("别名", "、".join(unit.aliases)),
        ("用在", "、".join(tasks[:_SHOWN]) + more),
    ]
    key = (registry.district, unit.id)
    alias = marks.level_alias(mark)
    near = marks.near_names(mark)
    if alias:
        choices = _of_level(key, mark, alias)
    elif mark == marks.MEMBERS_UNKNOWN:
        choices = _of_members(key, mark, unit)
    else:
        choices = _of_new(key, mark, unit, near)
    places = [where for _, _, where in uses]
    if alias:
        # What is asked is whether these two names are one: the place of the shorter one says it.
        places = [where for where in places if alias in where.words] or places
    return Question(
        id=question_id(unit, registry.path, mark),
        group="units",
        title=unit.name,
        asked=mark.partition(":")[2].strip(),
        file=registry.path,
        choices=choices,
        shown=tuple((title, text) for title, text in shown if text),
        places=tuple(places[:1]),
        page=urls.unit(*key),
        usual="" if near or mark == marks.MEMBERS_UNKNOWN else YES,
    )


_Key = tuple[str, str]


def _put(changes: Changes, registry: Registry, *units: Unit, gone: str = "") -> None:
    """Put units into a registry in place of those of their ids, new ones behind; leave out the one that is gone."""
    by_id = {one.id: one for one in units}
    kept = [by_id.pop(one.id, one) for one in registry.units if one.id != gone]
    changes.put(registry.model_copy(update={"units": (*kept, *by_id.values())}))


def _of_new(key: _Key, mark: str, unit: Unit, near: tuple[str, ...]) -> tuple[Choice, ...]:
    def own(changes: Changes, _given: Given) -> None:
        registry, now = changes.unit(*key)
        _put(changes, registry, without_mark(now, mark))
        for name in near:
            changes.decide("alias", now.name, name, is_so=False, asked=mark)
        if not near:
            changes.decide("mark", now.name, is_so=True, asked=mark)

    def same_as(name: str) -> Choice:
        def apply(changes: Changes, _given: Given) -> None:
            _merge(changes, key, name, mark)

        return Choice(f"same-{name}", f"与“{name}”是同一个", apply)

    def renamed(changes: Changes, given: Given) -> None:
        name = filled(given, "name", "单位名称")
        registry, now = changes.unit(*key)
        other = UnitNames(registry).find(name)
        if other and other.id != now.id:
            _merge(changes, key, other.name, mark)
            return
        aliases = tuple(one for one in (*now.aliases, now.name) if one != name)
        renamed_unit = without_mark(now, mark).model_copy(update={"name": name, "aliases": aliases})
        _put(changes, registry, renamed_unit)
        changes.decide("alias", name, now.name, is_so=True, asked=mark)

    label = "不是同一个，是另一家" if near else "对"
    hint = "写名录里已有的名称，就并到那一家；写别的，原来的名称记作别名"
    return (
        *map(same_as, near),
        Choice(YES, label, own),
        Choice(CHANGE, "改成", renamed, (Input("name", "单位名称", unit.name, hint=hint),)),
    )


def _merge(changes: Changes, key: _Key, name: str, mark: str) -> None:
    """Let a unit be another name of one that stands."""
    registry, gone = changes.unit(*key)
    kept = UnitNames(registry).find(name)
    if kept is None or kept.id == gone.id:
        raise RefusedAnswer(f"名录里没有“{name}”了，可能已经并过")
    names = tuple(one for one in gone.names if one not in kept.names)
    aliases = (*kept.aliases, *(one for one in names if one not in {f.name for f in gone.formerly}))
    formerly = (*kept.formerly, *gone.formerly)
    one_unit = kept.model_copy(update={"aliases": aliases, "formerly": formerly})
    _put(changes, registry, one_unit, gone=gone.id)
    registry = changes.content.registry(key[0])
    for unit in registry.units:
        lists = {
            field: tuple(dict.fromkeys(kept.name if one in names else one for one in held))
            for field in ("members", "successors")
            if set(held := getattr(unit, field)) & set(names)
        }
        if lists:
            _put(changes, changes.content.registry(key[0]), unit.model_copy(update=lists))
    changes.decide("alias", kept.name, gone.name, is_so=True, asked=mark)


def _of_level(key: _Key, mark: str, alias: str) -> tuple[Choice, ...]:
    def same(changes: Changes, _given: Given) -> None:
        registry, now = changes.unit(*key)
        _put(changes, registry, without_mark(now, mark))
        changes.decide("alias", now.name, alias, is_so=True, asked=mark)

    def apart(changes: Changes, _given: Given) -> None:
        registry, now = changes.unit(*key)
        taken = {one.id for one in registry.units}
        free = next(f"u{at:03}" for at in range(1, len(taken) + 2) if f"u{at:03}" not in taken)
        aliases = tuple(one for one in now.aliases if one != alias)
        kept = without_mark(now, mark).model_copy(update={"aliases": aliases})
        _put(changes, registry, kept, Unit(id=free, name=alias))
        changes.decide("alias", now.name, alias, is_so=False, asked=mark)

    return (
        Choice(YES, "是同一个", same),
        Choice("apart", f"不是，“{alias}”是另一家", apart),
    )


def _of_members(key: _Key, mark: str, unit: Unit) -> tuple[Choice, ...]:
    def listed(changes: Changes, given: Given) -> None:
        names = names_in_lines(filled(given, "members", "成员"))
        registry, now = changes.unit(*key)
        found = UnitNames(registry)
        unknown = [name for name in names if found.find(name) is None]
        if unknown:
            raise RefusedAnswer(f"名录里没有“{'、'.join(unknown)}”，请照名录里的名称写")
        members = tuple(one.name for name in names if (one := found.find(name)))
        _put(changes, registry, without_mark(now, mark).model_copy(update={"members": members}))
        changes.decide("mark", now.name, is_so=True, asked=mark)

    def unlisted(changes: Changes, _given: Given) -> None:
        registry, now = changes.unit(*key)
        _put(changes, registry, without_mark(now, mark))
        changes.decide("mark", now.name, is_so=True, asked=mark, reason="成员不列")

    written = Input("members", "成员，一行一个", "\n".join(unit.members), "lines")
    return (
        Choice(CHANGE, "成员是", listed, (written,)),
        Choice("unlisted", "说不清有哪些，不列", unlisted),
    )
