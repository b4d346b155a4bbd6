"""Ids for the tasks of a notice: their numbers where those tell them apart.

In: the numbers as printed. Out: ids for file names, in the same order.
"""

from collections import Counter
from collections.abc import Sequence

from tongbao.notices.quantities.numerals import count_of


def task_ids(numbers: Sequence[str | None]) -> list[str]:
    """Return an id for each task: its number where that is unique, else ``t001`` and so on."""
    usable = [None if (count := count_of(one)) is None else str(count) for one in numbers]
    times = Counter(usable)
    return [
        number if number and times[number] == 1 else f"t{at:03}"
        for at, number in enumerate(usable, start=1)
    ]
