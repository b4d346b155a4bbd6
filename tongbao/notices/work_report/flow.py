"""The paragraphs of a report as one flow: headings known, pages and bold words kept, broken paragraphs whole.

In: the paragraphs of a document. Out: ``Stretch`` values, each a paragraph without the spaces that typesetting puts
between Chinese and Latin, every character with its page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from tongbao.notices.lexicon import ReportWords
from tongbao.sources.document import Paragraph

_FIRST = re.compile(
    r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}(?:部分|章)[：:、]?"
)
_SECOND = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")
_ENDS = tuple("。！？!?：:；;”’」）)")
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]+[”’」）)]*|[^。！？!?]+$")
_SPACE = re.compile(r"\s+")
_BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z])\s+(?=[A-Za-z])")
_LONGEST_HEADING = 60
_BARE_HEADING = re.compile(r"(?:19|20)\d{2}年[^，。；：]{2,24}")
# A shorter paragraph without a full stop is a line of its own, such as a title or a name.
_BROKEN = 20
# A page holds no more: what is longer was not broken by one.
_LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of running text: ``pages`` and ``strong`` say for each character its page and whether it is bold.

    ``level`` is 1 for a heading such as ``一、``, 2 for one such as ``（一）``, 0 for text; ``line`` is the paragraph
    that it begins in, ``glued`` says that a heading stands before it there.
    """

    text: str
    pages: tuple[int, ...]
    strong: tuple[bool, ...]
    level: int = 0
    line: int = 0
    glued: bool = False

    def cut(self, start: int, end: int) -> "Stretch":
        """Return a piece of the text, with the pages and weights of its characters."""
        pieces = self.text[start:end], self.pages[start:end], self.strong[start:end]
        return Stretch(*pieces, line=self.line)

    @property
    def page(self) -> int | None:
        """The page on which the text begins, None where the document has no pages."""
        return self.pages[0] or None if self.pages else None


def stretches_of(paragraphs: Sequence[Paragraph], words: ReportWords) -> list[Stretch]:
    """Return the paragraphs that hold something; those that a page broke in two are whole again."""
    found: list[list[Stretch]] = []
    for line, paragraph in enumerate(paragraphs):
        for stretch in _apart(_stretch(paragraph, line), words):
            if found and _runs_on(found[-1], stretch):
                found[-1].append(stretch)
            elif stretch.text:
                found.append([stretch])
    return [_joined(pieces) for pieces in found]


def sentences_of(stretch: Stretch) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence of a stretch."""
    return ((found.start(), found.end()) for found in _SENTENCE.finditer(stretch.text))


def _stretch(paragraph: Paragraph, line: int) -> Stretch:
    """Return a paragraph closed up: only Latin words keep the space between them."""
    text = paragraph.number + paragraph.text
    ahead = len(paragraph.number)
    turns = {at + ahead: page for at, page in paragraph.turns}
    bold = {at + ahead for start, end in paragraph.strong for at in range(start, end)}
    page = paragraph.spot.page
    spaces = {at for gap in _SPACE.finditer(text) for at in range(*gap.span())}
    spaces -= {gap.start() for gap in _BETWEEN_WORDS.finditer(text)}
    kept, pages, strong = [], [], []
    for at, sign in enumerate(text):
        page = turns.get(at, page)
        if at not in spaces:
            kept.append(sign)
            pages.append(page)
            strong.append(at in bold)
    return Stretch("".join(kept), tuple(pages), tuple(strong), line=line)


def _apart(stretch: Stretch, words: ReportWords) -> Iterator[Stretch]:
    """Yield the heading that a paragraph is or begins with, and the rest."""
    level = 1 if _FIRST.match(stretch.text) else 2 if _SECOND.match(stretch.text) else 0
    end = stretch.text.find("。")
    whole = len(stretch.text)
    if level and end < 0 and whole <= _LONGEST_HEADING:
        yield replace(stretch, level=level)
    elif level and 0 < end < _LONGEST_HEADING and (level == 2 or end == whole - 1):  # noqa: PLR2004
        yield replace(stretch.cut(0, end), level=level)
        yield replace(stretch.cut(end + 1, whole), glued=True)
    elif _BARE_HEADING.fullmatch(stretch.text) and stretch.text.endswith(
        (*words.reviews, *words.plans)
    ):
        yield replace(stretch, level=1)
    else:
        yield stretch


def _runs_on(before: Sequence[Stretch], after: Stretch) -> bool:
    """Return whether a paragraph was broken by a page: it is long, and ends in the middle of a sentence."""
    is_text = before[0].level == 0 and after.level == 0
    is_long = len(before) > 1 or len(before[0].text) > _BROKEN
    return is_text and is_long and not (before[-1].text or before[0].text).endswith(_ENDS)


def _joined(pieces: Sequence[Stretch]) -> Stretch:
    return replace(
        pieces[0],
        text="".join(one.text for one in pieces),
        pages=tuple(chain.from_iterable(one.pages for one in pieces)),
        strong=tuple(chain.from_iterable(one.strong for one in pieces)),
    )
