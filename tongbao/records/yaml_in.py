"""YAML in: text -> plain data whose scalars are text, and the marks of its values.

In: the text of a file. Out: dict, list, str and None. Nothing is guessed: ``no``, ``007`` and 2022-08-17
stay text; only a plain ``null``, ``~`` or nothing is None. A key given twice, anchors, tags and a second
document are refused. ``read_yaml`` is for every file; ``marks_of`` for the few whose problems need a place.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

import yaml
from yaml.composer import Composer
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from tongbao.problems import Problem
from tongbao.records.yaml_slips import explain, warnings_in, wrong_root
from tongbao.records.yaml_text import line_and_column, place_at

Data = dict[str, Any] | list[Any] | str | None
Path = tuple[str | int, ...]

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
TEXT = "text"
NULL = "null"
_MAPPING = "mapping"
_SEQUENCE = "sequence"
_MARK = re.compile(r"(?:^|[\s\[{,])[&*][^\s*]", re.MULTILINE)
_DEEPEST = 60
_MANY_DASHES = "- " * _DEEPEST
_DASHES_FIRST = re.compile(rf"^(?:[^\s:]*:)?[ ]*{_MANY_DASHES}", re.MULTILINE)
_DEEP_INDENT = "\n" + " " * 2 * _DEEPEST


class _Resolver:
    """Types nothing: a scalar is text, or null where it is written plainly as such."""

    def descend_resolver(self, node: yaml.Node, index: Any) -> None:
        """Take no note of where the composer stands."""

    def ascend_resolver(self) -> None:
        """Take no note of where the composer stands."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """Return the tag of a node that names none; ``implicit[0]`` says that a scalar is plain."""
        if kind is yaml.ScalarNode:
            return NULL if implicit[0] and value in _NULLS else TEXT
        return _MAPPING if kind is yaml.MappingNode else _SEQUENCE


class PureComposer(_Resolver, Reader, Scanner, Parser, Composer):
    """Text -> nodes in plain Python, for machines without libyaml."""

    def __init__(self, text: str) -> None:
        """Read the whole text."""
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)


class _Composes(Protocol):
    def get_single_node(self) -> yaml.Node | None: ...
    def check_event(self) -> bool: ...
    def get_event(self) -> yaml.Event: ...


def _fastest() -> Callable[[str], _Composes]:
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]
    except ImportError:
        return cast("Callable[[str], _Composes]", PureComposer)
    return cast("Callable[[str], _Composes]", type("FastComposer", (_Resolver, CParser), {}))


composer = _fastest()


class Refused(Exception):
    """Within this room only: text that is no YAML of ours, with its index, message and hint."""

    def __init__(self, index: int, message: str, hint: str) -> None:
        """Keep what the problem will say."""
        super().__init__(message)
        self.index, self.message, self.hint = index, message, hint


def compose(text: str) -> yaml.Node | None:
    """Return the root node of a text that ``decode`` gave; None for a text without content.

    Raises ``Refused`` for a syntax error, an anchor, or brackets nested beyond all sense.
    """
    _refuse_depth(text)
    try:
        node = composer(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        raise Refused(*explain(text, error)) from None
    if ("&" in text or "*" in text) and _MARK.search(text):
        _refuse_anchors(text)
    return node


def _refuse_depth(text: str) -> None:
    """Refuse what would exhaust the composer's stack: real records nest six deep."""
    brackets = text.count("[") + text.count("{") > _DEEPEST and _brackets_nest(text)
    dashes = _MANY_DASHES in text and _DASHES_FIRST.search(text)
    if brackets or dashes or (_DEEP_INDENT in text and _indents_nest(text)):
        raise Refused(0, "括号或缩进的层次太多", f"最多 {_DEEPEST} 层")


def _indents_nest(text: str) -> bool:
    lines = text.splitlines()
    return len({len(line) - len(line.lstrip(" ")) for line in lines}) > _DEEPEST


def _brackets_nest(text: str) -> bool:
    depth = 0
    for found in re.finditer(r"[\[\]{}]", text):
        depth = depth + 1 if found.group() in "[{" else max(depth - 1, 0)
        if depth > _DEEPEST:
            return True
    return False


def _refuse_anchors(text: str) -> None:
    events = composer(text)
    while events.check_event():
        event = events.get_event()
        name = getattr(event, "anchor", None)
        if name is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            index = cast(Any, event).start_mark.index
            raise Refused(
                index,
                f"不支持 YAML 的引用“{sign}{name}”",
                "把内容写全；若是普通文字，请给整个值加引号",
            )


@dataclass(frozen=True, slots=True)
class Read:
    """What a text holds; ``data`` is None where the syntax is broken or nothing stands in it."""

    data: dict[str, Any] | None
    problems: tuple[Problem, ...] = ()


def read_yaml(text: str, file: str) -> Read:
    """Return the mapping that a text holds. ``file`` names the text in problems."""
    try:
        root = compose(text)
    except Refused as error:
        return Read(None, (_problem(text, file, error),))
    if not isinstance(root, yaml.MappingNode):
        return Read(None, (_problem(text, file, Refused(*wrong_root(text, root))),))
    refused: list[Refused] = []
    data = cast("dict[str, Any]", _data_of(root, text, refused))
    problems = [_problem(text, file, found) for found in refused]
    problems += warnings_in(text, root, file)
    return Read(data, tuple(problems))


def _problem(text: str, file: str, error: Refused) -> Problem:
    return Problem(place_at(text, error.index, file), error.message, error.hint)


def _data_of(node: yaml.Node, text: str, refused: list[Refused]) -> Data:
    """Return the data of a node; what is wrong with keys and tags is added to ``refused``."""
    tag = node.tag
    if tag is TEXT:
        return cast(str, node.value)
    if tag is NULL:
        return None
    if tag is _SEQUENCE:
        return [_data_of(item, text, refused) for item in node.value]
    if tag is _MAPPING:
        return _mapping_of(node, text, refused)
    written = str(tag).replace("tag:yaml.org,2002:", "!!")
    refused.append(
        Refused(
            node.start_mark.index,
            f"值不能以“{written}”开头",
            "给整个值加引号",
        )
    )
    return None


def _mapping_of(node: yaml.Node, text: str, refused: list[Refused]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key, value in node.value:
        name = key.value
        if key.tag is not TEXT:
            refused.append(_key_refused(key, text))
        elif name in data:
            refused.append(_key_twice(node, key, text))
        else:
            data[name] = _data_of(value, text, refused)
    return data


def _key_refused(key: yaml.Node, text: str) -> Refused:
    written = text[key.start_mark.index : key.end_mark.index].strip() or "空"
    hint = "冒号前面写键的名字，如 title: 标题"
    return Refused(key.start_mark.index, f"键应是文字，这里是“{written}”", hint)


def _key_twice(node: yaml.Node, key: yaml.Node, text: str) -> Refused:
    first = next(other for other, _ in node.value if other.value == key.value)
    line, _ = line_and_column(text, first.start_mark.index)
    second, _ = line_and_column(text, key.start_mark.index)
    message = f"“{key.value}”写了两次：第 {line} 行和第 {second} 行"
    return Refused(key.start_mark.index, message, "只留一个")


@dataclass(frozen=True, slots=True)
class Marks:
    """Where the values and keys of a text begin: path of keys and list numbers -> index."""

    text: str
    values: Mapping[Path, int]
    keys: Mapping[Path, int]

    def value(self, path: Path) -> int:
        """Return where a value begins; of a path that is not there, where its nearest parent does."""
        while path not in self.values and path:
            path = path[:-1]
        return self.values.get(path, 0)

    def key(self, path: Path) -> int:
        """Return where the key of a value begins, or the value's own begin in a list."""
        return self.keys[path] if path in self.keys else self.value(path)


def marks_of(text: str) -> Marks:
    """Return the marks of a text; none for one whose syntax is broken."""
    try:
        root = compose(text)
    except Refused:
        root = None
    values: dict[Path, int] = {}
    keys: dict[Path, int] = {}
    if root is not None:
        for path, key, node in _walk(root, (), None):
            values[path] = node.start_mark.index
            if key is not None:
                keys[path] = key.start_mark.index
    return Marks(text, values, keys)


def _walk(
    node: yaml.Node, path: Path, key: yaml.Node | None
) -> Iterator[tuple[Path, yaml.Node | None, yaml.Node]]:
    yield path, key, node
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for name, value in node.value:
            if isinstance(name, yaml.ScalarNode) and name.value not in seen:
                seen.add(name.value)
                yield from _walk(value, (*path, name.value), name)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _walk(item, (*path, number), None)
