"""The proof that sealed bags are what they were: every byte of each, the chain that joins them, and that none is gone.

In: the folder of a bag, or a site's folder. Out: problems, sorted; none where everything is intact.
"""

import contextlib
import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TypeVar

from tongbao.archive import labels
from tongbao.archive.chain import (
    MANIFEST,
    TAGMANIFEST,
    copy_problems,
    heads,
    identity_problems,
    label_problems,
    order_problems,
    set_back,
    sums_problems,
)
from tongbao.archive.contents import Contents, looks_like_a_bag, read_folder
from tongbao.archive.digests import digest_of, digest_of_file
from tongbao.archive.register import (
    APART,
    ARCHIVE,
    FOLDER,
    RECORD,
    REGISTER,
    SEE_MANUAL,
    SUMS,
    Sealed,
    folder_of,
    keeps_record,
    read_register,
    zip_of,
)
from tongbao.archive.sealing_record import SealingRecord, read_record, record_problems
from tongbao.archive.soundness import CHANGED, FROM_BACKUP, problems_of
from tongbao.archive.zip_contents import read_zip
from tongbao.problems import Place, Problem, Problems, Severity, printable
from tongbao.problems.reasons import reason_of
from tongbao.records.journal import UNFINISHED
from tongbao.records.links import is_link

_Read = TypeVar("_Read")
_ZIP = ".zip"
_IS_FOLDER = re.compile(FOLDER)
_FOLDERS = ("", *(f"{edition}/" for edition in APART))
_UNREGISTERED = f"从备份取回 {REGISTER}，或把它移出 {ARCHIVE} 文件夹"
_LEFT = "是断掉的命令留下的，下一个要写的命令会清走；正有命令在封存的，等它做完再核对"
_AS_FILE = "换成它指向的那个文件或文件夹"


def verify_bag(folder: Path, shown: str | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with one bag by its own manifests; ``shown`` is what problems call it."""
    now = read_folder(folder, shown)
    return (now,) if isinstance(now, Problem) else problems_of(now)


def verify_zip(path: Path, shown: str | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with a bag in a zip by its own manifests; nothing is unpacked to the disk."""
    now = read_zip(path, shown)
    return problems_of(now) if isinstance(now, Contents) else tuple(sorted(now))


def verify_archive(
    root: Path, folders: Sequence[Path] = (), today: datetime.date | None = None
) -> tuple[Problem, ...]:
    """Return what is wrong with a site's archive, or only with the bags given.

    Args:
        root: the site's folder.
        folders: bags as folders or zips, wherever they lie; without any, all that the site ever sealed.
        today: what the clock says, to be held against the days of sealing; None where it is not asked.

    Returns:
        Problems sorted by place. Paths below ``root`` are shown relative to it, those given as they were given.
    """
    found: set[Problem] = set()
    record, register = _or_told(found, read_record, root), _or_told(found, read_register, root)
    sealed = register or ()
    since = {row.folder for row in record.rows if not row.afterwards} if record else set()
    for folder in folders:
        found.update(_given(root, sealed, folder, since))
    if not folders:
        found.update(_everything(root, sealed, since, broken=register is None))
        found.update(_recorded(root, sealed, record))
    if today:
        found.update(set_back(sealed, today))
    return tuple(sorted(found))


def verify_copy(root: Path, copy: Path) -> tuple[Problem, ...]:
    """Return what is missing in SHA256SUMS, or changed, of a copy of it that was made earlier."""
    try:
        text = copy.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        message = f"抄存的文件读不出来：{reason_of(error)}"
        return (Problem(Place(printable(str(copy))), message, "给出抄存的 SHA256SUMS"),)
    try:
        now = (root / SUMS).read_bytes().decode("utf-8", "replace")
    except OSError:  # told by ``verify_archive``, but nothing of the copy is there either
        now = ""
    return tuple(sorted(copy_problems(now, text, printable(str(copy)))))


def proof_lines(root: Path) -> tuple[str, ...]:
    """Return what a person notes down of an archive, and what of it cannot be proved here."""
    try:
        sealed, recorded = read_register(root), keeps_record(root)
    except Problems:  # told by ``verify_archive``
        return ()
    lines = tuple(heads(sealed))
    if sealed and not recorded and not (root / RECORD).exists():
        unproved = "不能证明最新的几份没有被拿走，下次封存时补记"
        lines += (f"没有 {RECORD}（以前的版本封存时不写）：{unproved}",)
    return lines


def _or_told(found: set[Problem], read: Callable[[Path], _Read], root: Path) -> _Read | None:
    """Return what is read; None, with problems added, where it cannot be."""
    try:
        return read(root)
    except Problems as broken:
        found.update(broken.problems)
        return None


def _everything(
    root: Path, sealed: Sequence[Sealed], since: AbstractSet[str], *, broken: bool
) -> Iterator[Problem]:
    """Yield what is wrong inside archive/; ``since`` are the bags that were recorded when they were sealed."""
    yield from order_problems(sealed)
    for bag in sealed:
        yield from _registered(root, sealed, bag, f"{ARCHIVE}/{bag.folder}", since)
        yield from _registered_zip(root, sealed, bag, f"{ARCHIVE}/{zip_of(bag.folder)}", since)
    if not broken:
        yield from unregistered(root, sealed)
        yield from _strays(root, sealed)
    known = {bag.folder for bag in sealed}
    for folder in _bags_on_disk(root):
        if folder not in known:
            yield from verify_bag(root / ARCHIVE / folder, f"{ARCHIVE}/{folder}")
    if sealed:
        yield from _sums(root, sealed)


def _recorded(
    root: Path, sealed: Sequence[Sealed], record: SealingRecord | None
) -> Iterator[Problem]:
    """Yield where the record outside archive/ does not bear the register out."""
    if record:
        yield from record_problems(root, record, sealed)
    elif sealed and keeps_record(root) and not (root / RECORD).exists():
        message = "这个文件不见了，不能证明最新的几份没有被拿走"
        yield Problem(Place(RECORD), message, SEE_MANUAL)


def unregistered(root: Path, sealed: Sequence[Sealed]) -> Iterator[Problem]:
    """Yield the bags and zips below archive/ that the register does not name."""
    known = {bag.folder for bag in sealed}
    for folder in _bags_on_disk(root):
        if folder not in known:
            yield Problem(Place(f"{ARCHIVE}/{folder}"), "这个归档包没有登记", _UNREGISTERED)
    for file in _zips_on_disk(root):
        if file.removesuffix(_ZIP) not in known:
            yield Problem(Place(f"{ARCHIVE}/{file}"), "这个压缩包没有登记", _UNREGISTERED)


def _strays(root: Path, sealed: Sequence[Sealed]) -> Iterator[Problem]:
    """Yield what lies below archive/ and is neither a bag nor what the register is made of."""
    own = {REGISTER, SUMS, *(f"{ARCHIVE}/{bag.folder}".rpartition("/")[0] for bag in sealed)}
    bags = set(_bags_on_disk(root))
    for above in _FOLDERS:
        for name in _names(root / ARCHIVE / above):
            place = f"{ARCHIVE}/{above}{name}"
            if above + name in bags or name.endswith(_ZIP):
                continue
            if is_link((root / place).lstat()):
                yield Problem(Place(place), "这是一个链接，没有跟随", _AS_FILE)
            elif place not in own and not (name in APART and _names(root / place)):
                hint = _LEFT if name.startswith(UNFINISHED) else f"把它移出 {ARCHIVE} 文件夹"
                yield Problem(Place(printable(place)), "这里不是归档包", hint)


def _registered(
    root: Path, sealed: Sequence[Sealed], bag: Sealed, shown: str, since: AbstractSet[str]
) -> Iterator[Problem]:
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
    if linked := now.files.linked:
        yield _linked(shown, bag, since, f"有 {len(linked)} 个文件（如 {printable(linked[0])}）")


def _linked(shown: str, bag: Sealed, since: AbstractSet[str], which: str) -> Problem:
    """Return what is to be said of hard links; the version before laid sealed files into sites by such."""
    severity = Severity.ERROR if bag.folder in since else Severity.WARNING
    message = f"{which}与别处的文件是同一份（硬链接），改了那边，这里也跟着变"
    return Problem(Place(shown), message, "复制一份，用它换下原来的", severity)


def _registered_zip(
    root: Path, sealed: Sequence[Sealed], bag: Sealed, shown: str, since: AbstractSet[str]
) -> Iterator[Problem]:
    """Yield what is wrong with the zip of a bag; one that is as it was sealed is read inside all the same."""
    path, place = root / ARCHIVE / zip_of(bag.folder), Place(shown)
    try:
        digest, found = digest_of_file(path), path.stat()
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
    if found.st_size != bag.zip_bytes:
        message = (
            f"“{bag.folder}”登记的 zip_bytes 是 {bag.zip_bytes}，压缩包有 {found.st_size} 字节"
        )
        yield Problem(Place(REGISTER), message, FROM_BACKUP)
    if found.st_nlink > 1:
        yield _linked(shown, bag, since, "")
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
    """Return the names in a folder, sorted; none where it is no folder."""
    try:
        return sorted(one.name for one in folder.iterdir())
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


def _given(
    root: Path, sealed: Sequence[Sealed], path: Path, since: AbstractSet[str]
) -> Iterator[Problem]:
    """Yield what is wrong with a bag that the user named: by itself, by the register, by the bag beside it."""
    archive, shown = (root / ARCHIVE).resolve(), printable(str(path))
    for bag in () if path.is_symlink() else sealed:
        if path.resolve() == archive / bag.folder:
            yield from _registered(root, sealed, bag, shown, since)
            return
        if path.resolve() == archive / zip_of(bag.folder):
            yield from _registered_zip(root, sealed, bag, shown, since)
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
