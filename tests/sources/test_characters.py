"""What may stand at the end of a line, and what two lines make together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbao.sources.characters import (
    closes_earlier,
    ends_sentence,
    first_piece,
    item_kind,
    items_within,
    join,
    tidy,
)


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("增长，排名", "增"),
        ("成，WD-7", "成，"),
        ("10.6亿元", "10.6"),
        ("WC-15、C-19", "WC-"),
        ("（一）项目", "（一）"),
        ("“断头路”工程", "“断"),
        ("14.2%。下", "14.2%。"),
        ("——2021年", "——"),
        ("岗”1-7月份", "岗”1-"),
        ("2*630MW机组", "2*630MW"),
        ("", ""),
    ],
)
def test_the_first_piece_is_what_no_typesetter_breaks(text: str, piece: str) -> None:
    assert first_piece(text) == piece


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("2022", "年度", "2022年度"),
        ("增长-", "14.2%", "增长-14.2%"),
        ("报送资金总额达", "10.6亿元", "报送资金总额达10.6亿元"),
        ("Smart", "City", "Smart City"),
        ("工程：", "WC-15", "工程：WC-15"),
        ("区企业发展服务中心 区棚", "改收储办", "区企业发展服务中心 区棚改收储办"),
        ("", "甲", "甲"),
    ],
)
def test_a_wrapped_line_is_joined_with_a_space_between_words_only(
    first: str, second: str, whole: str
) -> None:
    assert join(first, second) == whole


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1、平高电气", "1、"),
        ("3. 6月、7月份", "1."),
        ("1.5亿元", ""),
        ("（二）抓好", "2）"),
        ("二是开展", "3是"),
        ("十一、其他", "3、"),
        ("①完成", "4①"),
        ("一一对应", ""),
    ],
)
def test_the_kind_of_number_a_line_begins_with(text: str, kind: str) -> None:
    assert item_kind(text) == kind


def test_numbers_inside_a_line_are_seen() -> None:
    assert items_within("一是调研；二是签约；三是开工。") == {"3是"}
    assert items_within("完成3、4号楼。") == set()


def test_a_bracket_left_open_goes_on_in_the_next_line() -> None:
    assert closes_earlier("平顶山市（含", "石龙区）的项目")
    assert not closes_earlier("平顶山市（含石龙区）", "（二）项目")
    assert not closes_earlier("项目", "一）")
    assert closes_earlier("创建“七种能", "力”要求")


def test_a_sentence_ends_with_its_mark_even_inside_a_quotation() -> None:
    assert ends_sentence("“人一之，我十之。”")
    assert not ends_sentence("街道，")


def test_radicals_and_compatibility_characters_become_common_ones() -> None:
    assert tidy("⼀⽇⻓⻔，豈\uf900") == ("一日长门，豈豈", True)
    assert tidy("5-7月\u200b 份\xa0甲") == ("5-7月 份 甲", False)
    assert tidy("⼾籍、⿈河、⾭年") == ("户籍、黄河、青年", True)


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_other_characters_are_never_changed(text: str) -> None:
    assert tidy(tidy(text)[0])[1] is False
    common = "".join(
        c for c in text if "\u3400" <= c <= "\u9fff" or " " <= c <= "~" or c in "，。："
    )
    assert tidy(common) == (common, False)


@given(st.text(max_size=20), st.text(max_size=20))
def test_joining_loses_nothing(first: str, second: str) -> None:
    assert join(first, second).replace(" ", "") == (first + second).replace(" ", "")
