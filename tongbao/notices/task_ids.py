"""Ids for the tasks of a notice: their numbers where those tell them apart.

In: the numbers as printed. Out: ids for file names, in the same order.
"""

import re
from collections.abc import Sequence

_PLAIN_NUMBER = re.compile(r"[0-9]+")


def task_ids(numbers: Sequence[str | None]) -> list[str]:
    """Return an id for each task: its number where that is unique, else ``t001`` and so on."""
    usable = [number if number and _PLAIN_NUMBER.fullmatch(number) else None for number in numbers]
    return [
        number if number and usable.count(number) == 1 else f"t{at:03}"
        for at, number in enumerate(usable, start=1)
    ]
