"""How a table without a grid was set: what its lines show before any is read, and what one reading teaches the next.

In: lines and the roles of columns. Out: a ``Layout``: which lines hold numbers and statuses, how wide columns are,
whether widths broke the lines, what stands in each column.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tongbao.notices.cell_kinds import Kind, Kinds
from tongbao.notices.headers import PERSON_ROLES, UNIT_ROLES
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.plain_table import text_metrics
from tongbao.notices.plain_table.tokens import TokenLine, TokenRun
from tongbao.notices.quantities.numerals import count_of, printed_number

UNITS, PERSONS = frozenset(UNIT_ROLES), frozenset(PERSON_ROLES)
WORDS = frozenset(("task", "text", "target", "part", "note", "section", "label"))
PLAIN = ("short", "text", "sentence")
_SELDOM = 3  # at most one line in three opens with a space where that means a new row
_LONGEST_NUMBER = 6
_FARTHEST = 9
_OFTEN = 3  # so many lines of one width, or units that begin alike, are no accident
_FULL_LINES = 0.15  # of all lines, in a text whose cells were broken by their columns' widths
_NARROWEST = 20  # half characters: the widest column of such a text


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table was set, and what the words of its cells are.

    ``widths`` are half characters by column, where they are known; ``widest`` is the widest column, ``wrapping`` those
    whose cells often run over several lines; ``wrapped`` says that the lines were broken by the widths of the columns
    at all, ``last`` is the last line. ``numbers`` and ``status_lines`` are indexes of lines that hold a number of the
    run, or a status; ``short_lines`` the lines printed more than once. ``units`` were seen beyond doubt,
    ``unit_starts`` is how units begin; ``shapes`` counts what the cells of a column were, ``texts`` are those cells.
    """

    roles: tuple[str, ...]
    kinds: Kinds
    lexicon: Lexicon
    statuses: frozenset[str]
    widest: int
    widths: Mapping[int, int]
    numbers: frozenset[int]
    spaces_open_rows: bool
    status_lines: frozenset[int]
    short_lines: frozenset[str]
    wrapped: bool
    last: int
    wrapping: frozenset[int] = frozenset()
    units: frozenset[str] = frozenset()
    unit_starts: frozenset[str] = frozenset()
    shapes: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    texts: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def is_units(self, column: int) -> bool:
        """Return whether a column is one of units."""
        return self.roles[column] in UNITS

    def is_persons(self, column: int) -> bool:
        """Return whether a column is one of persons."""
        return self.roles[column] in PERSONS

    def is_names(self, column: int) -> bool:
        """Return whether a column is one of units or persons."""
        return self.is_units(column) or self.is_persons(column)


def first_layout(
    lines: Sequence[TokenLine],
    roles: Sequence[str],
    lexicon: Lexicon,
    kinds: Kinds,
    statuses: frozenset[str],
) -> Layout:
    """Return what the lines show before any of them is read."""
    plain = tuple(_family(role) for role in roles)
    words = [at for at, role in enumerate(plain) if role in WORDS]
    texts = [at for at, role in enumerate(plain) if role == "text"]
    widest = (texts or words or [len(plain) - 1])[0]
    seen = Counter(" ".join(line.tokens) for line in lines)
    width = _commonest_width(lines)
    full = sum(
        width - 2 <= text_metrics.filled("".join(line.tokens)) <= width
        for line in lines
        if len(line.tokens) < len(plain)
    )
    return Layout(
        plain,
        kinds,
        lexicon,
        statuses,
        widest,
        {widest: width},
        _number_lines(lines) if "number" in plain else frozenset(),
        sum(line.spaced for line in lines) * _SELDOM <= len(lines),
        _split_statuses(lines, statuses),
        frozenset(text for text, times in seen.items() if times > 1),
        wrapped=width >= _NARROWEST and full >= max(_FULL_LINES * len(lines), _OFTEN),
        last=len(lines) - 1,
        unit_starts=frozenset(lexicon.level_prefixes),
    )


def _family(role: str) -> str:
    """Return what cells of a column of a role are like: those of units that have no role are still units."""
    kind, parted, heading = role.partition(":")
    return "units" if parted and heading.endswith(("单位", "部门", "科室")) else kind


def _commonest_width(lines: Iterable[TokenLine]) -> int:
    """Return the width of which the lines together take up the most of the paper."""
    ink: Counter[int] = Counter()
    for line in lines:
        width = text_metrics.filled("".join(line.tokens))
        ink[width] += width
    return max(ink, key=lambda width: (ink[width], width), default=0)


def _split_statuses(lines: Sequence[TokenLine], statuses: frozenset[str]) -> frozenset[int]:
    """Return the lines that are a status word, also one broken over two lines."""
    texts = ["".join(line.tokens) for line in lines]
    whole = {index for index, text in enumerate(texts) if text in statuses}
    halves = {
        part
        for index in range(len(texts) - 1)
        if index not in whole and texts[index] + texts[index + 1] in statuses
        for part in (index, index + 1)
    }
    return frozenset(whole | halves)


@lru_cache(maxsize=8192)
def counted(text: str) -> int | None:
    """Return what a text counts that is a row number and nothing else: 3, 3., （三）."""
    return count_of(printed_number(text)) if len(text) <= _LONGEST_NUMBER else None


def _number_lines(lines: Sequence[TokenLine]) -> frozenset[int]:
    """Return the lines that open with a row number: the longest run of growing figures.

    Rows may have lost their numbers, but those that remain grow, or begin again at 1 under the next heading.
    """
    found: list[tuple[int, int]] = []
    offset = highest = 0
    for line in lines:
        count = counted(line.tokens[0])
        if count is None:
            continue
        if count == 1 and highest > 1:
            offset += highest
            highest = 1
        highest = max(highest, count)
        found.append((line.index, offset + count))
    tails: list[int] = []  # the smallest figure that ends a run of each length
    ends: list[int] = []
    before: list[int] = []
    for place, (_, figure) in enumerate(found):
        length = bisect_left(tails, figure)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [figure]
        ends[length : length + 1] = [place]
    numbers: set[int] = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        above = before[place]
        if numbers or above < 0 or found[place][1] - found[above][1] <= _FARTHEST:
            numbers.add(found[place][0])  # a last figure far above the others is none of them
        place = above
    return frozenset(numbers)


def shape_of(text: str, kind: Kind) -> str:
    """Return what a cell looks like: its kind, words of any length as one, a full stop behind names told apart."""
    if kind in PLAIN:
        return "words"
    return f"{kind}." if text.rstrip().endswith(("。", ".", "；", ";")) else kind


# -- what one reading teaches the next -------------------------------------------------------------

Cells = Mapping[int, Sequence[TokenRun]]


def learned(rows: Sequence[Cells], layout: Layout) -> Layout:
    """Return the layout with what a reading shows: widths, how units begin, what stands in each column."""
    units = frozenset(unit for row in rows for unit in _sure_units(row, layout))
    starts = Counter(unit[0] for unit in units)
    often = {character for character, times in starts.items() if times >= _OFTEN}
    widths = dict(layout.widths)
    wrapping = set()
    shapes: dict[int, Counter[str]] = {}
    texts: dict[int, frozenset[str]] = {}
    for column in range(len(layout.roles)):
        cells = [row[column] for row in rows if column in row]
        wrapped = _wrapped_width(column, cells, layout)
        if wrapped:
            wrapping.add(column)
        if cells:
            widths[column] = _width(column, cells, wrapped, layout)
        whole = [cell[0] for cell in cells if cell[0].closes_line or cell[0].line.hard]
        texts[column] = frozenset(piece.text for piece in whole if piece.line.index != layout.last)
        if len(whole) >= _OFTEN and layout.roles[column] != "number":
            shapes[column] = Counter(
                shape_of(piece.text, layout.kinds.of(piece.text)) for piece in whole
            )
    return replace(
        layout,
        widths=widths,
        wrapping=frozenset(wrapping),
        units=units,
        unit_starts=frozenset(layout.lexicon.level_prefixes) | often,
        shapes=shapes,
        texts=texts,
    )


def _sure_units(row: Cells, layout: Layout) -> Iterable[str]:
    """Yield the units that stand on one line with their person: a whole name each."""
    persons = next((row[at] for at in row if layout.roles[at] == "persons"), ())
    for column in sorted(row):
        pieces = row[column] if layout.is_units(column) else ()
        if len(pieces) == 1 and len(persons) == 1 and persons[0].line is pieces[0].line:
            yield pieces[0].text


def _wrapped_width(column: int, cells: Iterable[Sequence[TokenRun]], layout: Layout) -> int:
    """Return the commonest width of lines that go on in the next; 0 where none is common.

    In a column of names a line may be followed by another name, so only lines that cannot end one count.
    """
    names = layout.is_names(column)
    seen = Counter(
        piece.width
        for cell in cells
        for piece in cell[:-1]
        if not (names and _is_whole(piece, layout))
    )
    often = [width for width, times in seen.items() if times >= _OFTEN]
    return max(often, key=lambda width: (seen[width], width), default=0)


def _width(column: int, cells: Sequence[Sequence[TokenRun]], wrapped: int, layout: Layout) -> int:
    """Return the width of a column: at least that of its widest cell of one line, if names stand in it."""
    if wrapped and not layout.is_names(column):
        return wrapped
    single = [cell[0].width for cell in cells if len(cell) == 1]
    every = [piece.width for cell in cells for piece in cell]
    return max([wrapped, *(single or every)])


def _is_whole(piece: TokenRun, layout: Layout) -> bool:
    """Tell whether a line of a cell of names could end a name."""
    ends = layout.lexicon.unit_endings
    return text_metrics.is_name(piece.text) or text_metrics.ends_with_any(piece.text, ends)
