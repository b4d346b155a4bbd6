"""Several things of one predicate, headings that answer for all under them, bodies before and behind their list."""

import pytest

from tests.notices.given_set import read_text
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.told.bodies import bodies_at, judged_in
from tongbao.notices.told.enumerations import enumerations_in
from tongbao.records.model import Task

LEXICON = standard_lexicon()


def is_body(name: str) -> bool:
    return name.endswith(("镇", "乡", "街道", "局", "县", "村", "学校"))


def told(text: str) -> list[tuple[str, list[str]]]:
    return [
        (one.status, [named.name for named in one.names])
        for one in enumerations_in(text, LEXICON, is_body)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "其中，药谷产业园、轻轨2号线东段、城南外国语学校等一批项目已全面复工；",
            [("已全面复工", ["药谷产业园", "轻轨2号线东段", "城南外国语学校"])],
        ),
        (
            "环山路管廊、中医院扩建2个项目部分标段复工；智造基地、月湾安置房因工人隔离，暂未复工。",
            [
                ("部分标段复工", ["环山路管廊", "中医院扩建"]),
                ("暂未复工", ["智造基地", "月湾安置房"]),
            ],
        ),
        (
            "（一）部分项目开工迟缓。岭北风电场二期、标准化厂房三期、东坪养护院3个项目应于6月开工，仍未办完手续。",
            [("仍未办完手续", ["岭北风电场二期", "标准化厂房三期", "东坪养护院"])],
        ),
        (
            "北湖公园、东坪农贸市场提升、新材料基地投资完成率分别为8%、9%和10%，进度严重滞后。",
            [("进度严重滞后", ["北湖公园", "东坪农贸市场提升", "新材料基地"])],
        ),
        (
            "新建口袋公园15个、改造农贸市场6个分别完成9个和4个。",
            [("9个", ["新建口袋公园15个"]), ("4个", ["改造农贸市场6个"])],
        ),
        ("甲河治理和乙河治理已竣工。", [("已竣工", ["甲河治理", "乙河治理"])]),
        (
            "第三中学校区（市教育局）主体已封顶；环湖步道（市体育局）因设备未到货，一度停工。",
            [
                ("主体已封顶", ["第三中学校区（市教育局）"]),
                ("一度停工", ["环湖步道（市体育局）"]),
            ],
        ),
        (
            "全市计划改造9个，截至6月底，凤仪市场、河西市场2个市场已重新开业。",
            [("已重新开业", ["凤仪市场", "河西市场"])],
        ),
        (
            "湖底隧道、电车试验段2项工程因规划调整暂缓实施。",
            [("暂缓实施", ["湖底隧道", "电车试验段"])],
        ),
    ],
)
def test_several_things_of_one_predicate(text: str, found: list[tuple[str, list[str]]]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "路面破损、垃圾未清理、排水不畅等问题整改缓慢。",
        "石桥镇、白河镇对企业底数不清、检查流于形式，进度滞后。",
        "要加快甲路改造、乙河治理等项目建设，确保年底前完成。",
        "各镇、各部门要压实责任，推动项目开工。",
        "资金、用地、人员等要素保障不足，项目进展缓慢。",
        "完成土地征收、房屋拆迁、管线迁改3个阶段工作。",
    ],
)
def test_what_enumerates_no_things(text: str) -> None:
    assert told(text) == []


def test_each_name_has_its_own_figure() -> None:
    text = "北湖公园、东坪农贸市场提升投资完成率分别为8%和9%，进度严重滞后。"
    (one,) = enumerations_in(text, LEXICON, is_body)
    assert [named.rest for named in one.names] == [
        "投资完成率8%，进度严重滞后",
        "投资完成率9%，进度严重滞后",
    ]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("镇组前两名石桥镇、白河镇予以通报表扬", ("石桥镇", "白河镇")),
        (
            "街道组第一名锦湖街道，镇组前两名石桥镇、白河镇予以表扬",
            ("锦湖街道", "石桥镇", "白河镇"),
        ),
        ("末位老城街道，镇组后两名宋集镇、圩口镇被约谈", ("老城街道", "宋集镇", "圩口镇")),
        ("石桥镇、白河镇，后三名为宋集镇", ("石桥镇", "白河镇")),
        ("第四村、第五村", ("第四村", "第五村")),
        ("综合排名第一名的石桥镇", ("石桥镇",)),
    ],
)
def test_the_place_of_bodies_is_none_of_their_names(text: str, bodies: tuple[str, ...]) -> None:
    assert bodies_at(text, LEXICON, is_body)[0] == bodies


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("此外，市城管局、市水务局得分低于70分，被列为“提醒名单”。", ["市城管局", "市水务局"]),
        ("石桥镇、白河镇两次落后，被纳入“重点关注对象”。", ["石桥镇", "白河镇"]),
        ("石桥镇、白河镇列入“后进单位”。", ["石桥镇", "白河镇"]),
        ("对石桥镇、白河镇量化评分，90分以上列入红榜，60分以下列入黑榜。", []),
    ],
)
def test_the_list_behind_its_members(text: str, found: list[str]) -> None:
    assert [named.name for one in judged_in(text, LEXICON, is_body) for named in one.names] == found


def tasks(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    def drafted(task: Task) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        line = task.assignments[0]
        return task.text, line.lead, line.responsible

    return [drafted(task) for task in read_text("f.txt", text).tasks]


ANSWERING = [
    ("一、{}督战组（牵头单位：{}）", "1.{}。", True),
    ("（一）{}工作专班（责任单位：{}）", "（1）{}；", False),
    ("一、{}方面（牵头单位：{}）", "（一）{}。", True),
    ("第一、{}攻坚组（责任单位：{}）", "1、{}。", False),
    ("一、{}（责任部门：{}）", "①{}。", False),
    ("（一）{}行动【牵头单位：{}】", "1.{}。", True),
]


@pytest.mark.parametrize(("heading", "item", "leads"), ANSWERING)
def test_a_heading_answers_for_all_under_it(heading: str, item: str, *, leads: bool) -> None:
    groups = [
        (
            "教育保障",
            "县教育局",
            ["劝返疑似辍学学生37人", "为89名儿童送教上门", "配齐教学点教师24人"],
        ),
        ("住房保障", "县住建局", ["改造危房112户", "开展住房安全回头看鉴定"]),
    ]
    lines, wanted = [], []
    for at, (name, unit, items) in enumerate(groups):
        lines.append(heading.replace("一", "一二"[at], 1).format(name, unit))
        for number, words in enumerate(items):
            shown = item.replace("1", str(number + 1)).replace("一", "一二三"[number])
            lines.append(shown.replace("①", "①②③"[number]).format(words))
            wanted.append((words, (unit,) if leads else (), () if leads else (unit,)))
    lines.append("各乡镇要落实属地责任，积极配合各组开展工作。")
    text = (
        "青禾县攻坚任务清单\n现印发如下。\n" + "\n".join(lines) + "\n青禾县人民政府\n2031年3月4日"
    )
    found = [(text.rstrip("。；"), lead, answering) for text, lead, answering in tasks(text)]
    assert found == wanted
