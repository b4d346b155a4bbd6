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


def plan_sentence(survey: Survey, view: PlanView, entries: Sequence[Entry]) -> tuple[Link, ...]:
    """Return the sentence that opens the home page: period, tasks, assignments, units, statuses."""
    plan_page = urls.plan(view.plan.id)
    tasks = len({entry.task.path for entry in entries})
    units = len(lead_names(survey, view, entries))
    opening = periods.label(view.as_of) if view.as_of else f"{view.plan.year}年"
    # A report names tasks before anyone answers for them.
    answered = (
        Link("、"),
        Link(f"{len(entries)}项分工", f"{plan_page}#list"),
        Link("，"),
        Link(f"{units}家单位", urls.UNITS),
    )
    return (
        Link(f"{opening}，"),
        Link(f"{tasks}项任务", plan_page),
        *(answered if units else ()),
        *_statuses(view, entries),
    )


def _statuses(view: PlanView, entries: Sequence[Entry]) -> tuple[Link, ...]:
    if not view.has_statuses:
        return (Link("。"),)
    return status_pieces(
        counts_of(view, entries), lambda standing: urls.status(view.plan.id, standing.slug), "："
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
