"""Checks of notices: their claims are of a known kind, with a value of that kind; their periods are given."""

import re
from collections.abc import Iterator

from tongbao.problems import Problem, Severity
from tongbao.records.checks.checked import Checked
from tongbao.records.messages import nearest
from tongbao.records.model import Claim
from tongbao.records.pending import how_to_give, pending_by_notice

_FIGURES = ("tasks", "assignments", "lead_units")
_LISTS = ("units_praised", "units_lagging")
_FIGURES_OF = re.compile(r"(?:status_count|status_share|list_length):\S.*")
_FORMS = (*_FIGURES, "status_count:积极推进", "status_share:积极推进", *_LISTS, "list_length:名单")


def claims_are_known(checked: Checked) -> Iterator[Problem]:
    """A claim has a name that the program can test, and states a figure or a list as the name says."""
    for notice in checked.content.notices:
        for number, claim in enumerate(notice.claims):
            if found := _wrong_with(claim):
                field, message, hint = found
                place = checked.places.value(notice.path, ("claims", number, field))
                yield Problem(place, message, hint)


def periods_are_given(checked: Checked) -> Iterator[Problem]:
    """A notice that says how things stand says of which period, or a person does in its stead."""
    notices = {notice.id: notice for notice in checked.content.notices}
    for name, count in pending_by_notice(checked.content).items():
        place = checked.places.value(notices[name].path, ("period",))
        yield Problem(place, *how_to_give(name, count), Severity.WARNING)


def _wrong_with(claim: Claim) -> tuple[str, str, str] | None:
    is_figure = claim.claim in _FIGURES or _FIGURES_OF.fullmatch(claim.claim) is not None
    if not is_figure and claim.claim not in _LISTS:
        guess = nearest(claim.claim, (*_FIGURES, *_LISTS))
        hint = f"你是不是要写“{guess}”" if guess else "可以写：" + "、".join(_FORMS)
        return "claim", f"没有“{claim.claim}”这种公布数", hint
    if is_figure != isinstance(claim.stated, int):
        kind, example = ("数", "写成 48") if is_figure else ("名单", "写成 [区财政局, 区发改委]")
        return "stated", f"{claim.claim} 公布的应是{kind}", example
    return None
