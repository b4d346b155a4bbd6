"""A ledger that drops a task while new ones look like its halves or its sum: it is proposed, and never decided."""

from pathlib import Path

import pytest

from tests.year.made import Row, ledger, site_in, task_of, told

WHOLE = "修复白鹭滩湿地80公顷，整修北岭防火道20公里"
HALVES = ("修复白鹭滩湿地80公顷", "整修北岭防火道20公里并落实巡护")
REST = [Row("建成河湾村党群服务中心"), Row("引进林下经济企业3家"), Row("办好第三届观鸟节")]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return site_in(tmp_path)


def test_a_task_that_may_be_split(root: Path) -> None:
    ledger(root, 2, [Row(WHOLE), *REST])
    report = ledger(root, 3, [*map(Row, HALVES), *REST])
    task = task_of(root, WHOLE)
    assert task.ended is None
    (mark,) = task.review
    assert mark == (
        f"ended: 本期没有这一项，可能拆成“{HALVES[0]}”、“{HALVES[1]}”；"
        "如是，请写 ended 的 kind: split、date 和 into: [bailu-2030/t001, bailu-2030/t002]"
    )
    assert told(report, WHOLE[:8], "可能拆成", "待核对")
    marks = [mark for text in HALVES for mark in task_of(root, text).review]
    assert not any("可能就是" in mark for mark in marks)
    assert not told(ledger(root, 4, [*map(Row, HALVES), *REST]), "可能拆成")


def test_tasks_that_may_be_merged_into_a_new_one(root: Path) -> None:
    pieces = [*HALVES, "整治林区违建46处"]
    ledger(root, 2, [*map(Row, pieces), *REST])
    ledger(root, 3, [Row("，".join(pieces)), *REST])
    marks = [mark for text in pieces for mark in task_of(root, text).review]
    assert len(marks) == 3
    assert all("可能并入" in mark and mark.endswith("into: [bailu-2030/t001]") for mark in marks)


def test_a_task_that_may_be_merged_into_one_that_stands(root: Path) -> None:
    ledger(root, 2, [*map(Row, HALVES), *REST])
    ledger(root, 3, [Row(f"{HALVES[0]}，{HALVES[1]}"), *REST])
    (mark,) = task_of(root, HALVES[0]).review
    assert "可能并入" in mark
    assert mark.endswith("kind: merged、date 和 into: [bailu-2030/2]")


def test_a_person_who_said_that_it_goes_on_is_not_asked(root: Path) -> None:
    ledger(root, 2, [Row(WHOLE), *REST])
    folder = root / "content" / "decisions"
    folder.mkdir()
    decided = "decisions: [{kind: ended, about: [bailu-2030/1], answer: no}]\n"
    (folder / "year.yml").write_text(decided, "utf-8")
    ledger(root, 3, [*map(Row, HALVES), *REST])
    assert task_of(root, WHOLE).review == ()


def test_what_is_only_dropped_is_not_called_ended(root: Path) -> None:
    ledger(root, 2, [Row(WHOLE), *REST])
    report = ledger(root, 3, [Row("开展森林防火宣传月活动"), *REST])
    assert task_of(root, WHOLE).review == ()
    assert told(report, WHOLE[:8], "本期没有这一项")
