"""The ways to cut the words behind an announcement into items.

In: a folded text, where the list begins in it, the numbers announced. Out: ``Ways``: at numerals, semicolons, commas of
enumeration or full stops; which of them is right the numbers say.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.pieces import SENTENCE_ENDS, Piece, cut
from tongbao.notices.quantities.numerals import HAN, read_numeral

_FEWEST = 2
_SHORTEST, _LONGEST = 2, 600
# A cut that misses the announced number by one in so many is still that list, and the number is in doubt.
_FEWEST_OF_CLOSE = 8
_FARTHEST_ETC = 18
# Sentences are a list without any mark where there are so many, nearly each with a figure, and little behind them.
_FEWEST_TOLD, _MOST_BEHIND, _MOST_MEASURED = 5, 2, 0.75
_MEASURE = re.compile(r"\d")
_ETC = re.compile(r"等(?P<rest>[^、;。]{0,14})$")
_ETC_OF = re.compile(r"(?:\d+|[一二三四五六七八九十]+)?[件项个]?[\u4e00-\u9fff]{0,8}")
_ETC_WITHIN = re.compile(r"等(?:\d+[件项个]?[\u4e00-\u9fff]{0,8})?(?=[,;])")
_JOINT = re.compile(r"以及|和|及|与")
_BYLINE = re.compile(r"\([^()]{0,30}(?:记者|通讯员|编辑)[^()]{0,30}\)")
# The numerals that part a list inside a paragraph.
INSIDE = frozenset(("han_is", "bracket", "half", "circle", "dot", "dun", "han_bracket", "ordinal"))
_INNER = re.compile(
    rf"(?<![\d.A-Za-z])(?:[{HAN}]{{1,3}}是|\(\d{{1,2}}\)|\([{HAN}]{{1,3}}\)|[①-⑳]"
    rf"|\d{{1,2}}[.、)](?!\d)|第[{HAN}]{{1,3}}(?:[,:]|是))"
)


@dataclass(frozen=True, slots=True)
class Ways:
    """A text cut in every way; ``joined`` are its names, bare ones put to the next."""

    numbered: Sequence[Piece]
    parted: Sequence[Piece]
    names: Sequence[Piece]
    sentences: Sequence[Piece]
    others: tuple[Sequence[Piece], ...]
    joined: tuple[Sequence[Piece], ...]

    def exact(self, numbers: Sequence[int]) -> tuple[Sequence[Piece], bool]:
        """Return the first way that meets a number, the greatest first, and whether names were joined for it."""
        ways = (self.numbered, self.parted, self.sentences, self.names, *self.others)
        for number in sorted(numbers, reverse=True):
            for pieces in ways:
                if len(pieces) == number:
                    return pieces, False
            for pieces in self.joined:
                if len(pieces) == number:
                    return pieces, True
        return (), False

    def leading_sentences(self, text: str, numbers: Sequence[int]) -> Sequence[Piece]:
        """Return just so many sentences as are announced, each with what it measures, and none such behind them."""
        for number in sorted(numbers, reverse=True):
            first, rest = self.sentences[:number], self.sentences[number:]
            measured = [bool(_MEASURE.search(text[slice(*piece)])) for piece in (*first, *rest)]
            is_list = len(first) == number >= _FEWEST_TOLD and len(rest) <= _MOST_BEHIND
            most = sum(measured[:number]) >= _MOST_MEASURED * number
            if is_list and most and not any(measured[number:]):
                return first
        return ()

    def nearest(self, numbers: Sequence[int]) -> Sequence[Piece]:
        """Return the pieces of a list that meets no number, none where it is no list.

        Numerals and semicolons part a list whatever its number; names and sentences where they miss it by little.
        """
        if len(self.numbered) >= _FEWEST:
            return self.numbered
        if len(self.parted) > _FEWEST:
            return self.parted
        close = (
            pieces
            for pieces in (self.names, self.sentences)
            if any(abs(len(pieces) - one) <= one // _FEWEST_OF_CLOSE for one in numbers)
        )
        return next(close, ())


def ways_of(text: str, start: int, numbers: Sequence[int], lexicon: Lexicon) -> Ways:
    """Return the ways to cut a text from a place on; one that gives no items is none."""
    start += len(text[start:]) - len(text[start:].lstrip(" ”"))
    end = _end_of_sentence(text, start)
    named = _without_etc(text, start, end)
    names = cut(text, "、", start, named)
    sentences = [
        piece
        for piece in cut(text, SENTENCE_ENDS, start)
        if not _BYLINE.fullmatch(text[slice(*piece)])
        and not text[slice(*piece)].lstrip(" ,").startswith(lexicon.task_lists.closings)
    ]
    clauses = [one for piece in sentences for one in cut(text, ";", *piece)]
    others = (
        last_parted(text, names),
        clauses,
        cut(text, ",", start, named),
        cut(text, "、,", start, named),
    )
    joined = [_joined(text, names, len(names) - one, lexicon) for one in numbers]
    return Ways(
        _items(text, by_numerals(text, start)),
        _items(text, cut(text, ";", start, end)),
        _items(text, names),
        _items(text, sentences),
        tuple(_items(text, one) for one in others),
        tuple(_items(text, one) for one in joined),
    )


def by_numerals(text: str, start: int, first: int = 1) -> list[Piece]:
    """Return a paragraph cut at numerals of one kind that count on; the last item is as long as the others."""
    kind = ""
    begins: list[int] = []
    for match in _INNER.finditer(text, start):
        numeral = read_numeral(match.group() + " ")
        if (
            numeral is None
            or numeral.value != len(begins) + first
            or kind not in ("", numeral.kind)
        ):
            continue
        if not begins and match.start() > start + 1:
            return []
        kind = numeral.kind
        begins.append(match.start())
    if len(begins) < _FEWEST:
        return []
    pieces = list(zip(begins, [*begins[1:], len(text)], strict=True))
    most = max(len(cut(text, SENTENCE_ENDS, *piece)) for piece in pieces[:-1])
    last = cut(text, SENTENCE_ENDS, *pieces[-1])[:most]
    return [*pieces[:-1], (pieces[-1][0], last[-1][1] if last else len(text))]


def _items(text: str, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Return the pieces where all of them can be items, none where one is too short or too long."""
    sizes = [len(text[start:end].strip()) for start, end in pieces]
    is_list = len(pieces) >= _FEWEST and min(sizes) >= _SHORTEST and max(sizes) <= _LONGEST
    return pieces if is_list else ()


def _end_of_sentence(text: str, start: int) -> int:
    """Return where the sentence ends that begins at a place, its full stop left out."""
    pieces = cut(text, SENTENCE_ENDS, start)
    end = pieces[0][1] if pieces else len(text)
    return end - (text[end - 1 : end] in tuple(SENTENCE_ENDS))


def _without_etc(text: str, start: int, end: int) -> int:
    """Return where the names end of which the sentence says 等, or 等9件实事."""
    etc = _ETC.search(text, max(start, end - _FARTHEST_ETC), end)
    if etc and _ETC_OF.fullmatch(etc["rest"]):
        return etc.start()
    # 甲、乙等，涵盖交通、水务: what follows the comma is no name.
    within = _ETC_WITHIN.search(text, start, end)
    return within.start() if within else end


def last_parted(text: str, names: Sequence[Piece]) -> list[Piece]:
    """Return names of which the last two are joined by a word: 甲、乙和丙."""
    joints: Iterator[re.Match[str]] = iter(())
    if names:
        joints = _JOINT.finditer(text, *names[-1])
    last = next(reversed(list(joints)), None)
    if last is None:
        return []
    begin, end = names[-1]
    return [*names[:-1], (begin, last.start()), (last.end(), end)]


def _joined(text: str, names: Sequence[Piece], too_many: int, lexicon: Lexicon) -> list[Piece]:
    """Put names without a deed (``垃圾站``) to the next, where just so many of them explain the number."""
    bare = [
        at
        for at, piece in enumerate(names[:-1])
        if not any(word in text[slice(*piece)] for word in lexicon.told.actions)
    ]
    if too_many <= 0 or len(bare) != too_many:
        return []
    joined: list[Piece] = []
    begin: int | None = None
    for at, (start, end) in enumerate(names):
        begin = start if begin is None else begin
        if at not in bare:
            joined.append((begin, end))
            begin = None
    return joined
