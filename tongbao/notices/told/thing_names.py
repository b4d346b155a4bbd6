"""Which words of a sentence can be the name of one thing, and where that may end: what is general names nothing.

In: a sentence as printed and under its veil. Out: ``Things``, which the reader of topics asks.
"""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from tongbao.notices.lexicon import Lexicon, ToldWords, choice
from tongbao.notices.quantities.numerals import count_of
from tongbao.notices.told.comments import aspect_at, reason_at
from tongbao.notices.told.forms import forms_of
from tongbao.notices.told.lists import cut_names, is_name
from tongbao.notices.told.phrases import NUMBER, VEIL, phrases_of, veiled

COMMA = re.compile("[，,：:]")
_SHORTEST, _LONGEST = 4, 40
_FEWEST_MEMBERS, _FEWEST_UNCOUNTED = 2, 3
_CUTS = ("、；;", "、，,；;", "、，,；; \u3000\t")
FACILITIES = "亭站厅所室厕馆路桥渠塘校院园场库井闸坝网楼房沟河湖厂塔街区体宫城港线点"
AFTER_QUOTE = re.compile(
    rf"(?:建设)?(?:等)?(?:(?:这?一|{NUMBER})[个项件])?(?:项目|工程|任务|事项|实事)?(?:方面)?"
)
NOT_FIRST = re.compile(
    r"\d{4}年度?(?:全[省市县区州旗镇乡]|我[省市县区州旗镇乡]|计划|共)|另有|还有|尚有|各|该|此|也|却|大部|绝大|这|那|其|本|部分|个别|少数|多数|大多|有的|有些|一些|某|所有|全部|以上|上述|相关|有关|"
    r"全[省市县区州旗镇乡国]|我[省市县区州旗镇乡局]|多个|几个|截[至止]|据|经(?!开区|济)|对|从|按|根据|为了?|由于|因|如果|凡|通过|随着|"
    r"今年|去年|明年|目前|当前|下一?步|要|应|须|请|将|拟|力争|确保|加快|推进|推动|加强|做好|抓好|组织|开展|召开|已|未|尚|正|不|没|"
    r"仅|才|只|共|累计|完成|占|涉及|总|整|主体|剩余|其余|均|第[一二三四五六七八九十](?![中小]学|人民|实验|幼儿|医院|初级|高级|职业|水厂|污水|垃圾)|[一二三四五六七八九十]是|\d[\d.\-—～~至]{0,8}(?:月|季度|年(?!.{4})|[个项件家处名人日%％])|项目|工程|任务"
)
_NOT_WITHIN = re.compile(
    r"[已尚把使须凡]|记者|日报|受(?!理)|应[当该于]|正在|(?<!未)未(?!来|成年)|将[^军]|是(?!一)|由|均|没有|存在|处于|情况|问题|认为|要求|推动|促进|确保|力争|导致|影响|督查|通报|会议|以来|[，,。；;：:]"
)
_NOT_LAST = re.compile(
    "(?:情况|问题|工作|方面|过程|力度|资金|单位|部门|人员|群众|责任|措施|机制|制度|水平|进度|进展|手续|现场|条件|前|后|时|中|上|下)$"
)
_PLAIN_END = re.compile(r"(?:项目|工程|标段)")
PHASE = re.compile(r"(?:[一二三四五六七八九十]期|标段|项目|工程)$")
_JUDGED_AT = re.compile(
    r"(?:总体|整体|施工|建设|工作)?(?:进度|进展|推进|完成率|形象进度|投资完成)|(?:现场|工作|今年|去年|目前|现已|暂[未停缓]|虽然?(?=[已未尚])|均|全部(?=[已未]))|完成|实现|累计|主体|采购到位|(?<=[地园区城院心厂站场馆路桥])[一二三四五]期|截[至止]|提前|超额|如期|分别|一度|[一二三四五六七八九\d]{1,2}月"
    r"|由(?=[\u4e00-\u9fff、]{2,30}(?:负责|牵头|承办|主办|实施|承建|承担))"
    r"|[是为](?=[^，,。；;]{2,40}(?:之一|(?:项目|工程|实事|任务))(?:[，,]|$))"
)
_GROUND = re.compile("[院校片厂库街景小城]区$")
_ROLES_END = re.compile(rf"[（(]{VEIL}{{3,60}}[）)]")
_GOES_ON = re.compile(rf"(?:项目|工程)?(?:[（(]{VEIL}{{3,60}}[）)])?")
_MATTER = re.compile("(?:历史遗留)?(?:问题|工作|事项|事宜)$")
_LEAD = re.compile("[^，,。；;：:“]{0,60}(?:有|为|是|包括|如下)[：:]")
_REACH = 160


# ToldWords for classes of things: a name of nothing but these names nothing.
_CLASSES = """
重点 重大 民生 实事 惠民 政府 投资 产业 工业 农业 城建 城市 乡村 农村 基础设施 基础 设施 续建
新建 改扩建 新开工 计划 开工 竣工 完工 建成 在建 储备 前期 招商 引资 签约 年度 专项 债券 主要
大型 配套 责任 攻坚 示范 社会 事业 领域 交通 水利 环保 生态 省级 市级 县级 区级 省 市 县 区
镇 乡 级 第 批 类 个 大 小 新 的 和 及 招标 施工 质量 安全 进度 整体 总体 主体 附属
"""


@functools.cache
def _general(words: ToldWords) -> re.Pattern[str]:
    """Return what is no name: words for classes of things alone."""
    classes = (*_CLASSES.split(), *words.nouns, *words.actions)
    return re.compile(
        rf"(?:\d{{4}}年度?)?(?:[\u4e00-\u9fff]{{1,3}}(?<![社小院校片厂库街景城户园])[省市县区州旗镇乡])?(?:{choice(classes)}|[一二三四五六七八九十\d])+"
    )


def is_general(name: str, lexicon: Lexicon) -> bool:
    """Return whether words name only a class of things, or an unnamed part: 重点项目建设, 大部分项目."""
    return bool(NOT_FIRST.match(name) or _general(lexicon.told).fullmatch(name))


@functools.cache
def _figure(words: ToldWords) -> re.Pattern[str]:
    states = choice((*words.states, "发放", "采购"))
    return re.compile(
        rf"(?:{states})(?=\d)|(?<=[\u4e00-\u9fff])(?=\d[\d.]{{0,6}}[\u4e00-\u9fff]{{1,3}}(?:[，,：:]|全部|$))"
    )


@dataclass(frozen=True, slots=True)
class Things:
    """The words of a paragraph in which things are named; places are those of its text."""

    text: str
    folded: str
    veil: str
    lexicon: Lexicon
    is_body: Callable[[str], bool]

    @property
    def endings(self) -> tuple[str, ...]:
        """The words with which names of works end."""
        return (*self.lexicon.told.actions, "项目", "工程", "标段")

    @property
    def figure(self) -> re.Pattern[str]:
        """Where a deed stands before its figure, or a figure behind a name."""
        return _figure(self.lexicon.told)

    def ends(self, begin: int, end: int) -> bool:
        """Return whether words end as names of works do, in a deed, a phase or a facility."""
        bare = re.sub(rf"[（(]{VEIL}*[）)]$", "", self.veil[begin:end])
        return (
            bare.endswith(self.endings)
            or bool(PHASE.search(bare))
            or (len(bare) > _SHORTEST and bare[-1] in FACILITIES)
        )

    def list_before(self, at: int, clause: int) -> tuple[tuple[str, ...], int] | None:
        """Return the things of a list under a class with where it ends: 甲路、乙桥 of 甲路、乙桥工作衔接紧凑."""
        last = self.veil.rfind("、", at, clause)
        for place in self.boundaries(last + 1, clause) if last >= 0 else ():
            parts = cut_names(self.text[at:place], self.veil[at:place])
            if place < clause and len(parts) > 1 and all(map(self.is_thing, parts)):
                return tuple(parts), place
        return None

    def boundary(self, at: int, end: int, shortest: int) -> int:
        """Return the first place where a name may end, -1 where there is none."""
        return next(iter(self.boundaries(at, end, shortest)), -1)

    def boundaries(self, at: int, clause: int, shortest: int = _SHORTEST) -> list[int]:
        """Return where a name may end: before a reason, an aspect, a word of progress, behind 项目, at the comma."""
        words = self.veil[at : min(clause, at + _REACH)]
        places = {clause - at}
        for finder in (functools.partial(aspect_at, lexicon=self.lexicon), reason_at):
            found = finder(words, 0)
            while 0 <= found <= _LONGEST:
                places.add(found)
                found = finder(words, found + 1)
        places |= {found.start() for found in _JUDGED_AT.finditer(words[: _LONGEST + 8])}
        places |= {found.end() for found in _ROLES_END.finditer(words[: 2 * _LONGEST])}
        places |= {found.start() for found in self.figure.finditer(words[: _LONGEST + 8])}
        places |= {found.end() for found in _PLAIN_END.finditer(words[:_LONGEST])}
        roles = {found.start(): found.end() for found in _ROLES_END.finditer(words[: 3 * _LONGEST])}
        places = {roles.get(place, place) for place in places}
        places = {self._behind_bracket(words, place) for place in places}
        return sorted(
            at + place
            for place in places
            if words[place : place + 1] != "、"
            and words[:place].count("“") <= words[:place].count("”")
            and shortest
            <= place
            <= (2 * _LONGEST if words[place - 1 : place] in (")", "）") else _LONGEST)
        )

    def _behind_bracket(self, words: str, place: int) -> int:
        """Return where a name ends of which a bracket is only the middle: 停车场（甲门）项目（责任单位：丙局）."""
        goes_on = _GOES_ON.match(words, place) if words[place - 1 : place] in (")", "）") else None
        return goes_on.end() if goes_on else place

    def tail(self, at: int, end: int) -> int:
        """Return where a name ends of which only the beginning is quoted, “一老一小”服务中心; 0 where all of it is."""
        stop = COMMA.search(self.veil, at, min(end, at + _REACH))
        for place in self.boundaries(at, stop.start() if stop else end, 2):
            tail = self.folded[at:place]
            is_plain = AFTER_QUOTE.fullmatch(tail) or not re.fullmatch(
                r"[\u4e00-\u9fff]{2,12}", tail
            )
            if is_plain or _NOT_LAST.search(tail):
                return 0
            if tail.endswith((*self.endings, "中心")) or tail[-1] in FACILITIES:
                return place
        return 0

    def is_thing(self, name: str, *, is_matter: bool = False) -> bool:
        """Return whether words can be the name of one thing: nothing general, no body, no sentence, no list.

        ``is_matter`` says that a unit was given it to do, and then it may be a question to settle (…历史遗留问题).
        """
        name = _MATTER.sub("", name) if is_matter else name
        folded = veiled(self.lexicon.folded(name), r"(?!)")
        bare = re.sub(rf"[（(]{VEIL}*[）)]", "", folded)
        return (
            _SHORTEST <= len(bare) <= _LONGEST
            and "、" not in folded
            and is_name(name)
            and not _NOT_WITHIN.search(bare)
            and not _NOT_LAST.search(bare)
            and not is_general(bare, self.lexicon)
            and not (self.is_body(name) and not _GROUND.search(bare))
            and not re.search(
                rf"{NUMBER}[个项件大条][^\d]{{0,8}}?(?:{choice(self.lexicon.told.nouns)})$|等$",
                bare,
            )
            and not phrases_of(self.lexicon).whole(bare)
        )

    def members(self, start: int, declared: int | None) -> tuple[tuple[str, ...], int]:
        """Return the things that a sentence under a class consists of, and where it ends, 主要有甲、乙等16个.

        The number that is declared tests the cut; without one all must be things, and more than two.
        """
        stop = self.veil.find("。", start)
        stop = len(self.veil) if stop < 0 else stop
        lead = _LEAD.match(self.veil, start, stop) or forms_of(self.lexicon).leads_in.match(
            self.veil, start, stop
        )
        begin = lead.end() if lead else start
        tail = forms_of(self.lexicon).left_end.search(self.veil[begin:stop].rstrip("；;，, "))
        end = begin + tail.start() if tail else stop
        printed = (tail["n"] or tail["count"]) if tail else None
        declared = count_of(printed) if printed else declared
        is_partial = bool(tail and tail["etc"])
        for marks in _CUTS:
            flat = re.sub(f"[{marks}]", "、", self.veil[begin:end])
            if "、" not in flat:
                continue
            names = tuple(
                one.strip() for one in cut_names(self.text[begin:end], flat) if one.strip()
            )
            if len(names) < _FEWEST_MEMBERS or not all(map(is_name, names)):
                continue
            are_things = all(map(self.is_thing, names))
            if len(names) == declared or (
                are_things and marks == _CUTS[0] and (is_partial or len(names) >= _FEWEST_UNCOUNTED)
            ):
                return names, stop
        return (), start
