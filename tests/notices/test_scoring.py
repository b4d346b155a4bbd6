"""The given notices: the page of their scores is true, and the targets hold."""

import pytest

from tests.conftest import Golden
from tests.notices.scores import (
    LEAST_RIGHT,
    LEAST_RIGHT_UNMARKED,
    LEAST_RIGHT_UNMARKED_FURTHER,
    MOST_MARKED_THOUGH_RIGHT,
    MOST_SILENTLY_WRONG,
    MOST_SILENTLY_WRONG_FURTHER,
    NoticeScore,
    score_all,
    sums,
)
from tests.notices.scoring import PAGE, page

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def scored() -> tuple[NoticeScore, ...]:
    return score_all()


def test_the_page_of_scores_is_true(scored: tuple[NoticeScore, ...], golden: Golden) -> None:
    """Whoever changes how notices are read runs ``make scores`` and reviews the page."""
    golden(PAGE, page(scored))


@pytest.mark.parametrize("further", [False, True], ids=["basic fields", "all fields"])
def test_the_targets_hold(scored: tuple[NoticeScore, ...], *, further: bool) -> None:
    found = sums(scored, further=further)
    assert found.share >= LEAST_RIGHT
    least = LEAST_RIGHT_UNMARKED_FURTHER if further else LEAST_RIGHT_UNMARKED
    assert found.unmarked_share >= least
    assert found.silent_share <= (MOST_SILENTLY_WRONG_FURTHER if further else MOST_SILENTLY_WRONG)
    assert found.invented == 0
    assert found.marked_share <= MOST_MARKED_THOUGH_RIGHT
