"""Ranking does no harm: to finish is never worse, and what costs points says by what rule."""

from typing import Any

import pytest

from tests.year.rooms import WORDS, Site, ledger, plan, said, settings, site, task, units
from tongbao.records.model import Notice

POINTS = {"已办结": 90, "顺利": 100, "平稳": 80, "落后": 0}
FORMULA: dict[str, Any] = {"points": POINTS, "reason": "督办办法"}


def ranked(*records: Any, given: dict[str, Any] | None = None, **more: Any) -> Site:
    own = settings(ranking={**FORMULA, **(given or {})}, **more)
    return site(*records, units("财政局", "民政局"), *map(ledger, range(1, 7)), given=own)


def places(found: Site, name: str) -> dict[str, tuple[str | None, str | None]]:
    """Return rank and mean of each unit on a ranking."""
    rows = found.rows(f"rankings/hs-2031/{name}.html")
    return {row["unit"]: (row["rank"], row["mean"]) for row in rows}


def test_a_finished_task_keeps_its_points_when_the_ledger_lists_it_no_more() -> None:
    found = ranked(
        task(1, "财政局", said(1, "顺利"), said(2, "已办结")),
        task(2, "财政局", *(said(month, "平稳") for month in range(1, 5))),
        task(3, "民政局", *(said(month, "平稳") for month in range(1, 5))),
    )
    assert places(found, "2031-01")["财政局"] == ("1", "90.0")
    for month in ("2031-02", "2031-03", "2031-04"):
        assert places(found, month) == {"财政局": ("1", "85.0"), "民政局": ("2", "80.0")}
    page = found.read("rankings/hs-2031/2031-04.html")
    assert "台账不再列出的（此前已办结）也照记" in page
    assert "办好第1件事○此前已办结90" in page


def test_a_word_of_finishing_without_points_leaves_those_of_the_last_word() -> None:
    words = ({**WORDS[0], "base": "false"}, *WORDS[1:])
    points = {word: count for word, count in POINTS.items() if word != "已办结"}
    found = ranked(
        task(1, "财政局", said(1, "顺利"), said(2, "已办结")),
        task(2, "财政局", said(1, "平稳"), said(2, "平稳"), said(3, "平稳")),
        given={"points": points},
        vocabularies={"default": words},
    )
    assert [places(found, f"2031-0{month}")["财政局"][1] for month in (1, 2, 3)] == ["90.0"] * 3


def test_what_a_ledger_leaves_out_counts_for_nobody() -> None:
    found = ranked(
        task(1, "财政局", said(1, "落后")),
        task(2, "财政局", said(1, "顺利"), said(2, "顺利")),
    )
    assert places(found, "2031-02")["财政局"] == ("1", "100.0")
    assert "办好第1件事○本期未列不计入" in found.read("rankings/hs-2031/2031-02.html")


def test_each_period_ranks_the_units_of_its_own_edition() -> None:
    found = ranked(
        task(1, "民政局", said(1, "顺利", printed={"lead": ["财政局"]}), said(2, "平稳")),
    )
    assert places(found, "2031-01") == {"财政局": ("1", "100.0")}
    assert places(found, "2031-02") == {"民政局": ("1", "80.0")}


def test_quarters_and_years_add_up_their_periods() -> None:
    found = ranked(
        task(1, "财政局", said(1, "顺利"), said(2, "顺利"), said(3, "落后"), said(4, "平稳")),
        task(2, "民政局", said(1, "平稳"), said(2, "平稳"), said(3, "平稳"), said(4, "平稳")),
    )
    assert places(found, "2031-q1") == {"民政局": ("1", "80.0"), "财政局": ("2", "66.7")}
    assert places(found, "2031") == {"民政局": ("1", "80.0"), "财政局": ("2", "70.0")}
    page = found.read("rankings/hs-2031/2031-q1.html")
    assert "2031年第一季度排名合计2031年1月、2031年2月、2031年3月共3期" in page
    assert "2031年单位排名" in page
    assert "计入3项，分值之和200，平均66.7" in page


def test_deductions_stand_with_their_reasons() -> None:
    words = (*WORDS, {"word": "未报送", "slug": "none", "base": "false"})
    rules = {"unreported": {"points": 5, "reason": "督办办法第八条"}}
    found = ranked(
        task(1, "财政局", said(1, "顺利")),
        task(2, "财政局", said(1, "未报送")),
        task(3, "民政局", said(1, "顺利")),
        given={"deductions": rules},
        vocabularies={"default": words},
    )
    rows = found.rows("rankings/hs-2031/2031-01.html")
    assert [(row["unit"], row["rank"], row["deducted"], row["result"]) for row in rows] == [
        ("民政局", "1", 0, "100.0"),
        ("财政局", "2", 5, "95.0"),
    ]
    page = found.read("rankings/hs-2031/2031-01.html")
    assert "每项扣5分：督办办法第八条。" in page
    assert "平均100.0，未报1项扣5分，得95.0" in page


@pytest.mark.parametrize(("came", "lost"), [("2031-02-05", 0), ("2031-02-06", 3)])
def test_a_return_after_the_day_of_reports_is_late(came: str, lost: int) -> None:
    sent = plan().model_validate(
        {
            "id": "hs-2031",
            "title": "河上区重点工作",
            "district": "hs",
            "year": 2031,
            "reporting": [{"date": "2031-02-05", "covers": "1月"}],
            "forms": [{"period": "2031-01", "date": "2031-01-28"}],
        }
    )
    returned = Notice.model_validate(
        {"id": "hs-r", "kind": "return", "title": "表", "issuer": "财政局", "received": came}
    )
    own = {"period": "2031-01", "status": "顺利", "source": {"notice": "hs-r"}}
    rules = {"late": {"points": 3, "reason": "督办办法第九条"}}
    found = ranked(
        sent,
        task(1, "财政局", own, said(1, "顺利")),
        returned,
        given={"deductions": rules},
    )
    (row,) = found.rows("rankings/hs-2031/2031-01.html")
    assert row["deducted"] == lost
