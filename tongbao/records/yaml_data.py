"""Plain data: mappings, lists and scalars, and when two of them say the same.

In: data as our loader reads it, or with numbers, truth values and dates as records hold them. Out: its text,
and comparisons in which 5 and ``5``, or no key and an empty value, say the same.
"""

import datetime
from collections.abc import Hashable, Mapping, Sequence
from typing import Any


def text_of(value: Any) -> str | None:
    """Return a scalar as our loader reads it back: text, or None."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def is_list(value: Any) -> bool:
    """Return whether a value is a list of any kind."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def is_empty(value: Any) -> bool:
    """Return whether a value says no more than its absence: null, or nothing in it."""
    if isinstance(value, Mapping):
        return all(map(is_empty, value.values()))
    if is_list(value):
        return not value
    return value is None


def essence(value: Any, *, exact: bool = False) -> Hashable:
    """Return what a value says, for comparing: hashable, scalars as text.

    Empty values of mappings are left out, for a file need not write them; ``exact`` keeps them.
    """
    if isinstance(value, Mapping):
        said = (
            (key, essence(item, exact=exact))
            for key, item in value.items()
            if exact or not is_empty(item)
        )
        return ("mapping", *sorted(said, key=lambda pair: pair[0]))
    if is_list(value):
        return ("list", *(essence(item, exact=exact) for item in value))
    return text_of(value)


def same(one: Any, other: Any, *, exact: bool = False) -> bool:
    """Return whether two values say the same; ``exact``: no key and an empty value do not."""
    return essence(one, exact=exact) == essence(other, exact=exact)
