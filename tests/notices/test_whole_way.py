"""Every notice the whole way: an empty site, the notice in, the site out, and no line edited by hand."""

import datetime
from pathlib import Path

import pytest

from tests.notices.given_set import NAMES, file_of, gold_of
from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import ingest
from tongbao.output.build import build
from tongbao.problems import Problems, errors_among
from tongbao.records.load import load
from tongbao.records.starter import write_empty_site

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


@pytest.mark.parametrize("name", NAMES)
def test_a_given_notice_makes_content_without_a_fault(name: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_empty_site(site)
    try:
        ingested = ingest(file_of(name), site, Wishes(), TODAY)
    except Problems:
        # A letter without a task may be refused, and leaves nothing behind.
        assert not says_something(name)
        assert load(site).content.notices == ()
        return
    loaded = load(site)
    assert errors_among(loaded.problems) == ()
    assert [notice.id for notice in loaded.content.notices] == [ingested.notice.id]
    assert len(loaded.content.tasks) == len(ingested.tasks)


def test_all_of_them_live_in_one_site(tmp_path: Path) -> None:
    """One build serves them all: every notice and every task has its page."""
    site = tmp_path / "site"
    write_empty_site(site)
    own = [path for path in OWN if path.suffix == ".docx"]
    notices = [
        ingest(file, site, Wishes(), TODAY).notice.id
        for file in [*own, *(file_of(name) for name in NAMES if says_something(name))]
    ]
    loaded = load(site)
    assert errors_among(loaded.problems) == ()
    assert sorted(notice.id for notice in loaded.content.notices) == sorted(notices)
    build(site, site / "public")
    for notice in notices:
        assert (site / f"public/notices/{notice}.html").is_file()
    for task in loaded.content.tasks:
        assert (site / f"public/tasks/{task.plan}/{task.id}.html").is_file()
