"""Text copied with the marks of its web page: tags, entities, escaped quotation marks.

In: the lines of a text. Out: the lines a reader sees; cells of a table stand between bars. A text without such marks is
left as it is, sign for sign.
"""

import html
import re
from collections.abc import Iterator, Sequence

_NAMES = "p|br|div|span|strong|b|i|u|em|font|a|img|td|th|tr|table|tbody|thead|li|ul|ol|h[1-6]|o:p|section"
_TAG = re.compile(rf"</?(?:{_NAMES})\b[^<>]*>", re.IGNORECASE)
_ENDS = re.compile(r"</(?:p|div|tr|li|h[1-6])\s*>|<br\b[^<>]*>", re.IGNORECASE)
_CELL_ENDS = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_FEWEST_TAGS = 3


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
