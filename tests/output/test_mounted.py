"""The built folder mounted below another on a server: every link holds, with scripts off and the network cut off."""

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.output.pages import one_of_each_kind
from tests.output.test_build import Html, copy_of

FOLDER = "a/b"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and keeps no log."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def mounted(small_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the small site, which lies two folders deep on a server of this machine."""
    root = tmp_path_factory.mktemp("server")
    (root / FOLDER).parent.mkdir()
    (root / FOLDER).symlink_to(small_site)
    handler = functools.partial(Quiet, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{FOLDER}/"
        server.shutdown()


def answer(address: str) -> tuple[int, str]:
    """Return the status of an address, and its text where it is a page."""
    try:
        with urlopen(address) as found:  # noqa: S310 - an address of our own server
            is_page = found.headers.get_content_type() == "text/html"
            return found.status, found.read().decode() if is_page else ""
    except HTTPError as error:
        error.close()
        return error.code, ""


def test_every_link_holds_under_any_folder(mounted: str, small_site: Path) -> None:
    waiting, seen, broken = [mounted + "index.html"], {mounted + "index.html"}, []
    while waiting:
        address = waiting.pop()
        status, text = answer(address)
        if status != 200 or not address.startswith(mounted):
            broken.append(f"{address}: {status}")
        for link in Html(text).links if text else ():
            found = urldefrag(urljoin(address, link)).url
            if found not in seen and not link.startswith("data:"):
                seen.add(found)
                waiting.append(found)
    assert broken == []
    pages = {path.relative_to(small_site).as_posix() for path in small_site.rglob("*.html")}
    assert pages - {address.removeprefix(mounted) for address in seen} == {"404.html"}


def kept_to(context: BrowserContext, address: str, said: list[str]) -> None:
    """Cut off everything but one address; note what is asked for elsewhere, and what is not there."""
    context.route(
        re.compile(rf"^https?://(?!{re.escape(address[7:])})"), lambda route: route.abort()
    )
    context.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))
    context.on(
        "response",
        lambda found: said.append(f"{found.status}: {found.url}") if found.status >= 400 else None,
    )


@pytest.mark.browser
def test_nothing_is_missing_with_the_network_cut_off(
    browser: Browser, mounted: str, small_site: Path
) -> None:
    context, said = browser.new_context(), list[str]()
    kept_to(context, mounted, said)
    page = context.new_page()
    for name in one_of_each_kind(small_site):
        page.goto(mounted + name)
        assert said == [], name
    context.close()


@pytest.mark.browser
def test_all_can_be_read_without_scripts(browser: Browser, small_site: Path) -> None:
    """What main shows is the same with scripts and without; the page of search leads on instead."""
    with_scripts = browser.new_page()
    without = browser.new_context(java_script_enabled=False).new_page()
    for name in one_of_each_kind(small_site):
        for page in (with_scripts, without):
            page.goto((small_site / name).as_uri())
        told = without.inner_text("main")
        if name == "search.html":
            assert without.locator("main a:visible").count() >= 3
        else:
            assert told == with_scripts.inner_text("main"), name
        assert told.strip()
    with_scripts.close()
    without.context.close()


def test_a_wrong_address_is_answered_with_links_that_hold(tmp_path: Path, small: Path) -> None:
    """A server shows 404.html at any address, so its links count from the site's folder where that is stated."""
    from tongbao.output.build import build

    root = copy_of(small, tmp_path)
    settings = root / "site.yml"
    settings.write_text(settings.read_text("utf-8") + "portal: {folder: /a/b/}\n", "utf-8")
    build(root, tmp_path / "out")
    page = (tmp_path / "out/404.html").read_text("utf-8")
    links = [link for link in Html(page).links if not link.startswith(("#", "data:"))]
    assert links
    assert all(link.startswith("/a/b/") for link in links)
    for link in links:
        assert (tmp_path / "out" / link.removeprefix("/a/b/")).is_file()
    assert 'href="static/site.css"' in (tmp_path / "out/index.html").read_text("utf-8")
