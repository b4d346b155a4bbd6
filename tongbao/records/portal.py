"""The portal's own head and foot: files of HTML that the office keeps beside site.yml.

In: the shelf of a site and its settings. Out: ``PortalHtml``; a file that is not there or not inside the site's folder
is a problem at the line that names it.
"""

from pathlib import PurePosixPath

from tongbao.problems import Problem
from tongbao.records.content import PortalHtml
from tongbao.records.links import links_in
from tongbao.records.settings import Settings
from tongbao.records.shelf import Shelf

HEADER: tuple[str, ...] = ("portal", "header")
FOOTER: tuple[str, ...] = ("portal", "footer")


def portal_html(shelf: Shelf, settings: Settings) -> PortalHtml:
    """Return the HTML of head and foot as the files hold it, without white space around."""
    return PortalHtml(
        header=_text(shelf, settings.path, HEADER, settings.portal.header),
        footer=_text(shelf, settings.path, FOOTER, settings.portal.footer),
    )


def _text(shelf: Shelf, settings: str, key: tuple[str, ...], file: str | None) -> str:
    if file is None:
        return ""
    place = shelf.places.value(settings, key)
    if not _is_inside(file):
        hint = "放进站点文件夹，写成 portal/header.html 的样子"
        shelf.problems.append(Problem(place, f"“{file}”不是站点文件夹里的网页文件", hint))
        return ""
    if not (shelf.root / file).is_file():
        hint = "把文件放到这里，或删去这一项"
        shelf.problems.append(Problem(place, f"没有这个文件：{file}", hint))
        return ""
    if links := tuple(links_in(shelf.root, PurePosixPath(file).parts[:1])):
        shelf.problems += links
        return ""
    return (shelf.text(file) or "").strip()


def _is_inside(file: str) -> bool:
    """Tell whether a name is that of an HTML file of the site's folder, and of none that means something else."""
    path = PurePosixPath(file)
    steps = path.parts
    return (
        not path.is_absolute()
        and "\\" not in file
        and ".." not in steps
        and steps[0] not in {"content", "templates", "static", "archive", "public"}
        and path.suffix in {".html", ".htm"}
    )
