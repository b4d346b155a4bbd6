"""A folder or file put in the place of another at once, the old one kept for one step back.

In: a workplace (see ``workplace``) whose ``next`` is whole, and the place. Out: the place holds the new content, and
``NAME-previous`` beside it the old.

Where the system can exchange two names (Linux, on local disks), whoever reads meanwhile, or whatever dies meanwhile,
finds either the old content or the new one. Elsewhere a folder is put into its place by two renames, one right after
the other; if the machine dies just between them, the place is empty until the next run. What is ``carried`` lies in the
old folder and belongs to the new one as well, such as sealed months that nobody wants to copy: it moves over by rename,
just before. A journal says what was going on, and ``recover`` completes it or takes it back. A link instead of a folder
could be replaced everywhere, but web servers and shares of offices often do not follow links, and Windows lets only
administrators make them.
"""

import ctypes
import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tongbao.output.tree import make_folder
from tongbao.output.workplace import JOURNAL, clear
from tongbao.records.journal import write_synced

Exchange = Callable[[Path, Path], bool]
NEXT = "next"
_OLD, _GONE = "old", "gone"
_BACKED = "backed"
_PROBES = ("probe-1", "probe-2")
_EXCHANGE = 2
_HERE = -100
_ZIP = ".zip"


@dataclass(frozen=True, slots=True)
class RecoveredSwap:
    """What a run before left: whether it was broken off at all, whether its step is done now, and what it noted.

    ``back`` says that it was a step back.
    """

    broken: bool = False
    done: bool = False
    note: str = ""
    back: bool = False

    def __str__(self) -> str:
        """Return what became of it, for a person."""
        if self.done:
            return (
                "上一次退回断在换上以后，已接着做完"
                if self.back
                else "上一次断在换上以后，已接着做完"
            )
        return "上一次没有做完，网站没有动过；它留下的已清理" if self.broken else ""


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
    work: Path,
    place: Path,
    *,
    keep: bool,
    note: str = "",
    carried: Sequence[str] = (),
    exchange: Exchange = exchange_names,
) -> OSError | None:
    """Put ``next`` of a workplace into its place; what was there becomes the one before, where it is to be kept.

    The journal with the note stays until ``finish``. ``carried`` are the paths that move over from the old content.

    Returns:
        Why the old content could not be laid aside, although the new one is in its place.

    Raises:
        OSError: where the names cannot be changed; the place is as it was then.
    """
    fresh = work / NEXT
    # Only where names are exchanged does the number of the folder tell which of the two lies in the workplace.
    number = fresh.stat().st_ino if _can_exchange(work, exchange) else None
    _settle()
    journal = {"step": "put", "number": number, "keep": keep, "note": note, "carried": [*carried]}
    _write_journal(work, journal)
    try:
        _carry(place, fresh, carried)
        _replace(work, place, exchange if number else _never)
    except OSError:
        _carry(fresh, place, carried)
        (work / JOURNAL).unlink()
        raise
    _settle()
    try:
        _retire(work, place, keep=keep)
    except OSError as refused:
        return refused
    return None


def step_back(
    work: Path,
    place: Path,
    *,
    note: str = "",
    carried: Sequence[str] = (),
    exchange: Exchange = exchange_names,
) -> OSError | None:
    """Exchange a place with the one before it; again, and it is as it was. Returns and raises as ``put``."""
    previous = previous_of(place)
    can = os.path.lexists(place) and _can_exchange(work, exchange)
    number = previous.stat().st_ino if can else None
    journal = {"step": "back", "number": number, "note": note, "carried": [*carried]}
    _write_journal(work, journal)
    try:
        _carry(place, previous, carried)
        if not os.path.lexists(place):
            previous.rename(place)
        elif not (exchange if number else _never)(previous, place):
            _swap_by_renames(work, place, previous)
    except OSError:
        _carry(previous, place, carried)
        (work / JOURNAL).unlink()
        raise
    try:
        _lay_old_back(work, previous, journal)
    except OSError as refused:
        return refused
    return None


def finish(work: Path) -> None:
    """Forget the journal of a step that is done; the old content goes first, so that nobody takes it for a new one."""
    with suppress(OSError):  # what the system does not let us remove, the next run removes
        clear(work, but=JOURNAL)
    (work / JOURNAL).unlink()


def recover(work: Path, place: Path) -> RecoveredSwap:
    """Complete what a run that died had begun to put into its place, or take it back; raises ``OSError``.

    The journal stays where a step is done, until ``finish``: its note may not have been written yet.
    """
    journal = _read_journal(work)
    if not journal:
        left = any(entry.name != "lock" for entry in work.iterdir())
        clear(work)
        return RecoveredSwap(broken=left)
    back = journal["step"] != "put"
    done = _resume_back(work, place, journal) if back else _resume(work, place, journal)
    if not done:
        carried = journal.get("carried", ())  # version 0.1 carried nothing
        _carry(previous_of(place) if back else work / NEXT, place, carried)
        clear(work)
    return RecoveredSwap(broken=True, done=done, note=journal["note"], back=back)


def _carry(source: Path, target: Path, names: Sequence[str]) -> None:
    """Move what lies in the one folder and not in the other."""
    for name in names:
        if os.path.lexists(source / name) and not os.path.lexists(target / name):
            make_folder((target / name).parent)
            (source / name).rename(target / name)


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


def _resume_back(work: Path, place: Path, journal: dict[str, Any]) -> bool:
    """Complete a step back; tell whether the content before is in its place."""
    old, previous = work / _OLD, previous_of(place)
    if old.exists():
        if not os.path.lexists(place):
            previous.rename(place)
        _lay_old_back(work, previous, journal)
        return True
    if journal["step"] == _BACKED:
        return True
    if journal.get("number"):
        return os.path.lexists(place) and place.stat().st_ino == journal["number"]
    return not os.path.lexists(previous)


def _swap_by_renames(work: Path, place: Path, previous: Path) -> None:
    place.rename(work / _OLD)
    try:
        previous.rename(place)
    except OSError:
        (work / _OLD).rename(place)
        raise


def _lay_old_back(work: Path, previous: Path, journal: dict[str, Any]) -> None:
    """Make what two renames took from the place the one before; noted first, as nothing else tells it afterwards."""
    if (work / _OLD).exists():
        _write_journal(work, {**journal, "step": _BACKED})
        (work / _OLD).rename(previous)


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
    write_synced(unfinished, json.dumps(journal, ensure_ascii=False).encode())
    unfinished.replace(work / JOURNAL)


def _read_journal(work: Path) -> dict[str, Any]:
    try:
        journal: dict[str, Any] = json.loads((work / JOURNAL).read_bytes())
    except FileNotFoundError:
        return {}
    return journal
