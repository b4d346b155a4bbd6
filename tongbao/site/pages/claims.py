"""Claims as pages show them: what a notice states about itself beside what the records give.

In: the tested claims and the notice. Out: ``ClaimTable``. A name that this edition does not hold is not
shown in it, only counted.
"""

from dataclasses import dataclass, replace

from tongbao.notices.claims import ClaimResult
from tongbao.progress.survey import Survey
from tongbao.records.kinds import claim_title
from tongbao.records.model import Claim, Notice
from tongbao.site import urls
from tongbao.site.views import Link

_ALL_COUNTED = "按全部记录核对，不在本版公开的事项也计算在内。"
_VERDICTS = {
    True: ("一致", "yes", "✓"),
    False: ("不一致", "no", "≠"),
    None: ("无法判定", "open", "？"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A figure or list as a notice states it, beside what the records give."""

    what: str
    stated: str
    found: str
    verdict: str
    kind: str
    glyph: str
    reason: str
    extra: str
    words: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTable:
    """The claims of one notice: those that state a figure, and those that state a list."""

    title: str
    caption: str
    note: str
    notice: Link
    figures: tuple[ClaimView, ...]
    lists: tuple[ClaimView, ...]


def claim_table(survey: Survey, notice: Notice) -> ClaimTable | None:
    """Return the claims of a notice, None where it makes none or they were not tested."""
    results = survey.claims.get(notice.id, ())
    if not results:
        return None
    words = {claim.claim: claim for claim in notice.claims}
    views = [(result, _view(result, words.get(result.claim))) for result in results]
    return ClaimTable(
        title=f"《{notice.title}》的公布数与记录",
        caption=f"公布数与记录，共{len(results)}条：{_summary(results)}",
        note=_ALL_COUNTED if survey.shown.by_notice.get(notice.id) else "",
        notice=Link(f"《{notice.title}》", f"{urls.notice(notice.id)}#claims"),
        figures=tuple(view for result, view in views if isinstance(result.stated, int)),
        lists=tuple(view for result, view in views if not isinstance(result.stated, int)),
    )


def _summary(results: tuple[ClaimResult, ...]) -> str:
    """Return how many claims came out how, such as 11条一致，1条无法判定."""
    counted = {
        _VERDICTS[agrees][0]: sum(result.agrees is agrees for result in results)
        for agrees in (True, False, None)
    }
    return "，".join(f"{count}条{word}" for word, count in counted.items() if count) + "。"


def _view(result: ClaimResult, claim: Claim | None) -> ClaimView:
    verdict, tone, glyph = _VERDICTS[result.agrees]
    unit = "%" if result.claim.startswith("status_share:") else ""
    page = claim.page if claim else None
    return ClaimView(
        what=claim_title(result.claim),
        stated=_figure(result.stated, unit),
        found=_figure(result.found, unit) if result.found is not None else "记录中没有",
        verdict=verdict,
        kind=tone,
        glyph=glyph,
        reason=result.reason.sentence,
        extra=_extra(result),
        words=claim.words if claim else "",
        place=f"第{page}页" if page is not None else "",
    )


def _figure(value: int | tuple[str, ...], unit: str) -> str:
    if isinstance(value, int):
        return f"{value}{unit}"
    return f"{'、'.join(value)}（{len(value)}家）" if value else "无"


def _extra(result: ClaimResult) -> str:
    """Return the names that only the records have, where the reason does not name them already."""
    names = [name for name in result.extra if name not in result.reason.sentence]
    return f"记录中另有：{'、'.join(names)}" if names else ""


def claims_in_edition(
    results: tuple[ClaimResult, ...], shown_names: frozenset[str], reduced: frozenset[str]
) -> tuple[ClaimResult, ...]:
    """Return the claims without names the edition does not hold.

    ``shown_names`` are all unit names and aliases that its pages show, ``reduced`` the notices of which
    something is left out; the claims of the other notices stay as they are.
    """
    return tuple(
        _without(result, shown_names) if result.notice in reduced else result for result in results
    )


def _without(result: ClaimResult, shown_names: frozenset[str]) -> ClaimResult:
    if not isinstance(result.found, tuple) or not isinstance(result.stated, tuple):
        return replace(result, reason=result.reason.nameless())
    hidden = {*result.found, *result.extra} - shown_names - {*result.stated}
    if not hidden:
        return result
    return replace(
        result,
        found=tuple(name for name in result.found if name not in hidden),
        reason=result.reason.nameless(len(hidden)),
        extra=tuple(name for name in result.extra if name not in hidden),
    )
