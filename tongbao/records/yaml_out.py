"""YAML out: a record -> the text of a new file, or an old text that holds the record now.

In: records, or plain data. Out: text. ``dump`` writes a new file in house style; ``amend`` touches only what
changed in an old one. What is written is what our loader reads back.
"""

import functools
from codecs import BOM_UTF8
from collections.abc import Mapping
from typing import Any, cast

import yaml
from pydantic import ValidationError

from tongbao.problems import Problems, errors_among
from tongbao.records.fields import written_fields
from tongbao.records.model import Assignment, Notice, Plan, Record, Registry, Task, Update
from tongbao.records.yaml_amend import amended
from tongbao.records.yaml_data import same
from tongbao.records.yaml_in import compose, read_yaml
from tongbao.records.yaml_style import mapping_lines
from tongbao.records.yaml_text import BOM, decode

# Records a person fills in by hand: every field is shown, empty or not. Of others only what is stated is written.
_WHOLE = (Task, Assignment, Update, Plan, Notice, Registry)
_SELDOM = {
    Plan: ("forms", "bulletins"),
    Notice: ("unread",),
    Task: ("ended",),
    Assignment: ("visibility", "restated"),
    Update: ("visibility", "persons", "firms", "completion"),
}


def dump(record: Record) -> str:
    """Return the text of a new file for a record: LF line ends, one at the end."""
    return "\n".join(mapping_lines(plain(record), 0)) + "\n"


def plain(record: Record) -> dict[str, Any]:
    """Return a record as plain data, as a new file shows it; numbers, flags and dates keep their types."""
    shown: dict[str, Any] = {}
    for field, is_always, default in _shown_fields(type(record)):
        value = getattr(record, field)
        if is_always or value != default:
            shown[field] = _plain_value(value)
    return shown


@functools.cache
def _shown_fields(kind: type[Record]) -> tuple[tuple[str, bool, Any], ...]:
    """Return the fields of a kind of record, whether each is always written, and its default."""
    whole = issubclass(kind, _WHOLE)
    seldom = _SELDOM.get(kind, ())
    return tuple(
        (
            field,
            info.is_required() or (whole and field not in seldom),
            info.get_default(call_default_factory=True),
        )
        for field in written_fields(kind)
        for info in (kind.model_fields[field],)
    )


def _plain_value(value: Any) -> Any:
    if isinstance(value, Record):
        return plain(value)
    if isinstance(value, tuple):
        return [_plain_value(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain_value(item) for key, item in value.items()}
    return value


def amend(text: str, wanted: Mapping[str, Any] | Record, file: str = "") -> str:
    """Return ``text`` made to hold what is wanted, touched only where it says something else.

    A key that is not written and an empty value say the same; of a record, so do its defaults. ``file`` names the text
    in the ``Problems`` raised where it is no YAML of ours. Raises ``AssertionError`` if the outcome is not
    what was wanted: that is our bug, and nothing should be written.
    """
    body = text.removeprefix(BOM)
    root = _root_of(body, file)
    held, exact = _held(body, wanted)
    new = plain(wanted) if isinstance(wanted, Record) else wanted
    if same(held, new, exact=exact):
        return text
    result = amended(body, root, held, new, exact=exact)
    outcome, exact = _held(result, wanted)
    if not same(outcome, new, exact=exact):
        raise AssertionError(f"{file}: amending gave something else than was wanted")
    return text[: len(text) - len(body)] + result


def amend_bytes(raw: bytes, wanted: Mapping[str, Any] | Record, file: str = "") -> bytes:
    """Return the bytes of a file made to hold what is wanted: its encoding and byte order mark stay."""
    decoded = decode(raw, file)
    if decoded.text is None:
        raise Problems(decoded.problems)
    mark = BOM_UTF8 if raw.startswith(BOM_UTF8) else b""
    result = amend(decoded.text, wanted, file)
    return raw if result == decoded.text else mark + result.encode(decoded.encoding)


def _root_of(text: str, file: str) -> yaml.MappingNode:
    read = read_yaml(text, file)
    if read.data is None or errors_among(read.problems):
        raise Problems(read.problems)
    return cast(yaml.MappingNode, compose(text))


def _held(text: str, wanted: Mapping[str, Any] | Record) -> tuple[Mapping[str, Any], bool]:
    """Return what a text holds, as a record of the wanted kind where it makes one, and whether it does."""
    data = read_yaml(text, "").data or {}
    if not isinstance(wanted, Record):
        return data, False
    kind = type(wanted)
    given = {
        name: getattr(wanted, name) for name, info in kind.model_fields.items() if info.exclude
    }
    try:
        return plain(kind.model_validate({**data, **given})), True
    except ValidationError:
        return data, False
