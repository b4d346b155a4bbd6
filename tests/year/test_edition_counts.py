"""A period with a ledger counts that ledger's rows; what it leaves out is told apart and blamed on nobody."""

from tests.year.rooms import Site, ledger, said, site, task, units
from tongbao.site.pages.home import HomePage, Overview
from tongbao.site.pages.periods import PeriodPage

LISTED = "2031-03"


def left_out() -> Site:
    return site(
        task(1, "甲局", said(2), said(3, "落后")),
        task(2, "乙局", said(2), said(3)),
        task(3, "甲局", said(2, "平稳")),
        task(4, "乙局", said(2, "已办结")),
        ledger(2),
        ledger(3),
        units("甲局", "乙局"),
    )


def sentence(found: Site, path: str) -> str:
    page = next(one for one in found.planned.pages if one.path == path)
    of = page.overview if isinstance(page, HomePage) else page
    assert isinstance(of, Overview | PeriodPage)
    return "".join(piece.text for piece in of.sentence)


def test_home_and_the_period_count_the_rows_and_tell_the_rest_apart() -> None:
    found = left_out()
    assert sentence(found, "index.html") == (
        "2031年3月，2项任务、2项分工，2家单位：1项顺利，1项落后。另有1项此前已办结，1项本期未列。"
    )
    assert sentence(found, f"periods/hs-2031/{LISTED}.html") == (
        "2项任务、2项分工：1项顺利，1项落后。另有1项此前已办结，1项本期未列。"
    )
    text = found.planned.data["brief.txt"]
    assert "总数：2项任务、2项分工，2家单位。" in text
    assert "另有：此前已办结1项，本期未列1项。" in text


def test_nobody_is_said_not_to_have_reported() -> None:
    found = left_out()
    for path in ("index.html", "tasks/hs-2031/3.html", "units/hs/hs1.html"):
        assert "未报送" not in found.read(path)
    page = found.read("tasks/hs-2031/3.html")
    assert "2031年3月的台账没有列这一项（本期未列），没有说明原因。" in page


def test_the_rows_of_a_period_have_the_ledgers_order_and_what_it_leaves_out_no_number() -> None:
    rows = left_out().rows(f"periods/hs-2031/{LISTED}.html")
    assert [(row["number"], row["text"]) for row in rows][:2] == [
        ("1", "办好第1件事"),
        ("2", "办好第2件事"),
    ]
    assert {row["text"]: row["number"] for row in rows}["办好第3件事"] is None


def test_a_word_of_the_ledger_that_says_so_is_a_missing_report() -> None:
    found = site(task(1, "甲局", said(2), said(3, "未报送")), ledger(2), ledger(3), units("甲局"))
    assert "1项未报送" in sentence(found, "index.html")


def test_what_a_ledger_leaves_out_leads_to_the_one_that_listed_it_last() -> None:
    found = site(
        task(1, "甲局", said(2), said(3), said(4)),
        task(2, "乙局", said(2), said(3)),
        *(ledger(2), ledger(3), ledger(4)),
        units("甲局", "乙局"),
    )
    for page in ("plans/hs-2031.html", "periods/hs-2031/2031-04.html"):
        notices = {row["text"]: row["notice"] for row in found.rows(page)}
        assert notices == {"办好第1件事": "4月台账", "办好第2件事": "3月台账"}


def test_the_page_of_what_is_not_listed_says_that_its_number_was_an_earlier_ones() -> None:
    found = left_out()
    page = found.read("tasks/hs-2031/3.html")
    assert "原第3项" in page
    assert "原第" not in found.read("tasks/hs-2031/1.html")
    assert "上一项原第3项" in found.read("tasks/hs-2031/4.html")
