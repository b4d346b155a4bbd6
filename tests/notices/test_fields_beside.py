"""Fields of an item that stand beside its words: in a line parted by gaps, in the heading over it, behind its quote."""

import re

import pytest

from tests.notices.given_set import read_text
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.responsibility.roles import leaders_in
from tongbao.records.model import Assignment

LEXICON = standard_lexicon()

PROPOSALS = (
    ("第7号　关于完善停车诱导系统的提案", "县公安局", "县城管局、县大数据中心", "殷正方"),
    ("第19号　关于保护利用古村落的提案", "县文旅局", "梨园镇", "殷正方"),
    ("第23号　关于扶持家庭农场的提案", "县农业农村局", "县市场监管局", "仝立"),
    ("第38号　关于加强青少年心理健康服务的提案", "县教体局", "县卫健委、团县委", "仝立"),
    ("第41号　关于整治乡村道路晒场的提案", "县交通运输局", "县公安局", "谷兰英"),
    ("第77号　关于建设县级零工市场的提案", "县人社局", "县财政局", "段一平"),
)


def lines_of(name: str, text: str) -> list[Assignment]:
    return [line for task in read_text(name, text).tasks for line in task.assignments]


def names_of(line: Assignment) -> tuple[str, str, str]:
    leaders = "、".join(person.name or "" for person in line.leaders)
    return "、".join(line.lead), "、".join(line.cooperating), leaders


@pytest.mark.parametrize(
    "form",
    [
        "提案人：民建支部　　督办领导：{leader}　　主办：{lead}　　会办：{helping}",
        "提案人：民建支部　督办领导：{leader}　主办：{lead}　会办：{helping}",
        "提案人：民建支部    主办：{lead}    会办：{helping}    督办领导：{leader}",
        "主办：{lead}　　会办：{helping}　　提案人：民建支部　　督办领导：{leader}",
        "领衔人:民建支部  督办领导:{leader}  主办单位:{lead}  会办单位:{helping}",
        "提出者：民建支部\t分管领导：{leader}\t主办单位：{lead}\t协办单位：{helping}",
    ],
)
def test_a_line_of_fields_under_an_item(form: str) -> None:
    text = "政协某县重点提案交办一览\n\n为推动重点提案办理落实，确定下列6件提案为重点提案。\n\n"
    for title, lead, helping, leader in PROPOSALS:
        text += f"{title}\n{form.format(lead=lead, helping=helping, leader=leader)}\n\n"
    found = [names_of(line) for line in lines_of("一览.txt", text)]
    assert found == [(lead, helping, leader) for _, lead, helping, leader in PROPOSALS]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("一、常务副县长  程  卓", "程卓"),
        ("三、副县长、县公安局局长  尚武", "尚武"),
        ("四、副县长  叶青云（挂职）", "叶青云"),
        ("（二）县委常委、副县长：米云飞", "米云飞"),
        ("五、副区长　王　芳", "王芳"),
        ("六、县委副书记、县长 李建国同志", "李建国"),
        ("二、副县长  分管领域", ""),
        ("一、常务副县长  重点任务", ""),
        ("二、工作重点  要求", ""),
        ("县政府副县长：工作分工", ""),
    ],
)
def test_the_leader_that_a_heading_consists_of(heading: str, name: str) -> None:
    assert "".join(person.name or "" for person in leaders_in(heading, LEXICON)) == name


def test_a_heading_of_a_leader_answers_for_all_under_it() -> None:
    text = """某县县级领导2025年度重点工作任务清单
一、常务副县长  程  卓
1.统筹推进“两重”“两新”政策落实，力争到位资金5亿元以上。责任单位：县发改局、县财政局。完成时限：12月
2.推动县属国企整合重组，组建文旅康养集团。责任单位：县国资服务中心。完成时限：6月
二、副县长、县公安局局长  尚武
1.深入开展道路交通专项行动，死亡事故同比下降10%。责任单位：县公安局。完成时限：12月
2.信访积案化解率达到95%。责任单位：县信访局、县公安局。完成时限：12月
"""
    leaders = [names_of(line)[2] for line in lines_of("清单.txt", text)]
    assert leaders == ["程卓", "程卓", "尚武", "尚武"]


PROGRESS = """关于县政府常务会议定事项落实情况的通报

县政府督查室近日对上半年常务会议定事项落实情况进行了回头看。现通报如下：
一、{heading}
县自然资源局负责的“盘活老棉纺厂等6宗低效用地”，已办结，收回土地312亩。县供销社牵头的“农资储备库迁建”，已办结并投入使用。
二、进展缓慢的事项
1.{first}
2.{second}
"""


@pytest.mark.parametrize("heading", ["落实较好的事项", "落实良好的事项", "推进情况较好的事项"])
def test_own_words_tell_more_than_a_heading_that_praises(heading: str) -> None:
    text = PROGRESS.format(
        heading=heading,
        first="“新建西河大桥连接线”。责任单位县交通运输局，征迁未启动，进展缓慢。",
        second="“设立县级产业引导基金”。责任单位县财政局，进展缓慢。",
    )
    found = [line.updates[0].status for line in lines_of("通报.txt", text)]
    assert found[:2] == ["已办结", "已办结并投入使用"]


@pytest.mark.parametrize(
    ("printed", "units"),
    [
        ("“清理规范编外聘用人员”。责任单位县人社局、县委编办，方案未能上会，进展缓慢。", "县人社局、县委编办"),
        ("“清理规范编外聘用人员”，责任单位县人社局，方案未能上会，进展缓慢。", "县人社局"),
        ("“清理规范编外聘用人员”。责任单位为县人社局和县委编办，进展缓慢。", "县人社局、县委编办"),
        ("“清理规范编外聘用人员”。承办单位县人社局；方案未能上会，进展缓慢。", "县人社局"),
        ("“清理规范编外聘用人员”。责任部门是县人社局，进展缓慢。", "县人社局"),
    ],
)  # fmt: skip
def test_units_behind_a_label_without_a_mark(printed: str, units: str) -> None:
    second = "“设立县级产业引导基金”。责任单位县财政局，进展缓慢。"
    text = PROGRESS.format(heading="落实较好的事项", first=printed, second=second)
    tasks = [task for task in read_text("通报.txt", text).tasks if task.text.startswith("清理规范")]
    assert [task.text for task in tasks] == ["清理规范编外聘用人员"]
    assert "、".join(tasks[0].assignments[0].responsible) == units
    assert tasks[0].assignments[0].updates[0].status == "进展缓慢"


GRADED = """关于2020年11月份全县“百日冲刺”考评结果的通报

各乡镇党委、人民政府：
县指挥部办公室对13个乡镇11月份工作进行了考评。现将结果通报如下：
一、{heading}
对考评排名前3位的洗马乡、青龙镇、南木镇予以通报表扬，授予“流动红旗”；对排名后3位的沙沱镇、冷水乡、鹿角镇予以通报批评，由县委分管领导约谈乡镇党委书记。
二、工作要求
各乡镇要对照问题立行立改。
"""


@pytest.mark.parametrize(
    "heading", ["表扬与批评", "表扬和批评", "通报表扬与通报批评", "表扬及约谈", "表扬、批评情况"]
)
def test_a_heading_over_praise_and_blame_is_no_list(heading: str) -> None:
    tasks = read_text("通报.txt", GRADED.format(heading=heading)).tasks
    told = [one for task in tasks for line in task.assignments for one in line.updates]
    found = {one.subject: one.status for one in told if one.subject and one.status}
    assert set(map(found.get, ("洗马乡", "青龙镇", "南木镇"))) == {"通报表扬"}
    assert set(map(found.get, ("沙沱镇", "冷水乡", "鹿角镇"))) == {"通报批评"}


PROBLEMS = """某县贯彻落实省生态环境保护督察反馈意见整改措施清单

一、督察反馈问题：城区污水处理厂长期超负荷运行，约90万吨污水溢流进入青萍河。
责任单位：县住房和城乡建设局
协助单位：市生态环境局分局，县城关镇人民政府
责任人：杜守成
整改时限：2022年6月底
整改目标：建成污水处理厂二期。
整改措施：
1.加快污水处理厂二期建设，2022年3月底前通水试运行。
2.对城区23公里雨污合流管网实施分流改造。

二、督察反馈问题：三岔镇4家砂石加工场未落实扬尘防治措施，物料露天堆放。
责任单位：三岔镇人民政府
协助单位：县自然资源局、县交通运输局
责任人：苗春生
整改时限：2021年11月底
整改目标：砂石场规范生产，物料入棚。
整改措施：
1.责令4家砂石加工场停产整治。
2.举一反三，对全镇涉砂企业开展一次全面排查。

三、督察反馈问题：畜禽粪污资源化利用项目推进不力。
责任单位：县农业农村局
协助单位：各乡镇人民政府
责任人：韦小兰
整改时限：2022年12月底
整改目标：综合利用率达到85%以上。
整改措施：
1.倒排工期，逐月调度。
2.完善第三方运营补贴机制。
"""


@pytest.mark.parametrize(
    "form",
    [("", ""), ("整改措施：", "具体措施："), (r"(?m)^([一二三])、", r"（\1）"), ("督察反馈问题", "反馈问题")],
)  # fmt: skip
def test_measures_end_where_the_next_problem_begins(form: tuple[str, str]) -> None:
    text = re.sub(*form, PROBLEMS) if form[0] else PROBLEMS
    found = [names_of(line) for line in lines_of("清单.txt", text) if line.responsible]
    assert found == [
        ("", "市生态环境局分局、县城关镇人民政府", "杜守成"),
        ("", "县自然资源局、县交通运输局", "苗春生"),
        ("", "各乡镇人民政府", "韦小兰"),
    ]


@pytest.mark.parametrize(
    "kind", ["街道办事处", "市属国有企业", "国有企业", "各街道办事处", "市属企业"]
)
def test_a_kind_of_units_stands_behind_units(kind: str) -> None:
    text = f"""关于印发《政府工作报告》主要任务责任分工的通知

（一）深化农村人居环境整治，完成改厕9600户。（市农业农村局、市城管局）
（二）化解政府隐性债务3.6亿元。（市财政局、各乡镇人民政府、{kind}）
（三）优良天数比例达到80%以上。（市公安局、市住建局）
（四）城镇新增就业5200人。（市人社局）
"""
    found = ["、".join(line.responsible) for line in lines_of("分工.txt", text)]
    assert found[1] == f"市财政局、各乡镇人民政府、{kind}"
