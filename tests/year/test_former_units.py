"""A unit that no task names any more keeps its page, which tells what it did and who goes on."""

from typing import Any

from tests.year.rooms import Site, ledger, said, site, task, units
from tongbao.records.content import UnitNames

OLD = {"name": "市容局", "until": "2031-05-10", "successors": ["住建局", "交通局"]}


def moved(*named: Any) -> Site:
    """Two tasks of 市容局, from May on of 住建局 and 交通局; one more of 住建局 all the time."""
    april: dict[str, Any] = {"printed": {"lead": ["市容局"], "persons": ["何川"]}}
    reworded: dict[str, Any] = {"printed": {"lead": ["市容局"], "text": "清理第2处"}}
    return site(
        task(
            1,
            "住建局",
            said(4, **april),
            said(5),
            part={"persons": [{"name": "罗青", "unit": "住建局"}]},
        ),
        task(2, "交通局", said(4, **reworded), said(5)),
        task(3, "住建局", said(4), said(5)),
        ledger(4),
        ledger(5),
        units(*(named or (OLD, "住建局", "交通局"))),
    )


def test_its_page_stays_and_tells_what_it_did() -> None:
    found = moved()
    page = found.read("units/hs/hs1.html")
    assert "现在没有负责或参与的任务。2031-05-10撤并，由住建局、交通局承接。" in page
    assert "市容局以前的任务，共2项" in page
    assert "办好第1件事负责至2031年4月住建局" in page
    assert "清理第2处现为：办好第2件事负责至2031年4月交通局" in page
    assert found.links("units/hs/hs1.html")["交通局"] == "units/hs/hs3.html"
    assert "承接自市容局" in found.read("units/hs/hs3.html")


def test_it_is_reached_from_the_list_of_units_and_from_its_tasks() -> None:
    found = moved()
    listed = found.read("units/index.html")
    assert "已撤并或不再承担任务市容局以前2项，至2031年4月，2031-05-10撤并" in listed
    assert found.links("units/index.html")["市容局"] == "units/hs/hs1.html"
    assert found.links("tasks/hs-2031/1.html")["市容局"] == "units/hs/hs1.html"
    assert "以前的单位市容局（至2031年4月）" in found.read("tasks/hs-2031/1.html")
    assert "以前的单位" not in found.read("tasks/hs-2031/3.html")
    assert "负责2项" in found.read("units/hs/hs2.html")


def test_somebody_who_answers_for_nothing_any_more_keeps_a_page() -> None:
    found = moved()
    path = found.links("people/index.html")["何川"]
    assert "现在没有负责或参与的任务。以前的任务1项。" in found.read(path)
    assert "不再担任责任人何川" in found.read("people/index.html")


def test_people_go_with_their_work_to_the_unit_that_has_it_now() -> None:
    staying = {"persons": [{"name": "何川", "unit": "市容局"}]}
    found = site(
        task(1, "市容局", said(4), said(5, printed={"lead": ["住建局"]}), part=staying),
        ledger(4),
        ledger(5),
        units(OLD, "住建局", "交通局"),
    )
    assert "责任人何川" in found.read("units/hs/hs2.html")
    assert "责任人何川" not in found.read("units/hs/hs1.html")
    assert "住建局，负责1项" in found.read(found.links("units/hs/hs2.html")["何川"])


def test_programs_read_when_a_unit_was_there() -> None:
    rows = {one["name"]: one for one in moved().data("units")}
    assert (rows["市容局"]["until"], rows["市容局"]["current"]) == ("2031-05-10", False)
    assert rows["市容局"]["successors"] == ["住建局", "交通局"]
    assert rows["住建局"]["current"] is True


def test_a_renamed_unit_is_one_unit_at_one_address() -> None:
    renamed = {"name": "住建局", "formerly": [{"name": "市容局", "until": "2031-05-10"}]}
    found = moved(renamed, "交通局")
    page = found.read("units/hs/hs1.html")
    assert "曾用名市容局（至2031-05-10）" in page
    assert "负责2项" in page
    assert "住建局以前的任务，共1项" in page
    assert UnitNames(units(renamed)).find("市容局") is not None


def test_a_unit_is_counted_for_what_the_edition_lists_and_found_where_it_lists_nothing() -> None:
    found = site(
        task(1, "交通局", said(4)),
        task(2, "住建局", said(4), said(5)),
        task(3, "住建局", said(4)),
        ledger(4),
        ledger(5),
        units("交通局", "住建局"),
    )
    listed = found.read("units/index.html")
    assert "本期没有列出任务交通局1项" in listed
    assert "河上区重点工作，2个单位" not in listed
    page = found.read("units/hs/hs2.html")
    assert "负责1项：1项顺利。另有1项本期未列" in page
