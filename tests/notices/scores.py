"""How well the nine real notices are read: our records beside what a careful reader took from each.

In: tests/notices/real (a text and its gold each). Out: ``NoticeScore`` values, which ``scoring`` prints. Each notice
goes through ``ingest`` into an empty site, as a clerk would bring it in.

A field of a task counts where gold or the record states something; it is right where both say the same. Only white
space is normalised, and what the notes of gold say: ``text12`` is the beginning of the text with the number taken
out, whole up to a punctuation mark where it is shorter; a part of a task (a label) and its status stand in one string.
"""

import datetime
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import Ingested, ingest
from tongbao.notices.kinds import NAMES
from tongbao.problems import Problems
from tongbao.records.model import Assignment, Task, Update
from tongbao.records.starter import write_empty_site

HERE = Path(__file__).parent / "real"
RECEIVED = datetime.date(2024, 1, 2)

# The kind that a person would write where the program asks; gold tells kinds by its own letters.
_KINDS = {"K1": "ledger", "K2": "responsibility", "K3": "report", "K4": "bulletin", "K5": "news"}

FIELDS = {
    "number": "序号",
    "text12": "任务文字",
    "section": "所在部分",
    "lead": "牵头单位",
    "responsible": "责任单位",
    "cooperating": "配合单位",
    "leaders": "责任领导",
    "status": "完成情况",
    "by_unit": "对象的完成情况",
    "target": "本期目标",
}
# What the marks of a record call the fields that gold calls otherwise.
_MARKS = {
    "text12": ("text",),
    "by_unit": ("status", "subject", "assignments"),
    "status": ("status", "updates"),
    "target": ("parts", "updates"),
}
_TEXT12 = 12
_END_MARKS = "，,。；;、：:"

Values = frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """One field of one task: what gold says, what the record says, whether the field carries a mark."""

    notice: str
    task: str
    field: str
    gold: Values
    found: Values
    marked: bool

    @property
    def right(self) -> bool:
        """Whether both say the same."""
        return self.gold == self.found


@dataclass(frozen=True, slots=True)
class NoticeScore:
    """One notice: its kind and whether a person had to write it, its tasks, its fields."""

    id: str
    kind: str
    asked: bool
    tasks: int
    gold_tasks: int
    matched: int
    too_many: int
    marked: int
    scores: tuple[Score, ...]
    problem: str = ""


def score_all() -> tuple[NoticeScore, ...]:
    """Return the score of every notice of the folder, in order of their names."""
    return tuple(_score(path) for path in sorted(HERE.glob("*.gold.yml")))


def _score(path: Path) -> NoticeScore:
    gold = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
    name = path.name.removesuffix(".gold.yml")
    ingested, asked, problem = _read(path.with_name(f"{name}.txt"), gold)
    wanted = [task for task in gold["tasks"] if task.get("level") != "section"]
    sections = {
        task["no"]: task["text12"] for task in gold["tasks"] if task.get("level") == "section"
    }
    tasks = list(ingested.tasks) if ingested else []
    pairs = _pairs(wanted, tasks)
    visible = max(int(gold["tasks_visible"]), int(gold["tasks_in_gold"]))
    return NoticeScore(
        id=name,
        kind=ingested.notice.kind if ingested else "",
        asked=asked,
        tasks=len(tasks),
        gold_tasks=len(wanted),
        matched=sum(task is not None for _, task in pairs),
        too_many=max(0, len(tasks) - visible),
        marked=sum(bool(task.review) for task in tasks),
        scores=tuple(
            score
            for expected, task in pairs
            for score in _scores(name, _with_units(expected, gold), task, sections)
            if score.gold or score.found
        ),
        problem=problem,
    )


def _with_units(expected: Mapping[str, Any], gold: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a task of gold with what gold says of it unit by unit: {unit, 推进缓慢: 3, tasks: [...]}."""
    by_unit = {
        entry["unit"]: status
        for entry in gold.get("units", ())
        for status in entry.keys() - {"unit", "tasks"}
        if expected["text12"] in entry["tasks"]
    }
    return {**expected, "by_unit": {**by_unit, **expected.get("by_unit", {})}}


def _read(file: Path, gold: Mapping[str, Any]) -> tuple[Ingested | None, bool, str]:
    """Return the notice as ingested, whether kind or period had to be given, and what was said last."""
    kind = _KINDS[gold["kind"]]
    period = str(gold["period"]) if "period" in gold else None
    wishes = (
        Wishes(received=RECEIVED),
        Wishes(received=RECEIVED, period=period),
        Wishes(received=RECEIVED, kind=kind, period=period),
    )
    said = ""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        write_empty_site(site)
        for wish in wishes:
            if wish.kind and wish.kind not in NAMES:
                return None, True, f"还没有读“{wish.kind}”的程序"
            try:
                return ingest(file, site, wish, RECEIVED, dry_run=True), bool(wish.kind), ""
            except Problems as problems:
                said = "；".join(problem.message for problem in problems.problems)
    return None, True, said


def _pairs(
    wanted: Sequence[Mapping[str, Any]], tasks: Sequence[Task]
) -> list[tuple[Mapping[str, Any], Task | None]]:
    """Return each task of gold with the record of the same beginning, else of the same number."""
    left = list(tasks)
    found: dict[int, Task] = {}
    for same in (_same_text, _same_number):
        for at, expected in enumerate(wanted):
            task = next((task for task in left if same(expected, task)), None)
            if at not in found and task is not None:
                found[at] = task
                left.remove(task)
    return [(expected, found.get(at)) for at, expected in enumerate(wanted)]


def _same_text(expected: Mapping[str, Any], task: Task) -> bool:
    """Return whether a text begins as gold's; a shorter one must be whole up to a mark."""
    text, start = bare(task.text), bare(expected["text12"]).rstrip(_END_MARKS)
    if not text.startswith(start):
        return False
    return (
        len(bare(expected["text12"])) >= _TEXT12 or not text[len(start) : len(start) + 1].isalnum()
    )


def _same_number(expected: Mapping[str, Any], task: Task) -> bool:
    return expected["no"] not in ("-", "") and bare(expected["no"]) == bare(task.number)


def bare(text: str | None) -> str:
    """Return a text without white space."""
    return "".join((text or "").split())


def _scores(
    notice: str, expected: Mapping[str, Any], task: Task | None, sections: Mapping[str, str]
) -> Iterator[Score]:
    gold, found = _gold_fields(expected, sections), _found_fields(task, expected) if task else {}
    for field in FIELDS:
        marked = any(
            mark.startswith(name)
            for mark in (task.review if task else ())
            for name in _names(field)
        )
        yield Score(
            notice,
            expected["text12"],
            field,
            gold.get(field, frozenset()),
            found.get(field, frozenset()),
            marked,
        )


def _names(field: str) -> tuple[str, ...]:
    return _MARKS.get(field, (field,))


def _gold_fields(expected: Mapping[str, Any], sections: Mapping[str, str]) -> dict[str, Values]:
    by_unit = expected.get("by_unit", {})
    return {
        "number": _values([] if expected["no"] == "-" else [expected["no"]]),
        "text12": _values([expected["text12"]]),
        "section": _values([sections[expected["parent"]]] if "parent" in expected else []),
        "lead": _values(expected.get("lead", [])),
        "responsible": _values(expected.get("responsible", [])),
        "cooperating": _values(expected.get("co", [])),
        "leaders": _values(expected.get("leaders", [])),
        "status": _values([expected["status"]] if "status" in expected else []),
        "by_unit": _values(
            f"{unit}：{status}" for unit, said in by_unit.items() for status in said.split("；")
        ),
        "target": _values([expected["target"]] if "target" in expected else []),
    }


def _values(values: Iterator[str] | Sequence[str]) -> Values:
    return frozenset(bare(value) for value in values)


def _found_fields(task: Task, expected: Mapping[str, Any]) -> dict[str, Values]:
    """Return the fields of a record in gold's form."""
    lines = task.assignments
    said = [(line, update) for line in lines for update in line.updates]
    start = expected["text12"]
    text = start if _same_text(expected, task) else bare(task.text)[:_TEXT12]
    return {
        "number": _values([task.number] if task.number else []),
        "text12": _values([text]),
        "section": _section(task, expected),
        "lead": _values([name for line in lines for name in line.lead]),
        "responsible": _values([name for line in lines for name in line.responsible]),
        "cooperating": _values([name for line in lines for name in line.cooperating]),
        "leaders": _values([one.name or "" for line in lines for one in line.leaders]),
        "status": _values([one.status for _, one in said if one.status and not one.subject]),
        "by_unit": _values([_of_subject(line, one, expected) for line, one in said if one.subject]),
        "target": _values(
            [part.text for _, one in said for part in one.parts if "目标" in part.label]
        )
        if "target" in expected
        else frozenset(),
    }


def _section(task: Task, expected: Mapping[str, Any]) -> Values:
    """Return the section without its numeral, where gold names one."""
    if "parent" not in expected or not task.section:
        return frozenset()
    return _values([bare(task.section).removeprefix(expected["parent"]).lstrip("、.．")])


def _of_subject(line: Assignment, update: Update, expected: Mapping[str, Any]) -> str:
    """Return ``unit：status`` with the part of the task where gold has it: behind in brackets or before."""
    status, label = bare(update.status), bare(line.label)
    forms = (status, f"{status}（{label}）", f"{label}{status}")
    gold = {bare(one) for said in expected.get("by_unit", {}).values() for one in said.split("；")}
    form = next((form for form in forms[1:] if label and form in gold), status)
    return f"{bare(update.subject)}：{form}"


@dataclass(frozen=True, slots=True)
class Tally:
    """Values found, wanted and both; fields that are right, and all."""

    both: int
    found: int
    gold: int
    right: int
    fields: int

    @property
    def precision(self) -> str:
        """Share of the values found that gold has."""
        return _per_cent(self.both, self.found)

    @property
    def recall(self) -> str:
        """Share of gold's values that were found."""
        return _per_cent(self.both, self.gold)


def tally(scores: Sequence[Score]) -> Tally:
    """Return the sums of fields."""
    return Tally(
        both=sum(len(one.gold & one.found) for one in scores),
        found=sum(len(one.found) for one in scores),
        gold=sum(len(one.gold) for one in scores),
        right=sum(one.right for one in scores),
        fields=len(scores),
    )


def _per_cent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "—"


@dataclass(frozen=True, slots=True)
class Reached:
    """What the targets are held against, each a share from 0 to 1."""

    fields: float
    unmarked_fields: float
    marked_tasks: float


TARGETS = Reached(fields=0.90, unmarked_fields=0.98, marked_tasks=0.25)


def reached(notices: Sequence[NoticeScore]) -> Reached:
    """Return the three shares over all notices."""
    scores = [score for notice in notices for score in notice.scores]
    plain = [score for score in scores if not score.marked]
    return Reached(
        fields=sum(score.right for score in scores) / max(1, len(scores)),
        unmarked_fields=sum(score.right for score in plain) / max(1, len(plain)),
        marked_tasks=sum(notice.marked for notice in notices)
        / max(1, sum(notice.tasks for notice in notices)),
    )
