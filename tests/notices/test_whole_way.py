"""Every notice the whole way: an empty site, the notice in, the site out, and no line edited by hand."""

import datetime
from pathlib import Path

import pytest

from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import ingest
from tongbao.output.build import build
from tongbao.problems import errors_among
from tongbao.records.load import load
from tongbao.records.starter import write_empty_site

HERE = Path(__file__).parent
TODAY = datetime.date(2026, 11, 21)
OWN = sorted(path for path in HERE.glob("00[0-9]-*") if path.suffix in (".pdf", ".docx", ".txt"))
REAL = sorted((HERE / "real").glob("*.txt"))


@pytest.mark.parametrize("file", [*OWN, *REAL], ids=lambda path: path.name)
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


def test_all_of_them_live_in_one_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_empty_site(site)
    for file in [*(path for path in OWN if path.suffix == ".docx"), *REAL]:
        ingest(file, site, Wishes(), TODAY)
    loaded = load(site)
    assert errors_among(loaded.problems) == ()
    assert len(loaded.content.notices) == len(
        [path for path in OWN if path.suffix == ".docx"]
    ) + len(REAL)
    build(site, site / "public")
