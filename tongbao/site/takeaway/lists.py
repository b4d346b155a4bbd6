"""The lists of assignments to take away: of plans, units, persons, statuses, periods and notices.

In: the survey. Out: one ``Sheet`` a page that lists assignments, and the list of every update there is.
"""

from collections.abc import Iterable, Iterator, Sequence

from tongbao.site import merging, urls
from tongbao.site.merging import Entry
from tongbao.site.people import ROLES, Part
from tongbao.site.periods import label
from tongbao.site.survey import PlanView, Survey, reported
from tongbao.site.table import Column, Sheet, Values
from tongbao.site.takeaway.entries import COLUMNS, cells_of
from tongbao.site.tallies import counts_of
from tongbao.site.wording import list_caption

_ROLE = Column("role", "角色")
_KIND = Column("kind", "类别")
_KINDS = {"task": "任务", "objective": "总体目标", "assessment": "评比"}


def stem_of(page: str) -> str:
    """Return where the files of a page's list lie: beside the page, under its name."""
    return page.removesuffix(".html")


def entry_sheets(survey: Survey) -> Iterator[Sheet]:
    """Yield the list of every page that lists assignments, and that of all updates."""
    yield whole_list(survey)
    for view in survey.plans:
        yield _plan(survey, view)
        yield from _statuses(survey, view)
        for span in view.periods:
            yield _period(survey, view, span)
    yield from _units(survey)
    yield from _persons(survey)
    yield from _notices(survey)


def rows_of(survey: Survey, view: PlanView, entries: Iterable[Entry]) -> tuple[Values, ...]:
    """Return entries of one plan as rows."""
    return tuple(cells_of(survey, view, entry) for entry in entries)


def _sheet(page: str, title: str, rows: tuple[Values, ...]) -> Sheet:
    return Sheet(stem_of(page), page, title, COLUMNS, rows)


def whole_list(survey: Survey) -> Sheet:
    """Return data/tasks.csv: a row an assignment and update, objectives included; tasks.json says the same."""
    rows = tuple(
        (_KINDS[entry.task.kind], *cells_of(survey, view, entry))
        for view in survey.plans
        for entry in updates_of(survey, view, objectives=True)
    )
    title = f"全部分工与各期进展，共{len(rows)}行"
    stem = urls.TASKS_TABLE.removesuffix(".csv")
    return Sheet(stem, "", title, (_KIND, *COLUMNS), rows, as_json=False)


def updates_of(survey: Survey, view: PlanView, *, objectives: bool) -> Iterator[Entry]:
    """Yield every update of a plan as an entry, oldest first; an assignment without any stands once."""
    for task in view.tasks if objectives else view.counted_tasks:
        for position, part in enumerate(task.assignments, start=1):
            said = merging.in_order(part.updates, survey.notices)
            for update in said or (None,):
                yield merging.entry_of(view.plan, task, position, update)


def _plan(survey: Survey, view: PlanView) -> Sheet:
    title = list_caption(f"{view.plan.title}的分工", len(view.entries), view.as_of)
    return _sheet(urls.plan(view.plan.id), title, rows_of(survey, view, view.entries))


def _statuses(survey: Survey, view: PlanView) -> Iterator[Sheet]:
    """Yield the list of every status that somebody stands under."""
    if not view.has_statuses:
        return
    for standing, count in counts_of(view, view.entries):
        entries = (entry for entry in view.entries if view.standing(entry) == standing)
        what = f"{view.plan.title}中“{standing.heading}”的分工"
        title = list_caption(what, count, view.as_of)
        page = urls.status(view.plan.id, standing.slug)
        yield _sheet(page, title, rows_of(survey, view, entries))


def _period(survey: Survey, view: PlanView, span: str) -> Sheet:
    entries = reported(survey, view, span)
    title = list_caption(f"{view.plan.title}进展", len(entries), span)
    return _sheet(urls.period(view.plan.id, span), title, rows_of(survey, view, entries))


def _units(survey: Survey) -> Iterator[Sheet]:
    for key, parts in survey.directory.involved.units.items():
        page = urls.unit(key.district, key.id)
        yield _by_role(survey, page, survey.directory.units[key].name, parts)


def _persons(survey: Survey) -> Iterator[Sheet]:
    for key, parts in survey.directory.involved.persons.items():
        yield _by_role(survey, urls.person(key.id), key.name, parts)


def _by_role(survey: Survey, page: str, name: str, parts: Sequence[Part]) -> Sheet:
    """Return what a unit or person has to do with, plan by plan, what they answer for first."""
    rows = tuple(
        (_role_words(part), *cells_of(survey, view, part.entry))
        for view in survey.plans
        for role in ROLES
        for part in parts
        if part.role == role and part.entry.plan.id == view.plan.id
    )
    title = f"{name}负责和参与的分工，共{len(rows)}项"
    return Sheet(stem_of(page), page, title, (_ROLE, *COLUMNS), rows)


def _role_words(part: Part) -> str:
    through = f"（{part.through}）" if part.through else ""
    return f"{ROLES[part.role]}{through}"


def _notices(survey: Survey) -> Iterator[Sheet]:
    """Yield what each notice says of assignments, in its order: a row an update, or an assignment it only names."""
    said: dict[str, list[tuple[tuple[int, int], Values]]] = {}
    for view in survey.plans:
        for entry in updates_of(survey, view, objectives=True):
            source = entry.update.source if entry.update else entry.task.source
            place = (source.page or 0, source.row or 0)
            said.setdefault(source.notice, []).append((place, cells_of(survey, view, entry)))
    for notice in survey.shown.content.notices:
        if rows := said.get(notice.id):
            ordered = tuple(cells for _, cells in sorted(rows, key=lambda one: one[0]))
            title = f"《{notice.title}》所列事项，共{len(rows)}项，按页"
            yield _sheet(urls.notice(notice.id), title, ordered)


def period_title(view: PlanView, span: str) -> str:
    """Return what a plan's period is called."""
    return f"{view.plan.title}{label(span)}进展"
