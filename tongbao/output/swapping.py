"""A folder or file put in the place of another at once, the old one kept for one step back.

In: a workplace (see ``workplace``) whose ``next`` is whole, and the place. Out: the place holds the new content, and
``NAME-previous`` beside it the old.

Where the system can exchange two names (Linux, on local disks), whoever reads meanwhile, or whatever dies meanwhile,
finds either the old content or the new one. Elsewhere a folder is put into its place by two renames, one right after
the other; if the machine dies just between them, the place is empty until the next run. A journal says what was going
on, and ``recover`` completes it. A link instead of a folder could be replaced everywhere, but web servers and shares of
offices often do not follow links, and Windows lets only administrators make them.
"""

import ctypes
import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tongbao.output.workplace import JOURNAL, clear

Exchange = Callable[[Path, Path], bool]
NEXT = "next"
_OLD, _GONE = "old", "gone"
_PROBES = ("probe-1", "probe-2")
_EXCHANGE = 2
_HERE = -100
_ZIP = ".zip"


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a run before left: whether it was broken off at all, whether its step is done now, and what it noted."""

    broken: bool = False
    done: bool = False
    note: str = ""


def previous_of(place: Path) -> Path:
    """Return where the folder or file before the present one lies."""
    if place.suffix.lower() == _ZIP:
        return place.with_name(f"{place.stem}-previous{place.suffix}")
    return place.with_name(f"{place.name}-previous")


def exchange_names(one: Path, other: Path) -> bool:
    """Exchange two names in one step; tell whether this system and disk can."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def put(
    work: Path, place: Path, *, keep: bool, note: str, exchange: Exchange = exchange_names
) -> OSError | None:
    """Put ``next`` of a workplace into its place; what was there becomes the one before, where it is to be kept.

    The journal with the note stays until ``finish``.

    Returns:
        Why the old content could not be laid aside, although the new one is in its place.

    Raises:
        OSError: where the names cannot be changed; the place is as it was then.
    """
    fresh = work / NEXT
    can = _can_exchange(work, exchange)
    _settle()
    # Only where names are exchanged does the number of the folder tell which of the two lies in the workplace.
    number = fresh.stat().st_ino if can else None
    _write_journal(work, {"step": "put", "number": number, "keep": keep, "note": note})
    try:
        _replace(work, place, exchange if can else _never)
    except OSError:
        (work / JOURNAL).unlink()
        raise
    _settle()
    try:
        _retire(work, place, keep=keep)
    except OSError as refused:
        return refused
    return None


def step_back(work: Path, place: Path, *, exchange: Exchange = exchange_names) -> None:
    """Exchange a place with the one before it; again, and it is as it was.

    Raises:
        OSError: where the names cannot be changed; everything is as it was then.
    """
    previous = previous_of(place)
    if not os.path.lexists(place):
        previous.rename(place)
        return
    if exchange(previous, place):
        return
    _write_journal(work, {"step": "back", "note": ""})
    place.rename(work / _OLD)
    try:
        previous.rename(place)
    except OSError:
        (work / _OLD).rename(place)
        (work / JOURNAL).unlink()
        raise
    (work / _OLD).rename(previous)
    finish(work)


def finish(work: Path) -> None:
    """Forget the journal of a step that is done."""
    (work / JOURNAL).unlink()


def recover(work: Path, place: Path) -> Recovered:
    """Complete what a run that died had begun to put into its place, or forget what it had not; raises ``OSError``.

    The journal stays where a step is done, until ``finish``: its note may not have been written yet.
    """
    journal = _read_journal(work)
    if not journal:
        left = any(entry.name != "lock" for entry in work.iterdir())
        clear(work)
        return Recovered(broken=left)
    done = _resume_back(work, place) if journal["step"] == "back" else _resume(work, place, journal)
    if not done:
        clear(work)
    return Recovered(broken=True, done=done, note=journal["note"])


def _resume(work: Path, place: Path, journal: dict[str, Any]) -> bool:
    """Complete a step of ``put``; tell whether the new content is in its place."""
    fresh, old = work / NEXT, work / _OLD
    if journal["number"] and not old.exists() and fresh.exists():
        if fresh.stat().st_ino == journal["number"]:
            return False
        fresh.rename(old)
    if old.exists() and fresh.exists():
        if place.exists():  # a file whose copy was laid aside, and no more
            return False
        fresh.rename(place)
    if fresh.exists():
        return False
    if old.exists():
        _retire(work, place, keep=journal["keep"])
    return True


def _resume_back(work: Path, place: Path) -> bool:
    old, previous = work / _OLD, previous_of(place)
    if not old.exists():
        return True
    if not place.exists():
        previous.rename(place)
    old.rename(previous)
    return True


def _replace(work: Path, place: Path, exchange: Exchange) -> None:
    fresh, old = work / NEXT, work / _OLD
    if not os.path.lexists(place):
        fresh.rename(place)
    elif exchange(fresh, place):
        fresh.rename(old)
    elif place.is_file():  # a file can be replaced in one step everywhere
        shutil.copyfile(place, old)
        fresh.replace(place)
    else:
        place.rename(old)
        try:
            fresh.rename(place)
        except OSError:
            old.rename(place)
            raise


def _retire(work: Path, place: Path, *, keep: bool) -> None:
    """Make the old content the one before; what is not kept goes with the workplace."""
    previous = previous_of(place)
    if not keep or not (work / _OLD).exists():
        return
    if os.path.lexists(previous):
        previous.rename(work / _GONE)
    (work / _OLD).rename(previous)


def _can_exchange(work: Path, exchange: Exchange) -> bool:
    """Tell whether names can be exchanged on this disk, by trying it on two empty folders."""
    one, other = (work / name for name in _PROBES)
    one.mkdir()
    other.mkdir()
    can = exchange(one, other)
    one.rmdir()
    other.rmdir()
    return can


def _never(_one: Path, _other: Path) -> bool:
    return False


def _settle() -> None:
    """Bring to the disk what was written: a name must not outlive its content when the power fails."""
    if hasattr(os, "sync"):
        os.sync()


def _write_journal(work: Path, journal: dict[str, Any]) -> None:
    unfinished = work / f"{JOURNAL}.new"
    with unfinished.open("w", encoding="utf-8") as file:
        json.dump(journal, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(work / JOURNAL)


def _read_journal(work: Path) -> dict[str, Any]:
    try:
        journal: dict[str, Any] = json.loads((work / JOURNAL).read_bytes())
    except FileNotFoundError:
        return {}
    return journal
