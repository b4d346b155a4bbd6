"""The pages that serve the others: about, the site map, the page for a wrong address, pages by hand.

In: the survey and the pages planned before. Out: ``AboutPage``, ``SitemapPage``, ``NotFoundPage``, ``TextPageView``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from tongbao.progress import editions
from tongbao.progress.survey import Survey
from tongbao.site import heads, urls
from tongbao.site.change_words import KINDS
from tongbao.site.page import NavEntry, Page
from tongbao.site.pages.statuses import StatusTable, status_tables
from tongbao.site.views import Fact, Link, ListGroup, ListItem
from tongbao.site.ways import district_of, whose
from tongbao.site.wording import left_out_sentence

_ABOUT = "about"
# The columns whose pages bear names of one district each.
_NAMES = ("plans", "units", "people")


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A data file that the page About names."""

    link: Link
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage(Page):
    """What the site is, where its figures come from, what its words mean."""

    template: ClassVar[str] = "about"

    markdown: str
    edition: str
    left_out: tuple[str, ...]
    publisher: tuple[Fact, ...]
    statuses: tuple[StatusTable, ...]
    rules: tuple[Fact, ...]
    archive: Link | None
    plans: tuple[Link, ...]
    notices: Link | None
    data: tuple[DataFile, ...]
    more: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPageView(Page):
    """A page written by hand; ``markdown`` is its text, which the room ``output`` turns into HTML."""

    template: ClassVar[str] = "text"

    markdown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibilityPage(Page):
    """What the site does for readers who see, hear or move differently, and whom to tell what is missing."""

    template: ClassVar[str] = "accessibility"

    publisher: str
    contact: str
    sitemap: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapPage(Page):
    """Every page of the site."""

    template: ClassVar[str] = "sitemap"

    groups: tuple[ListGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage(Page):
    """What a server shows for an address that is not there."""

    template: ClassVar[str] = "not_found"

    ways: tuple[NavEntry, ...]


def about_page(
    survey: Survey,
    data: Sequence[DataFile],
    more: Sequence[TextPageView],
    archive: Link | None = None,
) -> AboutPage:
    """Return the page about the site; content/pages/about.md, where there is one, opens it.

    ``data`` are the data files it names, ``more`` the other pages written by hand, ``archive`` leads to the frozen
    months where there are any.
    """
    content, edition = survey.shown.content, survey.shown.edition
    own = next((page.text for page in content.pages if page.id == _ABOUT), "")
    return AboutPage(
        path=urls.ABOUT,
        title="关于",
        made_from=f"content/pages/{_ABOUT}.md" if own else content.settings.path,
        section="about",
        metas=heads.column("关于", "本站的来源、口径与数据", ("说明",), "概况信息"),
        markdown=own,
        edition=editions.NAMES[edition],
        left_out=tuple(_left_out(survey)),
        publisher=publisher_facts(survey),
        statuses=status_tables(survey),
        rules=tuple(_rules(survey)),
        archive=archive,
        plans=tuple(
            Link(view.plan.title, urls.plan(view.plan.id)) for view in survey.plans if view.tasks
        ),
        notices=Link("文件", urls.NOTICES) if content.notices else None,
        data=tuple(data),
        more=tuple(Link(page.title, page.path) for page in more),
    )


def _rules(survey: Survey) -> Iterator[Fact]:
    """Yield the rule of every list of changes, where any plan has two periods to compare."""
    if any(len(view.periods) > 1 for view in survey.plans):
        for title, rule in KINDS.values():
            yield Fact(title, (Link(rule),))


def _left_out(survey: Survey) -> Iterator[str]:
    for view in survey.plans:
        if sentence := left_out_sentence(survey.shown.left_out_of(view.plan.id)):
            yield f"{view.plan.title}：{sentence}"


def publisher_facts(survey: Survey) -> tuple[Fact, ...]:
    """Return who answers for the site, for the foot of every page."""
    publisher = survey.shown.content.settings.publisher
    stated = (
        ("主办单位", publisher.name),
        ("联系方式", publisher.contact),
        ("网站标识码", publisher.id_code),
        ("ICP备案", publisher.icp),
        ("公网安备", publisher.police),
    )
    return tuple(Fact(term, (Link(value),)) for term, value in stated if value)


def text_pages(survey: Survey) -> Iterator[TextPageView]:
    """Yield the pages written by hand, in the order of their names."""
    for page in survey.shown.content.pages:
        if page.id == _ABOUT:
            continue
        title = _first_heading(page.text) or page.id
        yield TextPageView(
            path=urls.text_page(page.id),
            title=title,
            made_from=f"content/pages/{page.id}.md",
            section="about",
            crumbs=(Link("关于", urls.ABOUT),),
            metas=heads.column(title, title, (title,), "概况信息"),
            markdown=page.text,
        )


def _first_heading(text: str) -> str:
    """Return the text of the first heading of a Markdown page."""
    headings = (line.lstrip("#").strip() for line in text.splitlines() if line.startswith("#"))
    return next(headings, "")


def accessibility_page(survey: Survey) -> AccessibilityPage:
    """Return the statement of accessibility; it bears no date, as it holds for the site as it is."""
    settings = survey.shown.content.settings
    return AccessibilityPage(
        path=urls.ACCESSIBILITY,
        title="无障碍说明",
        made_from=settings.path,
        section=_ABOUT,
        crumbs=(Link("关于", urls.ABOUT),),
        metas=heads.column(
            "无障碍说明", "大字版、键盘操作、已知的不足", ("无障碍", "大字版"), "概况信息"
        ),
        publisher=settings.publisher.name,
        contact=settings.publisher.contact or "",
        sitemap=Link("网站地图", urls.SITEMAP),
    )


def service_links() -> tuple[Link, ...]:
    """Return the ways at the foot of every page."""
    return Link("网站地图", urls.SITEMAP), Link("无障碍说明", urls.ACCESSIBILITY)


def sitemap_page(survey: Survey, columns: Sequence[NavEntry], pages: Sequence[Page]) -> SitemapPage:
    """Return the map: every page under its column, in the order in which it was planned."""
    groups: dict[str, list[ListItem]] = {column.section: [] for column in columns}
    fronts = {column.path for column in columns}
    for page in pages:
        if page.path not in fronts:
            of = district_of(survey, page.path)
            after = whose(survey, of) if of and page.section in _NAMES else ""
            groups[page.section].append(ListItem(Link(page.title, page.path, after)))
    return SitemapPage(
        path=urls.SITEMAP,
        title="网站地图",
        made_from=survey.shown.content.settings.path,
        metas=heads.column("网站地图", "本站的全部页面", ("网站地图",), "概况信息"),
        groups=tuple(
            ListGroup(column.text, tuple(groups[column.section]), path=column.path)
            for column in columns
        ),
    )


def not_found_page(survey: Survey, ways: tuple[NavEntry, ...]) -> NotFoundPage:
    """Return the page for an address that is not there.

    A server shows it at the wrong address itself, so its links count from the site's folder on the server.
    """
    settings = survey.shown.content.settings
    return NotFoundPage(
        path=urls.NOT_FOUND,
        title="没有这个页面",
        made_from=settings.path,
        mount=settings.portal.folder or "",
        metas=heads.column("没有这个页面", "没有这个页面", ("404",), "概况信息"),
        ways=ways,
    )
