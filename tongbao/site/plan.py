"""Planning the whole site: which pages there are, and what each of them shows.

In: what an edition shows, the tested claims, the files at hand. Out: all pages as values, and the frame around
them, before anything is written. Two pages on one path are an error that names both sources. A page
that has nothing to say is not planned, and nothing leads to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tongbao.notices.claims import ClaimResult
from tongbao.problems import Place, Problem, Problems
from tongbao.progress import editions
from tongbao.progress.deadlines import deadlines_of
from tongbao.progress.editions import Shown
from tongbao.progress.history import History, history_of
from tongbao.progress.survey import Survey, survey
from tongbao.site import exports, urls
from tongbao.site.archived import ArchivedMonth, Beside
from tongbao.site.calendar import calendar_text
from tongbao.site.downloads import takeaway
from tongbao.site.feeds import feeds
from tongbao.site.origins import files_of
from tongbao.site.page import Frame, Meta, NavEntry, Page
from tongbao.site.pages import (
    archive,
    changes,
    deadlines,
    home,
    indicators,
    mentions,
    notices,
    periods,
    persons,
    plans,
    rankings,
    rollups,
    search,
    service,
    statuses,
    tasks,
)
from tongbao.site.pages import units as unit_planner
from tongbao.site.pages.claims import claims_in_edition
from tongbao.site.pages.indicators import IndicatorPage
from tongbao.site.pages.mentions import MentionPage
from tongbao.site.pages.notices import NoticePage
from tongbao.site.pages.periods import PeriodPage
from tongbao.site.pages.persons import PersonPage
from tongbao.site.pages.service import DataFile
from tongbao.site.pages.statuses import StatusPage
from tongbao.site.pages.tasks import TaskPage
from tongbao.site.pages.units import UnitPage
from tongbao.site.search import search_files
from tongbao.site.search_map import search_map
from tongbao.site.table import Book, Sheet
from tongbao.site.views import Link
from tongbao.site.ways import with_ways

_COLUMNS = {
    "plans": "任务",
    "units": "单位",
    "people": "责任人",
    "status": "完成情况",
    "periods": "期次",
    "indicators": "指标",
    "deadlines": "时限",
    "notices": "文件",
    "mentions": "报道",
    "archive": "归档",
    "search": "查找",
    "about": "关于",
}
# The pages that stand for one thing each, as against lists and texts.
_THINGS = (
    *(TaskPage, UnitPage, PersonPage, StatusPage, PeriodPage),
    *(IndicatorPage, NoticePage, MentionPage),
)


@dataclass(frozen=True, slots=True)
class SitePlan:
    """A site before it is written.

    ``data`` is the text of the data files by path; ``downloads`` says by path which received file is
    offered there: notice and name. ``sheets`` and ``books`` are the lists and workbooks to take away.
    """

    frame: Frame
    pages: tuple[Page, ...]
    data: Mapping[str, str]
    downloads: Mapping[str, tuple[str, str]]
    sheets: tuple[Sheet, ...] = ()
    books: tuple[Book, ...] = ()


def plan_site(
    shown: Shown,
    claims: tuple[ClaimResult, ...] = (),
    sizes: Mapping[tuple[str, str], int] | None = None,
    beside: Beside = Beside(),  # noqa: B008  frozen
) -> SitePlan:
    """Return the whole site of an edition; raises ``Problems`` where two pages share a path.

    ``sizes`` gives the bytes of each received file at hand, by notice and file name.
    """
    found = survey(shown, claims_shown(shown, claims), sizes or {})
    history = history_of(found)
    news = feeds(found, history.moved.all, history.moved.by_unit)
    taken = takeaway(found, history.moved, plan_pages(found, history, beside.months))
    data = {
        **exports.data_files(found),
        **_calendar(found),
        **news,
        **search_files(found),
        **{one.path: one.text for one in taken.texts},
        **_search_map(found, taken.pages, beside),
    }
    frame = _frame(found, taken.pages, urls.FEED if news else "", beside.frozen)
    return SitePlan(frame, taken.pages, data, _downloads(found), taken.sheets, taken.books)


def claims_shown(shown: Shown, claims: tuple[ClaimResult, ...]) -> tuple[ClaimResult, ...]:
    """Return the tested claims that the edition shows, without the names that it does not hold."""
    made = {(notice.id, claim.claim) for notice in shown.content.notices for claim in notice.claims}
    kept = tuple(one for one in claims if (one.notice, one.claim) in made)
    return claims_in_edition(kept, _names_shown(shown), frozenset(shown.by_notice))


def plan_pages(
    found: Survey, history: History, months: Sequence[ArchivedMonth] = ()
) -> tuple[Page, ...]:
    """Return every page of the site, the home page first; raises ``Problems`` for a shared path."""
    by_hand = tuple(service.text_pages(found))
    inner: list[Page] = [
        *_present(plans.plans_page(found)),
        *plans.plan_pages(found),
        *tasks.task_pages(found, history),
        *_present(unit_planner.units_page(found)),
        *unit_planner.unit_pages(found, history),
        *_present(persons.people_page(found)),
        *persons.person_pages(found),
        *_present(statuses.statuses_page(found)),
        *statuses.status_pages(found),
        *_present(periods.periods_page(found)),
        *periods.period_pages(found, history.moved),
        *changes.changes_pages(found, history.moved),
        *rollups.rollup_pages(found, history),
        *rankings.ranking_pages(found),
        *_present(indicators.indicators_page(found)),
        *indicators.indicator_pages(found),
        *_present(deadlines.deadlines_page(found)),
        *_present(notices.notices_page(found)),
        *notices.notice_pages(found),
        *_present(mentions.mentions_page(found)),
        *mentions.mention_pages(found),
        *_present(archive.archive_page(found, months)),
        service.about_page(
            found, _data_links(found), by_hand, Link("历月存档", urls.ARCHIVE) if months else None
        ),
        *by_hand,
        service.accessibility_page(found),
    ]
    inner += _present(search.search_page(found, columns_of(inner)))
    columns = columns_of(inner)
    front = home.home_page(found, columns[1:], history, archive.month_links(months))
    sitemap = service.sitemap_page(found, columns, (front, *inner))
    pages = tuple(
        with_ways(found, (front, *inner, sitemap, service.not_found_page(found, columns)))
    )
    _check_paths(pages)
    return pages


def _present(page: Page | None) -> tuple[Page, ...]:
    return (page,) if page else ()


def columns_of(pages: Sequence[Page]) -> tuple[NavEntry, ...]:
    """Return the columns that have pages, each with its first page; the home page comes before all."""
    by_section: dict[str, list[Page]] = {}
    for page in pages:
        by_section.setdefault(page.section, []).append(page)
    inner = (
        NavEntry(text, by_section[section][0].path, section, _things(by_section[section]))
        for section, text in _COLUMNS.items()
        if section in by_section
    )
    return (NavEntry("首页", urls.HOME, "home"), *inner)


def _things(pages: Sequence[Page]) -> int:
    return sum(isinstance(page, _THINGS) for page in pages)


def _check_paths(pages: Iterable[Page]) -> None:
    """Raise ``Problems`` for every path that two pages want, whatever the letters' case."""
    first: dict[str, Page] = {}
    problems: list[Problem] = []
    for page in pages:
        before = first.setdefault(page.path.lower(), page)
        if before is not page:
            message = f"两个页面用同一个地址 {page.path}：{before.made_from} 与 {page.made_from}"
            problems.append(Problem(Place(page.made_from), message, "改其中一个的文件名或标识"))
    if problems:
        raise Problems(problems)


def _names_shown(shown: Shown) -> frozenset[str]:
    """Return every name and alias of the units that the visible assignments name."""
    printed = {
        name
        for task in shown.content.tasks
        for part in task.assignments
        for name in (*part.lead, *part.responsible, *part.cooperating)
    }
    names = set(printed)
    for registry in shown.content.registries:
        for unit in registry.units:
            known = set(unit.names)
            if known & printed:
                names |= known | set(unit.members)
    return frozenset(names)


def _frame(found: Survey, pages: Sequence[Page], feed: str, frozen: str) -> Frame:
    settings, portal = found.shown.content.settings, found.shown.content.portal
    inner = [page for page in pages if page.section != "home"]
    return Frame(
        title=settings.title,
        publisher=settings.publisher.name,
        edition=editions.NAMES[found.shown.edition],
        domain=settings.publisher.domain,
        metas=(
            Meta("SiteName", settings.title),
            Meta("SiteDomain", settings.publisher.domain),
            Meta("SiteIDCode", settings.publisher.id_code),
        ),
        nav=columns_of(inner),
        footer=service.publisher_facts(found),
        services=service.service_links(),
        feed=feed,
        search=_path_of(pages, "search"),
        frozen=frozen,
        portal_header=portal.header,
        portal_footer=portal.footer,
        mount=settings.portal.folder or "",
    )


def _path_of(pages: Iterable[Page], section: str) -> str:
    """Return the first page of a column, "" where it has none."""
    return next((page.path for page in pages if page.section == section), "")


def _calendar(found: Survey) -> dict[str, str]:
    """Return the calendar file by its path; there is none where no notice sets a day."""
    days = deadlines_of(found)
    title = found.shown.content.settings.title
    return {urls.CALENDAR: calendar_text(title, days)} if days else {}


def _search_map(found: Survey, pages: Sequence[Page], beside: Beside) -> Mapping[str, str]:
    """Return the map for search engines; a frozen month lies elsewhere than its addresses would say."""
    domain = found.shown.content.settings.publisher.domain
    return {} if beside.frozen else search_map(pages, domain)


def _data_links(found: Survey) -> tuple[DataFile, ...]:
    """Return the data files that the page About names: those for programs, the table, a workbook a plan."""
    files = [(f"{name}.json", urls.data(name), what) for name, what in exports.described(found)]
    if any(view.tasks for view in found.plans):
        files.append(("tasks.csv", urls.TASKS_TABLE, "分工与各期进展，一行一条，可用表格软件打开"))
    files += [
        (f"{view.plan.id}.xlsx", urls.plan_book(view.plan.id), f"{view.plan.title}，Excel")
        for view in found.plans
        if view.entries
    ]
    return tuple(DataFile(link=Link(name, path), what=what) for name, path, what in files)


def _downloads(found: Survey) -> dict[str, tuple[str, str]]:
    return {
        offered.path: (notice.id, offered.file.name)
        for notice in found.shown.content.notices
        for offered in files_of(found, notice)
        if offered.path
    }
