"""The records of ``content/``: one frozen class a record, fields in the order of the YAML.

In: plain data whose scalars are text (``yaml_in``). Out: values that cannot change, tuples
inside. A record given by a folder carries its own id, which its file's name states and the
YAML does not repeat. The words are those of the project's glossary in docs/design.md.
"""

import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from tongbao.records.scalars import (
    Date,
    Digest,
    Filled,
    Flag,
    Identifier,
    Moment,
    Period,
    PeriodOrPending,
    Visibility,
    Whole,
)


class Record(BaseModel):
    """A frozen record that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Record):
    """Where a statement was printed: the notice, its page and the running number of the table row.

    ``page`` is null for a format without pages; ``row`` counts the body rows of the notice's table
    from 1 and is null outside tables.
    """

    notice: Filled
    page: Whole | None = None
    row: Whole | None = None


class Person(Record):
    """Who answers for an assignment: a name with unit and duty, or an office without a name."""

    name: Filled | None = None
    unit: Filled | None = None
    duty: Filled | None = None
    office: Filled | None = None


class Due(Record):
    """A deadline that a notice states as one: the day, the words that state it, where they stand."""

    date: Date
    words: Filled
    source: Source


class Part(Record):
    """A labelled paragraph of an update, such as 机制建立情况."""

    label: Filled
    text: str


class Event(Record):
    """A dated happening inside an update; the text is a piece of the update's own.

    ``date`` is a day, or a month (``2022-09``) where the notice prints no day: 9月上旬, 3月底.
    """

    date: Moment
    date_to: Moment | None = None
    text: Filled
    units: tuple[Filled, ...] = ()
    persons: tuple[Filled, ...] = ()
    firms: tuple[Filled, ...] = ()


class Printed(Record):
    """What an edition printed where it differs from the task: only those fields are present."""

    number: str | None = None
    text: str | None = None
    lead: tuple[Filled, ...] | None = None
    responsible: tuple[Filled, ...] | None = None
    persons: tuple[Filled, ...] | None = None


class Completion(Record):
    """When an assignment was done with (完成、销号) and what proves it, as far as a notice or return says so.

    ``date`` is a day or a month; null where it is not stated.
    """

    date: Moment | None = None
    evidence: Filled | None = None


class Reply(Record):
    """The supervised unit's own say beside the office's status."""

    unit: Filled
    text: Filled
    date: Date


class Erratum(Record):
    """A dated correction: what the field said, what it says now, and who says so."""

    date: Date
    field: Filled
    was: str | None
    now: str | None
    source: Filled


# What an erratum can set right so that counts follow it; an erratum of another field is only shown.
_CORRECTED = ("status", "note", "subject", "text")


class Update(Record):
    """What one notice or return said about one assignment for one period.

    ``text`` is what stands outside the labelled ``parts``; ``said`` is all of it.
    ``persons`` and ``firms`` are those that the text names outside its events. ``period`` is 待补 where the
    notice prints none.
    """

    period: PeriodOrPending
    status: Filled | None = None
    note: Filled | None = None
    subject: Filled | None = None
    visibility: Visibility | None = None
    text: str = ""
    parts: tuple[Part, ...] = ()
    events: tuple[Event, ...] = ()
    persons: tuple[Filled, ...] = ()
    firms: tuple[Filled, ...] = ()
    printed: Printed = Printed()
    source: Source
    completion: Completion | None = None
    reply: Reply | None = None
    errata: tuple[Erratum, ...] = ()

    @property
    def said(self) -> str:
        """All that was said in words: the text, then every labelled part behind its label, a line a paragraph."""
        parts = (f"{part.label}：{part.text}" for part in self.parts)
        return "\n".join(filter(None, (self.text, *parts)))

    def known(self, until: datetime.date | None = None) -> "Update":
        """Return the update as its errata leave it, those dated after ``until`` not counted.

        The update itself stays as printed; of two errata of one field the later one holds.
        """
        right = {
            erratum.field: erratum.now or ("" if erratum.field == "text" else None)
            for erratum in sorted(self.errata, key=lambda erratum: erratum.date)
            if erratum.field in _CORRECTED and (until is None or erratum.date <= until)
        }
        return self.model_copy(update=right) if right else self


class Assignment(Record):
    """One line of responsibility within a task: a row of the ledger."""

    part: Filled
    label: Filled | None = None
    visibility: Visibility | None = None
    lead: tuple[Filled, ...] = ()
    lead_shared: Flag = False
    responsible: tuple[Filled, ...] = ()
    cooperating: tuple[Filled, ...] = ()
    leaders: tuple[Person, ...] = ()
    persons: tuple[Person, ...] = ()
    due: tuple[Due, ...] = ()
    updates: tuple[Update, ...] = ()

    @property
    def counted_units(self) -> tuple[str, ...]:
        """The units the assignment counts for: a shared lead counts only where the row names it."""
        if self.responsible and (self.lead_shared or not self.lead):
            return self.responsible
        return self.lead

    def as_printed_in(self, update: Update | None) -> "Assignment":
        """Return the assignment with the units that the edition of an update prints, where they are others."""
        printed = update.printed if update else Printed()
        units = {"lead": printed.lead, "responsible": printed.responsible}
        own = {role: names for role, names in units.items() if names is not None}
        return self.model_copy(update=own) if own else self


class Task(Record):
    """One line of a plan: content/tasks/<plan>/<id>.yml."""

    plan: str = Field(exclude=True)
    id: str = Field(exclude=True)
    number: Filled | None = None
    kind: Literal["task", "objective", "assessment"] = "task"
    text: Filled
    section: Filled | None = None
    visibility: Visibility | None = None
    supersedes: tuple[Filled, ...] = ()
    review: tuple[Filled, ...] = ()
    source: Source
    assignments: tuple[Assignment, ...]

    @property
    def path(self) -> str:
        """The task's file, relative to the site's folder."""
        return f"content/tasks/{self.plan}/{self.id}.yml"

    @property
    def is_counted(self) -> bool:
        """Whether lists and shares count it: an objective only heads its plan."""
        return self.kind != "objective"

    @property
    def is_graded(self) -> bool:
        """Whether its statuses are grades of an assessment, no progress of work."""
        return self.kind == "assessment"


class Reporting(Record):
    """A day on which units report back: it makes the deadlines page and no task overdue."""

    date: Date
    covers: Filled


class Opened(Record):
    """A period for which the units were sent forms, and the day: as under a ledger, a report can then be missing."""

    period: Period
    date: Date


class Bulletin(Record):
    """What a person decides of the bulletin of one period: its date and number, and who is named in it.

    ``praised`` and ``lagging`` are null until somebody has decided; an empty list says that nobody is named.
    ``issuer`` stands in where it is not the publisher of the site.
    """

    period: Period
    date: Date
    series: Filled = "督查通报"
    issue: Whole | None = None
    number: Filled | None = None
    issuer: Filled | None = None
    praised: tuple[Filled, ...] | None = None
    lagging: tuple[Filled, ...] | None = None


class Plan(Record):
    """A numbered list of tasks of one district: content/plans/<plan>.yml."""

    id: str = Field(exclude=True)
    title: Filled
    district: Identifier
    year: Whole
    visibility: Visibility = "intranet"
    vocabulary: Identifier = "default"
    reporting: tuple[Reporting, ...] = ()
    forms: tuple[Opened, ...] = ()
    notices: tuple[Filled, ...] = ()
    bulletins: tuple[Bulletin, ...] = ()
    review: tuple[Filled, ...] = ()

    @property
    def path(self) -> str:
        """The plan's file, relative to the site's folder."""
        return f"content/plans/{self.id}.yml"


class File(Record):
    """A file as received; ``origin`` says what it is where it is not the original.

    Of a copy made of what came, ``original`` is the digest of what came.
    """

    name: Filled
    sha256: Digest
    origin: Filled | None = None
    original: Digest | None = None


class Claim(Record):
    """A figure or list that a notice states about itself, as stated, with its words."""

    claim: Filled
    stated: Whole | tuple[Filled, ...]
    words: Filled
    page: Whole | None = None
    visibility: Visibility | None = None


class Passage(Record):
    """A paragraph of the notice outside its tables, as printed."""

    text: Filled
    heading: Flag = False
    page: Whole | None = None
    visibility: Visibility | None = None


class Notice(Record):
    """A source document as received: content/notices/<id>.yml."""

    id: str = Field(exclude=True)
    kind: Literal["ledger", "responsibility", "bulletin", "report", "news", "return"]
    title: Filled
    issuer: Filled | None = None
    number: Filled | None = None
    issue: Filled | None = None
    basis: Filled | None = None
    date: Date | None = None
    received: Date
    period: Period | None = None
    period_label: Filled | None = None
    visibility: Visibility | None = None
    review: tuple[Filled, ...] = ()
    files: tuple[File, ...] = ()
    claims: tuple[Claim, ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def path(self) -> str:
        """The notice's file, relative to the site's folder."""
        return f"content/notices/{self.id}.yml"


class Unit(Record):
    """A body or a group of bodies, as the registry knows it.

    A group has a ``scope``: ``all`` stands for its members (各乡（街道）), ``some`` for an unnamed part of
    them (相关单位) and is only shown. ``members`` are names of units of the same registry.
    """

    id: Identifier
    name: Filled
    aliases: tuple[Filled, ...] = ()
    scope: Literal["all", "some"] | None = None
    members: tuple[Filled, ...] = ()
    review: tuple[Filled, ...] = ()


class Registry(Record):
    """The units of one district: content/units/<district>.yml."""

    district: str = Field(exclude=True)
    units: tuple[Unit, ...] = ()

    @property
    def path(self) -> str:
        """The registry's file, relative to the site's folder."""
        return f"content/units/{self.district}.yml"
