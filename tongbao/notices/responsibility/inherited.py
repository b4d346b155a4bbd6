"""What stands outside an item and says how it stands: the class it is listed under, a sentence below that looks back.

In: the items of a notice and its preface. Out: an ``Inherited`` an item. A heading is a class where its words can mean
nothing else, where it counts just its items, or beside headings of its like with other words.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tongbao.notices.responsibility.choosing import TaskItem
from tongbao.notices.states import LookedBack, OfClass, States

_FEWEST_ALIKE = 2
_MOST_BACK = 300

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inherited:
    """The ``status`` that holds for an item, the sentence that gives it ("" for a heading), and a mark of doubt."""

    status: str = ""
    words: str = ""
    doubt: str = ""


def inherited(
    items: Sequence[TaskItem], states: States, preface: Sequence[str], *, reports: bool
) -> list[Inherited]:
    """Return what each item takes from below or, where nothing there speaks of it, from above."""
    classes = _classes(items, states, reports=reports)
    below = _below(items, [one for text in preface for one in states.looks_back(text)])
    found = []
    for at, item in enumerate(items):
        paths = [item.heads[:end] for end in range(len(item.heads), 0, -1)]
        above = next((classes[path] for path in paths if path in classes), Inherited())
        found.append(below.get(at, above))
    return found


def _classes(
    items: Sequence[TaskItem], states: States, *, reports: bool
) -> Mapping[Path, Inherited]:
    """Return the headings that say how all under them stand."""
    under = Counter(item.heads[:end] for item in items for end in range(1, len(item.heads) + 1))
    said = {path: states.of_heading(path[-1]) for path in under}
    said = {path: one for path, one in said.items() if one.status and (reports or one.has_tense)}
    found = {}
    beside: dict[Path, set[str]] = {}
    for path, one in said.items():
        beside.setdefault(path[:-1], set()).add(one.status)
    for path, one in said.items():
        if one.is_sure or one.count == under[path] or len(beside[path[:-1]]) >= _FEWEST_ALIKE:
            found[path] = Inherited(one.status, "", _doubt(path, one, under[path]))
    return found


def _doubt(path: Path, one: OfClass, items: int) -> str:
    if one.count is None or one.count == items:
        return ""
    return f"status: 取自标题“{path[-1].strip()}”，标题写{one.count}项，其下读到{items}项"


def _below(items: Sequence[TaskItem], preface: Sequence[LookedBack]) -> Mapping[int, Inherited]:
    """Return what sentences say of items by their places: those named by number before those only counted."""
    found: dict[int, Inherited] = {}
    numbers = [item.numeral.value if item.numeral else 0 for item in items]
    if len(set(numbers)) == len(numbers):
        for one in preface:
            if one.numbers:
                _take(found, one, [at for at, no in enumerate(numbers) if _is_meant(no, one)])
    for at, item in enumerate(items):
        for one in sorted(item.below, key=lambda one: not one.numbers):
            _take(found, one, list(_meant(items, at, one)))
    return found


def _take(found: dict[int, Inherited], one: LookedBack, places: Sequence[int]) -> None:
    for place in places:
        found.setdefault(place, Inherited(one.status, one.words))


def _meant(items: Sequence[TaskItem], at: int, one: LookedBack) -> Iterator[int]:
    """Yield the places of the items, up to that with the sentence behind it, of which a sentence speaks."""
    if one.numbers:
        numeral = items[at].numeral
        last = numeral.value + 1 if numeral else 0
        for place in range(at, max(-1, at - _MOST_BACK), -1):
            numeral = items[place].numeral
            if numeral is None or numeral.value >= last:
                return
            last = numeral.value
            if _is_meant(last, one):
                yield place
    elif one.count:
        if one.count <= at + 1:
            yield from range(at + 1 - one.count, at + 1)
    else:
        for place in range(at, max(-1, at - _MOST_BACK), -1):
            if items[place].heads != items[at].heads:
                return
            yield place


def _is_meant(number: int, one: LookedBack) -> bool:
    return bool(number) and (number in one.numbers) != one.others
