"""Everyone can read every kind of page: axe-core at WCAG 2.2 AA, and what axe does not look at."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.output.axe import violations
from tests.output.pages import one_of_each_kind
from tests.output.test_styles import contrast

SHAPES = "●■▲◆○"
LARGE = "24px"
LARGER = "document.documentElement.classList.add('large')"


@pytest.mark.browser
def test_axe_finds_no_violation(browser: Browser, small_site: Path) -> None:
    """Every page is opened once, and looked at wide, narrow, and in large print."""
    # The policy of a page holds scripts of others off; axe is brought in by the debugger.
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    wrong: dict[str, list[str]] = {}
    for name in one_of_each_kind(small_site):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto((small_site / name).as_uri())
        wrong[name] = violations(page)
        page.set_viewport_size({"width": 320, "height": 900})
        wrong[f"{name} narrow"] = violations(page)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.evaluate(LARGER)
        assert size_of_text(page) == LARGE
        wrong[f"{name} large"] = violations(page)
    context.close()
    assert not any(wrong.values()), "\n".join(f"{at}: {one}" for at in wrong for one in wrong[at])


@pytest.mark.browser
def test_axe_would_find_one(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        '<html lang="zh-CN"><title>甲</title><p style="color: #bbb">这段文字太浅</p><img src="x">'
    )
    found = "".join(violations(page))
    assert "color-contrast" in found
    assert "image-alt" in found
    page.close()


class Shown(HTMLParser):
    """The language of a page, its tables and its statuses as the source has them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.language = ""
        self.tables: list[list[str]] = []
        self.unscoped: list[str] = []
        self.toned: list[str] = []
        self._inside: list[tuple[str, bool]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "")
        if tag == "table":
            self.tables.append([])
        if tag == "caption" and self.tables:
            self.tables[-1].append(tag)
        if tag == "th" and given.get("scope") not in {"col", "row", "colgroup", "rowgroup"}:
            self.unscoped.append(self.get_starttag_text() or "")
        is_status = tag == "span" and bool({"status", "tag"} & set(given.get("class", "").split()))
        if tag == "span":
            self._inside.append((tag, is_status))
        if is_status:
            self.toned.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span":
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if any(is_status for _, is_status in self._inside):
            self.toned[-1] += data


def test_pages_say_their_language_and_tables_what_they_hold(site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        shown = Shown(path.read_text("utf-8"))
        assert shown.language == "zh-CN", path
        assert all(captions == ["caption"] for captions in shown.tables), path
        assert shown.unscoped == [], path


def test_a_status_is_a_shape_and_a_word_wherever_it_stands(site: Path) -> None:
    found = 0
    for path in sorted(site.rglob("*.html")):
        for text in Shown(path.read_text("utf-8")).toned:
            assert re.fullmatch(rf"[{SHAPES}]\S.*", text), f"{path}: {text!r}"
            found += 1
    assert found


def test_tones_can_be_told_from_paper_and_shade(site: Path) -> None:
    colours = re.findall(r"\{ color: (#[0-9a-f]{6})", (site / "static/statuses.css").read_text())
    assert len(colours) >= 5
    assert all(contrast(colour, "#f6f6f3") >= 4.5 for colour in colours)


def size_of_text(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.querySelector('main')).fontSize"))


@pytest.mark.browser
def test_large_print_is_kept_on_all_pages(browser: Browser, small_site: Path) -> None:
    page = browser.new_page()
    page.goto((small_site / "index.html").as_uri())
    assert size_of_text(page) == "17px"
    page.click("text=大字版")
    assert size_of_text(page) == LARGE
    page.goto((small_site / "tasks/dong-2022/1.html").as_uri())
    assert size_of_text(page) == LARGE
    assert page.get_attribute("button.size", "aria-pressed") == "true"
    page.focus("button.size")
    page.keyboard.press("Enter")
    assert size_of_text(page) == "17px"
    page.goto((small_site / "index.html").as_uri())
    assert page.get_attribute("button.size", "aria-pressed") == "false"
    page.close()


@pytest.mark.browser
def test_large_print_works_without_scripts(browser: Browser, small_site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((small_site / "tasks/dong-2022/1.html").as_uri())
    page.click("text=大字版")
    assert size_of_text(page) == LARGE
    page.click("text=标准字号")
    assert size_of_text(page) == "17px"
    context.close()


@pytest.mark.browser
def test_an_address_in_large_print_can_be_made_small_again(
    browser: Browser, small_site: Path
) -> None:
    page = browser.new_page()
    page.goto((small_site / "index.html").as_uri() + "#large-print")
    page.click("button.size")
    assert size_of_text(page) == "17px"
    page.close()
