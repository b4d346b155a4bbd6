"""A table copied as one string: no sign, space or line parts its cells, and the first number follows the last heading.

In: the lines of a text. Out: its rows with their cells. The headings are the dearest way to cut what stands before
number 1; the rows begin at the running numbers; each row is cut (``cutting``) where its cells are most what their
columns hold. What stands before the numbers (类别序号…) is read as the last cell of the row above.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tongbao.notices.cell_kinds import Kinds
from tongbao.notices.column_words import TARGET, role_of_heading
from tongbao.notices.headers import PERSON_ROLES, UNIT_ROLES
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.plain_table.cutting import NUMBER, Cutter
from tongbao.notices.plain_table.tokens import TokenLine
from tongbao.sources.document import SourceCell, SourceRow, SourceTable, Spot

_PAGE_MARK = re.compile(r"[-—–]{1,2}\s{0,3}\d{1,3}\s{0,3}[-—–]{1,2}")
_MEASURES = "个项处家公年月日万亿余名人米套吨亩座条张所台辆户间次元个类级批期届岁"
_LONGEST_HEADER = 60
_LONGEST_PART = 12  # of a heading on a line of its own
_MOST_LINES_OF_HEADER = 8
_LONGEST_HEADING = 9
_TWICE = 3.0  # points less for two headings of one role side by side: 事项名称 is one
_REST = "任务"  # ... and so is 年度目标任务
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3
_MOST_TRIED = 20  # headings below which no row could be cut: more are no accident
_MANY_CELLS = 12  # on one line: more than a row has
_LONGEST_ROW = 400
_MOST_PLACES = 12  # where one number may stand: the nearest
_MOST_TAIL = 4  # lines that the last row may go over
_MOST_ENDED = 3  # ways up to a row that the table is tried to end with
_MEASURED = 2.0  # points less for a number before a measure: 3处
_OPENS = 3.0  # points for a header that opens with the heading of the numbers
_LONGEST_CLASS = 8  # of the words before a number
_NOTE = re.compile(r"(?:注|备注|说明)[:：]")
_GOOD = 3.0  # points a row must have on average


@dataclass(frozen=True, slots=True)
class RunOn:
    """A table in one string, from the line ``start`` to before ``end``; ``before`` is the text before its headings."""

    before: str
    words: tuple[str, ...]
    rows: tuple[tuple[TokenLine, tuple[str, ...]], ...]
    start: int
    end: int


def find_run_on(lines: Sequence[TokenLine], lexicon: Lexicon, kinds: Kinds) -> Iterator[RunOn]:
    """Yield the tables in one string among some lines."""
    at = tried = 0
    while at < len(lines) and tried < _MOST_TRIED:
        header = _header_at(lines, at, lexicon)
        found = _run_on_of(header, lines, at, lexicon, kinds) if header else None
        if found:
            yield found
        elif header:
            tried += 1
        at = found.end if found else at + 1


def run_on_table(found: RunOn, top: Spot) -> SourceTable:
    """Return a table in one string as one of rows and cells."""
    rows = [
        SourceRow(tuple(SourceCell(text, line.spot) for text in cells), line.spot)
        for line, cells in found.rows
    ]
    return SourceTable(
        (SourceRow(tuple(SourceCell(word, top) for word in found.words), top), *rows), top
    )


_Header = tuple[int, int, str, tuple[str, ...]]
_Row = tuple[TokenLine, tuple[str, ...]]


def _header_at(lines: Sequence[TokenLine], at: int, lexicon: Lexicon) -> _Header | None:
    """Return where number 1 stands on a line right behind headings, and the headings."""
    if lines[at].hard and len(lines[at].tokens) < _MANY_CELLS:
        return None
    text = _whole(lines[at])[: 4 * _LONGEST_HEADER]
    for first in NUMBER.finditer(text):
        if (first[1] or first[2]) != "1" or not (first.start() or (at and _is_glued(lines, at))):
            continue
        if header := _header(lines, at, text[: first.start()], lexicon):
            return (first.start(), *header)
        for size in range(2, min(_LONGEST_CLASS, first.start()) + 1):
            start = first.start() - size
            header = _header(lines, at, text[:start], lexicon)
            if header and _has_class(header[2], lexicon):
                return (start, *header)
    return None


def _has_class(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Return whether a column of classes stands before that of the numbers."""
    return [role_of_heading(word, lexicon) for word in words[:2]] == ["section", "number"]


def _run_on_of(
    header: _Header, lines: Sequence[TokenLine], at: int, lexicon: Lexicon, kinds: Kinds
) -> RunOn | None:
    """Return the table below some headings, None where its rows cannot be cut into cells."""
    first, start, before, words = header
    roles = [role_of_heading(word, lexicon) for word in words]
    has_class = _has_class(words, lexicon)
    behind = [*roles[2:], "section"] if has_class else roles[roles[0] == "number" :]
    cutter = Cutter(behind, kinds, "".join(words))
    opens = NUMBER.search(_whole(lines[at]), first) if has_class else None
    rows, end = _rows(lines, at, opens.start() if opens else first, cutter)
    if has_class and opens:
        rows = _with_class_first(rows, _whole(lines[at])[first : opens.start()].strip())
    shown = words if "number" in roles[:2] else ("序号", *words)
    return RunOn(before, shown, tuple(rows), start, end) if rows else None


def _with_class_first(rows: Sequence[_Row], of_first: str) -> list[_Row]:
    """Return rows with the class before the number, which was read as the last cell of the row above."""
    classes = [of_first, *(cells[-1] for _, cells in rows)]
    return [(line, (own, *cells[:-1])) for own, (line, cells) in zip(classes, rows, strict=False)]


def _is_glued(lines: Sequence[TokenLine], at: int) -> bool:
    """Return whether nothing parts the cells of a line that opens with number 1, nor the headings above it."""
    return len(lines[at].tokens) == len(lines[at - 1].tokens) == 1


def _whole(line: TokenLine) -> str:
    return _PAGE_MARK.sub("", " ".join(line.tokens))


# -- the headings ------------------------------------------------------------------------------


def _header(
    lines: Sequence[TokenLine], at: int, above: str, lexicon: Lexicon
) -> tuple[int, str, tuple[str, ...]] | None:
    """Return the line where the headings before number 1 begin, what stands before them there, and the headings.

    A narrow column breaks its heading, so that they may begin some short lines above.
    """
    last = above or "".join(lines[at - 1].tokens)
    if not any(_worth(last[-size:], lexicon) for size in range(1, _LONGEST_HEADING + 1)):
        return None
    best: tuple[float, int, str, tuple[str, ...]] | None = None
    start = at
    while len(above) <= _LONGEST_HEADER + _LONGEST_HEADER and at - start < _MOST_LINES_OF_HEADER:
        score, words, taken = _headings(above[-_LONGEST_HEADER:], lexicon)
        before = above[: len(above) - taken]
        if len(words) >= _FEWEST_COLUMNS and (best is None or score > best[0]):
            best = (score, start, before, words)
        longest = _LONGEST_PART if above else _LONGEST_HEADER
        if not start or lines[start - 1].hard or len("".join(lines[start - 1].tokens)) > longest:
            break
        start -= 1
        above = "".join(lines[start].tokens) + above
    return best[1:] if best and _tell(best[3], lexicon) else None


def _tell(words: Sequence[str], lexicon: Lexicon) -> bool:
    roles = {role_of_heading(word, lexicon) for word in words}
    return "task" in roles and bool(roles & {*UNIT_ROLES, *PERSON_ROLES, "due", "status", "text"})


def _headings(text: str, lexicon: Lexicon) -> tuple[float, tuple[str, ...], int]:
    """Return the best way to cut the end of a text into headings, none twice, and how long they are together."""
    plain = "".join(text.split())
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]  # by the length of the end that is cut
    for length in range(1, len(plain) + 1):
        start = len(plain) - length
        ways = []
        for size in range(1, min(_LONGEST_HEADING, length) + 1):
            word = plain[start : start + size]
            worth = _worth(word, lexicon)
            score, words = best[length - size]
            following = role_of_heading(words[0], lexicon) if words else None
            role = role_of_heading(word, lexicon)
            before = following == "number" and role != "section"
            if not worth or word in words or before or not (words or length == size):
                continue
            again = following is not None and (
                following == role or (words[0] == _REST and (role or "").startswith(TARGET))
            )
            ways.append((score + worth - (_TWICE if again else 0.0), (word, *words)))
        best.append(max(ways, default=(-1.0, ())))
    score, words = max(best, key=lambda one: one[0])
    spaces = sum(map(len, text)) if not words else 0
    taken = len(text) if spaces else _taken(text, sum(map(len, words)))
    return score, words, taken if words else 0


def _taken(text: str, signs: int) -> int:
    """Return how much of the end of a text holds so many signs, spaces aside."""
    at = len(text)
    while signs and at:
        at -= 1
        signs -= not text[at].isspace()
    return len(text) - at


def _worth(word: str, lexicon: Lexicon) -> float:
    """Return what a word is worth as a heading: more where the lexicon knows it whole."""
    role = role_of_heading(word, lexicon)
    if lexicon.role_of_header(word) is not None:
        return 2.0 + 0.3 * len(word) + (_OPENS if role == "number" else 0.0)
    return 0.3 if len(word) > 1 and role not in (None, "number") else 0.0


# -- the rows ------------------------------------------------------------------------------------


class _Text:
    """The lines from one on as one text, no more of them than are asked for."""

    def __init__(self, lines: Sequence[TokenLine], at: int, offset: int, header: str) -> None:
        """Begin at a place in a line; headings that are printed again on another page are left out.

        ``ends`` are where the table may end: at the end of a line, or before a note.
        """
        self.lines, self.at, self.header = lines, at, header
        self.offset = offset
        self.text = ""
        self.ends: list[int] = []
        self.line_ends: list[int] = []

    def to(self, length: int) -> str:
        """Return the text, at least so long where there are so many lines."""
        following = self.at + len(self.line_ends)
        while len(self.text) < length and following < len(self.lines):
            if self.ends and self.lines[following].hard:
                break
            whole = _whole(self.lines[following])
            kept = 0 if self.ends else self.offset
            whole = whole[:kept] + whole[kept:].replace(self.header, "")
            if note := _NOTE.search(whole, kept):
                self.ends.append(len(self.text) + note.start())
            self.text += whole + "\n"
            self.ends.append(len(self.text))
            self.line_ends.append(len(self.text))
            following += 1
        return self.text

    def line_of(self, place: int) -> int:
        """Return which line a place stands in."""
        return self.at + bisect_right(self.line_ends, place)


@dataclass(frozen=True, slots=True)
class _Way:
    """The rows up to a place: where each begins, and what they are worth."""

    score: float
    starts: tuple[int, ...]


def _rows(
    lines: Sequence[TokenLine], at: int, offset: int, cutter: Cutter
) -> tuple[list[tuple[TokenLine, tuple[str, ...]]], int]:
    """Return the rows from number 1 on, each with the line it begins on, and the first line behind them."""
    text = _Text(lines, at, offset, cutter.header)
    kept = [_Way(0.0, (offset,))]
    best, end = _Way(0.0, ()), 0
    count = 1
    while kept:
        for way, stop in _ended(text, kept, cutter):
            if way.score > best.score:
                best, end = way, stop
        count += 1
        kept = _with_next(text, kept, count, cutter)
    if len(best.starts) < _FEWEST_ROWS or best.score < _GOOD * len(best.starts):
        return [], 0
    whole = text.to(end)
    spans = list(pairwise((*best.starts, end)))
    cutter.learn([cutter.cells(whole[start:stop]) for start, stop in spans])
    rows = [(lines[text.line_of(start)], cutter.cells(whole[start:stop])) for start, stop in spans]
    return rows, text.line_of(end - 1) + 1


def _with_next(text: _Text, kept: Sequence[_Way], count: int, cutter: Cutter) -> list[_Way]:
    """Return the rows with one more, which begins where the next number may stand."""
    first, last = (pick(way.starts[-1] for way in kept) for pick in (min, max))
    whole = text.to(last + _LONGEST_ROW + 1)
    found: list[_Way] = []
    for match in NUMBER.finditer(whole, first + 1, last + _LONGEST_ROW):
        if int(match[1] or match[2]) != count:
            continue
        measures = match.group() == match[2] and whole[match.end()] in _MEASURES
        place, cost = match.start(), _MEASURED if measures else 0.0
        ways = [
            _Way(
                way.score + cutter.score(whole[way.starts[-1] : place]) - cost, (*way.starts, place)
            )
            for way in kept
            if 0 < place - way.starts[-1] <= _LONGEST_ROW
        ]
        if ways:
            found.append(max(ways, key=lambda way: way.score))
    return sorted(found, key=lambda way: -way.score)[:_MOST_PLACES]


def _ended(text: _Text, kept: Sequence[_Way], cutter: Cutter) -> Iterator[tuple[_Way, int]]:
    """Yield the ways to end the table: the last row goes to the end of a line."""
    for way in kept[:_MOST_ENDED]:
        start = way.starts[-1]
        whole = text.to(start + _LONGEST_ROW)
        at = bisect_right(text.ends, start)
        for end in text.ends[at : at + _MOST_TAIL]:
            if end <= start + _LONGEST_ROW:
                yield _Way(way.score + cutter.score(whole[start:end]), way.starts), end
