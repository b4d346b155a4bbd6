"""The pages of news: the index, and one page a notice with its items; a unit's page lists those that name it.

In: the survey. Out: ``MentionsPage`` and ``MentionPage`` values. Facts only: headline, day, reporters, units, projects.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from tongbao.progress.people import UnitKey
from tongbao.progress.survey import Survey
from tongbao.records.facts import Mention, Mentions
from tongbao.records.model import Notice
from tongbao.site import heads, origins, urls
from tongbao.site.page import Page
from tongbao.site.references import link_of_unit
from tongbao.site.table import Column, Table, sheet, table
from tongbao.site.views import Fact, Link, ListGroup, ListItem
from tongbao.site.wording import headline_of, marks_of

_COLUMNS = (
    Column("headline", "标题"),
    Column("date", "日期"),
    Column("reporters", "记者"),
    Column("units", "单位"),
    Column("projects", "项目"),
    Column("notice", "来源"),
    Column("page", "页码"),
    Column("path", "网页"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionsPage(Page):
    """All news, by notice, the newest first."""

    template: ClassVar[str] = "mentions"

    sentence: tuple[Link, ...]
    groups: tuple[ListGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionView:
    """A news item: its facts, never its text."""

    anchor: str
    headline: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionPage(Page):
    """The news items of one notice, facts only."""

    template: ClassVar[str] = "mention"

    facts: tuple[Fact, ...]
    items: tuple[MentionView, ...]
    marks: tuple[str, ...]


def mentions_page(survey: Survey) -> MentionsPage | None:
    """Return the index of news, the newest notice first; None where there is none."""
    found = _with_notices(survey)
    if not found:
        return None
    items = sum(len(mentions.mentions) for _, mentions in found)
    return MentionsPage(
        path=urls.MENTIONS,
        title="报道",
        made_from=survey.shown.content.settings.path,
        section="mentions",
        metas=heads.column("报道", "提到本地单位与项目的报道", ("报道", "项目")),
        sentence=(Link(f"{len(found)}份报纸或网页，{items}篇报道。只记事实，不载原文。"),),
        groups=tuple(_group(notice, mentions) for notice, mentions in reversed(found)),
        listed=sheet(
            urls.MENTIONS, f"报道，共{items}篇", *(_listed(*one) for one in reversed(found))
        ),
    )


def _with_notices(survey: Survey) -> list[tuple[Notice, Mentions]]:
    """Return the mentions of the notices that are shown, oldest first."""
    by_notice = {one.notice: one for one in survey.shown.content.mentions if one.mentions}
    return [
        (notice, mentions)
        for notice in reversed(origins.newest_first(survey))
        if (mentions := by_notice.get(notice.id))
    ]


def _group(notice: Notice, mentions: Mentions) -> ListGroup:
    return ListGroup(
        notice.title,
        tuple(
            _item(notice.id, number, mention)
            for number, mention in enumerate(mentions.mentions, start=1)
        ),
        path=urls.mention(notice.id),
    )


def _listed(notice: Notice, mentions: Mentions) -> Table:
    """Return the items of a notice as files hold them."""
    rows = (
        (
            *(headline_of(one), one.date, one.reporters, one.units),
            *(
                tuple(
                    f"{project.name}（{project.amount}）" if project.amount else project.name
                    for project in one.projects
                ),
                notice.title,
                one.page,
            ),
            f"{urls.mention(notice.id)}#{urls.mention_anchor(number)}",
        )
        for number, one in enumerate(mentions.mentions, start=1)
    )
    count = len(mentions.mentions)
    return table(f"《{notice.title}》的报道，共{count}篇", _COLUMNS, rows)


def _item(notice: str, number: int, mention: Mention) -> ListItem:
    path = f"{urls.mention(notice)}#{urls.mention_anchor(number)}"
    details = (_day(mention.date), "、".join(mention.units))
    return ListItem(Link(headline_of(mention), path), "，".join(filter(None, details)))


def _day(date: datetime.date | None) -> str:
    return date.isoformat() if date else ""


def mention_pages(survey: Survey) -> Iterator[MentionPage]:
    """Yield a page for every notice that holds news, oldest first."""
    for notice, mentions in _with_notices(survey):
        listed = _listed(notice, mentions)
        byline = origins.byline_of(survey, notice)
        yield MentionPage(
            path=urls.mention(notice.id),
            title=notice.title,
            made_from=mentions.path,
            section="mentions",
            crumbs=(Link("报道", urls.MENTIONS),),
            metas=heads.article(notice.title, byline),
            facts=(
                Fact("来源文件", (Link(f"《{notice.title}》", urls.notice(notice.id)),)),
                *((Fact("报刊", (Link(notice.issuer),)),) if notice.issuer else ()),
                Fact("收到日期", (Link(notice.received.isoformat()),)),
            ),
            items=tuple(
                _view(survey, notice.id, number, mention)
                for number, mention in enumerate(mentions.mentions, start=1)
            ),
            marks=marks_of(mentions.review, Mentions, Mention),
            listed=sheet(urls.mention(notice.id), listed.caption, listed),
        )


def _view(survey: Survey, notice: str, number: int, mention: Mention) -> MentionView:
    projects = tuple(
        Link(project.name, after=f"（{project.amount}）" if project.amount else "")
        for project in mention.projects
    )
    found = (
        Fact("日期", (Link(_day(mention.date)),) if mention.date else ()),
        Fact("记者", tuple(Link(name) for name in mention.reporters)),
        Fact("单位", tuple(_unit(survey, notice, name) for name in mention.units)),
        Fact("项目", projects),
        Fact("页码", (Link(f"第{mention.page}页"),) if mention.page else ()),
    )
    return MentionView(
        anchor=urls.mention_anchor(number),
        headline=headline_of(mention),
        facts=tuple(fact for fact in found if fact.items),
    )


def _unit(survey: Survey, notice: str, name: str) -> Link:
    """Return a unit's name, leading to its page where the district of the notice knows it."""
    district = survey.shown.content.district_of(notice)
    if district is None or district.id not in survey.directory.names:
        return Link(name)
    return link_of_unit(survey.directory, district.id, name)


def mentions_of(survey: Survey, key: UnitKey) -> tuple[ListItem, ...]:
    """Return the news items that name a unit, newest notice first."""
    return tuple(
        ListItem(Link(headline_of(mention), path), _day(mention.date))
        for notice, mentions in reversed(_with_notices(survey))
        for path, mention in _naming(survey, notice, mentions.mentions, key)
    )


def _naming(
    survey: Survey, notice: Notice, mentions: Sequence[Mention], key: UnitKey
) -> Iterator[tuple[str, Mention]]:
    district = survey.shown.content.district_of(notice.id)
    if district is None or district.id != key.district:
        return
    for number, mention in enumerate(mentions, start=1):
        if any(survey.directory.unit_key(key.district, name) == key for name in mention.units):
            yield f"{urls.mention(notice.id)}#{urls.mention_anchor(number)}", mention
