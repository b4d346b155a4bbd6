"""The preview of a site: its last good state, and beside it what is wrong, what is to be looked at, and the source.

In: a function that builds the site into a folder and says what is to be told of it. Out: a WSGI application that
answers with the files of that folder. Each page begins with a bar and, while the content has errors, with these; a
task's page has the page of its notice beside it. What is asked below ``/_review`` another application answers.
"""

import mimetypes
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tongbao.output.preview_notes import Notes
from tongbao.problems import Place, Problem, Problems, Severity, errors_among
from tongbao.problems.reasons import reason_of

EMPTY_PAGE = """<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>预览</title></head>
<body></body>
</html>
"""
REVIEW = "/_review"
HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
_HERE = "127.0.0.1"
_NAMES = (_HERE, "localhost")
_BODY = re.compile(r"<body\b[^>]*>")
# The reload script is inline, which the policy of a published page forbids.
_POLICY = re.compile(r"<meta[^>]+Content-Security-Policy[^>]*>")
_COUNTED = {Severity.ERROR: "处要改", Severity.WARNING: "条警告", Severity.REVIEW: "条待核对"}

Application = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]
_Answer = tuple[HTTPStatus, str, bytes]


@dataclass(frozen=True, slots=True)
class PreviewProblem:
    """A problem as the preview shows it: with the line it is about, and the page that its file makes ("" for none)."""

    problem: Problem
    line: str
    page: str


class Preview:
    """A site folder under change; ``problems`` are those of the last build, ``notes`` those of the last good one."""

    def __init__(
        self,
        make: Callable[[Path], Notes],
        root: Path,
        out: Path,
        templates: Path,
        desk: Application | None = None,
    ) -> None:
        """Keep how to build the site of ``root`` into ``out``, and where the preview's own templates lie.

        ``desk`` answers what is asked below ``REVIEW``.
        """
        self.problems: tuple[Problem, ...] = ()
        self.notes = Notes()
        self._make, self._root, self._out, self._desk = make, root, out.resolve(), desk
        self._templates = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def rebuild(self) -> None:
        """Build the site anew; where that fails the last good one stays."""
        try:
            self.notes = self._make(self._out)
            self.problems = self.notes.problems
        except Problems as found:
            self.problems = found.problems
        except OSError as failed:
            # A file may be half-written or locked by its editor; the next change builds again.
            name = Path(str(failed.filename or "")).name or str(self._root)
            hint = "关掉占用它的程序，存盘后会再试"
            self.problems = (Problem(Place(name), f"读写不了：{reason_of(failed)}", hint),)

    def answer(self, request: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request with a file of the site; pages carry what is to be told of them."""
        # WSGI hands over the bytes of the address as Latin-1.
        raw = str(request.get("PATH_INFO", "/"))
        address = raw.encode("latin-1").decode("utf-8", "replace")
        is_own = _is_own(request)
        if is_own and self._desk and is_of_desk(address):
            return self._desk(request, start)
        query = str(request.get("QUERY_STRING", ""))
        status, kind, content = self._find(address, query) if is_own else _refused()
        start(
            f"{status.value} {status.phrase}",
            [("Content-Type", kind), ("Cache-Control", "no-store")],
        )
        return [content]

    def _find(self, address: str, query: str) -> _Answer:
        if address.startswith("/_source/"):
            drawn = self.notes.files.picture(address, query)
            if drawn is None:
                return HTTPStatus.NOT_FOUND, TEXT, "没有这一页".encode()
            return HTTPStatus.OK, "image/png", drawn
        path = self._path(address)
        if path is None:
            return HTTPStatus.NOT_FOUND, HTML, self._page(self._missing_page(), "")
        if path.suffix == ".html":
            name = path.relative_to(self._out).as_posix()
            return HTTPStatus.OK, HTML, self._page(path.read_text("utf-8", errors="replace"), name)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        charset = "; charset=utf-8" if kind.startswith("text/") or kind.endswith("json") else ""
        return HTTPStatus.OK, kind + charset, path.read_bytes()

    def _path(self, address: str) -> Path | None:
        """Return the file of an address, None where there is none inside the site."""
        name = address.lstrip("/")
        if "\0" in name:
            return None
        path = (self._out / name).resolve()
        if os.path.isdir(path):  # noqa: PTH112  a name too long is no folder, and below no file
            path /= "index.html"
        inside = path.is_relative_to(self._out)
        return path if inside and os.path.isfile(path) else None  # noqa: PTH113

    def _missing_page(self) -> str:
        page = self._out / "404.html"
        return page.read_text("utf-8") if page.is_file() else EMPTY_PAGE

    def _page(self, page: str, name: str) -> bytes:
        page = _POLICY.sub("", page)
        file = self.notes.file_of(name)
        others = [one for one in self.problems if one.severity is not Severity.ERROR]
        own = [one for one in others if file and one.place.file == file]
        found = map(self.notes.files.excerpt, self.notes.sources.get(name, ()))
        sources = [excerpt for excerpt in found if excerpt]
        bar = self._templates.get_template("preview.html").render(
            errors=self._told(errors_among(self.problems)),
            own=self._told(own),
            counts=_counts(self.problems),
            review=REVIEW,
            sources=sources,
        )
        page = _BODY.sub(lambda body: body[0] + bar, page, count=1)
        if sources:
            beside = self._templates.get_template("preview_source.html").render(sources=sources)
            before, end, after = page.rpartition("</body>")
            page = before + beside + end + after
        return page.encode()

    def _told(self, problems: Sequence[Problem]) -> list[PreviewProblem]:
        pages = self.notes.pages
        return [
            PreviewProblem(one, self._line(one.place), pages.get(one.place.file, ""))
            for one in problems
        ]

    def _line(self, place: Place) -> str:
        """Return the line that a problem is about, "" where it is not one of a text file."""
        path = self._root / place.file
        if not place.line or place.page or place.sheet or not path.is_file():
            return ""
        lines = path.read_text("utf-8", errors="replace").splitlines()
        return lines[place.line - 1] if place.line <= len(lines) else ""


def _counts(problems: Iterable[Problem]) -> list[tuple[str, int]]:
    """Return how many errors, warnings and marks there are, those there are."""
    found = [one.severity for one in problems]
    return [
        (words, found.count(severity)) for severity, words in _COUNTED.items() if severity in found
    ]


def _is_own(request: WSGIEnvironment) -> bool:
    """Return whether this machine asks, by its own name: a page from elsewhere cannot look in through the browser."""
    try:
        host = urlsplit(f"//{request.get('HTTP_HOST', '')}").hostname
    except ValueError:  # brackets that hold no address
        return False
    return request.get("REMOTE_ADDR", _HERE) == _HERE and host in _NAMES


def _refused() -> _Answer:
    return HTTPStatus.FORBIDDEN, TEXT, "预览只给本机看".encode()


def is_of_desk(address: str) -> bool:
    """Return whether an address is one of the place of review."""
    return address == REVIEW or address.startswith(f"{REVIEW}/")
