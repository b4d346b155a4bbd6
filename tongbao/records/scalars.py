"""The kinds of scalar a record holds, each typed from the text that YAML gives.

In: the text of a scalar, as written. Out: pydantic field types. Every scalar is read as
text first and typed by its field, so that ``no``, ``007`` or ``12:30`` never turn into something else
in silence; text that does not fit raises ``PydanticCustomError`` with a Chinese sentence.
"""

import datetime
import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, PlainSerializer, StringConstraints
from pydantic_core import PydanticCustomError

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"0|[1-9]\d*")
_MONTH = r"\d{4}-(?:0[1-9]|1[0-2])"
_PERIOD = re.compile(rf"({_MONTH})(?:/({_MONTH}))?")
_ONE_MONTH = re.compile(_MONTH)

# The period of an update whose notice prints none, until somebody gives it.
PENDING = "待补"


def _date_from_text(value: Any) -> Any:
    """Return the calendar day written as ``YYYY-MM-DD``; 2024-13-01 and 2022-8-1 are refused."""
    if isinstance(value, datetime.date):
        return value
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return datetime.date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("date", "不是日期，应写成 2022-08-17 的样子")


def _moment_from_text(value: Any) -> Any:
    """Return a day, ``2022-08-10``, or a month, ``2022-08``, as text: a notice may print 8月中旬 only."""
    if isinstance(value, str) and _ONE_MONTH.fullmatch(value):
        return value
    if isinstance(value, datetime.date):
        return value.isoformat()
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise PydanticCustomError(
        "moment", "不是日期，应写成 2022-08-17 的样子；只知道月份写成 2022-08"
    )


def _whole_number_from_text(value: Any) -> Any:
    """Return a whole number written without sign or leading zero."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return int(value)
    raise PydanticCustomError("number", "不是整数，应写成 12 的样子")


def _flag_from_text(value: Any) -> Any:
    """Return true or false written as just that: ``yes`` and ``on`` are not accepted."""
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise PydanticCustomError("flag", "应为 true 或 false")


def _period_from_text(value: Any) -> Any:
    """Return a span of months, ``2022-05/2022-07``, or one month, ``2022-08``."""
    match = _PERIOD.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise PydanticCustomError("period", "不是期次，应写成 2022-05/2022-07 或 2022-08 的样子")
    start, end = match.groups()
    if end is not None and end <= start:
        raise PydanticCustomError(
            "period", "期次的结束月份应晚于开始月份；一个月写成 2022-08 的样子"
        )
    return value


def _period_or_pending_from_text(value: Any) -> Any:
    """Return a period, or the word for one that the notice does not print and nobody has given yet."""
    return value if value == PENDING else _period_from_text(value)


Date = Annotated[
    datetime.date, BeforeValidator(_date_from_text), PlainSerializer(datetime.date.isoformat)
]
Moment = Annotated[str, BeforeValidator(_moment_from_text)]
Whole = Annotated[int, BeforeValidator(_whole_number_from_text)]
Flag = Annotated[bool, BeforeValidator(_flag_from_text)]
Period = Annotated[str, BeforeValidator(_period_from_text)]
PeriodOrPending = Annotated[str, BeforeValidator(_period_or_pending_from_text)]
Filled = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
IDENTIFIER = r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$"
Identifier = Annotated[str, StringConstraints(pattern=IDENTIFIER)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Visibility = Literal["public", "intranet", "internal"]
