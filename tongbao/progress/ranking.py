"""The ranking of units in a period: the mean of the points of what they answer for.

In: the survey, a period and the formula of site.yml. Out: ``Score`` values and their ranks. Arithmetic is exact; only
what is printed is rounded. All as known now, errata counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from tongbao.progress.merging import Entry
from tongbao.progress.people import UnitKey
from tongbao.progress.period_changes import entry_key
from tongbao.progress.survey import PlanView, Survey, reported
from tongbao.records.settings import Ranking


@dataclass(frozen=True, slots=True)
class Score:
    """What a unit answers for in a period: ``counted`` stands in the base of shares, ``points`` are those of each."""

    key: UnitKey
    entries: tuple[Entry, ...]
    counted: tuple[Entry, ...]
    points: tuple[int, ...]

    @property
    def total(self) -> int:
        """The sum of the points."""
        return sum(self.points)

    @property
    def mean(self) -> Fraction | None:
        """The mean of the points; None where nothing counts."""
        return Fraction(self.total, len(self.points)) if self.points else None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit with its rank; equal means share one, and the next ranks are left out: 1, 2, 2, 4."""

    rank: int
    mean: Fraction
    score: Score


def ranks(view: PlanView, formula: Ranking | None) -> bool:
    """Return whether the formula can rank a plan's units: every word in the base of shares has its points."""
    base = [standing.heading for standing in view.words.in_order if standing.base]
    return formula is not None and bool(base) and all(word in formula.points for word in base)


def points_of(view: PlanView, entry: Entry, formula: Ranking) -> int | None:
    """Return the points of an entry; None where its status is outside the base of shares."""
    standing = view.standing(entry)
    return formula.points[standing.heading] if standing.base else None


def scores_of(survey: Survey, view: PlanView, span: str, formula: Ranking) -> tuple[Score, ...]:
    """Return the score of every unit that answers for anything in a period, in the order of the lists.

    A group that stands for its members counts for each of them and is not listed itself.
    """
    entries = {entry_key(entry): entry for entry in reported(survey, view, span)}
    found: list[Score] = []
    for key, parts in survey.directory.involved.units.items():
        if key.district == view.plan.district and not _stands_for_members(survey, key):
            own = tuple(
                entry
                for part in parts
                if part.role == "counted" and (entry := entries.get(entry_key(part.entry)))
            )
            if own:
                found.append(_score(view, key, own, formula))
    return tuple(found)


def _stands_for_members(survey: Survey, key: UnitKey) -> bool:
    unit, names = survey.directory.units[key], survey.directory.names[key.district]
    return unit.scope == "all" and any(names.find(name) for name in unit.members)


def _score(view: PlanView, key: UnitKey, own: tuple[Entry, ...], formula: Ranking) -> Score:
    valued = [(entry, points_of(view, entry, formula)) for entry in own]
    counted = [(entry, points) for entry, points in valued if points is not None]
    return Score(
        key, own, tuple(entry for entry, _ in counted), tuple(points for _, points in counted)
    )


def is_ranked(survey: Survey, score: Score, formula: Ranking) -> bool:
    """Return whether a unit is ranked: it is no group, and enough of what it answers for counts."""
    unit = survey.directory.units[score.key]
    return unit.scope is None and len(score.counted) >= max(formula.least, 1)


def ranked(scores: Iterable[Score]) -> tuple[Ranked, ...]:
    """Return the scores that have a mean by rank, the highest mean first; ties stay in the order given."""
    valued = [(score.mean, score) for score in scores if score.mean is not None]
    valued.sort(key=lambda pair: -pair[0])
    found: list[Ranked] = []
    for position, (mean, score) in enumerate(valued, start=1):
        same = found and found[-1].mean == mean
        found.append(Ranked(found[-1].rank if same else position, mean, score))
    return tuple(found)


def one_decimal(value: Fraction) -> str:
    """Return a number that is not negative with one decimal, halves rounded up: 82.25 is 82.3."""
    tenths = (20 * value.numerator + value.denominator) // (2 * value.denominator)
    return f"{tenths // 10}.{tenths % 10}"
