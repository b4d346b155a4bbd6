"""Labelled paragraphs: ``机制建立情况：…``, where the same label recurs in other sections.

In: the paragraphs of all sections. Out: ``Part`` records, label and text word for word. A label is known by standing
before a colon, in brackets or on a line of its own in several sections, not by a list.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tongbao.records.model import Part

_HAN = "一二三四五六七八九十"
_NUMERAL = (
    rf"(?:[{_HAN}]{{1,3}}[、.．]|[（(][{_HAN}\d]{{1,2}}[)）]|\d{{1,2}}[、.．](?!\d)|[①-⑳])\s*"
)
_WORDS = r"[^\d\s，,。；;：:、！？“”（）()【】][^，,。；;：:！？“”【】]{0,13}[^\s，,。；;：:、！？“”【】]"
_FORMS = (
    re.compile(rf"(?:{_NUMERAL})?(?P<label>{_WORDS})[：:]\s*"),
    re.compile(rf"(?:{_NUMERAL})?【(?P<label>{_WORDS})】[：:]?\s*"),
    re.compile(rf"{_NUMERAL}(?P<label>{_WORDS})。\s*"),
    re.compile(rf"(?:{_NUMERAL})?(?P<label>{_WORDS})$"),
)
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Opening:
    """The label that a paragraph begins with, and where its text begins."""

    label: str
    end: int


def recurring_labels(sections: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the labels that open paragraphs in at least two sections."""
    counted = Counter(label for paragraphs in sections for label in _labels(paragraphs))
    return frozenset(label for label, count in counted.items() if count >= _FEWEST)


def _labels(paragraphs: Sequence[str]) -> frozenset[str]:
    openings = map(_opening, paragraphs)
    return frozenset(opening.label for opening in openings if opening)


def opening_of(text: str, labels: frozenset[str]) -> Opening | None:
    """Return the recurring label that a paragraph begins with, None where it has none."""
    opening = _opening(text)
    return opening if opening and opening.label in labels else None


def _opening(text: str) -> Opening | None:
    for form in _FORMS:
        if match := form.match(text):
            return Opening(match["label"], match.end())
    return None


def parts_of(paragraphs: Sequence[str], labels: frozenset[str]) -> tuple[Part, ...]:
    """Return the labelled parts of a section; paragraphs before the first label belong to none."""
    found: list[tuple[str, list[str]]] = []
    for text in paragraphs:
        opening = opening_of(text, labels)
        if opening:
            found.append((opening.label, [text[opening.end :]]))
        elif found:
            found[-1][1].append(text)
    return tuple(
        Part(label=label, text="\n".join(line for line in lines if line)) for label, lines in found
    )
