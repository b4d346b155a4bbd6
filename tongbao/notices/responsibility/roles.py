"""Statements -> units, persons and deadlines by role.

In: the statements of one piece of a task and the rules that the notice has declared so far. Out: ``Roles``. What the
notice does not say stays empty; a rule is applied only where the notice declares it.
"""

import datetime
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tongbao.notices.lexicon import Lexicon, People
from tongbao.notices.names import UnitReader, Units, by_verbs, read_persons
from tongbao.notices.quantities.days import day_of
from tongbao.notices.quantities.numerals import read_numeral
from tongbao.notices.remarks import Remark
from tongbao.notices.responsibility.said import UNIT_ROLES, Statement
from tongbao.records.model import Assignment, Person, Task
from tongbao.sources.document import Spot

_LEADS = re.compile("(?:同志)?(?:牵头|负责|分管|主抓|包抓|包联|领办|联系)")
# A rule for tasks of several units alone: 责任单位有两个以上的，第一个为牵头单位.
_OF_SEVERAL = re.compile("(?:[两二2]个|[两二2]家)(?:及|或)?以上|多个|多家|不止一[个家]")
_LONGEST_HEADING = 80
_LONGEST_NAME = 4
_OFFICES_AND_NAME = re.compile(
    r"(?P<offices>[\u4e00-\u9fff、，,]{2,40}?)(?P<mark>[ \u3000]+|[:：]\s*|(?<=[长任记席委]))"
    r"(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff][ \u3000]{1,3}[\u4e00-\u9fff]|[\u4e00-\u9fff]{2,3}同志)"
    r"(?:\s*[（(][^（）()]{1,12}[）)])?"
)
_OTHERS_HELP = re.compile("其[余他它][^,，;；。]{0,10}?(?:配合|协办|协助|参与)")
Names = tuple[str, ...]
BARE = "responsible: 只列了单位，没有写明角色，按责任单位读"


@dataclass(slots=True)
class Roles:
    """Who answers for one assignment; ``doubts`` are review marks, ``due`` days with their words.

    ``kept`` are lines that no field takes: deadlines that name no day, labels that are no role; ``others`` tells the
    latter in words for the report.
    """

    units: dict[str, tuple[str, ...]] = field(default_factory=dict)
    leaders: tuple[Person, ...] = ()
    persons: tuple[Person, ...] = ()
    due: tuple[tuple[datetime.date, str], ...] = ()
    kept: tuple[str, ...] = ()
    progress: tuple[str, ...] = ()
    status: str = ""
    is_bare: bool = False
    doubts: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


@dataclass(slots=True)
class RoleRules:
    """Who leads where no label says so, as far as the notice has declared it."""

    lexicon: Lexicon
    first_leads: str = ""
    responsible_leads: str = ""

    def hear(self, words: str) -> None:
        """Take note of a rule, where the words declare one."""
        folded = self.lexicon.folded(words)
        declared = self.lexicon.declared
        if any(re.search(form, folded) for form in declared.first_leads):
            self.first_leads = words
        if any(re.search(form, folded) for form in declared.responsible_leads):
            self.responsible_leads = words

    def parted(
        self, lead: Names, responsible: Names, cooperating: Names
    ) -> tuple[Names, Names, Names]:
        """Return who leads, answers and helps: as labelled, else by a declared rule.

        Where the rule says so, all but the first help (首位为牵头单位，其他为配合单位).
        """
        leading = self.lead(lead, responsible)
        helps = leading != lead and not cooperating and _OTHERS_HELP.search(self.first_leads)
        return (leading, (), responsible[1:]) if helps else (leading, responsible, cooperating)

    def lead(self, lead: tuple[str, ...], responsible: tuple[str, ...]) -> tuple[str, ...]:
        """Return who leads: as labelled, else by a declared rule, else nobody."""
        if lead or not (self.first_leads or self.responsible_leads):
            return lead
        if self.first_leads and _OF_SEVERAL.search(self.first_leads) and len(responsible) < 2:  # noqa: PLR2004
            return lead
        return responsible[:1] if self.first_leads else responsible

    def remark(self, count: int, spot: Spot) -> Remark:
        """Return what the report says of the leads that a rule gave."""
        rule = self.first_leads or self.responsible_leads
        message = f"按文中说明“{rule}”，{count}项任务的牵头单位由责任单位得出"
        return Remark("inferred", spot, message)


def with_leads(task: Task, rules: RoleRules) -> Task:
    """Return a task, its assignments led by whom a declared rule says; the same task where none is needed."""
    assignments = tuple(_led(line, rules) for line in task.assignments)
    same = assignments == task.assignments
    return task if same else task.model_copy(update={"assignments": assignments})


def _led(line: Assignment, rules: RoleRules) -> Assignment:
    parts = rules.parted(line.lead, line.responsible, line.cooperating)
    return line.model_copy(
        update=dict(zip(("lead", "responsible", "cooperating"), parts, strict=True))
    )


def roles_of(
    statements: Iterable[Statement],
    units: UnitReader,
    year: int | None,
) -> Roles:
    """Return the roles that statements give; ``year`` is that of the plan, for days printed without one."""
    roles = Roles()
    for one in statements:
        if one.is_bare:
            roles.is_bare = True
            roles.doubts.append(BARE)
        if one.role in UNIT_ROLES:
            found = _uncut(one, units, roles) if one.is_cut else units.read(one.words)
            for role, names in by_verbs({one.role: found.names}, units.lexicon).items():
                before = roles.units.get(role, ())
                roles.units[role] = tuple(dict.fromkeys((*before, *names)))
            roles.doubts += [f"{one.role}: {doubt}" for doubt in found.doubts]
        elif one.role in ("leaders", "persons"):
            people = read_persons(one.words, units.lexicon)
            setattr(roles, one.role, (*getattr(roles, one.role), *people.persons))
            roles.doubts += [f"{one.role}: {doubt}" for doubt in people.doubts]
        elif one.role == "progress":
            roles.progress = (*roles.progress, one.words)
        elif one.role == "status":
            roles.status = one.words.rstrip("。；; ")
        elif one.role == "due" and one.words:
            _take_day(roles, one, year)
        elif one.words:
            roles.kept = (*roles.kept, f"{one.label}：{one.words}")
            roles.others.append(f"“{one.label}：{one.words}”不在角色用词里，留在任务文字里")
    return roles


def _uncut(one: Statement, units: UnitReader, roles: Roles) -> Units:
    """Return the units of words in which the text breaks off: what is left of the last name is none."""
    found = units.read(one.words)
    last = found.names[-1] if found.names else ""
    if not last or units.is_unit(last):
        roles.doubts.append(f"{one.role}: 原文在这里中断，单位可能不全")
        return found
    roles.doubts.append(f"{one.role}: 原文在“{last}”处中断，没有记作单位")
    doubts = tuple(doubt for doubt in found.doubts if f"“{last}”" not in doubt)
    return Units(found.names[:-1], doubts)


def leaders_in(heading: str, lexicon: Lexicon) -> tuple[Person, ...]:
    """Return the leaders whom a section's heading names: 一、常务副县长王某牵头重点工作, （二）王某某区长负责的任务.

    Several may stand there. Where the office tells that a name stands beside it, no surname has to.
    """
    forms = _leader_forms(lexicon.people)
    for leads in _LEADS.finditer(heading[:_LONGEST_HEADING]):
        words, found = heading[: leads.start()], list[Person]()
        while one := next((match for form in forms if (match := form.search(words))), None):
            if not _is_personal(one["name"], lexicon.people):
                break
            found.insert(0, Person(name=one["name"], duty=one["duty"]))
            words = words[: one.start()].rstrip("、，,和与及 ").removesuffix("同志")
        if found:
            return tuple(found)
    return _whole_heading(heading, lexicon)


def _whole_heading(heading: str, lexicon: Lexicon) -> tuple[Person, ...]:
    """Return the leader of whom a heading gives nothing but offices and name: 二、副县长、县公安局局长  王  某（挂职）.

    The signs of a short name may stand apart, as printers set them under longer ones.
    """
    numeral = read_numeral(heading, lexicon.folded(heading))
    words = heading[numeral.end :] if numeral else heading
    printed = _OFFICES_AND_NAME.fullmatch(words.strip(" \u3000：:"))
    if printed is None:
        return ()
    offices = [one for one in re.split("[、，,]", printed["offices"]) if one]
    name = "".join(printed["name"].removesuffix("同志").split())
    people = lexicon.people
    if not all(one.endswith(people.duties) for one in offices) or set(name) & set(
        people.not_in_names
    ):
        return ()
    # A gap behind the office tells that a name follows, whichever it is.
    is_short = len(name) < _LONGEST_NAME and printed["mark"].isspace()
    is_name = is_short or name[:1] in people.surnames or name.startswith(people.compound_surnames)
    if not (is_name and _is_personal(name, people)) or name.endswith(people.duties):
        return ()
    return (Person(name=name, duty=printed["offices"]),)


@functools.cache
def _leader_forms(people: People) -> tuple[re.Pattern[str], ...]:
    """Return how the last leader of some words is named: behind the office, with a surname or without, or before it."""
    duties = "|".join(map(re.escape, sorted(people.duties, key=len, reverse=True)))
    duty = rf"(?P<duty>(?:常务|区委|县委|市委|区|县|市|政府|党组|党委|副){{0,3}}(?:{duties}))"
    plain = rf"(?:(?![副{people.not_in_names}])[\u4e00-\u9fff])"
    known = rf"(?P<name>[{people.surnames}][\u4e00-\u9fff]{{1,2}})$"
    other = rf"(?P<name>{plain}{{3,4}}|{plain}{{2,8}}·[\u4e00-\u9fff·]{{2,12}})$"
    start = r"(?:^|(?<=[、，,：:。.）) 和]))"
    return (
        re.compile(duty + known),
        re.compile(duty + other),
        re.compile(rf"{known[:-1]}{duty}$"),
        re.compile(rf"{start}{other[:-1]}{duty}$"),
    )


def _is_personal(name: str, people: People) -> bool:
    """Return whether signs beside an office can be a name: 亲自, 分管领导 and 高标准 are none."""
    others = (*people.followers, *people.not_names, *people.duties, *people.acts)
    return not any(word in name for word in others if len(word) > 1)


def _take_day(roles: Roles, one: Statement, year: int | None) -> None:
    """Take note of a deadline: the day it names, else its words as they stand (持续推进; 8月底前 without a year)."""
    if day := day_of(one.words, year):
        roles.due = (*roles.due, (day, one.words))
    else:
        roles.kept = (*roles.kept, f"{one.label}：{one.words}" if one.label else one.words)
