"""Bytes -> a folder, touching only what changed.

In: paths with bytes, and the folder. Out: ``Written``: how many files were written, kept and removed. A file appears
whole, by rename. What no page made is removed, but for ``archive/`` and names that begin with a dot; a
folder that does not look like a site of ours is never touched.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tongbao.problems import Place, Problem, Problems

ARCHIVE = "archive"
MARK = b'<meta name="generator" content="Tongbao">'
_FRONT = "index.html"
_HEAD = 16384
_UNFINISHED = ".tongbao-"
_READABLE = 0o644


@dataclass(frozen=True, slots=True)
class Written:
    """How many files a build wrote, found as they should be, and removed."""

    written: int = 0
    kept: int = 0
    removed: int = 0


def write_tree(
    files: Iterable[tuple[str, bytes]], out: Path, what: str = "站点", mark: bytes = MARK
) -> Written:
    """Make ``out`` hold exactly these files; the first one should be the front page.

    ``what`` is made is known by its ``mark`` near the top of the front page. Raises ``Problems`` where the folder
    holds something else, before anything is written.
    """
    refuse_strange(out, what, mark)
    made: set[str] = set()
    written = 0
    for path, content in files:
        made.add(path)
        written += write_file(out, path, content)
    removed = _prune(out, "", made)
    return Written(written, len(made) - written, removed)


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


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def write_file(out: Path, name: str, content: bytes) -> bool:
    """Write a file of an output by rename, unless it holds just this; tell whether it was written."""
    path = out / name
    if path.is_file() and not path.is_symlink() and _holds(path, content):
        return False
    _clear_way(out, path)
    handle, unfinished = tempfile.mkstemp(prefix=_UNFINISHED, dir=path.parent)
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
    return path.stat().st_size == len(content) and path.read_bytes() == content


def _clear_way(out: Path, path: Path) -> None:
    """Make the folders above a file; what stands where a folder or the file must be is removed."""
    for above in reversed(path.relative_to(out).parents[:-1]):
        if (out / above).is_symlink() or (out / above).is_file():
            (out / above).unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)


def _prune(folder: Path, above: str, made: set[str]) -> int:
    """Remove every file that was not made, and the folders it leaves empty; return how many files.

    Links are removed, never followed.
    """
    removed = 0
    for entry in sorted(folder.iterdir()):
        name = above + entry.name
        if not above and _ours_alone(entry.name) and not entry.name.startswith(_UNFINISHED):
            continue
        if entry.is_dir() and not entry.is_symlink():
            removed += _prune(entry, f"{name}/", made)
            if not any(entry.iterdir()):
                entry.rmdir()
        elif name not in made:
            entry.unlink()
            removed += 1
    return removed
