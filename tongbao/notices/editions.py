"""A later edition of a ledger, or a corrected one, joined to the tasks that stand.

In: the tasks of a plan and those just read. Out: the tasks as they shall stand, and every change in words. An edition
is compared with the last one (``last_edition``). What it prints otherwise goes into ``printed`` of its update, or into
``restated`` where it brings none; a correction of the same period becomes dated errata, and what was printed stays.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tongbao.notices.endings import Ending, endings
from tongbao.notices.last_edition import (
    LISTS,
    PEOPLE,
    UNITS,
    Notices,
    as_last_printed,
    editions,
    is_listed,
    last_day,
    last_list,
    wordings,
)
from tongbao.notices.matching import (
    LinePair,
    MatchedPair,
    Pairs,
    UnitName,
    bare_text,
    pair_lines,
    pair_tasks,
)
from tongbao.notices.remarks import Remark
from tongbao.records import marks
from tongbao.records.decisions import Decided
from tongbao.records.fields import title_of
from tongbao.records.model import (
    Assignment,
    Erratum,
    Notice,
    Person,
    Printed,
    Restated,
    Source,
    Task,
    Update,
)
from tongbao.sources.document import Spot

_CORRECTED = ("status", "note", "text")
_ROLES = (*UNITS, *PEOPLE)
# Other columns are seldom there: an edition without them says nothing.
_ALWAYS = ("lead", "responsible", "persons")


@dataclass(frozen=True, slots=True)
class Edition:
    """The notice that brings the rows, and the notices of whose period it is a correction, if any.

    ``notices`` are all of the site, by id.
    """

    notice: Notice
    corrects: frozenset[str]
    notices: Notices
    decided: Decided = field(default_factory=Decided)

    @property
    def date(self) -> datetime.date:
        """The day from which it counts."""
        return self.notice.day

    @property
    def day(self) -> str:
        """What orders it among the editions of its plan."""
        return last_day(self.notice.period, self.notice) if self.notice.period else f"{self.date}"

    @property
    def is_list(self) -> bool:
        """Whether it prints the rows of its plan, so that what it does not print is missing."""
        return self.notice.kind in LISTS


@dataclass(frozen=True, slots=True)
class Joined:
    """The tasks that changed or are new, and every change in words."""

    tasks: tuple[Task, ...]
    remarks: tuple[Remark, ...]


def join_edition(
    old: Sequence[Task], new: Sequence[Task], edition: Edition, unit_name: UnitName
) -> Joined:
    """Return the tasks of the plan that the edition touches, as they shall stand."""
    decided = edition.decided
    said = {task.id: (*wordings(task), *decided.texts_of(task.key)) for task in old}
    stood = [as_last_printed(task, edition.notices, edition.day) for task in old]

    def is_refused(task: Task, other: Task) -> bool:
        return decided.is_joined(task.key, other.text) is False

    pairs = pair_tasks(stood, new, unit_name, said, is_refused)
    joining = _Joining(edition, unit_name, old, stood, new)
    tasks = [joining.pair(pair) for pair in pairs.sure]
    joining.say_renumbered()
    ended = joining.endings(pairs) if edition.is_list else ()
    taken = {task.id for task in old}
    given: dict[str, str] = {}
    for task in pairs.added:
        doubts = [
            pair
            for pair in pairs.doubtful
            if pair.new is task and not any(one.task is pair.old for one in ended)
        ]
        tasks.append(joining.added(task, doubts, taken))
        taken.add(tasks[-1].id)
        given[task.id] = tasks[-1].id
    if edition.is_list:
        joining.say_dropped(pairs.dropped)
    tasks += joining.proposed(ended, given)
    return Joined(tuple(tasks), tuple(joining.remarks))


def join_by_hand(old: Task, new: Task, edition: Edition, unit_name: UnitName) -> Task:
    """Return the record of a task with what an edition says of it, where a person says that both are one.

    ``new`` is the record that the edition was given of its own; what later notices say of it comes along.
    """
    own = tuple(
        line.model_copy(
            update={
                "updates": tuple(
                    one for one in line.updates if one.source.notice == edition.notice.id
                )
            }
        )
        for line in new.assignments
    )
    later = [one for one in new.updates if one.source.notice != edition.notice.id]
    read = new.model_copy(update={"assignments": own, "review": ()})
    stood = as_last_printed(old, edition.notices, edition.day)
    joined = _Joining(edition, unit_name, [old], [stood], [read]).pair(MatchedPair(stood, read, 1))
    if not later:
        return joined
    first, *others = joined.assignments
    first = first.model_copy(update={"updates": (*first.updates, *later)})
    return joined.model_copy(update={"assignments": (first, *others)})


class _Joining:
    """Joins pair after pair and gathers what changed, in words."""

    def __init__(
        self,
        edition: Edition,
        unit_name: UnitName,
        old: Sequence[Task],
        stood: Sequence[Task],
        new: Sequence[Task],
    ) -> None:
        self.edition = edition
        self.unit_name = unit_name
        self.new = new
        self.records = {task.id: task for task in old}
        self.remarks: list[Remark] = []
        self.columns = _columns_of(new)
        self.columns_before = _columns_of(stood)
        self.numbered = any(task.number for task in new)
        self.renumbered: list[tuple[Task, str]] = []
        self._say_columns()

    def say(self, task: Task, words: str) -> None:
        self._note(task, f"{_named(task)}：{words}")

    def _note(self, task: Task | None, words: str) -> None:
        page = task.source.page if task else None
        self.remarks.append(Remark("changed", Spot(page=page or 0), words))

    def _say_columns(self) -> None:
        """Say once of a column that no edition had before, instead of with every task."""
        if self.columns_before:
            for name in sorted(self.columns - self.columns_before, key=_ROLES.index):
                if name not in ("lead", "responsible"):
                    self._note(None, f"本期新印有{title_of(Assignment, name)}")

    def say_renumbered(self) -> None:
        """Say the new numbers: of more than one task in one line, as a new order is one thing."""
        if len(self.renumbered) == 1:
            ((task, number),) = self.renumbered
            self.say(task, f"序号由{task.number or '无'}改为{number}")
        elif self.renumbered:
            moved = "，".join(
                f"“{_short(task.text, _SHORTEST)}”{task.number or '无'}→{number}"
                for task, number in self.renumbered
            )
            self._note(
                self.renumbered[0][0],
                f"序号整体调整，{len(self.renumbered)}项，序号由上期的改为本期的：{moved}",
            )

    def say_dropped(self, dropped: Sequence[Task]) -> None:
        """Say which tasks of the last edition this one does not list; of those missing before, only how many."""
        open_ones = [task for task in dropped if task.ended is None]
        last = last_list(self.records.values(), self.edition.notices, self.edition.day)
        gone = [task for task in open_ones if last is None or is_listed(task, last)]
        if len(gone) <= len(self.records) / 2:
            for task in gone:
                self.say(task, "本期没有这一项")
        else:
            names = "、".join(f"“{_short(task.text, _SHORTEST)}”" for task in gone)
            self._note(gone[0], f"这份文件没有列出清单里的{len(gone)}项：{names}")
        if before := len(open_ones) - len(gone):
            self._note(None, f"另有{before}项上期就没有列出，本期仍没有列出")

    def endings(self, pairs: Pairs) -> tuple[Ending, ...]:
        """Return what may have ended, without what a person has decided on."""
        return tuple(
            one
            for one in endings(pairs)
            if one.task.ended is None and not self.edition.decided.is_kept(one.task.key)
        )

    def proposed(self, ended: Sequence[Ending], given: Mapping[str, str]) -> Iterator[Task]:
        """Yield the records of tasks that may have ended, each with a mark; ``given`` are the ids of new tasks."""
        of_tasks: dict[str, list[str]] = {}
        for one in ended:
            names = "、".join(f"“{_short(task.text)}”" for task in one.into)
            ids = (given[task.id] if task in self.new else task.id for task in one.into)
            keys = [f"{one.task.plan}/{name}" for name in ids]
            how = "拆成" if one.kind == "split" else "并入"
            self.say(one.task, f"可能{how}{names}，待核对")
            mark = marks.perhaps_ended(f"{how}{names}", one.kind, keys)
            of_tasks.setdefault(one.task.id, []).append(mark)
        for task_id, found in of_tasks.items():
            record = self.records[task_id]
            review = tuple(dict.fromkeys((*record.review, *found)))
            yield record.model_copy(update={"review": review})

    def pair(self, pair: MatchedPair) -> Task:
        """Return the record of the task with what the edition says in it."""
        stood, new, record = pair.old, pair.new, self.records[pair.old.id]
        if record.ended and record.ended.date <= self.edition.date and self.edition.is_list:
            self.say(stood, f"{record.ended.date}已写明结束，这份文件又列出，请核对")
        if self.numbered and new.number and stood.number != new.number:
            self.renumbered.append((stood, new.number))
        if bare_text(stood.text) != bare_text(new.text):
            self.say(stood, f"文字改为“{new.text}”")
        review = [mark for mark in new.review if not self._is_known(mark, record, new)]
        lines = {line.part: line for line in record.assignments}
        touched: set[str] = set()
        for found in pair_lines(stood, new, self.unit_name):
            line = self._line(found, pair, lines, review)
            lines[line.part] = line
            touched.add(line.part)
        if self.edition.is_list:
            for line in stood.assignments:
                if line.part not in touched:
                    self.say(stood, f"本期没有分项（{_part_name(line) or line.part}）")
        return record.model_copy(
            update={
                "assignments": tuple(lines.values()),
                "review": tuple(dict.fromkeys((*record.review, *review))),
            }
        )

    def _is_known(self, mark: str, record: Task, new: Task) -> bool:
        """Return whether an earlier edition printed just what a mark is about: then it was asked, and looked at."""
        name = mark.partition(":")[0]
        if self.edition.decided.is_cleared(mark, record.key, new.text):
            return True
        if name == "text":
            # 进展文字 are those of the update, which are new every time.
            known = set(map(_bare, wordings(record)))
            return "进展" not in mark and _bare(new.text) in known
        if name in ("number", "section"):
            return bool(getattr(record, name) == getattr(new, name))
        if name not in _ROLES:
            return False
        days = {
            one.day
            for part in record.assignments
            for one in editions(record, part, self.edition.notices)
        }
        return any(
            self._row_words(as_last_printed(record, self.edition.notices, day), name)
            == self._row_words(new, name)
            for day in days
        )

    def _row_words(self, task: Task, name: str) -> Sequence[object]:
        """Return what a task prints in a role beside the units that it is about, a row after the other."""
        return sorted(
            (_shown(line, name), sorted(map(self.unit_name, line.lead or line.responsible)))
            for line in task.assignments
        )

    def _line(
        self,
        found: LinePair,
        pair: MatchedPair,
        records: dict[str, Assignment],
        review: list[str],
    ) -> Assignment:
        if found.old is None:
            self.say(pair.old, f"新增分项（{_part_name(found.new)}）")
            return found.new.model_copy(update={"part": str(len(records) + 1)})
        if found.by_order and len(pair.new.assignments) > 1:
            review.append(
                f"assignments: 第{found.new.part}分项与上期第{found.old.part}分项按次序对应"
            )
        self._say_of_line(found.old, found.new, pair.old)
        record = records[found.old.part]
        if dues := self._new_dues(found, pair.old):
            review.append(f"due: 本期印的时限是{'、'.join(dues)}，与原来的不同，如已改期请改")
        if self.edition.corrects:
            return self._corrected(record, found, pair)
        printed = self._printed(found, pair, record)
        if not found.new.updates:
            return self._restated(record, printed, pair.new.source)
        updates = tuple(
            update.model_copy(update={"printed": printed}) for update in found.new.updates
        )
        kept = self._with_next_kept(record, printed, self.records[pair.old.id])
        return kept.model_copy(update={"updates": (*kept.updates, *updates)})

    def _with_next_kept(self, record: Assignment, printed: Printed, task: Task) -> Assignment:
        """Return the assignment with what its next edition printed, where this one is older and prints otherwise.

        An edition that prints something as it stood before would else be told from the one that now comes before it.
        """
        later = [
            update
            for update in record.updates
            if (notice := self.edition.notices.get(update.source.notice))
            and notice.kind in LISTS
            and last_day(update.period, notice) > self.edition.day
        ]
        if not later:
            return record
        after = min(
            later, key=lambda one: last_day(one.period, self.edition.notices[one.source.notice])
        )
        if after.source.notice == task.source.notice:
            return record
        day = last_day(after.period, self.edition.notices[after.source.notice])
        stood = as_last_printed(task, self.edition.notices, day)
        line = next(one for one in stood.assignments if one.part == record.part)
        own: dict[str, Any] = {"number": stood.number, "text": stood.text}
        own |= {name: tuple(filter(None, _shown(line, name))) for name in _ALWAYS}
        said = after.printed.model_dump()
        said |= {
            name: value
            for name, value in own.items()
            if getattr(printed, name) is not None and said[name] is None
        }
        told = after.model_copy(update={"printed": Printed(**said)})
        updates = tuple(told if one is after else one for one in record.updates)
        return record.model_copy(update={"updates": updates})

    def _restated(self, record: Assignment, printed: Printed, source: Source) -> Assignment:
        if printed == Printed():
            return record
        restated = Restated(source=source, printed=printed)
        return record.model_copy(update={"restated": (*record.restated, restated)})

    def _printed(self, found: LinePair, pair: MatchedPair, record: Assignment) -> Printed:
        """Return what the edition prints otherwise than the record says, or than it stood in the last edition.

        A column that the edition does not print anywhere says nothing.
        """
        task, new = self.records[pair.old.id], pair.new
        said: dict[str, Any] = {}
        if new.number and (new.number != task.number or new.number != pair.old.number):
            said["number"] = new.number
        if not (_same(new.text, task.text) and _same(new.text, pair.old.text)):
            said["text"] = new.text
        stood = found.old or record
        for name in self.columns:
            names = _shown(found.new, name)
            if names != _shown(record, name) or names != _shown(stood, name):
                said[name] = tuple(filter(None, names))
        return Printed(**said)

    def _say_of_line(self, old: Assignment, new: Assignment, task: Task) -> None:
        for name in _ROLES:
            if name not in self.columns:
                continue
            before, after = _shown(old, name), _shown(new, name)
            if before == after:
                continue
            if not before and name in ("lead", "responsible"):
                # The other heading of the same column: 责任单位 for 牵头单位.
                before = old.lead or old.responsible
            elif name not in self.columns_before:
                continue
            was_of, now_of = (frozenset(map(self.unit_name, names)) for names in (before, after))
            if name in PEOPLE or was_of != now_of:
                was, now = ("、".join(filter(None, names)) or "无" for names in (before, after))
                self.say(task, f"{title_of(Assignment, name)}由{was}改为{now}")

    def _new_dues(self, found: LinePair, task: Task) -> list[str]:
        """Return the days by which the edition sets a deadline where the record has others, and say so."""
        if found.old is None or not found.new.due:
            return []
        known = {one.date for one in found.old.due}
        days = [f"{one.date}（{one.words}）" for one in found.new.due if one.date not in known]
        if days:
            was = "、".join(str(one.date) for one in found.old.due) or "无"
            self.say(task, f"时限由{was}改为{'、'.join(days)}")
        return days

    def _corrected(self, record: Assignment, found: LinePair, pair: MatchedPair) -> Assignment:
        """Return the assignment with an erratum for everything that the corrected notice says otherwise.

        Units and people that it prints otherwise are restated by it where it corrects the last period, else errata too.
        """
        updates = list(record.updates)
        printed = self._printed(found, pair, record)
        last = max((update.period for update in updates), default="")
        is_last = not updates or any(update.period == last for update in found.new.updates)
        for right in found.new.updates:
            at = next(
                (
                    at
                    for at, was in enumerate(updates)
                    if was.period == right.period and was.source.notice in self.edition.corrects
                ),
                None,
            )
            if at is None:
                updates.append(right.model_copy(update={"printed": printed}))
                continue
            errata = [*self._errata(updates[at], right, pair.old)]
            if not is_last:
                errata += self._errata_of_rows(printed, found.old or record)
            if errata:
                updates[at] = updates[at].model_copy(
                    update={"errata": (*updates[at].errata, *errata)}
                )
        right_one = record.model_copy(update={"updates": tuple(updates)})
        if not is_last or len(updates) > len(record.updates):
            return right_one
        return self._restated(right_one, printed, pair.new.source)

    def _errata(self, was: Update, right: Update, task: Task) -> Iterable[Erratum]:
        for name in _CORRECTED:
            before, after = getattr(was.known(), name), getattr(right, name)
            if not _same(before or "", after or ""):
                self.say(task, f"{_WORDS[name]}更正")
                yield self._erratum(name, before, after)

    def _errata_of_rows(self, printed: Printed, stood: Assignment) -> Iterator[Erratum]:
        for name in _ROLES:
            names = getattr(printed, name)
            if names is not None:
                before = "、".join(filter(None, _shown(stood, name)))
                yield self._erratum(title_of(Assignment, name), before, "、".join(names))

    def _erratum(self, name: str, was: str | None, now: str | None) -> Erratum:
        return Erratum(
            date=self.edition.date, field=name, was=was, now=now, source=self.edition.notice.id
        )

    def added(self, task: Task, doubts: Sequence[MatchedPair], taken: set[str]) -> Task:
        """Return a new task with a free id, marked where it may be one that stands, reworded."""
        review = list(task.review)
        for pair in doubts:
            per_cent = round(100 * pair.likeness)
            named = f"第{pair.old.number}项" if pair.old.number else pair.old.id
            review.append(marks.perhaps_same(named, pair.old.id, per_cent))
        self.say(task, "新增" + ("，可能是改写，待核对" if doubts else ""))
        return task.model_copy(
            update={"id": _free_id(task, taken), "review": tuple(dict.fromkeys(review))}
        )


_WORDS = {"status": "完成情况", "note": "备注", "text": "进展"}
_LONGEST_NAME = 20
_SHORTEST = 10


def _named(task: Task) -> str:
    named = f"第{task.number}项" if task.number else f"{task.id}"
    return f"{named}“{_short(task.text)}”"


def _short(text: str, longest: int = _LONGEST_NAME) -> str:
    return text if len(text) <= longest else text[:longest] + "…"


def _part_name(line: Assignment) -> str:
    return line.label or "、".join(line.lead or line.responsible)


def _same(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return "".join(text.split())


def _columns_of(tasks: Iterable[Task]) -> frozenset[str]:
    """Return the roles that any row of some tasks fills: a column that is empty throughout is none."""
    lines = [line for task in tasks for line in task.assignments]
    return frozenset(name for name in _ROLES if any(getattr(line, name) for line in lines))


def _shown(line: Assignment, name: str) -> tuple[str, ...]:
    """Return whom an assignment names in a role, people by their name or office."""
    found: tuple[str | Person, ...] = getattr(line, name)
    return tuple(one.shown if isinstance(one, Person) else one for one in found)


def _free_id(task: Task, taken: set[str]) -> str:
    if (
        task.number
        and task.number.isascii()
        and task.number.isdecimal()
        and task.number not in taken
    ):
        return task.number
    return next(f"t{at:03}" for at in range(1, len(taken) + 2) if f"t{at:03}" not in taken)
