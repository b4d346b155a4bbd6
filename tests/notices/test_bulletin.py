"""Bulletins by unit: the project's own from each format, made-up ones of other districts, and any cut of them."""

import datetime
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tests.notices.made_bulletins import DAYS, MADE
from tongbao.notices.bulletin import read_bulletin
from tongbao.notices.bulletin.firms import firms_in
from tongbao.notices.bulletin.persons import persons_in
from tongbao.notices.heading import Heading, read_heading
from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import ingest
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.names import UnitReader
from tongbao.notices.quantities.dates import Timing, dates_in
from tongbao.notices.reading import Context, Reading
from tongbao.notices.report import report_lines
from tongbao.notices.rows import Material, take_apart
from tongbao.records.content import Vocabulary
from tongbao.records.load import load_checked
from tongbao.records.model import Task, Update
from tongbao.records.starter import write_empty_site
from tongbao.sources import read
from tongbao.sources.document import Document
from tongbao.sources.plain import read_plain

HERE = Path(__file__).parent
NAME = "004-townships-2022-08"
GOLD = yaml.safe_load((HERE / f"{NAME}.gold.yml").read_text("utf-8"))
LEXICON = standard_lexicon()
TODAY = datetime.date(2022, 9, 10)
TARGET = 0.95


def taken_apart(document: Document) -> tuple[Material, Heading]:
    material = take_apart(document, LEXICON, ())
    return material, read_heading(document.name, material.prose, (), LEXICON)


def reading_of(document: Document, day: datetime.date | None = None) -> Reading | None:
    material, heading = taken_apart(document)
    context = Context(
        notice="n",
        plan="p",
        period=heading.span.period if heading.span else "2022-08",
        date=heading.date or day or TODAY,
        lexicon=LEXICON,
        units=UnitReader(LEXICON, lambda _: False),
        vocabulary=Vocabulary(()),
    )
    return read_bulletin(material, heading, context)


def document_of(text: str) -> Document:
    data = text.encode()
    return Document(
        "通报.txt", "text", hashlib.sha256(data).hexdigest(), read_plain(data, "x").blocks
    )


def task_of(document: Document) -> Task:
    reading = reading_of(document)
    assert reading is not None
    (task,) = reading.tasks
    return task


@pytest.fixture(scope="module", params=["txt", "pdf", "docx"])
def task(request: pytest.FixtureRequest) -> Task:
    return task_of(read(HERE / f"{NAME}.{request.param}"))


def updates_of(task: Task) -> dict[str, Update]:
    return {line.lead[0]: line.updates[0] for line in task.assignments}


def test_one_task_the_requirement_with_ten_assignments(task: Task) -> None:
    assert (task.id, task.number, task.kind, task.review) == ("t001", None, "task", ())
    assert task.text == GOLD["requirement"]["text"]
    assert [line.lead for line in task.assignments] == [(one["unit"],) for one in GOLD["sections"]]
    assert [line.label for line in task.assignments] == [None] * 10
    assert [line.due for line in task.assignments] == [()] * 10
    assert {update.period for update in updates_of(task).values()} == {"2022-08"}
    assert {update.status for update in updates_of(task).values()} == {None}


def test_both_parts_word_for_word(task: Task) -> None:
    for section in GOLD["sections"]:
        update = updates_of(task)[section["unit"]]
        assert [(part.label, part.text) for part in update.parts] == [
            ("机制建立情况", section["mechanism"]),
            ("行动进展情况", section["action"]),
        ]
        assert update.text == ""
        assert update.said == (
            f"机制建立情况：{section['mechanism']}\n行动进展情况：{section['action']}"
        )


def found_share(wanted: Iterable[Any], found: Iterable[Any]) -> float:
    """Return how many of the wanted are among the found, each found counted once."""
    left = list(found)
    right = total = 0
    for one in wanted:
        total += 1
        if one in left:
            left.remove(one)
            right += 1
    return right / total


def test_events_by_date_and_unit(task: Task) -> None:
    wanted = [
        (section["unit"], str(event["date"]), event.get("date_to"))
        for section in GOLD["sections"]
        for event in section["events"]
    ]
    found = [
        (unit, event.date, event.date_to)
        for unit, update in updates_of(task).items()
        for event in update.events
    ]
    assert len(wanted) == 24
    assert found_share(wanted, found) == 1
    assert found_share(found, wanted) == 1


@pytest.mark.parametrize("field", ["persons", "firms"])
def test_firms_and_persons_named(task: Task, field: str) -> None:
    key = {"persons": "name", "firms": "firm"}[field]
    wanted = [
        (section["unit"], entry[key])
        for section in GOLD["sections"]
        for entry in section[field]
        if entry[key]
    ]
    found = [
        (unit, name) for unit, update in updates_of(task).items() for name in named(update, field)
    ]
    assert found_share(wanted, found) >= TARGET
    assert found_share(found, wanted) >= TARGET


def named(update: Update, field: str) -> list[str]:
    names = [name for event in update.events for name in getattr(event, field)]
    return list(dict.fromkeys((*names, *getattr(update, field))))


def test_a_date_governs_its_sentence_and_those_after_it(task: Task) -> None:
    first, second, third = updates_of(task)["曹镇乡"].events
    assert first.text.startswith("8月10日，乡党委副书记何向红")
    assert first.text.endswith("项目发展的可行性。目前，正在做前期对接谋划。")
    assert first.persons == ("何向红", "张耀旭", "张总")
    assert first.firms == ("湖南合力餐饮有限公司",)
    assert second.persons == ("楚辉锋",)
    assert third.text.startswith("9月2日，该项目已在发改委办理")
    planned = [event.text for event in updates_of(task)["马庄街道"].events[2:]]
    assert planned == [
        "前期谋划的豫达南苑仓库项目备案、施工图设计已完成，拟于9月上旬进行施工队伍招标",
        "10月中旬正式开始施工",
        "2023年3月底完工。",
    ]


def test_names_outside_events_belong_to_the_update(task: Task) -> None:
    update = updates_of(task)["南环路街道"]
    assert update.events == ()
    assert update.persons == ("徐新红", "刘化冰")
    assert update.firms == (
        "平顶山市联通公司",
        "西安市新龙药业有限公司",
        "河南鸿禧堂餐饮管理有限公司",
    )
    assert updates_of(task)["高阳路街道"].persons == ("田致远",)


def test_each_format_gives_the_same() -> None:
    def without_pages(ending: str) -> str:
        task = task_of(read(HERE / f"{NAME}.{ending}"))
        return re.sub(r'"page": ?\d+|"page": ?null', "", task.model_dump_json())

    assert without_pages("txt") == without_pages("docx") == without_pages("pdf")


def test_every_update_names_its_page() -> None:
    task = task_of(read(HERE / f"{NAME}.pdf"))
    assert task.source.page == 1
    pages = [line.updates[0].source.page for line in task.assignments]
    assert pages == [1, 2, 3, 3, 4, 4, 5, 6, 6, 7]


@pytest.mark.parametrize("name", MADE)
def test_a_made_up_bulletin_is_one(name: str) -> None:
    document = document_of(MADE[name])
    assert reading_of(document) is not None
    assert taken_apart(document)[1].date == DAYS[name]


def told(task: Task) -> list[tuple[str, list[tuple[str, str | None]], list[str], list[str]]]:
    return [
        (
            unit,
            [(event.date, event.date_to) for event in update.events],
            named(update, "persons"),
            named(update, "firms"),
        )
        for unit, update in updates_of(task).items()
    ]


def test_sections_of_a_second_level_with_labels_on_their_own_lines() -> None:
    reading = reading_of(document_of(MADE["county"]))
    assert reading is not None
    (task,) = reading.tasks
    assert task.text == "各镇（街道）于3月底前完成主街整治，并建立长效机制"
    assert [remark.message for remark in reading.remarks] == [
        "要求里只写“3月底前”，没有写明日子，时限留空"
    ]
    assert told(task) == [
        (
            "石桥镇",
            [("2023-03-05", "2023-03-07")],
            ["欧阳明", "周建平"],
            ["东岭宏达建设有限公司"],
        ),
        (
            "柳林镇",
            [("2022-12-28", None), ("2023-02-14", None), ("2023-02-16", None)],
            ["何小川"],
            ["江南市政工程有限公司"],
        ),
        ("城关街道", [], ["马卫东", "宋佳"], ["东岭县供电公司"]),
    ]
    last = updates_of(task)["城关街道"]
    assert [(part.label, part.text) for part in last.parts] == [
        ("工作措施", "街道成立专班，马卫东、宋佳牵头，联系东岭县供电公司迁移线路。"),
        ("主要问题", "无。"),
    ]


def test_captions_without_numerals_and_a_period_of_the_year_before() -> None:
    task = task_of(document_of(MADE["zone"]))
    assert task.text == "民生实事要件件有着落、事事有回音"
    assert task.review == ("events: 区城管局，日历上没有“2月30日”这一天",)
    assert {update.period for update in updates_of(task).values()} == {"2023-12"}
    assert told(task) == [
        (
            "区住建局",
            [("2023-12-20", None), ("2024-03", None), ("2024-04-15", None)],
            [],
            ["云川置业集团有限公司"],
        ),
        ("区教体局", [("2023-12-30", "2024-01-02"), ("2024-02", None)], ["李文博", "钱进"], []),
        ("区城管局", [("2023-12-05", None)], ["张总"], []),
    ]
    assert [part.label for part in updates_of(task)["区城管局"].parts] == ["办理情况", "下步打算"]


def test_units_that_open_their_paragraphs_and_no_requirement() -> None:
    task = task_of(document_of(MADE["farm"]))
    assert task.text == "2021年5月春耕备耕情况"
    assert task.review == ("text: 前言里没有读到要求，暂用题目",)
    assert told(task) == [
        ("白塔乡", [("2021-05-06", None), ("2021-05-08", None)], ["高远"], ["丰禾种业集团"]),
        ("红星农场", [], [], []),
        ("三岔社区", [("2021-05-12", None), ("2021-05-13", None)], ["古丽·艾山"], []),
    ]
    assert updates_of(task)["红星农场"].text == "正在整地。"


def test_labels_inside_paragraphs_and_lists_of_a_section_of_its_own() -> None:
    reading = reading_of(document_of(MADE["town"]))
    assert reading is not None
    (task,) = reading.tasks
    assert [line.lead for line in task.assignments] == [
        ("青山镇",),
        ("河口乡", "平桥镇"),
        ("沙岭街道",),
    ]
    first, second, third = (line.updates[0] for line in task.assignments)
    assert first.text == "（完成12户）"
    assert first.parts[0].label == "工作进展"
    assert first.parts[0].text.startswith("10月12日")
    assert [(part.label, part.text) for part in second.parts] == [
        ("工作进展", "10月15日上午，副乡长孙立平与河口生态农业发展有限公司座谈。"),
        ("存在问题", "资金不足。"),
    ]
    assert third.text.split("\n")[:3] == [
        "一、抓部署。10月18日召开会议。",
        "（一）落实责任。",
        "（二）严格督查。",
    ]
    assert third.persons == ("李强", "周文斌")
    assert [remark.message for remark in reading.remarks] == [
        "“存在的问题、不足及建议”一节不是单位的，没有读入",
        "“下一步，各乡镇要加强领导，压实责任”一节不是单位的，没有读入",
    ]


def test_a_day_that_the_requirement_sets_is_a_deadline() -> None:
    text = MADE["county"].replace("于3月底前完成", "于5月31日前完成")
    task = task_of(document_of(text))
    assert [(due.date, due.words) for due in task.assignments[0].due] == [
        (datetime.date(2023, 5, 31), "5月31日前")
    ]
    assert task.review == ("due: “5月31日前”没有写年份，暂记2023年",)


def test_a_section_that_is_no_units_is_named_and_not_read() -> None:
    text = MADE["county"].replace("三、下一步工作\n", "（四）存在问题\n进度不平衡。\n")
    reading = reading_of(document_of(text))
    assert reading is not None
    assert len(reading.tasks[0].assignments) == 3
    assert "“存在问题”一节不是单位的，没有读入" in [one.message for one in reading.remarks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8月2日-5日到上海", [("2022-08-02", "2022-08-05")]),
        ("8月30日至9月2日", [("2022-08-30", "2022-09-02")]),
        ("8月2—5日", [("2022-08-02", "2022-08-05")]),
        ("八月十二日", [("2022-08-12", None)]),
        ("二〇二一年十月一日", [("2021-10-01", None)]),
        ("2022-08-03，2022.8.4", [("2022-08-03", None), ("2022-08-04", None)]),
        ("8月3日开会，5日再次开会", [("2022-08-03", None), ("2022-08-05", None)]),
        ("11月3日签约", [("2021-11-03", None)]),
        ("拟于11月3日签约", [("2022-11-03", None)]),
        ("去年3月1日", [("2021-03-01", None)]),
        ("2021年3月1日开工，4月2日停工", [("2021-03-01", None), ("2021-04-02", None)]),
        ("9月上旬", [("2022-09", None)]),
        ("截至8月31日", []),
        ("8月31日前完成", []),
        ("8月以来", []),
        ("工期30日，8月份", []),
        ("13月3日", []),
        ("2月30日", []),
    ],
)
def test_dates(text: str, expected: list[tuple[str, str | None]]) -> None:
    found = dates_in(text, Timing(datetime.date(2022, 9, 9), "2022-08"), LEXICON.dates)
    assert [(date.first, date.last) for date in found if date.is_event] == expected


def test_a_year_that_only_the_rule_gives_is_doubtful() -> None:
    (date,) = dates_in("11月3日", Timing(datetime.date(2022, 9, 9), "2022-08"), LEXICON.dates)
    assert date.doubt == "“11月3日”没有写年份，按成文日期推断为2021年"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("实地查验山东宏图集团有限公司", ["山东宏图集团有限公司"]),
        ("与华为技术有限公司洽谈", ["华为技术有限公司"]),
        ("引进一家物流公司，洽谈该公司", []),
        ("江南众诚企业管理咨询有限公司", ["江南众诚企业管理咨询有限公司"]),
        ("中原七建（河南）建设有限公司", ["中原七建（河南）建设有限公司"]),
        ("某某交投集团有限公司平山分公司负责人", ["某某交投集团有限公司平山分公司"]),
        ("接待和平药业有限公司和TCL集团", ["和平药业有限公司", "TCL集团"]),
        ("“公司+农户”，向集团公司汇报", []),
    ],
)
def test_firms(text: str, expected: list[str]) -> None:
    assert [firm.name for firm in firms_in(text, LEXICON)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("镇长张国强实地查看", ["张国强"]),
        ("区领导王伟和商务局李大为与客商座谈", ["王伟", "李大为"]),
        ("副县长欧阳明带队赴浙江", ["欧阳明"]),
        ("由陈刚任组长", ["陈刚"]),
        ("街道许伟丹、堵创举与客商", ["许伟丹", "堵创举"]),
        ("宏达有限公司肖总、吴总一行", ["肖总", "吴总"]),
        ("村支部书记买买提·吐尔逊介绍", ["买买提·吐尔逊"]),
        ("书记高度重视，街道成立专班，书记任组长，主任任副组长", []),
        ("街道纪委、项目办，正处于前期阶段，党政主要领导关心支持", []),
        ("大客户总监和投资总监，组织部门、街道干部、村两委", []),
    ],
)
def test_persons(text: str, expected: list[str]) -> None:
    found = persons_in(text, firms_in(text, LEXICON), LEXICON)
    assert [person.name for person in found] == expected
    assert [person.doubt for person in found] == [""] * len(expected)


def test_a_name_without_a_sure_end_is_marked() -> None:
    (person,) = persons_in("镇长李明亮剑执法", (), LEXICON)
    assert person.doubt == "“李明亮剑执”里姓名到哪个字为止看不准"


OWN = (HERE / f"{NAME}.txt").read_text("utf-8")
TEXTS = st.sampled_from([OWN, *MADE.values()])
PIECES = st.sampled_from(
    [
        *(
            "一、",
            "（二）",
            "3.",
            "东山镇",
            "某某局",
            "【小结】",
            "问题：",
            "\n",
            "\n\n",
            "，",
            "。",
            "“",
            "）",
        ),
        *(
            "8月2日",
            "-5日",
            "2月30日",
            "截至",
            "拟于",
            "去年",
            "9月上旬",
            "书记",
            "张",
            "王小明",
            "、",
            "等",
        ),
        *(
            "公司",
            "集团",
            "与",
            "和",
            "有限",
            "第6期",
            "关于",
            "的通报",
            "2022年9月9日",
            "要求，",
            "·",
            "  ",
            "#",
        ),
    ]
)


def holds_only_what_is_printed(reading: Reading, source: str) -> None:
    printed = bare(source)
    for task in reading.tasks:
        assert bare(task.text) in printed or task.review[0] == "text: 原文没有任务文字"
        for line in task.assignments:
            assert all(bare(name) in printed for name in line.lead)
            for update in line.updates:
                check_update(update, printed)


def check_update(update: Update, printed: str) -> None:
    assert all(bare(text) in printed for text in update.text.split("\n"))
    for part in update.parts:
        assert part.label in printed
        assert all(bare(text) in printed for text in part.text.split("\n"))
        assert not part.text or part.text not in update.text.split("\n")
    for event in update.events:
        assert event.text in update.said
        assert all(name in event.text for name in (*event.persons, *event.firms))
    assert all(name in update.said for name in (*update.persons, *update.firms))


def bare(text: str) -> str:
    return "".join(text.replace("*", "").replace("#", "").split())


@given(TEXTS, st.data())
@settings(max_examples=examples(60), deadline=None)
def test_any_cut_ends_in_records_or_in_nothing(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    cut = text[start:end]
    if cut.strip(" \n-#*"):
        reading = reading_of(document_of(cut))
        if reading:
            holds_only_what_is_printed(reading, cut)


@given(st.lists(PIECES, min_size=1, max_size=60).map("".join))
@settings(max_examples=examples(120), deadline=None)
def test_any_text_ends_in_records_or_in_nothing(text: str) -> None:
    if text.strip(" \n-#*"):
        reading = reading_of(document_of(text))
        if reading:
            holds_only_what_is_printed(reading, text)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    write_empty_site(folder)
    return folder


def test_ingest_brings_it_into_a_new_site(site: Path) -> None:
    ingested = ingest(HERE / f"{NAME}.docx", site, Wishes(), TODAY)
    content = load_checked(site)
    notice = content.notices[0]
    assert (notice.kind, notice.issue, notice.period, notice.period_label) == (
        "bulletin",
        "6",
        "2022-08",
        "8月份",
    )
    assert notice.review == ("period: 题目只写“8月份”，年份按成文日期推断",)
    assert [unit.name for unit in content.registries[0].units] == [
        one["unit"] for one in GOLD["sections"]
    ]
    assert content.tasks == ingested.tasks
    assert "  待定：要求里只写“一个月内”，没有写明日子，时限留空" in report_lines(ingested)
    assert ingest(HERE / f"{NAME}.pdf", site, Wishes(), TODAY).outcome == "format"
    assert ingest(HERE / f"{NAME}.txt", site, Wishes(), TODAY).outcome == "format"


def test_beside_a_ledger_of_the_year_it_makes_a_plan_of_its_own(site: Path) -> None:
    ingest(HERE / "000-ledger-2022-07.docx", site, Wishes(), TODAY)
    before = load_checked(site)
    ingest(HERE / f"{NAME}.docx", site, Wishes(), TODAY)
    content = load_checked(site)
    assert [(plan.id, plan.title) for plan in content.plans] == [
        ("d1-2022", "湛河区2022年重点工作"),
        ("d1-2022-2", "湛河区2022年督查通报事项"),
    ]
    assert content.tasks_of("d1-2022") == before.tasks
    (task,) = content.tasks_of("d1-2022-2")
    assert len(task.assignments) == 10
    (registry,) = content.registries
    assert len(registry.units) == len(before.registries[0].units) + 10


def test_the_next_issue_joins_the_same_task(site: Path, tmp_path: Path) -> None:
    ingest(HERE / f"{NAME}.txt", site, Wishes(), TODAY)
    text = OWN.replace("8 月份", "9 月份").replace("第 6 期", "第 7 期")
    text = re.sub(r"2022 ?年 ?9 ?月 ?9 ?日", "2022年10月10日", text)
    later = tmp_path / "第七期.txt"
    later.write_text(text, "utf-8")
    ingest(later, site, Wishes(), datetime.date(2022, 10, 11))
    content = load_checked(site)
    assert [notice.issue for notice in content.notices] == ["6", "7"]
    (task,) = content.tasks
    assert [len(line.updates) for line in task.assignments] == [2] * 10
    assert [update.period for update in task.assignments[0].updates] == ["2022-08", "2022-09"]
