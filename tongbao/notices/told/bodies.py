"""Bodies that a sentence names and judges: ``对甲镇、乙局亮“黄牌”警告``, ``甲镇、乙街道部署早，予以通报表扬``.

In: a paragraph without white space. Out: ``Told`` values, the judgement as status. The last name of a list runs into
what is said of it, and is cut where a name of a body ends. What is only threatened (将对…约谈) is no judgement.
"""

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, islice

from tongbao.notices.lexicon import Lexicon, ToldWords
from tongbao.notices.quantities.numerals import count_of, read_numeral
from tongbao.notices.told.lists import cut_names, is_name
from tongbao.notices.told.phrases import NUMBER, veiled
from tongbao.notices.told.statements import Named, Told
from tongbao.notices.told.thing_names import FACILITIES

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
_STOPS = re.compile(r"[（(\d，,。；;：:]")
_LONGEST_NAME, _FARTHEST_MARK = 16, 40
# What stands right behind a member of a list and is no part of its name: its score, a remark in a bracket.
_SCORE = re.compile(r"(?:得分|得|以)?\d[\d.]{0,6}(?:分|[%％])|[（(][^（()）]{0,40}[）)]")
_COUNTED = re.compile(rf"等$|等多?(?:单位|部门|企业|机构|地).*$|{NUMBER}(?:个|家|名).*$")
_VILLAGE = re.compile("(?<=[镇乡道区])[\u4e00-\u9fff]{1,4}?(?:村|社区)(?![级民庄委干组容务])")
_NO_VILLAGE = re.compile("[各所部全推是的]")
_BESIDE = re.compile(
    r"(?P<name>[省市区县州盟旗乡镇][\u4e00-\u9fff]{2,7}?)(?:(?=、)|(?=等(?:单位|部门|\d|[一二三四五六七八九十]{1,3}[个家])))"
)
_ENDS = re.compile(r"[，,。；;：:]|等|\d|$")
_MOST_DE, _MOST_JOINTS = 3, 2
_SHORTEST_UNIT, _SEVERAL = 3, 2
JOINT = re.compile("、| |以及|和|及|与")
# The place that bodies have, before their names: 镇组前两名石鼓镇、柳林镇.
RANKED = re.compile(
    rf"[\u4e00-\u9fff]{{0,6}}?(?:排名|位列|位居|综合)?(?:(?:倒数)?第{NUMBER}[名位]|[前后]{NUMBER}[名位]|[末首][位名])"
    r"(?:的)?(?:单位|乡镇|街道|部门)?(?![为是有的：:，,。；;、]|依次|分别)"
)
_NEXT_GROUP = re.compile(rf"[，,](?={RANKED.pattern})")
_OPENS = re.compile(
    r"(?:[^，,。；;：:]{0,16}(?:看|显示|表明|中|方面|上)[，,])?(?:责令|责成|并且?|同时|对|给|向|将|由|此外|另外|其中|分别|现|经研究|决定|[，,])*"
)
GENERAL = re.compile(r"(?:\d|各|有关|相关|所有|全|部分|个别|少数|多数|其他|其余|该|此|本|我)")
_NO_NAME = re.compile("[的了把被将请要须对在“”]|列入|\\d")
# What a body does, so that a name that ends as one behind it (推行村级事务代办) is none.
_DEED = re.compile(
    "全面|推[行进动广]|积极|主动|认真|开展|组织(?![部委])|落实|加[强快]|坚持|实施(?!办)|做好|严格"
)
_HANDLES = re.compile("办[事理结好公]")
_DESCRIBED = re.compile("的|(?<=[，,])(?:并且?|同时|且)?[对给]")
_SENTENCE = re.compile("[。；;！!？?]")
_PLANNED = re.compile("将|拟|要|凡|如|可|应|须|连续")
_MEANT = re.compile("[将拟凡可须应]|如(?!下)|要(?!求)")
_VERDICT = re.compile(
    r"(?:(?=责令|值得肯定)|予以|给予|授予|颁发|亮出?|挂出?|发出?|作出|进行|实施|下[发达]|采取|被|列[入为]|纳入|评为|获得?|荣获|排名?|位[列居]|[判认评确]定[为是]|定为)"
    r"(?P<verdict>[^，,。；;：:]{0,10}?[“]?(?:通报|表扬|批评|约谈|提醒|肯定|警告|警示|问责|嘉奖|奖励|表彰|点名|曝光|诫勉|督办|函|"
    r"[红黄蓝绿黑白橙]牌|[红黑]榜|红旗|先进|优秀|扣分|整改|检查|不?合格|不?达标|较[好差]|[好中差优良](?:等[次级]?|(?![\u4e00-\u9fff]))|“[^“”，,。]{2,8}(?:名单|单位|对象|行列))[”]?[^，,。；;：:]{0,6})(?=[，,。；;]|$)"
)
_FARTHEST = 600
_LABELS = re.compile(
    "(?:^|(?<=[。；;：:]))(?:[（(]?[一二三四五六七八九十\\d]{1,2}[）)、.．])?([^，,。；;：:、]{2,16})[：:]"
)
_LISTED = re.compile(
    rf"(?P<names>[^，,。；;：:]{{4,200}}?)[、 ]?(?P<etc>等)?(?P<n>{NUMBER})(?:个|家|名)(?=[\u4e00-\u9fff])"
)
THOSE = re.compile(
    rf"(?:^|(?<=[，,：:]))(?:对|给予|给|向)?(?:上述|以上|前述|这)(?P<n>{NUMBER})(?:个|家|名)"
)
# 监管力度较大, 回访满意率提升明显, 日常检查流于形式: what is said right behind several bodies grades them.
_EVALUATES = (
    r"(?:[较最偏很]?(?:大|高|好|快|差|低|慢|多|少|小|弱|靠前|靠后)|落后|领先|滞后|缓慢|明显|显著|突出|充足|充分|薄弱"
    r"|不[力高够严实足佳到]位?|到位|扎实|有力|有效|优秀|良好|规范|流于形式)"
)
EVALUATED = re.compile(rf"{_EVALUATES}$")
_GRADE = re.compile(rf"(?P<verdict>[^，,。；;：:、\d]{{0,14}}?{_EVALUATES})(?=[，,。；;]|$)")


@functools.cache
def _endings(words: ToldWords) -> tuple[str, ...]:
    return tuple(sorted((*words.subject_endings, *words.body_endings), key=len, reverse=True))


def bodies_at(
    text: str, lexicon: Lexicon, is_body: Callable[[str], bool]
) -> tuple[tuple[str, ...], int]:
    """Return the bodies that a text opens with and where the last of them ends: () where it opens otherwise."""
    names: list[str] = []
    at = 0
    while at < len(text):
        ranked = RANKED.match(text, at)
        at = ranked.end() if ranked else at
        near = JOINT.finditer(text, at, at + _FARTHEST_MARK)
        joints = [found.start() for found in islice(near, _MOST_JOINTS)]
        # 县自然资源和规划局 has a joint inside.
        for end in (*joints[:2], *([] if joints[1:] else [len(text)])):
            piece = _COUNTED.sub("", _STOPS.split(text[at : min(end, at + _FARTHEST_MARK)])[0])
            name = (
                piece if len(piece) <= _LONGEST_NAME and _is_unit(piece, lexicon, is_body) else ""
            )
            name = name or _first_body(piece, lexicon, is_body)
            if names and not name and (beside := _BESIDE.match(text, at)):
                # 县公安局、县档案馆、县妇联等单位: what stands among bodies, called by its place, is one.
                name = beside["name"]
            if name or text[end : end + 1] in ("、", " "):
                break
        if (
            not name
            or _NO_NAME.search(name)
            or GENERAL.match(name)
            or name in lexicon.told.subject_nouns
        ):
            return tuple(names), at - 1 if names else 0
        names.append(name)
        at += len(name)
        score = _SCORE.match(text, at)
        behind = score.end() if score else at
        joint = JOINT.match(text, behind) or _NEXT_GROUP.match(text, behind)
        if score and (joint or _ENDS.match(text, score.end())):
            at = score.end()
        if joint is None:
            return tuple(names), at
        at = joint.end()
    return tuple(names), at


def _is_unit(piece: str, lexicon: Lexicon, is_body: Callable[[str], bool]) -> bool:
    is_unit = is_body(piece) or (len(piece) > _SHORTEST_UNIT and lexicon.looks_like_unit(piece))
    return is_unit and not _DEED.search(piece)


def _first_body(piece: str, lexicon: Lexicon, is_body: Callable[[str], bool]) -> str:
    """Return the name of a body that a piece begins with: the longest with a sure ending, else the shortest."""
    head = piece.partition("“")[0][:_LONGEST_NAME]
    endings = _endings(lexicon.told)
    found = [
        head[:end]
        for end in range(2, len(head) + 1)
        if head.endswith(endings, 0, end) or head.endswith(_STRONG, 0, end)
        if not _HANDLES.match(head, end - 1) and not _DEED.search(head, 0, end)
        if (head.endswith(endings, 0, end) and is_body(head[:end]))
        or (
            end > _SHORTEST_UNIT
            and head.endswith(_STRONG, 0, end)
            and lexicon.looks_like_unit(head[:end])
        )
    ]
    sure = [
        name
        for name in found
        if name.endswith(_STRONG) and not re.search("[局委院司团]政府$", name)
    ]
    village = _VILLAGE.match(head, len(sure[-1])) if sure else None
    if village and not _NO_VILLAGE.search(village.group()):
        return head[: village.end()]
    return sure[-1] if sure else next(iter(found), "")


def judged_in(
    text: str, lexicon: Lexicon, is_body: Callable[[str], bool], before: str = ""
) -> Iterator[Told]:
    """Yield what a paragraph decides of bodies that it names: praise, blame, a card, a flag.

    ``before`` are the paragraphs above, to which 上述6个单位 may refer.
    """
    folded = lexicon.folded(text).replace(" ", "、")
    veil = veiled(folded, r"(?!)")
    start = 0
    for mark in (*_SENTENCE.finditer(veil), None):
        end = mark.start() if mark else len(veil)
        found = _verdict(text, folded, start, end, lexicon, is_body)
        found = found or _of_those_above(
            before + text, len(before) + start, len(before) + end, lexicon, is_body
        )
        if found:
            yield found
        start = end + 1


def _verdict(
    text: str, folded: str, start: int, end: int, lexicon: Lexicon, is_body: Callable[[str], bool]
) -> Told | None:
    """Return what one sentence decides of the bodies with which it begins, or that it names behind a 的 or 对."""
    numeral = read_numeral(text[start:end], folded[start:end])
    first = start + (numeral.end if numeral else 0)
    opened = _OPENS.match(folded, first, end)
    first = opened.end() if opened else first
    if _PLANNED.search(folded, start, first):
        return None
    described = (found.end() for found in islice(_DESCRIBED.finditer(folded[first:end]), _MOST_DE))
    for begin in (first, *(first + place for place in described)):
        if begin > first and folded[begin - 1] != "的" and _MEANT.search(folded, start, begin):
            continue
        names, length = bodies_at(text[begin:end], lexicon, is_body)
        counted = None
        if begin == first:
            counted = _counted(text, folded, begin, end)
            names, length = counted or (names, length)
        verdict = _VERDICT.search(folded, begin + length, end) if names else None
        if verdict is None and len(names) > 1 and counted is None:
            verdict = _GRADE.match(folded, begin + length, end)
        between = folded[begin + length : verdict.start()] if verdict else ""
        if (
            verdict is None
            and begin > first
            and not names
            and (things := _things(text, folded, begin, end, lexicon))
        ):
            return replace(things, words=text[start:end], at=start)
        # 县政府办对…下发督办单: who decides is not whom it is decided of.
        if verdict and not re.search(r"对|向|组织|会同|以[上下]|[将要拟可应须]$", between):
            printed = text[verdict.start("verdict") : verdict.end("verdict")]
            return Told(printed, text[start:end], tuple(map(Named, names)), at=start, judges=True)
    return None


def _things(text: str, folded: str, begin: int, end: int, lexicon: Lexicon) -> Told | None:
    """Return what is decided of several things: 对进度滞后的甲工程（县交通局）、乙水厂（县水务公司）予以黄牌警示."""
    verdict = _VERDICT.search(folded, begin, end)
    stop = verdict.start() if verdict else begin
    pieces = cut_names(text[begin:stop], veiled(folded[begin:stop], r"(?!)"))
    bare = [re.sub(r"[（(][^（()）]*[）)]$", "", piece) for piece in pieces]
    works = (*lexicon.told.actions, *FACILITIES, "项目", "工程", "学")
    if verdict is None or len(pieces) < _SEVERAL or not all(map(is_name, pieces)):
        return None
    if not all(name.endswith(works) for name in bare):
        return None
    return Told(text[slice(*verdict.span("verdict"))], "", tuple(map(Named, pieces)))


def _counted(text: str, folded: str, begin: int, end: int) -> tuple[tuple[str, ...], int] | None:
    """Return names of any kind that a sentence opens with, just as many as it counts behind them: 甲、乙2个公众号."""
    match = _LISTED.match(folded, begin, end)
    names = (
        cut_names(text[slice(*match.span("names"))], folded[slice(*match.span("names"))])
        if match
        else []
    )
    count = (count_of(match["n"]) or 0) if match else 0
    fits = len(names) == count or (match and match["etc"] and len(names) < count)
    if match and len(names) > 1 and fits and all(map(is_name, names)):
        return tuple(names), match.end() - begin
    return None


def _of_those_above(
    text: str, start: int, end: int, lexicon: Lexicon, is_body: Callable[[str], bool]
) -> Told | None:
    """Return what is decided of the bodies that were named before: 对上述6个单位予以通报表扬."""
    folded = lexicon.folded(text[start:end])
    those = THOSE.search(folded)
    verdict = _VERDICT.search(folded, those.end()) if those else None
    if those is None or verdict is None or _PLANNED.search(folded[those.end() : verdict.start()]):
        return None
    count = count_of(those["n"])
    clauses = re.split("[，,。；;：:]", text[max(0, start - _FARTHEST) : start + those.start()])
    bodies = (bodies_at(clause, lexicon, is_body)[0] for clause in clauses)
    named = tuple(dict.fromkeys(chain.from_iterable(bodies)))
    if len(named) != count:
        # 有：甲楼、乙路、丙站。上述3个项目…: things, just as many.
        lists = (tuple(cut_names(one, one)) for one in reversed(clauses) if "、" in one)
        named = next((one for one in lists if len(one) == count and all(map(is_name, one))), ())
    if not named:
        # 甲局：… 乙中学：… 对以上2个单位…: the labels of the lines above, as many, most of them bodies.
        labels = _LABELS.findall(text[max(0, start - _FARTHEST) : start])[-(count or 0) :]
        bodies_of = [bodies_at(one, lexicon, is_body)[0] for one in labels]
        if len(labels) == count and 2 * sum(map(bool, bodies_of)) > count:
            named = tuple(labels)
    if not named:
        return None
    printed = text[start + verdict.start("verdict") : start + verdict.end("verdict")]
    return Told(printed, text[start:end], tuple(map(Named, named)), at=start, judges=True)
