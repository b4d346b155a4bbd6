"""The files that the search loads: classic scripts, so that they load from disk as well as over http.

In: the survey. Out: text by path: one file a period (``findable``) and an index of plans, files, units and persons.
Each pushes one object onto ``tongbao``, which static/search.js reads; docs/design.md describes the shape.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tongbao.progress import periods
from tongbao.progress.people import PersonKey, UnitKey
from tongbao.progress.standing import UNDECLARED
from tongbao.progress.survey import PlanView, Survey
from tongbao.site import urls
from tongbao.site.findable import (
    SECTION,
    Current,
    FoundDocument,
    Hit,
    Shard,
    current_of,
    shards_of,
)
from tongbao.site.normal import packed
from tongbao.site.references import GLYPHS

VERSION = 1


def has_anything(survey: Survey) -> bool:
    """Return whether there is anything to look for."""
    return bool(survey.shown.content.notices) or any(view.tasks for view in survey.plans)


def search_files(survey: Survey) -> dict[str, str]:
    """Return the index and every shard as text, by path; nothing where there is nothing to look for."""
    if not has_anything(survey):
        return {}
    shards = shards_of(survey)
    texts = {shard.path: _script(_shard(shard)) for shard in shards}
    sizes = {path: len(text.encode()) for path, text in texts.items()}
    return {urls.SEARCH_INDEX: _script(_index(survey, shards, sizes)), **texts}


def _script(parts: Mapping[str, str]) -> str:
    """Return a script that hands on one object, given as JSON by name."""
    lines = ",\n".join(f"{_json(name)}: {value}" for name, value in parts.items())
    return f"(self.tongbao = self.tongbao || []).push({{\n{lines}\n}});\n"


def _json(value: Any) -> str:
    """Return JSON that is a script too: two line ends that JSON allows are escaped for old browsers."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _list(values: Iterable[Any]) -> str:
    """Return a list, one entry a line, so that a change of one record changes one line."""
    return "[\n" + ",\n".join(map(_json, values)) + "]"


def _shard(shard: Shard) -> dict[str, str]:
    groups = ",\n".join(_group(plan, hits) for plan, hits in shard.hits.items())
    return {
        "kind": _json("shard"),
        "path": _json(shard.path),
        "span": _json(shard.span or ""),
        "groups": f"[{groups}]",
        "documents": _table([[one.kind, one.path] for one in shard.documents], shard.documents),
    }


def _group(plan: str, hits: Sequence[Hit]) -> str:
    return f'{{"plan": {_json(plan)}, "table": {_table([_row(hit) for hit in hits], hits)}}}'


def _row(hit: Hit) -> list[Any]:
    return [
        hit.task,
        hit.position,
        hit.anchor,
        hit.standing,
        hit.fields[SECTION],
        int(hit.shared),
        hit.units,
        hit.members,
        hit.others,
        hit.persons,
        hit.leaders,
    ]


def _table(rows: Sequence[list[Any]], found: Sequence[Hit] | Sequence[FoundDocument]) -> str:
    """Return rows with their texts: all normal texts as one, a line a row, and the edits of each."""
    texts = [packed(one.fields) for one in found]
    text = "\n".join(one.normal for one in texts)
    edits = _list(one.edits for one in texts)
    return f'{{"rows": {_list(rows)},\n"text": {_json(text)},\n"edits": {edits}}}'


def _index(survey: Survey, shards: Sequence[Shard], sizes: Mapping[str, int]) -> dict[str, str]:
    current = {view.plan.id: current_of(survey, view) for view in survey.plans}
    units, persons = _names(survey, shards)
    first = _loaded_first(shards, current.values())
    return {
        "kind": _json("index"),
        "version": _json(VERSION),
        "plans": _list(_plan(view, current[view.plan.id]) for view in survey.plans if view.tasks),
        "districts": _list(_districts(survey)),
        "shards": _list(
            {
                "path": shard.path,
                "span": shard.span or "",
                "label": periods.label(shard.span) if shard.span else "",
                "bytes": sizes[shard.path],
                "rows": sum(map(len, shard.hits.values())),
                "first": int(shard.path in first),
            }
            for shard in shards
        ),
        "units": _list(units),
        "persons": _list(persons),
    }


def _loaded_first(shards: Sequence[Shard], current: Iterable[Current]) -> frozenset[str]:
    """Return what tells how everything stands now: the shards with current rows, and the latest period."""
    spans = {span for one in current for span in (one.as_of, *(other for other, _ in one.also))}
    latest = next((one.span for one in reversed(shards) if one.span), None)
    wanted = {*spans, latest, None}
    return frozenset(shard.path for shard in shards if shard.span in wanted)


def _plan(view: PlanView, current: Current) -> dict[str, Any]:
    return {
        "id": view.plan.id,
        "title": view.plan.title,
        "district": view.plan.district,
        "folder": urls.task(view.plan.id, "").removesuffix(".html"),
        "page": urls.plan(view.plan.id),
        "as_of": current.as_of or "",
        "past": current.past,
        "also": current.also,
        "statuses": [
            [one.heading, GLYPHS[one.shape], one.tone, int(one.lagging)]
            for one in (*view.words.in_order, *UNDECLARED)
        ],
        "tasks": [task.id for task in view.tasks],
        "sections": list(dict.fromkeys(filter(None, (task.section for task in view.tasks)))),
    }


def _names(survey: Survey, shards: Iterable[Shard]) -> tuple[list[Any], list[Any]]:
    """Return the units and persons that any row names, or an earlier edition: a unit with its other names."""
    districts = {view.plan.id: view.plan.district for view in survey.plans}
    units = set(survey.directory.former.units)
    persons = {key.id for key in survey.directory.former.persons}
    for shard in shards:
        for plan, hits in shard.hits.items():
            for hit in hits:
                named = (*hit.units, *hit.members, *hit.others)
                units.update(UnitKey(districts[plan], name) for name in named)
                persons.update((*hit.persons, *hit.leaders))
    directory = survey.directory
    everyone = dict.fromkeys((*directory.involved.persons, *directory.former.persons))
    return (
        [
            _unit(survey, key, unit.name, unit.names[1:])
            for key, unit in directory.units.items()
            if key in units
        ],
        [_person(survey, key) for key in everyone if key.id in persons],
    )


def _unit(survey: Survey, key: UnitKey, name: str, aliases: Sequence[str]) -> list[Any]:
    has_page = survey.directory.has_page(key)
    path = urls.unit(key.district, key.id) if has_page else ""
    return [f"{key.district}/{key.id}", name, path, aliases]


def _person(survey: Survey, key: PersonKey) -> list[Any]:
    unit = survey.directory.units.get(UnitKey(key.district, key.unit))
    return [key.id, key.name, urls.person(key.id), unit.name if unit else key.unit, key.district]


def _districts(survey: Survey) -> list[list[str]]:
    """Return the districts that plans are of, by id and name; units of two may bear one name."""
    content = survey.shown.content
    ids = dict.fromkeys(view.plan.district for view in survey.plans if view.tasks)
    return [[one, content.district(one).name] for one in ids]
