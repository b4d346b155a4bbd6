"""What a web server has to know of a built site: web.config for IIS, a snippet for nginx.

In: the frame of the site and the template folders. Out: the two files, so that whoever is handed the folder alone can
serve it: types of files with their encoding, the page for a wrong address, how long a browser may
keep what it got. Pages and styles keep equally long: they belong together, and no name bears a version.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tongbao.output.environment import environment
from tongbao.site.page import Frame

# Where the snippet puts a site whose folder site.yml does not state.
_ANY_FOLDER = "/tongbao/"


@dataclass(frozen=True, slots=True)
class _FileKind:
    """A kind of file by its ending; ``is_text`` says that it is UTF-8 text, which servers do not assume."""

    ending: str
    type: str
    is_text: bool = False


# All that a site can hold. IIS answers 404 for an ending that it does not know.
_KINDS = (
    _FileKind("html", "text/html", is_text=True),
    _FileKind("css", "text/css", is_text=True),
    _FileKind("js", "application/javascript", is_text=True),
    _FileKind("json", "application/json", is_text=True),
    _FileKind("xml", "application/xml", is_text=True),
    _FileKind("csv", "text/csv", is_text=True),
    _FileKind("ics", "text/calendar", is_text=True),
    _FileKind("txt", "text/plain", is_text=True),
    _FileKind("yml", "text/plain", is_text=True),
    _FileKind("md", "text/plain", is_text=True),
    _FileKind("svg", "image/svg+xml", is_text=True),
    _FileKind("png", "image/png"),
    _FileKind("jpg", "image/jpeg"),
    _FileKind("gif", "image/gif"),
    _FileKind("ico", "image/x-icon"),
    _FileKind("pdf", "application/pdf"),
    _FileKind("doc", "application/msword"),
    _FileKind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    _FileKind("xls", "application/vnd.ms-excel"),
    _FileKind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    _FileKind("zip", "application/zip"),
)
_FILES = ("web.config", "nginx-snippet.txt")


def server_files(frame: Frame, folders: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of both files; a frozen site, which is served from another's folder, has none."""
    if frame.frozen:
        return
    templates = environment(folders)
    # text/html is always encoded as said, and nginx warns where it is listed again.
    texts = sorted({kind.type for kind in _KINDS if kind.is_text and kind.ending != "html"})
    for name in _FILES:
        text = templates.get_template(f"server/{name}").render(
            folder=frame.mount,
            shown_folder=frame.mount or _ANY_FOLDER,
            kinds=_KINDS,
            text_types=texts,
        )
        yield name, text.encode()
