"""Tables that a text prints without a grid, whatever is left of them: bars, tabs, spaces, a cell a paragraph.

In: the paragraphs and tables of a document, and the words that tell cells apart. Out: the same with such tables as
``SourceTable`` values, the header first, and what of them was only inferred.

A header is found by its headings (``headings``). Every cell below it is weighed with its neighbours in each column
(``scores``, ``steps``), the cheapest reading of all cells together is taken (``path``); what stands in each column and
how wide it is shows in it (``layout``), and the cells are read again with that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from tongbao.notices.cell_kinds import Kinds
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.plain_table.headings import Headings, find_headings
from tongbao.notices.plain_table.label_blocks import with_label_blocks
from tongbao.notices.plain_table.layout import Layout, counted, first_layout, learned
from tongbao.notices.plain_table.path import Placed, cells_of, cheapest_reading, grouped
from tongbao.notices.plain_table.regular import placed_by_form, without_header
from tongbao.notices.plain_table.rows import table_of
from tongbao.notices.plain_table.run_on import find_run_on, run_on_table
from tongbao.notices.plain_table.steps import Steps
from tongbao.notices.plain_table.tokens import TokenLine, lines_of, words_apart
from tongbao.notices.plain_table.where import body_of
from tongbao.notices.remarks import Remark
from tongbao.sources.document import Block, Paragraph, SourceTable, Spot

_SAMPLE = 150  # lines that teach what the columns are like
_SAMPLE_OF_BROKEN = 400  # the same where the columns' widths broke the lines
_NO_HEADER = "没有表头，按格里的内容推断"
_LONG = 1500  # lines
_MANY = 100  # lines, that are no table ...
# A few lines that fit their columns badly are prose below words that look like headings.
_FEW = 7
_DEAREST = 1.5  # ... where they cost so many points each
_READINGS = 3  # how often the cells are read anew with what the last reading taught


@dataclass(slots=True)
class FoundTables:
    """Blocks with the tables that were found; ``doubts`` are columns of a row, by its spot, each with the reason."""

    blocks: list[Block] = field(default_factory=list)
    doubts: dict[Spot, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def with_plain_tables(
    blocks: Sequence[Block], lexicon: Lexicon, kinds: Kinds, statuses: frozenset[str]
) -> FoundTables:
    """Return the blocks, every table that is left without a grid as a ``SourceTable``."""
    found = FoundTables()
    run: list[Paragraph] = []
    for block in (*blocks, None):
        if isinstance(block, Paragraph):
            run.append(block)
            continue
        for part in _parted(run, lexicon, kinds):
            if isinstance(part, SourceTable):
                found.blocks.append(part)
            else:
                _take(part, found, lexicon, kinds, statuses)
        run = []
        if block is not None:
            found.blocks.append(block)
    return found


def _parted(
    run: Sequence[Paragraph], lexicon: Lexicon, kinds: Kinds
) -> Iterator[SourceTable | Sequence[Paragraph]]:
    """Yield the blocks of labels and the tables in one string among some paragraphs, and the paragraphs between."""
    blocks: list[Block] = list(with_label_blocks(run, lexicon))
    if len(blocks) < len(run) and _counts_below_header(run, lexicon, kinds):
        blocks = list(run)
    for is_prose, part in groupby(blocks, lambda one: isinstance(one, Paragraph)):
        if is_prose:
            lines = [one for one in part if isinstance(one, Paragraph)]
            yield from _with_run_on(lines, lexicon, kinds)
        else:
            yield from (one for one in part if isinstance(one, SourceTable))


def _counts_below_header(run: Sequence[Paragraph], lexicon: Lexicon, kinds: Kinds) -> bool:
    """Return whether number 1 stands alone below headings that stand alone: the labels in its cells make no blocks."""
    lines = lines_of(tuple(run))
    return any(
        one.end - one.start == len(one.words) > 1
        and one.roles[0] == "number"
        and one.end < len(lines)
        and len(lines[one.end].tokens) == 1
        and counted(lines[one.end].tokens[0]) == 1
        for one in find_headings(lines, lexicon, kinds)
    )


def _with_run_on(
    run: Sequence[Paragraph], lexicon: Lexicon, kinds: Kinds
) -> Iterator[SourceTable | Sequence[Paragraph]]:
    """Yield the tables that stand in one string among some paragraphs, and the paragraphs between them."""
    lines = lines_of(tuple(run))
    taken = 0
    for one in find_run_on(lines, lexicon, kinds):
        spots = [paragraph.spot for paragraph in run]
        first, last = spots.index(lines[one.start].spot), spots.index(lines[one.end - 1].spot)
        above = [*run[taken:first]]
        if one.before.strip():
            above.append(replace(run[first], text=one.before.strip(), number="", strong=()))
        yield above
        yield run_on_table(one, lines[one.start].spot)
        taken = last + 1
    yield run[taken:]


def _take(
    run: Sequence[Paragraph],
    found: FoundTables,
    lexicon: Lexicon,
    kinds: Kinds,
    statuses: frozenset[str],
) -> None:
    """Add the paragraphs between two tables, those that make tables as such."""
    lines = words_apart(lines_of(tuple(run)))
    taken = 0
    for headings, body in _bodies(lines, lexicon, kinds, statuses):
        placed, layout = read_cells(body, headings.roles, lexicon, kinds, statuses)
        drawn = table_of(
            headings, placed, layout, lines, is_last=bool(body) and body[-1] is lines[-1]
        )
        if drawn is None:
            continue
        first, last = lines[headings.start].spot, drawn.last
        found.blocks += [one for one in run[taken:] if one.spot.line < first.line]
        found.blocks += _rest_of_line(lines, headings.start, -1)
        found.blocks.append(drawn.table)
        found.blocks += _rest_of_line(lines, body[-1].index, 1) if body else ()
        taken = next((at for at, one in enumerate(run) if one.spot.line > last.line), len(run))
        found.doubts |= drawn.doubts
        if headings.start == headings.end:
            rows = drawn.table.rows[1:]
            doubts = tuple((column, _NO_HEADER) for column in range(len(headings.words)))
            found.doubts |= {row.spot: doubts for row in rows}
        found.remarks += drawn.remarks
    found.blocks += run[taken:]


def _rest_of_line(lines: Sequence[TokenLine], at: int, step: int) -> list[Paragraph]:
    """Return what stands before or behind a table on its first or last line, where it is not a line of its own."""
    words: list[str] = []
    place = at + step
    while 0 <= place < len(lines) and lines[place].spot == lines[at].spot:
        words += lines[place].tokens
        place += step
    text = " ".join(words[::step])
    return [Paragraph(text, lines[at].spot)] if text else []


def _bodies(
    lines: Sequence[TokenLine], lexicon: Lexicon, kinds: Kinds, statuses: frozenset[str]
) -> Iterator[tuple[Headings, list[TokenLine]]]:
    """Yield each header with the lines below it; the same header printed again goes on with its table."""
    headings = list(find_headings(lines, lexicon, kinds))
    at = 0
    behind = 0
    while at < len(headings):
        first = headings[at]
        body: list[TokenLine] = []
        while True:
            end = headings[at + 1].start if at + 1 < len(headings) else len(lines)
            part = lines[headings[at].end : end]
            body += part
            at += 1
            if at == len(headings) or headings[at].words != first.words:
                break
            if len(body_of(part, len(first.words), lexicon, statuses)) < len(part):
                break  # text stands between them
        yield from without_header(lines[behind : first.start], kinds)
        rows = body_of(body, len(first.words), lexicon, statuses)
        behind = rows[-1].index + 1 if rows else first.end
        yield first, rows
    yield from without_header(lines[behind:], kinds)


def read_cells(
    body: Sequence[TokenLine],
    roles: Sequence[str | None],
    lexicon: Lexicon,
    kinds: Kinds,
    statuses: frozenset[str],
) -> tuple[tuple[Placed, ...], Layout]:
    """Return where each piece of the lines stands, () where they are no table, and the layout it was read by.

    What a column is like shows in the first lines; where many of them fit no columns, the others are not read.
    """
    lines = [replace(line, index=at) for at, line in enumerate(body)]
    layout = first_layout(lines, [role or "part" for role in roles], lexicon, kinds, statuses)
    if regular := placed_by_form(lines, roles, kinds):
        return regular, layout
    sample = lines[: _SAMPLE_OF_BROKEN if layout.wrapped else _SAMPLE]
    is_long = len(lines) > _LONG
    steps = Steps(layout)
    placing = cheapest_reading(sample, steps, is_long=is_long)
    fits_nothing = len(sample) >= _MANY and placing.cost > _DEAREST * len(sample)
    if fits_nothing or (len(sample) < _FEW and placing.cost > 0):
        return (), layout
    for _ in range(_READINGS - 1):
        better = learned([cells_of(group) for group in grouped(placing.placed)], layout)
        if better == layout:
            break
        layout, steps = better, Steps(better)
        placing = cheapest_reading(sample, steps, is_long=is_long)
    if len(lines) > len(sample):
        placing = cheapest_reading(lines, steps, is_long=is_long)
    return placing.placed, layout
