"""The units that tasks and bulletins name, out of all that the registries know.

In: content. Out: the registries cut back to those units, the members of their groups among them.
"""

from collections.abc import Collection, Iterable, Iterator

from tongbao.records.checks.units import named_units
from tongbao.records.content import Content, UnitNames
from tongbao.records.model import Registry


def registries_named(content: Content) -> tuple[Registry, ...]:
    """Return the registries with the units that the tasks and bulletins of the content name."""
    districts = {plan.id: plan.district for plan in content.plans}
    found: list[Registry] = []
    for registry in content.registries:
        names = UnitNames(registry)
        printed = _printed(
            content, {name for name, of in districts.items() if of == registry.district}
        )
        ids = frozenset(_ids(names, printed))
        units = tuple(unit for unit in registry.units if unit.id in ids)
        if units or registry.district in districts.values():
            found.append(registry.model_copy(update={"units": units}))
    return tuple(found)


def _printed(content: Content, plans: Collection[str]) -> Iterator[str]:
    """Yield the names that some plans print: those of their tasks, and whom their bulletins name."""
    for task in content.tasks:
        if task.plan in plans:
            yield from named_units(task)
    for plan in content.plans:
        for bulletin in plan.bulletins if plan.id in plans else ():
            yield from (*(bulletin.praised or ()), *(bulletin.lagging or ()))


def _ids(names: UnitNames, printed: Iterable[str]) -> Iterator[str]:
    """Yield the ids of the units of these names, of the members of groups and of who goes on, however deep."""
    waiting = list(printed)
    seen: set[str] = set()
    while waiting:
        unit = names.find(waiting.pop())
        if unit and unit.id not in seen:  # a group may name itself
            seen.add(unit.id)
            yield unit.id
            waiting += (*unit.members, *unit.successors)
