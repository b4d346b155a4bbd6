"""Editions: what of the content a reader of this edition may see.

In: ``Content`` and an edition. Out: ``Shown``: the content that is left, how much was left out of each
plan, and the notices that are whole. The edition ``public`` holds only what a person has set to public,
``intranet`` also what is set to intranet; what is internal is in neither. A visibility that is not
stated is that of the assignment, the task, the plan above it.

A notice's own text (its paragraphs, claims, figures, news, the names of its files) speaks of all its tasks at once.
Where one of them is left out, the text is shown only as far as a person has decided on it: on the notice, or on the
paragraph or figure itself.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from tongbao.records.content import Content
from tongbao.records.facts import Indicators, Mentions
from tongbao.records.model import Assignment, Claim, File, Notice, Plan, Task
from tongbao.records.order import in_order
from tongbao.records.scalars import Visibility
from tongbao.records.settings import Settings
from tongbao.records.stand_ins import stand_ins, with_stand_ins

Edition = Literal["intranet", "public"]

_WORDLESS = ("tasks", "assignments", "lead_units")
_OF_A_STATUS = ("status_count", "status_share")
_WORDS_LEFT_OUT = "原话不在本版公开"

_Marked = TypeVar("_Marked", Plan, Task, Notice)
NAMES: Mapping[Edition, str] = {"intranet": "内网版", "public": "公开版"}


@dataclass(frozen=True, slots=True)
class NoticesShown:
    """The notices of an edition; ``partial`` are those of which anything at all is left out."""

    notices: tuple[Notice, ...]
    indicators: tuple[Indicators, ...]
    mentions: tuple[Mentions, ...]
    partial: frozenset[str]


def visible(visibility: Visibility | None, edition: Edition) -> bool:
    """Return whether an edition holds what is set so; what is not set is not."""
    return visibility == "public" or (visibility == "intranet" and edition == "intranet")


def sources_of(task: Task) -> set[str]:
    """Return the notices that a task and its updates rest on."""
    found = {task.source.notice} | {update.source.notice for update in task.updates}
    found |= {one.source.notice for part in task.assignments for one in part.restated}
    return found | ({task.ended.notice} if task.ended and task.ended.notice else set())


def notices_in_edition(
    content: Content,
    tasks: Sequence[Task],
    plans: Sequence[Plan],
    left_out: Mapping[str, int],
    edition: Edition,
) -> NoticesShown:
    """Return what is shown; ``left_out`` counts by notice the tasks of which something is missing."""
    shown = tuple(_shown(content, tasks, plans, left_out, edition))
    by_id = {notice.id: notice for notice in shown}
    cut = _Cut(content.settings, left_out, edition)
    notices = tuple(cut.notice(notice) for notice in shown)
    indicators = tuple(
        found
        for one in content.indicators
        if (notice := by_id.get(one.notice)) and (found := cut.indicators(one, notice))
    )
    mentions = tuple(
        news
        for one in content.mentions
        if (notice := by_id.get(one.notice)) and (news := cut.mentions(one, notice))
    )
    untouched = {
        *set(content.notices) & set(notices),
        *set(content.indicators) & set(indicators),
        *set(content.mentions) & set(mentions),
    }
    stated: tuple[Notice | Indicators | Mentions, ...]
    stated = (*content.notices, *content.indicators, *content.mentions)
    partial = {_notice_of(one) for one in stated if one not in untouched} | set(left_out)
    return NoticesShown(notices, indicators, mentions, frozenset(partial & by_id.keys()))


def _shown(
    content: Content,
    tasks: Sequence[Task],
    plans: Sequence[Plan],
    left_out: Mapping[str, int],
    edition: Edition,
) -> Iterator[Notice]:
    """Yield the notices set to be shown, and those not set that shown tasks rest on.

    One that no task rests on is shown in the intranet, and where a plan names it; one that speaks only of tasks left
    out is not shown.
    """
    spoken_of = {name for task in tasks for name in sources_of(task)}
    named = {name for plan in plans for name in plan.notices}
    unnamed = edition == "intranet"
    for notice in content.notices:
        alone = notice.id not in left_out and (unnamed or notice.id in named)
        by_itself = notice.id in spoken_of or alone
        if by_itself if notice.visibility is None else visible(notice.visibility, edition):
            yield notice


def _notice_of(record: Notice | Indicators | Mentions) -> str:
    return record.id if isinstance(record, Notice) else record.notice


@dataclass(frozen=True, slots=True)
class _Cut:
    """Cuts the text of a notice back to what an edition may show of it."""

    settings: Settings
    left_out: Mapping[str, int]
    edition: Edition

    def notice(self, notice: Notice) -> Notice:
        passages = tuple(one for one in notice.passages if self._shows(one.visibility, notice))
        claims = tuple(found for one in notice.claims if (found := self._claim(one, notice)))
        files = notice.files
        if not self._shows(None, notice):
            files = tuple(_unnamed(number, one) for number, one in enumerate(files, start=1))
        cut = {"passages": passages, "claims": claims, "files": files}
        return notice.model_copy(update=cut)

    def indicators(self, stated: Indicators, notice: Notice) -> Indicators | None:
        kept = tuple(one for one in stated.indicators if self._shows(one.visibility, notice))
        if len(kept) == len(stated.indicators):
            return stated
        return stated.model_copy(update={"indicators": kept, "review": ()}) if kept else None

    def mentions(self, stated: Mentions, notice: Notice) -> Mentions | None:
        kept = tuple(one for one in stated.mentions if self._shows(one.visibility, notice))
        if len(kept) == len(stated.mentions):
            return stated
        return stated.model_copy(update={"mentions": kept, "review": ()}) if kept else None

    def _shows(self, own: Visibility | None, notice: Notice) -> bool:
        """Return whether a piece is shown: by its own word, else the notice's, else if all tasks are."""
        word = own or notice.visibility
        return notice.id not in self.left_out if word is None else visible(word, self.edition)

    def _claim(self, claim: Claim, notice: Notice) -> Claim | None:
        """Return a claim, or only its figure where nobody has decided on its words; None where it is a list."""
        if self._shows(claim.visibility, notice):
            return claim
        if claim.visibility is not None or not self._is_plain(claim.claim):
            return None
        return claim.model_copy(update={"words": _WORDS_LEFT_OUT})

    def _is_plain(self, name: str) -> bool:
        """Return whether the name of a claim holds no word of the notice but that of a status."""
        kind, _, word = name.partition(":")
        known = {
            one
            for statuses in self.settings.vocabularies.values()
            for status in statuses
            for one in (status.word, *status.aliases)
        }
        return name in _WORDLESS or (kind in _OF_A_STATUS and word in known)


def _unnamed(number: int, file: File) -> File:
    """Return a file by its number: a name may say what the edition leaves out."""
    ending = file.name.rpartition(".")[2].lower() if "." in file.name else ""
    plain = ending if ending.isascii() and ending.isalnum() else ""
    return file.model_copy(
        update={"name": f"{number}.{plain}" if plain else f"{number}", "origin": None}
    )


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How much of one plan this edition does not hold."""

    tasks: int = 0
    assignments: int = 0
    updates: int = 0

    def __add__(self, other: "LeftOut") -> "LeftOut":
        """Return both together."""
        return LeftOut(
            self.tasks + other.tasks,
            self.assignments + other.assignments,
            self.updates + other.updates,
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """The content of one edition.

    ``left_out`` is by plan, ``by_task`` by the file of a task that is shown in part; ``by_notice`` counts
    the tasks a notice speaks of that are left out. ``partial`` are the notices of which a task or a piece of their own
    text is left out: their files are not offered.
    """

    content: Content
    edition: Edition
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    by_task: Mapping[str, LeftOut] = field(default_factory=dict)
    by_notice: Mapping[str, int] = field(default_factory=dict)
    partial: frozenset[str] = frozenset()

    def left_out_of(self, plan: str) -> LeftOut:
        """Return what is left out of a plan."""
        return self.left_out.get(plan, LeftOut())


def in_edition(content: Content, edition: Edition) -> Shown:
    """Return what an edition shows of the content.

    Review marks are for the intranet only, and there for records that it holds whole: a mark may name what is left out.
    """
    shown = {task.path: _task(task, plan, edition) for plan, task in _with_plans(content)}
    kept = tuple(found for task in content.tasks if (found := shown.get(task.path)))
    content = _without_unread(content)
    by_task, by_notice = _left_out_by_task(content, shown), _left_out_by_notice(content, shown)
    plans = _plans(content, kept, edition)
    said = notices_in_edition(content, kept, plans, by_notice, edition)
    known = {notice.id for notice in said.notices}
    hidden = stand_ins(notice.id for notice in content.notices if notice.id not in known)
    reduced = replace(
        content,
        plans=tuple(_without_notices(plan, known) for plan in plans),
        tasks=tuple(with_stand_ins(task, hidden) for task in kept),
        notices=said.notices,
        indicators=said.indicators,
        mentions=said.mentions,
    )
    left_out = _by_plan(content, by_task)
    # Tasks are in the order of their notices, which stand-ins change.
    reduced = in_order(reduced) if hidden else reduced
    partial = said.partial | by_task.keys() | left_out.keys()
    marked = _without_review(reduced) if edition == "public" else _cut_marks(reduced, partial)
    return Shown(marked, edition, left_out, by_task, by_notice, said.partial)


def _plans(content: Content, tasks: tuple[Task, ...], edition: Edition) -> tuple[Plan, ...]:
    """Return the plans shown: those set so, and of those with a shown task no more than their heading."""
    named = {task.plan for task in tasks}
    return tuple(
        plan
        if visible(plan.visibility, edition)
        else plan.model_copy(update={"reporting": (), "forms": (), "bulletins": ()})
        for plan in content.plans
        if plan.id in named or visible(plan.visibility, edition)
    )


def _without_notices(plan: Plan, known: set[str]) -> Plan:
    names = tuple(name for name in plan.notices if name in known)
    return plan if names == plan.notices else plan.model_copy(update={"notices": names})


def nearest(own: Visibility | None, above: Visibility) -> Visibility:
    """Return what holds here: internal from above is final, else the own word, else the one above."""
    return above if above == "internal" or own is None else own


def _with_plans(content: Content) -> tuple[tuple[Plan, Task], ...]:
    plans = {plan.id: plan for plan in content.plans}
    return tuple((plans[task.plan], task) for task in content.tasks if task.plan in plans)


def _task(task: Task, plan: Plan, edition: Edition) -> Task | None:
    """Return what is visible of a task; one visible assignment is enough to show whose it is."""
    own = nearest(task.visibility, plan.visibility)
    assignments = tuple(
        found for part in task.assignments if (found := _assignment(part, own, edition))
    )
    if not assignments and (task.assignments or not visible(own, edition)):
        return None
    return task.model_copy(update={"assignments": assignments})


def _assignment(part: Assignment, above: Visibility, edition: Edition) -> Assignment | None:
    own = nearest(part.visibility, above)
    updates = tuple(
        update for update in part.updates if visible(nearest(update.visibility, own), edition)
    )
    if not updates and not visible(own, edition):
        return None
    return part.model_copy(update={"updates": updates})


def _said(task: Task) -> Counter[str]:
    """Return how often each notice speaks in a task: its assignments and what was said of them."""
    named = [task.source.notice] * len(task.assignments)
    return Counter([*named, *(update.source.notice for update in task.updates)])


def _left_out_by_task(content: Content, shown: Mapping[str, Task | None]) -> dict[str, LeftOut]:
    """Return what is missing of each task that is not shown whole, by its file."""
    left_out: dict[str, LeftOut] = {}
    for task in content.tasks:
        kept = shown.get(task.path)
        parts, updates = _size(task)
        kept_parts, kept_updates = _size(kept) if kept else (0, 0)
        if kept is None or (parts, updates) != (kept_parts, kept_updates):
            missing = LeftOut(int(kept is None), parts - kept_parts, updates - kept_updates)
            left_out[task.path] = missing
    return left_out


def _left_out_by_notice(content: Content, shown: Mapping[str, Task | None]) -> dict[str, int]:
    """Return by notice the number of its tasks of which something that it said is missing."""
    counts: Counter[str] = Counter()
    for task in content.tasks:
        kept = shown.get(task.path)
        counts.update(sorted(_said(task) - _said(kept)) if kept else sorted(sources_of(task)))
    return {name: count for name, count in counts.items() if count}


def _by_plan(content: Content, by_task: Mapping[str, LeftOut]) -> dict[str, LeftOut]:
    """Return the sums by plan; an objective is no task and is not counted."""
    sums: dict[str, LeftOut] = {}
    for task in content.tasks:
        missing = by_task.get(task.path)
        if missing and task.is_counted:
            sums[task.plan] = sums.get(task.plan, LeftOut()) + missing
    return sums


def _size(task: Task) -> tuple[int, int]:
    return len(task.assignments), len(task.updates)


def _cut_marks(content: Content, partial: frozenset[str]) -> Content:
    """Return the content without the marks of records that are shown in part; ``partial`` are ids and files."""
    return replace(
        content,
        plans=tuple(_cut(plan, plan.id in partial) for plan in content.plans),
        tasks=tuple(_cut(task, task.path in partial) for task in content.tasks),
        notices=tuple(_cut(notice, notice.id in partial) for notice in content.notices),
    )


def _cut(record: _Marked, cut: bool) -> _Marked:
    return record.model_copy(update={"review": ()}) if cut and record.review else record


def _without_unread(content: Content) -> Content:
    """Return the content without what nobody has looked through yet: it is the office's work, no record."""
    notices = tuple(
        one.model_copy(update={"unread": ()}) if one.unread else one for one in content.notices
    )
    return replace(content, notices=notices)


def _without_review(content: Content) -> Content:
    """Return the content without what people of the office note for each other, drafts of bulletins among it."""
    none = {"review": ()}
    vocabularies = {
        # A word that nobody has decided is none of the vocabulary: it is shown as printed.
        name: tuple(
            status.model_copy(update=none) for status in statuses if not status.is_undecided
        )
        for name, statuses in content.settings.vocabularies.items()
    }
    return replace(
        content,
        settings=content.settings.model_copy(update={"vocabularies": vocabularies}),
        plans=tuple(plan.model_copy(update={**none, "bulletins": ()}) for plan in content.plans),
        tasks=tuple(task.model_copy(update=none) for task in content.tasks),
        notices=tuple(notice.model_copy(update=none) for notice in content.notices),
        indicators=tuple(one.model_copy(update=none) for one in content.indicators),
        mentions=tuple(one.model_copy(update=none) for one in content.mentions),
        registries=tuple(
            entry.model_copy(
                update={"units": tuple(unit.model_copy(update=none) for unit in entry.units)}
            )
            for entry in content.registries
        ),
    )
