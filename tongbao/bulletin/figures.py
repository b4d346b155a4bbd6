"""What a bulletin counts: one plan in one period, by the site's own code.

In: ``Content``, the plan and the period. Out: ``Figures``: the rows of the ledger and how many stand how. Shares,
counts and the number of units are those of the site's pages; nothing is counted a second way.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tongbao.problems import Place, Problem, Problems
from tongbao.progress import merging, periods
from tongbao.progress.editions import LeftOut, in_edition
from tongbao.progress.merging import Entry
from tongbao.progress.standing import (
    FINISHED,
    OTHER_WORD,
    SILENT,
    UNREPORTED,
    UNSTATED,
    Standing,
)
from tongbao.progress.survey import PlanView, Survey, looking_at, survey
from tongbao.records.content import Content, UnitNames
from tongbao.records.model import Notice
from tongbao.records.shares import shares
from tongbao.site.tallies import counts_of
from tongbao.site.wording import lead_names

_OUTSIDE = (FINISHED, OTHER_WORD, UNSTATED, UNREPORTED, SILENT)


@dataclass(frozen=True, slots=True)
class Figures:
    """A plan in a period. ``counts`` are in declared order, without zeros; ``units`` are those that lead.

    ``label`` is the period as the bulletin prints it, ``basis`` what the notices stand on, None where none says so.
    """

    view: PlanView
    notices: merging.Notices
    names: UnitNames
    district: str
    span: str
    label: str
    basis: str | None
    entries: tuple[Entry, ...]
    counts: tuple[tuple[Standing, int], ...]
    units: tuple[str, ...]
    left_out: LeftOut

    @property
    def listed(self) -> tuple[Entry, ...]:
        """The rows of the ledger: what an earlier period closed is counted, not listed again."""
        return tuple(entry for entry in self.entries if not entry.carried)

    @property
    def tasks(self) -> int:
        """How many tasks the rows belong to."""
        return len({entry.task.path for entry in self.listed})

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Every way to stand that may be counted, in order."""
        return (*self.view.words.in_order, *_OUTSIDE)

    def count(self, standing: Standing) -> int:
        """Return how many stand so."""
        return dict(self.counts).get(standing, 0)

    def shares(self) -> Mapping[Standing, int]:
        """Return the shares of the base in per cent; empty where nothing is in it."""
        base = [(standing, count) for standing, count in self.counts if standing.base]
        found = shares([count for _, count in base])
        return dict(zip((standing for standing, _ in base), found, strict=True))

    def of_units(self) -> Mapping[str, tuple[tuple[Standing, int], ...]]:
        """Return how the entries of each unit stand, units in the order of the ledger."""
        found: dict[str, Counter[Standing]] = {}
        for entry in self.listed:
            for printed in entry.counted_units:
                unit = self.names.find(printed)
                name = unit.name if unit else printed
                found.setdefault(name, Counter())[self.view.standing(entry)] += 1
        return {name: tuple(sorted(counted.items())) for name, counted in found.items()}

    def lagging_units(self) -> tuple[str, ...]:
        """Return the units that have something lagging, in the order of the ledger."""
        return tuple(
            name
            for name, counted in self.of_units().items()
            if any(standing.lagging for standing, _ in counted)
        )


def figures_of(content: Content, plan: str, span: str) -> Figures:
    """Return the figures of a plan in a period, as the intranet sees them; raises ``Problems`` where none are told."""
    shown = in_edition(content, "intranet")
    seen = survey(shown, (), {})
    view = next((view for view in seen.plans if view.plan.id == plan), None)
    entries = _entries(seen, view, span) if view else ()
    if view is None or not any(entry.update and not entry.carried for entry in entries):
        raise Problems([_nothing_told(f"content/plans/{plan}.yml", view, span)])
    return Figures(
        view=view,
        notices=seen.notices,
        names=seen.directory.names[view.plan.district],
        district=shown.content.district(view.plan.district).name,
        span=span,
        label=_label(seen, view, span),
        basis=_basis(seen, view, span),
        entries=entries,
        counts=counts_of(view, entries),
        units=lead_names(seen, view, (entry for entry in entries if entry.is_counted)),
        left_out=shown.left_out_of(plan),
    )


def _nothing_told(file: str, view: PlanView | None, span: str) -> Problem:
    known = "、".join(view.periods) if view else ""
    hint = f"有进展的期次：{known}" if known else "先用 ingest 或 collect 收进这一期的进展"
    return Problem(Place(file), f"没有 {span} 这一期的进展", hint)


def _entries(seen: Survey, view: PlanView, span: str) -> tuple[Entry, ...]:
    """Return the rows of the period's ledger, and what was closed before it.

    Where no ledger came, it is every assignment that stood in the period: what nobody reported on belongs into one.
    """
    how = looking_at(seen, view, span)
    found = merging.entries_in(span, view.plan, view.counted_records, how)
    return tuple(entry for entry in found if entry.is_counted or entry.carried)


def _notices(seen: Survey, view: PlanView) -> Iterator[Notice]:
    """Yield the notices of a plan, the latest first."""
    names = view.plan.notices
    return (one for one in reversed(seen.shown.content.notices) if one.id in names)


def _label(seen: Survey, view: PlanView, span: str) -> str:
    """Return the period as a notice of it prints it, else in our words: 2022年8月份."""
    for notice in _notices(seen, view):
        if notice.period == span and notice.period_label and notice.kind == "ledger":
            return notice.period_label
    label = periods.label(span)
    return f"{label}份" if label.endswith("月") else label


def _basis(seen: Survey, view: PlanView, span: str) -> str | None:
    """Return what the notices of the period stand on, else those before it."""
    found = [one for one in _notices(seen, view) if one.basis]
    of_period = [one for one in found if one.period == span]
    return next((one.basis for one in (*of_period, *found)), None)
