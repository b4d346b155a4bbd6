"""Bodies on boards and lists of names under a class: by their members, their scores and the number that fits."""

import pytest

from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.told.boards import graded_in, numbered_in, scored_in
from tongbao.notices.told.bodies import judged_in
from tongbao.notices.told.heads import head_of
from tongbao.notices.told.sentences import told_in
from tongbao.notices.told.statements import Told

LEXICON = standard_lexicon()


def is_body(name: str) -> bool:
    return name.endswith(("镇", "乡", "街道", "局", "县", "村", "区", "中心校"))


def pairs(found: tuple[Told, ...]) -> list[tuple[str, list[str]]]:
    return [(one.status, [named.name for named in one.names]) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "前三名为甲桥镇（95.2分）、沙湾镇（94.8分）、临水街道；进步最快的是大林镇，上升8位。",
            [("前三名", ["甲桥镇", "沙湾镇", "临水街道"]), ("进步最快", ["大林镇"])],
        ),
        (
            "得分90分以上的有甲桥镇东庄村、大林镇管家村等22个，70分以下的有沙湾镇时家村。",
            [("得分90分以上", ["甲桥镇东庄村", "大林镇管家村"]), ("70分以下", ["沙湾镇时家村"])],
        ),
        (
            "工作扎实、成效明显的单位有：柘林镇中心校、罗溪乡中心校。",
            [("工作扎实、成效明显", ["柘林镇中心校", "罗溪乡中心校"])],
        ),
        (
            "群众满意率低于85%的单位有县城管局、县交通局。",
            [("群众满意率低于85%", ["县城管局", "县交通局"])],
        ),
        ("参加会议的有县城管局、县交通局。", []),
    ],
)
def test_a_class_that_grades_lists_bodies(text: str, found: list[tuple[str, list[str]]]) -> None:
    assert pairs(tuple(graded_in(text, LEXICON, is_body))) == found


def test_ranks_stand_in_one_line() -> None:
    line = "1.梅溪街道（98.1分）2.珠浦镇（97.6分）3.潮东街道（96.9分）"
    assert pairs(numbered_in(line, "", LEXICON, is_body)) == [
        ("第1名", ["梅溪街道"]),
        ("第2名", ["珠浦镇"]),
        ("第3名", ["潮东街道"]),
    ]
    assert not numbered_in("1.修缮桥梁2.新建学校3.改造管网", "综合排名", LEXICON, is_body)


def test_each_body_has_its_score() -> None:
    text = "考核得分依次为：青河镇98.5分，柳林镇97.2分，石门乡95.1分。"
    assert pairs(tuple(scored_in(text, LEXICON, is_body))) == [
        ("98.5分", ["青河镇"]),
        ("97.2分", ["柳林镇"]),
        ("95.1分", ["石门乡"]),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "县税务局、杨柳街道窗口人员服务热情；青石镇群众满意度较高，对上述3个单位予以通报表扬。",
            [("通报表扬", ["县税务局", "杨柳街道", "青石镇"])],
        ),
        ("责令县农机局、石桥镇作出书面检查，于4月前报送。", [("书面检查", ["县农机局", "石桥镇"])]),
        (
            "云谷教体、塬东农业、泾水城管3个公众号超过2周未更新，被判定为不合格。",
            [("判定为不合格", ["云谷教体", "塬东农业", "泾水城管"])],
        ),
        (
            "从检查情况看，甲桥镇、沙湾镇监管力度较大，隐患闭环率较高。",
            [("监管力度较大", ["甲桥镇", "沙湾镇"])],
        ),
        (
            "对进度滞后的滨河路改造工程（责任单位：县交通局）、西郊水厂扩建（县水务局）予以黄牌警示。",
            [
                (
                    "黄牌警示",
                    ["滨河路改造工程（责任单位：县交通局）", "西郊水厂扩建（县水务局）"],
                )
            ],
        ),
        ("督查组将不打招呼开展督查，对整改缓慢、问题反弹的点位进行曝光。", []),
    ],
)
def test_a_sentence_decides(text: str, found: list[tuple[str, list[str]]]) -> None:
    assert pairs(tuple(judged_in(text, LEXICON, is_body))) == found


def test_what_is_graded_in_a_heading_may_be_anything() -> None:
    head = head_of("（一）检查优秀的政务新媒体（4个）", LEXICON)
    assert head is not None
    assert (head.status, head.is_standing) == ("优秀", True)


@pytest.mark.parametrize(
    ("text", "above", "found"),
    [
        (
            "（一）已完工项目。石门隧道机电、县看守所迁建、玉泉变电站。",
            "",
            [("已完工", ["石门隧道机电", "县看守所迁建", "玉泉变电站"])],
        ),
        (
            "甲谷市场、东门市场2个市场已完成改造并重新开业。",
            "",
            [("已完成改造并重新开业", ["甲谷市场", "东门市场"])],
        ),
        (
            "滨河路改造已竣工，东湖大桥主体封顶，西郊水厂正在招标，文化广场尚未开工。",
            "",
            [
                ("已竣工", ["滨河路改造"]),
                ("主体封顶", ["东湖大桥"]),
                ("正在招标", ["西郊水厂"]),
                ("尚未开工", ["文化广场"]),
            ],
        ),
        (
            "新建农村公路完成年度任务的82%，妇女免费检查完成73%，新增大棚补贴面积完成61%。",
            "",
            [
                ("完成年度任务的82%", ["新建农村公路"]),
                ("完成73%", ["妇女免费检查"]),
                ("完成61%", ["新增大棚补贴面积"]),
            ],
        ),
        (
            "“新增路内泊位2000个”完成1263个，“优化公交线路12条”已全部完成。",
            "",
            [("完成1263个", ["新增路内泊位2000个"]), ("已全部完成", ["优化公交线路12条"])],
        ),
        (
            "甲县肉牛加工项目、乙县物流园项目虽已奠基，但均未见施工人员。",
            "未实质性施工",
            [("未实质性施工", ["甲县肉牛加工项目", "乙县物流园项目"])],
        ),
    ],
)
def test_things_of_a_sentence(text: str, above: str, found: list[tuple[str, list[str]]]) -> None:
    assert pairs(told_in(text, LEXICON, is_body, above=above)) == found


def test_a_list_of_known_names_is_judged_by_what_follows_it() -> None:
    known = frozenset(("县档案馆新馆", "科创园厂房"))
    told = told_in("县档案馆新馆、科创园厂房推进势头足。", LEXICON, is_body, known)
    assert pairs(told) == [("推进势头足", ["县档案馆新馆", "科创园厂房"])]
