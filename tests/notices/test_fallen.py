"""Figures that went backwards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbao.notices.fallen import Fallen, fallen_figures

BEFORE = (
    "1、截至7月底，累计完成投资5.2亿元，开工率68%；已签约项目14个，同比增长9.3%。总投资30亿元。"
)


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ("累计完成投资4.8亿元。", (Fallen("累计完成投资", "5.2", "4.8", "亿元"),)),
        ("截至8月底，累计完成投资6亿元，开工率60%。", (Fallen("开工率", "68", "60", "%"),)),
        ("已签约项目12个，累计完成投资5.2亿元。", (Fallen("已签约项目", "14", "12", "个"),)),
        ("同比增长1.1%，总投资20亿元。", ()),
        ("累计完成投资48000万元。", ()),
        ("计划年内累计完成投资4亿元。", ()),
        ("甲项目累计完成投资4亿元；累计完成投资4亿元；累计完成投资1亿元。", ()),
        ("", ()),
    ],
)
def test_what_can_only_grow_is_compared_by_name_and_unit(
    after: str, found: tuple[Fallen, ...]
) -> None:
    assert fallen_figures(BEFORE, after) == found


@given(st.text(), st.text())
def test_any_text_can_be_compared_and_none_falls_behind_itself(one: str, other: str) -> None:
    assert fallen_figures(one, one) == ()
    for fallen in fallen_figures(one, other):
        assert fallen.name in "".join(other.split())
