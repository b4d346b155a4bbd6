"""Tables whose columns stand below each other, parted by spaces alone, a cell over several lines: pdftotext -layout.

In: the lines of a text as printed. Out: the same, the lines of such a table as one a row: a tab between its cells, a
line break where one goes on. Where every word stands between the same gutters that is no accident; of the words only
the running numbers are looked at. A row begins at its number, or stands on both sides of it where cells are centred;
where rows have none, blank lines part them, or a line that has most cells begins one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from tongbao.notices.plain_table import text_metrics
from tongbao.notices.quantities.numerals import count_of, printed_number
from tongbao.sources.document import Spot

Printed = tuple[Spot, int, str]

_WORD = re.compile(r"\S+(?: \S+){0,40}")
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2
_LONGEST_HEADING = 24
_LONGEST_LINE = 400
_LONGEST_NUMBER = 6
_LONGEST_PART = 5  # of a heading in the second line of a header
_MOST_LINES_OF_HEADER = 4
_MOSTLY = 0.6
_MOST_WAYS = 6
_BLANK = 2  # the difference of the numbers of two lines with a blank one between


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _GutterRow:
    """A printed line and its words, ``gap`` whether a blank line stands before it."""

    printed: Printed
    words: tuple[_Word, ...]
    gap: bool


def table_at(lines: Sequence[Printed], at: int, most: int) -> tuple[list[Printed], int, int]:
    """Return the rows of the table whose header begins with a line, and the first line behind it; [] for another.

    At most so many lines are read; the last figure is how many were.
    """
    if not _may_head(lines[at][2]):
        return [], at, 0
    rows = list(_region(lines, at, most))
    return *_table(lines, at, rows), len(rows)


def _table(lines: Sequence[Printed], at: int, rows: list[_GutterRow]) -> tuple[list[Printed], int]:
    columns = _columns(rows)
    if len(columns) < _FEWEST_COLUMNS or len(rows) <= _FEWEST_ROWS:
        return [], at + 1
    cells = [_cells(row, columns) for row in rows]
    fits = next((count for count, one in enumerate(cells) if one is None), len(cells))
    rows, found = rows[:fits], [one for one in cells[:fits] if one is not None]
    height = _height(rows, found)
    if not height:
        return [], at + 1
    heading = _joined(found[:height])
    body, body_cells = _without_header(rows[height:], found[height:], found[:height])
    end = _end(body, body_cells)
    body, body_cells = body[:end], body_cells[:end]
    groups = _grouped(body, body_cells)
    wrapped = height > 1 or any(len(group) > 1 for group in groups)
    if not all(heading) or len(groups) < _FEWEST_ROWS or not wrapped:
        return [], at + 1
    made = [(rows[0].printed[0], rows[0].printed[1], "\t".join(heading))]
    for group in groups:
        spot, number, _ = body[group[0]].printed
        made.append((spot, number, "\t".join(_joined([body_cells[one] for one in group], "\n"))))
    # What stands below the last line of the last row stands below the table.
    last = body[groups[-1][-1]].printed[1]
    made[-1] = (body[groups[-1][-1]].printed[0], *made[-1][1:])
    end = at
    while end < len(lines) and lines[end][1] <= last:
        end += 1
    return made, end


@lru_cache(maxsize=8192)
def _words_of(text: str) -> tuple[_Word, ...]:
    """Return what stands between gaps of two spaces, from where to where in half characters."""
    if len(text) > _LONGEST_LINE:
        return ()
    plain = text.replace("\u3000", "  ").replace("\f", "")
    found = []
    for match in _WORD.finditer(plain):
        start = text_metrics.width(plain[: match.start()])
        found.append(_Word(start, start + text_metrics.width(match.group()), match.group()))
    return tuple(found)


def _may_head(text: str) -> bool:
    plain = text.replace("\u3000", "  ").strip()
    if "  " not in plain:
        return False
    words = _words_of(text)
    return len(words) >= _FEWEST_COLUMNS and not any(
        len(word.text) > _LONGEST_HEADING or _count(word.text) is not None for word in words
    )


def _count(text: str) -> int | None:
    number = printed_number(text)
    return count_of(number) if number and len(text) <= _LONGEST_NUMBER else None


def _region(lines: Sequence[Printed], at: int, most: int) -> Iterator[_GutterRow]:
    """Yield the lines that may belong to the table: set in from the left, or of several words."""
    last = lines[at][1]
    for line in lines[at : at + most]:
        if text_metrics.is_page_mark(line[2]):
            last = line[1]
            continue
        words = _words_of(line[2])
        if not words or "\t" in line[2]:
            return
        yield _GutterRow(line, words, line[1] - last >= _BLANK)
        last = line[1]


def _columns(rows: Sequence[_GutterRow]) -> list[tuple[int, int]]:
    """Return from where to where the columns reach: what the lines of several words leave between the gutters."""
    spans: list[tuple[int, int]] = []
    for row in rows:  # a line of one word that crosses gutters is none of the table's
        if len(row.words) > 1:
            merged = _merged([*spans, *((word.start, word.end) for word in row.words)])
            if spans and len(merged) < max(_FEWEST_COLUMNS, len(spans) - 1):
                break
            spans = merged
    return spans


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _cells(row: _GutterRow, columns: Sequence[tuple[int, int]]) -> tuple[str, ...] | None:
    """Return the words of a line by column, None where one crosses a gutter."""
    cells = [""] * len(columns)
    for word in row.words:
        over = [
            at for at, (start, end) in enumerate(columns) if word.start < end and start < word.end
        ]
        if len(over) != 1:
            return None
        cells[over[0]] = f"{cells[over[0]]} {word.text}".strip()
    return tuple(cells)


def _height(rows: Sequence[_GutterRow], cells: Sequence[tuple[str, ...]]) -> int:
    """Return how many lines the header takes: to the first blank line, or the first row with figures."""
    for at in range(1, min(len(rows), _MOST_LINES_OF_HEADER + 1)):
        opens = _count(cells[at][0]) is not None or any(
            re.search(r"[\d。；]", one) for one in cells[at]
        )
        filled = all("".join(column) for column in zip(*cells[:at], strict=True))
        if rows[at].gap or (
            filled
            and (opens or all(cells[at]) or any(len(one) > _LONGEST_PART for one in cells[at]))
        ):
            return at
    return 0


def _without_header(
    rows: Sequence[_GutterRow], cells: Sequence[tuple[str, ...]], header: Sequence[tuple[str, ...]]
) -> tuple[list[_GutterRow], list[tuple[str, ...]]]:
    """Return the lines below a header without those that print it again on another page."""
    kept = [at for at, one in enumerate(cells) if one not in header]
    return [rows[at] for at in kept], [cells[at] for at in kept]


def _end(rows: Sequence[_GutterRow], cells: Sequence[tuple[str, ...]]) -> int:
    """Return where rows that no blank lines part end: before a blank line with one cell alone below it."""
    full = 0
    for at, (row, one) in enumerate(zip(rows, cells, strict=True)):
        filled = sum(map(bool, one))
        if row.gap and at:
            if full > 1 and filled == 1 and _count(one[0]) is None:
                return at
            full = 0
        full += filled >= _MOSTLY * len(one)
    return len(rows)


def _grouped(rows: Sequence[_GutterRow], cells: Sequence[tuple[str, ...]]) -> list[list[int]]:
    """Return the lines of each row."""
    if not rows:
        return []
    numbered = [at for at, one in enumerate(cells) if _count(one[0]) is not None]
    blocks: list[list[int]] = []
    for at, row in enumerate(rows):
        if row.gap or not blocks:
            blocks.append([])
        blocks[-1].append(at)
    if 2 * len(numbered) > len(blocks) or len(numbered) >= _FEWEST_ROWS:
        counts = Counter(
            at for at, block in enumerate(blocks) for one in block if one in set(numbered)
        )
        if len(blocks) > 1 and max(counts.values()) == 1:
            return _with_rest(blocks, counts, cells)
        return _by_number(len(rows), numbered)
    if len(blocks) > _FEWEST_ROWS and all(
        sum(map(bool, _joined([cells[one] for one in block]))) > 1 for block in blocks[:-1]
    ):
        return [
            block for block in blocks if sum(map(bool, _joined([cells[one] for one in block]))) > 1
        ]
    return _by_fulness(cells)


def _with_rest(
    blocks: Sequence[list[int]], counts: Counter[int], cells: Sequence[tuple[str, ...]]
) -> list[list[int]]:
    """Return blocks with one number each; one without goes on with the block above, where it has several cells."""
    found: list[list[int]] = []
    last = max(counts)
    for at, block in enumerate(blocks):
        filled = sum(map(bool, _joined([cells[one] for one in block])))
        if counts[at] or not found:
            found.append(block)
        elif filled == 1 and at > last:
            break
        else:
            found[-1] += block
    return found


def _by_number(count: int, numbered: Sequence[int]) -> list[list[int]]:
    """Return rows that begin at their numbers, or have them in their middle where lines stand above the first."""
    starts = [0, *numbered[1:]] if not numbered[0] else _centred(count, numbered)
    ends = [*starts[1:], count]
    return [list(range(start, end)) for start, end in zip(starts, ends, strict=True)]


def _centred(count: int, numbered: Sequence[int]) -> list[int]:
    """Return where rows begin whose numbers stand in their middle; of an even count of lines, in one of the two."""
    ways: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, (0,))}
    for place, below in pairwise((*numbered, count)):
        reached: dict[int, tuple[int, tuple[int, ...]]] = {}
        for start, (cost, starts) in ways.items():
            middle = 2 * place - start + 1
            for end in (middle, middle - 1, middle + 1):
                whole = min(max(end, place + 1), below)
                way = (cost + abs(whole - middle), (*starts, whole))
                reached[whole] = min(way, reached.get(whole, way))
        ways = dict(sorted(reached.items(), key=lambda one: one[1])[:_MOST_WAYS])
    last = ways.get(count) or min(ways.values())
    return list(last[1][:-1])


def _by_fulness(cells: Sequence[tuple[str, ...]]) -> list[list[int]]:
    """Return rows that begin at lines with most of the cells."""
    groups: list[list[int]] = []
    for at, one in enumerate(cells):
        full = bool(one[0]) and sum(map(bool, one)) >= _MOSTLY * len(one)
        if full or not groups:
            groups.append([])
        groups[-1].append(at)
    return groups if groups and sum(map(bool, cells[0])) >= _MOSTLY * len(cells[0]) else []


def _joined(lines: Sequence[tuple[str, ...]], glue: str = "") -> list[str]:
    return [glue.join(filter(None, column)) for column in zip(*lines, strict=True)]
