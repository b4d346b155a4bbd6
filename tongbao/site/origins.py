"""Where statements come from: links into notice pages and into the files offered with them.

In: sources as records hold them. Out: ``Origin`` values, and the list of files a page may offer. A file is offered
only where the edition holds all of its notice, every task and every piece of its text, and the file is at hand.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from tongbao.progress.survey import Survey
from tongbao.records.model import File, Notice, Source
from tongbao.records.stand_ins import is_stand_in
from tongbao.site import urls
from tongbao.site.views import Byline, Link, Origin

_NOT_SHOWN = "（来源文件不在本版公开）"
_NO_PAPER = "原文没有写明是哪家报刊"


# An article belongs to its paper; on a unit's form stands who filled it in, with a telephone number.
_NOT_OFFERED = ("news", "return")


@dataclass(frozen=True, slots=True)
class Offered:
    """A file of a notice: its address where it is offered (None where not) and its size in bytes."""

    file: File
    path: str | None
    size: int | None

    @property
    def format(self) -> str:
        """The file's kind as its name's ending says it: PDF, DOCX."""
        return self.file.name.rpartition(".")[2].upper() if "." in self.file.name else "文件"


def files_of(survey: Survey, notice: Notice) -> Iterator[Offered]:
    """Yield every file of a notice with the address it is offered at, if it is."""
    whole = notice.id not in survey.shown.partial
    for position, file in enumerate(notice.files, start=1):
        size = survey.sizes.get((notice.id, file.name))
        # An article belongs to its paper, also where somebody has laid the file beside its record.
        offered = whole and size is not None and notice.kind not in _NOT_OFFERED
        path = urls.notice_file(notice.id, position, file.name) if offered else None
        yield Offered(file, path, size if offered else None)


def anchor_of(source: Source) -> str:
    """Return the anchor of a source on its notice's page: the row, else the page, else ""."""
    if source.row is not None:
        return urls.notice_row_anchor(source.row)
    return urls.notice_page_anchor(source.page) if source.page is not None else ""


def notice_link(survey: Survey, source: Source, text: str) -> Link:
    """Return words that lead to the spot on the notice's page, plain where the notice is not shown."""
    if source.notice not in survey.notices:
        return Link(text)
    anchor = anchor_of(source)
    return Link(text, urls.notice(source.notice) + (f"#{anchor}" if anchor else ""))


def spot_of(source: Source) -> str:
    """Return page and row in words."""
    page = f"第{source.page}页" if source.page is not None else ""
    row = f"表第{source.row}行" if source.row is not None else ""
    return "，".join(part for part in (page, row) if part)


def origin_of(survey: Survey, source: Source) -> Origin:
    """Return where a statement was printed."""
    notice = survey.notices.get(source.notice)
    title = f"《{notice.title}》" if notice else _NOT_SHOWN
    return Origin(notice_link(survey, source, title), spot_of(source), _file_link(survey, source))


def _file_link(survey: Survey, source: Source) -> Link | None:
    """Return the way to the page of the PDF, where there is a page and a PDF is offered."""
    notice = survey.notices.get(source.notice)
    if notice is None or source.page is None:
        return None
    for offered in files_of(survey, notice):
        if offered.path and offered.format == "PDF":
            return Link(f"PDF第{source.page}页", f"{offered.path}#page={source.page}")
    return None


def named_source(survey: Survey, source: str) -> Link:
    """Return what a correction rests on: a notice by its title where it is the id of one, else its words."""
    notice = survey.notices.get(source)
    if notice is None:
        return Link(_NOT_SHOWN if is_stand_in(source) else source)
    return Link(f"《{notice.title}》", urls.notice(source))


def byline_of(survey: Survey, notice: Notice | None) -> Byline | None:
    """Return when and by whom an article was published: the day that it names; news are never the office's."""
    if notice is None:
        return None
    publisher = survey.shown.content.settings.publisher.name
    source = notice.issuer or (_NO_PAPER if notice.kind == "news" else publisher)
    if day := stated_day(survey, notice):
        return Byline(f"{day.isoformat()} 00:00", source)
    return Byline("", source, notice.received.isoformat())


def stated_day(survey: Survey, notice: Notice) -> datetime.date | None:
    """Return the day that a notice states as its own; of news without one, the last day of its reports."""
    if notice.date or notice.kind != "news":
        return notice.date
    found = (one for one in survey.shown.content.mentions if one.notice == notice.id)
    days = [mention.date for one in found for mention in one.mentions if mention.date]
    return max(days, default=None)


def day_words(survey: Survey, notice: Notice) -> str:
    """Return the day that lists show of a notice: its own, else that on which it came, called so."""
    day = stated_day(survey, notice)
    return day.isoformat() if day else f"{notice.received.isoformat()}收到"


def newest_first(survey: Survey) -> tuple[Notice, ...]:
    """Return the notices by their own day, the newest first."""
    notices = survey.shown.content.notices[::-1]
    return tuple(
        sorted(notices, key=lambda one: stated_day(survey, one) or one.received, reverse=True)
    )
