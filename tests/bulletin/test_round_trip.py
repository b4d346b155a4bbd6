"""What the bulletin and its workbook hold: reading them into an empty site gives the records again."""

import datetime
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.bulletin.conftest import RICH, SPAN
from tongbao.bulletin.making import Made
from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import ingest
from tongbao.records.content import Content
from tongbao.records.load import load_checked
from tongbao.records.model import Assignment, Person, Task, Update
from tongbao.records.yaml_out import plain

# What a ledger does not print cannot come back. Ids, parts and sources are given anew; what a person noted of the
# reading (review), decided (visibility, supersedes) or corrected (errata) is the site's own.
NOT_OF_A_TASK = {"review", "source", "visibility", "supersedes", "assignments"}
NOT_OF_AN_ASSIGNMENT = {"part", "visibility", "updates", "due"}
NOT_OF_AN_UPDATE = {"source", "visibility", "errata", "printed", "events", "persons", "firms"} | {
    "completion"
}
FILES = ("document", "workbook")


def read_back(file: Path, settings: Path, root: Path) -> Content:
    """Return what an empty site holds after reading a file."""
    for name in ("plans", "tasks", "units", "notices"):
        (root / "content" / name).mkdir(parents=True)
    shutil.copy(settings, root / "site.yml")
    ingest(file, root, Wishes(), datetime.date(2022, 8, 18))
    return load_checked(root)


@pytest.fixture(scope="session")
def back(made: Made, published: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return {
        name: read_back(getattr(made, name), published / "site.yml", tmp_path_factory.mktemp(name))
        for name in FILES
    }


@pytest.fixture(scope="session")
def back_rich(made_rich: Made, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return {
        name: read_back(getattr(made_rich, name), RICH / "site.yml", tmp_path_factory.mktemp(name))
        for name in FILES
    }


def without(record: Any, fields: set[str]) -> dict[str, Any]:
    return {name: value for name, value in plain(record).items() if name not in fields}


def task_of(task: Task) -> dict[str, Any]:
    return without(task, NOT_OF_A_TASK)


def assignment_of(part: Assignment) -> dict[str, Any]:
    due = [(one.date, one.words) for one in part.due]
    return {**without(part, NOT_OF_AN_ASSIGNMENT), "due": due}


def update_of(update: Update) -> dict[str, Any]:
    return without(update, NOT_OF_AN_UPDATE)


def rows(content: Content, span: str) -> list[tuple[Any, Any, Any]]:
    """Return task, assignment and update of every row, field by field."""
    return [
        (
            task_of(task),
            assignment_of(part),
            [update_of(one) for one in part.updates if one.period == span],
        )
        for task in content.tasks
        for part in task.assignments
    ]


@pytest.mark.parametrize("file", FILES)
def test_the_published_ledger_comes_back_field_by_field(
    file: str, back: dict[str, Content], published: Path
) -> None:
    before = load_checked(published)
    assert len(rows(before, SPAN)) == 56
    assert rows(back[file], SPAN) == rows(before, SPAN)
    assert [task.id for task in back[file].tasks] == [task.id for task in before.tasks]


@pytest.mark.parametrize("file", FILES)
def test_every_kind_of_field_comes_back(file: str, back_rich: dict[str, Content]) -> None:
    """The third task was closed in June: it is counted and no longer listed."""
    before = load_checked(RICH)
    expected = [row for row in rows(before, "2022-07") if row[0]["number"] != "3"]
    assert rows(back_rich[file], "2022-07") == expected
    first = back_rich[file].tasks[0].assignments[0]
    assert first.leaders == (Person(name="李一明", duty="副区长"),)
    assert first.updates[0].reply is not None


@pytest.mark.parametrize("file", FILES)
def test_what_nobody_reported_on_is_no_update(file: str, back_rich: dict[str, Content]) -> None:
    assert back_rich[file].tasks[1].assignments[1].updates == ()


@pytest.mark.parametrize("file", FILES)
def test_issuer_day_and_period_come_back(file: str, back: dict[str, Content]) -> None:
    (notice,) = back[file].notices
    assert notice.id == "zhanhe-2022-08-17"
    assert (notice.kind, notice.period, notice.period_label) == ("ledger", SPAN, "2022年5-7月份")
    assert notice.issuer == "中共湛河区委区政府督查局"


def test_the_figures_and_lists_come_back_as_the_notice_000_states_them(
    back: dict[str, Content], published: Path
) -> None:
    (printed,), (ours,) = load_checked(published).notices, back["document"].notices
    assert [(one.claim, one.stated, one.words) for one in ours.claims] == [
        (one.claim, one.stated, one.words) for one in printed.claims
    ]
    # Ours is printed with its issuer in the line above, which reads as one title with it.
    assert ours.title == f"{printed.issuer}{printed.title}"
    assert ours.basis == printed.basis


def test_section_one_is_printed_as_in_the_notice_000(
    back: dict[str, Content], published: Path
) -> None:
    (printed,), (ours,) = load_checked(published).notices, back["document"].notices
    of_printed, of_ours = (
        next(one.text for one in notice.passages if one.text.startswith("2022年重点推进的"))
        for notice in (printed, ours)
    )
    assert of_ours == of_printed.replace("区委区政府政府", "区委区政府")  # a slip of the notice
