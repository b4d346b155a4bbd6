"""Which task of a new edition is which task of the plan: by text and responsibility, never by number alone.

In: the tasks as their last edition prints them, every other wording that they had, and those just read. Out: ``Pairs``:
sure ones, doubtful ones that a person must decide, and what is left on either side. Numbers are not looked at: a ledger
is renumbered from one month to the next.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from tongbao.records.model import Assignment, Task

# A pair is sure from here on, and only where no other comes near it; below the lower bound it is none.
_SURE = 0.8
_POSSIBLE = 0.55
_CLEAR_BY = 0.08
# How much of the likeness the responsible units and persons decide; the rest is the text.
_WEIGHT_OF_UNITS = 0.25
# With a text less alike even the same units make no pair.
_LEAST = (_POSSIBLE - _WEIGHT_OF_UNITS) / (1 - _WEIGHT_OF_UNITS)

UnitName = Callable[[str], str]
# By id of a task every text that an edition printed for it; of one that is not there its own text is all.
Wordings = Mapping[str, tuple[str, ...]]
Refused = Callable[[Task, Task], bool]


@dataclass(frozen=True, slots=True)
class MatchedPair:
    """A task that stands and the one of the new edition, with their likeness from 0 to 1."""

    old: Task
    new: Task
    likeness: float


@dataclass(frozen=True, slots=True)
class Pairs:
    """What became of every task on both sides; ``doubtful`` pairs are proposals, their tasks also left over."""

    sure: tuple[MatchedPair, ...]
    doubtful: tuple[MatchedPair, ...]
    added: tuple[Task, ...]
    dropped: tuple[Task, ...]


def pair_tasks(
    old: Sequence[Task],
    new: Sequence[Task],
    unit_name: UnitName,
    wordings: Wordings | None = None,
    is_refused: Refused = lambda _old, _new: False,
) -> Pairs:
    """Return the pairs of two editions; ``unit_name`` gives the registry's name of a unit as printed.

    Two tasks of which somebody said that they are not one (``is_refused``) are never paired.
    """
    said = wordings or {}
    exact = [
        pair
        for pair in _exact_pairs(old, new, unit_name, said)
        if not is_refused(pair.old, pair.new)
    ]
    old_left = _without(old, (pair.old for pair in exact))
    new_left = _without(new, (pair.new for pair in exact))
    found = (
        pair
        for pair in _likely_pairs(old_left, new_left, unit_name, said)
        if not is_refused(pair.old, pair.new)
    )
    likely = sorted(found, key=lambda pair: -pair.likeness)
    sure = [*exact, *_clear_pairs(likely)]
    old_left = _without(old, (pair.old for pair in sure))
    new_left = _without(new, (pair.new for pair in sure))
    doubtful = [pair for pair in likely if pair.old in old_left and pair.new in new_left]
    return Pairs(tuple(sure), tuple(doubtful), tuple(new_left), tuple(old_left))


def _without(tasks: Iterable[Task], gone: Iterable[Task]) -> list[Task]:
    ids = {task.id for task in gone}
    return [task for task in tasks if task.id not in ids]


def _exact_pairs(
    old: Sequence[Task], new: Sequence[Task], unit_name: UnitName, said: Wordings
) -> list[MatchedPair]:
    """Pair tasks of the same text; where several share it, those of the same units among them.

    What a task is called now goes before what it was called once.
    """
    pairs: list[MatchedPair] = []
    for with_units, once in ((True, False), (False, False), (True, True), (False, True)):
        left = _without(old, (pair.old for pair in pairs))
        news = _without(new, (pair.new for pair in pairs))
        by_key: dict[object, list[Task]] = {}
        for task in left:
            for text in dict.fromkeys(map(bare_text, _texts(task, said) if once else (task.text,))):
                by_key.setdefault(_key(text, task, unit_name, with_units=with_units), []).append(
                    task
                )
        found: dict[object, list[Task]] = {}
        for task in news:
            key = _key(bare_text(task.text), task, unit_name, with_units=with_units)
            found.setdefault(key, []).append(task)
        made = [
            MatchedPair(by_key[key][0], tasks[0], 1.0)
            for key, tasks in found.items()
            if len(tasks) == 1 and len(by_key.get(key, ())) == 1
        ]
        # Two wordings of one task may stand as two tasks in the new edition: then neither is sure.
        counts = Counter(pair.old.id for pair in made)
        pairs += [pair for pair in made if counts[pair.old.id] == 1]
    return pairs


def _texts(task: Task, said: Wordings) -> tuple[str, ...]:
    return (task.text, *said.get(task.id, ()))


def _key(text: str, task: Task, unit_name: UnitName, *, with_units: bool) -> object:
    return (text, units_of(task.assignments, unit_name)) if with_units else text


def _likely_pairs(
    old: Sequence[Task], new: Sequence[Task], unit_name: UnitName, said: Wordings
) -> Iterable[MatchedPair]:
    for after in new:
        matcher = SequenceMatcher(b=bare_text(after.text), autojunk=False)
        for before in old:
            ratio = max(
                _ratio(matcher, text)
                for text in dict.fromkeys(map(bare_text, _texts(before, said)))
            )
            if not ratio:
                continue
            likeness = _likeness(ratio, before, after, unit_name)
            if likeness >= _POSSIBLE:
                yield MatchedPair(before, after, likeness)


def _ratio(matcher: SequenceMatcher[str], text: str) -> float:
    matcher.set_seq1(text)
    if matcher.real_quick_ratio() < _LEAST or matcher.quick_ratio() < _LEAST:
        return 0.0
    return matcher.ratio()


def _likeness(of_texts: float, old: Task, new: Task, unit_name: UnitName) -> float:
    """Return how alike two tasks are; without units on one side the text alone decides."""
    before, after = units_of(old.assignments, unit_name), units_of(new.assignments, unit_name)
    if not before or not after:
        return of_texts
    shared = len(before & after) / len(before | after)
    return of_texts * (1 - _WEIGHT_OF_UNITS) + shared * _WEIGHT_OF_UNITS


def _clear_pairs(likely: Sequence[MatchedPair]) -> list[MatchedPair]:
    """Return the pairs that are sure and stand clear of every rival; ``likely`` begins with the likest."""
    clear: list[MatchedPair] = []
    for pair in likely:
        if pair.likeness < _SURE:
            break
        rivals = [
            other.likeness
            for other in likely
            if other is not pair and (other.old is pair.old or other.new is pair.new)
        ]
        if all(pair.likeness - rival >= _CLEAR_BY for rival in rivals):
            clear.append(pair)
    return clear


def bare_text(text: str) -> str:
    """Return a text without white space and punctuation, which an office changes without a word."""
    return "".join(sign for sign in text if sign.isalnum())


def units_of(lines: Iterable[Assignment], unit_name: UnitName) -> frozenset[str]:
    """Return the units that lead or answer for assignments, by the registry's names."""
    return frozenset(unit_name(name) for line in lines for name in (*line.lead, *line.responsible))


@dataclass(frozen=True, slots=True)
class LinePair:
    """An assignment of the new edition, and the one that stands; None where it is new."""

    old: Assignment | None
    new: Assignment
    by_order: bool = False


def pair_lines(old: Task, new: Task, unit_name: UnitName) -> tuple[LinePair, ...]:
    """Return the assignments of two editions of one task, paired by label, then units, then order.

    Order alone pairs only where both sides have the same number left; it is said so.
    """
    left = list(old.assignments)
    found: dict[str, Assignment] = {}
    if len(left) == len(new.assignments) == 1:
        return (LinePair(left[0], new.assignments[0]),)
    for same in (_same_label(unit_name), _same_units(unit_name)):
        for line in new.assignments:
            matches = [one for one in left if same(one, line)]
            if line.part not in found and len(matches) == 1:
                found[line.part] = matches[0]
                left.remove(matches[0])
    rest = [line for line in new.assignments if line.part not in found]
    by_order = (
        dict(zip((line.part for line in rest), left, strict=False))
        if len(rest) == len(left)
        else {}
    )
    return tuple(
        LinePair(found.get(line.part) or by_order.get(line.part), line, line.part in by_order)
        for line in new.assignments
    )


def _same_label(unit_name: UnitName) -> Callable[[Assignment, Assignment], bool]:
    def same(one: Assignment, other: Assignment) -> bool:
        return bool(one.label) and one.label == other.label and _same_units(unit_name)(one, other)

    return same


def _same_units(unit_name: UnitName) -> Callable[[Assignment, Assignment], bool]:
    def same(one: Assignment, other: Assignment) -> bool:
        return units_of([one], unit_name) == units_of([other], unit_name)

    return same
