"""The ranking of units in a period, or over a quarter or a year: the mean of the points of what they answer for.

In: the survey, the periods and the formula of site.yml. Out: ``Score`` values and their ranks. Arithmetic is exact;
only what is printed is rounded. All as known now, errata counted; each period has the units of its own edition.

Finishing does no harm: what is done with keeps its points and stays among what is counted, also where ledgers list it
no more. What a period leaves out, and what ended otherwise, counts for nobody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from tongbao.progress import merging, periods
from tongbao.progress.merging import Entry
from tongbao.progress.people import UnitKey, parts_of
from tongbao.progress.period_changes import entry_key
from tongbao.progress.rollups import rollups_of
from tongbao.progress.survey import PlanView, Survey, reported
from tongbao.records.model import Notice, Update
from tongbao.records.settings import Ranking

# What a ledger prints of a row that its unit did not report: 未报, 未报送.
_UNREPORTED = "未报"


@dataclass(frozen=True, slots=True)
class Scored:
    """An assignment in one period, with its points; None where it does not count. ``late``: reported after the day."""

    span: str
    entry: Entry
    points: int | None
    unreported: bool = False
    late: bool = False


# What units answer for in one period.
BySpan = Mapping[UnitKey, Sequence[Scored]]


@dataclass(frozen=True, slots=True)
class Score:
    """What a unit answers for in the periods of a ranking; ``points`` are those of what counts.

    ``deducted`` are the points that it loses for what it did not report or reported late.
    """

    key: UnitKey
    scored: tuple[Scored, ...]
    points: tuple[int, ...]
    deducted: int = 0

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The assignments, each once a period."""
        return tuple(one.entry for one in self.scored)

    @property
    def counted(self) -> int:
        """How many different assignments count."""
        return len({entry_key(one.entry) for one in self.scored if one.points is not None})

    @property
    def total(self) -> int:
        """The sum of the points."""
        return sum(self.points)

    @property
    def mean(self) -> Fraction | None:
        """The mean of the points; None where nothing counts."""
        return Fraction(self.total, len(self.points)) if self.points else None

    @property
    def result(self) -> Fraction | None:
        """The mean less what is deducted, never below 0; units are ranked by it."""
        return None if self.mean is None else max(self.mean - self.deducted, Fraction(0))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit with its rank; equal results share one, and the next ranks are left out: 1, 2, 2, 4."""

    rank: int
    result: Fraction
    score: Score


@dataclass(frozen=True, slots=True)
class Ranks:
    """What one page ranks: the plan's periods for which a ledger came, under a name for the address and a label."""

    name: str
    span: str
    spans: tuple[str, ...]


def rankings_of(view: PlanView) -> tuple[Ranks, ...]:
    """Return what can be ranked: each period with a ledger, then quarters, half-years and years of two or more."""
    months = tuple(Ranks(span, span, (span,)) for span in view.ledgers)
    longer = (
        Ranks(one.name, one.span, tuple(c.span for c in one.columns if c.is_ledger))
        for one in rollups_of(view)
    )
    return (*months, *(one for one in longer if len(one.spans) > 1))


def ranks(view: PlanView, formula: Ranking | None) -> bool:
    """Return whether the formula can rank a plan's units: every word in the base of shares has its points."""
    base = [standing.heading for standing in view.words.in_order if standing.base]
    return formula is not None and bool(base) and all(word in formula.points for word in base)


def points_of(view: PlanView, entry: Entry, formula: Ranking) -> int | None:
    """Return the points of an entry; None where its status counts for nothing.

    What is done with has the points of the word that says so, or where that has none those of the last word before.
    """
    if entry.update is None or not (entry.is_counted or entry.carried):
        return None
    standing = view.words.of_update(entry.task, entry.update)
    if standing.base or standing.heading in formula.points:
        return formula.points.get(standing.heading)
    if not (standing.closed or entry.carried):
        return None
    end = periods.order(entry.update.period)
    earlier = [one for one in entry.assignment.updates if periods.order(one.period) < end]
    for update in sorted(earlier, key=lambda one: periods.order(one.period), reverse=True):
        before = view.words.of_update(entry.task, update.known())
        if before.base:
            return formula.points[before.heading]
    return None


def scores_of(
    survey: Survey,
    view: PlanView,
    spans: Sequence[str],
    formula: Ranking,
    known: Mapping[str, BySpan] = MappingProxyType({}),
) -> tuple[Score, ...]:
    """Return the score of every unit that answers for anything in these periods, in the order of the lists.

    ``known`` are periods that were looked at before.
    """
    found: dict[UnitKey, list[Scored]] = {}
    for span in spans:
        own = known[span] if span in known else scored_in(survey, view, span, formula)
        for key, scored in own.items():
            found.setdefault(key, []).extend(scored)
    listed = (*survey.directory.involved.units, *survey.directory.former.units)
    order = {key: at for at, key in reversed(list(enumerate(listed)))}
    return tuple(
        _score(key, found[key], formula)
        for key in sorted(found, key=lambda key: order.get(key, len(order)))
    )


def scored_in(survey: Survey, view: PlanView, span: str, formula: Ranking) -> BySpan:
    """Return by unit what it answers for in a period, as the edition of that period has it.

    A group that stands for its members counts for each of them and is not listed itself.
    """
    names = survey.directory.names[view.plan.district]
    found: dict[UnitKey, list[Scored]] = {}
    for entry in reported(survey, view, span):
        points = points_of(view, entry, formula)
        for key, part in parts_of(names, entry).items():
            if part.role == "counted" and not _stands_for_members(survey, key):
                late = _is_late(survey, view, span, entry, key)
                one = Scored(span, entry, points, _is_unreported(entry), late)
                found.setdefault(key, []).append(one)
    return found


def _stands_for_members(survey: Survey, key: UnitKey) -> bool:
    unit, names = survey.directory.units[key], survey.directory.names[key.district]
    return unit.scope == "all" and any(names.find(name) for name in unit.members)


def _is_unreported(entry: Entry) -> bool:
    """Return whether a report is missing: none came by its day, or the ledger says so itself."""
    said = entry.update.status if entry.update and entry.state == "listed" else None
    return entry.state == "missing" or (said is not None and _UNREPORTED in said)


def _is_late(survey: Survey, view: PlanView, span: str, entry: Entry, key: UnitKey) -> bool:
    """Return whether a unit's own return on an assignment came after the day on which the plan asks for reports."""
    opened = next((one for one in view.plan.forms if one.period == span), None)
    if opened is None:
        return False
    asked = min((one.date for one in view.plan.reporting if one.date >= opened.date), default=None)
    day = asked or opened.closed
    came = [
        notice.received
        for update in entry.assignment.updates
        if update.period == span and (notice := _return_of(survey, update, key))
    ]
    return day is not None and bool(came) and min(came) > day


def _return_of(survey: Survey, update: Update, key: UnitKey) -> Notice | None:
    if not merging.is_return(update, survey.notices):
        return None
    notice = survey.notices[update.source.notice]
    own = notice.issuer and survey.directory.unit_key(key.district, notice.issuer) == key
    return notice if own else None


def _score(key: UnitKey, scored: Sequence[Scored], formula: Ranking) -> Score:
    points = tuple(one.points for one in scored if one.points is not None)
    return Score(key, tuple(scored), points, sum(lost for _, _, lost in deducted(scored, formula)))


def deducted(scored: Iterable[Scored], formula: Ranking) -> tuple[tuple[str, int, int], ...]:
    """Return what a unit loses points for: the kind, how many assignments, how many points in all."""
    scored, rules = tuple(scored), formula.deductions
    kinds = (
        ("未报", rules.unreported, sum(one.unreported for one in scored)),
        ("迟报", rules.late, sum(one.late for one in scored)),
    )
    return tuple((kind, n, n * rule.points) for kind, rule, n in kinds if rule and n)


def is_ranked(survey: Survey, score: Score, formula: Ranking) -> bool:
    """Return whether a unit is ranked: it is no group, and enough of what it answers for counts."""
    unit = survey.directory.units[score.key]
    return unit.scope is None and score.counted >= max(formula.least, 1)


def ranked(scores: Iterable[Score]) -> tuple[Ranked, ...]:
    """Return the scores that have a result by rank, the highest first; ties stay in the order given."""
    valued = [(score.result, score) for score in scores if score.result is not None]
    valued.sort(key=lambda pair: -pair[0])
    found: list[Ranked] = []
    for position, (result, score) in enumerate(valued, start=1):
        same = found and found[-1].result == result
        found.append(Ranked(found[-1].rank if same else position, result, score))
    return tuple(found)


def one_decimal(value: Fraction) -> str:
    """Return a number that is not negative with one decimal, halves rounded up: 82.25 is 82.3."""
    tenths = (20 * value.numerator + value.denominator) // (2 * value.denominator)
    return f"{tenths // 10}.{tenths % 10}"
