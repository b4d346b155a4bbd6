"""Pages on paper: A4, nothing cut off at the side, heads of tables on every page, numbers below."""

import re
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from tests.output.test_pages_in_browser import watched

WIDE = str.maketrans("(),:", "（），：")
POINTS = 72 / 25.4
A4 = (210 * POINTS, 297 * POINTS)
LEFT, RIGHT = 28 * POINTS, (210 - 26) * POINTS
PAGES = (
    "index.html",
    "plans/zhanhe-2022.html",
    "periods/zhanhe-2022/2022-05_2022-07.html",
    "tasks/zhanhe-2022/8.html",
    "units/zhanhe/u005.html",
    "units/index.html",
    "notices/zhanhe-2022-08-17.html",
)
SMALL_PAGES = (
    "changes/dong-2022/2022-08.html",
    "rollups/dong-2022/2022.html",
    "deadlines.html",
    "indicators/index.html",
    "people/index.html",
)


def printed(browser: Browser, page: Path) -> pypdfium2.PdfDocument:
    tab = watched(browser, 1280, [])
    tab.goto(page.as_uri())
    content = tab.pdf(prefer_css_page_size=True)
    tab.context.close()
    return pypdfium2.PdfDocument(content)


def texts_of(document: pypdfium2.PdfDocument) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in document]


def assert_fits(document: pypdfium2.PdfDocument, name: str) -> None:
    for page in document:
        assert page.get_size() == pytest.approx(A4, abs=1), name
        text = page.get_textpage()
        for at in range(text.count_rects()):
            left, _, right, _ = text.get_rect(at)
            assert left >= LEFT - 2, f"{name}: {text.get_text_bounded(*text.get_rect(at))}"
            assert right <= RIGHT + 2, f"{name}: {text.get_text_bounded(*text.get_rect(at))}"


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_on_a4(browser: Browser, own_site: Path, name: str) -> None:
    document = printed(browser, own_site / name)
    assert_fits(document, name)
    texts = texts_of(document)
    assert "湛河区重点工作进展公开" in folded(texts[0])
    assert f"本页地址：内网/{name}" in folded("".join(texts))
    assert "下载：" not in folded("".join(texts))
    for number, text in enumerate(texts, start=1):
        assert f"—{number}—" in folded(text), name


@pytest.mark.browser
@pytest.mark.parametrize("name", SMALL_PAGES)
def test_the_other_kinds_fit_too(browser: Browser, small_site: Path, name: str) -> None:
    assert_fits(printed(browser, small_site / name), name)


@pytest.mark.browser
def test_a_whole_period_is_one_print(browser: Browser, own_site: Path) -> None:
    """Every row with its last column, the head of the table on every page, no head alone at the foot."""
    page = own_site / "periods/zhanhe-2022/2022-05_2022-07.html"
    texts = [folded(text) for text in texts_of(printed(browser, page))]
    html = page.read_text("utf-8")
    rows = re.findall(r'<td class="place" data-label="出处">', html)
    ledger = texts[texts.index(next(text for text in texts if "台账，共56项" in text)) :]
    assert len(ledger) > 3
    head = "序号任务单位责任人完成情况出处"
    assert all(head in text for text in ledger)
    assert sum(len(re.findall(r"第\d+页", text.partition(head)[2])) for text in ledger) == len(rows)


@pytest.mark.browser
def test_no_head_of_a_group_stands_alone_at_the_foot(browser: Browser, own_site: Path) -> None:
    for text in texts_of(printed(browser, own_site / "notices/zhanhe-2022-08-17.html")):
        last = [folded(line) for line in text.splitlines() if folded(line)][-1]
        assert not re.fullmatch(r"第\d+页\d+项", last), last
        assert last != "序号任务单位责任人完成情况"


def folded(text: str) -> str:
    """Return text without blanks; fonts name some characters by their shape, so both widths are one."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(plain.split()).translate(WIDE)
