"""The shapes of the data files: public, changed only with ``version``.

In: nothing. Out: one type a record and a file, from which data/schema/ is made, so that the files and their schemas
always say the same. Values are null where the notice states none; texts are as printed.
"""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict  # pydantic reads the one of typing only from 3.12 on

VERSION = 2
_EXACT = with_config(ConfigDict(extra="forbid"))


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
    """A dated happening; ``date`` is ``YYYY-MM-DD``, or ``YYYY-MM`` where the notice prints no day."""

    notice: str
    assignment: str
    unit: str | None
    date: str
    date_to: str | None
    text: str
    persons: list[str]
    firms: list[str]


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
class UnitData(TypedDict):
    """A unit or a group of units; its id is ``district/id``."""

    id: str
    district: str
    name: str
    aliases: list[str]
    scope: Literal["all", "some"] | None
    members: list[str]


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
