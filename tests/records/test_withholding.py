"""What a public plan holds back until a person has decided."""

import datetime
import decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongbao.records.model import Assignment, Source, Task, Update
from tongbao.records.settings import Publisher, Settings, Withholding
from tongbao.records.withholding import held, held_in

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
        ("补助13812345678元、13,812,345,678", []),
        ("项目代码2205-410411-04-01-123456", []),
        ("统一社会信用代码91410411MA4411111X", []),
        ("4111 1111 1111 1111", ["银行卡号“411…11”"]),
        ("4111111111111111元", []),
        ("0111-2345678", []),
        ("110105194913310021", []),
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


def check_sign(body: str) -> str:
    """Return the check sign of GB 11643, reckoned as the standard writes it: by powers of two."""
    total = sum(pow(2, 17 - place, 11) * int(digit) for place, digit in enumerate(body))
    return "10X98765432"[total % 11]


def luhn_digit(body: str) -> str:
    """Return the digit that makes a card number whole."""
    digits = [int(sign) for sign in reversed(body)]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[::2])
    return str(-(doubled + sum(digits[1::2])) % 10)


@given(
    place=st.integers(110000, 829999),
    born=st.dates(datetime.date(1930, 1, 1), datetime.date(2025, 12, 31)),
    order=st.integers(0, 999),
)
def test_every_identity_number_is_found_and_none_with_a_wrong_sign(
    place: int, born: datetime.date, order: int
) -> None:
    body = f"{place}{born:%Y%m%d}{order:03}"
    sign = check_sign(body)
    assert shown(f"身份证{body}{sign}。") == [f"身份证号“{body[:3]}…{body[-1]}{sign}”"]
    wrong = "1" if sign != "1" else "2"
    assert not [one for one in shown(body + wrong) if one.startswith("身份证")]


@given(body=st.from_regex(r"\A62[0-9]{13,16}\Z"), gap=st.sampled_from(["", " ", "-"]))
def test_every_card_number_is_found_and_none_with_a_wrong_digit(body: str, gap: str) -> None:
    right = luhn_digit(body)
    other = str((int(right) + 1) % 10)

    def printed(number: str) -> str:
        return gap.join(number[start : start + 4] for start in range(0, len(number), 4))

    assert [one for one in shown(printed(body + right)) if one[:3] in {"银行卡", "身份证"}]
    assert not [one for one in shown(printed(body + other)) if one.startswith("银行卡")]


@given(amount=st.decimals(0, 10**17, places=2), unit=st.sampled_from(["元", "万元", "亿元"]))
def test_no_amount_is_held(amount: decimal.Decimal, unit: str) -> None:
    assert shown(f"完成投资{amount}{unit}") == []
    assert shown(f"完成投资{int(amount)}{unit}，") == []
    assert shown(f"完成投资{amount:,}{unit}") == []


def test_a_phrase_that_is_allowed_holds_nothing() -> None:
    withhold = Withholding(words=("信访",), allow=("区信访局", "0375-2345678"))
    settings = SETTINGS.model_copy(update={"withhold": withhold})
    assert held_in("区信访局0375-2345678", settings) == ()
    assert [one.piece for one in held_in("区信访局办理信访3件，0375-2345679", settings)] == [
        "信访",
        "0375-2345679",
    ]
