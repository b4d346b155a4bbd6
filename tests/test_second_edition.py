"""The second edition of a ledger, made from the first, the whole way: every change in its list and nothing else.

On the page of changes, on the pages of units, in the feeds, and between two sealed months.
"""

import copy
import datetime
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.notices import layouts
from tongbao.archive.compare import compare, compared_lines
from tongbao.archive.compare_page import write_page
from tongbao.archive.seal import SealOrder, seal
from tongbao.archive.states import states_of
from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import ingest
from tongbao.output.build import build
from tongbao.records.starter import write_empty_site
from tongbao.site.change_words import KINDS
from tongbao.site.rows import row_number

pytestmark = pytest.mark.long

HERE = Path(__file__).parent
LEDGER = HERE / "notices" / "000-ledger-2022-07.docx"
TODAY = datetime.date(2022, 10, 2)
CLOSED = "    - {word: 已完成, slug: done, tone: green, shape: circle, closed: true}\ncolours:"
ADDED = "推进城市生命线安全工程建设"
REWORDED = "完善政银企常态化对接机制，引导金融机构支持实体经济，着力化解企业融资难问题"
TITLES = {kind: title for kind, (title, _) in KINDS.items()}

# What the second edition changes, by the number and part of the first, in the order of the ledger.
EXPECTED: Mapping[str, list[str]] = {
    "newly_lagging": ["2（2）"],
    "still_lagging": [
        *("8（1）", "8（5）", "8（6）", "9", "21", "23", "29", "31（2）", "32", "36", "42"),
    ],
    "overdue": [],
    "worse": ["2（2）", "14"],
    "better": ["1", "4"],
    "completed": ["13"],
    "told": [],
    "added": ["49"],
    "returned": [],
    # What the new edition leaves out has no number in it.
    "dropped": [""],
    "renumbered": ["16", "15"],
    "reworded": ["12"],
    "reassigned": ["5", "6"],
    "backwards": ["22"],
    "unchanged": ["45"],
}


def second_edition() -> list[layouts.Row]:
    """Return the rows of August: those of July, changed in one way each."""
    rows = copy.deepcopy(layouts.gold_rows())
    for row in rows:
        said, own, unit = row["text"].rpartition("（责任单位")
        row["text"] = f"{said or unit}（续报）" + (own + unit if said else "")
    numbered = {row["number"]: row for row in rows if row["number"]}
    numbered["1"]["status"] = "积极推进"
    numbered["4"]["status"] = "正常推进"
    numbered["14"]["status"] = "进展一般"
    numbered["13"]["status"] = "已完成"
    rows[rows.index(numbered["2"]) + 1]["status"] = "进度滞后"
    numbered["5"]["persons"] = ("李四",)
    numbered["6"]["lead"] = ("区科技局",)
    numbered["12"]["task"] = REWORDED
    numbered["22"]["text"] = numbered["22"]["text"].replace("54.5", "50.1")
    numbered["45"]["text"] = numbered["45"]["text"].removesuffix("（续报）")
    numbered["15"]["number"], numbered["16"]["number"] = "16", "15"
    added: layouts.Row = {
        **copy.deepcopy(numbered["1"]),
        "number": "49",
        "task": ADDED,
        "lead": ("区城管局",),
        "persons": ("张三",),
        "status": "正常推进",
    }
    return [*(row for row in rows if row["number"] != "48"), added]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("second") / "site"
    write_empty_site(root)
    settings = root / "site.yml"
    settings.write_text(settings.read_text("utf-8").replace("colours:", CLOSED, 1), "utf-8")
    ingest(LEDGER, root, Wishes(), datetime.date(2022, 8, 18))
    path = layouts.xlsx_ledger(second_edition(), root.parent / "八月台账.xlsx")
    ingest(path, root, Wishes(period="2022年8月", plan="d1-2022"), datetime.date(2022, 9, 18))
    return root


@pytest.fixture(scope="module")
def public(site: Path) -> Path:
    build(site, site / "public")
    return site / "public"


@pytest.fixture(scope="module")
def sealed(site: Path) -> Path:
    for month, day in (("2022-07", datetime.date(2022, 8, 31)), ("2022-08", TODAY)):
        seal(site, SealOrder(month=month, as_of=day, today=TODAY))
    return site


def lists_on(page: str, prefix: str = "") -> dict[str, list[str]]:
    """Return the numbers of the rows of every table of changes on a page, by kind."""
    found: dict[str, list[str]] = {}
    for kind in KINDS:
        anchor = prefix + kind.replace("_", "-")
        table = re.search(
            rf'<table class="changes rows" id="{anchor}">.*?</table>', page, re.DOTALL
        )
        rows = re.findall(r'<td class="number"[^>]*>([^<]*)</td>', table[0]) if table else []
        found[kind] = rows
    return found


def test_the_page_of_changes_lists_every_change_and_nothing_else(public: Path) -> None:
    page = (public / "changes/d1-2022/2022-08.html").read_text("utf-8")
    assert lists_on(page) == EXPECTED


def test_the_home_and_the_period_page_count_them(public: Path) -> None:
    counts = "，".join(
        f"{TITLES[kind]}{len(rows)}项"  # type: ignore[index]
        for kind, rows in EXPECTED.items()
        if rows
    )
    for name in ("index.html", "periods/d1-2022/2022-08.html"):
        plain = re.sub(r"<[^>]+>", "", (public / name).read_text("utf-8"))
        assert f"与2022年5—7月相比，{counts}。" in plain


def test_the_pages_of_units_show_their_own(public: Path, site: Path) -> None:
    registry = (site / "content/units/d1.yml").read_text("utf-8")
    for name, kinds in (
        ("区工信局", {"still_lagging": ["9"], "reassigned": ["6"]}),
        ("区科技局", {"reassigned": ["6"]}),
        ("区商务局", {"still_lagging": ["9", "21"], "backwards": ["22"]}),
        ("区民政局", {"worse": ["14"], "completed": ["13"]}),
        ("区城管局", {"added": ["49"]}),
    ):
        found = re.search(rf"id: (u\d+)(?:, |\n +)name: {name}", registry)
        assert found, name
        page = (public / f"units/d1/{found[1]}.html").read_text("utf-8")
        lists = lists_on(page, "changes-d1-2022-")
        assert {kind: rows for kind, rows in lists.items() if rows} == kinds, name
        assert f"{found[1]}.xml" in page
        feed = (public / f"units/d1/{found[1]}.xml").read_text("utf-8")
        assert len(re.findall(r"(?:^|>)  第|^  第", feed, re.MULTILINE)) == sum(
            map(len, kinds.values())
        )


def test_the_feed_tells_every_change(public: Path) -> None:
    feed = (public / "atom.xml").read_text("utf-8")
    said = feed.partition("<content")[2].partition("</content>")[0]
    for kind, rows in EXPECTED.items():
        assert (f"{TITLES[kind]}，{len(rows)}项\n" in said) is bool(rows)  # type: ignore[index]
    assert len(re.findall(r"^  第", said, re.MULTILINE)) == sum(map(len, EXPECTED.values()))
    assert "  第1项　深化国有投融资公司改革" in said
    assert "：进展一般→积极推进" in said


def test_two_sealed_months_differ_by_just_that(sealed: Path, tmp_path: Path) -> None:
    found = compare(*states_of(sealed, "2022-07", "2022-08"))
    (plan,) = found.plans
    by_kind: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for change in plan.changes.known:
        number = change.entry.task.number if row_number(change.entry) else None
        whole = len(change.entry.task.assignments) == 1 or change.kind in ("renumbered", "reworded")
        by_kind[change.kind].append(
            number or "" if whole else f"{number}（{change.entry.assignment.part}）"
        )
    assert by_kind == EXPECTED
    assert plan.rewritten == ()
    assert [notice.period for notice in found.came] == ["2022-08"]
    lines = list(compared_lines(found))
    assert lines[0] == (
        "2022-07存档（内网版，内容截至2022-08-31） 与 2022-08存档（内网版，内容截至2022-10-02） 对照"
    )
    assert "  新滞后，1项" in lines
    write_page(found, sealed, tmp_path / "page")
    page = (tmp_path / "page/index.html").read_text("utf-8")
    assert lists_on(page, "d1-2022-") == EXPECTED
    assert 'href="http' not in page


def test_a_month_and_today_differ_by_what_was_rewritten_since(sealed: Path) -> None:
    assert list(compared_lines(compare(*states_of(sealed, "2022-08", "今天"))))[1:-1] == [
        "没有不同"
    ]
    file = sealed / "content/tasks/d1-2022/3.yml"
    before = file.read_text("utf-8")
    try:
        file.write_text(before.replace("彭克超", "彭某某"), "utf-8")
        lines = list(compared_lines(compare(*states_of(sealed, "2022-08", "today"))))
        assert "  写得不同或有增减的，1处" in lines
        assert "    第3项，责任人：“彭克超，区住建局”→“彭某某，区住建局”" in lines
    finally:
        file.write_text(before, "utf-8")


def test_a_damaged_bag_is_not_compared(sealed: Path) -> None:
    from tongbao.problems import Problems

    page = sealed / "archive/2022-07/data/site/about.html"
    before = page.read_bytes()
    try:
        page.write_bytes(before + b" ")
        with pytest.raises(Problems, match="内容与封存时不同"):
            states_of(sealed, "2022-07", "2022-08")
        with pytest.raises(Problems, match="没有这份归档"):
            states_of(sealed, "2021-01", "2022-08")
    finally:
        page.write_bytes(before)
