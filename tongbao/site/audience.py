"""Who would see a record that goes another way than what it belongs to: a quiet word for the office.

In: visibilities, from the plan down. Out: 公开 or 仅内网 where a task, assignment or update differs from what is
above it, "" elsewhere. The public edition says nothing of the kind.
"""

from tongbao.progress.editions import Edition, nearest
from tongbao.records.model import Assignment, Plan, Task, Update
from tongbao.records.scalars import Visibility

_WORDS = {"public": "公开", "intranet": "仅内网", "internal": ""}


def of_task(edition: Edition, plan: Plan, task: Task) -> str:
    """Return the word for a task whose visibility is not its plan's."""
    return _word(edition, plan.visibility, _set(plan, task))


def of_assignment(edition: Edition, plan: Plan, task: Task, part: Assignment) -> str:
    """Return the word for an assignment whose visibility is not its task's."""
    return _word(edition, _set(plan, task), _set(plan, task, part))


def of_update(edition: Edition, plan: Plan, task: Task, part: Assignment, update: Update) -> str:
    """Return the word for an update whose visibility is not its assignment's."""
    return _word(edition, _set(plan, task, part), _set(plan, task, part, update))


def _set(plan: Plan, *below: Task | Assignment | Update) -> Visibility:
    """Return what holds for the last of these records, each inside the one before."""
    found = plan.visibility
    for record in below:
        found = nearest(record.visibility, found)
    return found


def _word(edition: Edition, above: Visibility, own: Visibility) -> str:
    return _WORDS[own] if edition == "intranet" and own != above else ""
