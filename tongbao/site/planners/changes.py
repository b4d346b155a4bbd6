"""The pages of what changed in a period, and the same for each unit's page.

In: the survey and the changes of all periods. Out: ``ChangesPage`` values and their parts. As published and as known
now stand side by side wherever an erratum makes a difference.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence

from tongbao.site import change_words, heads, origins, periods, urls
from tongbao.site.changes import Change, Kind
from tongbao.site.merging import Entry
from tongbao.site.month_pages import ChangesPage
from tongbao.site.month_sections import (
    ChangeList,
    ChangeRow,
    CorrectionRow,
    Corrections,
    CountRow,
    State,
    UnitChanges,
)
from tongbao.site.period_changes import Correction, Movements, PeriodChanges
from tongbao.site.rows import entry_path, named_number, row_number
from tongbao.site.survey import PlanView, Survey, reported
from tongbao.site.views import Badge, Fact, Link, ListItem
from tongbao.site.wording import OF_A_TASK, field_title

_STATUS_KINDS: tuple[Kind, ...] = (
    "newly_lagging",
    "still_lagging",
    "worse",
    "better",
    "completed",
    "added",
    "returned",
    "overdue",
    "unchanged",
    "dropped",
)


def changes_path(found: PeriodChanges) -> str:
    """Return the page of a period's changes."""
    return urls.changes(found.view.plan.id, found.span)


def changes_pages(survey: Survey, moved: Movements) -> Iterator[ChangesPage]:
    """Yield the page of every period that has changes to tell, plan by plan, oldest first."""
    for found in moved.by_plan.values():
        for position, own in enumerate(found):
            before = found[position - 1] if position else None
            after = found[position + 1] if position + 1 < len(found) else None
            yield _page(survey, own, (_neighbour(before), _neighbour(after)))


def _neighbour(found: PeriodChanges | None) -> Link | None:
    return Link(periods.label(found.span), changes_path(found)) if found else None


def _page(
    survey: Survey, found: PeriodChanges, around: tuple[Link | None, Link | None]
) -> ChangesPage:
    plan = found.view.plan
    title = f"{periods.label(found.span)}变化"
    return ChangesPage(
        path=changes_path(found),
        title=f"{plan.title}{title}",
        made_from=plan.path,
        section="periods",
        crumbs=(
            Link("期次", urls.PERIODS),
            Link(periods.label(found.span), urls.period(plan.id, found.span)),
        ),
        metas=heads.column(title, f"{plan.title}{title}", (plan.title, "变化")),
        heading=title,
        plan=Link(plan.title, urls.plan(plan.id)),
        sentence=compared_sentence(found),
        facts=_facts(found),
        lists=tuple(lists_of(survey, found)),
        corrections=corrections_of(survey, found),
        feed=urls.FEED,
        previous=around[0],
        following=around[1],
    )


def compared_sentence(found: PeriodChanges) -> tuple[Link, ...]:
    """Return 与2022年5—7月相比，新滞后2项，上升3项。 in pieces that lead to the lists."""
    pieces = change_words.count_pieces(found.known, changes_path(found))
    if found.previous is None:
        return pieces
    page = urls.period(found.view.plan.id, found.previous)
    return (Link("与"), Link(periods.label(found.previous), page), Link("相比，"), *pieces)


def _facts(found: PeriodChanges) -> tuple[Fact, ...]:
    plan = found.view.plan.id
    pages = [Link(f"{periods.label(found.span)}进展", urls.period(plan, found.span))]
    if found.previous:
        before = f"{periods.label(found.previous)}进展"
        pages.append(Link(before, urls.period(plan, found.previous)))
    return (Fact("对照", tuple(pages)),)


def lists_of(survey: Survey, found: PeriodChanges, prefix: str = "") -> Iterator[ChangeList]:
    """Yield a list a kind, what holds only as published or only as known now among them."""
    known = {change.key for change in found.known}
    published = {change.key for change in found.published}
    gone = [change for change in found.published if change.key not in known]
    for kind, changes in change_words.by_kind((*found.known, *gone)):
        title, rule = change_words.KINDS[kind]
        counted = change_words.count_of(change for change in changes if change.key in known)
        rows = (_row(survey, found, change, _only(change, known, published)) for change in changes)
        yield ChangeList(
            anchor=prefix + change_words.anchor_of(kind),
            title=title,
            rule=rule,
            caption=f"{title}，共{counted}项，{periods.label(found.span)}",
            rows=tuple(rows),
        )


def _only(change: Change, known: Container[object], published: Container[object]) -> str:
    if change.key not in known:
        return "公布时列入，更正后不列入"
    return "" if change.key in published else "公布时不列入，更正后列入"


def _row(survey: Survey, found: PeriodChanges, change: Change, only: str) -> ChangeRow:
    entry, label = change.entry, change.entry.assignment.label
    whole_task = change.kind in ("renumbered", "reworded")
    named = label and not whole_task
    district = entry.plan.district
    return ChangeRow(
        number=(entry.task.number or "") if whole_task else row_number(entry),
        title=(label or "") if named else entry.task.text,
        path=urls.task(entry.task.plan, entry.task.id) if whole_task else entry_path(entry),
        within=entry.task.text if named else "",
        units=tuple(survey.directory.unit_link(district, name) for name in entry.counted_units),
        was=_state(found.view, change, change.before, change.was),
        now=State() if _is_gone(change) else _state(found.view, change, change.entry, change.now),
        detail=change_words.detail_of(change, found.previous),
        only=only,
    )


def _is_gone(change: Change) -> bool:
    return change.kind == "dropped"


def _state(view: PlanView, change: Change, entry: Entry | None, words: str) -> State:
    """Return one side of a change: the status where that is what changed or stands, else the words printed."""
    if change.kind not in _STATUS_KINDS:
        return State(text=words)
    if entry is None or entry.update is None or not view.has_statuses:
        return State()
    if change.kind in ("overdue", "unchanged") and entry is change.before:
        return State()
    return State(badge=_badge(view, entry))


def _badge(view: PlanView, entry: Entry) -> Badge:
    return view.standing(entry).badge(view.plan.id, entry.update.status if entry.update else None)


def corrections_of(survey: Survey, found: PeriodChanges) -> Corrections | None:
    """Return the errata behind a period's changes, with the counts they change; None where there are none."""
    if not found.corrections:
        return None
    rows = tuple(correction_row(survey, one) for one in found.corrections)
    known, published = (
        Counter({kind: change_words.count_of(own) for kind, own in change_words.by_kind(changes)})
        for changes in (found.known, found.published)
    )
    counts = tuple(
        CountRow(
            Link(title, f"{changes_path(found)}#{change_words.anchor_of(kind)}"),
            published[kind],
            known[kind],
        )
        for kind, (title, _) in change_words.KINDS.items()
        if known[kind] != published[kind]
    )
    return Corrections(
        caption=f"公布以后的更正，共{len(rows)}条，按日期",
        rows=tuple(sorted(rows, key=lambda row: row.day)),
        counts_caption="各类变化的项数，公布时与更正后",
        counts=counts,
    )


def correction_row(survey: Survey, found: Correction) -> CorrectionRow:
    """Return an erratum as a line; its source leads to the notice where it is one."""
    erratum, entry = found.erratum, found.entry
    name = entry.assignment.label or entry.task.text
    number = named_number(entry.task, entry.assignment)
    return CorrectionRow(
        day=erratum.date.isoformat(),
        item=Link(f"{number}　{name}", entry_path(entry)),
        period=periods.label(found.update.period),
        field=field_title(erratum.field, *OF_A_TASK),
        was=erratum.was or "（空）",
        now=erratum.now or "（空）",
        source=origins.named_source(survey, erratum.source),
    )


def standing_corrections(survey: Survey, view: PlanView, span: str) -> Corrections | None:
    """Return the errata of a period's entries, with the counts by status as published and as known now."""
    entries = reported(survey, view, span)
    found = tuple(_errata_of(entries))
    if not found:
        return None
    known = Counter(view.standing(entry) for entry in entries)
    as_published = reported(survey, view, span, printed=True)
    published = Counter(view.standing(entry) for entry in as_published)
    rows = sorted((correction_row(survey, one) for one in found), key=lambda row: row.day)
    page = urls.period(view.plan.id, span)
    return Corrections(
        caption=f"公布以后的更正，共{len(rows)}条，按日期",
        rows=tuple(rows),
        counts_caption=f"{periods.label(span)}各档项数，公布时与更正后",
        counts=tuple(
            CountRow(Link(standing.heading, f"{page}#list"), published[standing], known[standing])
            for standing in sorted({*known, *published})
            if known[standing] != published[standing]
        ),
    )


def _errata_of(entries: Iterable[Entry]) -> Iterator[Correction]:
    for entry in entries:
        if entry.update:
            for erratum in entry.update.errata:
                yield Correction(entry, entry.update, erratum)


def unit_changes(survey: Survey, found: Sequence[PeriodChanges]) -> tuple[UnitChanges, ...]:
    """Return what changed for a unit, plan by plan: the latest period in full, the earlier ones in a line each."""
    by_plan: dict[str, list[PeriodChanges]] = {}
    for one in found:
        by_plan.setdefault(one.view.plan.id, []).append(one)
    return tuple(_unit_changes(survey, own) for own in by_plan.values())


def _unit_changes(survey: Survey, found: Sequence[PeriodChanges]) -> UnitChanges:
    *earlier, latest = found
    plan = latest.view.plan
    return UnitChanges(
        anchor=f"changes-{plan.id}",
        title=f"{plan.title}，{periods.label(latest.span)}变化",
        whole=Link("本期全部变化", changes_path(latest)),
        lists=tuple(lists_of(survey, latest, f"changes-{plan.id}-")),
        corrections=corrections_of(survey, latest),
        earlier=tuple(_earlier(one) for one in reversed(earlier)),
    )


def _earlier(found: PeriodChanges) -> ListItem:
    counts = "，".join(
        f"{change_words.title_of(kind)}{change_words.count_of(changes)}项"
        for kind, changes in change_words.by_kind(found.known)
    )
    return ListItem(Link(periods.label(found.span), changes_path(found)), counts or "没有变化")
