"""An edition speaks up to the day of its ledger: what ended by then has ended in it, what ended later had not."""

import datetime

import pytest

from tests.year.rooms import Site, ledger, plan, said, settings, site, task, units
from tongbao.archive.cut import Moment, cut
from tongbao.records.content import Content
from tongbao.records.model import Task
from tongbao.site.pages.periods import PeriodPage

PLAN = plan().model_copy(update={"notices": ("hs-02", "hs-03")})
TOLD = "1项任务、1项分工：1项顺利。另有1项"


def ended(day: str) -> Task:
    return task(2, "乙局", said(2), ended={"kind": "withdrawn", "date": day, "reason": "已无必要"})


def found(day: str) -> Site:
    return site(
        PLAN,
        task(1, "甲局", said(2), said(3)),
        ended(day),
        ledger(2),
        ledger(3),
        units("甲局", "乙局"),
    )


def sentence(of: Site, path: str) -> str:
    page = next(one for one in of.planned.pages if one.path == path)
    assert isinstance(page, PeriodPage)
    return "".join(piece.text for piece in page.sentence)


# The ledger of March is of 8 April.
@pytest.mark.parametrize(
    ("day", "words"),
    [("2031-03-20", "已调整。"), ("2031-04-08", "已调整。"), ("2031-04-09", "本期未列。")],
)
def test_a_period_tells_what_had_ended_by_the_day_of_its_ledger(day: str, words: str) -> None:
    assert sentence(found(day), "periods/hs-2031/2031-03.html") == TOLD + words


@pytest.mark.parametrize(
    ("day", "has_ended"), [("2031-03-20", True), ("2031-04-08", True), ("2031-04-09", False)]
)
def test_a_sealed_month_holds_the_same(day: str, has_ended: bool) -> None:
    content = Content(
        settings(),
        (PLAN,),
        (task(1, "甲局", said(2), said(3)), ended(day)),
        (units("甲局", "乙局"),),
        (ledger(2), ledger(3)),
    )
    month = cut(content, Moment("2031-03", datetime.date(2031, 4, 30)))
    assert [bool(one.ended) for one in month.tasks] == [False, has_ended]
