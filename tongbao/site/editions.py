"""Editions: what of the content a reader of this edition may see.

In: ``Content`` and an edition. Out: ``Shown``: the content that is left, how much was left out of each
plan, and the notices that are whole. The edition ``public`` holds only what a person has set to public,
``intranet`` also what is set to intranet; what is internal is in neither. A visibility that is not
stated is that of the assignment, the task, the plan above it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from tongbao.records.content import Content
from tongbao.records.model import Assignment, Notice, Plan, Task, Update
from tongbao.records.scalars import Visibility

Edition = Literal["intranet", "public"]
NAMES: Mapping[Edition, str] = {"intranet": "内网版", "public": "公开版"}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How much of one plan this edition does not hold."""

    tasks: int = 0
    assignments: int = 0
    updates: int = 0

    def __add__(self, other: "LeftOut") -> "LeftOut":
        """Return both together."""
        return LeftOut(
            self.tasks + other.tasks,
            self.assignments + other.assignments,
            self.updates + other.updates,
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """The content of one edition.

    ``left_out`` is by plan, ``by_task`` by the file of a task that is shown in part; ``by_notice`` counts
    the tasks a notice speaks of that are left out: the files of a notice named there are not offered.
    """

    content: Content
    edition: Edition
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    by_task: Mapping[str, LeftOut] = field(default_factory=dict)
    by_notice: Mapping[str, int] = field(default_factory=dict)

    def left_out_of(self, plan: str) -> LeftOut:
        """Return what is left out of a plan."""
        return self.left_out.get(plan, LeftOut())


def in_edition(content: Content, edition: Edition) -> Shown:
    """Return what an edition shows of the content; review marks are for the intranet only."""
    shown = {task.path: _task(task, plan, edition) for plan, task in _with_plans(content)}
    kept = tuple(found for task in content.tasks if (found := shown.get(task.path)))
    by_task, by_notice = _left_out_by_task(content, shown), _left_out_by_notice(content, shown)
    plans_kept = {task.plan for task in kept}
    plans = tuple(
        plan
        for plan in content.plans
        if plan.id in plans_kept or _visible(plan.visibility, edition)
    )
    notices = tuple(_notices(content, kept, plans, edition))
    visible = {notice.id for notice in notices}
    reduced = replace(
        content,
        plans=plans,
        tasks=kept,
        notices=notices,
        indicators=tuple(one for one in content.indicators if one.notice in visible),
        mentions=tuple(one for one in content.mentions if one.notice in visible),
    )
    shown_content = reduced if edition == "intranet" else _without_review(reduced)
    return Shown(shown_content, edition, _by_plan(content, by_task), by_task, by_notice)


def _visible(visibility: Visibility | None, edition: Edition) -> bool:
    return visibility == "public" or (visibility == "intranet" and edition == "intranet")


def _nearest(own: Visibility | None, above: Visibility) -> Visibility:
    """Return what holds here: internal from above is final, else the own word, else the one above."""
    return above if above == "internal" or own is None else own


def _with_plans(content: Content) -> tuple[tuple[Plan, Task], ...]:
    plans = {plan.id: plan for plan in content.plans}
    return tuple((plans[task.plan], task) for task in content.tasks if task.plan in plans)


def _task(task: Task, plan: Plan, edition: Edition) -> Task | None:
    """Return what is visible of a task; one visible assignment is enough to show whose it is."""
    own = _nearest(task.visibility, plan.visibility)
    assignments = tuple(
        found for part in task.assignments if (found := _assignment(part, own, edition))
    )
    if not assignments and (task.assignments or not _visible(own, edition)):
        return None
    return task.model_copy(update={"assignments": assignments})


def _assignment(part: Assignment, above: Visibility, edition: Edition) -> Assignment | None:
    own = _nearest(part.visibility, above)
    updates = tuple(
        update for update in part.updates if _visible(_nearest(update.visibility, own), edition)
    )
    if not updates and not _visible(own, edition):
        return None
    return part.model_copy(update={"updates": updates})


def _updates(task: Task) -> tuple[Update, ...]:
    return tuple(update for part in task.assignments for update in part.updates)


def _sources(task: Task) -> set[str]:
    return {task.source.notice} | {update.source.notice for update in _updates(task)}


def _said(task: Task) -> Counter[str]:
    """Return how often each notice speaks in a task: its assignments and what was said of them."""
    named = [task.source.notice] * len(task.assignments)
    return Counter([*named, *(update.source.notice for update in _updates(task))])


def _left_out_by_task(content: Content, shown: Mapping[str, Task | None]) -> dict[str, LeftOut]:
    """Return what is missing of each task that is not shown whole, by its file."""
    left_out: dict[str, LeftOut] = {}
    for task in content.tasks:
        kept = shown.get(task.path)
        parts, updates = _size(task)
        kept_parts, kept_updates = _size(kept) if kept else (0, 0)
        if kept is None or (parts, updates) != (kept_parts, kept_updates):
            missing = LeftOut(int(kept is None), parts - kept_parts, updates - kept_updates)
            left_out[task.path] = missing
    return left_out


def _left_out_by_notice(content: Content, shown: Mapping[str, Task | None]) -> dict[str, int]:
    """Return by notice the number of its tasks of which something that it said is missing."""
    counts: Counter[str] = Counter()
    for task in content.tasks:
        kept = shown.get(task.path)
        counts.update(sorted(_said(task) - _said(kept)) if kept else sorted(_sources(task)))
    return {name: count for name, count in counts.items() if count}


def _by_plan(content: Content, by_task: Mapping[str, LeftOut]) -> dict[str, LeftOut]:
    """Return the sums by plan; an objective is no task and is not counted."""
    sums: dict[str, LeftOut] = {}
    for task in content.tasks:
        missing = by_task.get(task.path)
        if missing and task.kind == "task":
            sums[task.plan] = sums.get(task.plan, LeftOut()) + missing
    return sums


def _size(task: Task) -> tuple[int, int]:
    return len(task.assignments), len(_updates(task))


def _notices(
    content: Content, tasks: tuple[Task, ...], plans: tuple[Plan, ...], edition: Edition
) -> list[Notice]:
    """Return the visible notices: set so, or not set and spoken of by a plan or task that is shown."""
    spoken_of = {name for task in tasks for name in _sources(task)}
    spoken_of.update(name for plan in plans for name in plan.notices)
    return [
        notice
        for notice in content.notices
        if _visible(notice.visibility, edition)
        or (notice.visibility is None and (notice.id in spoken_of or edition == "intranet"))
    ]


def _without_review(content: Content) -> Content:
    """Return the content without the notes that people of the office make for each other."""
    none = {"review": ()}
    return replace(
        content,
        plans=tuple(plan.model_copy(update=none) for plan in content.plans),
        tasks=tuple(task.model_copy(update=none) for task in content.tasks),
        notices=tuple(notice.model_copy(update=none) for notice in content.notices),
        indicators=tuple(one.model_copy(update=none) for one in content.indicators),
        mentions=tuple(one.model_copy(update=none) for one in content.mentions),
        registries=tuple(
            entry.model_copy(
                update={"units": tuple(unit.model_copy(update=none) for unit in entry.units)}
            )
            for entry in content.registries
        ),
    )
