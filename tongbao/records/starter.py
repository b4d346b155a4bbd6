"""An empty site, ready for its first notice.

In: a folder that is empty or does not exist. Out: site.yml to fill in, its schema for editors, the folders of content/
and a note that says what to do next, all of it or nothing.
"""

import importlib.resources
from collections.abc import Iterator, Mapping
from pathlib import Path

from tongbao.problems import Place, Problem, Problems
from tongbao.records.journal import Journal
from tongbao.records.schema import schemas
from tongbao.records.site_lock import FOLDER

FOLDERS = ("plans", "tasks", "units", "notices", "pages")
NOTE = "说明.txt"
SCHEMA = "site.schema.json"
_TEMPLATES = importlib.resources.files(__package__) / "empty_site"


def write_empty_site(folder: Path) -> tuple[Path, ...]:
    """Write an empty site and return what was made, relative to the folder.

    Raises ``Problems`` where the folder holds anything already, or is a file: nothing is touched then.
    """
    refuse_what_is_in_use(folder)
    for name in FOLDERS:
        (folder / "content" / name).mkdir(parents=True, exist_ok=True)
    files = _files()
    Journal(folder, "建立空站点", undoable=False).write(files)
    return (*map(Path, files), Path("content"))


def _files() -> Mapping[str, bytes]:
    return {
        "site.yml": (_TEMPLATES / "site.yml").read_text("utf-8").encode(),
        NOTE: (_TEMPLATES / "readme.txt").read_text("utf-8").encode(),
        SCHEMA: schemas()["site"].encode(),
    }


def refuse_what_is_in_use(folder: Path) -> None:
    """Raise ``Problems`` where a folder holds a file, or is one; what our own journal keeps does not count."""
    if folder.exists() and not folder.is_dir():
        raise Problems(
            [Problem(Place(str(folder)), "这是文件，不是文件夹", "请写一个新文件夹的名称")]
        )
    if folder.is_dir() and any(_files_of_others(folder)):
        message, hint = "文件夹不是空的，没有写入任何东西", "请写一个新文件夹的名称，或先清空它"
        raise Problems([Problem(Place(str(folder)), message, hint)])


def _files_of_others(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name != FOLDER:
            yield from (
                path
                for path in (entry, *entry.rglob("*"))
                if path.is_symlink() or not path.is_dir()
            )
