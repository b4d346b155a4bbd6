"""The proof that sealed bags are what they were: every byte of each, and the chain that joins them.

In: the folder of a bag, or a site's folder. Out: problems, sorted; none where everything is intact.
"""

import contextlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tongbao.archive import labels
from tongbao.archive.chain import (
    MANIFEST,
    TAGMANIFEST,
    identity_problems,
    label_problems,
    order_problems,
    sums_problems,
)
from tongbao.archive.contents import Contents, looks_like_a_bag, read_folder
from tongbao.archive.digests import digest_of, digest_of_file, printable
from tongbao.archive.register import (
    APART,
    ARCHIVE,
    FOLDER,
    REGISTER,
    SUMS,
    Sealed,
    folder_of,
    read_register,
    zip_of,
)
from tongbao.archive.soundness import CHANGED, FROM_BACKUP, problems_of
from tongbao.archive.zip_contents import read_zip
from tongbao.problems import Place, Problem, Problems
from tongbao.problems.reasons import reason_of

_ZIP = ".zip"
_IS_FOLDER = re.compile(FOLDER)
_FOLDERS = ("", *(f"{edition}/" for edition in APART))
_UNREGISTERED = f"从备份取回 {REGISTER}，或把它移出 {ARCHIVE} 文件夹"


def verify_bag(folder: Path, shown: str | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with one bag by its own manifests; ``shown`` is what problems call it."""
    now = read_folder(folder, shown)
    return (now,) if isinstance(now, Problem) else problems_of(now)


def verify_zip(path: Path, shown: str | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with a bag in a zip by its own manifests; nothing is unpacked to the disk."""
    now = read_zip(path, shown)
    return problems_of(now) if isinstance(now, Contents) else tuple(sorted(now))


def verify_archive(root: Path, folders: Sequence[Path] = ()) -> tuple[Problem, ...]:
    """Return what is wrong with a site's archive, or only with the bags given.

    Args:
        root: the site's folder.
        folders: bags as folders or zips, wherever they lie; without any, all that the site ever sealed.

    Returns:
        Problems sorted by place. Paths below ``root`` are shown relative to it, those given as they were given.
    """
    found: set[Problem] = set()
    try:
        sealed = read_register(root)
    except Problems as broken:
        sealed = ()
        found.update(broken.problems)
    for folder in folders:
        found.update(_given(root, sealed, folder))
    if not folders:
        found.update(_everything(root, sealed, broken=bool(found)))
    return tuple(sorted(found))


def _everything(root: Path, sealed: Sequence[Sealed], *, broken: bool) -> Iterator[Problem]:
    yield from order_problems(sealed)
    for bag in sealed:
        yield from _registered(root, sealed, bag, f"{ARCHIVE}/{bag.folder}")
        yield from _registered_zip(root, sealed, bag, f"{ARCHIVE}/{zip_of(bag.folder)}")
    if not broken:
        yield from unregistered(root, sealed)
        yield from _strays(root)
    known = {bag.folder for bag in sealed}
    for folder in _bags_on_disk(root):
        if folder not in known:
            yield from verify_bag(root / ARCHIVE / folder, f"{ARCHIVE}/{folder}")
    if sealed:
        yield from _sums(root, sealed)


def unregistered(root: Path, sealed: Sequence[Sealed]) -> Iterator[Problem]:
    """Yield the bags and zips below archive/ that the register does not name."""
    known = {bag.folder for bag in sealed}
    for folder in _bags_on_disk(root):
        if folder not in known:
            yield Problem(Place(f"{ARCHIVE}/{folder}"), "这个归档包没有登记", _UNREGISTERED)
    for file in _zips_on_disk(root):
        if file.removesuffix(_ZIP) not in known:
            yield Problem(Place(f"{ARCHIVE}/{file}"), "这个压缩包没有登记", _UNREGISTERED)


def _strays(root: Path) -> Iterator[Problem]:
    """Yield what lies below archive/ and is neither a bag nor what the register is made of."""
    own = {REGISTER, SUMS, *(f"{ARCHIVE}/{edition}" for edition in APART)}
    bags = set(_bags_on_disk(root))
    for above in _FOLDERS:
        for name in _names(root / ARCHIVE / above):
            place = f"{ARCHIVE}/{above}{name}"
            if place not in own and above + name not in bags and not name.endswith(_ZIP):
                yield Problem(Place(place), "这里不是归档包", f"把它移出 {ARCHIVE} 文件夹")


def _registered(root: Path, sealed: Sequence[Sealed], bag: Sealed, shown: str) -> Iterator[Problem]:
    """Yield what is wrong with a bag that the register names, by its manifests and by the register."""
    folder = root / ARCHIVE / bag.folder
    if not folder.is_symlink() and not folder.exists():
        yield Problem(Place(shown), "登记了这个归档包，但文件夹不见了", FROM_BACKUP)
        return
    now = read_folder(folder, shown)
    if isinstance(now, Problem):
        yield now
        return
    own = problems_of(now)
    yield from own
    other = tuple(identity_problems(sealed, bag, now, sound=not own))
    yield from other or label_problems(sealed, bag, now)


def _registered_zip(
    root: Path, sealed: Sequence[Sealed], bag: Sealed, shown: str
) -> Iterator[Problem]:
    """Yield what is wrong with the zip of a bag; one that is as it was sealed is read inside all the same."""
    path, place = root / ARCHIVE / zip_of(bag.folder), Place(shown)
    try:
        digest, size = digest_of_file(path), path.stat().st_size
    except FileNotFoundError:
        yield Problem(place, "登记了这个压缩包，但文件不见了", FROM_BACKUP)
        return
    except OSError as error:
        yield Problem(place, f"文件读不出来：{reason_of(error)}", "检查文件的权限和所在的磁盘")
        return
    if digest != bag.zip:
        other = next((one.folder for one in sealed if one.zip == digest), None)
        message = f"这里放的不是“{bag.folder}”，而是“{other}”的压缩包" if other else CHANGED
        yield Problem(place, message, FROM_BACKUP)
        return
    if size != bag.zip_bytes:
        message = f"“{bag.folder}”登记的 zip_bytes 是 {bag.zip_bytes}，压缩包有 {size} 字节"
        yield Problem(Place(REGISTER), message, FROM_BACKUP)
    yield from _inside_zip(path, bag, shown)


def _inside_zip(path: Path, bag: Sealed, shown: str) -> Iterator[Problem]:
    now = read_zip(path, shown)
    if not isinstance(now, Contents):
        yield from now
        return
    yield from problems_of(now)
    if digest_of(now.tags.get(TAGMANIFEST, b"")) != bag.tagmanifest:
        yield Problem(Place(shown), f"压缩包里的不是登记的归档包“{bag.folder}”", FROM_BACKUP)


def _bags_on_disk(root: Path) -> Iterator[str]:
    """Yield what below archive/ looks like a bag or is called like one."""
    for above in _FOLDERS:
        for name in _names(root / ARCHIVE / above):
            inside = _names(root / ARCHIVE / above / name)
            if _IS_FOLDER.fullmatch(above + name) or looks_like_a_bag(inside):
                yield above + name


def _zips_on_disk(root: Path) -> Iterator[str]:
    for above in _FOLDERS:
        for name in _names(root / ARCHIVE / above):
            if name.endswith(_ZIP):
                yield above + name


def _names(folder: Path) -> list[str]:
    """Return the names in a folder, sorted, without hidden ones; none where it is no folder."""
    try:
        return sorted(one.name for one in folder.iterdir() if not one.name.startswith("."))
    except OSError:
        return []


def _sums(root: Path, sealed: Sequence[Sealed]) -> Iterator[Problem]:
    try:
        text = (root / SUMS).read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        yield Problem(Place(SUMS), "这个文件不见了", FROM_BACKUP)
    except OSError as error:
        yield Problem(Place(SUMS), f"文件读不出来：{reason_of(error)}", "检查文件的权限")
    else:
        yield from sums_problems(sealed, text)


def _given(root: Path, sealed: Sequence[Sealed], path: Path) -> Iterator[Problem]:
    """Yield what is wrong with a bag that the user named: by itself, by the register, by the bag beside it."""
    archive, shown = (root / ARCHIVE).resolve(), printable(str(path))
    for bag in () if path.is_symlink() else sealed:
        if path.resolve() == archive / bag.folder:
            yield from _registered(root, sealed, bag, shown)
            return
        if path.resolve() == archive / zip_of(bag.folder):
            yield from _registered_zip(root, sealed, bag, shown)
            return
    if path.suffix.lower() == _ZIP and not path.is_dir():
        yield from verify_zip(path)
        return
    now = read_folder(path)
    if isinstance(now, Problem):
        yield now
        return
    yield from problems_of(now)
    yield from _name_problems(path, now)
    yield from _link_problems(path, now)


def _name_problems(path: Path, now: Contents) -> Iterator[Problem]:
    """Yield where a folder that is called like a bag holds the bag of another name."""
    name, own = path.resolve().name, Path(_own_folder(now)).name
    if own and _IS_FOLDER.fullmatch(name) and name != own:
        message = f"文件夹名是“{name}”，里面却是“{own}”的归档包"
        yield Problem(Place(now.shown), message, "改回原来的名字，或从备份取回")


def _link_problems(path: Path, now: Contents) -> Iterator[Problem]:
    """Yield where the bag that lies beside this one is not the one that was sealed before it."""
    before, own = now.label(labels.PREVIOUS_BAG), _own_folder(now)
    if not _IS_FOLDER.fullmatch(before):
        return
    full = path.resolve()
    deep = len(Path(own).parts) if f"/{full.as_posix()}".endswith(f"/{own}") else 1
    beside = full.parents[deep - 1] / before
    stated = {
        MANIFEST: now.label(labels.PREVIOUS_MANIFEST),
        TAGMANIFEST: now.label(labels.PREVIOUS_TAGMANIFEST),
    }
    if any((beside / name).is_file() for name in stated) and stated != _digests(beside):
        message = f"旁边的“{before}”不是封存在它前面的那个归档包"
        hint = f"两个归档包有一个被改动或换过，逐个核对，{FROM_BACKUP}"
        yield Problem(Place(now.shown), message, hint)


def _own_folder(now: Contents) -> str:
    """Return where a bag lies below archive/ by its own labels; nothing where they do not say."""
    revision = now.label(labels.REVISION)
    if not revision.isdecimal():
        return ""
    own = folder_of(now.label(labels.EDITION), now.label(labels.MONTH), int(revision))
    return own if _IS_FOLDER.fullmatch(own) else ""


def _digests(folder: Path) -> dict[str, str]:
    """Return the digests of the two manifests of a bag; one that cannot be read has none."""
    found: dict[str, str] = {}
    for name in (MANIFEST, TAGMANIFEST):
        with contextlib.suppress(OSError):
            found[name] = digest_of_file(folder / name)
    return found
