"""The page of a plan: all its tasks in order; of several districts the list of their plans.

In: the survey. Out: one ``PlanPage`` a plan that has tasks, and a ``PlansPage``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from tongbao.progress import periods
from tongbao.progress.merging import Entry
from tongbao.progress.planned import is_planned
from tongbao.progress.survey import PlanView, Survey
from tongbao.records.model import Plan
from tongbao.site import heads, urls
from tongbao.site.page import Page
from tongbao.site.pages.rollups import rollup_links
from tongbao.site.references import badge_for
from tongbao.site.rows import group_of, line_of, row_of, table_of
from tongbao.site.table import Group, Row, Table, sheet, text
from tongbao.site.tallies import bar_of, counts_of
from tongbao.site.views import Bar, Fact, Link, ListGroup, ListItem, Share
from tongbao.site.ways import districts_shown
from tongbao.site.wording import left_out_sentence, list_caption, marks_of, plan_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage(Page):
    """A plan with all its tasks in order."""

    template: ClassVar[str] = "plan"

    others: tuple[Link, ...]
    sentence: tuple[Link, ...]
    left_out: str
    facts: tuple[Fact, ...]
    bar: Bar | None
    objectives: tuple[Link, ...]
    table: Table
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansPage(Page):
    """The plans of several districts, the newest of each first."""

    template: ClassVar[str] = "plans"

    sentence: tuple[Link, ...]
    groups: tuple[ListGroup, ...]


def plans_page(survey: Survey) -> PlansPage | None:
    """Return the list of plans, None where all are of one district: its newest plan is what one looks for."""
    districts = districts_shown(survey)
    if len(districts) < 2:  # noqa: PLR2004 - see above
        return None
    shown = [view for view in survey.plans if view.tasks]
    return PlansPage(
        path=urls.PLANS,
        title="任务",
        made_from=survey.shown.content.settings.path,
        section="plans",
        metas=heads.column("任务", "各区划的任务清单", ("任务清单", "重点工作")),
        sentence=(Link(f"{len(districts)}个区划，{len(shown)}份任务清单。"),),
        groups=tuple(
            ListGroup(
                survey.shown.content.district(district).name,
                tuple(_item(view) for view in shown if view.plan.district == district),
            )
            for district in districts
        ),
    )


def _item(view: PlanView) -> ListItem:
    path, counted = urls.plan(view.plan.id), counts_of(view, view.counted)
    shares = tuple(
        Share(badge_for(found, view.plan.id), number, None, urls.status(view.plan.id, found.slug))
        for found, number in (counted if view.has_statuses else ())
    )
    what = f"{len(view.counted_tasks)}项任务"
    as_of = f"，{periods.label(view.as_of)}" if view.as_of else ""
    return ListItem(Link(view.plan.title, path), what + as_of, shares)


def plan_pages(survey: Survey) -> Iterator[PlanPage]:
    """Yield the page of every plan that has tasks."""
    for view in survey.plans:
        if view.tasks:
            yield _plan_page(survey, view)


def _plan_page(survey: Survey, view: PlanView) -> PlanPage:
    plan = view.plan
    counted = counts_of(view, view.counted)
    listed = table_of(
        "list",
        list_caption(f"{plan.title}的分工", len(view.entries), view.as_of),
        groups_by_section(survey, view, view.entries, view.as_of),
    )
    return PlanPage(
        path=urls.plan(plan.id),
        title=plan.title,
        made_from=plan.path,
        section="plans",
        crumbs=(Link("任务", urls.PLANS if len(districts_shown(survey)) > 1 else None),),
        metas=heads.column(
            plan.title, f"{plan.title}的全部任务与完成情况", (plan.title, "重点工作")
        ),
        others=tuple(
            Link(other.plan.title, urls.plan(other.plan.id))
            for other in survey.plans
            if other is not view and other.tasks
        ),
        sentence=plan_sentence(survey, view),
        left_out=left_out_sentence(survey.shown.left_out_of(plan.id)),
        facts=_facts(survey, view),
        bar=bar_of(
            f"{plan.title}完成情况",
            view,
            counted,
            lambda found: urls.status(plan.id, found.slug),
        ),
        objectives=tuple(
            Link(task.text, urls.task(plan.id, task.id))
            for task in view.tasks
            if task.kind == "objective"
        ),
        table=listed,
        listed=sheet(urls.plan(plan.id), listed.caption, listed),
        marks=marks_of(plan.review, Plan),
    )


def groups_by_section(
    survey: Survey, view: PlanView, entries: Sequence[Entry], as_of: str | None
) -> tuple[Group, ...]:
    """Return the entries in the notice's order, under the headings the plan prints.

    A task that only its units part stands once, as their heading; each row then says what its unit reported.
    """
    groups: list[Group] = []
    heading: str | None = None
    rows: list[Entry] = []
    for entry in entries:
        section = entry.task.text if _is_parted(view, entry) else entry.task.section or ""
        if rows and section != heading:
            groups.append(_group(survey, view, rows, as_of, heading))
            rows = []
        heading = section
        rows.append(entry)
    return (*groups, _group(survey, view, rows, as_of, heading)) if rows else tuple(groups)


def _group(
    survey: Survey,
    view: PlanView,
    entries: Sequence[Entry],
    as_of: str | None,
    heading: str | None,
) -> Group:
    rows = (_row(survey, view, entry, as_of) for entry in entries)
    return group_of(rows, text(heading) if heading else None)


def _row(survey: Survey, view: PlanView, entry: Entry, as_of: str | None) -> Row:
    line = line_of(survey, view, entry, as_of)
    if _is_parted(view, entry):
        line = replace(line, title=_reported(survey, entry))
    return row_of(survey, view, entry, line)


def _is_parted(view: PlanView, entry: Entry) -> bool:
    """Return whether nothing but their units tells the assignments of a task apart."""
    parts = entry.task.assignments
    return len(parts) > 1 and not view.has_statuses and not any(part.label for part in parts)


def _reported(survey: Survey, entry: Entry) -> str:
    """Return what was reported in a few words: the labels of its parts and how many events it has."""
    if entry.update is None:
        return "没有报送进展"
    labels = "、".join(part.label for part in entry.update.parts) or "进展"
    notice = survey.notices.get(entry.update.source.notice)
    kinds = [is_planned(event, entry.update, notice) for event in entry.update.events]
    counts = (("有日期的事项", kinds.count(False)), ("计划中的事项", kinds.count(True)))
    return "；".join((labels, *(f"{what}{number}件" for what, number in counts if number)))


def _facts(survey: Survey, view: PlanView) -> tuple[Fact, ...]:
    """Return the notices a plan stands on and the periods it was reported for."""
    notices = tuple(
        Link(f"《{notice.title}》", urls.notice(notice.id))
        for name in view.plan.notices
        if (notice := survey.notices.get(name))
    )
    spans = tuple(
        Link(periods.label(span), urls.period(view.plan.id, span))
        for span in reversed(view.periods)
    )
    found = (Fact("依据文件", notices), Fact("期次", spans), Fact("汇总", rollup_links(view)))
    return tuple(fact for fact in found if fact.items)
