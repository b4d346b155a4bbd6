"""Marks: what is written of something inferred is read back as it was."""

from hypothesis import given
from hypothesis import strategies as st

from tongbao.records import marks

NAMES = st.text("区市局委办街道和与（），：;", min_size=1, max_size=12)
IDS = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[0-9]{1,4})?", fullmatch=True)


@given(st.lists(st.sampled_from(["区财政局", "申楼街道", "区退役军人事务局"]), max_size=3))
def test_near_names_come_back(near: list[str]) -> None:
    for mark, is_one in (
        (marks.new_unit(near), marks.is_new_unit),
        (marks.new_word(4, near), marks.is_new_word),
    ):
        assert is_one(mark)
        assert marks.near_names(mark) == tuple(near)


@given(NAMES, NAMES)
def test_a_name_of_another_level_comes_back(alias: str, name: str) -> None:
    assert marks.level_alias(marks.other_level(alias, name)) == alias
    assert marks.level_alias(marks.new_unit(())) is None


@given(IDS, st.integers(0, 100))
def test_the_task_that_a_new_one_may_be_comes_back(task: str, per_cent: int) -> None:
    assert marks.same_task(marks.perhaps_same("第3项", task, per_cent)) == task
    assert marks.same_task("text: 原文没有任务文字") is None


@given(st.sampled_from(["split", "merged"]), st.lists(IDS, min_size=1, max_size=4))
def test_how_a_task_may_have_ended_comes_back(kind: str, ids: list[str]) -> None:
    into = tuple(f"d1-2022/{one}" for one in ids)
    mark = marks.perhaps_ended("拆成“甲”、“乙”", "split" if kind == "split" else "merged", into)
    assert marks.ending(mark) == marks.PerhapsEnded("split" if kind == "split" else "merged", into)
    assert marks.ending("ended: 看一下") is None


def test_the_numbers_of_the_tasks_come_back() -> None:
    mark = marks.gathered("persons: 责任人与单位按次序对应", ["8", "9", "30", "31"])
    assert mark == "persons: 责任人与单位按次序对应，4项：8、9、30、31"
    assert marks.numbers_of(mark) == ("8", "9", "30", "31")
    assert marks.numbers_of("persons: 责任人与单位按次序对应") == ()


def test_a_district_that_was_made_up_is_known() -> None:
    assert marks.is_unknown_district(marks.unknown_district("d1", "湛河区"))
    assert not marks.is_unknown_district("district: 别的")
