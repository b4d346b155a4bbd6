"""Several things of one predicate, headings that answer for all under them, bodies before and behind their list."""

import pytest

from tests.notices.given_set import read_text
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.told.bodies import bodies_at, judged_in
from tongbao.notices.told.enumerations import enumerations_in
from tongbao.notices.told.members import member_of
from tongbao.notices.told.sentences import told_in
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


@pytest.mark.parametrize(
    ("text", "status", "names"),
    [
        (
            "另有3项进展顺利：城东泵站主体完工，农村公路养护完成82公里，第三小学扩建工程教学楼封顶。",
            "进展顺利",
            ["城东泵站", "农村公路养护", "第三小学扩建工程"],
        ),
        (
            "还有2个项目进展缓慢：南湖公园因征地未完，仅完成清表；北站广场改造设备未到货。",
            "",
            [],
        ),
        (
            "其中4项工程推进缓慢：甲河治理因汛期停工，仅完成35%，乙路拓宽土地未交付，丙桥加固材料未到场，丁站迁建资金未到位。",
            "推进缓慢",
            ["甲河治理", "乙路拓宽", "丙桥加固", "丁站迁建"],
        ),
        (
            "（四）尚未开工的项目。东坪养殖场环评手续未办结，木材交易市场投资方资金未到位，以上2个项目均未开工。",
            "尚未开工",
            ["东坪养殖场", "木材交易市场"],
        ),
        (
            "西郊变电站土地未摘牌，旧城管网改造设计未批复，冷链仓库招标流标，上述3项进度滞后。",
            "进度滞后",
            ["西郊变电站", "旧城管网改造", "冷链仓库"],
        ),
        (
            "石桥水厂已通水，北岭茶厂设备已安装，这2个项目均已投产。",
            "已投产",
            ["石桥水厂", "北岭茶厂"],
        ),
        ("西郊变电站土地未摘牌，冷链仓库招标流标，上述3项进度滞后。", "", []),
    ],
)
def test_a_clause_for_each_of_a_counted_class(text: str, status: str, names: list[str]) -> None:
    found = [(one, listed) for one, listed in told(text) if listed == names or not names]
    assert found == ([(status, names)] if names else [])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("甲院迁建、漫步道贯通、住宅加装电梯3项受征迁影响，进度滞后于计划。", 3),
        ("新增泊位、公厕除臭2件已完成。", 2),
        ("社区食堂、送戏下乡、残疾儿童筛查、口腔检查4项均已完成。", 4),
        ("村道照明、口袋公园2个因设备未到货，尚未开工。", 2),
        ("危房改造；饮水提升、路灯更换、厕所入户等4项任务已完成。", 4),
        ("资金紧张、用地不足、人员短缺3个问题仍未解决。", 0),
    ],
)
def test_a_count_vouches_for_its_names(text: str, names: int) -> None:
    assert sum(len(listed) for _, listed in told(text)) == names


@pytest.mark.parametrize(
    ("words", "verb"),
    [
        ("负责实施的", "负责实施"),
        ("负责的", "负责"),
        ("牵头的", "牵头"),
        ("牵头建设的", "牵头"),
        ("承建的", "承建"),
        ("承担的", "承担"),
    ],
)
def test_who_answers_stands_before_the_name(words: str, verb: str) -> None:
    text = (
        f"（一）推进缓慢。县文旅集团{words}云台古镇游客中心，受勘探影响停工，主体仅完成30%；"
        f"县交通局{words}绕城公路南段，征迁尚余11户未签协议；河湾乡{words}万亩花椒产业园，灌溉设施仅完成招标。"
    )
    found = told_in(text, LEXICON, is_body)
    assert [(one.names[0].name, one.names[0].units) for one in found] == [
        ("云台古镇游客中心", "县文旅集团"),
        ("绕城公路南段", "县交通局"),
        ("万亩花椒产业园", "河湾乡"),
    ]
    assert {one.names[0].verb for one in found} == {verb}


@pytest.mark.parametrize(
    ("opening", "labels"),
    [
        ("现将问题通报如下：", ["县农机中心", "新民村", "临涧三中"]),
        ("问题如下。", ["县供销社", "石桥镇", "新民村"]),
        ("", ["石桥镇", "白河镇"]),
        ("（一）县农机中心：未清运。", ["石桥镇", "老城街道", "临涧三中"]),
        ("检查发现：", ["县水利局", "县交通局", "县医院", "白河镇"]),
        ("检查发现：", ["第二食品厂", "县交通局", "白河镇", "老城街道"]),
    ],
)
def test_those_above_are_the_labels_of_their_lines(opening: str, labels: list[str]) -> None:
    before = opening + "".join(f"{one}：垃圾外溢，标识缺失。" for one in labels)
    text = f"对以上{len(labels)}个单位予以通报批评，限期整改。"
    (found,) = judged_in(text, LEXICON, is_body, before)
    assert [one.name for one in found.names] == labels


@pytest.mark.parametrize(
    "column", ["列入原因：", "主要问题：", "上榜理由：", "存在问题：", "失信行为：", "主要事实："]
)
def test_a_column_behind_a_member_is_none_of_its_name(column: str) -> None:
    line = f"鼎旺装饰工程有限公司  {column}未按规定公示年度报告，无法联系"
    found = member_of(line, "1", LEXICON, lambda name: name.endswith("公司"))
    assert found == ("鼎旺装饰工程有限公司", f"{column}未按规定公示年度报告，无法联系")


@pytest.mark.parametrize(
    "label", ["施工单位", "建设单位", "业主单位", "运营企业", "承建公司", "监理单位"]
)
def test_a_firm_behind_its_site_is_none_of_its_name(label: str) -> None:
    text = (
        "某区建筑工地“红黑榜”公示\n二、黑榜项目\n"
        f"1.金域华庭二期（{label}：鼎安建筑有限公司），主要问题：裸土未覆盖；\n"
        f"2.九里桥拆迁工地（{label}：宏顺拆除服务部），主要问题：湿法作业不到位。\n"
        "某区住房和城乡建设局\n2024年10月9日"
    )
    assert [name for name, _, _ in tasks(text)] == ["金域华庭二期", "九里桥拆迁工地"]


@pytest.mark.parametrize(
    "label", ["进展评价", "完成状态", "总体评价", "进度评定", "办理状态", "考核等次"]
)
def test_a_label_below_each_item_tells_how_it_stands(label: str) -> None:
    rows = [("改造市场4个", "正常推进"), ("新建充电桩600个", "提前完成"), ("修好东桥", "进度滞后")]
    lines = (
        f"{at}.{name}（牵头单位：市商务局；责任单位：市财政局）\n已完成{at}处。\n{label}：{status}"
        for at, (name, status) in enumerate(rows, 1)
    )
    text = (
        "某市实事项目三季度进展情况公示\n" + "\n".join(lines) + "\n某市政府办公室\n2022年10月12日"
    )
    found = [
        (task.text, line.updates[0].status, line.updates[0].text)
        for task in read_text("f.txt", text).tasks
        for line in task.assignments
    ]
    assert found == [(name, status, f"已完成{at}处。") for at, (name, status) in enumerate(rows, 1)]
