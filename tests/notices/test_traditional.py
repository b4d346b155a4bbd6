"""Notices printed in traditional characters: read as their simplified copies, kept as printed."""

import pytest

from tests.notices.given_set import Read, read_text, text_of
from tongbao.notices.lexicon import standard_lexicon
from tongbao.records.model import Task

LEXICON = standard_lexicon()
# What is its own traditional form as well stays.
PLAIN = "于后里干只余系并周表面出采松台准折云向游征据御范"
TRADITIONAL = {
    simple: traditional
    for pairs in reversed(LEXICON.traditional)
    for traditional, simple in reversed(list(zip(pairs[::2], pairs[1::2], strict=True)))
    if simple not in PLAIN
}


def in_traditional(text: str) -> str:
    return text.translate({ord(simple): one for simple, one in TRADITIONAL.items()})


def told(task: Task) -> str:
    """Return all that a task says, in simplified characters."""
    lines = [
        (
            one.lead,
            one.responsible,
            one.cooperating,
            [(update.status, update.subject, update.text) for update in one.updates],
        )
        for one in task.assignments
    ]
    return LEXICON.simplified(repr((task.number, task.text, task.section, lines)))


def tasks_of(text: str) -> list[str]:
    return [told(task) for task in read(text).tasks]


def read(text: str) -> Read:
    return read_text("来文", text)


@pytest.mark.parametrize("name", ["m021-k1", "m009-k2", "r005-k2", "m041-k4", "m049-k5", "r029-k2"])
def test_it_reads_as_its_simplified_copy_does(name: str) -> None:
    text = text_of(name)
    assert in_traditional(text) != text
    assert tasks_of(in_traditional(text)) == tasks_of(text)


def test_names_statuses_and_units_stay_as_printed() -> None:
    found = read(
        "關於全縣重點工程進展情況的通報\n"
        "截至8月底，城東污水處理廠擴容、農村公路養護、縣醫院遷建3個項目進展順利；"
        "後山水庫除險加固因資金未到位，進度滯後。\n"
        "縣政府辦公室\n2023年9月1日"
    )
    assert [task.text for task in found.tasks] == [
        "城東污水處理廠擴容",
        "農村公路養護",
        "縣醫院遷建",
        "後山水庫除險加固",
    ]
    assert [line.updates[0].status for task in found.tasks for line in task.assignments] == [
        *["進展順利"] * 3,
        "進度滯後",
    ]
    assert found.notice
    assert found.notice.title == "關於全縣重點工程進展情況的通報"


def test_a_traditional_name_in_a_simplified_text_stays_as_it_is() -> None:
    found = read(
        "关于全县重点工程进展情况的通报\n截至8月底，邨後桥改造、農耕文化馆2个项目进展顺利。\n"
        "县政府办公室\n2023年9月1日"
    )
    assert [task.text for task in found.tasks] == ["邨後桥改造", "農耕文化馆"]
