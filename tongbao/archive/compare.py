"""What changed between two states of a site: two sealed months, or one and today.

In: two ``State`` values. Out: ``Compared``: by plan the changes of assignments, by the rules of the pages of changes;
what was rewritten of a period that both hold; notices that came or went; and all of it as lines of text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tongbao.archive.frozen import site_edition
from tongbao.archive.states import State
from tongbao.records.fields import written_fields
from tongbao.records.model import Notice, Record, Task, Update
from tongbao.site import change_words, periods
from tongbao.site.changes import Comparison, Kind, Pair, changes_among
from tongbao.site.editions import in_edition
from tongbao.site.merging import Entry
from tongbao.site.period_changes import PeriodChanges, entry_key
from tongbao.site.rows import number_of
from tongbao.site.survey import PlanView, Survey, survey
from tongbao.site.wording import OF_A_TASK, field_title

# What says nothing where both sides speak of the same report.
_OF_TWO_REPORTS: tuple[Kind, ...] = ("still_lagging", "unchanged", "overdue", "backwards")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A field of a record that both sides hold and that says something else; values as text, "" for nothing."""

    what: str
    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class ComparedPlan:
    """One plan on both sides."""

    changes: PeriodChanges
    rewritten: tuple[Rewritten, ...]

    @property
    def says_something(self) -> bool:
        """Whether anything differs."""
        return bool(self.changes.known or self.rewritten)


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything that differs between two states; ``later`` is the survey of the second one."""

    one: State
    other: State
    later: Survey
    plans: tuple[ComparedPlan, ...]
    came: tuple[Notice, ...]
    went: tuple[Notice, ...]

    @property
    def differs(self) -> bool:
        """Whether anything differs."""
        return bool(self.plans or self.came or self.went)


def compare(one: State, other: State) -> Compared:
    """Return what differs from the one state to the other."""
    before, after = _surveyed(one), _surveyed(other)
    plans = tuple(
        found for view in after.plans if (found := _plan(before, after, view)).says_something
    )
    gone = tuple(
        _gone(before, view)
        for view in before.plans
        if view.tasks and view.plan.id not in {other.plan.id for other in after.plans}
    )
    had = {notice.id for notice in one.content.notices}
    has = {notice.id for notice in other.content.notices}
    return Compared(
        one,
        other,
        after,
        (*plans, *gone),
        tuple(notice for notice in other.content.notices if notice.id not in had),
        tuple(notice for notice in one.content.notices if notice.id not in has),
    )


def _surveyed(state: State) -> Survey:
    return survey(in_edition(state.content, site_edition(state.edition)), (), {})


def _view(found: Survey, plan: str) -> PlanView | None:
    return next((view for view in found.plans if view.plan.id == plan), None)


def _plan(before: Survey, after: Survey, view: PlanView) -> ComparedPlan:
    old = _view(before, view.plan.id)
    was = {entry_key(entry): entry for entry in old.entries} if old else {}
    pairs = tuple(_pairs(was, view, is_first=old is None or old.as_of is None))
    seen = Comparison(
        view.words,
        after.directory.names[view.plan.district],
        after.notices,
        periods.last_day(view.as_of or f"{view.plan.year}-12"),
    )
    same = {entry_key(pair.after) for pair in pairs if pair.after and _same_report(pair)}
    known = tuple(
        change
        for change in changes_among(pairs, seen)
        if change.kind not in _OF_TWO_REPORTS or entry_key(change.entry) not in same
    )
    previous = old.as_of if old else None
    span = view.as_of or str(view.plan.year)
    changes = PeriodChanges(view, span, previous, known, known, ())
    old_tasks = {task.id: task for task in old.tasks} if old else {}
    return ComparedPlan(changes, tuple(_rewritten(old_tasks, view.tasks)))


def _gone(before: Survey, view: PlanView) -> ComparedPlan:
    """Return a plan of which the later state knows nothing: all of it is dropped."""
    pairs = [Pair(entry, None) for entry in view.entries]
    seen = Comparison(
        view.words,
        before.directory.names[view.plan.district],
        before.notices,
        periods.last_day(view.as_of or f"{view.plan.year}-12"),
    )
    known = changes_among(pairs, seen)
    span = view.as_of or str(view.plan.year)
    return ComparedPlan(PeriodChanges(view, span, view.as_of, known, known, ()), ())


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


def _same_report(pair: Pair) -> bool:
    one, other = (entry.update if entry else None for entry in (pair.before, pair.after))
    return bool(one and other and (one.period, one.source) == (other.period, other.source))


def _rewritten(old: Mapping[str, Task], tasks: tuple[Task, ...]) -> Iterator[Rewritten]:
    """Yield what a record that both states hold says otherwise: it was published, so nobody may miss it."""
    for task in tasks:
        before = old.get(task.id)
        if before is None:
            continue
        yield from _fields(number_of(task), before, task, skip=("assignments", "review"))
        parts = {part.part: part for part in before.assignments}
        several = len(task.assignments) > 1
        for part in task.assignments:
            what = number_of(task) + (f"（{part.part}）" if several else "")
            if was := parts.get(part.part):
                yield from _fields(what, was, part, skip=("updates",))
                yield from _updates(what, was.updates, part.updates)


def _updates(
    what: str, before: tuple[Update, ...], after: tuple[Update, ...]
) -> Iterator[Rewritten]:
    old = {(update.period, update.source.notice): update for update in before}
    new = {(update.period, update.source.notice): update for update in after}
    for key, update in new.items():
        called = f"{what}{periods.label(key[0])}进展"
        if key in old:
            yield from _fields(called, old[key], update)
    for key in old:
        if key not in new:
            yield Rewritten(f"{what}{periods.label(key[0])}进展", "", "有", "删去")


def _fields(
    what: str, before: Record, after: Record, skip: tuple[str, ...] = ()
) -> Iterator[Rewritten]:
    for field in written_fields(type(after)):
        was, now = getattr(before, field), getattr(after, field)
        if field not in skip and was != now:
            yield Rewritten(what, field_title(field, *OF_A_TASK), _shown(was), _shown(now))


def _shown(value: object) -> str:
    """Return a value of a record as people read it: lists one after the other, records by what they state."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "；".join(_shown(one) for one in value)
    if isinstance(value, Record):
        stated = value.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
        return "，".join(str(one) for one in stated.values())
    return str(value)


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
    for one in found.plans:
        yield one.changes.view.plan.title
        lines = change_words.lines_of(one.changes.known, one.changes.previous)
        yield from (f"  {line}" for line in lines)
        if one.rewritten:
            yield f"  两份都有而写得不同的，{len(one.rewritten)}处"
            yield from (
                f"    {row.what}，{row.field}：“{row.was}”→“{row.now}”" for row in one.rewritten
            )
