"""What pydantic found wrong with a record, said in Chinese.

In: a ``ValidationError`` and the plain data it speaks of. Out: findings: the path in the data, what is wrong
with the value shown, what to write instead. Placing them in a file is the caller's.
"""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tongbao.records.fields import model_at, title_of, written_fields
from tongbao.records.settings import FOLDER

Path = tuple[str | int, ...]
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One wrong value; ``at_key`` says that its key is meant, not its value."""

    path: Path
    message: str
    hint: str
    at_key: bool = False


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A value that pydantic refused: of which record, where, what it asked for and what it said."""

    model: type[BaseModel]
    path: Path
    value: Any
    asked: str
    said: str


def findings_of(
    error: ValidationError, model: type[BaseModel], data: Mapping[str, Any]
) -> Iterator[Finding]:
    """Yield what is wrong, once for each value, in the order of the record's fields."""
    seen: set[tuple[Path, str]] = set()
    for details in error.errors(include_url=False):
        finding = _finding(details, model, data)
        if (finding.path, finding.message) not in seen:
            seen.add((finding.path, finding.message))
            yield finding


def unknown_key(model: type[BaseModel], path: Path) -> Finding:
    """Return what to say of a key that its record does not know; ``path`` ends with the key."""
    key = str(path[-1])
    return Finding(path, f"没有“{shown(key)}”这个键", _hint_for_key(model, path), at_key=True)


def shown(value: Any) -> str:
    """Return a value as a message shows it: on one line, cut where it is long."""
    text = re.sub(r"\s+", " ", str(value))
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def nearest(word: str, known: tuple[str, ...]) -> str:
    """Return the known word that looks most like this one, or nothing."""
    found = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return found[0] if found else ""


def _finding(details: ErrorDetails, model: type[BaseModel], data: Any) -> Finding:
    path, either = _path_in(data, details["loc"])
    if either:
        return Finding(path, f"“{path[-1]}”应是整数或列表", "写成 12，或 [甲, 乙]")
    wrong = _wrong(details, model, path)
    if details["loc"][-1:] == ("[key]",):
        return replace(_literal(wrong), at_key=True)
    return _SAY.get(details["type"], _other)(wrong)


def _wrong(details: ErrorDetails, model: type[BaseModel], path: Path) -> _Wrong:
    context = details.get("ctx", {})
    asked = str(context.get("expected") or context.get("pattern") or "")
    return _Wrong(model, path, details["input"], asked, details["msg"])


def _path_in(data: Any, loc: Path) -> tuple[Path, bool]:
    """Return a location without the steps that name types, and whether one named a choice of types."""
    path: list[str | int] = []
    either = False
    for step in loc:
        if isinstance(data, dict):
            path.append(step)
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int):
            path.append(step)
            data = data[step]
        else:
            either = step != "[key]"
            break
    return tuple(path), either


def _called(path: Path) -> str:
    """Return the name of a value in quotes: “lead”, or “lead”的第 2 项."""
    if not path:
        return "整个文件"
    if isinstance(path[-1], int):
        return f"{_called(path[:-1])}的第 {path[-1] + 1} 项"
    return f"“{path[-1]}”"


def _missing(wrong: _Wrong) -> Finding:
    record = model_at(wrong.model, wrong.path[:-1]) or wrong.model
    field = str(wrong.path[-1])
    return Finding(
        wrong.path, f"缺少“{field}”（{title_of(record, field)}）", f"补上 {field}: 和它的值"
    )


def _extra(wrong: _Wrong) -> Finding:
    return unknown_key(wrong.model, wrong.path)


def _hint_for_key(model: type[BaseModel], path: Path) -> str:
    key = str(path[-1])
    record = model_at(model, path[:-1]) or model
    known = written_fields(record)
    if len(path) == 1 and key in record.model_fields and key not in known:
        return f"{title_of(record, key)}就是文件或文件夹的名字，不写在文件里"
    if re.split(r"[：:]", key)[0].strip() in known and re.search("[：:]", key):
        return "冒号要用半角，后面空一格，如 title: 标题"
    if guess := nearest(key.strip().lower(), known):
        return f"你是不是要写“{guess}”"
    return "可以写的键：" + "、".join(known)


def _literal(wrong: _Wrong) -> Finding:
    allowed = tuple(re.findall(r"'([^']*)'", wrong.asked))
    hint = "应为 " + " 或 ".join(("、".join(allowed[:-1]), *allowed[-1:])).removeprefix(" 或 ")
    value = wrong.value
    if value is None:
        return Finding(wrong.path, f"{_called(wrong.path)}没有值", hint)
    if guess := nearest(str(value).lower(), allowed):
        hint = f"你是不是要写 {guess}；{hint}"
    return Finding(wrong.path, f"{_called(wrong.path)}不能是“{shown(value)}”", hint)


def _text(wrong: _Wrong) -> Finding:
    value = wrong.value
    if value is None:
        return Finding(wrong.path, f"{_called(wrong.path)}没有值", "写上文字")
    return Finding(
        wrong.path,
        f"{_called(wrong.path)}应是文字，这里是{_kind(value)}",
        "写成一段文字；需要时加引号",
    )


def _list(wrong: _Wrong) -> Finding:
    value = wrong.value
    what = "没有值" if value is None else f"应是列表，这里是{_kind(value)}"
    return Finding(
        wrong.path,
        f"{_called(wrong.path)}{what}",
        "写成 [甲, 乙]，或每项一行以“- ”开头；没有就写 []",
    )


def _mapping(wrong: _Wrong) -> Finding:
    value = wrong.value
    if value is None:
        return Finding(wrong.path, f"{_called(wrong.path)}没有内容", "在下一行缩进两格写“键: 值”")
    hint = "每行一个“键: 值”，冒号要用半角，后面空一格"
    return Finding(wrong.path, f"{_called(wrong.path)}应由“键: 值”组成，这里是{_kind(value)}", hint)


def _kind(value: Any) -> str:
    if isinstance(value, list):
        return "列表"
    if isinstance(value, Mapping):
        return "一组“键: 值”"
    return f"文字“{shown(value)}”"


_PATTERNS: Mapping[str, tuple[str, str]] = {
    r"\S": ("只有空格", ""),
    r"^[0-9a-f]{64}$": ("不是校验值", "应为 64 位小写十六进制的 sha256"),
    r"^#[0-9a-f]{6}$": ("不是颜色", "应写成 '#1b6e20' 的样子：小写，加引号"),
    r"^-?\d+(?:\.\d+)?$": ("不是数", "只写数字，如 7.19；单位写在 unit 里，“左右”“以上”不写"),
    FOLDER: ("不是服务器上的文件夹", "应以 / 开头、以 / 结尾，如 /gongkai/duban/"),
    r"^\d{6}$": ("不是行政区划代码", '应为六位数字，如 "410411"'),
}


def _pattern(wrong: _Wrong) -> Finding:
    what, hint = _PATTERNS.get(
        wrong.asked, ("不是编号", "只用小写字母、数字，中间可用“-”或“_”，如 zhanhe-2022")
    )
    message = f"{_called(wrong.path)}{what}：“{shown(wrong.value)}”"
    return Finding(wrong.path, message, hint or _filled(wrong.path))


def _short(wrong: _Wrong) -> Finding:
    return Finding(wrong.path, f"{_called(wrong.path)}是空的", _filled(wrong.path))


def _filled(path: Path) -> str:
    return "写上文字，没有就" + ("删去这一项" if isinstance(path[-1], int) else "写 null")


def _own(wrong: _Wrong) -> Finding:
    """Say what a scalar's own check said: ``what, what to write``."""
    what, _, hint = re.sub("[，；]", "\n", wrong.said, count=1).partition("\n")
    value = wrong.value
    if value is None:
        return Finding(wrong.path, f"{_called(wrong.path)}没有值", hint or what)
    if not hint:
        return Finding(wrong.path, f"{_called(wrong.path)}不能是“{shown(value)}”", what)
    if not isinstance(value, str):
        return Finding(wrong.path, f"{_called(wrong.path)}{what}，这里是{_kind(value)}", hint)
    if what.startswith("不是"):
        return Finding(wrong.path, f"{_called(wrong.path)}{what}：“{shown(value)}”", hint)
    return Finding(wrong.path, f"{what}：“{shown(value)}”", hint)


def _other(wrong: _Wrong) -> Finding:
    return Finding(wrong.path, f"{_called(wrong.path)}的值不对：{shown(wrong.value)}", wrong.said)


_SAY: Mapping[str, Callable[[_Wrong], Finding]] = {
    "missing": _missing,
    "extra_forbidden": _extra,
    "literal_error": _literal,
    "string_type": _text,
    "tuple_type": _list,
    "list_type": _list,
    "model_type": _mapping,
    "dict_type": _mapping,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _short,
    "date": _own,
    "moment": _own,
    "number": _own,
    "flag": _own,
    "period": _own,
}
