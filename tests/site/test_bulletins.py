"""Plans without statuses: what units did about one requirement, in labelled parts and dated happenings."""

import datetime
import json
from dataclasses import replace
from typing import Any

import pytest

from tests.notices.made_bulletins import MADE
from tests.site.shown import rows_of
from tongbao.notices.identity import Wishes
from tongbao.notices.ingest import ingest
from tongbao.progress.editions import in_edition
from tongbao.records.content import Content
from tongbao.records.load import load_checked
from tongbao.records.model import Part
from tongbao.records.starter import write_empty_site
from tongbao.site.plan import SitePlan, plan_site
from tongbao.site.views import Link


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> SitePlan:
    site = tmp_path_factory.mktemp("bulletins") / "site"
    write_empty_site(site)
    file = site.parent / "通报.txt"
    text = MADE["county"].replace("2月14日、16日，", "2月中旬动员，2月14日、16日，")
    file.write_text(text, "utf-8")
    ingest(file, site, Wishes(), today())
    return plan_site(in_edition(load_checked(site), "intranet"))


def today() -> datetime.date:

    return datetime.date(2023, 4, 7)


def page_of(planned: SitePlan, path: str) -> Any:
    return next(page for page in planned.pages if page.path == path)


def words(pieces: tuple[Link, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def test_nothing_is_said_of_statuses(planned: SitePlan) -> None:
    kinds = {page.template for page in planned.pages}
    assert not kinds & {"status", "statuses"}
    overview = page_of(planned, "index.html").overview
    assert words(overview.sentence).endswith("，1项任务、3项分工，3家单位。")
    assert (overview.bar, overview.lagging, overview.matrix) == (None, (), None)
    for path in ("plans/d1-2023.html", "periods/d1-2023/2023-01_2023-03.html"):
        assert page_of(planned, path).bar is None
        assert "完成情况" not in rows_of(page_of(planned, path).table)[0]
    assert page_of(planned, "units/d1/u001.html").bars == ()
    assert all(item.badge is None for item in page_of(planned, "tasks/d1-2023/t001.html").items)


def test_the_requirement_stands_once_and_each_row_says_what_its_unit_reported(
    planned: SitePlan,
) -> None:
    page = page_of(planned, "periods/d1-2023/2023-01_2023-03.html")
    assert page.table_heading == "进展"
    (group,) = page.table.groups
    assert group.heading.value == "各镇（街道）于3月底前完成主街整治，并建立长效机制"
    found = [(row["任务"], row["单位"]) for row in rows_of(page.table)]
    assert found == [
        ("工作措施、主要问题；有日期的事项1件", "石桥镇"),
        ("工作措施、主要问题；有日期的事项4件", "柳林镇"),
        ("工作措施、主要问题", "城关街道"),
    ]


def test_parts_stand_under_their_labels_and_nothing_twice(planned: SitePlan) -> None:
    said = page_of(planned, "tasks/d1-2023/t001.html").items[0].current
    assert said.paragraphs == ()
    assert [(part.label, part.paragraphs) for part in said.parts] == [
        (
            "工作措施",
            ("3月5日至7日，县政府副县长欧阳明、镇长周建平带队逐户核查。随后，召开动员会。",),
        ),
        ("主要问题", ("东岭宏达建设有限公司施工缓慢，占道未清。",)),
    ]
    (table,) = said.events
    (event,) = table.rows
    assert (event.day, event.firms, event.persons) == (
        "2023-03-05至2023-03-07",
        (),
        ("欧阳明", "周建平"),
    )
    assert event.text == "3月5日至7日，县政府副县长欧阳明、镇长周建平带队逐户核查。"
    assert [(fact.term, words(fact.items)) for fact in said.named] == [
        ("另提到企业", "东岭宏达建设有限公司")
    ]


def test_a_paragraph_beside_the_parts_is_shown_whatever_it_ends_with(content: Content) -> None:
    lines = ("征地尚未开始，前期手续已完成。", "道路存在问题")
    task = next(one for one in content.tasks if one.assignments and one.assignments[0].updates)
    (part, *others), said = task.assignments, (Part(label="存在问题", text="已完成。"),)
    told = part.updates[-1].model_copy(update={"text": "\n".join(lines), "parts": said})
    part = part.model_copy(update={"updates": (*part.updates[:-1], told)})
    changed = task.model_copy(update={"assignments": (part, *others)})
    tasks = tuple(changed if one is task else one for one in content.tasks)
    planned = plan_site(in_edition(replace(content, tasks=tasks), "intranet"))
    shown = page_of(planned, f"tasks/{task.plan}/{task.id}.html").items[0].current
    assert shown.paragraphs == lines
    assert [(one.label, one.paragraphs) for one in shown.parts] == [("存在问题", ("已完成。",))]


def test_a_units_events_stand_in_order_of_date_a_month_after_its_days(planned: SitePlan) -> None:
    (events,) = page_of(planned, "units/d1/u002.html").events
    assert events.caption == "柳林镇的事项，4件"
    assert [row.day for row in events.rows] == [
        "2022-12-28",
        "2023-02-14",
        "2023-02-16",
        "2023-02",
    ]
    assert (events.has_firms, events.has_persons) == (True, True)
    assert page_of(planned, "units/d1/u003.html").events == ()


def test_events_as_programs_read_them(planned: SitePlan) -> None:
    events = json.loads(planned.data["data/events.json"])["events"]
    assert events[1] == {
        "notice": "d1-2023-04-06",
        "assignment": "d1-2023/t001-2",
        "unit": "柳林镇",
        "date": "2022-12-28",
        "date_to": None,
        "text": "去年12月28日，镇党委书记何小川与江南市政工程有限公司签订合同。",
        "persons": ["何小川"],
        "firms": ["江南市政工程有限公司"],
        "planned": False,
    }
    assert [event["date"] for event in events[2:]] == ["2023-02", "2023-02-14", "2023-02-16"]


def test_an_event_of_a_ledger_stands_on_the_page_of_the_unit_it_names(sites: Any) -> None:
    (table,) = sites.page("units/dong/u001.html").events
    (row,) = table.rows
    assert (row.day, row.text, row.firms) == ("2022-08-02至2022-08-05", "现场会", ("东建公司",))
    assert row.place.path == "notices/dong-2022-09-20.html#row-1"
