"""The lines of a cell put together again: as one line, as paragraphs, or as names.

In: lines as printed and the width of their column. Out: text without the breaks that only the
width of the column made.
"""

import re
from collections.abc import Iterable, Sequence

from tongbao.notices.plain_table import text_metrics as shapes
from tongbao.sources.characters import ends_sentence, is_han, item_kind, items_within

_LIST_FIGURE = re.compile(r"(?:^|[。；：;\s])\d{1,2}\.$")
_OPENING, _CLOSING = "“《「『", "”》」』"


def one_line(lines: Iterable[str]) -> str:
    """Return the lines of a cell as one."""
    text = ""
    for line in lines:
        text += _between(text, line) + line
    return _without_typesetting_spaces(text)


def paragraphs(lines: Sequence[str], width: int) -> str:
    """Return the lines of a cell as paragraphs, a line break where one clearly ends."""
    inline = {kind for line in lines for kind in items_within(line)}
    parts: list[list[str]] = []
    for place, line in enumerate(lines):
        if not parts or _ends_paragraph(lines[place - 1], line, width, inline):
            parts.append([])
        parts[-1].append(line)
    return "\n".join(one_line(part) for part in parts)


def _ends_paragraph(line: str, following: str, width: int, inline: set[str]) -> bool:
    """A line ends its paragraph where the next word would have fitted, or where a list goes on."""
    kind = item_kind(following)
    if kind and kind not in inline and ends_sentence(line):
        return True
    return shapes.room_left(line, following, width) >= (0 if shapes.may_end(line) else width // 4)


def units(lines: Iterable[str], endings: Iterable[str]) -> tuple[str, ...]:
    """Return the lines of a cell of units, a name broken over several of them made whole.

    A line goes on with the next while it does not end as units do, or where the next is an ending.
    """
    known = frozenset(endings)
    found: list[str] = []
    for line in lines:
        if found and (
            not shapes.ends_with_any(found[-1], known)
            or shapes.bare(line) in known
            or _is_open(found[-1])
            or shapes.is_remark(line)
        ):
            found[-1] += line
        else:
            found.append(line)
    return tuple(found)


def persons(lines: Iterable[str], office_words: Iterable[str]) -> tuple[str, ...]:
    """Return the lines of a cell of persons, an office broken over several of them made whole."""
    words = tuple(office_words)
    found: list[str] = []
    for line in lines:
        before = found[-1] if found else ""
        whole = shapes.is_name(before) or before.endswith(words)
        goes_on = _is_open(before) or not whole or shapes.is_remark(line) or line in words
        if before and goes_on:
            found[-1] += line
        else:
            found.append(line)
    return tuple(found)


def _is_open(text: str) -> bool:
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _between(text: str, following: str) -> str:
    """Return what a line break stood for: a space between Latin words or after a list's figure."""
    if not text:
        return ""
    if _LIST_FIGURE.search(text[-4:]):
        return " "
    latin = text[-1].isascii() and text[-1].isalpha()
    return " " if latin and following[:1].isascii() and following[:1].isalpha() else ""


def _without_typesetting_spaces(text: str) -> str:
    """Drop the spaces that only stretch a line: those beside Chinese characters.

    A space between two Chinese characters inside quotation marks parts the halves of a motto and stays.
    """
    kept = ""
    depth = 0
    for place, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        motto = depth > 0 and is_han(before) and is_han(after)
        beside_han = is_han(before) or (is_han(after) and before != ".")
        if not (character == " " and beside_han and not motto):
            kept += character
    return kept
