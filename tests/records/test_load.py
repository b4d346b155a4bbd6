"""Loading a site: order, ids from names, and that one broken file hides nothing of the others."""

import datetime
import shutil
from pathlib import Path

import pytest

from tongbao.problems import Problems
from tongbao.records.content import Content, TextPage
from tongbao.records.load import load, load_checked
from tongbao.records.model import Assignment, Notice, Plan, Source, Task
from tongbao.records.order import in_order, natural
from tongbao.records.settings import Publisher, Settings

BROKEN = Path(__file__).parent.parent / "broken"
GOOD = BROKEN / "windows-file-is-fine"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site without a fault."""
    shutil.copytree(GOOD, tmp_path, dirs_exist_ok=True)
    task = tmp_path / "content/tasks/shiyan-2022/1.yml"
    task.write_bytes(
        task.read_bytes().replace(
            "推进\r\n        text".encode(), "正常推进\r\n        text".encode()
        )
    )
    return tmp_path


def test_a_site_without_fault_gives_its_content(site: Path) -> None:
    assert load(site).problems == ()
    content = load_checked(site)
    assert [plan.id for plan in content.plans] == ["shiyan-2022"]
    assert [(task.plan, task.id, task.path) for task in content.tasks] == [
        ("shiyan-2022", "1", "content/tasks/shiyan-2022/1.yml")
    ]
    assert [registry.district for registry in content.registries] == ["shiyan"]
    assert [notice.id for notice in content.notices] == ["shiyan-2022-08-17"]


def test_any_error_stops_a_checked_load_and_carries_all_problems() -> None:
    with pytest.raises(Problems) as caught:
        load_checked(BROKEN / "broken-files-hide-nothing")
    assert (
        len(caught.value.problems) == len(load(BROKEN / "broken-files-hide-nothing").problems) > 1
    )


def test_warnings_stop_nothing(site: Path) -> None:
    (site / "content/plans/readme.txt").write_text("x")
    assert len(load(site).problems) == 1
    assert load_checked(site).plans


def test_a_file_with_an_error_is_left_out_and_the_rest_is_there(site: Path) -> None:
    (site / "content/tasks/shiyan-2022/2.yml").write_text("number：2\n", "utf-8")
    loaded = load(site)
    assert [task.id for task in loaded.content.tasks] == ["1"]
    assert [str(found.place) for found in loaded.problems] == [
        "content/tasks/shiyan-2022/2.yml:1:7"
    ]


def test_what_hangs_on_a_file_left_out_is_not_told_again(site: Path) -> None:
    for path in ("plans/shiyan-2022", "notices/shiyan-2022-08-17", "units/shiyan"):
        (site / f"content/{path}.yml").write_text("- x\n")
    assert len(load(site).problems) == 3


def test_pages_are_kept_as_they_are(site: Path) -> None:
    (site / "content/pages").mkdir()
    (site / "content/pages/about.md").write_text("# 关于\n", "utf-8")
    assert load_checked(site).pages == (TextPage("about", "# 关于\n"),)


def test_a_value_can_be_placed_after_loading(site: Path) -> None:
    place = load(site).place("content/tasks/shiyan-2022/1.yml", ("assignments", 0, "lead", 0))
    assert (place.line, place.column) == (6, 12)


def test_an_empty_folder_says_what_is_missing(tmp_path: Path) -> None:
    assert [found.message for found in load(tmp_path).problems] == [
        "没有 content 文件夹",
        "没有 site.yml",
    ]


def test_tasks_stand_as_the_notices_print_them() -> None:
    def task(name: str, plan: str, notice: str, page: int, row: int | None) -> Task:
        source = Source(notice=notice, page=page, row=row)
        return Task(
            plan=plan, id=name, text="x", source=source, assignments=(Assignment(part="1"),)
        )

    def notice(name: str, day: int) -> Notice:
        date = datetime.date(2022, 8, day)
        return Notice(id=name, kind="ledger", title="x", date=date, received=date)

    content = in_order(
        Content(
            settings=Settings(title="x", publisher=Publisher(name="x")),
            plans=(
                Plan(id="a-2021", title="x", district="a", year=2021),
                Plan(id="a-2022", title="x", district="a", year=2022),
            ),
            tasks=(
                task("1", "a-2021", "early", 1, 1),
                task("10", "a-2022", "early", 2, None),
                task("9", "a-2022", "early", 2, None),
                task("3", "a-2022", "late", 1, 1),
                task("5", "a-2022", "early", 1, 7),
                task("6", "gone", "early", 1, 1),
            ),
            notices=(notice("late", 17), notice("early", 1)),
        )
    )
    assert [plan.id for plan in content.plans] == ["a-2022", "a-2021"]
    assert [found.id for found in content.notices] == ["early", "late"]
    assert [found.id for found in content.tasks] == ["5", "9", "10", "3", "1", "6"]


def test_natural_order() -> None:
    assert sorted(["t10", "10", "t2", "2", "a"], key=natural) == ["2", "10", "a", "t2", "t10"]
