"""Records and received files -> content/, all of them or none.

In: the site's folder and what is to stand in it. Out: the paths that changed. A new record is written in house
style, one that stands is amended where it differs. Every file is made ready beside its place first; only
then are they renamed, and what was there comes back if a rename fails.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from tongbao.records.facts import Indicators, Mentions
from tongbao.records.model import Notice, Plan, Registry, Task
from tongbao.records.settings import Settings
from tongbao.records.yaml_out import amend_bytes, dump

Stored = Settings | Plan | Task | Registry | Notice | Indicators | Mentions

_NEW = ".tongbao-new"
_OLD = ".tongbao-old"


def texts_of(root: Path, records: Iterable[Stored]) -> Mapping[str, bytes]:
    """Return the files of records as they shall stand, by path; a file already so is left out."""
    files: dict[str, bytes] = {}
    for record in records:
        path = record.path
        file = root / path
        if not file.exists():
            files[path] = dump(record).encode()
            continue
        raw = file.read_bytes()
        amended = amend_bytes(raw, record, path)
        if amended != raw:
            files[path] = amended
    return files


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write all files under the site's folder, or leave everything as it was and raise ``OSError``."""
    targets = [root / path for path in files]
    made = _make_folders(targets)
    ready: list[Path] = []
    replaced: list[Path] = []
    try:
        for target, content in zip(targets, files.values(), strict=True):
            ready.append(_beside(target, _NEW))
            ready[-1].write_bytes(content)
        for target in targets:
            if target.exists():
                target.replace(_beside(target, _OLD))
            replaced.append(target)
            _beside(target, _NEW).replace(target)
    except BaseException:
        _put_back(ready, replaced, made)
        raise
    for target in targets:
        _beside(target, _OLD).unlink(missing_ok=True)


def leftovers_of(target: Path) -> tuple[Path, Path]:
    """Return the names under which a killed run may have left the new and the old state of a file."""
    return _beside(target, _NEW), _beside(target, _OLD)


def _beside(target: Path, ending: str) -> Path:
    return target.with_name(f".{target.name}{ending}")


def _make_folders(targets: Iterable[Path]) -> list[Path]:
    """Make the folders that are missing; return them, outermost first."""
    made: list[Path] = []
    for target in targets:
        missing = [folder for folder in target.parents if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir()
            made.append(folder)
    return made


def _put_back(ready: Iterable[Path], replaced: Iterable[Path], made: list[Path]) -> None:
    for target in replaced:
        target.unlink(missing_ok=True)
        if _beside(target, _OLD).exists():
            _beside(target, _OLD).replace(target)
    for path in ready:
        path.unlink(missing_ok=True)
    for folder in reversed(made):
        folder.rmdir()
