"""Which item of a list became which.

In: a list as it was and as it shall be. Out: ``Pairing``: what stays or changes in place, what goes, what comes
where. Equal items pair first, then items of the same name, then, one for one, what is left between them.
"""

import difflib
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tongbao.records.yaml_data import essence, is_list

# What names an item among its like, the strongest first.
_NAMES = ("id", "part", "word", "claim", "name", "period", "label", "date", "notice")


@dataclass(frozen=True, slots=True)
class Pairing:
    """``pairs``: number before -> number after. ``added``: after which kept item (None: first), which items."""

    pairs: Mapping[int, int]
    added: tuple[tuple[int | None, tuple[int, ...]], ...]


def aligned(old: Sequence[Any], new: Sequence[Any]) -> Pairing:
    """Return which items pair; the order of paired items is the same on both sides."""
    pairs: dict[int, int] = {}
    _pair(old, new, (0, len(old), 0, len(new)), (essence, _named), pairs)
    after_of: dict[int | None, list[int]] = {}
    came_from = {now: was for was, now in pairs.items()}
    last: int | None = None
    for number in range(len(new)):
        if number in came_from:
            last = came_from[number]
        else:
            after_of.setdefault(last, []).append(number)
    return Pairing(pairs, tuple((after, tuple(numbers)) for after, numbers in after_of.items()))


def _pair(
    old: Sequence[Any],
    new: Sequence[Any],
    span: tuple[int, int, int, int],
    names: tuple[Callable[[Any], Hashable], ...],
    pairs: dict[int, int],
) -> None:
    """Pair the items of a span by the first way of naming, and what lies between by the next."""
    old_from, old_to, new_from, new_to = span
    if not names:
        _pair_in_order(old, new, span, pairs)
        return
    before = [names[0](item) for item in old[old_from:old_to]]
    after = [names[0](item) for item in new[new_from:new_to]]
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pairs.update(
                zip(
                    range(old_from + a, old_from + b),
                    range(new_from + c, new_from + d),
                    strict=True,
                )
            )
        else:
            inner = (old_from + a, old_from + b, new_from + c, new_from + d)
            _pair(old, new, inner, names[1:], pairs)


def _pair_in_order(
    old: Sequence[Any], new: Sequence[Any], span: tuple[int, int, int, int], pairs: dict[int, int]
) -> None:
    old_from, old_to, new_from, new_to = span
    as_many = old_to - old_from == new_to - new_from
    pairs.update(
        (was, now)
        for was, now in zip(range(old_from, old_to), range(new_from, new_to), strict=False)
        if _kind(old[was]) == _kind(new[now]) and (as_many or _kind(old[was]) == "scalar")
    )


def _kind(item: Any) -> str:
    if isinstance(item, Mapping):
        return "mapping"
    return "list" if is_list(item) else "scalar"


def _named(item: Any) -> Hashable:
    if isinstance(item, Mapping):
        for name in _NAMES:
            if item.get(name) is not None:
                return name, essence(item[name])
    return essence(item)
