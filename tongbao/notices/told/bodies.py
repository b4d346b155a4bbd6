"""Bodies that a sentence names and judges: ``对甲镇、乙局亮“黄牌”警告``, ``甲镇、乙街道部署早，予以通报表扬``, ranks.

In: a paragraph without white space. Out: ``Told`` values, the judgement as status. The last name of a list runs into
what is said of it, and is cut where a name of a body ends. What is only threatened (将对…约谈) is no judgement.
"""

import functools
import re
from collections.abc import Callable, Iterator
from itertools import islice

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.lexicon import Told as Words
from tongbao.notices.quantities.numerals import NUMERALS, count_of
from tongbao.notices.told.lists import cut_names, is_name
from tongbao.notices.told.phrases import veiled
from tongbao.notices.told.statements import Named, Told

_STRONG = (
    "局",
    "街道",
    "办事处",
    "管委会",
    "公司",
    "集团",
    "政府",
    "乡",
    "镇",
    "委员会",
    "中心",
    "分局",
)
_LONGEST_NAME = 16
_MOST_DE, _MOST_JOINTS = 3, 2
_SHORTEST_UNIT = 3
_JOINT = re.compile("、|以及|和|及|与")
_OPENS = re.compile(r"(?:对|给|向|将|由|其中|分别|现|经研究|决定|[，,])+")
_GENERAL = re.compile(r"(?:各|有关|相关|所有|全|部分|个别|少数|多数|其他|其余|该|此|本|我)")
_NO_NAME = re.compile("[的了把被将请要须“”]|列入|\\d")
_SENTENCE = re.compile("[。；;！!？?]")
_PLANNED = re.compile("将|拟|要|凡|如|可|应|须|连续")
_VERDICT = re.compile(
    r"(?:(?=责令|值得肯定)|予以|给予|授予|颁发|亮出?|挂出?|发出?|作出|进行|实施|下[发达]|采取|被|列[入为]|纳入|评为|获得?|荣获|排名?|位[列居])"
    r"(?P<verdict>[^，,。；;：:]{0,10}?[“]?(?:通报|表扬|批评|约谈|提醒|肯定|警告|警示|问责|嘉奖|奖励|表彰|点名|曝光|诫勉|督办|函|"
    r"[红黄蓝绿黑白橙]牌|[红黑]榜|红旗|先进|优秀|扣分|整改|检查)[”]?[^，,。；;：:]{0,6})(?=[，,。；;]|$)"
)
_GRADE = re.compile(
    r"[\u4e00-\u9fff]{0,10}?(?P<verdict>(?:得分|排名|成绩|考核|评价|满意率|完成率|整改率)(?:均|都)?[较最偏]?(?:高|好|差|低|靠前|靠后|落后))(?=[，,。；;]|$)"
)
_NTH = rf"(?:并列|倒数)?第[{NUMERALS}\d]{{1,3}}[名位]?"
_RANK = re.compile(
    rf"(?P<rank>{_NTH}|(?:排名)?(?:末|首|倒数首)[位名])(?:的|乡镇|街道|单位)*(?:分别|依次)?(?:为|是|有|：|:)?"
    r"(?P<names>[^，,。；;：:第]{2,120})"
)
_RANKED_BEHIND = re.compile(
    rf"(?P<names>[^，,。；;：:第]{{2,60}}?)(?:分别|并列|综合|得分|排名|位列|位居|列|居|获得?|为)*"
    rf"(?P<rank>第[{NUMERALS}\d]{{1,3}}[名位]?|末[位名]|首位)(?=[、，,；;。]|$)"
)
_REMARK = re.compile(r"[（(][^（()）]{0,40}[）)]")
_BOARD = "[红黑]榜"
_BOARD_BEHIND = re.compile(
    rf"(?:^|(?<=[，,。；;：:]))(?P<names>[^，,。；;：:“”的]{{2,200}}?)(?:均|被|分别)?(?:荣登|登上|登|列入|列|上|入)“?(?P<board>{_BOARD})”?(?=[，,。；;]|$)"
)
_BOARD_BEFORE = re.compile(
    rf"(?:荣登|登上|登|列入|列|上|入)“?(?P<board>{_BOARD})”?的[^，,。；;：:]{{0,12}}?(?:分别|依次)?(?:为|是|有|：|:){{1,2}}(?P<names>[^，,。；;：:“”]{{2,400}})"
)


@functools.cache
def _endings(words: Words) -> tuple[str, ...]:
    return tuple(sorted((*words.subject_endings, *words.body_endings), key=len, reverse=True))


def bodies_at(
    text: str, lexicon: Lexicon, is_body: Callable[[str], bool]
) -> tuple[tuple[str, ...], int]:
    """Return the bodies that a text opens with and where the last of them ends: () where it opens otherwise."""
    names: list[str] = []
    at = 0
    while at < len(text):
        joints = [found.start() for found in islice(_JOINT.finditer(text, at), _MOST_JOINTS)]
        # 县自然资源和规划局 has a joint inside.
        for end in (*joints[:2], *([] if joints[1:] else [len(text)])):
            piece = text[at:end]
            name = (
                piece if len(piece) <= _LONGEST_NAME and _is_unit(piece, lexicon, is_body) else ""
            )
            name = name or _first_body(piece, lexicon, is_body)
            if name or text[end : end + 1] == "、":
                break
        if (
            not name
            or _NO_NAME.search(name)
            or _GENERAL.match(name)
            or name in lexicon.told.subject_nouns
        ):
            return tuple(names), at - 1 if names else 0
        names.append(name)
        at += len(name)
        joint = _JOINT.match(text, at)
        if joint is None:
            return tuple(names), at
        at = joint.end()
    return tuple(names), at


def _is_unit(piece: str, lexicon: Lexicon, is_body: Callable[[str], bool]) -> bool:
    return is_body(piece) or (len(piece) > _SHORTEST_UNIT and lexicon.looks_like_unit(piece))


def _first_body(piece: str, lexicon: Lexicon, is_body: Callable[[str], bool]) -> str:
    """Return the name of a body that a piece begins with: the longest with a sure ending, else the shortest."""
    head = re.split("[，,。；;：:“（(]", piece)[0][:_LONGEST_NAME]
    found = [
        head[:end]
        for end in range(2, len(head) + 1)
        if head[:end].endswith(_endings(lexicon.told)) and is_body(head[:end])
    ]
    sure = [
        name
        for name in found
        if name.endswith(_STRONG) and not re.search("[局委院司团]政府$", name)
    ]
    return sure[-1] if sure else next(iter(found), "")


def judged_in(text: str, lexicon: Lexicon, is_body: Callable[[str], bool]) -> Iterator[Told]:
    """Yield what a paragraph decides of bodies that it names: praise, blame, a card, a flag."""
    folded = lexicon.folded(text)
    veil = veiled(folded, r"(?!)")
    start = 0
    for mark in (*_SENTENCE.finditer(veil), None):
        end = mark.start() if mark else len(veil)
        if found := _verdict(text, folded, start, end, lexicon, is_body):
            yield found
        start = end + 1


def _verdict(
    text: str, folded: str, start: int, end: int, lexicon: Lexicon, is_body: Callable[[str], bool]
) -> Told | None:
    """Return what one sentence decides of the bodies with which it begins, or that it names behind a 的."""
    opened = _OPENS.match(folded, start, end)
    first = opened.end() if opened else start
    if _PLANNED.search(folded, start, first):
        return None
    described = (found.end() for found in islice(re.finditer("的", folded[first:end]), _MOST_DE))
    for begin in (first, *(first + place for place in described)):
        names, length = bodies_at(text[begin:end], lexicon, is_body)
        verdict = _VERDICT.search(folded, begin + length, end) if names else None
        if verdict is None and len(names) > 1:
            verdict = _GRADE.match(folded, begin + length, end)
        between = folded[begin + length : verdict.start()] if verdict else ""
        # 县政府办对…下发督办单: who decides is not whom it is decided of.
        if verdict and not re.search("对|向|组织|会同|[将要拟可应须]$", between):
            printed = text[verdict.start("verdict") : verdict.end("verdict")]
            return Told(printed, text[start:end], tuple(map(Named, names)), at=start, judges=True)
    return None


def boarded_in(text: str, lexicon: Lexicon) -> Iterator[Told]:
    """Yield what is put on a board: ``甲市场、乙路列“红榜”``, ``上“黑榜”的村居是：甲村（乱堆）、乙村``."""
    folded = lexicon.folded(text)
    veil = veiled(folded, r"(?!)")
    for form in (_BOARD_BEHIND, _BOARD_BEFORE):
        for match in form.finditer(veil):
            begin, end = match.span("names")
            pieces = cut_names(text[begin:end], veil[begin:end])
            names = [_REMARK.sub("", piece) for piece in pieces]
            if names and all(map(is_name, names)) and not any(map(_GENERAL.match, names)):
                board = text[slice(*match.span("board"))]
                yield Told(board, match.group(), tuple(map(Named, names)), at=begin, judges=True)


def ranks_in(text: str, lexicon: Lexicon, is_body: Callable[[str], bool]) -> tuple[Told, ...]:
    """Return a ranking that a paragraph tells in ordinal words, ``第一名甲县；末位是乙区、丙区``; () for none."""
    folded = lexicon.folded(text)
    for form in (_RANK, _RANKED_BEHIND):
        found = []
        for match in form.finditer(folded):
            printed = text[match.start("names") : match.end("names")]
            names = [name for name in _JOINT.split(_REMARK.sub("", printed)) if name]
            if names and all(map(is_body, names)):
                rank = text[match.start("rank") : match.end("rank")]
                named = tuple(map(Named, names))
                found.append(Told(rank, match.group(), named, at=match.start()))
        firsts = (re.search(rf"[{NUMERALS}\d]+", one.status) for one in found)
        if len(found) > 1 and any(one and count_of(one.group()) == 1 for one in firsts):
            return tuple(found)
    return ()
