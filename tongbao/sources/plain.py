"""Plain text -> paragraphs, one for each line that holds something, and tables drawn with signs.

In: the bytes of a text file (Markdown is text). Out: a ``SourceText``. UTF-8 is expected; UTF-16
with its mark and GB 18030 are read too, the latter with a report.

Text copied with the marks of its web page (tags, entities, escaped quotation marks) is read as its reader saw it; text
without such marks is left as it is, sign for sign.
"""

import codecs
import html
import re
from collections.abc import Iterator, Sequence

from tongbao.problems import Problems
from tongbao.sources.characters import tidy
from tongbao.sources.document import Paragraph, Spot
from tongbao.sources.pipes import with_boxes
from tongbao.sources.reading import SourceText, refusal
from tongbao.sources.strong import without_marks

_NAMES = "p|br|div|span|strong|b|i|u|em|font|a|img|td|th|tr|table|tbody|thead|li|ul|ol|h[1-6]|o:p|section"
_TAG = re.compile(rf"</?(?:{_NAMES})\b[^<>]*>", re.IGNORECASE)
_ENDS = re.compile(r"</(?:p|div|tr|li|h[1-6])\s*>|<br\b[^<>]*>", re.IGNORECASE)
_CELL_ENDS = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_FEWEST_TAGS = 3
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
# What Markdown prints before a heading, and the rule it draws between parts: marks, not content.
_HEADING_MARK = re.compile(r"^\s{0,3}#{1,6}\s+(?=\S)")
_RULE = re.compile(r"\s{0,3}(?:-{3,}|\*{3,}|_{3,})\s*")
_USUAL_SHARE = 0.9
# A quote that opens a cell of a pasted sheet and is not closed, and a cell in quotes.
_OPEN_CELL = re.compile(r'(?:^|\t)"(?:[^"]|"")*$')
_QUOTED = re.compile(r'(?<![^\t])"((?:[^"]|"")*)"(?![^\t])')
_LONGEST_CELL = 12


def decoded(data: bytes) -> tuple[str, str] | None:
    """Return the text and its encoding, or None where the bytes are no text that we can tell."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode(data, "utf-16")
    return _decode(data, "utf-8-sig") or _decode(data, "gb18030")


def _decode(data: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    if _CONTROL.search(text) or (encoding == "gb18030" and not _is_usual(text)):
        return None
    return text, encoding


def _is_usual(text: str) -> bool:
    """Say whether nearly all characters are common ones.

    GB 18030 gives some character for almost any bytes; text in Big5 or Shift-JIS turns into rare
    ones, so that it must not pass as a clerk's text.
    """
    foreign = [character for character in text if not character.isascii()]
    usual = "".join(foreign).encode("gb2312", "ignore")
    return len(usual) >= 2 * _USUAL_SHARE * len(foreign)


def read_plain(data: bytes, name: str) -> SourceText:
    """Return the lines of a text file as paragraphs.

    Args:
        data: the bytes of the file.
        name: the file as messages call it.

    Raises:
        Problems: the bytes are no text in UTF-8, UTF-16 or GB 18030.
    """
    found = decoded(data)
    if found is None:
        raise undecodable(name)
    text, encoding = found
    paragraphs = []
    changed = 0
    for number, line in without_residue(_with_cells_whole(_lines(text))):
        clean, was_changed = tidy(line.rstrip())
        changed += was_changed
        if clean.strip() and not _RULE.fullmatch(clean):
            unmarked, strong = without_marks(_HEADING_MARK.sub("", clean, count=1))
            paragraphs.append(Paragraph(unmarked, Spot(line=number), strong=strong))
    if not paragraphs:
        raise refusal(name, "文件是空的，没有任何内容", "请核对文件是否传完，向来文单位重新索取")
    return SourceText(tuple(with_boxes(paragraphs)), tuple(_repairs(encoding, changed)))


def undecodable(name: str) -> Problems:
    """Return the message on a file that says it is text and is not."""
    hint = "请用记事本打开，另存为 UTF-8 编码后再试"
    return refusal(name, "文字无法解码，不是 UTF-8、UTF-16 或 GB 18030 编码", hint)


def _with_cells_whole(lines: list[str]) -> list[str]:
    """Return the lines, quoted cells of a pasted sheet that go over several lines put together.

    A spreadsheet copies a cell with line breaks in quotes between tabs. The lines that are taken away stay as empty
    ones, so that the others keep their numbers.
    """
    whole = list(lines)
    at = 0
    while at < len(whole):
        end = at
        while _OPEN_CELL.search(whole[at]) and end + 1 < len(whole) and end - at < _LONGEST_CELL:
            end += 1
            whole[at] += f" {whole[end]}"
            whole[end] = ""
        if end > at and (_OPEN_CELL.search(whole[at]) or "\t" not in whole[at]):
            # No quote closes it, or it stands between no tabs: it was no cell.
            whole[at : end + 1] = lines[at : end + 1]
            end = at
        if "\t" in whole[at]:
            whole[at] = _QUOTED.sub(lambda cell: cell[1].replace('""', '"'), whole[at])
        at = end + 1
    return whole


def _lines(text: str) -> list[str]:
    """Return the lines as an editor numbers them: other breaks, such as form feeds, stay inside."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _repairs(encoding: str, changed: int) -> list[tuple[Spot, str]]:
    found = []
    if encoding != "utf-8-sig":
        label = {"gb18030": "GB 18030（GBK）", "utf-16": "UTF-16"}[encoding]
        found.append((Spot(), f"文件不是 UTF-8 编码，已按 {label} 读入"))
    if changed:
        found.append((Spot(), f"{changed} 行里的部首字形或兼容汉字已换成通用汉字"))
    return found


def without_residue(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines with their number from 1; one that holds several paragraphs gives each of them."""
    marked = sum(len(_TAG.findall(line)) for line in lines) >= _FEWEST_TAGS
    for number, line in enumerate(lines, start=1):
        for piece in _ENDS.split(line) if marked else (line,):
            yield number, _seen(piece) if marked else piece


def _seen(piece: str) -> str:
    """Return what a reader sees of a piece of a page."""
    bare = _TAG.sub("", _CELL_ENDS.sub(" | ", piece))
    return html.unescape(bare.replace('\\"', '"'))
