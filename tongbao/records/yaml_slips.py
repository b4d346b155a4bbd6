"""What clerks do wrong in YAML, said in Chinese at the line where they did it.

In: a text and the parser's error, or a text that parsed and its root node. Out: place, message and hint.
The parser's own words are for programmers and often a line late; here the line is looked at again for
the slips that happen: full-width signs, tabs, a value that begins with a sign of YAML, open quotes.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

import yaml

from tongbao.problems import Problem, Severity
from tongbao.records.fields import every_record
from tongbao.records.yaml_text import place_at

Slip = tuple[int, str, str]
"""Index, message, hint."""

# Only an English word before a full-width colon is a key: in prose the sign is right.
_WIDE_COLON = re.compile(r"[ \t]*(?:-[ ]+)*([A-Za-z_][\w-]*)[ \t]*(：)")
_KEY = r"[ \t]*(?:-[ ]+)*[^\s:：#\"'\[{-][^\s:：]*"
_NO_SPACE = re.compile(r"[ \t]*(?:-[ ]+)*[A-Za-z_][\w-]*(:)[^\s:/]")
_TAB = re.compile(r"[ ]*(\t)")
_TEXT_AFTER_QUOTE = re.compile(r"""(?:[^"'#]*:|[ ]*-)[ ]+("[^"]*"|'[^']*')[ ]*(?![ ]|$|#)""")
_COLON_IN_VALUE = re.compile(rf"{_KEY}[ ]*:[ ]+[^\s\"'\[{{].*?(:)(?:[ ]|$)")
_WIDE_COMMA = re.compile(r"[^\[{]*[\[{][^\]}\"']*(，)")
_SIGN_FIRST = re.compile(rf"(?:{_KEY}[ ]*:|[ ]*-)[ ]+([@%`*&!|>\]}},]|\?(?=[ ]))|^(%)")
_LOOK_BACK = 5
_KEYS = frozenset(field for record in every_record() for field in record.model_fields)


def explain(text: str, error: yaml.MarkedYAMLError) -> Slip:
    """Return what a syntax error means, at the place where a person has to write."""
    lines = _TextLines(text)
    mark = error.problem_mark or error.context_mark
    at = lines.number(mark) if mark else 0
    about = lines.number(error.context_mark) if error.context_mark else at
    for slip in _SLIPS:
        found = slip(_Spot(lines, at, about))
        if found is not None:
            return found
    return _by_parser(lines, error)


class _TextLines:
    """The lines of a text, each with the index of its first character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = re.split(r"\r\n|\r|\n", text)
        self.starts = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]

    def number(self, mark: yaml.Mark) -> int:
        return min(mark.line, len(self.lines) - 1)

    def index(self, mark: yaml.Mark) -> int:
        number = self.number(mark)
        return self.starts[number] + min(mark.column, len(self.lines[number]))

    def match(self, pattern: re.Pattern[str], number: int) -> re.Match[str] | None:
        return pattern.match(self.lines[number])

    def at(self, number: int, found: re.Match[str], group: int = 1) -> int:
        return self.starts[number] + found.start(group)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the parser gave up: the line of the error, and of the thing it was then reading."""

    lines: _TextLines
    at: int
    about: int

    def lines_back(self, to: int) -> Iterator[int]:
        """Yield the number of the line and of those before it, empty lines left out."""
        for number in range(self.at, max(to, self.at - _LOOK_BACK, 0) - 1, -1):
            if self.lines.lines[number].strip():
                yield number


def _wide_colon(spot: _Spot) -> Slip | None:
    for number in spot.lines_back(to=spot.about - 2):
        found = spot.lines.match(_WIDE_COLON, number)
        # Above what the parser was reading, a word and the sign may well be prose: a known key is none.
        if found and (number >= spot.about or found.group(1) in _KEYS):
            hint = "改成半角冒号加一个空格，如 title: 标题"
            return spot.lines.at(number, found, 2), "键后面用了全角冒号“：”", hint
    return None


def _no_space(spot: _Spot) -> Slip | None:
    for number in spot.lines_back(to=spot.at - 1):
        if found := spot.lines.match(_NO_SPACE, number):
            return (
                spot.lines.at(number, found),
                "键的冒号后面没有空格",
                "冒号后面空一格，如 title: 标题",
            )
    return None


def _tab(spot: _Spot) -> Slip | None:
    for number in spot.lines_back(to=spot.at - 1):
        if found := spot.lines.match(_TAB, number):
            return spot.lines.at(number, found), "用了制表符（Tab）缩进", "改用空格，每层两个"
    return None


def _wide_comma(spot: _Spot) -> Slip | None:
    for number in spot.lines_back(to=spot.about):
        if found := spot.lines.match(_WIDE_COMMA, number):
            hint = "改成半角逗号加一个空格，如 [甲, 乙]"
            return spot.lines.at(number, found), "括号里用了全角逗号“，”", hint
    return None


def _sign_first(spot: _Spot) -> Slip | None:
    found = spot.lines.match(_SIGN_FIRST, spot.at)
    if found is None:
        return None
    sign = found.group(1) or found.group(2)
    index = spot.lines.at(spot.at, found, 1 if found.group(1) else 2)
    return index, f"值不能以“{sign}”开头", f"给整个值加引号，如 '{sign}……'"


def _text_after_quote(spot: _Spot) -> Slip | None:
    for number in spot.lines_back(to=spot.at - 1):
        if found := spot.lines.match(_TEXT_AFTER_QUOTE, number):
            hint = "给整个值加引号：值里有双引号时用单引号括住，如 '\"甲\"乙'"
            return spot.lines.at(number, found), f"{found.group(1)} 后面还有文字", hint
    return None


def _colon_in_value(spot: _Spot) -> Slip | None:
    found = spot.lines.match(_COLON_IN_VALUE, spot.at)
    if found is None:
        return None
    hint = "给整个值加引号，如 '甲: 乙'，或改用全角冒号“：”"
    return spot.lines.at(spot.at, found), "值里有冒号加空格“: ”", hint


_SLIPS: tuple[Callable[[_Spot], Slip | None], ...] = (
    _wide_colon,
    _no_space,
    _tab,
    _sign_first,
    _text_after_quote,
    _colon_in_value,
    _wide_comma,
)

_INDENT = "同一层的键左边对齐，下一层多缩进两个空格"
_QUOTE = "引号要成对；值里有引号时，用另一种引号括住整个值"
_SLASH = "用单引号括住，或把“\\”写成“\\\\”"
_BRACKET = "方括号和花括号要成对，各项之间用半角逗号"
# The parser's words -> ours; the first that is found in them holds. True: where the thing began.
_WORDS: tuple[tuple[str, bool, str, str], ...] = (
    ("unknown escape character", False, "双引号里的反斜杠写法不对", _SLASH),
    ("hexdecimal number", False, "双引号里的反斜杠写法不对", _SLASH),
    ("hexadecimal number", False, "双引号里的反斜杠写法不对", _SLASH),
    ("quoted scalar", True, "引号没有配对", _QUOTE),
    ("',' or ']'", True, "方括号“[”没有配对", _BRACKET),
    ("',' or '}'", True, "花括号“{”没有配对", _BRACKET),
    ("single document", False, "一个文件里有两份内容（“---”）", "删去“---”，或分成两个文件"),
    ("document start", False, "这里的内容不属于任何键", "删去“---”“...”之类的行，或补上键名"),
    ("undefined alias", False, "值不能以“*”开头", "给整个值加引号"),
    ("alphabetic or numeric character", False, "值不能以“*”或“&”开头", "给整个值加引号"),
    ("cannot start any token", False, "这个字符不能放在值的开头", "给整个值加引号"),
    ("mapping values are not allowed", False, "冒号前的缩进不对", _INDENT),
    ("sequence entries are not", False, "“-”不能跟在键的同一行", "另起一行写“- ”，或写成 [甲, 乙]"),
    ("expected ':'", True, "这一行没有“键: 值”的冒号", "写成 title: 标题 的样子"),
    ("'-' indicator", False, "缩进与上面的行不一致", _INDENT),
    ("'?'", False, "“?”不能放在开头", "给整个值加引号"),
    ("block mapping", False, "缩进与上面的行不一致", _INDENT),
    ("block collection", False, "缩进与上面的行不一致", _INDENT),
)


def _by_parser(lines: _TextLines, error: yaml.MarkedYAMLError) -> Slip:
    words = f"{error.context or ''} {error.problem or ''}"
    for piece, began, message, hint in _WORDS:
        if piece in words:
            mark = error.context_mark if began and error.context_mark else error.problem_mark
            return lines.index(cast(yaml.Mark, mark)), message, hint
    mark = error.problem_mark or error.context_mark
    index = lines.index(mark) if mark else 0
    return index, "YAML 写法不对", "对照手册里的例子检查这一行和上一行"


def wrong_root(text: str, root: yaml.Node | None) -> Slip:
    """Return what is wrong with a text that holds no mapping."""
    hint = "文件由“键: 值”的行组成，如 title: 标题"
    if root is None or not text.strip() or (root.tag == "null" and not root.value):
        return 0, "文件是空的", "写上内容，或删去这个文件"
    index = root.start_mark.index
    if isinstance(root, yaml.SequenceNode):
        return index, "文件的最外层是列表", hint
    found = _WIDE_COLON.match(text, index)
    if found:
        return found.start(2), "键后面用了全角冒号“：”", "改成半角冒号加一个空格，如 title: 标题"
    found = _NO_SPACE.match(text, index)
    if found:
        return found.start(1), "键的冒号后面没有空格", "冒号后面空一格，如 title: 标题"
    return index, "文件里只有一段文字，没有“键: 值”", hint


_FLOW_COMMA = re.compile(r"\[[^\]]*，")
_VALUE_LIKE_COMMENT = re.compile(r"[ \t]+#[^\s#]")


def warnings_in(text: str, root: yaml.Node, file: str) -> list[Problem]:
    """Return warnings of what parses and still is not what was meant."""
    found: list[Problem] = []
    # Both looks walk all nodes in Python; the patterns spare that for nearly every file.
    comma = "[" in text and _FLOW_COMMA.search(text)
    if comma or ("#" in text and _VALUE_LIKE_COMMENT.search(text)):
        for node in _scalars(root):
            found += _warnings_of(text, node, file)
    return found


def _scalars(node: yaml.Node, flow: bool = False) -> Iterator[tuple[yaml.ScalarNode, bool]]:
    """Yield every value that is a scalar, with whether it stands in a list in brackets."""
    if isinstance(node, yaml.ScalarNode):
        yield node, flow
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item, bool(node.flow_style))
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _scalars(value)


def _warnings_of(text: str, found: tuple[yaml.ScalarNode, bool], file: str) -> Iterator[Problem]:
    node, flow = found
    start = node.start_mark.index
    if flow and not node.style and "，" in node.value:
        at = text.index("，", start)
        message = f"“{node.value}”用的是全角逗号，读成了一项"
        hint = "分成几项用半角逗号，如 [甲, 乙]；确是一项就加引号"
        yield Problem(place_at(text, at, file), message, hint, Severity.WARNING)
    comment = _VALUE_LIKE_COMMENT.match(text, start)
    if not node.style and not node.value and comment:
        written = re.split(r"[\r\n]", text[comment.end() - 2 :], maxsplit=1)[0].strip()
        message = f"“{written}”被当作注释，这里没有值"
        hint = "要作为值就加引号；要作为注释，“#”后面空一格"
        at = comment.end() - 2
        yield Problem(place_at(text, at, file), message, hint, Severity.WARNING)
