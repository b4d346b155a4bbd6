"""A bag as it is now, held against its own manifests.

In: ``Contents``. Out: problems: every file that was changed, is missing or was not there when the bag was sealed, and
whatever in its tag files is not as BagIt 1.0 wants it. Nothing here touches the disk.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tongbao.archive.bagit import (
    DECLARATION,
    DECLARED,
    INFO,
    Manifest,
    algorithm_of,
    is_payload,
    manifest_name,
    payload_oxum,
    read_info,
    read_manifest,
)
from tongbao.archive.contents import MOST_TAG_BYTES, Contents, is_read
from tongbao.archive.digests import SHA256
from tongbao.archive.labels import PAYLOAD_OXUM
from tongbao.problems import Place, Problem, Severity, printable
from tongbao.records.messages import shown

CHANGED = "内容与封存时不同"
MISSING = "封存时有，现在没有"
EXTRA = "封存时没有，多出来的文件"
FROM_BACKUP = "从备份取回封存时的文件"
_OWN_FOLDERS = ("data/templates/", "data/static/")
_TAKE_AWAY = "移走它，封存后不能再往归档包里放文件"


def problems_of(bag: Contents) -> tuple[Problem, ...]:
    """Return everything that is wrong with a bag, sorted; nothing where it is as it was sealed."""
    found = set(bag.files.refused.values())
    found.update(_tag_names(bag))
    found.update(_tag_texts(bag))
    found.update(_manifests(bag, tags=True))
    found.update(_empty_folders(bag))
    payload = set(_manifests(bag, tags=False))
    # The size of a payload that is known to be wrong tells nothing new.
    if not payload and not any(map(is_payload, bag.files.refused)):
        payload.update(oxum_problems(bag, bag.files.sizes))
    found |= payload
    return tuple(sorted(found))


def oxum_problems(bag: Contents, sizes: Mapping[str, int]) -> Iterator[Problem]:
    """Yield where bag-info.txt states another size or number of files than the payload has."""
    if INFO not in bag.tags:
        return
    stated, now = bag.labels().get(PAYLOAD_OXUM, ()), payload_oxum(sizes)
    if not stated:
        yield Problem(bag.place(INFO), f"没有 {PAYLOAD_OXUM}", FROM_BACKUP)
    elif stated != (now,):
        message = f"{PAYLOAD_OXUM} 写的是“{shown('、'.join(stated))}”，现在是“{now}”"
        yield Problem(bag.place(INFO), message, FROM_BACKUP)


def _tag_names(bag: Contents) -> Iterator[Problem]:
    """Yield what no tagmanifest can tell: a tag file that a bag needs is missing, or a tagmanifest is one too many."""
    listing = bag.text(manifest_name(SHA256, tags=True))
    sealed = {name for name in read_manifest(listing or "").digests if algorithm_of(name)}
    tagmanifests = {name.replace("manifest", "tagmanifest", 1) for name in sealed}
    least = {DECLARATION, INFO, manifest_name(SHA256), manifest_name(SHA256, tags=True)}
    for name in least | tagmanifests:
        if name not in bag.files.sizes and name not in bag.files.refused:
            yield Problem(bag.place(name), MISSING, FROM_BACKUP)
    for name in bag.tags:
        if algorithm_of(name, tags=True) and name not in least | tagmanifests:
            yield Problem(bag.place(name), EXTRA, _TAKE_AWAY)


def _tag_texts(bag: Contents) -> Iterator[Problem]:
    for name in bag.tags:
        if bag.text(name) is None:
            yield Problem(bag.place(name), "不是 UTF-8 编码的文字", FROM_BACKUP)
    for name, size in bag.files.sizes.items():
        if is_read(name) and name not in bag.tags:
            message = f"文件有 {size} 字节，超过 {MOST_TAG_BYTES // 1_000_000} MB，没有读取"
            yield Problem(bag.place(name), message, FROM_BACKUP)
    declared = bag.text(DECLARATION)
    if declared is not None and read_info(declared) != read_info(DECLARED):
        message = f"不是 BagIt 1.0 的声明：“{shown(declared)}”"
        yield Problem(bag.place(DECLARATION), message, FROM_BACKUP)


def _manifests(bag: Contents, *, tags: bool) -> Iterator[Problem]:
    """Yield what the manifests, or the tagmanifests, of the bag tell against its files."""
    for name in bag.tags:
        algorithm = algorithm_of(name, tags=tags)
        text = bag.text(name)
        if algorithm is None or text is None:
            continue
        manifest = read_manifest(text)
        yield from _wrong_lines(bag.place(name), manifest)
        if algorithm not in bag.files.digests:
            hint = f"换一台能计算 {algorithm} 的机器再核对"
            message = f"本机不能计算 {algorithm}，没有按这份清单核对"
            yield Problem(bag.place(name), message, hint, Severity.WARNING)
            continue
        for path in manifest.digests:
            if not _belongs(path, tags=tags):
                message = f"清单列了不归它管的文件“{printable(path)}”"
                yield Problem(bag.place(name), message, FROM_BACKUP)
        yield from _compared(
            bag,
            _of_kind(manifest.digests, tags=tags),
            _of_kind(bag.files.digests[algorithm], tags=tags),
        )


def _empty_folders(bag: Contents) -> Iterator[Problem]:
    """Yield the folders in which nothing lies and nothing ever lay: a manifest lists files alone."""
    listed = read_manifest(bag.text(manifest_name(SHA256)) or "").digests
    for path in bag.files.empty:
        if any(file.startswith(f"{path}/") for file in listed):
            continue  # its files are missing, and told as such
        # The version before sealed the site's own folders as they were, empty ones included.
        own = f"{path}/".startswith(_OWN_FOLDERS)
        severity = Severity.WARNING if own else Severity.ERROR
        yield Problem(bag.place(path), "空文件夹，封存时没有", "移走它", severity)


def _wrong_lines(place: Place, manifest: Manifest) -> Iterator[Problem]:
    for wrong in manifest.wrong:
        what = "清单里同一个文件写了两次" if wrong.twice else "清单的这一行读不懂"
        at = Place(place.file, line=wrong.number)
        yield Problem(at, f"{what}：“{shown(printable(wrong.text))}”", FROM_BACKUP)


def _of_kind(digests: Mapping[str, str], *, tags: bool) -> Mapping[str, str]:
    return {path: digest for path, digest in digests.items() if _belongs(path, tags=tags)}


def _belongs(path: str, *, tags: bool) -> bool:
    """Tell whether manifests of this kind list a path: a tagmanifest lists no tagmanifest."""
    return is_payload(path) != tags and not algorithm_of(path, tags=True)


@dataclass(frozen=True, slots=True)
class _Differences:
    """How files differ from a manifest; ``renamed`` leads from the new path to the one that is missing."""

    changed: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    renamed: Mapping[str, str]


def _compared(
    bag: Contents, listed: Mapping[str, str], present: Mapping[str, str]
) -> Iterator[Problem]:
    found = _differences(bag, listed, present)
    for path in found.changed:
        yield Problem(bag.place(path), CHANGED, FROM_BACKUP)
    now = {old: new for new, old in found.renamed.items()}
    for path in found.missing:
        hint = f"像是改名为 {printable(now[path])}，改回来" if path in now else FROM_BACKUP
        yield Problem(bag.place(path), MISSING, hint)
    for path in found.extra:
        old = found.renamed.get(path)
        message = f"封存时没有，像是由 {printable(old)} 改名" if old else EXTRA
        yield Problem(bag.place(path), message, "改回原来的名字" if old else _TAKE_AWAY)


def _differences(
    bag: Contents, listed: Mapping[str, str], present: Mapping[str, str]
) -> _Differences:
    missing = [path for path in listed if path not in present and not _is_refused(bag, path)]
    extra = sorted(path for path in present if path not in listed)
    lost: dict[str, list[str]] = {}
    for path in sorted(missing, reverse=True):
        lost.setdefault(listed[path], []).append(path)
    return _Differences(
        tuple(path for path in listed if path in present and listed[path] != present[path]),
        tuple(missing),
        tuple(extra),
        {path: lost[present[path]].pop() for path in extra if lost.get(present[path])},
    )


def _is_refused(bag: Contents, path: str) -> bool:
    """Tell whether a file, or a folder above it, was named as unreadable or a link: it is not missing as well."""
    parts = path.split("/")
    return any("/".join(parts[:end]) in bag.files.refused for end in range(1, len(parts) + 1))
