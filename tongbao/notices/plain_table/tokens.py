"""The lines of a table without a grid, cut where a column may begin.

In: paragraphs. Out: ``TokenLine`` values: cells between bars or tabs, which nothing cuts further, or the parts between
spaces, any of which may be the border of a column; and ``TokenRun`` values, some tokens of a line taken as the text of
one column.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tongbao.notices.plain_table import text_metrics
from tongbao.notices.plain_table.aligned import with_columns_apart
from tongbao.sources.document import Paragraph, Spot

_BAR = re.compile(r"[|｜│┃]")
_RULE = re.compile(r"[\s|｜│┃:：+=\-—─━]{0,2000}")
# A name of two signs, padded to the width of three: 唐　洁.
_PADDED_NAME = re.compile(r"(?<!\S)([\u3400-\u9fff])[ \u3000]{1,3}([\u3400-\u9fff])(?!\S)")
_MANY = 16  # words of one line, and it is no line of a table
_FEWEST_COLUMNS = 3
_PAGE_GAP = 3  # two blank lines or more between two lines: a page ended
_CUTS_AT_START = 4  # columns that fit on one line stand at its start ...
_CUTS_AT_END = 2  # ... or, the last of them, at its end; spaces between belong to the text


@dataclass(frozen=True, slots=True)
class TokenLine:
    """One line. ``tokens`` are its parts; ``hard`` says that signs part them, ``closed`` that one ends the last.

    ``slots`` are the places of the tokens among the cells of a hard line, empty ones counted; ``spaced`` says that it
    opens with a space, ``opens_page`` that it comes after a page's end, ``gap`` after a blank line. ``blanks`` are
    empty cells on lines of their own before it.
    """

    index: int
    spot: Spot
    tokens: tuple[str, ...]
    spaced: bool = False
    opens_page: bool = False
    hard: bool = False
    closed: bool = False
    slots: tuple[int, ...] = ()
    cells: int = 0
    blanks: int = 0
    gap: bool = False


@dataclass(frozen=True, slots=True)
class TokenRun:
    """Some tokens of a line, ``start`` to before ``end``, taken as the text of one column."""

    line: TokenLine
    start: int
    end: int
    text: str
    width: int

    @property
    def opens_line(self) -> bool:
        """Whether nothing stands before it on its line."""
        return self.start == 0

    @property
    def closes_line(self) -> bool:
        """Whether nothing stands after it on its line."""
        return self.end == len(self.line.tokens)


@functools.lru_cache(maxsize=2)  # the same paragraphs are asked for twice or three times
def lines_of(paragraphs: tuple[Paragraph, ...]) -> tuple[TokenLine, ...]:
    """Return the lines that hold anything; page numbers and rules are left out."""
    printed = with_columns_apart(
        (paragraph.spot, paragraph.spot.line + offset, paragraph.number + text)
        for paragraph in paragraphs
        for offset, text in enumerate(paragraph.text.split("\n"))
        if text.strip()
    )
    lines: list[TokenLine] = []
    last = printed[0][1] if printed else 0
    blanks = 0
    for at, (spot, number, text) in enumerate(printed):
        below = printed[at + 1][1] if at + 1 < len(printed) else 0
        closes_page = below - number >= _PAGE_GAP
        if text_metrics.is_page_mark(text) or (closes_page and text.strip().isdecimal()):
            continue
        line = _line(len(lines), spot, text, opens_page=number - last >= _PAGE_GAP)
        if line.tokens:
            gap = number - last > 1
            lines.append(replace(line, blanks=blanks, gap=gap) if blanks or gap else line)
            blanks = 0
        else:
            blanks += bool(_BAR.fullmatch(text.strip()))
        last = number
    return tuple(_without_first_bar(lines))


def _without_first_bar(lines: Sequence[TokenLine]) -> Iterator[TokenLine]:
    """Yield the lines; where all between signs open with one, no cell stands before it."""
    for hard, group in groupby(lines, lambda line: line.hard):
        run = list(group)
        rows = [line for line in run if line.cells > 1]
        if hard and rows and all(line.slots[0] > 0 for line in rows):
            run = [
                replace(line, slots=tuple(at - 1 for at in line.slots), cells=line.cells - 1)
                if line.cells > 1
                else line
                for line in run
            ]
        yield from run


def _line(index: int, spot: Spot, text: str, *, opens_page: bool) -> TokenLine:
    bars = len(_BAR.findall(text))
    if not bars and "\t" not in text.strip():
        return TokenLine(index, spot, _tokens(text), text[:1].isspace(), opens_page)
    if bars and _RULE.fullmatch(text):
        return TokenLine(index, spot, (), hard=True)
    cells = [cell.strip() for cell in (_BAR.split(text.strip()) if bars else text.split("\t"))]
    closed = bars > 0 and not cells[-1]
    cells = cells[:-1] if closed else cells
    slots = tuple(at for at, cell in enumerate(cells) if cell)
    tokens = tuple(cells[at] for at in slots)
    return TokenLine(index, spot, tokens, False, opens_page, True, closed, slots, len(cells))


def _tokens(text: str) -> tuple[str, ...]:
    """Cut a line at its spaces; where it has many, only at those near its two ends."""
    words = _PADDED_NAME.sub(lambda name: name[1] + "\0" + name[2], text).split()
    words = [word.replace("\0", " ") for word in words]
    if len(words) <= _CUTS_AT_START + _CUTS_AT_END + 1:
        return tuple(words)
    middle = " ".join(words[_CUTS_AT_START:-_CUTS_AT_END])
    return (*words[:_CUTS_AT_START], middle, *words[-_CUTS_AT_END:])


def words_apart(lines: Sequence[TokenLine]) -> tuple[TokenLine, ...]:
    """Return the lines; where one has so many words that rows may stand in it, each is one line a word."""
    words = [[] if line.hard else " ".join(line.tokens).split() for line in lines]
    if not any(len(parts) > _MANY for parts in words):
        return tuple(lines)
    found: list[TokenLine] = []
    for line, parts in zip(lines, words, strict=True):
        is_apart = len(parts) >= _FEWEST_COLUMNS
        for tokens in [(word,) for word in parts] if is_apart else [line.tokens]:
            found.append(replace(line, tokens=tokens, index=len(found)))
    return tuple(found)


def pieces_from(line: TokenLine, start: int) -> Sequence[TokenRun]:
    """Return the pieces of a line that begin at a token, the shortest first."""
    found = []
    for end in range(start + 1, start + 2 if line.hard else len(line.tokens) + 1):
        text = " ".join(line.tokens[start:end])
        found.append(TokenRun(line, start, end, text, text_metrics.filled(text)))
    return found
