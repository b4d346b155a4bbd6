"""The house style of YAML: how data looks on the page.

In: plain data (mappings, lists, text, None, and numbers, booleans and dates where a field is one). Out: lines.
Two spaces a level, ``- `` items indented under their key, one line for what is short, ``|-`` for long text, quotes
only where the text would not come back or other tools would take it for a number, a date or a truth value.
"""

import functools
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from tongbao.records.yaml_data import is_list, text_of
from tongbao.records.yaml_text import unseen_in

WIDTH = 100
_TEXT_WIDTH = 80
_MOST_KEYS = 6
_NOT_PLAIN = re.compile(
    r"""
    ^$ | ^[\s\-?:,\[\]{}#&*!|>'"%@`=] | \s$ | [\r\n\t]     # begins with a sign, or has white space at its ends
    | :(?:\s|$) | \s\#                                     # what YAML takes for a key or a comment
    | ^(?:~|null|Null|NULL|\.\.\.)$
    """,
    re.VERBOSE,
)
_NOT_PLAIN_IN_FLOW = re.compile(r"[,\[\]{}?]|:$")
_LOOKS_TYPED = re.compile(
    r"""
    [-+]?(?:\d[\d_,]*|0x[\da-fA-F_]+|0o[0-7_]+|\d[\d_]*(?::\d+)+(?:\.\d*)?)   # 8, 007, 0x1f, 12:30
    | [-+]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?                  # 1.5, 1e3
    | [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN)
    | \d{4}-\d{1,2}-\d{1,2}(?:[Tt\s].*)?
    | y|Y|n|N|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|true|True|TRUE|false|False|FALSE | <<
    """,
    re.VERBOSE,
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def is_plain(text: str, *, flow: bool) -> bool:
    """Return whether a text comes back the same when written without quotes."""
    if _NOT_PLAIN.search(text) or unseen_in(text):
        return False
    return not (flow and _NOT_PLAIN_IN_FLOW.search(text))


def looks_typed(text: str) -> bool:
    """Return whether other readers of YAML would take an unquoted text for something else."""
    return _LOOKS_TYPED.fullmatch(text) is not None


def scalar(value: Any, *, flow: bool = False) -> str:
    """Return a scalar on one line."""
    text = text_of(value)
    if text is None:
        return "null"
    if is_plain(text, flow=flow) and not (isinstance(value, str) and looks_typed(text)):
        return text
    return quoted(text)


def quoted(text: str, quote: str = "") -> str:
    """Return a text in quotes: in ``quote`` where it can be, else double where that needs no escape."""
    can_single = not unseen_in(text) and not re.search(r"[\r\n\t]", text)
    if can_single and (quote == "'" or (not quote and re.search(r'["\\]', text))):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if not unseen_in(character):
        return character
    number = ord(character)
    return f"\\U{number:08x}" if number >> 16 else f"\\u{number:04x}"


def flow(value: Any) -> str:
    """Return any value on one line, collections in brackets."""
    if isinstance(value, Mapping):
        pairs = (f"{_head(key)} {flow(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if is_list(value):
        return "[" + ", ".join(map(flow_item, value)) + "]"
    return scalar(value, flow=True)


def flow_item(value: Any) -> str:
    """Return a value in a list in brackets; our loader warns of a bare full-width comma there."""
    text = flow(value)
    bare = isinstance(value, str) and text == value
    return quoted(text) if bare and "，" in text else text


class _Widths(dict[str, int]):
    """How many columns each sign takes, found once."""

    def __missing__(self, sign: str) -> int:
        """Find how many columns a sign takes."""
        self[sign] = found = 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        return found


_WIDTHS = _Widths()


def width(text: str) -> int:
    """Return how many columns a text takes: Chinese signs take two."""
    return len(text) if text.isascii() else sum(map(_WIDTHS.__getitem__, text))


def fits_flow(value: Any, indent: int, before: str) -> bool:
    """Return whether a collection stands on one line, ``before`` being what stands before it there."""
    return _one_line(value, indent, before) is not None


def _one_line(value: Any, indent: int, before: str) -> str | None:
    """Return a collection in brackets where it stands on one line, None elsewhere."""
    if not value:
        return "[]" if is_list(value) else flow(value)
    if isinstance(value, Mapping):
        short = len(value) <= _MOST_KEYS and all(map(_is_short, value.values()))
    elif any(isinstance(item, Mapping) for item in value):
        # A list of records at the top of a file will grow: an item a line makes the clearer diff.
        short = indent > 0 and all(fits_flow(item, 1, "") for item in value)
    else:
        short = all(_is_short(item) and _is_bare(item) for item in value)
    line = flow(value) if short else ""
    return line if short and width(before) + indent + width(line) <= WIDTH else None


def _is_short(value: Any) -> bool:
    if isinstance(value, Mapping) or is_list(value):
        return fits_flow(value, 1, "")
    text = text_of(value) or ""
    return len(text) <= WIDTH and "\n" not in text


def _is_bare(item: Any) -> bool:
    """Return whether an item of a list in brackets is best written there: no sentence in quotes."""
    text = text_of(item)
    return text is not None and is_plain(text, flow=True) and "，" not in text


def is_literal(text: str) -> bool:
    """Return whether a text can stand as it is under ``|-``."""
    if not text or unseen_in(text) or "\r" in text:
        return False
    lines = text.split("\n")
    return not lines[0].startswith((" ", "\t")) and bool(lines[0].strip() and lines[-1].strip())


def literal_lines(text: str, indent: int) -> list[str]:
    """Return the lines of a text under ``|-``."""
    return [" " * indent + line if line else "" for line in text.split("\n")]


def value_lines(value: Any, indent: int, before: str) -> tuple[str, list[str]]:
    """Return what follows a key or dash on its line and the lines below; ``indent`` is the key's column."""
    if isinstance(value, Mapping) or is_list(value):
        inline = _one_line(value, indent, before)
        if inline is not None:
            return inline, []
        if isinstance(value, Mapping):
            return "", mapping_lines(value, indent + 2)
        return "", [line for item in value for line in item_lines(item, indent + 2)]
    text = text_of(value) or ""
    long = "\n" in text or indent + width(before) + width(text) > _TEXT_WIDTH
    if long and is_literal(text):
        return "|-", literal_lines(text, indent + 2)
    return scalar(value), []


@functools.lru_cache(maxsize=1024)  # a file has the same few keys over and over
def _head(key: str) -> str:
    return f"{scalar(key, flow=True)}:"


def mapping_lines(mapping: Mapping[str, Any], indent: int) -> list[str]:
    """Return the lines of a mapping, a key a line."""
    lines: list[str] = []
    for key, value in mapping.items():
        head = _head(key)
        inline, below = value_lines(value, indent, head + " ")
        lines += [" " * indent + (f"{head} {inline}" if inline else head), *below]
    return lines


def item_lines(value: Any, indent: int, gap: int = 2) -> list[str]:
    """Return the lines of an item of a list; its dash stands ``indent`` deep, its content ``gap`` deeper."""
    dash = " " * indent + "-" + " " * (gap - 1)
    if not (isinstance(value, Mapping) or is_list(value)):
        inline, below = value_lines(value, indent + gap - 2, "")
        return [dash + inline, *below]
    line = _one_line(value, indent + gap, "")
    if line is not None:
        return [dash + line]
    if isinstance(value, Mapping):
        first, *rest = mapping_lines(value, indent + gap)
        return [dash + first.lstrip(" "), *rest]
    return [
        dash.rstrip(" "),
        *(line for item in value for line in item_lines(item, indent + gap)),
    ]
