"""What lies in a bag that is one .zip file, read without unpacking it.

In: the file. Out: ``Contents``, or the problems that keep it from being read as a bag. Each entry is digested in a
stream. A zip that could write outside its folder, or that holds other amounts than its bag states, is not read on.
"""

import re
import stat
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tongbao.archive.bagit import is_payload, manifest_name, read_manifest
from tongbao.archive.contents import (
    MOST_TAG_BYTES,
    Contents,
    algorithms_for,
    is_read,
    looks_like_a_bag,
)
from tongbao.archive.digests import SHA256, Digests, digests_of_stream
from tongbao.archive.labels import PAYLOAD_OXUM
from tongbao.archive.soundness import EXTRA, oxum_problems
from tongbao.problems import Place, Problem, printable
from tongbao.problems.reasons import reason_of
from tongbao.sources.office_zip import ZIP_ERRORS

_AGAIN = "从备份取回这个压缩包"
_ENCRYPTED = 1
_OXUM = re.compile(r"(\d{1,18})\.(\d{1,18})")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def read_zip(path: Path, shown: str | None = None) -> Contents | tuple[Problem, ...]:
    """Read all of a bag in a zip; ``shown`` is what problems call the file."""
    called = printable(str(path)) if shown is None else shown
    if path.is_symlink():
        return (Problem(Place(called), "这是一个链接，没有跟随", "给出它指向的那个文件"),)
    try:
        with zipfile.ZipFile(path) as opened:
            found = tuple(_wrong_entries(opened, called, path.stat().st_size))
            return found or _contents(opened, called)
    except FileNotFoundError:
        return (Problem(Place(called), "没有这个文件", _AGAIN),)
    except PermissionError as error:
        return (Problem(Place(called), f"压缩包读不出来：{reason_of(error)}", _AGAIN),)
    except ZIP_ERRORS:
        return (Problem(Place(called), "压缩包读不出来，不完整或已损坏", _AGAIN),)


def _wrong_entries(opened: zipfile.ZipFile, called: str, size: int) -> Iterator[Problem]:
    """Yield the entries for which the zip is not read at all."""
    seen: set[str] = set()
    tops: set[str] = set()
    entries = opened.infolist()
    for entry in entries:
        place = Place(printable(f"{called}!{entry.filename}"))
        if what := _wrong_entry(entry):
            yield Problem(place, f"{what}，没有解开这个压缩包", _AGAIN)
        elif entry.filename in seen:
            yield Problem(place, "压缩包里有两个同名的文件，没有解开这个压缩包", _AGAIN)
        seen.add(entry.filename)
        tops.add(entry.filename.partition("/")[0])
    if len(tops) != 1:
        message = "压缩包里应只有一个归档包的文件夹"
        yield Problem(Place(called), message, _AGAIN)
    if sum(entry.compress_size for entry in entries) > size:
        yield Problem(Place(called), "压缩包里的文件互相重叠，没有解开", _AGAIN)


def _wrong_entry(entry: zipfile.ZipInfo) -> str:
    """Return why an entry is not to be touched; nothing where it may be read."""
    name = entry.filename
    parts = name.rstrip("/").split("/")
    if entry.orig_filename != name or "\\" in name or ":" in parts[0]:
        return "文件名里有不能用的字符"
    if any(part in {"", ".", ".."} for part in parts):
        return "文件名指向压缩包以外"
    if "/" not in name:
        return "文件不在归档包的文件夹里"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "这是一个链接"
    if entry.flag_bits & _ENCRYPTED:
        return "文件加了密"
    return "" if entry.compress_type in _METHODS else "文件的压缩方式不认识"


def _contents(opened: zipfile.ZipFile, called: str) -> Contents | tuple[Problem, ...]:
    entries = {
        entry.filename.partition("/")[2]: entry
        for entry in opened.infolist()
        if not entry.is_dir() and "/" in entry.filename
    }
    if not looks_like_a_bag(entries):
        hint = "归档包的压缩包是 archive 文件夹里的 2022-07.zip 这样的文件"
        return (Problem(Place(called), "压缩包里不是归档包，没有 bagit.txt", hint),)
    sizes = {path: entry.file_size for path, entry in sorted(entries.items())}
    tags = {
        path: opened.read(entry)
        for path, entry in entries.items()
        if is_read(path) and entry.file_size <= MOST_TAG_BYTES
    }
    top = opened.namelist()[0].partition("/")[0]
    stated = Contents(f"{called}!{top}", Digests(sizes, {}, {}), tags)
    if found := tuple(_too_much(stated)):
        return found
    return Contents(stated.shown, _digests(opened, entries, stated), tags)


def _too_much(stated: Contents) -> Iterator[Problem]:
    """Yield why the zip is not unpacked: by its own list it holds more than its bag was sealed with."""
    sizes = stated.files.sizes
    most = _OXUM.fullmatch(stated.label(PAYLOAD_OXUM))
    if most is None:
        message = f"bag-info.txt 里没有读到 {PAYLOAD_OXUM}，不知道应有多大，没有解开"
        yield Problem(Place(stated.shown), message, _AGAIN)
    elif sum(size for path, size in sizes.items() if is_payload(path)) > int(most[1]):
        yield from oxum_problems(stated, sizes)
        listed = read_manifest(stated.text(manifest_name(SHA256)) or "").digests
        for path in sizes:
            if is_payload(path) and path not in listed:
                yield Problem(stated.place(path), EXTRA, _AGAIN)
    if sum(size for path, size in sizes.items() if not is_payload(path)) > MOST_TAG_BYTES:
        message = f"data 以外的文件超过 {MOST_TAG_BYTES // 1_000_000} MB，没有解开"
        yield Problem(Place(stated.shown), message, _AGAIN)


def _digests(
    opened: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo], stated: Contents
) -> Digests:
    algorithms = algorithms_for(entries)
    digests: dict[str, dict[str, str]] = {algorithm: {} for algorithm in algorithms}
    refused: dict[str, Problem] = {}
    for path, entry in sorted(entries.items()):
        try:
            with opened.open(entry) as stream:
                _, sums = digests_of_stream(stream, algorithms)
        except ZIP_ERRORS:
            refused[path] = Problem(stated.place(path), "这个文件解不开，压缩包已损坏", _AGAIN)
            continue
        for algorithm, digest in zip(algorithms, sums, strict=True):
            digests[algorithm][path] = digest
    read = {path: size for path, size in stated.files.sizes.items() if path not in refused}
    return Digests(read, digests, refused)
