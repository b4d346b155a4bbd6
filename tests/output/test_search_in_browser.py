"""The page 查找 in a browser, from disk and over http: what it shows, counts, remembers and says."""

import json
import random
import re
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.output.searching import OF_TABLE, READY, opened, served, with_tasks
from tongbao.output.program_files import HOUSE
from tongbao.records.load import load_checked
from tongbao.site.normal import normal, packed

pytestmark = pytest.mark.browser


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


ASK = """query => {
  document.getElementById('q').value = query;
  document.getElementById('search').dispatchEvent(new Event('submit', {cancelable: true}));
  return [document.getElementById('count').textContent, document.getElementById('found').getAttribute('aria-busy')];
}"""


def test_the_answer_comes_before_what_is_near(page: Page, addresses: dict[str, str]) -> None:
    opened(page, addresses["disk"])
    said, busy = page.evaluate(ASK, "断头桥")
    assert (said, busy) == ("没有与“断头桥”完全一致的内容，正在找相近的。", "true")
    assert not page.is_visible("#plain")
    page.wait_for_function(READY)
    assert page.inner_text("#count").endswith("项相近。")
    shown = page.locator("#found tbody tr").count()
    assert sum(map(int, counts_shown(page, "period").values())) == shown


def test_who_asks_something_else_is_not_answered_with_what_was_near(
    page: Page, addresses: dict[str, str]
) -> None:
    opened(page, addresses["disk"])
    page.evaluate(ASK.replace("return", f"({ASK})('断头路'); return"), "断头桥")
    page.wait_for_timeout(200)
    assert page.inner_text("#count") == "“断头路”：2项任务、2项分工。"
    assert page.locator("#found tbody tr").count() == 2


def test_what_was_near_does_not_answer_while_more_is_read(page: Page, small_site: Path) -> None:
    held: list[Route] = []
    with served(small_site) as http:
        opened(page, http)
        page.route("**/search/2022*.js", lambda route: held.append(route))  # noqa: PLW0108  it looks into functions only
        click = "document.getElementById('all').click(); return"
        said, _ = page.evaluate(ASK.replace("return", click), "断头桥")
        page.wait_for_timeout(200)
        assert page.inner_text("#count") == said
        assert said.startswith("正在读入，还有")
        for request in held:
            request.continue_()
        page.wait_for_function(READY)
    assert page.inner_text("#count") == "没有找到“断头桥”。可以少写几个字、换一个说法。"


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
