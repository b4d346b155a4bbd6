"""Feeds of what changed: one for the site, one for each unit (Atom, RFC 4287).

In: the survey and the changes of all periods. Out: the text of the feeds by path. An entry is a period of a plan; its
date is that of the latest notice or erratum that it rests on, never the clock, and its id never changes. Links are
relative to the feed, so that the folder mounts anywhere.
"""

import datetime
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from tongbao.progress import periods
from tongbao.progress.people import UnitKey
from tongbao.progress.period_changes import PeriodChanges
from tongbao.progress.survey import Survey
from tongbao.site import change_words, urls

# The namespace of our ids; what follows it is the address within the site.
_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:tongbao")
# The office's midnight: notices are dated by day.
_MIDNIGHT = "T00:00:00+08:00"
# What XML 1.0 cannot hold, whatever a notice prints.
_NO_XML = {code: None for code in (*range(32), 0xFFFE, 0xFFFF) if code not in (9, 10, 13)}


@dataclass(frozen=True, slots=True)
class _Item:
    """One entry of a feed."""

    title: str
    path: str
    day: datetime.date
    lines: tuple[str, ...]


def feeds(
    survey: Survey,
    found: Iterable[PeriodChanges],
    by_unit: Mapping[UnitKey, Sequence[PeriodChanges]],
) -> dict[str, str]:
    """Return the site's feed and that of every unit for which anything ever changed, by path."""
    whole = tuple(found)
    settings = survey.shown.content.settings
    texts = {urls.FEED: _feed(survey, urls.FEED, settings.title, urls.HOME, _items(survey, whole))}
    for key, own in by_unit.items():
        path = urls.unit_feed(key.district, key.id)
        title = f"{survey.directory.units[key].name} - {settings.title}"
        page = urls.unit(key.district, key.id)
        texts[path] = _feed(survey, path, title, page, _items(survey, own))
    return {path: text for path, text in texts.items() if text}


def _items(survey: Survey, found: Iterable[PeriodChanges]) -> tuple[_Item, ...]:
    """Return an entry a period, the latest first."""
    items = [_item(survey, one) for one in found]
    return tuple(sorted(items, key=lambda item: item.day, reverse=True))


def _item(survey: Survey, found: PeriodChanges) -> _Item:
    plan = found.view.plan
    nothing = change_words.nothing_changed(found.view)
    counts = "".join(piece.text for piece in change_words.count_pieces(found.known, "", nothing))
    errata = [
        f"{one.erratum.date.isoformat()}更正：{one.erratum.was or '（空）'}→{one.erratum.now or '（空）'}"
        for one in found.corrections
    ]
    return _Item(
        title=f"{plan.title}{periods.label(found.span)}：{counts.rstrip('。')}",
        path=urls.changes(plan.id, found.span),
        day=_day(survey, found),
        lines=(*change_words.lines_of(found.known, found.previous), *errata),
    )


def _day(survey: Survey, found: PeriodChanges) -> datetime.date:
    """Return the day of the latest notice or erratum of a period."""
    notices = [survey.notices[name] for name in found.notices if name in survey.notices]
    days = [notice.day for notice in notices]
    days += [one.erratum.date for one in found.corrections]
    return max(days, default=periods.last_day(found.span))


def _feed(survey: Survey, path: str, title: str, page: str, items: Sequence[_Item]) -> str:
    """Return a feed, "" where it would be empty."""
    if not items:
        return ""
    root = urls.root_of(path)
    publisher = survey.shown.content.settings.publisher.name
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<id>{_id(survey, path)}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{items[0].day.isoformat()}{_MIDNIGHT}</updated>",
        f"<author><name>{_text(publisher)}</name></author>",
        "<generator>Tongbao</generator>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(root + path)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(root + page)}/>',
    ]
    for item in items:
        lines += _entry(survey, path, root, item)
    return "\n".join((*lines, "</feed>\n"))


def _entry(survey: Survey, feed: str, root: str, item: _Item) -> list[str]:
    said = "\n".join(item.lines)
    return [
        "<entry>",
        f"<id>{_id(survey, feed + '#' + item.path)}</id>",
        f"<title>{_text(item.title)}</title>",
        f"<updated>{item.day.isoformat()}{_MIDNIGHT}</updated>",
        f'<link rel="alternate" type="text/html" href={quoteattr(root + item.path)}/>',
        f'<content type="text">{_text(said)}</content>',
        "</entry>",
    ]


def _id(survey: Survey, path: str) -> str:
    """Return an id that stays the same from build to build and differs from site to site."""
    publisher = survey.shown.content.settings.publisher
    return f"urn:uuid:{uuid.uuid5(_OURS, f'{publisher.domain}/{publisher.name}/{path}')}"


def _text(text: str) -> str:
    return escape(text.translate(_NO_XML))
