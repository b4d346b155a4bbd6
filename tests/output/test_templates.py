"""Templates: they use what pages have, say where they are wrong, and escape everything."""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import jinja2
import pytest
from jinja2 import nodes

from tongbao.archive import compare_page
from tongbao.output.environment import environment, markdown, template_problem
from tongbao.site import pages
from tongbao.site.page import Frame, Page
from tongbao.site.table import (
    EMPTY,
    Column,
    Group,
    Row,
    Table,
    linked,
    names,
    status,
    text,
)
from tongbao.site.views import Badge, Bar, CountCell, Link, Matrix, MatrixRow, Share

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
MODULES = [import_module(f"{pages.__name__}.{one.name}") for one in iter_modules(pages.__path__)]
KINDS = {
    kind.template: kind
    for module in (*MODULES, compare_page)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Page) and kind is not Page
}


@pytest.fixture(scope="module")
def templates() -> jinja2.Environment:
    return environment([TEMPLATES])


def names_of(kind: type[Page] | type[Frame]) -> set[str]:
    fields = {field.name for field in dataclasses.fields(kind)}
    return fields | {"root"} if issubclass(kind, Page) else fields


def attributes(source: str, name: str) -> Iterator[str]:
    tree = jinja2.Environment(autoescape=True).parse(source)
    for node in tree.find_all(nodes.Getattr):
        if isinstance(node.node, nodes.Name) and node.node.name == name:
            yield node.attr


def test_every_page_has_a_template_and_every_template_a_page() -> None:
    assert {path.stem for path in (TEMPLATES / "pages").glob("*.html")} == set(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_a_template_uses_only_fields_of_its_page(name: str) -> None:
    source = (TEMPLATES / f"pages/{name}.html").read_text("utf-8")
    assert set(attributes(source, "page")) <= names_of(KINDS[name])
    assert set(attributes(source, "site")) <= names_of(Frame)


def test_the_base_uses_only_what_every_page_has() -> None:
    source = (TEMPLATES / "base.html").read_text("utf-8")
    assert set(attributes(source, "page")) <= names_of(Page)
    assert set(attributes(source, "site")) <= names_of(Frame)


@pytest.mark.parametrize("name", KINDS)
def test_a_page_has_no_field_that_its_template_does_not_show(name: str) -> None:
    source = (TEMPLATES / f"pages/{name}.html").read_text("utf-8")
    own = {field.name for field in dataclasses.fields(KINDS[name])}
    own -= {field.name for field in dataclasses.fields(Page)}
    assert own <= set(attributes(source, "page"))


def test_no_template_has_script_or_style_of_its_own() -> None:
    for path in TEMPLATES.rglob("*.html"):
        if not path.name.startswith("preview") and path.parent.name != "review":
            inline = r"<script(?! src=\"[^\"]+\"(?: defer)?></script>)|<style|\sstyle=|\son\w+=|\|\s*safe"
            assert not re.search(inline, path.read_text()), path


def broken(folder: Path, text: str) -> str:
    """Return the problem of a template that holds this text; it is rendered with a ``page``."""
    (folder / "pages").mkdir()
    (folder / "pages/task.html").write_text(text, "utf-8")
    found = environment([folder])
    page = Link("甲")
    with pytest.raises(jinja2.TemplateError) as error:
        found.get_template("pages/task.html").render(page=page)
    return str(template_problem(error.value, [folder]))


def test_a_misspelt_field_is_told_with_its_line(tmp_path: Path) -> None:
    assert broken(tmp_path, "<p>\n{{ page.text }}\n</p>\n{{ page.txet }}") == (
        "templates/pages/task.html:4: 模板用了页面没有的内容："
        "'tongbao.site.views.Link object' has no attribute 'txet'（核对名称是否写错）"
    )


def test_a_slip_of_syntax_is_told_with_its_line(tmp_path: Path) -> None:
    problem = broken(tmp_path, "<p>\n{% if page %}\n")
    assert problem.startswith("templates/pages/task.html:2: 模板写法有误：")


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    problem = broken(tmp_path, '{% include "parts/none.html" %}')
    assert problem == "templates/parts/none.html: 没有这个模板：parts/none.html（补上文件）"


BADGE = Badge("进度滞后", "lagging", "red", "diamond", "◆", "status/p/lagging.html")


def test_a_status_is_word_and_shape_before_colour(templates: jinja2.Environment) -> None:
    status = templates.get_template("parts/statuses.html").module.status  # type: ignore[attr-defined]
    assert status(BADGE) == (
        '<span class="status tone-red"><span class="glyph" aria-hidden="true">◆</span>进度滞后</span>'
    )


def test_a_link_without_a_page_is_plain_text(templates: jinja2.Environment) -> None:
    link = templates.get_template("parts/links.html").module.link  # type: ignore[attr-defined]
    assert link(Link("甲<乙"), "../") == "甲&lt;乙"
    assert link(Link("甲", "a.html", "（规划）"), "../") == '<a href="../a.html">甲</a>（规划）'


def test_a_list_prints_its_columns_groups_and_cells(templates: jinja2.Environment) -> None:
    list_of = templates.get_template("parts/table.html").module.table  # type: ignore[attr-defined]
    columns = (
        Column("id", "编号"),
        Column("what", "任务", page="what", heads=True),
        Column("status", "完成情况", page="stands", optional=True),
        Column("", "出处", page="", optional=True, path="n.html"),
    )
    first = Row(
        ("1", replace(linked(Link("修路", "t.html"), "东湖"), marked=True), EMPTY, EMPTY), "a"
    )
    other = Row(("2", text("种<树"), EMPTY, names((Link("甲", "1"), Link("乙")))))
    table = Table("清单", columns, (Group((first, other), status(BADGE), "2项", "g"),), "rows")
    assert "".join(list_of(table, "../").split("\n")) == (
        '<table class="rows"><caption>清单</caption><thead><tr><th class="what" scope="col">任务</th>'
        '<th scope="col"><a href="../n.html">出处</a></th></tr></thead><tbody id="g">'
        '<tr class="group"><th colspan="2" scope="rowgroup"><span class="status tone-red">'
        '<span class="glyph" aria-hidden="true">◆</span>进度滞后</span><span class="count">2项</span>'
        '</th></tr><tr id="a"><th class="what" scope="row"><a href="../t.html">修路</a>'
        '<span class="mark">待核对</span><span class="aside">东湖</span></th>'
        '<td data-label="出处"></td></tr><tr><th class="what" scope="row">种&lt;树</th>'
        '<td data-label="出处"><a href="../1">甲</a>、乙</td></tr></tbody></table>'
    )


def test_a_bar_says_in_words_what_it_draws(templates: jinja2.Environment) -> None:
    bar = templates.get_template("parts/bars.html").module.bar  # type: ignore[attr-defined]
    part = Share(BADGE, 12, 22, "status/p/lagging.html", "78.571%", "21.429%", "89.286%", True)
    found = bar(Bar("完成情况", (part,)), "../")
    assert 'x="78.571%" width="21.429%"' in found
    assert "进度滞后</span>" in found
    assert "<b>12</b>项" in found
    assert "22%" in found


def test_a_zero_of_a_matrix_leads_nowhere(templates: jinja2.Environment) -> None:
    matrix = templates.get_template("parts/matrix.html").module.matrix  # type: ignore[attr-defined]
    cells = (
        CountCell("进度滞后", "red", 0, None),
        CountCell("合计", "grey", 3, "u.html#p-counted"),
    )
    row = MatrixRow(Link("区发改局", "u.html"), (), cells[:1], cells[1])
    found = matrix(Matrix("单位", (BADGE,), (row,)), "")
    assert '<span class="zero">0</span>' in found
    assert '<a class="tone-grey" href="u.html#p-counted">3</a>' in found


def test_markdown_shows_html_as_text_and_bolds_beside_chinese_marks() -> None:
    found = markdown("**重点。**请看 <i>这里</i>")
    assert found == "<p><strong>重点。</strong>请看 &lt;i&gt;这里&lt;/i&gt;</p>\n"
