"""What every page has, and what stands around it.

In: nothing. Out: ``Page``, of which each kind of page is a subclass beside its planner in ``pages/``, and ``Frame``. A
kind names its template (templates/pages/<template>.html); ``made_from`` is the file that it was planned from.
"""

from dataclasses import dataclass
from typing import ClassVar

from tongbao.site import urls
from tongbao.site.table import Sheet
from tongbao.site.views import Fact, Link


@dataclass(frozen=True, slots=True)
class Meta:
    """A ``<meta name content>`` of the page's head."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A column of the site: an entry of the navigation, with how many things it shows (0 for texts)."""

    text: str
    path: str
    section: str
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has. ``crumbs`` lead down to it, ``section`` is its entry in the navigation.

    ``listed`` is its list as files hold it; ``takeaway`` leads to it as CSV, JSON, Excel or a short message.
    ``tasks_at`` is where 任务 in the navigation leads from it, where that is not the same for all pages.
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
    tasks_at: str = ""
    mount: str = ""

    @property
    def root(self) -> str:
        """The way up to the site's root, to put before a path."""
        return self.mount or urls.root_of(self.path)


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
    nav: tuple[NavEntry, ...]
    footer: tuple[Fact, ...]
    services: tuple[Link, ...] = ()
    feed: str = ""
    search: str = ""
    frozen: str = ""
    portal_header: str = ""
    portal_footer: str = ""
    mount: str = ""
