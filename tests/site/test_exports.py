"""The data files."""

import json
from typing import Any

import pytest
from pydantic import TypeAdapter

from tongbao.site import exports


def read(sites: Any, name: str, edition: Any = "intranet") -> Any:
    return json.loads(sites.plan(edition).data[f"data/{name}.json"])


@pytest.mark.parametrize("name", exports.SHAPES)
def test_each_file_has_its_shape_and_its_schema(sites: Any, name: str) -> None:
    found = read(sites, name)
    assert TypeAdapter(exports.SHAPES[name]).validate_python(found, strict=True) == found
    assert found["version"] == 2
    schema = json.loads(sites.plan().data[f"data/schema/{name}.json"])
    assert set(schema["required"]) == set(found)
    assert schema["additionalProperties"] is False


def test_tasks_stand_in_the_order_of_the_notice(sites: Any) -> None:
    tasks = read(sites, "tasks")["tasks"]
    assert [task["id"] for task in tasks] == [
        "dong-2023/1",
        *(f"dong-2022/{task}" for task in ("goal", "1", "2", "3", "4")),
    ]


def test_an_assignment_as_programs_read_it(sites: Any) -> None:
    tasks = {task["id"]: task for task in read(sites, "tasks")["tasks"]}
    assignment = tasks["dong-2022/2"]["assignments"][1]
    assert assignment == {
        "id": "dong-2022/2-2",
        "part": "2",
        "label": "投资",
        "lead": ["区发改局", "区工信局"],
        "lead_shared": True,
        "responsible": ["发改局"],
        "cooperating": [],
        "leaders": [],
        "persons": ["王立", "李明"],
        "due": [],
        "restated": [],
        "updates": [
            {
                "period": "2022-05/2022-07",
                "status": "正常推进",
                "note": None,
                "subject": None,
                "text": "完成一半。",
                "parts": [],
                "printed": {},
                "completion": None,
                "reply": None,
                "errata": [],
                "notice": "dong-2022-08-17",
                "page": 2,
            }
        ],
    }


def test_events_and_what_was_printed_otherwise(sites: Any) -> None:
    assert read(sites, "events")["events"] == [
        {
            "notice": "dong-2022-09-20",
            "assignment": "dong-2022/1-1",
            "unit": "区发改局",
            "date": "2022-08-02",
            "date_to": "2022-08-05",
            "text": "现场会",
            "persons": ["李明"],
            "firms": ["东建公司"],
            "planned": False,
        }
    ]
    tasks = {task["id"]: task for task in read(sites, "tasks")["tasks"]}
    # The task stands as the latest edition prints it; what the first one printed is told with its update.
    assert tasks["dong-2022/1"]["number"] == "2"
    first, latest = tasks["dong-2022/1"]["assignments"][0]["updates"]
    assert (first["printed"], latest["printed"]) == ({"number": "1", "lead": ["区发改局"]}, {})


def test_claims_as_programs_read_them(sites: Any) -> None:
    claims = read(sites, "claims")["claims"]
    assert [(one["claim"], one["stated"], one["agrees"]) for one in claims] == [
        ("tasks", 5, True),
        ("assignments", 9, False),
        ("units_lagging", ["区发改局"], True),
        ("units_praised", ["区工信局"], None),
    ]


def test_a_record_stands_on_a_line_of_its_own(sites: Any) -> None:
    lines = sites.plan().data["data/units.json"].splitlines()
    assert lines[0] == '{"version": 2,'
    assert json.loads(lines[2].rstrip(","))["name"] == "区发改局"


def test_the_public_units_are_those_its_pages_name(sites: Any) -> None:
    assert "区保密局" in [unit["name"] for unit in read(sites, "units")["units"]]
    assert "区保密局" not in [unit["name"] for unit in read(sites, "units", "public")["units"]]
