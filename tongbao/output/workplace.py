"""The one folder beside a place in which its next content is made, held by one run at a time.

In: a place that is to be published to. Out: ``.NAME.tongbao`` beside it, on the same disk, so that its content can be
put into the place by rename. It is gone afterwards, unless a step was broken off whose journal the next run needs.

The lock is our own: filelock keeps its file for ever, and nothing may be left beside a published site.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tongbao.problems import Place, Problem, Problems

JOURNAL = "journal.json"
_LOCK = "lock"


def workplace_of(place: Path) -> Path:
    """Return where the next content of a place is made."""
    return place.with_name(f".{place.name}.tongbao")


@contextmanager
def workplace(place: Path) -> Iterator[Path]:
    """Give the folder beside a place, held against every other run.

    Raises:
        Problems: where another run holds it.
        OSError: where it cannot be made.
    """
    folder = workplace_of(place)
    handle = _enter(folder, place)
    try:
        yield folder
    finally:
        _leave(folder, handle)


def clear(folder: Path) -> None:
    """Remove everything in a workplace but the lock on it."""
    for entry in sorted(folder.iterdir()):
        if entry.name == _LOCK:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _enter(folder: Path, place: Path) -> int:
    """Return the handle of a lock that is ours; another run may remove the folder while we ask for it."""
    while True:
        folder.mkdir(exist_ok=True)
        try:
            handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        except FileNotFoundError:
            continue
        if not _take(handle):
            os.close(handle)
            message = "另一个 publish 正在往这里发布，没有发布"
            raise Problems([Problem(Place(str(place)), message, "等它做完，再来一次")])
        if _is_still(handle, folder / _LOCK):
            return handle
        os.close(handle)


def _leave(folder: Path, handle: int) -> None:
    """Clear the folder and let go of it; what the system does not let us remove, the next run removes."""
    with suppress(OSError):
        if not (folder / JOURNAL).exists():
            clear(folder)
            if sys.platform != "win32":  # there, no open file can be removed
                (folder / _LOCK).unlink()
                folder.rmdir()
    os.close(handle)
    if sys.platform == "win32" and not (folder / JOURNAL).exists():
        with suppress(OSError):
            (folder / _LOCK).unlink()
            folder.rmdir()


def _is_still(handle: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), file.stat())
    except FileNotFoundError:
        return False


def _take(handle: int) -> bool:
    """Lock an open file against other runs; tell whether nobody else holds it. It is let go with its process."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a disk without locks: better published without one than never
        return True
    return True
