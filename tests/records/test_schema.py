"""JSON Schemas for editors: kept true to the models, and true of what our loader takes and refuses."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings

from tests.conftest import Golden, examples
from tests.records.made import notices, plans, registries, tasks
from tongbao.records.fields import every_record, model_at
from tongbao.records.model import Record, Task
from tongbao.records.schema import schemas
from tongbao.records.yaml_out import dump

HOUSE = Path(__file__).parent.parent.parent
SCHEMAS = {name: json.loads(text) for name, text in schemas().items()}
TYPES: dict[str, Any] = {
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "null": type(None),
    "array": list,
    "object": dict,
}


def faults(schema: dict[str, Any], data: Any, root: dict[str, Any]) -> Iterator[str]:
    """Yield what a schema of the few words that ours use finds wrong with data."""
    if "$ref" in schema:
        yield from faults(root["$defs"][schema["$ref"].rpartition("/")[2]], data, root)
    if "anyOf" in schema and all(any(faults(one, data, root)) for one in schema["anyOf"]):
        yield f"{data!r} fits none of {len(schema['anyOf'])}"
    if "enum" in schema and data not in schema["enum"]:
        yield f"{data!r} is none of {schema['enum']}"
    kinds = schema.get("type", list(TYPES))
    kinds = [kinds] if isinstance(kinds, str) else kinds
    is_flag = isinstance(data, bool)
    if not any(
        isinstance(data, TYPES[kind]) and (kind == "boolean" or not is_flag) for kind in kinds
    ):
        yield f"{data!r} is no {kinds}"
    elif isinstance(data, str):
        if not re.search(schema.get("pattern", ""), data) or len(data) < schema.get("minLength", 0):
            yield f"{data!r} does not fit {schema}"
    elif isinstance(data, list):
        for item in data:
            yield from faults(schema.get("items", {}), item, root)
    elif isinstance(data, dict):
        yield from faults_of_keys(schema, data, root)


def faults_of_keys(schema: dict[str, Any], data: dict[str, Any], root: Any) -> Iterator[str]:
    yield from (f"{key} is missing" for key in schema.get("required", ()) if key not in data)
    others = schema.get("additionalProperties", {})
    for key, value in data.items():
        inner = schema.get("properties", {}).get(key, others)
        if inner is False:
            yield f"{key} is unknown"
        else:
            yield from faults(inner, value, root)


class Editor(yaml.SafeLoader):
    """Reads as an editor does: numbers and truth values typed, days left as text."""


def as_text(_loader: Editor, node: yaml.ScalarNode) -> str:
    return str(node.value)


Editor.add_constructor("tag:yaml.org,2002:timestamp", as_text)


def as_editor(text: str) -> Any:
    return yaml.load(text, Loader=Editor)  # noqa: S506 - a SafeLoader


def faults_in(name: str, text: str) -> list[str]:
    return list(faults(SCHEMAS[name], as_editor(text), SCHEMAS[name]))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_in_docs_are_those_of_the_models(name: str, golden: Golden) -> None:
    golden(HOUSE / "docs" / "schema" / f"{name}.json", schemas()[name])


def test_every_record_and_field_has_a_chinese_name() -> None:
    for record in every_record():
        assert record.model_config.get("title"), record
        unnamed = [name for name, field in record.model_fields.items() if not field.title]
        assert unnamed == [], record


def test_a_path_leads_to_its_record() -> None:
    path = ("assignments", 0, "updates", 1, "printed")
    found = model_at(Task, path)
    assert found is not None
    assert found.__name__ == "Printed"
    assert model_at(Task, (*path, "number")) is None
    assert model_at(Task, ("nothing",)) is None


def own_files() -> list[tuple[str, Path]]:
    places = {
        "task": "tasks/*/*.yml",
        "plan": "plans/*.yml",
        "notice": "notices/*.yml",
        "units": "units/*.yml",
        "indicators": "indicators/*.yml",
        "mentions": "mentions/*.yml",
    }
    content = HOUSE / "content"
    return [("site", HOUSE / "site.yml")] + [
        (name, path) for name, pattern in places.items() for path in sorted(content.glob(pattern))
    ]


def test_our_own_content_fits() -> None:
    found = {path.name: faults_in(name, path.read_text("utf-8")) for name, path in own_files()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@given(tasks)
@settings(max_examples=examples(40), deadline=None)
def test_tasks_we_write_fit(record: Record) -> None:
    assert faults_in("task", dump(record)) == []


@given(plans, notices, registries)
@settings(max_examples=examples(40), deadline=None)
def test_other_records_we_write_fit(plan: Record, notice: Record, registry: Record) -> None:
    assert faults_in("plan", dump(plan)) == []
    assert faults_in("notice", dump(notice)) == []
    assert faults_in("units", dump(registry)) == []


TASK = """\
number: 8
text: 稳增长
source: {notice: n-1, page: "5", row: 8}
assignments:
  - part: 1
    lead: [区财政局, 404]
    lead_shared: "true"
    due: [{date: 2022-12-31, words: 年底前, source: {notice: n-1}}]
"""


def test_scalars_are_taken_quoted_and_unquoted() -> None:
    assert faults_in("task", TASK) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("number: 8", "id: 8"),
        ("number: 8", "nummer: 8"),
        ("text: 稳增长\n", ""),
        ("text: 稳增长", "text: null"),
        ("lead: [区财政局, 404]", "lead: 区财政局"),
        ('lead_shared: "true"', "lead_shared: 是"),
        ('page: "5"', "page: 第五页"),
        ("date: 2022-12-31", "date: 2022年12月31日"),
        ("number: 8", "kind: taks"),
    ],
)
def test_what_the_loader_refuses_the_schema_refuses(right: str, wrong: str) -> None:
    assert right in TASK
    assert faults_in("task", TASK.replace(right, wrong)) != []
