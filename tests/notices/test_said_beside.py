"""What stands beside tasks and says how they stand or who answers: brackets, classes that cite, a sentence below."""

import pytest

from tests.notices.given_set import read_text
from tongbao.records.model import Task


def tasks_of(text: str) -> tuple[Task, ...]:
    return read_text("f.txt", text).tasks


def statuses(text: str) -> list[tuple[str, str | None]]:
    tasks = tasks_of(text)
    told = [(task.text, line.updates) for task in tasks for line in task.assignments]
    return [(name, updates[0].status if updates else None) for name, updates in told]


@pytest.mark.parametrize(("one", "other"), [("（", "）"), ("【", "】"), ("(", ")")])
def test_brackets_behind_tasks_say_how_they_stand(one: str, other: str) -> None:
    text = (
        "柳河县2031年实事完成情况的公示\n现将完成情况公示如下：\n"
        f"1、新建充电站12座{one}已建成{other}。责任单位：县发改局。投用2座。\n"
        f"2、危桥改造20座{one}完成年度任务的95%{other}。责任单位：县交通局。改造19座。\n"
        f"3、老旧电梯更新60台{one}尚未启动{other}。责任单位：县住建局。资金未下达。\n"
    )
    assert statuses(text) == [
        ("新建充电站12座", "已建成"),
        ("危桥改造20座", "完成年度任务的95%"),
        ("老旧电梯更新60台", "尚未启动"),
    ]


def test_a_last_bracket_is_the_status_behind_the_progress() -> None:
    text = (
        "区长办公会议定事项督办情况通报\n截至6月30日，办理情况如下：\n"
        "1. 关于体育馆租赁事项。区文旅局牵头，区财政局配合。合同已签订。（已办结）\n"
        "2. 关于环卫车辆采购事项。区城管局牵头，区财政局配合。正在招标。（正在办理）\n"
    )
    assert [status for _, status in statuses(text)] == ["已办结", "正在办理"]


@pytest.mark.parametrize("lead", ["其中重点任务有：", "分别是：", "主要任务有："])
def test_tasks_are_cited_by_number_and_words(lead: str) -> None:
    text = (
        "关于工作要点落实情况的通报\n"
        f"一、已完成的任务30项，占60%。{lead}第4项“建成新校区”；第17项“完成机构改革”。\n"
        "二、推进滞后的任务2项。分别是：第2项“建设粮库”，用地未落实；第51项“迁建客运站”。\n"
    )
    assert [(task.number, task.text) for task in tasks_of(text)] == [
        ("4", "建成新校区"),
        ("17", "完成机构改革"),
        ("2", "建设粮库"),
        ("51", "迁建客运站"),
    ]
    assert [status for _, status in statuses(text)] == ["已完成", "已完成", "推进滞后", "推进滞后"]


def test_one_sentence_says_how_all_stand() -> None:
    text = (
        "2031年民生实事全部兑现\n区政府通报2031年三项民生实事完成情况：一是书吧建成开放18家；"
        "二是信报箱更新1.1万个；三是新建辅导室34间。以上三项目前均已如期完成，群众满意。\n"
    )
    assert [status for _, status in statuses(text)] == ["目前均已如期完成"] * 3


def test_matters_are_listed_with_their_units_under_a_class() -> None:
    text = (
        "市政府常务会议议定事项落实情况的专报\n一、已落实事项（33项，略举2项）\n"
        "市财政局承办的关于拨付稳岗资金事宜、市人社局承办的关于提高岗位补贴事宜。\n"
        "二、进展缓慢事项（2项）\n市商务局承办的关于迁建批发市场事宜，与产权方3次协商未果。\n"
        "对进展缓慢的事项，请承办单位书面说明原因。\n"
    )
    tasks = tasks_of(text)
    assert [(task.text, task.assignments[0].responsible) for task in tasks] == [
        ("关于拨付稳岗资金事宜", ("市财政局",)),
        ("关于提高岗位补贴事宜", ("市人社局",)),
        ("关于迁建批发市场事宜", ("市商务局",)),
    ]
    assert [status for _, status in statuses(text)] == ["已落实", "已落实", "进展缓慢"]


RULED = """2031年河湖长制工作要点
一、加强管理。推进“清四乱”，动态清零（区水利局、区资源分局{rule}）。完成8座水库加固（区水利局、区财政局）。
二、防治污染。整治排污口46个（区生态分局、区水利局）。建设幸福河湖2处（区水利局、区文旅局）。
"""


def test_a_rule_beside_units_in_a_bracket_names_the_leads() -> None:
    text = RULED.format(rule="。排在首位的为牵头单位，下同")
    assert [(task.section, task.assignments[0].lead) for task in tasks_of(text)] == [
        ("一、加强管理", ("区水利局",)),
        ("一、加强管理", ("区水利局",)),
        ("二、防治污染", ("区生态分局",)),
        ("二、防治污染", ("区水利局",)),
    ]


def test_what_all_tasks_leave_unsaid_is_one_mark() -> None:
    reading = read_text("f.txt", RULED.format(rule=""))
    assert not any(task.review for task in reading.tasks)


def test_sections_that_number_their_tasks_through_are_no_bulletin() -> None:
    text = (
        "2031年重点任务清单\n一、县民政局（2项）\n1．补贴提标。（6月底前）\n2．建成服务站4个。（10月底前）\n"
        "二、县住建局（2项）\n3．完成盲道整修12条。（8月底前）\n4．新建坡道9处。（全年）\n"
        "三、县残联（1项）\n5．改造家庭280户。（年底前）\n\n（联系人：王某 联系电话：0000-1）\n"
    )
    assert [(one.number, one.assignments[0].responsible) for one in tasks_of(text)] == [
        ("1", ("县民政局",)),
        ("2", ("县民政局",)),
        ("3", ("县住建局",)),
        ("4", ("县住建局",)),
        ("5", ("县残联",)),
    ]


def test_a_label_that_counts_blocks_leaves_the_task_to_the_next() -> None:
    blocks = [
        f"【问题{number}】\n问题描述：{what}\n责任单位：区住建局\n完成情况：{how}\n"
        for number, what, how in (
            ("十一", "污水直排柳河。", "已完成整改"),
            ("十七", "矿山裸露。", "正在整改"),
            ("二十", "油烟扰民。", "已完成整改"),
        )
    ]
    assert [one.text for one in tasks_of("整改情况公示\n" + "".join(blocks))] == [
        "污水直排柳河。",
        "矿山裸露。",
        "油烟扰民。",
    ]
