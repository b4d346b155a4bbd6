"""What differs between two states of a site: all of it, in either direction, of every kind of record."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.archive.test_seal import AUGUST, JULY, copy_of
from tongbao.archive.compare import compare, compared_lines
from tongbao.archive.compare_page import write_page
from tongbao.archive.seal import seal
from tongbao.archive.states import states_of
from tongbao.problems import Problems

SMALL = Path(__file__).parent.parent / "site" / "small"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site with July and August sealed."""
    site = copy_of(SMALL, tmp_path / "root")
    seal(site, JULY)
    seal(site, AUGUST)
    return site


def lines(root: Path, one: str, other: str) -> list[str]:
    return list(compared_lines(compare(*states_of(root, one, other))))[1:]


def rewrite(root: Path, file: str, was: str, now: str) -> None:
    path = root / file
    text = path.read_text("utf-8")
    assert was in text
    path.write_text(text.replace(was, now, 1), "utf-8")


REWRITTEN = {
    ("site.yml", "东湖区重点工作", "东湖区重点任务"): "site.yml，",
    (
        "content/plans/dong-2022.yml",
        "title: ",
        "title: 改",
    ): "清单《",
    (
        "content/notices/dong-2022-08-17.yml",
        "words: 5项任务",
        "words: 五项任务",
    ): "文件《关于5-7月份工作推进情况的通报》，",
    ("content/units/dong.yml", "name: ", "name: 改"): "单位 ",
}


def test_nothing_differs_from_the_month_to_today(root: Path) -> None:
    assert lines(root, "2022-08", "今天") == ["没有不同"]


@pytest.mark.parametrize(
    ("file", "was", "now", "what"),
    [
        ("content/plans/dong-2022.yml", "title: 东湖区", "title: 东湖全区", "清单《"),
        ("content/notices/dong-2022-08-17.yml", "words: 5项任务", "words: 五项任务", "文件《"),
        (
            "content/notices/dong-2022-08-17.yml",
            "text: 一、基本情况",
            "text: 一、总体情况",
            "文件《",
        ),
        ("site.yml", "contact: ", "contact: 新的", "site.yml，"),
    ],
)
def test_what_was_rewritten_since_is_told(
    root: Path, file: str, was: str, now: str, what: str
) -> None:
    rewrite(root, file, was, now)
    said = lines(root, "2022-08", "今天")
    assert said[0] == "任务以外的记录写得不同的，1处"
    assert said[1].startswith(f"  {what}")


def test_a_full_month_is_compared_whole(root: Path) -> None:
    seal(root, replace(AUGUST, edition="full"))
    hidden = "content/tasks/dong-2022/5.yml"
    assert "internal" in (root / hidden).read_text("utf-8")
    rewrite(root, hidden, "text: ", "text: 改")
    assert any("“改" in line for line in lines(root, "full/2022-08", "今天"))
    assert lines(root, "2022-08", "今天") == ["没有不同"]


def test_backwards_nothing_is_told_as_taken_away_that_came_later(root: Path) -> None:
    assert not any("删去" in line for line in lines(root, "2022-08", "2022-07"))


def test_an_update_added_under_a_known_notice_is_told(root: Path) -> None:
    file = "content/tasks/dong-2022/1.yml"
    rewrite(
        root,
        file,
        "      - period: 2022-08\n",
        "      - period: 2022-06\n        text: 后来补记。\n"
        "        source: {notice: dong-2022-08-17, page: 1, row: 1}\n      - period: 2022-08\n",
    )
    assert any("2022年6月进展：“无”→“新增”" in line for line in lines(root, "2022-08", "今天"))


def test_a_plan_that_is_new_is_told(root: Path) -> None:
    said = lines(root, "2022-07", "今天")
    title = next(n for n, line in enumerate(said) if "2023" in line)
    assert "  新增，1项" in said[title:]


def test_a_bag_that_took_the_place_of_another_is_not_compared(root: Path) -> None:
    for ending in ("", ".zip"):
        one, other = root / f"archive/2022-07{ending}", root / f"archive/2022-08{ending}"
        one.rename(root / "aside")
        other.rename(one)
        (root / "aside").rename(other)
    with pytest.raises(Problems, match="2022-08"):
        states_of(root, "2022-07", "今天")


def test_a_page_takes_the_place_of_an_earlier_comparison_only(root: Path, tmp_path: Path) -> None:
    found = compare(*states_of(root, "2022-07", "2022-08"))
    page = tmp_path / "page"
    write_page(found, root, page)
    assert write_page(found, root, page).written == 0
    shutil.copyfile(root / "archive/2022-08/data/site/index.html", page / "index.html")
    with pytest.raises(Problems) as refused:
        write_page(found, root, page)
    assert str(refused.value) == (
        f"{page}: 输出文件夹里有别的文件，不像本程序生成的对照，没有写入（换一个空文件夹，或先移走里面的文件）"
    )
