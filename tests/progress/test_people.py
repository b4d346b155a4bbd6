"""Units and persons."""

from typing import Any

from tongbao.progress.people import PersonKey, UnitKey
from tongbao.records.model import Person
from tongbao.site.references import link_of_person, link_of_unit


def test_the_same_name_in_two_units_is_two_persons(sites: Any) -> None:
    persons = sites.survey().directory.involved.persons
    assert [key for key in persons if key.name == "李明"] == [
        PersonKey("dong", "u001", "李明"),
        PersonKey("dong", "u002", "李明"),
    ]


def test_an_office_gets_no_page(sites: Any) -> None:
    link = link_of_person(sites.survey().directory, "dong", Person(office="各乡镇行政负责人"))
    assert (link.text, link.path) == ("各乡镇行政负责人", None)


def test_a_page_of_a_person_never_moves() -> None:
    assert PersonKey("dong", "u001", "李明").id == "dong-u001-aa227102"
    assert PersonKey("dong", "", "李明").id.isascii()
    assert PersonKey("dong", "没有登记的单位", "李明").id.isascii()


def test_a_shared_lead_counts_only_where_the_row_names_the_unit(sites: Any) -> None:
    parts = sites.survey().directory.involved.units[UnitKey("dong", "u002")]
    assert [(part.entry.assignment.label, part.role) for part in parts] == [
        ("工业增加值", "counted"),
        ("投资", "shared"),
    ]


def test_a_group_of_all_stands_for_its_members_and_one_of_some_does_not(sites: Any) -> None:
    units = sites.survey().directory.involved.units
    assert [part.through for part in units[UnitKey("dong", "u004")]] == ["各乡镇"]
    assert [part.role for part in units[UnitKey("dong", "u006")]] == ["cooperating"]


def test_an_alias_leads_to_the_unit_and_an_unknown_name_nowhere(sites: Any) -> None:
    directory = sites.survey().directory
    assert link_of_unit(directory, "dong", "发改局").path == "units/dong/u001.html"
    assert link_of_unit(directory, "dong", "没有登记的单位").path is None
