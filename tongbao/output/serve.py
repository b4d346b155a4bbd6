"""A preview on this machine that follows every change.

In: how to build the site, and what to watch. Out: pages on http://127.0.0.1 that reload themselves,
until Ctrl-C.
"""

import logging
import os
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from livereload import Server
from livereload.handlers import LiveReloadHandler
from livereload.watcher import Watcher

from tongbao.output.preview import REVIEW, Application, Preview
from tongbao.output.preview_notes import Notes
from tongbao.problems import errors_among
from tongbao.problems.report import report

HOST = "127.0.0.1"
_UNTIL_IT_LISTENS = 0.5


@dataclass(frozen=True, slots=True)
class Extras:
    """What a preview may have beside its pages.

    ``desk`` answers what is asked below ``/_review``; ``opened`` is the address that is opened in the browser.
    """

    desk: Application | None = None
    opened: str | None = None


def serve(
    make: Callable[[Path], Notes],
    root: Path,
    house: Path,
    port: int,
    say: Callable[[str], None],
    extras: Extras | None = None,
) -> None:
    """Serve the site of ``root`` on ``port`` and build it anew after each change, until Ctrl-C.

    ``make`` builds the site into a folder, returns the notes on it and raises ``Problems``; ``house`` holds templates/
    and static/; ``say`` prints a line. Raises ``OSError`` where the port is taken.
    """
    extras = extras or Extras()
    with tempfile.TemporaryDirectory(prefix="tongbao-") as folder:
        out = Path(folder) / "site"
        out.mkdir()
        preview = Preview(make, root, out, house / "templates", extras.desk)
        server = Server(preview.answer, watcher=_FolderWatcher())
        _watch(server, _watched(root, house), lambda: _rebuild(preview, say))
        preview.rebuild()
        _tell_problems(preview, say)
        say(f"预览地址 http://{HOST}:{port}/ ，改动后自动刷新，按 Ctrl-C 结束")
        if extras.desk:
            say(f"核对在 http://{HOST}:{port}{REVIEW}")
        if extras.opened:
            # In a thread of its own, once the port listens: a browser may take its time to start.
            address = f"http://{HOST}:{port}{extras.opened}"
            threading.Timer(_UNTIL_IT_LISTENS, webbrowser.open, (address,)).start()
        logging.disable(logging.INFO)  # livereload tells every request, in English
        server.serve(port=port, host=HOST, debug=False)


class _FolderWatcher(Watcher):  # type: ignore[misc]  # the library has no types
    """Looks into folders and never through links: one that leads to its own parent has no end."""

    def is_folder_changed(self, path: str, ignore: Callable[[str], bool] | None = None) -> bool:
        """Tell whether a file below a folder is new or has changed since the last look."""
        files = (f"{above}{os.sep}{name}" for above, _, names in os.walk(path) for name in names)
        return any(self.is_file_changed(file, ignore) for file in files)


def _watched(root: Path, house: Path) -> tuple[Path, ...]:
    own = (root / "content", root / "site.yml", root / "templates", root / "static")
    return tuple(
        dict.fromkeys(path.resolve() for path in (*own, house / "templates", house / "static"))
    )


def _watch(server: Server, paths: Iterable[Path], rebuild: Callable[[], None]) -> None:
    # Without this a change within three seconds of the last is built but not shown.
    LiveReloadHandler.DEFAULT_RELOAD_TIME = 0
    for path in paths:
        server.watch(str(path), rebuild)


def _rebuild(preview: Preview, say: Callable[[str], None]) -> None:
    preview.rebuild()
    if errors_among(preview.problems):
        _tell_problems(preview, say)
    else:
        say("已按改动重新生成")


def _tell_problems(preview: Preview, say: Callable[[str], None]) -> None:
    if errors := errors_among(preview.problems):
        say(report(errors))
