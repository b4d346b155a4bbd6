"""The write-ahead journal: files that change together, all of them or none, whatever dies meanwhile.

In: a site's folder and what is to stand in its files. Out: the files written, and ``.tongbao/`` in the site's folder
holding what the last step of a person replaced, so that it can be taken back byte for byte.

A step goes through folders of ``.tongbao/``, each entered by one rename:

- ``next``: the new bytes, and copies of the old, are being collected. Nothing has changed yet.
- ``forward``: all of it is on the disk. The step is carried out from here, by rename, file by file; whoever finds this
  folder completes it.
- ``backward``: the step is taken back, since the disk refused a file or a person asked for it; whoever finds this
  folder goes on.
- ``last``: the step is done and may be taken back; ``done-000001`` and so on are those before it, ``STEPS`` in all.
- ``gone``: rubbish.

``recover`` is asked before any other work (``commands.site_folder``); the site's lock is held around all of this.
"""

import errno
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from tongbao.problems import Place, Problem, Problems
from tongbao.problems.working_on import working_on
from tongbao.records.names import LONGEST
from tongbao.records.site_lock import FOLDER

_NEXT, _FORWARD, _BACKWARD, _LAST, _GONE = (
    f"{FOLDER}/{name}" for name in ("next", "forward", "backward", "last", "gone")
)
# Where the version before kept the step before the last one.
_ASIDE = f"{FOLDER}/aside"
_NOTE = "step.json"
_VERSION, _VERSION_BEFORE = 3, 2
_DONE = f"{FOLDER}/done-"
# So many steps may be taken back, the newest first.
STEPS = 100
UNFINISHED = ".tongbao-"
# What the version before left beside a file when it died.
_LEFT_BESIDE = (".tongbao-new", ".tongbao-old")
# Where commands lay things under names of their own for a while.
_SWEPT = ("archive", "archive/public", "archive/full", "forms", "bulletins")


@dataclass(frozen=True, slots=True)
class Changed:
    """A file of a step: its digest before and after (None: it was not, is not there), and the copy of before."""

    path: str
    was: str | None
    now: str | None
    copy: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what it is called, its files, and the folders it made.

    A run of a command may write several times and is one step: ``files`` are those of the run, against what was there
    before it; ``writes`` are those of the write at hand, against what was there before that, none once it is carried
    out. ``moves`` leads from where something was made to where it shall lie. Paths are relative to the site's folder,
    or absolute. ``instead``: it goes on with the run that ``last`` keeps, and stands in its place.
    """

    name: str
    files: tuple[Changed, ...] = ()
    folders: tuple[str, ...] = ()
    writes: tuple[Changed, ...] = ()
    moves: Mapping[str, str] = field(default_factory=dict)
    undoable: bool = True
    instead: bool = False


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was found broken off, by name, and what became of it."""

    name: str
    outcome: str

    def __str__(self) -> str:
        """Return a line for a person."""
        return f"上一步“{self.name}”断在半路，{self.outcome}"


class Journal:
    """Writes the files of one run of a command, as often as it likes, as one step."""

    def __init__(self, root: Path, name: str, *, undoable: bool = True) -> None:
        """Keep the site's folder and what the step is called; nothing is written yet."""
        self.root = root
        self._undoable = undoable
        self._step = Step(name)

    def write(
        self,
        files: Mapping[str, bytes | None],
        lasting: Mapping[str, bytes] | None = None,
        moves: Mapping[str, str] | None = None,
    ) -> None:
        """Write files, all or none.

        Args:
            files: bytes by path below the site's folder; None takes a file away.
            lasting: further files that stay when the step is taken back, such as forms that went out.
            moves: folders and files that were made elsewhere on the disk, by their place to come.

        Raises:
            Problems: where a name is longer than disks take; nothing was touched then.
            OSError: where the disk refuses something; everything is as it was then.
        """
        root, every = self.root, {**files, **(lasting or {})}
        if not every and not moves:
            return
        _refuse_long_names((*every, *(moves or {}).values()))
        _refuse_unsettled(root)
        place = root / _NEXT
        _remove(place)
        place.mkdir(parents=True)
        step = self._noted(place, every, frozenset(lasting or ()), moves or {})
        _write_note(place, step)
        place.rename(root / _FORWARD)
        try:
            _carry_out(root, step)
        except BaseException:
            (root / _FORWARD).rename(root / _BACKWARD)
            _take_back(root, step)
            raise
        _finish(root, step)
        self._step = replace(step, writes=(), moves={}, instead=step.undoable)

    def _noted(
        self,
        place: Path,
        files: Mapping[str, bytes | None],
        lasting: frozenset[str],
        moves: Mapping[str, str],
    ) -> Step:
        """Return the step with these files as well, their bytes and copies of the old ones laid into ``place``."""
        run = {one.path: one for one in self._step.files}
        for one in run.values():
            if one.copy:
                _link_or_copy(self.root / _LAST / one.copy, place / one.copy)
        writes: list[Changed] = []
        for path, content in files.items():
            target, number = self.root / path, len(writes)
            ready, copy = place / f"new-{number:05}", ""
            old = target.read_bytes() if target.is_file() else None
            if old == content:
                continue
            _write_ready(ready, content, path)
            if old is not None:
                if content is not None:
                    shutil.copymode(target, ready)
                copy = f"before-{number:05}"
                write_synced(place / copy, old)
            was, now = (None if one is None else _sha256(one) for one in (old, content))
            writes.append(Changed(path, was, now, copy))
            if path in lasting or not self._undoable:
                continue
            if path in run:
                run[path] = replace(run[path], now=now)
                continue
            kept = f"{len(run):05}" if copy else ""
            if kept:
                _link_or_copy(place / copy, place / kept)
            run[path] = Changed(path, was, now, kept)
        targets = (*files, *moves.values())
        folders = dict.fromkeys((*self._step.folders, *self._missing_folders(targets)))
        return replace(
            self._step,
            files=tuple(run.values()),
            folders=tuple(folders),
            writes=tuple(writes),
            moves=dict(moves),
            undoable=bool(run),
            instead=self._step.instead,
        )

    def _missing_folders(self, paths: Iterable[str]) -> Iterator[str]:
        for path in paths:
            for above in Path(path).parents:
                if not (self.root / above).exists():
                    yield above.as_posix()


def write_step(root: Path, name: str, files: Mapping[str, bytes | None]) -> None:
    """Write files below the site's folder, all or none, as a step of their own; raises as ``Journal.write``."""
    Journal(root, name).write(files)


def last_step(root: Path) -> Step | None:
    """Return the last step of a site; None where there is none to take back."""
    return _read_note(_last_place(root))


def _last_place(root: Path) -> Path:
    """Return the folder of the last step: ``last``, or the newest of those before it where that was taken back."""
    done = _done_before(root)
    return root / _LAST if (root / _LAST).exists() or not done else done[-1]


def _done_before(root: Path) -> list[Path]:
    """Return the folders of the steps before the last one, the oldest first."""
    return sorted((root / FOLDER).glob(f"{Path(_DONE).name}*"))


def take_back(root: Path) -> Step:
    """Make content/ what it was before the last step.

    Raises:
        Problems: where there is no step, or a person has changed a file of it since; nothing is changed then.
    """
    step = last_step(root)
    if step is None:
        hint = f"能撤销的是最近{STEPS}步收文、发表、收表和核对，从最近的一步撤起"
        raise Problems([Problem(Place(str(root)), "没有可以撤销的一步", hint)])
    hint = "留着改动就不能撤销；确要撤销，先把这个文件改回去"
    message = f"“{step.name}”以后又改过这个文件，没有撤销"
    changed = [
        Problem(Place(one.path), message, hint)
        for one in step.files
        if _digest_of(root / one.path) not in {one.was, one.now}
    ]
    if changed:
        raise Problems(changed)
    _last_place(root).rename(root / _BACKWARD)
    _take_back(root, step)
    return step


def is_settled(root: Path) -> bool:
    """Tell whether no step was broken off here."""
    return not any((root / name).exists() for name in (_NEXT, _FORWARD, _BACKWARD, _ASIDE)) and (
        not _is_half_done(root / _LAST)
    )


def recover(root: Path) -> Recovered | None:
    """Complete what a command that died was writing, or take it back; return what that was.

    The lock of the site must be held: what a living command is writing looks just the same.

    Raises:
        Problems: where a person has changed a file of the step since it died: nothing of theirs is written over.
        OSError: where the disk refuses; the next command tries again.
    """
    _adopt_version_before(root)
    _remove(root / _GONE)
    found: Recovered | None = None
    if step := _read_unfinished(root / _BACKWARD):
        undone = not step.writes
        _refuse_changed_since(root, step, step.writes or step.files)
        _take_back(root, step)
        outcome = "已接着撤销完" if undone else "已恢复到它以前的样子"
        found = Recovered(step.name, outcome)
    if step := _read_unfinished(root / _FORWARD):
        left = enumerate(step.writes)
        _refuse_changed_since(root, step, [one for at, one in left if _is_ready(root, at, one)])
        _carry_out(root, step)
        _finish(root, step)
        found = Recovered(step.name, "已接着写完")
    if (root / _NEXT).exists():
        begun = _read_note(root / _NEXT)
        _remove(root / _NEXT)
        found = found or Recovered(begun.name if begun else "写入", "它还什么也没有改，已清理")
    return found


def sweep(root: Path) -> None:
    """Remove what commands that died left in a site under names of their own; the lock must be held."""
    for folder in (root, *(root / name for name in _SWEPT)):
        for entry in sorted(folder.glob(f"{UNFINISHED}*")):
            with suppress(OSError):  # what cannot be removed harms nobody
                if entry.is_dir() and not entry.is_symlink():
                    shutil.rmtree(entry)
                else:
                    entry.unlink()


def _is_ready(root: Path, number: int, one: Changed) -> bool:
    """Tell whether a file of a write is still to be laid into its place, or to go."""
    if one.now is None:
        return (root / one.path).exists()
    return (root / _FORWARD / f"new-{number:05}").exists()


def _carry_out(root: Path, step: Step) -> None:
    """Lay every file of a write into its place, those that lie there already left out."""
    for made, place in step.moves.items():
        if (root / made).exists():
            (root / place).parent.mkdir(parents=True, exist_ok=True)
            (root / made).rename(root / place)
    for number, one in enumerate(step.writes):
        ready, target = root / _FORWARD / f"new-{number:05}", root / one.path
        if one.now is None:
            target.unlink(missing_ok=True)
        elif ready.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            _put(ready, target)


def _finish(root: Path, step: Step) -> None:
    """Make a step that is carried out the last one, or forget it."""
    place = root / _FORWARD
    if not step.undoable:
        _throw_away(place)
        return
    for number in range(len(step.writes)):
        (place / f"before-{number:05}").unlink(missing_ok=True)
    _write_note(place, replace(step, writes=(), moves={}))
    done = _done_before(root)
    if (root / _LAST).exists():
        number = int(done[-1].name.rpartition("-")[2]) + 1 if done else 1
        _remove(root / _GONE)
        (root / _LAST).rename(root / _GONE if step.instead else root / f"{_DONE}{number:06}")
    place.rename(root / _LAST)
    _remove(root / _GONE)
    for older in _done_before(root)[: 1 - STEPS]:
        _throw_away(older)


def _take_back(root: Path, step: Step) -> None:
    """Restore what the folder ``backward`` keeps copies of: the files of a write, or else of the whole step."""
    place = root / _BACKWARD
    for one in step.writes or step.files:
        target, now = root / one.path, _digest_of(root / one.path)
        if one.was is None and now == one.now:
            target.unlink()
        elif one.was is not None and now != one.was:
            target.parent.mkdir(parents=True, exist_ok=True)
            ready = place / "restored"
            _copy_synced(place / one.copy, ready)
            _put(ready, target)
    for made, laid in step.moves.items():
        if (root / laid).exists() and not (root / made).exists():
            (root / made).parent.mkdir(parents=True, exist_ok=True)
            (root / laid).rename(root / made)
    for name in sorted(step.folders, key=len, reverse=True):
        folder = root / name
        # What else lies in a folder by now is a person's.
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    _throw_away(place)


def _refuse_changed_since(root: Path, step: Step, files: Iterable[Changed]) -> None:
    """Raise ``Problems`` where a person has changed one of some files since the step was broken off."""
    hint = "把您的改动另存到站点文件夹以外，删去这个文件，再运行一次"
    message = f"上一步“{step.name}”断在半路，其后有人改过这个文件，没有接着做"
    changed = [
        Problem(Place(one.path), message, hint)
        for one in files
        if _digest_of(root / one.path) not in {one.was, one.now, None}
    ]
    if changed:
        raise Problems(changed)


def _refuse_unsettled(root: Path) -> None:
    """Raise ``Problems`` rather than lose what a broken step kept; every command recovers before it works."""
    if (root / _FORWARD).exists() or (root / _BACKWARD).exists():
        hint = "再运行一次，先接着做完上一步"
        raise Problems([Problem(Place("content"), "上一步没有做完就断了，没有写", hint)])


def _refuse_long_names(paths: Iterable[str]) -> None:
    problems = [
        Problem(Place(path), f"名称“{part}”太长，盘上写不下，没有写", "改一个短的名称再来")
        for path in paths
        for part in Path(path).parts
        if len(os.fsencode(part)) > LONGEST
    ]
    if problems:
        raise Problems(problems)


def _put(ready: Path, target: Path) -> None:
    """Lay a file into its place by rename; onto another disk it is copied beside the place first."""
    try:
        ready.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        beside = target.with_name(f"{UNFINISHED}{secrets.token_hex(4)}")
        try:
            _copy_synced(ready, beside)
            shutil.copymode(ready, beside)
            beside.replace(target)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        ready.unlink()


def _digest_of(file: Path) -> str | None:
    return _sha256(file.read_bytes()) if file.is_file() else None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write_ready(file: Path, content: bytes | None, path: str) -> None:
    """Write what shall stand at a path, nothing where it is to go; a disk that is full names no file."""
    if content is not None:
        with working_on(path):
            write_synced(file, content)


def write_synced(file: Path, content: bytes) -> None:
    """Write bytes through to the disk: a name must not outlive its content when the power fails."""
    with file.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def _copy_synced(source: Path, target: Path) -> None:
    write_synced(target, source.read_bytes())


def _link_or_copy(source: Path, target: Path) -> None:
    """Give a copy of ours, which nobody writes into, another name."""
    try:
        os.link(source, target)
    except OSError:  # a disk without hard links
        _copy_synced(source, target)


def _write_note(place: Path, step: Step) -> None:
    text = json.dumps({"version": _VERSION, **asdict(step)}, ensure_ascii=False, indent=1)
    ready = place / f"{_NOTE}.new"
    write_synced(ready, f"{text}\n".encode())
    ready.replace(place / _NOTE)


def _read_unfinished(place: Path) -> Step | None:
    """Return the step that a folder holds; raises ``Problems`` where the folder is there and its step not known."""
    step = _read_note(place)
    if step is None and place.exists():
        raise _not_understood(place)
    return step


def _read_note(place: Path) -> Step | None:
    """Return the step that a folder holds; None where there is none, or one of an unknown version."""
    stated = _stated(place)
    try:
        if stated.get("version") == _VERSION_BEFORE:
            return Step(stated["name"], _all_changed(stated["files"]), tuple(stated["folders"]))
        if stated.get("version") != _VERSION:
            return None
        return Step(
            stated["name"],
            _all_changed(stated["files"]),
            tuple(stated["folders"]),
            _all_changed(stated["writes"]),
            dict(stated["moves"]),
            stated["undoable"],
            stated.get("instead", False),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _not_understood(place) from error


def _all_changed(rows: Sequence[dict[str, Any]]) -> tuple[Changed, ...]:
    return tuple(Changed(**row) for row in rows)


def _stated(place: Path) -> dict[str, Any]:
    try:
        stated = json.loads((place / _NOTE).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError) as error:
        raise _not_understood(place) from error
    if not isinstance(stated, dict):
        raise _not_understood(place)
    return stated


def _not_understood(place: Path) -> Problems:
    hint = f"把文件夹 {FOLDER}/{place.name} 移到别处留着，再运行一次，请人看看"
    message = "这一步的记录读不懂，可能盘坏了"
    return Problems([Problem(Place(f"{FOLDER}/{place.name}/{_NOTE}"), message, hint)])


def _throw_away(place: Path) -> None:
    """Remove a folder; by rename first, so that half of it is never taken for a step."""
    gone = place.with_name(Path(_GONE).name)
    _remove(gone)
    place.rename(gone)
    _remove(gone)


def _remove(place: Path) -> None:
    if place.is_dir():
        (place / _NOTE).unlink(missing_ok=True)
        shutil.rmtree(place)


def _is_half_done(place: Path) -> bool:
    """Tell whether the version before died here: it noted whether its last step was done."""
    stated = _stated(place)
    return stated.get("version") == _VERSION_BEFORE and not stated.get("done", True)


def _adopt_version_before(root: Path) -> None:
    """Bring what the version before may have left when it died into the folders of this one."""
    last, aside = root / _LAST, root / _ASIDE
    if _is_half_done(last):
        step = _read_note(last)
        for one in step.files if step else ():
            target = root / one.path
            for end in _LEFT_BESIDE:
                target.with_name(f".{target.name}{end}").unlink(missing_ok=True)
        last.rename(root / _BACKWARD)
    if aside.exists():
        if last.exists():
            _remove(aside)
        else:
            aside.rename(last)
