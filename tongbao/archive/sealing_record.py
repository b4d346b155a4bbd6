"""The record of what was sealed: 封存记录.csv in the site's folder, outside archive/, a line a bag, for Excel.

In: the register, and the record as a spreadsheet may have saved it. Out: the record with the new lines; problems where
the two disagree. A register cannot know of what was taken away together with its line; the record does. It is written
in the same step as the register. The version before kept none: its bags are recorded afterwards (补记).
"""

import csv
import datetime
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tongbao.archive.payload import EDITIONS
from tongbao.archive.register import ARCHIVE, FOLDER, RECORD, SEE_MANUAL, Sealed
from tongbao.output.excel_log import log_line, log_text, longer
from tongbao.problems import Place, Problem, Problems
from tongbao.problems.reasons import reason_of
from tongbao.records.messages import shown

_HEAD = (
    "封存日期", "归档包", "版本", "序号", "内容截至", "tagmanifest的sha256", "压缩包的sha256", "备注",
)  # fmt: skip
_BAG, _TAGMANIFEST = _HEAD.index("归档包"), _HEAD.index("tagmanifest的sha256")
_AFTERWARDS = "补记于"
# With archive/ before it, a spreadsheet does not take a month for a date.
_PLACE = re.compile(f"{ARCHIVE}/{FOLDER.removeprefix('^')}")
# A spreadsheet saves 2022-10-02 as 2022/10/2.
_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")


@dataclass(frozen=True, slots=True)
class SealingLine:
    """A line of the record: where it stands, the bag it is about, and its cells as far as the register knows them."""

    line: int
    folder: str
    cells: tuple[str, ...]
    afterwards: bool


@dataclass(frozen=True, slots=True)
class SealingRecord:
    """The record as read, and what is wrong with it in itself."""

    rows: tuple[SealingLine, ...]
    problems: tuple[Problem, ...]


def read_record(root: Path) -> SealingRecord | None:
    """Return the record of a site; None where there is none.

    Raises:
        Problems: where the file cannot be read.
    """
    if not (root / RECORD).exists():
        return None
    lines = tuple(_lines(root))
    rows: dict[str, SealingLine] = {}
    problems: list[Problem] = []
    if lines[:1] != (_HEAD,):
        problems.append(Problem(Place(RECORD, line=1), "第一行不是表头", SEE_MANUAL))
    for line, cells in enumerate(lines, 1):
        if not any(cells) or cells == _HEAD:
            continue
        row = _row(line, cells)
        if row is None:
            message = f"这一行读不懂：“{shown('，'.join(cells))}”"
            problems.append(Problem(Place(RECORD, line=line), message, SEE_MANUAL))
        elif row.folder in rows:
            message = f"“{row.folder}”记了两次"
            problems.append(Problem(Place(RECORD, line=line), message, SEE_MANUAL))
        else:
            rows[row.folder] = row
    return SealingRecord(tuple(rows.values()), tuple(problems))


def longer_record(root: Path, sealed: Sequence[Sealed], today: datetime.date) -> bytes:
    """Return the record with the last of the bags sealed, and with those before that it does not hold."""
    record = read_record(root)
    known = {row.folder for row in record.rows} if record else set()
    lines = [
        log_line((*_cells(bag), "" if bag is sealed[-1] else f"{_AFTERWARDS} {today}"))
        for bag in sealed
        if bag.folder not in known
    ]
    return longer(log_text(root / RECORD), _HEAD, "".join(lines))


def record_problems(
    root: Path, record: SealingRecord, sealed: Sequence[Sealed]
) -> Iterator[Problem]:
    """Yield where the record and the register disagree. A bag that lies there unregistered is told elsewhere."""
    yield from record.problems
    bags = {bag.folder: bag for bag in sealed}
    for row in record.rows:
        if row.folder in bags:
            yield from _differences(row, bags[row.folder])
        elif not (root / ARCHIVE / row.folder).exists():
            message = f"记着“{row.folder}”（{row.cells[0]} 封存），登记里没有，归档包也不在了"
            yield Problem(Place(RECORD, line=row.line), message, SEE_MANUAL)
    known = {row.folder for row in record.rows}
    for bag in sealed:
        if bag.folder not in known:
            yield Problem(Place(RECORD), f"没有记着“{bag.folder}”，登记里有", SEE_MANUAL)


def _differences(row: SealingLine, bag: Sealed) -> Iterator[Problem]:
    place, cells = Place(RECORD, line=row.line), _cells(bag)
    if row.cells[_TAGMANIFEST] != bag.tagmanifest:
        message = (
            f"“{bag.folder}”封存时 tagmanifest-sha256.txt 的 sha256 是 {row.cells[_TAGMANIFEST]}，"
            f"现在登记的是 {bag.tagmanifest}：重封过，或改过这一行"
        )
        yield Problem(place, message, SEE_MANUAL)
        return
    for column, stated, expected in zip(_HEAD, row.cells, cells, strict=False):
        if stated != expected:
            message = f"“{bag.folder}”的“{column}”记的是“{shown(stated)}”，登记的是“{expected}”"
            yield Problem(place, message, SEE_MANUAL)


def _lines(root: Path) -> Iterator[tuple[str, ...]]:
    try:
        for cells in csv.reader(io.StringIO(log_text(root / RECORD))):
            yield tuple(cell.strip() for cell in cells[: len(_HEAD)])
    except OSError as error:
        message = f"封存记录读不出来：{reason_of(error)}"
        raise Problems([Problem(Place(RECORD), message, "检查文件的权限和所在的磁盘")]) from error
    except csv.Error as error:
        raise Problems([Problem(Place(RECORD), "封存记录不是表格", SEE_MANUAL)]) from error


def _row(line: int, cells: tuple[str, ...]) -> SealingLine | None:
    known, note = tuple(_DAY.sub(_iso, cell) for cell in cells[: len(_HEAD) - 1]), cells[-1]
    if len(known) < len(_HEAD) - 1 or not _PLACE.fullmatch(known[_BAG]):
        return None
    folder = known[_BAG].removeprefix(f"{ARCHIVE}/")
    return SealingLine(line, folder, known, note.startswith(_AFTERWARDS))


def _iso(day: re.Match[str]) -> str:
    return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"


def _cells(bag: Sealed) -> tuple[str, ...]:
    """Return the cells of a bag's line, the note left out."""
    return (
        bag.sealed_on.isoformat(),
        f"{ARCHIVE}/{bag.folder}",
        EDITIONS[bag.edition],
        str(bag.sequence),
        bag.as_of.isoformat(),
        bag.tagmanifest,
        bag.zip,
    )
