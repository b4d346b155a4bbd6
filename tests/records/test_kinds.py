"""Kinds of notices and claims: each is named, and a claim's name says of which kind it is."""

from typing import get_args

import pytest

from tongbao.records.kinds import KINDS_READ, NOTICE_KINDS, NoticeKind, claim_kind, claim_title


def test_every_kind_of_notice_is_named_and_those_that_are_read_say_by_what() -> None:
    assert tuple(NOTICE_KINDS) == get_args(NoticeKind)
    assert set(NOTICE_KINDS) - set(KINDS_READ) == {"return"}


@pytest.mark.parametrize(
    ("claim", "title"),
    [
        ("tasks", "任务（大项）"),
        ("status_count:积极推进", "“积极推进”项数"),
        ("list_length:红榜", "名单“红榜”"),
    ],
)
def test_a_claim_is_called_by_its_kind(claim: str, title: str) -> None:
    assert claim_title(claim) == title


@pytest.mark.parametrize("claim", ["task", "tasks:", "tasks:积极", "status_count", "status_count:"])
def test_what_is_of_no_kind_is_called_as_it_is_written(claim: str) -> None:
    assert claim_kind(claim) is None
    assert claim_title(claim) == claim
