"""The days and months of events."""

import datetime

import pytest
from pydantic import ValidationError

from tongbao.records.model import Event


@pytest.mark.parametrize("text", ["2022-08-02", "2022-08"])
def test_an_event_has_a_day_or_a_month(text: str) -> None:
    assert Event(date=text, text="开工").date == text


def test_a_day_that_is_a_date_is_text_too() -> None:
    assert Event.model_validate({"date": datetime.date(2022, 8, 2), "text": "x"}).date == (
        "2022-08-02"
    )


@pytest.mark.parametrize("text", ["2022", "2022-8-2", "2022-13", "2022-02-30", "8月", "", None])
def test_anything_else_is_refused(text: str | None) -> None:
    with pytest.raises(ValidationError, match="只知道月份写成 2022-08"):
        Event.model_validate({"date": text, "text": "x"})
