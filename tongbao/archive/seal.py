"""Sealing a month: content -> archive/MONTH/, a bag with its zip, for good.

In: the site's folder and what is to be sealed. Out: ``Sealed``, and the archive with one bag more, all of it or
nothing. The bag is made beside its place, its site is built again from its own records and must come out the same,
byte for byte; only then is it moved and registered. What is sealed is never written again: a correction is a further
bag.
"""

import datetime
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tongbao.archive import labels, payload
from tongbao.archive.bagit import manifest_name, payload_oxum, read_manifest, tag_files
from tongbao.archive.chain import set_back
from tongbao.archive.cut import Moment, cut
from tongbao.archive.digests import SHA256, SM3, available, digest_of_file, digests_of
from tongbao.archive.frozen import Frozen, frozen
from tongbao.archive.register import (
    ARCHIVE,
    RECORD,
    Edition,
    Sealed,
    chain_of,
    folder_of,
    keeps_record,
    read_register,
    register_files,
    zip_of,
)
from tongbao.archive.sealing_record import longer_record, read_record, record_problems
from tongbao.archive.verify import unregistered
from tongbao.archive.zipping import write_zip
from tongbao.output.build import stop_undecided
from tongbao.problems import Place, Problem, Problems, Severity, errors_among
from tongbao.problems.working_on import working_on
from tongbao.progress import periods
from tongbao.records.journal import UNFINISHED, Journal
from tongbao.records.load import Loaded, load
from tongbao.records.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class SealOrder:
    """What is to be sealed: a month, ``YYYY-MM``, as known on a day, for an edition.

    ``why`` is the reason of a revision, None for the first bag of the month; ``today`` is the day of sealing.
    """

    month: str
    as_of: datetime.date
    today: datetime.date
    edition: Edition = "intranet"
    why: str | None = None


def seal(root: Path, order: SealOrder) -> Sealed:
    """Seal a month and return its entry in the register.

    Raises:
        Problems: where the content has errors, the month is not over or holds nothing, or it is sealed already; the
            archive is untouched then.
    """
    loaded = load(root)
    if errors_among(loaded.problems):
        raise Problems(loaded.problems)
    if order.edition == "public":
        stop_undecided(loaded)
    register = read_register(root)
    _refuse_disagreement(root, register)
    revision = _revision(register, order)
    algorithms = _algorithms(loaded)
    bag = _records(loaded, order)
    archive = root / ARCHIVE
    archive.mkdir(exist_ok=True)
    folder = folder_of(order.edition, order.month, revision)
    with (
        working_on(f"{ARCHIVE}/{folder}"),  # a disk that is full names no file
        tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=archive) as stage,
    ):
        made = Path(stage) / folder.rpartition("/")[2]
        facts = payload.Facts(order.month, order.as_of, order.edition, revision, order.why)
        payload.write_payload(root, made / "data", bag, facts)
        chain = chain_of(register, order.edition)
        entry = _tagged(made, algorithms, bag.content.settings, order, revision, chain)
        _refuse_sameness(archive, made, register, order)
        packed = made.with_name(f"{made.name}.zip")
        write_zip(made, made.name, packed)
        entry = entry.model_copy(
            update={"zip": digest_of_file(packed), "zip_bytes": packed.stat().st_size}
        )
        _place(root, (made, packed), (*register, entry), order)
    return entry


def told_before(root: Path, today: datetime.date) -> tuple[Problem, ...]:
    """Return what a person should know before a month is sealed, as warnings; raises as ``read_register``."""
    register = read_register(root)
    found = list(set_back(register, today))
    if register and not (root / RECORD).exists():
        message = f"没有这个文件，以前封存的 {len(register)} 份这次补记"
        hint = "本来有的，从备份取回再封" if keeps_record(root) else "以前的版本不写"
        found.append(Problem(Place(RECORD), message, hint, Severity.WARNING))
    return tuple(found)


def older_month(root: Path, order: SealOrder) -> Problem | None:
    """Return what a person is asked where a month older than the newest sealed one is sealed for the first time."""
    sealed = [bag.month for bag in read_register(root) if bag.edition == order.edition]
    if order.why is not None or not sealed or max(sealed) <= order.month:
        return None
    place = Place(f"{ARCHIVE}/{folder_of(order.edition, order.month, 1)}")
    hint = f"链上它排在 {max(sealed)} 之后；补封用 --as-of 写明当时的日期"
    return Problem(place, f"{order.month} 早于已经封存的 {max(sealed)}", hint, Severity.WARNING)


def _revision(register: Sequence[Sealed], order: SealOrder) -> int:
    """Return the number of the bag among those of its month; raises ``Problems`` where it may not be made."""
    place = Place(f"{ARCHIVE}/{folder_of(order.edition, order.month, 1)}")
    before = [bag for bag in register if (bag.month, bag.edition) == (order.month, order.edition)]
    if periods.last_day(order.month) >= order.today:
        raise Problems([Problem(place, f"{order.month} 还没有过完，不能归档", "月末以后再归档")])
    if before and order.why is None:
        hint = "要更正，用 --revise --why 写明原因，另封一份"
        raise Problems([Problem(place, f"{order.month} 已经归档，不能覆盖", hint)])
    if order.why is not None and not before:
        hint = "去掉 --revise 和 --why，先封第一份"
        raise Problems([Problem(place, f"{order.month} 还没有归档，不能更正", hint)])
    return len(before) + 1


def _algorithms(loaded: Loaded) -> tuple[str, ...]:
    """Return the kinds of digest; raises ``Problems`` where site.yml asks for one that is not to be had."""
    if loaded.content.settings.archive.digest != SM3:
        return (SHA256,)
    if not available(SM3):
        place = loaded.place("site.yml", ("archive", "digest"))
        hint = "换一台装有支持国密的 OpenSSL 的机器，或写 digest: sha256"
        raise Problems([Problem(place, "这台机器不能计算 sm3", hint)])
    return (SHA256, SM3)


def _records(loaded: Loaded, order: SealOrder) -> Frozen:
    content = cut(loaded.content, Moment(order.month, order.as_of))
    bag = frozen(content, order.edition)
    if not bag.content.tasks and not bag.content.notices:
        place = Place(f"{ARCHIVE}/{order.month}")
        hint = "核对月份；公开版只含定为公开的内容"
        raise Problems([Problem(place, f"到 {order.month} 为止没有任何内容可归档", hint)])
    return bag


def _refuse_disagreement(root: Path, register: Sequence[Sealed]) -> None:
    """Raise ``Problems`` where the register forgot a bag, or the record knows of another archive.

    The next bag would name the wrong one before it.
    """
    record = read_record(root)
    recorded = record_problems(root, record, register) if record else ()
    if found := (*unregistered(root, register), *recorded):
        raise Problems(found)


def _tagged(
    made: Path,
    algorithms: Sequence[str],
    settings: Settings,
    order: SealOrder,
    revision: int,
    chain: Sequence[Sealed],
) -> Sealed:
    """Write the tag files of a bag and return its entry, the zip not counted yet."""
    found = digests_of(made, algorithms)
    info = _info(settings, order, revision, chain, payload_oxum(found.sizes))
    for name, content in tag_files(found.digests, info).items():
        (made / name).write_bytes(content)
    return Sealed(
        folder=folder_of(order.edition, order.month, revision),
        month=order.month,
        revision=revision,
        edition=order.edition,
        as_of=order.as_of,
        sealed_on=order.today,
        why=order.why,
        sequence=len(chain) + 1,
        manifest=digest_of_file(made / manifest_name(SHA256)),
        tagmanifest=digest_of_file(made / manifest_name(SHA256, tags=True)),
        zip="0" * 64,
        zip_bytes=0,
        files=len(found.sizes),
        bytes=sum(found.sizes.values()),
        previous=chain[-1].folder if chain else None,
        version=payload.software(),
    )


def _info(
    settings: Settings, order: SealOrder, revision: int, chain: Sequence[Sealed], oxum: str
) -> tuple[tuple[str, str], ...]:
    """Return what bag-info.txt says, in order; what does not apply is left out."""
    last = chain[-1] if chain else None
    stated = (
        (labels.SOURCE_ORGANIZATION, settings.publisher.name),
        (labels.EXTERNAL_DESCRIPTION, f"{settings.title}，{order.month}"),
        (labels.EXTERNAL_IDENTIFIER, labels.identifier(order.edition, order.month, revision)),
        (labels.BAGGING_DATE, order.today.isoformat()),
        (labels.PAYLOAD_OXUM, oxum),
        (labels.SOFTWARE_AGENT, payload.software()),
        (labels.MONTH, order.month),
        (labels.EDITION, order.edition),
        (labels.REVISION, str(revision)),
        (labels.REASON, order.why),
        (labels.AS_OF, order.as_of.isoformat()),
        (labels.SEQUENCE, str(len(chain) + 1)),
        (labels.REBUILT, labels.IDENTICAL),
        (labels.PREVIOUS_BAG, last and last.folder),
        (labels.PREVIOUS_MANIFEST, last and last.manifest),
        (labels.PREVIOUS_TAGMANIFEST, last and last.tagmanifest),
    )
    return tuple((label, value) for label, value in stated if value)


def _refuse_sameness(
    archive: Path, made: Path, register: Sequence[Sealed], order: SealOrder
) -> None:
    """Raise ``Problems`` where a revision holds the records of the bag before it, unchanged."""
    before = [bag for bag in register if (bag.month, bag.edition) == (order.month, order.edition)]
    if before and _records_in(made) == _records_in(archive / before[-1].folder):
        folder = before[-1].folder
        message = f"内容与 {folder} 完全相同，没有可更正的"
        hint = "核对改动是否已存盘，或 --as-of 的日期"
        raise Problems([Problem(Place(f"{ARCHIVE}/{folder}"), message, hint)])


def _records_in(bag: Path) -> dict[str, str]:
    """Return the digests of what a bag's site is built from: all but the site and what the bag says of itself."""
    listed = read_manifest((bag / manifest_name(SHA256)).read_text("utf-8")).digests
    own = (payload.METADATA, payload.NOTE)
    return {
        path: digest
        for path, digest in listed.items()
        if not path.startswith(f"data/{payload.SITE}/") and path.removeprefix("data/") not in own
    }


def _place(
    root: Path, made: tuple[Path, Path], register: Sequence[Sealed], order: SealOrder
) -> None:
    """Move a bag and its zip to their place, register and record them, as one step."""
    folder = register[-1].folder
    places = (folder, zip_of(folder))
    moves = {
        source.relative_to(root).as_posix(): f"{ARCHIVE}/{place}"
        for source, place in zip(made, places, strict=True)
    }
    for source in made:
        _write_through(source)
    files = register_files(register) | {RECORD: longer_record(root, register, order.today)}
    Journal(root, f"归档 {order.month}", undoable=False).write(files, moves=moves)


def _write_through(place: Path) -> None:
    """See that a file, or all below a folder, is on the disk: the register must not outlive its bag in a power cut."""
    for path in (place, *place.rglob("*")):
        if path.is_file():
            with path.open("rb+") as opened:
                os.fsync(opened.fileno())
