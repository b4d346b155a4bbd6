"""The header of a table without a grid: its headings on one line, a line each, or broken over lines.

In: lines and the lexicon. Out: a ``Heading``: the words of each column and the lines they take.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tongbao.notices.cell_kinds import Kinds
from tongbao.notices.column_words import role_of_heading
from tongbao.notices.headers import Roles, is_of_tasks, name_columns
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.plain_table.layout import counted
from tongbao.notices.plain_table.tokens import TokenLine

_MOST_COLUMNS = 16
_LONGEST = 24
_LONGEST_FIRST = 10
_LONGEST_BODY = 6
_FEWEST_COLUMNS = 3
_FEWEST_HARD = 2
_UNNAMED = -0.6
_LEAST_SHARE = 0.6
_LEAST_OF_COUNTED = 0.4
_SHOWN = 3
_FIGURES = ("number", "figure", "percent")
_SHORT_END = 2
_LONGEST_OPENING = 4
_NEVER = ("number", "figure", "percent", "sentence", "section", "time")
_NO_END = ("：", ":", "。", "；", "，")
_UNITS = ("单位", "部门", "科室")


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns of a header, which takes the lines ``start`` to before ``end``."""

    words: tuple[str, ...]
    roles: Roles
    start: int
    end: int


def find_headings(lines: Sequence[TokenLine], lexicon: Lexicon, kinds: Kinds) -> Iterator[Headings]:
    """Yield the headers among some lines, in order."""
    at = 0
    while at < len(lines):
        found = _counted_at(lines, at, lexicon, kinds) or _headings_at(lines, at, lexicon, kinds)
        if found:
            yield found
        at = found.end if found else at + 1


def _counted_at(
    lines: Sequence[TokenLine], start: int, lexicon: Lexicon, kinds: Kinds
) -> Headings | None:
    """Return the header that the rows below it show: 1, 2 and 3 come again after as many cells as it has headings.

    So many headings are known by their place, that few of them need be words that anyone knows.
    """
    hard = lines[start].hard
    if hard and lines[start].cells != len(lines[start].tokens):
        return None
    if len(lines[start].tokens) > 1:
        end = start + 1
        words = lines[start].tokens if hard else _whole(lines[start].tokens, lexicon)
        is_regular = _are_rows(lines[end : end + _SHOWN], len(words), kinds)
    else:
        heads = role_of_heading(lines[start].tokens[0], lexicon) is not None
        width = _period(lines, start) if heads else 0
        end = start + width
        words = tuple(line.tokens[0] for line in lines[start:end])
        is_regular = width > 0
    if not is_regular or any(kinds.of(word) in _NEVER for word in words):
        return None
    if any(len(word) > _LONGEST or word.endswith(_NO_END) for word in words):
        return None
    return _accepted(words, start, end, kinds, hard=hard, least=_LEAST_OF_COUNTED)


def _period(lines: Sequence[TokenLine], start: int) -> int:
    """Return after how many lines of one cell each 1, 2 and 3 follow each other, 0 where they do not."""
    if counted(lines[start].tokens[0]) is not None:
        return 0
    for width in range(_FEWEST_COLUMNS, _MOST_COLUMNS):
        places = [start + width * row for row in (1, 2, 3)]
        if places[1] >= len(lines):
            return 0
        if any(
            line.hard or len(line.tokens) > 1
            for line in lines[start + width - 1 : start + width + 1]
        ):
            return 0
        if counted(lines[places[0]].tokens[0]) != 1:
            continue
        opening = [lines[at] for at in places if at < len(lines)]
        if [counted(line.tokens[0]) for line in opening] == [1, 2, 3][: len(opening)]:
            return width
    return 0


def _are_rows(lines: Sequence[TokenLine], width: int, kinds: Kinds) -> bool:
    """Return whether lines have as many cells each as there are headings, and count on, or end in figures."""
    if len(lines) < _FEWEST_HARD or width < _FEWEST_COLUMNS:
        return False
    if not all(width == (line.cells if line.hard else len(line.tokens)) for line in lines):
        return False
    counts = [counted(line.tokens[0]) for line in lines[:_FEWEST_HARD]]
    figures = all(kinds.of(line.tokens[-1]) in _FIGURES for line in lines)
    return counts == [1, 2] or figures


def _headings_at(
    lines: Sequence[TokenLine], start: int, lexicon: Lexicon, kinds: Kinds
) -> Headings | None:
    """Return the header that begins with a line: as many headings as name columns better than not."""
    words: list[str] = []
    score = best = 0.0
    found: tuple[tuple[str, ...], int] | None = None
    for at in range(start, min(len(lines), start + 2 * _MOST_COLUMNS)):
        own = _headings_of(lines[at], lexicon, kinds)
        adds = not words or len(own) == 1 or _adds(lines, start, at)
        opens = words or len(own) != 1 or _may_open(own[0], lexicon)
        if not (own and adds and opens):
            break
        for word in own:
            joined = words[-1] + word if words and word is own[0] else ""
            if joined and _goes_on(words[-1], word, joined, lexicon):
                score += max(
                    0.0,
                    _worth(joined, words[:-1], lexicon) - _worth(words[-1], words[:-1], lexicon),
                )
                words[-1] = joined
            else:
                score += _worth(word, words, lexicon)
                words.append(word)
        if len(words) > _MOST_COLUMNS or score < best - 2:
            break
        if score > best:
            best, found = score, (tuple(words), at + 1)
        if len(own) > 1 and not lines[at].hard:
            break
    if found is None:
        return None
    words_of, end = found
    below = _with_words_below(lines[start:end], words_of, lexicon)
    if second := _with_second_row(lines, start, end):
        below, end = second, end + 1
    return _accepted(below, start, end, kinds, hard=lines[start].hard)


def _with_second_row(lines: Sequence[TokenLine], start: int, end: int) -> tuple[str, ...]:
    """Return the headings of a header whose second row divides one of the first: 进展 over 8月, 9月 and 10月.

    () where the line below is no such row: its cells stand where the first row has no cell of its own but the first,
    and the rows below have as many cells as it.
    """
    if end - start != 1 or end + 1 >= len(lines) or not lines[start].hard:
        return ()
    first, second, row = lines[start : start + 3]
    columns = set(second.slots)
    if not (second.hard and len(columns) > 1 and second.slots[0] and second.cells >= first.cells):
        return ()
    if row.cells != second.cells or len(columns & set(first.slots)) > 1:
        return ()
    words: list[str] = []
    over = ""
    tops, divided = (dict(zip(one.slots, one.tokens, strict=True)) for one in (first, second))
    for column in range(second.cells):
        over = tops.get(column, over)
        own = tops.get(column, "")
        words.append(divided[column] + over if column in divided else own)
    return tuple(words) if all(words) else ()


def _adds(lines: Sequence[TokenLine], start: int, at: int) -> bool:
    """Return whether a line of several cells goes on with a header: below other cells, not below a title."""
    return lines[at].hard and (lines[start].hard or len(lines[start].tokens) > 1)


def _with_words_below(
    lines: Sequence[TokenLine], words: tuple[str, ...], lexicon: Lexicon
) -> tuple[str, ...]:
    """Return the headings of a header of two rows: words side by side stand under one of the first row.

    Empty cells of the second row say which headings reach down into it.
    """
    if not lines[0].hard:
        return words
    rows = [[""] * line.blanks + _cells(line) for line in lines]
    if len(rows) > 2 or (len(rows) == 2 and len(rows[0]) < 2):  # noqa: PLR2004 - two rows, or a cell a line
        cells = [cell for row in rows for cell in row]
        first = cells.index("") if "" in cells else len(cells)
        rows = [cells[:first], cells[first:]]
    if len(rows) != 2 or tuple(filter(None, (*rows[0], *rows[1]))) != words:  # noqa: PLR2004
        return words
    over, below = list(filter(None, rows[0])), rows[1]
    found: list[str] = []
    for at, word in enumerate(below):
        if not word or at == 0 or not below[at - 1]:
            if not over:
                return words
            head = over.pop(0)
        named = not word or role_of_heading(word, lexicon) is not None
        found.append((word if named else word + head) or head)
    return words if over or "" not in below else tuple(found)


def _cells(line: TokenLine) -> list[str]:
    if not line.slots:
        return list(line.tokens)
    cells = [""] * line.cells
    for place, token in zip(line.slots, line.tokens, strict=True):
        cells[place] = token
    return cells


def _headings_of(line: TokenLine, lexicon: Lexicon, kinds: Kinds) -> tuple[str, ...]:
    """Return the cells of a line that may head columns, () where one may not."""
    tokens = line.tokens
    if not line.hard and len(tokens) > 1:
        tokens = _whole(tokens, lexicon)
    for token in tokens:
        kind = kinds.of(token)
        if len(token) > _LONGEST or kind == "section" or token.endswith(_NO_END):
            return ()
        if kind in _NEVER and role_of_heading(token, lexicon) is None:
            return ()
    return tokens


def _whole(tokens: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Return headings whose own spaces do not part them: 分 管 县领导, 项 目."""
    found: list[str] = []
    held = ""
    for token in tokens:
        held += token.replace(" ", "")
        if role_of_heading(held, lexicon) or (len(token) > 1 and " " not in token):
            found.append(held)
            held = ""
    return (*found, held) if held else tuple(found)


def _may_open(word: str, lexicon: Lexicon) -> bool:
    """Return whether a word on a line of its own may be the first heading: it names a column, or begins one."""
    named = role_of_heading(word, lexicon) is not None and len(word) <= _LONGEST_FIRST
    return named or word in lexicon.heading_marks.openings


def _worth(word: str, before: Sequence[str], lexicon: Lexicon) -> float:
    """Return what a word says for a header: a column named, but not twice over with words of a task."""
    role = role_of_heading(word, lexicon)
    if role is None:
        return 1.0 if word.endswith(_UNITS) else _UNNAMED
    again = any(role_of_heading(one, lexicon) == role for one in before)
    return (
        _UNNAMED
        if word in before or (again and role == "task" and len(word) > _LONGEST_BODY)
        else 1.0
    )


def _goes_on(first: str, rest: str, whole: str, lexicon: Lexicon) -> bool:
    """Return whether a heading was broken over two lines: 责任 over 单位, 分管 over 领导."""
    if role_of_heading(whole, lexicon) is None or len(first) > _LONGEST_OPENING:
        return False
    openings = lexicon.heading_marks.openings
    alone = role_of_heading(rest, lexicon)
    if role_of_heading(first, lexicon) is None:
        return alone is None or first in openings
    return len(rest) <= _SHORT_END and first in openings


def _accepted(
    words: tuple[str, ...],
    start: int,
    end: int,
    kinds: Kinds,
    *,
    hard: bool,
    least: float = _LEAST_SHARE,
) -> Headings | None:
    lexicon = kinds.lexicon
    roles = [role_of_heading(word, lexicon) for word in words]
    named = sum(
        role is not None or word.endswith(_UNITS) for role, word in zip(roles, words, strict=True)
    )
    fewest = _FEWEST_HARD if hard else _FEWEST_COLUMNS
    sure = sum(
        len(word) <= _LONGEST_BODY or lexicon.role_of_header(word) is not None for word in words
    )
    if not hard and 2 * sure < len(words):
        return None
    if len(words) < fewest or named < least * len(words) or named < _FEWEST_HARD:
        return None
    if "task" not in roles and not any((role or "").startswith("target:") for role in roles):
        if None not in roles:
            return None
        roles[roles.index(None)] = "task"
    header = name_columns(words, tuple(roles), [()] * len(words), kinds)
    if header is None or (
        not is_of_tasks(header.roles) and not any(word.endswith(_UNITS) for word in words)
    ):
        return None
    return Headings(words, header.roles, start, end)
