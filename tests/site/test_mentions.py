"""News on the site: facts joined to the pages of units, never an article."""

import json
from typing import Any

from tongbao.site.views import Link


def words(items: tuple[Link, ...]) -> list[str]:
    return [item.text + item.after for item in items]


def test_a_page_a_notice_with_the_facts_of_each_item(sites: Any) -> None:
    page = sites.page("mentions/dong-2022-07-02.html")
    first, second = page.items
    assert (first.headline, second.headline) == ("东湖区加快修路", "图片报道")
    assert [(fact.term, words(fact.items)) for fact in first.facts] == [
        ("日期", ["2022-07-01"]),
        ("记者", ["周文"]),
        ("单位", ["发改局", "东建有限公司"]),
        ("项目", ["东环路项目（总投资3亿元）", "老街改造"]),
    ]
    assert page.marks == ("日期：“东湖区加快修路”只印了月日，年份推断为2022年",)


def test_units_of_the_registry_are_links_and_others_words(sites: Any) -> None:
    first = sites.page("mentions/dong-2022-07-02.html").items[0]
    (units,) = (fact for fact in first.facts if fact.term == "单位")
    assert [unit.path for unit in units.items] == ["units/dong/u001.html", None]


def test_the_page_of_a_unit_lists_the_news_that_names_it(sites: Any) -> None:
    (item,) = sites.page("units/dong/u001.html").mentions
    assert (item.link.text, item.detail) == ("东湖区加快修路", "2022-07-01")
    assert item.link.path == "mentions/dong-2022-07-02.html#item-1"
    assert sites.page("units/dong/u002.html").mentions == ()


def test_the_index_says_how_many(sites: Any) -> None:
    page = sites.page("mentions/index.html")
    assert words(page.sentence) == ["1份报纸或网页，2篇报道。只记事实，不载原文。"]
    assert [item.link.path for group in page.groups for item in group.items] == [
        "mentions/dong-2022-07-02.html#item-1",
        "mentions/dong-2022-07-02.html#item-2",
    ]


def test_mentions_for_programs(sites: Any) -> None:
    found = json.loads(sites.plan().data["data/mentions.json"])
    assert found == {
        "version": 2,
        "mentions": [
            {
                "notice": "dong-2022-07-02",
                "headline": "东湖区加快修路",
                "date": "2022-07-01",
                "reporters": ["周文"],
                "units": ["发改局", "东建有限公司"],
                "projects": [
                    {"name": "东环路项目", "amount": "总投资3亿元"},
                    {"name": "老街改造", "amount": None},
                ],
            },
            {
                "notice": "dong-2022-07-02",
                "headline": None,
                "date": None,
                "reporters": [],
                "units": ["甲乡"],
                "projects": [],
            },
        ],
    }


def test_news_that_nobody_made_public_is_in_no_public_edition(sites: Any) -> None:
    planned = sites.plan("public")
    assert not [page.path for page in planned.pages if page.path.startswith("mentions/")]
    assert json.loads(planned.data["data/mentions.json"])["mentions"] == []
    assert "报道" not in [column.text for column in planned.frame.nav]
    assert all("加快修路" not in repr(page) for page in planned.pages)


def test_the_file_of_news_is_named_and_never_offered(sites: Any) -> None:
    (file,) = sites.page("notices/dong-2022-07-02.html").files
    assert (file.name, file.path, file.reason) == ("东湖日报.txt", None, "只登记，不提供下载")
