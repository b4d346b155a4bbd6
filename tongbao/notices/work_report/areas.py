"""The areas of work of the year to come, and the lead-ins under them, as tasks without units.

In: the stretches of one area. Out: the lead-ins, each as printed with its page. They stand in bold; where nothing
is bold they are the short sentences that open a paragraph or part it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tongbao.notices.work_report.flow import Stretch, sentences_of

_NUMBER = re.compile(r"(?:\d{1,2}[.．、]|[（(]\d{1,2}[）)]|[一二三四五六七八九十]{1,3}是)")
_LONGEST = 16
_LONGEST_BOLD = 40
_MARKS = re.compile(r"[，、；：“”《》（）,;:\d]")


@dataclass(frozen=True, slots=True)
class Area:
    """A heading and the paragraphs under it."""

    heading: Stretch
    body: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class LeadIn:
    """The sentence that opens a piece of work; ``by_form`` says that only its shortness shows it."""

    text: str
    page: int | None
    by_form: bool = False


def lead_ins(areas: Sequence[Area]) -> list[tuple[Area, tuple[LeadIn, ...]]]:
    """Return the lead-ins of each area: the bold ones where any is bold, else those of that form."""
    bold = [(area, tuple(_bold(area))) for area in areas]
    if any(found for _, found in bold):
        return bold
    return [(area, tuple(_by_form(area))) for area in areas]


def _bold(area: Area) -> Iterator[LeadIn]:
    for stretch in area.body:
        for start, end in sentences_of(stretch):
            begin = start + _numbered(stretch.text[start:end])
            # A page break may have cut the bold short: it is enough that the sentence begins so.
            if end - begin <= _LONGEST_BOLD and begin < end and stretch.strong[begin]:
                yield LeadIn(stretch.text[start:end], stretch.cut(start, end).page)


def _by_form(area: Area) -> Iterator[LeadIn]:
    """Yield the short first sentences of paragraphs, or all short ones where an area is one paragraph."""
    alone = len(area.body) == 1
    for stretch in area.body:
        spans = list(sentences_of(stretch))
        for start, end in spans:
            sentence = stretch.text[start:end]
            opens = alone or start == 0 or bool(_numbered(sentence))
            is_short = end - start <= _LONGEST and not _MARKS.search(_unnumbered(sentence))
            if opens and is_short and (start, end) != spans[-1]:
                yield LeadIn(sentence, stretch.cut(start, end).page, by_form=True)


def _numbered(sentence: str) -> int:
    number = _NUMBER.match(sentence)
    return number.end() if number else 0


def _unnumbered(sentence: str) -> str:
    return sentence[_numbered(sentence) :]
