"""What differs between two folders, by the bytes of their files.

In: the folder as it is and the one that shall be. Out: ``Differences``: paths that are new, changed and gone. Sealed
months, which never change, and names that begin with a dot are left out.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tongbao.output.tree import ARCHIVE

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Differences:
    """Paths, sorted."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything differs."""
        return bool(self.new or self.changed or self.gone)


def differences(was: Path, now: Path) -> Differences:
    """Return what differs from the one folder to the other; the first may be missing."""
    before, after = dict(_files(was)), dict(_files(now))
    return Differences(
        tuple(sorted(after.keys() - before.keys())),
        tuple(
            path
            for path in sorted(after.keys() & before.keys())
            if not _same(was / path, now / path, before[path], after[path])
        ),
        tuple(sorted(before.keys() - after.keys())),
    )


def differences_of(was: Mapping[str, str], now: Mapping[str, str]) -> Differences:
    """Return what differs between two lists of digests by path."""
    return Differences(
        tuple(sorted(now.keys() - was.keys())),
        tuple(path for path in sorted(now.keys() & was.keys()) if now[path] != was[path]),
        tuple(sorted(was.keys() - now.keys())),
    )


def _files(folder: Path) -> Iterator[tuple[str, int]]:
    for above, names, files in os.walk(folder):
        here = Path(above)
        of_months = here == folder / ARCHIVE
        if of_months:
            names.clear()
        for name in files:
            path = here / name
            if not name.startswith(".") and not (of_months and name.endswith(".zip")):
                yield path.relative_to(folder).as_posix(), path.lstat().st_size


def _same(one: Path, other: Path, size: int, other_size: int) -> bool:
    if size != other_size or one.is_symlink() != other.is_symlink():
        return False
    if one.is_symlink():
        return one.readlink() == other.readlink()
    with one.open("rb") as first, other.open("rb") as second:
        while piece := first.read(_PIECE):
            if piece != second.read(_PIECE):
                return False
    return True
