"""What a notice prints of itself."""

from pathlib import Path

import pytest

from tongbao.notices.heading import Heading, read_heading
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.rows import take_apart
from tongbao.sources import read
from tongbao.sources.document import Paragraph, Spot

HERE = Path(__file__).parent


def heading_of(text: str) -> Heading:
    lines = text.strip().split("\n")
    prose = [Paragraph(line, Spot(line=at)) for at, line in enumerate(lines, start=1)]
    return read_heading("通报.txt", prose, (), standard_lexicon())


@pytest.mark.parametrize("ending", ["txt", "pdf", "docx"])
def test_a_bulletin_has_series_issue_issuer_date_and_month(ending: str) -> None:
    document = read(HERE / f"004-townships-2022-08.{ending}")
    lexicon = standard_lexicon()
    heading = read_heading(document.name, take_apart(document, lexicon, ()).prose, (), lexicon)
    assert (heading.series, heading.issue) == ("督查通报", "6")
    assert heading.title == "关于各乡（街道）新引进5000万元以上产业项目8月份工作进展情况的通报"
    assert heading.issuer == "中共湛河区委区政府督查局"
    assert str(heading.date) == "2022-09-09"
    assert heading.span is not None
    assert (heading.span.period, heading.span.label) == ("2022-08", "8月份")
    assert heading.span.inferred == "题目只写“8月份”，年份按成文日期推断"


@pytest.mark.parametrize(
    ("text", "series", "issue"),
    [
        ("督查通报\n第6期", "督查通报", "6"),
        ("工作通报\n（第十一期）", "工作通报", "十一"),
        ("督查专报第 3 期", "督查专报", "3"),
        ("督查通报\n2023年第2期（总第32期）", "督查通报", "2"),
        ("某某县督查室\n第8期", None, "8"),
        ("关于八月份工作的通报", None, None),
    ],
)
def test_the_masthead_of_a_bulletin(text: str, series: str | None, issue: str | None) -> None:
    heading = heading_of(f"{text}\n关于道路建设情况的通报\n各单位要抓紧。")
    assert (heading.series, heading.issue) == (series, issue)


def test_without_a_title_of_its_own_a_bulletin_goes_by_its_series() -> None:
    heading = heading_of("督查通报\n第6期\n现将情况通报如下。\n一、东山镇")
    assert heading.title == "督查通报"


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (
            "关于某事的通报\n一切照常。\n青禾县环境整治办公室（代章）\n2031年5月6日",
            "青禾县环境整治办公室",
        ),
        ("关于某事的通报\n青禾县安委办  2031.9.28\n一切照常。", "青禾县安委办"),
        ("关于某事的通报\n一切照常。\n青禾县效能建设领导小组", "青禾县效能建设领导小组"),
        ("青禾县项目进展情况表\n填报单位：青禾县督查室（盖章）   填报人：张三", "青禾县督查室"),
        (
            "青禾县督查室\n工作专报\n（2031年第6号）\n2031年第9周项目攻坚进展情况\n一切照常。",
            "青禾县督查室",
        ),
    ],
)
def test_who_issues_a_notice(text: str, issuer: str) -> None:
    assert heading_of(text).issuer == issuer


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "青禾县人民政府办公室关于交办代表建议\n和委员提案的通知\n各单位：\n一切照常。",
            "青禾县人民政府办公室关于交办代表建议和委员提案的通知",
        ),
        (
            "会议纪要\n〔2031〕17号\n青禾县停车治理专题会议纪要\n一切照常。",
            "青禾县停车治理专题会议纪要",
        ),
        (
            "青禾县市容红黑榜（2031年9月）\n一切照常。\n四、问题通报\n某处脏乱。",
            "青禾县市容红黑榜（2031年9月）",
        ),
    ],
)
def test_the_title_of_a_notice(text: str, title: str) -> None:
    assert heading_of(text).title == title
