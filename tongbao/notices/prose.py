"""Paragraphs of a text whose lines were broken by a page's width.

In: the lines of a text file as paragraphs. Out: paragraphs, lines put together by their length. Files that know
their own paragraphs (Word, and PDF by its geometry) do not come here.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from tongbao.notices.quantities.numerals import read_numeral
from tongbao.sources.document import Paragraph
from tongbao.sources.strong import Ranges, cut, shifted
from tongbao.sources.strong import put_together as put_ranges_together

HEADING = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")
# What begins a line of its own, also after a full one: a numbered item, a label such as 责任单位：.
_ITEM = re.compile(
    r"\d{1,3}(?:[、．]|\.(?!\d)|\s+(?=[\u4e00-\u9fff“]))|[（(]\d{1,3}[）)]|[①-⑳△▲●◆]|[一二三四五六七八九十]{1,3}是"
    r"|[\u4e00-\u9fff]{2,6}(?:单位|部门|领导|责任人)[：:]"
)
# A line that is at least this much of the longest one runs on into the next.
_FULL_LINE = 0.8
# Lines were broken by a page's width only where that is a page's, and so many of them are full.
_NARROWEST = 44
_FEWEST_FULL = 2
_SHARE_OF_FULL = 0.1
_MOST_ENDED = 0.5
_OPENS, _CLOSES = "（(〔[【", "）)〕]】"
_LONGEST_BRACKET = 200
_ENDS = ("。", "；", ";", "：", ":", "）", ")")


def put_together(
    lines: Sequence[Paragraph], page: Sequence[Paragraph] = ()
) -> tuple[Paragraph, ...]:
    """Return the paragraphs of some lines; a heading or a short line always ends one.

    ``page`` are all lines of the document, whose widths tell how wide its page is; without it these lines do.
    """
    full = _full_width([line.text for line in page or lines])
    whole: list[Paragraph] = []
    runs_on = False
    for line in lines:
        text = line.text.strip()
        start = len(line.text) - len(line.text.lstrip())
        strong = cut(line.strong, start, start + len(text))
        # A bracket that a full line leaves open goes on below, whatever the next line begins with.
        within = full < math.inf and bool(whole) and _leaves_open(whole[-1].text)
        if within or (runs_on and not _begins(text)):
            whole[-1] = _run_on(whole[-1], text, strong)
        else:
            whole.append(Paragraph(text, line.spot, strong=strong))
        runs_on = _width(line.text) >= full and not text.endswith(("。", "："))
    return tuple(whole)


def _begins(text: str) -> bool:
    """Return whether a line begins something of its own: a heading, an item.

    It may be numbered by a name or as a file: 实事三：, 第7号 before a gap.
    """
    numeral = read_numeral(text)
    is_named = numeral is not None and numeral.kind in ("named", "filed")
    return is_named or bool(HEADING.match(text) or _ITEM.match(text))


def _full_width(lines: Sequence[str]) -> float:
    """Return from which width on a line is full; no line is in a text of one paragraph a line.

    Lines that a page broke mostly end within a sentence; paragraphs do not.
    """
    widths = [_width(line) for line in lines]
    full = _FULL_LINE * max(widths, default=0)
    broken = [line.rstrip() for line, width in zip(lines, widths, strict=True) if width >= full]
    ended = sum(line.endswith(_ENDS) for line in broken)
    if full < _FULL_LINE * _NARROWEST or len(broken) < _FEWEST_FULL:
        return math.inf
    is_broken = len(broken) >= _SHARE_OF_FULL * len(lines) and ended <= _MOST_ENDED * len(broken)
    return full if is_broken else math.inf


def _leaves_open(text: str) -> bool:
    """Return whether the last bracket of a paragraph is open; one that was opened long ago is a slip."""
    last = text[-_LONGEST_BRACKET:]
    return max(map(last.rfind, _OPENS)) > max(map(last.rfind, _CLOSES))


def _run_on(before: Paragraph, text: str, strong: Ranges) -> Paragraph:
    ranges = put_ranges_together((*before.strong, *shifted(strong, len(before.text))))
    return replace(before, text=before.text + text, strong=ranges)


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text.strip()) + wide
