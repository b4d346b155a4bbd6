"""What running text and lists under headings tell of how tasks and units stand."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongbao.notices.heading import read_heading
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.names import UnitReader
from tongbao.notices.reading import Context, Reading
from tongbao.notices.rows import take_apart
from tongbao.notices.told.heads import heading_status
from tongbao.notices.told.lists import names_in
from tongbao.notices.told.phrases import own_status
from tongbao.notices.told.reader import read_told
from tongbao.notices.told.sentences import told_in
from tongbao.notices.told.statements import Told
from tongbao.notices.told.subjects import said_of_subjects
from tongbao.records.content import Vocabulary
from tongbao.records.scalars import PENDING
from tongbao.sources import read

LEXICON = standard_lexicon()
BODIES = ("县", "镇", "村", "街道", "局")


def told(text: str) -> tuple[Told, ...]:
    return told_in(text, LEXICON, lambda name: name.endswith(BODIES))


def names(one: Told) -> list[str]:
    return [named.name for named in one.names]


def read_text(text: str, folder: Path) -> Reading | None:
    path = folder / "文件.txt"
    path.write_text(text, "utf-8")
    material = take_apart(read(path), LEXICON, ())
    heading = read_heading(path.name, material.prose, (), LEXICON)
    units = UnitReader(LEXICON, lambda _: False)
    day = datetime.date(2031, 10, 8)
    return read_told(
        material, heading, Context("n", "p", PENDING, day, LEXICON, units, Vocabulary(()))
    )


def standings(reading: Reading | None) -> list[tuple[str | None, str | None]]:
    assert reading is not None
    (task,) = reading.tasks
    return [(line.updates[0].status, line.updates[0].subject) for line in task.assignments]


@pytest.mark.parametrize(
    "text",
    [
        "未达到序时进度2项，分别为：甲路改造、乙河治理。",
        "其中未达到序时进度2项（甲路改造、乙河治理）。",
        "二是未达到序时进度的项目有2个，具体为甲路改造、乙河治理。",
        "未达到序时进度的有：甲路改造、乙河治理。",
        "未达到序时进度2项、占比10%，为甲路改造、乙河治理。",
        "2个项目未达到序时进度（甲路改造、乙河治理），请抓紧。",
        "未达到序时进度的项目2个。分别是甲路改造、乙河治理。",
        "甲路改造、乙河治理未达到序时进度。",
        "其中，甲路改造、乙河治理等项目未达到序时进度，原因是征地受阻。",
        "甲路改造、乙河治理2个项目未达到序时进度,占总数的10%。",
        "“甲路改造”，“乙河治理”均未达到序时进度。",
        "未达到序时进度的事项有：（1）甲路改造；（2）乙河治理。",
        "未达到序时进度的2项，分别是甲路改造和乙河治理。",
        "未达到序时进度项目：甲路改造、乙河治理。",
        "甲路改造、乙河治理2项任务因用地审批慢未达到序时进度。",
    ],
)
def test_names_and_status_stand_in_any_order(text: str) -> None:
    (found,) = [one for one in told(text) if one.names]
    assert (found.status, names(found)) == ("未达到序时进度", ["甲路改造", "乙河治理"])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("甲路改造、乙河治理4个项目已提前完成三季度节点目标", "已提前完成三季度节点目标"),
        ("甲路改造、乙河治理等项目进度相对缓慢", "进度相对缓慢"),
        ("甲路改造、乙河治理工作推进不够理想", "工作推进不够理想"),
        ("甲路改造、乙河治理均已办结", "已办结"),
        (
            "已完成或达到时序进度（83.33%）以上的项目2个：甲路改造、乙河治理",
            "已完成或达到时序进度（83.33%）以上",
        ),
        ("有一定进度的项目2个，分别为甲路改造、乙河治理", "有一定进度"),
        (
            "完成有较大难度，但年底前可以完成的有2项：甲路改造、乙河治理",
            "完成有较大难度，但年底前可以完成",
        ),
    ],
)
def test_a_status_is_kept_as_printed(text: str, status: str) -> None:
    (found,) = told(text)
    assert found.status == status
    assert len(found.names) == 2


@pytest.mark.parametrize(
    "text",
    [
        "总投资超过10亿元的有3项（甲、乙、丙）。",
        "参加会议的有3个单位（甲局、乙局、丙局）。",
        "推进缓慢的原因有三个：人手不足。",
        "全市有3个（甲县、乙县、丙县）县区报名。",
        "29项实事均在有序实施之中，没有发生滞后的现象。",
        "41项实事按计划推进，暂未发现滞后的情况。",
        "力争甲路改造、乙河治理年底前全部完成。",
        "完成420家沿街店铺隔油设施安装。",
        "各项工作有序推进，多数单位进展顺利。",
        "全面贯彻落实党的19大精神。",
        "整改率大于92%的单位可登上“红榜”，甲县、乙县所以没有登上“红黑榜”。",
        "改造片区3个，8月底前完成。",
    ],
)
def test_what_is_no_status_of_named_things(text: str) -> None:
    assert [one for one in told(text) if one.names] == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("正常推进的有4项，占40%。", ("正常推进", 4, 40)),
        ("达进度的有149个,占总任务的71.0%", ("达进度", 149, None)),
        ("已开工项目50处(含修缮类)", ("已开工", 50, None)),
    ],
)
def test_a_count_without_names_makes_no_task(
    text: str, figures: tuple[str, int, int | None]
) -> None:
    (found,) = told(text)
    assert (found.status, found.declared, found.share) == figures
    assert found.names == ()


def test_tasks_stand_in_quotes_with_marks_of_their_own() -> None:
    text = "已完成的目标事项，共计21项。主要有“修复甲渠、乙渠，串起灌区”，“办结建档事项”等，这些事项占18.8%。"
    (found,) = told(text)
    assert names(found) == ["修复甲渠、乙渠，串起灌区", "办结建档事项"]
    assert (found.declared, found.is_partial) == (21, True)


@pytest.mark.parametrize("mark", ["，", ",", "："])
def test_a_status_over_a_list_that_counts_its_items(mark: str) -> None:
    text = f"眼下，全县实施进度较慢的工程{mark}一是东渠清淤（云岭乡渠段），二是体检站建设。"
    assert [(one.status, names(one)) for one in told(text)] == [
        ("实施进度较慢", ["东渠清淤（云岭乡渠段）", "体检站建设"])
    ]
    assert not told(f"推进缓慢的主要问题{mark.replace('：', '，')}一是资金不足，二是征地难。")


def test_a_status_refers_back_to_a_list_of_just_so_many() -> None:
    text = "本次通报的任务有2个，分别为：一是修缮步道(责任单位:甲局)；二是新建市场。目前，2个任务都已完成。"
    listed, found = told(text)
    assert (listed.status, found.status) == ("", "已完成")
    assert names(found) == ["修缮步道(责任单位:甲局)", "新建市场"]


def test_units_their_task_and_how_far_it_is() -> None:
    text = (
        "需要加快推进事项3件，如区住建局负责的“改造管网，按期办结。”截至目前，26个项目已评审；"
        "区园林局、区水务局承担的“修缮步道”项目，尚未开工；由区商务局牵头的菜场改造工程，目前已签约。"
    )
    _, *found = told(text)
    assert [(one.status, names(one), one.names[0].units, one.names[0].rest) for one in found] == [
        ("需要加快推进", ["改造管网，按期办结"], "区住建局", "截至目前，26个项目已评审"),
        ("尚未开工", ["修缮步道"], "区园林局、区水务局", "尚未开工"),
        ("已签约", ["菜场改造工程"], "区商务局", "目前已签约"),
    ]


def test_words_in_the_place_of_a_status_are_one_in_company() -> None:
    _, found = told("已完成的有5项；原地踏步的有2项：甲路改造、乙河治理。")
    assert (found.status, names(found)) == ("原地踏步", ["甲路改造", "乙河治理"])
    assert found.doubt == "“原地踏步”按位置读作完成情况"


def test_one_name_alone_is_marked() -> None:
    (found,) = told("甲路改造进展缓慢。")
    assert found.doubt == "按句子读出，请核对是不是一项任务"
    assert told("相关手续办理缓慢。") == ()


@pytest.mark.parametrize(
    ("text", "declared", "found", "joined"),
    [
        ("甲路改造、乙河治理", 2, ("甲路改造", "乙河治理"), ()),
        ("垃圾站、公厕改建、乙河治理", 2, ("垃圾站、公厕改建", "乙河治理"), ("垃圾站、公厕改建",)),
        ("冷链下乡、报刊亭、书吧迁建", 2, ("冷链下乡", "报刊亭、书吧迁建"), ("报刊亭、书吧迁建",)),
        ("垃圾站、公厕、乙河治理", 2, ("垃圾站", "公厕", "乙河治理"), ()),
        ("甲（含乙、丙）改造、丁河治理", None, ("甲（含乙、丙）改造", "丁河治理"), ()),
        ("甲路改造；乙河治理等", 2, ("甲路改造", "乙河治理"), ()),
        ("甲路改造、乙河治理及丙站新建", 3, ("甲路改造", "乙河治理", "丙站新建"), ()),
    ],
)
def test_names_of_a_list(
    text: str, declared: int | None, found: tuple[str, ...], joined: tuple[str, ...]
) -> None:
    veil = text.replace("含乙、丙", "◌◌◌◌")
    listed = names_in(text, declared, LEXICON, veil)
    assert listed is not None
    assert (listed.names, listed.joined) == (found, joined)


@pytest.mark.parametrize("text", ["", "甲", "1、2", "占30%、占20%"])
def test_what_is_no_list_of_names(text: str) -> None:
    assert names_in(text, None, LEXICON) is None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("截至目前，尚未开工", "尚未开工"),
        ("已完成大坝灌浆，总体推进情况较好。", "总体推进情况较好"),
        ("目前完成1公里", ""),
        ("承担标段2个未开工", ""),
    ],
)
def test_the_status_of_a_progress(text: str, status: str) -> None:
    assert own_status(text, LEXICON) == status


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("一、已完成的事项（2项）", "已完成"),
        ("二、进展缓慢的工作", "进展缓慢"),
        ("（三）已完成或基本完成的目标事项", "已完成或基本完成"),
        ("二、存在问题", ""),
        ("一、工作总体进展情况", ""),
        ("整改完成情况", ""),
    ],
)
def test_a_heading_gives_a_status_to_all_under_it(heading: str, status: str) -> None:
    assert heading_status(heading, LEXICON) == status


def test_lists_of_bodies_under_headings_and_labels(tmp_path: Path) -> None:
    text = (
        "关于环境卫生评比的通报\n红榜\n责任部门：甲局、乙局\n街道：东街道\n黑榜：\n辖区：无\n南村：上坡自然村\n"
        "一、“十佳”乡镇（2个）\n1.北坡乡\n2.南塘镇\n后三名：石镇、黄镇\n"
        "某市创建办公室\n2031年10月8日\n"
    )
    assert standings(read_text(text, tmp_path)) == [
        *(("红榜", "甲局"), ("红榜", "乙局"), ("红榜", "东街道"), ("黑榜", "南村：上坡自然村")),
        *(("十佳", "北坡乡"), ("十佳", "南塘镇"), ("后三名", "石镇"), ("后三名", "黄镇")),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "表现较好的有石村、云村，较差的有渡村，现将情况通报如下。",
            [("表现较好", "石村"), ("表现较好", "云村"), ("较差", "渡村")],
        ),
        (
            "对推进有力的财政局、东街道予以通报表扬。",
            [("通报表扬", "财政局"), ("通报表扬", "东街道")],
        ),
        ("财政局、水利局被列入黑榜。", [("黑榜", "财政局"), ("黑榜", "水利局")]),
        (
            "第一名甲县；第二名乙县、丙县；第四名丁县。",
            [("第一名", "甲县"), ("第二名", "乙县"), ("第二名", "丙县"), ("第四名", "丁县")],
        ),
        ("甲镇第一名、乙镇第二名。", [("第一名", "甲镇"), ("第二名", "乙镇")]),
    ],
)
def test_who_is_praised_or_blamed_in_a_sentence(
    text: str, found: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert standings(read_text(text, tmp_path)) == found


def test_a_ranking_over_listed_tasks_is_no_task_beside_them(tmp_path: Path) -> None:
    text = (
        "第一名甲县；第二名乙县。\n1、修路。牵头部门：市交通局。\n2、架桥。牵头部门：市水利局。\n"
    )
    assert read_text(text, tmp_path) is None


def test_what_is_counted_under_the_heading_of_a_body(tmp_path: Path) -> None:
    text = "督查情况通报\n二、存在问题\n（一）石桥镇（11个）\n1.宣传栏脱落。\n2.院落积水。\n"
    reading = read_text(text, tmp_path)
    assert reading is not None
    (line,) = reading.tasks[0].assignments
    assert (line.label, line.updates[0].subject) == ("存在问题", "石桥镇")
    assert line.updates[0].text.endswith("1.宣传栏脱落。\n2.院落积水。")
    assert [(one.claim, one.stated) for one in reading.claims] == [
        ("list_length:石桥镇存在问题", 11)
    ]


def test_demands_tell_nothing(tmp_path: Path) -> None:
    text = "下一步工作要求：\n一是盯牢节点。甲路改造、乙河治理尚未开工。\n下一步，甲路改造、乙河治理全部完工。\n"
    assert read_text(text, tmp_path) is None


def test_several_statuses_of_one_task_are_marked(tmp_path: Path) -> None:
    text = "甲路改造、乙河治理已开工。进展缓慢的有2项（甲路改造、丙站新建）。\n"
    reading = read_text(text, tmp_path)
    assert reading is not None
    assert {task.text: task.review for task in reading.tasks} == {
        "甲路改造": ("status: 文中有几种说法：已开工、进展缓慢",),
        "乙河治理": (),
        "丙站新建": (),
    }


def test_a_list_longer_than_declared_is_named_and_not_mended(tmp_path: Path) -> None:
    reading = read_text("推进缓慢的有2项（甲路改造、乙河治理、丙校扩建），请抓紧。\n", tmp_path)
    assert reading is not None
    assert [task.text for task in reading.tasks] == ["甲路改造", "乙河治理", "丙校扩建"]
    assert reading.review == ("claims: “推进缓慢”写2个，列出3个，请核对名称从哪里断开",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("进度较慢的县区为甲县、乙县。", [("", "进度较慢", ("甲县", "乙县"))]),
        ("全市未开工的乡镇有丙镇；", [("", "未开工", ("丙镇",))]),
        ("危桥加固,丁县完成进度较慢。", [("危桥加固", "完成进度较慢", ("丁县",))]),
        (
            "一类,未完工的为甲县;二类,未启动的为市本级。",
            [("一类", "未完工", ("甲县",)), ("二类", "未启动", ("市本级",))],
        ),
        ("进度较慢的原因为资金不足。", []),
        ("甲县完成投资3亿元。", []),
        ("总体进展顺利。", []),
    ],
)
def test_statuses_of_counties(text: str, said: list[tuple[str, str, tuple[str, ...]]]) -> None:
    found = said_of_subjects(text, LEXICON)
    assert [(one.label, one.status, one.subjects) for one in found] == said


@given(
    st.text("推进缓慢的有3项（甲、乙）“完成”县区为一是已,，;。:分别占30%负责\n1.红榜", max_size=80)
)
@settings(deadline=None)
def test_any_text_gives_names_that_stand_in_it(text: str) -> None:
    for one in told("".join(text.split())):
        assert one.status in "".join(text.split())
        assert all(
            named.name.replace("、", "") in "".join(text.split()).replace("、", "")
            for named in one.names
        )
    for said in said_of_subjects(text, LEXICON):
        assert said.words in text
        assert all(subject in text for subject in said.subjects)


@pytest.mark.parametrize(
    ("text", "status", "found"),
    [
        ("甲路改造、乙图书馆等项目完成投资过半，达到序时进度；", "完成投资过半，达到序时进度", 2),
        ("甲路改造、乙图书馆等2个项目因征迁未完成，至今未实质性开工。", "至今未实质性开工", 2),
        ("甲路改造、乙图书馆2项工程由于资金未到位，尚未动工。", "尚未动工", 2),
        (
            "甲路改造、乙图书馆2个项目施工图已审查完毕，正在办理招标手续；丙站建成。",
            "施工图已审查完毕，正在办理招标手续",
            2,
        ),
        ("甲路改造、乙图书馆迁建因用地未获批复，至今没有开工。", "至今没有开工", 2),
        ("甲渠三期因用地预审未获批复，至今没有开工。", "至今没有开工", 1),
    ],
)
def test_a_status_of_a_group_goes_over_several_clauses(text: str, status: str, found: int) -> None:
    (one,) = [one for one in told(text) if one.names]
    assert (one.status, len(one.names)) == (status, found)


@pytest.mark.parametrize(
    "text",
    [
        "已竣工项目进展较快。",
        "在建项目总体平稳。",
        "全县18项水利工程（含续建7项）推进情况如下：",
        "甲路改造、乙图书馆等2个项目总投资3亿元，占地20亩。",
    ],
)
def test_a_class_or_a_remark_is_no_name(text: str) -> None:
    assert [one for one in told(text) if one.names] == []


@pytest.mark.parametrize(
    "text",
    [
        "進展較快的有：農村廁所改造完成年度任務的104%，危橋改造僅完成96%。",
        "進展較快的項目2個：農村廁所改造完成104%、危橋改造完成年度任務的96%。",
        "進展較快的項目有農村廁所改造完成104%；危橋改造完成率96%。",
    ],
)
def test_each_name_of_a_list_has_its_own_figure(text: str) -> None:
    (one,) = [one for one in told(text) if one.names]
    assert (one.status, names(one)) == ("進展較快", ["農村廁所改造", "危橋改造"])
    assert [named.rest[-3:] for named in one.names] == ["04%", "96%"]


def test_a_task_of_units_has_the_status_of_its_heading_and_who_supports(tmp_path: Path) -> None:
    text = (
        "关于重点任务办理情况的通报\n一、需加快推进的任务\n"
        "县文旅局牵头、县住建局配合的“创建景区，建成停车场”任务，目前完成基础开挖1处；"
        "县残联负责的“改造住房”任务，已完成26户，超额完成全年目标。\n"
    )
    reading = read_text(text, tmp_path)
    assert reading is not None
    lines = [(task.text, task.assignments[0]) for task in reading.tasks]
    assert [(name, line.updates[0].status) for name, line in lines] == [
        ("创建景区，建成停车场", "需加快推进"),
        ("改造住房", "超额完成全年目标"),
    ]
    assert lines[0][1].cooperating == ("县住建局",)
