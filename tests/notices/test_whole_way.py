"""Every notice the whole way: an empty site, the notice in, the site out, and no line edited by hand."""

import contextlib
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.notices.given_set import NAMES, file_of, gold_of
from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import Ingested, ingest
from tongbao.output.build import build
from tongbao.problems import Problems, errors_among
from tongbao.records.load import Loaded, load
from tongbao.records.starter import write_empty_site

pytestmark = pytest.mark.long

HERE = Path(__file__).parent
TODAY = datetime.date(2026, 12, 31)
OWN = sorted(path for path in HERE.glob("00[0-9]-*") if path.suffix in (".pdf", ".docx", ".txt"))


@pytest.mark.parametrize("file", OWN, ids=lambda path: path.name)
def test_a_notice_makes_a_usable_site(file: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_empty_site(site)
    ingested = ingest(file, site, Wishes(), TODAY)
    loaded = load(site)
    assert errors_among(loaded.problems) == ()
    content = loaded.content
    assert len(content.notices) == 1
    assert content.tasks or content.indicators or content.mentions
    assert len(content.tasks) == len(ingested.tasks)
    build(site, site / "public")
    assert (site / "public/index.html").is_file()
    assert (site / f"public/notices/{ingested.notice.id}.html").is_file()
    for task in content.tasks:
        assert (site / f"public/tasks/{task.plan}/{task.id}.html").is_file()


def says_something(name: str) -> bool:
    """Return whether a notice holds more than a letter and totals."""
    gold = gold_of(name)
    return any(gold.get(key) for key in ("tasks", "lists", "units", "targets"))


@dataclass(frozen=True, slots=True)
class OneSite:
    """One site that all the given notices came into, one behind the other, and that was built once."""

    folder: Path
    ingested: Mapping[str, Ingested]
    loaded: Loaded


@pytest.fixture(scope="module")
def one_site(tmp_path_factory: pytest.TempPathFactory) -> OneSite:
    site = tmp_path_factory.mktemp("one") / "site"
    write_empty_site(site)
    ingested = {}
    for name in NAMES:
        # A letter without a task may be refused; what is refused is not in the site.
        with contextlib.suppress(Problems):
            ingested[name] = ingest(file_of(name), site, Wishes(), TODAY)
    build(site, site / "public")
    return OneSite(site, ingested, load(site))


@pytest.mark.parametrize("name", NAMES)
def test_a_given_notice_has_its_page_and_those_of_its_tasks(name: str, one_site: OneSite) -> None:
    if name not in one_site.ingested:
        assert not says_something(name)
        return
    notice = one_site.ingested[name].notice
    public = one_site.folder / "public"
    assert (public / f"notices/{notice.id}.html").is_file()
    tasks = [one for one in one_site.loaded.content.tasks if one.source.notice == notice.id]
    assert len(tasks) == len(one_site.ingested[name].tasks)
    for task in tasks:
        assert (public / f"tasks/{task.plan}/{task.id}.html").is_file()


def test_all_of_them_live_in_one_site(one_site: OneSite) -> None:
    assert errors_among(one_site.loaded.problems) == ()
    found = {notice.id for notice in one_site.loaded.content.notices}
    assert found == {one.notice.id for one in one_site.ingested.values()}
    assert len(found) == len(one_site.ingested)
