"""Changes in words: what each kind is called, by which rule it is listed, how a row and a summary read.

In: changes. Out: titles, pieces of sentences, and one line of text a change, for feeds and for the command line.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tongbao.progress import periods
from tongbao.progress.changes import Change, Kind
from tongbao.progress.survey import PlanView
from tongbao.site.rows import named_number
from tongbao.site.views import Link

# In the order of the lists: what lags first, then what moved, then what is only printed otherwise.
KINDS: Mapping[Kind, tuple[str, str]] = {
    "newly_lagging": ("新滞后", "上次不滞后或没有列出，本期滞后"),
    "still_lagging": ("持续滞后", "上次和本期都滞后；连续几期按有进展的各期计"),
    "overdue": ("超过时限", "文件写明的时限在本期最后一天或以前，还没有办结"),
    "worse": ("下降", "完成情况比上次低，包括新滞后的"),
    "better": ("上升", "完成情况比上次高，还没有办结"),
    "completed": ("办结", "本期的完成情况是办结的用词"),
    "told": ("新报进展", "清单不写完成情况，本期所说的进展与上次不同"),
    "added": ("新增", "本期文件新列的分工"),
    "returned": ("重新列入", "更早的台账列过、上期台账没有列出，本期又列出"),
    "dropped": ("本期未列", "上期台账列有、没有办结，本期台账没有列出"),
    "renumbered": ("序号变动", "本期所印的序号与上次不同"),
    "reworded": ("任务文字变动", "本期所印的任务文字与上次不同"),
    "reassigned": ("单位或责任人变动", "本期所印的单位或责任人与上次不同，同一单位的别名不算"),
    "backwards": ("数字倒退", "只会增加的数比上次小，由程序比对，请核对原文"),
    "unchanged": ("进展文字与上次相同", "除空格外一字不差"),
}


def title_of(kind: Kind) -> str:
    """Return what a kind of change is called."""
    return KINDS[kind][0]


def anchor_of(kind: Kind) -> str:
    """Return the anchor of a kind's list."""
    return kind.replace("_", "-")


def count_of(changes: Iterable[Change]) -> int:
    """Return how many assignments some changes of one kind are of: one may change in two ways."""
    return len({(change.entry.task.path, change.entry.assignment.part) for change in changes})


def by_kind(changes: Iterable[Change]) -> Iterator[tuple[Kind, tuple[Change, ...]]]:
    """Yield the kinds that occur, in the order of the lists, with their changes."""
    found: dict[Kind, list[Change]] = {}
    for change in changes:
        found.setdefault(change.kind, []).append(change)
    for kind in KINDS:
        if kind in found:
            yield kind, tuple(found[kind])


def nothing_changed(view: PlanView) -> str:
    """Return what is said where no assignment changed; of a plan without statuses nothing is known but what is told."""
    return "没有变化" if view.has_statuses else "没有新报的进展"


def count_pieces(changes: Sequence[Change], page: str, nothing: str) -> tuple[Link, ...]:
    """Return 新滞后2项，上升3项。 in pieces, each leading to its list on a page."""
    pieces: list[Link] = []
    for kind, found in by_kind(changes):
        pieces += [Link("，")] if pieces else []
        pieces += [Link(f"{title_of(kind)}{count_of(found)}项", f"{page}#{anchor_of(kind)}")]
    return (*pieces, Link("。")) if pieces else (Link(f"{nothing}。"),)


def detail_of(change: Change, previous: str | None) -> str:
    """Return what a row says beside the two sides of a change; ``previous`` is the period compared with."""
    parts: list[str] = []
    if change.kind == "still_lagging":
        parts.append(f"连续{len(change.run)}期，自{periods.label(change.run[0])}")
    if change.due:
        parts.append(f"时限{change.due.date.isoformat()}（“{change.due.words}”）")
    if change.kind == "completed":
        parts += _completion(change)
    if change.field:
        parts.append(change.field)
    before = change.before.update if change.before else None
    if before and previous and before.period != previous and change.kind != "dropped":
        parts.append(f"上次为{periods.label(before.period)}")
    return "，".join(parts)


def _completion(change: Change) -> Iterator[str]:
    """Yield when the assignment was done with and what proves it, as far as that is stated."""
    stated = change.entry.update.completion if change.entry.update else None
    if stated and stated.date:
        yield f"办结日期{stated.date}"
    if stated and stated.evidence:
        yield f"依据：{stated.evidence}"


def line_of(change: Change, previous: str | None) -> str:
    """Return a change on one line: 第8项（1）地区生产总值（区发改委）：进展一般→进度滞后."""
    part = change.entry.assignment
    number = named_number(change.entry.task, part)
    units = "、".join(change.entry.counted_units)
    named = f"{number}　{part.label or change.entry.task.text}" + (f"（{units}）" if units else "")
    sides = (
        f"{change.was or '无'}→{change.now or '无'}"
        if change.before and change.was != change.now
        else change.now or change.was
    )
    said = "，".join(text for text in (sides, detail_of(change, previous)) if text)
    return f"{named}：{said}" if said else named


def lines_of(changes: Iterable[Change], previous: str | None) -> Iterator[str]:
    """Yield the changes as plain text, a heading a kind and a line a change."""
    for kind, found in by_kind(changes):
        yield f"{title_of(kind)}，{count_of(found)}项"
        for change in found:
            yield f"  {line_of(change, previous)}"
