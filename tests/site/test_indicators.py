"""Indicators: targets beside results over the years, each figure with its printed words."""

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest

from tests.site.shown import rows_of
from tongbao.progress.editions import in_edition
from tongbao.records.content import Content
from tongbao.records.facts import Indicator, Indicators
from tongbao.site import figures, urls
from tongbao.site.charts import charts_of
from tongbao.site.figures import Series, Stated
from tongbao.site.plan import plan_site

NOTICE = "dong-2022-08-17"


def page_of(sites: Any, name: str) -> Any:
    return sites.page(urls.indicator("dong", name))


def test_the_address_is_a_digest_of_district_and_name() -> None:
    digest = hashlib.sha256("dong财政收入".encode()).hexdigest()[:8]
    assert urls.indicator("dong", "财政收入") == f"indicators/i-{digest}.html"


def test_the_index_shows_targets_beside_results(sites: Any) -> None:
    page = sites.page("indicators/index.html")
    assert page.sentence[0].text == "6个指标，5个有目标，出自1份文件。"
    assert [tuple(row.values()) for row in rows_of(page.targets)] == [
        ("财政收入", "2021年：7.19亿元，增长3.2%", "2022年：增长5%左右"),
        ("城镇居民收入", "", "2022年：与经济增长同步"),
        ("空气颗粒物浓度", "2021年：下降19.7%", "2022年：增长2%以内"),
        ("城镇化率", "", "2022年：83%以上"),
        ("能耗", "", "2022年：能耗完成市定目标"),
    ]
    (group,) = page.groups
    assert (group.heading, group.items[0].link.text, group.items[0].detail) == (
        "2021年",
        "新建公园",
        "4个",
    )


def test_an_indicator_over_the_years(sites: Any) -> None:
    page = page_of(sites, "财政收入")
    assert page.title == "财政收入"
    assert page.sentence[0].text == (
        "2016—2020年结果：30亿元，年均增长4%；2021年结果：7.19亿元，增长3.2%；2022年目标：增长5%左右。"
    )
    rows = rows_of(page.table)
    assert [(row["期次"], row["数值"], row["增长"], row["位次"]) for row in rows] == [
        ("2016—2020年结果", "30亿元", "年均增长4%", ""),
        ("2021年结果", "7.19亿元", "增长3.2%", "增速全市第三"),
        ("2022年目标", "", "增长5%左右", ""),
    ]


def test_every_figure_has_its_words_and_leads_to_notice_and_page(sites: Any) -> None:
    listed = page_of(sites, "财政收入").table
    assert rows_of(listed)[1]["原话"] == "完成财政收入7.19亿元，增长3.2%，增速全市第三"
    assert [(link.text, link.path) for link in list(listed.rows)[1].cells[-2].links] == [
        ("《关于5-7月份工作推进情况的通报》第1页", f"notices/{NOTICE}.html#indicator-1"),
    ]
    first = next(sites.page(f"notices/{NOTICE}.html").figures.rows)
    assert (first.anchor, first.cells[0].links[0].path) == (
        "indicator-1",
        urls.indicator("dong", "财政收入"),
    )


def test_a_picture_compares_only_what_is_alike(sites: Any) -> None:
    (chart,) = page_of(sites, "财政收入").charts
    assert chart.title == "财政收入增长：2021年结果增长3.2%，2022年目标增长5%左右"
    assert [(bar.start, bar.width) for bar in chart.bars] == [("0%", "64%"), ("0%", "100%")]
    assert page_of(sites, "城镇化率").charts == ()


def test_what_fell_goes_to_the_left_of_zero(sites: Any) -> None:
    (chart,) = page_of(sites, "空气颗粒物浓度").charts
    assert chart.zero == "90.78%"
    assert [(bar.start, bar.width) for bar in chart.bars] == [
        ("0%", "90.78%"),
        ("90.78%", "9.22%"),
    ]


def test_marks_stand_where_they_belong_and_only_on_the_intranet(sites: Any) -> None:
    named = "指标：“城镇居民收入”由前后两处文字合成"
    assert page_of(sites, "城镇居民收入").marks == (named,)
    assert sites.page("indicators/index.html").marks == ("指标：其余名称已核对",)
    assert page_of(sites, "财政收入").marks == ()


def test_indicators_for_programs(sites: Any) -> None:
    found = json.loads(sites.plan().data["data/indicators.json"])
    assert found["version"] == 2
    assert found["indicators"][0] == {
        "notice": NOTICE,
        "name": "财政收入",
        "period": "2021-01/2021-12",
        "role": "result",
        "value": "7.19",
        "unit": "亿元",
        "growth": "3.2%",
        "rank": "增速全市第三",
        "printed": "完成财政收入7.19亿元，增长3.2%，增速全市第三",
        "page": 1,
    }
    assert len(found["indicators"]) == 9


def test_without_indicators_there_is_no_page_and_no_entry(content: Content) -> None:
    planned = plan_site(in_edition(replace(content, indicators=()), "intranet"))
    assert not [page.path for page in planned.pages if page.path.startswith("indicators/")]
    assert "指标" not in [item.text for item in planned.frame.nav]


def test_indicators_of_a_withheld_notice_are_withheld(content: Content) -> None:
    hidden = [
        one.model_copy(update={"visibility": "internal"}) if one.id == NOTICE else one
        for one in content.notices
    ]
    planned = plan_site(in_edition(replace(content, notices=tuple(hidden)), "intranet"))
    assert json.loads(planned.data["data/indicators.json"])["indicators"] == []


def one(**fields: Any) -> Indicator:
    given = {
        "name": "收入",
        "period": "2021-01/2021-12",
        "role": "result",
        "printed": "收入",
        **fields,
    }
    return Indicator.model_validate(given)


@pytest.mark.parametrize(
    ("fields", "words", "rate"),
    [
        ({"value": "3", "unit": "亿元", "growth": "-2%"}, "3亿元，增长-2%", -2.0),
        ({"value": "2", "unit": "%", "growth": "较上年下降2%"}, "较上年下降2%", -2.0),
        ({"value": "2", "unit": "%", "printed": "占比2%以上"}, "2%以上", None),
        ({"growth": "快于3%、5%"}, "快于3%、5%", None),
        ({}, "收入", None),
    ],
)
def test_figures_in_words(fields: dict[str, Any], words: str, rate: float | None) -> None:
    assert figures.said(one(**fields)) == words
    assert figures.growth_rate(one(**fields)) == rate


def test_levels_of_one_unit_make_a_picture(content: Content) -> None:
    notice = content.notices[0]
    found = (
        one(value="10", unit="公里"),
        one(value="12", unit="公里", role="target", period="2022-01/2022-12"),
        one(value="3", unit="条"),
        one(value="91", unit="公里", period="2016-01/2020-12"),
    )
    stated = tuple(Stated(notice, number, item) for number, item in enumerate(found, start=1))
    (chart,) = charts_of(Series("dong", "修路", stated))
    assert chart.title == "修路：2021年结果10公里，2022年目标12公里"


def test_two_districts_say_whose_an_indicator_is(content: Content) -> None:
    district = content.settings.districts[0]
    other = district.model_copy(update={"id": "xi", "name": "西区", "issuers": ()})
    settings = content.settings.model_copy(update={"districts": (district, other)})
    notice = next(one for one in content.notices if one.id == NOTICE)
    moved = notice.model_copy(update={"id": "xi-2022-01-01", "files": ()})
    more = Indicators(
        notice="xi-2022-01-01", indicators=(one(name="财政收入", value="1", unit="亿元"),)
    )
    changed = replace(
        content,
        settings=settings,
        notices=(*content.notices, moved),
        indicators=(*content.indicators, more),
    )
    planned = plan_site(in_edition(changed, "intranet"))
    titles = {page.path: page.title for page in planned.pages}
    assert titles[urls.indicator("xi", "财政收入")] == "财政收入（西区）"
