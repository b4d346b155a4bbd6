"""What one notice said about one assignment, ready to be printed.

In: an update. Out: ``StatementView``. The text is the notice's own: its line breaks make paragraphs, nothing else is
read into it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from tongbao.progress import merging, periods
from tongbao.progress.merging import Entry
from tongbao.progress.planned import is_planned
from tongbao.progress.survey import PlanView, Survey
from tongbao.records.model import Erratum, Printed, Reply, Task, Update
from tongbao.records.scalars import PENDING
from tongbao.site import audience, origins, urls
from tongbao.site.pages.events import EventTable, EventView, event_tables, event_view
from tongbao.site.references import badge_for
from tongbao.site.rows import note_of
from tongbao.site.views import Badge, Fact, Link, Origin
from tongbao.site.wording import OF_A_TASK, field_title

_FIRST_SENTENCE = re.compile("(?<=[。！？])")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledText:
    """Paragraphs under a label: 机制建立情况."""

    label: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """One update as shown: what a notice said for a period, and where.

    ``paragraphs`` are those that no part holds; ``named`` are the firms and persons outside the events; ``audience``
    says who sees it where that differs from its assignment; ``by`` says whose word it is where it is not the office's.
    """

    anchor: str
    period: Link
    badge: Badge | None
    note: str
    paragraphs: tuple[str, ...]
    parts: tuple[LabelledText, ...]
    events: tuple[EventTable, ...]
    named: tuple[Fact, ...]
    printed: str
    completion: str
    replies: tuple[LabelledText, ...]
    errata: tuple[str, ...]
    origin: Origin
    audience: str = ""
    by: str = ""
    is_missing: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A period whose ledger left the assignment out: named in the timeline, never passed over."""

    period: Link
    badge: Badge
    is_missing: ClassVar[bool] = True


def statement_of(
    survey: Survey, view: PlanView, entry: Entry, update: Update, pending: int = 0
) -> StatementView:
    """Return an update as its task's page shows it.

    ``pending`` is its place, from 1, among those whose period is not known: no page of a period or status has it.
    """
    replies = merging.replies_beside(entry.assignment, update, survey.notices)
    return StatementView(
        anchor=pending_anchor(entry, pending) if pending else statement_anchor(entry, update),
        period=_notice_without_period(survey, update)
        if pending
        else Link(periods.label(update.period), urls.period(view.plan.id, update.period)),
        badge=_badge(view, entry.task, update),
        note=note_of(update),
        paragraphs=paragraphs(update.text),
        parts=tuple(
            LabelledText(label=part.label, paragraphs=paragraphs(part.text))
            for part in update.parts
        ),
        events=_events(survey, update),
        named=_named(update),
        printed=printed_words(update.printed),
        completion=_completion(update),
        by=_returned_by(survey, update),
        replies=tuple(map(_reply, replies)),
        errata=tuple(_erratum(erratum) for erratum in update.errata),
        origin=origins.origin_of(survey, update.source),
        audience=audience.of_update(
            survey.shown.edition, view.plan, entry.task, entry.assignment, update
        ),
    )


def _notice_without_period(survey: Survey, update: Update) -> Link:
    """Return the words for a period that is not known, with the way to the notice that does not print it."""
    shown = update.source.notice in survey.notices
    path = urls.notice(update.source.notice) if shown else None
    return Link(periods.label(update.period), path)


def _badge(view: PlanView, task: Task, update: Update) -> Badge | None:
    if update.period == PENDING:
        return pending_badge(view, task, update)
    if not (update.status or view.has_statuses):
        return None
    return badge_for(view.words.of_update(task, update), view.plan.id, update.status)


def pending_badge(view: PlanView, task: Task, update: Update) -> Badge | None:
    """Return the status of an update that stands in no list; no page of the status leads to it."""
    if update.status is None:
        return None
    badge = badge_for(view.words.of_update(task, update), view.plan.id, update.status)
    return replace(badge, path=None)


def pending_anchor(entry: Entry, place: int) -> str:
    """Return where an update without a known period stands on its task's page."""
    return f"{urls.item_anchor(entry.assignment.part, entry.position)}-pending-{place}"


def statement_anchor(entry: Entry, update: Update) -> str:
    """Return where an update stands on its task's page; one known better by its errata stands where it was printed."""
    item = urls.item_anchor(entry.assignment.part, entry.position)
    places = [(one.period, one.source) for one in entry.assignment.updates]
    return f"{item}-update-{places.index((update.period, update.source)) + 1}"


def _returned_by(survey: Survey, update: Update) -> str:
    """Return who says so where that is not the office, but a unit of itself."""
    if not merging.is_return(update, survey.notices):
        return ""
    return f"{survey.notices[update.source.notice].issuer or '单位'}报送"


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the lines of a literal text; blank ones are left out."""
    return tuple(line for line in text.split("\n") if line.strip())


def _events(survey: Survey, update: Update) -> tuple[EventTable, ...]:
    """Return the dated happenings; of each the first sentence, since the text itself stands above."""
    notice = survey.notices.get(update.source.notice)
    views: dict[bool, list[EventView]] = {False: [], True: []}
    for event in update.events:
        view = event_view(event, _FIRST_SENTENCE.split(event.text)[0])
        views[is_planned(event, update, notice)].append(view)
    return event_tables(views[False], views[True], "有日期的事项", "计划中的事项")


def _named(update: Update) -> tuple[Fact, ...]:
    """Return the firms and persons that the text names outside its events."""
    found = (("另提到企业", update.firms), ("另提到人员", update.persons))
    return tuple(Fact(term, tuple(map(Link, names))) for term, names in found if names)


def printed_words(printed: Printed) -> str:
    """Return what an edition printed otherwise than the task has it, "" where that is nothing."""
    return "；".join(_printed(printed))


def _printed(printed: Printed) -> Iterator[str]:
    values = (
        ("序号", (printed.number,) if printed.number else ()),
        ("任务", (printed.text,) if printed.text else ()),
        ("牵头单位", printed.lead or ()),
        ("责任单位", printed.responsible or ()),
        ("配合单位", printed.cooperating or ()),
        ("责任领导", printed.leaders or ()),
        ("责任人", printed.persons or ()),
    )
    for term, names in values:
        if names:
            yield f"{term}：{'、'.join(names)}"


def _completion(update: Update) -> str:
    """Return when the assignment was done with and what proves it, "" where nothing of it is stated."""
    stated = update.completion
    if stated is None:
        return ""
    proof = f"依据：{stated.evidence}" if stated.evidence else ""
    return "，".join(part for part in (stated.date or "", proof) if part)


def _reply(reply: Reply) -> LabelledText:
    label = f"{reply.unit}的说明（{reply.date.isoformat()}）"
    return LabelledText(label=label, paragraphs=paragraphs(reply.text))


def _erratum(erratum: Erratum) -> str:
    field = field_title(erratum.field, *OF_A_TASK)
    was, now = erratum.was or "（空）", erratum.now or "（空）"
    return (
        f"{erratum.date.isoformat()}更正{field}：原为“{was}”，应为“{now}”。依据：{erratum.source}"
    )
