"""A task that ended names those that go on with it, and each of these names the one it came of."""

from tests.year.rooms import ledger, said, site, task, units


def test_both_ways_lead_to_each_other() -> None:
    ended = {"kind": "split", "date": "2031-03-08", "into": ["hs-2031/2", "hs-2031/3"]}
    found = site(
        task(1, "甲局", said(2), ended=ended),
        task(2, "甲局", said(3)),
        task(3, "乙局", said(3)),
        *(ledger(2), ledger(3)),
        units("甲局", "乙局"),
    )
    before = found.read("tasks/hs-2031/1.html")
    assert "拆成几项任务" in before
    assert found.links("tasks/hs-2031/1.html")["第2项　办好第2件事"] == "tasks/hs-2031/2.html"
    for number in (2, 3):
        page = f"tasks/hs-2031/{number}.html"
        assert "由来办好第1件事（拆出本项）" in found.read(page)
        assert found.links(page)["办好第1件事"] == "tasks/hs-2031/1.html"


def test_of_what_was_merged_it_is_said_so() -> None:
    ended = {"kind": "merged", "date": "2031-03-08", "into": ["hs-2031/3"]}
    found = site(
        task(1, "甲局", said(2), ended=ended),
        task(2, "甲局", said(2), ended=ended),
        task(3, "乙局", said(3)),
        *(ledger(2), ledger(3)),
        units("甲局", "乙局"),
    )
    page = found.read("tasks/hs-2031/3.html")
    assert "由来办好第1件事（并入本项）、办好第2件事（并入本项）" in page
