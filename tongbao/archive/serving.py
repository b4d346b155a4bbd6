"""A site with its frozen months: built, and the sealed bags of its edition laid beside it.

In: the site's folder, the output and the edition. Out: what was written, how many bags were newly laid. The register
alone says what there is; a bag that lies in the output already is not opened.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tongbao.archive.register import ARCHIVE, Sealed, read_register, zip_of
from tongbao.output.bags import Bag, lay_bags, refuse_unfit
from tongbao.output.build import build
from tongbao.output.tree import Written
from tongbao.site.archived import ArchivedMonth
from tongbao.site.editions import Edition


@dataclass(frozen=True, slots=True)
class Served:
    """What a build wrote, and how many frozen months it laid beside."""

    written: Written
    laid: int


def build_with_archive(root: Path, out: Path, edition: Edition) -> Served:
    """Build a site and lay its frozen months beside it; raises ``Problems``, and then nothing was written."""
    sealed = [bag for bag in read_register(root) if bag.edition == edition]
    bags = tuple(_bag(root, bag) for bag in sealed)
    refuse_unfit(out, bags, edition)
    written = build(root, out, edition, months_of(sealed))
    return Served(written, lay_bags(out, bags, edition))


def months_of(sealed: Iterable[Sealed]) -> tuple[ArchivedMonth, ...]:
    """Return sealed bags as the site speaks of them."""
    return tuple(
        ArchivedMonth(
            name=_name(bag),
            month=bag.month,
            revision=bag.revision,
            as_of=bag.as_of,
            sealed_on=bag.sealed_on,
            why=bag.why or "",
            digest=bag.tagmanifest,
            zip_bytes=bag.zip_bytes,
            files=bag.files,
            bytes=bag.bytes,
        )
        for bag in sealed
    )


def _name(bag: Sealed) -> str:
    return bag.folder.rpartition("/")[2]


def _bag(root: Path, bag: Sealed) -> Bag:
    archive = root / ARCHIVE
    return Bag(
        folder=archive / bag.folder,
        zip=archive / zip_of(bag.folder),
        name=_name(bag),
        digest=bag.tagmanifest,
        edition=bag.edition,
    )
