"""Units and persons: who has a page, and what its address is.

In: the entries of all plans and the registries. Out: ``Directory``, which turns a name as printed into a link, the
entries behind every unit and person, and those that earlier editions gave them: a page stays where it was. A person is
a name together with a unit: the same name in two units is not taken for one person. An office (各乡（街道）行政负责人)
is nobody's name and gets no page.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tongbao.progress.merging import Entry, notices_by_id
from tongbao.progress.printed import Notices, PrintedSo, last_printed, with_others
from tongbao.records.content import Content, UnitNames
from tongbao.records.model import Assignment, Person, Unit

Role = Literal["leading", "counted", "shared", "responsible", "cooperating"]
ROLES: Mapping[Role, str] = {
    "leading": "责任领导",
    "counted": "负责",
    "shared": "共同牵头，由其他单位负责",
    "responsible": "责任单位",
    "cooperating": "配合",
}


@dataclass(frozen=True, slots=True)
class UnitKey:
    """A unit of a district's registry."""

    district: str
    id: str


@dataclass(frozen=True, slots=True)
class PersonKey:
    """A name together with a unit, both as one: ``unit`` is the registry's id, or the name as printed."""

    district: str
    unit: str
    name: str

    @property
    def id(self) -> str:
        """The page's name: the unit's id and eight signs of the name's SHA-256, so that it never moves."""
        unit = self.unit if self.unit.isascii() and self.unit else _short(self.unit)
        return f"{self.district}-{unit}-{_short(self.name)}"


@dataclass(frozen=True, slots=True)
class Participation:
    """The part a unit or person has in one entry; ``through`` is the group a unit belongs to, if any."""

    entry: Entry
    role: Role
    through: str = ""


@dataclass(frozen=True, slots=True)
class Involvement:
    """Every entry of every unit, and those of every person that are not over, in the order of the lists."""

    units: Mapping[UnitKey, tuple[Participation, ...]]
    persons: Mapping[PersonKey, tuple[Participation, ...]]


@dataclass(frozen=True, slots=True)
class Past:
    """The part that a unit or person had in an assignment and has no more.

    ``entry`` is the assignment as it is now, ``edition`` the last one that names them.
    """

    entry: Entry
    role: Role
    edition: PrintedSo


@dataclass(frozen=True, slots=True)
class Former:
    """What units and persons took part in before, in the order of the lists.

    ``by_part`` has the units of each assignment, by task and position.
    """

    units: Mapping[UnitKey, tuple[Past, ...]]
    persons: Mapping[PersonKey, tuple[Past, ...]]
    by_part: Mapping[tuple[str, int], tuple[tuple[UnitKey, Past], ...]]


@dataclass(frozen=True, slots=True)
class Directory:
    """Finds units and persons by the names that notices print."""

    names: Mapping[str, UnitNames]
    units: Mapping[UnitKey, Unit]
    involved: Involvement
    former: Former

    def has_page(self, key: UnitKey) -> bool:
        """Return whether a unit has a page: an edition of any time names it in an assignment."""
        return key in self.involved.units or key in self.former.units

    def unit_key(self, district: str, printed: str) -> UnitKey | None:
        """Return the unit a printed name stands for."""
        found = self.names[district].find(printed)
        return UnitKey(district, found.id) if found else None


def directory(content: Content, entries: Sequence[Entry]) -> Directory:
    """Return the directory of everyone these entries name, and of whom earlier editions of them named."""
    districts = dict.fromkeys(plan.district for plan in content.plans)
    names = {district: UnitNames(content.registry(district)) for district in districts}
    units = {
        UnitKey(district, unit.id): unit
        for district, known in names.items()
        for unit in known.registry.units
    }
    notices = notices_by_id(content)
    return Directory(names, units, _involvement(names, entries), _former(names, entries, notices))


def person_key(names: UnitNames, district: str, person: Person) -> PersonKey | None:
    """Return who a person is; None for an office."""
    if person.name is None:
        return None
    unit = names.find(person.unit) if person.unit else None
    return PersonKey(district, unit.id if unit else person.unit or "", "".join(person.name.split()))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _involvement(names: Mapping[str, UnitNames], entries: Iterable[Entry]) -> Involvement:
    units: dict[UnitKey, list[Participation]] = {}
    persons: dict[PersonKey, list[Participation]] = {}
    for entry in entries:
        known = names[entry.plan.district]
        parts = parts_of(known, entry)
        for key, part in parts.items():
            units.setdefault(key, []).append(part)
        if entry.is_over:
            continue
        for person, part in persons_of(known, entry, parts).items():
            persons.setdefault(person, []).append(part)
    return Involvement(
        {key: tuple(parts) for key, parts in units.items()},
        {person: tuple(found) for person, found in persons.items()},
    )


def _former(names: Mapping[str, UnitNames], entries: Iterable[Entry], notices: Notices) -> Former:
    units: dict[UnitKey, list[Past]] = {}
    persons: dict[PersonKey, list[Past]] = {}
    by_part: dict[tuple[str, int], tuple[tuple[UnitKey, Past], ...]] = {}
    for entry in entries:
        told = with_others(entry.task, entry.assignment, notices)
        if entry.is_over:
            told = (*told, *last_printed(entry.task, entry.assignment))
        if not told:
            continue
        known = names[entry.plan.district]
        now = parts_of(known, entry)
        answering = {} if entry.is_over else persons_of(known, entry, now)
        were: dict[UnitKey, Past] = {}
        answered: dict[PersonKey, Past] = {}
        for edition in told:
            then = replace(entry, assignment=edition.part, update=None)
            parts = parts_of(known, then)
            were |= {key: Past(entry, part.role, edition) for key, part in parts.items()}
            people = persons_of(known, then, parts)
            answered |= {key: Past(entry, part.role, edition) for key, part in people.items()}
        gone = tuple((key, past) for key, past in were.items() if key not in now)
        for key, past in gone:
            units.setdefault(key, []).append(past)
        if gone:
            by_part[entry.task.key, entry.position] = gone
        for person, past in answered.items():
            if person not in answering:
                persons.setdefault(person, []).append(past)
    return Former(
        {key: tuple(found) for key, found in units.items()},
        {person: tuple(found) for person, found in persons.items()},
        by_part,
    )


def persons_of(
    names: UnitNames, entry: Entry, units: Mapping[UnitKey, Participation]
) -> dict[PersonKey, Participation]:
    """Return the part of each person: that of the person's unit, or that of a leader."""
    named: dict[PersonKey, Participation] = {}
    for person in entry.assignment.leaders:
        if key := person_key(names, entry.plan.district, person):
            named.setdefault(key, Participation(entry, "leading"))
    for person in entry.assignment.persons:
        if key := person_key(names, entry.plan.district, person):
            own = units.get(UnitKey(key.district, key.unit))
            named.setdefault(key, Participation(entry, own.role if own else "counted"))
    return named


def parts_of(names: UnitNames, entry: Entry) -> dict[UnitKey, Participation]:
    """Return the part of each unit in an entry: the weightiest of its roles, groups spread out."""
    parts: dict[UnitKey, Participation] = {}
    for role, printed in _roles(entry.assignment.as_printed_in(entry.update)):
        unit = names.find(printed)
        if unit is None:
            continue
        parts.setdefault(UnitKey(entry.plan.district, unit.id), Participation(entry, role))
        for name in unit.members if unit.scope == "all" else ():
            if member := names.find(name):
                key = UnitKey(entry.plan.district, member.id)
                parts.setdefault(key, Participation(entry, role, through=unit.name))
    return parts


def _roles(assignment: Assignment) -> tuple[tuple[Role, str], ...]:
    """Return the units of an assignment with their roles, the weightiest first."""
    counted = assignment.counted_units
    shared: Role = "shared" if assignment.lead_shared else "counted"
    return (
        *(("counted", name) for name in counted),
        *((shared, name) for name in assignment.lead),
        *(("responsible", name) for name in assignment.responsible),
        *(("cooperating", name) for name in assignment.cooperating),
    )
