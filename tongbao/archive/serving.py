"""A site with its frozen months: built, and the sealed bags of its edition laid beside it.

In: the site's folder, the output and the edition. Out: what was written, how many bags were newly laid. The register
alone says what there is; a bag that lies in the output already is not opened.
"""

from collections.abc import Iterable
from pathlib import Path

from tongbao.archive.register import ARCHIVE, Sealed, read_register, zip_of
from tongbao.output.bags import Bag, Laid
from tongbao.output.build import build, make
from tongbao.output.staged import Served
from tongbao.progress.editions import Edition
from tongbao.site.archived import ArchivedMonth


def build_with_archive(root: Path, out: Path, edition: Edition) -> Served:
    """Build a site with its frozen months beside it; raises ``Problems``, and then the output is as it was."""
    return build(root, out, edition, *_months(root, edition))


def make_with_archive(root: Path, made: Path, before: Path | None, edition: Edition) -> Laid:
    """Make a site with its frozen months in a new folder, which is to take the place of another; raises as above."""
    return make(root, made, before, edition, *_months(root, edition))


def _months(root: Path, edition: Edition) -> tuple[tuple[ArchivedMonth, ...], tuple[Bag, ...]]:
    sealed = [bag for bag in read_register(root) if bag.edition == edition]
    return months_of(sealed), tuple(_bag(root, bag) for bag in sealed)


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
