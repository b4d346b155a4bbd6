"""Claims beside records: agreement, disagreement, and what the records cannot decide."""

from typing import Any

import pytest

from tongbao.notices.claims import ClaimResult, claim_results
from tongbao.records.content import Content
from tongbao.records.model import Notice, Plan, Registry, Source, Task
from tongbao.records.settings import Settings

SETTINGS = Settings.model_validate(
    {
        "title": "t",
        "publisher": {"name": "p"},
        "vocabularies": {
            "default": [
                {"word": "快", "slug": "a"},
                {"word": "慢", "slug": "b", "aliases": ["滞后"], "lagging": "true"},
                {"word": "未报送", "slug": "c", "base": "false"},
            ]
        },
    }
)
SOURCE = {"notice": "n", "page": "1"}


def line(lead: list[str], status: str | None, **more: Any) -> dict[str, Any]:
    update = {"period": "2022-07", "status": status, "source": SOURCE}
    return {"part": "1", "lead": lead, "updates": [update], **more}


def task(number: int, *lines: dict[str, Any]) -> Task:
    return Task.model_validate(
        {
            "plan": "p",
            "id": str(number),
            "number": str(number),
            "text": "x",
            "source": SOURCE,
            "assignments": [{**one, "part": str(at)} for at, one in enumerate(lines, 1)],
        }
    )


def result_of(
    stated: str | list[str], claim: str, *tasks: Task, units: list[dict[str, Any]] | None = None
) -> ClaimResult:
    notice = {
        "id": "n",
        "kind": "ledger",
        "title": "t",
        "received": "2022-08-18",
        "claims": [{"claim": claim, "stated": stated, "words": "w"}],
    }
    content = Content(
        SETTINGS,
        plans=(Plan.model_validate({"id": "p", "title": "t", "district": "d", "year": "2022"}),),
        tasks=tasks,
        registries=(Registry.model_validate({"district": "d", "units": units or []}),),
        notices=(Notice.model_validate(notice),),
    )
    (result,) = claim_results(content)
    return result


TWO = (task(1, line(["甲局"], "快"), line(["乙局"], "慢")), task(2, line(["甲局"], "快")))


@pytest.mark.parametrize(
    ("claim", "stated", "found", "agrees"),
    [
        ("tasks", "2", 2, True),
        ("tasks", "3", 2, False),
        ("assignments", "3", 3, True),
        ("lead_units", "2", 2, True),
        ("status_count:快", "2", 2, True),
        ("status_count:滞后", "1", 1, True),
        ("status_share:快", "67", 67, True),
        ("status_share:慢", "34", 33, False),
        ("status_count:很快", "1", None, None),
        ("status_share:未报送", "0", None, None),
        ("list_length:项目", "3", None, None),
    ],
)
def test_a_figure(claim: str, stated: str, found: int | None, *, agrees: bool | None) -> None:
    result = result_of(stated, claim, *TWO)
    assert (result.found, result.agrees) == (found, agrees)
    assert result.reason.sentence


GROUP: dict[str, Any] = {"id": "u1", "name": "各乡", "scope": "all"}
MEMBERS: list[dict[str, Any]] = [{"id": "u2", "name": "东乡"}, {"id": "u3", "name": "西乡"}]


def test_a_group_counts_for_its_members_where_they_are_known() -> None:
    rows = task(1, line(["各乡", "东乡", "甲局"], "快"))
    units: list[dict[str, Any]] = [
        {**GROUP, "members": ["东乡", "西乡"]},
        *MEMBERS,
        {"id": "u4", "name": "甲局"},
    ]
    result = result_of("3", "lead_units", rows, units=units)
    assert (result.found, result.agrees) == (3, True)
    assert result.reason.sentence == "牵头单位栏共3个名称，各乡按单位库展开为2家"
    assert result_of("4", "lead_units", rows, units=units).agrees is False


def test_a_group_of_unknown_members_decides_nothing() -> None:
    result = result_of("9", "lead_units", task(1, line(["各乡", "甲局"], "快")), units=[GROUP])
    assert (result.found, result.agrees) == (2, None)
    assert result.reason.sentence == "牵头单位栏共2个名称；各乡的成员不明，不能展开"


def test_praise_follows_no_rule() -> None:
    result = result_of(["甲局", "丁局"], "units_praised", *TWO)
    assert (result.found, result.agrees) == (("甲局",), None)


def test_units_that_lag_are_those_of_lagging_rows() -> None:
    shared = {"lead_shared": "true", "responsible": ["丙"]}
    rows = task(1, line(["甲局", "乙局"], "慢", **shared), line(["丁局"], "快"))
    units = [{"id": "u1", "name": "丙局", "aliases": ["丙"]}]
    assert result_of(["丙局"], "units_lagging", rows, units=units).agrees is True


def test_a_lagging_unit_that_is_not_listed_is_extra() -> None:
    rows = task(1, line(["甲局", "各乡"], "慢"))
    result = result_of(["甲局"], "units_lagging", rows)
    assert (result.found, result.agrees, result.extra) == (("甲局", "各乡"), False, ("各乡",))
    assert result.reason.sentence.endswith("记录中有滞后分项而没有公布：各乡")


def test_a_listed_unit_may_hide_in_a_group_of_unknown_members() -> None:
    rows = task(1, line(["各乡"], "慢"))
    assert result_of(["东乡"], "units_lagging", rows, units=[GROUP]).agrees is None
    assert result_of(["东乡"], "units_lagging", rows).agrees is False


def decomposed(number: int, kind: str = "task") -> Task:
    lines = [{"part": "1", "lead": ["甲局"]}, {"part": "2", "lead": ["乙局"]}]
    made = {"plan": "p", "id": f"t{number}", "kind": kind, "text": "x", "source": SOURCE}
    return Task.model_validate({**made, "assignments": lines})


def test_a_notice_that_only_sets_tasks_is_counted_by_them() -> None:
    tasks = (decomposed(1, "objective"), decomposed(2), decomposed(3))
    result = result_of("2", "tasks", *tasks)
    assert (result.found, result.agrees) == (2, True)
    assert result_of("4", "assignments", *tasks).agrees is True
    assert result_of("2", "lead_units", *tasks).agrees is True
    assert result_of("1", "status_count:快", *tasks).found == 0


def test_tasks_that_another_notice_set_do_not_count() -> None:
    other = decomposed(2).model_copy(update={"source": Source(notice="m")})
    assert result_of("1", "tasks", task(1, line(["甲局"], "快")), other).agrees is True
