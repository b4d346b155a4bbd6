"""An empty site, ready for its first notice.

In: a folder that is empty or does not exist. Out: site.yml to fill in, the folders of content/ and
a note that says what to do next.
"""

import importlib.resources
from collections.abc import Mapping
from pathlib import Path

from tongbao.problems import Place, Problem, Problems

FOLDERS = ("plans", "tasks", "units", "notices", "pages")
NOTE = "说明.txt"
_TEMPLATES = importlib.resources.files(__package__) / "empty_site"


def write_empty_site(folder: Path) -> tuple[Path, ...]:
    """Write an empty site and return what was made, relative to the folder.

    Raises ``Problems`` where the folder holds anything already, or is a file: nothing is touched then.
    """
    _refuse_what_is_in_use(folder)
    for name in FOLDERS:
        (folder / "content" / name).mkdir(parents=True)
    files = _files()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8", newline="\n")
    return (*map(Path, files), Path("content"))


def _files() -> Mapping[str, str]:
    return {
        "site.yml": (_TEMPLATES / "site.yml").read_text("utf-8"),
        NOTE: (_TEMPLATES / "readme.txt").read_text("utf-8"),
    }


def _refuse_what_is_in_use(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise Problems(
            [Problem(Place(str(folder)), "这是文件，不是文件夹", "请写一个新文件夹的名称")]
        )
    if folder.exists() and any(folder.iterdir()):
        message, hint = "文件夹不是空的，没有写入任何东西", "请写一个新文件夹的名称，或先清空它"
        raise Problems([Problem(Place(str(folder)), message, hint)])
