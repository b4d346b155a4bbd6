"""What the units are asked: content and a period -> one form a unit, and one of all units.

In: content, a plan and a period. Out: ``Form`` values, each row with what was said last before the period. A unit is
asked for the assignments it is counted for, as a member of a group as well; what was closed before is asked of nobody.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tongbao.progress import merging, periods
from tongbao.progress.editions import Shown
from tongbao.progress.merging import Entry
from tongbao.progress.people import Participation
from tongbao.progress.survey import PlanView, Survey, survey
from tongbao.records.content import Content, vocabulary_of
from tongbao.records.model import Assignment, Notice, Opened, Plan, Task, Update
from tongbao.records.names import fitting

ALL = "全部单位"


@dataclass(frozen=True, slots=True)
class FormRow:
    """One assignment to report on. ``key`` finds it again, ``last`` is its latest report before the period.

    ``returned`` is what units have returned on it for the period itself: a line a unit, behind its name.
    """

    key: str
    number: str
    text: str
    label: str
    units: str
    persons: str
    last_period: str
    last_status: str
    last_text: str
    returned_status: str = ""
    returned_text: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What one unit is asked for a period; ``unit`` is its name, or 全部单位 where the office fills it itself."""

    plan: Plan
    period: str
    unit: str
    rows: tuple[FormRow, ...]
    words: tuple[str, ...]
    publisher: str

    @property
    def is_of_office(self) -> bool:
        """Whether it is the one of all units, which the office fills itself."""
        return self.unit == ALL

    @property
    def shows_returns(self) -> bool:
        """Whether it shows what units have returned for the period: that of the office, once anything came."""
        return self.is_of_office and any(
            row.returned_status or row.returned_text for row in self.rows
        )

    @property
    def title(self) -> str:
        """The title, such as 湛河区2022年重点工作2022年8月进展报送表."""
        return f"{self.plan.title}{periods.label(self.period)}进展报送表"

    @property
    def file_name(self) -> str:
        """The name of its workbook; signs that a disk refuses are left out, so that two may come to be the same."""
        unit = "".join(
            sign for sign in self.unit if sign not in '\\/:*?"<>|' and sign.isprintable()
        )
        return fitting(unit, f"-{periods.label(self.period)}报送表.xlsx")


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a period, that of all units first; ``unasked`` counts the rows that no unit's own form holds."""

    forms: tuple[Form, ...]
    unasked: int


def surveyed(content: Content) -> Survey:
    """Return the survey of all content, whoever may see it: the office and its units work with the whole."""
    return survey(Shown(content, "intranet"), (), {})


def view_of(found: Survey, plan: str) -> PlanView:
    """Return a plan of the survey; raises ``KeyError`` where there is none of that id."""
    for view in found.plans:
        if view.plan.id == plan:
            return view
    raise KeyError(plan)


def forms_of(content: Content, plan: str, period: str) -> Forms:
    """Return the forms of a plan for a period, units in the order of the plan."""
    found = surveyed(content)
    view = view_of(found, plan)
    words = tuple(status.word for status in vocabulary_of(content.settings, view.plan).statuses)
    publisher = content.settings.publisher.name
    asked = {_place(entry): entry for entry in _asked(found, view, period)}
    rows = {place: _row(entry, period, found.notices) for place, entry in asked.items()}
    own = tuple(_by_unit(found, view, asked))
    forms = [Form(view.plan, period, ALL, tuple(rows.values()), words, publisher)]
    for unit, places in own:
        mine = tuple(rows[place] for place in places)
        forms.append(Form(view.plan, period, unit, mine, words, publisher))
    held = {place for _, places in own for place in places}
    return Forms(tuple(forms), len(rows.keys() - held))


def outstanding(content: Content, plan: str, period: str) -> tuple[str, ...]:
    """Return the units whose forms of a period have not come back; none where the office has spoken or closed it."""
    view = view_of(surveyed(content), plan)
    closed = any(one.period == period and one.closed for one in view.plan.forms)
    if closed or period in view.ledgers:
        return ()
    came = returned_by(content, view.plan, period)
    asked = forms_of(content, plan, period).forms
    return tuple(form.unit for form in asked if not form.is_of_office and form.unit not in came)


def returned_by(content: Content, plan: Plan, period: str) -> frozenset[str | None]:
    """Return the units that have returned a form of a plan for a period."""
    return frozenset(
        notice.issuer
        for notice in content.notices
        if notice.kind == "return" and notice.period == period and notice.id in plan.notices
    )


def _place(entry: Entry) -> tuple[str, int]:
    return entry.task.id, entry.position


def _asked(found: Survey, view: PlanView, period: str) -> Iterator[Entry]:
    """Yield the assignments that are still open before a period, in the order of the latest ledger.

    What has ended, or what that ledger leaves out, is asked of nobody: it can be put on the form of the office by hand.
    """
    for entry in view.entries:
        before = merging.update_before(entry.assignment, period, found.notices)
        closed = before is not None and before.known().status in view.words.closing
        if entry.state not in ("ended", "finished", "not_listed") and not closed:
            yield merging.entry_of(view.plan, entry.task, entry.position, before)


def _by_unit(
    found: Survey, view: PlanView, asked: Iterable[tuple[str, int]]
) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    """Yield each unit that is counted for rows, by name, with their places in order."""
    open_ones = set(asked)
    for key, parts in found.directory.involved.units.items():
        unit = found.directory.units[key]
        mine = tuple(dict.fromkeys(_places(view, parts)))
        places = tuple(place for place in mine if place in open_ones)
        if key.district == view.plan.district and places and unit.scope is None:
            yield unit.name, places


def _places(view: PlanView, parts: Sequence[Participation]) -> Iterator[tuple[str, int]]:
    for part in parts:
        if part.role == "counted" and part.entry.plan.id == view.plan.id:
            yield _place(part.entry)


def _row(entry: Entry, period: str, notices: Mapping[str, Notice]) -> FormRow:
    part, last = entry.assignment, entry.update
    persons = [person.shown for person in part.persons]
    returned = merging.returned_in(part, period, notices)
    words = {
        unit: "，".join(filter(None, (one.status, one.note))) for unit, one in returned.items()
    }
    texts = {unit: one.said + _reply(one) for unit, one in returned.items()}
    return FormRow(
        key=key_of(entry.plan.id, entry.task.id, part.part, period),
        number=entry.task.number or "",
        text=entry.task.text,
        label=label_of(entry.task, part),
        units="、".join(part.counted_units),
        persons="、".join(filter(None, persons)),
        last_period=periods.label(last.period) if last else "",
        last_status=(last.status or "") if last else "",
        last_text=last.text if last else "",
        returned_status=_by_name(words),
        returned_text=_by_name(texts),
    )


def _reply(update: Update) -> str:
    return f"（单位说明：{update.reply.text}）" if update.reply else ""


def _by_name(said: Mapping[str, str]) -> str:
    return "\n".join(f"{unit}：{words}" for unit, words in said.items() if words)


def label_of(task: Task, part: Assignment) -> str:
    """Return what tells an assignment from the others of its task, "" where it is the only one without a name."""
    return part.label or (f"第{part.part}项" if len(task.assignments) > 1 else "")


def key_of(plan: str, task: str, part: str, period: str) -> str:
    """Return what finds a row of a form again, whatever became of the sheet: ``zhanhe-2022/8-1@2022-08``."""
    return f"{plan}/{task}-{part}@{period}"


def opened(plan: Plan, period: str, day: datetime.date) -> Plan:
    """Return the plan with a period for which forms are out; one that was opened before keeps its day."""
    if any(one.period == period for one in plan.forms):
        return plan
    forms = sorted(
        (*plan.forms, Opened(period=period, date=day)), key=lambda one: periods.order(one.period)
    )
    return plan.model_copy(update={"forms": tuple(forms)})
