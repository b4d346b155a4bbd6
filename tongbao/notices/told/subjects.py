"""Sentences that say how counties or townships stand: ``进度较慢的县区为甲县、乙县``, ``甲县完成进度较慢``.

In: the text behind a task, without white space. Out: ``SaidOfSubject`` values: the part of the task, the status as
printed and whom it is about; ``with_subjects`` makes assignments of them. A status of a county is none of the bureau
that leads.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tongbao.notices.lexicon import Lexicon, choice
from tongbao.records.model import Assignment, Task

_CLAUSE = re.compile(r"[^。；;]+[。；;]?")
_JOINTS = re.compile(r"[、，,和及与]")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,12}")
_END_MARKS = "。；;，,"
_LONGEST_STATUS = 16


@dataclass(frozen=True, slots=True)
class SaidOfSubject:
    """A status of some subjects; ``label`` names the part of the task, ``words`` is the clause as printed."""

    label: str
    status: str
    subjects: tuple[str, ...]
    words: str


def said_of_subjects(text: str, lexicon: Lexicon) -> tuple[SaidOfSubject, ...]:
    """Return what a text says of subjects, clause by clause; other clauses say nothing here."""
    return tuple(said for clause in _CLAUSE.findall(text) if (said := _said(clause, lexicon)))


def _said(clause: str, lexicon: Lexicon) -> SaidOfSubject | None:
    words = lexicon.told
    bare = clause.strip(_END_MARKS)
    nouns, scopes = choice(words.subject_nouns), choice(words.scopes)
    named = re.fullmatch(
        rf"(?:(?P<label>[^，,：:]+)[，,])?(?:{scopes})*(?P<status>[^，,：:]+?)的(?:{nouns})?"
        rf"(?:为|是|有|包括)[：:]?(?P<subjects>[^：:]+)",
        bare,
    )
    behind = re.fullmatch(
        rf"(?:(?P<label>[^，,：:]+)[，,])?(?:{scopes})*"
        rf"(?P<subjects>[^，,：:]{{1,30}}?(?:{choice(words.subject_endings)}))(?P<status>[^、和与及，,：:][^，,：:]*)",
        bare,
    )
    for match in filter(None, (named, behind)):
        subjects = tuple(_subjects(match["subjects"], lexicon))
        if subjects and _is_status(match["status"], lexicon):
            return SaidOfSubject(match["label"] or "", match["status"], subjects, clause)
    return None


def _is_status(text: str, lexicon: Lexicon) -> bool:
    """Return whether words say how something stands: short, without figures, with a sign of it."""
    plain = len(text) <= _LONGEST_STATUS and not any(sign.isdecimal() for sign in text)
    return plain and any(sign in text for sign in lexicon.told.signs)


def _subjects(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the subjects of an enumeration; none at all where a piece does not end as subjects do."""
    pieces = [piece for piece in _JOINTS.split(text) if piece]
    endings = lexicon.told.subject_endings
    if all(_NAME.fullmatch(piece) and piece.endswith(endings) for piece in pieces):
        yield from pieces


def with_subjects(tasks: Iterable[Task], lexicon: Lexicon) -> tuple[Task, ...]:
    """Return the tasks with what their progress says of subjects: one assignment for each status of each.

    Only a progress that is prose without a status is looked at; one that says nothing of subjects stays as it is.
    """
    return tuple(_task_with_subjects(task, lexicon) for task in tasks)


def _task_with_subjects(task: Task, lexicon: Lexicon) -> Task:
    lines = [new for line in task.assignments for new in _lines(line, lexicon)]
    if len(lines) == len(task.assignments):
        numbered = tuple(lines)
    else:
        numbered = tuple(
            line.model_copy(update={"part": str(part)}) for part, line in enumerate(lines, start=1)
        )
    return task.model_copy(update={"assignments": numbered})


def _lines(line: Assignment, lexicon: Lexicon) -> Iterator[Assignment]:
    """Yield an assignment, or what it becomes where its one update speaks of subjects."""
    update = line.updates[0] if len(line.updates) == 1 else None
    text = "".join(update.text.split()) if update and update.status is None else ""
    said = said_of_subjects(text, lexicon)
    if update is None or not said:
        yield line
        return
    whole = len("".join(one.words for one in said)) == len(text)
    several = sum(len(one.subjects) for one in said) > 1
    for one in said:
        for subject in one.subjects:
            told = update.model_copy(
                update={
                    "status": one.status,
                    "subject": subject,
                    "text": one.words if whole else update.text,
                }
            )
            yield line.model_copy(
                update={
                    "label": one.label or line.label,
                    "lead_shared": several and bool(line.lead),
                    "updates": (told,),
                }
            )
