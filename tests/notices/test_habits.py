"""One habit of writing changed: what was read right of a notice is read right nearly as well."""

import pytest

from tests.notices.given_set import NAMES
from tests.notices.habits import HABITS, kept

pytestmark = pytest.mark.long

LEAST_KEPT = 0.90


@pytest.mark.parametrize("title", HABITS)
def test_a_changed_habit_costs_little(title: str) -> None:
    found = [one for name in NAMES if (one := kept(HABITS[title], name))]
    right, before = sum(one.right for one in found), sum(one.before for one in found)
    assert before, "no given notice has this habit"
    lost = {one.notice: one.lost for one in found if one.lost}
    assert right / before >= LEAST_KEPT, lost
