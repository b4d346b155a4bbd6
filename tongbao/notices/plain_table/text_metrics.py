"""What a stretch of text looks like on the page: its width, its shape, where it may break.

In: a line or a piece of one. Out: widths in half characters (a Chinese character counts two)
and yes-or-no answers. Nothing here knows a place, a person or a unit; the words that a
decision needs are passed in.
"""

import functools
import re
from collections.abc import Iterable

from tongbao.sources.characters import first_piece

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_HANGING = "，。、；：？！）》〉】」”’,.;:?!)]%％"
_BRACKETED = re.compile(r"[（(][^（()）]*[）)]")
_PAGE_MARK = re.compile(r"(?:[-—–·]+\s*\d{1,4}\s*[-—–·]+|第\s*\d{1,4}\s*页.*)")
_SENTENCE = re.compile(r"[，。；：！？“”《》,;:!?%]|\d")
_NAME = re.compile(rf"[{_HAN}]{{2,4}}|[{_HAN}]{{1,6}}·[{_HAN}·]{{1,8}}")


@functools.lru_cache(maxsize=8192)
def width(text: str) -> int:
    """Return how many half characters a text fills."""
    return sum(1 if ord(character) < 128 else 2 for character in text)  # noqa: PLR2004 - ASCII


@functools.lru_cache(maxsize=8192)
def filled(text: str) -> int:
    """Return the width that counts against the column: without spaces and hanging marks."""
    return width("".join(text.split()).rstrip(_HANGING) or "".join(text.split()))


@functools.lru_cache(maxsize=8192)
def room_left(line: str, following: str, column: int) -> int:
    """Return how much would be left of the column had the next word stood on this line.

    Negative when the line had to end where it ends, so that it says nothing about paragraphs.
    """
    return column - width("".join(line.split())) - width(first_piece(following.lstrip()))


@functools.lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Return a text without spaces and bracketed remarks."""
    return _BRACKETED.sub("", "".join(text.split()))


def is_page_mark(text: str) -> bool:
    """Tell whether a line is a page number with its ornaments (- 5 -, 第5页)."""
    return _PAGE_MARK.fullmatch(text.strip()) is not None


@functools.lru_cache(maxsize=8192)
def is_sentence(text: str) -> bool:
    """Tell whether a text has marks or figures that no unit and no person has in its name."""
    return _SENTENCE.search(text) is not None


def may_end(text: str) -> bool:
    """Tell whether a text ends where a statement may end, a bracket or a quotation included."""
    return text.rstrip().endswith(
        ("。", "；", "：", "！", "？", "）", "”", ")", ";", ":", "!", "?")
    )


@functools.lru_cache(maxsize=8192)
def is_name(text: str) -> bool:
    """Tell whether a text could be names of persons: 王 新, 李卫东（规划）, 赵一、钱二."""
    if _NAME.fullmatch(bare(text)):
        return True
    parts = [part for part in re.split(r"[\s、，,/]+", _BRACKETED.sub("", text)) if part]
    return bool(parts) and all(_NAME.fullmatch(part) for part in parts)


def is_remark(text: str) -> bool:
    """Tell whether a text is nothing but a remark in brackets."""
    return bool(text.strip()) and not bare(text)


def ends_with_any(text: str, endings: Iterable[str]) -> bool:
    """Tell whether a text, bracketed remarks aside, ends with one of the endings and is more."""
    return bare(text)[1:].endswith(tuple(endings))
