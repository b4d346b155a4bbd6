"""How everything went: what changed in every period, and every assignment over all periods, computed once.

In: the survey. Out: ``History``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tongbao.progress.period_changes import Movements, movements
from tongbao.progress.rollups import Timeline, timeline_of
from tongbao.progress.survey import Survey


@dataclass(frozen=True, slots=True)
class History:
    """The changes of all periods, and by plan its assignments over all its columns."""

    moved: Movements
    timelines: Mapping[str, Timeline]


def history_of(survey: Survey) -> History:
    """Return how everything went."""
    timelines = {view.plan.id: timeline_of(survey, view) for view in survey.plans}
    return History(movements(survey), timelines)
