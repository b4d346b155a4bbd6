"""Chinese numerals."""

import pytest

from tongbao.notices.han_numbers import han_number, han_year, in_digits


@pytest.mark.parametrize(
    ("text", "number"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十一", 31)]
)
def test_numbers(text: str, number: int) -> None:
    assert han_number(text) == number


def test_years_and_dates() -> None:
    assert (han_year("二〇二二"), han_year("2022"), han_year("二○○七")) == (2022, 2022, 2007)
    assert in_digits("督查室二〇二二年十月二十一日") == "督查室2022年10月21日"
    assert in_digits("二期工程三月完成") == "二期工程三月完成"
