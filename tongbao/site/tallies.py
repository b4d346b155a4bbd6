"""Counts and shares by status.

In: entries of one plan and period. Out: bars with the largest-remainder shares of the base, and the
units-by-statuses matrix. A count leads to the list behind it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from tongbao.progress.merging import Entry
from tongbao.progress.standing import Standing
from tongbao.progress.survey import PlanView, Survey, reported
from tongbao.records.shares import shares
from tongbao.site.references import badge_for
from tongbao.site.table import Column
from tongbao.site.views import Bar, CountCell, Share

# Below this share, in per cent of the bar, shape and figure do not fit on a phone's screen.
_ROOMY = 11
# The mark on the bar, in pixels: the shape with the space after it, the middle of the shape, one digit.
_SHAPE, _SHAPE_MIDDLE, _DIGIT = 20, 7, 11

PathOf = Callable[[Standing], str | None]


def counts_of(view: PlanView, entries: Iterable[Entry]) -> tuple[tuple[Standing, int], ...]:
    """Return how many entries stand how, in declared order, without zeros."""
    counted = Counter(view.standing(entry) for entry in entries)
    return tuple(sorted(counted.items()))


def undecided_sentence(counted: Iterable[tuple[Standing, int]]) -> str:
    """Return how many of a tally have a word that nobody has decided; "" where none has."""
    counted = tuple(counted)
    undecided = sum(count for standing, count in counted if standing.undecided)
    total = sum(count for _, count in counted)
    return f"{total}项中{undecided}项的完成情况待定" if undecided else ""


def bar_of(
    title: str, view: PlanView, counted: Sequence[tuple[Standing, int]], path_of: PathOf
) -> Bar | None:
    """Return the bar of a tally; None where nothing is in the base of shares.

    While words are undecided nothing is drawn: the rest would look like the whole.
    """
    if undecided := undecided_sentence(counted):
        every = tuple(
            Share(badge_for(one, view.plan.id), count, None, path_of(one)) for one, count in counted
        )
        return Bar(title, (), every, undecided)
    base = [(standing, count) for standing, count in counted if standing.base]
    total = sum(count for _, count in base)
    if not total:
        return None
    parts: list[Share] = []
    before = 0
    for (standing, count), share in zip(base, shares([n for _, n in base]), strict=True):
        start, width = 100 * before / total, 100 * count / total
        badge = badge_for(standing, view.plan.id)
        parts.append(
            Share(
                badge,
                count,
                share,
                path_of(standing),
                _percent(start),
                _percent(width),
                _percent(start + width / 2),
                width >= _ROOMY,
                *_mark(count),
            )
        )
        before += count
    return Bar(title, tuple(parts), _outside(view, counted, path_of))


def _mark(count: int) -> tuple[int, int]:
    """Return where shape and figure stand beside the middle of a part, so that both are centred."""
    width = _SHAPE + len(str(count)) * _DIGIT
    return _SHAPE_MIDDLE - width // 2, _SHAPE - width // 2


def _outside(
    view: PlanView, counted: Sequence[tuple[Standing, int]], path_of: PathOf
) -> tuple[Share, ...]:
    return tuple(
        Share(badge_for(standing, view.plan.id), count, None, path_of(standing))
        for standing, count in counted
        if not standing.base
    )


def cells_of(
    view: PlanView, entries: Iterable[Entry], columns: Sequence[Standing], page: str
) -> tuple[CountCell, ...]:
    """Return the counts of one unit's entries, column by column, leading to its page's lists."""
    counted = Counter(view.standing(entry) for entry in entries)
    return tuple(
        CountCell(
            standing.heading,
            standing.tone,
            counted[standing],
            f"{page}#{group_anchor(view, standing)}" if counted[standing] else None,
        )
        for standing in columns
    )


def group_anchor(view: PlanView, standing: Standing) -> str:
    """Return the anchor of a status group on the page of a unit or a person."""
    return f"{view.plan.id}-{standing.slug}"


def _percent(value: float) -> str:
    return f"{value:.3f}%"


def every_standing(survey: Survey) -> tuple[Standing, ...]:
    """Return the ways to stand that occur in any plan and period, each word once, in declared order."""
    found = {
        standing.heading: standing
        for view in reversed(survey.plans)
        if view.has_statuses
        for entries in (view.entries, *(reported(survey, view, span) for span in view.periods))
        for standing, _ in counts_of(view, entries)
    }
    return tuple(sorted(found.values()))


def count_columns(standings: Iterable[Standing]) -> Iterator[Column]:
    """Yield a column a way to stand; two vocabularies may use one slug for different words."""
    used: Counter[str] = Counter()
    for one in standings:
        used[one.slug] += 1
        again = f"-{used[one.slug]}" if used[one.slug] > 1 else ""
        yield Column(f"count_{one.slug}{again}", one.heading)


def counts_by(
    view: PlanView, entries: Iterable[Entry], standings: Iterable[Standing]
) -> Iterator[int | None]:
    """Yield how many entries stand in each way, None in a plan without statuses."""
    by_word = Counter(view.standing(entry).heading for entry in entries)
    for one in standings:
        yield by_word[one.heading] if view.has_statuses else None
