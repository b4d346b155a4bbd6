"""What a check is given, and the shape of every check.

In: nothing. Out: ``Checked``, the records with the way to place a problem, the type ``Check``, and ``updates_of``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tongbao.problems import Problem
from tongbao.records.content import Content
from tongbao.records.model import Plan, Task, Update
from tongbao.records.places import Places
from tongbao.records.yaml_in import Path


@dataclass(frozen=True, slots=True)
class Checked:
    """The records to be checked.

    ``left_out`` names files with errors of their own: what hangs on them is not reported again.
    """

    content: Content
    places: Places
    left_out: frozenset[str]

    def tasks_by_plan(self) -> Iterator[tuple[Plan, Task]]:
        """Yield every task with its plan; tasks without one are left to the check of just that."""
        plans = {plan.id: plan for plan in self.content.plans}
        for task in self.content.tasks:
            if task.plan in plans:
                yield plans[task.plan], task

    def plan_is_known(self, name: str) -> bool:
        """Return whether a plan is there, if only as a file with errors."""
        return f"content/plans/{name}.yml" in self.left_out or any(
            plan.id == name for plan in self.content.plans
        )

    def notices_known(self) -> frozenset[str]:
        """Return the ids of all notices, those whose files have errors among them."""
        folder = "content/notices/"
        broken = {path for path in self.left_out if path.startswith(folder)}
        stems = {path.removeprefix(folder).removesuffix(".yml") for path in broken}
        return frozenset(stems | {notice.id for notice in self.content.notices})


def updates_of(task: Task) -> Iterator[tuple[Path, Update]]:
    """Yield every update of a task with the way to it in the task's file."""
    for number, assignment in enumerate(task.assignments):
        for position, update in enumerate(assignment.updates):
            yield ("assignments", number, "updates", position), update


Check = Callable[[Checked], Iterator[Problem]]
