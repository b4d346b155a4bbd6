"""Days that notices set: the page, and the calendar file."""

import datetime
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.site.shown import rows_of, words
from tongbao.progress.deadlines import Deadline, deadlines_of
from tongbao.records.model import Plan
from tongbao.site.calendar import calendar_text


def unfolded(text: str) -> list[str]:
    """Return the lines as RFC 5545 reads them."""
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_days_in_order_with_what_is_due_and_whose(sites: Any) -> None:
    page = sites.page("deadlines.html")
    assert [words(group.heading) for group in page.table.groups] == ["2022-09-30", "2023-06-30"]
    found = [tuple(row.values())[:4] for row in rows_of(page.table)]
    assert found == [
        ("报送", "", "报送第三季度进展", ""),
        ("到期", "1", "继续修好东环路。|原文：6月底前", "区发改局"),
    ]


def test_the_page_says_that_reporting_back_is_no_deadline(sites: Any) -> None:
    (sentence,) = sites.page("deadlines.html").sentence
    assert sentence.text == (
        "1条完成时限、1个报送日期。报送日期只说明何时报送进展，不表示任务到期。"
    )


def test_a_site_without_days_has_neither_page_nor_file(sites: Any) -> None:
    public = sites.plan("public")
    found = deadlines_of(sites.survey("public"))
    assert bool(found) == ("deadlines.ics" in public.data)
    assert bool(found) == any(page.path == "deadlines.html" for page in public.pages)


def test_the_calendar_is_that_of_rfc_5545(sites: Any) -> None:
    text = sites.plan().data["deadlines.ics"]
    assert unfolded(text)[:16] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tongbao//Deadlines//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:东湖区工作进展",
        "BEGIN:VEVENT",
        "UID:dong-2022-reporting-2022-09-30@tongbao",
        "DTSTAMP:20220817T000000Z",
        "DTSTART;VALUE=DATE:20220930",
        "DTEND;VALUE=DATE:20221001",
        "SUMMARY:报送第三季度进展",
        "DESCRIPTION:东湖区2022年重点工作",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "BEGIN:VEVENT",
    ]
    assert "\n" not in text.replace("\r\n", "")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1))
def test_any_text_is_folded_at_75_octets_and_comes_back(said: str) -> None:
    day = datetime.date(2022, 6, 30)
    plan = Plan(id="p", title="甲", district="d", year=2022)
    text = calendar_text("历", [Deadline(day, "p-1", plan, said, day)])
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    (summary,) = (line for line in unfolded(text) if line.startswith("SUMMARY:"))
    read = re.sub(r"\\(.)", r"\1", summary.removeprefix("SUMMARY:"))
    assert read == f"报送{said}进展"


def test_a_stamp_is_the_day_of_the_notice(sites: Any) -> None:
    stamps = {one.stamp for one in deadlines_of(sites.survey())}
    assert stamps <= {datetime.date(2022, 8, 17), datetime.date(2022, 9, 20)}
