"""The page 查找 finds what a plain count finds, no less and no more, whatever somebody types."""

import random
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.output.searching import (
    SECTION,
    all_rows,
    looked_up,
    opened,
    served,
    squeezed,
    with_tasks,
)
from tongbao.output.program_files import HOUSE
from tongbao.records.content import Content
from tongbao.records.load import load_checked
from tongbao.site.normal import normal

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
