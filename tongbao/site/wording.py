"""Sentences that several pages share, in pieces: each figure leads to its list.

In: views and counts. Out: tuples of ``Link``; a piece without a path is plain text.
"""

from collections.abc import Iterable, Sequence

from pydantic import BaseModel

from tongbao.progress import periods
from tongbao.progress.editions import LeftOut
from tongbao.progress.merging import Entry
from tongbao.progress.standing import Standing
from tongbao.progress.survey import PlanView, Survey
from tongbao.records.facts import Mention
from tongbao.records.fields import title_of, written_fields
from tongbao.records.model import Assignment, Source, Task, Update
from tongbao.site import urls
from tongbao.site.tallies import PathOf, counts_of
from tongbao.site.views import Link

_KILO = 1024

# The records whose fields a review mark or an erratum of a task may name.
OF_A_TASK = (Task, Assignment, Update, Source)


def headline_of(mention: Mention) -> str:
    """Return what a news item is called; a picture without a headline is called a picture."""
    return mention.headline or "图片报道"


def left_out_sentence(left_out: LeftOut) -> str:
    """Return what this edition does not hold of a plan, "" where it holds all."""
    if left_out.tasks:
        parts = (
            f"（{left_out.assignments}项分工）" if left_out.assignments != left_out.tasks else ""
        )
        return f"另有{left_out.tasks}项任务{parts}不在本版公开。"
    if left_out.assignments:
        return f"另有{left_out.assignments}项分工不在本版公开。"
    if left_out.updates:
        return f"另有{left_out.updates}条进展不在本版公开。"
    return ""


def marks_of(marks: Iterable[str], *records: type[BaseModel]) -> tuple[str, ...]:
    """Return review marks as people read them: the field before the colon by its Chinese name."""
    return tuple(
        f"{field_title(field, *records)}：{said.strip()}" if colon else field
        for field, colon, said in (mark.partition(":") for mark in marks)
    )


def field_title(field: str, *records: type[BaseModel]) -> str:
    """Return what a field of the first of these records that has it is called in Chinese."""
    named = (record for record in records if field in written_fields(record))
    record = next(named, None)
    return title_of(record, field) if record else field


def status_pieces(
    counted: Sequence[tuple[Standing, int]], path_of: PathOf, before: str
) -> tuple[Link, ...]:
    """Return ``before``, the counts by status and a full stop, such as ：19项积极推进，17项正常推进."""
    pieces: list[Link] = []
    for standing, count in counted:
        pieces += [Link(before if not pieces else "，")]
        pieces += [Link(f"{count}项{standing.heading}", path_of(standing))]
    return (*pieces, Link("。"))


def plan_sentence(survey: Survey, view: PlanView) -> tuple[Link, ...]:
    """Return the sentence that opens the home page: period, tasks, assignments, units, statuses.

    They are of the rows that the edition lists; what it does not list follows apart.
    """
    plan_page = urls.plan(view.plan.id)
    counted = view.counted
    tasks = len({entry.task.path for entry in counted})
    units = len(lead_names(survey, view, counted))
    opening = periods.label(view.as_of) if view.as_of else f"{view.plan.year}年"
    # A report names tasks before anyone answers for them.
    answered = (
        Link("、"),
        Link(f"{len(counted)}项分工", f"{plan_page}#list"),
        Link("，"),
        Link(f"{units}家单位", urls.UNITS),
    )
    return (
        Link(f"{opening}，"),
        Link(f"{tasks}项任务", plan_page),
        *(answered if units else ()),
        *_statuses(survey, view),
    )


def _statuses(survey: Survey, view: PlanView) -> tuple[Link, ...]:
    if not view.has_statuses:
        return (Link("。"),)

    def path_of(standing: Standing) -> str:
        return urls.status(view.plan.id, standing.slug)

    told = collecting_sentence(survey, view, view.as_of)
    return (
        *status_pieces(counts_of(view, view.counted), path_of, "："),
        *apart_pieces(counts_of(view, view.apart), path_of),
        *((Link(told),) if told else ()),
    )


def apart_pieces(counted: Sequence[tuple[Standing, int]], path_of: PathOf) -> tuple[Link, ...]:
    """Return what the edition does not list, by the reason: 另有3项本期未列. Nothing where it lists all."""
    return status_pieces(counted, path_of, "另有") if counted else ()


def collecting_sentence(survey: Survey, view: PlanView, span: str | None) -> str:
    """Return how far a period has come of which only units have reported so far, "" where the office has spoken."""
    if span is None or span not in view.collecting:
        return ""
    named = set(view.plan.notices)
    returned = {
        notice.issuer
        for notice in survey.notices.values()
        if notice.id in named and notice.kind == "return" and notice.period == span
    }
    by_office = any(
        notice.id in named and notice.kind == "ledger" and notice.period == span
        for notice in survey.notices.values()
    )
    asked = len(lead_names(survey, view, view.entries))
    filled = "；办公室的表还没有填全" if by_office else ""
    return (
        f"{periods.label(span)}正在收表，{asked}家单位中已报{len(returned)}家{filled}，"
        "以上是单位自报，不是办公室核定的情况。"
    )


def lead_names(survey: Survey, view: PlanView, entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the units that lead, each once; a group that stands for its members is spread out."""
    known = survey.directory.names[view.plan.district]
    names: dict[str, None] = {}
    for entry in entries:
        part = entry.assignment.as_printed_in(entry.update)
        for printed in part.lead or part.responsible:
            unit = known.find(printed)
            spread = unit.members if unit and unit.scope == "all" and unit.members else (printed,)
            for name in spread:
                found = known.find(name)
                names.setdefault(found.name if found else name)
    return tuple(names)


def list_caption(what: str, count: int, as_of: str | None) -> str:
    """Return a list's caption: what it lists, how many, as of when."""
    stand = f"，{periods.label(as_of)}" if as_of else ""
    return f"{what}，共{count}项{stand}"


def size_words(count: int) -> str:
    """Return a size in bytes in words."""
    if count < _KILO:
        return f"{count}字节"
    if count < _KILO * _KILO:
        return f"{count / _KILO:.0f} KB"
    return f"{count / _KILO / _KILO:.1f} MB"
