"""The page that finds things: a query and filters over one table.

In: nothing. Out: the page kind, as those of ``pages``.
"""

from dataclasses import dataclass
from typing import ClassVar

from tongbao.site.pages import Column, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """Filters and search; ``ways`` lead on without scripts, ``index`` is what its script loads first."""

    template: ClassVar[str] = "search"

    index: str
    scripts: tuple[str, ...]
    ways: tuple[Column, ...]
