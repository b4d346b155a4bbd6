"""What units return is their word: no state of things while a period is collected, and told where it does not agree."""

import datetime
from typing import Any

from tests.year.rooms import Site, ledger, plan, said, site, task, units
from tongbao.records.model import Notice, Plan
from tongbao.site.pages.home import HomePage
from tongbao.site.pages.periods import PeriodsPage


def returned(month: int, unit: str) -> Notice:
    return ledger(month, unit, kind="return", title=f"{unit}报送", issuer=unit)


def by(unit: str, month: int, status: str) -> dict[str, Any]:
    return said(month, status, unit)


def opened(*months: int, closed: str | None = None) -> Plan:
    forms = [
        {"period": f"2031-{month:02}", "date": f"2031-{month:02}-28", "closed": closed}
        for month in months
    ]
    names = [f"hs-{month:02}" for month in range(1, 6)] + [
        f"{unit}-{month:02}" for unit in ("甲局", "乙局") for month in range(1, 6)
    ]
    return Plan.model_validate(
        {**plan().model_dump(), "id": "hs-2031", "forms": forms, "notices": names}
    )


def head(found: Site) -> str:
    home = found.planned.pages[0]
    assert isinstance(home, HomePage)
    assert home.overview
    return "".join(piece.text for piece in home.overview.sentence)


def after_a_ledger() -> Site:
    return site(
        task(1, "甲局", said(2), by("甲局", 3, "落后")),
        task(2, "乙局", said(2)),
        ledger(2),
        returned(3, "甲局"),
        opened(3),
        units("甲局", "乙局"),
    )


def test_a_return_after_the_ledger_moves_nothing() -> None:
    found = after_a_ledger()
    assert head(found) == "2031年2月，2项任务、2项分工，2家单位：2项顺利。"
    assert not [path for path in found.pages if path.startswith("changes/")]
    (index,) = (one for one in found.planned.pages if isinstance(one, PeriodsPage))
    item = index.groups[0].items[0]
    assert item.detail == "1项任务、1项分工（单位自报，正在收表）"


def test_the_page_of_the_open_month_says_how_many_have_reported() -> None:
    words = "2031年3月正在收表，2家单位中已报1家，以上是单位自报，不是办公室核定的情况。"
    assert words in after_a_ledger().read("periods/hs-2031/2031-03.html")


def of_units_alone(**more: Any) -> Site:
    return site(
        task(1, "甲局", by("甲局", 3, "落后")),
        task(2, "乙局"),
        returned(3, "甲局"),
        opened(3, **more),
        units("甲局", "乙局"),
    )


def test_without_any_ledger_the_returns_are_the_units_own() -> None:
    found = of_units_alone()
    assert "1项落后" in head(found)
    assert "以上是单位自报" in head(found)
    assert "未报送" not in found.read("index.html")


def test_once_the_period_is_closed_what_did_not_come_is_missing() -> None:
    found = of_units_alone(closed="2031-04-05")
    assert "1项落后，1项未报送" in head(found)


def test_the_plans_day_to_report_closes_it_once_something_came_later() -> None:
    records = opened(3).model_copy(
        update={
            "reporting": (
                *Plan.model_validate(
                    {
                        **plan().model_dump(),
                        "id": "hs-2031",
                        "reporting": [{"date": "2031-04-02", "covers": "3月"}],
                    }
                ).reporting,
            )
        }
    )
    late = returned(3, "甲局").model_copy(update={"received": datetime.date(2031, 4, 1)})
    rooms = (task(1, "甲局", by("甲局", 3, "落后")), task(2, "乙局"), units("甲局", "乙局"))
    assert "未报送" not in head(site(*rooms, late, records))
    after = late.model_copy(update={"received": datetime.date(2031, 4, 3)})
    assert "1项未报送" in head(site(*rooms, after, records))
