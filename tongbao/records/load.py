"""Loading: a site's folder -> ``Content`` and everything that is wrong with it.

In: the folder that holds site.yml and content/. Out: ``Loaded``. A file with an error is left out and named;
the others are still read and checked, so that one run tells everything.

The portal's own head and foot, files of HTML that site.yml names, are read with it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tongbao.problems import Place, Problem, Problems, errors_among
from tongbao.records.checks import Checked, check
from tongbao.records.content import Content, PortalHtml
from tongbao.records.decisions import Decisions
from tongbao.records.facts import Indicators, Mentions
from tongbao.records.links import links_in
from tongbao.records.model import Notice, Plan, Registry, Task
from tongbao.records.order import in_order
from tongbao.records.pending import with_periods_of_notices
from tongbao.records.places import Places
from tongbao.records.received import received_files
from tongbao.records.settings import Publisher, Settings
from tongbao.records.shelf import Shelf
from tongbao.records.yaml_in import Path as DataPath

HEADER: tuple[str, ...] = ("portal", "header")
FOOTER: tuple[str, ...] = ("portal", "footer")
_UNNAMED = Settings(title="未命名", publisher=Publisher(name="未命名"))
_NOTHING = Content(_UNNAMED)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a site's folder holds: the records that could be read, and all problems, sorted by place.

    ``stored`` is the content as its files hold it: a pending update has no period there, though its notice gives one.
    """

    content: Content
    problems: tuple[Problem, ...]
    places: Places
    stored: Content

    def place(self, file: str, path: DataPath = ()) -> Place:
        """Return where a value stands in a file of the site, such as ``("assignments", 0, "lead")``."""
        return self.places.value(file, path)


def load_checked(root: Path) -> Content:
    """Return the content of a site; raises ``Problems``, all of them, where there is an error."""
    loaded = load(root)
    if errors_among(loaded.problems):
        raise Problems(loaded.problems)
    return loaded.content


def load(root: Path, withheld: frozenset[str] = frozenset()) -> Loaded:
    """Read and check a whole site; what is wrong with its files is in ``problems``, never raised.

    The files of the notices named in ``withheld`` are not there on purpose. Where there is a link, it is all that is
    told: nothing is read through it.
    """
    if links := tuple(sorted(links_in(root))):
        return Loaded(_NOTHING, links, Places(root), _NOTHING)
    shelf = Shelf(root)
    stored = in_order(_read(shelf))
    content = with_periods_of_notices(stored)
    problems = [
        *shelf.problems,
        *check(Checked(content, shelf.places, frozenset(shelf.left_out))),
        *received_files(content, shelf.places, withheld),
    ]
    return Loaded(content, tuple(sorted(set(problems))), shelf.places, stored)


def _read(shelf: Shelf) -> Content:
    settings = _settings(shelf)
    return Content(
        settings=settings,
        plans=tuple(shelf.records(Plan, "content/plans", "id")),
        tasks=tuple(_tasks(shelf)),
        registries=tuple(shelf.records(Registry, "content/units", "district")),
        notices=tuple(shelf.records(Notice, "content/notices", "id")),
        pages=tuple(shelf.pages("content/pages")),
        indicators=tuple(shelf.records(Indicators, "content/indicators", "notice")),
        mentions=tuple(shelf.records(Mentions, "content/mentions", "notice")),
        decisions=tuple(shelf.records(Decisions, "content/decisions", "id")),
        portal=portal_html(shelf, settings),
    )


def _settings(shelf: Shelf) -> Settings:
    """Return the settings; empty ones, and site.yml left out, where it has an error."""
    if (shelf.root / "site.yml").exists():
        found = shelf.record(Settings, "site.yml", {})
    else:
        hint = "在站点文件夹里运行，或用 --root 指明；新站点用 new 建立"
        shelf.problems.append(Problem(Place("site.yml"), "没有 site.yml", hint))
        shelf.left_out.add("site.yml")
        found = None
    return found or _UNNAMED


def _tasks(shelf: Shelf) -> Iterator[Task]:
    for folder, plan in shelf.folders("content/tasks"):
        yield from shelf.records(Task, folder, "id", plan=plan)


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
