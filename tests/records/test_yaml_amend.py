"""Writing back: what changed changes, every other byte stays."""

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tests.records.made import NASTY, again, notices, plans, registries, tasks
from tongbao.problems import Problems
from tongbao.records.load import load
from tongbao.records.model import Notice, Plan, Record, Registry, Task
from tongbao.records.yaml_data import same
from tongbao.records.yaml_in import read_yaml
from tongbao.records.yaml_out import amend, amend_bytes, dump, plain

HOUSE = Path(__file__).parent.parent.parent
OLD = """\
# 任务
number:   "8"   # 序号
text: 旧的   # 原话
section: null
lead: [甲, 乙]  # 牵头
review:
  # 第一条
  - "persons: 按次序"   # 甲
  - 'lead: x'
source: {notice: n-1, page: 5}
updates:
    -   period: 2022-05
        text: |-   # 正文
            第一行

            第二行

        # 尾注
        parts: []
    -   period: 2022-06
        text: 无
# 完
"""


def data() -> Any:
    return read_yaml(OLD, "file").data


def amended(change: Any, text: str = OLD) -> str:
    wanted = data()
    change(wanted)
    result = amend(text, wanted)
    assert same(read_yaml(result, "file").data, wanted)
    return result


def put(path: str, value: Any) -> Any:
    """Return a change that puts a value at a path such as ``updates.0.text``."""

    def change(wanted: Any) -> None:
        *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        for step in steps:
            wanted = wanted[step]
        wanted[last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "before", "after"),
    [
        ("number", "9", 'number:   "8"   # 序号', 'number:   "9"   # 序号'),
        ("text", "新的", "text: 旧的   # 原话", "text: 新的   # 原话"),
        ("text", "a: b", "text: 旧的   # 原话", 'text: "a: b"   # 原话'),
        ("text", "甲\n乙", "text: 旧的   # 原话", "text: |-   # 原话\n  甲\n  乙"),
        ("text", None, "text: 旧的   # 原话", "text: null   # 原话"),
        ("section", "一", "section: null", "section: 一"),
        ("section", ["甲"], "section: null", "section: [甲]"),
        ("section", {"a": "甲\n乙"}, "section: null", "section:\n  a: |-\n    甲\n    乙"),
        ("lead", ["甲", "乙", "丙"], "[甲, 乙]", "[甲, 乙, 丙]"),
        ("lead", ["乙"], "[甲, 乙]", "[乙]"),
        ("lead", ["甲"], "[甲, 乙]", "[甲]"),
        ("lead", ["零", "甲", "乙"], "[甲, 乙]", "[零, 甲, 乙]"),
        ("lead", [], "lead: [甲, 乙]  # 牵头", "lead: []  # 牵头"),
        ("lead", ["a: b, c"], "lead: [甲, 乙]  # 牵头", 'lead:  # 牵头\n  - "a: b, c"'),
        ("review.0", "x", '- "persons: 按次序"   # 甲', '- "x"   # 甲'),
        ("review", ["lead: x"], '  - "persons: 按次序"   # 甲\n', ""),
        ("review", ["persons: 按次序"], "\n  - 'lead: x'", ""),
        (
            "review",
            [],
            """review:\n  # 第一条\n  - "persons: 按次序"   # 甲\n  - 'lead: x'""",
            "review: []\n  # 第一条",
        ),
        ("source.page", "6", "page: 5", "page: 6"),
        ("source.row", 2, "page: 5}", "page: 5, row: 2}"),
        ("source", {"notice": "n-1"}, "{notice: n-1, page: 5}", "{notice: n-1}"),
        ("source", {"page": "5"}, "{notice: n-1, page: 5}", "{page: 5}"),
        (
            "updates.0.text",
            "第三行",
            "            第一行\n\n            第二行",
            "            第三行",
        ),
        ("updates.0.parts", ["x"], "parts: []", "parts: [x]"),
        ("updates.1.text", "甲\n乙", "text: 无", "text: |-\n          甲\n          乙"),
        ("updates.1.note", "注", "text: 无", "text: 无\n        note: 注"),
        ("updates.0.note", "注", "parts: []", "parts: []\n        note: 注"),
        ("updates.1", {"text": "无"}, "period: 2022-06\n        text: 无", "text: 无"),
        ("other", "x", "        text: 无\n", "        text: 无\nother: x\n"),
    ],
)
def test_one_change(path: str, value: Any, before: str, after: str) -> None:
    assert OLD.count(before) == 1
    assert amended(put(path, value)).splitlines() == OLD.replace(before, after).splitlines()


def test_an_item_comes_in_the_columns_of_its_list() -> None:
    def change(wanted: Any) -> None:
        wanted["updates"].append({"period": "2022-07", "text": "三"})

    last = "        text: 无\n"
    new = last + "    -   {period: 2022-07, text: 三}\n"
    assert amended(change) == OLD.replace(last, new)


def test_an_item_in_between_and_one_gone() -> None:
    def change(wanted: Any) -> None:
        wanted["review"] = ["neu", "persons: 按次序", "mitte"]

    lines = amended(change).splitlines()
    assert [line for line in lines if "- " in line][:3] == [
        "  - neu",
        '  - "persons: 按次序"   # 甲',
        "  - 'mitte'",
    ]


def test_nothing_changed_is_the_same_text() -> None:
    assert amend(OLD, data()) is OLD


def test_a_missing_key_and_an_empty_value_say_the_same() -> None:
    wanted = {**data(), "due": [], "note": None, "printed": {}}
    del wanted["section"]
    assert amend(OLD, wanted) == OLD


def test_the_files_of_this_house_are_left_alone_by_what_they_hold() -> None:
    content = load(HOUSE).content
    records: list[Task | Plan | Notice | Registry] = [*content.tasks, *content.plans]
    records += (*content.notices, *content.registries)
    for record in records:
        raw = (HOUSE / record.path).read_bytes()
        assert amend_bytes(raw, record) == raw
        assert same(read_yaml(dump(record), "").data, plain(record))


def test_line_ends_stay() -> None:
    old = OLD.replace("\n", "\r\n")
    result = amended(put("updates.1.text", "甲\n乙"), old)
    assert result.count("\n") == result.count("\r\n") == old.count("\n") + 2


def test_no_final_line_break_stays() -> None:
    assert amend("a: 1\nb: 2", {"a": "1", "b": "2", "c": 3}) == "a: 1\nb: 2\nc: 3"
    assert amend("a: 1\nb: 2", {"a": "1"}) == "a: 1"


def test_encoding_and_byte_order_mark_stay() -> None:
    assert amend_bytes("a: 甲\n".encode("gbk"), {"a": "乙"}) == "a: 乙\n".encode("gbk")
    raw = b"\xef\xbb\xbf" + "a: 甲\n".encode()
    assert amend_bytes(raw, {"a": "乙"}) == b"\xef\xbb\xbf" + "a: 乙\n".encode()
    assert amend_bytes(raw, {"a": "甲"}) == raw


def test_a_broken_text_is_refused() -> None:
    with pytest.raises(Problems, match=r"x\.yml:1:2: 键后面用了全角冒号"):
        amend("a：1\n", {"a": "1"}, "x.yml")


def test_shapes_people_write() -> None:
    """
    a:
    - x   # 无缩进的列表

    - y
    b:
      甲
      乙
    c: >
      折行
      的字
    d: "多行
      引号"
    e:
    f: {g: , h}
    i: [
      甲,   # 一
      乙    # 二
    ]
    """
    text = dedent(test_shapes_people_write.__doc__ or "").lstrip("\n")
    wanted = read_yaml(text, "file").data
    assert wanted is not None
    changed = {
        **wanted,
        "a": ["x", "z"],
        "b": "丙",
        "c": "丁",
        "d": "戊",
        "e": ["己"],
        "f": {"g": 1, "h": 2},
        "i": ["甲", "丙", "丁"],
    }
    expected = """
    a:
    - x   # 无缩进的列表

    - z
    b:
      丙
    c: |-
      丁
    d: "戊"
    e: [己]
    f: {g: 1 , h: 2}
    i: [
      甲,   # 一
      丙, 丁    # 二
    ]
    """
    assert amend(text, changed) == dedent(expected).lstrip("\n")


texts = st.one_of(st.sampled_from(NASTY), st.sampled_from(("甲", "乙", "丙", "8")))
keys = st.sampled_from(("id", "name", "text", "lead", "a", "甲", "a b"))
trees = st.recursive(
    st.one_of(st.none(), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=8,
)
mappings = st.dictionaries(keys, trees, max_size=4)
layouts = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from((None, True, False)),
        "indent": st.sampled_from((2, 4)),
        "width": st.sampled_from((10, 80, 4096)),
        "line_break": st.sampled_from(("\n", "\r\n")),
        "default_style": st.sampled_from((None, None, "'", '"', "|")),
    }
)


class Plainly(yaml.SafeDumper):
    def ignore_aliases(self, _data: Any) -> bool:
        return True


def written(tree: Any, layout: dict[str, Any]) -> str | None:
    """Return a tree as PyYAML writes it, or None where our loader reads it otherwise."""
    text = yaml.dump(tree, Dumper=Plainly, allow_unicode=True, sort_keys=False, **layout)
    if "!!null" in text or "\ufeff" in text or "\x85" in text or "\u2028" in text:
        return None
    return text if read_yaml(text, "file").data == tree else None


@given(mappings, mappings, layouts)
@settings(max_examples=examples(200), deadline=None)
def test_any_data_becomes_any_other(old: Any, new: Any, layout: dict[str, Any]) -> None:
    text = written(old, layout)
    if text is not None:
        result = amend(text, new)
        assert same(read_yaml(result, "file").data, new)
        assert amend(result, new) == result


PAIRS = st.one_of(*(st.tuples(kind, kind) for kind in (tasks, plans, notices, registries)))


@given(PAIRS, st.sampled_from(("\n", "\r\n")))
@settings(max_examples=examples(150), deadline=None)
def test_a_record_becomes_another(pair: tuple[Record, Record], line_end: str) -> None:
    old, new = pair
    result = amend(dump(old).replace("\n", line_end), new)
    assert again(new, result) == new
    assert amend(result, new) == result


@given(tasks, st.data())
@settings(max_examples=examples(150), deadline=None)
def test_lines_of_other_values_stay(task: Any, choice: st.DataObject) -> None:
    comment = "  # 手写"
    lines = dump(task).splitlines()
    # A comment behind every line that takes one: those with a key and a value in plain sight.
    marked = [
        line + comment if line.endswith((": null", ": []", "false")) else line for line in lines
    ]
    text = "\n".join(marked) + "\n"
    new_text = choice.draw(st.sampled_from(("换了", "换\n行", "a: b")))
    changed = task.model_copy(update={"text": new_text})
    result = amend(text, changed).splitlines()
    start = next(number for number, line in enumerate(marked) if line.startswith("text:"))
    end = next(number for number, line in enumerate(marked) if line.startswith("section:"))
    assert result[:start] == marked[:start]
    assert result[len(result) - (len(marked) - end) :] == marked[end:]
