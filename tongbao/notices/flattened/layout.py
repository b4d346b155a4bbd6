"""How the lost table was set, as far as its lines show before any of them is read.

In: lines, the roles of the columns and the words of status and units. Out: a ``Layout``: the width of
the widest column, which lines hold row numbers, whether a leading space opens a row.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tongbao.notices.flattened import shapes
from tongbao.notices.flattened.pieces import Line

UNIT_ROLES = frozenset({"lead", "responsible", "cooperating"})
PERSON_ROLES = frozenset({"leaders", "persons"})
_SELDOM = 3  # at most one line in three opens with a space where that means a new row


@dataclass(frozen=True, slots=True)
class FlatWords:
    """The words a reading needs: of status, and with which the names of units and offices end.

    ``statuses`` are whole words with their aliases; ``unit_endings`` such as 局 and 指挥部;
    ``office_words`` such as 负责人, which mark a person's cell that names an office;
    ``unit_beginnings`` are single characters such as 区, with which names of units often begin.
    """

    statuses: frozenset[str]
    unit_endings: frozenset[str]
    office_words: frozenset[str] = frozenset()
    unit_beginnings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lost table was set.

    ``widths`` are half characters by role, where they are known; ``widest`` is the role of the widest
    column, ``wrapping`` those whose cells often run over several lines. ``numbers`` and ``status_lines`` are
    indexes of lines that hold a row number of the run, or a status; ``short_lines`` the lines printed
    more than once. ``units`` were seen beyond doubt, ``unit_starts`` is how units begin.
    """

    columns: tuple[str, ...]
    words: FlatWords
    widest: str
    widths: Mapping[str, int]
    numbers: frozenset[int]
    spaces_open_rows: bool
    status_lines: frozenset[int]
    short_lines: frozenset[str]
    wrapping: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    unit_starts: frozenset[str] = frozenset()


def first_layout(lines: Sequence[Line], columns: tuple[str, ...], words: FlatWords) -> Layout:
    """Return what the lines show before any of them is read."""
    widest = "text" if "text" in columns else _first_of_words(columns)
    seen = Counter(" ".join(line.tokens) for line in lines)
    return Layout(
        columns=columns,
        words=words,
        widest=widest,
        widths={widest: _commonest_width(lines)},
        numbers=_number_lines(lines) if "number" in columns else frozenset(),
        spaces_open_rows=sum(line.spaced for line in lines) * _SELDOM <= len(lines),
        status_lines=_split_statuses(lines, words.statuses),
        unit_starts=words.unit_beginnings,
        short_lines=frozenset(text for text, times in seen.items() if times > 1),
    )


def _first_of_words(columns: tuple[str, ...]) -> str:
    narrow = UNIT_ROLES | PERSON_ROLES | {"number", "status", "due"}
    return next((role for role in columns if role not in narrow), columns[-1])


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
