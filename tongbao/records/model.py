"""The records of ``content/``: one frozen class a record, fields in the order of the YAML.

In: plain data whose scalars are text (``yaml_in``). Out: values that cannot change, tuples
inside. A record given by a folder carries its own id, which its file's name states and the
YAML does not repeat. The words are those of the project's glossary in docs/design.md.
"""

import datetime
from collections.abc import Container
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from tongbao.records.kinds import EndKind, NoticeKind
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


class Source(Record, title="出处"):
    """Where a statement was printed: the notice, its page and the running number of the table row.

    ``page`` is null for a format without pages; ``row`` counts the body rows of the notice's table
    from 1 and is null outside tables.
    """

    notice: Filled = Field(title="文件编号")
    page: Whole | None = Field(default=None, title="页码")
    row: Whole | None = Field(default=None, title="表中行次")


class Person(Record, title="人员"):
    """Who answers for an assignment: a name with unit and duty, or an office without a name."""

    name: Filled | None = Field(default=None, title="姓名")
    unit: Filled | None = Field(default=None, title="单位")
    duty: Filled | None = Field(default=None, title="职务")
    office: Filled | None = Field(default=None, title="职位（不写姓名时）")

    @property
    def shown(self) -> str:
        """What stands for the person on a page: the name, else the office."""
        return self.name or self.office or ""


class Due(Record, title="时限"):
    """A deadline that a notice states as one: the day, the words that state it, where they stand."""

    date: Date = Field(title="日期")
    words: Filled = Field(title="原话")
    source: Source = Field(title="出处")


class Part(Record, title="带小标题的段落"):
    """A labelled paragraph of an update, such as 机制建立情况."""

    label: Filled = Field(title="小标题")
    text: str = Field(title="内容")


class Event(Record, title="事项"):
    """A dated happening inside an update; the text is a piece of the update's own.

    ``date`` is a day, or a month (``2022-09``) where the notice prints no day: 9月上旬, 3月底.
    """

    date: Moment = Field(title="日期")
    date_to: Moment | None = Field(default=None, title="结束日期")
    text: Filled = Field(title="原话")
    units: tuple[Filled, ...] = Field(default=(), title="单位")
    persons: tuple[Filled, ...] = Field(default=(), title="人员")
    firms: tuple[Filled, ...] = Field(default=(), title="企业")


class Printed(Record, title="该期文件印得不同之处"):
    """What an edition printed where it differs from the task: only those fields are present."""

    number: str | None = Field(default=None, title="序号")
    text: str | None = Field(default=None, title="任务内容")
    lead: tuple[Filled, ...] | None = Field(default=None, title="牵头单位")
    responsible: tuple[Filled, ...] | None = Field(default=None, title="责任单位")
    cooperating: tuple[Filled, ...] | None = Field(default=None, title="配合单位")
    leaders: tuple[Filled, ...] | None = Field(default=None, title="责任领导")
    persons: tuple[Filled, ...] | None = Field(default=None, title="责任人")


class Restated(Record, title="重新下达"):
    """What a later notice that reports no progress, such as a second decomposition, prints otherwise."""

    source: Source = Field(title="出处")
    printed: Printed = Field(title="印得不同之处")


class Completion(Record, title="办结"):
    """When an assignment was done with (完成、销号) and what proves it, as far as a notice or return says so.

    ``date`` is a day or a month; null where it is not stated.
    """

    date: Moment | None = Field(default=None, title="办结日期")
    evidence: Filled | None = Field(default=None, title="办结依据")


class Reply(Record, title="单位说明"):
    """The supervised unit's own say beside the office's status."""

    unit: Filled = Field(title="单位")
    text: Filled = Field(title="说明")
    date: Date = Field(title="日期")


class Erratum(Record, title="更正"):
    """A dated correction: what the field said, what it says now, and who says so."""

    date: Date = Field(title="更正日期")
    field: Filled = Field(title="更正的项")
    was: str | None = Field(title="原来")
    now: str | None = Field(title="改为")
    source: Filled = Field(title="依据")


# What an erratum can set right so that counts follow it; an erratum of another field is only shown.
_CORRECTED = ("status", "note", "subject", "text")


class Update(Record, title="进展"):
    """What one notice or return said about one assignment for one period.

    ``text`` is what stands outside the labelled ``parts``; ``said`` is all of it.
    ``persons`` and ``firms`` are those that the text names outside its events. ``period`` is 待补 where the
    notice prints none.
    """

    period: PeriodOrPending = Field(title="期次")
    status: Filled | None = Field(default=None, title="完成情况")
    note: Filled | None = Field(default=None, title="完成情况下的另一行字")
    subject: Filled | None = Field(default=None, title="对象")
    visibility: Visibility | None = Field(default=None, title="公开范围")
    text: str = Field(default="", title="进展原文")
    parts: tuple[Part, ...] = Field(default=(), title="带小标题的段落")
    events: tuple[Event, ...] = Field(default=(), title="事项")
    persons: tuple[Filled, ...] = Field(default=(), title="事项以外提到的人员")
    firms: tuple[Filled, ...] = Field(default=(), title="事项以外提到的企业")
    printed: Printed = Field(default=Printed(), title="该期文件印得不同之处")
    source: Source = Field(title="出处")
    completion: Completion | None = Field(default=None, title="办结")
    reply: Reply | None = Field(default=None, title="单位说明")
    errata: tuple[Erratum, ...] = Field(default=(), title="更正")

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


class Assignment(Record, title="分项"):
    """One line of responsibility within a task: a row of the ledger."""

    part: Filled = Field(title="项次")
    label: Filled | None = Field(default=None, title="项名")
    visibility: Visibility | None = Field(default=None, title="公开范围")
    lead: tuple[Filled, ...] = Field(default=(), title="牵头单位")
    lead_shared: Flag = Field(default=False, title="牵头单位是否几项合并一格")
    responsible: tuple[Filled, ...] = Field(default=(), title="责任单位")
    cooperating: tuple[Filled, ...] = Field(default=(), title="配合单位")
    leaders: tuple[Person, ...] = Field(default=(), title="责任领导")
    persons: tuple[Person, ...] = Field(default=(), title="责任人")
    due: tuple[Due, ...] = Field(default=(), title="时限")
    restated: tuple[Restated, ...] = Field(default=(), title="重新下达")
    updates: tuple[Update, ...] = Field(default=(), title="进展")

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


class Ended(Record, title="结束"):
    """How a task ended before its plan did, as a person decided: since when, by what notice, why.

    ``into`` are the tasks that go on in its place, ``plan/id`` each, where it was merged or split.
    """

    kind: EndKind = Field(title="结束的方式")
    date: Date = Field(title="结束日期")
    into: tuple[Filled, ...] = Field(default=(), title="接着做的任务")
    notice: Filled | None = Field(default=None, title="依据的文件")
    reason: Filled | None = Field(default=None, title="原因")


class Task(Record, title="任务"):
    """One line of a plan: content/tasks/<plan>/<id>.yml."""

    plan: str = Field(exclude=True, title="清单编号")
    id: str = Field(exclude=True, title="任务编号")
    number: Filled | None = Field(default=None, title="序号")
    kind: Literal["task", "objective", "assessment"] = Field(default="task", title="种类")
    text: Filled = Field(title="任务内容")
    section: Filled | None = Field(default=None, title="所在部分")
    visibility: Visibility | None = Field(default=None, title="公开范围")
    supersedes: tuple[Filled, ...] = Field(default=(), title="接续的往年任务")
    ended: Ended | None = Field(default=None, title="结束")
    review: tuple[Filled, ...] = Field(default=(), title="待核对")
    source: Source = Field(title="出处")
    assignments: tuple[Assignment, ...] = Field(title="分项")

    @property
    def key(self) -> str:
        """The task's name among all tasks, as ``supersedes`` writes it: plan/id."""
        return f"{self.plan}/{self.id}"

    @property
    def path(self) -> str:
        """The task's file, relative to the site's folder."""
        return f"content/tasks/{self.key}.yml"

    @property
    def updates(self) -> tuple[Update, ...]:
        """The updates of all its assignments, in their order."""
        return tuple(update for part in self.assignments for update in part.updates)

    def without_names_but(self, known: Container[str]) -> "Task":
        """Return the task naming, among the tasks that it carries on or went into, only those that are known."""
        supersedes = tuple(name for name in self.supersedes if name in known)
        ended = self.ended
        if ended:
            into = tuple(name for name in ended.into if name in known)
            ended = ended.model_copy(update={"into": into})
        return self.model_copy(update={"supersedes": supersedes, "ended": ended})

    @property
    def is_counted(self) -> bool:
        """Whether lists and shares count it: an objective only heads its plan."""
        return self.kind != "objective"

    @property
    def is_graded(self) -> bool:
        """Whether its statuses are grades of an assessment, no progress of work."""
        return self.kind == "assessment"


class Reporting(Record, title="报送日期"):
    """A day on which units report back: it makes the deadlines page and no task overdue."""

    date: Date = Field(title="报送日期")
    covers: Filled = Field(title="报送时段")


class Opened(Record, title="发过报送表的期次"):
    """A period for which the units were sent forms, and the day.

    A report is missing only once the period is closed: on the day ``closed``, else on the first day on which the plan
    asks for reports after ``date``.
    """

    period: Period = Field(title="期次")
    date: Date = Field(title="发表的日子")
    closed: Date | None = Field(default=None, title="截止的日子")


class Bulletin(Record, title="一期通报"):
    """What a person decides of the bulletin of one period: its date and number, and who is named in it.

    ``praised`` and ``lagging`` are null until somebody has decided; an empty list says that nobody is named.
    ``issuer`` stands in where it is not the publisher of the site.
    """

    period: Period = Field(title="期次")
    date: Date = Field(title="成文日期")
    series: Filled = Field(default="督查通报", title="通报名称")
    issue: Whole | None = Field(default=None, title="期号")
    number: Filled | None = Field(default=None, title="发文字号")
    issuer: Filled | None = Field(default=None, title="发文单位（不是主办单位时）")
    praised: tuple[Filled, ...] | None = Field(default=None, title="表扬单位")
    lagging: tuple[Filled, ...] | None = Field(default=None, title="滞后单位")


class Plan(Record, title="任务清单"):
    """A numbered list of tasks of one district: content/plans/<plan>.yml."""

    id: str = Field(exclude=True, title="清单编号")
    title: Filled = Field(title="标题")
    district: Identifier = Field(title="区划")
    year: Whole = Field(title="年度")
    visibility: Visibility = Field(default="intranet", title="公开范围")
    vocabulary: Identifier = Field(default="default", title="完成情况用词表")
    reporting: tuple[Reporting, ...] = Field(default=(), title="报送日期")
    forms: tuple[Opened, ...] = Field(default=(), title="发过报送表的期次")
    notices: tuple[Filled, ...] = Field(default=(), title="依据的文件")
    bulletins: tuple[Bulletin, ...] = Field(default=(), title="各期通报")
    review: tuple[Filled, ...] = Field(default=(), title="待核对")

    @property
    def path(self) -> str:
        """The plan's file, relative to the site's folder."""
        return f"content/plans/{self.id}.yml"


class File(Record, title="收到的文件"):
    """A file as received; ``origin`` says what it is where it is not the original.

    Of a copy made of what came, ``original`` is the digest of what came.
    """

    name: Filled = Field(title="文件名")
    sha256: Digest = Field(title="校验值")
    origin: Filled | None = Field(default=None, title="来历（不是原件时）")
    original: Digest | None = Field(default=None, title="来件的校验值（存的是副本时）")


class Claim(Record, title="公布数"):
    """A figure or list that a notice states about itself, as stated, with its words."""

    claim: Filled = Field(title="公布数的种类")
    stated: Whole | tuple[Filled, ...] = Field(title="公布的数或名单")
    words: Filled = Field(title="原话")
    page: Whole | None = Field(default=None, title="页码")
    visibility: Visibility | None = Field(default=None, title="公开范围")


class Passage(Record, title="正文段落"):
    """A paragraph of the notice outside its tables, as printed."""

    text: Filled = Field(title="段落")
    heading: Flag = Field(default=False, title="是否标题")
    page: Whole | None = Field(default=None, title="页码")
    visibility: Visibility | None = Field(default=None, title="公开范围")


class Unread(Record, title="没有读成记录的文字"):
    """A line of a notice that stands in no record, without white space, until a person has looked at it."""

    text: Filled = Field(title="文字")
    page: Whole | None = Field(default=None, title="页码")


class Notice(Record, title="文件"):
    """A source document as received: content/notices/<id>.yml."""

    id: str = Field(exclude=True, title="文件编号")
    kind: NoticeKind = Field(title="种类")
    title: Filled = Field(title="标题")
    issuer: Filled | None = Field(default=None, title="发文单位")
    number: Filled | None = Field(default=None, title="文号")
    issue: Filled | None = Field(default=None, title="期号")
    basis: Filled | None = Field(default=None, title="依据")
    date: Date | None = Field(default=None, title="成文日期")
    received: Date = Field(title="收到日期")
    period: Period | None = Field(default=None, title="期次")
    period_label: Filled | None = Field(default=None, title="期次原话")
    visibility: Visibility | None = Field(default=None, title="公开范围")
    review: tuple[Filled, ...] = Field(default=(), title="待核对")
    files: tuple[File, ...] = Field(default=(), title="收到的文件")
    claims: tuple[Claim, ...] = Field(default=(), title="公布数")
    passages: tuple[Passage, ...] = Field(default=(), title="正文段落")
    unread: tuple[Unread, ...] = Field(default=(), title="没有读成记录的文字")

    @property
    def day(self) -> datetime.date:
        """The day from which it counts: that it prints, else that on which it came."""
        return self.date or self.received

    @property
    def path(self) -> str:
        """The notice's file, relative to the site's folder."""
        return f"content/notices/{self.id}.yml"


class FormerName(Record, title="曾用名"):
    """A name that a unit bore before, and from when until when."""

    name: Filled = Field(title="曾用名")
    since: Date | None = Field(default=None, title="启用日期")
    until: Date | None = Field(default=None, title="停用日期")


class Unit(Record, title="单位"):
    """A body or a group of bodies, as the registry knows it.

    A group has a ``scope``: ``all`` stands for its members (各乡（街道）), ``some`` for an unnamed part of
    them (相关单位) and is only shown. ``members`` are names of units of the same registry, and so are
    ``successors``: those that go on with its work ``until`` whose day it was there. One renamed stays the same unit and
    has its names of then in ``formerly``.
    """

    id: Identifier = Field(title="单位编号")
    name: Filled = Field(title="单位名称")
    aliases: tuple[Filled, ...] = Field(default=(), title="别名")
    formerly: tuple[FormerName, ...] = Field(default=(), title="曾用名")
    scope: Literal["all", "some"] | None = Field(default=None, title="单位组的范围")
    members: tuple[Filled, ...] = Field(default=(), title="单位组的成员")
    since: Date | None = Field(default=None, title="设立日期")
    until: Date | None = Field(default=None, title="撤并日期")
    successors: tuple[Filled, ...] = Field(default=(), title="承接的单位")
    review: tuple[Filled, ...] = Field(default=(), title="待核对")

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that it goes by or went by, its own first."""
        return (self.name, *self.aliases, *(one.name for one in self.formerly))


class Registry(Record, title="单位名录"):
    """The units of one district: content/units/<district>.yml."""

    district: str = Field(exclude=True, title="区划")
    units: tuple[Unit, ...] = Field(default=(), title="单位")

    @property
    def path(self) -> str:
        """The registry's file, relative to the site's folder."""
        return f"content/units/{self.district}.yml"
