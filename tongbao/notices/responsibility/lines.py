"""The paragraphs of a notice as lines: each with its numeral and what it says of roles.

In: paragraphs. Out: ``NumberedLine`` values. A text that lost its line breaks is cut before its numerals; the tail of
a page (signature, site furniture) is cut off.
"""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.days import in_digits
from tongbao.notices.quantities.numerals import NUMERALS, Numeral, read_numeral
from tongbao.notices.responsibility.labelled import (
    Field,
    cut_at_gaps,
    cut_at_labels,
    labelled,
    with_labels_marked,
)
from tongbao.notices.responsibility.said import Said, Statement
from tongbao.notices.responsibility.statements import Speech
from tongbao.notices.states import SUMMARY_OPENS, LookedBack, States
from tongbao.notices.titles import DATE, is_issuer
from tongbao.sources.document import Paragraph, Spot

_SENTENCE_ENDS = "。；！？;!?"
_LONGEST_TITLE = 40
# A text of so few paragraphs, or a paragraph that is most of it, with so many numerals inside, has lost its breaks.
_FEW_PARAGRAPHS = 4
_MANY_NUMERALS = 3
# Closing brackets that only name units name those who answer where so many numbered lines have them.
_FEWEST_BARE = 2
_FEWEST_PLAIN = 4
_FEWEST_ALONE = 3
_MOST = 0.5
_SECOND = 2
_CUT = re.compile(
    r"(?<=[。；！？;!?）)])\s*(?=(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,3}[、.．](?!\d)))"
    r"|\s+(?=(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,3}(?:[、．]|\.(?=[\u4e00-\u9fff“《]))))"
    r"|(?<=[\u4e00-\u9fff])(?=\d{1,2}[、.．][\u4e00-\u9fff“《])"
)
# 产业富民方面。 before several sentences, each a task with its units.
_OPENING = re.compile(
    rf"(?P<heading>(?:[{NUMERALS}]{{1,3}}、|[（(][{NUMERALS}]{{1,3}}[）)])?[\u4e00-\u9fff“”、]{{2,20}})[。：:](?=\S)"
)
_PAGE = re.compile(r"[—–-]\s*\d{1,3}\s*[—–-]|第\s*\d{1,3}\s*页(?:\s*共\s*\d{1,3}\s*页)?")
_GLUED_SIGNATURE = re.compile(r"(?<=[。！])\s+(\S{2,30})$")


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """One line: ``text`` as printed, ``said`` what stands behind its numeral, ``back`` what it says of those above."""

    text: str
    spot: Spot
    numeral: Numeral | None
    said: Said
    back: tuple[LookedBack, ...] = ()

    @property
    def is_title(self) -> bool:
        """Whether the line has the form of a title: short, no sentence, no role."""
        return not self.said.form and is_title(self.said.text)


def is_title(text: str) -> bool:
    """Return whether words have the form of a title."""
    ends = (*_SENTENCE_ENDS, "：", ":", "，", ",", "、")
    is_short = 0 < len(text) <= _LONGEST_TITLE and "。" not in text
    return is_short and not text.endswith(ends) and not text.startswith(("（", "("))


def ends_sentence(text: str) -> bool:
    """Return whether a text ends as a sentence does; one that does not may have been cut."""
    return text.rstrip().endswith((*_SENTENCE_ENDS, "）", ")", "”", "："))


def lines_of(
    paragraphs: Iterable[Paragraph], lexicon: Lexicon, speech: Speech, states: States
) -> list[NumberedLine]:
    """Return the lines of a notice, its tail cut off."""
    whole = list(_pieces(tuple(paragraphs)))
    # Where many sentences end in units in brackets, each of them is a task.
    ends = [speech.units_within(text) for text, _ in whole]
    at_units = sum(ends) >= _FEWEST_PLAIN and max(ends) >= _FEWEST_BARE
    pieces = [
        (piece.strip(), spot)
        for text, spot in whole
        for whole_line in cut_at_gaps(text, speech)
        for line in cut_at_labels(whole_line, lexicon)
        for part in _cut_before_first(_cut(line, speech, at_units=at_units), lexicon)
        for piece in _cut_before_summary(part, states)
    ]
    pieces = [(text, spot) for text, spot in pieces if text]
    pieces = with_labels_marked(pieces, lexicon)
    fields, behind = labelled(pieces, lexicon, speech)
    end = _end_of_text(pieces, fields, lexicon)
    lines = [
        _of_field(text, spot, fields[at], speech)
        if at in fields
        else _line(text, spot, lexicon, speech, states)
        for at, (text, spot) in enumerate(_without_signature(pieces[:end], lexicon))
        if at not in behind
    ]
    return _with_roles_above(_with_bare_units(lines, speech))


def _of_field(text: str, spot: Spot, field: Field, speech: Speech) -> NumberedLine:
    """Return the line of a form: a task by its label, with the roles its own words state, or a field of one."""
    said = speech.said(field.said.text) if field.numeral else field.said
    return NumberedLine(text, spot, field.numeral, said)


def _with_bare_units(lines: list[NumberedLine], speech: Speech) -> list[NumberedLine]:
    """Return the lines with the units that closing brackets name without a role, where most numbered lines do so.

    Brackets that give roles speak for those which stand in their place.
    """
    numbered = {at: line.numeral.kind for at, line in enumerate(lines) if line.numeral}
    bare = {at: speech.of_units(lines[at].said) for at in numbered}
    counts = Counter(numbered.values())
    having = Counter(
        kind for at, kind in numbered.items() if bare[at] or lines[at].said.form == "bracket"
    )
    most = {
        kind for kind, count in having.items() if count >= max(_FEWEST_BARE, _MOST * counts[kind])
    }
    found = {at: said for at, said in bare.items() if said and numbered[at] in most}
    plain = {at: speech.of_units(line.said) for at, line in enumerate(lines) if not line.numeral}
    alike = {at: said for at, said in plain.items() if said}
    if not most and len(alike) >= _FEWEST_PLAIN and any(at + 1 in alike for at in alike):
        found |= alike
    return [
        replace(line, said=said)
        for line, said in zip(lines, _with_agents(lines, found, numbered, speech), strict=True)
    ]


def _with_agents(
    lines: Sequence[NumberedLine],
    found: Mapping[int, Said],
    numbered: Mapping[int, str],
    speech: Speech,
) -> list[Said]:
    """Return what lines say, numbered ones with the units in their sentences where most of their like name some.

    There no verb of a role has to tell it: 乙局要…, 请丙局于….
    """
    said = [found.get(at, line.said) for at, line in enumerate(lines)]
    fewest = _FEWEST_BARE if any(one.form for one in said) else _FEWEST_ALONE
    counts = Counter(numbered.values())
    agents = Counter(kind for at, kind in numbered.items() if said[at].form == "sentence")
    more = {
        at: one
        for at, kind in numbered.items()
        if not said[at].form
        and (one := speech.of_agents(said[at], with_subject=2 * agents[kind] >= counts[kind]))
    }
    saying = Counter(kind for at, kind in numbered.items() if said[at].form or at in more)
    for at, one in more.items():
        if saying[numbered[at]] >= max(fewest, _MOST * counts[numbered[at]]):
            said[at] = one
    return said


def _with_roles_above(lines: list[NumberedLine]) -> list[NumberedLine]:
    """Return the lines with the roles on lines of their own given to the numbered ones below, where they stand above.

    They do where the first of them come before the first numeral and none come behind the last, again and again.
    """
    at_roles = [
        at for at, line in enumerate(lines) if line.said.form == "line" and not line.numeral
    ]
    items = [at for at, line in enumerate(lines) if line.numeral]
    standing = frozenset(at_roles)
    groups = [at for at in at_roles if at - 1 not in standing]
    stand_above = (
        len(groups) >= _FEWEST_BARE
        and bool(items)
        and groups[0] < items[0]
        and at_roles[-1] < items[-1]
        and not any(lines[at].said.form for at in items)
        and all(bisect(items, start) < bisect(items, end) for start, end in pairwise(groups))
    )
    if not stand_above:
        return lines
    found: list[NumberedLine] = []
    given: tuple[Statement, ...] = ()
    for at, line in enumerate(lines):
        if at in standing:
            goes_on = at - 1 in standing
            given = (*given, *line.said.statements) if goes_on else line.said.statements
        elif line.numeral and given:
            found.append(replace(line, said=replace(line.said, statements=given, form="bracket")))
        else:
            found.append(line)
    return found


def _cut(text: str, speech: Speech, *, at_units: bool) -> list[str]:
    """Return a paragraph cut behind its brackets of roles; what opens several sentences is a heading over them."""
    pieces = speech.cut(text, at_units=at_units)
    opening = _OPENING.match(pieces[0]) if at_units and len(pieces) > 1 else None
    if opening is None:
        return pieces
    return [opening["heading"], pieces[0][opening.end() :], *pieces[1:]]


def _cut_before_summary(text: str, states: States) -> list[str]:
    """Return a paragraph cut before a sentence that says how the items before it stand: ``…。以上5项均已完成。``."""
    start = next((at for at, _ in states.summaries(text) if at), 0)
    return [text[:start], text[start:]] if start else [text]


def _cut_before_first(pieces: list[str], lexicon: Lexicon) -> list[str]:
    """Return the pieces of a paragraph, cut before its first item too where the others begin with numerals."""
    second = read_numeral(pieces[1], lexicon.folded(pieces[1])) if len(pieces) > 1 else None
    if second is None or second.value != _SECOND:
        return pieces
    folded = lexicon.folded(pieces[0])
    for at in range(1, len(folded)):
        first = read_numeral(pieces[0][at:], folded[at:])
        if first and (first.kind, first.value) == (second.kind, second.value - 1):
            return [pieces[0][:at], pieces[0][at:], *pieces[1:]]
    return pieces


def _pieces(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, Spot]]:
    few = len(paragraphs) <= _FEW_PARAGRAPHS
    whole = sum(len(paragraph.text) for paragraph in paragraphs)
    for paragraph in paragraphs:
        if _PAGE.fullmatch(paragraph.text.strip()):
            continue
        lost = few or 2 * len(paragraph.text) > whole
        text = (paragraph.number + paragraph.text).strip()
        cut = [piece for piece in _CUT.split(text) if piece]
        for piece in cut if lost and len(cut) > _MANY_NUMERALS else [text]:
            yield piece.strip(), paragraph.spot


def _end_of_text(
    pieces: Sequence[tuple[str, Spot]], fields: Mapping[int, Field], lexicon: Lexicon
) -> int:
    """Return where the text ends: before the first tail word behind the last numeral and the fields below it."""
    opening = {at for at, field in fields.items() if field.numeral}
    last = max(
        (
            at
            for at, (text, _) in enumerate(pieces)
            if at in opening or read_numeral(text, lexicon.folded(text))
        ),
        default=len(pieces),
    )
    while last + 1 in fields:
        last += 1
    texts = [text.lstrip("（(【") for text, _ in pieces]
    tail = (at for at in range(last + 1, len(pieces)) if texts[at].startswith(lexicon.tails))
    return next(tail, len(pieces))


def _without_signature(pieces: list[tuple[str, Spot]], lexicon: Lexicon) -> list[tuple[str, Spot]]:
    """Return the pieces without who signs, and when, behind the last of them."""
    signed = pieces
    while len(signed) > 1 and DATE.fullmatch(in_digits("".join(signed[-1][0].split()))):
        signed = signed[:-1]
    if len(signed) < len(pieces):
        while len(signed) > 1 and is_issuer(signed[-1][0], lexicon):
            signed = signed[:-1]
        pieces = signed
    glued = _GLUED_SIGNATURE.search(pieces[-1][0]) if pieces else None
    if glued and lexicon.looks_like_unit(glued[1]):
        pieces[-1] = (pieces[-1][0][: glued.start()], pieces[-1][1])
    return pieces


def _line(text: str, spot: Spot, lexicon: Lexicon, speech: Speech, states: States) -> NumberedLine:
    numeral = read_numeral(text, lexicon.folded(text))
    said = speech.said(text[numeral.end :] if numeral else text)
    if not said.form and said.text.endswith(("：", ":")) and states.of_heading(said.text).status:
        # A class over items may end in a colon: 在建项目：
        said = replace(said, text=said.text[:-1])
        text = text.rstrip("：: ")
    back = states.looks_back(text) if SUMMARY_OPENS.match(text) and not said.form else ()
    return NumberedLine(text, spot, None if back else numeral, said, back)
