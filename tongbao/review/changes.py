"""What answers change: records put anew, files taken away, decisions kept; and the bytes of all of it.

In: the content as it stands, the day, who answers. Out: the content as it shall stand, and files by path.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from tongbao.records.content import Content
from tongbao.records.decisions import Decision, DecisionKind, Decisions, digest_of
from tongbao.records.facts import Indicators, Mentions
from tongbao.records.model import Notice, Plan, Record, Registry, Task, Unit
from tongbao.records.settings import Settings
from tongbao.records.store import Stored, texts_of

R = TypeVar("R", bound=Record)
_SHELVES: Mapping[type, str] = {
    Plan: "plans",
    Task: "tasks",
    Registry: "registries",
    Notice: "notices",
    Indicators: "indicators",
    Mentions: "mentions",
    Decisions: "decisions",
}


class RefusedAnswer(Exception):
    """An answer that cannot be taken; the text says to a person why, and what to write instead."""


class GoneError(RefusedAnswer):
    """What an answer is about is there no more: an answer before it in the same form took it away."""


class Changes:
    """The records of a site while answers are applied to them, one after the other."""

    def __init__(self, content: Content, today: datetime.date, by: str | None = None) -> None:
        """Keep the content as it stands; ``by`` is who answers."""
        self.content, self.today, self.by = content, today, by
        self._put: dict[str, Stored | None] = {}

    def copy(self) -> "Changes":
        """Return the same changes, to go back to where an answer is refused half-way."""
        same = Changes(self.content, self.today, self.by)
        same._put = dict(self._put)
        return same

    def put(self, record: Stored) -> None:
        """Let a record stand, new or in place of the one of its file."""
        self._put[record.path] = record
        if isinstance(record, Settings):
            self.content = replace(self.content, settings=record)
            return
        shelf = _SHELVES[type(record)]
        standing = getattr(self.content, shelf)
        kept = tuple(record if one.path == record.path else one for one in standing)
        is_new = all(one.path != record.path for one in standing)
        self._shelve(shelf, (*kept, record) if is_new else kept)

    def remove(self, record: Plan | Task | Registry) -> None:
        """Take a record's file away."""
        self._put[record.path] = None
        shelf = _SHELVES[type(record)]
        kept = tuple(one for one in getattr(self.content, shelf) if one.path != record.path)
        self._shelve(shelf, kept)

    def _shelve(self, shelf: str, records: tuple[Any, ...]) -> None:
        changed: dict[str, Any] = {shelf: records}
        self.content = replace(self.content, **changed)

    def decide(
        self,
        kind: DecisionKind,
        *about: str,
        is_so: bool,
        asked: str | None = None,
        seen: str | None = None,
        reason: str | None = None,
    ) -> None:
        """Keep what a person decided, in the file of this year."""
        name = f"{self.today:%Y}"
        files = {one.id: one for one in self.content.decisions}
        decision = Decision(
            kind=kind,
            asked=asked,
            about=about,
            seen=None if seen is None else digest_of(seen),
            answer="yes" if is_so else "no",
            reason=reason,
            by=self.by,
            date=self.today,
        )
        file = files.get(name, Decisions(id=name))
        self.put(file.model_copy(update={"decisions": (*file.decisions, decision)}))

    def files(self, root: Path) -> dict[str, bytes | None]:
        """Return the bytes of every file that changes, None for one that goes."""
        standing = [record for record in self._put.values() if record]
        gone = {path: None for path, record in self._put.items() if record is None}
        return {**texts_of(root, standing), **gone}

    def plan(self, plan: str) -> Plan:
        """Return a plan as it stands now; raises ``GoneError`` where it is there no more."""
        return _only((one for one in self.content.plans if one.id == plan), plan)

    def task(self, key: str) -> Task:
        """Return a task as it stands now; raises as ``plan``."""
        return _only((one for one in self.content.tasks if one.key == key), key)

    def notice(self, notice: str) -> Notice:
        """Return a notice as it stands now; raises as ``plan``."""
        return _only((one for one in self.content.notices if one.id == notice), notice)

    def unit(self, district: str, unit: str) -> tuple[Registry, Unit]:
        """Return a unit as it stands now, with its registry; raises as ``plan``."""
        registry = self.content.registry(district)
        return registry, _only((one for one in registry.units if one.id == unit), unit)


def _only(found: Iterator[R], name: str) -> R:
    for one in found:
        return one
    raise GoneError(f"{name} 已经没有了")
