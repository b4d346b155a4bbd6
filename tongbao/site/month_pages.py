"""The pages that tell of months: what changed in a period.

In: ``month_sections``. Out: the page kinds, as those of ``pages``.
"""

from dataclasses import dataclass
from typing import ClassVar

from tongbao.site.month_sections import ChangeList, Corrections
from tongbao.site.pages import Page
from tongbao.site.views import Fact, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage(Page):
    """What changed in a plan's period."""

    template: ClassVar[str] = "changes"

    heading: str
    plan: Link
    sentence: tuple[Link, ...]
    facts: tuple[Fact, ...]
    lists: tuple[ChangeList, ...]
    corrections: Corrections | None
    feed: str
    previous: Link | None
    following: Link | None
