"""Tables without upright rules, or without any, page after page -> the boxes of their cells.

In: the pages on which no ruled table stands. Out: for each page with such a table its boxes. The columns are those of
all pages of the table together: what is a gap on one page may be filled on the next.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tongbao.sources.lines import Glyph
from tongbao.sources.pdf_bands import Bands, boxes_of, rules_inside
from tongbao.sources.pdf_columns import (
    Chunk,
    Gap,
    Region,
    chunks_of,
    common_gaps,
    region_going_on,
    region_under_header,
    same_labels,
)
from tongbao.sources.pdf_rules import DrawnRules


class LoosePage(NamedTuple):
    """A page without ruled tables: its glyphs, but for those of running lines, and its rules."""

    number: int
    width: int
    glyphs: list[Glyph]
    rules: DrawnRules


class OpenTable(NamedTuple):
    """What was found on a page: the boxes, whether its rows are sure, and whether rules part them."""

    bands: Bands
    ruled: bool


@dataclass(slots=True)
class _Run:
    """A table that goes over pages: where it stands on each, and the gaps its columns share."""

    width: int
    gaps: list[Gap]
    labels: tuple[Gap, ...]
    regions: list[tuple[LoosePage, Region]] = field(default_factory=list)

    def edges(self) -> list[float]:
        """Return where the columns begin and end, from left to right."""
        chunks = [chunk for _, region in self.regions for row in region.rows for chunk in row]
        left, right = min(one.x0 for one in chunks) - 1, max(one.x1 for one in chunks) + 1
        return [left, *((start + end) / 2 for start, end in self.gaps), right]


def open_tables(pages: Sequence[LoosePage]) -> dict[int, OpenTable]:
    """Return the open tables by the numbers of their pages."""
    found = {}
    for run in _runs(pages):
        edges = run.edges()
        ruled = any(rules_inside(region, page.rules.across) for page, region in run.regions)
        for page, region in run.regions:
            bands = boxes_of(region, edges, page.rules.across, ruled=ruled)
            found[page.number] = OpenTable(bands, ruled)
    return found


def _runs(pages: Sequence[LoosePage]) -> Iterator[_Run]:
    run: _Run | None = None
    for page in pages:
        rows = chunks_of(page.glyphs)
        if run and _goes_on(run, page, rows):
            continue
        if run:
            yield run
        region = region_under_header(rows)
        run = _Run(page.width, region.gaps, region.labels, [(page, region)]) if region else None
    if run:
        yield run


def _goes_on(run: _Run, page: LoosePage, rows: Sequence[list[Chunk]]) -> bool:
    """Add a page to a table where it keeps to its columns, with the header again or without."""
    last = run.regions[-1][0]
    if page.number != last.number + 1 or page.width != run.width or not rows:
        return False
    size = max(chunk.size for chunk in rows[0])
    region = region_under_header(rows)
    if region and same_labels(run.labels, region.labels):
        region = region._replace(head=run.regions[0][1].head)
    else:
        region = region_going_on(rows, run.gaps)
    gaps = region and common_gaps(run.gaps, region.gaps, size)
    if not region or not gaps:
        return False
    run.gaps = gaps
    run.regions.append((page, region))
    return True
