"""The last step that changed content/, so that it can be taken back byte for byte.

In: a site's folder and the files of a step. Out: the files written, and ``.tongbao/`` in the site's folder holding what
they were before. The note of a step is complete before the first file changes, so that a step which was broken off
half-way can be taken back as well. A step is one run of a command, however often it writes.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from tongbao.problems import Place, Problem, Problems
from tongbao.records.store import leftovers_of, write_files

FOLDER = ".tongbao"
# The last step; one that is being noted; the one before, until all of the new one is written.
_LAST, _NEXT, _ASIDE = f"{FOLDER}/last", f"{FOLDER}/next", f"{FOLDER}/aside"
_NOTE = "step.json"
_VERSION = 2


@dataclass(frozen=True, slots=True)
class Changed:
    """A file of a step: its digest before (None: it was not there) and after, and the name of the copy of before."""

    path: str
    was: str | None
    now: str
    copy: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what it was called, whether it was written to the end, its files, and the folders it made."""

    name: str
    done: bool
    files: tuple[Changed, ...] = ()
    folders: tuple[str, ...] = ()


class Journal:
    """Writes the files of one run of a command, as often as it likes, as one step that ``take_back`` undoes."""

    def __init__(self, root: Path, name: str) -> None:
        """Keep the site's folder and what the step is called; nothing is written yet."""
        self.root = root
        self._step = Step(name, done=True)

    def write(self, root: Path, files: Mapping[str, bytes]) -> None:
        """Write files below the site's folder, all or none; raises ``OSError``.

        Raises ``Problems`` where the step before was broken off half-way: its copies must not be lost.
        """
        earlier = self._step
        if not files:
            return
        if not earlier.files:
            refuse_half_done(root)
            _remove(root / _NEXT)
            (root / _NEXT).mkdir(parents=True)
        place = root / (_LAST if earlier.files else _NEXT)
        self._step = self._noted(place, files)
        _write_note(place, self._step)
        if not earlier.files:
            _make_last(root)
        try:
            write_files(root, files)
        except BaseException:
            self._forget_unwritten(earlier, files)
            raise
        self._step = replace(self._step, done=True)
        _write_note(root / _LAST, self._step)
        _remove(root / _ASIDE)

    def _noted(self, place: Path, files: Mapping[str, bytes]) -> Step:
        """Return the step with these files as well; what stands in their places is copied."""
        known = {changed.path: changed for changed in self._step.files}
        for path, content in files.items():
            target, after = self.root / path, hashlib.sha256(content).hexdigest()
            if path in known:
                known[path] = replace(known[path], now=after)
                continue
            copy = f"{len(known):05}" if target.is_file() else ""
            if copy:
                shutil.copyfile(target, place / copy)
            known[path] = Changed(path, _digest_of(target), after, copy)
        folders = dict.fromkeys((*self._step.folders, *self._missing_folders(files)))
        return Step(self._step.name, False, tuple(known.values()), tuple(folders))

    def _missing_folders(self, files: Mapping[str, bytes]) -> Iterator[str]:
        for path in files:
            for above in Path(path).parents:
                if not (self.root / above).exists():
                    yield above.as_posix()

    def _forget_unwritten(self, earlier: Step, files: Mapping[str, bytes]) -> None:
        """Drop the note of what was not written; where something was, it stays, to be taken back."""
        noted = {changed.path: changed for changed in self._step.files}
        before = {changed.path: changed.now for changed in earlier.files}
        if any(_digest_of(self.root / path) != before.get(path, noted[path].was) for path in files):
            return
        self._step = earlier
        if earlier.files:
            _write_note(self.root / _LAST, earlier)
            return
        _remove(self.root / _LAST)
        if (self.root / _ASIDE).exists():
            (self.root / _ASIDE).rename(self.root / _LAST)


def write_step(root: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Write files below the site's folder, all or none, as a step of their own; raises ``OSError``."""
    Journal(root, name).write(root, files)


def last_step(root: Path) -> Step | None:
    """Return the last step of a site; None where there is none to take back."""
    try:
        stated = json.loads((root / _LAST / _NOTE).read_text("utf-8"))
    except FileNotFoundError:
        return None
    if stated["version"] != _VERSION:
        return None
    files = tuple(Changed(**changed) for changed in stated["files"])
    return Step(stated["name"], stated["done"], files, tuple(stated["folders"]))


def refuse_half_done(root: Path) -> None:
    """Raise ``Problems`` where the last step was broken off half-way."""
    step = last_step(root)
    if step and not step.done:
        hint = "先运行 python build.py undo 撤销它，再做别的"
        raise Problems([Problem(Place("content"), f"上一步“{step.name}”没有做完就断了", hint)])


def take_back(root: Path) -> Step:
    """Make content/ what it was before the last step.

    Raises:
        Problems: where there is no step, or a person has changed a file of it since; nothing is changed then.
    """
    step = last_step(root)
    if step is None:
        hint = "只能撤销最近一次收文（ingest）、发表（forms）或收表（collect），而且只能撤销一次"
        raise Problems([Problem(Place(str(root)), "没有可以撤销的一步", hint)])
    if problems := tuple(_changed_since(root, step)):
        raise Problems(problems)
    write_files(
        root,
        {
            one.path: (root / _LAST / one.copy).read_bytes()
            for one in step.files
            if one.was is not None and _digest_of(root / one.path) != one.was
        },
    )
    for one in step.files:
        if one.was is None:
            (root / one.path).unlink(missing_ok=True)
        for spare in leftovers_of(root / one.path):
            spare.unlink(missing_ok=True)
    _remove_folders(root, step)
    for place in (_LAST, _NEXT, _ASIDE):
        _remove(root / place)
    return step


def _changed_since(root: Path, step: Step) -> Iterator[Problem]:
    for one in step.files:
        # A step killed between two renames leaves a place empty; after a whole step a person emptied it.
        known = {one.was, one.now} if step.done else {one.was, one.now, None}
        if _digest_of(root / one.path) not in known:
            hint = "留着改动就不能撤销；确要撤销，先把这个文件改回去"
            yield Problem(Place(one.path), f"“{step.name}”以后又改过这个文件，没有撤销", hint)


def _remove_folders(root: Path, step: Step) -> None:
    """Remove the folders that the step made, unless something else lies in them by now."""
    for name in sorted(step.folders, key=len, reverse=True):
        folder = root / name
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _digest_of(file: Path) -> str | None:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def _write_note(place: Path, step: Step) -> None:
    ready = place / f"{_NOTE}.new"
    text = json.dumps({"version": _VERSION, **asdict(step)}, ensure_ascii=False, indent=1)
    ready.write_text(f"{text}\n", "utf-8")
    ready.replace(place / _NOTE)


def _make_last(root: Path) -> None:
    """Make the step that is noted the last one; the one before stays aside until all is written."""
    _remove(root / _ASIDE)
    if (root / _LAST).exists():
        (root / _LAST).rename(root / _ASIDE)
    (root / _NEXT).rename(root / _LAST)


def _remove(place: Path) -> None:
    if place.is_dir():
        (place / _NOTE).unlink(missing_ok=True)  # first, so that half a note is none
        shutil.rmtree(place)
