"""The preview of a site: its last good state, and above it what is wrong since.

In: a function that builds the site into a folder. Out: a WSGI application that answers with the files
of that folder; while the content has problems each page begins with them.
"""

import mimetypes
import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

from jinja2 import Environment, StrictUndefined

from tongbao.problems import Place, Problem, Problems

EMPTY_PAGE = """<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>预览</title></head>
<body></body>
</html>
"""
_BODY = re.compile(r"<body\b[^>]*>")
# The reload script is inline, which the policy of a published page forbids.
_POLICY = re.compile(r"<meta[^>]+Content-Security-Policy[^>]*>")


class Preview:
    """A site folder under change; ``problems`` are those of the last build, none if it went well."""

    def __init__(self, make: Callable[[Path], object], root: Path, out: Path, panel: str) -> None:
        """Keep how to build the site of ``root`` into ``out`` and the template that shows problems."""
        self.problems: tuple[Problem, ...] = ()
        self._make, self._root, self._out = make, root, out.resolve()
        self._panel = Environment(autoescape=True, undefined=StrictUndefined).from_string(panel)

    def rebuild(self) -> None:
        """Build the site anew; where that fails the last good one stays."""
        try:
            self._make(self._out)
        except Problems as found:
            self.problems = found.problems
        else:
            self.problems = ()

    def answer(self, request: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request with a file of the site; pages carry the problems of the last build."""
        status, kind, content = self._find(request.get("PATH_INFO", "/"))
        headers = [("Content-Type", kind), ("Cache-Control", "no-store")]
        start(f"{status.value} {status.phrase}", headers)
        return [content]

    def _find(self, address: str) -> tuple[HTTPStatus, str, bytes]:
        path = self._path(address)
        if path is None:
            return (
                HTTPStatus.NOT_FOUND,
                "text/html; charset=utf-8",
                self._page(self._missing_page()),
            )
        if path.suffix == ".html":
            return HTTPStatus.OK, "text/html; charset=utf-8", self._page(path.read_text("utf-8"))
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        charset = "; charset=utf-8" if kind.startswith("text/") or kind.endswith("json") else ""
        return HTTPStatus.OK, kind + charset, path.read_bytes()

    def _path(self, address: str) -> Path | None:
        """Return the file of an address, None where there is none inside the site."""
        # WSGI hands over the bytes of the address as Latin-1.
        name = address.encode("latin-1").decode("utf-8", "replace").lstrip("/")
        if "\0" in name:
            return None
        path = (self._out / name).resolve()
        if path.is_dir():
            path /= "index.html"
        return path if path.is_relative_to(self._out) and path.is_file() else None

    def _missing_page(self) -> str:
        page = self._out / "404.html"
        return page.read_text("utf-8") if page.is_file() else EMPTY_PAGE

    def _page(self, page: str) -> bytes:
        page = _POLICY.sub("", page)
        if self.problems:
            shown = [(problem, self._line(problem.place)) for problem in self.problems]
            panel = self._panel.render(problems=shown)
            page = _BODY.sub(lambda body: body[0] + panel, page, count=1)
        return page.encode()

    def _line(self, place: Place) -> str:
        """Return the line that a problem is about, "" where it is not one of a text file."""
        path = self._root / place.file
        if not place.line or place.page or place.sheet or not path.is_file():
            return ""
        lines = path.read_text("utf-8", errors="replace").splitlines()
        return lines[place.line - 1] if place.line <= len(lines) else ""
