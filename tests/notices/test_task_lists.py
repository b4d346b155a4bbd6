"""Lists of tasks in running prose, cut as their marks allow and tested by the number that announces them."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongbao.notices.heading import read_heading
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.names import UnitReader
from tongbao.notices.reading import Context, Reading
from tongbao.notices.rows import take_apart
from tongbao.notices.task_lists import TaskList, read_task_lists, task_lists
from tongbao.records.content import Vocabulary
from tongbao.sources.document import Document, Paragraph, Spot

LEXICON = standard_lexicon()


def paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(line, Spot(line=at)) for at, line in enumerate(text.split("\n"), start=1)]


def lists_in(text: str) -> tuple[TaskList, ...]:
    return task_lists(paragraphs(text), LEXICON)


def items_of(text: str) -> list[str]:
    return [item.text for one in lists_in(text) for item in one.items]


def reading_of(text: str) -> Reading | None:
    document = Document("报.txt", "docx", "0" * 64, tuple(paragraphs(text)))
    material = take_apart(document, LEXICON, ())
    heading = read_heading(document.name, material.prose, (), LEXICON)
    units = UnitReader(LEXICON, lambda _: False)
    day = datetime.date(2031, 3, 1)
    context = Context("n", "p", "待补", day, LEXICON, units, Vocabulary(()))
    return read_task_lists(material, heading, context)


THREE = ["新建学校3所", "改造管网5公里", "种树900株"]


@pytest.mark.parametrize(
    "text",
    [
        "今年将办好3件实事，包括：新建学校3所；改造管网5公里；种树900株。我们将一件一件盯到底。",
        "今年将办好3件实事,即新建学校3所、改造管网5公里、种树900株等。",
        "今年将办好三件实事，分别是新建学校3所、改造管网5公里和种树900株。",
        "选定惠民实事项目3项，投入2亿元。3项惠民实事分列如下：新建学校3所。改造管网5公里。种树900株。以上项目年底前完成。",
        "今年办好“三件实事”。（1）新建学校3所。（2）改造管网5公里。（3）种树900株。",
        "按照上级要求，今年安排3个项目：①新建学校3所②改造管网5公里③种树900株",
        "全年实施3项任务：1.新建学校3所；2.改造管网5公里；3.种树900株。",
        "区政府今年要办的3件实事，一是新建学校3所；二是改造管网5公里；三是种树900株。",
        "今年要办好3件实事，涵盖教育、水务、绿化。具体包括：新建学校3所，改造管网5公里，种树900株。（记者 钱若水）",
        "今年实施3个为民办实事工程：\n新建学校3所\n改造管网5公里\n种树900株\n请各单位抓好落实。",
        "今年集中办好以下实事：\n一是新建学校3所；\n二是改造管网5公里；\n三是种树900株。\n新闻推荐\n四是假的。",
        "今年集中办好3件实事。\n1、新建学校3所\n2、改造管网5公里\n3、种树900株",
        "今年的3件实事如下：\n新建学校3所；改造管网5公里；种树900株。",
        "2031年民生实事\n一、新建学校3所\n二、改造管网5公里\n三、种树900株",
        "敲定2件实事含3个子项目，即新建学校3所、改造管网5公里、种树900株。",
        "今年办3件实事，投入2亿元。\n经过表决，最后定下3件。它们是：新建学校3所。改造管网5公里。种树900株。",
        "今年办3项民生实事，投入2亿元。最终选定3项，分别为：新建学校3所；改造管网5公里；种树900株。据悉，已有专人负责。",
        "2031年为民办实事项目共3项，现予公布，请社会各界监督。\n①新建学校3所\n②改造管网5公里\n③种树900株",
        "今年安排实事项目3项。现予公告。欢迎监督。\n（一）新建学校3所\n（二）改造管网5公里\n（三）种树900株\n特此公告。",
        "全年实施3项民生实事项目。\n一、教育（1项）\n1.新建学校3所\n二、水务（2项）\n2.改造管网5公里\n3.种树900株",
        "全年实施3项民生实事，分两类：\n教育（1件）\n1、新建学校3所\n水务绿化（2件）\n1、改造管网5公里\n2、种树900株",
        "今年共3件民生实事。\n具体项目列在下面。\n1、新建学校3所\n2、改造管网5公里\n3、种树900株",
        "今年办好3件实事，涉及教育、水务等方面。\n它们包括：新建学校3所；改造管网5公里；种树900株。",
        "2031年为民办实事项目名单\n（共3项）\n1、新建学校3所\n2、改造管网5公里\n3、种树900株",
        "今年继续办好新建学校3所、改造管网5公里、种树900株等三件民生实事。",
        "坚持民生为本，实施新建学校3所、改造管网5公里和种树900株等3项为民实事，群众更有获得感。",
    ],
)
def test_a_list_in_any_marks(text: str) -> None:
    assert [item.rstrip("。") for item in items_of(text)] == THREE


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "今年办2件实事：新建学校（含幼儿园、托儿所；各1所）、整治“乱停、乱放”。",
            ["新建学校（含幼儿园、托儿所；各1所）", "整治“乱停、乱放”"],
        ),
        (
            "今年的2个项目，即24V led灯检修、“物联网+用电”建设等。",
            ["24V led灯检修", "“物联网+用电”建设"],
        ),
        (
            "今年2件实事如下：完成约20万㎡复绿，补种树；完成对Ⅳ类危桥排查。动态清零。完成校车平台。",
            ["完成约20万㎡复绿，补种树", "完成对Ⅳ类危桥排查"],
        ),
        (
            "今年2件实事如下：完成20万㎡复绿，补1,200株。完成Ⅳ类危桥排查;动态清零。",
            ["完成20万㎡复绿，补1,200株。", "完成Ⅳ类危桥排查;动态清零。"],
        ),
        (
            "今年2件实事：\n一、修路。\n共5公里。\n二、架桥。\n共2座。\n附件：名单",
            ["修路。\n共5公里。", "架桥。\n共2座。"],
        ),
    ],
)  # fmt: skip
def test_names_are_kept_whole_and_as_printed(text: str, items: list[str]) -> None:
    assert items_of(text) == items


@pytest.mark.parametrize(
    "text",
    [
        "去年10件实事全部完成，包括修路、架桥、种树等。",
        "10件民生实事已完成3件，分别是：修路、架桥、种树。",
        "进度较慢的项目3个，分别为：修路、架桥、种树。",
        "下一步，要抓好三项重点工作：一是加强领导；二是强化督查；三是加大宣传。",
        "存在3个方面问题：一是认识不足；二是进度慢；三是资金缺口大。",
        "要求做好3项工作：一要统一思想；二要明确责任；三要强化落实。",
        "公布了10件实事，包括修路、架桥、种树、挖井等市民期盼的事。",
        "重点抓好七个方面工作。\n（一）稳投资。坚持项目为王。\n（二）惠民生。办好实事。",
        "全年安排重点项目30个，包括先进制造、现代服务等领域，总投资50亿元。",
        "50处水利工程已完成18处，完成率36%；已开工项目50处。",
        "今年办好2件实事：\n1.修路。（责任单位：区交通局）\n2.架桥。（责任单位：区住建局）",
        "今年办好三件事。推动工业提质。新增企业2家。",
        "今年计划新建10个项目。一是做好统筹。二是做好服务。",
        "今年办好修路、架桥等8件民生实事。",
        "去年修路、架桥、种树等3件民生实事全部完成。",
        "推进水厂、电站、桥梁等4个项目建设。",
        "推进修路、架桥等2项工程。\n（一）抓学习\n（二）抓作风",
        "今年办好3件实事。\n二、自身建设\n（一）抓学习\n（二）抓作风\n（三）抓落实",
        "共走访3户。具体为：修路。架桥。种树。",
        "全年安排4项实事，现予公布。\n1.修路\n2.架桥\n3.种树",
        "",
    ],
)
def test_what_is_no_list_of_tasks(text: str) -> None:
    assert items_of(text) == []


def test_the_finer_number_that_fits_is_the_claim() -> None:
    text = "最后敲定2031年2件惠民实事含3个子项目，即修路、架桥、种树。"
    (found,) = lists_in(text)
    assert (found.declared, found.words, found.doubt) == (3, "3个子项目", "")


def test_a_number_that_does_not_fit_is_marked() -> None:
    reading = reading_of("某区4件实事\n今年办好4件实事：修路；架桥；种树。")
    assert reading is not None
    assert [task.text for task in reading.tasks] == ["修路", "架桥", "种树"]
    assert reading.review == ("claims: “4件实事”写4项，读到3项，请核对从哪里断开",)
    assert [(one.claim, one.stated) for one in reading.claims] == [("tasks", 4)]


def test_names_put_together_to_meet_the_number_are_marked() -> None:
    reading = reading_of("今年的2个项目，即停车场、充电桩建设、敬老院改造。")
    assert reading is not None
    assert [(task.text, task.review) for task in reading.tasks] == [
        ("停车场、充电桩建设", ("text: 按顿号断开要多，按一个名称读",)),
        ("敬老院改造", ()),
    ]


def test_a_list_printed_twice_is_one_and_loses_nothing() -> None:
    text = (
        "今年办好3件实事。（1）扩大托育，新增托位300个。（2）修缮步道4公里。（3）新建菜市场1个。\n"
        "附件\n2031年民生实事\n一、扩大托育。\n新增托位300个。\n二、修缮步道。\n完成4公里。"
    )
    assert items_of(text) == ["扩大托育，新增托位300个。", "修缮步道4公里。", "新建菜市场1个。"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("以上项目均于2031年12月底前完成。", datetime.date(2031, 12, 31)),
        ("上述3件实事由区政府统一实施，完成时限均为今年10月底。", datetime.date(2031, 10, 31)),
        ("以上实事要确保6月30日前全部办结。", datetime.date(2031, 6, 30)),
        ("以上项目的进展每月公布。", None),
    ],
)
def test_a_day_behind_a_list_holds_for_all_of_it(words: str, day: datetime.date | None) -> None:
    reading = reading_of(f"今年办好2件实事。\n1.修路。\n2.架桥。\n{words}")
    assert reading is not None
    dues = [[due.date for due in task.assignments[0].due] for task in reading.tasks]
    assert dues == [[day] if day else []] * 2


def test_several_lists_are_sections() -> None:
    reading = reading_of("今年办2件实事：修路；架桥。\n今年建2个项目：水厂；电站。")
    assert reading is not None
    assert [(task.section, task.text) for task in reading.tasks] == [
        ("2件实事", "修路"), ("2件实事", "架桥"), ("2个项目", "水厂"), ("2个项目", "电站"),
    ]  # fmt: skip
    assert [one.claim for one in reading.claims] == ["list_length:2件实事", "list_length:2个项目"]


ALPHABET = "今年办好10件实事三项目即包括：分列如下，、；。一是二（1）2.等\n“”修路架桥已完成"


@given(st.text(ALPHABET, max_size=120))
@settings(deadline=None)
def test_any_text_gives_items_that_stand_in_it(text: str) -> None:
    for one in lists_in(text):
        assert len(one.items) > 1
        for item in one.items:
            assert "".join(item.text.split()) in "".join(text.split())


def test_sorts_are_counted_one_behind_the_other() -> None:
    text = (
        "今年共安排民生实事6件。教育方面3件，分别是新建小学2所；改造教室320间；设立图书角18处。"
        "健康方面2件，分别是扩建急诊楼；建成康复家园9家。出行方面1件，即打通断头路4条。"
    )
    assert items_of(text) == [
        "新建小学2所",
        "改造教室320间",
        "设立图书角18处",
        "扩建急诊楼",
        "建成康复家园9家",
        "打通断头路4条",
    ]
    assert [one.words for one in lists_in(text)] == ["教育方面3件", "健康方面2件", "出行方面1件"]
