"""A table copied as one string: no sign, space or line parts its cells, and the first number follows the last heading.

In: the lines of a text. Out: its rows with their cells. The headings are the dearest way to cut what stands before
number 1; the rows begin at the running numbers; each row is cut where its cells are most what their columns hold. What
a piece is, a place where a unit may begin or end, a time, a name, says where it may be cut.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from tongbao.notices.cell_kinds import TIME, Kinds
from tongbao.notices.column_words import role_of_heading
from tongbao.notices.headers import PERSON_ROLES, UNIT_ROLES
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.plain_table.tokens import Line
from tongbao.sources.document import Cell, Row, Spot, Table

_PAGE_MARK = re.compile(r"[-—–]{1,2}\s{0,3}\d{1,3}\s{0,3}[-—–]{1,2}")
_NUMBER = re.compile(
    r"(?<![\d.])(?:[(（](\d{1,3})[)）]|(\d{1,3})(?:[、．]|\.(?!\d))?)(?=[^\d.%％])"
)
_TOWN = re.compile("街道办事处|街道办?|(?<!乡)镇|乡(?!镇)")
# A town or a government without its name.
_NAMELESS = re.compile("(?:街道|镇|乡|人民政府|政府|办事处|管委会|管理委员会)")
_USUAL_TOWN = 2  # signs of a place before that
_LEVELS = "省市州盟区县旗镇乡各"
_MEASURES = "个项处家公年月日万亿余名人米套吨亩座条张所台辆户间次元个类级批期届岁"
_LONGEST_HEADER = 60
_LONGEST_PART = 12  # of a heading on a line of its own
_MOST_LINES_OF_HEADER = 8
_LONGEST_HEADING = 9
_TWICE = 3.0  # points less for two headings of one role side by side: 事项名称 is one
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3
_MOST_TRIED = 20  # headings below which no row could be cut: more are no accident
_MANY_CELLS = 12  # on one line: more than a row has
_LONGEST_ROW = 400
_MOST_PLACES = 12  # where one number may stand: the nearest
_MOST_TAIL = 4  # lines that the last row may go over
_SHORTEST_UNIT = 2
_LONGEST_STATUS = 8
_LONGEST_CELL = 60  # of names or a time
_EMPTY = -4.0
_MEASURED = 2.0  # points less for a number before a measure: 3处
_OPENS = 3.0  # points for a header that opens with the heading of the numbers
_GOOD = 3.0  # points a row must have on average


_ANY_WORDS = ("text", "short", "sentence", "figure", "status", "percent")
_KINDS_OF = {
    "person": ("person", "persons"),
    "due": ("time",),
    "task": ("text", "short", "sentence"),
    "status": (),
}
# Points of a cell that is what its column holds, and of one that is not.
_WORTH = {
    "person": (5.0, _EMPTY),
    "due": (5.0, _EMPTY),
    "task": (1.0, _EMPTY / 2),
    "status": (0.0, _EMPTY),
}


@dataclass(frozen=True, slots=True)
class RunOn:
    """A table in one string, from the line ``start`` to before ``end``; ``before`` is the text before its headings."""

    before: str
    words: tuple[str, ...]
    rows: tuple[tuple[Line, tuple[str, ...]], ...]
    start: int
    end: int


def find_run_on(lines: Sequence[Line], lexicon: Lexicon, kinds: Kinds) -> Iterator[RunOn]:
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


def run_on_table(found: RunOn, top: Spot) -> Table:
    """Return a table in one string as one of rows and cells."""
    rows = [
        Row(tuple(Cell(text, line.spot) for text in cells), line.spot) for line, cells in found.rows
    ]
    return Table((Row(tuple(Cell(word, top) for word in found.words), top), *rows), top)


_Header = tuple[int, int, str, tuple[str, ...]]


def _header_at(lines: Sequence[Line], at: int, lexicon: Lexicon) -> _Header | None:
    """Return where number 1 stands on a line right behind headings, and the headings."""
    if lines[at].hard and len(lines[at].tokens) < _MANY_CELLS:
        return None
    text = _whole(lines[at])[: 4 * _LONGEST_HEADER]
    for first in _NUMBER.finditer(text):
        if (first[1] or first[2]) != "1" or not (first.start() or (at and _is_glued(lines, at))):
            continue
        if header := _header(lines, at, text[: first.start()], lexicon):
            return (first.start(), *header)
    return None


def _run_on_of(
    header: _Header, lines: Sequence[Line], at: int, lexicon: Lexicon, kinds: Kinds
) -> RunOn | None:
    """Return the table below some headings, None where its rows cannot be cut into cells."""
    first, start, before, words = header
    roles = [role_of_heading(word, lexicon) for word in words]
    cutter = _Cutter(roles[1:] if roles[0] == "number" else roles, kinds, "".join(words))
    rows, end = _rows(lines, at, first, cutter)
    shown = words if roles[0] == "number" else ("序号", *words)
    return RunOn(before, shown, tuple(rows), start, end) if rows else None


def _is_glued(lines: Sequence[Line], at: int) -> bool:
    """Return whether nothing parts the cells of a line that opens with number 1, nor the headings above it."""
    return len(lines[at].tokens) == len(lines[at - 1].tokens) == 1


def _whole(line: Line) -> str:
    return _PAGE_MARK.sub("", " ".join(line.tokens))


# -- the headings ------------------------------------------------------------------------------


def _header(
    lines: Sequence[Line], at: int, above: str, lexicon: Lexicon
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
            if not worth or word in words or following == "number" or not (words or length == size):
                continue
            again = following is not None and following == role_of_heading(word, lexicon)
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

    def __init__(self, lines: Sequence[Line], at: int, header: str) -> None:
        """Begin with a line; headings that are printed again on another page are left out."""
        self.lines, self.at, self.header = lines, at, header
        self.text = ""
        self.ends: list[int] = []

    def to(self, length: int) -> str:
        """Return the text, at least so long where there are so many lines."""
        following = self.at + len(self.ends)
        while len(self.text) < length and following < len(self.lines):
            if self.ends and self.lines[following].hard:
                break
            whole = _whole(self.lines[following])
            self.text += whole.replace(self.header, "") if self.ends else whole
            self.ends.append(len(self.text))
            following += 1
        return self.text

    def line_of(self, place: int) -> int:
        """Return which line a place stands in."""
        return self.at + bisect_right(self.ends, place)


@dataclass(frozen=True, slots=True)
class _Way:
    """The rows up to a place: where each begins, and what they are worth."""

    score: float
    starts: tuple[int, ...]


def _rows(
    lines: Sequence[Line], at: int, offset: int, cutter: "_Cutter"
) -> tuple[list[tuple[Line, tuple[str, ...]]], int]:
    """Return the rows from number 1 on, each with the line it begins on, and the first line behind them."""
    text = _Text(lines, at, cutter.header)
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
    return rows, at + text.ends.index(end) + 1


def _with_next(text: _Text, kept: Sequence[_Way], count: int, cutter: "_Cutter") -> list[_Way]:
    """Return the rows with one more, which begins where the next number may stand."""
    first, last = (pick(way.starts[-1] for way in kept) for pick in (min, max))
    whole = text.to(last + _LONGEST_ROW + 1)
    found: list[_Way] = []
    for match in _NUMBER.finditer(whole, first + 1, last + _LONGEST_ROW):
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


def _ended(text: _Text, kept: Sequence[_Way], cutter: "_Cutter") -> Iterator[tuple[_Way, int]]:
    """Yield the ways to end the table: the last row goes to the end of a line."""
    for way in kept:
        start = way.starts[-1]
        whole = text.to(start + _LONGEST_ROW)
        at = bisect_right(text.ends, start)
        for end in text.ends[at : at + _MOST_TAIL]:
            if end <= start + _LONGEST_ROW:
                yield _Way(way.score + cutter.score(whole[start:end]), way.starts), end


class _Cutter:
    """Cuts what stands behind a number into the cells of the columns."""

    def __init__(self, roles: Sequence[str | None], kinds: Kinds, header: str) -> None:
        """Keep the columns; a row is asked for again as the end of other rows is tried."""
        self.roles, self.header = roles, header
        self.kinds = kinds
        endings = kinds.lexicon.unit_endings
        self._unit_end = re.compile(
            "|".join(sorted(map(re.escape, endings), key=len, reverse=True))
        )
        self.starts = frozenset(_LEVELS)
        self.cut = lru_cache(maxsize=4096)(self._cut)

    def learn(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Take for beginnings of units those that begin most of the units in some rows."""
        seen = Counter(
            cell[0]
            for row in rows
            for role, cell in zip(self.roles, row[1:], strict=True)
            if role in UNIT_ROLES and cell and cell[0] in _LEVELS
        )
        often = {sign for sign, times in seen.items() if 2 * times > max(seen.values())}
        self.starts = frozenset((*often, "各"))
        self.cut.cache_clear()

    def score(self, text: str) -> float:
        """Return how well a row can be cut into cells."""
        return self.cut(text)[0]

    def cells(self, text: str) -> tuple[str, ...]:
        """Return the number and the cells of a row."""
        number = _NUMBER.match(text)
        return (number.group() if number else "", *self.cut(text)[1])

    def _cut(self, text: str) -> tuple[float, tuple[str, ...]]:
        number = _NUMBER.match(text)
        plain = text[number.end() :].strip() if number else text.strip()
        places = self._places(plain)
        # The best way to give the text up to each place to the columns so far.
        best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
        for at, role in enumerate(self.roles):
            is_last = at == len(self.roles) - 1
            reached: dict[int, tuple[float, tuple[str, ...]]] = {}
            for start, (score, cells) in best.items():
                for end in places:
                    if end < start or (is_last and end != len(plain)):
                        continue
                    worth = self._fit(plain[start:end].strip(), role)
                    if end not in reached or score + worth > reached[end][0]:
                        reached[end] = (score + worth, (*cells, plain[start:end].strip()))
            best = reached
        return best.get(len(plain), (-10.0, ()))

    def _places(self, text: str) -> list[int]:
        """Return where a cell may end: beside units, times, names, sentences and spaces."""
        found = {0, len(text)}
        ends = [match.end() for match in self._unit_end.finditer(text)]
        found.update(ends)
        found.update(at for at, sign in enumerate(text) if sign in _LEVELS or sign.isspace())
        found.update(at + 1 for at, sign in enumerate(text) if sign in "。；;" or sign.isspace())
        for match in TIME.finditer(text):
            found.update((match.start(), match.end()))
        for match in _TOWN.finditer(text):
            found.update(at for at in (match.start() - 3, match.start() - 2) if at > 0)
        if "status" in self.roles:
            before = [(at, size) for at in found for size in range(1, min(_LONGEST_STATUS, at) + 1)]
            found.update(
                at - size for at, size in before if self.kinds.is_status(text[at - size : at])
            )
        surnames = self.kinds.lexicon.people.surnames
        if any(role in PERSON_ROLES for role in self.roles):
            around = set(found)
            for at in around:
                for size in (2, 3):
                    if at >= size and text[at - size] in surnames:
                        found.add(at - size)
                    if text[at : at + 1] in surnames and at + size <= len(text):
                        found.add(at + size)
        return sorted(found)

    def _fit(self, text: str, role: str | None) -> float:
        """Return what a piece is worth as a cell of a column."""
        if not text:
            return _EMPTY if role != "task" else 2 * _EMPTY
        family = "unit" if role in UNIT_ROLES else "person" if role in PERSON_ROLES else role
        is_cut = text[0] in "、，," or text[-1] in "、，,"
        if is_cut or (family in ("unit", "person", "due") and len(text) > _LONGEST_CELL):
            return 2 * _EMPTY
        kind = self.kinds.of(text)
        if family == "unit":
            several = role == "lead" and "responsible" in self.roles and "、" in text
            return self._as_units(text, kind) - (1.0 if " " in text else 0.5 * several)
        if family == "status" and len(text) <= _LONGEST_STATUS:
            return 4.0 if kind in ("status", "percent") else 1.0
        behind = text.rpartition("。")[2]
        if family == "task" and (kind in ("unit", "units") or behind not in ("", text)):
            # What is done may end as a unit does (组织运动会); behind a sentence stands no half of one.
            return 0.0 if behind == text else -1.0
        right, wrong = _WORTH.get(family or "", (0.5, -1.0))
        return right if kind in _KINDS_OF.get(family or "", _ANY_WORDS) else wrong

    def _as_units(self, text: str, kind: str) -> float:
        if kind not in ("unit", "units"):
            return _EMPTY
        names = [name for name in re.split("[、，,;；]", text) if name]
        long = sum(0.25 * max(0, len(name) - 5) for name in names[:1])
        short = 2.0 * any(len(name) <= _SHORTEST_UNIT for name in names)
        if (town := _TOWN.search(names[0])) and town.start() > _USUAL_TOWN:
            long += 0.2
        if _NAMELESS.match(names[0]) and names[0][0] not in self.starts:
            long += 2.0
        return 5.0 - long - short - (0.0 if names[0][0] in self.starts else 1.5)
