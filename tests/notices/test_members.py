"""A member a line on boards, tasks under the class or the leader over them, and who signs behind the last of them."""

import pytest

from tests.notices.given_set import read_text
from tongbao.records.model import Task


def tasks_of(text: str) -> tuple[Task, ...]:
    return read_text("f.txt", text).tasks


def standings(text: str) -> list[tuple[str | None, str | None]]:
    lines = [line for task in tasks_of(text) for line in task.assignments]
    return [(one.subject, one.status) for line in lines for one in line.updates]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1.双河村 96分", "1.石匣村 58分。主要问题：发现火点3处，值守人员脱岗。"),
        ("（1）双河村（96分）：宣传到位，无火点。", "（1）石匣村（58分）：发现火点3处。"),
        ("①双河村：96分", "①石匣村：58分。主要问题：值守人员脱岗。"),
        ("1、双河村 得分96", "1、石匣村 得分58。存在问题：值守人员脱岗。"),
    ],
)
def test_a_member_of_a_board_is_told_from_its_score(first: str, second: str) -> None:
    text = f"石盘镇2031年5月环境整治“红黑榜”\n红榜\n{first}\n黑榜\n{second}\n石盘镇人民政府\n2031年6月3日\n"
    assert standings(text) == [("双河村", "红榜"), ("石匣村", "黑榜")]


def test_groups_of_a_board_are_labels_and_bodies_in_company_are_bodies() -> None:
    board = "7月份“红黑榜”发布\n红榜\n机关组：区档案馆、区图书馆\n黑榜\n机关组：区体育馆\n区委督查室\n2031年8月3日\n"
    assert [name for name, _ in standings(board)] == ["区档案馆", "区图书馆", "区体育馆"]
    prose = "关于值班检查的通报\n县公安局、县档案馆、县科协等单位值守到位，予以通报表扬。\n县委\n2031年2月12日\n"
    assert [name for name, _ in standings(prose)] == ["县公安局", "县档案馆", "县科协"]


@pytest.mark.parametrize(
    "lead",
    [
        "推进缓慢的2项是：{one}；{other}。",
        "推进缓慢的2项是{one}；{other}。",
        "推进缓慢2项（{one}；{other}）。",
        "共督办9项。推进缓慢2项，分别是：\n{one}。\n{other}。",
        "推进缓慢的事项中，{one}；{other}。",
    ],
)
def test_tasks_have_the_class_that_leads_to_them(lead: str) -> None:
    said = lead.format(
        one="县商务局负责的“农贸市场搬迁”，签约率仅为61%",
        other="县教育局负责的“实验学校扩建”，装修材料未进场",
    )
    tasks = tasks_of(f"关于议定事项落实情况的通报\n{said}\n县政府办公室\n2031年7月22日\n")
    assert [task.text for task in tasks] == ["农贸市场搬迁", "实验学校扩建"]
    assert [task.assignments[0].updates[0].status for task in tasks] == ["推进缓慢"] * 2


@pytest.mark.parametrize("head", ["牵头领导：副县长 {}", "牵头领导：{}副县长"])
def test_the_leader_of_a_heading_leads_the_items_under_it(head: str) -> None:
    tasks = tasks_of(
        f"2031年重点工作清单\n一、{head.format('陶丽君')}\n（1）改造茶园2万亩。责任单位：县农业农村局。\n"
        f"二、{head.format('莫家骏')}\n（2）新建公厕6座。责任单位：县城管局。\n县政府办公室\n2031年1月30日\n"
    )
    assert [task.text for task in tasks] == ["改造茶园2万亩。", "新建公厕6座。"]
    assert [task.assignments[0].leaders[0].name for task in tasks] == ["陶丽君", "莫家骏"]
    assert [bool(task.assignments[0].responsible) for task in tasks] == [True, True]


def test_an_area_over_a_list_that_its_words_announce_is_work_of_its_own() -> None:
    tasks = tasks_of(
        "政府工作报告\n——2031年1月16日在寒县第十八届人民代表大会上\n各位代表：\n现在，我向大会报告工作。\n"
        "一、2030年工作回顾\n过去一年成效明显。\n二、2031年主要工作\n"
        "（一）抓好生态保护。推进流域综合治理，造林3万亩。\n"
        "（二）办好民生事业。尽力而为，集中力量办好三件民生实事：\n"
        "1.新建第四小学。\n2.新建养老点20个。\n3.改造管网26公里。\n"
    )
    assert [task.text for task in tasks][1:3] == ["办好民生事业", "新建第四小学。"]


def test_a_page_that_prints_its_body_short_as_the_source_is_the_bodys() -> None:
    text = (
        "蓼市城市管理委员会办公室 2031-09-06 15:40 来源：市城管委办\n8月份城市管理考核成绩出炉\n"
        "8月份，市城管委办进行了考核，结果公布如下：\n第一名：镜湖区，97分；\n第二名：天柱区，96分。\n"
    )
    notice = read_text("f.txt", text).notice
    assert notice
    assert notice.issuer == "蓼市城市管理委员会办公室"
