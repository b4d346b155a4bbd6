"""Records out to YAML: the house style, and what is written is what is read."""

import datetime
from textwrap import dedent

import pytest
from hypothesis import given, settings

from tests.conftest import examples
from tests.records.made import NASTY, again, records, texts
from tongbao.records import yaml_in
from tongbao.records.model import Assignment, Notice, Person, Record, Source, Task, Update
from tongbao.records.yaml_in import PureComposer, read_yaml
from tongbao.records.yaml_out import dump
from tongbao.records.yaml_style import mapping_lines

SOURCE = Source(notice="zhanhe-2022-08-17", page=5, row=8)
TASK = Task(
    plan="zhanhe-2022",
    id="8",
    number="8",
    text="稳增长、保态势，持续提升经济发展综合实力。",
    review=("persons: paired with units by order",),
    source=SOURCE,
    assignments=(
        Assignment(
            part="1",
            label="地区生产总值",
            lead=("区工信局", "区商务局", "区发改委", "区住建局", "区财政局"),
            lead_shared=True,
            responsible=("发改委",),
            persons=(Person(name="徐光亚", unit="区发改委"),),
            updates=(
                Update(
                    period="2022-05/2022-07",
                    status="进度滞后",
                    text="1、地区生产总值，实际完成129.41亿元，增长1.3%，排名6区第5。（责任单位：发改委）",
                    source=SOURCE,
                ),
            ),
        ),
    ),
)


def test_a_task_in_house_style() -> None:
    """
    number: "8"
    kind: task
    text: 稳增长、保态势，持续提升经济发展综合实力。
    section: null
    visibility: null
    supersedes: []
    review:
      - "persons: paired with units by order"
    source: {notice: zhanhe-2022-08-17, page: 5, row: 8}
    assignments:
      - part: "1"
        label: 地区生产总值
        lead: [区工信局, 区商务局, 区发改委, 区住建局, 区财政局]
        lead_shared: true
        responsible: [发改委]
        cooperating: []
        leaders: []
        persons: [{name: 徐光亚, unit: 区发改委}]
        due: []
        updates:
          - period: 2022-05/2022-07
            status: 进度滞后
            note: null
            subject: null
            text: |-
              1、地区生产总值，实际完成129.41亿元，增长1.3%，排名6区第5。（责任单位：发改委）
            parts: []
            events: []
            printed: {}
            source: {notice: zhanhe-2022-08-17, page: 5, row: 8}
            reply: null
            errata: []
    """
    expected = dedent(test_a_task_in_house_style.__doc__ or "").lstrip("\n")
    assert dump(TASK) == expected
    assert again(TASK, expected) == TASK


def test_dates_and_numbers_stand_bare_and_text_that_looks_like_them_in_quotes() -> None:
    notice = Notice(
        id="n",
        kind="ledger",
        title="2022-08-17",
        number="12:30",
        issue="no",
        date=datetime.date(2022, 8, 17),
        received=datetime.date(2022, 8, 18),
    )
    lines = dump(notice).splitlines()
    assert lines[1] == 'title: "2022-08-17"'
    assert lines[3:5] == ['number: "12:30"', 'issue: "no"']
    assert lines[6:8] == ["date: 2022-08-17", "received: 2022-08-18"]


@given(records)
@settings(max_examples=examples(150), deadline=None)
def test_what_is_written_is_what_is_read(record: Record) -> None:
    assert again(record, dump(record)) == record


@given(records)
@settings(max_examples=examples(60), deadline=None)
def test_the_pure_composer_reads_the_same(record: Record) -> None:
    text = dump(record)
    fast = read_yaml(text, "file")
    marks = yaml_in.marks_of(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_in, "composer", PureComposer)
        assert read_yaml(text, "file") == fast
        assert yaml_in.marks_of(text) == marks


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_comes_back(text: str) -> None:
    data = {"key": text, "flow": [text], "deep": [{"a": text, "b": [text, {"c": text}]}], text: "x"}
    read = read_yaml("\n".join(mapping_lines(data, 0)) + "\n", "file")
    assert (read.data, read.problems) == (data, ())


@given(texts)
@settings(deadline=None)
def test_any_text_comes_back_on_one_line(text: str) -> None:
    lines = mapping_lines({"list": [[text], {"a": text}]}, 0)
    assert read_yaml("\n".join(lines), "file").data == {"list": [[text], {"a": text}]}
