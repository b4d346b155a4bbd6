"""Chromium 69 opens the site from disk: it shows every kind of page, and knows every rule of the style sheets."""

import html
import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.output.old_browser import document_of
from tests.output.pages import one_of_each_kind
from tests.output.test_styles import SHEETS, rules_of

# A browser that does not know these leaves them out, and nothing is lost: the page reads the same.
GRACES = {"text-decoration-thickness", "text-underline-offset", "text-wrap", "font-synthesis"}


def text_of(document: str) -> str:
    """Return the text of the main part of a document, without white space."""
    main = re.sub(r".*<main\b[^>]*>|</main>.*", "", document, flags=re.DOTALL)
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]*>", "", main)))


@pytest.mark.browser
def test_every_kind_of_page_is_shown(small_site: Path) -> None:
    kinds = {Path(name).parent: name for name in one_of_each_kind(small_site)}
    at_the_top = [path.name for path in small_site.glob("*.html") if path.name != "search.html"]
    for name in sorted({*kinds.values(), *at_the_top} - {"search.html"}):
        found = document_of(small_site / name)
        assert text_of(found) == text_of((small_site / name).read_text("utf-8")), name
        assert '<button type="button" class="size" aria-pressed="false">大字版</button>' in found


@pytest.mark.browser
def test_large_print_by_address(small_site: Path) -> None:
    found = document_of(small_site / "index.html", "#large-print")
    assert '<html lang="zh-CN" id="large-print" class="large">' in found


@pytest.mark.browser
def test_search_answers_a_query_in_its_address(small_site: Path) -> None:
    """Another word finds other things, and a word that stands nowhere finds none."""
    page = small_site / "search.html"
    words = ("东环路", "签约", "没有这样的词")
    told = {word: text_of(document_of(page, f"?q={quote(word)}")) for word in words}
    assert told["东环路"].count("东环路") > told["没有这样的词"].count("东环路")
    assert len(set(told.values())) == len(words)


@pytest.mark.browser
def test_a_filter_in_the_address_narrows_the_table(small_site: Path) -> None:
    page = small_site / "search.html"
    assert "共5项任务、6项分工（最近一期）" in text_of(document_of(page, "#q="))
    assert "共2项任务、2项分工（最近一期）" in text_of(
        document_of(page, f"#status={quote('进度滞后')}")
    )


# What the browser makes of a sheet: how many rules it kept, and the declarations that it does not know.
READ = """<!doctype html><meta charset="utf-8"><style>{sheet}</style><pre id="read"></pre><script>
function count(rules) {{
  return Array.from(rules).reduce(function (sum, rule) {{
    return sum + (rule.cssRules ? count(rule.cssRules) : 1);
  }}, 0);
}}
document.getElementById("read").textContent = JSON.stringify([
  count(document.styleSheets[0].cssRules),
  {written}.filter(function (one) {{ return !CSS.supports(one[0], one[1]); }}),
]);
</script>"""
Declaration = tuple[str, str]


def as_written(sheet: str) -> tuple[int, list[Declaration]]:
    """Return how many rules a sheet has, and all their declarations."""
    flat = re.sub(r"@media[^{]*\{((?:[^{}]*\{[^{}]*\})*)\s*\}", r"\1", sheet)
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", flat)
    parts = [
        part.strip()
        for selector, body in rules
        if not selector.strip().startswith("@page")
        for part in body.split(";")
        if part.strip()
    ]
    return len(rules), [
        (name, value.replace("!important", "").strip())
        for name, _, value in (p.partition(":") for p in parts)
    ]


def as_read(sheet: str, folder: Path) -> tuple[int, set[str]]:
    """Return how many rules of a sheet the browser kept, and the properties that it did not."""
    page = folder / "sheet.html"
    page.write_text(READ.format(sheet=sheet, written=json.dumps(as_written(sheet)[1])), "utf-8")
    found = re.search(r'<pre id="read">(.*?)</pre>', document_of(page), re.DOTALL)
    assert found
    count, unknown = json.loads(html.unescape(found[1]))
    return count, {name for name, _ in unknown}


@pytest.mark.browser
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_rule_of_a_style_sheet_is_known(sheet: Path, tmp_path: Path) -> None:
    count, unknown = as_read(rules_of(sheet), tmp_path)
    assert count == as_written(rules_of(sheet))[0]
    assert unknown <= GRACES


@pytest.mark.browser
def test_an_unknown_rule_is_noticed(tmp_path: Path) -> None:
    sheet = "a { inset: 0; } b:has(c), d { color: red; } e { width: clamp(1px, 2px, 3px); }"
    assert as_written(sheet)[0] == 3
    assert as_read(sheet, tmp_path) == (2, {"inset", "width"})
