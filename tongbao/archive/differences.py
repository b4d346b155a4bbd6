"""What two records of one kind say otherwise, field by field, in words that people read.

In: a record as it was and as it is. Out: ``Rewritten``, one a field. Inside a field only what differs is shown: of a
record its own fields, of a list its items, of a long text its lines.
"""

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pydantic import BaseModel

from tongbao.progress import periods
from tongbao.records.fields import title_of, written_fields
from tongbao.records.kinds import NOTICE_KINDS, claim_title

# Words of the YAML that are not Chinese, by field.
_WORDS: Mapping[str, Mapping[str, str]] = {
    "visibility": {"public": "公开", "intranet": "内网", "internal": "内部"},
    "kind": {
        **NOTICE_KINDS,
        "task": "任务",
        "objective": "总体目标",
        "assessment": "评比",
    },
    "role": {"result": "结果", "target": "目标"},
    "scope": {"all": "全部成员", "some": "部分成员"},
    "tone": {"green": "绿", "blue": "蓝", "amber": "琥珀", "red": "红", "grey": "灰"},
    "shape": {
        "circle": "圆形",
        "square": "方形",
        "triangle": "三角形",
        "diamond": "菱形",
        "ring": "圆环",
    },
    "numbers": {"phone": "电话号码", "identity": "身份证号", "bank": "银行卡号"},
}
_BETWEEN_LINES = " / "


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What two states say otherwise of one thing; values as text, "" for nothing."""

    what: str
    field: str
    was: str
    now: str

    @property
    def line(self) -> str:
        """The difference as one line of text."""
        called = f"{self.what}，{self.field}" if self.field else self.what
        return f"{called}：“{self.was}”→“{self.now}”"


def added(what: str) -> Rewritten:
    """Return that only the later state holds a thing."""
    return Rewritten(what, "", "无", "有")


def removed(what: str) -> Rewritten:
    """Return that only the earlier state holds a thing."""
    return Rewritten(what, "", "有", "无")


def differences(
    what: str, before: BaseModel, after: BaseModel, skip: tuple[str, ...] = ()
) -> Iterator[Rewritten]:
    """Yield the fields of a record that say otherwise; ``what`` it is called, ``skip`` the fields not looked at."""
    for field in written_fields(type(after)):
        was, now = getattr(before, field), getattr(after, field)
        if field not in skip and was != now:
            for one in _of_field(field, was, now):
                yield replace(one, what=what, field=title_of(type(after), field) + one.field)


def _of_field(field: str, was: object, now: object) -> Iterator[Rewritten]:
    """Yield what differs inside a field; ``field`` of each is what is to be added to the field's name."""
    if isinstance(was, BaseModel) and isinstance(now, BaseModel):
        yield from (replace(one, field=f"的{one.field}") for one in differences("", was, now))
    elif isinstance(was, Mapping) and isinstance(now, Mapping):
        for key in dict.fromkeys((*was, *now)):
            if was.get(key) != now.get(key):
                sides = (shown(one.get(key)) for one in (was, now))
                name = _WORDS["tone"].get(key, key)
                yield Rewritten("", f"“{name}”", *sides)
    elif isinstance(was, tuple) and isinstance(now, tuple) and _hold_records(was, now):
        yield Rewritten("", "", *items(was, now))
    elif isinstance(was, str) and isinstance(now, str) and "\n" in was + now:
        yield Rewritten("", "", *lines(was, now))
    else:
        yield Rewritten("", "", shown(was, field), shown(now, field))


def _hold_records(*values: tuple[object, ...]) -> bool:
    return any(isinstance(one, BaseModel) for value in values for one in value)


def items(was: Iterable[object], now: Iterable[object]) -> tuple[str, str]:
    """Return what only the one and what only the other list holds; both lists whole where only their order differs."""
    before, after = tuple(was), tuple(now)
    gone, new = Counter(before) - Counter(after), Counter(after) - Counter(before)
    if gone or new:
        return shown(tuple(gone.elements())), shown(tuple(new.elements()))
    return shown(before), shown(after)


def lines(was: str, now: str) -> tuple[str, str]:
    """Return the lines that differ between two texts; where only line ends do, these are named."""
    before, after = was.splitlines(), now.splitlines()
    gone: list[str] = []
    new: list[str] = []
    for kind, start, end, other, last in difflib.SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            gone += before[start:end]
            new += after[other:last]
    if gone or new:
        return _BETWEEN_LINES.join(gone), _BETWEEN_LINES.join(new)
    return f"{_ends(was)}个换行符", f"{_ends(now)}个换行符"


def _ends(text: str) -> int:
    return text.count("\n") + text.count("\r")


def shown(value: object, field: str = "") -> str:
    """Return a value of a record as people read it; ``field`` is where it stands."""
    if isinstance(value, tuple):
        between = "；" if _hold_records(value) else "、"
        return between.join(shown(one, field) for one in value)
    if isinstance(value, BaseModel):
        stated = ((name, getattr(value, name)) for name in written_fields(type(value)))
        return "，".join(filter(None, (_stated(value, name, one) for name, one in stated)))
    return _scalar(value, field)


def _scalar(value: object, field: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if field == "period":
        return periods.label(str(value))
    if field == "claim":
        return claim_title(str(value))
    return _WORDS.get(field, {}).get(str(value), " ".join(str(value).split()))


def _stated(record: BaseModel, name: str, value: object) -> str:
    """Return a field of a record inside another; what is as usual is not stated."""
    if value == type(record).model_fields[name].default:
        return ""
    text = shown(value, name)
    # A bare 是 or 5 does not say what it is.
    bare = isinstance(value, bool | int)
    return f"{title_of(type(record), name)}{text}" if text and bare else text
