"""The decomposed tasks of a real notice, from each of its formats, beside what a careful reader takes from it."""

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from tongbao.notices.heading import read_heading
from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import ingest
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.names import UnitReader
from tongbao.notices.reading import Context, Reading
from tongbao.notices.report import report_lines
from tongbao.notices.responsibility import read_responsibility
from tongbao.notices.rows import take_apart
from tongbao.records.content import Vocabulary
from tongbao.records.load import load_checked
from tongbao.records.model import Task
from tongbao.records.starter import write_empty_site
from tongbao.sources import read

HERE = Path(__file__).parent
NAME = "002-tasks-weidong-2022"
GOLD = yaml.safe_load((HERE / f"{NAME}.gold.yml").read_text("utf-8"))
DAY = datetime.date(2022, 3, 1)
ENDINGS = ("pdf", "docx", "txt")


def reading_of(path: Path, period: str = "") -> Reading | None:
    lexicon = standard_lexicon()
    material = take_apart(read(path), lexicon, ())
    heading = read_heading(path.name, material.prose, (), lexicon)
    units = UnitReader(lexicon, lambda _: False)
    context = Context("n", "p", period, DAY, lexicon, units, Vocabulary(()))
    return read_responsibility(material, heading, context)


@pytest.fixture(scope="module", params=ENDINGS)
def reading(request: pytest.FixtureRequest) -> Reading:
    found = reading_of(HERE / f"{NAME}.{request.param}")
    assert found is not None
    return found


def fields_of(task: Task) -> dict[str, Any]:
    (line,) = task.assignments
    return {
        "number": int(task.number or 0),
        "section": task.section,
        "text": task.text,
        "leaders": [person.name for person in line.leaders],
        "lead_units": list(line.lead),
        "responsible_units": list(line.responsible),
        "cooperating_units": list(line.cooperating),
    }


def test_every_field_equals_gold(reading: Reading) -> None:
    objective, *tasks = reading.tasks
    assert [fields_of(task) for task in tasks] == GOLD["tasks"]
    assert objective.kind == "objective"
    assert fields_of(objective) == {"number": 0, **GOLD["overall_objective"]}
    assert not any(line.updates for task in reading.tasks for line in task.assignments)


def test_what_the_notice_does_not_say_stays_empty(reading: Reading) -> None:
    lines = {task.number: task.assignments[0] for task in reading.tasks}
    assert [number for number, line in lines.items() if not line.leaders] == ["4", "5", "9"]
    assert [number for number, line in lines.items() if not line.lead] == ["51"]
    assert (lines["51"].responsible, lines["51"].cooperating) == (
        ("区城管局",),
        ("区商务局", "卫东生态环境分局"),
    )
    assert not any(line.due or line.persons for line in lines.values())


def test_reports_are_due_on_three_days(reading: Reading) -> None:
    assert [(str(one.date), one.covers) for one in reading.reporting] == [
        ("2022-06-30", "上半年"),
        ("2022-09-30", "前三季度"),
        ("2022-12-31", "全年"),
    ]


def test_the_letter_states_how_many_tasks_there_are(reading: Reading) -> None:
    assert [(claim.claim, claim.stated) for claim in reading.claims] == [("tasks", 66)]


def test_only_what_needs_a_look_is_marked(reading: Reading) -> None:
    assert {task.number: task.review for task in reading.tasks if task.review} == {}
    assert reading.remarks == ()


def test_every_task_names_its_page() -> None:
    reading = reading_of(HERE / f"{NAME}.pdf")
    assert reading is not None
    pages = [task.source.page or 0 for task in reading.tasks]
    assert pages == sorted(pages)
    assert (pages[0], pages[1], pages[-1]) == (1, 2, 21)
    blocks = read(HERE / f"{NAME}.pdf").paragraphs()
    printed = [(one.spot.page, one.text) for one in blocks]
    assert all(
        any(page == task.source.page and text.endswith(task.text) for page, text in printed)
        for task in reading.tasks
    )


def test_the_whole_way_into_content(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_empty_site(site)
    ingested = ingest(HERE / f"{NAME}.pdf", site, Wishes(), DAY)
    content = load_checked(site)
    (plan,) = content.plans
    assert (plan.id, plan.title, len(plan.reporting)) == ("d1-2022", "卫东区2022年重点工作", 3)
    assert content.notices[0].issuer == "平顶山市卫东区人民政府办公室"
    assert (content.notices[0].number, content.notices[0].basis) == ("平卫政办〔2022〕4号", None)
    assert content.tasks == ingested.tasks
    assert [task.id for task in content.tasks] == ["t001", *map(str, range(1, 67))]
    lines = list(report_lines(ingested))
    assert lines[2].startswith("  种类 任务分解（")
    assert "  读到 66 大项、66 分项，另有总目标 1 项，归入任务清单 d1-2022" in lines
    assert "    一致  任务（大项）：公布 66，记录 66；数本文件记录的大项" in lines
    again = ingest(HERE / f"{NAME}.docx", site, Wishes(), DAY)
    assert again.outcome == "format"


def test_the_objective_heads_the_plan_from_a_text_without_pages(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_empty_site(site)
    ingest(HERE / f"{NAME}.txt", site, Wishes(), DAY)
    assert [task.id for task in load_checked(site).tasks][:3] == ["t001", "1", "2"]
