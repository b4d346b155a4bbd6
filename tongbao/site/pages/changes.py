"""The pages of what changed in a period, and the same for each unit's page.

In: the survey and the changes of all periods. Out: ``ChangesPage`` values and their parts. As published and as known
now stand side by side wherever an erratum makes a difference.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from tongbao.progress import periods
from tongbao.progress.changes import Change, Kind
from tongbao.progress.merging import Entry
from tongbao.progress.period_changes import Correction, Movements, PeriodChanges
from tongbao.progress.survey import PlanView, Survey, reported
from tongbao.site import change_words, heads, origins, urls
from tongbao.site.page import Page
from tongbao.site.references import badge_for, link_of_unit
from tongbao.site.rows import entry_path, named_number, row_number
from tongbao.site.table import (
    EMPTY,
    Cell,
    Cells,
    Column,
    Table,
    count,
    linked,
    names,
    sheet,
    status,
    table,
    text,
)
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


@dataclass(frozen=True, slots=True)
class Corrections:
    """Errata, and the counts that they change, as published and as known now side by side."""

    table: Table
    counts: Table | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage(Page):
    """What changed in a plan's period."""

    template: ClassVar[str] = "changes"

    heading: str
    plan: Link
    sentence: tuple[Link, ...]
    facts: tuple[Fact, ...]
    lists: tuple[Table, ...]
    corrections: Corrections | None
    feed: str
    previous: Link | None
    following: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChanges:
    """What changed for a unit: the latest period in lists, the earlier ones in a line each."""

    anchor: str
    title: str
    whole: Link
    lists: tuple[Table, ...]
    corrections: Corrections | None
    earlier: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class MovedItem:
    """A change on the home page: from which status to which."""

    what: Link
    units: tuple[Link, ...]
    was: Badge | None
    now: Badge | None


@dataclass(frozen=True, slots=True)
class MovedList:
    """The changes of one kind on the home page."""

    title: str
    items: tuple[MovedItem, ...]


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
    title, lists = f"{periods.label(found.span)}变化", tuple(lists_of(survey, found))
    rows = sum(1 for one in lists for _ in one.rows)
    path, whole = changes_path(found), f"{plan.title}{title}"
    return ChangesPage(
        path=path,
        title=whole,
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
        lists=lists,
        listed=sheet(path, f"{whole}，共{rows}条", *lists) if lists else None,
        corrections=corrections_of(survey, found),
        feed=urls.FEED,
        previous=around[0],
        following=around[1],
    )


def compared_sentence(found: PeriodChanges) -> tuple[Link, ...]:
    """Return 与2022年5—7月相比，新滞后2项，上升3项。 in pieces that lead to the lists."""
    nothing = change_words.nothing_changed(found.view)
    pieces = change_words.count_pieces(found.known, changes_path(found), nothing)
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


_COLUMNS = (
    Column("kind", "变化"),
    Column("number", "序号", page="number"),
    Column("title", "任务", page="what", heads=True),
    Column("within", "所属任务"),
    Column("units", "单位", page="who"),
    Column("was", "上次", page="side", optional=True),
    Column("now", "本期", page="side", optional=True),
    Column("detail", "说明", page="detail", optional=True),
    Column("only", "口径"),
    Column("path", "网页"),
)


def changes_by_kind(found: PeriodChanges) -> Iterator[tuple[Kind, tuple[Change, ...]]]:
    """Yield the changes a kind, what holds only as published or only as known now among them."""
    known = {change.key for change in found.known}
    gone = [change for change in found.published if change.key not in known]
    return change_words.by_kind((*found.known, *gone))


def lists_of(survey: Survey, found: PeriodChanges, prefix: str = "") -> Iterator[Table]:
    """Yield a list a kind."""
    known = {change.key for change in found.known}
    published = {change.key for change in found.published}
    for kind, changes in changes_by_kind(found):
        title, rule = change_words.KINDS[kind]
        counted = change_words.count_of(change for change in changes if change.key in known)
        caption = f"{title}，共{counted}项，{periods.label(found.span)}。{rule}。"
        rows = (_row(survey, found, change, _only(change, known, published)) for change in changes)
        anchor = prefix + change_words.anchor_of(kind)
        listed = table(caption, _COLUMNS, rows, "changes rows")
        yield replace(listed, anchor=anchor, title=title)


def _only(change: Change, known: Container[object], published: Container[object]) -> str:
    if change.key not in known:
        return "公布时列入，更正后不列入"
    return "" if change.key in published else "公布时不列入，更正后列入"


def _what(change: Change) -> tuple[str, Link, str]:
    """Return the number, the words with their page, and the task that they are a part of."""
    entry, label = change.entry, change.entry.assignment.label
    if change.kind in ("renumbered", "reworded"):
        path = urls.task(entry.task.plan, entry.task.id)
        return entry.task.number or "", Link(entry.task.text, path), ""
    what = Link(label or entry.task.text, entry_path(entry))
    return row_number(entry), what, entry.task.text if label else ""


def _units(survey: Survey, entry: Entry) -> tuple[Link, ...]:
    district = entry.plan.district
    return tuple(link_of_unit(survey.directory, district, name) for name in entry.counted_units)


def _row(survey: Survey, found: PeriodChanges, change: Change, only: str) -> Cells:
    number, what, within = _what(change)
    was, now = _sides(found.view, change)
    detail = replace(text(change_words.detail_of(change, found.previous)), stress=only)
    return (
        *(change_words.title_of(change.kind), text(number), linked(what, within), within or None),
        *(names(_units(survey, change.entry)), was, now, detail, only or None, what.path),
    )


def item_of(survey: Survey, found: PeriodChanges, change: Change) -> MovedItem:
    """Return a change as the home page shows it."""
    _, what, _ = _what(change)
    was, now = _sides(found.view, change)
    return MovedItem(what, _units(survey, change.entry), was.badge, now.badge)


def _sides(view: PlanView, change: Change) -> tuple[Cell, Cell]:
    """Return how it was and how it is."""
    was = _state(view, change, change.before, change.was)
    return was, EMPTY if _is_gone(change) else _state(view, change, change.entry, change.now)


def _is_gone(change: Change) -> bool:
    return change.kind == "dropped"


def _state(view: PlanView, change: Change, entry: Entry | None, words: str) -> Cell:
    """Return one side of a change: the status where that is what changed or stands, else the words printed."""
    if change.kind not in _STATUS_KINDS:
        return text(words)
    if entry is None or entry.update is None or not view.has_statuses:
        return EMPTY
    if change.kind in ("overdue", "unchanged") and entry is change.before:
        return EMPTY
    return status(_badge(view, entry))


def _badge(view: PlanView, entry: Entry) -> Badge:
    return badge_for(
        view.standing(entry), view.plan.id, entry.update.status if entry.update else None
    )


_ERRATA = (
    Column("", "日期", page="day"),
    Column("", "分工", page="what", heads=True),
    Column("", "公布时", page="side"),
    Column("", "更正后", page="side"),
    Column("", "依据", page="detail"),
)
_COUNTS = (
    Column("", "项目", page="", heads=True),
    Column("", "公布时", page="figure"),
    Column("", "更正后", page="figure"),
)


def corrections_of(survey: Survey, found: PeriodChanges) -> Corrections | None:
    """Return the errata behind a period's changes, with the counts they change; None where there are none."""
    known, published = (
        Counter({kind: change_words.count_of(own) for kind, own in change_words.by_kind(changes)})
        for changes in (found.known, found.published)
    )
    counts = (
        (Link(title, f"{changes_path(found)}#{change_words.anchor_of(kind)}"), known[kind], then)
        for kind, (title, _) in change_words.KINDS.items()
        if known[kind] != (then := published[kind])
    )
    return _corrections(survey, found.corrections, "各类变化的项数，公布时与更正后", counts)


def standing_corrections(survey: Survey, view: PlanView, span: str) -> Corrections | None:
    """Return the errata of a period's entries, with the counts by status as published and as known now."""
    entries = reported(survey, view, span)
    known = Counter(view.standing(entry) for entry in entries)
    as_published = reported(survey, view, span, printed=True)
    published = Counter(view.standing(entry) for entry in as_published)
    page = urls.period(view.plan.id, span)
    counts = (
        (Link(standing.heading, f"{page}#list"), known[standing], published[standing])
        for standing in sorted({*known, *published})
        if known[standing] != published[standing]
    )
    caption = f"{periods.label(span)}各档项数，公布时与更正后"
    return _corrections(survey, tuple(_errata_of(entries)), caption, counts)


def _corrections(
    survey: Survey,
    found: Sequence[Correction],
    caption: str,
    counts: Iterable[tuple[Link, int, int]],
) -> Corrections | None:
    """Return errata with what they change: each count as known now and as published."""
    if not found:
        return None
    rows = (_erratum(survey, one) for one in sorted(found, key=lambda one: one.erratum.date))
    figures = [(linked(name), count(then), count(now)) for name, now, then in counts]
    return Corrections(
        table(f"公布以后的更正，共{len(found)}条，按日期", _ERRATA, rows, "corrections rows"),
        table(caption, _COUNTS, figures, "counts") if figures else None,
    )


def _erratum(survey: Survey, found: Correction) -> Cells:
    """Return an erratum as a row; its source leads to the notice where it is one."""
    erratum, entry = found.erratum, found.entry
    name = entry.assignment.label or entry.task.text
    number = named_number(entry.task, entry.assignment)
    where = f"{periods.label(found.update.period)}，{field_title(erratum.field, *OF_A_TASK)}"
    return (
        text(erratum.date.isoformat()),
        linked(Link(f"{number}　{name}", entry_path(entry)), where),
        text(erratum.was or "（空）"),
        text(erratum.now or "（空）"),
        linked(origins.named_source(survey, erratum.source)),
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
    return ListItem(
        Link(periods.label(found.span), changes_path(found)),
        counts or change_words.nothing_changed(found.view),
    )
