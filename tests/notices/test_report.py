"""Government work reports: the real one beside its gold, and made-up ones of districts that do not exist."""

import datetime
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tongbao.notices.heading import Heading, read_heading
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.names import UnitReader
from tongbao.notices.own_names import own_names
from tongbao.notices.reading import Context, Reading
from tongbao.notices.rows import Material, take_apart
from tongbao.notices.work_report import read_report
from tongbao.records.content import Vocabulary
from tongbao.records.facts import Indicator
from tongbao.sources import read
from tongbao.sources.document import Document, Paragraph, Spot

HERE = Path(__file__).parent
NAME = "001-report-2021"
FORMATS = ("pdf", "docx", "txt")
GOLD = yaml.safe_load((HERE / f"{NAME}.gold.yml").read_text("utf-8"))
LEXICON = standard_lexicon()
PERIODS = {
    "reviewed_2020": "2020-01/2020-12",
    "five_year_2016_2020": "2016-01/2020-12",
    "targets_2021": "2021-01/2021-12",
    "numbers_in_work_areas": "2021-01/2021-12",
    "goals_14th_five_year": "2021-01/2025-12",
}
TARGETS = ("targets_2021", "numbers_in_work_areas", "goals_14th_five_year")
SHARE_TO_FIND = 0.9


def taken_apart(document: Document) -> tuple[Material, Heading]:
    material = take_apart(document, LEXICON, ())
    return material, read_heading(document.name, material.prose, (), LEXICON)


def reading_of(document: Document) -> Reading | None:
    material, heading = taken_apart(document)
    units = UnitReader(LEXICON, lambda _: False)
    day = heading.date or datetime.date(2021, 3, 5)
    return read_report(
        material, heading, Context("n", "p-2021", "", day, LEXICON, units, Vocabulary(()))
    )


@pytest.fixture(scope="module", params=FORMATS)
def document(request: pytest.FixtureRequest) -> Document:
    return read(HERE / f"{NAME}.{request.param}")


@pytest.fixture(scope="module")
def reading(document: Document) -> Reading:
    found = reading_of(document)
    assert found is not None
    return found


def bare(text: str) -> str:
    """Return a text without white space and the marks of Markdown."""
    return "".join(text.split()).replace("**", "")


SOURCE = bare((HERE / f"{NAME}.txt").read_text("utf-8"))


def sentence_of(words: str) -> tuple[int, int]:
    """Return start and end of the sentence of the source that holds these words."""
    at = SOURCE.index(bare(words))
    start = max(SOURCE.rfind(mark, 0, at) for mark in "。！") + 1
    return start, at + len(bare(words))


def is_found(gold: dict[str, Any], period: str, indicators: tuple[Indicator, ...]) -> bool:
    """Return whether a figure was read: value, unit and period, in the right sentence."""
    start, _ = sentence_of(gold["printed"])
    return any(
        (found.period, found.role, found.unit) == (period, "result", gold["unit"])
        and float(found.value or "nan") == gold["value"]
        and sentence_of(found.printed)[0] == start
        for found in indicators
    )


@pytest.mark.parametrize("part", ["reviewed_2020", "five_year_2016_2020"])
def test_results_are_found_by_value_and_unit_in_the_right_sentence(
    part: str, reading: Reading
) -> None:
    missing = [
        gold["name"] for gold in GOLD[part] if not is_found(gold, PERIODS[part], reading.indicators)
    ]
    print(f"{part}: {len(GOLD[part]) - len(missing)} of {len(GOLD[part])}, missing {missing}")  # noqa: T201
    assert len(missing) <= (1 - SHARE_TO_FIND) * len(GOLD[part]), missing


def test_growth_and_rank_stand_in_the_words_of_the_notice(reading: Reading) -> None:
    by_name = {found.name: found for found in reading.indicators if found.period < "2020-02"}
    wanted = {
        gold["name"]: gold for gold in GOLD["reviewed_2020"] if "growth" in gold or "rank" in gold
    }
    for name in ("地区生产总值", "固定资产投资", "社会消费品零售总额"):
        found = by_name[name]
        assert (found.growth, found.rank) == (
            wanted[name].get("growth"),
            wanted[name].get("rank"),
        )


def test_targets_are_exact(reading: Reading) -> None:
    found = [
        (one.name, one.period, bare(one.printed))
        for one in reading.indicators
        if one.role == "target"
    ]
    wanted = [
        (gold["name"], PERIODS[part], bare(gold["printed"]))
        for part in TARGETS
        for gold in GOLD[part]
    ]
    assert {(name, period) for name, period, _ in found} == {
        (name, period) for name, period, _ in wanted
    }
    assert len(found) == len(wanted)
    for name, period, printed in wanted:
        (words,) = (words for *key, words in found if key == [name, period])
        # A clause may begin with the verb that governs it: 加快建设年处理100万吨…
        assert words.endswith(printed)


def number_in(target: str) -> str | None:
    number = re.search(r"\d+(?:\.\d+)?", target)
    return number[0] if number else None


def test_the_values_of_targets_are_those_printed(reading: Reading) -> None:
    values = {
        (one.name, one.period): one.value for one in reading.indicators if one.role == "target"
    }
    for part in TARGETS:
        for gold in GOLD[part]:
            assert values[gold["name"], PERIODS[part]] == number_in(gold["target"])


def test_every_printed_stands_in_the_source(reading: Reading) -> None:
    assert all(bare(one.printed) in SOURCE for one in reading.indicators)
    assert all(bare(task.text) in SOURCE for task in reading.tasks)


def test_the_eight_areas_and_their_lead_ins(reading: Reading) -> None:
    found: dict[str, list[str]] = {}
    for task in reading.tasks[:-1]:
        lead, _, _ = task.text.partition("。")
        found.setdefault(task.section or "", []).append(f"{lead}。")
    wanted = {
        f"（{area['no']}）{area['heading']}": area["lead_ins"]
        for area in GOLD["work_areas_2021"]
        if area["lead_ins"]
    }
    assert found == wanted
    assert [task.id for task in reading.tasks][:2] == ["t001", "t002"]
    assert all(len(task.assignments) == 1 and not task.review for task in reading.tasks)
    (remark,) = reading.remarks
    assert remark.message.count("“") == len(wanted)


def test_an_area_without_lead_ins_is_a_task_itself(reading: Reading) -> None:
    task = reading.tasks[-1]
    assert (task.number, bare(task.section or "")) == ("（八）", "三、2021年重点工作")
    head, first, second = task.text.split("\n")
    assert head == "守牢底线维护社会稳定"
    assert first.startswith("严格落实意识形态工作责任制")
    assert first.endswith("。")
    assert second.startswith("持续做好国防教育")
    assert second.endswith("持续抓好史志、档案等工作。")


def test_a_task_holds_its_measures_whole(reading: Reading) -> None:
    """Together the tasks of an area are its text, from its first lead-in on."""
    start = SOURCE.index("坚持规划引领。")
    area = "（一）全力以赴建设湛河新区"
    text = "".join(bare(task.text) for task in reading.tasks if task.section == area)
    assert text == SOURCE[start : SOURCE.index("（二）多措并举稳定经济运行")]


def test_figures_and_lead_ins_name_their_page() -> None:
    found = reading_of(read(HERE / f"{NAME}.pdf"))
    assert found is not None
    pages = {one.name: one.page for one in found.indicators if one.period == "2020-01/2020-12"}
    # The paragraphs of these begin a page before.
    assert (pages["税收收入"], pages["优良天数"], pages["出让土地"]) == (3, 7, 5)
    assert {task.text.partition("。")[0]: task.source.page for task in found.tasks}[
        "大力发展文体事业"
    ] == 23


def test_the_heading_says_who_spoke_and_when(document: Document) -> None:
    _, heading = taken_apart(document)
    assert (heading.title, heading.issuer, heading.date) == (
        GOLD["title"],
        "湛河区人民政府",
        datetime.date.fromisoformat(GOLD["date"]),
    )


def test_the_own_name_misprinted_is_proposed(document: Document) -> None:
    found = {
        one.word: len(one.pages)
        for one in own_names(tuple(document.paragraphs()), "湛河区", (), LEXICON)
    }
    assert found == {"漯河": GOLD["ocr_faults"]["luohe_for_zhanhe_count"], "湛江": 1}


def made(text: str, name: str = "报告.txt") -> Document:
    lines = [line.strip() for line in text.strip().split("\n") if line.strip()]
    blocks = [Paragraph(line, Spot(line=at)) for at, line in enumerate(lines, start=1)]
    return Document(name, "docx", "0" * 64, tuple(blocks))


def lines_of(reading: Reading | None) -> Iterator[tuple[Any, ...]]:
    for one in reading.indicators if reading else ():
        yield one.period, one.role, one.name, one.value, one.unit, one.growth, one.rank


OTHER = """
政府工作报告
（2023年1月10日在青石县第十七届人民代表大会第二次会议上）
青石县人民政府代县长 某某
各位代表：
现在，我代表县人民政府向大会报告工作。
一、过去一年工作回顾
2022年，全县上下一心。全年地区生产总值达到305.6亿元、同比增长4.3%，规模以上工业增加值同比增长6.1%，居全市第二位。
进出口总额较上年减少12.5%。城镇登记失业率控制在3.2%以内。居民消费价格涨幅1.8%。
（一）聚力抓项目。实施省市重点项目86个，完成投资120亿元；新开工项目41个、竣工项目29个。全社会用电量达12.6亿千瓦时。
（二）用心惠民生。新建、改扩建学校6所，新增学位3200个。与2021年相比，空气优良天数增加9天。
过去五年，累计减贫1.2万户、4.6万人。
二、2023年工作安排
今年发展的主要预期目标是：地区生产总值增长6%左右；一般公共预算收入增长5%；城镇登记失业率控制在4%以内；旅游收入增长与客流增长同步；粮食产量保持稳定；节能减排完成市下达任务。
（一）提升产业能级
做强主导产业。实施技改项目20个，支持企业上市。扩大有效投资。
培育新兴产业。力争高新技术企业达到60家。
（二）建设宜居县城
完善基础设施。改造老旧管网35公里。加强城市管理。
改善人居环境。到2025年，绿化覆盖率达到42%。
"""


def test_a_report_of_another_district() -> None:
    assert list(lines_of(reading_of(made(OTHER)))) == [
        ("2022-01/2022-12", "result", "地区生产总值", "305.6", "亿元", "同比增长4.3%", None),
        ("2022-01/2022-12", "result", "规模以上工业增加值", "6.1", "%", "同比增长6.1%", "居全市第二位"),
        ("2022-01/2022-12", "result", "进出口总额", "-12.5", "%", "较上年减少12.5%", None),
        ("2022-01/2022-12", "result", "城镇登记失业率", "3.2", "%", None, None),
        ("2022-01/2022-12", "result", "居民消费价格涨幅", "1.8", "%", None, None),
        ("2022-01/2022-12", "result", "实施省市重点项目", "86", "个", None, None),
        ("2022-01/2022-12", "result", "实施省市重点项目投资", "120", "亿元", None, None),
        ("2022-01/2022-12", "result", "新开工项目", "41", "个", None, None),
        ("2022-01/2022-12", "result", "竣工项目", "29", "个", None, None),
        ("2022-01/2022-12", "result", "全社会用电量", "12.6", "亿千瓦时", None, None),
        ("2022-01/2022-12", "result", "新建、改扩建学校", "6", "所", None, None),
        ("2022-01/2022-12", "result", "新增学位", "3200", "个", None, None),
        ("2022-01/2022-12", "result", "空气优良天数增加", "9", "天", None, None),
        ("2018-01/2022-12", "result", "减贫", "1.2", "万户", None, None),
        ("2018-01/2022-12", "result", "减贫", "4.6", "万人", None, None),
        ("2023-01/2023-12", "target", "地区生产总值", "6", "%", "6%左右", None),
        ("2023-01/2023-12", "target", "一般公共预算收入", "5", "%", "5%", None),
        ("2023-01/2023-12", "target", "城镇登记失业率", "4", "%", None, None),
        ("2023-01/2023-12", "target", "旅游收入", None, None, "与客流增长同步", None),
        ("2023-01/2023-12", "target", "粮食产量", None, None, None, None),
        ("2023-01/2023-12", "target", "节能减排", None, None, None, None),
        ("2023-01/2023-12", "target", "实施技改项目", "20", "个", None, None),
        ("2023-01/2023-12", "target", "高新技术企业", "60", "家", None, None),
        ("2023-01/2023-12", "target", "改造老旧管网", "35", "公里", None, None),
        ("2021-01/2025-12", "target", "绿化覆盖率", "42", "%", None, None),
    ]  # fmt: skip


def tasks_of(text: str) -> list[tuple[str | None, str]]:
    found = reading_of(made(text))
    return [(task.section, task.text) for task in found.tasks] if found else []


def test_lead_ins_without_bold_open_paragraphs() -> None:
    assert tasks_of(OTHER) == [
        ("（一）提升产业能级", "做强主导产业。实施技改项目20个，支持企业上市。扩大有效投资。"),
        ("（一）提升产业能级", "培育新兴产业。力争高新技术企业达到60家。"),
        ("（二）建设宜居县城", "完善基础设施。改造老旧管网35公里。加强城市管理。"),
        ("（二）建设宜居县城", "改善人居环境。到2025年，绿化覆盖率达到42%。"),
    ]


PLAN = "政府工作报告\n一、2022年工作回顾\n财政收入3亿元。\n二、2023年工作安排\n{}"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "（一）稳投资。坚持项目为王。\n推动项目提速、增效。开工水厂。\n（二）惠民生。办好实事。",
            [("（一）稳投资", "推动项目提速、增效。开工水厂。"), ("二、2023年工作安排", "惠民生。办好实事。")],
        ),
        (
            "（一）抓产业\n1.做强龙头，补齐链条。引进2家。\n2.培育新业。\n（二）抓农业\n种粮9万亩，修渠3公里。",
            [("（一）抓产业", "做强龙头，补齐链条。引进2家。"), ("（一）抓产业", "培育新业。"),
             ("二、2023年工作安排", "抓农业\n种粮9万亩，修渠3公里。")],
        ),
        (
            "主要预期目标是：税收增长5%。\n着力扩大投资。开工项目9个。\n全力改善民生。新建学校2所。",
            [("二、2023年工作安排", "着力扩大投资。开工项目9个。"),
             ("二、2023年工作安排", "全力改善民生。新建学校2所。")],
        ),
        (
            "（一）抓产业\n推动工业提质。新增企业2家。\n各位代表！让我们前行。谢谢大家。\n（二）抓农业\n种粮。",
            [("（一）抓产业", "推动工业提质。新增企业2家。")],
        ),
        (
            "（一）抓产业\n推动工业提质。新增企业2家。\n附件\n名词解释\n产业链。指企业。\n三、自身建设\n（一）学习。加强学习。",
            [("（一）抓产业", "推动工业提质。新增企业2家。")],
        ),
    ],
)  # fmt: skip
def test_what_is_set_out_under_the_areas(text: str, wanted: list[tuple[str, str]]) -> None:
    assert tasks_of(PLAN.format(text)) == wanted


def test_only_what_is_inferred_is_marked() -> None:
    text = (
        "（一）甲\n推动提质。修路。\n加快发展，做大总量。修桥。\n"
        "（二）乙\n引进企业。共3家，投资2亿元。加快建设。共5处，面积3亩。"
    )
    found = reading_of(made(PLAN.format(text)))
    assert found is not None
    assert [(task.text, task.review) for task in found.tasks] == [
        ("推动提质。修路。", ()),
        ("加快发展，做大总量。修桥。", ("text: 段首一句较长，按一段一项读",)),
        ("引进企业。共3家，投资2亿元。", ("text: 原文没有加粗，按短句推断为段首语",)),
        ("加快建设。共5处，面积3亩。", ("text: 原文没有加粗，按短句推断为段首语",)),
    ]


def test_lists_in_a_report_stand_beside_its_areas_once() -> None:
    text = (
        "（一）抓产业\n推动工业提质。完成技改投资8亿元。\n（二）办好实事\n"
        "今年办好“三件实事”。（1）扩大托育供给，新增托位300个。（2）修缮步道4公里。（3）新建菜市场1个。\n"
        "各位代表！让我们前行。\n附件\n2023年民生实事\n一、扩大托育供给。\n新增托位300个。\n二、修缮步道。\n完成4公里。"
    )
    assert tasks_of(PLAN.format(text)) == [
        ("（一）抓产业", "推动工业提质。完成技改投资8亿元。"),
        ("三件实事", "扩大托育供给，新增托位300个。"),
        ("三件实事", "修缮步道4公里。"),
        ("三件实事", "新建菜市场1个。"),
    ]
    found = reading_of(made(PLAN.format(text)))
    assert found is not None
    assert [one.name for one in found.indicators if one.role == "target"] == [
        "技改投资", "新增托位", "修缮步道", "新建菜市场",
    ]  # fmt: skip
    assert [(one.claim, one.stated) for one in found.claims] == [("list_length:三件实事", 3)]


@pytest.mark.parametrize(
    "text",
    [
        "抓好医保征缴，办好小学操场、卫生院门诊、停车场等三件民生实事。",
        "抓好医保征缴。今年办好三件民生实事：小学操场、卫生院门诊、停车场。",
        "抓好医保征缴。\n今年的三件民生实事分别是：小学操场；卫生院门诊；停车场。",
    ],
)
def test_an_area_with_a_list_is_a_task_beside_it(text: str) -> None:
    sections = [section for section, _ in tasks_of(PLAN.format(f"（一）惠民生。{text}"))]
    assert sections.count("三件民生实事") == 3
    assert sections.count("二、2023年工作安排") == 1


def test_lists_of_what_was_done_are_none() -> None:
    done = "新建学校3所、改造管网5公里、种树900株等三件民生实事，"
    text = f"政府工作报告\n一、2022年工作回顾\n办好{done}群众满意。\n二、2023年工作安排\n（一）稳投资。开工水厂。"
    assert [text for _, text in tasks_of(text)] == ["稳投资。开工水厂。"]


def test_what_stands_before_the_first_lead_in_is_named() -> None:
    text = "（一）甲\n坚持项目为王、链条为要，稳住大盘。\n推动提质。修路。\n加快发展。修桥。"
    found = reading_of(made(PLAN.format(text)))
    assert found is not None
    assert [one.message for one in found.remarks if "段首语前面" in one.message] == [
        "“（一）甲”第一个段首语前面的话，不在任何任务里"
    ]


def test_a_part_of_a_report_without_its_head_is_one() -> None:
    text = (
        "二、2031年发展目标任务\n全年主要预期目标是：税收增长6%左右，投资力争增长3%。\n"
        "（一）抓产业\n推动工业提质。新增企业2家。"
    )
    assert tasks_of(text) == [("（一）抓产业", "推动工业提质。新增企业2家。")]
    assert list(lines_of(reading_of(made(text))))[:2] == [
        ("2031-01/2031-12", "target", "税收", "6", "%", "6%左右", None),
        ("2031-01/2031-12", "target", "投资", "3", "%", "力争增长3%", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "关于分解政府工作报告的通知\n一、2021年重点工作\n主要目标是：增长6%。（牵头单位：发改局）\n修路。（责任单位：交通局）",
        "某区通报\n2021年重点工作进展如下。\n修路3公里。",
    ],
)
def test_what_is_no_report(text: str) -> None:
    assert reading_of(made(text)) is None


def test_who_spoke_where_in_brackets() -> None:
    _, heading = taken_apart(made(OTHER))
    assert (heading.issuer, heading.date) == ("青石县人民政府", datetime.date(2023, 1, 10))


def test_a_report_without_a_day_goes_by_the_year_it_reviews() -> None:
    text = "政府工作报告\n一、2018年工作回顾\n全年财政收入3亿元。\n二、2019年主要工作\n修路5公里。"
    assert [line[:3] for line in lines_of(reading_of(made(text)))] == [
        ("2018-01/2018-12", "result", "财政收入"),
        ("2019-01/2019-12", "target", "修路"),
    ]


def test_figures_of_no_stated_time_are_left_open() -> None:
    text = "政府工作报告\n一、主要成绩\n财政收入3亿元。\n二、2021年工作\n修路5公里。"
    found = reading_of(made(text))
    assert found is not None
    assert [one.name for one in found.indicators] == ["修路"]
    assert [remark.message for remark in found.remarks] == [
        "这里的数字没有写明是哪一年的，未读成指标"
    ]


def test_a_document_without_figures_and_areas_is_no_report() -> None:
    assert reading_of(made("政府工作报告\n各位代表：\n现在报告工作。")) is None


SENTENCE = "政府工作报告\n一、2020年工作回顾\n{}"


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("投资30亿元的云起项目顺利开工。", [("云起项目投资", "30", "亿元")]),
        ("城镇和农村居民收入分别达3万元和2万元。", [("城镇居民收入", "3", "万元"), ("农村居民收入", "2", "万元")]),
        ("商贸、物流两业税收分别增长3%、2%、1%。", []),
        ("产值增长5%，达到12亿元，居全市第二。", [("产值", "12", "亿元")]),
        ("税收由2015年的3亿元增加到2020年的5亿元。", [("税收", "5", "亿元")]),
        ("新建甲园、乙园等公园2个。", [("新建甲园、乙园等公园", "2", "个")]),
        ("在3个镇试点中，办结5件。", [("办结", "5", "件")]),
        ("年处理9万吨的某厂投产。", [("某厂投产", "9", "万吨")]),
        ("就业率稳步提高，总投资3亿元。", []),
        ("占比由12%提高到15%。", [("占比", "15", "%")]),
        ("甲厂、乙厂等3家企业投产。", [("企业投产", "3", "家")]),
        ("修订5G规划，第3批7×24小时，G311线，1—5个，20多个。", []),
        ("用4个月建成3个第一。", []),
        ("财政收入1,234.5万元。", [("财政收入", "1234.5", "万元")]),
        ("税收３．５亿元，增长-2%。", [("税收", "3.5", "亿元")]),
        ("共有80个村通车。", [("共有村通车", "80", "个")]),
    ],
)  # fmt: skip
def test_one_sentence(sentence: str, wanted: list[tuple[str, str, str]]) -> None:
    found = reading_of(made(SENTENCE.format(sentence)))
    assert [line[2:5] for line in lines_of(found)] == wanted


def test_growth_of_several_figures_before_it() -> None:
    sentence = "城镇和农村居民收入分别达到3万元、2万元，分别增长6%、8%。"
    found = reading_of(made(SENTENCE.format(sentence)))
    assert found is not None
    assert [(one.value, one.growth, one.printed) for one in found.indicators] == [
        ("3", "6%", sentence[:-1]),
        ("2", "8%", sentence[:-1]),
    ]


def test_two_figures_of_one_name_and_unit_are_in_doubt() -> None:
    found = reading_of(made(SENTENCE.format("居民收入达3万元、2万元，为2户、5人发放补贴。")))
    assert found is not None
    assert found.indicators_review == ("name: “居民收入”一名几数，原文合在一起写",)


def test_the_end_of_a_list_is_printed_with_its_beginning() -> None:
    sentence = "投资9亿元实施旧区改造、道路建设等城市提质项目48个"
    found = reading_of(made(SENTENCE.format(f"税收3亿元，{sentence}。")))
    assert found is not None
    assert [(one.name, one.printed) for one in found.indicators] == [
        ("税收", "税收3亿元"),
        ("城市提质项目", sentence),
    ]


def test_figures_that_fit_no_names_are_left_open() -> None:
    found = reading_of(
        made("政府工作报告\n一、2020年工作回顾\n收入3亿元。甲、乙两业分别增长3%、2%、1%。")
    )
    assert found is not None
    assert [remark.message for remark in found.remarks] == [
        "“甲、乙两业分别增长3%、2%、1%”里数与名称对不上，未读成指标"
    ]


def test_what_is_said_in_passing_ends_with_its_section() -> None:
    text = """
    政府工作报告
    一、2020年工作回顾
    （一）产业
    税收3亿元。五年来，累计投资8亿元修路。修路9公里。
    （二）民生
    就业5人。较“十二五”时期，收入增长4%。
    """
    found = list(lines_of(reading_of(made(text))))
    assert [(period[:4], name) for period, _, name, *_ in found] == [
        ("2020", "税收"),
        ("2016", "修路"),
        ("2020", "就业"),
        ("2020", "收入"),
    ]


def test_times_of_other_wordings() -> None:
    text = """
    政府工作报告
    （2022年2月8日在青石县第一届人民代表大会第一次会议上）
    一、工作总结
    2016年以来，修路3公里。去年，栽树5株。
    到2025年，收入达到8亿元；今后五年，就业90人。
    """
    assert [(line[0], line[2]) for line in lines_of(reading_of(made(text)))] == [
        ("2016-01/2021-12", "修路"),
        ("2021-01/2021-12", "栽树"),
        ("2021-01/2025-12", "收入"),
        ("2022-01/2026-12", "就业"),
    ]


def test_bold_lead_ins_of_word(tmp_path: Path) -> None:
    file = docx.Document()
    for line in ("政府工作报告", "二、2021年重点工作", "（一）抓产业"):
        file.add_paragraph(line)
    paragraph = file.add_paragraph("坚持创新。")
    paragraph.add_run("做强龙头企业。").bold = True
    paragraph.add_run("培育三家。改造设备。")
    paragraph.add_run("补齐").bold = True
    paragraph.add_run("产业链条。引进两家。")
    file.save(str(tmp_path / "报告.docx"))
    found = reading_of(read(tmp_path / "报告.docx"))
    assert found is not None
    assert [task.text for task in found.tasks] == [
        "做强龙头企业。培育三家。改造设备。",
        "补齐产业链条。引进两家。",
    ]


@given(st.data())
def test_any_cut_gives_records_of_the_source_or_none(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SOURCE)))
    end = data.draw(st.integers(start, min(len(SOURCE), start + 3000)))
    breaks = data.draw(st.lists(st.integers(start, end), max_size=5))
    edges = sorted({start, end, *breaks})
    pieces = [SOURCE[one:other] for one, other in pairwise(edges)]
    check_nothing_made_up("\n".join(["政府工作报告", "一、2020年工作回顾", *pieces]))


ALPHABET = "一二、（）增长下降%亿元个家2020年1.5，。；：分别达到和累计完成十三五“”时期的由占等第均居全市目标是\n"


@given(st.text(ALPHABET, max_size=60), st.sampled_from(["一、2020年回顾", "二、2021年主要目标"]))
def test_any_text_gives_records_of_the_source_or_none(text: str, head: str) -> None:
    check_nothing_made_up(f"政府工作报告\n{head}\n{text}")


def check_nothing_made_up(text: str) -> None:
    found = reading_of(made(text))
    for one in found.indicators if found else ():
        assert bare(one.printed) in bare(text)
        assert (one.value or "").lstrip("-") in bare(text).replace(",", "")
        assert one.rank is None or one.rank in one.printed
        assert one.growth is None or one.growth.removeprefix("分别") in bare(text) or one.value
    for task in found.tasks if found else ():
        assert bare(task.text) in bare(text)
