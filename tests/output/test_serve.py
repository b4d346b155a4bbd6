"""The preview: what it answers, what it shows of problems, and that it follows a change."""

import contextlib
import datetime
import hashlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.types import StartResponse, WSGIEnvironment
from wsgiref.util import setup_testing_defaults

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as TooLate

from tongbao.output.build import build_with_notes
from tongbao.output.excerpts import picture_of
from tongbao.output.preview import Preview
from tongbao.output.preview_notes import Notes
from tongbao.problems import Place, Problem, Problems
from tongbao.review.desk import ReviewDesk

SMALL = Path(__file__).parent.parent / "site" / "small"
HOUSE = Path(__file__).parent.parent.parent
TEMPLATES = HOUSE / "templates"
PAGE = (
    '<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="default-src'
    ' \'self\'"><title>t</title></head><body class="home"><p>{}</p></body></html>'
)
TODAY = datetime.date(2022, 10, 1)
WRONG = Problem(Place("content/units/d1.yml", line=2, column=3), "不认识的字段 nmae", "应为 <name>")


def make(out: Path) -> Notes:
    """Build a site of one page from a text beside it, as the real build would."""
    text = (out.parent / "root/content/units/d1.yml").read_text("utf-8")
    if "nmae" in text:
        raise Problems([WRONG])
    (out / "index.html").write_text(PAGE.format(text), "utf-8")
    (out / "tasks.json").write_text("{}", "utf-8")
    return Notes()


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
    return Preview(make, root, out, TEMPLATES)


def answer(preview: Preview, address: str, **given: str) -> tuple[str, str, bytes]:
    """Return status, kind and bytes of the answer."""
    request: dict[str, object] = {}
    setup_testing_defaults(request)
    request |= {"PATH_INFO": address.encode().decode("latin-1"), **given}
    told: list[str] = []

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> object:
        told.extend([status, dict(headers)["Content-Type"]])
        return None

    content = b"".join(preview.answer(request, start))  # type: ignore[arg-type]
    return told[0], told[1], content


def ask(preview: Preview, address: str) -> tuple[str, str, str]:
    """Return status, kind and text of the answer."""
    status, kind, content = answer(preview, address)
    return status, kind, content.decode()


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
    "address", ["/nothing.html", "/../root/site.yml", "/%00", "/a\0b", "/没有", f"/{'a' * 300}"]
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


class Quiet(WSGIRequestHandler):
    """A handler that prints no line a request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


TASK = "/tasks/dong-2022/1.html"


@pytest.fixture(scope="module")
def small_preview(tmp_path_factory: pytest.TempPathFactory) -> Preview:
    """The small site in a preview, its notice a real PDF of 湛河区, and a word of the list in a public task."""
    root = tmp_path_factory.mktemp("preview") / "root"
    shutil.copytree(SMALL, root)
    pdf = (HOUSE / "content/notices/zhanhe-2022-08-17/000-ledger-2022-07.pdf").read_bytes()
    (root / "content/notices/dong-2022-08-17/通报.pdf").write_bytes(pdf)
    notice = root / "content/notices/dong-2022-08-17.yml"
    digest = hashlib.sha256(pdf).hexdigest()
    notice.write_text(re.sub("55a63[0-9a-f]+", digest, notice.read_text("utf-8")), "utf-8")
    replaced = root / "content/notices/dong-2022-09-20.yml"
    (root / "content/notices/dong-2022-09-20/report.pdf").rename(
        root / "content/notices/dong-2022-09-20/台账.xlsx"
    )
    text = replaced.read_text("utf-8").replace("report.pdf", "台账.xlsx")
    replaced.write_text(text, "utf-8")
    settings = root / "site.yml"
    settings.write_text(settings.read_text("utf-8") + "withhold: {words: [签约]}\n", "utf-8")
    out = root.parent / "out"
    out.mkdir()
    desk = ReviewDesk(root, TEMPLATES, contextlib.nullcontext, lambda: TODAY)
    made = Preview(lambda folder: build_with_notes(root, folder), root, out, TEMPLATES, desk)
    made.rebuild()
    return made


def test_every_page_says_that_it_is_a_preview_and_how_much_is_left(small_preview: Preview) -> None:
    text = ask(small_preview, "/index.html")[2]
    assert "<strong>预览 · 未发布</strong>" in text
    assert '<a href="/_review">2条警告，5条待核对</a>' in text


def test_marks_and_warnings_stand_on_the_page_they_concern(small_preview: Preview) -> None:
    text = ask(small_preview, "/tasks/dong-2022/2.html")[2]
    assert "<summary>这一页有 1 处请看</summary>" in text
    assert "责任人：责任人与单位按次序对应" in text
    assert "content/tasks/dong-2022/2.yml:3:10" in text
    assert "词语“签约”公开前须有人决定" in ask(small_preview, "/tasks/dong-2022/3.html")[2]
    assert "处请看" not in ask(small_preview, "/tasks/dong-2022/4.html")[2]


def test_the_source_stands_beside_the_record(small_preview: Preview) -> None:
    text = ask(small_preview, TASK)[2]
    assert 'src="/_source/dong-2022-08-17/1/1.png?mark=' in text
    assert "《关于5-7月份工作推进情况的通报》第1页，表第1行" in text
    assert "请打开 content/notices/dong-2022-09-20/ 里的 台账.xlsx" in text
    assert "_source" not in ask(small_preview, "/index.html")[2]


def test_a_page_of_a_received_pdf_is_a_picture(small_preview: Preview) -> None:
    for _ in range(2):
        status, kind, content = answer(small_preview, "/_source/dong-2022-08-17/1/1.png")
        assert (status, kind) == ("200 OK", "image/png")
        assert content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "address",
    [
        "/_source/dong-2022-08-17/1/999.png",
        "/_source/dong-2022-08-17/1/0.png",
        "/_source/dong-2022-08-17/2/1.png",
        "/_source/dong-2022-09-20/1/1.png",
        "/_source/nothing/1/1.png",
        "/_source/../site.yml/1/1.png",
        "/_source/dong-2022-08-17/../1.png",
        "/_source/dong-2022-08-17/1/1.pdf",
    ],
)
def test_nothing_else_can_be_asked_for(small_preview: Preview, address: str) -> None:
    assert answer(small_preview, address)[0] == "404 Not Found"


def test_a_damaged_pdf_has_no_pictures(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 cut")
    assert picture_of(tmp_path / "a.pdf", 1) is None
    assert picture_of(tmp_path / "none.pdf", 1) is None


@pytest.mark.parametrize(
    "asked",
    [
        {"REMOTE_ADDR": "10.0.0.8"},
        {"HTTP_HOST": "evil.example:8000"},
        {"HTTP_HOST": ""},
        {"HTTP_HOST": "[x]"},
        {"HTTP_HOST": "["},
    ],
)
def test_only_this_machine_is_answered(small_preview: Preview, asked: dict[str, str]) -> None:
    for address in ("/", "/_source/dong-2022-08-17/1/1.png"):
        assert answer(small_preview, address, **asked)[0] == "403 Forbidden"
    assert answer(small_preview, "/", HTTP_HOST="localhost:8000")[0] == "200 OK"


def test_a_file_that_cannot_be_read_keeps_the_last_good_site(preview: Preview, root: Path) -> None:
    preview.rebuild()
    (root / "content/units/d1.yml").unlink()
    preview.rebuild()
    text = ask(preview, "/")[2]
    assert "读写不了：没有这个文件或文件夹" in text
    assert "区财政局" in text


def test_a_site_in_order_says_so(preview: Preview) -> None:
    preview.rebuild()
    assert "没有待看的" in ask(preview, "/")[2]


def test_what_is_below_review_another_application_answers(preview: Preview) -> None:
    asked: list[str] = []

    def desk(request: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        asked.append(str(request["PATH_INFO"]))
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"desk"]

    with_desk = Preview(make, preview._root, preview._out, TEMPLATES, desk)
    for address in ("/_review", "/_review/units"):
        assert answer(with_desk, address)[2] == b"desk"
        assert answer(with_desk, address, HTTP_HOST="evil.example")[0] == "403 Forbidden"
        assert answer(preview, address)[0] == "404 Not Found"
    assert asked == ["/_review", "/_review/units"]
    assert answer(with_desk, "/_reviewed")[0] == "404 Not Found"


# Who starts the tests in the background has them ignore Ctrl-C; the server is to hear it all the same.
SERVER = """
import signal, sys
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)
from tongbao.output.serve import serve
from test_serve_make import make
root, house, port = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
serve(make, root, house, port, lambda line: print(line, flush=True))
"""
MAKE = """
from pathlib import Path
from tongbao.output.preview_notes import Notes
from tongbao.problems import Place, Problem, Problems
ROOT = Path(__file__).parent / "root"
def make(out):
    text = (ROOT / "content/units/d1.yml").read_text("utf-8")
    if "nmae" in text:
        raise Problems([Problem(Place("content/units/d1.yml", line=2), "WRONG")])
    (out / "index.html").write_text("<html><head></head><body>" + text + "</body></html>", "utf-8")
    return Notes()
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


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_the_source_is_seen_beside_its_task(
    small_preview: Preview, browser: Browser, width: int
) -> None:
    server = make_server("127.0.0.1", 0, small_preview.answer, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    page = browser.new_page(viewport={"width": width, "height": 900})
    try:
        page.goto(f"http://127.0.0.1:{server.server_port}{TASK}")
        picture = page.get_by_role("img", name="《关于5-7月份工作推进情况的通报》第1页").first
        page.locator(".preview-source summary").nth(1).click()
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("image => image.naturalWidth") > 500
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        heading = page.locator("h1").bounding_box()
        beside = page.locator(".preview-source").bounding_box()
        assert heading
        assert beside
        assert (beside["x"] >= heading["x"] + heading["width"]) is (width == 1280)
        page.get_by_role("link", name="条待核对").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("还有 6 处没有核对")
        expect(page.get_by_role("heading", level=2)).to_have_text("请看一下，2 处")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    finally:
        page.close()
        server.shutdown()
        thread.join()
        server.server_close()
