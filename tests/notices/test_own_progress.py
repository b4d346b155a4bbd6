"""What the words of tasks themselves tell of how far they are, and lists that only their form or title announces."""

import pytest

from tests.notices.given_set import read_text
from tongbao.records.model import Task

NAMES = ("改造老旧小区18个", "新建公厕6座", "建设智慧养老平台", "打通望湖路")
TOLD = ("已完工11个", "滞后", "正在招标采购", "完成年度任务的75%")


def tasks_of(title: str, lines: list[str]) -> list[Task]:
    return list(read_text("f.txt", "\n".join([title, *lines])).tasks)


@pytest.mark.parametrize(
    "form",
    [
        "{no}.{name}（{told}）",
        "{no}、{name}——{told}。",
        "{no}. {name}：{told}",
        "{no}.{name}。{told}。",
        "实事{no}：{name}（{told}）",
        "NO.{no} {name}（{told}）",
        "【实事{no}】{name}\n{told}",
        "第{no}件 {name}。{told}。",
        "{no}/ {name}（{told}）",
        "0{no}\n{name}（{told}）",
        "* {name}：{told}。",
    ],
)
def test_what_all_tell_in_the_same_place_is_how_far_they_are(form: str) -> None:
    pairs = zip(NAMES, TOLD, strict=True)
    lines = [form.format(no=no, name=name, told=told) for no, (name, told) in enumerate(pairs, 1)]
    tasks = tasks_of("青禾区2031年民生实事完成情况", lines)
    told = [[one.status for one in task.assignments[0].updates] for task in tasks]
    assert [task.text.rstrip("。") for task in tasks] == list(NAMES)
    assert told == [[one] for one in TOLD]


def test_plans_tell_nothing() -> None:
    plans = ("新增学位900个", "完成改造3处", "铺设管网5公里", "2031年底前完成")
    lines = [
        f"{no}.{name}。{plan}。"
        for no, (name, plan) in enumerate(zip(NAMES, plans, strict=True), 1)
    ]
    tasks = tasks_of("青禾区2031年民生实事项目", lines)
    assert len(tasks) == len(NAMES)
    assert not any(line.updates for task in tasks for line in task.assignments)


@pytest.mark.parametrize(
    ("behind", "statuses"),
    [
        ("以上4件实事均已如期完成。", ["均已如期完成"] * 4),
        ("以上4件实事，前3件已完成，后1件正在推进。", ["已完成"] * 3 + ["正在推进"]),
    ],
)
def test_a_sentence_behind_a_list_says_how_its_items_stand(
    behind: str, statuses: list[str]
) -> None:
    listed = "；".join(
        f"{numeral}是{name}" for numeral, name in zip("一二三四", NAMES, strict=True)
    )
    tasks = tasks_of("青禾区民生实事", [f"今年办好4件民生实事：{listed}。{behind}"])
    assert [task.assignments[0].updates[0].status for task in tasks] == statuses


def test_names_stand_in_the_line_under_a_heading_that_counts_them() -> None:
    lines = [
        "一、计划竣工项目（2个）",
        "南湖隧道、市医院东院区。",
        "二、预备项目（3个）",
        "渔港经济区；海上风电母港；职业学院。",
    ]
    tasks = tasks_of("青禾区2031年重点项目名单", lines)
    assert [task.text for task in tasks] == [
        "南湖隧道",
        "市医院东院区",
        "渔港经济区",
        "海上风电母港",
        "职业学院",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "改造小区18个\n新建公厕6座\n疏浚沟渠14公里\n开办暑期班",
        "【宜居】\n改造小区18个；\n新建公厕6座；\n【惠农】\n疏浚沟渠14公里；\n开办暑期班2期；",
        "城市更新\n改造小区18个，惠及居民6800户\n新建公厕6座\n乡村振兴\n疏浚沟渠14公里\n开办暑期班2期",
        "确定2031年实事项目，现予公布。\n改造小区18个。\n新建公厕6座。\n疏浚沟渠14公里。\n开办暑期班。",
    ],
)
def test_a_title_alone_announces_the_deeds_under_it(text: str) -> None:
    tasks = tasks_of("柳林镇2031年民生实事项目清单", [text, "柳林镇人民政府", "2031年1月9日"])
    begins = ("改造小区18个", "新建公厕6座", "疏浚沟渠14公里", "开办暑期班")
    assert len(tasks) == len(begins)
    assert all(task.text.startswith(one) for task, one in zip(tasks, begins, strict=True))
    assert all(task.review for task in tasks)


@pytest.mark.parametrize(
    "text",
    [
        "昨天，记者在东湖社区看到新建的广场。\n“以前是荒地。”居民说。\n该广场投资300万元。\n下一步将改善环境。",
        "会议强调\n要提高政治站位，压实责任。\n会议要求\n各部门要倒排工期，确保完成任务。",
    ],
)
def test_a_story_under_such_a_title_lists_nothing(text: str) -> None:
    assert not read_text(
        "f.txt", f"青禾区民生实事办得好\n青禾区人民政府\n{text}\n青禾区人民政府\n2031年1月9日\n"
    ).tasks
