"""What a later edition prints is kept: another leader, unit or person, also where it brings no progress."""

from pathlib import Path

import pytest

from tests.year.made import HEAD, Row, decomposition, ledger, site_in, task_of, told
from tongbao.progress.printed import by_latest
from tongbao.records.load import load_checked

TEXTS = (
    "修复白鹭滩湿地80公顷",
    "建成河湾村党群服务中心",
    "引进林下经济企业3家",
    "整修北岭防火道20公里",
)
ITEMS = [(text, "关牧野", "区林业局") for text in TEXTS]
LEDGER = [Row(text) for text in TEXTS]
WITH_LEADERS = (*HEAD[:3], "责任领导", *HEAD[3:])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site = site_in(tmp_path)
    decomposition(site, ITEMS)
    return site


def test_a_second_decomposition_replaces_a_leader_and_a_unit(root: Path) -> None:
    later = [ITEMS[1], (TEXTS[2], "苗青禾", "区商务局"), ITEMS[3], ITEMS[0]]
    report = decomposition(root, later, "2030年5月6日")
    (line,) = task_of(root, TEXTS[2]).assignments
    assert [leader.name for leader in line.leaders] == ["关牧野"]
    (restated,) = line.restated
    assert restated.source.notice == report.notice.id
    assert restated.printed.leaders == ("苗青禾",)
    assert restated.printed.responsible == ("区商务局",)
    assert told(report, TEXTS[2][:8], "责任领导由关牧野改为苗青禾")
    assert told(report, TEXTS[2][:8], "责任单位由区林业局改为区商务局")
    assert not task_of(root, TEXTS[0]).assignments[0].restated[0].printed.leaders


def test_a_ledger_without_a_column_of_leaders_says_nothing_of_them(root: Path) -> None:
    ledger(root, 2, LEDGER)
    (update,) = task_of(root, TEXTS[0]).updates
    assert update.printed.leaders is None
    assert update.printed.lead == ("区林业局",)
    assert update.printed.persons == ("鲍春山",)


def test_who_was_printed_last_leads_on_where_a_ledger_prints_no_leaders(root: Path) -> None:
    decomposition(root, [*ITEMS[:2], (TEXTS[2], "苗青禾", "区商务局"), ITEMS[3]], "2030年5月6日")
    ledger(root, 5, LEDGER)
    content = load_checked(root)
    notices = {notice.id: notice for notice in content.notices}
    (line,) = by_latest(task_of(content, TEXTS[2]), notices).assignments
    assert [leader.name for leader in line.leaders] == ["苗青禾"]


def test_a_ledger_that_prints_leaders_is_told_and_kept(root: Path) -> None:
    rows = [Row(text, more={"责任领导": "关牧野"}) for text in TEXTS]
    rows[1] = Row(TEXTS[1], more={"责任领导": "苗青禾"})
    report = ledger(root, 2, rows, head=WITH_LEADERS)
    assert task_of(root, TEXTS[1]).updates[0].printed.leaders == ("苗青禾",)
    assert task_of(root, TEXTS[0]).updates[0].printed.leaders is None
    assert len(told(report, "责任领导由关牧野改为苗青禾")) == 1
    ledger(root, 3, LEDGER)
    report = ledger(
        root,
        4,
        [Row(text, more={"责任领导": "关牧野"}) for text in TEXTS],
        head=WITH_LEADERS,
        plan="bailu-2030",
    )
    # It is the leader of the record again, and that is not what the last edition with leaders printed.
    assert task_of(root, TEXTS[1]).updates[2].printed.leaders == ("关牧野",)
    assert len(told(report, "责任领导由苗青禾改为关牧野")) == 1
