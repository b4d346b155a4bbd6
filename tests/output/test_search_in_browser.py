"""The page 查找 in a browser, from disk and over http: what it finds, counts, remembers and says."""

import json
import random
import re
import shutil
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tongbao.output.build import HOUSE, build
from tongbao.records.content import Content
from tongbao.records.load import load_checked
from tongbao.site.normal import normal, packed

pytestmark = pytest.mark.browser

PHRASES = (
    "断头路",
    "九里山街道",
    "老旧小区改造",
    "5000万元",
    "5G",
    "５ｇ",
    "督查局",
    "发改委",
    "徐光亚",
)
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


@pytest.fixture(scope="module")
def addresses(own_site: Path) -> Iterator[dict[str, str]]:
    with served(own_site) as http:
        yield {"disk": own_site.as_uri(), "http": http}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    said: list[str] = []
    made = context.new_page()
    made.on("pageerror", lambda error: said.append(str(error)))
    made.on("console", lambda message: said.append(message.text))
    yield made
    context.close()
    assert said == []


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


def texts_by_row(content: Content) -> dict[str, list[str]]:
    """Return all that stands about every assignment, by its address: printed texts and every name of its units."""
    names: dict[str, list[str]] = {}
    for registry in content.registries:
        for unit in registry.units:
            known = [unit.name, *unit.aliases]
            names.update(dict.fromkeys(known, known))
            for member in unit.members if unit.scope == "all" else ():
                names.setdefault(unit.name, known).append(member)
    rows: dict[str, list[str]] = {}
    for task in content.tasks:
        for position, part in enumerate(task.assignments, start=1):
            if task.kind != "task":
                continue
            (update,) = part.updates
            number = task.number or ""
            own = number if len(task.assignments) == 1 else f"{number}（{part.part}）"
            units = (*part.lead, *part.responsible, *part.cooperating)
            found = [
                own,
                task.text,
                part.label,
                task.section,
                update.status,
                update.note,
                update.text,
            ]
            found += [
                one
                for person in (*part.leaders, *part.persons)
                for one in (person.name, person.duty)
            ]
            found += [name for unit in units for name in names[unit]]
            path = f"tasks/{task.plan}/{task.id}.html#item-{position}-update-1"
            rows[path] = [squeezed(one) for one in found if one]
    return rows


def windows(content: Content) -> list[str]:
    """Return random pieces of the texts, two to eight characters, as somebody would copy them."""
    chance = random.Random(7)  # noqa: S311
    texts = [u.text for task in content.tasks for part in task.assignments for u in part.updates]
    pieces = []
    for _ in range(30):
        text = chance.choice([one for one in texts if len(one) > 20])
        at = chance.randrange(len(text) - 8)
        pieces.append(text[at : at + chance.randint(2, 8)].strip())
    return [piece for piece in pieces if normal(piece) and " " not in piece and "\n" not in piece]


@pytest.mark.parametrize("where", ["disk", "http"])
def test_it_finds_just_what_a_plain_count_finds(
    page: Page, addresses: dict[str, str], where: str
) -> None:
    content = load_checked(HOUSE)
    rows = texts_by_row(content)
    opened(page, addresses[where])
    for phrase in (*PHRASES, *windows(content)):
        expected = {
            path for path, texts in rows.items() if any(squeezed(phrase) in one for one in texts)
        }
        near = "没有" in looked_up(page, phrase, "&sort=number")
        found = set() if near else set(all_rows(page))
        assert found == expected, phrase


def test_the_form_of_any_page_leads_here(page: Page, addresses: dict[str, str]) -> None:
    for site in addresses.values():
        page.goto(f"{site}/tasks/zhanhe-2022/8.html")
        page.fill(".masthead-search input", "断头路")
        page.press(".masthead-search input", "Enter")
        page.wait_for_function(READY)
        assert page.input_value("#q") == "断头路"
        assert page.inner_text("#count") == "“断头路”：2项任务、2项分工。"
        assert page.evaluate("document.activeElement.id") == "q"


def counts_shown(page: Page, facet: str) -> dict[str, str]:
    script = """name => Array.from(document.querySelectorAll('#facet-' + name + ' li:not([hidden])'),
      item => [item.querySelector('label').firstChild.textContent, item.querySelector('.count').textContent])"""
    return dict(page.evaluate(script, facet))


def test_counts_follow_the_other_filters(page: Page, addresses: dict[str, str]) -> None:
    content = load_checked(HOUSE)
    names = {
        name: unit.name
        for one in content.registries
        for unit in one.units
        for name in (unit.name, *unit.aliases)
    }
    parts = [part for task in content.tasks if task.kind == "task" for part in task.assignments]
    opened(page, addresses["disk"])
    every = Counter(part.updates[0].status for part in parts)
    assert counts_shown(page, "status") == {word: str(n) for word, n in every.items()}
    page.check("#facet-unit label:has-text('区发改委')")
    own = [part for part in parts if "区发改委" in {names[name] for name in part.counted_units}]
    by_status = Counter(part.updates[0].status for part in own)
    assert counts_shown(page, "status") == {word: str(n) for word, n in by_status.items()}
    assert page.locator("#found tbody tr").count() == len(own)
    page.check("#facet-status label:has-text('进度滞后')")
    assert page.locator("#found tbody tr").count() == by_status["进度滞后"]
    lagging = [part for part in parts if part.updates[0].status == "进度滞后"]
    of_units = Counter(
        name for part in lagging for name in {names[name] for name in part.counted_units}
    )
    shown = counts_shown(page, "unit")
    assert {name: n for name, n in shown.items() if n != "0"}.items() <= {
        name: str(n) for name, n in of_units.items()
    }.items()
    assert shown["区发改委"] == str(of_units["区发改委"])
    assert page.inner_text("#chosen").count("去掉") == 3


def test_the_address_keeps_everything_and_the_way_back_works(
    page: Page, addresses: dict[str, str]
) -> None:
    for site in addresses.values():
        opened(page, site)
        page.check("#facet-status label:has-text('进度滞后')")
        page.select_option("#sort", "unit")
        page.fill("#q", "项目")
        page.wait_for_function("() => /项目/.test(document.getElementById('count').textContent)")
        page.wait_for_function("() => /q=%E9/.test(location.hash)")
        page.wait_for_function(READY)
        said, rows = page.inner_text("#count"), page.evaluate(OF_TABLE)
        address = page.url
        assert quote("进度滞后") in address
        opened(page, site, address.partition("search.html")[2])
        assert (page.inner_text("#count"), page.evaluate(OF_TABLE)) == (said, rows)
        assert page.is_checked("#facet-status label:has-text('进度滞后')")
        assert page.input_value("#sort") == "unit"
        page.uncheck("#facet-status label:has-text('进度滞后')")
        assert page.inner_text("#count") != said
        page.wait_for_function("() => !/status/.test(location.hash)")
        page.go_back()
        page.wait_for_function(
            "text => document.getElementById('count').textContent === text", arg=said
        )
        page.go_forward()
        page.wait_for_function(
            "text => document.getElementById('count').textContent !== text", arg=said
        )


def test_rows_stand_in_the_order_asked_for(page: Page, addresses: dict[str, str]) -> None:
    opened(page, addresses["disk"], "#sort=status")
    words = page.locator("#found tbody .status").all_inner_texts()
    seen = [re.sub(r"\W", "", word) for word in words]
    order = ["进度滞后", "积极推进", "正常推进", "进展一般"]
    assert [order.index(word) for word in seen] == sorted(order.index(word) for word in seen)
    assert page.get_attribute("#found th.stands", "aria-sort") == "ascending"


def test_the_keyboard_alone_is_enough(page: Page, addresses: dict[str, str]) -> None:
    opened(page, addresses["disk"])
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("区发改委")
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "unit":
            break
    before = page.evaluate("document.activeElement.id")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.id") == before
    assert page.evaluate("document.activeElement.checked") is True
    assert page.locator("#chosen li").count() == 1
    assert page.get_attribute("#count", "aria-live") == "polite"
    unnamed = """Array.from(document.querySelectorAll('#live input, #live select')).filter(
      one => !one.labels.length || !one.labels[0].textContent.trim()).length"""
    assert page.evaluate(unnamed) == 0


def test_marks_sit_on_what_was_printed(browser: Browser, small_site: Path, page: Page) -> None:
    opened(page, small_site.as_uri(), "#all=1&q=" + quote("修好东环路 <B>７*24"))
    marks = page.locator("#found mark").all_inner_texts()
    assert "修好东环路" in marks
    assert "<b>7*24" in marks
    opened(page, small_site.as_uri(), "#q=" + quote("&1."))
    assert page.locator("#found mark").first.inner_text() == "& “1."
    opened(page, small_site.as_uri(), "#all=1&q=" + quote("因雨"))
    snippet = page.locator("#found .snippet").first
    assert (snippet.inner_text(), snippet.locator("mark").inner_text()) == ("因雨停工。", "因雨")
    opened(page, small_site.as_uri(), "#q=" + quote("发改局"))
    assert page.locator("#found td.who mark").first.inner_text() == "发改局"


def test_a_snippet_shows_thirty_characters_around(page: Page, addresses: dict[str, str]) -> None:
    opened(page, addresses["disk"], "#q=" + quote("断头路"))
    text = page.locator("#found .snippet").first.inner_text()
    assert re.fullmatch(r"…?.{0,30}断头路.{0,30}…?", text, re.DOTALL)
    printed = "\n".join(
        u.text for t in load_checked(HOUSE).tasks for p in t.assignments for u in p.updates
    )
    assert text.strip("…") in printed


def test_nothing_quite_fits(page: Page, addresses: dict[str, str]) -> None:
    opened(page, addresses["disk"], "#q=" + quote("断头桥"))
    assert page.inner_text("#count").startswith("没有与“断头桥”完全一致的内容，以下")
    assert "断头" in page.locator("#found mark").all_inner_texts()
    opened(page, addresses["disk"], "#q=" + quote("龘"))
    assert page.inner_text("#count") == "没有找到“龘”。可以少写几个字、换一个说法。"
    assert not page.is_visible("#found")
    assert page.inner_text("#ways") == "也可以从这里找："
    assert page.locator("#plain a").count() == 7
    opened(page, addresses["disk"], "#status=" + quote("进度滞后") + "&q=" + quote("断头路"))
    assert page.inner_text("#count") == "筛选条件之内没有；去掉全部条件有2项分工。"


def test_past_periods_are_loaded_when_asked_for(page: Page, small_site: Path) -> None:
    opened(page, small_site.as_uri())
    assert page.inner_text("#count") == "共5项任务、6项分工（最近一期）。"
    assert re.fullmatch(r"还要读入2期，约\d+ KB", page.inner_text("#cost"))
    assert counts_shown(page, "period")["2022年5—7月"] == "未读入"
    loaded = "document.querySelectorAll('script[src^=\"search/\"]').length"
    before = page.evaluate(loaded)
    page.check("#all")
    page.wait_for_function("() => document.getElementById('cost').textContent === ''")
    assert page.evaluate(loaded) == before + 2
    assert page.inner_text("#count") == "共5项任务、11项分工。"
    assert counts_shown(page, "period") == {"2022年8月": "5", "2022年5—7月": "5"}
    opened(page, small_site.as_uri(), "#period=2022-05%2F2022-07")
    assert page.inner_text("#count") == "共4项任务、5项分工。"


def test_the_best_fit_comes_first_and_the_rows_of_a_task_together(
    page: Page, small_site: Path
) -> None:
    opened(page, small_site.as_uri(), "#all=1&q=" + quote("李明"))
    assert page.locator("#found tbody").first.locator("tr.group").count() == 1
    opened(page, small_site.as_uri(), "#all=1&q=3")
    assert page.locator("#found td.number").first.inner_text() == "3"


def test_documents_are_found_after_the_tasks(page: Page, small_site: Path) -> None:
    opened(page, small_site.as_uri(), "#all=1&q=" + quote("财政收入"))
    assert page.inner_text("#papers-head") == "文件、指标和报道，3条"
    assert (
        page.locator("#papers a").first.get_attribute("href")
        == "notices/dong-2022-08-17.html#indicator-1"
    )
    assert page.locator("#papers mark").first.inner_text() == "财政收入"


def test_without_scripts_the_page_leads_on(browser: Browser, own_site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{own_site.as_uri()}/search.html?q=x")
    assert "要用浏览器的脚本" in page.inner_text("main")
    assert not page.is_visible("#live")
    ways = page.locator("#plain a").all_inner_texts()
    assert ways == ["任务", "单位", "责任人", "完成情况", "期次", "文件", "关于"]
    context.close()


def test_the_browser_compares_as_python_does(page: Page, addresses: dict[str, str]) -> None:
    opened(page, addresses["disk"])
    chance = random.Random(3)  # noqa: S311
    samples = [
        "打通“断头路”",
        "５Ｇ 基站",
        "5—7月",
        "第Ⅷ届㎡…",
        "C¸",
        "Σ ΣΑΣ",
        "e\u0301 ｶﾞ",
        "𠮷野·家",
        "「平」『安』",
        "a\x85b\u200bc",
    ]
    signs = [
        chr(n)
        for span in ((9, 0x250), (0x2000, 0x2060), (0x3000, 0x3100), (0xFE30, 0xFFF0))
        for n in range(*span)
    ]
    samples += ["".join(chance.choices(signs + ["路", "断"] * 80, k=40)) for _ in range(300)]
    assert page.evaluate("all => all.map(TongbaoSearch.normal)", samples) == [
        normal(one) for one in samples
    ]


def test_the_browser_brings_back_what_was_printed(page: Page, addresses: dict[str, str]) -> None:
    opened(page, addresses["disk"])
    fields = [["打通“断头路”\n\n２条", "𠮷，野", "5G ABC（a）(b)"], ["", "ﬁ…—", "\u2028“"]]
    found = [packed(one) for one in fields]
    script = "all => all.map(one => TongbaoSearch.restored(one[0], one[1]).text)"
    back = page.evaluate(script, [[one.normal, one.edits] for one in found])
    assert back == ["\t".join(one) for one in fields]


@pytest.mark.parametrize("width", [1280, 320])
def test_it_fits_the_screen(browser: Browser, small_site: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = opened(context.new_page(), small_site.as_uri(), "#all=1&q=" + quote("东环"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


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


ASKED = ("断头路", "九里山街道", "老旧小区改造", "5000万元", "5G", "督查局")
DISGUISED = {
    "断头路": ("断头路", "“断头路”", "“断头”路", "断 头路"),
    "九里山街道": ("九里山街道", "九里山　街道", "九里山·街道"),
    "老旧小区改造": ("老旧小区改造", "老旧小区 改造", "‘老旧小区’改造"),
    "5000万元": ("5000万元", "５０００万元", "5000 万元"),
    "5G": ("5G", "５Ｇ", "5g", "5 G"),
    "督查局": ("督查局", "督查 局", "“督查局”"),
}
# Each looks like one of the phrases and is none.
NEARLY = (
    "断头的路",
    "九里山乡街道办",
    "老旧改造小区",
    "5000元",
    "500万元",
    "5.G",
    "督查一局",
    "查局督",
)


@pytest.fixture(scope="module")
def seeded(small: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Return a site of 90 tasks made from a seed, and what was said of each in its latest period."""
    chance = random.Random(22)  # noqa: S311
    plain = [
        "工程稳步推进，",
        "已签协议12户。",
        "下一步（8月底前）完成；",
        "投资1.2亿元，",
        "征迁—拆除～",
    ]

    def said() -> str:
        pieces = chance.sample(plain, 3) + chance.sample(NEARLY, 2)
        for phrase in chance.sample(ASKED, chance.choice((0, 0, 1, 2))):
            pieces.insert(chance.randrange(len(pieces)), chance.choice(DISGUISED[phrase]))
        return "".join(pieces)

    texts = [(said(), said()) for _ in range(90)]
    tasks = [{"before": before, "now": now, "section": SECTION} for before, now in texts]
    out = with_tasks(small, tmp_path_factory.mktemp("seeded"), tasks)
    return out, [one for pair in texts for one in pair]


def beside(place: int) -> list[str]:
    """Return what else stands about the row of a text."""
    number = 100 + place // 2
    return [str(number), f"第{number}件事", SECTION, "积极推进", "区工信局", "工信局"]


@pytest.mark.parametrize("where", ["disk", "http"])
def test_recall_and_precision_are_one(
    page: Page, seeded: tuple[Path, list[str]], where: str
) -> None:
    folder, texts = seeded
    chance = random.Random(5)  # noqa: S311
    pieces = [squeezed(chance.choice(texts)) for _ in range(20)]
    cuts = [(one, chance.randrange(len(one) - 6), chance.randint(1, 6)) for one in pieces]
    windows = [one[at : at + length] for one, at, length in cuts]
    with served(folder) as http:
        opened(page, folder.as_uri() if where == "disk" else http, "#all=1")
        for phrase in (*ASKED, *windows):
            wanted = [
                f"{100 + place // 2}.html#item-1-update-{place % 2 + 1}"
                for place, text in enumerate(texts)
                if any(squeezed(phrase) in squeezed(one) for one in (text, *beside(place)))
            ]
            looked_up(page, phrase, "&all=1&sort=number")
            rows = [path.rpartition("/")[2] for path in all_rows(page)]
            assert sorted(one for one in rows if len(one.partition(".")[0]) == 3) == sorted(
                wanted
            ), phrase
            assert wanted, phrase


def test_what_somebody_may_type(page: Page, seeded: tuple[Path, list[str]]) -> None:
    opened(page, seeded[0].as_uri())
    every = page.inner_text("#count")
    assert every == "共95项任务、96项分工（最近一期）。"
    assert looked_up(page, "") == every
    assert looked_up(page, "  　“” ") == every
    assert looked_up(page, "路").startswith("“路”：")
    full, half = looked_up(page, "５Ｇ"), looked_up(page, "5g")
    assert full.partition("：")[2] == half.partition("：")[2] != ""
    for signs in (".*", "[断", "(路|街)", "\\\\d+", "$&", "^断", "%", "%E6", "+", "a&b=c#d"):
        said = looked_up(page, signs)
        assert said.startswith(("没有找到", "没有与", f"“{signs}”：")), signs
    assert looked_up(page, ".*").startswith("没有找到“.*”（最近一期）。")
    assert looked_up(page, "<b>7*24</b>").startswith("“<b>7*24</b>”：1项任务、1项分工")
    assert page.locator("#found b").count() == 0


def test_all_words_must_occur(page: Page, seeded: tuple[Path, list[str]]) -> None:
    folder, texts = seeded
    now = [squeezed(text) for text in texts[1::2]]
    opened(page, folder.as_uri())
    looked_up(page, "断头路 5g", "&sort=number")
    both = [f"{100 + n}" for n, text in enumerate(now) if "断头路" in text and "5g" in text]
    rows = [path.rpartition("/")[2].partition(".")[0] for path in all_rows(page)]
    assert rows == both != []
    said = looked_up(page, "断头路 龘")
    assert said.startswith("没有与“断头路 龘”完全一致的内容（最近一期），以下")


def test_a_very_long_query_is_answered_and_not_repeated(
    page: Page, seeded: tuple[Path, list[str]]
) -> None:
    opened(page, seeded[0].as_uri())
    said = looked_up(page, "断头路" * 1000)
    assert said.startswith("没有与“" + "断头路" * 10 + "…”完全一致的内容")
    assert page.get_attribute("#q", "maxlength") == "200"


def test_a_filter_may_hold_any_sign(page: Page, seeded: tuple[Path, list[str]]) -> None:
    folder = seeded[0]
    opened(page, folder.as_uri())
    page.check(f"#facet-section label:has-text('{SECTION}')")
    assert page.inner_text("#count") == "共90项任务、90项分工（最近一期）。"
    page.wait_for_function("() => /section/.test(location.hash)")
    address = page.url
    opened(page, folder.as_uri(), address.partition("search.html")[2])
    assert page.inner_text("#count") == "共90项任务、90项分工（最近一期）。"
    assert SECTION in page.inner_text("#chosen")
    opened(page, folder.as_uri(), "#status=" + quote("没有&这个#词"))
    assert page.inner_text("#count") == "没有分工（最近一期）。"
    page.click("#chosen button")
    assert page.inner_text("#count") == "共95项任务、96项分工（最近一期）。"


def test_a_place_of_the_page_is_no_query(page: Page, addresses: dict[str, str]) -> None:
    said = "“断头路”：2项任务、2项分工。"
    opened(page, addresses["disk"], "?q=" + quote("断头路") + "#large-print")
    assert page.inner_text("#count") == said
    opened(page, addresses["disk"], "#q=" + quote("断头路"))
    page.focus(".skip")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash === '#main'")
    assert page.inner_text("#count") == said


def test_long_lists_are_paged(page: Page, tmp_path: Path, small: Path) -> None:
    opened(page, with_tasks(small, tmp_path, [{}] * 600).as_uri())
    assert page.inner_text("#pages span") == "第1页，共13页"
    assert page.locator("#found tbody tr").count() == 50
    page.click("#pages button:has-text('下一页')")
    assert page.inner_text("#caption") == "分工，共606项，第51至100项"
    assert page.evaluate("document.activeElement.id") == "results"
    page.wait_for_function("() => /page=2/.test(location.hash)")
    page.wait_for_function(READY)
    assert page.locator("#found tbody tr").count() == 50


def test_the_shards_of_the_public_edition_hold_nothing_internal(public_site: Path) -> None:
    for path in (public_site / "search").glob("*.js"):
        text = path.read_text("utf-8")
        for word in ("不便公开", "绝不外传", "内部掌握", "密某", "责任分解", "待核对"):
            assert word not in text, path
        assert json.loads(text.partition("push(")[2].rpartition(")")[0])
