"""The preview: what it answers, what it shows of problems, and that it follows a change."""

import contextlib
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as TooLate

from tongbao.output.preview import Preview
from tongbao.problems import Place, Problem, Problems

HOUSE = Path(__file__).parent.parent.parent
PANEL = (HOUSE / "templates/preview.html").read_text("utf-8")
PAGE = (
    '<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="default-src'
    ' \'self\'"><title>t</title></head><body class="home"><p>{}</p></body></html>'
)
WRONG = Problem(Place("content/units/d1.yml", line=2, column=3), "不认识的字段 nmae", "应为 <name>")


def make(out: Path) -> None:
    """Build a site of one page from a text beside it, as the real build would."""
    text = (out.parent / "root/content/units/d1.yml").read_text("utf-8")
    if "nmae" in text:
        raise Problems([WRONG])
    (out / "index.html").write_text(PAGE.format(text), "utf-8")
    (out / "tasks.json").write_text("{}", "utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    units = tmp_path / "root/content/units"
    units.mkdir(parents=True)
    (tmp_path / "root/site.yml").write_text("title: t\n", "utf-8")
    (units / "d1.yml").write_text("units:\n  name: 区财政局\n", "utf-8")
    return tmp_path / "root"


@pytest.fixture
def preview(root: Path) -> Preview:
    out = root.parent / "out"
    out.mkdir()
    return Preview(make, root, out, PANEL)


def ask(preview: Preview, address: str) -> tuple[str, str, str]:
    """Return status, kind and text of the answer."""
    request: dict[str, object] = {}
    setup_testing_defaults(request)
    request["PATH_INFO"] = address.encode().decode("latin-1")
    told: list[str] = []

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> object:
        told.extend([status, dict(headers)["Content-Type"]])
        return None

    content = b"".join(preview.answer(request, start))  # type: ignore[arg-type]
    return told[0], told[1], content.decode()


def spoil(root: Path) -> None:
    (root / "content/units/d1.yml").write_text("units:\n  nmae: 区财政局\n", "utf-8")


def test_a_page_comes_without_the_policy_that_would_stop_the_reload(preview: Preview) -> None:
    preview.rebuild()
    status, kind, text = ask(preview, "/")
    assert (status, kind) == ("200 OK", "text/html; charset=utf-8")
    assert "区财政局" in text
    assert "Content-Security-Policy" not in text


def test_data_comes_as_it_is(preview: Preview) -> None:
    preview.rebuild()
    assert ask(preview, "/tasks.json") == ("200 OK", "application/json; charset=utf-8", "{}")


@pytest.mark.parametrize(
    "address", ["/nothing.html", "/../root/site.yml", "/%00", "/a\0b", "/没有"]
)
def test_what_is_not_in_the_site_is_not_found(preview: Preview, address: str) -> None:
    preview.rebuild()
    assert ask(preview, address)[0] == "404 Not Found"


def test_a_problem_stands_above_the_last_good_page(preview: Preview, root: Path) -> None:
    preview.rebuild()
    spoil(root)
    preview.rebuild()
    text = ask(preview, "/")[2]
    assert "content/units/d1.yml:2:3" in text
    assert "不认识的字段 nmae" in text
    assert "应为 &lt;name&gt;" in text
    assert "<pre>  nmae: 区财政局</pre>" in text
    assert text.index("不认识的字段") < text.index("<p>units:")


def test_a_site_that_never_was_shows_its_problems(preview: Preview, root: Path) -> None:
    spoil(root)
    preview.rebuild()
    assert "不认识的字段 nmae" in ask(preview, "/")[2]


def test_the_problem_goes_when_it_is_mended(preview: Preview, root: Path) -> None:
    good = (root / "content/units/d1.yml").read_text("utf-8")
    spoil(root)
    preview.rebuild()
    (root / "content/units/d1.yml").write_text(good, "utf-8")
    preview.rebuild()
    assert "不认识的字段" not in ask(preview, "/")[2]


SERVER = """
import sys
from pathlib import Path
from tongbao.output.serve import serve
from test_serve_make import make
root, house, port = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
serve(make, root, house, port, lambda line: print(line, flush=True))
"""
MAKE = """
from pathlib import Path
from tongbao.problems import Place, Problem, Problems
ROOT = Path(__file__).parent / "root"
def make(out):
    text = (ROOT / "content/units/d1.yml").read_text("utf-8")
    if "nmae" in text:
        raise Problems([Problem(Place("content/units/d1.yml", line=2), "WRONG")])
    (out / "index.html").write_text("<html><head></head><body>" + text + "</body></html>", "utf-8")
"""


@contextlib.contextmanager
def serving(root: Path) -> Iterator[str]:
    """Run the real server in a process of its own and yield its address."""
    (root.parent / "test_serve_make.py").write_text(MAKE, "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", SERVER, str(root), str(HOUSE), str(port)],
        env={"PYTHONPATH": f"{HOUSE}:{root.parent}"},
    )
    try:
        yield f"http://127.0.0.1:{port}/"
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()


def fetch_until(address: str, wanted: str) -> str:
    """Ask again until the page holds what is wanted; fails after half a minute."""
    text = ""
    for _ in range(120):
        with contextlib.suppress(urllib.error.URLError):
            text = str(urllib.request.urlopen(address).read(), "utf-8")  # noqa: S310  our own server
            if wanted in text:
                return text
        time.sleep(0.25)
    pytest.fail(f"{wanted!r} never came; last seen: {text}")


def test_the_server_follows_a_change_and_stops_on_ctrl_c(root: Path) -> None:
    with serving(root) as address:
        assert "livereload.js" in fetch_until(address, "区财政局")
        (root / "content/units/d1.yml").write_text("units:\n  name: 区商务局\n", "utf-8")
        fetch_until(address, "区商务局")
        spoil(root)
        assert "区商务局" in fetch_until(address, "WRONG")


def change_until(page: Page, wanted: str, root: Path, text: str) -> None:
    """Change the file until the page shows it: a page that has just come may not be listening yet."""
    for number in range(20):
        (root / "content/units/d1.yml").write_text(f"{text} # {number}\n", "utf-8")
        with contextlib.suppress(TooLate):
            page.get_by_text(wanted).wait_for(timeout=3000)
            return
    pytest.fail(f"{wanted!r} never came")


@pytest.mark.browser
def test_an_open_page_follows_by_itself(root: Path, browser: Browser) -> None:
    with serving(root) as address:
        fetch_until(address, "区财政局")
        page = browser.new_page()
        page.goto(address)
        page.get_by_text("区财政局").wait_for()
        change_until(page, "区商务局", root, "name: 区商务局")
        change_until(page, "有 1 处要改", root, "nmae: 区民政局")
        expect(page.get_by_text("有 1 处要改")).to_be_in_viewport()
        assert page.get_by_text("区商务局").is_visible()
        page.close()
