"""The changes of each period of a plan: compared with the one before, as published and as known now.

In: the survey. Out: ``PeriodChanges``. As published, every update stands as its notice printed it; as known now, with
its errata. Where the two differ a page shows both.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tongbao.progress import merging, periods
from tongbao.progress.changes import Change, Comparison, Pair, changes_among
from tongbao.progress.merging import Entry, Notices
from tongbao.progress.people import UnitKey
from tongbao.progress.survey import PlanView, Survey, reported
from tongbao.records.model import Erratum, Update


@dataclass(frozen=True, slots=True)
class Correction:
    """An erratum with the assignment and the update that it sets right."""

    entry: Entry
    update: Update
    erratum: Erratum


@dataclass(frozen=True, slots=True)
class PeriodChanges:
    """What changed in a period of a plan. ``previous`` is the period it is compared with, None for the first.

    ``notices`` are those that the period itself rests on.
    """

    view: PlanView
    span: str
    previous: str | None
    known: tuple[Change, ...]
    published: tuple[Change, ...]
    corrections: tuple[Correction, ...]
    notices: frozenset[str] = frozenset()

    @property
    def says_something(self) -> bool:
        """Whether there is anything to tell: a period to compare with, or a change."""
        return bool(self.previous or self.known or self.published)


def entry_key(entry: Entry) -> tuple[str, str]:
    """Return what names an assignment across periods and editions: its task's file and its part."""
    return entry.task.path, entry.assignment.part


@dataclass(frozen=True, slots=True)
class Movements:
    """The changes of all periods, oldest first within a plan: by plan, and by unit those of what it answers for."""

    by_plan: Mapping[str, tuple[PeriodChanges, ...]]
    by_unit: Mapping[UnitKey, tuple[PeriodChanges, ...]]

    @property
    def all(self) -> tuple[PeriodChanges, ...]:
        """The changes of all plans."""
        return tuple(one for own in self.by_plan.values() for one in own)

    def of_period(self, plan: str, span: str | None) -> PeriodChanges | None:
        """Return the changes of one period of a plan; None where there is nothing to tell."""
        return next((one for one in self.by_plan.get(plan, ()) if one.span == span), None)


def movements(survey: Survey) -> Movements:
    """Return everything that ever changed."""
    by_plan = {view.plan.id: changes_of_plan(survey, view) for view in survey.plans}
    whole = tuple(one for own in by_plan.values() for one in own)
    return Movements(by_plan, changes_of_units(survey, whole))


def changes_of_plan(survey: Survey, view: PlanView) -> tuple[PeriodChanges, ...]:
    """Return the changes of every period of a plan that has any to tell, oldest first."""
    found = (changes_in(survey, view, span) for span in view.rated)
    return tuple(one for one in found if one.says_something)


def changes_in(survey: Survey, view: PlanView, span: str) -> PeriodChanges:
    """Return what changed in a period of a plan."""
    previous = _previous(view, span)
    known, notices, pairs = _compared(survey, view, span, printed=False)
    corrections = tuple(_corrections(pairs))
    published = _compared(survey, view, span, printed=True)[0] if corrections else known
    return PeriodChanges(view, span, previous, known, published, corrections, notices)


def _compared(
    survey: Survey, view: PlanView, span: str, *, printed: bool
) -> tuple[tuple[Change, ...], frozenset[str], tuple[Pair, ...]]:
    """Return the changes of a period, the notices it rests on, and the pairs that were compared."""
    previous = _previous(view, span)
    entries = reported(survey, view, span, printed=printed)
    notices = frozenset(
        entry.update.source.notice for entry in entries if entry.update and not entry.carried
    )
    compared = _Compared(view, span, previous, notices, printed)
    pairs = tuple(_pair(survey, compared, entry) for entry in entries)
    seen = Comparison(
        view.words,
        survey.directory.names[view.plan.district],
        survey.notices,
        periods.last_day(span),
        printed,
        wordless=not view.has_statuses,
    )
    return changes_among(pairs, seen), notices, pairs


@dataclass(frozen=True, slots=True)
class _Compared:
    """A period with the one before, the notices that it rests on, and whether errata are left out."""

    view: PlanView
    span: str
    previous: str | None
    notices: frozenset[str]
    printed: bool


def _previous(view: PlanView, span: str) -> str | None:
    """Return the last period that ended before; of a ledger, the last one for which a ledger came."""
    spans = view.ledgers if span in view.ledgers else view.rated
    end = periods.bounds(span)[1]
    return next((one for one in reversed(spans) if periods.bounds(one)[1] < end), None)


def _pair(survey: Survey, compared: _Compared, after: Entry) -> Pair:
    """Return how an assignment that stands in the period stood before, by its own last word."""
    view, span, previous = compared.view, compared.span, compared.previous
    part, notices = after.assignment, survey.notices
    said = merging.update_before(part, span, notices, printed=compared.printed)
    before = (
        merging.entry_of(view.plan, after.task, after.position, said, printed=compared.printed)
        if said
        else None
    )
    in_turn = previous is not None and {previous, span} <= set(view.ledgers)
    was_listed = in_turn and previous is not None and merging.listed_in(part, previous, notices)
    listed_before = any(
        merging.listed_in(part, one, notices)
        for one in view.ledgers
        if periods.order(one) < periods.order(span)
    )
    return Pair(
        before,
        after,
        is_new=previous is not None and _is_new(after, compared.notices, notices),
        was_listed=was_listed,
        is_back=in_turn
        and not was_listed
        and listed_before
        and merging.listed_in(part, span, notices),
        is_first=previous is None,
    )


def _is_new(after: Entry, brought: frozenset[str], notices: Notices) -> bool:
    """Return whether the period brought the assignment: its task, or it as a further row of a ledger's task."""
    origin = after.task.source.notice
    if origin in brought:
        return True
    older = (part for part in after.task.assignments if part is not after.assignment)
    has_older = any(
        update.source.notice not in brought for part in older for update in part.updates
    )
    return has_older and origin in notices and notices[origin].kind == "ledger"


def _corrections(pairs: Iterable[Pair]) -> Iterator[Correction]:
    """Yield every erratum of the updates that are compared, those of the period itself first."""
    for pair in pairs:
        for entry in (pair.after, pair.before):
            # What is carried on is of the update before, which is looked at in its own right.
            if entry and entry.update and not (entry is pair.after and entry.carried):
                for erratum in entry.update.errata:
                    yield Correction(entry, entry.update, erratum)


def changes_of_units(
    survey: Survey, found: Iterable[PeriodChanges]
) -> dict[UnitKey, tuple[PeriodChanges, ...]]:
    """Return by unit the changes of what it answers for, a period at a time; periods without any are left out."""
    answering: dict[tuple[str, str], list[UnitKey]] = {}
    for key, parts in survey.directory.involved.units.items():
        for part in parts:
            if part.role == "counted":
                answering.setdefault(entry_key(part.entry), []).append(key)
    by_unit: dict[UnitKey, list[PeriodChanges]] = {}
    for whole in found:
        for key, own in _shared_out(survey, whole, answering).items():
            by_unit.setdefault(key, []).append(own)
    return {key: tuple(own) for key, own in by_unit.items()}


def _shared_out(
    survey: Survey, whole: PeriodChanges, answering: Mapping[tuple[str, str], Sequence[UnitKey]]
) -> dict[UnitKey, PeriodChanges]:
    known = _by_unit(survey, whole.known, answering)
    published = _by_unit(survey, whole.published, answering)
    corrections: dict[UnitKey, list[Correction]] = {}
    for correction in whole.corrections:
        for key in answering.get(entry_key(correction.entry), ()):
            corrections.setdefault(key, []).append(correction)
    return {
        key: replace(
            whole,
            known=tuple(known.get(key, ())),
            published=tuple(published.get(key, ())),
            corrections=tuple(corrections.get(key, ())),
        )
        for key in dict.fromkeys((*known, *published, *corrections))
    }


def _by_unit(
    survey: Survey,
    changes: Iterable[Change],
    answering: Mapping[tuple[str, str], Sequence[UnitKey]],
) -> dict[UnitKey, list[Change]]:
    """Return changes by unit; one that moves work from unit to unit is of both."""
    found: dict[UnitKey, list[Change]] = {}
    for change in changes:
        keys = dict.fromkeys(answering.get(entry_key(change.entry), ()))
        if change.kind == "reassigned" and change.field != "责任人":
            district = change.entry.plan.district
            for name in (*change.was.split("、"), *change.now.split("、")):
                key = survey.directory.unit_key(district, name) if name else None
                if key and key in survey.directory.involved.units:  # else no page shows it
                    keys.setdefault(key)
        for key in keys:
            found.setdefault(key, []).append(change)
    return found
