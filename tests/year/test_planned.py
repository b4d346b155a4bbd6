"""What a notice only plans is told as planned, until a later notice says that it was done."""

import datetime

import pytest

from tests.year.rooms import ledger, said, site, task, units
from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.quantities.dates import Timing, dates_in
from tongbao.progress.planned import is_planned
from tongbao.records.model import Event, Update

UNIT = "units/hs/hs1.html"


def event(date: str, text: str) -> dict[str, str]:
    return {"date": date, "text": text}


@pytest.mark.parametrize(
    ("date", "text", "planned"),
    [
        ("2031-04-20", "4月20日，两家企业签约。", False),
        ("2031-05-08", "5月8日投产。", False),
        ("2031-05-09", "5月9日投产。", True),
        ("2031-05", "5月中旬完成验收", True),
        ("2031-05", "5月上旬完成验收", False),
        ("2031-04", "4月底完成招标", False),
        ("2032-03", "2032年3月底竣工", True),
        ("2031-05-02", "拟于5月2日召开现场会", True),
        ("2031-04-28", "预计4月28日进场", True),
        ("2031-04-28", "按计划4月28日进场", False),
        ("2031-04-28", "4月28日，计划科进场核查", False),
    ],
)
def test_a_day_after_the_notice_or_a_word_of_planning(date: str, text: str, planned: bool) -> None:
    update = Update.model_validate(said(4, events=[event(date, text)]))
    (found,) = update.events
    assert is_planned(found, update, ledger(4)) is planned


def test_an_undated_notice_tells_of_days_up_to_the_end_of_its_period() -> None:
    april = Update.model_validate(said(4))
    undated = ledger(4, date=None)
    assert not is_planned(Event(date="2031-04-30", text="4月30日开工"), april, undated)
    assert is_planned(Event(date="2031-05-01", text="5月1日开工"), april, undated)
    early = ledger(4, date=None, received="2031-04-26")
    assert is_planned(Event(date="2031-04-30", text="4月30日开工"), april, early)


def test_plans_stand_apart_until_a_later_notice_tells_them_as_done() -> None:
    april = said(
        4,
        text="4月3日立项。计划5月20日开工，6月9日试车。",
        events=[
            event("2031-04-03", "4月3日立项。"),
            event("2031-05-20", "计划5月20日开工"),
            event("2031-06-09", "6月9日试车。"),
        ],
    )
    first = site(task(1, "商务局", april), ledger(4), units("商务局"))
    assert [(one["date"], one["planned"]) for one in first.data("events")] == [
        ("2031-04-03", False),
        ("2031-05-20", True),
        ("2031-06-09", True),
    ]
    assert "商务局的事项，1件" in first.read(UNIT)
    assert "商务局计划中的事项，2件" in first.read(UNIT)
    shown = first.read("tasks/hs-2031/1.html")
    assert shown.index("有日期的事项，1件") < shown.index("计划中的事项，2件")

    may = said(5, text="5月20日开工。", events=[event("2031-05-20", "5月20日开工。")])
    then = site(task(1, "商务局", april, may), ledger(4), ledger(5), units("商务局"))
    assert "商务局的事项，2件" in then.read(UNIT)
    assert "商务局计划中的事项，1件" in then.read(UNIT)
    assert [one["planned"] for one in then.data("events")] == [False, True, True, False]


def test_another_task_of_the_unit_may_tell_that_it_was_done() -> None:
    april = said(4, events=[event("2031-05-20", "计划5月20日举行开街仪式")])
    walked = said(5, events=[event("2031-05-20", "5月20日，到邻县考察。")])
    opened = said(5, events=[event("2031-05-20", "5月20日，开街仪式在夜市举行。")])
    for may, planned in ((walked, True), (opened, False)):
        found = site(
            task(1, "商务局", april),
            task(2, "商务局", may),
            ledger(4),
            ledger(5),
            units("商务局"),
        )
        assert ("商务局计划中的事项，1件" in found.read(UNIT)) is planned


def test_a_plan_for_a_month_was_done_on_a_day_of_it() -> None:
    april = said(4, events=[event("2031-05", "5月下旬正式开业。")])
    for text, planned in (("5月26日正式开业。", False), ("5月26日调研。", True)):
        may = said(5, events=[event("2031-05-26", text)])
        found = site(task(1, "商务局", april, may), ledger(4), ledger(5), units("商务局"))
        assert ("商务局计划中的事项，1件" in found.read(UNIT)) is planned


def test_dates_after_a_planned_one_are_of_the_year_to_come() -> None:
    timing = Timing(datetime.date(2031, 7, 9), "2031-06")
    text = "6月3日平整土地。拟于8月2日开工。11月5日封顶。"
    found = dates_in(text, timing, standard_lexicon().dates)
    assert [one.first for one in found] == ["2031-06-03", "2031-08-02", "2031-11-05"]
