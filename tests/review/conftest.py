"""A window on the review of a test's own site."""

from pathlib import Path

import pytest

from tests.review.asking import Window


@pytest.fixture
def window(root: Path) -> Window:
    """Return a window on the site of the module's ``root``."""
    return Window(root)
