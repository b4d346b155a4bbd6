"""A folder of notices in one run: which files are taken, and what became of each, in a table.

In: folders and files as told. Out: the files in order of name, and a summary: a line a file with its kind, the notice's
id, its tasks and review marks, and how it ended. One file that cannot be read keeps only itself out.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tongbao.notices.ingest import Ingested
from tongbao.problems import Place, Problem, Problems
from tongbao.records.kinds import NOTICE_KINDS

# What programs leave in folders beside the files: locks of Word, and what systems keep for themselves.
_BESIDE = re.compile(r"[.~].*|Thumbs\.db|desktop\.ini", re.IGNORECASE)
_HEAD = ("文件", "种类", "编号", "任务", "待核对", "结果")
_ENDED = {"new": "已入库", "format": "另一种格式，已加入文件清单", "known": "早已入库，没有改动"}
_WOULD_END = {"new": "可以入库", "format": "是另一种格式"}
_NONE = "-"
# Marks on units, words and plans are no doubts about what a file says.
_OF_NOTICES = ("content/tasks/", "content/notices/")
_GAP = "  "


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: what was brought in, or the problems that kept it out."""

    file: str
    ingested: Ingested | None = None
    problems: tuple[Problem, ...] = ()


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Return the files of the folders among the paths, and the other paths, each folder in order of name.

    Folders inside a folder are not entered. Raises ``Problems`` for a folder without a file.
    """
    found: list[Path] = []
    for path in paths:
        inside = [path]
        if path.is_dir():
            inside = sorted((one for one in path.iterdir() if _is_received(one)), key=_by_name)
            if not inside:
                hint = "请核对文件夹；里面的文件夹要分别写明"
                raise Problems([Problem(Place(path.name), "这个文件夹里没有可以收的文件", hint)])
        found += inside
    return found


def _is_received(path: Path) -> bool:
    return path.is_file() and not _BESIDE.fullmatch(path.name)


def _by_name(path: Path) -> tuple[tuple[int, int, str], ...]:
    """Return what sorts names as people do: 2月 before 10月."""
    parts = re.split(r"(\d+)", path.name)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def ingest_each(files: Sequence[Path], bring_in: Callable[[Path], Ingested]) -> Iterator[Outcome]:
    """Yield what becomes of each file; one that is kept out does not hold up the others."""
    for file in files:
        try:
            yield Outcome(file.name, bring_in(file))
        except Problems as found:
            yield Outcome(file.name, problems=tuple(found.problems))


def summary_lines(outcomes: Sequence[Outcome], *, dry_run: bool = False) -> Iterator[str]:
    """Yield the table of a run: a head, a line a file, and the count."""
    rows = [_HEAD, *(_row(one, dry_run=dry_run) for one in outcomes)]
    widths = [max(_width(row[at]) for row in rows) for at in range(len(_HEAD))]
    for row in rows:
        cells = (
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        yield _GAP.join(cells).rstrip()
    kept_out = sum(bool(one.problems) for one in outcomes)
    done = "可以入库" if dry_run else "入库"
    ended = (
        f"共 {len(outcomes)} 个文件：{done} {len(outcomes) - kept_out} 个，没有入库 {kept_out} 个"
    )
    yield ended + ("（试读，没有改动）" if dry_run else "")


def _row(outcome: Outcome, *, dry_run: bool) -> tuple[str, ...]:
    ingested = outcome.ingested
    if ingested is None:
        first = outcome.problems[0].message
        more = f"（另有 {len(outcome.problems) - 1} 个问题）" if outcome.problems[1:] else ""
        return (outcome.file, _NONE, _NONE, _NONE, _NONE, f"没有入库：{first}{more}")
    words = {**_ENDED, **(_WOULD_END if dry_run else {})}
    read = ingested.outcome == "new"
    marks = sum(file.startswith(_OF_NOTICES) for file, _ in ingested.marks)
    return (
        outcome.file,
        NOTICE_KINDS[ingested.notice.kind],
        ingested.notice.id,
        str(len(ingested.tasks)) if read else _NONE,
        str(marks) if read else _NONE,
        words[ingested.outcome],
    )


def _width(text: str) -> int:
    """Return how many columns of a terminal a text fills."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
