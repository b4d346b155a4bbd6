"""Units and persons out of a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbao.notices.lexicon import standard_lexicon
from tongbao.notices.names import UnitReader, paired, read_persons
from tongbao.records.model import Person

LEXICON = standard_lexicon()
UNITS = UnitReader(LEXICON, lambda name: name == "税务")


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("区财政局", ["区财政局"]),
        ("区工信局\n区商务局\n各乡（街道）", ["区工信局", "区商务局", "各乡（街道）"]),
        ("区农业农村和\n水利局", ["区农业农村和水利局"]),
        ("区卫健委、区教体局；区住建局", ["区卫健委", "区教体局", "区住建局"]),
        ("各乡（街\n道）", ["各乡（街道）"]),
        ("税务\n区财政局", ["税务", "区财政局"]),
        ("区财政局\n区财政局", ["区财政局"]),
        ("区 财 政 局", ["区财政局"]),
        ("各区、县级市、市财政局", ["各区、县级市", "市财政局"]),
        ("各乡镇人民政府、街道办事处", ["各乡镇人民政府、街道办事处"]),
        ("各街道、区直各部门", ["各街道", "区直各部门"]),
        ("市林业局，各县（市、区）、园区管委会", ["市林业局", "各县（市、区）、园区管委会"]),
        ("区农业农村和水利局、区发展和改革委", ["区农业农村和水利局", "区发展和改革委"]),
        ("区水务局等部门，相关街道办事处", ["区水务局等部门", "相关街道办事处"]),
        ("", []),
    ],
)
def test_units_of_a_cell(cell: str, names: list[str]) -> None:
    units = UNITS.read(cell)
    assert list(units.names) == names
    assert units.doubts == ()


def test_two_units_run_together_are_split_and_named() -> None:
    units = UNITS.read("区企业发展服务中心 区棚改收储办")
    assert units.names == ("区企业发展服务中心", "区棚改收储办")
    assert units.doubts == ()
    unsure = UNITS.read("企业发展服务中心 棚改收储办")
    assert unsure.doubts == ("“企业发展服务中心 棚改收储办”以空格相连，按2家单位读",)


def test_units_without_a_sign_between_them_and_a_full_stop_behind() -> None:
    glued = UNITS.read("区环保局区统计局")
    assert (glued.names, glued.doubts) == (("区环保局", "区统计局"), ())
    assert UNITS.read("区委区政府督查局").names == ("区委区政府督查局",)
    assert UNITS.read("区水务局,各乡镇人民政府、街道办事处。").names == (
        "区水务局",
        "各乡镇人民政府、街道办事处",
    )


def test_two_units_joined_by_a_word_are_split_and_named() -> None:
    units = UNITS.read("区住建局和区城管局")
    assert units.names == ("区住建局", "区城管局")
    assert units.doubts == ("“区住建局和区城管局”以“和”相连，按2家单位读",)


def test_what_does_not_look_like_a_unit_is_kept_and_named() -> None:
    units = UNITS.read("越秀")
    assert units.names == ("越秀",)
    assert units.doubts == ("“越秀”不像单位名称",)


@pytest.mark.parametrize(
    ("cell", "persons"),
    [
        ("李会卿", [Person(name="李会卿")]),
        ("樊星烁\n赵永强", [Person(name="樊星烁"), Person(name="赵永强")]),
        ("李旭东/艾建伟", [Person(name="李旭东"), Person(name="艾建伟")]),
        ("王新\n（规划）\n李会卿", [Person(name="王新", duty="规划"), Person(name="李会卿")]),
        (
            "侯晓冰（规划）张延鹤（土地）",
            [Person(name="侯晓冰", duty="规划"), Person(name="张延鹤", duty="土地")],
        ),
        ("侯晓冰（规划局局长）", [Person(name="侯晓冰", duty="规划局局长")]),
        ("各乡（街\n道）行政负责人", [Person(office="各乡（街道）行政负责人")]),
    ],
)
def test_persons_of_a_cell(cell: str, persons: list[Person]) -> None:
    found = read_persons(cell, LEXICON)
    assert list(found.persons) == persons
    assert found.doubts == ()


def test_a_padded_name_is_closed_up_and_reported() -> None:
    found = read_persons("师培剑\n王 新", LEXICON)
    assert [person.name for person in found.persons] == ["师培剑", "王新"]
    assert found.repairs == ("“王 新”去掉姓名中的空格",)


def test_what_does_not_look_like_a_name_is_kept_and_named() -> None:
    found = read_persons("樊星烁赵永强徐光亚", LEXICON)
    assert found.persons == (Person(name="樊星烁赵永强徐光亚"),)
    assert found.doubts == ("“樊星烁赵永强徐光亚”不像姓名",)


def test_persons_join_units_only_where_the_cell_says_so() -> None:
    one, two = Person(name="王新"), Person(name="李会卿")
    assert paired((one, two), ("甲局",)) == (
        (Person(name="王新", unit="甲局"), Person(name="李会卿", unit="甲局")),
        False,
    )
    assert paired((one, two), ("甲局", "乙局")) == (
        (Person(name="王新", unit="甲局"), Person(name="李会卿", unit="乙局")),
        True,
    )
    assert paired((one,), ("甲局", "乙局")) == ((one,), True)
    assert paired((), ("甲局", "乙局")) == ((), False)


CELLS = st.text("区财政局各乡街道（）、，；/ \n王新李会卿负责人A1-", max_size=40)


@given(CELLS)
def test_every_character_of_a_cell_is_in_a_name(cell: str) -> None:
    for names in (
        UNITS.read(cell).names,
        [person.name or person.office or "" for person in read_persons(cell, LEXICON).persons],
    ):
        assert all("".join(name.split()) in "".join(cell.split()) for name in names)


def test_padded_names_run_together_are_parted_and_named() -> None:
    found = read_persons("陆 明俞 悦", LEXICON)
    assert [person.name for person in found.persons] == ["陆明", "俞悦"]
    assert found.doubts == ("“陆 明俞 悦”按“陆明、俞悦”2人读",)
