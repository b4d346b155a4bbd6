"""Checks of records against each other: a list of functions of one shape.

In: ``Checked``. Out: problems, each at its line. A new rule is one function, one line in ``CHECKS``, one
broken site in tests/broken.
"""

from collections.abc import Iterator

from tongbao.problems import Problem
from tongbao.records.checks.checked import Check, Checked

__all__ = ["CHECKS", "Check", "Checked", "check"]

CHECKS: tuple[Check, ...] = ()


def check(checked: Checked) -> Iterator[Problem]:
    """Yield what every check finds."""
    for rule in CHECKS:
        yield from rule(checked)
