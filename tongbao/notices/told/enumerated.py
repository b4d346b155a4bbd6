"""Lists printed a line an item: ``一是…``, ``二是…`` under a sentence that announces them.

In: the paragraphs of a notice. Out: ``Announced``: how many items were announced, and each with its numeral.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.numbers import count_of
from tongbao.notices.told.phrases import HAN as NUMERALS
from tongbao.notices.told.phrases import choice
from tongbao.sources.document import Paragraph, Spot

_FEWEST_ITEMS = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list: ``number`` as printed (一是), ``name`` up to the first mark, ``text`` the whole."""

    number: str
    name: str
    text: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Announced:
    """A list of items; ``words`` announce ``declared`` of them, "" and None where none is announced."""

    items: tuple[Item, ...]
    declared: int | None = None
    words: str = ""


def announced_in(paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> Announced | None:
    """Return the first list whose lines count on from 一是 and whose announcement ends in a colon."""
    for at, paragraph in enumerate(paragraphs):
        if not paragraph.text.rstrip().endswith(("：", ":")):
            continue
        items = tuple(_items(paragraphs[at + 1 :]))
        if len(items) >= _FEWEST_ITEMS:
            declared, words = _declared(paragraph.text, lexicon)
            return Announced(items, declared, words)
    return None


def _items(paragraphs: Sequence[Paragraph]) -> list[Item]:
    items: list[Item] = []
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        match = re.match(rf"([{NUMERALS}]+)是[，,：:]?(.+)", text, re.DOTALL)
        if match is None or count_of(match[1]) != len(items) + 1:
            break
        name = re.split(r"[，,。；;：:]", match[2])[0].strip()
        if name:
            items.append(Item(f"{match[1]}是", name, match[2].strip(), paragraph.spot))
    return items


def _declared(text: str, lexicon: Lexicon) -> tuple[int | None, str]:
    """Return how many items the announcement says there are, and the words that say so."""
    words = lexicon.told
    form = rf"(\d+|[{NUMERALS}]+)(?:{choice(words.measures)})(?:[\u4e00-\u9fff]{{0,6}}(?:{choice(words.nouns)}))"
    match = re.search(form, "".join(text.split()))
    return (count_of(match[1]), match.group()) if match else (None, "")
