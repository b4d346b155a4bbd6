"""The index of frozen months.

In: the survey and the frozen months of this edition. Out: ``ArchivePage``, and the links that the home page shows. The
months themselves lie below archive/ and are never read here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from tongbao.progress import periods
from tongbao.progress.survey import Survey
from tongbao.site import heads, urls
from tongbao.site.archived import ArchivedMonth
from tongbao.site.page import Page
from tongbao.site.views import Link
from tongbao.site.wording import size_words

_AT_HOME = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRow:
    """One frozen month: the site in it, its zip, and what proves it."""

    month: str
    site: Link
    zip: Link
    size: str
    files: str
    as_of: str
    sealed_on: str
    why: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePage(Page):
    """All frozen months, the newest first, every revision beside the first bag of its month."""

    template: ClassVar[str] = "archive"

    caption: str
    rows: tuple[ArchiveRow, ...]


def archive_page(survey: Survey, months: Sequence[ArchivedMonth]) -> ArchivePage | None:
    """Return the index, None where no month is frozen."""
    if not months:
        return None
    count = len({month.month for month in months})
    revised = len(months) - count
    more = f"，其中更正版{revised}份" if revised else ""
    return ArchivePage(
        path=urls.ARCHIVE,
        title="历月存档",
        made_from=survey.shown.content.settings.path,
        section="archive",
        metas=heads.column("历月存档", "每月封存、不再改动的网站与记录", ("归档",), "数据开放"),
        caption=f"已封存{count}个月，共{len(months)}份{more}",
        rows=tuple(_row(month) for month in _newest_first(months)),
    )


def month_links(months: Sequence[ArchivedMonth]) -> tuple[Link, ...]:
    """Return the way into the newest frozen months, and to all of them; empty where there are none."""
    if not months:
        return ()
    newest = tuple(
        Link(
            _called(month), urls.archived_site(month.name), f"（{month.sealed_on.isoformat()}封存）"
        )
        for month in _newest_first(months)[:_AT_HOME]
    )
    return (*newest, Link(f"全部存档，共{len(months)}份", urls.ARCHIVE))


def _newest_first(months: Iterable[ArchivedMonth]) -> list[ArchivedMonth]:
    return sorted(months, key=lambda month: (month.month, month.revision), reverse=True)


def _called(month: ArchivedMonth) -> str:
    """Return 2022年7月, or 2022年7月（更正版2） for the second bag of a month."""
    words = periods.label(month.month)
    return words if month.revision == 1 else f"{words}（更正版{month.revision}）"


def _row(month: ArchivedMonth) -> ArchiveRow:
    return ArchiveRow(
        month=_called(month),
        site=Link("打开当月网站", urls.archived_site(month.name)),
        zip=Link("下载", urls.archived_zip(month.name), "（zip）"),
        size=size_words(month.zip_bytes),
        files=f"{month.files}个文件，{size_words(month.bytes)}",
        as_of=month.as_of.isoformat(),
        sealed_on=month.sealed_on.isoformat(),
        why=month.why,
        digest=month.digest,
    )
