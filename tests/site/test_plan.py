"""Which pages there are and what they show."""

import dataclasses
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest

from tests.site.shown import rows_of
from tongbao.problems import Problems
from tongbao.progress.editions import in_edition
from tongbao.progress.standing import Standing
from tongbao.records.content import Content, TextPage
from tongbao.records.settings import Publisher, Settings
from tongbao.site import charts, pages, pictures, table, views
from tongbao.site import page as page_module
from tongbao.site.page import Page
from tongbao.site.plan import plan_site
from tongbao.site.views import Bar, Link

EMPTY = Content(Settings(title="新站点", publisher=Publisher(name="督查室")))


def words(pieces: tuple[Link, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def test_every_kind_of_page_of_this_content_is_there(sites: Any) -> None:
    kinds = {page.template for page in sites.plan().pages}
    assert kinds == {
        *("home", "plan", "task", "units", "unit", "people", "person", "statuses", "status"),
        *("periods", "period", "notices", "notice", "about", "text", "sitemap", "not_found"),
        *("mentions", "mention", "deadlines", "indicators", "indicator", "changes"),
        *("rollup", "accessibility", "search"),
    }


def test_an_empty_site_has_only_what_it_can_fill() -> None:
    planned = plan_site(in_edition(EMPTY, "intranet"))
    paths = [page.path for page in planned.pages]
    assert paths == ["index.html", "about.html", "accessibility.html", "sitemap.html", "404.html"]
    assert [item.text for item in planned.frame.nav] == ["首页", "关于"]


def test_two_pages_on_one_path_name_both_sources(content: Content) -> None:
    twice = dataclasses.replace(content, pages=(TextPage("sitemap", "# 地图"),))
    with pytest.raises(Problems) as found:
        plan_site(in_edition(twice, "intranet"))
    assert str(found.value) == (
        "site.yml: 两个页面用同一个地址 sitemap.html：content/pages/sitemap.md 与 site.yml"
        "（改其中一个的文件名或标识）"
    )


def test_the_home_page_says_it_in_one_sentence(sites: Any) -> None:
    overview = sites.page("index.html").overview
    assert words(overview.sentence) == (
        "2022年8月，4项任务、4项分工，5家单位：1项积极推进，2项进度滞后，1项不适用。"
        "另有1项本期未列。"
    )
    assert overview.left_out == "另有1项任务不在本版公开。"
    assert [item.since for item in overview.lagging] == [
        "已2期，自2022年5—7月",
        "自2022年8月",
    ]


def test_shares_leave_out_what_is_not_in_the_base(sites: Any) -> None:
    bar: Bar = sites.page("index.html").overview.bar
    assert [(part.badge.word, part.count, part.share) for part in bar.parts] == [
        ("积极推进", 1, 33),
        ("进度滞后", 2, 67),
    ]
    assert [(part.badge.word, part.count, part.share) for part in bar.outside] == [
        ("不适用", 1, None),
    ]


def test_most_lagging_units_stand_first(sites: Any) -> None:
    matrix = sites.page("index.html").overview.matrix
    found = [(row.unit.text, [cell.count for cell in row.cells]) for row in matrix.rows]
    assert found == [
        ("区发改局", [0, 1, 0]),
        ("区保密局", [0, 1, 0]),
        ("区工信局", [1, 0, 0]),
        ("各乡镇", [0, 0, 1]),
    ]


def test_a_shared_lead_is_called_so_and_the_row_names_who_answers(sites: Any) -> None:
    page = sites.page("tasks/dong-2022/2.html")
    assert [(fact.term, words(fact.items)) for fact in page.facts] == [
        ("共同牵头", "区发改局区工信局"),
        ("责任人", "王立李明"),
    ]
    assert [(item.heading, words(item.facts[0].items)) for item in page.items] == [
        ("（1）工业增加值", "区工信局"),
        ("（2）投资", "发改局"),
    ]


def test_a_row_of_a_shared_lead_names_the_people_of_the_unit_it_counts_for(sites: Any) -> None:
    table = sites.page("plans/dong-2022.html").table
    rows = rows_of(table)
    assert [
        (row["序号"], row["单位"], row["责任人"]) for row in rows if row["序号"][:1] == "2"
    ] == [
        ("2", "发改局", "李 明（规划）"),
        ("2（1）", "区工信局|共同牵头", "李明"),
    ]
    # The latest ledger leaves the other assignment of the task out, which has no number in it then.
    assert ("", "发改局|共同牵头", "王立") in [
        (row["序号"], row["单位"], row["责任人"]) for row in rows
    ]


def test_every_statement_leads_to_the_row_of_its_notice_and_to_the_page_of_the_file(
    sites: Any,
) -> None:
    current = sites.page("tasks/dong-2022/1.html").items[0].current
    assert current.origin.notice.path == "notices/dong-2022-09-20.html#row-1"
    assert current.origin.spot == "第1页，表第1行"
    assert current.origin.file.path == "notices/dong-2022-09-20/1.pdf#page=1"


def test_a_file_is_not_offered_where_anything_of_it_is_left_out(sites: Any) -> None:
    (earlier,) = sites.page("tasks/dong-2022/1.html").items[0].earlier
    assert earlier.origin.file is None
    assert sites.page("tasks/dong-2022/1.html", "public").items[0].current.origin.file is None
    assert set(sites.plan().downloads) == {"notices/dong-2022-09-20/1.pdf"}
    assert sites.plan("public").downloads == {}


def test_a_gap_is_named_where_the_plan_has_a_ledger(sites: Any) -> None:
    first, second = sites.page("tasks/dong-2022/2.html").items
    assert first.current is not None
    assert (second.current, second.missing) == (
        None,
        "2022年8月的台账没有列这一项（本期未列），没有说明原因。",
    )
    assert [said.period.text for said in second.earlier] == ["2022年5—7月"]


def test_claims_stand_beside_the_records(sites: Any) -> None:
    claims = sites.page("notices/dong-2022-08-17.html").claims
    found = [(one.what, one.stated, one.found, one.verdict) for one in claims.figures]
    assert found == [("任务（大项）", "5", "5", "一致"), ("分工（项）", "9", "6", "不一致")]
    assert [(one.what, one.verdict) for one in claims.lists] == [
        ("有滞后事项的单位", "一致"),
        ("受肯定的单位", "无法判定"),
    ]


def test_marks_are_said_in_words(sites: Any) -> None:
    path = "tasks/dong-2022/2.html"
    assert sites.page(path).marks == ("责任人：责任人与单位按次序对应",)
    assert sites.page(path, "public").marks == ()


def test_nothing_hidden_is_in_the_public_edition(sites: Any) -> None:
    planned = sites.plan("public")
    text = "".join(map(repr, planned.pages)) + "".join(planned.data.values())
    for word in ("不便公开", "绝不外传", "内部掌握", "密某", "责任分解", "按次序对应"):
        assert word not in text
    assert "绝不外传" not in "".join(map(repr, sites.plan().pages))


def test_articles_are_dated_by_their_notice(sites: Any) -> None:
    metas = {meta.name: meta.content for meta in sites.page("tasks/dong-2022/1.html").metas}
    assert metas == {
        "ArticleTitle": "修好东环路 <b>7*24</b> & “1.”",
        "ContentSource": "东湖区督查室",
    }


def test_no_required_tag_is_empty(sites: Any) -> None:
    for page in sites.plan().pages:
        assert page.metas or page.template == "not_found", page.path
        assert all(meta.content.strip() for meta in page.metas), page.path


def test_every_value_a_template_sees_is_frozen_and_slotted() -> None:
    kinds = [import_module(f"{pages.__name__}.{one.name}") for one in iter_modules(pages.__path__)]
    for module in (*kinds, charts, page_module, pictures, table, views):
        for kind in vars(module).values():
            if isinstance(kind, type) and dataclasses.is_dataclass(kind):
                assert "__slots__" in vars(kind), kind
                assert vars(kind)["__dataclass_params__"].frozen, kind


def test_pages_are_values(sites: Any) -> None:
    assert sites.plan().pages == sites.plan().pages
    assert all(isinstance(page, Page) for page in sites.plan().pages)
    assert Path(sites.page("index.html").path).suffix == ".html"


def test_standings_sort_in_declared_order() -> None:
    assert Standing(0, "a", "甲") < Standing(1, "a", "甲")
