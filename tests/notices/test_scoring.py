"""The nine real notices: the page of their scores is true, and the targets hold."""

import pytest

from tests.conftest import Golden
from tests.notices.scores import TARGETS, NoticeScore, reached, score_all
from tests.notices.scoring import PAGE, page


@pytest.fixture(scope="module")
def scored() -> tuple[NoticeScore, ...]:
    return score_all()


def test_the_page_of_scores_is_true(scored: tuple[NoticeScore, ...], golden: Golden) -> None:
    """Whoever changes how notices are read runs ``make scores`` and reviews the page."""
    golden(PAGE, page(scored))


def test_the_targets_hold(scored: tuple[NoticeScore, ...]) -> None:
    found = reached(scored)
    assert found.fields >= TARGETS.fields
    assert found.unmarked_fields >= TARGETS.unmarked_fields
    assert found.marked_tasks <= TARGETS.marked_tasks
