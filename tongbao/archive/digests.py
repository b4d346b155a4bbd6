"""A folder -> the size and the digests of every file below it.

In: the folder and the algorithms. Out: ``Digests``, paths relative to the folder with ``/`` between their parts. Files
are read in a stream. Links are never followed; they, what is no file, and what cannot be read come back as problems.
"""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tongbao.problems import Place, Problem, printable
from tongbao.problems.reasons import reason_of
from tongbao.records.links import is_link

SHA256 = "sha256"
SM3 = "sm3"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class FolderListing:
    """The files below a folder with their sizes, sorted by path; ``refused`` names what stands in their place.

    ``empty`` are the folders in which nothing lies.
    """

    sizes: Mapping[str, int]
    refused: Mapping[str, Problem]
    empty: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Digests:
    """The files below a folder as read: sizes by path, and by algorithm the digests by path.

    A path is in ``sizes`` and in each of ``digests``, or in ``refused`` with what is wrong. ``empty`` are the folders
    in which nothing lies, ``linked`` the files that bear another name as well (hard links).
    """

    sizes: Mapping[str, int]
    digests: Mapping[str, Mapping[str, str]]
    refused: Mapping[str, Problem]
    empty: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()


def available(algorithm: str) -> bool:
    """Tell whether this machine can compute a digest; sm3 depends on its OpenSSL."""
    try:
        hashlib.new(algorithm).hexdigest()
    except (ValueError, TypeError):
        return False
    return True


def digest_of(content: bytes) -> str:
    """Return the sha256 of some bytes."""
    return hashlib.sha256(content).hexdigest()


def digests_of_stream(stream: IO[bytes], algorithms: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """Return how many bytes a stream holds, and its digests in the order of the algorithms."""
    sums = tuple(hashlib.new(algorithm) for algorithm in algorithms)
    size = 0
    while piece := stream.read(_PIECE):
        size += len(piece)
        for one in sums:
            one.update(piece)
    return size, tuple(one.hexdigest() for one in sums)


def digest_of_file(path: Path) -> str:
    """Return the sha256 of a file, read in a stream."""
    with path.open("rb") as stream:
        return digests_of_stream(stream, (SHA256,))[1][0]


def files_below(folder: Path, shown: str | None = None) -> FolderListing:
    """Return every regular file below a folder; ``shown`` is what problems call the folder."""
    sizes: dict[str, int] = {}
    refused: dict[str, Problem] = {}
    empty: list[str] = []
    for path, found in _walk(folder, str(folder) if shown is None else shown):
        if found is None:
            empty.append(path)
        elif isinstance(found, Problem):
            refused[path] = found
        else:
            sizes[path] = found
    return FolderListing(dict(sorted(sizes.items())), refused, tuple(sorted(empty)))


def digests_of(folder: Path, algorithms: Sequence[str], shown: str | None = None) -> Digests:
    """Return sizes and digests of every regular file below a folder.

    Args:
        folder: where to look.
        algorithms: names for ``hashlib.new``, such as ``sha256``; ask ``available`` first.
        shown: what problems call the folder; its path where nothing is given.
    """
    above = str(folder) if shown is None else shown
    listing = files_below(folder, above)
    sizes: dict[str, int] = {}
    refused = dict(listing.refused)
    linked: list[str] = []
    digests: dict[str, dict[str, str]] = {algorithm: {} for algorithm in algorithms}
    for path in listing.sizes:
        try:
            with (folder / path).open("rb") as stream:
                if os.fstat(stream.fileno()).st_nlink > 1:
                    linked.append(path)
                sizes[path], sums = digests_of_stream(stream, algorithms)
        except OSError as error:
            refused[path] = _unreadable(f"{above}/{path}", error)
            continue
        for algorithm, digest in zip(algorithms, sums, strict=True):
            digests[algorithm][path] = digest
    return Digests(sizes, digests, refused, listing.empty, tuple(linked))


def _walk(folder: Path, shown: str) -> Iterator[tuple[str, int | Problem | None]]:
    """Yield every path below a folder that is no folder itself, and those of empty folders with None."""
    waiting = [""]
    while waiting:
        above = waiting.pop()
        try:
            with os.scandir(folder / above) as found:
                entries = list(found)
        except OSError as error:
            yield above.rstrip("/"), _unreadable(f"{shown}/{above}".rstrip("/"), error)
            continue
        if above and not entries:
            yield above.rstrip("/"), None
        for entry in entries:
            path = above + entry.name
            if entry.is_dir(follow_symlinks=False) and not is_link(
                entry.stat(follow_symlinks=False)
            ):
                waiting.append(f"{path}/")
            else:
                yield path, _size_or_problem(entry, path, shown)


def _size_or_problem(entry: os.DirEntry[str], path: str, shown: str) -> int | Problem:
    place = Place(printable(f"{shown}/{path}"))
    try:
        path.encode()
        found = entry.stat(follow_symlinks=False)
    except UnicodeEncodeError:
        return Problem(place, "文件名不是 UTF-8 编码", "改名后再试")
    except OSError as error:
        return _unreadable(place.file, error)
    if is_link(found):
        return Problem(place, "这是一个链接，没有跟随", "归档包里只能有文件，换成它指向的那个文件")
    if not stat.S_ISREG(found.st_mode):
        return Problem(place, "这不是普通文件，没有读取", "移走它")
    return found.st_size


def _unreadable(shown: str, error: OSError) -> Problem:
    hint = "检查文件的权限和所在的磁盘"
    return Problem(Place(printable(shown)), f"文件读不出来：{reason_of(error)}", hint)
