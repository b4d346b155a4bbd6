"""The records of a bag: what an edition shows of a month, so whole that the site can be built from them again.

In: content cut back to a month, and the edition of the bag. Out: ``Frozen``: the content that the bag's YAML holds,
and what was left out of it, in numbers only. A ``full`` bag leaves nothing out; the site in it is the intranet's.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from tongbao.archive.register import Edition as BagEdition
from tongbao.notices.claims import ClaimResult, claim_results
from tongbao.records.checks.units import named_units
from tongbao.records.content import Content, UnitNames
from tongbao.records.model import Registry, Task
from tongbao.records.settings import Withholding
from tongbao.site.editions import Edition, LeftOut, Shown, in_edition
from tongbao.site.plan import claims_shown


@dataclass(frozen=True, slots=True)
class Frozen:
    """The content of a bag, and what its edition leaves out of the month.

    ``claims`` are the results for notices of which something is left out: its records alone cannot test them.
    """

    content: Content
    edition: BagEdition
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    by_task: Mapping[str, LeftOut] = field(default_factory=dict)
    by_notice: Mapping[str, int] = field(default_factory=dict)
    claims: tuple[ClaimResult, ...] = ()

    @property
    def leaves_out(self) -> bool:
        """Whether anything is left out."""
        return bool(self.left_out or self.by_task or self.by_notice)


def frozen(content: Content, edition: BagEdition) -> Frozen:
    """Return the records of a bag of an edition."""
    if edition == "full":
        return Frozen(replace(content, registries=_registries(content)), edition)
    whole = in_edition(content, edition)
    shown = _tidy(whole.content, edition)
    tasks = {task.path for task in shown.tasks}
    notices = {notice.id for notice in shown.notices}
    by_notice = {name: count for name, count in whole.by_notice.items() if name in notices}
    return Frozen(
        content=shown,
        edition=edition,
        left_out={name: one for name, one in whole.left_out.items() if one != LeftOut()},
        by_task={name: one for name, one in whole.by_task.items() if name in tasks},
        by_notice=by_notice,
        claims=tuple(
            one for one in claims_shown(whole, claim_results(content)) if one.notice in by_notice
        ),
    )


def site_edition(edition: BagEdition) -> Edition:
    """Return the edition of the site inside a bag."""
    return "public" if edition == "public" else "intranet"


def shown_in(bag: Frozen) -> tuple[Shown, tuple[ClaimResult, ...]]:
    """Return what the site inside a bag is made of: what it shows, and the tested claims."""
    shown = in_edition(bag.content, site_edition(bag.edition))
    if bag.edition != "full":
        shown = Shown(shown.content, shown.edition, bag.left_out, bag.by_task, bag.by_notice)
    tested = [one for one in claim_results(bag.content) if one.notice not in bag.by_notice]
    return shown, (*tested, *bag.claims)


def _tidy(content: Content, edition: Edition) -> Content:
    """Return the content without the names of what the edition does not hold."""
    known = {f"{task.plan}/{task.id}" for task in content.tasks}
    notices = {notice.id for notice in content.notices}
    tasks = tuple(
        task.model_copy(update={"supersedes": tuple(n for n in task.supersedes if n in known)})
        for task in content.tasks
    )
    plans = tuple(
        plan.model_copy(update={"notices": tuple(n for n in plan.notices if n in notices)})
        for plan in content.plans
    )
    settings = content.settings
    if edition == "public":
        # The list of words that hold a page back is the office's own business.
        settings = settings.model_copy(update={"withhold": Withholding()})
    reduced = replace(content, settings=settings, tasks=tasks, plans=plans)
    return replace(reduced, registries=_registries(reduced))


def _registries(content: Content) -> tuple[Registry, ...]:
    """Return the registries with the units that the tasks name, their groups' members among them."""
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
    for task in tasks:
        for printed in named_units(task):
            if unit := names.find(printed):
                yield unit.id
                yield from (member.id for name in unit.members if (member := names.find(name)))


def left_out_text(bag: Frozen) -> str:
    """Return what a bag leaves out as JSON, one record a line."""
    stated = {
        "version": 1,
        "left_out": {name: asdict(one) for name, one in bag.left_out.items()},
        "by_task": {name: asdict(one) for name, one in bag.by_task.items()},
        "by_notice": dict(bag.by_notice),
        "claims": [asdict(one) for one in bag.claims],
    }
    return json.dumps(stated, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_left_out(text: str, content: Content, edition: BagEdition) -> Frozen:
    """Return the records of a bag from its content and the text of what it leaves out."""
    stated: dict[str, Any] = json.loads(text)
    return Frozen(
        content=content,
        edition=edition,
        left_out={name: LeftOut(**one) for name, one in stated["left_out"].items()},
        by_task={name: LeftOut(**one) for name, one in stated["by_task"].items()},
        by_notice=stated["by_notice"],
        claims=tuple(_claim(one) for one in stated["claims"]),
    )


def _claim(row: Mapping[str, Any]) -> ClaimResult:
    lists = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
    return ClaimResult(**{**row, **lists})
