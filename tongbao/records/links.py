"""Links in a site's folder, told before anything is read through them.

In: the site's folder. Out: a problem for every symbolic link and junction in content/, static/ and templates/, for
every file there that has a name outside the site's folder as well (a hard link), and for what is neither file nor
folder. Who may write there could otherwise bring any file of this machine into a site, or have the site change with a
file that nobody looks at. Links are never followed, so that a folder linked to its parent is a message like the others.
archive/ has its own look at them (``archive.digests``).
"""

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tongbao.problems import Place, Problem
from tongbao.problems.reasons import reason_of
from tongbao.records.shelf import is_nobodys

FOLDERS = ("content", "static", "templates")
# What Windows calls a junction; Python 3.11 takes it for a folder.
_JUNCTION = 0xA0000003
_Inode = tuple[int, int]


def links_in(root: Path, folders: Sequence[str] = FOLDERS) -> Iterator[Problem]:
    """Yield a problem for whatever in some folders of a site leads out of them; hidden files are left out."""
    named: dict[_Inode, list[str]] = {}
    names: Counter[_Inode] = Counter()
    for path, found in _below(root, folders):
        if isinstance(found, OSError):
            message = f"读不出来：{reason_of(found)}"
            yield Problem(Place(path), message, "检查它的权限和所在的磁盘")
        elif _is_no_folder(found) and is_nobodys(path.rpartition("/")[2]):
            continue  # the lock that Emacs lays beside a file is a link that leads nowhere
        elif is_link(found):
            message, hint = "这是一个链接，没有跟随", "删去它，把它指向的文件或文件夹复制到这里"
            yield Problem(Place(path), message, hint)
        elif stat.S_ISREG(found.st_mode):
            if found.st_nlink > 1:
                named.setdefault(_inode(found), []).append(path)
                names[_inode(found)] = found.st_nlink
        elif not stat.S_ISDIR(found.st_mode):
            yield Problem(Place(path), "这不是普通文件，没有读取", "移走它")
    if named:
        yield from _hard_links(root, named, names)


def _is_no_folder(found: os.stat_result) -> bool:
    return is_link(found) or not stat.S_ISDIR(found.st_mode)


def is_link(found: os.stat_result) -> bool:
    """Tell whether something is a symbolic link or a junction, from what ``lstat`` says of it."""
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION


def _hard_links(
    root: Path, named: dict[_Inode, list[str]], names: Counter[_Inode]
) -> Iterator[Problem]:
    """Yield a problem for each file with more names than the whole of the site's folder holds."""
    for _, found in _below(root, (".",)):
        if not isinstance(found, OSError) and stat.S_ISREG(found.st_mode):
            names[_inode(found)] -= 1
    for inode, paths in named.items():
        for path in paths if names[inode] > 0 else ():
            message = "这个文件在站点文件夹以外还有一个名称（硬链接），那里一改，这里也变"
            yield Problem(Place(path), message, "把它复制一份，删去它，再把复制的改成它的名称")


def _below(root: Path, folders: Sequence[str]) -> Iterator[tuple[str, os.stat_result | OSError]]:
    """Yield every path at and below some folders with what ``lstat`` says of it; links are not entered."""
    above, waiting = str(root), list(reversed(folders))
    while waiting:
        path = waiting.pop()
        place = f"{above}/{path}"
        try:
            found = os.lstat(place)
            yield path, found
            if stat.S_ISDIR(found.st_mode) and not is_link(found):
                names = sorted(os.listdir(place), reverse=True)  # noqa: PTH208  thousands of names
                waiting += (f"{path}/{name}" for name in names)
        except FileNotFoundError:
            continue
        except OSError as error:
            yield path, error


def _inode(found: os.stat_result) -> _Inode:
    return found.st_dev, found.st_ino
