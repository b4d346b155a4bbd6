"""Numbers in digits and Chinese numerals, and the numerals that open a line."""

import pytest

from tongbao.notices.quantities.days import in_digits
from tongbao.notices.quantities.numerals import count_of, number_of, printed_number, read_numeral


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *[("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十一", 31), ("二一", 21), ("一百零八", 108)],
        *[("12", 12), ("⑫", 12), ("两", 2), ("1.2", None), ("", None), (None, None), ("一般", None)],
        ("1" * 20000, None),
    ],
)  # fmt: skip
def test_what_a_number_counts(text: str | None, number: int | None) -> None:
    assert count_of(text) == number


def test_years_and_dates() -> None:
    assert [number_of(year) for year in ("二〇二二", "2022", "二○○七")] == [2022, 2022, 2007]
    assert in_digits("督查室二〇二二年十月二十一日") == "督查室2022年10月21日"
    assert in_digits("二期工程三月完成") == "二期工程三月完成"


@pytest.mark.parametrize(
    ("line", "numeral"),
    [
        ("一、总体要求", ("han", 1, "一", 2)),
        ("（十二）修路", ("han_bracket", 12, "（十二）", 4)),
        ("(3) 修路", ("bracket", 3, "(3)", 4)),
        ("11.修路", ("dot", 11, "11", 3)),
        ("3．修路", ("dot", 3, "3", 2)),
        ("一是修路", ("han_is", 1, "一是", 2)),
        ("第三，修路", ("ordinal", 3, "第三", 3)),
        ("⑦修路", ("circle", 7, "⑦", 1)),
        ("2 修路", ("gap", 2, "2", 2)),
    ],
)
def test_the_numeral_of_a_line(line: str, numeral: tuple[str, int, str, int]) -> None:
    found = read_numeral(line)
    assert found is not None
    assert (found.kind, found.value, found.shown, found.end) == numeral


@pytest.mark.parametrize("line", ["3.5公里", "2022 年修路", "一般公共预算", "修路"])
def test_lines_without_a_numeral(line: str) -> None:
    found = read_numeral(line)
    assert found is None or found.kind == "tight"


def test_numbers_of_rows_as_printed() -> None:
    assert [printed_number(text) for text in ("１２、", "（一）", " 3. ", "⑫")] == [
        "12",
        "一",
        "3",
        "⑫",
    ]
