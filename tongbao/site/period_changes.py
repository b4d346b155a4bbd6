"""The changes of each period of a plan: compared with the one before, as published and as known now.

In: the survey. Out: ``PeriodChanges``. As published, every update stands as its notice printed it; as known now, with
its errata. Where the two differ a page shows both.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tongbao.records.model import Erratum, Update
from tongbao.site import merging, periods
from tongbao.site.changes import Change, Comparison, Pair, changes_among
from tongbao.site.merging import Entry, Notices
from tongbao.site.survey import PlanView, Survey, reported


@dataclass(frozen=True, slots=True)
class Correction:
    """An erratum with the assignment and the update that it sets right."""

    entry: Entry
    update: Update
    erratum: Erratum


@dataclass(frozen=True, slots=True)
class PeriodChanges:
    """What changed in a period of a plan. ``previous`` is the period it is compared with, None for the first."""

    view: PlanView
    span: str
    previous: str | None
    known: tuple[Change, ...]
    published: tuple[Change, ...]
    corrections: tuple[Correction, ...]

    @property
    def says_something(self) -> bool:
        """Whether there is anything to tell: a period to compare with, or a change."""
        return bool(self.previous or self.known or self.published)

    def only_of(self, entries: frozenset[tuple[str, str]]) -> "PeriodChanges":
        """Return the changes of some assignments, named by the task's file and the part."""
        return PeriodChanges(
            self.view,
            self.span,
            self.previous,
            tuple(one for one in self.known if entry_key(one.entry) in entries),
            tuple(one for one in self.published if entry_key(one.entry) in entries),
            tuple(one for one in self.corrections if entry_key(one.entry) in entries),
        )


def entry_key(entry: Entry) -> tuple[str, str]:
    """Return what names an assignment across periods and editions: its task's file and its part."""
    return entry.task.path, entry.assignment.part


def changes_of_plan(survey: Survey, view: PlanView) -> tuple[PeriodChanges, ...]:
    """Return the changes of every period of a plan that has any to tell, oldest first."""
    found = (changes_in(survey, view, span) for span in view.periods)
    return tuple(one for one in found if one.says_something)


def changes_in(survey: Survey, view: PlanView, span: str) -> PeriodChanges:
    """Return what changed in a period of a plan."""
    previous = _previous(view, span)
    known = tuple(_pairs(survey, view, span, previous))
    published = tuple(_as_published(pair) for pair in known)
    seen = Comparison(
        view.words,
        survey.directory.names[view.plan.district],
        survey.notices,
        periods.last_day(span),
    )
    return PeriodChanges(
        view,
        span,
        previous,
        changes_among(known, seen),
        changes_among(published, seen),
        tuple(_corrections(known)),
    )


def _previous(view: PlanView, span: str) -> str | None:
    """Return the last period that ended before; of a ledger, the last one for which a ledger came."""
    spans = view.ledgers if span in view.ledgers else view.periods
    end = periods.bounds(span)[1]
    return next((one for one in reversed(spans) if periods.bounds(one)[1] < end), None)


def _pairs(survey: Survey, view: PlanView, span: str, previous: str | None) -> Iterator[Pair]:
    """Yield how every assignment that stood in the period stood before, by its own last update."""
    brought = _notices_of(survey, view, span)
    for after in reported(survey, view, span):
        said = merging.update_before(after.assignment, span, survey.notices)
        before = merging.entry_of(view.plan, after.task, after.position, said) if said else None
        yield Pair(
            before,
            after,
            is_new=previous is not None and _is_new(after, brought, survey.notices),
            was_listed=_was_listed(said, previous),
        )


def _notices_of(survey: Survey, view: PlanView, span: str) -> frozenset[str]:
    return frozenset(
        entry.update.source.notice
        for entry in reported(survey, view, span)
        if entry.update and not entry.carried
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


def _was_listed(before: Update | None, previous: str | None) -> bool:
    if before is None or previous is None:
        return False
    return periods.bounds(before.period)[1] == periods.bounds(previous)[1]


def _as_published(pair: Pair) -> Pair:
    before, after = (
        merging.published(entry) if entry else None for entry in (pair.before, pair.after)
    )
    return Pair(before, after, pair.is_new, pair.was_listed)


def _corrections(pairs: Iterable[Pair]) -> Iterator[Correction]:
    """Yield every erratum of the updates that are compared, those of the period itself first."""
    for pair in pairs:
        for entry in (pair.after, pair.before):
            if entry and entry.update and not entry.carried:
                for erratum in entry.update.errata:
                    yield Correction(entry, entry.update, erratum)
