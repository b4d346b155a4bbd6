"""The paragraphs of a notice as lines: each with its numeral and what it says of roles.

In: paragraphs. Out: ``Line`` values. A text that lost its line breaks is cut before its numerals; the tail of a page
(signature, site furniture) is cut off.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.responsibility.numerals import Numeral, read_numeral
from tongbao.notices.responsibility.statements import Said, Speech
from tongbao.sources.document import Paragraph, Spot

_SENTENCE_ENDS = "。；！？;!?"
_LONGEST_TITLE = 40
# A text of so few paragraphs, with so many numerals inside, has lost its line breaks.
_FEW_PARAGRAPHS = 4
_MANY_NUMERALS = 3
_CUT = re.compile(
    r"(?<=[。；！？;!?）)])\s*(?=(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,3}[、.．](?!\d)))"
    r"|\s+(?=(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,3}[、．]))"
    r"|(?<=[\u4e00-\u9fff])(?=\d{1,2}[、.．][\u4e00-\u9fff“《])"
)
_GLUED_SIGNATURE = re.compile(r"(?<=[。！])\s+(\S{2,30})$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``text`` as printed, ``said`` of what stands behind its numeral."""

    text: str
    spot: Spot
    numeral: Numeral | None
    said: Said

    @property
    def is_title(self) -> bool:
        """Whether the line has the form of a title: short, no sentence, no role."""
        return not self.said.form and is_title(self.said.text)


def is_title(text: str) -> bool:
    """Return whether words have the form of a title."""
    ends = (*_SENTENCE_ENDS, "：", ":", "，", ",", "、", ")", "）")
    return 0 < len(text) <= _LONGEST_TITLE and "。" not in text and not text.endswith(ends)


def ends_sentence(text: str) -> bool:
    """Return whether a text ends as a sentence does; one that does not may have been cut."""
    return text.rstrip().endswith((*_SENTENCE_ENDS, "）", ")", "”", "："))


def lines_of(paragraphs: Iterable[Paragraph], lexicon: Lexicon, speech: Speech) -> list[Line]:
    """Return the lines of a notice, its tail cut off."""
    paragraphs = tuple(paragraphs)
    pieces = [
        (piece.strip(), spot) for text, spot in _pieces(paragraphs) for piece in speech.cut(text)
    ]
    return [
        _line(text, spot, lexicon, speech) for text, spot in _without_tail(pieces, lexicon) if text
    ]


def _pieces(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, Spot]]:
    lost = len(paragraphs) <= _FEW_PARAGRAPHS
    for paragraph in paragraphs:
        text = (paragraph.number + paragraph.text).strip()
        cut = [piece for piece in _CUT.split(text) if piece]
        for piece in cut if lost and len(cut) > _MANY_NUMERALS else [text]:
            yield piece.strip(), paragraph.spot


def _without_tail(pieces: list[tuple[str, Spot]], lexicon: Lexicon) -> list[tuple[str, Spot]]:
    """Return the pieces without what follows the text: from the first tail word after the last numeral."""
    last = max(
        (at for at, (text, _) in enumerate(pieces) if read_numeral(text, lexicon.folded(text))),
        default=len(pieces),
    )
    for at in range(last + 1, len(pieces)):
        if pieces[at][0].startswith(lexicon.tails):
            pieces = pieces[:at]
            break
    glued = _GLUED_SIGNATURE.search(pieces[-1][0]) if pieces else None
    if glued and lexicon.looks_like_unit(glued[1]):
        pieces[-1] = (pieces[-1][0][: glued.start()], pieces[-1][1])
    return pieces


def _line(text: str, spot: Spot, lexicon: Lexicon, speech: Speech) -> Line:
    numeral = read_numeral(text, lexicon.folded(text))
    return Line(text, spot, numeral, speech.said(text[numeral.end :] if numeral else text))
