"""A comparison as a page that stands alone: a folder with index.html and the style sheets it needs.

In: ``Compared`` and the site's folder. Out: the files, written by rename. Nothing on the page leads to another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

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
from tongbao.site.month_pages import ComparedSection, ComparePage, RewrittenRow
from tongbao.site.month_sections import ChangeList, ChangeRow
from tongbao.site.pages import Frame, Meta
from tongbao.site.plan import SitePlan
from tongbao.site.planners.changes import lists_of
from tongbao.site.views import Link

# What stands on the page of a comparison and on no page of a site.
_MARK = b'<div class="opening compared">'
_OTHER_EDITION = "两份的版本不同，缺少的可能只是不在那个版本公开。"


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


def _section(plan: ComparedPlan) -> ComparedSection:
    view = plan.changes.view
    return ComparedSection(
        anchor=view.plan.id,
        title=view.plan.title,
        lists=tuple(map(_without_links, lists_of(plan.seen, plan.changes, f"{view.plan.id}-"))),
        rewritten_caption=f"写得不同或有增减的，共{len(plan.rewritten)}处",
        rewritten=_rows(plan.rewritten),
    )


def _others(found: Compared) -> Iterator[ComparedSection]:
    """Yield the section of the records that are no tasks."""
    if found.others:
        yield ComparedSection(
            anchor="records",
            title="任务以外",
            lists=(),
            rewritten_caption=f"清单、文件、单位、页面和设置的不同，共{len(found.others)}处",
            rewritten=_rows(found.others),
        )


def _rows(rewritten: Sequence[Rewritten]) -> tuple[RewrittenRow, ...]:
    return tuple(
        RewrittenRow(what=row.what, field=row.field, was=row.was, now=row.now) for row in rewritten
    )


def _without_links(one: ChangeList) -> ChangeList:
    return replace(one, rows=tuple(_plain_rows(one)))


def _plain_rows(one: ChangeList) -> Iterator[ChangeRow]:
    for row in one.rows:
        yield replace(row, path="", units=tuple(Link(unit.text) for unit in row.units))
