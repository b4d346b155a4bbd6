"""What changed between two states of assignments: from one period to the next, or from one frozen month to another.

In: pairs of entries, how each stood before and stands after. Out: ``Change`` values by kind, in the order of the
lists. Every kind has a rule of its own, so that one assignment may stand in several: what newly
lags has also got worse.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tongbao.notices.fallen import fallen_figures
from tongbao.progress import merging
from tongbao.progress.merging import Entry, Notices
from tongbao.progress.standing import Standing, Words, moves
from tongbao.records.content import UnitNames
from tongbao.records.model import Due, Person, Printed

# How much of what is told anew stands in a list.
_SHOWN = 60

Kind = Literal[
    "newly_lagging",
    "still_lagging",
    "overdue",
    "worse",
    "better",
    "completed",
    "told",
    "added",
    "returned",
    "dropped",
    "renumbered",
    "reworded",
    "reassigned",
    "backwards",
    "unchanged",
]


@dataclass(frozen=True, slots=True)
class Pair:
    """How one assignment stood and stands; ``after`` is None where it is no longer there at all.

    ``is_new`` says that the later state brought it, ``was_listed`` that the state just before listed it, ``is_back``
    that this one lists it again, ``is_first`` that there was no state before: then nothing is new, worse or completed,
    only past its deadline.
    """

    before: Entry | None
    after: Entry | None
    is_new: bool = False
    was_listed: bool = False
    is_back: bool = False
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one assignment. ``was`` and ``now`` are as printed; which words they are follows from the kind.

    ``run`` are the periods it has lagged for, oldest first; ``field`` says what was reassigned or fell back.
    """

    kind: Kind
    entry: Entry
    before: Entry | None = None
    was: str = ""
    now: str = ""
    field: str = ""
    run: tuple[str, ...] = ()
    due: Due | None = None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it the same change when it is found twice."""
        return self.kind, self.entry.task.path, self.entry.assignment.part, self.field


@dataclass(frozen=True, slots=True)
class Comparison:
    """What pairs are looked at with: the plan's words, the registry, the notices, the last day of the later state.

    ``printed`` says that the entries are as printed, errata not counted; ``wordless`` that no notice gives its tasks a
    status, so that what is told anew is all that can change.
    """

    words: Words
    names: UnitNames
    notices: Notices
    last_day: datetime.date
    printed: bool = False
    wordless: bool = False

    def standing(self, entry: Entry) -> Standing:
        """Return how an entry stands."""
        return self.words.of_entry(entry)


def changes_among(pairs: Iterable[Pair], seen: Comparison) -> tuple[Change, ...]:
    """Return the changes of all pairs; what a whole task changed stands once, not with each of its assignments."""
    found: dict[tuple[str, ...], Change] = {}
    for pair in pairs:
        for change in _of_pair(pair, seen):
            of_task = change.kind in ("renumbered", "reworded")
            part = "" if of_task else change.entry.assignment.part
            found.setdefault((change.kind, change.entry.task.path, part, change.field), change)
    return tuple(found.values())


def _of_pair(pair: Pair, seen: Comparison) -> Iterator[Change]:
    before, after = pair.before, pair.after
    if after is None:
        if before is not None and not seen.standing(before).closed:
            yield Change("dropped", before)
        return
    if after.is_counted:
        yield from _overdue(after, seen)
    if after.update is None:
        is_gone = pair.was_listed and after.state != "ended"
        if before is not None and is_gone and not seen.standing(before).closed:
            yield Change("dropped", after, before)
    elif after.state == "listed" and not pair.is_first:
        yield from _of_listed(pair, after, seen)


def _of_listed(pair: Pair, after: Entry, seen: Comparison) -> Iterator[Change]:
    """Yield the changes of what the later state lists."""
    before = pair.before
    yield from _standing(before, after, seen)
    if seen.wordless:
        yield from _told(before, after)
    if before is None:
        if pair.is_new:
            yield Change("added", after)
        return
    if pair.is_back and not seen.standing(before).closed:
        yield _restated("returned", before, after)
    yield from _printed(before, after, seen)
    yield from _said(before, after)


def _overdue(after: Entry, seen: Comparison) -> Iterator[Change]:
    """Yield what is past a deadline that a notice states; the earliest day speaks for all."""
    # On the last day of the period its deadline has run out as well.
    past = [due for due in after.assignment.due if due.date <= seen.last_day]
    if past and not seen.standing(after).closed:
        yield Change("overdue", after, due=min(past, key=lambda due: due.date))


def _standing(before: Entry | None, after: Entry, seen: Comparison) -> Iterator[Change]:
    now = seen.standing(after)
    was = seen.standing(before) if before else None
    for move in moves(was, now, was):
        run: tuple[str, ...] = ()
        if move.endswith("lagging"):
            run = merging.lagging_run(after, seen.words.lagging, seen.notices, printed=seen.printed)
        yield _restated(move, before, after, run)


def _restated(kind: Kind, before: Entry | None, after: Entry, run: tuple[str, ...] = ()) -> Change:
    """Return a change of status, with both words as printed."""
    was, now = (
        (entry.update.status or "") if entry and entry.update else "" for entry in (before, after)
    )
    return Change(kind, after, before, was, now, run=run)


def _printed(before: Entry, after: Entry, seen: Comparison) -> Iterator[Change]:
    was, now = _Line.of(before), _Line.of(after)
    if was.number != now.number:
        yield Change("renumbered", after, before, was.number, now.number)
    if _bare(was.text) != _bare(now.text):
        yield Change("reworded", after, before, was.text, now.text)
    for name, old, new, key in (
        ("牵头单位", was.lead, now.lead, _registered(seen.names)),
        ("责任单位", was.responsible, now.responsible, _registered(seen.names)),
        ("责任人", was.persons, now.persons, _bare),
    ):
        if frozenset(map(key, old)) != frozenset(map(key, new)):
            yield Change("reassigned", after, before, "、".join(old), "、".join(new), name)


def _said(before: Entry, after: Entry) -> Iterator[Change]:
    """Yield what the text repeats word for word, or which of its figures fell back."""
    old = before.update.said if before.update else ""
    new = after.update.said if after.update else ""
    if not _bare(old) or not _bare(new):
        return
    if _bare(old) == _bare(new):
        yield Change("unchanged", after, before)
        return
    for fallen in fallen_figures(old, new):
        was, now = f"{fallen.was}{fallen.unit}", f"{fallen.now}{fallen.unit}"
        yield Change("backwards", after, before, was, now, fallen.name)


def _told(before: Entry | None, after: Entry) -> Iterator[Change]:
    """Yield what is said otherwise than before, with how it begins."""
    old, new = (entry.update.said if entry and entry.update else "" for entry in (before, after))
    if _bare(new) and _bare(new) != _bare(old):
        first = new.split("\n")[0].partition("。")[0]
        cut = f"{first[:_SHOWN]}……" if len(first) > _SHOWN else first
        yield Change("told", after, before, now=cut)


def _registered(names: UnitNames) -> Callable[[str], str]:
    def name_of(printed: str) -> str:
        unit = names.find(printed)
        return unit.name if unit else _bare(printed)

    return name_of


def _bare(text: str) -> str:
    return "".join(text.split())


@dataclass(frozen=True, slots=True)
class _Line:
    """How an edition printed an assignment: what it prints otherwise than the task stands in ``printed``."""

    number: str
    text: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    persons: tuple[str, ...]

    @classmethod
    def of(cls, entry: Entry) -> "_Line":
        task, part = entry.task, entry.assignment
        printed = entry.update.printed if entry.update else Printed()
        return cls(
            number=printed.number or task.number or "",
            text=printed.text or task.text,
            lead=_first(printed.lead, part.lead),
            responsible=_first(printed.responsible, part.responsible),
            persons=_first(printed.persons, _named(part.persons)),
        )


def _first(printed: tuple[str, ...] | None, usual: tuple[str, ...]) -> tuple[str, ...]:
    return usual if printed is None else printed


def _named(persons: Iterable[Person]) -> tuple[str, ...]:
    return tuple(person.shown for person in persons)
