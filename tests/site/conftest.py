"""The small site: one example of every page and every case."""

from pathlib import Path

import pytest

from tongbao.notices.claims import claim_results
from tongbao.progress.editions import Edition, in_edition
from tongbao.progress.survey import Survey, survey
from tongbao.records.content import Content
from tongbao.records.load import load_checked
from tongbao.site.page import Page
from tongbao.site.plan import SitePlan, plan_site

SMALL = Path(__file__).parent / "small"


@pytest.fixture(scope="session")
def content() -> Content:
    return load_checked(SMALL)


class Sites:
    """The small site as planned for an edition."""

    def __init__(self, content: Content) -> None:
        self.content = content

    def survey(self, edition: Edition = "intranet") -> Survey:
        return survey(in_edition(self.content, edition), claim_results(self.content), {})

    def plan(self, edition: Edition = "intranet") -> SitePlan:
        sizes = {(one.id, file.name): 1 for one in self.content.notices for file in one.files}
        return plan_site(in_edition(self.content, edition), claim_results(self.content), sizes)

    def page(self, path: str, edition: Edition = "intranet") -> Page:
        return next(page for page in self.plan(edition).pages if page.path == path)


@pytest.fixture(scope="session")
def sites(content: Content) -> Sites:
    return Sites(content)
