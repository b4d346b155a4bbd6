"""Tables whose columns stand below each other, parted by spaces alone: a cell may go on in the lines below.

In: the lines of a text as printed. Out: the same, the lines of such a table as one a row: a tab between
its cells, a line break where one goes on.
Where every word stands inside the column of a heading that is no accident; no word is looked at.
"""

import re
from collections.abc import Iterable, Sequence

from tongbao.notices.plain_table import text_metrics
from tongbao.sources.document import Spot

Printed = tuple[Spot, int, str]

_WORD = re.compile(r"\S+(?: \S+){0,40}")
_COMMA = re.compile("[,，]")
_FEWEST_COLUMNS = 3
_SHORTEST = 8  # a heading between commas
_FEWEST_ROWS = 2
_SLACK = 2  # half characters that a cell may stand before its heading
_LONGEST_HEADING = 24
_LONGEST_LINE = 400
_SAMPLE = 60  # lines that show where columns begin


def with_columns_apart(printed: Iterable[Printed]) -> list[Printed]:
    """Return the lines, those of every table with wrapped cells put together to rows."""
    lines = list(printed)
    found: list[Printed] = []
    at = 0
    while at < len(lines):
        rows, end = _with_commas(lines, at)
        if not rows:
            rows, end = _table_at(lines, at)
        found += rows or lines[at : at + 1]
        at = end if rows else at + 1
    return found


def _with_commas(lines: Sequence[Printed], at: int) -> tuple[list[Printed], int]:
    """Return the rows of a table that commas part (CSV), and the first line behind it; () for another line.

    Its rows are numbered: prose may have as many commas on each line.
    """
    cells = _COMMA.split(lines[at][2])
    if len(cells) < _FEWEST_COLUMNS or not all(0 < len(cell) <= _SHORTEST for cell in cells):
        return [], 0
    end = at
    while end < len(lines) and len(parts := _COMMA.split(lines[end][2])) == len(cells):
        if parts[0].strip().isdecimal() != (end > at):
            break
        end += 1
    if end - at <= _FEWEST_ROWS:
        return [], 0
    return [(spot, number, _COMMA.sub("\t", text)) for spot, number, text in lines[at:end]], end


def _words(text: str) -> list[tuple[int, int, str]]:
    """Return what stands between gaps of two spaces: from where to where, in half characters."""
    if len(text) > _LONGEST_LINE:
        return []
    plain = text.replace("\u3000", "  ")
    found = []
    for match in _WORD.finditer(plain):
        start = text_metrics.width(plain[: match.start()])
        found.append((start, start + text_metrics.width(match.group()), match.group()))
    return found


def _table_at(lines: Sequence[Printed], at: int) -> tuple[list[Printed], int]:
    """Return the rows of the table whose header is a line, and the first line behind it; () for another line."""
    text = lines[at][2].replace("\u3000", "  ").strip()
    header = _words(lines[at][2]) if "  " in text else []
    if len(header) < _FEWEST_COLUMNS or any(len(word) > _LONGEST_HEADING for *_, word in header):
        return [], 0
    headings = [word for *_, word in header]
    starts = _starts(lines[at + 1 : at + 1 + _SAMPLE], header)
    rows: list[list[str]] = []
    spots: list[Printed] = []
    wrapped = whole = 0
    end = at + 1
    for line in lines[at + 1 :]:
        words = _words(line[2])
        if text_metrics.is_page_mark(line[2]) or [word for *_, word in words] == headings:
            end += 1
            continue
        cells = _cells(words, starts) if words else None
        if cells is None or (not rows and not cells[0]):
            break
        if cells[0]:
            whole += all(cells)
            rows.append(cells)
            spots.append(line)
        else:
            rows[-1] = ["\n".join(filter(None, both)) for both in zip(rows[-1], cells, strict=True)]
            wrapped += 1
        end += 1
    if not wrapped or whole < _FEWEST_ROWS or 2 * whole < len(rows):
        return list(
            lines[at:end]
        ), end  # no table of wrapped cells; none of its lines is looked at again
    made = [
        (spot, number, "\t".join(cells))
        for (spot, number, _), cells in zip(spots, rows, strict=True)
    ]
    return [(lines[at][0], lines[at][1], "\t".join(headings)), *made], end


def _starts(lines: Sequence[Printed], header: Sequence[tuple[int, int, str]]) -> list[int]:
    """Return where columns begin: the leftmost of a heading and the cells below it, since headings may be centred."""
    starts = [start for start, *_ in header]
    for line in lines:
        words = _words(line[2])
        if len(words) == len(header):
            starts = [min(one, word[0]) for one, word in zip(starts, words, strict=True)]
    return starts


def _cells(words: Sequence[tuple[int, int, str]], starts: Sequence[int]) -> list[str] | None:
    """Return the words by column, None where one stands across two columns or two in one."""
    cells = [""] * len(starts)
    for start, end, word in words:
        at = max((at for at, first in enumerate(starts) if first - _SLACK <= start), default=0)
        if cells[at] or (at + 1 < len(starts) and end > starts[at + 1]):
            return None
        cells[at] = word
    return cells
