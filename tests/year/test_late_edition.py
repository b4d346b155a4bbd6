"""An edition that comes late is compared with the one before it in time, and changes nothing of those after it."""

from pathlib import Path

import pytest

from tests.year.made import Row, ledger, site_in, task_of, told
from tongbao.progress.printed import by_latest, in_period
from tongbao.records.load import load_checked
from tongbao.records.model import Task

TEXTS = (
    "修复白鹭滩湿地80公顷",
    "建成河湾村党群服务中心",
    "引进林下经济企业3家",
    "整修北岭防火道20公里",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return site_in(tmp_path)


def person(task: Task) -> str | None:
    return task.assignments[0].persons[0].name


def test_the_ledger_of_march_comes_after_that_of_april(root: Path) -> None:
    old, new = ([Row(text, person=name) for text in TEXTS] for name in ("鲍春山", "施云"))
    ledger(root, 2, old)
    ledger(root, 4, old)
    report = ledger(root, 3, new)
    assert len(told(report, "责任人由鲍春山改为施云")) == len(TEXTS)
    content = load_checked(root)
    notices = {notice.id: notice for notice in content.notices}
    task = by_latest(task_of(content, TEXTS[0]), notices)
    assert person(task) == "鲍春山"
    assert person(in_period(task, "2030-03", notices)) == "施云"
    assert person(in_period(task, "2030-02", notices)) == "鲍春山"
    assert not told(ledger(root, 5, old), "变化")


def test_a_task_that_ended_and_is_listed_again_is_told(root: Path) -> None:
    rows = [Row(text) for text in TEXTS]
    ledger(root, 2, rows)
    file = root / task_of(root, TEXTS[1]).path
    ended = "ended: {kind: withdrawn, date: 2030-03-20, reason: 区政府常务会议决定}\n"
    file.write_text(file.read_text("utf-8") + ended, "utf-8")
    assert not told(ledger(root, 3, [rows[0], *rows[2:]]), "没有这一项")
    assert told(ledger(root, 4, rows), TEXTS[1][:8], "2030-03-20已写明结束，这份文件又列出")
