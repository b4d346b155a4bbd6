"""The units that tasks name, out of all that the registries know.

In: content. Out: the registries cut back to those units, the members of their groups among them.
"""

from collections.abc import Iterable, Iterator

from tongbao.records.checks.units import named_units
from tongbao.records.content import Content, UnitNames
from tongbao.records.model import Registry, Task


def registries_named(content: Content) -> tuple[Registry, ...]:
    """Return the registries with the units that the tasks of the content name."""
    districts = {plan.id: plan.district for plan in content.plans}
    found: list[Registry] = []
    for registry in content.registries:
        names = UnitNames(registry)
        own = (task for task in content.tasks if districts.get(task.plan) == registry.district)
        ids = frozenset(_ids(names, own))
        units = tuple(unit for unit in registry.units if unit.id in ids)
        if units or registry.district in districts.values():
            found.append(registry.model_copy(update={"units": units}))
    return tuple(found)


def _ids(names: UnitNames, tasks: Iterable[Task]) -> Iterator[str]:
    """Yield the ids of the units that tasks name, and of the members of their groups, however deep."""
    waiting = [printed for task in tasks for printed in named_units(task)]
    seen: set[str] = set()
    while waiting:
        unit = names.find(waiting.pop())
        if unit and unit.id not in seen:  # a group may name itself
            seen.add(unit.id)
            yield unit.id
            waiting += unit.members
