"""Bodies on a board: ``甲市场列“红榜”``, ``第一名甲县；末位是乙区``, ``前三名为甲镇（95分）``, ``1.甲镇 2.乙镇``.

In: a paragraph without white space. Out: ``Told`` values, the place on the board as status. What makes a board is its
members: all of them are bodies, each perhaps with its score, under words that grade.
"""

import re
from collections.abc import Callable, Iterator

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.numerals import NUMERALS, count_of
from tongbao.notices.task_lists.cuts import by_numerals
from tongbao.notices.told.bodies import EVALUATED, GENERAL, JOINT, bodies_at
from tongbao.notices.told.lists import cut_names, is_name
from tongbao.notices.told.phrases import NUMBER, phrases_of, veiled
from tongbao.notices.told.statements import Named, Told

_NTH = rf"(?:并列|倒数)?第[{NUMERALS}\d]{{1,3}}[名位]?"
_RANK = re.compile(
    rf"(?P<rank>{_NTH}|(?:排名)?(?:末|首|倒数首)[位名])(?:的|乡镇|街道|单位)*(?:分别|依次)?(?:为|是|有|：|:)?"
    r"(?P<names>[^，,。；;：:第]{2,120})"
)
_RANKED_BEHIND = re.compile(
    rf"(?P<names>[^，,。；;：:第]{{2,60}}?)(?:分别|并列|综合|得分|排名|位列|位居|列|居|获得?|为)*"
    rf"(?P<rank>第[{NUMERALS}\d]{{1,3}}[名位]?|末[位名]|首位)(?=[、，,；;。]|$)"
)
_BOARD = "[红黑]榜"
_BOARD_BEHIND = re.compile(
    rf"(?:^|(?<=[，,。；;：:]))(?P<names>[^，,。；;：:“”的]{{2,200}}?)(?:均|被|分别)?(?:荣登|登上|登|列入|列|上|入)“?(?P<board>{_BOARD})”?(?=[，,。；;]|$)"
)
_BOARD_BEFORE = re.compile(
    rf"(?:荣登|登上|登|列入|列|上|入)“?(?P<board>{_BOARD})”?的[^，,。；;：:]{{0,12}}?(?:分别|依次)?(?:为|是|有|：|:){{1,2}}(?P<names>[^，,。；;：:“”]{{2,400}})"
)
_REMARK = re.compile(r"[（(][^（()）]{0,40}[）)]")
_SENTENCE = re.compile("[。；;！!？?]")
_COPULA = re.compile("(?:分别|依次|主要)?(?:为|是|有|包括)[：:]?|[：:]")
_NOT_GRADED = re.compile("[将拟应请须]|对|给|参加|出席|参会|负责|牵头|奖励|扣|约谈|责任|要")
_TAIL = re.compile(
    rf"(?:等|共)?(?:(?P<n>{NUMBER})(?:个|家|名|镇|乡|村|县|区|街道|单位)[^，,]{{0,8}})?(?:等)?(?=[，,]|$)"
)
_CLASS_OF = re.compile(r"(?P<of>[^，,。；;：:的]{2,24})的(?:[^，,。；;：:的]{0,8})$")
_OF = re.compile("[^的]+")
_NO_NAME = re.compile("[的是为]")
_WITH_SCORE = re.compile(r"[（(]?(?:得分?|以)?(?P<score>\d[\d.]{0,6}(?:分|[%％]))[）)]?")
_PART = re.compile("[、，,；;。]")
_SCORED = re.compile("排名|名次|位次|得分|排序|成绩|分数")
_LONGEST_CLASS, _LONGEST_BOARD = 30, 1_000
_FEWEST_RANKED = 3


def boarded_in(text: str, lexicon: Lexicon) -> Iterator[Told]:
    """Yield what is put on a board: ``甲市场、乙路列“红榜”``, ``上“黑榜”的村居是：甲村（乱堆）、乙村``."""
    folded = lexicon.folded(text)
    veil = veiled(folded, r"(?!)")
    for form in (_BOARD_BEHIND, _BOARD_BEFORE):
        for match in form.finditer(veil):
            begin, end = match.span("names")
            pieces = cut_names(text[begin:end], veil[begin:end])
            names = [_REMARK.sub("", piece) for piece in pieces]
            if names and all(map(is_name, names)) and not any(map(GENERAL.match, names)):
                board = text[slice(*match.span("board"))]
                yield Told(board, match.group(), tuple(map(Named, names)), at=begin, judges=True)


def ranks_in(text: str, lexicon: Lexicon, is_body: Callable[[str], bool]) -> tuple[Told, ...]:
    """Return a ranking that a paragraph tells in ordinal words, ``第一名甲县；末位是乙区、丙区``; () for none."""
    folded = lexicon.folded(text)
    for form in (_RANK, _RANKED_BEHIND):
        found = []
        for match in form.finditer(folded):
            printed = text[match.start("names") : match.end("names")]
            names = [name for name in JOINT.split(_REMARK.sub("", printed)) if name]
            if names and all(map(is_body, names)) and not any(map(_NO_NAME.search, names)):
                rank = text[match.start("rank") : match.end("rank")]
                named = tuple(map(Named, names))
                found.append(Told(rank, match.group(), named, at=match.start()))
        firsts = (re.search(rf"[{NUMERALS}\d]+", one.status) for one in found)
        if len(found) > 1 and any(one and count_of(one.group()) == 1 for one in firsts):
            return tuple(found)
    return ()


def graded_in(text: str, lexicon: Lexicon, is_body: Callable[[str], bool]) -> Iterator[Told]:
    """Yield the bodies that a sentence lists behind a grade: ``前三名为甲镇（95分）``, ``90分以上的有甲村等22个``."""
    folded = lexicon.folded(text)
    veil = veiled(folded, r"(?!)")
    standing = phrases_of(lexicon).standing
    start = 0
    for mark in (*_SENTENCE.finditer(veil), None):
        end = mark.start() if mark else len(veil)
        after = start
        for copula in _COPULA.finditer(veil, start, end):
            if copula.start() < after:
                continue
            first = max(after, copula.start() - _LONGEST_CLASS)
            begin = max(first, *(veil.rfind(sign, first, copula.start()) + 1 for sign in "，,：:"))
            graded = standing.search(folded, begin, copula.start()) or _evaluated(
                folded, begin, copula.start(), lexicon
            )
            if graded is None or _NOT_GRADED.search(folded, begin, copula.start()):
                continue
            names, length = bodies_at(
                text[copula.end() : min(end, copula.end() + _LONGEST_BOARD)], lexicon, is_body
            )
            stop = copula.end() + length
            tail = _TAIL.match(veil, stop, end) if names else None
            if tail is None:
                continue
            count = count_of(tail["n"]) if tail["n"] else None
            yield Told(
                text[slice(*graded.span())].strip("“”"),
                text[begin : tail.end()],
                tuple(map(Named, names)),
                count,
                is_partial=count is not None and count > len(names),
                at=begin,
                judges=True,
            )
            after = tail.end()
        start = end + 1


def _evaluated(folded: str, begin: int, end: int, lexicon: Lexicon) -> re.Match[str] | None:
    """Return the words that judge those of whom a class says so: 工作扎实、成效明显的单位有."""
    class_of = _CLASS_OF.match(folded, begin, end)
    is_judged = class_of and (
        EVALUATED.search(class_of["of"]) or phrases_of(lexicon).whole(class_of["of"])
    )
    return _OF.match(folded, begin, end) if is_judged else None


def numbered_in(
    text: str, above: str, lexicon: Lexicon, is_body: Callable[[str], bool]
) -> tuple[Told, ...]:
    """Return a ranking whose numbers stand in one line, ``1.甲镇（98分）2.乙镇（97分）``; () where it is none.

    Each piece is a body, and scores or the words above say that the numbers are ranks.
    """
    folded = lexicon.folded(text)
    found = []
    for number, (start, end) in enumerate(by_numerals(folded, 0), start=1):
        mark = re.match(r"\W?\d{1,2}\W?|\W", text[start:end])
        begin = start + (mark.end() if mark else 0)
        piece = text[begin:end].rstrip("。；;，,、")
        names, length = bodies_at(piece, lexicon, is_body)
        if len(names) != 1 or length != len(piece):
            return ()
        named = Named(names[0], piece[len(names[0]) :].strip("（()）：:"))
        found.append(Told(f"第{number}名", text[start:end], (named,), at=start, judges=True))
    scored = all(one.names[0].rest for one in found)
    is_ranking = scored or _SCORED.search(above)
    return tuple(found) if len(found) >= _FEWEST_RANKED and is_ranking else ()


def scored_in(text: str, lexicon: Lexicon, is_body: Callable[[str], bool]) -> Iterator[Told]:
    """Yield the bodies that a sentence lists each with its score: ``得分依次为：甲镇98分，乙镇97分，丙乡95分``."""
    folded = lexicon.folded(text)
    found: list[Told] = []
    start = 0
    for mark in (*_PART.finditer(folded), None):
        end = mark.start() if mark else len(folded)
        opens = [found.end() for found in _COPULA.finditer(folded, start, end)]
        begin = opens[-1] if opens else start
        names, _ = bodies_at(text[begin:end], lexicon, is_body)
        behind = begin + len(names[0]) if len(names) == 1 else end
        score = _WITH_SCORE.fullmatch(folded, behind, end)
        if score:
            named = Named(names[0])
            words = text[slice(*score.span("score"))]
            found.append(Told(words, text[begin:end], (named,), at=begin, judges=True))
        if not score or mark is None:
            yield from found if len(found) >= _FEWEST_RANKED else ()
            found = []
        start = end + 1
