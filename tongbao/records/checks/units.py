"""Checks of the registries, and of the names of units in records."""

from collections.abc import Iterable, Iterator

from tongbao.problems import Problem
from tongbao.records.checks.checked import Checked
from tongbao.records.content import UnitNames
from tongbao.records.model import Assignment, Person, Printed, Registry, Task, Unit, Update
from tongbao.records.yaml_in import Path

Named = tuple[str, Path]


def units_are_unique(checked: Checked) -> Iterator[Problem]:
    """An id, name or alias names one unit of a registry."""
    for registry in checked.content.registries:
        ids = ((unit.id, (number, "id")) for number, unit in enumerate(registry.units))
        yield from _doubled(checked, registry, ids, "单位编号")
        names = (
            pair for number, unit in enumerate(registry.units) for pair in _names(number, unit)
        )
        yield from _doubled(checked, registry, names, "单位名称或别名")


def _names(number: int, unit: Unit) -> Iterator[Named]:
    yield unit.name, (number, "name")
    for place, alias in enumerate(unit.aliases):
        yield alias, (number, "aliases", place)
    for place, former in enumerate(unit.formerly):
        yield former.name, (number, "formerly", place, "name")


def _doubled(
    checked: Checked, registry: Registry, named: Iterable[Named], what: str
) -> Iterator[Problem]:
    """White space in a name does not count, here as in ``UnitNames``."""
    first: dict[str, Path] = {}
    for name, path in named:
        key = "".join(name.split())
        if key in first:
            line = checked.places.line(registry.path, ("units", *first[key]))
            place = checked.places.value(registry.path, ("units", *path))
            hint = "一个名字只属于一个单位；同一单位就合成一条，别名写在 aliases 里"
            yield Problem(place, f"{what}“{name}”重复，第 {line} 行已有", hint)
        first.setdefault(key, path)


def groups_are_whole(checked: Checked) -> Iterator[Problem]:
    """A group says what it stands for, and its members are units of the same registry."""
    for registry in checked.content.registries:
        names = UnitNames(registry)
        for number, unit in enumerate(registry.units):
            if unit.members and unit.scope is None:
                place = checked.places.key(registry.path, ("units", number, "members"))
                message = f"单位组“{unit.name}”没有写范围"
                hint = "写 scope: all（代表全部成员）或 scope: some（只代表其中一部分）"
                yield Problem(place, message, hint)
            for position, member in enumerate(unit.members):
                path = ("units", number, "members", position)
                found = names.find(member)
                if found is None:
                    yield unknown_unit(checked, registry.path, (member, path), names)
                elif found is unit:
                    place = checked.places.value(registry.path, path)
                    yield Problem(place, f"“{member}”是自己的成员", "从 members 里删去")


def units_in_time(checked: Checked) -> Iterator[Problem]:
    """A unit ends after it begins, and those that go on with its work are other units of the same registry."""
    for registry in checked.content.registries:
        names = UnitNames(registry)
        for number, unit in enumerate(registry.units):
            if unit.since and unit.until and unit.until < unit.since:
                place = checked.places.value(registry.path, ("units", number, "until"))
                message = f"“{unit.name}”的撤并日期 {unit.until} 早于设立日期 {unit.since}"
                yield Problem(place, message, "改其中一个")
            for position, successor in enumerate(unit.successors):
                path = ("units", number, "successors", position)
                found = names.find(successor)
                if found is None:
                    yield unknown_unit(checked, registry.path, (successor, path), names)
                elif found is unit:
                    place = checked.places.value(registry.path, path)
                    hint = "从 successors 里删去；只改了名字的，旧名写在 formerly 里"
                    yield Problem(place, f"“{successor}”承接的是自己", hint)


def units_are_known(checked: Checked) -> Iterator[Problem]:
    """Every unit that a task names is in the registry of its district."""
    known = {registry.district: UnitNames(registry) for registry in checked.content.registries}
    missing: set[str] = set()
    for plan, task in checked.tasks_by_plan():
        names = known.get(plan.district)
        if names is not None:
            for name, path in _units_of(task):
                if names.find(name) is None:
                    yield unknown_unit(checked, task.path, (name, path), names)
        elif f"content/units/{plan.district}.yml" not in {*checked.left_out, *missing}:
            missing.add(f"content/units/{plan.district}.yml")
            place = checked.places.value(plan.path, ("district",))
            message = f"区划“{plan.district}”没有单位名录"
            yield Problem(place, message, f"建立 content/units/{plan.district}.yml")


def unknown_unit(checked: Checked, file: str, named: Named, names: UnitNames) -> Problem:
    """Return the problem of a name that no unit of a registry goes by."""
    name, path = named
    near = names.nearest(name)
    register = f"在 {names.registry.path} 登记它或它的别名"
    hint = f"相近的有：{'、'.join(near)}；或{register}" if near else register
    return Problem(checked.places.value(file, path), f"单位“{name}”不在名录里", hint)


def named_units(task: Task) -> Iterator[str]:
    """Yield every name of a unit that a task prints, in its updates too."""
    return (name for name, _ in _units_of(task))


def _units_of(task: Task) -> Iterator[Named]:
    for number, assignment in enumerate(task.assignments):
        path: Path = ("assignments", number)
        yield from _units_of_assignment(assignment, path)
        for position, update in enumerate(assignment.updates):
            yield from _units_of_update(update, (*path, "updates", position))


def _units_of_assignment(assignment: Assignment, path: Path) -> Iterator[Named]:
    yield from _listed(assignment.lead, (*path, "lead"))
    yield from _listed(assignment.responsible, (*path, "responsible"))
    yield from _listed(assignment.cooperating, (*path, "cooperating"))
    yield from _of_persons(assignment.leaders, (*path, "leaders"))
    yield from _of_persons(assignment.persons, (*path, "persons"))
    for number, restated in enumerate(assignment.restated):
        yield from _units_printed(restated.printed, (*path, "restated", number, "printed"))


def _units_of_update(update: Update, path: Path) -> Iterator[Named]:
    yield from _units_printed(update.printed, (*path, "printed"))
    for number, event in enumerate(update.events):
        yield from _listed(event.units, (*path, "events", number, "units"))
    if update.reply is not None:
        yield update.reply.unit, (*path, "reply", "unit")


def _units_printed(printed: Printed, path: Path) -> Iterator[Named]:
    yield from _listed(printed.lead or (), (*path, "lead"))
    yield from _listed(printed.responsible or (), (*path, "responsible"))
    yield from _listed(printed.cooperating or (), (*path, "cooperating"))


def _listed(names: tuple[str, ...], path: Path) -> Iterator[Named]:
    for number, name in enumerate(names):
        yield name, (*path, number)


def _of_persons(persons: tuple[Person, ...], path: Path) -> Iterator[Named]:
    for number, person in enumerate(persons):
        if person.unit is not None:
            yield person.unit, (*path, number, "unit")
