"""Checks of the bulletins that a plan is to have: one a period, and units that the registry knows."""

from collections.abc import Iterator

from tongbao.problems import Problem
from tongbao.records.checks.checked import Checked
from tongbao.records.checks.units import unknown_unit
from tongbao.records.content import UnitNames
from tongbao.records.model import Plan
from tongbao.records.yaml_in import Path

_LISTS = (("praised", "表扬单位"), ("lagging", "滞后单位"))


def bulletins_are_unique(checked: Checked) -> Iterator[Problem]:
    """A plan has one bulletin a period."""
    for plan in checked.content.plans:
        first: dict[str, int] = {}
        for number, bulletin in enumerate(plan.bulletins):
            if bulletin.period in first:
                line = checked.places.line(plan.path, ("bulletins", first[bulletin.period]))
                place = checked.places.value(plan.path, ("bulletins", number, "period"))
                message = f"期次 {bulletin.period} 的通报写了两次，第 {line} 行已有"
                yield Problem(place, message, "合成一条，或改正期次")
            first.setdefault(bulletin.period, number)


def bulletins_name_known_units(checked: Checked) -> Iterator[Problem]:
    """Every unit that a bulletin is to name is in the registry, and stands once in its list."""
    known = {registry.district for registry in checked.content.registries}
    for plan in checked.content.plans:
        if plan.district not in known:
            continue
        for number, bulletin in enumerate(plan.bulletins):
            for field, title in _LISTS:
                listed: tuple[str, ...] = getattr(bulletin, field) or ()
                yield from _of_list(checked, plan, ("bulletins", number, field), title, listed)


def _of_list(
    checked: Checked, plan: Plan, path: Path, title: str, listed: tuple[str, ...]
) -> Iterator[Problem]:
    names = UnitNames(checked.content.registry(plan.district))
    seen: set[str] = set()
    for position, name in enumerate(listed):
        unit = names.find(name)
        if unit is None:
            yield unknown_unit(checked, plan.path, (name, (*path, position)), names)
        elif unit.name in seen:
            place = checked.places.value(plan.path, (*path, position))
            yield Problem(place, f"{title}“{name}”写了两次", "留一个")
        else:
            seen.add(unit.name)
