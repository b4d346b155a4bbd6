"""Sealed bags -> the archive/ of a built site, each laid once and then left alone.

In: the folder of the built site, the bags, and the edition that is built. Out: how many were newly laid. A bag is laid
by hard links where the disk allows it, else copied, and appears whole, by rename. ``archive/.laid.json`` remembers what
was laid, so that a bag in its place is not opened again. A bag of another edition never stays in an output.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tongbao.output.tree import ARCHIVE
from tongbao.problems import Place, Problem, Problems
from tongbao.sources.office_zip import ZIP_ERRORS

LAID = ".laid.json"
_VERSION = 1
_UNFINISHED = ".tongbao-"
_ZIP = ".zip"
_READABLE = 0o644
_OPEN_FOLDER = 0o755
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
class _Laid:
    """What lies in the output under a name; the digest is empty where only the zip is there to tell."""

    digest: str
    edition: str


def refuse_unfit(out: Path, bags: Sequence[Bag], edition: str) -> None:
    """Raise the ``Problems`` that ``lay_bags`` would raise, before anything is written."""
    archive = out / ARCHIVE
    own = tuple(bag for bag in bags if bag.edition == edition)
    if not own and not os.path.lexists(archive):
        return
    _refuse_sealed(archive, bags)
    recorded, names = _read_record(archive), _names(archive)
    there = {
        bag.name: found
        for bag in own
        if bag.name in names and (found := recorded.get(bag.name) or _found(archive, bag.name))
    }
    others = frozenset(name for name, found in there.items() if found.edition != edition)
    laid = {name: found for name, found in there.items() if name not in others}
    if problems := _refused(archive, own, laid, names - others):
        raise Problems(problems)


def _refused(
    archive: Path, own: Sequence[Bag], laid: Mapping[str, _Laid], names: frozenset[str]
) -> list[Problem]:
    return [*_in_the_way(archive, own, laid, names), *_unfit(_new(own, names))]


def _new(own: Sequence[Bag], names: frozenset[str]) -> tuple[Bag, ...]:
    return tuple(bag for bag in own if not {bag.name, bag.name + _ZIP} <= names)


def lay_bags(out: Path, bags: Sequence[Bag], edition: str) -> int:
    """Lay the bags of an edition beside its built site, and take away those of other editions.

    Args:
        out: the folder of the built site.
        bags: sealed bags; those of other editions are passed over.
        edition: the edition that ``out`` holds.

    Returns:
        How many bags were newly laid.

    Raises:
        Problems: where a bag is not the one that was laid, or sealed, under its name. No bag is laid then.
    """
    archive = out / ARCHIVE
    own = tuple(bag for bag in bags if bag.edition == edition)
    if not own and not os.path.lexists(archive):
        return 0
    _refuse_sealed(archive, bags)
    recorded = _read_record(archive)
    laid = _without_others(archive, recorded, edition)
    names = _names(archive)
    new, problems = _new(own, names), _refused(archive, own, laid, names)
    if not problems:
        for bag in new:
            _lay(archive, bag)
            laid[bag.name] = _Laid(bag.digest, edition)
    if laid != recorded:
        _write_record(archive, laid)
    if problems:
        raise Problems(problems)
    return len(new)


def laid_names(archive: Path) -> frozenset[str]:
    """Return the names of the folders and zips that were laid into an archive/ as its record tells."""
    return frozenset(name + end for name in _read_record(archive) for end in ("", _ZIP))


def _refuse_sealed(archive: Path, bags: Sequence[Bag]) -> None:
    """Never work where the sealed bags themselves lie: what is removed here would be lost."""
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


def _without_others(archive: Path, recorded: Mapping[str, _Laid], edition: str) -> dict[str, _Laid]:
    """Return what is laid of this edition, by name, after taking away what is of another or was left half done."""
    laid: dict[str, _Laid] = {}
    for name in sorted(_names(archive)):
        bag = name.removesuffix(_ZIP)
        if name.startswith(_UNFINISHED):
            _remove(archive / name)
        elif (
            name != LAID
            and bag not in laid
            and (found := recorded.get(bag) or _found(archive, bag))
        ):
            if found.edition == edition:
                laid[bag] = found
            else:
                _take_away(archive, bag)
    return laid


def _found(archive: Path, name: str) -> _Laid | None:
    """Return what an unrecorded bag says of itself; None where it is no bag."""
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


def _take_away(archive: Path, name: str) -> None:
    """Remove a bag and its zip; renamed first, so that no half of it is ever shown."""
    for path in (archive / name, archive / f"{name}{_ZIP}"):
        if os.path.lexists(path):
            with _unfinished(archive) as away:
                path.rename(away / path.name)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


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


def _lay(archive: Path, bag: Bag) -> None:
    """Lay a bag and its zip, or only the zip where that alone is missing."""
    archive.mkdir(parents=True, exist_ok=True)
    folder, zipped = archive / bag.name, archive / f"{bag.name}{_ZIP}"
    with _unfinished(archive) as ready:
        _link_or_copy(bag.zip, ready / zipped.name)
        if not folder.exists():
            _lay_folder(bag.folder, ready / folder.name)
        (ready / zipped.name).replace(zipped)
        if not folder.exists():
            (ready / folder.name).rename(folder)


def _lay_folder(source: Path, target: Path) -> None:
    target.mkdir()
    target.chmod(_OPEN_FOLDER)
    with os.scandir(source) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path = source / entry.name
        if entry.is_symlink():
            raise Problems([_a_link(path)])  # put there since the bags were looked at
        if entry.is_dir():
            _lay_folder(path, target / entry.name)
        else:
            _link_or_copy(path, target / entry.name)


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # another disk, a disk without hard links, or a file of another user
        shutil.copyfile(source, target)
        target.chmod(_READABLE)


@contextmanager
def _unfinished(archive: Path) -> Iterator[Path]:
    """Give a folder beside the bags that is gone afterwards, with all that is still in it."""
    folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=archive))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _read_record(archive: Path) -> dict[str, _Laid]:
    """Return what was laid, by name; nothing where that cannot be read: then the bags tell it themselves."""
    try:
        data = json.loads((archive / LAID).read_bytes())
        rows = data["bags"] if data["version"] == _VERSION else {}
        return {name: _Laid(row["digest"], row["edition"]) for name, row in rows.items()}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write_record(archive: Path, laid: Mapping[str, _Laid]) -> None:
    rows = {name: {"digest": bag.digest, "edition": bag.edition} for name, bag in laid.items()}
    data = {"version": _VERSION, "bags": rows}
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    with _unfinished(archive) as ready:
        (ready / LAID).write_text(text, "utf-8")
        (ready / LAID).replace(archive / LAID)
