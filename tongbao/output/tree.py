"""Files of a folder that is being made, against the folder whose place it will take.

In: paths with bytes, and both folders. Out: ``Filled``: which files were written, and which lie in the folder before
just so. A file appears whole, by rename, and everybody may read it, whatever the umask; a folder that does not look
like a site of ours is never touched. Names of the top that begin with a dot, and ``archive/``, are nobody's business
here.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tongbao.problems import Place, Problem, Problems
from tongbao.records.journal import UNFINISHED

ARCHIVE = "archive"
FRONT_OF_ARCHIVE = f"{ARCHIVE}/index.html"
MARK = b'<meta name="generator" content="Tongbao">'
_FRONT = "index.html"
_HEAD = 16384
_READABLE = 0o644
_OPEN_FOLDER = 0o755
_RIGHTS = 0o777


@dataclass(frozen=True, slots=True)
class Written:
    """How many files a build wrote, found as they should be, and removed."""

    written: int = 0
    kept: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Filled:
    """What a folder was filled with: paths written, paths that lie just so in the one before, and paths only there.

    ``open`` says whether everybody may look into every folder of the one before.
    """

    written: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    open: bool = True

    @property
    def changed(self) -> bool:
        """Whether the folder before is another one."""
        return bool(self.written or self.removed) or not self.open

    @property
    def counted(self) -> Written:
        """How many files these are."""
        return Written(len(self.written), len(self.kept), len(self.removed))


def fill(made: Path, files: Iterable[tuple[str, bytes]], before: Path | None = None) -> Filled:
    """Write files into a folder that is being made, but for those that lie just so in the one before.

    The first one should be the front page. ``keep`` brings the others, where the folder is to take its place.
    """
    there, closed = _walk(before) if before else (frozenset[str](), False)
    make_folder(made)
    written: list[str] = []
    kept: list[str] = []
    for path, content in files:
        if before and path in there and _holds(before / path, content):
            kept.append(path)
        else:
            write_file(made, path, content)
            written.append(path)
    removed = there.difference(written, kept)
    strays = (path for path in removed if not _is_left_alone(path))
    return Filled(tuple(written), tuple(kept), tuple(sorted(strays)), not closed)


def keep(made: Path, filled: Filled, before: Path) -> None:
    """Give a folder the files that lie just so in the one before: the same files, where the disk has hard links."""
    for path in filled.kept:
        make_folder((made / path).parent)
        try:
            os.link(before / path, made / path)
        except OSError:  # a disk without hard links, or a file of another user
            shutil.copyfile(before / path, made / path)
            shutil.copystat(before / path, made / path)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, so that everybody may look into them."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(_OPEN_FOLDER)


def refuse_strange(out: Path, what: str = "站点", mark: bytes = MARK) -> None:
    """Raise ``Problems`` where a folder is neither empty nor ``what`` we made, known by its ``mark``."""
    if out.exists() and not out.is_dir():
        raise Problems([Problem(Place(str(out)), "输出位置是一个文件", "换一个文件夹")])
    if not out.is_dir() or not any(not _ours_alone(entry.name) for entry in out.iterdir()):
        return
    if not is_site(out, mark):
        message = f"输出文件夹里有别的文件，不像本程序生成的{what}，没有写入"
        raise Problems([Problem(Place(str(out)), message, "换一个空文件夹，或先移走里面的文件")])


def is_site(folder: Path, mark: bytes = MARK) -> bool:
    """Tell whether a folder holds what we made, known by a ``mark`` near the top of its front page."""
    front = folder / _FRONT
    return front.is_file() and mark in _head(front)


def _ours_alone(name: str) -> bool:
    """Tell whether a name says nothing about whose folder it lies in."""
    return name.startswith(".") or name == ARCHIVE


def hidden_in(folder: Path) -> tuple[str, ...]:
    """Return the hidden names of a folder's top, which are nobody's business here."""
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else ()
    return tuple(name for name in names if name != ARCHIVE and _is_left_alone(name))


def _is_left_alone(path: str) -> bool:
    """Tell whether a file, or a folder of the top, is not to be made or removed by us."""
    top = path.partition("/")[0]
    return _ours_alone(top) and path != FRONT_OF_ARCHIVE and not top.startswith(UNFINISHED)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def write_file(out: Path, name: str, content: bytes) -> bool:
    """Write a file of a folder by rename, unless it holds just this; tell whether it was written."""
    path = out / name
    if os.path.lexists(path) and _holds(path, content):
        return False
    make_folder(path.parent)
    handle, unfinished = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(unfinished).chmod(_READABLE)
        Path(unfinished).replace(path)
    except OSError:
        Path(unfinished).unlink(missing_ok=True)
        raise
    return True


def _holds(path: Path, content: bytes) -> bool:
    """Tell whether a file holds just this, and everybody may read it."""
    found = path.lstat()
    return (
        stat.S_ISREG(found.st_mode)
        and found.st_size == len(content)
        and _has(found, _READABLE)
        and path.read_bytes() == content
    )


def _has(found: os.stat_result, rights: int) -> bool:
    return os.name == "nt" or stat.S_IMODE(found.st_mode) & _RIGHTS == rights


def _walk(folder: Path) -> tuple[frozenset[str], bool]:
    """Return the files and links of a site, and whether one of its folders is closed to somebody.

    Links are never followed, hidden folders of the top and archive/ not looked into.
    """
    found: list[str] = []
    closed = False
    for here, files in files_by_folder(folder, lambda name: not _is_left_alone(name)):
        closed |= not _has(here.stat(), _OPEN_FOLDER)
        found += files
    if (folder / ARCHIVE).is_dir():
        closed |= not _has((folder / ARCHIVE).stat(), _OPEN_FOLDER)
    return frozenset(found), closed


def files_by_folder(
    folder: Path, enters: Callable[[str], bool]
) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Yield every folder of a site with the paths of its files and links, the front page of archive/ among the first.

    ``enters`` tells which folders of the top are looked into; links are never followed.
    """
    front = (FRONT_OF_ARCHIVE,) if (folder / FRONT_OF_ARCHIVE).is_file() else ()
    for above, folders, files in os.walk(folder):
        here = Path(above)
        if here == folder:
            folders[:] = filter(enters, folders)
        links = (name for name in folders if (here / name).is_symlink())
        names = ((here / name).relative_to(folder).as_posix() for name in (*files, *links))
        yield here, (*names, *(front if here == folder else ()))
