"""Roll-ups: how the assignments of a plan went over a quarter, a half-year or a year.

In: the survey. Out: ``Rollup``: a span with the periods that end in it, and ``Course``: how one assignment stood in
each of them and what moved from start to end. All as known now. A period belongs to the span in which it ends.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tongbao.progress import merging, periods
from tongbao.progress.merging import Entry
from tongbao.progress.people import UnitKey
from tongbao.progress.period_changes import entry_key
from tongbao.progress.standing import Move, Standing, moves
from tongbao.progress.survey import PlanView, Survey, reported

Moved = Move | Literal["added"]
# What is said of an assignment beside, or instead of, how it moved.
Remark = Literal["", "unreported", "not_listed", "ended", "not_compared", "wavered", "same"]

# By end: quarter, half-year, year, each with its first and last month.
_SPANS = (
    ("-q1", "01", "03"),
    ("-q2", "04", "06"),
    ("-h1", "01", "06"),
    ("-q3", "07", "09"),
    ("-q4", "10", "12"),
    ("-h2", "07", "12"),
    ("", "01", "12"),
)
_LEAST = 2


@dataclass(frozen=True, slots=True)
class SpanColumn:
    """The periods of a plan that end in one month.

    ``span`` is the one that holds: the longest for which a ledger came, or the longest of all; ``others`` are the rest.
    """

    span: str
    others: tuple[str, ...] = ()
    is_ledger: bool = False

    @property
    def month(self) -> str:
        """The month in which they end."""
        return periods.bounds(self.span)[1]


@dataclass(frozen=True, slots=True)
class Rollup:
    """A span of a plan, ``2022-q3``, with its columns; ``before`` is the last column that ended earlier."""

    name: str
    span: str
    columns: tuple[SpanColumn, ...]
    before: SpanColumn | None
    position: int

    @property
    def start(self) -> SpanColumn:
        """Where it starts: the state before the span, or its first period where there is none."""
        return self.before or self.columns[0]

    @property
    def label(self) -> str:
        """The span in words: 2022年第三季度."""
        return periods.label(self.span)


@dataclass(frozen=True, slots=True)
class Track:
    """One assignment over all columns of its plan; None where it did not stand or nobody asked."""

    entry: Entry
    cells: tuple[Entry | None, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """All assignments of a plan over all its columns, in the order of the lists; all its roll-ups are cut from it."""

    columns: tuple[SpanColumn, ...]
    tracks: tuple[Track, ...]
    by_key: Mapping[tuple[str, str], Track]


@dataclass(frozen=True, slots=True)
class Course:
    """How one assignment went over a span.

    ``start`` and ``end`` are the states that counts are of; ``before`` is the last word said of it up to the start,
    ``opening`` that or the first one in the span. ``run`` is how many periods it has lagged for at the end.
    """

    entry: Entry
    cells: tuple[Entry | None, ...]
    start: Entry | None
    end: Entry
    before: Entry | None
    opening: Entry | None
    moved: tuple[Moved, ...]
    run: int
    remark: Remark


def says(entry: Entry | None) -> bool:
    """Return whether anything was reported of an entry for its own period."""
    return entry is not None and entry.update is not None and entry.state == "listed"


def columns_of(view: PlanView) -> tuple[SpanColumn, ...]:
    """Return the columns of a plan, oldest first: of two periods with one end the one that holds."""
    by_month: dict[str, list[str]] = {}
    for span in view.rated:
        by_month.setdefault(periods.bounds(span)[1], []).append(span)
    return tuple(_column(spans, view.ledgers) for spans in by_month.values())


def _column(spans: Sequence[str], ledgers: Sequence[str]) -> SpanColumn:
    held = ([span for span in spans if span in ledgers] or spans)[-1]
    return SpanColumn(held, tuple(span for span in spans if span != held), held in ledgers)


def rollups_of(view: PlanView) -> tuple[Rollup, ...]:
    """Return the roll-ups of a plan by their end, the shorter first: only spans in which two periods or more end.

    A plan without status words has none: there is nothing to follow.
    """
    return tuple(_rollups(columns_of(view))) if view.has_statuses else ()


def _rollups(columns: Sequence[SpanColumn]) -> Iterator[Rollup]:
    for year in dict.fromkeys(column.month[:4] for column in columns):
        for suffix, first, last in _SPANS:
            inside = [
                position
                for position, column in enumerate(columns)
                if f"{year}-{first}" <= column.month <= f"{year}-{last}"
            ]
            if len(inside) >= _LEAST:
                at = inside[0]
                own = tuple(columns[position] for position in inside)
                span = f"{year}-{first}/{year}-{last}"
                yield Rollup(f"{year}{suffix}", span, own, columns[at - 1] if at else None, at)


def timeline_of(survey: Survey, view: PlanView) -> Timeline:
    """Return every assignment of a plan over all its columns."""
    columns = columns_of(view)
    found = [_cells(survey, view, column) for column in columns]
    tracks = tuple(
        Track(entry, tuple(cells.get(entry_key(entry)) for cells in found))
        for entry in view.entries
    )
    return Timeline(columns, tracks, {entry_key(track.entry): track for track in tracks})


def _cells(survey: Survey, view: PlanView, column: SpanColumn) -> dict[tuple[str, str], Entry]:
    """Return what a column shows by assignment; what its own period leaves out another one may say."""
    cells = {entry_key(entry): entry for entry in reported(survey, view, column.span)}
    for span in reversed(column.others):
        for entry in reported(survey, view, span):
            if says(entry) and not says(cells.get(entry_key(entry))):
                cells[entry_key(entry)] = entry
    return cells


def courses_of(
    survey: Survey, view: PlanView, rollup: Rollup, timeline: Timeline
) -> tuple[Course, ...]:
    """Return how every assignment went that stood in the span, in the order of the lists."""
    at, stop = rollup.position, rollup.position + len(rollup.columns)
    first = at - 1 if rollup.before else at
    found: list[Course] = []
    for track in timeline.tracks:
        end = _state(track, timeline.columns, stop - 1)
        if end and any(track.cells[at:stop]):
            start = _state(track, timeline.columns, first)
            found.append(_course(survey, view, rollup, track, (start, end)))
    return tuple(found)


def _course(
    survey: Survey, view: PlanView, rollup: Rollup, track: Track, ends: tuple[Entry | None, Entry]
) -> Course:
    start, end = ends
    cells = track.cells[rollup.position : rollup.position + len(rollup.columns)]
    before = _before(survey, rollup, track)
    opening = before or next((cell for cell in cells if says(cell)), None)
    moved = tuple(_moved(survey, view, rollup, (before, opening, end)))
    run = merging.lagging_run(end, view.words.lagging, survey.notices) if says(end) else ()
    remark = _remark(view, cells, (opening, end), moved)
    return Course(end, cells, start, end, before, opening, moved, len(run), remark)


def _state(track: Track, columns: Sequence[SpanColumn], position: int) -> Entry | None:
    """Return how an assignment stood at the end of a column: what was last said since the last ledger, or its gap."""
    for column, cell in zip(columns[position::-1], track.cells[position::-1], strict=True):
        if says(cell) or column.is_ledger:
            return cell
    return None


def _before(survey: Survey, rollup: Rollup, track: Track) -> Entry | None:
    """Return the last word said of an assignment up to the start."""
    if rollup.before is None:
        first = track.cells[rollup.position]
        return first if says(first) else None
    entry = track.entry
    said = merging.update_before(entry.assignment, rollup.columns[0].span, survey.notices)
    return merging.entry_of(entry.plan, entry.task, entry.position, said) if said else None


def _moved(
    survey: Survey,
    view: PlanView,
    rollup: Rollup,
    states: tuple[Entry | None, Entry | None, Entry],
) -> Iterator[Moved]:
    before, opening, end = states
    was, now = _standing(view, before), view.standing(end)
    if not merging.stood_in(rollup.start.span, end.task, end.assignment, survey.notices):
        yield "added"
    yield from moves(was, now, _standing(view, opening))


def _standing(view: PlanView, entry: Entry | None) -> Standing | None:
    return view.standing(entry) if entry else None


def _remark(
    view: PlanView,
    cells: Sequence[Entry | None],
    ends: tuple[Entry | None, Entry],
    moved: Sequence[Moved],
) -> Remark:
    """Return what is said beside the moves: a gap at the end, or why there is no move."""
    opening, end = ends
    if end.state in ("not_listed", "ended"):
        return "ended" if end.state == "ended" else "not_listed"
    if end.update is None:
        return "unreported"
    if moved:
        return ""
    now, was = view.standing(end), _standing(view, opening)
    if now.rank != (was and was.rank) or (now.rank is None and now != was):
        return "not_compared"
    ranks = {view.standing(cell).rank for cell in cells if cell and says(cell)}
    return "wavered" if ranks - {now.rank, None} else "same"


def answering(survey: Survey, view: PlanView) -> dict[UnitKey, tuple[Entry, ...]]:
    """Return the units that a plan's assignments count for, as in the matrix of units, each with its assignments."""
    here = view.plan.district
    units = (key for key in survey.directory.involved.units if key.district == here)
    found = {key: answered_by(survey, view, key) for key in units}
    return {key: own for key, own in found.items() if own}


def answered_by(survey: Survey, view: PlanView, key: UnitKey) -> tuple[Entry, ...]:
    """Return the assignments of a plan that count for a unit; none where it only stands behind a group.

    The group is listed in its place.
    """
    parts = survey.directory.involved.units.get(key, ())
    counted = [part for part in parts if part.role == "counted"]
    if all(part.through for part in counted):
        return ()
    return tuple(part.entry for part in counted if part.entry.plan.id == view.plan.id)


def is_listed(survey: Survey, rollup: Rollup, entry: Entry) -> bool:
    """Return whether an assignment has a row in a roll-up: a ledger knew it, or something was said of it."""
    spans = {span for column in rollup.columns for span in (column.span, *column.others)}
    if any(update.period in spans for update in entry.assignment.updates):
        return True
    ledgers = [column.span for column in rollup.columns if column.is_ledger]
    return bool(ledgers) and merging.stood_in(
        ledgers[-1], entry.task, entry.assignment, survey.notices
    )
