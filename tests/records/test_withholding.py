"""What a public plan holds back until a person has decided."""

from typing import Any

import pytest

from tongbao.records.model import Assignment, Source, Task, Update
from tongbao.records.settings import Publisher, Settings, Withholding
from tongbao.records.withholding import held

SOURCE = Source(notice="n")
SETTINGS = Settings(
    title="x", publisher=Publisher(name="x"), withhold=Withholding(words=("信访", "重点人员"))
)


def task(text: str = "", **given: Any) -> Task:
    levels: dict[str, dict[str, Any]] = {"task": {}, "assignment": {}, "update": {}, **given}
    update = Update(period="2022-08", source=SOURCE, text=text, **levels["update"])
    assignment = Assignment(part="1", updates=(update,), **levels["assignment"])
    return Task(
        plan="p", id="1", text="任务", source=SOURCE, assignments=(assignment,), **levels["task"]
    )


def shown(text: str) -> list[str]:
    return [found.shown for found in held(task(text), SETTINGS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("信访3件，信访局", ["词语“信访”"]),
        ("信\n访、重点 人员", ["词语“信\n访”", "词语“重点 人员”"]),
        ("电话13812345678。", ["电话号码“138…78”"]),
        ("138-1234-5678", ["电话号码“138…78”"]),
        ("0375-2345678、（0375）2345678", ["电话号码“037…78”", "电话号码“（03…78”"]),
        ("11010519491231002X", ["身份证号“110…2X”"]),
        ("6222 0212 3456 7890 128", ["银行卡号“622…28”"]),
        ("4111111111111111", ["银行卡号“411…11”"]),
        ("110105194912310021", []),
        ("4111111111111112", []),
        ("完成1381234.5678万元，1.13812345678", []),
        ("12345678901234567890", []),
        ("2022-05-12345", []),
        ("129.41亿元，7*24小时", []),
    ],
)
def test_words_and_numbers(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_the_place_is_that_of_the_text() -> None:
    (found,) = held(task("信访"), SETTINGS)
    assert found.path == ("assignments", 0, "updates", 0, "text")
    assert found.piece == "信访"


@pytest.mark.parametrize("level", ["assignment", "update"])
@pytest.mark.parametrize("visibility", ["public", "intranet"])
def test_whoever_wrote_visibility_has_decided(level: str, visibility: str) -> None:
    decided = task("信访", **{level: {"visibility": visibility}})
    assert held(decided, SETTINGS) == ()


def test_only_the_kinds_that_are_asked_for() -> None:
    settings = SETTINGS.model_copy(update={"withhold": Withholding(numbers=("phone",))})
    texts = "信访，13812345678，4111111111111111"
    assert [found.kind for found in held(task(texts), settings)] == ["phone"]
    none = SETTINGS.model_copy(update={"withhold": Withholding(numbers=())})
    assert held(task(texts), none) == ()
