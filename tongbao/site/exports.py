"""The data files: what the pages show, for programs.

In: the survey. Out: JSON text by path, in the shapes of ``shapes``, and the JSON Schema of each. Order is the
notice's order; units and persons as printed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from tongbao.progress.survey import Survey
from tongbao.records.facts import Indicators, Mentions
from tongbao.records.model import (
    Assignment,
    Completion,
    Erratum,
    Event,
    Notice,
    Person,
    Plan,
    Reply,
    Task,
    Update,
)
from tongbao.site import shapes, urls

_WHAT = {
    "tasks": "任务、分工与各期进展",
    "claims": "文件的公布数与记录是否一致",
    "events": "进展中有日期的事项",
    "indicators": "指标",
    "mentions": "报道",
    "units": "单位、别名与单位组",
}


def data_files(survey: Survey) -> dict[str, str]:
    """Return every data file and its schema as text, by path."""
    files = {urls.data(name): _file_text(lists) for name, lists in _lists(survey).items()}
    schemas = {urls.schema(name): schema_text(kind) for name, kind in shapes.SHAPES.items()}
    return {**files, **schemas, urls.schema("list"): schema_text(shapes.ListFile)}


def described(survey: Survey) -> Iterator[tuple[str, str]]:
    """Yield name and content of each data file that holds anything."""
    for name, lists in _lists(survey).items():
        if any(lists.values()):
            yield name, _WHAT[name]


def schema_text(kind: type) -> str:
    """Return the JSON Schema of the data files of a kind."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **TypeAdapter(kind).json_schema(),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _file_text(lists: Mapping[str, Sequence[Any]]) -> str:
    """Return a data file, one record a line, so that a change of one record changes one line."""
    parts = [f'{{"version": {shapes.VERSION}']
    for name, records in lists.items():
        lines = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
        parts.append(f'"{name}": [\n{lines}\n]' if records else f'"{name}": []')
    return ",\n".join(parts) + "}\n"


def _lists(survey: Survey) -> dict[str, dict[str, Sequence[Any]]]:
    content = survey.shown.content
    return {
        "tasks": {
            "plans": [_plan(plan) for plan in content.plans],
            "notices": [_notice(notice) for notice in content.notices],
            "tasks": [_task(task) for task in content.tasks],
        },
        "claims": {"claims": _claims(survey)},
        "events": {"events": list(_events(task for view in survey.plans for task in view.tasks))},
        "indicators": {"indicators": list(_indicators(content.indicators))},
        "mentions": {"mentions": list(_mentions(content.mentions))},
        "units": {"units": list(_units(survey))},
    }


def _plan(plan: Plan) -> shapes.PlanData:
    return {"id": plan.id, "title": plan.title, "district": plan.district, "year": plan.year}


def _notice(notice: Notice) -> shapes.NoticeData:
    return {
        "id": notice.id,
        "kind": notice.kind,
        "title": notice.title,
        "issuer": notice.issuer,
        "number": notice.number,
        "issue": notice.issue,
        "date": notice.date.isoformat() if notice.date else None,
        "period": notice.period,
    }


def _task(task: Task) -> shapes.TaskData:
    name = task.key
    return {
        "id": name,
        "plan": task.plan,
        "number": task.number,
        "kind": task.kind,
        "text": task.text,
        "section": task.section,
        "review": list(task.review),
        "notice": task.source.notice,
        "page": task.source.page,
        "assignments": [_assignment(name, part) for part in task.assignments],
    }


def _assignment(task: str, part: Assignment) -> shapes.AssignmentData:
    return {
        "id": f"{task}-{part.part}",
        "part": part.part,
        "label": part.label,
        "lead": list(part.lead),
        "lead_shared": part.lead_shared,
        "responsible": list(part.responsible),
        "cooperating": list(part.cooperating),
        "leaders": _names(part.leaders),
        "persons": _names(part.persons),
        "due": [due.date.isoformat() for due in part.due],
        "updates": [_update(update) for update in part.updates],
    }


def _names(persons: Iterable[Person]) -> list[str]:
    return [person.shown for person in persons]


def _update(update: Update) -> shapes.UpdateData:
    return {
        "period": update.period,
        "status": update.status,
        "note": update.note,
        "subject": update.subject,
        "text": update.text,
        "parts": [{"label": part.label, "text": part.text} for part in update.parts],
        "printed": update.printed.model_dump(mode="json", exclude_none=True),
        "completion": _completion(update.completion),
        "reply": _reply(update.reply),
        "errata": [_erratum(erratum) for erratum in update.errata],
        "notice": update.source.notice,
        "page": update.source.page,
    }


def _completion(completion: Completion | None) -> shapes.CompletionData | None:
    if completion is None:
        return None
    return {"date": completion.date, "evidence": completion.evidence}


def _reply(reply: Reply | None) -> shapes.ReplyData | None:
    if reply is None:
        return None
    return {"unit": reply.unit, "text": reply.text, "date": reply.date.isoformat()}


def _erratum(erratum: Erratum) -> shapes.ErratumData:
    return {
        "date": erratum.date.isoformat(),
        "field": erratum.field,
        "was": erratum.was,
        "now": erratum.now,
        "source": erratum.source,
    }


def _claims(survey: Survey) -> list[shapes.ClaimData]:
    return [
        {
            "notice": result.notice,
            "claim": result.claim,
            "stated": _figure(result.stated),
            "found": _figure(result.found) if result.found is not None else None,
            "agrees": result.agrees,
            "method": result.reason.sentence,
            "extra": list(result.extra),
        }
        for notice in survey.shown.content.notices
        for result in survey.claims.get(notice.id, ())
    ]


def _figure(value: int | tuple[str, ...]) -> int | list[str]:
    return value if isinstance(value, int) else list(value)


def _events(tasks: Iterable[Task]) -> Iterator[shapes.EventData]:
    for task in tasks:
        for part in task.assignments:
            for update in part.updates:
                for event in update.events:
                    yield _event(f"{task.plan}/{task.id}-{part.part}", part, update, event)


def _event(assignment: str, part: Assignment, update: Update, event: Event) -> shapes.EventData:
    """Return an event; its unit is the one it names, else the one that answers for it."""
    return {
        "notice": update.source.notice,
        "assignment": assignment,
        "unit": "、".join(event.units or part.as_printed_in(update).counted_units) or None,
        "date": event.date,
        "date_to": event.date_to,
        "text": event.text,
        "persons": list(event.persons),
        "firms": list(event.firms),
    }


def _indicators(found: Iterable[Indicators]) -> Iterator[shapes.IndicatorData]:
    for figures in found:
        for one in figures.indicators:
            yield {
                "notice": figures.notice,
                "name": one.name,
                "period": one.period,
                "role": one.role,
                "value": one.value,
                "unit": one.unit,
                "growth": one.growth,
                "rank": one.rank,
                "printed": one.printed,
                "page": one.page,
            }


def _mentions(found: Iterable[Mentions]) -> Iterator[shapes.MentionData]:
    for mentions in found:
        for mention in mentions.mentions:
            yield {
                "notice": mentions.notice,
                "headline": mention.headline,
                "date": mention.date.isoformat() if mention.date else None,
                "reporters": list(mention.reporters),
                "units": list(mention.units),
                "projects": [
                    {"name": project.name, "amount": project.amount} for project in mention.projects
                ],
            }


def _units(survey: Survey) -> Iterator[shapes.UnitData]:
    """Yield the units that have a page, in the registry's order."""
    for key, unit in survey.directory.units.items():
        if key in survey.directory.involved.units:
            yield {
                "id": f"{key.district}/{unit.id}",
                "district": key.district,
                "name": unit.name,
                "aliases": list(unit.aliases),
                "scope": unit.scope,
                "members": list(unit.members),
            }
