"""The parts of pages that tell what changed from one period to the next.

In: ``views``. Out: frozen dataclasses: errata with the counts they change, what changed for a unit.
"""

from dataclasses import dataclass

from tongbao.site.table import Table
from tongbao.site.views import Link, ListItem


@dataclass(frozen=True, slots=True)
class Corrections:
    """Errata, and the counts that they change, as published and as known now side by side."""

    table: Table
    counts: Table | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChanges:
    """What changed for a unit: the latest period in lists, the earlier ones in a line each."""

    anchor: str
    title: str
    whole: Link
    lists: tuple[Table, ...]
    corrections: Corrections | None
    earlier: tuple[ListItem, ...]
