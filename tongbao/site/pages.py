"""One frozen value a page: all that its template sees beside the frame of the site.

In: nothing. Out: the page kinds. Each class names its template (templates/pages/<template>.html). ``Page`` holds
what every page has; ``made_from`` is the content file that it was planned from.
"""

from dataclasses import dataclass
from typing import ClassVar

from tongbao.site import urls
from tongbao.site.month_sections import Corrections, UnitChanges
from tongbao.site.picture_sections import Trend
from tongbao.site.sections import (
    ClaimTable,
    DataFile,
    EarlierTask,
    EventTable,
    FileView,
    ItemView,
    Overview,
    PassageView,
    PlanLine,
    StatusTable,
)
from tongbao.site.table import Sheet, Table
from tongbao.site.views import (
    Badge,
    Bar,
    Byline,
    Fact,
    Link,
    ListGroup,
    ListItem,
    Matrix,
    Origin,
    Share,
)


@dataclass(frozen=True, slots=True)
class Meta:
    """A ``<meta name content>`` of the page's head."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the site: an entry of the navigation, with how many things it shows (0 for texts)."""

    text: str
    path: str
    section: str
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has. ``crumbs`` lead down to it, ``section`` is its entry in the navigation.

    ``listed`` is its list as files hold it; ``takeaway`` leads to it as CSV, JSON, Excel or a short message.
    ``mount`` is the folder on the server for a page that is shown at addresses other than its own.
    """

    template: ClassVar[str]

    path: str
    title: str
    made_from: str
    section: str = ""
    crumbs: tuple[Link, ...] = ()
    metas: tuple[Meta, ...] = ()
    listed: Sheet | None = None
    takeaway: tuple[Link, ...] = ()
    mount: str = ""

    @property
    def root(self) -> str:
        """The way up to the site's root, to put before a path."""
        return self.mount or urls.root_of(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """The first page."""

    template: ClassVar[str] = "home"

    overview: Overview | None
    others: tuple[PlanLine, ...]
    latest: tuple[Link, ...]
    archived: tuple[Link, ...]
    browse: tuple[Column, ...]


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
class TaskPage(Page):
    """A task with the history of all its assignments. ``facts`` hold for all of them.

    ``origin`` is where the task itself was set, where no statement shown comes from there; ``audience`` says who sees
    the task where that differs from its plan.
    """

    template: ClassVar[str] = "task"

    number: str
    text: str
    byline: Byline | None
    summary: tuple[Share, ...]
    facts: tuple[Fact, ...]
    items: tuple[ItemView, ...]
    carried_on: tuple[EarlierTask, ...]
    origin: Origin | None
    left_out: str
    marks: tuple[str, ...]
    previous: Link | None
    following: Link | None
    audience: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsPage(Page):
    """All units, and how what they answer for stands."""

    template: ClassVar[str] = "units"

    sentence: tuple[Link, ...]
    matrices: tuple[Matrix, ...]
    groups: tuple[ListGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage(Page):
    """A unit: what it answers for, what it takes part in, its people."""

    template: ClassVar[str] = "unit"

    sentence: tuple[Link, ...]
    facts: tuple[Fact, ...]
    bars: tuple[Bar, ...]
    trends: tuple[Trend, ...]
    tables: tuple[Table, ...]
    events: EventTable | None
    mentions: tuple[ListItem, ...]
    changes: tuple[UnitChanges, ...]
    feed: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage(Page):
    """All persons, by unit."""

    template: ClassVar[str] = "people"

    sentence: tuple[Link, ...]
    groups: tuple[ListGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage(Page):
    """A person of a unit and what they answer for."""

    template: ClassVar[str] = "person"

    sentence: tuple[Link, ...]
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusesPage(Page):
    """All status words of all plans."""

    template: ClassVar[str] = "statuses"

    tables: tuple[StatusTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPage(Page):
    """One status word: what it means and who stands so now."""

    template: ClassVar[str] = "status"

    badge: Badge
    sentence: tuple[Link, ...]
    meaning: str
    others: tuple[Badge, ...]
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodsPage(Page):
    """All periods of all plans, the newest first."""

    template: ClassVar[str] = "periods"

    groups: tuple[ListGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodPage(Page):
    """What was reported for a period, in the notice's own order."""

    template: ClassVar[str] = "period"

    heading: str
    plan: Link
    sentence: tuple[Link, ...]
    left_out: str
    facts: tuple[Fact, ...]
    bar: Bar | None
    changed: tuple[Link, ...]
    corrections: Corrections | None
    claims: tuple[ClaimTable, ...]
    table_heading: str
    table: Table
    previous: Link | None
    following: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesPage(Page):
    """All notices, the newest first."""

    template: ClassVar[str] = "notices"

    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage(Page):
    """A notice: what it is, its files, its claims, the tasks it speaks of, its text."""

    template: ClassVar[str] = "notice"

    byline: Byline
    facts: tuple[Fact, ...]
    files: tuple[FileView, ...]
    claims: ClaimTable | None
    figures: Table | None
    spoken: Table | None
    passages: tuple[PassageView, ...]
    marks: tuple[str, ...]


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

    ways: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page.

    ``portal_header`` and ``portal_footer`` are the portal's own HTML, "" where the site has its own alone;
    ``mount`` is the folder of the server that the site lies in, "" where that is not stated.
    """

    title: str
    publisher: str
    edition: str
    domain: str
    metas: tuple[Meta, ...]
    nav: tuple[Column, ...]
    footer: tuple[Fact, ...]
    services: tuple[Link, ...] = ()
    feed: str = ""
    search: str = ""
    frozen: str = ""
    portal_header: str = ""
    portal_footer: str = ""
    mount: str = ""
