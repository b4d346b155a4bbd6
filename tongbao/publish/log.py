"""The log of what was published when: one line each in 发布记录.csv of the site's folder, for Excel.

In: the site's folder and a line. Out: the file with the line added, by rename. By the digest of what is published the
log tells which edition that is. Nobody is named: who published is not ours to know.
"""

import csv
import datetime
import io
from dataclasses import dataclass
from pathlib import Path

from tongbao.output.differences import Differences
from tongbao.output.excel_log import log_line, log_text, longer
from tongbao.output.flat_files import as_text
from tongbao.output.tree import write_file
from tongbao.progress.editions import Edition

LOG = "发布记录.csv"
PUBLISHED, PACKED, TAKEN_BACK = "发布", "压缩包", "退回上一版"
_HEAD = ("时间", "目标", "做法", "版本", "网页", "新增", "改动", "删去", "清单的sha256")
_EDITIONS: dict[Edition, str] = {"intranet": "内网版", "public": "公开版"}


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A line of the log: when and where something was published, what it is and what it changed."""

    when: datetime.datetime
    target: Path
    how: str
    edition: Edition | None
    pages: int | None
    changes: Differences
    digest: str

    def line(self) -> str:
        """Return the entry as a line of the file."""
        changes = self.changes
        return log_line(
            (
                self.when.strftime("%Y-%m-%d %H:%M:%S"),
                str(self.target),
                self.how,
                edition_words(self.edition) if self.edition else "",
                "" if self.pages is None else str(self.pages),
                *(str(len(one)) for one in (changes.new, changes.changed, changes.gone)),
                self.digest,
            )
        )


def edition_words(edition: Edition) -> str:
    """Return the name of an edition as people read it."""
    return _EDITIONS[edition]


def add_line(root: Path, line: str) -> None:
    """Add a line to the log, unless it stands there; raises ``OSError``, and then the log is as it was."""
    before = log_text(root / LOG)
    if line not in before:
        write_file(root, LOG, longer(before, _HEAD, line))


@dataclass(frozen=True, slots=True)
class Logged:
    """A line of the log as it stands there; what a spreadsheet made of it is not corrected."""

    when: str
    how: str
    edition: str
    pages: str


def last_of(root: Path, target: Path, digest: str) -> Logged | None:
    """Return the last line on a target, where it is about what lies there now."""
    rows = [row for row in _rows(root) if row.get("目标") == as_text(str(target))]
    return _logged(rows[-1]) if rows and rows[-1].get(_HEAD[-1]) == digest else None


def published_as(root: Path, digest: str) -> Logged | None:
    """Return the last line that says when something was published; None where the log does not tell."""
    rows = (row for row in _rows(root) if row.get("做法") in {PUBLISHED, PACKED})
    found = [row for row in rows if digest and row.get(_HEAD[-1]) == digest]
    return _logged(found[-1]) if found else None


def _logged(row: dict[str, str]) -> Logged:
    return Logged(*(row.get(name) or "" for name in ("时间", "做法", "版本", "网页")))


def _rows(root: Path) -> "csv.DictReader[str]":
    return csv.DictReader(io.StringIO(log_text(root / LOG)))


def edition_of(root: Path, digest: str) -> Edition | None:
    """Return the edition that was published with a digest; None where the log does not tell."""
    words = {word: edition for edition, word in _EDITIONS.items()}
    found: Edition | None = None
    for row in _rows(root):
        if digest and row.get(_HEAD[-1]) == digest:
            found = words.get(row.get("版本") or "", found)
    return found
