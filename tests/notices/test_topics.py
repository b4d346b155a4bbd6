"""What prose says of single things and of bodies: topics with their comments, verdicts, boards, ranks."""

import pytest

from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.told.boards import boarded_in, ranks_in
from tongbao.notices.told.bodies import bodies_at, judged_in
from tongbao.notices.told.comments import comment_status
from tongbao.notices.told.phrases import phrases_of
from tongbao.notices.told.topics import topics_in

LEXICON = standard_lexicon()


def is_body(name: str) -> bool:
    return name.endswith(("镇", "乡", "街道", "局", "县", "村"))


def told(text: str, status: str = "") -> list[tuple[str, str, str]]:
    return [
        (one.name, said.status, one.units)
        for said in topics_in(text, LEXICON, is_body, status)
        for one in said.names
    ]


@pytest.mark.parametrize(
    ("comment", "status"),
    [
        ("计划铺管4公里，已铺4公里，已完成年度任务", "已完成年度任务"),
        ("按计划推进，没有滞后", "按计划推进"),
        ("因厂家延期，安装进度偏慢，目前仅安装9处", "安装进度偏慢"),
        ("门诊楼主体已封顶，总体形象进度达到65%", "总体形象进度达到65%"),
        ("受降雨影响，施工一度中断，目前已复工，占总长的48%", "已复工"),
        (
            "教学楼已全部竣工，操场正在铺设塑胶，确保秋季投入使用",
            "教学楼已全部竣工，操场正在铺设塑胶",
        ),
        ("因施工单位变更，仅完成年度任务的41%", "仅完成年度任务的41%"),
        ("因设计变更，工期滞后近两个月", "工期滞后近两个月"),
        ("要抓紧组织验收，力争年底前完成", ""),
        ("居民们正在散步", ""),
    ],
)
def test_a_comment_gives_the_status_of_the_whole(comment: str, status: str) -> None:
    assert comment_status(comment, LEXICON) == status


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("走进芳草街改造项目，外墙保温全部完成。", [("芳草街改造项目", "外墙保温全部完成", "")]),
        ("记者在东渠隧道施工现场看到，左洞已贯通。", [("东渠隧道", "左洞已贯通", "")]),
        (
            "未开工的项目。东渠停车综合体因管线未迁，主体尚未封顶；敬老院适老化受汛期影响，仅完成41%。",
            [("东渠停车综合体", "未开工", ""), ("敬老院适老化", "未开工", "")],
        ),
        (
            "石桥镇2个：“甲家居”项目土地未摘牌，“冷库”项目资金未到位；白河镇“烘干”项目停工。",
            [
                ("甲家居", "土地未摘牌", "石桥镇"),
                ("冷库", "资金未到位", "石桥镇"),
                ("烘干", "停工", "白河镇"),
            ],
        ),
        ("危桥改造工程。由县交通局负责，已完工7座。", [("危桥改造工程", "已完工7座", "县交通局")]),
        (
            "在已完成的项目中，东街扩建今年如期开放；西渠清淤完成80%。",
            [("东街扩建", "已完成", ""), ("西渠清淤", "已完成", "")],
        ),
        (
            "新增学位3200个，完成年度任务的106%；改造旧小区39个，完成年度任务的78%。",
            [
                ("新增学位3200个", "完成年度任务的106%", ""),
                ("改造旧小区39个", "完成年度任务的78%", ""),
            ],
        ),
    ],
)
def test_a_topic_and_what_is_said_of_it(text: str, found: list[tuple[str, str, str]]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "在推进乡村振兴工作中，个别乡镇进度滞后，部分项目尚未开工。",
        "各乡镇要加快项目建设进度，确保年底前全部完工。",
        "一是思想认识不到位。部分单位重视不够，少数项目至今未开工。",
        "走进县文化馆，一场文艺演出正在进行。",
        "绿化带内杂草未清理，垃圾桶未加盖；楼道无灯。",
        "在东城产业园项目现场，县长察看了进展，要求确保按期完成。",
        "全县重点项目建设进展顺利，民生实事项目有序推进。",
    ],
)
def test_what_is_general_names_nothing(text: str) -> None:
    assert told(text) == []


def test_one_sentence_of_its_form_is_marked_several_are_not() -> None:
    one = topics_in("北环改线工程已动工。", LEXICON, is_body)
    two = topics_in("北环改线工程已动工；南渠清淤工程已完工。", LEXICON, is_body)
    assert [bool(said.doubt) for said in (*one, *two)] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("桑园镇、东街道部署早，未发现火点，予以通报表扬。", [("通报表扬", ["桑园镇", "东街道"])]),
        (
            "对甲镇、乙局亮“黄牌”警告；对丙乡予以通报提醒。",
            [("“黄牌”警告", ["甲镇", "乙局"]), ("通报提醒", ["丙乡"])],
        ),
        ("对工作突出的甲镇、乙乡授予“流动红旗”。", [("“流动红旗”", ["甲镇", "乙乡"])]),
        ("对县自然资源和规划局、白镇责令整改。", [("责令整改", ["县自然资源和规划局", "白镇"])]),
        ("对连续两次末位的乡镇，将约谈书记。", []),
        ("县政府办公局对仍未开工的项目下发督办函。", []),
    ],
)
def test_what_is_decided_of_bodies(text: str, found: list[tuple[str, list[str]]]) -> None:
    said = judged_in(text, LEXICON, is_body)
    assert [(one.status, [named.name for named in one.names]) for one in said] == found


def test_the_last_body_of_a_list_runs_into_what_is_said() -> None:
    assert bodies_at("甲镇、乙街道工作部署早", LEXICON, is_body) == (("甲镇", "乙街道"), 6)


def test_ranks_with_ties_and_a_last_place() -> None:
    text = "第一名甲镇；第二名乙镇、丙镇（并列）；并列第四名的是丁乡、戊乡，末位是己乡。"
    assert [(one.status, len(one.names)) for one in ranks_in(text, LEXICON, is_body)] == [
        ("第一名", 1),
        ("第二名", 2),
        ("并列第四名", 2),
        ("末位", 1),
    ]


def test_boards_take_things_with_their_reasons() -> None:
    text = "东市场、西市场列“红榜”；上“黑榜”的村居是：甲村（乱堆、乱拉）、乙村。"
    assert [
        (one.status, [named.name for named in one.names]) for one in boarded_in(text, LEXICON)
    ] == [
        ("红榜", ["东市场", "西市场"]),
        ("黑榜", ["甲村", "乙村"]),
    ]


@pytest.mark.parametrize(
    ("words", "is_status"),
    [
        ("土地未摘牌", True),
        ("正在征求意见", True),
        ("结转下年", True),
        ("规划设计阶段", True),
        ("存在问题", False),
        ("全面推进乡村振兴", False),
        ("未来规划", False),
    ],
)
def test_a_status_in_its_place_is_known_by_its_form(words: str, *, is_status: bool) -> None:
    assert phrases_of(LEXICON).whole(words) is is_status
