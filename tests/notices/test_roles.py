"""Who answers for what, in the many ways offices write it: each test's docstring is its notice."""

import datetime
from collections.abc import Callable
from inspect import cleandoc
from pathlib import Path
from typing import Any

import pytest

from tongbao.notices.heading import read_heading
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.names import UnitReader
from tongbao.notices.reading import Context, Reading
from tongbao.notices.responsibility import read_responsibility
from tongbao.notices.responsibility.roles import leaders_in
from tongbao.notices.rows import take_apart
from tongbao.records.content import Vocabulary
from tongbao.records.model import Task
from tongbao.sources import read

LEXICON = standard_lexicon()
DAY = datetime.date(2023, 3, 1)
ReadNotice = Callable[..., Reading]


@pytest.fixture
def notice(request: pytest.FixtureRequest, tmp_path: Path) -> ReadNotice:
    """Return ``notice(period="")``: what is read from the docstring of the test as a text file."""

    def read_docstring(period: str = "") -> Reading:
        path = tmp_path / "文件.txt"
        path.write_text(cleandoc(request.function.__doc__ or ""), "utf-8")
        material = take_apart(read(path), LEXICON, ())
        heading = read_heading(path.name, material.prose, (), LEXICON)
        units = UnitReader(LEXICON, lambda _: False)
        context = Context("n", "p", period, DAY, LEXICON, units, Vocabulary(()))
        reading = read_responsibility(material.as_prose() or material, heading, context)
        assert reading is not None
        return reading

    return read_docstring


def roles(task: Task) -> dict[str, Any]:
    """Return what is stated of a task's one assignment, empty fields left out."""
    (line,) = task.assignments
    found = {
        "lead": line.lead,
        "responsible": line.responsible,
        "cooperating": line.cooperating,
        "leaders": tuple(person.name for person in line.leaders),
        "persons": tuple(person.name for person in line.persons),
        "due": tuple(str(one.date) for one in line.due),
    }
    return {role: list(names) for role, names in found.items() if names}


def texts(reading: Reading) -> list[tuple[str | None, str]]:
    return [(task.number, task.text) for task in reading.tasks]


def test_a_closing_bracket_with_labels(notice: ReadNotice) -> None:
    """
    2023年重点工作任务分解
    1.建成产业园（一期）。（牵头领导：李明；牵头单位：区发改局，责任单位：区财政局、各县（市、区）政府；完成时限：2023年6月底）
    2.改造管网30公里。[责任单位：区住建局、各街办(新区)]
    3.新增车位500个。【牵头单位】区城管局【配合单位】区公安局、各区、县级市
    """
    tasks = notice().tasks
    assert [task.text for task in tasks] == [
        "建成产业园（一期）。",
        "改造管网30公里。",
        "新增车位500个。",
    ]
    assert [roles(task) for task in tasks] == [
        {
            "lead": ["区发改局"],
            "responsible": ["区财政局", "各县（市、区）政府"],
            "leaders": ["李明"],
            "due": ["2023-06-30"],
        },
        {"responsible": ["区住建局", "各街办(新区)"]},
        {"lead": ["区城管局"], "cooperating": ["区公安局", "各区、县级市"]},
    ]


def test_a_closing_bracket_with_verbs(notice: ReadNotice) -> None:
    """
    一、扩大投资
    1. 加快项目建设（含续建5个）。(区发改委牵头,区住建局、区交通局等部门,各街道办事处配合)
    2. 盘活存量土地500亩(不含矿区)。(区自然资源局负责)
    3. 优化营商环境。(区政务局、区市场监管局按职责分工负责,2023年9月底前完成)
    4. 改造老旧小区。由区住建局牵头，区民政局参与。
    """
    tasks = notice().tasks
    assert tasks[0].text == "加快项目建设（含续建5个）。"
    assert [roles(task) for task in tasks] == [
        {"lead": ["区发改委"], "cooperating": ["区住建局", "区交通局等部门", "各街道办事处"]},
        {"responsible": ["区自然资源局"]},
        {"responsible": ["区政务局", "区市场监管局"], "due": ["2023-09-30"]},
        {"lead": ["区住建局"], "cooperating": ["区民政局"]},
    ]
    assert {task.section for task in tasks} == {"一、扩大投资"}


def test_brackets_that_are_text_state_nothing(notice: ReadNotice) -> None:
    """
    1.建设停车场（含地下车库，密切配合）。
    责任单位：区城管局
    2.实施搬迁（涉及三个村）
    责任单位：区住建局
    """
    assert texts(notice()) == [
        ("1", "建设停车场（含地下车库，密切配合）。"),
        ("2", "实施搬迁（涉及三个村）"),
    ]


def test_labels_on_lines_of_their_own(notice: ReadNotice) -> None:
    """
    （一）新建文化站。
    责任领导：王  强、张三丰
    牵头单位　镇文化站
    责任单位：镇农业服务中心、
    各村（社区）
    完成时限：10月底前
    （二）发展大棚蔬菜。
    配 合 单 位：镇财政所
    """
    tasks = notice().tasks
    assert [(task.number, task.text) for task in tasks] == [
        # A day without a year is none: its words stay.
        ("（一）", "新建文化站。\n完成时限：10月底前"),
        ("（二）", "发展大棚蔬菜。"),
    ]
    assert roles(tasks[0]) == {
        "lead": ["镇文化站"],
        "responsible": ["镇农业服务中心", "各村（社区）"],
        "leaders": ["王强", "张三丰"],
    }
    assert roles(tasks[1]) == {"cooperating": ["镇财政所"]}


def test_a_label_in_the_sentence_and_progress_behind_it(notice: ReadNotice) -> None:
    """
    1、渡口修缮工程,牵头部门:市交通局。修缮进度较慢。
    2、饮水安全工程,牵头部门:市水利局。
    """
    tasks = notice("2023-07").tasks
    assert [task.text for task in tasks] == ["渡口修缮工程", "饮水安全工程"]
    assert [[one.text for one in task.assignments[0].updates] for task in tasks] == [
        ["修缮进度较慢。"],
        [],
    ]
    assert tasks[0].assignments[0].updates[0].status == "修缮进度较慢"


def test_a_declared_rule_gives_the_lead_and_is_told(notice: ReadNotice) -> None:
    """
    1.修路。(责任单位:区交通局)
    2.架桥。(责任单位:区住建局、区水利局,排在第一位的单位为牵头单位,下同)
    3.种树。(责任单位:区林业局、各街道；以下任务均需各街道落实，不再单独列出)
    """
    reading = notice()
    assert [roles(task) for task in reading.tasks] == [
        {"responsible": ["区交通局"]},
        {"lead": ["区住建局"], "responsible": ["区住建局", "区水利局"]},
        {"lead": ["区林业局"], "responsible": ["区林业局", "各街道"]},
    ]
    assert [task.review for task in reading.tasks] == [
        (),
        ("lead: 按文中说明，由责任单位得出",),
        ("lead: 按文中说明，由责任单位得出",),
    ]
    assert [remark.message for remark in reading.remarks] == [
        "括号里的附言不是单位：“排在第一位的单位为牵头单位,下同”",
        "括号里的附言不是单位：“以下任务均需各街道落实，不再单独列出”",
        "按文中说明“排在第一位的单位为牵头单位,下同”，2项任务的牵头单位由责任单位得出",
    ]


def test_a_rule_in_the_letter_holds_for_all(notice: ReadNotice) -> None:
    """
    关于分解任务的通知
    任务分解如下，无牵头单位的，责任单位即为牵头单位。
    1.修路。（责任单位：区交通局、区住建局）
    2.架桥。（牵头单位：区水利局；责任单位：区住建局）
    """
    assert [roles(task)["lead"] for task in notice().tasks] == [
        ["区交通局", "区住建局"],
        ["区水利局"],
    ]


def test_no_rule_no_lead(notice: ReadNotice) -> None:
    """
    1.修路。（责任单位：区交通局、区住建局）
    2.架桥。（责任单位：区水利局）
    """
    assert not any(task.assignments[0].lead for task in notice().tasks)


def test_instructions_before_and_measures_behind_are_no_tasks(notice: ReadNotice) -> None:
    """
    东山区人民政府办公室关于印发2023年重点工作任务分解方案的通知
    各镇人民政府：
    一、提高认识。各单位要加强领导。
    二、压实责任。请于2023年4月15日前将实施方案报送区政府办。
    东山区人民政府办公室
    2023年3月20日
    东山区2023年重点工作任务分解方案
    一、主要目标
    生产总值增长6%。（牵头单位：区发改局）
    二、推进产业升级
    （一）做强工业
    1.实施项目60个。（牵头单位：区工信局）
    2.培育企业10家。
    （1）建立企业库。
    （2）兑现政策。
    （牵头单位：区工信局；责任单位：区财政局）
    三、保障措施
    （一）加强领导。成立小组。
    （二）强化考核。定期通报。
    附件：任务表
    """
    reading = notice()
    assert [(task.kind, *one) for task, one in zip(reading.tasks, texts(reading), strict=True)] == [
        ("objective", None, "生产总值增长6%。"),
        ("task", "1", "实施项目60个。"),
        ("task", "2", "培育企业10家。\n（1）建立企业库。\n（2）兑现政策。"),
    ]
    assert [task.section for task in reading.tasks] == ["一、主要目标", *["（一）做强工业"] * 2]
    assert [(str(one.date), one.covers) for one in reading.reporting] == [
        ("2023-04-15", "实施方案")
    ]
    assert [remark.message for remark in reading.remarks] == [
        "“三、保障措施”下2条没有写明单位，没有列为任务"
    ]


def test_titles_without_numerals_are_sections(notice: ReadNotice) -> None:
    """
    城关镇2023年重点工作
    加强基础设施
    11.改造道路3条。
    牵头单位：镇村建办
    12.新建广场1处。
    牵头单位：镇文化站
    推进产业发展
    13.121人才项目。
    牵头单位：镇农办
    """
    reading = notice()
    assert texts(reading) == [
        ("11", "改造道路3条。"),
        ("12", "新建广场1处。"),
        ("13", "121人才项目。"),
    ]
    assert [task.section for task in reading.tasks] == [
        "加强基础设施",
        "加强基础设施",
        "推进产业发展",
    ]


def test_tasks_without_numerals(notice: ReadNotice) -> None:
    """
    一、工业经济
    抓好园区建设。
    责任单位：区工信局
    推动企业技改。
    责任单位：区工信局、区发改委
    二、农业农村
    建设高标准农田。
    责任单位：区农业农村局
    """
    reading = notice()
    assert texts(reading) == [
        (None, "抓好园区建设。"),
        (None, "推动企业技改。"),
        (None, "建设高标准农田。"),
    ]
    assert [task.section for task in reading.tasks] == [
        "一、工业经济",
        "一、工业经济",
        "二、农业农村",
    ]


def test_a_paragraph_with_several_roles_is_one_task_of_several_parts(notice: ReadNotice) -> None:
    """
    一、优化环境。推进“一件事一次办”。（责任单位：区政务局）落实减税政策。（责任单位：区税务局）
    二、扩大内需。促进消费。（责任单位：区商务局）
    """
    first, second = notice().tasks
    assert [(line.label, line.responsible) for line in first.assignments] == [
        ("优化环境", ("区政务局",)),
        ("落实减税政策", ("区税务局",)),
    ]
    assert first.text == "优化环境。推进“一件事一次办”。\n落实减税政策。"
    assert roles(second) == {"responsible": ["区商务局"]}


def test_a_text_without_line_breaks(notice: ReadNotice) -> None:
    """
    分工如下。一、稳增长1.投资5亿元。（牵头单位：发改局）二、惠民生2.建园2所。（牵头单位：教体局）3.改厕3座。（责任单位：农业局）请落实。
    """
    reading = notice()
    assert texts(reading) == [("1", "投资5亿元。"), ("2", "建园2所。"), ("3", "改厕3座。")]
    assert [task.section for task in reading.tasks] == ["一、稳增长", "二、惠民生", "二、惠民生"]


def test_numbers_of_an_extract_stay_as_printed(notice: ReadNotice) -> None:
    """
    3.建设智慧城管。（牵头单位：区城管局）
    68.垃圾分类。（牵头单位：区城管局）
    2022.这一年不是序号
    """
    assert [number for number, _ in texts(notice())] == ["3", "68"]


def test_traditional_characters_are_read_and_kept(notice: ReadNotice) -> None:
    """
    1.完善治理體系。（民政局負責）
    2.推進產業升級。（經信局牽頭，財政局配合）
    3.改善環境。（責任單位：住建局、各鎮）
    """
    assert [roles(task) for task in notice().tasks] == [
        {"responsible": ["民政局"]},
        {"lead": ["經信局"], "cooperating": ["財政局"]},
        {"responsible": ["住建局", "各鎮"]},
    ]


def test_a_list_without_units_makes_tasks_and_its_number_is_a_claim(notice: ReadNotice) -> None:
    """
    2023年决定办好3件实事：
    一是新建学校2所。
    二是改造小区12个。
    三是建设公路50公里。
    相关新闻
    """
    reading = notice()
    assert texts(reading) == [
        ("一是", "新建学校2所。"),
        ("二是", "改造小区12个。"),
        ("三是", "建设公路50公里。"),
    ]
    assert [(one.claim, one.stated) for one in reading.claims] == [("tasks", 3)]


def test_a_text_cut_short_is_marked(notice: ReadNotice) -> None:
    """
    1.修路。（责任单位：区交通局）
    2.架桥。（责任单位：区水利局）
    3.进一步加
    """
    tasks = notice().tasks
    assert [task.review for task in tasks] == [(), (), ("text: 原文在这里中断，文字可能不全",)]


def test_what_fits_no_role_is_told(notice: ReadNotice) -> None:
    """
    1.修路。（牵头单位：区交通局；业主单位：路桥公司；完成时限：长期坚持）
    2.架桥。（牵头单位：石桥）
    """
    reading = notice()
    assert [remark.message for remark in reading.remarks] == [
        "“业主单位：路桥公司”不在角色用词里，留在任务文字里"
    ]
    assert reading.tasks[0].text == "修路。\n业主单位：路桥公司\n完成时限：长期坚持"
    assert reading.tasks[0].review == ()
    assert reading.tasks[1].review == ("lead: “石桥”不像单位名称",)


def test_a_heading_with_roles_gives_them_to_its_tasks_with_a_mark(notice: ReadNotice) -> None:
    """
    一、经济发展（牵头单位：区发改局）
    1.修路（责任单位：区交通局）
    二、社会事业
    牵头领导：张三
    2.建园（牵头单位：区教育局）
    """
    road, school = notice().tasks
    assert roles(road) == {"lead": ["区发改局"], "responsible": ["区交通局"]}
    assert (road.section, road.review) == ("一、经济发展", ("lead: 取自标题“一、经济发展”",))
    assert roles(school) == {"lead": ["区教育局"], "leaders": ["张三"]}
    assert school.review == ("leaders: 取自标题“二、社会事业”",)


def test_a_section_with_a_text_and_a_lead_is_a_task_itself(notice: ReadNotice) -> None:
    """
    一、全民阅读
    广泛开办邻里书吧。（牵头单位：市文广局）
    (一)布点邻里书吧。（责任单位：市文广局、市民政局）
    """
    section, task = notice().tasks
    assert (section.number, section.text) == ("一", "全民阅读\n广泛开办邻里书吧。")
    assert roles(section) == {"lead": ["市文广局"]}
    assert (task.number, task.section) == ("(一)", "一、全民阅读")
    assert roles(task) == {"responsible": ["市文广局", "市民政局"]}


def test_brackets_of_units_alone_are_read_where_most_lines_have_them(notice: ReadNotice) -> None:
    """
    1.深化国企改革。（区国资中心）
    2.推进要素市场化（试点）。（区发改委、区自然资源局）
    """
    tasks = notice().tasks
    mark = "responsible: 只列了单位，没有写明角色，按责任单位读"
    assert [(task.text, roles(task), task.review) for task in tasks] == [
        ("深化国企改革。", {"responsible": ["区国资中心"]}, (mark,)),
        ("推进要素市场化（试点）。", {"responsible": ["区发改委", "区自然资源局"]}, (mark,)),
    ]


def test_items_within_a_paragraph_that_state_roles_are_tasks(notice: ReadNotice) -> None:
    """
    一、抓好招商。①引进项目10个。（区商务局牵头）②举办推介会。（区文旅局牵头）
    """
    assert texts(notice()) == [("①", "引进项目10个。"), ("②", "举办推介会。")]


def test_items_without_roles_are_text_of_their_task(notice: ReadNotice) -> None:
    """
    1.上项目100个，其中：（1）工业60个；（2）农业40个。
    牵头单位：区发改局
    2.抓落实。一是抓资金，二是抓用地。
    牵头单位：区发改局
    """
    assert [text for _, text in texts(notice())] == [
        "上项目100个，其中：（1）工业60个；（2）农业40个。",
        "抓落实。一是抓资金，二是抓用地。",
    ]


def test_a_count_in_a_heading_is_no_claim(notice: ReadNotice) -> None:
    """
    《报告》确定的86项重点任务分解如下。
    一、抓项目（共1项）
    1.修路。
    牵头单位：区交通局
    """
    reading = notice()
    assert [(one.claim, one.stated) for one in reading.claims] == [("tasks", 86)]
    assert reading.tasks[0].section == "一、抓项目（共1项）"


def test_every_label_in_brackets_is_a_field(notice: ReadNotice) -> None:
    """荔川区2025年任务清单推进情况

    一、产业振兴类

    ● 【任务1】打造一条加工生产线。【责任单位】区农业农村局、区农投公司。【进展】5月投产。【评价】已完成

    ● 【任务2】建成一个冷库集群。【责任单位】区农业农村局。【进展】交付1.5万立方米。【评价】基本达到序时

    二、治理有效类

    ● 【任务3】建强一支网格队伍。【责任单位】区委政法委。【进展】配齐网格员502名。【评价】同任务1
    """
    reading = notice("2025-05")
    assert [text for _, text in texts(reading)] == [
        "打造一条加工生产线。",
        "建成一个冷库集群。",
        "建强一支网格队伍。",
    ]
    updates = [task.assignments[0].updates[0] for task in reading.tasks]
    assert [one.status for one in updates] == ["已完成", "基本达到序时", "同任务1"]
    assert updates[0].text == "5月投产。"


def test_a_label_behind_a_numeral_is_the_task(notice: ReadNotice) -> None:
    """青原县重点任务督办情况

    1.【重点工作】新建幼儿园2所。【牵头单位】县教体局。【办理进展】主体封顶。【状态】按序时推进。

    2.【重点工作】新建公厕12座。【牵头单位】县城管局。【办理进展】全部投用。【状态】已办结。
    """
    reading = notice("2024-06")
    assert texts(reading) == [("1", "新建幼儿园2所。"), ("2", "新建公厕12座。")]
    assert [roles(task) for task in reading.tasks] == [
        {"lead": ["县教体局"]},
        {"lead": ["县城管局"]},
    ]
    assert [task.assignments[0].updates[0].status for task in reading.tasks] == [
        "按序时推进",
        "已办结",
    ]


def test_a_label_whose_value_has_verbs(notice: ReadNotice) -> None:
    """兴安河区森林防火工作任务分工

    一、组建扑火队4支。 责任单位:区应急局牵头,红松林场、区消防救援大队配合。 完成时间:11月底前
    二、开设防火隔离带110公里。 责任单位:由区林草局牵头,区财政局协办,各林场。 完成时间:10月底前
    三、排查病险水库6座。 责任单位:区水务局(牵头)、区财政局。 完成时间:11月15日前
    """
    found = [roles(task) | {"due": None} for task in notice().tasks]
    assert found == [
        {"lead": ["区应急局"], "cooperating": ["红松林场", "区消防救援大队"], "due": None},
        {
            "lead": ["区林草局"],
            "cooperating": ["区财政局"],
            "responsible": ["各林场"],
            "due": None,
        },
        {"lead": ["区水务局"], "responsible": ["区财政局"], "due": None},
    ]


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("三、副县长图雅娜牵头重点工作", ["图雅娜"]),
        ("一、县委副书记、县长图雅娜牵头", ["图雅娜"]),
        ("（二）呼斯楞副旗长负责的任务", ["呼斯楞"]),
        ("四、副县长、公安局局长仇立诚同志牵头重点工作", ["仇立诚"]),
        ("一、县委书记陆景行、县长阿依努尔·买买提领办事项", ["陆景行", "阿依努尔·买买提"]),
        ("二、分管副县长亲自牵头事项", []),
        ("二、县长办公室牵头事项", []),
    ],
)
def test_leaders_of_a_heading(heading: str, names: list[str]) -> None:
    assert [one.name for one in leaders_in(heading, LEXICON)] == names
