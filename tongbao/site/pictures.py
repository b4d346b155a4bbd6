"""Pictures of how things went over the periods: the counts by status of a plan or a unit, the course of an assignment.

In: the timeline of a plan. Out: ``Trend`` and ``CoursePicture`` values, drawn by templates as SVG. A picture says what
its title says and no more; the figures stand beside it as a table or a list, and marks differ by shape, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tongbao.progress import periods
from tongbao.progress.merging import Entry
from tongbao.progress.period_changes import entry_key
from tongbao.progress.rollups import SpanColumn, Timeline, says
from tongbao.progress.standing import Standing
from tongbao.progress.survey import PlanView
from tongbao.site import urls
from tongbao.site.references import badge_for
from tongbao.site.tallies import bar_of, counts_of
from tongbao.site.views import Badge, Bar, CountCell, Link

# The latest periods that a picture shows; two make a course, one does not.
_LONGEST = 12
_LEAST = 2
# So many labels fit below a line on a phone.
_LABELS = 4
_EDGE = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendRow:
    """One period: the bar of its counts (None where nothing is in the base of shares), and the counts themselves."""

    period: Link
    title: str
    bar: Bar | None
    cells: tuple[CountCell, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Counts by status over the periods, picture and table in one."""

    anchor: str
    caption: str
    columns: tuple[Badge, ...]
    rows: tuple[TrendRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseMark:
    """One period on the line: ``at`` in per cent of its length; a ``minor`` label is left out on a phone.

    ``edge`` is where the label begins: start, middle or end, so that those at both ends stay inside.
    """

    at: str
    label: str
    short: str
    word: str
    tone: str
    shape: str
    minor: bool
    edge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePicture:
    """How one assignment stood from period to period; the title says it all in words."""

    title: str
    marks: tuple[CourseMark, ...]


def trend_of(
    view: PlanView,
    timeline: Timeline,
    anchor: str,
    name: str,
    keys: Sequence[tuple[str, str]] | None = None,
) -> Trend | None:
    """Return the counts by status over the periods, the newest first.

    Args:
        view: the plan.
        timeline: all its assignments over all its columns.
        anchor: the picture's own.
        name: whose course it is, for its title.
        keys: the assignments to count (``entry_key``), None for all.

    Returns:
        None where fewer than two periods have anything to count.
    """
    if not view.has_statuses:
        return None
    found = [
        (column, entries)
        for at, column in enumerate(timeline.columns)
        if (entries := _entries(timeline, column, at, keys))
    ][-_LONGEST:]
    if len(found) < _LEAST:
        return None
    standings = sorted({view.standing(entry) for _, entries in found for entry in entries})
    rows = tuple(_row(view, column, entries, standings) for column, entries in found[::-1])
    all_counted = all(entry.is_counted for _, entries in found for entry in entries)
    apart = "" if all_counted else "；台账没有列出的不计入合计"
    return Trend(
        anchor=anchor,
        caption=f"{name}各期完成情况，{len(rows)}期，最近的在前{apart}",
        columns=tuple(badge_for(standing, view.plan.id) for standing in standings),
        rows=rows,
    )


def _entries(
    timeline: Timeline, column: SpanColumn, at: int, keys: Sequence[tuple[str, str]] | None
) -> tuple[Entry, ...]:
    """Return what a column counts: of a ledger also the gaps, of other notices only what they say."""
    tracks = timeline.tracks if keys is None else (timeline.by_key[key] for key in keys)
    return tuple(
        cell
        for track in tracks
        if (cell := track.cells[at]) is not None and (column.is_ledger or says(cell))
    )


def _row(
    view: PlanView, column: SpanColumn, entries: Sequence[Entry], standings: Sequence[Standing]
) -> TrendRow:
    counted = dict(counts_of(view, entries))
    page = urls.period(view.plan.id, column.span)
    label = periods.label(column.span)
    words = "，".join(f"{standing.heading}{count}项" for standing, count in counted.items())
    bar = bar_of(label, view, tuple(counted.items()), lambda _: None)
    return TrendRow(
        period=Link(label, page),
        title=f"{label}：{words}",
        bar=bar if bar and bar.parts else None,
        cells=tuple(
            CountCell(standing.heading, standing.tone, counted.get(standing, 0), None)
            for standing in standings
        ),
        total=sum(entry.is_counted for entry in entries),
    )


def course_of(view: PlanView, timeline: Timeline, entry: Entry) -> CoursePicture | None:
    """Return the course of one assignment, oldest first; None where fewer than two periods say how it stood."""
    if not view.has_statuses:
        return None
    track = timeline.by_key.get(entry_key(entry))
    if track is None:
        return None
    found = [
        (column, cell)
        for column, cell in zip(timeline.columns, track.cells, strict=True)
        if cell is not None and (column.is_ledger or says(cell))
    ][-_LONGEST:]
    if len(found) < _LEAST:
        return None
    marks = tuple(
        _mark(view, found, position, column, cell) for position, (column, cell) in enumerate(found)
    )
    title = "，".join(f"{mark.label}{mark.word}" for mark in marks)
    return CoursePicture(title=f"各期完成情况：{title}", marks=marks)


def _mark(
    view: PlanView,
    found: Sequence[tuple[SpanColumn, Entry]],
    position: int,
    column: SpanColumn,
    cell: Entry,
) -> CourseMark:
    standing = view.standing(cell)
    last = len(found) - 1
    word = cell.update.status if cell.update else None
    step = (100 - 2 * _EDGE) / last
    return CourseMark(
        at=f"{_EDGE + step * position:.2f}%",
        label=periods.label(column.span),
        short=_short(found, position),
        word=word or standing.heading,
        tone=standing.tone,
        shape=standing.shape,
        minor=last >= _LABELS and position not in (0, last),
        edge={0: "start", last: "end"}.get(position, "middle"),
    )


def _short(found: Sequence[tuple[SpanColumn, Entry]], position: int) -> str:
    """Return a period without its year where the mark before it is of the same year."""
    label = periods.label(found[position][0].span)
    if not position:
        return label
    year = found[position][0].month[:4]
    same = found[position - 1][0].month[:4] == year
    return label.removeprefix(f"{year}年") or label if same else label
