"""The data files: what the pages show, for programs.

In: the survey. Out: JSON text by path, and the JSON Schema of each file. The shapes of records and files are public and
change only with ``VERSION``; the schemas are made of them, so that files and schemas always say the same. Values are
null where the notice states none; texts, units and persons are as printed, in the notice's order.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict  # pydantic reads the one of typing only from 3.12 on

from tongbao.progress.planned import is_planned
from tongbao.progress.survey import Survey
from tongbao.records.facts import Indicators, Mentions
from tongbao.records.model import (
    Assignment,
    Completion,
    Ended,
    Erratum,
    Event,
    FormerName,
    Notice,
    Person,
    Plan,
    Reply,
    Task,
    Update,
)
from tongbao.site import urls

VERSION = 2
_EXACT = with_config(ConfigDict(extra="forbid"))
_WHAT = {
    "tasks": "任务、分工与各期进展",
    "claims": "文件的公布数与记录是否一致",
    "events": "进展中有日期的事项",
    "indicators": "指标",
    "mentions": "报道",
    "units": "单位、别名与单位组",
}


@_EXACT
class PlanData(TypedDict):
    """A plan."""

    id: str
    title: str
    district: str
    year: int


@_EXACT
class NoticeData(TypedDict):
    """A notice; ``date`` is ``YYYY-MM-DD``, ``period`` ``2022-05/2022-07`` or ``2022-08``."""

    id: str
    kind: str
    title: str
    issuer: str | None
    number: str | None
    issue: str | None
    date: str | None
    period: str | None


@_EXACT
class PartData(TypedDict):
    """A labelled paragraph."""

    label: str
    text: str


@_EXACT
class CompletionData(TypedDict):
    """When it was done with, a day or a month, and what proves it."""

    date: str | None
    evidence: str | None


@_EXACT
class ReplyData(TypedDict):
    """The unit's own say, and the day."""

    unit: str
    text: str
    date: str


@_EXACT
class ErratumData(TypedDict):
    """A correction: the day, the field, what it said, what it says now, and who says so."""

    date: str
    field: str
    was: str | None
    now: str | None
    source: str


@_EXACT
class UpdateData(TypedDict):
    """What one notice said for one period, 待补 where it prints none; ``printed``: what it printed otherwise.

    All as printed: ``errata`` say what has been put right since.
    """

    period: str
    status: str | None
    note: str | None
    subject: str | None
    text: str
    parts: list[PartData]
    printed: dict[str, Any]
    completion: CompletionData | None
    reply: ReplyData | None
    errata: list[ErratumData]
    notice: str
    page: int | None


@_EXACT
class RestatedData(TypedDict):
    """What a notice without progress, such as another decomposition, printed otherwise."""

    notice: str
    page: int | None
    printed: dict[str, Any]


@_EXACT
class EndedData(TypedDict):
    """How a task ended, as a person decided; ``into`` are the tasks that go on."""

    kind: str
    date: str
    into: list[str]
    notice: str | None
    reason: str | None


@_EXACT
class AssignmentData(TypedDict):
    """A line of responsibility; its id is the task's with ``-part``. ``due`` are days."""

    id: str
    part: str
    label: str | None
    lead: list[str]
    lead_shared: bool
    responsible: list[str]
    cooperating: list[str]
    leaders: list[str]
    persons: list[str]
    due: list[str]
    restated: list[RestatedData]
    updates: list[UpdateData]


@_EXACT
class TaskData(TypedDict):
    """A task; its id is ``plan/stem``."""

    id: str
    plan: str
    number: str | None
    kind: Literal["task", "objective", "assessment"]
    text: str
    section: str | None
    review: list[str]
    notice: str
    page: int | None
    ended: EndedData | None
    assignments: list[AssignmentData]


@_EXACT
class ClaimData(TypedDict):
    """A claim, tested; ``agrees`` is null where the records cannot decide."""

    notice: str
    claim: str
    stated: int | list[str]
    found: int | list[str] | None
    agrees: bool | None
    method: str
    extra: list[str]


@_EXACT
class EventData(TypedDict):
    """A dated happening; ``date`` is ``YYYY-MM-DD``, or ``YYYY-MM`` where the notice prints no day.

    ``planned``: it was still to come when the notice said so.
    """

    notice: str
    assignment: str
    unit: str | None
    date: str
    date_to: str | None
    text: str
    persons: list[str]
    firms: list[str]
    planned: bool


@_EXACT
class IndicatorData(TypedDict):
    """A named quantity; numbers are decimal strings."""

    notice: str
    name: str
    period: str | None
    role: Literal["result", "target"]
    value: str | None
    unit: str | None
    growth: str | None
    rank: str | None
    printed: str
    page: int | None


@_EXACT
class ProjectData(TypedDict):
    """A project that a news item names."""

    name: str
    amount: str | None


@_EXACT
class MentionData(TypedDict):
    """A news item: facts only; ``headline`` is null for a picture without one."""

    notice: str
    headline: str | None
    date: str | None
    reporters: list[str]
    units: list[str]
    projects: list[ProjectData]


@_EXACT
class FormerNameData(TypedDict):
    """A name that a unit bore before, with the days from which and until which."""

    name: str
    since: str | None
    until: str | None


@_EXACT
class UnitData(TypedDict):
    """A unit or a group of units; its id is ``district/id``.

    ``successors`` go on with its work after the day ``until``; ``current``: the latest editions name it.
    """

    id: str
    district: str
    name: str
    aliases: list[str]
    scope: Literal["all", "some"] | None
    members: list[str]
    formerly: list[FormerNameData]
    since: str | None
    until: str | None
    successors: list[str]
    current: bool


@_EXACT
class TasksFile(TypedDict):
    """data/tasks.json."""

    version: int
    plans: list[PlanData]
    notices: list[NoticeData]
    tasks: list[TaskData]


@_EXACT
class ClaimsFile(TypedDict):
    """data/claims.json."""

    version: int
    claims: list[ClaimData]


@_EXACT
class EventsFile(TypedDict):
    """data/events.json."""

    version: int
    events: list[EventData]


@_EXACT
class IndicatorsFile(TypedDict):
    """data/indicators.json."""

    version: int
    indicators: list[IndicatorData]


@_EXACT
class MentionsFile(TypedDict):
    """data/mentions.json."""

    version: int
    mentions: list[MentionData]


@_EXACT
class UnitsFile(TypedDict):
    """data/units.json."""

    version: int
    units: list[UnitData]


@_EXACT
class ListFile(TypedDict):
    """The list of a page, beside it: ``columns`` gives the Chinese title of each key, ``rows`` hold every key.

    Periods are ``2022-05/2022-07``, days ``YYYY-MM-DD``; ``path`` is the page of the row, from the site's root.
    """

    version: int
    title: str
    columns: dict[str, str]
    rows: list[dict[str, str | int | bool | list[str] | None]]


SHAPES: Mapping[str, type] = {
    "tasks": TasksFile,
    "claims": ClaimsFile,
    "events": EventsFile,
    "indicators": IndicatorsFile,
    "mentions": MentionsFile,
    "units": UnitsFile,
}


def data_files(survey: Survey) -> dict[str, str]:
    """Return every data file and its schema as text, by path."""
    files = {urls.data(name): _file_text(lists) for name, lists in _lists(survey).items()}
    schemas = {urls.schema(name): schema_text(kind) for name, kind in SHAPES.items()}
    return {**files, **schemas, urls.schema("list"): schema_text(ListFile)}


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
    parts = [f'{{"version": {VERSION}']
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
        "events": {"events": list(_events(survey))},
        "indicators": {"indicators": list(_indicators(content.indicators))},
        "mentions": {"mentions": list(_mentions(content.mentions))},
        "units": {"units": list(_units(survey))},
    }


def _plan(plan: Plan) -> PlanData:
    return {"id": plan.id, "title": plan.title, "district": plan.district, "year": plan.year}


def _notice(notice: Notice) -> NoticeData:
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


def _task(task: Task) -> TaskData:
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
        "ended": _ended(task.ended),
        "assignments": [_assignment(name, part) for part in task.assignments],
    }


def _assignment(task: str, part: Assignment) -> AssignmentData:
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
        "restated": [
            {
                "notice": one.source.notice,
                "page": one.source.page,
                "printed": one.printed.model_dump(mode="json", exclude_none=True),
            }
            for one in part.restated
        ],
        "updates": [_update(update) for update in part.updates],
    }


def _ended(ended: Ended | None) -> EndedData | None:
    if ended is None:
        return None
    return {
        "kind": ended.kind,
        "date": ended.date.isoformat(),
        "into": list(ended.into),
        "notice": ended.notice,
        "reason": ended.reason,
    }


def _names(persons: Iterable[Person]) -> list[str]:
    return [person.shown for person in persons]


def _update(update: Update) -> UpdateData:
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


def _completion(completion: Completion | None) -> CompletionData | None:
    if completion is None:
        return None
    return {"date": completion.date, "evidence": completion.evidence}


def _reply(reply: Reply | None) -> ReplyData | None:
    if reply is None:
        return None
    return {"unit": reply.unit, "text": reply.text, "date": reply.date.isoformat()}


def _erratum(erratum: Erratum) -> ErratumData:
    return {
        "date": erratum.date.isoformat(),
        "field": erratum.field,
        "was": erratum.was,
        "now": erratum.now,
        "source": erratum.source,
    }


def _claims(survey: Survey) -> list[ClaimData]:
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


def _events(survey: Survey) -> Iterator[EventData]:
    for view in survey.plans:
        for task in view.tasks:
            for part in task.assignments:
                for update in part.updates:
                    notice = survey.notices.get(update.source.notice)
                    for event in update.events:
                        yield _event(f"{task.key}-{part.part}", part, update, event, notice)


def _event(
    assignment: str, part: Assignment, update: Update, event: Event, notice: Notice | None
) -> EventData:
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
        "planned": is_planned(event, update, notice),
    }


def _indicators(found: Iterable[Indicators]) -> Iterator[IndicatorData]:
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


def _mentions(found: Iterable[Mentions]) -> Iterator[MentionData]:
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


def _former_name(former: FormerName) -> FormerNameData:
    return {
        "name": former.name,
        "since": former.since.isoformat() if former.since else None,
        "until": former.until.isoformat() if former.until else None,
    }


def _units(survey: Survey) -> Iterator[UnitData]:
    """Yield the units that have a page, in the registry's order."""
    for key, unit in survey.directory.units.items():
        if survey.directory.has_page(key):
            yield {
                "id": f"{key.district}/{unit.id}",
                "district": key.district,
                "name": unit.name,
                "aliases": list(unit.aliases),
                "scope": unit.scope,
                "members": list(unit.members),
                "formerly": [_former_name(one) for one in unit.formerly],
                "since": unit.since.isoformat() if unit.since else None,
                "until": unit.until.isoformat() if unit.until else None,
                "successors": list(unit.successors),
                "current": key in survey.directory.involved.units,
            }
