"""What a bulletin reports on: the requirement that its opening states.

In: the passages before the first section. Out: ``Requirement``, its words as printed. A requirement that only
grounds the notice (``按照某某要求``) is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tongbao.notices.bulletin.firms import any_of
from tongbao.notices.lexicon import Lexicon
from tongbao.records.model import Passage

_SENTENCE = re.compile(r"(?:[^。！？“]|“[^”]*”?)+[。！？]?")
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Requirement:
    """The words of the requirement, its page, and a term it names without a day (在一个月内), "" for none."""

    text: str
    page: int | None
    open_term: str


def find_requirement(passages: Sequence[Passage], lexicon: Lexicon) -> Requirement | None:
    """Return the requirement that the opening states, None where it states none."""
    for verb in lexicon.bulletin.requires:
        for passage in passages:
            for words in _required(passage.text, verb, lexicon):
                term = re.search("|".join(lexicon.bulletin.open_terms), words)
                return Requirement(words, passage.page, term.group() if term else "")
    return None


def _required(text: str, verb: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield what a sentence says behind ``…要求，``; in quotation marks only what they hold."""
    grounds = any_of(lexicon.bulletin.grounds)
    for sentence in _SENTENCE.findall(text):
        match = re.search(rf"(?P<who>[^，,；;]*){verb}(?:[，,：:]\s*|(?=“))", sentence)
        if match is None or re.search(grounds, match["who"]):
            continue
        words = sentence[match.end() :]
        quoted = re.match(r"“([^”]+)”", words)
        words = (quoted[1] if quoted else words).strip("。！？；; ")
        if len(words) >= _SHORTEST:
            yield words
