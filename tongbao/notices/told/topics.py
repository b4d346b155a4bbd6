"""Sentences about one thing: a topic that is named, then what is said of it: ``走进甲路改造项目，路基已全部完成``.

In: a paragraph without white space, and the status of the class under which it stands, if any. Out: ``Told`` values,
each with the name, the unit before it and the comment. A topic is quoted (``甲镇“乙中心”项目…``), a place that is
visited (``在甲工程现场``), or words that end as names of works do; under a class (``滞后的项目。甲因…；乙受…``) what
stands before the reason or the aspect. What is general (部分项目, 该工程, 重点项目建设) names nothing.
"""

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from tongbao.notices.lexicon import Lexicon, choice
from tongbao.notices.lexicon import Told as Words
from tongbao.notices.quantities.numerals import read_numeral
from tongbao.notices.told.bodies import bodies_at
from tongbao.notices.told.comments import aspect_at, comment_status, is_phase, reason_at
from tongbao.notices.told.heads import heading_status
from tongbao.notices.told.lists import cut_names, is_name
from tongbao.notices.told.phrases import NUMBER, VEIL, phrases_of, veiled
from tongbao.notices.told.statements import Named, Told

DOUBT = "按句子读出，请核对是不是一项任务"
_OF_SEVERAL = re.compile("^(?:均|都|则)(?=.{2})")
_NOT = re.compile("未|没|无|不")
_LABEL = re.compile(
    r"(?P<label>责任单位|牵头单位|责任部门|牵头部门|实施单位|建设单位)(?:为|是)?(?![：:）)])"
)
_COMMA = re.compile("[，,：:]")
_ENDS = re.compile("[。；;！!？?]")
_SHORTEST, _LONGEST = 4, 40
_LONGEST_COMMENT = 600
_SPEECH = re.compile(r"“(?P<said>[^“”]{0,400}[。！？])”")
_REPORTED = re.compile(
    r"[^，,。；;：:“”]{0,24}(?:发现|看到|了解到?|介绍|获悉|显示|表示|反映|来看|得知)[，,：:]"
)
_AMONG = re.compile(r"[^，,。；;：:“”]{2,20}(?:(?:项目|工程|任务|实事)[中里]|方面)[，,：:]")
_CONNECTIVE = re.compile(
    r"(?:[，,]|【[^】]{1,10}】|而|但|再|又|同样|随后|接着|另外|此外|其中|目前|当前|同时)[，,]?"
)
_VISITED = re.compile(
    r"(?:记者|笔者|督查组)?(?:在|走进|来到|步入|走到|赶到|前往|置身|踏入|走上|位于|地处|坐落[于在])"
    r"(?P<place>[^，,。；;：:“”]{4,50}?)"
    r"(?P<site>(?:的?(?:施工|作业|(?<=项目)建设|(?<=工程)建设))?(?:现场|工地|一线))?(?:看到|了解到|发现|获悉)?[，,]"
)
_AMONG_THEM = re.compile(
    r"(?:在|对于?)?(?P<class>[^，,。；;：:、“”]{2,24}(?:项目|工程|任务|实事|事项))(?:中|里|之中|当中|方面)?[，,：:]"
)
_MEASURED = re.compile(
    r"(?P<name>[^，,。；;：:]{4,40})[，,](?:已|仅|只|约|累计|均)*(?:完成|占|达到?|为)[^，,。；;：:]{0,4}(?:任务|计划|目标)[^，,。；;：:\d]{0,4}\d[\d.]{0,6}[%％]"
)
_ROLES_END = re.compile(rf"[（(]{VEIL}{{3,60}}[）)]")
_QUOTED = re.compile(r"“[^“”]{2,60}”")
_AFTER_QUOTE = re.compile(r"(?:建设)?(?:等)?(?:项目|工程|任务|事项)?")
_JOINT = re.compile(r"[、，,和及与]{1,2}(?=“)")
_NOT_FIRST = re.compile(
    r"各|该|此|也|却|大部|绝大|这|那|其|本|部分|个别|少数|多数|大多|有的|有些|一些|某|所有|全部|以上|上述|相关|有关|"
    r"全[省市县区州旗镇乡国]|我[省市县区州旗镇乡局]|多个|几个|截[至止]|据|经|对|从|按|根据|为了?|由于|因|如果|凡|通过|随着|"
    r"今年|去年|明年|目前|当前|下一?步|要|应|须|请|将|拟|力争|确保|加快|推进|推动|加强|做好|抓好|组织|开展|召开|已|未|尚|正|不|没|"
    r"仅|才|只|共|累计|完成|占|涉及|总|整|主体|剩余|其余|均|第[一二三四五六七八九十]|[一二三四五六七八九十]是|\d[\d.\-—～~至]{0,8}(?:月|季度|年(?!.{4})|[个项件家处名人日%％])|项目|工程|任务"
)
_NOT_WITHIN = re.compile(
    r"[已尚把使须凡]|记者|日报|受(?!理)|应[当该于]|正在|(?<!未)未(?!来|成年)|将[^军]|是(?!一)|由|均|没有|存在|处于|情况|问题|认为|要求|推动|促进|确保|力争|导致|影响|督查|通报|会议|以来|[，,。；;：:]"
)
_NOT_LAST = re.compile(
    "(?:情况|问题|工作|方面|过程|力度|资金|单位|部门|人员|群众|责任|措施|机制|制度|水平|进度|进展|手续|现场|条件|前|后|时|中|上|下)$"
)
_OWNER = re.compile(
    rf"(?P<owner>[\u4e00-\u9fff]{{2,20}}?)[（(]?(?:共|共有|有)?(?P<n>{NUMBER})[个项件处家](?:[\u4e00-\u9fff]{{0,6}}?)[）)]?[：:]"
)
_OWNED = re.compile(r"[\u4e00-\u9fff]{2,20}(?=“)")
_PLAIN_END = re.compile(r"(?:项目|工程|标段)")
_PHASE = re.compile(r"(?:[一二三四五六七八九十]期|标段|项目|工程)$")
_JUDGED_AT = re.compile(
    r"(?:总体|整体|施工|建设|工作)?(?:进度|进展|推进|完成率|形象进度|投资完成)|(?:现场|工作|今年|去年|目前|现已|暂[未停缓])|完成|实现|累计|主体|采购到位|(?<=[地园区城院心厂站场馆路桥])[一二三四五]期|一度|[一二三四五六七八九\d]{1,2}月"
)
_SOME_ARE = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．是])?(?:部分|个别|少数|有的|一些)[^，,。；;：:]{0,6}(?:项目|任务|工程|事项|实事)"
    r"(?P<status>[^，,。；;：:]{2,14})[。：:]"
)
_HEAD = re.compile(r"(?P<head>[^。：:，,；;]{3,36})(?:。|(?<![有为是括即别])[：:])")
_GROUND = re.compile("[院校片厂库街景小城]区$")
_FACILITIES = "亭站厅所室厕馆路桥渠塘校院园场库井闸坝网楼房沟河湖厂塔街区体宫城港线点"
_FEW, _LONG = 6, 8
_REACH = 160
_MOST = 200
_LONGEST_PLACE, _LONGEST_OWNER = 14, 20


# Words for classes of things: a name of nothing but these names nothing.
_CLASSES = """
重点 重大 民生 实事 惠民 政府 投资 产业 工业 农业 城建 城市 乡村 农村 基础设施 基础 设施 续建
新建 改扩建 新开工 计划 开工 竣工 完工 建成 在建 储备 前期 招商 引资 签约 年度 专项 债券 主要
大型 配套 责任 攻坚 示范 社会 事业 领域 交通 水利 环保 生态 省级 市级 县级 区级 省 市 县 区
镇 乡 级 第 批 类 个 大 小 新 的 和 及 招标 施工 质量 安全 进度 整体 总体 主体 附属
"""


@functools.cache
def _general(words: Words) -> re.Pattern[str]:
    """Return what is no name: words for classes of things alone."""
    classes = (*_CLASSES.split(), *words.nouns, *words.actions)
    return re.compile(
        rf"(?:\d{{4}}年度?)?(?:[\u4e00-\u9fff]{{1,3}}(?<![社小院校片厂库街景城户园])[省市县区州旗镇乡])?(?:{choice(classes)}|[一二三四五六七八九十\d])+"
    )


def is_general(name: str, lexicon: Lexicon) -> bool:
    """Return whether words name only a class of things, or an unnamed part: 重点项目建设, 大部分项目."""
    return bool(_NOT_FIRST.match(name) or _general(lexicon.told).fullmatch(name))


@dataclass(frozen=True, slots=True)
class _Topic:
    """A name and where it stands: ``end`` is where what is said of it begins; ``goes_on`` over further sentences.

    ``is_bare`` says that only the sentences beside it make it a topic; ``status`` is that of a class of its sentence.
    """

    names: tuple[str, ...]
    at: int
    end: int
    owner: str = ""
    is_sure: bool = False
    goes_on: bool = False
    is_bare: bool = False
    status: str = ""


def topics_in(
    text: str,
    lexicon: Lexicon,
    is_body: Callable[[str], bool],
    status: str = "",
    known: frozenset[str] = frozenset(),
    *,
    is_fault: bool = False,
) -> tuple[Told, ...]:
    """Return what a paragraph says of single things.

    ``status`` is that of the class over it, ``known`` are names that the notice lists; ``is_fault`` says that it stands
    under a heading for problems or demands, where only a phase of progress is a status.
    """
    topics = _Topics(text, lexicon, is_body, status, known)
    told = topics.told()
    is_fault = is_fault and not topics.fallback
    return tuple(one for one in told if not is_fault or is_phase(one.status, lexicon))


class _Topics:
    def __init__(
        self,
        text: str,
        lexicon: Lexicon,
        is_body: Callable[[str], bool],
        status: str,
        known: frozenset[str],
    ) -> None:
        spoken = _SPEECH.sub(lambda found: f"，{found['said']}，", text)
        self.text, self.spoken = text, spoken
        self.folded = lexicon.folded(spoken)
        self.veil = veiled(self.folded, r"(?!)")
        self.lexicon = lexicon
        self.is_body = is_body
        self.status = status
        self.fallback = ""
        self.known = known
        # A sentence that opens with 重点项目中 goes on from thing to thing, one under 滞后的项目中 has that status.
        self.is_among = False
        self.among = ""
        self.owner = ""
        self.is_counted = False
        self.is_one_of_several = False
        verbs = choice((*lexicon.told.undertakes, *lexicon.told.supports))
        self._by = re.compile(
            rf"由?(?P<units>[^，,。；;：:“”]{{2,60}}?)(?P<verb>{verbs})(?=[，,。；;])"
        )
        states = choice((*lexicon.told.states, "发放", "采购"))
        self._figure = re.compile(
            rf"(?:{states})(?=\d)|(?<=[\u4e00-\u9fff])(?=\d[\d.]{{0,6}}[\u4e00-\u9fff]{{1,3}}(?:[，,：:]|全部|$))"
        )
        self._reached = re.compile(rf"(?:已|累计)*(?:{states})(?=\d)")
        self.sorts = (*lexicon.told.sorts, *lexicon.told.subject_nouns, "农村", "城乡")
        self.endings = (*lexicon.told.actions, "项目", "工程", "标段")

    def told(self) -> tuple[Told, ...]:
        """Return what is said, in printed order; a lone name that only ends like one is marked."""
        first = self._class()
        found = list(islice(self._topics(first), _MOST))
        if len(found) == 1 and found[0][0].is_bare:
            return ()
        told: list[Told] = []
        for topic, end in found:
            comment = self.text[topic.end : end].strip("，,：:；;。”“ ")
            spoken = self.spoken[topic.end : end]
            label = _LABEL.search(spoken, _SHORTEST)
            # What a unit did about it is not how far the thing is.
            own = comment_status(spoken[: label.start()] if label else spoken, self.lexicon)
            said = topic.status or self.status or _OF_SEVERAL.sub("", own) or self.fallback
            if not said or len(comment) > _LONGEST_COMMENT:
                continue
            is_works = topic.names[0].endswith(("项目", "工程", "标段"))
            if not (
                topic.is_sure or is_works or self.fallback or is_phase(said, self.lexicon)
            ) and _NOT.search(said):
                # 垃圾未清理 is a fault, no progress of a task.
                continue
            doubt = "" if topic.is_sure or topic.names[0] in self.known else DOUBT
            words = self.text[topic.at : end].strip("；;。，,")
            owner, verb = topic.owner, ""
            if not owner and (by := self._by.match(self.lexicon.folded(comment))):
                units = [one for one in re.split("[、和及]", by["units"]) if one]
                if units and all(map(self.lexicon.looks_like_unit, units)):
                    owner, verb = comment[slice(*by.span("units"))], by["verb"]
            if not owner and (label := _LABEL.search(comment)):
                bodies, _ = bodies_at(comment[label.end() :], self.lexicon, self.is_body)
                owner, verb = "、".join(bodies), label["label"] if bodies else ""
            names = tuple(Named(name, comment, owner, verb) for name in topic.names)
            told.append(Told(said, words, names, doubt=doubt, at=topic.at, is_topic=True))
        # Several sentences of one form vouch for one another.
        lone = [one for one in told if one.doubt]
        if len(lone) > 1:
            told = [replace(one, doubt="") for one in told]
        return tuple(told)

    def _class(self) -> int:
        """Return where the things begin; a first sentence that names a class gives it (滞后的项目。)."""
        if led := _SOME_ARE.match(self.folded):
            # （二）部分项目进展缓慢。 leads in what it is true of.
            self.fallback = self.text[slice(*led.span("status"))]
            return led.end()
        head = _HEAD.match(self.veil)
        said = heading_status(self.text[: head.end("head")], self.lexicon) if head else ""
        if head and said:
            self.status = said
            return head.end()
        return 0

    def _topics(self, first: int) -> Iterator[tuple[_Topic, int]]:
        """Yield the topics with where what is said of each ends."""
        held: tuple[_Topic, int] | None = None
        for start, end in self._segments(first):
            if start == first or self.veil[start - 1] not in "；;":
                self.among, self.is_among = "", False
            self.is_one_of_several = "；" in self.text[max(0, start - 1) : end + 1]
            topics = list(self._of_segment(start, end))
            if held and held[0].goes_on:
                # Where a thing is visited, its buildings are parts of it.
                topics = [
                    one for one in topics if one.goes_on or one.names[0].endswith(self.endings)
                ]
            if not topics and held and held[0].goes_on and not self._is_of_all(start):
                held = held[0], end
                continue
            if held:
                yield held
                held = None
            for at, topic in enumerate(topics):
                stop = topics[at + 1].at if at + 1 < len(topics) else end
                if held:
                    yield held
                held = topic, stop
        if held:
            yield held

    def _segments(self, first: int) -> Iterator[tuple[int, int]]:
        start = first
        for mark in _ENDS.finditer(self.veil, first):
            yield start, mark.start()
            start = mark.end()
        if start < len(self.veil):
            yield start, len(self.veil)

    def _is_of_all(self, start: int) -> bool:
        words = self.folded[start : start + 12]
        return bool(
            re.match(r"截[至止]|全[省市县区州旗]|我[省市县区]|下一?步|据|今年|此外|另外", words)
        )

    def _opened(self, start: int, end: int) -> int:
        for form in (_CONNECTIVE, _REPORTED, _AMONG, _CONNECTIVE):
            visited = _VISITED.match(self.veil, start, end)
            if form is _REPORTED and visited and visited["site"]:
                break
            while (found := form.match(self.folded, start, end)) and found.end() < end:
                if form is _AMONG and self._among(start, end):
                    return start
                start = found.end()
        return start

    def _of_segment(self, start: int, end: int) -> Iterator[_Topic]:
        """Yield the topics of one sentence or of one group of a list."""
        at = self._opened(start, end)
        if self._is_owner(at, end):
            return
        if topic := self._title(at, end):
            yield topic
            return
        if (visited := _VISITED.match(self.veil, at, end)) and (topic := self._place(visited)):
            yield topic
            return
        begin, at = self._led(start, at, end)
        owner = self.owner
        counted = _OWNER.match(self.veil, at, end)
        self.is_counted = False
        if counted and self.is_body(self.text[at : counted.end("owner")]):
            owner = self.text[at : counted.end("owner")]
            at, self.is_counted = counted.end(), True
        first = True
        while at < end:
            topic = (
                (self._measured(at, end, owner) if first else None)
                or self._quoted(at, end, owner)
                or self._plain(at, end, owner, is_first=first)
            )
            if topic:
                yield replace(topic, at=begin, status=self.among)
            elif first:
                return
            first = False
            mark = _COMMA.search(self.veil, topic.end if topic else at, end)
            if mark is None:
                return
            at = begin = mark.end()

    def _led(self, start: int, at: int, end: int) -> tuple[int, int]:
        """Return where a sentence begins and where its first name does: behind its class, a place, a reason."""
        if among := self._among(at, end):
            (self.among, at), self.is_among = among, True
        elif visited := _VISITED.match(self.veil, at, end):
            # 在县城新区，甲医院…: where it is, then what.
            at = visited.end() if visited.end() - at <= _LONGEST_PLACE else at
        self.is_among |= bool(_AMONG.search(self.folded[start:at]))
        comma = _COMMA.search(self.veil, at, end)
        if comma and reason_at(self.veil[at : at + 2], 0) == 0:
            # 受天气影响，甲工程尚未动工.
            return at, comma.end()
        return at, at

    def _among(self, at: int, end: int) -> tuple[str, int] | None:
        """Return the status of the class with which a sentence opens, and where that ends: 在已完成的项目中，."""
        among = _AMONG_THEM.match(self.veil, at, end)
        words = self.text[slice(*among.span("class"))] if among else ""
        status = heading_status(words, self.lexicon) if words else ""
        return (status, among.end()) if among and status else None

    def _is_owner(self, at: int, end: int) -> bool:
        """Return whether a first sentence is only a body, whose things the next ones name: 县水利局。承办4项…."""
        numeral = read_numeral(self.text[at:end], self.folded[at:end]) if at == 0 else None
        name = self.text[at + (numeral.end if numeral else 0) : end]
        is_owner = at == 0 and self.text[end : end + 1] == "。" and self.is_body(name)
        if is_owner and len(name) <= _LONGEST_OWNER:
            self.owner = name
        return is_owner

    def _measured(self, at: int, end: int, owner: str) -> _Topic | None:
        """Return a deed with its figure, before how much of the plan that is: 新建公厕20座，完成年度任务的80%."""
        found = _MEASURED.match(self.veil, at, end)
        if found is None or _NOT_FIRST.match(self.veil, at, end):
            return None
        name = self.text[slice(*found.span("name"))]
        if reached := self._reached.search(name, _SHORTEST):
            name = name[: reached.start()]
        if not is_name(name) or is_general(self.folded[slice(*found.span("name"))], self.lexicon):
            return None
        return _Topic((name,), at, found.end("name"), owner, is_bare=True)

    def _title(self, at: int, end: int) -> _Topic | None:
        """Return the thing whose name is a sentence of its own, before what is said of it: 甲路改造工程。已完成…."""
        numeral = read_numeral(self.text[at:end], self.folded[at:end]) if at == 0 else None
        begin = at + numeral.end if numeral else at
        name = self.text[begin:end]
        ends = self._ends(begin, end)
        is_name = self.text[end : end + 1] == "。" and (ends or self.status)
        if not is_name or end + 1 >= len(self.text) or not self._is_thing(name):
            return None
        return _Topic((name,), at, end, is_sure=True, goes_on=True)

    def _place(self, visited: re.Match[str]) -> _Topic | None:
        """Return the thing that is visited: 在甲项目现场, 位于城东的乙工程."""
        begin, end = visited.span("place")
        begin += self.veil[begin:end].rfind("的") + 1
        name = self.text[begin:end]
        ends = self.veil[begin:end].endswith(
            self.endings if visited["site"] else ("项目", "工程", "标段")
        )
        if not (ends or visited["site"]) or not self._is_thing(name):
            return None
        is_sure = ends or name[-1] in _FACILITIES
        return _Topic((name,), visited.start(), visited.end(), is_sure=is_sure, goes_on=True)

    def _quoted(self, at: int, end: int, owner: str) -> _Topic | None:
        """Return things in quotes, the unit before the first of them included: 甲镇“乙中心”项目, “丙园”项目均…."""
        start = at
        owned = None if owner else _OWNED.match(self.text, at, end)
        if owned and self.is_body(owned.group()) and not owned.group().startswith(self.sorts):
            owner, at = owned.group(), owned.end()
        names: list[str] = []
        is_called = False
        while quote := _QUOTED.match(self.text, at, end):
            tail = self._tail(quote.end(), end)
            after = _AFTER_QUOTE.match(self.folded, quote.end(), end)
            if tail:
                names.append(self.text[quote.start() : tail])
            else:
                names.append(quote.group()[1:-1].rstrip("。；;，,"))
            at = tail or (after.end() if after else quote.end())
            is_called |= at > quote.end()
            joint = _JOINT.match(self.text, at, end)
            if joint is None:
                break
            at = joint.end()
        if not names or not all(map(is_name, names)):
            return None
        behind = self.folded[at:end]
        opens = not behind or behind[0] in "，," or self._boundary(at, end, 0) == at
        is_work = all(name.endswith(self.endings) for name in names)
        if not (is_called or (opens and (self.status or owner or is_work))):
            return None
        is_sure = bool(self.status or owner or is_called)
        return _Topic(tuple(names), start, at, owner, is_sure=is_sure)

    def _tail(self, at: int, end: int) -> int:
        """Return where a name ends of which only the beginning is quoted, “一老一小”服务中心; 0 where all of it is."""
        stop = _COMMA.search(self.veil, at, min(end, at + _REACH))
        for place in self._boundaries(at, stop.start() if stop else end, 2):
            tail = self.folded[at:place]
            is_plain = _AFTER_QUOTE.fullmatch(tail) or not re.fullmatch(
                r"[\u4e00-\u9fff]{2,12}", tail
            )
            if is_plain or _NOT_LAST.search(tail):
                return 0
            if tail.endswith((*self.endings, "中心")) or tail[-1] in _FACILITIES:
                return place
        return 0

    def _plain(self, at: int, end: int, owner: str, *, is_first: bool) -> _Topic | None:
        """Return a thing whose name stands without a mark before what is said of it."""
        stop = _COMMA.search(self.veil, at, end)
        clause = stop.start() if stop else end
        in_class = self.is_among or bool(self.status)
        for place in self._boundaries(at, clause):
            if _NOT_FIRST.match(self.veil, at, place):
                return None
            begin = at + self._modifiers(at, place)
            name = self.text[begin:place]
            ends = self._ends(begin, place) and (
                place < clause or self.veil[place - 1] not in _FACILITIES
            )
            is_bare = is_first and (self.is_one_of_several or bool(owner)) and len(name) > _SHORTEST
            if not (
                ends or self.is_among or (in_class and is_first) or (is_bare and place < clause)
            ):
                continue
            is_own = (
                is_first
                or self.is_among
                or (ends and len(name) > (_FEW if in_class or self.is_counted else _LONG))
            )
            if not is_own or (place == clause and clause == end):
                continue
            names = self._names(begin, place) if in_class else ()
            if names or self._is_thing(name) or name in self.known:
                is_sure = bool(self.status or self.among)
                bare = not (ends or in_class)
                return _Topic(names or (name,), at, place, owner, is_sure=is_sure, is_bare=bare)
        return None

    def _ends(self, begin: int, end: int) -> bool:
        """Return whether words end as names of works do, in a deed, a phase or a facility."""
        bare = re.sub(rf"[（(]{VEIL}*[）)]$", "", self.veil[begin:end])
        return (
            bare.endswith(self.endings)
            or bool(_PHASE.search(bare))
            or (len(bare) > _SHORTEST and bare[-1] in _FACILITIES)
        )

    def _names(self, begin: int, end: int) -> tuple[str, ...]:
        """Return the things of a list under a class, () where it is none: 甲路、乙桥工作衔接紧凑."""
        parts = cut_names(self.text[begin:end], self.veil[begin:end])
        return tuple(parts) if len(parts) > 1 and all(map(self._is_thing, parts)) else ()

    def _modifiers(self, at: int, place: int) -> int:
        """Return how long what only describes a name is: 总投资3亿元的, 位于城东的."""
        words = self.veil[at:place]
        return words.rfind("的") + 1

    def _boundary(self, at: int, end: int, shortest: int) -> int:
        return next(iter(self._boundaries(at, end, shortest)), -1)

    def _boundaries(self, at: int, clause: int, shortest: int = _SHORTEST) -> list[int]:
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
        places |= {found.start() for found in self._figure.finditer(words[: _LONGEST + 8])}
        places |= {found.end() for found in _PLAIN_END.finditer(words[:_LONGEST])}
        roles = {found.start(): found.end() for found in _ROLES_END.finditer(words[: 3 * _LONGEST])}
        places = {roles.get(place, place) for place in places}
        return sorted(
            at + place
            for place in places
            if words[:place].count("“") <= words[:place].count("”")
            and shortest
            <= place
            <= (2 * _LONGEST if words[place - 1 : place] in (")", "）") else _LONGEST)
        )

    def _is_thing(self, name: str) -> bool:
        """Return whether words can be the name of one thing: nothing general, no body, no sentence, no list."""
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
