"""What is learned from the text itself before and between two readings of it.

In: lines, and the pieces that a first reading gave each column. Out: a ``Layout``: the widths of
the columns, which lines hold row numbers, whether a leading space opens a row, and units seen
beyond doubt.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tongbao.notices.flattened import shapes
from tongbao.notices.flattened.pieces import Line, Piece

_OFTEN = 3  # a width seen so often among lines that run on is the column's own
_SELDOM = 3  # at most one line in three opens with a space where that means a new row


@dataclass(frozen=True, slots=True)
class FlatWords:
    """The words a reading needs: of status, and with which the names of units and offices end.

    ``statuses`` are whole words with their aliases; ``unit_endings`` such as 局 and 指挥部;
    ``office_words`` such as 负责人, which mark a person's cell that names an office.
    """

    statuses: frozenset[str]
    unit_endings: frozenset[str]
    office_words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lost table was set. ``widths`` are half characters by role, where they are known."""

    columns: tuple[str, ...]
    words: FlatWords
    widest: str
    widths: Mapping[str, int]
    numbers: frozenset[int]
    spaces_open_rows: bool
    status_lines: frozenset[int]
    short_lines: frozenset[str]
    units: frozenset[str] = frozenset()
    unit_starts: frozenset[str] = frozenset()


def first_layout(lines: Sequence[Line], columns: tuple[str, ...], words: FlatWords) -> Layout:
    """Return what the lines show before any of them is read."""
    widest = "text" if "text" in columns else max(columns, key=_expected_width)
    seen = Counter(" ".join(line.tokens) for line in lines)
    return Layout(
        columns=columns,
        words=words,
        widest=widest,
        widths={widest: _commonest_width(lines)},
        numbers=_number_lines(lines) if "number" in columns else frozenset(),
        spaces_open_rows=sum(line.spaced for line in lines) * _SELDOM <= len(lines),
        status_lines=_split_statuses(lines, words.statuses),
        short_lines=frozenset(text for text, times in seen.items() if times > 1),
    )


def learned_widths(cells: Mapping[str, Iterable[Sequence[Piece]]]) -> dict[str, int]:
    """Return the width of each column from the cells a reading found in it.

    A line that runs on in the next is as wide as its column, so the commonest width of such
    lines is taken; a column in which nothing runs on is at least as wide as its widest piece.
    """
    widths = {}
    for role, pieces in cells.items():
        all_cells = [list(cell) for cell in pieces]
        running_on = Counter(piece.width for cell in all_cells for piece in cell[:-1])
        every = [piece.width for cell in all_cells for piece in cell]
        often = [width for width, times in running_on.items() if times >= _OFTEN]
        if often:
            widths[role] = max(often, key=lambda width: (running_on[width], width))
        elif every:
            widths[role] = max(every)
    return widths


def _expected_width(role: str) -> int:
    return ("number", "status", "due", "persons", "lead").count(role) == 0


def _commonest_width(lines: Iterable[Line]) -> int:
    """Return the width of which the lines together take up the most of the paper."""
    ink: Counter[int] = Counter()
    for line in lines:
        width = shapes.filled("".join(line.tokens))
        ink[width] += width
    return max(ink, key=lambda width: (ink[width], width), default=0)


def _split_statuses(lines: Sequence[Line], statuses: frozenset[str]) -> frozenset[int]:
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


def _number_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines that open with a row number: the longest run of growing figures.

    Rows may have lost their numbers, but those that remain grow. A line that is nothing but a
    figure weighs more than one that goes on after it.
    """
    best: list[tuple[int, int, int]] = []  # weight of the run, its last figure, line before
    found = [
        (line.index, int(line.tokens[0].rstrip(".．、")), 3 if len(line.tokens) == 1 else 1)
        for line in lines
        if shapes.is_number(line.tokens[0]) and line.tokens[0].rstrip(".．、").isdecimal()
    ]
    for place, (_, figure, weight) in enumerate(found):
        before = [(best[k][0], k) for k in range(place) if found[k][1] < figure]
        run, previous = max(before, default=(0, -1))
        best.append((run + weight, figure, previous))
    run_end = max(range(len(best)), key=lambda k: (best[k][0], -best[k][1]), default=-1)
    numbers = set()
    while run_end >= 0:
        numbers.add(found[run_end][0])
        run_end = best[run_end][2]
    return frozenset(numbers)
