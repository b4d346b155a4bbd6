"""Units within the sentence of an item, closings that tell how items stand, lists that only their number tells."""

import pytest

from tests.notices.given_set import read_text
from tongbao.records.model import Task

MEETING = """云岭区政府第8次专题会议定事项办理情况通报
区政府督查室对会议定的6项事项进行了核查，已办结2项，正在办理3项，未启动1项。具体如下：
（一）关于医院选址，责成区卫健局会同区自然资源局提出方案。目前方案已报区政府。已办结。
（二）校车整治一事，由区教育局与区交警大队联合开展，共检查校车63台，正在办理。
（三）关于水质监测站，指定区环保局于8月底前建成3处，现已建成1处，正在办理。
（四）关于街区修缮，区住建局牵头、区文旅局配合，已完成招标，正在办理。
（五）关于企业清算，请区国资中心抓紧办理，清算组尚未成立，未启动。
（六）关于防火物资，交由区林业局采购，物资到货，已办结。
"""


def told(task: Task) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str | None]:
    line = task.assignments[0]
    status = next((one.status for one in line.updates if one.status), None)
    return line.lead, line.responsible, line.cooperating, status


def test_units_in_sentences_and_the_clauses_that_close_them() -> None:
    assert [told(task) for task in read_text("会议.txt", MEETING).tasks] == [
        (("区卫健局",), (), ("区自然资源局",), "已办结"),
        ((), ("区教育局", "区交警大队"), (), "正在办理"),
        ((), ("区环保局",), (), "正在办理"),
        (("区住建局",), (), ("区文旅局",), "正在办理"),
        ((), ("区国资中心",), (), "未启动"),
        ((), ("区林业局",), (), "已办结"),
    ]


def test_a_deed_behind_the_units_and_who_helps() -> None:
    text = """安平市交办事项清单
一、和平里楼顶漏水问题。要求市住建局于11月15日前组织维修。
二、石门镇补偿款未到位。由石门镇政府核实发放，市财政局、市农业局配合。
三、城西污水直排。委托市环保局调查处理。
"""
    tasks = read_text("清单.txt", text).tasks
    assert [told(task)[1:3] for task in tasks] == [
        (("市住建局",), ()),
        (("石门镇政府",), ("市财政局", "市农业局")),
        (("市环保局",), ()),
    ]
    assert tasks[1].text == "石门镇补偿款未到位。\n核实发放"


def test_sentences_that_end_in_units_and_a_rule_by_which_the_first_leads() -> None:
    text = """2031年实事分工
涉及多个单位的，首位为牵头单位，其他为配合单位。
产业富民方面。建设茶园2万亩（县农业局、县茶业中心、各乡、镇人民政府）。新建大棚86个（县烟草公司、县农业局）。
宜居家园方面。改厕1900座（县农业局、县卫健局）。整治空心房2300间（县自然资源局、县财政局）。
"""
    tasks = read_text("分工.txt", text).tasks
    assert [(task.section, *told(task)[:3]) for task in tasks][::3] == [
        ("产业富民方面", ("县农业局",), (), ("县茶业中心", "各乡、镇人民政府")),
        ("宜居家园方面", ("县自然资源局",), (), ("县财政局",)),
    ]


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        (
            (
                "区民生实事6项来了！\n会议票决产生民生实事3个大类6个小项。\n01\n住有宜居\n改造小区22个。\n体检房屋1300户。\n"
                "02\n行有畅通\n新增车位1800个。\n新辟公交6条。\n03\n老有颐养\n新增床位800张。\n新建助餐点9个。\n"
            ),
            ["1、住有宜居", "2、行有畅通", "3、老有颐养"],
        ),
        (
            (
                "2031年民生工程计划\n实施民生工程3大类6个项目：\n基础设施类\n东门路改造\n南湖巷雨污分流\n"
                "社会事业类\n小学食堂\n体检中心\n环境整治类\n填埋场封场\n城河清淤\n"
            ),
            ["基础设施类", "社会事业类", "环境整治类"],
        ),
    ],
)
def test_the_number_announced_tells_which_lines_are_tasks(text: str, sections: list[str]) -> None:
    tasks = read_text("实事.txt", text).tasks
    assert len(tasks) == 6
    assert list(dict.fromkeys(task.section for task in tasks)) == sections


def test_labels_on_lines_of_their_own_make_one_task() -> None:
    text = """沱源县督察反馈整改任务公示
反馈问题
排污口底数不清。
整改目标
摸清底数。
整改措施
1.开展拉网式排查。
2.逐站评估设施。
整改情况
共排查排污口47个。
公示期：12月4日至15日
"""
    (task,) = read_text("公示.txt", text).tasks
    assert task.text.startswith("排污口底数不清。")
    assert task.assignments[0].updates[0].text == "共排查排污口47个。"
