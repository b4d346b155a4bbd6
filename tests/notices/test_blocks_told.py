"""Lists by status under the units of a block, members of red and black lists with remarks, standings in a sentence."""

import datetime
from pathlib import Path

from tongbao.notices import flow
from tongbao.notices.heading import read_heading
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.names import UnitReader
from tongbao.notices.reading import Context
from tongbao.notices.rows import take_apart
from tongbao.records.content import Vocabulary
from tongbao.records.model import Task
from tongbao.sources import read

LEXICON = standard_lexicon()

BLOCKS = """关于重点督办事项承办情况的通报

(一)责任单位:县水利局(3项)
已完成2项:
①石堰水库除险加固;
②农村水费收缴率提升至95%以上。
未完成1项:
③东干渠末级渠系配套,剩余2.7公里未衬砌。

(二)责任单位:县卫健局、县医保局(1项)
已完成0项。
未完成1项:
①县域胸痛中心认证,数据上传不足6个月。

(三)责任单位:县商务局(1项)
已完成1项:
①举办首届山货节。
未完成:无。

以上共5项,已完成3项,未完成2项。
"""

LISTS = """政务服务“好差评”6月红黑榜

红榜

不动产登记综合窗口

古槐镇便民服务中心

市发改局（市粮食局）

黑榜

工程建设审批窗口（好评率86.2%，差评超期未整改2件）

区残联窗口（工作人员脱岗1次）
"""

SENTENCE = """创文督查通报

各社区：
从督查情况看，南关社区、翠屏社区整治力度大，工作成效较好；北坛社区和火车站社区重视不够，环境质量较差。现通报如下：
（一）南关社区
1.幸福里小区3号楼东侧有零星散落垃圾，绿化带内杂草未清理，楼道内堆放纸箱和废旧家具。
2.翠屏二路与学府街交叉口公益广告褪色，路面有积水，非机动车停放杂乱，占用盲道。
3.供销家属院飞线充电12处，消防通道被占用，门口果皮箱破损，便民信息栏小广告较多。
（二）北坛社区
1.北坛后街占道经营严重，沿街小广告未清除，电动车逆行、闯红灯现象普遍。
2.棉麻公司家属院化粪池外溢，公厕异味大，无洗手液，垃圾桶未加盖，周边有污水。
"""


def _tasks(tmp_path: Path, text: str) -> tuple[Task, ...]:
    path = tmp_path / "通报.txt"
    path.write_text(text, "utf-8")
    material = take_apart(read(path), LEXICON, ())
    heading = read_heading(path.name, material.prose, (), LEXICON)
    units = UnitReader(LEXICON, lambda _: False)
    day = datetime.date(2024, 3, 1)
    context = Context("n", "p", "2024-03", day, LEXICON, units, Vocabulary(()))
    found = flow.understand(material, heading, context)
    assert found is not None
    return found.reading.tasks


def _standings(tasks: tuple[Task, ...]) -> list[tuple[str | None, str | None]]:
    lines = [line for task in tasks for line in task.assignments]
    return [(one.status, one.subject) for line in lines for one in line.updates if one.subject]


def test_a_block_names_who_answers_for_its_lists(tmp_path: Path) -> None:
    tasks = _tasks(tmp_path, BLOCKS)
    told = [
        (task.text[:5], task.assignments[0].responsible, task.assignments[0].updates[0].status)
        for task in tasks
    ]
    assert told == [
        ("石堰水库除", ("县水利局",), "已完成"),
        ("农村水费收", ("县水利局",), "已完成"),
        ("东干渠末级", ("县水利局",), "未完成"),
        ("县域胸痛中", ("县卫健局", "县医保局"), "未完成"),
        ("举办首届山", ("县商务局",), "已完成"),
    ]
    assert not any(task.review for task in tasks)


def test_units_without_a_label_over_lists_are_marked(tmp_path: Path) -> None:
    text = BLOCKS.replace("责任单位:", "").replace("以上", "综上,")
    tasks = _tasks(tmp_path, text)
    assert [task.assignments[0].responsible[0] for task in tasks][::2] == [
        "县水利局",
        "县水利局",
        "县商务局",
    ]
    assert all("没有写明角色" in "".join(task.review) for task in tasks)


def test_what_a_bracket_says_of_a_member_is_not_its_name(tmp_path: Path) -> None:
    assert _standings(_tasks(tmp_path, LISTS)) == [
        ("红榜", "不动产登记综合窗口"),
        ("红榜", "古槐镇便民服务中心"),
        ("红榜", "市发改局（市粮食局）"),
        ("黑榜", "工程建设审批窗口"),
        ("黑榜", "区残联窗口"),
    ]


def test_standings_of_the_opening_stand_beside_the_sections(tmp_path: Path) -> None:
    tasks = _tasks(tmp_path, SENTENCE)
    assert _standings(tasks) == [
        ("成效较好", "南关社区"),
        ("成效较好", "翠屏社区"),
        ("质量较差", "北坛社区"),
        ("质量较差", "火车站社区"),
    ]
    assert [line.lead for task in tasks for line in task.assignments if line.lead] == [
        ("南关社区",),
        ("北坛社区",),
    ]


CLASSES = """关于重点城建项目推进情况的通报

各单位：
（一）已投入使用3项
南苑路北延、河东燃气中压管、体育公园慢行系统。
（二）达到序时进度要求20项
主要有跨江通道接线、污水处理厂提标、松柏湖公园等。
（三）下发执法建议书的项目
锦绣江城7号地块、城西农贸综合体、滨港路改造一标段。
二、有关要求
各单位要主动认领问题。
"""

FIRMS = """关于执法检查情况的通报

各镇：
恒远铸造厂 乐兴家具有限公司 晨捷塑胶制品有限公司 瑞禾粮油加工厂 等5家企业管理到位，予以通报表扬。

★红榜（4家）
①湖县农家菜馆　②湖县湖畔酒店　③第二小学食堂
④晨露早点店
★黑榜（2家）
①阿胖烧烤店
存在问题：后厨地面积水
②爽口米线馆
存在问题：从业人员未取得健康证明
"""


def _classed(tasks: tuple[Task, ...]) -> list[tuple[str, str | None]]:
    return [(task.text, task.assignments[0].updates[0].status) for task in tasks]


def test_a_line_of_names_under_a_class(tmp_path: Path) -> None:
    assert _classed(_tasks(tmp_path, CLASSES)) == [
        ("南苑路北延", "已投入使用"),
        ("河东燃气中压管", "已投入使用"),
        ("体育公园慢行系统", "已投入使用"),
        ("跨江通道接线", "达到序时进度要求"),
        ("污水处理厂提标", "达到序时进度要求"),
        ("松柏湖公园", "达到序时进度要求"),
        ("锦绣江城7号地块", "下发执法建议书"),
        ("城西农贸综合体", "下发执法建议书"),
        ("滨港路改造一标段", "下发执法建议书"),
    ]


def test_white_space_and_numerals_part_lists(tmp_path: Path) -> None:
    assert _standings(_tasks(tmp_path, FIRMS)) == [
        ("通报表扬", "恒远铸造厂"),
        ("通报表扬", "乐兴家具有限公司"),
        ("通报表扬", "晨捷塑胶制品有限公司"),
        ("通报表扬", "瑞禾粮油加工厂"),
        ("红榜", "湖县农家菜馆"),
        ("红榜", "湖县湖畔酒店"),
        ("红榜", "第二小学食堂"),
        ("红榜", "晨露早点店"),
        ("黑榜", "阿胖烧烤店"),
        ("黑榜", "爽口米线馆"),
    ]
