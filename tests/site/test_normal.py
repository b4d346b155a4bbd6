"""Text as the search compares it."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbao.site.normal import normal, packed

PRINTED = str.maketrans(",():;!?", "，（）：；！？")
# What notices are made of, and what could go wrong.
TEXTS = st.text(
    st.one_of(
        st.sampled_from(
            "断头路打通５Ｇ5g，,（(）)“”‘’\"' 　\n\t·—–-－~～〜％%①Ⅷ㎡…ＡａZ〔〕《》\ufeff\u200b𠮷e\u0301ǅ"
        ),
        st.characters(codec="utf-8", max_codepoint=0xFFFF),
    ),
    max_size=40,
)


def restored(compared: str, edits: str) -> str:
    """Return what was printed, as static/search-text.js does it, in its lengths."""
    units = compared.encode("utf-16-le")
    found: list[str] = []
    at = place = 0

    def plain(count: int) -> str:
        return (
            units[2 * at : 2 * (at + count)].decode("utf-16-le", "surrogatepass").translate(PRINTED)
        )

    while place < len(edits.encode("utf-16-le")) // 2:
        rest = edits.encode("utf-16-le")[2 * place :].decode("utf-16-le")
        head = re.match(r"(\d+),(\d+),(\d+),", rest)
        assert head
        skip, drop, length = map(int, head.groups())
        put = rest[head.end() :].encode("utf-16-le")[: 2 * length].decode("utf-16-le")
        found += [plain(skip), put]
        at += skip + drop
        place += head.end() + length
    return "".join([*found, plain(len(units) // 2 - at)])


@pytest.mark.parametrize(
    ("printed", "compared"),
    [
        ("打通“断头路”", "打通断头路"),
        ("５Ｇ 基站", "5g基站"),
        ("2022年5—7月", "2022年5-7月"),
        ("5～7月", "5~7月"),
        ("（一）投资：\n  ５，０００万元", "(一)投资:5,000万元"),
        ("第Ⅷ届，面积100㎡……", "第viii届,面积100m2......"),
        ("王　明·李‧四", "王明李四"),
        ("", ""),
    ],
)
def test_what_is_compared(printed: str, compared: str) -> None:
    assert normal(printed) == compared


@given(TEXTS)
def test_normal_text_is_as_normal_as_it_gets(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    assert not re.search(r"\s", normal(text))


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_what_was_printed_comes_back(fields: list[str]) -> None:
    found = packed(fields)
    assert found.normal == "\t".join(map(normal, fields))
    assert restored(found.normal, found.edits) == "\t".join(
        field.replace("\t", " ") for field in fields
    )


def test_a_usual_text_takes_few_edits() -> None:
    text = "1、地区生产总值，实际完成129.41亿元（增长1.3%），排名6区第5；责任单位：发改委。"
    assert packed([text]).edits == ""
    assert packed(["打通“断头路”3条", "5G"]).edits == "2,0,1,“3,0,1,”4,1,1,G"


def test_edits_of_one_text_are_in_order() -> None:
    numbers = [int(one) for one in re.findall(r"(\d+),\d+,1,", packed(["“甲”“乙”"]).edits)]
    assert all(after >= 0 for _, after in pairwise([0, *numbers]))
