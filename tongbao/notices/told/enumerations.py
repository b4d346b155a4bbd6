"""Several things that one predicate speaks of: ``甲楼、乙路等一批项目已竣工``, ``丙园、丁站完成率分别为8%和9%``.

In: a paragraph without white space. Out: ``Told`` values. What makes an enumeration is its names: they are parted by
顿号, 和 or 及, each perhaps with a bracket behind it, and what closes them (等3个项目, a reason, an aspect, 分别) is no
part of the last; what follows up to the semicolon or the full stop, over its commas, says how all of them stand.
"""

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, islice, takewhile

from tongbao.notices.lexicon import Lexicon, ToldWords, choice
from tongbao.notices.quantities.numerals import count_of
from tongbao.notices.states import states_of
from tongbao.notices.told.comments import comment_status, is_phase, reason_at
from tongbao.notices.told.forms import LONGEST_STATUS, forms_of
from tongbao.notices.told.heads import head_of
from tongbao.notices.told.lists import cut_names
from tongbao.notices.told.phrases import NUMBER, VEIL, phrases_of, veiled
from tongbao.notices.told.statements import Named, Told
from tongbao.notices.told.thing_names import COMMA, FACILITIES, PHASE, Things
from tongbao.notices.told.topic_forms import DEED_COUNTED, HEAD

_ENDS = re.compile("[。；;！!？?]")
_OPENS = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．是][，,]?)?"
    r"(?:(?:其中|目前|当前|截[至止][^，,]{1,12}|据[^，,]{1,10}|但|而|另外|此外|同时|还有|主要有|主要是|包括|像|如|例如|特别是|尤其是|"
    r"[^，,。；;：:“”、]{2,20}(?:(?:项目|工程|任务|实事|事项)[中里]|方面))[，,：:]{0,2})*"
)
_LED = re.compile(r"[^，,。；;“”、]{2,40}[：:]")
_EACH = re.compile(
    r"(?P<of>(?:完成|投资|累计|年度|工程|形象|建设|任务|计划|目标|进度|进展|开工|复工|资金|到位|支付|征地|拆迁|签约|入住|总|比例|综合|整体|主体|率|量|额|已|仅|的)*)"
    r"(?:分别|依次)(?:为|是|达到?|完成(?:了)?|仅?完成)[^\d，,、]{0,10}"
    r"(?P<figures>[约近仅]?\d[\d.]{0,8}[^，,、和及\d]{1,6}(?:(?:、|和|及|以及)[约近仅]?\d[\d.]{0,8}[^，,、和及\d]{1,6}){1,40}?)(?=[，,；;。]|$)"
)
# A class with its count, before or behind the clauses that each name one of it: 4项进展顺利：…, …，以上3个均未开工.
_COUNT = rf"(?P<n>{NUMBER})[个项件处](?:[\u4e00-\u9fff]{{0,4}}?(?:项目|工程|任务|事项|实事))?"
_LEADING = re.compile(
    rf"(?:另外|另|还|其中|目前|已|尚)?有?{_COUNT}(?P<status>[^，,。；;：:、\d]{{2,16}})[：:]"
)
_SUMMING = re.compile(
    rf"[，,](?:以上|上述|这){_COUNT}(?:均|都|全部)?(?P<status>[^，,。；;：:、\d]{{2,16}})$"
)
_SAYS = re.compile("[受因由进已未尚正均都仍推完滞超]")
_REPAIRS = "修"
_FIGURE = re.compile(r"\d[\d.]{0,8}[^，,、和及以\d]{1,6}")
_NOT_TASKS = ("问题", "工作", "内容", "指标", "经济指标")
_WORKS = (
    "中心",
    "基地",
    "大厦",
    "广场",
    "公寓",
    "口岸",
    "码头",
    "锚地",
    "地块",
    "设施",
    "平台",
    "系统",
)
_MAY = re.compile("[、和及与（(：:]|以上|上述|这")
_BRACKET = re.compile("[（(][^（()）]*[）)]$")
_AND = re.compile("以及|和|及|与")
_BEHIND_REASON = re.compile(
    "^(?:因|由于|受)[^，,]{2,16}?(?=推迟|延期|暂缓|停工|停建|取消|尚未|未能|终止|搁置)"
)
_COMMAS = re.compile("[，,]")
_REACHED = re.compile("(?:完成|进度|进展)[^，,]{0,8}(?:过半|近半|大半|完毕|收尾)$|完毕$")
_NO_DEED = re.compile(r"[\d、：:]")
_SHORTEST_NAME, _FEWEST, _FARTHEST, _LONGEST_BARE, _LONGEST_DEED, _MOST_PARTS = 4, 2, 400, 16, 20, 3
_OF_SEVERAL = re.compile("^(?:均|都)(?=.{2})")


@dataclass(frozen=True, slots=True)
class _NameCut:
    """Names and where they end, what counts them, and where what is said of them begins."""

    names: tuple[str, ...]
    said: int
    declared: int | None = None
    is_partial: bool = False
    is_grouped: bool = False
    at: int = -1


@functools.cache
def _group(words: ToldWords) -> re.Pattern[str]:
    noun = choice(word for word in words.nouns if word not in _NOT_TASKS)
    some = rf"[^，,。；;：:、（(\d已未尚仍正均{VEIL}]{{0,8}}?"
    measure = choice((*words.measures, "批", "座", "条", "所", "栋", "片"))
    return re.compile(
        rf"(?P<etc>等)(?:(?P<n>{NUMBER}|多|若干)(?:{measure}))?(?P<noun>{some}(?:{noun}))?(?=.{{2}})"
        rf"|(?P<count>{NUMBER})(?:{measure})(?P<counted>{some}(?:{noun}))?(?=.{{2}})"
    )


def enumerations_in(
    text: str,
    lexicon: Lexicon,
    is_body: Callable[[str], bool],
    above: str = "",
    *,
    is_fault: bool = False,
) -> Iterator[Told]:
    """Yield what a paragraph says of several things at once; ``above`` is the status of the class over it.

    ``is_fault`` says that it stands under problems or demands, where only a phase of progress is a status.
    """
    folded = lexicon.folded(text).replace(" ", "、")
    if not _MAY.search(folded):
        return
    veil = veiled(folded, r"(?!)")
    head = HEAD.match(veil)
    of = head_of(text[: head.end("head")], lexicon) if head else None
    above = of.status if of and not of.is_standing else above
    things = Things(text, folded, veil, lexicon, is_body)
    reading = _Enumerations(text, veil, things, lexicon, above)
    for told in reading.read():
        if not is_fault or told.declared or is_phase(told.status, lexicon):
            yield told


@dataclass(frozen=True, slots=True)
class _Enumerations:
    text: str
    veil: str
    things: Things
    lexicon: Lexicon
    above: str

    def read(self) -> Iterator[Told]:
        """Yield what each part of a sentence says of the names with which it begins."""
        start = 0
        for mark in (*_ENDS.finditer(self.veil), None):
            end = mark.start() if mark else len(self.veil)
            if one_each := self._one_each(start, end):
                yield one_each
                start = end + 1
                continue
            for begin, is_first in self._begins(start, end):
                if told := self._told(begin, end, is_first=is_first):
                    yield from told
                    break
            start = end + 1

    def _begins(self, start: int, end: int) -> Iterator[tuple[int, bool]]:
        """Yield where names may begin, and whether the sentence does: behind what opens it, a colon, a comma."""
        at = self._opened(start, end)
        yield at, True
        if led := _LED.match(self.veil, at, end):
            yield led.end(), True
        is_reason = reason_at(self.veil[at:end], 0) == 0
        for comma in islice(_COMMAS.finditer(self.veil, at, end), _MOST_PARTS):
            yield self._opened(comma.end(), end), is_reason

    def _opened(self, start: int, end: int) -> int:
        """Return where a part of a sentence goes on behind the words that only open it."""
        opened = _OPENS.match(self.veil, start, end)
        return opened.end() if opened else start

    def _one_each(self, start: int, end: int) -> Told | None:
        """Return a class of things of which each has a clause of its own, as many as it counts."""
        at = self._opened(start, end)
        leading = _LEADING.match(self.veil, at, end)
        found = leading or _SUMMING.search(self.veil, max(at, end - LONGEST_STATUS), end)
        if found is None or not phrases_of(self.lexicon).whole(found["status"]):
            return None
        first, last = (found.end(), end) if leading else (at, found.start())
        names: list[Named] = []
        while first < last:
            comma = _COMMAS.search(self.veil, first, last)
            stop = comma.start() if comma else last
            if place := self._name_of_clause(first, stop):
                names.append(Named(self.text[first:place], self.text[place:stop]))
            elif names:
                rest = f"{names[-1].rest}，{self.text[first:stop]}"
                names[-1] = replace(names[-1], rest=rest)
            first = stop + 1
        if not (1 < len(names) == count_of(found["n"])):
            return None
        status = self.above or self.text[slice(*found.span("status"))]
        return Told(status, self.text[at:end], tuple(names), len(names), at=at)

    def _name_of_clause(self, at: int, stop: int) -> int:
        """Return where the name ends with which a clause opens, 0 where it opens with none: 甲站土地|未摘牌."""
        for place in self.things.boundaries(at, stop):
            ends = range(place, at + _SHORTEST_NAME - 1, -1)
            end = next((one for one in ends if self._ends(self.text[at:one], _REPAIRS)), place)
            if end < stop and self.things.is_thing(self.text[at:end]):
                return end
        return 0

    def _told(self, at: int, end: int, *, is_first: bool) -> list[Told]:
        """Return what is said from ``at`` on, up to the end of that part of the sentence."""
        farthest = min(end, at + _FARTHEST)
        comma = COMMA.search(self.veil, at, farthest)
        clause = comma.start() if comma else farthest
        for cut in self._cuts(at, clause):
            if (is_first or cut.declared) and (told := self._said(cut, at, end)):
                return told
        return []

    def _cuts(self, at: int, clause: int) -> Iterator[_NameCut]:
        """Yield how the words of a clause may part in names and what is said of them, the surest first."""
        each = _EACH.search(self.veil, at, clause)
        # The figures behind 分别 are parted as the names are.
        last = max(at, self.veil.rfind("、", at, each.start() if each else clause) + 1)
        for group in _group(self.lexicon.told).finditer(self.veil, last, clause):
            printed = group["n"] or group["count"]
            declared = count_of(printed) if printed else None
            if declared == 1 and group["etc"]:
                declared = None
            of_works = bool(group["noun"] or group["counted"])
            # 甲楼、乙路、丙梯3项受影响: a count before what is said of them vouches for names of any end.
            vouched = of_works or bool(declared and _SAYS.match(self.veil, group.end(), clause))
            names = self._names(at, group.start(), declared, is_grouped=vouched)
            first = at
            if names and declared and len(names) < declared:
                more, first = self._names_above(at, declared - len(names))
                names = (*more, *names)
            if names:
                # 甲市场、乙市场2个市场已开业: what is counted is called as the names end.
                noun = _common_end(names) if not of_works else ""
                said = group.end() + (len(noun) if self.veil.startswith(noun, group.end()) else 0)
                yield _NameCut(names, said, declared, bool(group["etc"]), of_works, first)
        for place in [each.start()] if each else self.things.boundaries(last, clause):
            if names := self._names(at, place):
                yield _NameCut(names, place)

    def _names_above(self, at: int, count: int) -> tuple[tuple[str, ...], int]:
        """Return the names before a semicolon that a count behind it takes in, just as many, and where they begin."""
        if self.veil[at - 1 : at] not in (";", "；"):
            return (), at
        stops = (self.veil.rfind(mark, max(0, at - _FARTHEST), at) for mark in "。！？：:")
        first = self._opened(max(stops) + 1, at)
        flat = re.sub("[；;]", "、", self.veil[first : at - 1])
        names = cut_names(self.text[first : at - 1], flat)
        fits = len(names) == count and self._are_things(names, is_grouped=True)
        return (tuple(names), first) if fits else ((), at)

    def _names(
        self, at: int, end: int, declared: int | None = None, *, is_grouped: bool = False
    ) -> tuple[str, ...]:
        """Return the names between two places, () where one of them is no thing or they are not as many as counted."""
        names = cut_names(self.text[at:end], self.veil[at:end])
        if len(names) + 1 == declared or (len(names) == 1 and declared is None):
            *others, last = names or [""]
            for joint in _AND.finditer(last):
                parts = (*others, last[: joint.start()], last[joint.end() :])
                if self._are_things(parts, is_grouped=is_grouped) and (
                    declared or parts[-2][-1] == parts[-1][-1]
                ):
                    return parts
        if len(names) < _FEWEST and not (names and self._has_units(names[0])):
            return ()
        if declared and len(names) > declared:
            return ()
        return tuple(names) if self._are_things(names, is_grouped=is_grouped) else ()

    def _are_things(self, names: Sequence[str], *, is_grouped: bool) -> bool:
        """Return whether names are those of things, a school too: as 等3个项目 says, else by their ends."""
        sure = [self.things.is_thing(name) for name in names]
        ends = [self._ends(name) for name in names]
        return (
            2 * sum(sure) > len(names)
            and (is_grouped or 2 * sum(ends) >= len(names))
            and all(
                is_thing or (of_works and self.things.is_body(name))
                for name, is_thing, of_works in zip(names, sure, ends, strict=True)
            )
        )

    def _has_units(self, name: str) -> bool:
        """Return whether a bracket behind a name says who answers for it: 甲站（市水务局）."""
        bracket = _BRACKET.search(name)
        inner = re.split("[、，,]", bracket.group()[1:-1]) if bracket else [""]
        return all(self.things.is_body(one) or self.lexicon.looks_like_unit(one) for one in inner)

    def _ends(self, name: str, more: str = "") -> bool:
        bare = _BRACKET.sub("", name)
        return (
            bare.endswith((*self.things.endings, *_WORKS, *more))
            or bool(PHASE.search(bare))
            or (bare[-1:] in FACILITIES and not bare.endswith(self.lexicon.told.subject_endings))
            or bool(DEED_COUNTED.search(bare))
            or self._has_units(name)
        )

    def _said(self, cut: _NameCut, at: int, end: int) -> list[Told]:
        """Return what is said of some names, of each by itself where only its own figure is."""
        said = self.text[cut.said : end].strip("，,：: ")
        rests = self._each(cut, end)
        at = cut.at if 0 <= cut.at < at else at
        status = self.above or self._status(said, is_grouped=cut.is_grouped)
        is_miscounted = cut.declared and cut.declared != len(cut.names) and not cut.is_partial
        if is_miscounted or not (status or rests):
            return []
        rests = rests or [said] * len(cut.names)
        names = tuple(Named(name, rest) for name, rest in zip(cut.names, rests, strict=True))
        words = self.text[at:end].strip("，,；;。")
        partial = cut.is_partial and cut.declared != len(names)
        told = Told(status, words, names, cut.declared, is_partial=partial, at=at)
        if status:
            return [told]
        return [replace(told, status=one.rest, names=(one,), declared=None) for one in names]

    def _status(self, said: str, *, is_grouped: bool) -> str:
        """Return how far the things are: the first clauses that tell it side by side, else what is said as a whole."""
        clauses = _COMMAS.split(said)
        clauses[0] = _OF_SEVERAL.sub("", clauses[0])
        run = takewhile(self._tells, dropwhile(lambda one: not self._tells(one), clauses))
        words = "，".join(_BEHIND_REASON.sub("", one) for one in islice(run, _MOST_PARTS))
        words = words if len(words) <= LONGEST_STATUS else words.partition("，")[0]
        status = words or comment_status(said, self.lexicon)
        if not status and is_grouped and len(clauses[0]) <= _LONGEST_BARE:
            folded = self.lexicon.folded(clauses[0])
            closing = phrases_of(self.lexicon).closing(folded, 0, len(folded))
            status = clauses[0] if closing else ""
        return status

    def _tells(self, clause: str) -> bool:
        """Return whether a clause says how far things are: a status, or a deed with its tense; no reason, no plan."""
        words, phrases = self.lexicon.told, phrases_of(self.lexicon)
        said = _BEHIND_REASON.sub("", self.lexicon.folded(clause))
        if reason_at(said, 0) >= 0:
            return False
        if phrases.whole(said):
            return True
        if not 2 < len(said) <= _LONGEST_DEED or _NO_DEED.search(said):  # noqa: PLR2004 - a word is no clause
            return False
        if said.startswith((*words.not_yet, "其中")):
            return False
        tense = forms_of(self.lexicon).tense.search(said)
        is_deed = tense is not None and (not tense.start() or phrases.says_how(said))
        return (
            is_deed
            or bool(_REACHED.search(said))
            or bool(states_of(self.lexicon).of_progress(said, sure=True))
        )

    def _each(self, cut: _NameCut, end: int) -> list[str]:
        """Return what 分别 gives each of the names: as many figures as there are names."""
        each = _EACH.search(self.text, cut.said, end)
        if each is None:
            return []
        figures = [found.group() for found in _FIGURE.finditer(each["figures"])]
        behind = self.text[each.end() : end].strip("，,")
        rests = ["，".join(filter(None, (each["of"] + one, behind))) for one in figures]
        return rests if len(rests) == len(cut.names) else []


def _common_end(names: Sequence[str]) -> str:
    """Return the words in which all of some names end: 市场 of 凤仪市场 and 河西市场."""
    alike = takewhile(lambda signs: len(set(signs)) == 1, zip(*map(reversed, names), strict=False))
    return "".join(signs[0] for signs in alike)[::-1]
