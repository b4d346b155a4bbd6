"""Which task carries on which, from year to year: so that a task keeps its history when the plan of a new year begins.

In: tasks with what they supersede. Out: ``Succession``, asked in both directions; a task that an edition does not show
is not there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tongbao.records.model import Task


@dataclass(frozen=True, slots=True)
class Succession:
    """The tasks by ``plan/id``, and by the same name the tasks that carry one on, and those that ended into one."""

    by_name: Mapping[str, Task]
    followers: Mapping[str, tuple[Task, ...]]
    ended_into: Mapping[str, tuple[Task, ...]]

    @classmethod
    def of(cls, tasks: Iterable[Task]) -> "Succession":
        """Index the tasks of a site."""
        by_name = {task.key: task for task in tasks}
        followers: dict[str, tuple[Task, ...]] = {}
        ended: dict[str, tuple[Task, ...]] = {}
        for task in by_name.values():
            for older in task.supersedes:
                followers[older] = (*followers.get(older, ()), task)
            for name in task.ended.into if task.ended else ():
                ended[name] = (*ended.get(name, ()), task)
        return cls(by_name, followers, ended)

    def before(self, task: Task) -> tuple[Task, ...]:
        """Return the tasks that this one names as carried on."""
        return tuple(self.by_name[name] for name in task.supersedes if name in self.by_name)

    def after(self, task: Task) -> tuple[Task, ...]:
        """Return the tasks that carry this one on."""
        return self.followers.get(task.key, ())

    def ended_before(self, task: Task) -> tuple[Task, ...]:
        """Return the tasks that were merged into this one, or split into it and others."""
        return self.ended_into.get(task.key, ())

    def all_before(self, task: Task) -> tuple[Task, ...]:
        """Return the whole line of tasks before this one, the nearest first, each once, also where they go round."""
        found: dict[str, Task] = {}
        waiting = list(self.before(task))
        while waiting:
            other = waiting.pop(0)
            if other is not task and other.key not in found:
                found[other.key] = other
                waiting += self.before(other)
        return tuple(found.values())
