"""What two states of a site both hold and say otherwise: it was published, so nobody may miss it.

In: the records of both. Out: ``Rewritten``, a field each. What only one of them holds is not told here but for what
was added to, or taken from, a notice or a task that both hold.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from tongbao.records.content import Content
from tongbao.records.facts import Indicator, Mention
from tongbao.records.fields import written_fields
from tongbao.records.model import Notice, Plan, Task, Unit, Update
from tongbao.records.settings import District, Settings
from tongbao.site import periods
from tongbao.site.rows import named_number, number_of
from tongbao.site.wording import OF_A_TASK, field_title

_R = TypeVar("_R", bound=BaseModel)
# Settings that are lists of records with names of their own; a month holds of them only what it uses.
_LISTED = ("districts", "vocabularies")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A field of a record that both sides hold and that says something else; values as text, "" for nothing."""

    what: str
    field: str
    was: str
    now: str

    @property
    def line(self) -> str:
        """The difference as one line of text."""
        called = f"{self.what}，{self.field}" if self.field else self.what
        return f"{called}：“{self.was}”→“{self.now}”"


def rewritten_tasks(
    old: Mapping[str, Task], tasks: Sequence[Task], both: frozenset[str]
) -> Iterator[Rewritten]:
    """Yield the differences of the tasks of a plan; ``both`` are the notices that both states hold."""
    for task in tasks:
        before = old.get(task.id)
        if before is None:
            continue
        yield from _fields(number_of(task), before, task, ("assignments", "review"))
        parts = {part.part: part for part in before.assignments}
        for part in task.assignments:
            if was := parts.get(part.part):
                what = named_number(task, part)
                yield from _fields(what, was, part, ("updates",))
                yield from _updates(what, was.updates, part.updates, both)


def _updates(
    what: str, before: Iterable[Update], after: Iterable[Update], both: frozenset[str]
) -> Iterator[Rewritten]:
    """Yield what is said otherwise; what a notice says that one state lacks came or went with that notice."""
    old = {(update.period, update.source.notice): update for update in before}
    new = {(update.period, update.source.notice): update for update in after}
    for key in dict.fromkeys((*new, *old)):
        called = f"{what}{periods.label(key[0])}进展"
        if key in old and key in new:
            yield from _fields(called, old[key], new[key])
        elif key[1] in both:
            yield Rewritten(called, "", *(("有", "删去") if key in old else ("无", "新增")))


def rewritten_records(one: Content, other: Content) -> Iterator[Rewritten]:
    """Yield the differences of all other records: plans, notices and what they state, units, pages and settings."""
    for plan, now in _both(one.plans, other.plans, _plan_id):
        yield from _fields(f"清单《{plan.title}》", plan, now, ("notices", "review"))
    for notice, later in _both(one.notices, other.notices, _notice_id):
        yield from _fields(f"文件《{notice.title}》", notice, later, ("review",))
    yield from _facts(one, other)
    for unit, renamed in _both(_units(one), _units(other), _unit_id):
        yield from _fields(f"单位 {unit[1].name}", unit[1], renamed[1], ("review",))
    texts = {page.id: page.text for page in other.pages}
    for page in one.pages:
        yield from _text(f"页面 {page.id}", page.text, texts.get(page.id, page.text))
    yield from _text("门户页头", one.portal.header, other.portal.header)
    yield from _text("门户页脚", one.portal.footer, other.portal.footer)
    yield from _settings(one.settings, other.settings)


def _plan_id(plan: Plan) -> str:
    return plan.id


def _notice_id(notice: Notice) -> str:
    return notice.id


def _unit_id(named: tuple[str, Unit]) -> str:
    district, unit = named
    return f"{district}/{unit.id}"


def _district_id(district: District) -> str:
    return district.id


def _units(content: Content) -> tuple[tuple[str, Unit], ...]:
    return tuple(
        (registry.district, unit) for registry in content.registries for unit in registry.units
    )


_T = TypeVar("_T")


def _both(
    before: Iterable[_T], after: Iterable[_T], key: Callable[[_T], str]
) -> Iterator[tuple[_T, _T]]:
    """Yield the pairs of what both sides hold, in the order of the earlier one."""
    now = {key(one): one for one in after}
    return ((one, now[key(one)]) for one in before if key(one) in now)


def _facts(one: Content, other: Content) -> Iterator[Rewritten]:
    """Yield the indicators and mentions that a notice, held by both, states in one of the states only."""
    stated, now_stated = _stated(one), _stated(other)
    for notice, _ in _both(one.notices, other.notices, _notice_id):
        was, now = stated.get(notice.id, ()), now_stated.get(notice.id, ())
        called = f"文件《{notice.title}》的指标或报道"
        yield from (Rewritten(called, "", _shown(row), "") for row in was if row not in now)
        yield from (Rewritten(called, "", "", _shown(row)) for row in now if row not in was)


def _stated(content: Content) -> dict[str, tuple[Indicator | Mention, ...]]:
    found: dict[str, tuple[Indicator | Mention, ...]] = {}
    for figures in content.indicators:
        found[figures.notice] = figures.indicators
    for news in content.mentions:
        found[news.notice] = (*found.get(news.notice, ()), *news.mentions)
    return found


def _settings(one: Settings, other: Settings) -> Iterator[Rewritten]:
    yield from _fields("site.yml", one, other, _LISTED)
    for district, now in _both(one.districts, other.districts, _district_id):
        yield from _fields(f"site.yml 的 {district.name}", district, now)
    for name, statuses in one.vocabularies.items():
        later = other.vocabularies.get(name, statuses)
        if later != statuses:
            called = f"site.yml 的用词表 {name}"
            yield Rewritten(called, "", _shown(statuses), _shown(later))


def _fields(what: str, before: _R, after: _R, skip: tuple[str, ...] = ()) -> Iterator[Rewritten]:
    for field in written_fields(type(after)):
        was, now = getattr(before, field), getattr(after, field)
        if field not in skip and was != now:
            title = field_title(field, type(after), *OF_A_TASK)
            yield Rewritten(what, title, _shown(was), _shown(now))


def _text(what: str, was: str, now: str) -> Iterator[Rewritten]:
    """Yield the first line in which two long texts differ."""
    pairs = itertools.zip_longest(was.splitlines(), now.splitlines(), fillvalue="")
    lines = enumerate(pairs, 1)
    if found := next(((n, *pair) for n, pair in lines if pair[0] != pair[1]), None):
        number, before, after = found
        yield Rewritten(what, f"第{number}行起", before, after)


def _shown(value: object) -> str:
    """Return a value of a record as people read it: lists one after the other, records by what they state."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return "；".join(f"{key} {_shown(one)}" for key, one in value.items())
    if isinstance(value, tuple):
        return "；".join(_shown(one) for one in value)
    if isinstance(value, BaseModel):
        stated = value.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
        return "，".join(str(one) for one in stated.values())
    return str(value)
