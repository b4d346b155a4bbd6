"""Records -> the bytes of their files.

In: the site's folder and the records that are to stand in it. Out: bytes by path. A new record is written in house
style, one that stands is amended where it differs.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from tongbao.problems.working_on import working_on
from tongbao.records.decisions import Decisions
from tongbao.records.facts import Indicators, Mentions
from tongbao.records.model import Notice, Plan, Registry, Task
from tongbao.records.settings import Settings
from tongbao.records.yaml_out import amend_bytes, dump

Stored = Settings | Plan | Task | Registry | Notice | Indicators | Mentions | Decisions


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
        with working_on(path):
            amended = amend_bytes(raw, record, path)
        if amended != raw:
            files[path] = amended
    return files
