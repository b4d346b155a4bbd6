"""Items of a notice with all that is said of them: by labels, by class headings, by sentences that look back."""

import pytest

from tests.notices.given_set import read_text
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.states import States
from tongbao.records.model import Task

STATES = States(standard_lexicon())


def told(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], str | None]]:
    return [_told(task) for task in read_text("f.txt", text).tasks]


def _told(task: Task) -> tuple[str, tuple[str, ...], tuple[str, ...], str | None]:
    line = task.assignments[0]
    status = next((one.status for one in line.updates if one.status), None)
    return task.text, line.lead, line.responsible, status


@pytest.mark.parametrize(
    ("progress", "status"),
    [
        ("已完成。认定家庭农场34家。", "已完成"),
        ("正在推进。桥墩浇筑完成11个。", "正在推进"),
        ("进展缓慢。初步设计未通过评审。", "进展缓慢"),
        ("因场地征收，延期至下半年举办。", "延期至下半年举办"),
        ("已完成，欠款全部清零。", "已完成"),
        ("已完成清淤15万方，按计划推进，没有滞后。", "按计划推进，没有滞后"),
        ("设备已采购，安装进度偏慢，目前仅安装9处。", "安装进度偏慢"),
        ("立案7起，长期坚持。", "长期坚持"),
        ("已安置58人上岗。", ""),
        ("上半年新增2户，另有4户列入培育库。", ""),
    ],
)
def test_the_status_that_a_progress_states(progress: str, status: str) -> None:
    assert STATES.of_progress(progress) == status


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("一、已建成投用项目（4个）", "已建成投用"),
        ("三、正在开展前期工作项目（2个）", "正在开展前期工作"),
        ("C. 尚未启动的（1项）", "尚未启动"),
        ("● 推进中（2项）", "推进中"),
        ("未按期办结的建议", "未按期办结"),
        ("一、完成情况", ""),
        ("全面推进乡村振兴", ""),
        ("全面完成污染防治任务", ""),
        ("三、保民生", ""),
    ],
)
def test_the_status_that_a_heading_gives(heading: str, status: str) -> None:
    assert STATES.of_heading(heading).status == status


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("以上5项均已完成。", [("均已完成", 5, [])]),
        ("第1至3项已完成；第5项正在推进。", [("已完成", 0, [1, 2, 3]), ("正在推进", 0, [5])]),
        ("第一、二项已办结。", [("已办结", 0, [1, 2])]),
        ("以上任务均于年底前完成。", []),
        ("上述事项请各单位抓紧落实。", []),
    ],
)
def test_what_a_sentence_says_of_those_above(
    sentence: str, found: list[tuple[str, int, list[int]]]
) -> None:
    back = STATES.looks_back(sentence)
    assert [(one.status, one.count, sorted(one.numbers)) for one in back] == found


def test_a_sentence_below_speaks_of_so_many_items() -> None:
    text = """青禾区2031年实事办理情况
现将办理情况公布如下：
一、教育
1.新建小学1所。（责任单位：区教育局）
2.培训教师600人次。（责任单位：区教育局）
二、交通
3.改造危桥3座。（责任单位：区交通局）
以上3项均已完成。
三、文体
4.建设游泳馆。（责任单位：区文体局）
上述1项受征收影响，结转2032年继续实施。
"""
    assert [one[3] for one in told(text)] == [*["均已完成"] * 3, "结转2032年继续实施"]


def test_classes_beside_each_other_give_the_status() -> None:
    text = """北坡县2031年民生项目推进情况
现将推进情况公布如下：
一、已建成投用项目（2个）
1.城北公园（责任单位：县住建局，包抓领导：王强）
2.刘店幼儿园（责任单位：县教育局，包抓领导：李秀兰）
二、正在开展前期工作项目（1个）
3.县体育场迁建（责任单位：县文旅局，包抓领导：王强）
"""
    assert told(text) == [
        ("城北公园", (), ("县住建局",), "已建成投用"),
        ("刘店幼儿园", (), ("县教育局",), "已建成投用"),
        ("县体育场迁建", (), ("县文旅局",), "正在开展前期工作"),
    ]


def test_units_as_headings_answer_for_the_items_below() -> None:
    text = """旗里2031年春耕重点任务分工
一、旗农牧局（2项）
1.建设高标准农田12万亩。
2.储备良种4600吨。
二、旗水利局（1项）
1.完成干渠清淤42公里。
三、各苏木镇、国有农牧场（1项）
1.摸排撂荒耕地。
"""
    assert [one[2] for one in told(text)] == [
        ("旗农牧局",),
        ("旗农牧局",),
        ("旗水利局",),
        ("各苏木镇", "国有农牧场"),
    ]


@pytest.mark.parametrize(
    ("item", "lead", "responsible", "rest"),
    [
        ("关于内涝整治。由区水务局牵头，区住建局配合，5月底前完成清淤。", ("区水务局",), (), True),
        ("由区水务局负责，5月底前完成清淤。", (), ("区水务局",), False),
        ("泵站检修。区水务局、区住建局共同负责，检修18座。", (), ("区水务局", "区住建局"), True),
        ("规范停车。请区水务局会同区住建局于9月底前提出方案。", ("区水务局",), (), True),
    ],
)
def test_who_does_it_stands_in_the_midst(
    item: str, lead: tuple[str, ...], responsible: tuple[str, ...], rest: bool
) -> None:
    first = told(f"城区防汛任务分工\n一、{item}\n二、河道保洁。由区城管局负责，每日巡查。\n")[0]
    assert first[1:3] == (lead, responsible)
    assert ("\n" in first[0]) is rest


def test_roles_above_their_items() -> None:
    text = """青禾县2031年任务分工
责任领导：王建国
责任单位：县发改局
1.新增规上企业12家。
2.技改投资增长15%。
责任领导：李秀兰
责任单位：县教育局
3.新建小学2所。
"""
    assert [one[2] for one in told(text)] == [("县发改局",), ("县发改局",), ("县教育局",)]


def test_a_dash_before_what_was_reached() -> None:
    text = """青禾镇2031年实事工程小结
1.硬化村道12公里——已完成
2.改造镇敬老院——进行中
3.建设镇区公厕2座——未动工
"""
    assert [one[3] for one in told(text)] == ["已完成", "进行中", "未动工"]


def test_a_name_before_a_colon_and_how_it_stands() -> None:
    text = """北坡市2031年改革任务进展情况通报
现将进展情况通报如下：
一、市政务局
牵头任务2项，完成1项。
（1）综合窗口改革：设窗口36个，已完成。
（2）热线并线：整合热线17条，推进中。
二、市住建局
牵头任务1项。
（1）联合验收：出台实施细则，推进中。
"""
    assert told(text) == [
        ("综合窗口改革", ("市政务局",), (), "已完成"),
        ("热线并线", ("市政务局",), (), "推进中"),
        ("联合验收", ("市住建局",), (), "推进中"),
    ]
