"""The last step that changed content/, so that it can be taken back byte for byte.

In: a site's folder and the files of a step. Out: the files written, and ``.tongbao/`` in the site's folder holding
what they were before. The note of a step is complete before the first file changes, so that a step which was broken
off half-way can be taken back as well.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tongbao.problems import Place, Problem, Problems
from tongbao.records.store import write_files

FOLDER = ".tongbao"
_LAST, _NEXT = "last", "next"
_NOTE = "step.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what it was called, and the digest of every file before (None where it was not there) and after."""

    name: str
    files: Mapping[str, tuple[str | None, str]]


def write_step(root: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Write files below the site's folder, all or none, as a step that ``take_back`` undoes; raises ``OSError``."""
    folder = root / FOLDER
    _note(root, folder / _NEXT, name, files)
    write_files(root, files)
    _forget(folder / _LAST)
    (folder / _NEXT).rename(folder / _LAST)


def take_back(root: Path) -> Step:
    """Make content/ what it was before the last step.

    Raises:
        Problems: where there is no step, or a person has changed a file of it since; nothing is changed then.
    """
    place = _pending(root)
    step = _read(place)
    if problems := tuple(_changed_since(root, step)):
        raise Problems(problems)
    write_files(root, {path: (place / _name(path)).read_bytes() for path in _replaced(step)})
    for path in step.files.keys() - _replaced(step):
        _remove(root, path)
    _forget(place)
    return step


def _note(root: Path, place: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Write down what the files are before a step; the note itself comes last."""
    _forget(place)
    place.mkdir(parents=True)
    digests: dict[str, tuple[str | None, str]] = {}
    for path, content in files.items():
        before = root / path
        digests[path] = (_digest_of(before), hashlib.sha256(content).hexdigest())
        if before.is_file():
            shutil.copyfile(before, place / _name(path))
    text = json.dumps({"version": _VERSION, "name": name, "files": digests}, ensure_ascii=False)
    (place / f"{_NOTE}.new").write_text(text, "utf-8")
    (place / f"{_NOTE}.new").rename(place / _NOTE)


def _pending(root: Path) -> Path:
    """Return where the last step is noted: one that was broken off comes first; raises ``Problems``."""
    for name in (_NEXT, _LAST):
        if (root / FOLDER / name / _NOTE).is_file():
            return root / FOLDER / name
    hint = "只能撤销最近一次收文（ingest）、发表（forms）或收表（collect），而且只能撤销一次"
    raise Problems([Problem(Place(str(root)), "没有可以撤销的一步", hint)])


def _read(place: Path) -> Step:
    stated = json.loads((place / _NOTE).read_text("utf-8"))
    return Step(stated["name"], {path: (was, now) for path, (was, now) in stated["files"].items()})


def _replaced(step: Step) -> frozenset[str]:
    return frozenset(path for path, (was, _) in step.files.items() if was is not None)


def _changed_since(root: Path, step: Step) -> Iterator[Problem]:
    for path, digests in step.files.items():
        if _digest_of(root / path) not in digests:
            hint = "留着改动就不能撤销；确要撤销，先把这个文件改回去"
            yield Problem(Place(path), f"“{step.name}”以后又改过这个文件，没有撤销", hint)


def _remove(root: Path, path: str) -> None:
    """Remove a file that the step made, and the folders below content/ that it leaves empty."""
    file = root / path
    file.unlink(missing_ok=True)
    above = file.parent
    while above not in (root, root / "content") and above.is_dir() and not any(above.iterdir()):
        above.rmdir()
        above = above.parent


def _digest_of(file: Path) -> str | None:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def _name(path: str) -> str:
    """Return what a file is called inside the note: its path may be deeper than a disk allows."""
    return hashlib.sha256(path.encode()).hexdigest()


def _forget(place: Path) -> None:
    if place.is_dir():
        (place / _NOTE).unlink(missing_ok=True)  # first, so that half a note is none
        shutil.rmtree(place)
