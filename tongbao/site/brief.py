"""The short message for a work group (简讯): how many, how they stand, what changed, who lags.

In: the survey and the changes. Out: plain text, one for every period of a plan and one for the site with the latest
period of each plan. It begins with a byte order mark and ends its lines as Notepad and chat programs expect.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tongbao.progress.changes import Kind
from tongbao.progress.merging import Entry
from tongbao.progress.period_changes import Movements, PeriodChanges
from tongbao.progress.periods import label
from tongbao.progress.survey import PlanView, Survey, reported
from tongbao.records.shares import shares
from tongbao.site import change_words, urls
from tongbao.site.table import TextFile
from tongbao.site.tallies import counts_of, undecided_sentence
from tongbao.site.wording import collecting_sentence, lead_names, left_out_sentence

WORD = "简讯"
_LONGEST = 500
# At least so many units are named of those that lag, however long the message becomes.
_NAMED = 3
_TOLD: tuple[Kind, ...] = (
    "newly_lagging",
    "still_lagging",
    "overdue",
    "worse",
    "better",
    "completed",
    "told",
    "added",
    "dropped",
)
_BYTE_ORDER = "\ufeff"


def briefs(survey: Survey, moved: Movements) -> Iterator[TextFile]:
    """Yield the message of every period, then that of the site; there is none where nothing was reported."""
    latest: list[str] = []
    for view in survey.plans:
        for span in view.periods:
            text = brief_of(survey, view, span, moved.of_period(view.plan.id, span))
            page = urls.period(view.plan.id, span)
            yield TextFile(f"{page.removesuffix('.html')}.txt", page, WORD, _file(text))
            if span == view.as_of:
                latest.append(text)
    if latest:
        yield TextFile(urls.BRIEF, urls.HOME, WORD, _file("\n\n".join(latest)))


def _file(text: str) -> str:
    return _BYTE_ORDER + text.replace("\n", "\r\n") + "\r\n"


def brief_of(survey: Survey, view: PlanView, span: str, found: PeriodChanges | None) -> str:
    """Return the message of a period; units are named as far as it stays short, the rest counted."""
    entries = reported(survey, view, span)
    lagging = _by_unit(survey, view, (one for one in entries if view.standing(one).lagging))
    newly = _by_unit(survey, view, _newly(found))
    for named in range(max(len(lagging), len(newly), _NAMED), _NAMED - 1, -1):
        lines = (
            f"【{view.plan.title}】{label(span)}进展",
            *_counted(survey, view, span, entries),
            *_changed(found),
            *_units("新滞后单位", newly, named),
            *_units("滞后单位", lagging, named),
            *_sources(survey, view, span, entries),
        )
        text = "\n".join(lines)
        if len(text) <= _LONGEST:
            break
    return text


def _counted(survey: Survey, view: PlanView, span: str, entries: Sequence[Entry]) -> Iterator[str]:
    """Yield how many tasks, assignments and units, and how they stand with their shares."""
    listed = [entry for entry in entries if entry.is_counted]
    tasks = len({entry.task.path for entry in listed})
    units = len(lead_names(survey, view, listed))
    answering = f"，{units}家单位" if units else ""
    yield f"总数：{tasks}项任务、{len(listed)}项分工{answering}。"
    if left_out := left_out_sentence(survey.shown.left_out_of(view.plan.id)):
        yield left_out
    if not view.has_statuses:
        return
    if told := collecting_sentence(survey, view, span):
        yield told
    counted = counts_of(view, listed)
    base = [(one, count) for one, count in counted if one.base]
    if undecided := undecided_sentence(counted):
        yield from _line("", (f"{one.heading}{count}项" for one, count in counted))
        yield f"{undecided}。"
    else:
        parts = zip(base, shares([count for _, count in base]), strict=True)
        said = (f"{one.heading}{count}项（{share}%）" for (one, count), share in parts)
        yield from _line("", said)
        outside = (f"{one.heading}{count}项" for one, count in counted if not one.base)
        yield from _line("不计入占比：", outside)
    apart = counts_of(view, (entry for entry in entries if not entry.is_counted))
    yield from _line("另有：", (f"{one.heading}{count}项" for one, count in apart))


def _line(head: str, parts: Iterable[str], mark: str = "，") -> Iterator[str]:
    """Yield one line of these parts, none where there are none."""
    if said := mark.join(parts):
        yield f"{head}{said}。"


def _changed(found: PeriodChanges | None) -> Iterator[str]:
    if found is None or found.previous is None:
        return
    parts = [
        f"{change_words.title_of(kind)}{len(changes)}项"
        for kind, changes in change_words.by_kind(found.known)
        if kind in _TOLD
    ]
    yield from _line(
        f"与{label(found.previous)}相比：", parts or [change_words.nothing_changed(found.view)]
    )


def _newly(found: PeriodChanges | None) -> Iterator[Entry]:
    """Yield what lags since this period; of a first period nothing is new."""
    if found is not None and found.previous is not None:
        for change in found.known:
            if change.kind == "newly_lagging":
                yield change.entry


def _by_unit(
    survey: Survey, view: PlanView, entries: Iterable[Entry]
) -> tuple[tuple[str, int], ...]:
    """Return the units that answer for entries by the registry's name, the most first, then as printed."""
    counted = Counter(
        _registered(survey, view, name) for entry in entries for name in entry.counted_units
    )
    return tuple(sorted(counted.items(), key=lambda one: -one[1]))


def _registered(survey: Survey, view: PlanView, name: str) -> str:
    unit = survey.directory.names[view.plan.district].find(name)
    return unit.name if unit else name


def _units(head: str, units: Sequence[tuple[str, int]], named: int) -> Iterator[str]:
    said = [f"{name}{f'（{count}项）' if count > 1 else ''}" for name, count in units[:named]]
    rest = f"等{len(units)}家" if len(units) > named else ""
    if said:
        yield f"{head}：{'、'.join(said)}{rest}。"


def _sources(survey: Survey, view: PlanView, span: str, entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the notices of the period, each with its issuer and day."""
    named = {one.update.source.notice for one in entries if one.update and not one.carried}
    parts = (
        f"《{one.title}》（{one.issuer or '未署发文机关'}，"
        f"{one.date.isoformat() if one.date else '未署日期'}）"
        for one in survey.shown.content.notices
        if one.id in named or (one.id in view.plan.notices and one.period == span)
    )
    yield from _line("来源：", parts, "、")
