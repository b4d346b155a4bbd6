"""Where 任务 in the navigation leads on a site of several districts, and how a name says whose it is.

In: the survey. Out: pages with the way to their own district's newest plan; a page of no district leads to the list of
plans. On a site of one district the navigation is the same everywhere and names say nothing more.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tongbao.progress.survey import Survey
from tongbao.site import urls
from tongbao.site.page import Page
from tongbao.site.table import Column

_OF_PLANS = ("plans", "tasks", "status", "periods", "changes", "rollups", "rankings")


def districts_shown(survey: Survey) -> tuple[str, ...]:
    """Return the districts of which tasks are shown, in the order of site.yml."""
    return tuple(dict.fromkeys(view.plan.district for view in survey.plans if view.tasks))


def whose(survey: Survey, district: str) -> str:
    """Return a district's name in brackets, to stand behind a name; "" on a site of one district."""
    if len(districts_shown(survey)) < 2:  # noqa: PLR2004 - one district needs no name
        return ""
    return f"（{survey.shown.content.district(district).name}）"


def district_cells(survey: Survey, district: str) -> tuple[str, ...]:
    """Return the name of a row's district for files: none on a site of one district, as ``district_columns``."""
    return (survey.shown.content.district(district).name,) if whose(survey, district) else ()


def district_columns(survey: Survey) -> tuple[Column, ...]:
    """Return the column of districts of a list of several; none on a site of one."""
    return (Column("district", "区划"),) if len(districts_shown(survey)) > 1 else ()


def with_ways(survey: Survey, pages: Iterable[Page]) -> Iterator[Page]:
    """Yield the pages, those of a district with the way to its newest plan where the site has several."""
    districts = districts_shown(survey)
    newest = {
        district: urls.plan(
            max(
                (
                    view.plan
                    for view in survey.plans
                    if view.tasks and view.plan.district == district
                ),
                key=lambda plan: plan.year,
            ).id
        )
        for district in districts
    }
    for page in pages:
        district = district_of(survey, page.path) if len(districts) > 1 else None
        yield replace(page, tasks_at=newest[district]) if district in newest else page


def district_of(survey: Survey, path: str) -> str | None:
    """Return the district that a page is of by its address, None for one of all or none."""
    section, _, rest = path.partition("/")
    name = rest.partition("/")[0].removesuffix(".html")
    if section in _OF_PLANS:
        plans = (view.plan for view in survey.plans)
        return next((plan.district for plan in plans if plan.id == name), None)
    if section == "units":
        return name if name in survey.directory.names else None
    if section in ("notices", "mentions", "people"):
        found = survey.shown.content.district_of(name)
        return found.id if found else None
    return None
