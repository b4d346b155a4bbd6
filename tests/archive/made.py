"""Small bags, sealed as the program seals them."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from tongbao.archive import labels
from tongbao.archive.bagit import payload_oxum, tag_files
from tongbao.archive.digests import digest_of_file, digests_of
from tongbao.archive.register import (
    RECORD,
    REGISTER,
    Edition,
    Sealed,
    chain_of,
    folder_of,
    read_register,
    register_files,
    zip_of,
)
from tongbao.archive.sealing_record import longer_record
from tongbao.archive.zipping import write_zip
from tongbao.problems import Problem

FILES = {"data/site/index.html": b"<h1>7</h1>", "data/content/tasks/1.yml": "text: 修路\n".encode()}
NASTY = ("data/100%.txt", "data/a\nb", "data/c\rd", "data/%0A", "data/五月 通报.pdf", "data/ x")
DAY = datetime.date(2022, 8, 1)
CHANGED = "内容与封存时不同"
MISSING = "封存时有，现在没有"
EXTRA = "封存时没有，多出来的文件（移走它，封存后不能再往归档包里放文件）"
BACKUP = "（从备份取回封存时的文件）"


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def make_bag(
    folder: Path,
    files: Mapping[str, bytes] = FILES,
    info: tuple[tuple[str, str], ...] = (),
    algorithms: tuple[str, ...] = ("sha256",),
) -> Path:
    """Make a bag of some payload files."""
    payload = digests_of(write(folder, files), algorithms)
    pairs = ((labels.PAYLOAD_OXUM, payload_oxum(payload.sizes)), *info)
    return write(folder, tag_files(payload.digests, pairs))


def seal(
    root: Path,
    month: str,
    edition: Edition = "intranet",
    revision: int = 1,
    *,
    files: Mapping[str, bytes] = FILES,
    why: str | None = None,
) -> Sealed:
    """Seal a bag below archive/ of a site and write it into the register; an archive that is gone is begun anew."""
    if not (root / REGISTER).exists():
        (root / RECORD).unlink(missing_ok=True)
    registered = read_register(root)
    earlier = chain_of(registered, edition)
    name = folder_of(edition, month, revision)
    place = root / "archive" / name
    content = {**files, "data/month.txt": name.encode()}
    make_bag(place, content, _info(month, edition, revision, why, earlier))
    write_zip(place, place.name, root / "archive" / zip_of(name))
    sealed = Sealed(
        folder=name,
        month=month,
        revision=revision,
        edition=edition,
        as_of=DAY,
        sealed_on=DAY,
        why=why,
        sequence=len(earlier) + 1,
        manifest=digest_of_file(place / "manifest-sha256.txt"),
        tagmanifest=digest_of_file(place / "tagmanifest-sha256.txt"),
        zip=digest_of_file(root / "archive" / zip_of(name)),
        zip_bytes=(root / "archive" / zip_of(name)).stat().st_size,
        files=len(content),
        bytes=sum(map(len, content.values())),
        previous=earlier[-1].folder if earlier else None,
        version="Tongbao 0.1.0",
    )
    _write_lists(root, (*registered, sealed))
    return sealed


def _info(
    month: str, edition: str, revision: int, why: str | None, earlier: tuple[Sealed, ...]
) -> tuple[tuple[str, str], ...]:
    previous = (
        (
            (labels.PREVIOUS_BAG, earlier[-1].folder),
            (labels.PREVIOUS_MANIFEST, earlier[-1].manifest),
            (labels.PREVIOUS_TAGMANIFEST, earlier[-1].tagmanifest),
        )
        if earlier
        else ()
    )
    return (
        (labels.SOURCE_ORGANIZATION, "东区督查局"),
        (labels.EXTERNAL_IDENTIFIER, labels.identifier(edition, month, revision)),
        (labels.BAGGING_DATE, DAY.isoformat()),
        (labels.SOFTWARE_AGENT, "Tongbao 0.1.0"),
        (labels.MONTH, month),
        (labels.EDITION, edition),
        (labels.REVISION, str(revision)),
        *(((labels.REASON, why),) if why else ()),
        (labels.AS_OF, DAY.isoformat()),
        (labels.SEQUENCE, str(len(earlier) + 1)),
        (labels.REBUILT, labels.IDENTICAL),
        *previous,
    )


def told(problems: tuple[Problem, ...], root: Path | None = None) -> list[str]:
    """Return problems as a terminal shows them, with ``root`` cut off and the usual hint left out."""
    above = f"{root}/" if root else ""
    return [str(problem).removeprefix(above).removesuffix(BACKUP) for problem in problems]


def another(site: Path, month: str) -> Path:
    """Return a valid bag of that month with another content."""
    other = site / "elsewhere"
    seal(other, month, files={"data/site/index.html": b"<h1>9</h1>"})
    return other / "archive" / month


def write_register(root: Path, sealed: Sequence[Sealed]) -> None:
    """Forge all that is written of some bags: the register, SHA256SUMS and the record outside archive/."""
    (root / RECORD).unlink(missing_ok=True)
    _write_lists(root, sealed)


def _write_lists(root: Path, sealed: Sequence[Sealed]) -> None:
    record = {RECORD: longer_record(root, sealed, DAY)}
    write(root, {**register_files(sealed), **record})
