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

pytestmark = pytest.mark.seals

SMALL = Path(__file__).parent.parent / "site" / "small"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with July and August sealed."""
    site = copy_of(SMALL, tmp_path_factory.mktemp("sealed") / "root")
    seal(site, JULY)
    seal(site, AUGUST)
    return site


@pytest.fixture
def root(sealed: Path, tmp_path: Path) -> Path:
    """A copy of it, for a test that changes it."""
    return shutil.copytree(sealed, tmp_path / "root")


def lines(root: Path, one: str, other: str) -> list[str]:
    """Return what is told between the line that names both sides and the one of what is not compared."""
    said = list(compared_lines(compare(*states_of(root, one, other))))
    assert said[-1] == "注：待核对标记、站点自己的模板和样式没有对照"
    return said[1:-1]


def rewrite(root: Path, file: str, was: str, now: str) -> None:
    path = root / file
    text = path.read_text("utf-8")
    assert was in text
    path.write_text(text.replace(was, now, 1), "utf-8")


def test_nothing_differs_from_the_month_to_today(root: Path) -> None:
    assert lines(root, "2022-08", "今天") == ["没有不同"]


@pytest.mark.parametrize(
    ("file", "was", "now", "told"),
    [
        (
            "content/plans/dong-2022.yml",
            "title: 东湖区",
            "title: 东湖全区",
            "清单《东湖区2022年重点工作》，标题：“东湖区2022年重点工作”→“东湖全区2022年重点工作”",
        ),
        (
            "content/notices/dong-2022-08-17.yml",
            "words: 5项任务",
            "words: 五项任务",
            "文件《关于5-7月份工作推进情况的通报》，公布数：“任务（大项），公布的数或名单5，5项任务，页码1”→“任务（大项），公布的数或名单5，五项任务，页码1”",
        ),
        (
            "content/indicators/dong-2022-08-17.yml",
            'value: "4"',
            'value: "5"',
            "文件《关于5-7月份工作推进情况的通报》，指标或报道：“新建公园，2021年，结果，4，个，新建公园4个”→“新建公园，2021年，结果，5，个，新建公园4个”",
        ),
        (
            "site.yml",
            "contact: ",
            "contact: 新的",
            "site.yml，发布单位的联系方式：“内线 2012”→“新的内线 2012”",
        ),
        (
            "site.yml",
            "tone: red",
            "tone: amber",
            "site.yml 的用词表 default 的“进度滞后”，颜色：“红”→“琥珀”",
        ),
        (
            "content/units/dong.yml",
            "aliases: [发改局]",
            "aliases: [发改局, 发改委]",
            "单位 区发改局，别名：“发改局”→“发改局、发改委”",
        ),
        (
            "content/pages/guide.md",
            "请看",
            "请见",
            "页面 guide：“**重点。**请看 <i>这里</i>。”→“**重点。**请见 <i>这里</i>。”",
        ),
    ],
)
def test_what_was_rewritten_since_is_told(
    root: Path, file: str, was: str, now: str, told: str
) -> None:
    rewrite(root, file, was, now)
    assert lines(root, "2022-08", "今天") == ["任务以外的不同，1处", f"  {told}"]


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (
            "text: 因雨停工。",
            "text: 因大雨停工。",
            "第1项2022年5—7月进展，单位说明的说明：“因雨停工。”→“因大雨停工。”",
        ),
        (
            "2、第二段",
            "2、再一段",
            "第1项2022年5—7月进展，进展原文：“2、第二段 *不是斜体*。”→“2、再一段 *不是斜体*。”",
        ),
        (
            "duty: 规划",
            "duty: 统计",
            "第1项，责任人：“李 明，区发改局，规划”→“李 明，区发改局，统计”",
        ),
    ],
)
def test_of_a_task_only_what_differs_is_told(root: Path, was: str, now: str, told: str) -> None:
    rewrite(root, "content/tasks/dong-2022/1.yml", was, now)
    title, count, row = lines(root, "2022-08", "今天")
    assert (title, count) == ("东湖区2022年重点工作", "  写得不同或有增减的，1处")
    assert row == f"    {told}"


def test_a_full_month_is_compared_whole(root: Path) -> None:
    seal(root, replace(AUGUST, edition="full"))
    hidden = "content/tasks/dong-2022/5.yml"
    assert "internal" in (root / hidden).read_text("utf-8")
    rewrite(root, hidden, "text: ", "text: 改")
    assert any("“改" in line for line in lines(root, "full/2022-08", "今天"))
    assert lines(root, "2022-08", "今天") == ["没有不同"]


def test_backwards_what_came_with_a_later_notice_is_not_told_row_by_row(root: Path) -> None:
    said = lines(root, "2022-08", "2022-07")
    assert said[:5] == [
        "不再有的文件，1份",
        "  《关于8月份工作推进情况的通报》（dong-2022-09-20）",
        "任务以外的不同，2处",
        "  清单《东湖区2023年责任分解》：“有”→“无”",
        "  单位名录 东湖区，不再提到的单位：“相关单位、区信息中心”→“”",
    ]
    assert not any("进展" in line for line in said)


def test_an_update_added_under_a_known_notice_is_told(root: Path) -> None:
    file = "content/tasks/dong-2022/1.yml"
    rewrite(
        root,
        file,
        "      - period: 2022-08\n",
        "      - period: 2022-06\n        text: 后来补记。\n"
        "        source: {notice: dong-2022-08-17, page: 1, row: 1}\n      - period: 2022-08\n",
    )
    assert any("2022年6月进展：“无”→“有”" in line for line in lines(root, "2022-08", "今天"))


def test_a_plan_that_is_new_is_told(root: Path) -> None:
    said = lines(root, "2022-07", "今天")
    assert "  清单《东湖区2023年责任分解》：“无”→“有”" in said
    title = said.index("东湖区2023年责任分解")
    assert said[title + 3 : title + 5] == [
        "  新增，1项",
        "    第1项　继续修好东环路。（区发改局）",
    ]


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
