"""A later edition of a ledger, or a corrected one, joined to the tasks that stand.

In: the tasks of a plan and those just read. Out: the tasks as they shall stand, and every change in words. What
an edition prints otherwise goes into ``printed`` of its update; a correction of the same period becomes dated
errata, and what was printed stays.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tongbao.notices.matching import LinePair, MatchedPair, UnitName, pair_lines, pair_tasks
from tongbao.notices.remarks import Remark
from tongbao.records.model import Assignment, Erratum, Person, Printed, Task, Update
from tongbao.sources.document import Spot

_CORRECTED = ("status", "note", "text")


@dataclass(frozen=True, slots=True)
class Edition:
    """The notice that brings the rows: its id and date, and the notices of whose period it is a correction, if any."""

    notice: str
    date: datetime.date
    corrects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Joined:
    """The tasks that changed or are new, and every change in words."""

    tasks: tuple[Task, ...]
    remarks: tuple[Remark, ...]


def join_edition(
    old: Sequence[Task], new: Sequence[Task], edition: Edition, unit_name: UnitName
) -> Joined:
    """Return the tasks of the plan that the edition touches, as they shall stand."""
    pairs = pair_tasks(old, new, unit_name)
    joining = _Joining(edition, unit_name)
    tasks = [joining.pair(pair) for pair in pairs.sure]
    taken = {task.id for task in old}
    for task in pairs.added:
        doubts = [pair for pair in pairs.doubtful if pair.new is task]
        tasks.append(joining.added(task, doubts, taken))
        taken.add(tasks[-1].id)
    for task in pairs.dropped:
        joining.say(task, "本期没有这一项")
    return Joined(tuple(tasks), tuple(joining.remarks))


@dataclass(slots=True)
class _Joining:
    """Joins pair after pair and gathers what changed, in words."""

    edition: Edition
    unit_name: UnitName
    remarks: list[Remark] = field(default_factory=list)

    def say(self, task: Task, words: str) -> None:
        named = f"第{task.number}项" if task.number else f"{task.id}"
        self.remarks.append(
            Remark(
                "changed",
                Spot(page=task.source.page or 0),
                f"{named}“{_short(task.text)}”：{words}",
            )
        )

    def pair(self, pair: MatchedPair) -> Task:
        """Return the task that stands with the edition's updates in it."""
        old, new = pair.old, pair.new
        if old.number != new.number:
            self.say(old, f"序号由{old.number or '无'}改为{new.number or '无'}")
        if not _same(old.text, new.text):
            self.say(old, f"文字改为“{new.text}”")
        review = list(new.review)
        lines = {line.part: line for line in old.assignments}
        touched: set[str] = set()
        for found in pair_lines(old, new, self.unit_name):
            line = self._line(found, pair, review, len(lines))
            lines[line.part] = line
            touched.add(line.part)
        for part, line in lines.items():
            if part not in touched:
                self.say(old, f"本期没有分项（{line.label or '、'.join(line.lead) or part}）")
        return old.model_copy(
            update={
                "assignments": tuple(lines.values()),
                "review": tuple(dict.fromkeys((*old.review, *review))),
            }
        )

    def _line(
        self, found: LinePair, pair: MatchedPair, review: list[str], count: int
    ) -> Assignment:
        if found.old is None:
            self.say(pair.old, f"新增分项（{found.new.label or '、'.join(found.new.lead)}）")
            return found.new.model_copy(update={"part": str(count + 1)})
        if found.by_order and len(pair.new.assignments) > 1:
            review.append(
                f"assignments: 第{found.new.part}分项与上期第{found.old.part}分项按次序对应"
            )
        self._say_of_line(found.old, found.new, pair.old)
        if self.edition.corrects:
            return self._corrected(found.old, found.new, pair.old)
        printed = _printed(found.old, found.new, pair)
        updates = tuple(
            update.model_copy(update={"printed": printed}) for update in found.new.updates
        )
        return found.old.model_copy(update={"updates": (*found.old.updates, *updates)})

    def _say_of_line(self, old: Assignment, new: Assignment, task: Task) -> None:
        before, after = (frozenset(map(self.unit_name, line.lead)) for line in (old, new))
        if before != after:
            self.say(
                task, f"牵头单位由{'、'.join(old.lead) or '无'}改为{'、'.join(new.lead) or '无'}"
            )
        if _names(old.persons) != _names(new.persons):
            was, now = (
                "、".join(name for name in _names(line.persons) if name) or "无"
                for line in (old, new)
            )
            self.say(task, f"责任人由{was}改为{now}")

    def _corrected(self, old: Assignment, new: Assignment, task: Task) -> Assignment:
        """Return the assignment with an erratum for everything that the corrected notice says otherwise."""
        updates = list(old.updates)
        for right in new.updates:
            at = next(
                (
                    at
                    for at, was in enumerate(updates)
                    if was.period == right.period and was.source.notice in self.edition.corrects
                ),
                None,
            )
            if at is None:
                updates.append(right)
                continue
            errata = tuple(self._errata(updates[at], right, task))
            if errata:
                updates[at] = updates[at].model_copy(
                    update={"errata": (*updates[at].errata, *errata)}
                )
        return old.model_copy(update={"updates": tuple(updates)})

    def _errata(self, was: Update, right: Update, task: Task) -> Iterable[Erratum]:
        for name in _CORRECTED:
            before, after = getattr(was.known(), name), getattr(right, name)
            if not _same(before or "", after or ""):
                self.say(task, f"{_WORDS[name]}更正")
                yield Erratum(
                    date=self.edition.date,
                    field=name,
                    was=before,
                    now=after,
                    source=self.edition.notice,
                )

    def added(self, task: Task, doubts: Sequence[MatchedPair], taken: set[str]) -> Task:
        """Return a new task with a free id, marked where it may be one that stands, reworded."""
        review = list(task.review)
        for pair in doubts:
            per_cent = round(100 * pair.likeness)
            named = f"第{pair.old.number}项" if pair.old.number else pair.old.id
            review.append(
                f"text: 可能就是{named}（{pair.old.id}.yml），相似度{per_cent}%；如是，请并过去"
            )
        self.say(task, "新增" + ("，可能是改写，待核对" if doubts else ""))
        return task.model_copy(
            update={"id": _free_id(task, taken), "review": tuple(dict.fromkeys(review))}
        )


_WORDS = {"status": "完成情况", "note": "备注", "text": "进展"}
_LONGEST_NAME = 20


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else text[:_LONGEST_NAME] + "…"


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _printed(old: Assignment, new: Assignment, pair: MatchedPair) -> Printed:
    """Return what the edition prints otherwise than the task says."""
    return Printed(
        number=new_number if (new_number := pair.new.number) != pair.old.number else None,
        text=None if _same(pair.old.text, pair.new.text) else pair.new.text,
        lead=None if old.lead == new.lead else new.lead,
        responsible=None if old.responsible == new.responsible else new.responsible,
        persons=None
        if _names(old.persons) == _names(new.persons)
        else tuple(filter(None, _names(new.persons))),
    )


def _names(persons: Iterable[Person]) -> tuple[str | None, ...]:
    return tuple(person.shown for person in persons)


def _free_id(task: Task, taken: set[str]) -> str:
    if (
        task.number
        and task.number.isascii()
        and task.number.isdecimal()
        and task.number not in taken
    ):
        return task.number
    return next(f"t{at:03}" for at in range(1, len(taken) + 2) if f"t{at:03}" not in taken)
