"""Shares of a whole, in whole per cent, that always add up to 100.

In: counts in declared order. Out: shares by the largest remainder. The supervision office prints them
so: 12 of 56 is 22 % beside 34, 30 and 14, though 21.43 rounds to 21.
"""

from collections.abc import Sequence


def shares(counts: Sequence[int]) -> tuple[int, ...]:
    """Return the share of each count in per cent, ties by declared order.

    The sum is 100, or every share 0 where nothing was counted: a page then prints no share.
    """
    total = sum(counts)
    if total == 0:
        return (0,) * len(counts)
    whole = [count * 100 // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda at: (-(counts[at] * 100 % total), at))
    for at in by_remainder[: 100 - sum(whole)]:
        whole[at] += 1
    return tuple(whole)
