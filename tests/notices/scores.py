"""How well the given notices are read: what ``ingest`` makes of each beside what a careful reader takes from it.

In: tests/notices/given (a text and its gold each). Out: ``NoticeScore`` values, which ``scoring`` prints.

Every field that gold states counts, also those of a task that was not found; a record that the notice does not hold
counts as one wrong field. A task is found where its text begins as gold's, else where it holds gold's beginning. Only
white space, width and, for texts, punctuation are normalised. Not asked: what gold doubts (``doubt`` of a task,
``doubt_fields`` of the notice) or leaves out (``skip``); ``accept`` names several right readings.

The first fields are those on which the readers are measured everywhere; ``FURTHER`` ones are compared here only:
whole texts, numbers, sections, deadlines, targets and what was done, statuses of counties, indicators, the day, period
and number of the notice, a status that nobody printed, a task out of the letter.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.notices.given_set import NAMES, Gold, Read, gold_of, read_given, text_of
from tests.notices.printed_text import PrintedText
from tongbao.records.model import Assignment, Task, Update

FIELDS = {
    "task": "任务",
    "lead": "牵头单位",
    "responsible": "责任单位",
    "cooperating": "配合单位",
    "leaders": "责任领导",
    "status": "完成情况",
    "title": "题目",
    "issuer": "发文单位",
    "list member": "榜上单位",
    "invented": "原文没有",
}
FURTHER = {
    "text": "任务全文",
    "number": "序号",
    "section": "所在部分",
    "due": "时限",
    "target": "目标与完成数",
    "by unit": "各地完成情况",
    "indicator": "指标",
    "date": "日期",
    "period": "期次",
    "doc number": "文号",
    "unsaid status": "未写的完成情况",
    "letter": "来文正文",
}
_ROLES = {
    "lead": "lead",
    "responsible": "responsible",
    "cooperating": "co",
    "leaders": "leaders",
}
_DENIES = re.compile(r"[未没不尚无]")

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of one task or of the notice: what gold says, what the records say, whether it carries a mark."""

    task: str
    field: str
    right: bool
    wanted: str = ""
    found: str = ""
    marked: bool = False

    @property
    def further(self) -> bool:
        """Whether the field is compared here only."""
        return self.field in FURTHER


@dataclass(frozen=True, slots=True)
class NoticeScore:
    """One notice: the kind it was read as, why it was refused, its fields."""

    name: str
    kind: str
    problem: str
    fields: tuple[Field, ...]


def score_all() -> tuple[NoticeScore, ...]:
    """Return the score of every given notice, in order of their names."""
    return tuple(score(name, read_given(name), gold_of(name), text_of(name)) for name in NAMES)


def score(name: str, read: Read, gold: Gold, text: str) -> NoticeScore:
    """Return how well a text was read, held against the gold that belongs to it."""
    kind = read.notice.kind if read.notice else ""
    return NoticeScore(name, kind, read.problem, tuple(_Judge(read, gold, text).fields()))


def plain(value: object) -> str:
    """Return a value without white space, in the width that NFKC gives it."""
    return "".join(unicodedata.normalize("NFKC", "" if value is None else str(value)).split())


def letters(value: object) -> str:
    """Return the letters and figures of a value alone."""
    return re.sub(r"[\W_△]+", "", plain(value))


def _names(values: object) -> list[str]:
    """Return names as gold or a record lists them, each once."""
    listed = values if isinstance(values, list | tuple) else [values] if values else []
    names = [one["name"] if isinstance(one, Mapping) else one for one in listed]
    return list(dict.fromkeys(plain(name).rstrip("。") for name in names if name))


def _says_the_same(found: object, gold: object) -> bool:
    """Return whether one status holds the other, and both deny or neither does."""
    one, other = plain(found), plain(gold)
    if not one or not other:
        return False
    holds = (one in other or other in one) and min(len(one), len(other)) > 1
    return one == other or (holds and bool(_DENIES.search(one)) == bool(_DENIES.search(other)))


def updates_of(task: Task | None) -> Iterator[tuple[Assignment, Update]]:
    """Yield every update of a task with its assignment."""
    for line in task.assignments if task else ():
        for update in line.updates:
            yield line, update


def told_of(task: Task | None) -> str:
    """Return all that a task is told to have done or to have to do, run together."""
    texts: list[str | None] = []
    for line, update in updates_of(task):
        texts += [line.label, update.text, update.note, *(part.text for part in update.parts)]
    texts += [due.words for line in (task.assignments if task else ()) for due in line.due]
    return "\n".join(map(plain, texts))


@dataclass(frozen=True, slots=True)
class _Judge:
    """One reading beside its gold."""

    read: Read
    gold: Gold
    text: str

    @property
    def _doubts(self) -> Sequence[str]:
        return tuple(self.gold.get("doubt_fields") or ())

    def fields(self) -> Iterator[Field]:
        """Yield every field that gold states, and what the records say beyond it."""
        yield from self._of_the_notice()
        wanted: Sequence[Entry] = self.gold.get("tasks") or ()
        hits, own = self._pairs(wanted)
        printed = PrintedText(self.text, [entry["text12"] for entry in wanted])
        for at, (entry, task) in enumerate(zip(wanted, hits, strict=True)):
            fields = [*self._of_a_task(entry, task), *self._further(entry, task, printed, at)]
            marked = bool(task and task.review)
            yield from (replace(one, task=entry["text12"], marked=marked) for one in fields)
        yield from self._list_members()
        yield from self._too_many(own, printed)

    def _pairs(self, wanted: Sequence[Entry]) -> tuple[list[Task | None], list[Task]]:
        """Return the task of each entry of gold, and all tasks that gold knows."""
        left = list(self.read.tasks)
        hits: list[Task | None] = []
        own: list[Task] = []
        for entry in wanted:
            start = letters(entry["text12"])
            begins = (one for one in left if letters(one.text).startswith(start))
            holds = (one for one in left if start in letters(one.text))
            hit = next(begins, None) or next(holds, None)
            if hit:
                left.remove(hit)
                own.append(hit)
            elif self.gold.get("kind") == "K3":
                # A heading of a report is a section over its measures as well as a task of its own.
                under = [one for one in self.read.tasks if start in letters(one.section)]
                hit = under[0] if under else None
                own += [one for one in under if hit and one.section == hit.section]
            hits.append(hit)
        return hits, own

    def _of_the_notice(self) -> Iterator[Field]:
        notice = self.read.notice
        marks = notice.review if notice else ()

        def field(name: str, found: object, wanted: object, *, right: bool) -> Field:
            marked = name in FURTHER and any(mark.startswith(name) for mark in marks)
            return Field("", name, right, str(wanted or ""), str(found or ""), marked)

        for name, found in (
            ("title", notice and notice.title),
            ("issuer", notice and notice.issuer),
        ):
            wanted = plain(self.gold.get(name))
            if wanted and wanted in plain(self.text) and name not in self._doubts:
                yield field(name, found, wanted, right=plain(found) == wanted)
        day = self.gold.get("date")
        # A report has the day of the speech and the day of the page: either may be taken.
        asks_day = "date" in self.gold and self.gold.get("kind") != "K3"
        if asks_day and (day is None or _prints_day(self.text, str(day))):
            found = str(notice.date) if notice and notice.date else ""
            wanted = str(day)[:10] if day else ""
            if wanted or found:
                yield field("date", found, wanted, right=found == wanted)
        periods = _periods(str(self.gold.get("period") or ""))
        found = (notice.period if notice else None) or ""
        if any(periods) or found:
            yield field("period", found, "、".join(periods), right=found in periods)
        if "doc_no" in self.gold:
            wanted = plain(self.gold["doc_no"])
            found = plain((notice.number or notice.issue or "") if notice else "")
            if wanted or found:
                same = found == wanted or (bool(found) and f"第{found}期" in wanted)
                yield field("doc number", found, wanted, right=same)
        for goal in self.gold.get("targets") or ():
            yield Field(goal["name"], "indicator", self._has_indicator(goal), goal["value"])

    def _has_indicator(self, goal: Entry) -> bool:
        figures = set(re.findall(r"\d+(?:\.\d+)?", goal["value"]))
        return any(
            plain(one.name) == plain(goal["name"])
            and one.role == "target"
            and figures & {one.value, *re.findall(r"\d+(?:\.\d+)?", one.growth or "")}
            for one in self.read.indicators
        )

    def _of_a_task(self, entry: Entry, task: Task | None) -> Iterator[Field]:
        yield Field("", "task", task is not None, entry["text12"])
        skip = {*(entry.get("skip") or ()), *(entry.get("doubt") or ())}
        for role, key in _ROLES.items():
            if skip & {role, key}:
                continue
            wanted = _names(entry.get(key))
            lines = task.assignments if task else ()
            people = [one.name for line in lines for one in line.leaders]
            found = _names(
                people
                if role == "leaders"
                else [name for line in lines for name in getattr(line, role)]
            )
            right = [_names(one) for one in (entry.get("accept") or {}).get(role, [])] or [wanted]
            if wanted or found:
                yield Field("", role, found in right, "、".join(wanted), "、".join(found))
        if "status" not in skip:
            yield from self._status(entry, task)

    def _status(self, entry: Entry, task: Task | None) -> Iterator[Field]:
        said = [one for _, update in updates_of(task) for one in (update.status, update.note)]
        found = "、".join(filter(None, said))
        told = told_of(task)
        if entry.get("status_all"):
            every = all(plain(one) in plain(found) + told for one in entry["status_all"])
            yield Field("", "status", every, "、".join(entry["status_all"]), found)
        elif entry.get("status"):
            wanted = _names(entry["status"])
            right = any(
                any(_says_the_same(one, word) for one in said)
                or (re.search(r"\d", word) is not None and word in told)
                for word in wanted
            )
            yield Field("", "status", right, wanted[0], found)
        elif found and "by_unit" not in entry and not self._by_unit(entry):
            words = "、".join(update.status or "" for _, update in updates_of(task))
            if words.strip("、"):
                yield Field("", "unsaid status", right=False, found=words)

    def _by_unit(self, entry: Entry) -> Mapping[str, str]:
        """Return what gold says of a task county by county: {unit, 推进缓慢: 3, tasks: […]}."""
        said = {
            one["unit"]: status
            for one in self.gold.get("units") or ()
            for status in one.keys() - {"unit", "tasks"}
            if entry["text12"] in one.get("tasks", ())
        }
        return {**said, **entry.get("by_unit", {})}

    def _further(
        self, entry: Entry, task: Task | None, printed: PrintedText, at: int
    ) -> Iterator[Field]:
        found = task.text if task else ""
        beginning = letters(found).startswith(letters(entry["text12"]))
        # A heading that is the section over its measures has no text and no number of its own.
        headed = bool(task) and not beginning and self.gold.get("kind") == "K3"
        if not headed:
            ends = [one for key in (*_ROLES.values(), *_TIMES) for one in _names(entry.get(key))]
            sentences = self.gold.get("kind") == "K3"
            whole = beginning and printed.holds_whole(found, at, ends, sentences=sentences)
            yield Field("", "text", whole, entry["text12"], found)
        number = printed.number_before(at, str(entry["no"]))
        if not headed and (number is not None or str(entry["no"]) == "-"):
            given = task.number if task else None
            right = task is not None and _numeral(given) == _numeral(number)
            yield Field("", "number", right, number or "", given or "")
        section = plain(entry.get("section") or entry.get("parent"))
        if section:
            given = plain(task.section if task else "")
            right = given.startswith(section) if len(section) < 3 else section in given
            yield Field("", "section", right, section, given)
        yield from self._due(entry, task)
        for key in ("target", "done", "progress"):
            if entry.get(key):
                wanted = plain(entry[key])
                yield Field("", "target", wanted in told_of(task), wanted, told_of(task))
        for unit, statuses in self._by_unit(entry).items():
            for status in statuses.split("；"):
                right = _said_of_unit(task, unit, status)
                yield Field("", "by unit", right, f"{unit}：{status}")

    def _due(self, entry: Entry, task: Task | None) -> Iterator[Field]:
        """Yield the deadline: in its words, and on a day of its month; one that stands in the text may stay there."""
        dues = [due for line in (task.assignments if task else ()) for due in line.due]
        found = "、".join(due.words for due in dues)
        stated = next((entry[key] for key in _TIMES if entry.get(key)), "")
        wanted = plain(re.sub(r"[（(].*", "", str(stated)))
        if not wanted:
            strange = [one for one in dues if plain(one.words) not in plain(task and task.text)]
            if strange:
                yield Field("", "due", right=False, found=found)
            return
        month = re.search(r"(\d+)月", wanted)
        right = any(
            (plain(due.words) in wanted or wanted in plain(due.words))
            and (due.date.month == int(month[1]) if month else due.date.month == _DECEMBER)
            for due in dues
        )
        inside = "due_in_text" in entry or entry.get("deadline_in") == "body"
        stays = inside and not dues and wanted in plain(task and task.text)
        yield Field("", "due", right or stays, wanted, found)

    def _lists(self) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
        for one in self.gold.get("lists") or ():
            yield one["units"], one["standing"]
        for one in self.gold.get("units") or ():
            if one.get("list") and one.get("units"):
                yield one["units"], [one["list"], plain(one["list"])[-2:]]

    def _list_members(self) -> Iterator[Field]:
        """Yield each body of a list of standings: it must stand somewhere with that standing."""
        for units, standings in self._lists():
            for unit in units:
                right = any(stands_as(task, unit, standings) for task in self.read.tasks)
                yield Field(unit, "list member", right, standings[0])

    def _too_many(self, own: Sequence[Task], printed: PrintedText) -> Iterator[Field]:
        """Yield every task that gold does not know, and where gold is not complete those out of the letter."""
        if "task count" in self._doubts or any(self._lists()):
            return
        for task in self.read.tasks:
            if task in own or task.kind == "objective":
                continue
            if self.gold.get("complete"):
                yield Field(task.text, "invented", right=False, marked=bool(task.review))
            elif printed.stands_before_tasks(task.text):
                yield Field(task.text, "letter", right=False, marked=bool(task.review))


_TIMES = ("due", "deadline", "due_in_text")
_DECEMBER = 12


def _prints_day(text: str, day: str) -> bool:
    """Return whether a text prints a day of gold in any form, also one that lost its signs (2019912)."""
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)", day)
    if found is None:
        return False
    year, month, number = found[1], int(found[2]), int(found[3])
    return bool(re.search(rf"{year}\D{{0,2}}0?{month}\D{{0,2}}0?{number}(?!\d)", plain(text)))


def _periods(words: str) -> tuple[str, ...]:
    """Return the ISO forms that a period of gold may take; "" where the notice prints no year of it."""
    year = re.search(r"(\d{4})年", words)
    if year is None:
        return ("",)
    rest = words[year.end() :]
    if quarter := re.search(r"([一二三四])季度", rest):
        last = 3 * (1 + "一二三四".index(quarter[1]))
        first = last - 2
    elif half := re.search(r"([上下])半年", rest):
        first, last = (1, 6) if half[1] == "上" else (7, _DECEMBER)
    elif months := re.search(r"(\d+)月?[-—至](\d+)月", rest):
        first, last = int(months[1]), int(months[2])
    elif month := re.search(r"(\d+)月", rest):
        first = last = int(month[1])
    else:
        # A year alone names a plan more often than a period.
        return ("", f"{year[1]}-01/{year[1]}-12")
    span = f"{year[1]}-{first:02}/{year[1]}-{last:02}"
    return (f"{year[1]}-{last:02}",) if first == last else (span,)


def _numeral(number: str | None) -> str:
    return letters(number).removesuffix("是")


def _said_of_unit(task: Task | None, unit: str, status: str) -> bool:
    """Return whether a status is kept as a unit's own, with the part of the task that stands behind it in brackets."""
    words, _, label = plain(status).rstrip(")").partition("(")
    return any(
        plain(update.subject) == plain(unit)
        and _says_the_same(update.status, words)
        and label in plain(line.label) + told_of(task)
        for line, update in updates_of(task)
    )


def stands_as(task: Task, unit: str, standings: Sequence[str]) -> bool:
    """Return whether a body stands in a record with one of these standings."""
    for line in task.assignments:
        for update in line.updates or (None,):
            bodies = [plain(task.text), *_names(line.lead), *_names(line.responsible)]
            said: list[str | None] = [task.text, task.section, line.label]
            if update:
                bodies.append(plain(update.subject))
                said += [update.status, update.note, update.text]
            words = plain(" ".join(one or "" for one in said))
            if plain(unit) in bodies and any(plain(one) in words for one in standings):
                return True
    return False


@dataclass(frozen=True, slots=True)
class Sums:
    """The fields of some notices, counted."""

    right: int
    all: int
    unmarked_right: int
    unmarked: int
    marked_right: int
    silently_wrong: int
    invented: int

    @property
    def share(self) -> float:
        """Share of the fields that are right."""
        return self.right / max(1, self.all)

    @property
    def unmarked_share(self) -> float:
        """Share of the fields without a mark that are right."""
        return self.unmarked_right / max(1, self.unmarked)

    @property
    def silent_share(self) -> float:
        """Share of all fields that are wrong without a mark, in a notice that was taken."""
        return self.silently_wrong / max(1, self.all)

    @property
    def marked_share(self) -> float:
        """Share of the right fields that carry a mark all the same."""
        return self.marked_right / max(1, self.right)


def sums(notices: Sequence[NoticeScore], *, further: bool = True) -> Sums:
    """Return the sums of notices, with or without the fields that are compared here only."""
    taken = [(one, field) for one in notices for field in one.fields]
    fields = [(one, field) for one, field in taken if further or not field.further]
    free = [(one, field) for one, field in fields if not field.marked]
    return Sums(
        right=sum(field.right for _, field in fields),
        all=len(fields),
        unmarked_right=sum(field.right for _, field in free),
        unmarked=len(free),
        marked_right=sum(field.right and field.marked for _, field in fields),
        silently_wrong=sum(not field.right and not one.problem for one, field in free),
        invented=sum(field.field in _INVENTED for _, field in fields),
    )


_INVENTED = ("invented", "letter")
LEAST_RIGHT = 0.95
LEAST_RIGHT_UNMARKED = 0.99
MOST_SILENTLY_WRONG = 0.01
# With deadlines, targets, sections and whole texts, which only this module compares, a little less is reached.
LEAST_RIGHT_UNMARKED_FURTHER = 0.98
MOST_SILENTLY_WRONG_FURTHER = 0.02
MOST_MARKED_THOUGH_RIGHT = 0.15
