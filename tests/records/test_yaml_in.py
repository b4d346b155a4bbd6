"""YAML in: text stays text, slips are named where they were made, and marks lead back to the file."""

from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tongbao.records import yaml_in
from tongbao.records.yaml_in import PureComposer, marks_of, read_yaml
from tongbao.records.yaml_text import decode, line_and_column, place_at

COMPOSERS = (yaml_in.composer, PureComposer)


@pytest.fixture(params=COMPOSERS, ids=("fast", "pure"))
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test with libyaml and without."""
    monkeypatch.setattr(yaml_in, "composer", request.param)


def problem_of(text: str) -> str:
    (found,) = read_yaml(text, "f").problems
    return str(found)


@pytest.mark.usefixtures("either")
def test_scalars_stay_text() -> None:
    """
    a: [no, 007, 12:30, 2024-13-01, 1e3, "null", '~', 0x1f, yes, 8]
    b: null
    c: ~
    d:
    e: ""
    f: [null, ~]
    g: |-
      一
      二
    h: {i: j}
    """
    assert read_yaml(dedent(test_scalars_stay_text.__doc__ or ""), "f").data == {
        "a": ["no", "007", "12:30", "2024-13-01", "1e3", "null", "~", "0x1f", "yes", "8"],
        "b": None,
        "c": None,
        "d": None,
        "e": "",
        "f": [None, None],
        "g": "一\n二",
        "h": {"i": "j"},
    }


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kind：task\ntext: x\n", "f:1:5: 键后面用了全角冒号“：”"),
        ('number: "8"\nkind：task\ntext: x\n', "f:2:5: 键后面用了全角冒号“：”"),
        ("number: 8\nkind：task\n", "f:2:5: 键后面用了全角冒号“：”"),
        ("a:\n  - part：1\n    lead: x\n", "f:2:9: 键后面用了全角冒号“：”"),
        ("a: GDP：增长\nb: x: y\n", "f:2:5: 值里有冒号加空格“: ”"),
        ("a:\n\tb: 1\n", "f:2:1: 用了制表符（Tab）缩进"),
        ("情况: 【重点】: x\n", "f:1:9: 值里有冒号加空格“: ”"),
        ("a: %x\n", "f:1:4: 值不能以“%”开头"),
        ("a: ? x\n", "f:1:4: 值不能以“?”开头"),
        ("a: !x y\n", "f:1:4: 值不能以“!x”开头"),
        ("a: &x y\n", "f:1:4: 不支持 YAML 的引用“&x”"),
        ("a: 7\nb: *x\n", "f:2:4: 值不能以“*”开头"),
        ("a: 1\nb: 'it's'\n", "f:2:4: 'it' 后面还有文字"),
        ("a: [b, c]]\n", "f:1:10: 缩进与上面的行不一致"),
        ("a: 1\n---\nb: 2\n", "f:2:1: 一个文件里有两份内容"),
        ("a: 1\n-b\n", "f:2:1: 这一行没有“键: 值”的冒号"),
        ("? [a]\n: x\n", "f:1:3: 键应是文字，这里是“[a]”"),
        ("null: x\n", "f:1:1: 键应是文字，这里是“null”"),
        ("a: 1\nb: 2\na: 3\n", "f:3:1: “a”写了两次：第 1 行和第 3 行"),
        ("", "f:1:1: 文件是空的"),
        ("null\n", "f:1:1: 文件里只有一段文字"),
    ],
)
def test_a_slip_is_named_where_it_was_made(text: str, expected: str) -> None:
    assert problem_of(text).startswith(expected)


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize(
    "text", ["a: # 说明\n", "a: 1 #2\n", "a: 7*24 & 2*630MW\n", "a: '#2'\n", "a: [b, '甲，乙']\n"]
)
def test_what_is_no_slip_is_no_problem(text: str) -> None:
    assert read_yaml(text, "f").problems == ()


def test_data_is_read_beside_its_faults() -> None:
    read = read_yaml("a: 1\na: 2\nb: !x 3\n", "f")
    assert read.data == {"a": "1", "b": None}
    assert len(read.problems) == 2


@pytest.mark.parametrize(
    "text", ["[" * 50_000, "a: " + "- " * 50_000, "- " * 50_000 + "x", "{a: " * 50_000]
)
def test_endless_nesting_is_refused_and_stops_nothing(text: str) -> None:
    assert problem_of(text) == "f:1:1: 括号或缩进的层次太多（最多 60 层）"


def test_deep_indent_is_refused() -> None:
    text = "\n".join(" " * number + "a:" for number in range(5000))
    assert problem_of(text) == "f:1:1: 括号或缩进的层次太多（最多 60 层）"


@given(st.text(st.sampled_from("ab:：，#-[]{}'\"\n\t|>&*!%@`?~ 1甲"), max_size=40))
@settings(max_examples=examples(400), deadline=None)
def test_no_text_at_all_raises(text: str) -> None:
    read = read_yaml(text, "f")
    assert read.data is not None or read.problems
    marks_of(text)


@given(st.binary(max_size=60))
@settings(max_examples=examples(200), deadline=None)
def test_no_bytes_at_all_raise(raw: bytes) -> None:
    decoded = decode(raw, "f")
    assert decoded.text is not None or decoded.problems
    if decoded.text is not None:
        read_yaml(decoded.text, "f")


MARKED = "# 首行\na: 甲\nb:\n  - c: 1\n    d: |-\n      乙\n  - [x, y]\n"


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), (2, 1), (2, 1)),
        (("a",), (2, 4), (2, 1)),
        (("b",), (4, 3), (3, 1)),
        (("b", 0), (4, 5), (4, 5)),
        (("b", 0, "d"), (5, 8), (5, 5)),
        (("b", 1, 1), (7, 9), (7, 9)),
        (("b", 0, "missing"), (4, 5), (4, 5)),
        (("b", 9, "missing"), (4, 3), (4, 3)),
    ],
)
def test_marks_lead_to_the_line(
    path: yaml_in.Path, value: tuple[int, int], key: tuple[int, int]
) -> None:
    for text in (MARKED, MARKED.replace("\n", "\r\n")):
        marks = marks_of(text)
        assert line_and_column(text, marks.value(path)) == value
        assert line_and_column(text, marks.key(path)) == key


def test_a_byte_order_mark_takes_no_column() -> None:
    text = decode(b"\xef\xbb\xbfa: b", "f").text
    assert text == "a: b"
    assert line_and_column("\ufeffab", 2) == (1, 2)


def test_gbk_is_read_with_a_warning() -> None:
    decoded = decode("标题: 通报\n".encode("gbk"), "f")
    assert (decoded.text, decoded.encoding) == ("标题: 通报\n", "gb18030")
    assert [str(found) for found in decoded.problems] == [
        "f:1: 文件是 GBK 编码，已按 GBK 读出（在编辑器里另存为 UTF-8 编码）"
    ]


def test_a_place_counts_every_kind_of_line_end() -> None:
    assert str(place_at("a\r\nb\rc\nd", 7, "f")) == "f:4:1"
