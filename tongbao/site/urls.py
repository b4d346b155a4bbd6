"""Every address of the site, from one place.

In: ids of records. Out: paths from the site's root, such as ``tasks/zhanhe-2022/8.html#item-1``; a template
puts ``root_of(path of the page)`` before them, so that the folder mounts anywhere and opens from disk.
"""

import hashlib
import re

HOME = "index.html"
PLANS = "plans/index.html"
UNITS = "units/index.html"
PEOPLE = "people/index.html"
STATUSES = "status/index.html"
PERIODS = "periods/index.html"
NOTICES = "notices/index.html"
INDICATORS = "indicators/index.html"
MENTIONS = "mentions/index.html"
DEADLINES = "deadlines.html"
CALENDAR = "deadlines.ics"
SEARCH = "search.html"
SEARCH_INDEX = "search/index.js"
ABOUT = "about.html"
ACCESSIBILITY = "accessibility.html"
SITEMAP = "sitemap.html"
SEARCH_MAP = "sitemap.xml"
NOT_FOUND = "404.html"
FEED = "atom.xml"
BRIEF = "brief.txt"
TASKS_TABLE = "data/tasks.csv"
ARCHIVE = "archive/index.html"

_PLAIN = re.compile(r"[A-Za-z0-9_-]+")


def root_of(path: str) -> str:
    """Return the way from a page up to the site's root: "" or "../" as often as it takes."""
    return "../" * path.count("/")


def plan(plan_id: str) -> str:
    """Return the page of a plan."""
    return f"plans/{plan_id}.html"


def task(plan_id: str, task_id: str) -> str:
    """Return the page of a task."""
    return f"tasks/{plan_id}/{task_id}.html"


def item_anchor(part: str, position: int) -> str:
    """Return the anchor of an assignment: its part where that is plain ASCII, else where it stands."""
    return f"item-{part if _PLAIN.fullmatch(part) else f'n{position}'}"


def unit(district: str, unit_id: str) -> str:
    """Return the page of a unit."""
    return f"units/{district}/{unit_id}.html"


def unit_feed(district: str, unit_id: str) -> str:
    """Return the feed of a unit."""
    return f"units/{district}/{unit_id}.xml"


def person(person_id: str) -> str:
    """Return the page of a person."""
    return f"people/{person_id}.html"


def status(plan_id: str, slug: str) -> str:
    """Return the page of a status word within a plan."""
    return f"status/{plan_id}/{slug}.html"


def period(plan_id: str, span: str) -> str:
    """Return the page of a plan's period; the span is ``2022-05/2022-07`` or ``2022-08``."""
    return f"periods/{plan_id}/{span.replace('/', '_')}.html"


def changes(plan_id: str, span: str) -> str:
    """Return the page of what changed in a plan's period."""
    return f"changes/{plan_id}/{span.replace('/', '_')}.html"


def rollup(plan_id: str, name: str) -> str:
    """Return the page of a plan over a quarter, half-year or year: ``2022-q3``, ``2022-h2``, ``2022``."""
    return f"rollups/{plan_id}/{name}.html"


def ranking(plan_id: str, span: str) -> str:
    """Return the page that ranks the units of a plan for a period."""
    return f"rankings/{plan_id}/{span.replace('/', '_')}.html"


def archived_site(name: str) -> str:
    """Return the front page of the site inside a frozen month; it lies below archive/, whole."""
    return f"archive/{name}/data/site/{HOME}"


def archived_zip(name: str) -> str:
    """Return the zip of a frozen month."""
    return f"archive/{name}.zip"


def notice(notice_id: str) -> str:
    """Return the page of a notice."""
    return f"notices/{notice_id}.html"


def indicator(district: str, name: str) -> str:
    """Return the page of an indicator: its name is Chinese, so its digest stands for it."""
    digest = hashlib.sha256(f"{district}{name}".encode()).hexdigest()
    return f"indicators/i-{digest[:8]}.html"


def indicator_anchor(number: int) -> str:
    """Return the anchor of a figure on the page of the notice that states it, counted from 1."""
    return f"indicator-{number}"


def mention(notice_id: str) -> str:
    """Return the page of the news that a notice holds."""
    return f"mentions/{notice_id}.html"


def mention_anchor(number: int) -> str:
    """Return the anchor of a news item on its page."""
    return f"item-{number}"


def notice_file(notice_id: str, position: int, name: str) -> str:
    """Return where a notice's file is offered: its place in the list, from 1, and its own ending."""
    ending = name.rpartition(".")[2].lower()
    suffix = f".{ending}" if "." in name and _PLAIN.fullmatch(ending) else ""
    return f"notices/{notice_id}/{position}{suffix}"


def notice_page_anchor(page: int) -> str:
    """Return the anchor of what a notice says on one of its pages."""
    return f"page-{page}"


def notice_row_anchor(row: int) -> str:
    """Return the anchor of a row of a notice's table."""
    return f"row-{row}"


def text_page(page_id: str) -> str:
    """Return the page written by hand under this name."""
    return f"{page_id}.html"


def search_of_period(span: str) -> str:
    """Return what the search loads of a period."""
    return f"search/{span.replace('/', '_')}.js"


def search_of_plan(plan_id: str) -> str:
    """Return what the search loads of a plan that belongs to no period."""
    return f"search/plan-{plan_id}.js"


def data(name: str) -> str:
    """Return a data file."""
    return f"data/{name}.json"


def schema(name: str) -> str:
    """Return the JSON Schema of a data file."""
    return f"data/schema/{name}.json"


def csv(stem: str) -> str:
    """Return a list as CSV; the stem is its path without an ending."""
    return f"{stem}.csv"


def json(stem: str) -> str:
    """Return a list as JSON."""
    return f"{stem}.json"


def plan_book(plan_id: str) -> str:
    """Return the workbook of a plan."""
    return f"data/plans/{plan_id}.xlsx"


def search_map_part(number: int) -> str:
    """Return a part of sitemap.xml, counted from 1."""
    return f"sitemap-{number}.xml"
