"""Checks of notices: their claims are of a known kind, with a value of that kind; their periods are given."""

from collections.abc import Iterator

from tongbao.problems import Problem, Severity
from tongbao.records.checks.checked import Checked
from tongbao.records.kinds import CLAIM_KINDS, claim_kind
from tongbao.records.messages import nearest
from tongbao.records.model import Claim
from tongbao.records.pending import how_to_give, pending_by_notice


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
    kind = claim_kind(claim.claim)
    if kind is None:
        guess = nearest(
            claim.claim, tuple(name for name, one in CLAIM_KINDS.items() if not one.has_word)
        )
        forms = "、".join(one.example for one in CLAIM_KINDS.values())
        hint = f"你是不是要写“{guess}”" if guess else f"可以写：{forms}"
        return "claim", f"没有“{claim.claim}”这种公布数", hint
    if kind.is_list == isinstance(claim.stated, int):
        stated, example = (
            ("名单", "写成 [区财政局, 区发改委]") if kind.is_list else ("数", "写成 48")
        )
        return "stated", f"{claim.claim} 公布的应是{stated}", example
    return None
