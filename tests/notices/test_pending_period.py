"""A notice that prints no period: read all the same, and its period given by one line or one option."""

import datetime
from pathlib import Path

import pytest

from tests.notices import layouts
from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import ingest
from tongbao.notices.report import report_lines
from tongbao.problems import Problems
from tongbao.records.load import load, load_checked
from tongbao.records.starter import write_empty_site

TODAY = datetime.date(2022, 8, 18)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_empty_site(tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return layouts.xlsx_ledger(layouts.gold_rows(), tmp_path / "台账.xlsx")


def periods_in(site: Path) -> set[str]:
    parts = (part for task in load_checked(site).tasks for part in task.assignments)
    return {update.period for part in parts for update in part.updates}


def bytes_below(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*.yml")}


def test_a_notice_without_a_period_waits_for_one_line_in_its_file(site: Path, ledger: Path) -> None:
    ingested = ingest(ledger, site, Wishes(), TODAY)
    wanted = (
        "没有写明期次，56条进展的期次待补"
        "（在 content/notices/d1-2022-08-18.yml 写明 period: 2022-05/2022-07）"
    )
    assert f"  待定：文件{wanted}" in list(report_lines(ingested))
    assert periods_in(site) == {"待补"}
    assert [str(one) for one in load(site).problems if "期次" in one.message] == [
        f"content/notices/d1-2022-08-18.yml:9:9: {wanted}"
    ]
    file = site / "content/notices/d1-2022-08-18.yml"
    tasks = bytes_below(site / "content/tasks")
    text = file.read_text("utf-8")
    file.write_text(text.replace("period: null", "period: 2022-05/2022-07"), "utf-8")
    assert periods_in(site) == {"2022-05/2022-07"}
    assert not [one for one in load(site).problems if "期次" in one.message]
    assert bytes_below(site / "content/tasks") == tasks


def test_a_period_given_is_written_at_once(site: Path, ledger: Path) -> None:
    before = bytes_below(site / "content")
    with pytest.raises(Problems, match="读不懂期次“五六七月”"):
        ingest(ledger, site, Wishes(period="五六七月"), TODAY)
    assert bytes_below(site / "content") == before
    ingest(ledger, site, Wishes(period="2022年5-7月"), TODAY)
    assert periods_in(site) == {"2022-05/2022-07"}
    assert "待补" not in (site / "content/tasks/d1-2022/1.yml").read_text("utf-8")
