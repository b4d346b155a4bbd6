"""What lies in a bag now: sizes and digests of all its files, and the tag files that say what it should be.

In: the folder of a bag. Out: ``Contents``, or the one ``Problem`` that keeps the folder from being read as a bag.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tongbao.archive.bagit import DECLARATION, INFO, algorithm_of, read_info
from tongbao.archive.digests import SHA256, Digests, available, digests_of
from tongbao.problems import Place, Problem, printable
from tongbao.problems.reasons import reason_of
from tongbao.records.links import is_link

MOST_TAG_BYTES = 200_000_000
NO_BAG_HINT = "归档包是 archive 文件夹里以月份为名的文件夹，如 archive/2022-07"


@dataclass(frozen=True, slots=True)
class Contents:
    """A bag as it is now. ``shown`` is what messages call it, ``tags`` holds its tag files by name."""

    shown: str
    files: Digests
    tags: Mapping[str, bytes] = field(repr=False)

    def place(self, path: str) -> Place:
        """Return the place of a file of the bag."""
        return Place(printable(f"{self.shown}/{path}"))

    def text(self, name: str) -> str | None:
        """Return a tag file as text; None where it is missing or no UTF-8."""
        try:
            return self.tags[name].decode()
        except (KeyError, UnicodeDecodeError):
            return None

    def labels(self) -> Mapping[str, tuple[str, ...]]:
        """Return the values of bag-info.txt by label; a label may stand more than once."""
        found: dict[str, tuple[str, ...]] = {}
        for label, value in read_info(self.text(INFO) or ""):
            found[label] = (*found.get(label, ()), value)
        return found

    def label(self, name: str) -> str:
        """Return the value of a label that stands once, else nothing."""
        values = self.labels().get(name, ())
        return values[0] if len(values) == 1 else ""


def read_folder(folder: Path, shown: str | None = None) -> Contents | Problem:
    """Read all of a bag; ``shown`` is what problems call it."""
    called = printable(str(folder)) if shown is None else shown
    if refused := _refused(folder, called):
        return refused
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - names, not paths
    except OSError as error:
        return Problem(Place(called), f"文件夹读不出来：{reason_of(error)}", "检查文件夹的权限")
    if not looks_like_a_bag(names):
        return Problem(Place(called), "这里不是归档包，没有 bagit.txt", NO_BAG_HINT)
    files = digests_of(folder, algorithms_for(names), called)
    tags: dict[str, bytes] = {}
    for name in names:
        if is_read(name) and files.sizes.get(name, MOST_TAG_BYTES + 1) <= MOST_TAG_BYTES:
            tags[name] = (folder / name).read_bytes()
    return Contents(called, files, tags)


def _refused(folder: Path, called: str) -> Problem | None:
    if os.path.lexists(folder) and is_link(folder.lstat()):
        return Problem(Place(called), "这是一个链接，没有跟随", "给出它指向的那个文件夹")
    if not folder.exists():
        return Problem(Place(called), "没有这个文件夹", NO_BAG_HINT)
    if not folder.is_dir():
        return Problem(Place(called), "这里不是归档包，而是一个文件", NO_BAG_HINT)
    return None


def looks_like_a_bag(names: Iterable[str]) -> bool:
    """Tell whether the names at the top of a folder are those of a bag, be it a damaged one."""
    return any(name == DECLARATION or algorithm_of(name) for name in names)


def is_read(name: str) -> bool:
    """Tell whether a tag file says what the bag should be."""
    return name in {DECLARATION, INFO} or algorithm_in(name) is not None


def algorithm_in(name: str) -> str | None:
    """Return the algorithm of a manifest or tagmanifest; None for other names."""
    return algorithm_of(name) or algorithm_of(name, tags=True)


def algorithms_for(names: Iterable[str]) -> tuple[str, ...]:
    """Return sha256 and every other algorithm of the manifests that this machine can compute."""
    named = {algorithm for name in names if (algorithm := algorithm_in(name))}
    return (SHA256, *sorted(one for one in named if one != SHA256 and available(one)))
