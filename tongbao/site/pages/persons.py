"""The pages of persons: the index by unit, and one page a person of a unit.

In: the survey. Out: ``PeoplePage`` and ``PersonPage`` values.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from tongbao.progress.merging import Entry
from tongbao.progress.people import Participation, Past, PersonKey, UnitKey
from tongbao.progress.survey import PlanView, Survey
from tongbao.site import heads, urls
from tongbao.site.page import Page
from tongbao.site.pages.units import past_table, role_sheet, tables_of, unit_path, until_words
from tongbao.site.references import badge_for
from tongbao.site.table import Column, Sheet, Table, sheet, table
from tongbao.site.views import Fact, Link, ListGroup, ListItem, Share
from tongbao.site.ways import district_cells, district_columns, whose


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage(Page):
    """All persons, by unit."""

    template: ClassVar[str] = "people"

    sentence: tuple[Link, ...]
    groups: tuple[ListGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage(Page):
    """A person of a unit and what they answer for."""

    template: ClassVar[str] = "person"

    sentence: tuple[Link, ...]
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    past: Table | None


def people_page(survey: Survey) -> PeoplePage | None:
    """Return the index of persons, None where nobody is named."""
    persons = survey.directory.involved.persons
    former = _former(survey)
    if not (persons or former):
        return None
    return PeoplePage(
        path=urls.PEOPLE,
        title="责任人",
        made_from=survey.shown.content.settings.path,
        section="people",
        metas=heads.column("责任人", "按单位列出的责任人及其负责的任务", ("责任人",), "数据发布"),
        sentence=(
            Link(f"{len(persons)}名责任人，按单位列出。姓名相同而单位不同的，不当作同一人。"),
        ),
        groups=(*_by_unit(survey, persons), *_former_group(survey, former)),
        listed=_listed(survey, persons),
    )


_COLUMNS = (
    Column("name", "姓名"),
    Column("unit", "单位"),
    Column("own", "负责"),
    Column("lagging", "其中滞后"),
    Column("taking_part", "参与"),
    Column("path", "网页"),
)


def _listed(survey: Survey, persons: Mapping[PersonKey, Sequence[Participation]]) -> Sheet:
    plans = {view.plan.id: view for view in survey.plans}
    rows = []
    for key, parts in persons.items():
        unit = survey.directory.units.get(UnitKey(key.district, key.unit))
        own, others = _shares(survey, parts)
        lagging = sum(plans[entry.plan.id].standing(entry).lagging for entry in own)
        name = unit.name if unit else key.unit or None
        own_cells = (key.name, name, len(own), lagging, others, urls.person(key.id))
        rows.append((*district_cells(survey, key.district), *own_cells))
    title = f"责任人，共{len(rows)}名；姓名相同而单位不同的，不当作同一人"
    return sheet(urls.PEOPLE, title, table(title, (*district_columns(survey), *_COLUMNS), rows))


def _by_unit(
    survey: Survey, persons: Mapping[PersonKey, Sequence[Participation]]
) -> tuple[ListGroup, ...]:
    """Return the persons under their units, units in the order in which they are first named."""
    by_unit: dict[tuple[str, str], list[ListItem]] = {}
    for key, parts in persons.items():
        link = Link(key.name, urls.person(key.id))
        item = ListItem(link, _how_many(survey, parts), _counts(survey, key, parts))
        by_unit.setdefault((key.district, key.unit), []).append(item)
    return tuple(
        ListGroup(unit.text + whose(survey, place[0]), tuple(items), path=unit.path)
        for place, items in by_unit.items()
        for unit in (_unit_of(survey, *place),)
    )


def _former(survey: Survey) -> tuple[PersonKey, ...]:
    """Return the persons whom only earlier editions name."""
    directory = survey.directory
    return tuple(key for key in directory.former.persons if key not in directory.involved.persons)


def _former_group(survey: Survey, former: Sequence[PersonKey]) -> Iterator[ListGroup]:
    """Yield those who answer for nothing any more, with their units, how much they had and until when."""
    items = []
    for key in former:
        pasts = survey.directory.former.persons[key]
        last = max(pasts, key=lambda past: past.edition.day)
        unit = _unit_of(survey, key.district, key.unit).text + whose(survey, key.district)
        link = Link(key.name, urls.person(key.id))
        items.append(ListItem(link, f"{unit}，以前{len(pasts)}项，{until_words(last)}"))
    if items:
        yield ListGroup("不再担任责任人", tuple(items))


def _shares(survey: Survey, parts: Sequence[Participation]) -> tuple[list[Entry], int]:
    """Return what somebody answers for in the latest editions, and in how many more they take part."""
    views = {view.plan.id: view for view in survey.plans}
    listed = [part for part in parts if views[part.entry.plan.id].counts(part.entry)]
    own = [part.entry for part in listed if part.role == "counted"]
    return own, len(listed) - len(own)


def _how_many(survey: Survey, parts: Sequence[Participation]) -> str:
    """Return how many entries a person answers for, and in how many more the person takes part."""
    own, others = _shares(survey, parts)
    said = (
        f"{len(own)}项" if own else "",
        f"参与{others}项" if others else "",
        _apart_words(survey, parts),
    )
    return "，".join(filter(None, said))


def _apart_words(survey: Survey, parts: Sequence[Participation]) -> str:
    """Return what the latest edition does not list of somebody's, by the reason: 另有1项此前已办结、1项本期未列."""
    views = {view.plan.id: view for view in survey.plans}
    entries = [part.entry for part in parts]
    counted = Counter(
        views[one.plan.id].standing(one) for one in entries if not views[one.plan.id].counts(one)
    )
    said = (f"{counted[one]}项{one.heading}" for one in sorted(counted))
    return f"另有{'、'.join(said)}" if counted else ""


def _unit_of(survey: Survey, district: str, unit: str) -> Link:
    """Return the unit of a person: the registry's, or the name as printed, or that none is stated."""
    key = UnitKey(district, unit)
    if key not in survey.directory.units:
        return Link(unit or "未注明单位")
    has_page = survey.directory.has_page(key)
    return Link(survey.directory.units[key].name, unit_path(key) if has_page else None)


def _counts(survey: Survey, key: PersonKey, parts: Sequence[Participation]) -> tuple[Share, ...]:
    """Return how many of a person's own entries lag, by status; the rest stands on the page."""
    plans: dict[str, PlanView] = {view.plan.id: view for view in survey.plans}
    lagging = Counter(
        (plans[part.entry.plan.id].standing(part.entry), part.entry.plan.id)
        for part in parts
        if part.role == "counted"
    )
    page = urls.person(key.id)
    return tuple(
        Share(badge_for(standing, plan), count, None, f"{page}#{plan}-{standing.slug}")
        for (standing, plan), count in lagging.items()
        if standing.lagging
    )


def person_pages(survey: Survey) -> Iterator[PersonPage]:
    """Yield the page of every person, in the order in which they are first named."""
    persons = survey.directory.involved.persons
    everyone = (*persons, *_former(survey))
    namesakes: dict[tuple[str, str], list[PersonKey]] = {}
    for key in everyone:
        namesakes.setdefault((key.district, key.name), []).append(key)
    for key in everyone:
        others = [other for other in namesakes[key.district, key.name] if other != key]
        yield _person_page(survey, key, persons.get(key, ()), others)


def _person_page(
    survey: Survey, key: PersonKey, parts: Sequence[Participation], namesakes: Sequence[PersonKey]
) -> PersonPage:
    unit = _unit_of(survey, key.district, key.unit)
    pasts = survey.directory.former.persons.get(key, ())
    first = (parts[0] if parts else pasts[0]).entry.task
    tables = tables_of(survey, parts, key.name)
    return PersonPage(
        path=urls.person(key.id),
        title=key.name,
        made_from=first.path,
        section="people",
        crumbs=(Link("责任人", urls.PEOPLE),),
        metas=heads.column(
            key.name, f"{unit.text}{key.name}负责的任务", (key.name, unit.text), "数据发布"
        ),
        sentence=tuple(_sentence(survey, unit, parts, urls.person(key.id), pasts)),
        facts=tuple(_facts(survey, key, parts, namesakes)),
        tables=tables,
        past=past_table(survey, key.name, pasts),
        listed=role_sheet(urls.person(key.id), key.name, tables) if tables else None,
    )


def _sentence(
    survey: Survey,
    unit: Link,
    parts: Sequence[Participation],
    page: str,
    pasts: Sequence[Past],
) -> Iterator[Link]:
    own, others = _shares(survey, parts)
    yield unit
    yield Link(f"，负责{len(own)}项" if own else "" if parts else "，现在没有负责或参与的任务")
    yield Link(f"，参与{others}项。" if others else "。")
    if apart := _apart_words(survey, parts):
        yield Link(f"{apart}。")
    if pasts:
        yield Link("以前的任务")
        yield Link(f"{len(pasts)}项", f"{page}#past")
        yield Link("。")


def _facts(
    survey: Survey, key: PersonKey, parts: Sequence[Participation], namesakes: Sequence[PersonKey]
) -> Iterator[Fact]:
    if whose(survey, key.district):
        yield Fact("区划", (Link(survey.shown.content.district(key.district).name),))
    duties = dict.fromkeys(
        person.duty
        for part in parts
        for person in (*part.entry.assignment.leaders, *part.entry.assignment.persons)
        if person.duty and person.name and "".join(person.name.split()) == key.name
    )
    if duties:
        yield Fact("分工", tuple(Link(duty) for duty in duties))
    if namesakes:
        others = tuple(
            Link(
                f"{_unit_of(survey, other.district, other.unit).text}{other.name}",
                urls.person(other.id),
            )
            for other in namesakes
        )
        yield Fact("另有同名", others, "姓名相同，不一定是同一人")
