"""What a web page prints round a notice is told apart from it, and says title, issuer and day."""

import pytest

from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.web_page import Page, without_furniture
from tongbao.sources.document import Document, Paragraph, Spot

LEXICON = standard_lexicon()


def page_of(text: str) -> Page:
    lines = [line for line in text.splitlines() if line.strip()]
    blocks = tuple(Paragraph(line, Spot(line=at)) for at, line in enumerate(lines, start=1))
    return without_furniture(Document("f.txt", "text", "0" * 64, blocks), LEXICON)


def texts(page: Page) -> list[str]:
    return [one.text for one in page.document.paragraphs()]


@pytest.mark.parametrize(
    "line",
    [
        "当前位置: 首页 > 政务公开 > 督查",
        "您现在所处位置: 首页 » 通知",
        "【字体：大 中 小】 打印 关闭",
        "长者版 无障碍",
        "索引号: 1137/202604-00023 组配分类: 年度目标",
        "发布时间:2026-04-14 09:25 信息来源:区政府办 浏览次数: 字体:[ ]",
        "文号: 浏览量:",
        "主办:青岚市水利局",
    ],
)
def test_a_line_of_the_page_is_no_text(line: str) -> None:
    page = page_of(f"{line}\n关于某事的通报\n一切照常。")
    assert texts(page) == ["关于某事的通报", "一切照常。"]
    assert [words for _, words in page.furniture] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "责任单位：县财政局",
        "主办单位：区文旅局 完成时限：6月底前",
        "来源不明的资金一律退回。",
        "1.修缮公园步道（责任单位：区园林局）",
        "清源社区:码头自然村",
        "首页改版工程",
    ],
)
def test_a_line_of_the_notice_stays(line: str) -> None:
    assert texts(page_of(f"关于某事的通报\n{line}")) == ["关于某事的通报", line]


def test_labels_say_title_issuer_and_day() -> None:
    """
    名称: 青禾区2031年任务分解表 文号:
    发布机构: 青禾区人民政府办公室 发布日期: 2031-03-02
    来源: 区政府办
    青禾区2031年任务分解表
    """
    page = page_of(test_labels_say_title_issuer_and_day.__doc__ or "")
    assert dict(page.facts) == {
        "title": "青禾区2031年任务分解表",
        "issuer": "青禾区人民政府办公室",
        "published": "2031-03-02",
        "source": "区政府办",
    }


def test_what_is_recommended_behind_a_text_is_not_its() -> None:
    page = page_of("某区办成三件实事\n全部完成。\n热点推荐\n某地又有新项目\n更多")
    assert texts(page) == ["某区办成三件实事", "全部完成。"]


def test_a_text_printed_twice_is_read_once_and_told() -> None:
    text = "某区进展情况\n一、总体情况\n已完成三项。\n二、下一步\n抓紧推进。"
    page = page_of(f"{text}\n{text}")
    assert texts(page) == text.splitlines()
    assert page.repeated == Spot(line=6)


def test_a_form_that_comes_again_is_no_second_copy() -> None:
    text = "1.修路\n责任单位：甲局\n2.建桥\n责任单位：甲局\n3.植树\n责任单位：甲局"
    assert texts(page_of(text)) == text.splitlines()
