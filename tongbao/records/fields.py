"""The fields of the records: their Chinese names, and the record to which a path of keys leads.

The names stand in the models, as titles of fields and classes.
"""

import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from tongbao.records import decisions, facts, settings
from tongbao.records.model import Record

# Records are found as subclasses, which are there once their modules are loaded.
_MODULES = (decisions, facts, settings)


def every_record() -> Iterator[type[Record]]:
    """Yield every class of record, each before those made of it."""
    waiting: list[type[Record]] = [Record]
    for known in waiting:
        waiting += known.__subclasses__()
        yield from known.__subclasses__()


def title_of(model: type[BaseModel], field: str) -> str:
    """Return the Chinese name of a field as its model gives it; the field's own where the record has none such."""
    info = model.model_fields.get(field)
    return (info and info.title) or field


def written_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields a person writes, in order: those given by the file's name are left out."""
    return tuple(name for name, info in model.model_fields.items() if not info.exclude)


def model_at(model: type[BaseModel], path: tuple[str | int, ...]) -> type[BaseModel] | None:
    """Return the class of the record that a path of keys and list numbers leads to."""
    kind: Any = model
    for step in path:
        kind = _inside(kind, step)
        if kind is None:
            return None
    return _record_in(kind)


def _inside(kind: Any, step: str | int) -> Any:
    record = _record_in(kind)
    if record is not None:
        info = record.model_fields.get(str(step))
        return info.annotation if info else None
    for option in _options(kind):
        if typing.get_origin(option) is tuple and isinstance(step, int):
            return typing.get_args(option)[0]
        if typing.get_origin(option) is dict and isinstance(step, str):
            return typing.get_args(option)[1]
    return None


def _options(kind: Any) -> tuple[Any, ...]:
    if isinstance(kind, type) or typing.get_origin(kind) in (tuple, dict):
        return (kind,)
    return typing.get_args(kind)


def _record_in(kind: Any) -> type[BaseModel] | None:
    for option in _options(kind):
        if isinstance(option, type) and issubclass(option, BaseModel):
            return option
    return None
