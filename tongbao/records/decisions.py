"""What people decided once, so that it is not asked again: content/decisions/<id>.yml, a list a file.

In: plain data whose scalars are text. Out: frozen records, and ``Decided``, which answers for them. They are written by
hand or by a tool; the files may be parted as an office likes, by year or by plan.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from tongbao.records.model import Record
from tongbao.records.scalars import Date, Digest, Filled

DecisionKind = Literal["mark", "same_name", "alias", "word", "ended", "join"]

# What may be asked, as a person says it.
DECISION_KINDS: Mapping[str, str] = {
    "mark": "待核对的事",
    "same_name": "同名的人是不是一个人",
    "alias": "两个名称是不是一家单位",
    "word": "完成情况用词算什么",
    "ended": "任务是不是结束了",
    "join": "文件里的任务是不是清单里的那一项",
}


class Decision(Record, title="决定"):
    """One thing asked and answered.

    ``about`` names the records: a task ``plan/id``, a unit, a word, a notice's id; of a join the task and then the text
    of the notice. ``seen`` is the digest of the text that the person saw (``digest_of``): of another text the decision
    says nothing; null holds for any.
    """

    kind: DecisionKind = Field(title="哪一种")
    asked: Filled | None = Field(default=None, title="问的话")
    about: tuple[Filled, ...] = Field(title="关于")
    seen: Digest | None = Field(default=None, title="所看文字的校验值")
    answer: Literal["yes", "no"] = Field(title="答")
    reason: Filled | None = Field(default=None, title="理由")
    by: Filled | None = Field(default=None, title="谁定的")
    date: Date | None = Field(default=None, title="哪天定的")


class Decisions(Record, title="一次定下的事"):
    """One file of decisions."""

    id: str = Field(exclude=True, title="文件名")
    decisions: tuple[Decision, ...] = Field(default=(), title="决定")

    @property
    def path(self) -> str:
        """The file, relative to the site's folder."""
        return f"content/decisions/{self.id}.yml"


def digest_of(text: str) -> str:
    """Return the digest of a text as a person sees it: white space does not count."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Decided:
    """All decisions of a site, by what they are about."""

    decisions: tuple[Decision, ...] = ()
    _by_name: Mapping[str, tuple[Decision, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the decisions by each thing that they are about."""
        found: dict[str, tuple[Decision, ...]] = {}
        for one in self.decisions:
            for name in one.about:
                found[_bare(name)] = (*found.get(_bare(name), ()), one)
        object.__setattr__(self, "_by_name", found)

    @classmethod
    def of(cls, files: Iterable[Decisions]) -> "Decided":
        """Return the decisions of all files."""
        return cls(tuple(one for file in files for one in file.decisions))

    def is_cleared(self, mark: str, about: str, seen: str) -> bool:
        """Return whether somebody has answered a mark on a record, of which ``seen`` is the text."""
        return any(
            one.kind == "mark" and one.asked == mark and one.seen in (None, digest_of(seen))
            for one in self._of(about)
        )

    def is_same(self, name: str, other: str) -> bool | None:
        """Return whether two names are one unit; None where nobody said."""
        return self._answer("alias", name, other)

    def is_joined(self, task: str, text: str) -> bool | None:
        """Return whether a text of a notice is a task's; None where nobody said."""
        return self._answer("join", task, text)

    def texts_of(self, task: str) -> tuple[str, ...]:
        """Return the texts that somebody said are a task's."""
        return tuple(
            text
            for one in self._of(task)
            if one.kind == "join" and one.answer == "yes"
            for text in one.about
            if text != task
        )

    def is_kept(self, task: str) -> bool:
        """Return whether somebody said that a task has not ended though it is not listed."""
        return any(one.kind == "ended" and one.answer == "no" for one in self._of(task))

    def _answer(self, kind: DecisionKind, name: str, other: str) -> bool | None:
        for one in reversed(self._of(name)):
            if one.kind == kind and _bare(other) in map(_bare, one.about):
                return one.answer == "yes"
        return None

    def _of(self, name: str) -> tuple[Decision, ...]:
        return self._by_name.get(_bare(name), ())


def _bare(text: str) -> str:
    return "".join(text.split())
