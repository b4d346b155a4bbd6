"""Tables that a text file draws with signs: cells between bars or tabs, one cell a line, or boxes.

In: the paragraphs of a text, one a line. Out: the same with such runs of lines as ``Table`` values, and rows unlike the
header, for the report. Words are not looked at: only bars and running numbers make a table.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from tongbao.sources.document import Block, Cell, Paragraph, Row, Spot, Table

_BAR = re.compile(r"[|｜│┃]")
_RULE = re.compile(r"^[\s|｜:：+=\-—─━┌┬┐├┼┤└┴┘]+$")
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2
_NUMBER = re.compile(r"\d{1,4}")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
_MOST = 0.5

Repairs = list[tuple[Spot, str]]
Cells = tuple[list[str], Spot]


def with_tables(lines: Sequence[Paragraph]) -> tuple[list[Block], Repairs]:
    """Return the lines with every run that draws a table as one, and remarks on rows unlike the header."""
    blocks: list[Block] = []
    repairs: Repairs = []
    tried = dict.fromkeys(_DRAWINGS, 0)
    at = 0
    while at < len(lines):
        end = at
        for drawing in _DRAWINGS:
            if tried[drawing] <= at:
                run = _run(lines, at, drawing[0])
                tried[drawing] = at + len(run)
                if table := _drawn(drawing[1](run), repairs):
                    blocks.append(table)
                    end = tried[drawing]
                    break
        if end == at:
            blocks.append(lines[at])
            end += 1
        at = end
    return blocks, repairs


def _drawn(rows: Sequence[Cells], repairs: Repairs) -> Table | None:
    """Return the table of some rows, None where they are too few or too narrow for one."""
    if len(rows) < _FEWEST_ROWS or len(rows[0][0]) < _FEWEST_COLUMNS:
        return None
    return _table(rows, repairs)


def _run(
    lines: Sequence[Paragraph], start: int, signs: Callable[[str], bool]
) -> Sequence[Paragraph]:
    end = start
    while end < len(lines) and signs(lines[end].text):
        end += 1
    return lines[start:end]


def _is_boxed(text: str) -> bool:
    return text.strip()[:1] in set("┌├│└┃┏┣┗") and bool(text.strip())


def _is_barred(text: str) -> bool:
    return len(_BAR.findall(text)) >= _FEWEST_ROWS


def _is_tabbed(text: str) -> bool:
    return text.strip("\t").count("\t") >= _FEWEST_ROWS


def _is_single(text: str) -> bool:
    return len(_BAR.findall(text)) == 1 and bool(_BAR.search(text.rstrip()[-1:]))


def _boxed_rows(run: Sequence[Paragraph]) -> list[Cells]:
    """Return the rows of a box: its lines between two rules make one row, words broken between them joined."""
    rows: list[Cells] = []
    is_new = True
    for line in run:
        if _RULE.match(line.text):
            is_new = True
            continue
        cells = _split(line.text)
        if is_new or len(cells) != len(rows[-1][0]):
            rows.append((cells, line.spot))
        else:
            joined = [above + below for above, below in zip(rows[-1][0], cells, strict=True)]
            rows[-1] = (joined, rows[-1][1])
        is_new = False
    return rows


def _barred_rows(run: Sequence[Paragraph]) -> list[Cells]:
    """Return the rows; a bar before the first cell is one of its sides only where the header has one too."""
    lines = [line for line in run if not _RULE.match(line.text)]
    sided = bool(lines) and bool(_BAR.match(lines[0].text.strip()))
    return [(_split(line.text, sided=sided), line.spot) for line in lines]


def _tabbed_rows(run: Sequence[Paragraph]) -> list[Cells]:
    return [([cell.strip() for cell in line.text.split("\t")], line.spot) for line in run]


def _split(text: str, *, sided: bool = True) -> list[str]:
    cells = [cell.strip() for cell in _BAR.split(text.strip())]
    if len(cells) > 1 and not cells[-1]:
        cells = cells[:-1]
    return cells[1:] if sided and len(cells) > 1 and not cells[0] else cells


def _single_rows(run: Sequence[Paragraph]) -> list[Cells]:
    """Return the rows of a table printed one cell a line: the cells before the first number are its header.

    A row begins at the next number, or at a greater one where the row before is as long as the header.
    """
    cells = [_BAR.sub("", line.text).strip() for line in run]
    first = next((at for at, cell in enumerate(cells) if at and _NUMBER.fullmatch(cell)), 0)
    if first < _FEWEST_COLUMNS:
        return []
    starts = [0, first]
    for at in range(first + 1, len(cells)):
        if _NUMBER.fullmatch(cells[at]):
            step = int(cells[at]) - int(cells[starts[-1]])
            if step == 1 or (step > 1 and at - starts[-1] == first):
                starts.append(at)
    ends = [*starts[1:], len(cells)]
    return [(cells[start:end], run[start].spot) for start, end in zip(starts, ends, strict=True)]


_DRAWINGS: tuple[
    tuple[Callable[[str], bool], Callable[[Sequence[Paragraph]], list[Cells]]], ...
] = (
    (_is_boxed, _boxed_rows),
    (_is_barred, _barred_rows),
    (_is_tabbed, _tabbed_rows),
    (_is_single, _single_rows),
)


def _table(rows: Sequence[Cells], repairs: Repairs) -> Table:
    """Return the table of some rows, the first of them its header, all as wide as the widest."""
    width = max(len(cells) for cells, _ in rows)
    wanted = len(rows[0][0])
    body = rows[1:]
    counted = sum(bool(_NUMBER.fullmatch(cells[0])) for cells, _ in body if cells)
    made = [Row(tuple(_cells(rows[0][0], width, rows[0][1])), rows[0][1])]
    for cells, spot in body:
        if len(cells) != wanted:
            repairs.append((spot, f"这一行有{len(cells)}格，表头有{wanted}格，按次序对应"))
        goes_on = counted >= _MOST * len(body) and _is_rest(cells)
        made.append(
            Row(tuple(_rest(cells, width, spot) if goes_on else _cells(cells, width, spot)), spot)
        )
    return Table(tuple(made), rows[0][1])


def _is_rest(cells: Sequence[str]) -> bool:
    """Return whether a row has one filled cell where the number stands: the others are merged with those above."""
    filled = [cell for cell in cells if cell]
    other = _NUMBER.fullmatch(cells[0]) or _HEADING.match(cells[0])
    return filled == list(cells[:1]) and not other


def _cells(cells: Sequence[str], width: int, spot: Spot) -> Iterator[Cell]:
    yield from (Cell(cell, spot) for cell in cells)
    yield from (Cell("", spot) for _ in range(width - len(cells)))


def _rest(cells: Sequence[str], width: int, spot: Spot) -> Iterator[Cell]:
    """Yield a row whose number and other cells began above: its one text is the second column's."""
    yield Cell("", spot, "above")
    yield Cell(cells[0], spot)
    yield from (Cell("", spot, "above") for _ in range(width - 2))
