"""What changed between two states of a site: two sealed months, or one and today.

In: two ``ComparedState`` values. Out: ``Compared``: by plan the changes of assignments, by the rules of the pages of
changes; whatever else the records say otherwise; notices that came or went; and all of it as lines of text.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tongbao.archive.differences import Rewritten
from tongbao.archive.frozen import site_edition
from tongbao.archive.rewritten import NOT_COMPARED, rewritten_records, rewritten_tasks
from tongbao.archive.states import ComparedState
from tongbao.progress import periods
from tongbao.progress.changes import Change, Comparison, Kind, Pair, changes_among
from tongbao.progress.editions import Shown, in_edition
from tongbao.progress.merging import Entry
from tongbao.progress.period_changes import PeriodChanges, entry_key
from tongbao.progress.survey import PlanView, Survey, survey
from tongbao.records.model import Notice, Task
from tongbao.records.pending import without_pending
from tongbao.site import change_words

# What says nothing where both sides speak of the same report.
_OF_TWO_REPORTS: tuple[Kind, ...] = ("still_lagging", "unchanged", "overdue", "backwards")


@dataclass(frozen=True, slots=True)
class ComparedPlan:
    """One plan on both sides; ``seen`` is the survey of the state that holds it, the later one where both do."""

    seen: Survey
    changes: PeriodChanges
    rewritten: tuple[Rewritten, ...]

    @property
    def says_something(self) -> bool:
        """Whether anything differs."""
        return bool(self.changes.known or self.rewritten)


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything that differs between two states.

    ``others`` are the records that are no tasks: plans, notices and what they state, units, pages, settings.
    """

    one: ComparedState
    other: ComparedState
    plans: tuple[ComparedPlan, ...]
    came: tuple[Notice, ...]
    went: tuple[Notice, ...]
    others: tuple[Rewritten, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether anything differs."""
        return bool(self.plans or self.came or self.went or self.others)


def compare(one: ComparedState, other: ComparedState) -> Compared:
    """Return what differs from the one state to the other."""
    before, after = _surveyed(one), _surveyed(other)
    was, now = _records(one), _records(other)
    had = {notice.id for notice in one.content.notices}
    has = {notice.id for notice in other.content.notices}
    plans = tuple(
        found
        for view in after.plans
        if (
            found := _plan(
                before,
                after,
                view,
                _Records(
                    was.get(view.plan.id, ()), now.get(view.plan.id, ()), frozenset(had & has)
                ),
            )
        ).says_something
    )
    gone = tuple(
        _gone(before, view, was.get(view.plan.id, ()))
        for view in before.plans
        if view.tasks and _view(after, view.plan.id) is None
    )
    return Compared(
        one,
        other,
        (*plans, *gone),
        tuple(notice for notice in other.content.notices if notice.id not in had),
        tuple(notice for notice in one.content.notices if notice.id not in has),
        tuple(rewritten_records(one.content, other.content)),
    )


@dataclass(frozen=True, slots=True)
class _Records:
    """The tasks of a plan as the files of both states hold them, and the notices that both hold."""

    was: tuple[Task, ...]
    now: tuple[Task, ...]
    both: frozenset[str]


def _shown(state: ComparedState) -> Shown:
    """Return all that a state holds: of a ``full`` bag more than any site shows."""
    if state.edition == "full":
        return Shown(state.content, site_edition(state.edition))
    return in_edition(state.content, site_edition(state.edition))


def _surveyed(state: ComparedState) -> Survey:
    return survey(_shown(state), (), {})


def _records(state: ComparedState) -> Mapping[str, tuple[Task, ...]]:
    """Return the tasks of a state by plan, as its files hold them: how editions print them are changes."""
    found: dict[str, list[Task]] = {}
    for task in map(without_pending, _shown(state).content.tasks):
        found.setdefault(task.plan, []).append(task)
    return {plan: tuple(tasks) for plan, tasks in found.items()}


def _view(found: Survey, plan: str) -> PlanView | None:
    return next((view for view in found.plans if view.plan.id == plan), None)


def _plan(before: Survey, after: Survey, view: PlanView, records: _Records) -> ComparedPlan:
    """Return what differs in a plan of the later state."""
    old = _view(before, view.plan.id)
    # The earlier entries are told by the plan as it is now: its district may have been set right since.
    earlier = (replace(entry, plan=view.plan) for entry in old.entries) if old else ()
    was = {entry_key(entry): entry for entry in earlier}
    pairs = tuple(_pairs(was, view, is_first=old is not None and old.as_of is None))
    seen = Comparison(
        view.words,
        after.directory.names[view.plan.district],
        after.notices,
        periods.last_day(_span(view)),
    )
    now = {entry_key(entry): entry for entry in view.entries}
    same = {key for key in was.keys() & now if _same_report(was[key], now[key])}
    known = tuple(
        change
        for change in changes_among(pairs, seen)
        if change.kind not in _OF_TWO_REPORTS or entry_key(change.entry) not in same
    )
    previous = old.as_of if old else None
    told = (*_added_unspoken_of(pairs), *known)
    changes = PeriodChanges(view, _span(view), previous, told, told, ())
    rewritten = rewritten_tasks(records.was, records.now, records.both, _told(told))
    return ComparedPlan(after, changes, tuple(rewritten))


def _told(changes: Iterable[Change]) -> frozenset[tuple[str, str]]:
    """Return the assignments that changes tell as added or dropped."""
    kinds = ("added", "dropped")
    return frozenset(entry_key(change.entry) for change in changes if change.kind in kinds)


def _span(view: PlanView) -> str:
    """Return the period up to which a plan has been reported, its year where nothing has been said of it."""
    return view.as_of or f"{view.plan.year}-01/{view.plan.year}-12"


def _added_unspoken_of(pairs: Iterable[Pair]) -> Iterator[Change]:
    """Yield the new assignments of which nothing has been said; on a page of changes they are no news of a period."""
    for pair in pairs:
        if pair.is_new and pair.after and pair.after.update is None:
            yield Change("added", pair.after)


def _gone(before: Survey, view: PlanView, records: tuple[Task, ...]) -> ComparedPlan:
    """Return a plan of which the later state knows nothing: all of it is dropped."""
    pairs = [Pair(entry, None) for entry in view.entries]
    seen = Comparison(
        view.words,
        before.directory.names[view.plan.district],
        before.notices,
        periods.last_day(_span(view)),
    )
    known = changes_among(pairs, seen)
    changes = PeriodChanges(view, _span(view), view.as_of, known, known, ())
    rewritten = rewritten_tasks(records, (), frozenset(), _told(known))
    return ComparedPlan(before, changes, tuple(rewritten))


def _pairs(
    was: Mapping[tuple[str, str], Entry], view: PlanView, *, is_first: bool
) -> Iterator[Pair]:
    now = {entry_key(entry): entry for entry in view.entries}
    for key, after in now.items():
        before = was.get(key)
        listed = before is not None and before.update is not None
        reported = before if listed else None
        new = before is None and not is_first
        yield Pair(reported, after, is_new=new, was_listed=listed, is_first=is_first)
    for key, before in was.items():
        if key not in now:
            yield Pair(before, None)


def _same_report(before: Entry, after: Entry) -> bool:
    """Return whether an assignment rests on one report on both sides, or on none."""
    one, other = before.update, after.update
    if one is None or other is None:
        return one is other
    return (one.period, one.source) == (other.period, other.source)


def compared_lines(found: Compared) -> Iterator[str]:
    """Yield a comparison as text."""
    yield f"{found.one.name} 与 {found.other.name} 对照"
    if found.one.edition != found.other.edition:
        yield "注意：两份的版本不同，缺少的可能只是不在那个版本公开"
    if not found.differs:
        yield "没有不同"
    for title, notices in (("新收文件", found.came), ("不再有的文件", found.went)):
        if notices:
            yield f"{title}，{len(notices)}份"
            yield from (f"  《{notice.title}》（{notice.id}）" for notice in notices)
    if found.others:
        yield f"任务以外的不同，{len(found.others)}处"
        yield from (f"  {row.line}" for row in found.others)
    for one in found.plans:
        yield one.changes.view.plan.title
        lines = change_words.lines_of(one.changes.known, one.changes.previous)
        yield from (f"  {line}" for line in lines)
        if one.rewritten:
            yield f"  写得不同或有增减的，{len(one.rewritten)}处"
            yield from (f"    {row.line}" for row in one.rewritten)
    yield f"注：{NOT_COMPARED}"
