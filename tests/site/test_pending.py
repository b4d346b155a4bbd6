"""What a notice says for a period that it does not print: shown with its task, counted nowhere, until one is given."""

import datetime
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.site.conftest import SMALL, Sites
from tests.site.shown import rows_of
from tongbao.archive.compare import compare
from tongbao.archive.cut import Moment, cut
from tongbao.archive.states import ComparedState
from tongbao.bulletin.choice import plan_of
from tongbao.bulletin.figures import figures_of
from tongbao.forms.forms import forms_of
from tongbao.notices.claims import claim_results
from tongbao.problems import Problems
from tongbao.progress.editions import Edition
from tongbao.records.content import Content
from tongbao.records.load import load_checked
from tongbao.records.model import Assignment, Notice, Task, Update
from tongbao.records.pending import with_periods_of_notices, without_pending
from tongbao.site.pages.statements import StatementView
from tongbao.site.pages.tasks import TaskPage
from tongbao.site.plan import SitePlan

DAY = datetime.date(2022, 10, 8)
NOTICE = Notice(
    id="dong-2022-10-08", kind="ledger", title="没有期次的通报", received=DAY, visibility="public"
)
SPAN = "2022-05/2022-07"


def update(row: int) -> Update:
    """Return an update that says something for every list there is."""
    return Update.model_validate(
        {
            "period": "待补",
            "status": ("进度滞后", "已完成", "没有的词")[row % 3],
            "note": "末位",
            "text": f"待补的话{row}",
            "events": [{"date": "2022-09-01", "text": "待补的事", "firms": ["待补公司"]}],
            "persons": ["待补人"],
            "printed": {"lead": ["待补局"], "number": "99"},
            "source": {"notice": NOTICE.id, "page": 1, "row": row},
            "reply": {"unit": "待补局", "text": "待补的说明", "date": DAY},
        }
    )


def with_pending(content: Content, notice: Notice = NOTICE) -> Content:
    """Return content in which that notice says something of every assignment, before all that stands there."""
    rows = iter(range(1, 1000))

    def line(part: Assignment) -> Assignment:
        return part.model_copy(update={"updates": (update(next(rows)), *part.updates)})

    def grown(task: Task) -> Task:
        return task.model_copy(update={"assignments": tuple(map(line, task.assignments))})

    return replace(
        content, tasks=tuple(map(grown, content.tasks)), notices=(*content.notices, notice)
    )


@pytest.fixture(scope="module")
def waiting(content: Content) -> Content:
    return with_pending(content)


@pytest.fixture(scope="module")
def settled(content: Content) -> Content:
    return replace(content, notices=(*content.notices, NOTICE))


EDITIONS: tuple[Edition, ...] = ("intranet", "public")


@pytest.fixture(scope="module", params=EDITIONS)
def both(
    request: pytest.FixtureRequest, waiting: Content, settled: Content
) -> tuple[SitePlan, SitePlan]:
    """The site with pending updates, and without them, in an edition."""
    return Sites(waiting).plan(request.param), Sites(settled).plan(request.param)


def test_no_page_but_those_of_task_and_notice_knows_of_it(both: tuple[SitePlan, SitePlan]) -> None:
    with_it, without = both
    assert [page.path for page in with_it.pages] == [page.path for page in without.pages]
    differing = {
        page.path for page, other in zip(with_it.pages, without.pages, strict=True) if page != other
    }
    tasks = {page.path for page in with_it.pages if isinstance(page, TaskPage) and page.items}
    assert differing == tasks | {f"notices/{NOTICE.id}.html", "notices/index.html"}
    lists = (next(one for one in plan.pages if one.path == "notices/index.html") for plan in both)
    (first, *others), (before, *others_before) = (rows_of(one.table) for one in lists)  # type: ignore[attr-defined]
    assert others == others_before
    assert (first["期次"], before["期次"]) == ("待补", "")
    assert with_it.frame == without.frame


def test_no_file_but_tasks_json_knows_of_it(both: tuple[SitePlan, SitePlan]) -> None:
    with_it, without = both
    assert {name for name in with_it.data if with_it.data[name] != without.data.get(name)} == {
        "data/tasks.json"
    }
    assert with_it.data.keys() == without.data.keys()
    assert (with_it.sheets, with_it.books) == (without.sheets, without.books)
    assert with_it.downloads == without.downloads
    tasks = json.loads(with_it.data["data/tasks.json"])["tasks"]
    said = [part["updates"][0] for task in tasks for part in task["assignments"]]
    assert {(one["period"], one["notice"]) for one in said} == {("待补", NOTICE.id)}


def test_its_task_shows_it_apart(waiting: Content, settled: Content) -> None:
    pages, before = (
        {page.path: page for page in Sites(content).plan().pages if isinstance(page, TaskPage)}
        for content in (waiting, settled)
    )
    for path, page in pages.items():
        for item, old in zip(page.items, before[path].items, strict=True):
            first, *others = item.earlier
            assert isinstance(first, StatementView)
            assert (first.period.text, first.period.path) == (
                "期次待补",
                f"notices/{NOTICE.id}.html",
            )
            assert first.paragraphs[0].startswith("待补的话")
            assert first.anchor.endswith("-pending-1")
            assert first.badge is not None
            assert first.badge.path is None
            assert first.origin.spot.startswith("第1页，表第")
            assert tuple(others) == old.earlier
            assert (item.badge, item.current, item.anchor) == (old.badge, old.current, old.anchor)


def test_its_notice_lists_it_and_says_what_to_write(waiting: Content, settled: Content) -> None:
    path = f"notices/{NOTICE.id}.html"
    page: Any = Sites(waiting).page(path)
    before: Any = Sites(settled).page(path)
    assert before.spoken is None
    rows = rows_of(page.spoken)
    assert all(row["完成情况"].endswith("|期次待补") for row in rows)
    assert {row.cells[4].badge.path for row in page.spoken.rows} == {None}
    assert {fact.term: fact.items[0].text for fact in page.facts}["期次"] == "待补"
    # What an edition leaves out of a notice takes its marks with it.
    assert page.marks == ()
    whole = replace(
        waiting, tasks=tuple(one for one in waiting.tasks if one.visibility != "internal")
    )
    marked: Any = Sites(whole).page(path)
    hint = f"在 content/notices/{NOTICE.id}.yml 写明 period: 2022-05/2022-07"
    assert marked.marks == (f"期次：没有写明期次，{len(rows)}条进展的期次待补（{hint}）",)
    public: Any = Sites(whole).page(path, "public")
    assert public.marks == ()


def test_a_task_of_which_nothing_else_was_said(settled: Content) -> None:
    bare = replace(
        settled,
        tasks=tuple(
            task.model_copy(
                update={
                    "assignments": tuple(
                        part.model_copy(update={"updates": (update(at),)})
                        for at, part in enumerate(task.assignments, start=1)
                    ),
                    "source": update(1).source,
                }
            )
            for task in settled.tasks
        ),
    )
    planned = Sites(bare).plan()
    for page in planned.pages:
        if isinstance(page, TaskPage) and page.items:
            assert page.origin is None
            assert {item.missing for item in page.items} == {""}
            assert {item.title for item in page.items if not item.heading} <= {"责任分工"}
    assert not [page.path for page in planned.pages if page.path.startswith("periods/")]


def test_no_month_no_comparison_no_form_and_no_bulletin_knows_of_it(
    waiting: Content, settled: Content
) -> None:
    for month in ("2022-07", "2022-10", "2023-12"):
        moment = Moment(month, datetime.date(2024, 1, 1))
        assert cut(waiting, moment) == cut(settled, moment)
    states = ComparedState("一", "intranet", waiting), ComparedState("二", "intranet", settled)
    assert not compare(*states).differs
    assert forms_of(waiting, "dong-2022", "2022-10") == forms_of(settled, "dong-2022", "2022-10")
    figures, before = (figures_of(one, "dong-2022", SPAN) for one in (waiting, settled))
    assert (figures.entries, figures.counts) == (before.entries, before.counts)
    assert plan_of(waiting, SPAN, None) == plan_of(settled, SPAN, None)
    with pytest.raises(Problems) as found:
        plan_of(waiting, "2021-01", None)
    assert "待补" not in str(found.value.problems)


def test_its_notice_alone_is_tested_against_it(waiting: Content, settled: Content) -> None:
    claim = {"claim": "status_count:进度滞后", "stated": 2, "words": "2项滞后"}
    notice = Notice.model_validate({**NOTICE.model_dump(), "claims": [claim], "id": NOTICE.id})
    stating = replace(waiting, notices=(*waiting.notices[:-1], notice))
    *others, own = claim_results(stating)
    assert tuple(others) == claim_results(settled)
    assert own.found is not None


def test_the_period_of_its_notice_holds_for_all_of_it(waiting: Content, content: Content) -> None:
    given = NOTICE.model_copy(update={"period": "2022-09"})
    found = with_periods_of_notices(replace(waiting, notices=(*content.notices, given)))
    spans = [part.updates[0].period for task in found.tasks for part in task.assignments]
    assert set(spans) == {"2022-09"}
    assert tuple(map(without_pending, found.tasks)) == found.tasks
    paths = {page.path for page in Sites(found).plan().pages}
    assert "periods/dong-2022/2022-09.html" in paths


def test_one_line_in_the_file_of_the_notice_is_enough(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "site")
    root = tmp_path / "site"
    task = root / "content/tasks/dong-2022/1.yml"
    text = task.read_text(encoding="utf-8")
    period = next(line for line in text.splitlines() if "period:" in line)
    task.write_text(text.replace(period, period.partition("period:")[0] + "period: 待补"), "utf-8")
    pending = load_checked(root)
    said = [one for one in pending.tasks if one.id == "1" and one.plan == "dong-2022"]
    # The notice has a period in its file already: what is pending in the task counts with it.
    notice = said[0].assignments[0].updates[0].source.notice
    own = next(one.period for one in pending.notices if one.id == notice)
    assert said[0].assignments[0].updates[0].period == own
    file = root / f"content/notices/{notice}.yml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith("period:")), "utf-8")
    left = [one for one in load_checked(root).tasks if one.id == "1" and one.plan == "dong-2022"]
    assert left[0].assignments[0].updates[0].period == "待补"
