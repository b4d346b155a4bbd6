"""Shares by the largest remainder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbao.records.shares import shares

counts = st.lists(st.integers(min_value=0, max_value=10_000), max_size=12)


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ((19, 17, 8, 12), (34, 30, 14, 22)),
        ((1, 1, 1), (34, 33, 33)),
        ((1, 2), (33, 67)),
        ((0, 5), (0, 100)),
        ((), ()),
        ((0, 0), (0, 0)),
    ],
)
def test_shares_of(counted: tuple[int, ...], expected: tuple[int, ...]) -> None:
    assert shares(counted) == expected


@given(counts)
def test_the_shares_of_anything_add_up_to_a_hundred(counted: list[int]) -> None:
    assert sum(shares(counted)) == (100 if sum(counted) else 0)


@given(counts)
def test_no_share_is_a_whole_per_cent_from_the_true_one(counted: list[int]) -> None:
    total = sum(counted) or 1
    for count, share in zip(counted, shares(counted), strict=True):
        assert abs(share - 100 * count / total) < 1


@given(counts)
def test_more_never_gets_less(counted: list[int]) -> None:
    found = sorted(zip(counted, shares(counted), strict=True))
    assert [share for _, share in found] == sorted(share for _, share in found)
