"""What a notice claims about itself, tested against the records.

In: ``Content``. Out: one ``ClaimResult`` a claim: what is stated, what the records give, whether they
agree, and for what reason. The stated figure is never touched; where the records cannot decide,
``agrees`` is None and the reason says why.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from tongbao.records.content import Content, UnitNames, Vocabulary, vocabulary_of
from tongbao.records.model import Assignment, Claim, Notice, Plan, Task, Update
from tongbao.records.shares import shares

Figure = int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a reason adds to its rule, as it follows in the sentence; ``{}`` stands for the names."""

    form: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim came out as it did: the rule by which it was tested, which names nobody, then notes that may.

    ``unshown`` counts names that an edition does not hold.
    """

    rule: str
    notes: tuple[Note, ...] = ()
    unshown: int = 0

    @property
    def sentence(self) -> str:
        """The reason in words."""
        said = "".join(note.form.format("、".join(note.names)) for note in self.notes)
        unshown = f"；另有{self.unshown}家不在本版公开" if self.unshown else ""
        return self.rule + said + unshown

    def nameless(self, unshown: int = 0) -> "Reason":
        """Return the reason for an edition that holds ``unshown`` of the names not: its rule alone."""
        return Reason(self.rule, unshown=unshown)


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """One claim beside the records; ``extra`` are names that the records give and the notice does not."""

    notice: str
    claim: str
    stated: Figure
    found: Figure | None
    agrees: bool | None
    reason: Reason
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """One statement of the notice: the task, its assignment and the update, None where it only sets the task."""

    task: Task
    assignment: Assignment
    update: Update | None

    @property
    def status(self) -> str:
        """The status as printed, "" where none is."""
        return (self.update and self.update.status) or ""

    @property
    def subject(self) -> str:
        """Whom the status is about where that is not the unit that leads, else ""."""
        return (self.update and self.update.subject) or ""


@dataclass(frozen=True, slots=True)
class _Evidence:
    """All that the records hold of one notice; ``plans`` are those its rows belong to."""

    notice: Notice
    rows: tuple[_Row, ...]
    units: UnitNames
    vocabulary: Vocabulary

    def unit_name(self, printed: str) -> str:
        """Return the registry's name for a unit as printed, the printed one where it is unknown."""
        unit = self.units.find(printed)
        return unit.name if unit else printed

    def leads(self) -> tuple[str, ...]:
        """Return the units that lead, each once, in order."""
        return _each_once(self.unit_name(name) for row in self.rows for name in row.assignment.lead)

    def statuses(self) -> Mapping[str, int]:
        """Return how many statements have each status word, in declared order."""
        words = [status.word for status in self.vocabulary.statuses]
        counts = dict.fromkeys(words, 0)
        for row in self.rows:
            status = self.vocabulary.find(row.status)
            # A county's status is not that of the task.
            if status and not row.subject:
                counts[status.word] += 1
        return counts


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def claim_results(content: Content) -> tuple[ClaimResult, ...]:
    """Return every claim of every notice, tested, in the notices' own order."""
    rows = _rows_by_notice(content.tasks)
    return tuple(
        _test(claim, evidence)
        for notice in content.notices
        if notice.claims
        for evidence in (_evidence(content, notice, rows.get(notice.id, ())),)
        for claim in notice.claims
    )


def _rows_by_notice(tasks: Iterable[Task]) -> dict[str, list[_Row]]:
    """Return what each notice says: its updates, or the tasks it sets where it makes no update."""
    rows: dict[str, list[_Row]] = {}
    setting: dict[str, list[_Row]] = {}
    for task in tasks:
        for assignment in task.assignments:
            setting.setdefault(task.source.notice, []).append(_Row(task, assignment, None))
            for update in assignment.updates:
                printed = assignment.as_printed_in(update)
                rows.setdefault(update.source.notice, []).append(_Row(task, printed, update))
    return {**setting, **rows}


def _evidence(content: Content, notice: Notice, rows: Iterable[_Row]) -> _Evidence:
    """Gather what the records hold of one notice; a notice without rows has nothing to test against."""
    rows = tuple(rows)
    plan = _plan_of(content, notice, rows)
    registry = content.registry(plan.district if plan else "")
    vocabulary = vocabulary_of(content.settings, plan) if plan else Vocabulary(())
    return _Evidence(notice, rows, UnitNames(registry), vocabulary)


def _plan_of(content: Content, notice: Notice, rows: tuple[_Row, ...]) -> Plan | None:
    for plan in content.plans:
        if (rows and rows[0].task.plan == plan.id) or (not rows and notice.id in plan.notices):
            return plan
    return None


def _test(claim: Claim, evidence: _Evidence) -> ClaimResult:
    kind, _, word = claim.claim.partition(":")
    return _TESTS[kind](claim, word, evidence)


def _result(
    claim: Claim,
    evidence: _Evidence,
    found: Figure | None,
    agrees: bool | None,
    rule: str,
    *notes: Note,
) -> ClaimResult:
    reason = Reason(rule, notes)
    return ClaimResult(evidence.notice.id, claim.claim, claim.stated, found, agrees, reason)


def _tasks(claim: Claim, _: str, evidence: _Evidence) -> ClaimResult:
    numbered = {row.task.key for row in evidence.rows if row.task.is_counted}
    found = len(numbered)
    return _result(claim, evidence, found, found == claim.stated, "数本文件记录的大项")


def _assignments(claim: Claim, _: str, evidence: _Evidence) -> ClaimResult:
    found = sum(row.task.is_counted for row in evidence.rows)
    return _result(claim, evidence, found, found == claim.stated, "数本文件记录的分项，一行一项")


def _lead_units(claim: Claim, _: str, evidence: _Evidence) -> ClaimResult:
    """Count the units that lead; a group counts for its members where the registry knows them."""
    names = evidence.leads()
    rule = f"牵头单位栏共{len(names)}个名称"
    groups = [unit for name in names if (unit := evidence.units.find(name)) and unit.scope]
    open_groups = [unit.name for unit in groups if unit.scope == "some" or not unit.members]
    if open_groups:
        agrees = True if len(names) == claim.stated else None
        note = Note("；{}的成员不明，不能展开", tuple(open_groups))
        return _result(claim, evidence, len(names), agrees, rule, note)
    members = {unit.name: unit.members for unit in groups}
    expanded = _each_once(
        evidence.unit_name(member) for name in names for member in members.get(name, (name,))
    )
    notes = (
        Note(f"，{{}}按单位库展开为{len(inside)}家", (name,)) for name, inside in members.items()
    )
    found = len(names) if len(names) == claim.stated else len(expanded)
    return _result(claim, evidence, found, found == claim.stated, rule, *notes)


def _status_count(claim: Claim, word: str, evidence: _Evidence) -> ClaimResult:
    status = evidence.vocabulary.find(word)
    if status is None:
        return _result(claim, evidence, None, None, f"用词表里没有“{word}”")
    found = evidence.statuses()[status.word]
    if not found and claim.stated and evidence.notice.kind != "ledger":
        rule = f"文件没有列出“{status.word}”的事项，记录不能判定"
        return _result(claim, evidence, None, None, rule)
    return _result(
        claim, evidence, found, found == claim.stated, f"数完成情况为“{status.word}”的分项"
    )


def _status_share(claim: Claim, word: str, evidence: _Evidence) -> ClaimResult:
    status = evidence.vocabulary.find(word)
    counted = [entry.word for entry in evidence.vocabulary.statuses if entry.base]
    counts = evidence.statuses()
    base = sum(counts[entry] for entry in counted)
    if status is None or status.word not in counted or base == 0:
        return _result(claim, evidence, None, None, f"“{word}”不在占比的基数里")
    if evidence.notice.kind != "ledger" and not _all_named(evidence):
        return _result(claim, evidence, None, None, "文件没有逐项列出全部事项，占比不能判定")
    found = shares([counts[entry] for entry in counted])[counted.index(status.word)]
    rule = f"{counts[status.word]}项占{base}项，按最大余额法取整，各档合计100%"
    return _result(claim, evidence, found, found == claim.stated, rule)


def _all_named(evidence: _Evidence) -> bool:
    """Return whether the records hold as many of each status as the notice counts."""
    counts = evidence.statuses()
    return all(
        counts.get(status.word if status else "") == claim.stated
        for claim in evidence.notice.claims
        if claim.claim.startswith("status_count:")
        for status in (evidence.vocabulary.find(claim.claim.partition(":")[2]),)
    )


def _units_praised(claim: Claim, _: str, evidence: _Evidence) -> ClaimResult:
    """Praise follows no rule the records know: only whether the units stand in the table is shown."""
    leading = set(evidence.leads())
    stated = _names(claim)
    found = tuple(name for name in stated if evidence.unit_name(name) in leading)
    note = Note(f"；所列{len(stated)}家中{len(found)}家在表中牵头")
    return _result(claim, evidence, found, None, "表扬没有公开的规则，记录不能判定", note)


def _units_lagging(claim: Claim, _: str, evidence: _Evidence) -> ClaimResult:
    """Compare the list with the units whose own rows have a lagging status."""
    lagging = {status.word for status in evidence.vocabulary.statuses if status.lagging}
    found: list[str] = []
    for row in evidence.rows:
        status = evidence.vocabulary.find(row.status)
        if status and status.word in lagging:
            found += [evidence.unit_name(name) for name in row.assignment.counted_units]
    names = _each_once(found)
    as_stated = {evidence.unit_name(name): name for name in _names(claim)}
    extra = tuple(name for name in names if name not in as_stated)
    missing = tuple(stated for name, stated in as_stated.items() if name not in names)
    agrees = _lists_agree(missing, extra, names, evidence.units)
    differ = {
        "；公布了而记录中没有滞后分项：{}": missing,
        "；记录中有滞后分项而没有公布：{}": extra,
    }
    notes = (Note(form, some) for form, some in differ.items() if some)
    shown = tuple(as_stated.get(name, name) for name in names)
    rule = "记录中有滞后分项的单位（行内另写责任单位的，按责任单位计）"
    return replace(_result(claim, evidence, shown, agrees, rule, *notes), extra=extra)


def _lists_agree(
    missing: tuple[str, ...], extra: tuple[str, ...], names: tuple[str, ...], units: UnitNames
) -> bool | None:
    """Return None where a group of unknown members may hold the units that are missing."""
    if missing:
        groups = [unit for name in names if (unit := units.find(name)) and unit.scope]
        return None if any(not group.members for group in groups) else False
    return not extra


def _list_length(claim: Claim, name: str, evidence: _Evidence) -> ClaimResult:
    """Count a list that is named by its subject and status (某县推进缓慢), or by the words over it (10件实事)."""
    found = sum(
        row.task.section == name
        or (row.update is not None and f"{row.subject}{row.status}" == name)
        for row in evidence.rows
    )
    if found:
        rule = f"数记录中“{name}”的事项"
        return _result(claim, evidence, found, found == claim.stated, rule)
    return _result(claim, evidence, None, None, f"记录里没有名为“{name}”的清单")


def _names(claim: Claim) -> tuple[str, ...]:
    return claim.stated if isinstance(claim.stated, tuple) else ()


_TESTS: Mapping[str, Callable[[Claim, str, _Evidence], ClaimResult]] = {
    "tasks": _tasks,
    "assignments": _assignments,
    "lead_units": _lead_units,
    "status_count": _status_count,
    "status_share": _status_share,
    "units_praised": _units_praised,
    "units_lagging": _units_lagging,
    "list_length": _list_length,
}
