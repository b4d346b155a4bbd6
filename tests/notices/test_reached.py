"""Items of a notice on progress that print the target first and what was reached behind it."""

import pytest

from tests.notices.given_set import read_text
from tongbao.records.model import Task

REPORTED = """青禾区2031年重点工作进展情况通报
现将上半年办理情况通报如下：
一、指标完成情况
1.新建旅游景区不少于5处；新开业民宿120家。{time}新建旅游景区4处；新开业民宿76家。
2.打造非遗街区4条。鼓励街区开展数字化展陈。
3.修缮北坡公园步道4公里。{time}已完成3公里，其余正在施工。
"""


def tasks_of(text: str) -> list[Task]:
    return list(read_text("f.txt", text).tasks)


@pytest.mark.parametrize(
    "time",
    [
        "上半年，",
        "上半年,",
        "截至6月底，",
        "1-6月，",
        "1—6月份，",
        "目前，",
        "今年以来，",
        "前三季度，",
    ],
)
def test_what_was_reached_is_parted_from_the_target(time: str) -> None:
    tasks = tasks_of(REPORTED.format(time=time))
    told = [[one.text for one in task.assignments[0].updates] for task in tasks]
    assert [task.text for task in tasks] == [
        "新建旅游景区不少于5处；新开业民宿120家。",
        "打造非遗街区4条。鼓励街区开展数字化展陈。",
        "修缮北坡公园步道4公里。",
    ]
    assert told == [
        [f"{time}新建旅游景区4处；新开业民宿76家。"],
        [],
        [f"{time}已完成3公里，其余正在施工。"],
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{time}", "上半年，力争"),
        ("{time}新建旅游景区4处；", "上半年，完成设计；下半年，开工；"),
        ("进展情况通报\n现将上半年办理情况通报如下：", "任务分工方案\n现将任务分解如下："),
    ],
)
def test_what_is_planned_for_a_time_stays_in_the_task(old: str, new: str) -> None:
    first = tasks_of(REPORTED.replace(old, new).replace("{time}", "上半年，"))[0]
    assert "上半年" in first.text
    assert not any(line.updates for line in first.assignments)
