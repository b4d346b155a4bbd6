"""What a check is given, and the shape of every check.

In: nothing. Out: ``Checked``, the records with the way to place a problem, and the type ``Check``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tongbao.problems import Problem
from tongbao.records.content import Content
from tongbao.records.places import Places


@dataclass(frozen=True, slots=True)
class Checked:
    """The records to be checked.

    ``left_out`` names files with errors of their own: what hangs on them is not reported again.
    """

    content: Content
    places: Places
    left_out: frozenset[str]


Check = Callable[[Checked], Iterator[Problem]]
