"""A plan whose notices give no status says what was reported anew, never that nothing changed."""

from typing import Any

from tests.year.rooms import Site, ledger, said, site, task, units


def told(month: int, text: str) -> dict[str, Any]:
    return said(month, None, text=text)


def wordless(*may: str) -> Site:
    """Two tasks told of in April, and in May with these words."""
    tasks = (
        task(number, "教育局", told(4, f"第{number}处动工。"), told(5, text))
        for number, text in enumerate(may, start=1)
    )
    return site(*tasks, ledger(4), ledger(5), units("教育局"))


def test_what_was_told_anew_is_counted_and_listed() -> None:
    found = wordless("第1处封顶。正在装修。", "第2处动工。")
    assert "与2031年4月相比，新报进展1项" in found.read("changes/hs-2031/2031-05.html")
    assert "办好第1件事教育局第1处封顶" in found.read("changes/hs-2031/2031-05.html")
    assert "新报进展1项" in found.planned.data["brief.txt"]
    assert "新报进展1项" in found.planned.data["atom.xml"]
    assert "没有变化" not in "".join(map(found.read, found.pages))


def test_where_nothing_was_told_anew_it_says_so() -> None:
    found = wordless("第1处动工。", "第2处动工。")
    assert "没有变化" not in "".join(map(found.read, found.pages))
    assert "没有新报的进展" in found.planned.data["brief.txt"]


def test_a_plan_with_statuses_has_no_such_list() -> None:
    rated = task(1, "教育局", said(4, text="动工。"), said(5, text="封顶。"))
    found = site(rated, ledger(4), ledger(5), units("教育局"))
    pages = [path for path in found.pages if path != "about.html"]
    assert "新报进展" not in "".join(map(found.read, pages))
    assert "没有变化" in found.planned.data["brief.txt"]
