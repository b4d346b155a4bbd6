"""Ledgers as browsers print them: without rules, turned, stamped, broken over pages; every field is right."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.notices import layouts
from tests.notices.grids import Box, grid_of, html_rows
from tests.notices.layouts import OTHER, USUAL, Row
from tests.notices.printed import Look, Turn, printed, turned
from tests.notices.test_gold import WORDS, bare, fields_of, tasks_of, wanted
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.rows import take_apart
from tongbao.sources import read

pytestmark = pytest.mark.long

ROWS = layouts.gold_rows()
GOLD = {row["text"]: row for row in wanted()}
# A plain beginning, six rows under one number, two units by a space, units line by line, a word under a status.
SOME = [*ROWS[4:7], *ROWS[9:15], *ROWS[36:39], ROWS[43]]
LONG = [ROWS[0], ROWS[26], ROWS[27]]
SLANTING = ".watermark { transform: rotate(-35deg) }"
MIDDLE = "td { vertical-align: middle }"
TIGHT = "td { padding: 0 4pt; vertical-align: top }"
LARGE = "td { font-size: 16pt }"

LOOKS: dict[str, tuple[list[Row], Look]] = {
    "stamped": (
        SOME,
        Look(
            watermark="内部资料",
            head="湛河区重点工作台账",
            foot="第 {page} 页 共 {pages} 页",
            style=SLANTING,
        ),
    ),
    "landscape": (SOME, Look(landscape=True, style=MIDDLE)),
    "header-once": (SOME, Look(repeat_header=False, watermark="内部资料 注意保存")),
    "renamed": (SOME, Look(headers=OTHER, rules="across")),
    "across": (SOME, Look(rules="across", landscape=True, repeat_header=False, style=MIDDLE)),
    "no-rules": (SOME, Look(rules="none", head="湛河区重点工作台账", foot="— {page} —")),
    "no-rules-once": (SOME, Look(rules="none", landscape=True, repeat_header=False, style=MIDDLE)),
    "no-gaps": (SOME, Look(rules="none", watermark="内部资料", style=TIGHT + SLANTING)),
    "long": (LONG, Look(landscape=True, style=LARGE)),
    "long-no-rules": (LONG, Look(rules="none", landscape=True, style=LARGE)),
}

Print = Callable[[str], bytes]


@pytest.fixture(scope="session")
def print_once(browser: Browser) -> Print:
    """Return ``print_once(name)``: the PDF of a look, printed the first time it is asked for."""
    done: dict[str, bytes] = {}

    def print_look(name: str) -> bytes:
        if name not in done:
            done[name] = printed(browser, *LOOKS[name])
        return done[name]

    return print_look


def check(path: Path, rows: list[Row]) -> None:
    reading = tasks_of(path)
    assert fields_of(reading) == [GOLD[bare(row["text"])] for row in rows]


@pytest.mark.parametrize("name", LOOKS)
def test_every_field_is_right(name: str, print_once: Print, tmp_path: Path) -> None:
    path = tmp_path / "台账.pdf"
    path.write_bytes(print_once(name))
    check(path, LOOKS[name][0])


@pytest.mark.parametrize("upright", [True, False], ids=["read-upright", "lying"])
@pytest.mark.parametrize("turn", [90, 270])
def test_pages_turned(turn: Turn, print_once: Print, tmp_path: Path, *, upright: bool) -> None:
    path = tmp_path / "台账.pdf"
    path.write_bytes(turned(print_once("landscape"), turn, upright=upright))
    check(path, SOME)
    said = [message for _, message in read(path).repairs]
    assert any("已转正读入" in message for message in said) is not upright


def test_what_was_left_out_or_told_by_place_is_reported(print_once: Print, tmp_path: Path) -> None:
    said = {}
    for name in ("stamped", "header-once", "across", "no-rules"):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(print_once(name))
        said[name] = "\n".join(message for _, message in read(path).repairs)
    assert "的水印“内部资料”不作正文" in said["stamped"]
    assert "每页重复的页眉或页脚“湛河区重点工作台账”不作正文" in said["stamped"]
    assert "页码“第 1 页 共 " in said["stamped"]
    assert "的水印“内部资料注意保存”不作正文" in said["header-once"]
    assert "的表格没有竖线，按文字的位置分列" in said["across"]
    assert "的表格没有表格线，按文字的位置分行分列" in said["no-rules"]
    assert "页码“— 1 —”" in said["no-rules"]


def test_rows_that_nothing_parts_are_marked(browser: Browser, tmp_path: Path) -> None:
    """Cells in the middle of their rows, and no distance between the rows: where one ends is anyone's guess."""
    path = tmp_path / "台账.pdf"
    look = Look(rules="none", style="td { padding: 0 4pt; vertical-align: middle }")
    path.write_bytes(printed(browser, ROWS[4:9], look))
    reading = tasks_of(path)
    got = {task.number: task for task in reading.tasks}
    assert list(got) == ["3", "4", "5", "6", "7"]
    wrong = [
        field
        for field, gold in zip(fields_of(reading), list(wanted())[4:9], strict=True)
        if field != gold
    ]
    assert all(any("按行距推断" in mark for mark in got[one["number"]].review) for one in wrong)


def test_a_header_of_two_rows_sections_and_colours(browser: Browser, tmp_path: Path) -> None:
    headers = (*USUAL[:4], ("before", "前期手续"), ("built", "在建形象进度"), USUAL[5])
    top = [
        {
            **{at: Box(name, down=2) for at, (_, name) in enumerate(USUAL[:4])},
            4: Box("进展情况", right=2),
            6: Box("完成情况", down=2),
        },
        {4: Box("前期手续"), 5: Box("在建形象进度")},
    ]
    rows: list[Row] = [
        {**row, "others": {"before": "已办理", "built": row["text"]}} for row in ROWS[4:7]
    ]
    rows.insert(2, {**rows[0], "across": "二、城市更新"})
    grid = grid_of(
        rows, headers, top, lambda role, box: Box("", fill="ff0000") if role == "status" else box
    )
    look = Look(landscape=True, body="".join(html_rows(grid)))
    path = tmp_path / "台账.pdf"
    path.write_bytes(printed(browser, rows, look))
    tasks = tasks_of(path).tasks
    parts = [task.assignments[0].updates[0].parts for task in tasks]
    assert [task.section for task in tasks] == [None, None, "二、城市更新"]
    assert [[part.label for part in found] for found in parts] == [["前期手续", "在建形象进度"]] * 3
    assert [bare(found[1].text) for found in parts] == [bare(row["text"]) for row in ROWS[4:7]]
    assert [task.assignments[0].updates[0].status for task in tasks] == [None] * 3
    assert [task.review for task in tasks] == [
        (f"status: 第{at}行只有底色，没有文字，未读入",) for at in (1, 2, 3)
    ]


def test_text_between_two_tables_is_named(browser: Browser, tmp_path: Path) -> None:
    look = Look(body_between="以上任务请各单位对照检查。")
    path = tmp_path / "台账.pdf"
    path.write_bytes(printed(browser, ROWS[4:8], look))
    ledger = take_apart(read(path), standard_lexicon(), WORDS).ledger
    assert ledger is not None
    assert [remark.message for remark in ledger.remarks if remark.kind == "open"] == [
        "两张表之间的文字不属于任何任务：以上任务请各单位对照检查。"
    ]
    check(path, ROWS[4:8])
