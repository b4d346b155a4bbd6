"""JSON Schemas of the YAML files, for editors that complete and check while one types.

In: the models. Out: the schemas' texts by name (draft 2020-12). They are made, never written by hand:
docs/schema/ holds them, and a test fails when they differ from the models. An editor takes them by its own
settings, a file pattern each:
``content/tasks/**/*.yml`` -> task.json, ``content/plans/*.yml`` -> plan.json, ``content/notices/*.yml`` -> notice.json,
``content/units/*.yml`` -> units.json, ``content/indicators/*.yml`` -> indicators.json,
``content/mentions/*.yml`` -> mentions.json, ``content/decisions/*.yml`` -> decisions.json, ``site.yml`` -> site.json.
"""

import json
from collections.abc import Mapping
from typing import Any

from tongbao.records.decisions import DECISION_KINDS, Decision, Decisions
from tongbao.records.facts import Indicators, Mentions
from tongbao.records.fields import every_record, title_of, written_fields
from tongbao.records.kinds import CLAIM_KINDS
from tongbao.records.model import Event, Notice, Plan, Record, Registry, Task, Update
from tongbao.records.scalars import PENDING
from tongbao.records.settings import Settings

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FILES: Mapping[str, type[Record]] = {
    "decisions": Decisions,
    "indicators": Indicators,
    "mentions": Mentions,
    "notice": Notice,
    "plan": Plan,
    "site": Settings,
    "task": Task,
    "units": Registry,
}
# The loader reads every scalar as text and types it by its field, so an unquoted 8 is a text where one is due, and a
# quoted one a number. Editors type scalars by themselves: each kind allows what they may take it for.
_LIKE_TEXT = ["string", "number", "boolean"]
_WHOLE = {"type": ["integer", "string"], "minimum": 0, "pattern": r"^(0|[1-9]\d*)$"}
_FLAG = {"enum": [True, False, "true", "false"]}
_DAY = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_MONTH = r"\d{4}-(0[1-9]|1[0-2])"
_PERIOD = {"type": "string", "pattern": rf"^{_MONTH}(/{_MONTH})?$"}
_PERIOD_OR_PENDING = {"type": "string", "pattern": rf"^({_MONTH}(/{_MONTH})?|{PENDING})$"}
_MOMENT = {"type": "string", "pattern": rf"^{_MONTH}(-\d{{2}})?$"}
_FORMS = (_PERIOD["pattern"], _PERIOD_OR_PENDING["pattern"], _MOMENT["pattern"])
_HOW = {
    "period": "起止月份：2022-05/2022-07，或一个月：2022-08",
    "review": "由程序推断、还须有人核对的；每条以字段名和冒号开头，核对后删去",
    "visibility": "public 公开，intranet 内网，internal 内部；null 随上一级",
    "supersedes": "写成 清单/编号，如 zhanhe-2021/8",
    "into": "写成 清单/编号，如 zhanhe-2022/8",
    "about": "任务写成 清单/编号；单位、用词、文件编号照写；join 先写任务，再写文件里的任务文字",
    "unread": "文件里没有读成记录的文字；看过没有用的删去，是任务的写进清单",
    "asked": "照抄 review 里的那一条",
    "answer": "yes 是，no 不是",
    "seen": "看到的文字去掉空白后的 sha256，null 不管文字怎么变",
    "sha256": "64 位小写十六进制",
    "claim": "、".join(kind.example for kind in CLAIM_KINDS.values()),
    "scope": "all 代表全部成员，some 只代表其中一部分",
}


def schemas() -> Mapping[str, str]:
    """Return the schemas' JSON texts by name without extension, sorted; each ends with a line break."""
    return {name: _text(kind) for name, kind in _FILES.items()}


def _text(kind: type[Record]) -> str:
    made = kind.model_json_schema()
    kinds = {one.__name__: one for one in every_record()}
    records = {**made.pop("$defs", {}), kind.__name__: made}
    for name, schema in records.items():
        _say_in_chinese(schema, kinds[name])
    root = _as_written(records.pop(kind.__name__))
    schema = {"$schema": _DIALECT, **root, "$defs": _as_written(records)}
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _say_in_chinese(schema: dict[str, Any], kind: type[Record]) -> None:
    """Name record and fields for the reader, and leave out what a file's name gives."""
    schema.pop("description", None)
    written = written_fields(kind)
    schema["properties"] = {field: schema["properties"][field] for field in written}
    required = [field for field in schema.get("required", ()) if field in written]
    schema["required"] = required
    for field, shape in schema["properties"].items():
        shape["title"] = title_of(kind, field)
        if kind is Decision and field == "kind":
            shape["description"] = "、".join(map(" ".join, DECISION_KINDS.items()))
        if field in _HOW:
            shape["description"] = _HOW[field]
        if field == "period":
            _limit(shape, _PERIOD_OR_PENDING if kind is Update else _PERIOD)
        if kind is Event and field in ("date", "date_to"):
            _limit(shape, _MOMENT)


def _limit(shape: dict[str, Any], form: Mapping[str, str]) -> None:
    """Periods and moments are text to pydantic, typed by our own check: their form is said here."""
    for option in (shape, *shape.get("anyOf", ())):
        if option.get("type") == "string":
            option.update(form)


def _as_written(schema: Any) -> Any:
    """Return a schema that takes every scalar as the loader does."""
    if isinstance(schema, list):
        return [_as_written(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    typed = _typed(schema)
    return typed or {key: _as_written(value) for key, value in schema.items()}


def _typed(schema: dict[str, Any]) -> dict[str, Any] | None:
    """Return the schema of a scalar; None of anything else."""
    kind = schema.get("type")
    if kind == "integer":
        return {**schema, **_WHOLE}
    if kind == "boolean":
        return {key: value for key, value in schema.items() if key != "type"} | _FLAG
    if kind != "string" or "enum" in schema or schema.get("pattern") in _FORMS:
        return None
    return {**schema, **_DAY} if schema.get("format") == "date" else {**schema, "type": _LIKE_TEXT}
