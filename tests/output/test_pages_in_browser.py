"""One page of each kind in a browser, from disk, with the network cut off: wide and narrow, and in large print."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route

from tests.output.pages import one_of_each_kind

WIDTHS = (1280, 320)
LARGE = "24px"
# Links in a line of text are exempt (WCAG 2.5.8): what stands alone must be 24 pixels high.
TARGETS = """() => Array.from(document.querySelectorAll("nav a, button, input, select, summary"))
  .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 24)
  .map((one) => one.outerHTML)"""


def watched(browser: Browser, width: int, said: list[str]) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900})

    def cut_off(route: Route) -> None:
        said.append(f"request: {route.request.url}")
        route.abort()

    def failed(request: Request) -> None:
        said.append(f"failed: {request.url}")

    def spoken(message: ConsoleMessage) -> None:
        said.append(f"console: {message.text}")

    context.route("http*://**", cut_off)
    page = context.new_page()
    page.on("requestfailed", failed)
    page.on("console", spoken)
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    return page


@pytest.mark.browser
def test_pages_open_from_disk(browser: Browser, site: Path) -> None:
    """Nothing is asked for or complained of, nothing needs sideways scrolling, and what is to be hit is large enough.

    Every page is opened once; the window is made narrow and the print large while it is open.
    """
    said: list[str] = []
    page = watched(browser, WIDTHS[0], said)
    for name in one_of_each_kind(site):
        page.goto((site / name).as_uri())
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"PingFang')
        for large in (False, True):
            page.evaluate(
                "(large) => document.documentElement.classList.toggle('large', large)", large
            )
            size = page.evaluate("getComputedStyle(document.querySelector('main')).fontSize")
            assert (size == LARGE) == large, name
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, name
                assert page.evaluate(TARGETS) == [], (name, width)
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        assert said == [], name
    page.context.close()


@pytest.mark.browser
def test_text_twice_as_large_needs_no_sideways_scrolling(browser: Browser, own_site: Path) -> None:
    said: list[str] = []
    page = watched(browser, 640, said)
    for name in ("index.html", "tasks/zhanhe-2022/8.html", "units/index.html"):
        page.goto((own_site / name).as_uri())
        page.evaluate("document.documentElement.style.setProperty('font-size', '34px')")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, name
    page.context.close()


@pytest.mark.browser
def test_the_keyboard_finds_the_text_first(browser: Browser, small_site: Path) -> None:
    page = watched(browser, 1280, [])
    page.goto((small_site / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.context.close()
