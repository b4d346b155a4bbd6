"""A comparison as a page that stands alone: a folder with index.html and the style sheets it needs.

In: ``Compared`` and the site's folder. Out: the files, written by rename. Nothing on the page leads to another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import ClassVar

from tongbao.archive.compare import Compared, ComparedPlan
from tongbao.archive.differences import Rewritten
from tongbao.archive.payload import EDITIONS
from tongbao.archive.rewritten import NOT_COMPARED
from tongbao.output.assets import static_files, status_colours
from tongbao.output.program_files import own_and_ours
from tongbao.output.render import render
from tongbao.output.staged import write_tree
from tongbao.output.tree import Written
from tongbao.site import heads
from tongbao.site.page import Frame, Meta, Page
from tongbao.site.pages.changes import lists_of
from tongbao.site.plan import SitePlan
from tongbao.site.table import Column, Table, table, text, without_links

# What stands on the page of a comparison and on no page of a site.
_MARK = b'<div class="opening compared">'
_OTHER_EDITION = "两份的版本不同，缺少的可能只是不在那个版本公开。"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedSection:
    """What differs in one plan."""

    anchor: str
    title: str
    lists: tuple[Table, ...]
    rewritten: Table | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage(Page):
    """What differs between two states of the site. It stands alone: nothing on it leads anywhere.

    ``not_compared`` says at the end what was not looked at.
    """

    template: ClassVar[str] = "compare"

    one: str
    other: str
    note: str
    came: tuple[str, ...]
    went: tuple[str, ...]
    sections: tuple[ComparedSection, ...]
    not_compared: str


def write_page(found: Compared, root: Path, out: Path) -> Written:
    """Write a comparison into a folder, which must be empty or hold an earlier one.

    Raises ``Problems`` where it holds anything else, a site for one.
    """
    settings = found.other.content.settings
    planned = SitePlan(_frame(found), (page_of(found),), {}, {})
    pages = tuple(render(planned, own_and_ours(root, "templates")))
    colours = status_colours(dict(settings.colours.items()))
    files = chain(pages, static_files(own_and_ours(root, "static")), (colours,))
    return write_tree(files, out, "对照", _MARK)


def _frame(found: Compared) -> Frame:
    settings = found.other.content.settings
    return Frame(
        title=settings.title,
        publisher=settings.publisher.name,
        edition=EDITIONS[found.other.edition],
        domain=settings.publisher.domain,
        metas=(
            Meta("SiteName", settings.title),
            Meta("SiteDomain", settings.publisher.domain),
            Meta("SiteIDCode", settings.publisher.id_code),
        ),
        nav=(),
        footer=(),
    )


def page_of(found: Compared) -> ComparePage:
    """Return the page."""
    note = _OTHER_EDITION if found.one.edition != found.other.edition else ""
    return ComparePage(
        path="index.html",
        title="对照",
        made_from=found.other.content.settings.path,
        metas=heads.column("对照", f"{found.one.name}与{found.other.name}对照", ("对照",)),
        one=found.one.name,
        other=found.other.name,
        note=note + ("" if found.differs else "没有不同。"),
        came=tuple(f"《{notice.title}》" for notice in found.came),
        went=tuple(f"《{notice.title}》" for notice in found.went),
        sections=(*_others(found), *map(_section, found.plans)),
        not_compared=f"{NOT_COMPARED}。",
    )


_COLUMNS = (
    Column("", "记录", page="what", heads=True),
    Column("", "项目", page="side"),
    Column("", "先", page="long"),
    Column("", "后", page="long"),
)


def _section(plan: ComparedPlan) -> ComparedSection:
    view = plan.changes.view
    return ComparedSection(
        anchor=view.plan.id,
        title=view.plan.title,
        lists=tuple(map(without_links, lists_of(plan.seen, plan.changes, f"{view.plan.id}-"))),
        rewritten=_table(f"写得不同或有增减的，共{len(plan.rewritten)}处", plan.rewritten),
    )


def _others(found: Compared) -> Iterator[ComparedSection]:
    """Yield the section of the records that are no tasks."""
    if found.others:
        caption = f"清单、文件、单位、页面和设置的不同，共{len(found.others)}处"
        yield ComparedSection(
            anchor="records", title="任务以外", lists=(), rewritten=_table(caption, found.others)
        )


def _table(caption: str, rewritten: Sequence[Rewritten]) -> Table | None:
    rows = [(text(row.what), text(row.field), text(row.was), text(row.now)) for row in rewritten]
    return table(caption, _COLUMNS, rows, "corrections rows") if rows else None
