"""A folder put in the place of another at once, the old one kept for one step back.

In: a whole new folder beside its place. Out: the place holds the new one, ``NAME-previous`` beside it the old. Where
the system can exchange two names (Linux, on local disks), whoever reads meanwhile, or whatever dies meanwhile, finds
either the old folder or the new one. Elsewhere two renames follow on each other; if a machine dies just between them,
the place is empty, and the next run brings the old folder back (``recover``).
"""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

_EXCHANGE = 2
_HERE = -100
_OPEN_FOLDER = 0o755


def previous_of(place: Path) -> Path:
    """Return where the folder or file before the present one lies."""
    if place.suffix == ".zip":
        return place.with_name(f"{place.stem}-previous.zip")
    return place.with_name(f"{place.name}-previous")


def make_stage(place: Path) -> Path:
    """Make an empty folder beside a place, for its next content; raises ``OSError``."""
    place.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=_prefix(place), dir=place.parent))
    stage.chmod(_OPEN_FOLDER)
    return stage


def recover(place: Path) -> None:
    """Put right what a run that died left beside a place: its stage is thrown away.

    Where the place is empty because the run died between two renames, the folder that lay there comes back.
    """
    stages = [one for one in place.parent.glob(f"{_prefix(place)}*") if one.is_dir()]
    if stages and not place.exists():
        asides = (stage / place.name for stage in stages if (stage / place.name).is_dir())
        lost = next(asides, previous_of(place))
        if lost.exists():
            lost.rename(place)
    for stage in stages:
        shutil.rmtree(stage)


def put(stage: Path, place: Path, exchange: Callable[[Path, Path], bool] | None = None) -> None:
    """Put a folder into its place; what was there becomes the one before, and the one before that is gone.

    Raises:
        OSError: where the names cannot be changed; the place is as it was then.
    """
    if not place.exists():
        stage.rename(place)
        return
    _swap(stage, place, exchange or exchange_names)
    _keep(stage, previous_of(place), exchange or exchange_names)


def step_back(place: Path) -> None:
    """Exchange a place with the one before it; again, and it is as it was. Raises ``OSError``."""
    _swap(previous_of(place), place, exchange_names)


def _keep(old: Path, previous: Path, exchange: Callable[[Path, Path], bool]) -> None:
    """Make the old content the one before; never without one meanwhile, where the system lets us."""
    if previous.exists():
        _swap(old, previous, exchange)
        shutil.rmtree(old)
    else:
        old.rename(previous)


def _swap(one: Path, other: Path, exchange: Callable[[Path, Path], bool]) -> None:
    """Exchange two names: at once where the system can, else by way of a third one."""
    if exchange(one, other):
        return
    aside = Path(tempfile.mkdtemp(prefix=_prefix(other), dir=other.parent)) / other.name
    other.rename(aside)
    try:
        one.rename(other)
    except OSError:
        aside.rename(other)
        raise
    aside.rename(one)
    aside.parent.rmdir()


def exchange_names(one: Path, other: Path) -> bool:
    """Exchange two names in one step; tell whether this system and disk can."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _prefix(place: Path) -> str:
    return f".{place.name}.tongbao-"
