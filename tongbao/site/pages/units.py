"""The pages of units: the index with its matrix, and one page a unit.

In: the survey. Out: ``UnitsPage`` and ``UnitPage`` values. A unit has a page where any visible assignment names it, or
names a group that stands for it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from tongbao.progress import periods
from tongbao.progress.history import History
from tongbao.progress.merging import Entry
from tongbao.progress.people import ROLES, Participation, Past, PersonKey, Role, UnitKey
from tongbao.progress.period_changes import entry_key
from tongbao.progress.standing import Standing
from tongbao.progress.survey import PlanView, Survey
from tongbao.records.model import FormerName, Unit
from tongbao.site import heads, urls
from tongbao.site.page import Page
from tongbao.site.pages.changes import UnitChanges, unit_changes
from tongbao.site.pages.events import EventTable, events_of
from tongbao.site.pages.mentions import mentions_of
from tongbao.site.pages.rollups import unit_rollup_links
from tongbao.site.pictures import Trend, trend_of
from tongbao.site.references import badge_for, link_of_unit
from tongbao.site.rows import (
    entry_path,
    group_of,
    lagging_first,
    line_of,
    row_number,
    row_of,
    table_of,
)
from tongbao.site.table import (
    Cells,
    Column,
    Group,
    Row,
    Sheet,
    Table,
    linked,
    names,
    sheet,
    status,
    table,
    text,
)
from tongbao.site.tallies import (
    bar_of,
    cells_of,
    count_columns,
    counts_by,
    counts_of,
    every_standing,
    group_anchor,
)
from tongbao.site.views import (
    Bar,
    CountCell,
    Fact,
    Link,
    ListGroup,
    ListItem,
    Matrix,
    MatrixRow,
)
from tongbao.site.ways import district_cells, district_columns, whose
from tongbao.site.wording import apart_pieces, list_caption, marks_of, status_pieces

# How many shades a heat table has beside none.
_SHADES = 4
_ROLE = (Column("role", "角色"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsPage(Page):
    """All units, and how what they answer for stands."""

    template: ClassVar[str] = "units"

    sentence: tuple[Link, ...]
    matrices: tuple[Matrix, ...]
    groups: tuple[ListGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage(Page):
    """A unit: what it answers for, what it takes part in, its people."""

    template: ClassVar[str] = "unit"

    sentence: tuple[Link, ...]
    facts: tuple[Fact, ...]
    bars: tuple[Bar, ...]
    trends: tuple[Trend, ...]
    tables: tuple[Table, ...]
    past: Table | None
    events: tuple[EventTable, ...]
    mentions: tuple[ListItem, ...]
    changes: tuple[UnitChanges, ...]
    feed: str
    marks: tuple[str, ...]


def unit_path(key: UnitKey) -> str:
    """Return the page of a unit."""
    return urls.unit(key.district, key.id)


def units_page(survey: Survey) -> UnitsPage | None:
    """Return the index of units, None where no unit has a page."""
    directory = survey.directory
    if not (directory.involved.units or directory.former.units):
        return None
    matrices = tuple(found for view in survey.plans if (found := matrix_of(survey, view)))
    return UnitsPage(
        path=urls.UNITS,
        title="单位",
        made_from=survey.shown.content.settings.path,
        section="units",
        metas=heads.column(
            "单位", "各单位负责的任务与完成情况", ("牵头单位", "责任单位"), "数据发布"
        ),
        sentence=(Link(_how_many(survey)),),
        matrices=matrices,
        groups=tuple(_without_row(survey)),
        listed=_listed(survey),
    )


def _listed(survey: Survey) -> Sheet:
    """Return a row a plan and unit with its counts by status, and how much it takes part in beside."""
    standings = every_standing(survey)
    rows = tuple(
        _line(survey, view, key, own, standings)
        for view in survey.plans
        for key, parts in survey.directory.involved.units.items()
        if (own := _parts(view, parts))
    )
    columns = (
        *district_columns(survey),
        Column("plan", "任务清单"),
        Column("unit", "单位"),
        Column("members", "成员"),
        *count_columns(standings),
        Column("total", "合计"),
        Column("taking_part", "参与"),
        Column("path", "网页"),
    )
    title = f"各单位完成情况，共{len(rows)}行；一项由几个单位负责的，各计一次"
    return sheet(urls.UNITS, title, table(title, columns, rows))


def _line(
    survey: Survey,
    view: PlanView,
    key: UnitKey,
    own: Sequence[Participation],
    standings: Sequence[Standing],
) -> Cells:
    unit = survey.directory.units[key]
    counted = [part.entry for part in own if part.role == "counted"]
    return (
        *district_cells(survey, key.district),
        *(view.plan.title, unit.name, unit.members, *counts_by(view, counted, standings)),
        *(sum(map(view.counts, counted)), len(own) - len(counted), unit_path(key)),
    )


def _how_many(survey: Survey) -> str:
    """Return how many units the tasks name, groups of units named apart."""
    scopes = [survey.directory.units[key].scope for key in survey.directory.involved.units]
    groups = sum(scope is not None for scope in scopes)
    apart = f"，另有{groups}个单位组" if groups else ""
    return f"任务涉及{len(scopes) - groups}个单位{apart}。"


def matrix_of(survey: Survey, view: PlanView, limit: int | None = None) -> Matrix | None:
    """Return the units of a plan by statuses, most lagging first, at most ``limit`` rows."""
    if not view.has_statuses:
        return None
    columns = tuple(standing for standing, _ in counts_of(view, view.counted))
    rows = _matrix_rows(survey, view, columns)
    shown = rows if limit is None else rows[:limit]
    more = Link(f"全部{len(rows)}个单位", urls.UNITS) if len(shown) < len(rows) else None
    caption = (
        list_caption(f"{view.plan.title}，{len(rows)}个单位", len(view.counted), view.as_of)
        + "；一项由几个单位负责的，各计一次"
    )
    badges = tuple(badge_for(standing, view.plan.id) for standing in columns)
    return Matrix(caption, badges, shown, more)


def _matrix_rows(
    survey: Survey, view: PlanView, columns: Sequence[Standing]
) -> tuple[MatrixRow, ...]:
    """Return a row for every unit that an entry names, sorted by what lags, then as first printed."""
    found: list[tuple[int, MatrixRow]] = []
    for key, parts in survey.directory.involved.units.items():
        own = [entry for entry in _entries(view, parts, "counted") if view.counts(entry)]
        if key.district != view.plan.district or not own or _only_through_groups(parts):
            continue
        lagging = sum(view.standing(entry).lagging for entry in own)
        found.append((lagging, _matrix_row(survey, view, key, own, columns)))
    rows = tuple(row for _, row in sorted(found, key=lambda item: -item[0]))
    most = max((cell.count for row in rows for cell in row.cells), default=0)
    return tuple(replace(row, cells=tuple(_heated(row.cells, most))) for row in rows)


def _heated(cells: Sequence[CountCell], most: int) -> Iterator[CountCell]:
    """Yield counts shaded by their part of the largest one, so that the eye finds where most lies."""
    for cell in cells:
        yield replace(cell, heat=-(-_SHADES * cell.count // most) if cell.count else 0)


def _matrix_row(
    survey: Survey,
    view: PlanView,
    key: UnitKey,
    entries: Sequence[Entry],
    columns: Sequence[Standing],
) -> MatrixRow:
    unit, page = survey.directory.units[key], unit_path(key)
    total = CountCell("合计", "grey", len(entries), f"{page}#{view.plan.id}-counted")
    members = (link_of_unit(survey.directory, key.district, name) for name in unit.members)
    cells = cells_of(view, entries, columns, page)
    return MatrixRow(Link(unit.name, page), tuple(members), cells, total)


def _former_items(survey: Survey) -> Iterator[ListItem]:
    """Yield the units that no current task names, with how many they had and until when."""
    for key, pasts in survey.directory.former.units.items():
        if key not in survey.directory.involved.units:
            unit = survey.directory.units[key]
            last = max(pasts, key=lambda past: past.edition.day)
            ended = f"，{unit.until.isoformat()}撤并" if unit.until else ""
            name = Link(unit.name, unit_path(key), whose(survey, key.district))
            yield ListItem(name, f"以前{len(pasts)}项，{until_words(last)}{ended}")


def until_words(past: Past) -> str:
    """Return until when somebody answered for something, as far as editions tell: the last one that says so."""
    edition = past.edition
    return f"至{periods.label(edition.period) if edition.period else edition.day}"


def _parts(view: PlanView, parts: Iterable[Participation]) -> list[Participation]:
    return [part for part in parts if part.entry.plan.id == view.plan.id]


def _entries(view: PlanView, parts: Sequence[Participation], role: Role) -> tuple[Entry, ...]:
    return tuple(part.entry for part in _parts(view, parts) if part.role == role)


def _only_through_groups(parts: Sequence[Participation]) -> bool:
    return all(part.through or part.role != "counted" for part in parts)


def _without_row(survey: Survey) -> Iterator[ListGroup]:
    """Yield the units that stand in no matrix: they only take part, or only their group is named."""
    through: list[ListItem] = []
    taking_part: list[ListItem] = []
    unlisted: list[ListItem] = []
    former: list[ListItem] = []
    views = {view.plan.id: view for view in survey.plans}
    with_matrix = {view.plan.id for view in survey.plans if view.has_statuses}
    for key, parts in survey.directory.involved.units.items():
        counted = [part for part in parts if part.role == "counted"]
        name = Link(survey.directory.units[key].name, unit_path(key), whose(survey, key.district))
        item = ListItem(name, f"{len(parts)}项")
        if not counted or not any(part.entry.plan.id in with_matrix for part in counted):
            taking_part.append(item)
        elif _only_through_groups(parts):
            through.append(item)
        elif not any(views[part.entry.plan.id].counts(part.entry) for part in counted):
            ended = all(part.entry.state == "ended" for part in counted)
            (former if ended else unlisted).append(item)
    if through:
        yield ListGroup("以单位组成员参加", tuple(through))
    if unlisted:
        yield ListGroup("本期没有列出任务", tuple(unlisted))
    if former := [*former, *_former_items(survey)]:
        yield ListGroup("已撤并或不再承担任务", tuple(former))
    if taking_part:
        yield ListGroup("其他单位", tuple(taking_part))


def unit_pages(survey: Survey, history: History) -> Iterator[UnitPage]:
    """Yield the page of every unit that is named, in the order in which they are first named."""
    people: dict[tuple[str, str], list[PersonKey]] = {}
    for person in survey.directory.involved.persons:
        people.setdefault((person.district, person.unit), []).append(person)
    involved = survey.directory.involved.units
    for key in (*involved, *(key for key in survey.directory.former.units if key not in involved)):
        own = people.get((key.district, key.id), ())
        yield _unit_page(survey, key, involved.get(key, ()), own, history)


def _unit_page(
    survey: Survey,
    key: UnitKey,
    parts: Sequence[Participation],
    people: Sequence[PersonKey],
    history: History,
) -> UnitPage:
    moved = history.moved.by_unit.get(key, ())
    unit = survey.directory.units[key]
    registry = survey.directory.names[key.district].registry
    tables = tables_of(survey, parts, unit.name)
    pasts = survey.directory.former.units.get(key, ())
    return UnitPage(
        path=unit_path(key),
        title=unit.name,
        made_from=registry.path,
        section="units",
        crumbs=(Link("单位", urls.UNITS),),
        metas=heads.column(unit.name, f"{unit.name}负责的任务与完成情况", (unit.name,), "数据发布"),
        sentence=_sentence(survey, key, parts),
        facts=_facts(survey, key, unit, people),
        bars=tuple(_bars(survey, key, parts)),
        trends=tuple(_trends(survey, key, parts, history)),
        tables=tables,
        past=past_table(survey, unit.name, pasts),
        listed=role_sheet(unit_path(key), unit.name, tables) if tables else None,
        events=events_of(survey, key, unit.name, parts, pasts),
        mentions=mentions_of(survey, key),
        changes=unit_changes(survey, moved),
        feed=urls.unit_feed(key.district, key.id) if moved else "",
        marks=marks_of(unit.review, Unit),
    )


def _sentence(survey: Survey, key: UnitKey, parts: Sequence[Participation]) -> tuple[Link, ...]:
    """Return what the unit answers for, plan by plan, each figure leading down the page."""
    pieces: list[Link] = []
    page = unit_path(key)
    for view in survey.plans:
        if own := _entries(view, parts, "counted"):
            counted = [entry for entry in own if view.counts(entry)]
            pieces += [Link(f"{view.plan.title}，负责")]
            pieces += [Link(f"{len(counted)}项", f"{page}#{view.plan.id}-counted")]
            pieces += _by_status(view, own, page)
    others = sum(part.role != "counted" for part in parts)
    if others:
        pieces += [Link(f"另参与{others}项。")]
    if not parts:
        pieces += [Link(f"现在没有负责或参与的任务。{_gone(survey.directory.units[key])}")]
    if pasts := survey.directory.former.units.get(key):
        pieces += [Link("以前的任务"), Link(f"{len(pasts)}项", f"{page}#past"), Link("。")]
    return tuple(pieces)


def _gone(unit: Unit) -> str:
    """Return when a unit was dissolved, and who goes on with its work, "" where nobody has said."""
    day = f"{unit.until.isoformat()}撤并" if unit.until else ""
    onto = f"由{'、'.join(unit.successors)}承接" if unit.successors else ""
    said = "，".join(filter(None, (day, onto)))
    return f"{said}。" if said else ""


def _by_status(view: PlanView, entries: Sequence[Entry], page: str) -> tuple[Link, ...]:
    """Return how entries stand; what the edition does not list follows apart."""
    if not view.has_statuses:
        return (Link("。"),)
    counted, apart = (
        counts_of(view, [entry for entry in entries if view.counts(entry) is listed])
        for listed in (True, False)
    )
    path_of = partial(_group_path, view, page)
    head = status_pieces(counted, path_of, "：") if counted else (Link("。"),)
    return (*head, *apart_pieces(apart, path_of))


def _group_path(view: PlanView, page: str, standing: Standing) -> str:
    return f"{page}#{group_anchor(view, standing)}"


def _bars(survey: Survey, key: UnitKey, parts: Sequence[Participation]) -> Iterator[Bar]:
    """Yield one bar a plan in which the unit answers for more than one assignment."""
    page = unit_path(key)
    for view in survey.plans:
        own = [entry for entry in _entries(view, parts, "counted") if view.counts(entry)]
        name = survey.directory.units[key].name
        bar = bar_of(
            f"{name}完成情况",
            view,
            counts_of(view, own),
            partial(_group_path, view, page),
        )
        if bar and len(own) > 1:
            yield bar


def _trends(
    survey: Survey, key: UnitKey, parts: Sequence[Participation], history: History
) -> Iterator[Trend]:
    """Yield how what the unit answers for stood over the periods, a picture a plan."""
    name = survey.directory.units[key].name
    for view in survey.plans:
        keys = [entry_key(entry) for entry in _entries(view, parts, "counted")]
        timeline = history.timelines[view.plan.id]
        if keys and (found := trend_of(view, timeline, f"{view.plan.id}-trend", name, keys)):
            yield found


def tables_of(survey: Survey, parts: Sequence[Participation], name: str) -> tuple[Table, ...]:
    """Return one table a plan and role: what the unit or person answers for first."""
    tables: list[Table] = []
    for view in survey.plans:
        for role, words in ROLES.items():
            if own := [part for part in _parts(view, parts) if part.role == role]:
                what = f"{name}{words}" if role == "counted" else f"{name}，{words}"
                caption = list_caption(f"{view.plan.title}：{what}", len(own), view.as_of)
                groups = tuple(_groups(survey, view, own))
                tables.append(table_of(f"{view.plan.id}-{role}", caption, groups, _ROLE))
    return tuple(tables)


def _groups(survey: Survey, view: PlanView, parts: Sequence[Participation]) -> Iterator[Group]:
    """Yield the parts grouped by status, what lags first; what somebody answers for has an anchor a group."""
    if not view.has_statuses:
        yield group_of(_row(survey, view, part) for part in parts)
        return
    found: dict[Standing, list[Participation]] = {}
    for part in parts:
        found.setdefault(view.standing(part.entry), []).append(part)
    for standing, own in sorted(found.items(), key=lagging_first):
        anchor = group_anchor(view, standing) if own[0].role == "counted" else ""
        rows = (_row(survey, view, part) for part in own)
        yield group_of(rows, status(badge_for(standing, view.plan.id)), anchor)


def _row(survey: Survey, view: PlanView, part: Participation) -> Row:
    through = f"（{part.through}）" if part.through else ""
    line = line_of(survey, view, part.entry, view.as_of)
    return row_of(survey, view, part.entry, line, (f"{ROLES[part.role]}{through}",))


_PAST = (
    Column("", "序号", page="number"),
    Column("", "任务", page="what", heads=True),
    Column("", "角色", page="role"),
    Column("", "到哪一期", page="period"),
    Column("", "现在的单位", page="units"),
)


def past_table(survey: Survey, name: str, pasts: Sequence[Past]) -> Table | None:
    """Return what a unit or person took part in and does no more: the wording of then, until when, whose it is now."""
    if not pasts:
        return None
    rows = (
        (
            text(row_number(past.entry)),
            linked(
                Link(past.edition.text, entry_path(past.entry)),
                *(
                    (f"现为：{past.entry.task.text}",)
                    if past.edition.text != past.entry.task.text
                    else ()
                ),
            ),
            text(ROLES[past.role]),
            text(until_words(past)),
            names(
                link_of_unit(survey.directory, past.entry.plan.district, unit)
                for unit in past.entry.counted_units
            ),
        )
        for past in pasts
    )
    caption = f"{name}以前的任务，共{len(pasts)}项"
    return replace(table(caption, _PAST, rows, "rows"), anchor="past")


def role_sheet(page: str, name: str, tables: Sequence[Table]) -> Sheet:
    """Return what a unit or person has to do with as files hold it, in the order of the page."""
    rows = sum(1 for one in tables for _ in one.rows)
    return sheet(page, f"{name}负责和参与的分工，共{rows}项", *tables)


def _formerly(former: FormerName) -> Link:
    since = former.since.isoformat() if former.since else ""
    until = former.until.isoformat() if former.until else ""
    return Link(former.name, None, f"（{since}至{until}）" if since or until else "")


def _predecessors(survey: Survey, key: UnitKey, unit: Unit) -> Iterator[Link]:
    """Yield the units whose work this one goes on with."""
    names = survey.directory.names[key.district]
    for other in names.registry.units:
        if any(names.find(name) is unit for name in other.successors):
            yield link_of_unit(survey.directory, key.district, other.name)


def _facts(
    survey: Survey, key: UnitKey, unit: Unit, people: Sequence[PersonKey]
) -> tuple[Fact, ...]:
    directory = survey.directory
    groups = tuple(
        link_of_unit(directory, key.district, group.name)
        for group in directory.names[key.district].registry.units
        if unit.name in group.members
    )
    district = survey.shown.content.district(key.district)
    found = (
        Fact("区划", (Link(district.name),) if whose(survey, key.district) else ()),
        Fact("又称", tuple(Link(alias) for alias in unit.aliases)),
        Fact("曾用名", tuple(_formerly(one) for one in unit.formerly)),
        Fact("设立", (Link(unit.since.isoformat()),) if unit.since else ()),
        Fact("撤并", (Link(unit.until.isoformat()),) if unit.until else ()),
        Fact(
            "承接单位",
            tuple(link_of_unit(directory, key.district, name) for name in unit.successors),
        ),
        Fact("承接自", tuple(_predecessors(survey, key, unit))),
        Fact("成员", tuple(link_of_unit(directory, key.district, name) for name in unit.members)),
        Fact("所属单位组", groups),
        Fact("汇总", unit_rollup_links(survey, key)),
        Fact("责任人", tuple(Link(person.name, urls.person(person.id)) for person in people)),
    )
    return tuple(fact for fact in found if fact.items)
