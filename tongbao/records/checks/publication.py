"""The check of what a public plan would publish without anybody having decided."""

from collections.abc import Iterator

from tongbao.problems import Problem, Severity
from tongbao.records.checks.checked import Checked
from tongbao.records.withholding import held


def publication_is_decided(checked: Checked) -> Iterator[Problem]:
    """A text of a public plan with a word or number of the list needs a ``visibility`` of its own."""
    for plan, task in checked.tasks_by_plan():
        for reason in held(task, plan, checked.content.settings):
            place = checked.places.within(task.path, reason.path, reason.piece)
            message = f"{reason.shown}公开前须有人决定"
            hint = "看过后在任务、分项或进展上写明 visibility: public 或 intranet"
            yield Problem(place, message, hint, Severity.WARNING)
