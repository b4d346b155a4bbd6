"""Paragraphs of a text whose lines were broken by a page's width.

In: the lines of a text file as paragraphs. Out: paragraphs, lines put together by their length. Files that know
their own paragraphs (Word, and PDF by its geometry) do not come here.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from tongbao.sources.document import Paragraph
from tongbao.sources.strong import Ranges, cut, shifted
from tongbao.sources.strong import put_together as put_ranges_together

HEADING = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")
# A line that is at least this much of the longest one runs on into the next.
_FULL_LINE = 0.85


def put_together(lines: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text; a heading or a short line always ends one."""
    full = _FULL_LINE * max((_width(line.text) for line in lines), default=0)
    whole: list[Paragraph] = []
    runs_on = False
    for line in lines:
        text = line.text.strip()
        start = len(line.text) - len(line.text.lstrip())
        strong = cut(line.strong, start, start + len(text))
        if runs_on and not HEADING.match(text):
            whole[-1] = _run_on(whole[-1], text, strong)
        else:
            whole.append(Paragraph(text, line.spot, strong=strong))
        runs_on = _width(line.text) >= full and not text.endswith(("。", "："))
    return tuple(whole)


def _run_on(before: Paragraph, text: str, strong: Ranges) -> Paragraph:
    ranges = put_ranges_together((*before.strong, *shifted(strong, len(before.text))))
    return replace(before, text=before.text + text, strong=ranges)


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text.strip()) + wide
