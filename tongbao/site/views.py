"""The small values that pages are put together from; a template prints them and decides nothing.

In: nothing. Out: links, badges, rows and bars as frozen dataclasses. A ``path`` counts from the site's root
and may carry an anchor; None means that there is no page to go to, so that no link is printed.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Words, the page they lead to, and what follows them outside the link, such as a duty in brackets."""

    text: str
    path: str | None = None
    after: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """A status as shown: word first, shape second, colour last.

    ``shape`` and ``tone`` are those of site.yml; ``glyph`` is the character that draws the shape.
    """

    word: str
    slug: str
    tone: str
    shape: str
    glyph: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """One status in a whole: its count, its share in per cent (None outside the base), its list.

    ``start`` and ``width`` place it on the bar, ``middle`` its mark, in per cent of the bar's length;
    ``roomy`` says that the mark fits on it; ``shape_at`` and ``figure_at`` centre shape and figure, in pixels.
    """

    badge: Badge
    count: int
    share: int | None
    path: str | None
    start: str = "0"
    width: str = "0"
    middle: str = "0"
    roomy: bool = False
    shape_at: int = 0
    figure_at: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """How a whole is shared out: ``parts`` make up the base, ``outside`` are named beside it.

    Where words are ``undecided``, which says how many, nothing is shared out yet.
    """

    title: str
    parts: tuple[Share, ...]
    outside: tuple[Share, ...] = ()
    undecided: str = ""

    @property
    def words(self) -> str:
        """What the picture shows, for those who do not see it: 完成情况：积极推进19项，占34%；….

        A share of None stands outside the base and is not drawn.
        """
        said = "；".join(f"{part.badge.word}{part.count}项，占{part.share}%" for part in self.parts)
        return f"{self.title}：{said}"


@dataclass(frozen=True, slots=True)
class CountCell:
    """A count of a matrix and the list behind it; nothing lies behind a zero. ``heat`` shades it, from 0 to 4."""

    label: str
    tone: str
    count: int
    path: str | None
    heat: int = 0


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A unit with its counts by status; ``members`` are those of a group that have no row of their own."""

    unit: Link
    members: tuple[Link, ...]
    cells: tuple[CountCell, ...]
    total: CountCell


@dataclass(frozen=True, slots=True)
class Matrix:
    """Units by statuses, most lagging first."""

    caption: str
    columns: tuple[Badge, ...]
    rows: tuple[MatrixRow, ...]
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what it stands for: 牵头单位, the units."""

    term: str
    items: tuple[Link, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a statement was printed: the notice's page at the spot, and the file at that page."""

    notice: Link
    spot: str
    file: Link | None


@dataclass(frozen=True, slots=True)
class Byline:
    """When and by whom an article was published; ``moment`` is ``YYYY-MM-DD HH:MM``.

    Of one that names no day ``moment`` is "", and ``received`` is the day it came.
    """

    moment: str
    source: str
    received: str = ""


@dataclass(frozen=True, slots=True)
class ListItem:
    """One entry of an index: where it leads, what stands beside it, and counts by status."""

    link: Link
    detail: str = ""
    counts: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class ListGroup:
    """Entries of an index under one heading."""

    heading: str
    items: tuple[ListItem, ...]
    anchor: str = ""
    path: str | None = None
