"""A plan is known by its tasks: what lists them joins it; a list of others is a plan of its own; else it is asked."""

from pathlib import Path

import pytest

from tests.year.made import Row, decomposition, ledger, site_in, task_of, told
from tongbao.problems import Problems
from tongbao.records.load import load_checked

MAIN = [
    *(Row("修复白鹭滩湿地80公顷"), Row("建成河湾村党群服务中心", "区委组织部", "蓝小溪")),
    *(Row("引进林下经济企业3家", "区商务局", "丘远"), Row("整修北岭防火道20公里")),
]
OTHER = [
    *(
        Row("为农村老人安装扶手2000处", "区民政局", "樊静"),
        Row("开通校园公交5条", "区交通局", "沙平"),
    ),
    *(
        Row("改造背街小巷路灯900盏", "区住建局", "连山"),
        Row("建成早餐便民店30家", "区商务局", "丘远"),
    ),
]
PEOPLE = "为民办实事项目进展情况"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return site_in(tmp_path)


def plans(root: Path) -> dict[str, tuple[str, int]]:
    content = load_checked(root)
    return {plan.id: (plan.title, len(content.tasks_of(plan.id))) for plan in content.plans}


def test_a_ledger_of_the_tasks_of_a_decomposition_joins_its_plan(root: Path) -> None:
    decomposition(root, [(row.text, "关牧野", row.unit) for row in MAIN])
    report = ledger(root, 2, [*MAIN[2:], *MAIN[:2]])
    assert not told(report, "文字改为")
    assert plans(root) == {"bailu-2030": ("白鹭区2030年重点工作", 4)}
    (line,) = task_of(root, MAIN[2].text).assignments
    assert [leader.name for leader in line.leaders] == ["关牧野"]
    assert line.updates[0].printed.persons == ("丘远",)


def test_a_table_that_prints_no_year_joins_the_plan_of_its_tasks(root: Path) -> None:
    ledger(root, 2, MAIN)
    ledger(root, 3, MAIN[1:], bare=True)
    assert plans(root) == {"bailu-2030": ("白鹭区2030年重点工作", 4)}


def test_a_list_of_other_tasks_is_a_plan_with_a_title_of_its_own(root: Path) -> None:
    lost = []
    for month in (2, 3):
        lost += told(ledger(root, month, MAIN), "没有")
        lost += told(ledger(root, month, OTHER, title=PEOPLE), "没有这一项")
    assert plans(root) == {
        "bailu-2030": ("白鹭区2030年重点工作", 4),
        "bailu-2030-2": ("白鹭区2030年为民办实事项目", 4),
    }
    assert lost == []


def test_the_other_list_may_come_first(root: Path) -> None:
    ledger(root, 2, OTHER, title=PEOPLE)
    ledger(root, 2, MAIN)
    ledger(root, 3, OTHER, title=PEOPLE)
    assert sorted(plans(root).values()) == [
        ("白鹭区2030年为民办实事项目", 4),
        ("白鹭区2030年重点工作", 4),
    ]


def test_lists_in_issues_of_one_series_are_known_by_their_tasks_too(root: Path) -> None:
    ledger(root, 2, MAIN, top=("督查通报", "第3期"))
    ledger(root, 2, OTHER, title=PEOPLE, top=("督查通报", "第4期"))
    ledger(root, 3, MAIN, top=("督查通报", "第5期"))
    assert [size for _, size in plans(root).values()] == [4, 4]


def test_what_is_not_clear_is_asked_by_title_and_writes_nothing(root: Path) -> None:
    ledger(root, 2, MAIN)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with pytest.raises(Problems) as found:
        ledger(root, 3, [MAIN[0], *OTHER[:2]])
    (problem,) = found.value.problems
    assert problem.message == (
        "不能确定归入哪个任务清单。“白鹭区2030年重点工作”（bailu-2030，4项）："
        "这份文件的3项里有1项是它的，题目也相合"
    )
    assert problem.hint == (
        "用 --plan 写明：bailu-2030；如是另一份清单，写一个新的编号，如 --plan bailu-2030-2"
    )
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    ledger(root, 3, [MAIN[0], *OTHER[:2]], plan="bailu-2030-2")
    assert plans(root)["bailu-2030-2"] == ("白鹭区2030年重点工作（2）", 3)
