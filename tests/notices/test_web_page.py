"""What a web page prints round a notice is told apart from it, and says title, issuer and day."""

import pytest

from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.web_page import WebPage, without_furniture
from tongbao.sources.document import Document, Paragraph, Spot

LEXICON = standard_lexicon()


def page_of(text: str) -> WebPage:
    lines = [line for line in text.splitlines() if line.strip()]
    blocks = tuple(Paragraph(line, Spot(line=at)) for at, line in enumerate(lines, start=1))
    return without_furniture(Document("f.txt", "text", "0" * 64, blocks), LEXICON)


def texts(page: WebPage) -> list[str]:
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


ONE_LINE = (
    "青禾区2031年为民办实事进展情况：2031年确定实事3件。一、已完成的实事：1.修缮北坡步道（区园林局），全部完成。"
    "2.新建南塘菜市场（区商务局），已开业。二、推进中的实事：3.疏浚东渠（区水务局），完成六成。各单位要抓紧推进，"
    "确保完成。" + "对推进不力的，将予以督办。" * 20 + "青禾区人民政府办公室 203169"
)


def test_a_page_copied_as_one_line_is_cut_at_its_items_and_headings() -> None:
    lines = texts(page_of(ONE_LINE))
    assert [line[:8] for line in lines[:7]] == [
        "青禾区2031年",
        "2031年确定实",
        "一、已完成的实事",
        "1.修缮北坡步道",
        "2.新建南塘菜市",
        "二、推进中的实事",
        "3.疏浚东渠（区",
    ]
    assert lines[0] == "青禾区2031年为民办实事进展情况"
    assert lines[-1] == "青禾区人民政府办公室 203169"


def test_a_label_that_opens_line_after_line_is_the_notices_own() -> None:
    rows = [f"第{n}号 关于某事的建议\n主办：县教育局" for n in range(1, 5)]
    page = page_of("\n".join(["关于交办建议的通知", *rows]))
    assert not page.furniture
    assert "host" not in page.facts


def test_labels_may_be_spread_over_the_line() -> None:
    page = page_of("标　　题：关于某事的通报\n索 引 号：000/2031\n关于某事的通报\n一切照常。")
    assert page.facts["title"] == "关于某事的通报"
    assert texts(page) == ["关于某事的通报", "一切照常。"]


def test_the_bar_of_a_sites_links_is_furniture() -> None:
    page = page_of("首页  区情概览  新闻中心  政务公开  数据开放\n关于某事的通报\n一切照常。")
    assert texts(page) == ["关于某事的通报", "一切照常。"]
