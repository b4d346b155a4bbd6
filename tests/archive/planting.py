"""Records with a marker in every text field, whatever fields the models have: what must not leak.

A field nobody has thought of yet is filled too: the models are walked, never listed.
"""

import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from tongbao.records.model import Record

MARK = "leak"
# What fills a scalar that takes no marker: a day, a month, a number, a digest, a flag.
_SAMPLES = ("2022-07", "2022-08-01", "7", "a" * 64, "true")
_R = TypeVar("_R", bound=Record)
Fixed = Mapping[str, Any]


class Planter:
    """Fills records; ``planted`` are all markers given out, with the place each was put."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.planted: dict[str, str] = {}

    def mark(self, field: str) -> str:
        """Return a marker for a field, the same one each time it is asked."""
        where = f"{self.place} {field}"
        for marker, known in self.planted.items():
            if known == where:
                return marker
        name = "".join(sign for sign in where.lower() if sign.isascii() and sign.isalnum())
        marker = f"{MARK}{name}z"
        self.planted[marker] = where
        return marker

    def fill(self, kind: type[_R], fixed: Fixed, path: str = "", **given: Any) -> _R:
        """Return a record with a marker in every text; ``fixed`` says by ``Model.field`` what stands instead."""
        hints = typing.get_type_hints(kind, include_extras=True)
        filled = {
            name: fixed[f"{kind.__name__}.{name}"]
            if f"{kind.__name__}.{name}" in fixed
            else self._value(hints[name], fixed, f"{path}{kind.__name__}.{name}")
            for name in kind.model_fields
            if name not in given and name != "visibility"
        }
        return kind(**filled, **given)

    def _value(self, hint: Any, fixed: Fixed, path: str) -> Any:
        """Return a value for a type: of a choice the richest, of a list one item."""
        origin, inner = get_origin(hint), get_args(hint)
        if isinstance(hint, type) and issubclass(hint, Record):
            return self.fill(hint, fixed, f"{path}/")
        if origin is tuple:
            return (self._value(inner[0], fixed, path),)
        if origin in (types.UnionType, typing.Union):
            return self._value(_richest(inner), fixed, path)
        if origin is typing.Literal:
            return inner[0]
        return self._scalar(hint, path)

    def _scalar(self, hint: Any, path: str) -> Any:
        for sample in (self.mark(path), *_SAMPLES):
            try:
                TypeAdapter(hint).validate_python(sample)
            except ValidationError:
                self.planted.pop(sample, None)
                continue
            return sample
        raise AssertionError(f"{path}: nothing fits {hint}")


def _richest(kinds: tuple[Any, ...]) -> Any:
    """Return the list among kinds, else the record, else the first that is not None."""

    def wealth(kind: Any) -> int:
        if get_origin(kind) is tuple:
            return 2
        return int(isinstance(kind, type) and issubclass(kind, Record))

    found = [kind for kind in kinds if kind is not types.NoneType]
    return max(found, key=wealth)
