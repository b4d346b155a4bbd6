"""Problems as a person or a program reads them.

In: problems and the name of a format. Out: one text without a final line break. ``text`` is for a
terminal, ``json`` for programs, ``github`` puts red marks into a pull request.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from tongbao.problems import Problem, Severity

Format = Literal["text", "json", "github"]

_LEVELS: Mapping[Severity, str] = {
    Severity.ERROR: "错误",
    Severity.WARNING: "警告",
    Severity.REVIEW: "待核对",
}
_ANNOTATIONS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.REVIEW: "notice",
}


def report(problems: Iterable[Problem], style: Format = "text") -> str:
    """Return all problems in one text, sorted by place."""
    return _PRINTERS[style](tuple(sorted(problems)))


def _with_hint(problem: Problem) -> str:
    return problem.message + (f"（{problem.hint}）" if problem.hint else "")


def _text(problems: tuple[Problem, ...]) -> str:
    if not problems:
        return "没有发现问题"
    lines = [
        f"{problem.place}: {_LEVELS[problem.severity]}: {_with_hint(problem)}"
        for problem in problems
    ]
    files = len({problem.place.file for problem in problems})
    lines.append(f"共 {len(problems)} 个问题，涉及 {files} 个文件")
    return "\n".join(lines)


def _json(problems: tuple[Problem, ...]) -> str:
    rows = [
        {
            "file": problem.place.file,
            "page": problem.place.page,
            "sheet": problem.place.sheet,
            "line": problem.place.line,
            "column": problem.place.column,
            "cell": problem.place.cell,
            "severity": problem.severity.value,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps({"version": 1, "problems": rows}, ensure_ascii=False, indent=1)


def _github(problems: tuple[Problem, ...]) -> str:
    return "\n".join(map(_annotation, problems))


def _annotation(problem: Problem) -> str:
    """Return one workflow command; line and column are left out where they are not known."""
    place = problem.place
    properties = {"file": place.file, "line": place.line, "col": place.column}
    given = ",".join(
        f"{name}={_escaped(str(value), ',:')}" for name, value in properties.items() if value
    )
    return f"::{_ANNOTATIONS[problem.severity]} {given}::{_escaped(_with_hint(problem))}"


def _escaped(text: str, also: str = "") -> str:
    """Return the text with the signs that would end a workflow command percent-encoded."""
    for sign in "%\r\n" + also:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


_PRINTERS: Mapping[Format, Callable[[tuple[Problem, ...]], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
}
