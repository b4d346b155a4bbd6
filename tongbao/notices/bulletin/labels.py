"""Labelled paragraphs: ``机制建立情况：…``, where the same label recurs in other sections.

In: the paragraphs of all sections. Out: ``Part`` records, label and text word for word. A label is known by standing
before a colon, in brackets or on a line of its own in several sections, not by a list of words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
# A label inside a paragraph stands behind a sentence and before a colon.
_INSIDE = re.compile(rf"(?<=[。；！？])\s*(?=(?:{_NUMERAL})?(?P<label>{_WORDS})[：:])")
_FEWEST = 2
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class LabelledPiece:
    """A piece of a paragraph, word for word: ``label`` opens it ("" for none), ``text`` is what follows."""

    label: str
    text: str


def recurring_labels(sections: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the labels that open paragraphs in two sections, or stand inside those of half of them."""
    opening = Counter(label for paragraphs in sections for label in _opening_labels(paragraphs))
    inside = Counter(label for paragraphs in sections for label in _inner_labels(paragraphs))
    many = max(_FEWEST, _HALF * len(sections))
    return frozenset(
        label
        for label in {**opening, **inside}
        if opening[label] >= _FEWEST or opening[label] + inside[label] >= many
    )


def _opening_labels(paragraphs: Iterable[str]) -> frozenset[str]:
    openings = map(_opening, paragraphs)
    return frozenset(opening.label for opening in openings if opening)


def _inner_labels(paragraphs: Iterable[str]) -> frozenset[str]:
    return frozenset(match["label"] for text in paragraphs for match in _INSIDE.finditer(text))


def pieces_of(text: str, labels: frozenset[str]) -> tuple[LabelledPiece, ...]:
    """Return a paragraph cut before each recurring label, one inside a sentence left alone."""
    cuts = [match.end() for match in _INSIDE.finditer(text) if match["label"] in labels]
    edges = [0, *cuts, len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]
    return tuple(_piece(piece, labels) for piece in pieces if piece)


def _piece(text: str, labels: frozenset[str]) -> LabelledPiece:
    opening = _opening(text)
    if opening and opening.label in labels:
        return LabelledPiece(opening.label, text[opening.end :])
    return LabelledPiece("", text)


@dataclass(frozen=True, slots=True)
class _LabelOpening:
    """The label that a paragraph begins with, and where its text begins."""

    label: str
    end: int


def _opening(text: str) -> _LabelOpening | None:
    for form in _FORMS:
        if match := form.match(text):
            return _LabelOpening(match["label"], match.end())
    return None


def parted(paragraphs: Iterable[str], labels: frozenset[str]) -> tuple[str, tuple[Part, ...]]:
    """Return what a section says before its first label, all of it where it has none, and its labelled parts."""
    before: list[str] = []
    found: list[tuple[str, list[str]]] = []
    for text in paragraphs:
        for piece in pieces_of(text, labels):
            if piece.label:
                found.append((piece.label, [piece.text]))
            else:
                (found[-1][1] if found else before).append(piece.text)
    return _lines(before), tuple(Part(label=label, text=_lines(lines)) for label, lines in found)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text.strip() for text in texts if text.strip())
