"""What the tests of the page 查找 share: how it is opened, asked and read, and sites with many tasks."""

import re
import shutil
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Page

from tongbao.output.build import build

READY = (
    "() => { const live = document.getElementById('live');"  # not there while the page before still is
    " return live && !live.hidden"
    " && !/^$|正在读入/.test(document.getElementById('count').textContent)"
    " && document.getElementById('found').getAttribute('aria-busy') !== 'true'; }"
)
# The rows that the script finds, as plan/task/position@period, whatever page of the list they stand on.
OF_TABLE = (
    "Array.from(document.querySelectorAll('#found tbody tr:not(.group)'),"
    " r => r.querySelector('th a').getAttribute('href'))"
)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *given: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Hand out a folder over http for a while; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def opened(page: Page, site: str, state: str = "") -> Page:
    page.goto("about:blank")
    page.goto(f"{site}/search.html{state}")
    page.wait_for_function(READY)
    return page


def all_rows(page: Page) -> list[str]:
    """Return the rows of all pages of the list."""
    found: list[str] = page.evaluate(OF_TABLE)
    onward = page.locator("#pages button:has-text('下一页')")
    while onward.count():
        onward.click()
        page.wait_for_function(READY)
        found += page.evaluate(OF_TABLE)
    return found


def looked_up(page: Page, query: str, also: str = "") -> str:
    """Ask an open page another query by its address; return what it says."""
    page.evaluate("hash => { location.hash = hash; }", f"q={quote(query)}{also}")
    page.wait_for_function("q => document.getElementById('q').value === q", arg=query)
    page.wait_for_function(READY)
    return page.inner_text("#count")


def squeezed(text: str) -> str:
    """Return a text as a person compares it: the plain count that the search is held against."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[\s“”‘’\"'·]+", "", folded).replace("—", "-").replace("–", "-")


TASK = """
number: "{number}"
text: {text}
section: "{section}"
source: {{notice: dong-2022-08-17}}
assignments:
  - part: "1"
    lead: [区工信局]
    updates:
      - {{period: 2022-05/2022-07, status: 积极推进, text: "{before}", source: {{notice: dong-2022-08-17}}}}
      - {{period: 2022-08, status: 积极推进, text: "{now}", source: {{notice: dong-2022-09-20}}}}
"""
SECTION = "一、城建 & 交通 #1 50%"


def with_tasks(small: Path, folder: Path, tasks: list[dict[str, str]]) -> Path:
    """Return a site like the small one with more tasks, numbered from 100."""
    root = folder / "root"
    shutil.copytree(small, root)
    for number, task in enumerate(tasks, start=100):
        given = {
            "text": f"第{number}件事",
            "section": "二、其他",
            "before": "好",
            "now": "好",
            **task,
        }
        path = root / f"content/tasks/dong-2022/{number}.yml"
        path.write_text(TASK.format(number=number, **given), "utf-8")
    build(root, folder / "out")
    return folder / "out"
