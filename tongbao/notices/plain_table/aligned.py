"""Rows that a text prints over several lines, or parts by other signs than tabs: one line a row.

In: the lines of a text as printed. Out: the same; a row between bars that goes over several lines, one that commas
part (CSV) and one whose columns stand below each other (``gutters``) as one line, a tab between its cells.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tongbao.notices.plain_table import gutters
from tongbao.notices.plain_table.gutters import Printed

_COMMA = re.compile("[,，]")
_BARS = "|｜│┃"
_FEWEST_COLUMNS = 3
_SHORTEST = 8  # a heading between commas
_FEWEST_ROWS = 2
_MOST_READ = 8  # times that a line is looked at as one of a table
_MOST_LINES = 12  # of one row between bars


def with_columns_apart(printed: Iterable[Printed]) -> list[Printed]:
    """Return the lines, those of every row that takes several put together."""
    lines = _with_tabs_closed(_with_bars_closed(list(printed)))
    found: list[Printed] = []
    at = 0
    left = _MOST_READ * len(lines)
    while at < len(lines):
        rows, end = _with_commas(lines, at)
        if not rows and left > 0:
            rows, end, read = gutters.table_at(lines, at, left)
            left -= read
        found += rows or lines[at : max(end, at + 1)]
        at = max(end, at + 1)
    return found


def _with_bars_closed(lines: Sequence[Printed]) -> list[Printed]:
    """Return the lines; one that opens with a bar but ends with none goes on to the line that closes it.

    Together they have as many cells as the rows around them.
    """
    found: list[Printed] = []
    at = width = 0
    while at < len(lines):
        spot, number, text = lines[at]
        plain = text.strip()
        end = at + 1
        if plain[:1] in _BARS and plain[-1:] not in _BARS and width:
            while end < len(lines) and end - at < _MOST_LINES and _bars(plain) < width:
                following = lines[end][2].strip()
                if following[:1] in _BARS:
                    break
                plain += "\n" + following
                end += 1
            if _bars(plain) != width or plain[-1] not in _BARS:
                plain, end = text, at + 1
        elif plain[:1] in _BARS and plain[-1:] in _BARS:
            width = _bars(plain)
        found.append((spot, number, plain if end > at + 1 else text))
        at = end
    return found


def _with_tabs_closed(lines: Sequence[Printed]) -> list[Printed]:
    """Return the lines; a row between tabs that breaks off inside a cell goes on to where it has all its tabs."""
    counts = Counter(tabs for *_, text in lines if (tabs := text.count("\t")) > 1)
    width = counts.most_common(1)[0][0] if counts else 0
    found: list[Printed] = []
    at = 0
    while at < len(lines):
        spot, number, text = lines[at]
        end, whole, tabs = at + 1, text, text.count("\t")
        while 0 < tabs < width and end < min(len(lines), at + _MOST_LINES):
            following = lines[end][2]
            if following[:1] == "\t" or following.partition("\t")[0].strip("、.． ").isdecimal():
                break
            whole, tabs, end = whole + "\n" + following, tabs + following.count("\t"), end + 1
        if tabs != width or counts[width] < _FEWEST_ROWS:
            end, whole = at + 1, text
        found.append((spot, number, whole))
        at = end
    return found


def _bars(text: str) -> int:
    return sum(map(text.count, _BARS))


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
