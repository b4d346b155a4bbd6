"""Sentences that several pages share, in pieces: each figure leads to its list.

In: views and counts. Out: tuples of ``Link``; a piece without a path is plain text.
"""

from collections.abc import Iterable, Sequence

from tongbao.site import periods, urls
from tongbao.site.editions import LeftOut
from tongbao.site.merging import Entry
from tongbao.site.standing import Standing
from tongbao.site.survey import PlanView, Survey
from tongbao.site.tallies import PathOf, counts_of
from tongbao.site.views import Link

_FIELDS = {
    "number": "序号",
    "text": "文字",
    "label": "分工名称",
    "lead": "牵头单位",
    "responsible": "责任单位",
    "cooperating": "配合单位",
    "leaders": "责任领导",
    "persons": "责任人",
    "status": "完成情况",
    "note": "备注",
    "updates": "进展",
    "assignments": "分工",
    "unit": "单位",
    "units": "单位",
    "name": "名称",
    "period": "期次",
    "date": "日期",
    "title": "标题",
    "issuer": "发文机关",
    "claims": "公布数",
    "row": "行",
    "section": "所属部分",
    "due": "时限",
}


def left_out_sentence(left_out: LeftOut) -> str:
    """Return what this edition does not hold of a plan, "" where it holds all."""
    if left_out.tasks:
        parts = f"（{left_out.assignments}项分工）" if left_out.assignments else ""
        return f"另有{left_out.tasks}项任务{parts}不在本版公开。"
    if left_out.assignments:
        return f"另有{left_out.assignments}项分工不在本版公开。"
    if left_out.updates:
        return f"另有{left_out.updates}条进展不在本版公开。"
    return ""


def marks_of(review: Iterable[str]) -> tuple[str, ...]:
    """Return review marks as people read them: the field's name before the colon in Chinese."""
    marks = (mark.partition(":") for mark in review)
    return tuple(
        f"{_FIELDS.get(field.strip(), field.strip())}：{words.strip()}" if colon else field
        for field, colon, words in marks
    )


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
    return (
        Link(f"{opening}，"),
        Link(f"{tasks}项任务", plan_page),
        Link("、"),
        Link(f"{len(entries)}项分工", f"{plan_page}#list"),
        Link("，"),
        Link(f"{units}家单位", urls.UNITS),
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
        for printed in entry.assignment.lead or entry.assignment.responsible:
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
