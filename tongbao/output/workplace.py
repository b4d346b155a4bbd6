"""The one folder beside a place in which its next content is made, held by one run at a time.

In: a place that is to be published to. Out: ``.NAME.tongbao`` beside it, on the same disk, so that its content can be
put into the place by rename. It is gone afterwards, unless a step was broken off whose journal the next run needs.

A note in ``.tongbao`` of the site says where it lies, so that the next command of any kind completes what was broken
off.

The lock is our own: filelock keeps its file for ever, and nothing may be left beside a published site.
"""

import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tongbao.problems import Place, Problem, Problems
from tongbao.records.site_lock import FOLDER

JOURNAL = "journal.json"
_LOCK = "lock"
_NOTE = "beside-"


def workplace_of(place: Path) -> Path:
    """Return where the next content of a place is made."""
    return place.with_name(f".{place.name}.tongbao")


@contextmanager
def workplace(place: Path, site: Path | None = None) -> Iterator[Path]:
    """Give the folder beside a place, held against every other run, and noted in the site's folder meanwhile.

    Raises:
        Problems: where another run holds it.
        OSError: where it cannot be made.
    """
    with _held(place, site) as folder:
        if folder is None:
            message = "另一个命令正在往这里写，没有写入"
            raise Problems([Problem(Place(str(place)), message, "等它做完，再来一次")])
        yield folder


def left_places(site: Path) -> tuple[Path, ...]:
    """Return the places of a site that a run is working on, or was when it died."""
    noted = (note.read_bytes() for note in sorted((site / FOLDER).glob(f"{_NOTE}*")))
    return tuple(Path(os.fsdecode(path)) for path in noted if path)


@contextmanager
def left_workplace(place: Path, site: Path) -> Iterator[Path | None]:
    """Give the folder that a run which died left beside a place; None where it lives, or where nothing is left."""
    if not place.parent.is_dir():  # on a disk that is not at hand: some later command will find it
        yield None
    elif not workplace_of(place).is_dir():
        _note_of(place, site).unlink(missing_ok=True)
        yield None
    else:
        with _held(place, site) as folder:
            yield folder


@contextmanager
def _held(place: Path, site: Path | None) -> Iterator[Path | None]:
    folder = workplace_of(place)
    note = _note_of(place, site) if site else None
    if note:
        with suppress(OSError):  # nothing was ever written into that folder, or can be
            note.write_bytes(os.fsencode(place))
    handle = _enter(folder)
    if handle is None:
        yield None
        return
    try:
        yield folder
    finally:
        _leave(folder, handle)
        if note and not folder.exists():
            with suppress(OSError):
                note.unlink(missing_ok=True)


def _note_of(place: Path, site: Path) -> Path:
    """Return the note of a place; it is made only where the site's folder holds our records already."""
    return site / FOLDER / f"{_NOTE}{hashlib.sha256(os.fsencode(place)).hexdigest()[:16]}"


def clear(folder: Path, but: str = "") -> None:
    """Remove everything in a workplace but the lock on it, and one name more."""
    for entry in sorted(folder.iterdir()):
        if entry.name in {_LOCK, but}:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _enter(folder: Path) -> int | None:
    """Return the handle of a lock that is ours; another run may remove the folder while we ask for it."""
    while True:
        folder.mkdir(exist_ok=True)
        try:
            handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        except FileNotFoundError:
            continue
        if not _take(handle):
            os.close(handle)
            return None
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
