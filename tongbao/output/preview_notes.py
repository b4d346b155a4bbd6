"""What the preview says beside the pages: what is to be looked at, and where each page comes from.

In: a site's content, its planned pages and problems. Out: ``Notes``. A page stands for the file it is made from, so
that a problem or review mark of that file leads to it; a task's page shows the pages of the notices it rests on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from tongbao.problems import Problem
from tongbao.records.content import Content
from tongbao.records.model import Notice, Source, Task
from tongbao.site import urls
from tongbao.site.origins import spot_of
from tongbao.site.page import Page


@dataclass(frozen=True, slots=True)
class SourceView:
    """One place of a notice that a page rests on; ``picture`` is the address of its page, "" where there is none.

    ``words`` say where to look by hand, where the file is not one that shows as a picture.
    """

    title: str
    spot: str
    picture: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """What a good build leaves for the preview: warnings and marks, pages by file, sources by page, PDFs.

    A file that makes several pages (a registry) stands for the first of them.
    """

    problems: tuple[Problem, ...] = ()
    pages: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, tuple[SourceView, ...]] = field(default_factory=dict)
    files: Mapping[tuple[str, str], Path] = field(default_factory=dict)

    def file_of(self, page: str) -> str:
        """Return the file that a page is made from, "" where there is none of that path."""
        return next((file for file, path in self.pages.items() if path == page), "")


def notes_of(
    root: Path, content: Content, pages: tuple[Page, ...], problems: tuple[Problem, ...]
) -> Notes:
    """Return the notes on a site that was built."""
    by_file: dict[str, str] = {}
    for page in pages:
        by_file.setdefault(page.made_from, page.path)
    notices = {notice.id: notice for notice in content.notices}
    sources = {
        urls.task(task.plan, task.id): tuple(_views(root, notices, task)) for task in content.tasks
    }
    return Notes(problems, by_file, sources, dict(_files(root, content)))


def _files(root: Path, content: Content) -> Iterator[tuple[tuple[str, str], Path]]:
    """Yield the PDF files that pictures may be made of: nothing else can be asked for."""
    for notice in content.notices:
        for number, file in enumerate(notice.files, start=1):
            path = root / "content" / "notices" / notice.id / file.name
            if _is_pdf(file.name) and path.is_file():
                yield (notice.id, str(number)), path


def _is_pdf(name: str) -> bool:
    return name.lower().endswith(".pdf")


def _views(root: Path, notices: Mapping[str, Notice], task: Task) -> Iterator[SourceView]:
    """Yield the places a task rests on, the latest update's first, each once."""
    newest = sorted(task.updates, key=lambda update: update.period.split("/")[-1], reverse=True)
    places = [update.source for update in newest] + [task.source]
    shown: set[tuple[str, int | None, int | None]] = set()
    for source in places:
        key = (source.notice, source.page, None if source.page else source.row)
        notice = notices.get(source.notice)
        if notice and notice.kind != "news" and key not in shown:
            shown.add(key)
            yield _view(root, notice, source)


def _view(root: Path, notice: Notice, source: Source) -> SourceView:
    folder = root / "content" / "notices" / notice.id
    for number, file in enumerate(notice.files, start=1):
        if source.page and _is_pdf(file.name) and (folder / file.name).is_file():
            picture = f"/_source/{quote(notice.id)}/{number}/{source.page}.png"
            return SourceView(notice.title, spot_of(source), picture)
    names = "、".join(file.name for file in notice.files)
    words = (
        f"原件不能在这里显示成图，请打开 content/notices/{notice.id}/ 里的 {names}" if names else ""
    )
    return SourceView(notice.title, spot_of(source), words=words)
