"""What stays of a published site when the next one is put into its place, and the list by which it is known.

In: the site as it is published and the one to come. Out: ``SHA256SUMS`` in the new one, by which anybody checks it
without our program; and what others laid into the published one, carried over: files the list does not name, links,
hidden files, folders in archive/. By the list it is known, too, which of our files somebody has changed.
"""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tongbao.archive.bagit import manifest_text, read_manifest
from tongbao.archive.digests import digest_of_file
from tongbao.output.books_before import NAME as BOOKS
from tongbao.output.tree import ARCHIVE, files_by_folder, write_file
from tongbao.records.journal import UNFINISHED

LISTING = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Foreign:
    """Files that lie in a published folder and are not as we laid them.

    ``carried`` stay; ``overwritten`` give way to ours; ``unlisted`` says that the folder has no list of ours, so that
    nobody can tell which of its files are whose.
    """

    carried: tuple[str, ...] = ()
    overwritten: tuple[str, ...] = ()
    unlisted: bool = False


def write_listing(folder: Path) -> None:
    """Write the list of all files of a site, sealed months left out: they have lists of their own."""
    digests = {path: digest_of_file(folder / path) for path in _shown_files(folder)}
    write_file(folder, LISTING, manifest_text(digests).encode())


def listing_of(folder: Path) -> Mapping[str, str]:
    """Return the list of a published site; nothing where it has none."""
    try:
        text = (folder / LISTING).read_bytes().decode("utf-8", "replace")
    except OSError:
        return {}
    return read_manifest(text).digests


def carry_over(published: Path, made: Path, beside: Sequence[str]) -> Foreign:
    """Copy what others laid into a published site into the one to come; say what of ours was changed there.

    ``beside`` is what of archive/ is others'.
    """
    listed = listing_of(published)
    carried: list[str] = []
    overwritten: list[str] = []
    for path in _all_files(published):
        there, here = published / path, made / path
        plain = not _is_hidden(path) and not there.is_symlink()
        if os.path.lexists(here):
            if plain and listed and _is_changed(there, here, listed.get(path)):
                overwritten.append(path)
        elif path in listed or (plain and not listed):
            continue
        elif _carry(there, here):
            carried.append(path)
        else:
            overwritten.append(path)
    carried += (path for path in beside if _carry(published / path, made / path))
    unlisted = not listed and (published / "index.html").is_file()
    return Foreign(tuple(carried), tuple(overwritten), unlisted)


def _is_changed(there: Path, here: Path, listed: str | None) -> bool:
    """Tell whether a published file is not the one we laid; one that we never laid, whether ours is another."""
    found = digest_of_file(there)
    return found != listed if listed else found != digest_of_file(here)


def _carry(source: Path, target: Path) -> bool:
    """Copy a file, link or folder; tell whether there is room for it: a page may lie where its folder would be."""
    try:
        _make_like(source.parent, target.parent)
    except (FileExistsError, NotADirectoryError):
        return False
    _copy(source, target)
    return True


def _make_like(source: Path, target: Path) -> None:
    if not target.is_dir():
        _make_like(source.parent, target.parent)
        target.mkdir()
        shutil.copymode(source, target)


def _copy(source: Path, target: Path) -> None:
    """Copy a file, a link as a link, or a folder with all in it; each keeps its rights."""
    if source.is_dir() and not source.is_symlink():
        target.mkdir()
        for entry in sorted(source.iterdir()):
            _copy(entry, target / entry.name)
        shutil.copystat(source, target)
        return
    shutil.copy2(source, target, follow_symlinks=False)


def _shown_files(folder: Path) -> Iterator[str]:
    """Yield the files of a site that the list names, sorted."""
    return (path for path in _all_files(folder) if not _is_hidden(path))


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def _all_files(folder: Path) -> Iterator[str]:
    """Yield the files and links of a site, sorted, without its list, its hidden records and sealed months."""
    found = (
        path
        for _, files in files_by_folder(folder, lambda name: name != ARCHIVE)
        for path in files
        if path not in (LISTING, BOOKS) and not path.startswith(UNFINISHED)
    )
    return iter(sorted(found))
