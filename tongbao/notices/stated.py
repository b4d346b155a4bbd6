"""The claims that a notice makes in its prose: counts, shares and lists of units.

In: passages and the lexicon's forms, in which ``{n}``, ``{status}``, ``{share}`` and ``{units}`` stand for what they
say. Out: ``Claim`` records with the words that state them. Only the first statement of a figure is a
claim; nothing is computed here.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.names import UnitReader
from tongbao.records.content import Vocabulary
from tongbao.records.model import Claim, Passage

_SENTENCE = re.compile(r"[^。；;！？]+[。；;！？]?")
_COUNTS = ("tasks", "assignments", "lead_units")
_LISTS = ("units_praised", "units_lagging")
_FEWEST_LISTED = 2


class _Forms(NamedTuple):
    """The forms of claims with their kinds."""

    counts: Sequence[tuple[str, re.Pattern[str]]]
    statuses: Sequence[tuple[str, re.Pattern[str]]]
    lists: Sequence[tuple[str, re.Pattern[str]]]


def read_claims(
    passages: Sequence[Passage], lexicon: Lexicon, vocabulary: Vocabulary, units: UnitReader
) -> tuple[Claim, ...]:
    """Return the claims in the order of the text, each claim once; a heading only counts what stands under it."""
    found: dict[str, Claim] = {}
    forms = _Forms(
        *(
            [
                (kind, re.compile(_pattern(form, vocabulary)))
                for kind in kinds
                for form in lexicon.claims.get(kind, ())
            ]
            for kinds in (_COUNTS, ("status",), _LISTS)
        )
    )
    for passage in passages:
        if passage.heading:
            continue
        text = "".join(passage.text.split())
        for claim in _claims_in(text, passage.page, forms, vocabulary, units):
            found.setdefault(claim.claim, claim)
    return tuple(found.values())


def _claims_in(
    text: str, page: int | None, forms: "_Forms", vocabulary: Vocabulary, units: UnitReader
) -> Iterator[Claim]:
    """Yield the claims of one passage by kind: counts, then statuses, then lists."""
    for kind, form in forms.counts:
        if match := form.search(text):
            yield Claim(claim=kind, stated=int(match["n"]), words=match.group(), page=page)
    for _, form in forms.statuses:
        for match in form.finditer(text):
            yield from _status_claims(match, vocabulary, page)
    for kind, form in forms.lists:
        for sentence in _SENTENCE.findall(text):
            match = form.search(sentence)
            if match and (names := _listed(match["units"], units)):
                yield Claim(claim=kind, stated=names, words=match.group(), page=page)


def _pattern(form: str, vocabulary: Vocabulary) -> str:
    """Return the regular expression of a form of the lexicon."""
    words = [word for status in vocabulary.statuses for word in (status.word, *status.aliases)]
    choice = "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or r"(?!)"
    return (
        form.replace("{n}", r"(?P<n>\d+)")
        .replace("{share}", r"(?P<share>\d+)(?![\d.])")
        .replace("{status}", rf"(?:进展|进度)?[“\"]?(?P<status>{choice})[”\"]?")
        .replace("{units}", r"(?<![^，。；：])(?P<units>[^，。；：]{2,400}?)")
    )


def _status_claims(
    match: re.Match[str], vocabulary: Vocabulary, page: int | None
) -> Iterator[Claim]:
    status = vocabulary.find(match["status"])
    if status is None:
        return
    words = match.group()
    yield Claim(claim=f"status_count:{status.word}", stated=int(match["n"]), words=words, page=page)
    if match["share"] is not None:
        share = int(match["share"])
        yield Claim(claim=f"status_share:{status.word}", stated=share, words=words, page=page)


def _listed(text: str, units: UnitReader) -> tuple[str, ...]:
    """Return the units of a list such as ``A、B、C``; fewer than two, or others than units, are no list."""
    names = units.read(text).names
    is_list = len(names) >= _FEWEST_LISTED and all(units.is_unit(name) for name in names)
    return names if is_list else ()
