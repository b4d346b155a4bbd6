"""Sentences about one thing: a topic that is named, then what is said of it: ``走进甲路改造项目，路基已全部完成``.

In: a paragraph without white space, and the status of the class under which it stands, if any. Out: ``Told`` values,
each with the name, the unit before it and the comment. A topic is quoted (``甲镇“乙中心”项目…``), a place that is
visited (``在甲工程现场``), or words that end as names of works do; under a class (``滞后的项目。甲因…；乙受…``) what
stands before the reason or the aspect. What is general (部分项目, 该工程, 重点项目建设) names nothing.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from tongbao.notices.lexicon import Lexicon, choice
from tongbao.notices.quantities.numerals import read_numeral
from tongbao.notices.task_lists.cuts import INSIDE
from tongbao.notices.told.bodies import bodies_at
from tongbao.notices.told.comments import comment_status, is_phase, reason_at
from tongbao.notices.told.heads import head_of, heading_status
from tongbao.notices.told.lists import is_name
from tongbao.notices.told.phrases import phrases_of, veiled
from tongbao.notices.told.statements import Named, Told
from tongbao.notices.told.thing_names import (
    AFTER_QUOTE,
    COMMA,
    FACILITIES,
    NOT_FIRST,
    Things,
    is_general,
)
from tongbao.notices.told.topic_forms import (
    AMONG,
    AMONG_THEM,
    CONNECTIVE,
    DEED_COUNTED,
    ENDS,
    HEAD,
    JOINT,
    LABEL,
    MEASURED,
    NOT,
    OF_ALL_OF_IT,
    OF_SEVERAL,
    OWNED,
    OWNER,
    QUOTED,
    REPORTED,
    SHARED,
    SOME_ARE,
    SPEECH,
    TELLS_ON,
    VISITED,
)

DOUBT = "按句子读出，请核对是不是一项任务"
_SHORTEST, _LONGEST = 4, 40
_LONGEST_COMMENT = 600
_FEWEST_PARALLEL = 3
_FEW, _LONG = 6, 8
_MOST = 200
_LONGEST_PLACE, _LONGEST_OWNER = 14, 20


@dataclass(frozen=True, slots=True)
class _Topic:
    """A name and where it stands: ``end`` is where what is said of it begins; ``goes_on`` over further sentences.

    ``is_bare`` says that only the sentences beside it make it a topic; ``status`` is that of a class of its sentence.
    """

    names: tuple[str, ...]
    at: int
    end: int
    owner: str = ""
    verb: str = ""
    is_sure: bool = False
    goes_on: bool = False
    is_bare: bool = False
    status: str = ""
    number: str = ""


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
        spoken = SPEECH.sub(lambda found: f"，{found['said']}，", text)
        self.text, self.spoken = text, spoken
        self.folded = lexicon.folded(spoken).replace(" ", "、")
        self.veil = veiled(self.folded, r"(?!)")
        self.lexicon = lexicon
        self.is_body = is_body
        self.status = status
        self.fallback = ""
        self.first = 0
        self.declared: int | None = None
        self.known = known
        # A sentence that opens with 重点项目中 goes on from thing to thing, one under 滞后的项目中 has that status.
        self.is_among = False
        self.among = ""
        self.owner = ""
        self.is_counted = False
        self.is_one_of_several = False
        verbs = choice((*lexicon.told.undertakes, *lexicon.told.supports))
        # 甲局负责实施的乙中心: who answers stands before the name.
        self._of_owner = re.compile(
            rf"(?:由|其中)?(?P<units>[^，,。；;：:“”的]{{2,40}}?)(?P<verb>{verbs})(?:实施|建设|推进|承建|办理)?的"
        )
        self._by = re.compile(
            rf"由?(?P<units>[^，,。；;：:“”]{{2,60}}?)(?P<verb>{verbs})(?=[，,。；;])"
        )
        states = choice((*lexicon.told.states, "发放", "采购"))
        self._reached = re.compile(rf"(?:已|累计)*(?:{states})(?=\d)")
        self.sorts = (*lexicon.told.sorts, *lexicon.told.subject_nouns, "农村", "城乡")
        self.things = Things(text, self.folded, self.veil, lexicon, is_body)

    def told(self) -> tuple[Told, ...]:
        """Return what is said, in printed order; a lone name that only ends like one is marked."""
        self.first = self._class()
        found = list(islice(self._topics(self.first), _MOST))
        if len(found) == 1 and found[0][0].is_bare:
            return ()
        told: list[Told] = []
        for topic, end in found:
            comment = self.text[topic.end : end].strip("，,：:；;。”“ ")
            spoken = self.spoken[topic.end : end]
            label = LABEL.search(spoken, _SHORTEST)
            # What a unit did about it is not how far the thing is.
            own = comment_status(spoken[: label.start()] if label else spoken, self.lexicon)
            said = topic.status or self.status or OF_SEVERAL.sub("", own) or self.fallback
            if not said or len(comment) > _LONGEST_COMMENT:
                continue
            is_works = topic.names[0].endswith(("项目", "工程", "标段"))
            if not (
                topic.is_sure or is_works or self.fallback or is_phase(said, self.lexicon)
            ) and NOT.search(said):
                # 垃圾未清理 is a fault, no progress of a task.
                continue
            doubt = "" if topic.is_sure or topic.names[0] in self.known else DOUBT
            words = self.text[topic.at : end].strip("；;。，,")
            owner, verb = topic.owner, topic.verb
            if not owner and (by := self._by.match(self.lexicon.folded(comment))):
                units = [one for one in re.split("[、和及]", by["units"]) if one]
                if units and all(map(self.lexicon.looks_like_unit, units)):
                    owner, verb = comment[slice(*by.span("units"))], by["verb"]
            if not owner and (label := LABEL.search(comment)):
                bodies, _ = bodies_at(comment[label.end() :], self.lexicon, self.is_body)
                owner, verb = "、".join(bodies), label["label"] if bodies else ""
            names = tuple(
                Named(name, comment, owner, verb, number=topic.number) for name in topic.names
            )
            told.append(Told(said, words, names, doubt=doubt, at=topic.at, is_topic=True))
        # Several sentences of one form vouch for one another.
        lone = [one for one in told if one.doubt]
        if len(lone) > 1:
            told = [replace(one, doubt="") for one in told]
        return tuple(told)

    def _class(self) -> int:
        """Return where the things begin; a first sentence that names a class gives it (滞后的项目。)."""
        if led := SOME_ARE.match(self.folded):
            # （二）部分项目进展缓慢。 leads in what it is true of.
            self.fallback = self.text[slice(*led.span("status"))]
            return led.end()
        head = HEAD.match(self.veil)
        of = head_of(self.text[: head.end("head")], self.lexicon) if head else None
        if head and of and not of.is_standing:
            self.status, self.declared = of.status, of.declared
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
            is_spoken = self.text.count("“", 0, start + 1) > self.text.count("”", 0, start + 1)
            if held and held[0].goes_on and not self._is_of_all(start):
                # Where a thing is visited, its buildings are parts of it.
                topics = [
                    one
                    for one in topics
                    if one.goes_on
                    or one.names[0].endswith(self.things.endings)
                    or (OF_ALL_OF_IT.search(self.folded, one.end, end) and not is_spoken)
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
        for mark in ENDS.finditer(self.veil, first):
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
        for form in (CONNECTIVE, REPORTED, AMONG, CONNECTIVE):
            visited = VISITED.match(self.veil, start, end)
            if form is REPORTED and visited and visited["site"]:
                break
            while (found := form.match(self.folded, start, end)) and found.end() < end:
                if form is AMONG and self._among(start, end):
                    return start
                start = found.end()
        return start

    def _of_segment(self, start: int, end: int) -> Iterator[_Topic]:
        """Yield the topics of one sentence or of one group of a list."""
        at = self._opened(start, end)
        if self._is_owner(at, end):
            return
        if topic := self._title(at, end) or self._members(at):
            yield topic
            return
        if (visited := VISITED.match(self.veil, at, end)) and (topic := self._place(visited)):
            yield topic
            return
        numeral = read_numeral(self.text[at:end], self.folded[at:end])
        number = numeral.shown if numeral and numeral.kind in INSIDE else ""
        at += numeral.end if numeral and number else 0
        begin, at = self._led(start, at, end)
        shared = list(self._shared(at, end))
        shared = shared if len(shared) > 1 else list(self._parallel(at, end))
        if len(shared) > 1:
            yield from shared
            return
        owner = self.owner
        counted = OWNER.match(self.veil, at, end)
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
                yield replace(topic, at=begin, status=self.among, number=number if first else "")
            elif first:
                return
            first = False
            mark = COMMA.search(self.veil, topic.end if topic else at, end)
            if mark is None:
                return
            at = begin = mark.end()

    def _led(self, start: int, at: int, end: int) -> tuple[int, int]:
        """Return where a sentence begins and where its first name does: behind its class, a place, a reason."""
        if among := self._among(at, end):
            (self.among, at), self.is_among = among, True
        elif visited := VISITED.match(self.veil, at, end):
            # 在县城新区，甲医院…: where it is, then what.
            at = visited.end() if visited.end() - at <= _LONGEST_PLACE else at
        self.is_among |= bool(AMONG.search(self.folded[start:at]))
        comma = COMMA.search(self.veil, at, end)
        if comma and reason_at(self.veil[at : comma.start()], 0) == 0:
            # 受天气影响，甲工程尚未动工.
            return at, comma.end()
        return at, at

    def _among(self, at: int, end: int) -> tuple[str, int] | None:
        """Return the status of the class with which a sentence opens, and where that ends: 在已完成的项目中，."""
        among = AMONG_THEM.match(self.veil, at, end)
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
        found = MEASURED.match(self.veil, at, end)
        if found is None or NOT_FIRST.match(self.veil, at, end):
            return None
        name = self.text[slice(*found.span("name"))]
        if reached := self._reached.search(name, _SHORTEST):
            name = name[: reached.start()]
        if not is_name(name) or is_general(self.folded[slice(*found.span("name"))], self.lexicon):
            return None
        return _Topic((name,), at, found.end("name"), owner, is_bare=True)

    def _shared(self, at: int, end: int) -> Iterator[_Topic]:
        """Yield the things of clauses that each give the share of a thing."""
        while at < end:
            found = SHARED.match(self.veil, at, end)
            name = self.text[slice(*found.span("name"))] if found else ""
            if found and not NOT_FIRST.match(self.folded, at) and self.things.is_thing(name):
                yield _Topic((name,), at, found.end("name"), self.owner, status=self.among)
            mark = COMMA.search(self.veil, found.end() if found else at, end)
            if mark is None:
                return
            at = mark.end()

    def _parallel(self, at: int, end: int) -> Iterator[_Topic]:
        """Yield the things of clauses of which each names one and says how it stands: 甲路已竣工，乙厂正在招标."""
        found: list[_Topic] = []
        while at < end:
            mark = COMMA.search(self.veil, at, end)
            clause = mark.start() if mark else end
            if topic := self._thing_with_status(at, clause):
                found.append(topic)
            elif not found or comment_status(self.text[at:clause], self.lexicon):
                return
            at = clause + 1
        if len(found) >= _FEWEST_PARALLEL:
            yield from found

    def _thing_with_status(self, at: int, clause: int) -> _Topic | None:
        if NOT_FIRST.match(self.folded, at):
            return None
        for place in self.things.boundaries(at, clause):
            name, said = self.text[at:place], self.text[place:clause]
            tells = said and phrases_of(self.lexicon).whole(self.folded[place:clause])
            tells = tells or (said and comment_status(said, self.lexicon) == said)
            if tells and self.things.is_thing(name):
                return _Topic((name,), at, place, self.owner, status=self.among)
        return None

    def _title(self, at: int, end: int) -> _Topic | None:
        """Return the thing whose name is a sentence of its own, before what is said of it: 甲路改造工程。已完成…."""
        numeral = read_numeral(self.text[at:end], self.folded[at:end]) if at == 0 else None
        begin = at + numeral.end if numeral else at
        name = self.text[begin:end]
        ends = self.things.ends(begin, end)
        is_name = self.text[end : end + 1] == "。" and (ends or self.status)
        if not is_name or end + 1 >= len(self.text) or not self.things.is_thing(name):
            return None
        return _Topic((name,), at, end, is_sure=True, goes_on=True)

    def _members(self, at: int) -> _Topic | None:
        """Return the things that the first sentence under a class consists of: 甲路、乙桥、丙楼 behind 已完工的项目."""
        if not self.status or at != self.first:
            return None
        names, end = self.things.members(at, self.declared)
        return _Topic(names, at, end, is_sure=True) if names else None

    def _place(self, visited: re.Match[str]) -> _Topic | None:
        """Return the thing that is visited: 在甲项目现场, 位于城东的乙工程."""
        begin, end = visited.span("place")
        begin += self.veil[begin:end].rfind("的") + 1
        name = self.text[begin:end]
        ends = self.veil[begin:end].endswith(
            self.things.endings if visited["site"] else ("项目", "工程", "标段")
        )
        if not (ends or visited["site"]) or not self.things.is_thing(name):
            return None
        is_sure = ends or name[-1] in FACILITIES
        return _Topic((name,), visited.start(), visited.end(), is_sure=is_sure, goes_on=True)

    def _quoted(self, at: int, end: int, owner: str) -> _Topic | None:
        """Return things in quotes, the unit before the first of them included: 甲镇“乙中心”项目, “丙园”项目均…."""
        start = at
        owned = None if owner else OWNED.match(self.text, at, end)
        if owned and self.is_body(owned.group()) and not owned.group().startswith(self.sorts):
            owner, at = owned.group(), owned.end()
        names: list[str] = []
        is_called = False
        while quote := QUOTED.match(self.text, at, end):
            tail = self.things.tail(quote.end(), end)
            after = AFTER_QUOTE.match(self.folded, quote.end(), end)
            if tail:
                names.append(self.text[quote.start() : tail])
            else:
                names.append(quote.group()[1:-1].rstrip("。；;，,"))
            at = tail or (after.end() if after else quote.end())
            is_called |= at > quote.end()
            joint = JOINT.match(self.text, at, end)
            if joint is None:
                break
            at = joint.end()
        if not names or not all(map(is_name, names)):
            return None
        behind = self.folded[at:end]
        opens = not behind or behind[0] in "，," or self.things.boundary(at, end, 0) == at
        # “新增泊位2000个”完成1263个: a deed with its figure is a task.
        is_work = all(
            name.endswith(self.things.endings) or DEED_COUNTED.search(name) for name in names
        )
        if not (is_called or (opens and (self.status or owner or is_work))):
            return None
        is_sure = bool(self.status or owner or is_called)
        return _Topic(tuple(names), start, at, owner, is_sure=is_sure)

    def _plain(self, at: int, end: int, owner: str, *, is_first: bool) -> _Topic | None:
        """Return a thing whose name stands without a mark before what is said of it."""
        stop = COMMA.search(self.veil, at, end)
        clause = stop.start() if stop else end
        in_class = self.is_among or bool(self.status)
        if in_class and (listed := self.things.list_before(at, clause)):
            names, place = listed
            return _Topic(names, at, place, owner, is_sure=bool(self.status or self.among))
        for place in self.things.boundaries(at, clause):
            if NOT_FIRST.match(self.veil, at, place):
                return None
            begin, until = self._bare(at, place)
            name = self.text[begin:until]
            ends = self.things.ends(begin, until) and (
                place < clause or self.veil[place - 1] not in FACILITIES
            )
            is_told = bool(owner) and is_first and bool(TELLS_ON.match(self.veil, place, end))
            is_bare = is_first and (self.is_one_of_several or bool(owner)) and len(name) > _SHORTEST
            if not (
                ends
                or self.is_among
                or is_told
                or (in_class and is_first)
                or (is_bare and place < clause)
            ):
                continue
            is_own = (
                is_first
                or (self.is_among and not self.is_one_of_several)
                or (ends and len(name) > (_FEW if in_class or self.is_counted else _LONG))
            )
            if not is_own or (place == clause and clause == end):
                continue
            if self.things.is_thing(name, is_matter=bool(self.owner)) or name in self.known:
                is_sure = bool(self.status or self.among)
                bare = not (ends or in_class)
                owner, verb = (owner, "") if owner else self._owner(at, begin)
                return _Topic((name,), at, place, owner, verb, is_sure=is_sure, is_bare=bare)
        return None

    def _owner(self, at: int, begin: int) -> tuple[str, str]:
        """Return who answers for a thing, and the verb that says so, from the words before its name."""
        found = self._of_owner.fullmatch(self.veil, at, begin)
        units = [one for one in re.split("[、和及]", found["units"]) if one] if found else []
        if not found or not units or not all(map(self.lexicon.looks_like_unit, units)):
            return "", ""
        return self.text[slice(*found.span("units"))], found["verb"]

    def _bare(self, at: int, place: int) -> tuple[int, int]:
        """Return where a name begins and ends without what only describes it: 总投资3亿元的甲路, 新建甲桥的任务."""
        of = self.veil.rfind("的", at, place)
        if of < 0:
            return at, place
        is_noun = self.folded[of + 1 : place] in self.lexicon.told.nouns
        return (at, of) if is_noun else (of + 1, place)
