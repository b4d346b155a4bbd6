"""One small broken site per message: tests/broken/<name>/ is read, and every word printed is expected.

``pytest --update`` writes the expected texts anew; the diff is the review.
"""

from pathlib import Path

import pytest

from tests.conftest import Golden
from tongbao.problems.report import report
from tongbao.progress.undecided import undecided_problems
from tongbao.records.load import load

SITES = sorted(path for path in (Path(__file__).parent.parent / "broken").iterdir())


@pytest.mark.parametrize("site", SITES, ids=lambda site: str(site.name))
def test_a_broken_site_is_told_in_full(site: Path, golden: Golden) -> None:
    loaded = load(site)
    found = (*loaded.problems, *undecided_problems(loaded))
    golden(site / "expected.txt", report(found) + "\n")
