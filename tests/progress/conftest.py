"""The small site, as the tests of pages see it."""

from tests.site.conftest import content, sites

__all__ = ["content", "sites"]
