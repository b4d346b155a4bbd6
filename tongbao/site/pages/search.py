"""The search page; what its scripts load is made by ``site.search``.

In: the survey and the columns of the site. Out: ``SearchPage``, or None where there is nothing to look for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from tongbao.progress.survey import Survey
from tongbao.site import heads, urls
from tongbao.site.page import NavEntry, Page
from tongbao.site.search import has_anything

# In this order: each adds to what the one before has made.
_SCRIPTS = (
    "static/search-text.js",
    "static/search-data.js",
    "static/search-find.js",
    "static/search-table.js",
    "static/search-facets.js",
    "static/search.js",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """Filters and search; ``ways`` lead on without scripts, ``index`` is what its script loads first."""

    template: ClassVar[str] = "search"

    index: str
    scripts: tuple[str, ...]
    ways: tuple[NavEntry, ...]


def search_page(survey: Survey, ways: Sequence[NavEntry]) -> SearchPage | None:
    """Return the page; ``ways`` are the columns that lead everywhere without it."""
    if not has_anything(survey):
        return None
    return SearchPage(
        path=urls.SEARCH,
        title="查找",
        made_from=survey.shown.content.settings.path,
        section="search",
        metas=heads.column("查找", "按词语、清单、单位、完成情况、责任人、期次查找任务", ("查找",)),
        index=urls.SEARCH_INDEX,
        scripts=_SCRIPTS,
        ways=tuple(way for way in ways if way.section != "home"),
    )
