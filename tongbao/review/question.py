"""A question to a person: what is asked of which record, where the notice says it, and what may be answered.

In: nothing. Out: ``Question`` values, made of the records as they stand; the same state gives the same questions. An
answer is applied to ``Changes`` and reads the records there, so that several answers may follow each other.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from tongbao.output.excerpts import Where
from tongbao.records.model import Record
from tongbao.records.yaml_out import dump
from tongbao.review.changes import Changes

# The groups in which questions stand, in the order in which a month is reviewed.
GROUPS: Mapping[str, str] = {
    "site": "站点设置",
    "plans": "任务清单与区划",
    "notices": "文件与期次",
    "words": "完成情况用词",
    "units": "单位",
    "people": "责任人与责任单位",
    "joins": "像是同一项的任务",
    "ended": "可能已结束的任务",
    "tasks": "任务",
    "figures": "指标与报道",
    "bulletins": "写通报要定的",
    "unread": "没有读成记录的文字",
}

Given = Mapping[str, str]
Apply = Callable[[Changes, Given], None]


@dataclass(frozen=True, slots=True)
class Input:
    """Something to fill in with an answer: a line, several lines, a day, or one of some options, value and words."""

    name: str
    label: str
    value: str = ""
    kind: Literal["line", "lines", "date", "options"] = "line"
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its words, what is filled in with it, and what it does."""

    name: str
    label: str
    apply: Apply
    inputs: tuple[Input, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked.

    ``id`` is another one as soon as the record says something else, so that no answer meets what nobody saw. ``shown``
    are lines of the record, title and text; ``page`` is the address of its page, "" where it has none. ``usual`` is the
    answer that may be given to many at once; ``is_open`` is false for what may be looked at and is answered.
    """

    id: str
    group: str
    title: str
    asked: str
    file: str
    choices: tuple[Choice, ...]
    shown: tuple[tuple[str, str], ...] = ()
    places: tuple[Where, ...] = ()
    page: str = ""
    usual: str = ""
    is_open: bool = True

    def choice(self, name: str) -> Choice | None:
        """Return the answer of a name."""
        return next((one for one in self.choices if one.name == name), None)


def question_id(record: Record, path: str, asked: str) -> str:
    """Return the id of a question: of another text of the record, another question."""
    said = f"{path}\0{asked}\0{dump(record)}"
    return hashlib.sha256(said.encode()).hexdigest()[:20]
