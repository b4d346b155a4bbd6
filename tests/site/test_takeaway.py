"""What pages offer to take away: the line on each page, the lists behind it, messages, the map."""

import dataclasses
from typing import Any

import pytest

from tongbao.progress.editions import in_edition
from tongbao.site import search_map as search_map_module
from tongbao.site import urls
from tongbao.site.brief import brief_of
from tongbao.site.page import Page
from tongbao.site.plan import plan_site
from tongbao.site.search_map import base_of, search_map
from tongbao.site.table import Table

# The kinds of pages that list something.
LISTING = {
    *("plan", "units", "unit", "people", "person", "statuses", "status", "periods", "period"),
    *(
        "notices",
        "mentions",
        "mention",
        "deadlines",
        "indicators",
        "indicator",
        "changes",
        "rollup",
    ),
}


@pytest.mark.parametrize("edition", ["intranet", "public"])
def test_every_page_that_lists_something_offers_its_list(sites: Any, edition: Any) -> None:
    planned = sites.plan(edition)
    made = {*planned.data, *(one.path for one in planned.books)}
    for sheet in planned.sheets:
        made |= {urls.csv(sheet.stem), urls.json(sheet.stem)}
    for page in planned.pages:
        if page.template in LISTING:
            stem = page.path.removesuffix(".html")
            paths = [link.path for link in page.takeaway]
            assert {f"{stem}.csv", f"{stem}.json"} <= set(paths), page.path
        assert {link.path for link in page.takeaway} <= made, page.path


def test_a_list_has_the_rows_of_its_page(sites: Any) -> None:
    planned = sites.plan()
    sheets = {sheet.page: sheet for sheet in planned.sheets}
    for page in planned.pages:
        tables = [getattr(page, name, None) for name in ("table", "spoken")]
        tables += getattr(page, "tables", ())
        counts = [
            sum(len(group.rows) for group in table.groups)
            for table in tables
            if isinstance(table, Table)
        ]
        if counts:
            assert len(sheets[page.path].rows) == sum(counts), page.path


def test_no_list_is_empty_or_stands_on_two_pages(sites: Any) -> None:
    sheets = sites.plan().sheets
    assert all(sheet.rows for sheet in sheets)
    assert len({sheet.stem for sheet in sheets}) == len(sheets)
    assert all(len(row) == len(sheet.columns) for sheet in sheets for row in sheet.rows)
    for sheet in sheets:
        assert len({column.key for column in sheet.columns}) == len(sheet.columns), sheet.stem


def row_of(sites: Any, stem: str, **wanted: Any) -> dict[str, Any]:
    (sheet,) = (one for one in sites.plan().sheets if one.stem == stem)
    keys = [column.key for column in sheet.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in sheet.rows]
    return next(row for row in rows if wanted.items() <= row.items())


def test_the_table_of_everything_has_a_row_an_assignment_and_update(sites: Any) -> None:
    row = row_of(sites, "data/tasks", id="dong-2022/1-1", period="2022-05/2022-07")
    assert row["kind"] == "任务"
    assert row["note"] == "六区排名第五"
    assert row["errata"] == ("2022-08-25更正完成情况下的另一行字：六区排名落后→六区排名第五",)
    assert row["reply"] == "区发改局（2022-08-20）：因雨停工。"
    assert row["persons"] == ("李 明（规划）",)
    assert (row["page"], row["row"]) == (1, 1)
    assert row_of(sites, "data/tasks", id="dong-2022/1-1", period="2022-08")["lead"] == ("发改局",)


def test_a_unit_s_list_says_what_part_it_has(sites: Any) -> None:
    row = row_of(sites, "units/dong/u001", id="dong-2022/2-1")
    assert row["role"] == "共同牵头，由其他单位负责"
    assert row_of(sites, "units/dong/u001", id="dong-2022/1-1")["role"] == "负责"


def brief(sites: Any, edition: Any = "intranet") -> str:
    text: str = sites.plan(edition).data["brief.txt"]
    return text


def test_the_message_pastes_well(sites: Any) -> None:
    text = brief(sites)
    assert text.startswith("\ufeff【东湖区2022年重点工作】2022年8月进展\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert len(text) <= 500
    assert sites.plan().data["periods/dong-2022/2022-08.txt"] == text


def test_the_public_message_counts_what_is_public(sites: Any) -> None:
    assert "区保密局" in brief(sites)
    assert "区保密局" not in brief(sites, "public")


def test_a_long_message_names_as_many_units_as_fit(
    sites: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = sites.survey()
    view = next(one for one in survey.plans if one.plan.id == "dong-2022")
    monkeypatch.setattr("tongbao.site.brief._NAMED", 1)
    monkeypatch.setattr("tongbao.site.brief._LONGEST", 100)
    text = brief_of(survey, view, "2022-08", None)
    assert "滞后单位：区发改局等2家。" in text


@pytest.mark.parametrize(
    ("domain", "base"),
    [
        ("内网", ""),
        ("localhost", ""),
        ("www.example.gov.cn", "https://www.example.gov.cn/"),
        ("http://www.example.gov.cn", "http://www.example.gov.cn/"),
        ("www.example.gov.cn/zhanhe/", "https://www.example.gov.cn/zhanhe/"),
        ("www.example.gov.cn/<b>", ""),
        ("例子.gov.cn", ""),
    ],
)
def test_only_a_real_domain_has_addresses(domain: str, base: str) -> None:
    assert base_of(domain) == base


def test_the_map_names_every_page_and_the_day_of_articles(sites: Any) -> None:
    (found,) = search_map(sites.plan().pages, "www.example.gov.cn").values()
    assert found.count("<url>") == len(sites.plan().pages) - 1
    assert "404.html" not in found
    assert (
        "<url><loc>https://www.example.gov.cn/notices/dong-2022-08-17.html</loc>"
        "<lastmod>2022-08-17</lastmod></url>" in found
    )


def test_a_large_map_is_cut_into_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_map_module, "_MOST", 2)
    pages = [Page(path=f"{name}.html", title="", made_from="") for name in "abc"]
    found = search_map(pages, "a.cn")
    assert list(found) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert "<loc>https://a.cn/sitemap-2.xml</loc>" in found["sitemap.xml"]
    assert [text.count("<url>") for text in found.values()] == [0, 2, 1]


def test_an_intranet_has_no_map_a_public_domain_has(content: Any, sites: Any) -> None:
    assert "sitemap.xml" not in sites.plan().data
    publisher = content.settings.publisher.model_copy(update={"domain": "www.example.gov.cn"})
    settings = content.settings.model_copy(update={"publisher": publisher})
    named = dataclasses.replace(content, settings=settings)
    assert "sitemap.xml" in plan_site(in_edition(named, "intranet")).data
