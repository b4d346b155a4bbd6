"""What the preview says beside the pages: what is to be looked at, and where each page comes from.

In: a site's content, its planned pages and problems. Out: ``Notes``. A page stands for the file it is made from, so
that a problem or review mark of that file leads to it; a task's page shows the pages of the notices it rests on.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tongbao.output.excerpts import SourceFiles, Where
from tongbao.problems import Problem
from tongbao.records.content import Content
from tongbao.records.model import Task
from tongbao.site import urls
from tongbao.site.page import Page


@dataclass(frozen=True, slots=True)
class Notes:
    """What a good build leaves for the preview: warnings and marks, pages by file, sources by page, received files.

    A file that makes several pages (a registry) stands for the first of them.
    """

    problems: tuple[Problem, ...] = ()
    pages: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, tuple[Where, ...]] = field(default_factory=dict)
    files: SourceFiles = field(default_factory=lambda: SourceFiles(Path(), ()))

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
    news = {notice.id for notice in content.notices if notice.kind == "news"}
    sources = {urls.task(task.plan, task.id): tuple(_places(task, news)) for task in content.tasks}
    return Notes(problems, by_file, sources, SourceFiles(root, content.notices))


def _places(task: Task, news: Container[str]) -> Iterator[Where]:
    """Yield the places a task rests on, the latest update's first, each once."""
    newest = sorted(task.updates, key=lambda update: update.period.split("/")[-1], reverse=True)
    places = [update.source for update in newest] + [task.source]
    shown: set[tuple[str, int | None, int | None]] = set()
    for source in places:
        key = (source.notice, source.page, None if source.page else source.row)
        if source.notice not in news and key not in shown:
            shown.add(key)
            yield Where.of(source, task.text)
