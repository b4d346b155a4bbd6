"""What the kinds of question share: a mark that was looked at is cleared and decided; text that was filled in is typed.

In: a record with a mark, or what a person wrote. Out: answers, and values for records.
"""

import datetime
from collections.abc import Callable, Sequence
from typing import TypeVar

from pydantic import ValidationError

from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.quantities.periods import ACCEPTED_FORMS, Span, parse_period
from tongbao.notices.registering import with_units
from tongbao.records.content import Content
from tongbao.records.decisions import Decided
from tongbao.records.facts import Indicators, Mentions
from tongbao.records.messages import findings_of
from tongbao.records.model import Notice, Plan, Record, Registry, Task
from tongbao.review.changes import Changes, RefusedAnswer
from tongbao.review.question import Apply, Choice, Given, Input

Marked = Task | Plan | Notice | Indicators | Mentions
R = TypeVar("R", bound=Record)

YES, CHANGE = "yes", "change"
RIGHT = "对"
_SHOWN = 14


def called(task: Task) -> str:
    """Return how a task is called where it stands among others: 第8项“稳增长、保态势……”."""
    text = task.text if len(task.text) <= _SHOWN else f"{task.text[:_SHOWN]}……"
    return f"第{task.number}项“{text}”" if task.number else f"“{text}”"


def without_mark(record: R, mark: str) -> R:
    """Return a record without one of its review marks."""
    review = tuple(one for one in record.review if one != mark)  # type: ignore[attr-defined]
    return record.model_copy(update={"review": review})


def cleared(
    changes: Changes, record: Marked, mark: str, about: str, seen: str, *, is_so: bool = True
) -> None:
    """Put a record without a mark, and keep that somebody has looked at it."""
    changes.put(without_mark(record, mark))
    changes.decide("mark", about, is_so=is_so, asked=mark, seen=seen)


def looked_at(
    find: Callable[[Changes], Marked], mark: str, about: str, seen: str, label: str = RIGHT
) -> Choice:
    """Return the answer that a mark is right as it stands."""

    def apply(changes: Changes, _given: Given) -> None:
        cleared(changes, find(changes), mark, about, seen)

    return Choice(YES, label, apply)


def changed(inputs: Sequence[Input], apply: Apply, label: str = "改成") -> Choice:
    """Return the answer that gives something else."""
    return Choice(CHANGE, label, apply, tuple(inputs))


def with_values(record: R, **values: object) -> R:
    """Return a record with other values, checked as those of a file; raises ``RefusedAnswer``."""
    kept = {name: getattr(record, name) for name in type(record).model_fields}
    said = {**kept, **values}
    try:
        return type(record).model_validate(said)
    except ValidationError as wrong:
        first = next(findings_of(wrong, type(record), said))
        hint = f"（{first.hint}）" if first.hint else ""
        raise RefusedAnswer(f"{first.message}{hint}") from None


def filled(given: Given, name: str, label: str) -> str:
    """Return what was filled in; raises ``RefusedAnswer`` where it is nothing."""
    said = given.get(name, "").strip()
    if not said:
        raise RefusedAnswer(f"“{label}”没有填写")
    return said


def names_in_lines(said: str) -> tuple[str, ...]:
    """Return the names that were written one a line or behind 、 and commas, each once."""
    for sign in "、，,;；\r\t":
        said = said.replace(sign, "\n")
    return tuple(dict.fromkeys(filter(None, (name.strip() for name in said.split("\n")))))


def with_units_of(content: Content, district: str, tasks: Sequence[Task]) -> Registry:
    """Return the registry of a district with the units that some tasks name, new ones marked as ``ingest`` does."""
    decided = Decided.of(content.decisions)
    return with_units(content.registry(district), tasks, (), standard_lexicon(), decided)


def period_of(said: str) -> Span:
    """Return a period as a person writes it; raises ``RefusedAnswer``."""
    span = parse_period(said)
    if span is None:
        raise RefusedAnswer(f"读不懂期次“{said}”，写成这样的一种：{ACCEPTED_FORMS}")
    return span


def day_of(said: str) -> datetime.date:
    """Return a day as a person writes it; raises ``RefusedAnswer``."""
    try:
        return datetime.date.fromisoformat(said.strip())
    except ValueError:
        raise RefusedAnswer(f"“{said}”不是日期，写成 2022-08-17 的样子") from None
