"""Who answers for the rows of a task: units by role, leaders, persons, deadlines.

In: the rows of one task and the ``Context`` of their notice. Out: an ``Answer`` a row. A cell merged over several
rows is read once and holds for all of them; a lead so merged is shared. What is inferred becomes a review mark.
"""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tongbao.notices.cell_kinds import Kinds
from tongbao.notices.ledger_rows import LedgerRow
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.names import Persons, UnitReader, Units, by_verbs, paired, read_persons
from tongbao.notices.quantities.days import day_of
from tongbao.notices.reading import Context
from tongbao.notices.remarks import Remark
from tongbao.notices.responsibility.statements import Speech
from tongbao.records.model import Person

_LONGEST_BRACKET = 400
_UNIT_ROLES = ("lead", "responsible", "cooperating")
_CLOSING_BRACKET = re.compile(
    r"[（(\[【]([^（()）：:]{2,10})[：:]([^（()）]+)[)）\]】][。；;]?\s*$"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A row with those who answer for it, its own or one with the row above.

    ``due`` are days with the words that set them.
    """

    row: LedgerRow
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    leaders: tuple[Person, ...] = ()
    persons: tuple[Person, ...] = ()
    due: tuple[tuple[datetime.date, str], ...] = ()
    shared: bool = False


@dataclass(slots=True)
class Asking:
    """What the rows of one task are asked with, and what was found out on the way.

    ``year`` is that of the notice, for days printed without one; ``before`` answers for the row above the task,
    whose cells may reach down into it, and in the end for the task's own last row.
    """

    context: Context
    year: int | None
    kinds: Kinds
    speech: Speech
    before: Answer | None = None
    rows: tuple[LedgerRow, ...] = ()
    review: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def answers(self, rows: Sequence[LedgerRow]) -> list[Answer]:
        """Return who answers for each row, and note what is inferred and what is left open."""
        found: list[Answer] = []
        self.rows = tuple(rows)
        for row in rows:
            above = found[-1] if found else None
            shares = above is not None and _goes_on(row, "lead")
            if above and shares:
                if "lead" not in row.merged:
                    self.review.append("lead: 单位一格为空，承接上一行")
                found[-1] = above = replace(above, shared=True)
            found.append(self._answer(row, above or self.before, shares=shares))
        self.before = found[-1] if found else self.before
        return [self._with_persons(answer) for answer in found]

    def _answer(self, row: LedgerRow, above: Answer | None, *, shares: bool) -> Answer:
        units = {
            role: above.units.get(role, ())
            if above and (role in row.merged or (shares and role == "lead"))
            else self._units(row, role)
            for role in _UNIT_ROLES
        }
        people = {
            role: getattr(above, role)
            if above and self._is_shared(row, role, shares=shares)
            else self._people(row, role)
            for role in ("leaders", "persons")
        }
        due = above.due if above and "due" in row.merged else self._due(row)
        units = by_verbs(units, self.context.lexicon)
        for role in _UNIT_ROLES:
            units |= self._said_by_verbs(row.text(role))
        if not any(role in row.cells for role in _UNIT_ROLES):
            units |= self._in_task(row.text("task"))
        for role, names in self._stated(row).items():
            # What a row says itself is nearer than a cell that it shares with others.
            if not units[role] or self._is_of_several(row, role):
                units[role] = names
        return Answer(row, units, **people, due=due, shared=shares)

    def _said_by_verbs(self, text: str) -> dict[str, tuple[str, ...]]:
        """Return the units by role of a cell that says it with verbs: ``甲局牵头，乙局、丙局配合``."""
        said = self.speech.said(f"（{' '.join(text.split())}）")
        roles = [one.role for one in said.statements]
        if said.form != "bracket" or not set(roles) <= set(_UNIT_ROLES) or "" in roles:
            return {}
        return {one.role: self.context.units.read(one.words).names for one in said.statements}

    def _in_task(self, text: str) -> dict[str, tuple[str, ...]]:
        """Return the units that a bracket behind a task names, in a table that has no column of them."""
        words = _last_bracket(text)
        if self.kinds.of(words) in ("unit", "units"):
            return {"responsible": self.context.units.read(words).names}
        return self._said_by_verbs(words) if words else {}

    def _stated(self, row: LedgerRow) -> dict[str, tuple[str, ...]]:
        """Return the units by role that brackets at the end of a row's task and of its progress name."""
        found: dict[str, tuple[str, ...]] = {}
        for column in ("task", "text"):
            found |= roles_in_bracket(row.text(column), self.context.lexicon, self.context.units)
        return found

    def _is_of_several(self, row: LedgerRow, role: str) -> bool:
        return role in row.merged or any(role in one.merged for one in self.rows if one is not row)

    @staticmethod
    def _is_shared(row: LedgerRow, role: str, *, shares: bool) -> bool:
        return role in row.merged or (shares and role == "persons" and _goes_on(row, role))

    def _units(self, row: LedgerRow, role: str) -> tuple[str, ...]:
        units: Units = self.context.units.read(row.text(role), row.lines.get(role, ()))
        self.review += [f"{role}: {doubt}" for doubt in units.doubts]
        return units.names

    def _people(self, row: LedgerRow, role: str) -> tuple[Person, ...]:
        people: Persons = read_persons(
            row.text(role), self.context.lexicon, row.lines.get(role, ())
        )
        self.review += [f"{role}: {doubt}" for doubt in people.doubts]
        self.remarks += [Remark("repaired", row.spot, repair) for repair in people.repairs]
        return people.persons

    def _due(self, row: LedgerRow) -> tuple[tuple[datetime.date, str], ...]:
        words = " ".join(row.text("due").split())
        day = day_of(words, self.year)
        if words and day is None:
            self.remarks.append(Remark("open", row.spot, f"时限“{words}”不是某一天，没有记入"))
        return ((day, words),) if day else ()

    def _with_persons(self, answer: Answer) -> Answer:
        """Return an answer with its persons joined to units, where one unit or their order says to which."""
        units = answer.units["lead"] or answer.units["responsible"]
        persons, by_order = paired(answer.persons, units)
        if by_order and any(person.name for person in persons):
            joined = any(person.unit for person in persons)
            self.review.append(
                "persons: 责任人与单位按次序对应"
                if joined
                else "persons: 原文未写责任人属于哪家单位"
            )
        return replace(answer, persons=persons)


def _last_bracket(text: str) -> str:
    """Return what the bracket at the end of a text holds, brackets inside it included."""
    plain = text.rstrip("。；; \n")[-_LONGEST_BRACKET:]
    depth = 0
    for at in range(len(plain) - 1, -1, -1):
        depth += (plain[at] in "）)") - (plain[at] in "（(")
        if depth <= 0:
            return plain[at + 1 : -1]
    return ""


def _goes_on(row: LedgerRow, role: str) -> bool:
    return role in row.cells and (role in row.merged or not row.text(role).strip())


def roles_in_bracket(text: str, lexicon: Lexicon, units: UnitReader) -> dict[str, tuple[str, ...]]:
    """Return the role that a bracket at the end of a text names: ``（责任单位：发改委）``."""
    match = _CLOSING_BRACKET.search(text[-_LONGEST_BRACKET:])
    if match is None:
        return {}
    word = "".join(match[1].split())
    roles = [role for role, words in lexicon.labels.items() if word in words]
    return {role: units.read(match[2]).names for role in roles if role in _UNIT_ROLES}
