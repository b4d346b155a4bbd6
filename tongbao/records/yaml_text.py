"""The text of a file from its bytes, and places in a text.

In: the bytes of a text file. Out: its text without a byte order mark, and the problems of its encoding:
a GBK file is read and warned of; signs that no editor shows are errors.
"""

import codecs
import re
from dataclasses import dataclass

from tongbao.problems import Place, Problem, Severity

BOM = "\ufeff"
# Line separators of other alphabets are among them: YAML would break a line where no editor shows one.
_UNSEEN = re.compile(
    r"[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_BREAK = re.compile(r"\r\n|\r|\n")
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, null where the bytes are no text, its encoding, and what is wrong with it."""

    text: str | None
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(raw: bytes, file: str) -> Decoded:
    """Return the text of a file; line ends stay as they are. ``file`` names it in problems."""
    if raw.startswith(_WIDE_MARKS):
        return _refused(file, "文件是 UTF-16 编码", "在编辑器里另存为 UTF-8 编码")
    try:
        return _checked(raw.decode("utf-8-sig"), "utf-8", file)
    except UnicodeDecodeError:
        pass
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError as error:
        message = f"文件的编码认不出来：第 {error.start + 1} 个字节既不是 UTF-8 也不是 GBK"
        return _refused(file, message, "在编辑器里另存为 UTF-8 编码；若不是文本文件，请移走")
    found = _checked(text, "gb18030", file)
    warning = Problem(
        Place(file, line=1),
        "文件是 GBK 编码，已按 GBK 读出",
        "在编辑器里另存为 UTF-8 编码",
        Severity.WARNING,
    )
    return Decoded(found.text, found.encoding, (warning, *found.problems))


def _refused(file: str, message: str, hint: str) -> Decoded:
    return Decoded(None, "", (Problem(Place(file), message, hint),))


def _checked(text: str, encoding: str, file: str) -> Decoded:
    found = _UNSEEN.search(text)
    if found is None:
        return Decoded(text, encoding)
    message = f"有看不见的控制字符 U+{ord(found.group()):04X}"
    place = place_at(text, found.start(), file)
    return Decoded(None, encoding, (Problem(place, message, "删去这个字符"),))


def unseen_in(text: str) -> bool:
    """Return whether a text holds a sign that ``decode`` refuses."""
    return _UNSEEN.search(text) is not None


def line_and_column(text: str, index: int) -> tuple[int, int]:
    """Return line and column of a character, both from 1; a byte order mark takes no column."""
    line, start = 1, 1 if text.startswith(BOM) else 0
    for found in _BREAK.finditer(text, 0, index):
        line, start = line + 1, found.end()
    return line, max(index - start, 0) + 1


def place_at(text: str, index: int, file: str) -> Place:
    """Return the place of a character of a file."""
    line, column = line_and_column(text, index)
    return Place(file, line=line, column=column)
