"""Sealed bags -> the archive/ of a site that is being made, each laid once and then carried from site to site.

In: the folder that is being made, the one before it, the bags, and the edition that is built. Out: ``Laid``: how many
were newly laid, and what moves over from the archive/ before. A bag is copied, by reflink where the disk can, so that
nothing that happens to a site reaches the sealed one. ``archive/.laid.json`` remembers what was laid, so that a bag in
its place is not opened again. A bag of another edition never comes into an output.

Version 1 of that record stands for bags that may have been laid by hard links: they are replaced by copies.
"""

import hashlib
import json
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tongbao.output.tree import ARCHIVE, FRONT_OF_ARCHIVE, make_folder, write_file
from tongbao.problems import Place, Problem, Problems
from tongbao.records.journal import UNFINISHED
from tongbao.sources.office_zip import ZIP_ERRORS

LAID = ".laid.json"
_VERSION, _MAY_BE_LINKED = 2, 1
_ZIP = ".zip"
_READABLE = 0o644
_FICLONE = 0x40049409
_INFO = "bag-info.txt"
_TAGMANIFEST = "tagmanifest-sha256.txt"
_EDITION = re.compile(rb"^Tongbao-Edition:[ \t]*(\S+)", re.MULTILINE)
_DAMAGED = "先运行 verify 核对归档"


@dataclass(frozen=True, slots=True)
class Bag:
    """A sealed bag: where it and its zip lie, and as what it is laid.

    ``name`` is what it is called below archive/ of the output, ``digest`` the sha256 of its tagmanifest-sha256.txt.
    """

    folder: Path
    zip: Path
    name: str
    digest: str
    edition: str


@dataclass(frozen=True, slots=True)
class Laid:
    """How many bags were newly laid, and what lies in the archive/ before, as paths from the site's top.

    ``carried`` are bags of this edition, ``foreign`` is others' and no bag. ``changed`` says whether anything there is
    to become another.
    """

    new: int
    carried: tuple[str, ...]
    foreign: tuple[str, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class _Laid:
    """What is laid under a name; the digest is empty where only the zip is there to tell."""

    digest: str
    edition: str


@dataclass(frozen=True, slots=True)
class _Record:
    """What was laid, by name; ``sure`` says that every bag is a copy of its own."""

    bags: Mapping[str, _Laid]
    sure: bool


def lay_bags(made: Path, before: Path | None, bags: Sequence[Bag], edition: str) -> Laid:
    """Lay the bags of an edition into a site that is being made, those left out that lie in the one before.

    Args:
        made: the folder that is being made.
        before: the folder whose place it takes, where there is one. Nothing in it is touched.
        bags: sealed bags; those of other editions are passed over.
        edition: the edition that ``made`` holds.

    Raises:
        Problems: where a bag is not the one that was laid, or sealed, under its name. No bag is laid then.
    """
    archive, fresh = (before or made) / ARCHIVE, made / ARCHIVE
    own = tuple(bag for bag in bags if bag.edition == edition)
    _refuse_sealed(archive, bags)
    recorded, names = _read_record(archive), _names(archive)
    there = {bag: entry for bag in _stems(names) if (entry := _entry(archive, recorded, bag))}
    laid = {bag: entry for bag, entry in there.items() if entry.edition == edition}
    ours = frozenset(name for name in names if _stem(name) in there)
    kept = frozenset(name for name in ours if _stem(name) in laid)
    new = tuple(bag for bag in own if not {bag.name, bag.name + _ZIP} <= kept)
    if problems := [*_in_the_way(archive, own, laid, names - (ours - kept)), *_unfit(new)]:
        raise Problems(problems)
    for bag in new:
        _lay(fresh, bag, kept)
        laid[bag.name] = _Laid(bag.digest, edition)
    shared = (
        () if recorded.sure else tuple(name for name in sorted(kept) if _is_shared(archive / name))
    )
    for name in shared:
        _copy(archive / name, fresh / name)
    if laid:
        _write_record(fresh, laid)
    left = frozenset(filter(_is_unfinished, names)) | (ours - kept)
    unsure = bool(recorded.bags) and not recorded.sure
    return Laid(
        new=len(new),
        carried=_below(kept.difference(shared)),
        foreign=_below(names - ours - left - {LAID, Path(FRONT_OF_ARCHIVE).name}),
        changed=bool(new or shared or left or unsure) or laid != recorded.bags,
    )


def to_bring(source: Path, target: Path) -> tuple[str, ...]:
    """Return the bags that one site speaks of and another holds, as paths from the top: they lie where they are shown.

    ``source`` is the site that holds them, ``target`` the one that is to be shown.
    """
    there, wanted = _read_record(source / ARCHIVE).bags, _read_record(target / ARCHIVE).bags
    bags = {name for name, entry in wanted.items() if there.get(name) == entry}
    names = _names(source / ARCHIVE) - _names(target / ARCHIVE)
    return _below(frozenset(name for name in names if _stem(name) in bags))


def _below(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(f"{ARCHIVE}/{name}" for name in sorted(names))


def _refuse_sealed(archive: Path, bags: Sequence[Bag]) -> None:
    """Never work where the sealed bags themselves lie: what is left out here would be lost."""
    place = Place(str(archive))
    if archive.is_symlink():
        raise Problems([Problem(place, "输出里的 archive 是一个链接，没有写入", "删去这个链接")])
    for above in {bag.folder.parent for bag in bags}:
        if above.resolve().is_relative_to(archive.resolve()):
            message = "封存的归档包就在输出文件夹里，没有写入"
            raise Problems([Problem(place, message, "换一个输出文件夹")])


def _names(archive: Path) -> frozenset[str]:
    try:
        return frozenset(os.listdir(archive))  # noqa: PTH208 - names, not paths
    except FileNotFoundError:
        return frozenset()


def _stems(names: frozenset[str]) -> Iterator[str]:
    """Yield what may be the name of a bag."""
    return iter(sorted({_stem(name) for name in names - {LAID} if not _is_unfinished(name)}))


def _stem(name: str) -> str:
    return name.removesuffix(_ZIP)


def _is_unfinished(name: str) -> bool:
    return name.startswith(UNFINISHED)


def _entry(archive: Path, recorded: _Record, bag: str) -> _Laid | None:
    """Return what lies under a name, as recorded or as it says itself; None where it is no bag."""
    return recorded.bags.get(bag) or _found(archive, bag)


def _found(archive: Path, name: str) -> _Laid | None:
    folder = archive / name
    stated = _editions_in(_content(folder / _INFO)) or _editions_in(_zipped_info(archive, name))
    digest = _digest(folder / _TAGMANIFEST)
    return _Laid(digest, stated) if stated else None


def _editions_in(info: bytes) -> str:
    """Return the edition that a bag-info.txt states; one that states several is of none of them."""
    return "+".join(sorted({found.decode("utf-8", "replace") for found in _EDITION.findall(info)}))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return b""


def _digest(file: Path) -> str:
    content = _content(file)
    return hashlib.sha256(content).hexdigest() if content else ""


def _zipped_info(archive: Path, name: str) -> bytes:
    with suppress(*ZIP_ERRORS), zipfile.ZipFile(archive / f"{name}{_ZIP}") as opened:
        infos = [path for path in opened.namelist() if path.partition("/")[2] == _INFO]
        return b"\n".join(opened.read(path) for path in infos)
    return b""


def _in_the_way(
    archive: Path, own: Sequence[Bag], laid: Mapping[str, _Laid], names: frozenset[str]
) -> Iterator[Problem]:
    """Yield the bags whose place is taken by something else."""
    for bag in own:
        place = Place(str(archive / bag.name))
        if bag.name not in names:
            continue
        if bag.name not in laid:
            yield Problem(place, "归档包的位置上有别的东西，没有写入", "移走它，再生成一次")
        elif laid[bag.name].digest != bag.digest:
            hint = f"{_DAMAGED}；确认封存的那个无误后，删去输出里的这个文件夹，再生成一次"
            yield Problem(place, "站点里已有的归档包与封存的不同，没有替换", hint)


def _unfit(new: Sequence[Bag]) -> Iterator[Problem]:
    """Yield the bags that cannot be laid: they are gone, or not those that were sealed as such."""
    for bag in new:
        for path in (bag.folder, bag.zip):
            if path.is_symlink() or not path.exists():
                yield Problem(Place(str(path)), "登记的归档包不见了，没有放进站点", _DAMAGED)
        if bag.folder.is_dir() and (
            _digest(bag.folder / _TAGMANIFEST) != bag.digest
            or _editions_in(_content(bag.folder / _INFO)) != bag.edition
        ):
            yield Problem(Place(str(bag.folder)), "归档包与登记的不同，没有放进站点", _DAMAGED)
        yield from map(_a_link, _links_in(bag.folder))


def _links_in(folder: Path) -> Iterator[Path]:
    for above, folders, files in os.walk(folder):
        for path in (Path(above) / name for name in sorted((*folders, *files))):
            if path.is_symlink():
                yield path


def _a_link(path: Path) -> Problem:
    return Problem(Place(str(path)), "归档包里有一个链接，没有放进站点", _DAMAGED)


def _lay(archive: Path, bag: Bag, there: frozenset[str]) -> None:
    """Lay a bag and its zip, or only what is missing of the two."""
    for source, name in ((bag.folder, bag.name), (bag.zip, f"{bag.name}{_ZIP}")):
        if name not in there:
            _copy(source, archive / name)


def _copy(source: Path, target: Path) -> None:
    """Copy a bag or its zip, so that everybody may read it."""
    make_folder(target.parent)
    if source.is_file():
        _copy_file(source, target)
        target.chmod(_READABLE)
        return
    make_folder(target)
    with os.scandir(source) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_symlink():
            raise Problems(
                [_a_link(source / entry.name)]
            )  # put there since the bags were looked at
        _copy(source / entry.name, target / entry.name)


def _copy_file(source: Path, target: Path) -> None:
    """Copy a file; a disk that can gives both the same blocks until one of them is written to."""
    if sys.platform.startswith("linux"):
        import fcntl

        with source.open("rb") as opened, target.open("wb") as made, suppress(OSError):
            fcntl.ioctl(made, _FICLONE, opened.fileno())
            return
    shutil.copyfile(source, target)


def _is_shared(path: Path) -> bool:
    """Tell whether a file of a bag has another name somewhere, so that what happens to the one happens to both."""
    if not path.is_dir():
        return path.lstat().st_nlink > 1
    return any(
        (Path(above) / name).lstat().st_nlink > 1
        for above, _, files in os.walk(path)
        for name in files
    )


def _read_record(archive: Path) -> _Record:
    """Return what was laid; nothing where that cannot be read: then the bags tell it themselves."""
    try:
        data = json.loads((archive / LAID).read_bytes())
        rows = data["bags"] if data["version"] in {_VERSION, _MAY_BE_LINKED} else {}
        bags = {name: _Laid(row["digest"], row["edition"]) for name, row in rows.items()}
        return _Record(bags, data["version"] == _VERSION)
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return _Record({}, sure=False)


def _write_record(archive: Path, laid: Mapping[str, _Laid]) -> None:
    rows = {name: {"digest": bag.digest, "edition": bag.edition} for name, bag in laid.items()}
    data = {"version": _VERSION, "bags": rows}
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_file(archive, LAID, text.encode())
