"""How words say that something stands: 已完成, 持续推进, 安装进度偏慢, 延期至下半年举办.

In: the words of a progress, of a heading, of a sentence that looks back on items. Out: the status as printed, "" where
they give none. A status is known by what it is made of (已/正在/尚未 before a short deed without a figure, a degree
behind 进度, a change of plan), by its place (a short first sentence, the last clause) and by its like beside it.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tongbao.notices.lexicon import Lexicon, choice
from tongbao.notices.quantities.numerals import HAN, NUMERALS, count_of, read_numeral
from tongbao.notices.told.phrases import NUMBER, phrases_of

_LONGEST_HEADING = 40
_LONGEST_FIRST = 20
_MOST_CLAUSES = 40
_LONGEST_CLASS = 14
_LONGEST_SENTENCE = 80
_LONGEST_SUMMARY = 160
_LONGEST_CLOSING = 10
_LONGEST_WORD = 4
_FEWEST_ALIKE = 2
_SO_FAR = re.compile(
    r"(?:截[至止](?:目前|[^,]{2,12})|目前|现|当前|现已|(?:该|此)?(?:项目|工程|工作|事项))"
)
_DEGREE = (
    r"(?:较为?|偏|过|稍|略|很|十分|非常|比较|相对|严重|明显|总体|整体|有所|持续)?"
    r"(?:缓慢|滞后|迟缓|滞缓|[快慢]|顺利|正常|平稳|良好|受阻|停滞)"
)
# What says it wherever it stands: a degree of progress, a change of plan, work that stands still.
_STRONG = re.compile(
    rf"[\u4e00-\u9fff]{{0,6}}?(?:进展|进度|推进|实施|办理|落实|施工|建设|工期|工作)(?:情况|速度)?{_DEGREE}(?:于[\u4e00-\u9fff]{{2,8}})?"
    r"|[\u4e00-\u9fff]{0,4}?(?:延期|推迟|延后|顺延|缓建|缓办|结转|暂停|中止|终止|取消|搁置|停工|停建|暂缓|跨年度?)[^,;。]{0,14}"
    r"|(?:仍在|正在|[一-鿿]{0,2}(?:持续|有序|稳步|加快|加紧|积极|正常|顺利|继续|抓紧|全力|扎实|全面|同步)(?:有序|稳步|加快)?)(?:推进|推动|开展|实施|办理|落实|施工|建设|进行|整改)(?:之?中)?"
    r"|(?:按|达到?|符合|超|快于|慢于|落后于?|滞后于?)(?:照|期|时|计划|既定|预定|序时|时间|节点|目标)[\u4e00-\u9fff]{0,8}"
    r"|(?:没有|未|并未|尚无|无|暂无|毫无)(?:出现|明显|实质性?|任何)?(?:滞后|延误|进展|变化|推进|拖延)"
    r"|(?:长期|常态化?|常年|长效)(?:坚持|推进|开展|实施|落实|保持|化)"
)
# What says it where nothing else is said beside it: a deed done, in hand, or not begun.
_WEAK = re.compile(
    r"(?:已经?|均|都|全部|全面|基本|提前|如期|按期|按时|圆满|顺利|部分|初步|超额|正式)+(?:[\u4e00-\u9fff]{2,6}"
    r"|(?:完成|通过|办理|进入|转入|取得|实现|投入|列入|纳入)了?[\u4e00-\u9fff]{2,8})"
    r"|(?:正在?|仍在?|尚在|处于|进入)[\u4e00-\u9fff]{2,10}"
    r"|(?:至今)?(?:尚未|还未|仍未|暂未|未能|没有|还没有?|未|尚无|无法|不能|逾期|超期)[\u4e00-\u9fff]{1,8}"
    r"|(?:待|等待|有待|拟|即将|准备)[\u4e00-\u9fff]{2,8}"
    r"|[\u4e00-\u9fff]{2,6}(?:阶段|状态|之中|中|完毕)"
)
_DEED_DONE = re.compile(
    r"(?:已|均|都|皆|全部|全面|基本|部分|提前|如期|按期|按时|圆满)+(?:完成|办结|完工|竣工|建成|销号|落实|整改到位|投用|启用|投入使用)(?:任务|目标|整改)?"
)
# How a sentence begins that looks back on items.
SUMMARY_OPENS = re.compile(
    r"[（(]?(?:以上|上述|前述|上列|前面|这|其中|除第?[\d一二三四五六七八九十]|第[一二三四五六七八九十]{1,3}[项件、至到—~-]|第?\d{1,3}(?:项|件|[、至到—~-]第?\d))"
)
_SUMMARY = re.compile(rf"(?:^|(?<=[。；;）)]))\s*(?={SUMMARY_OPENS.pattern})")
_BACK = re.compile(
    rf"(?:以上|上述|前述|上列|前面|这)(?:的)?(?P<n>{NUMBER}|[{HAN}]{{1,3}})?余?(?P<m>[项个件条宗处类])?(?P<of>[\u4e00-\u9fff]{{0,10}}?)"
    r"(?=均|都|皆|全|已|现|正|仍|尚|未|因|受|由于|目前|截|[,:]|进|总|整|基本|按|达|滞|需|将|计划|预计|推|延|暂|拟)"
)
_COUNTED = re.compile(
    r"(?:(?<=[,;:。、])|(?<=其中))(?P<words>[\u4e00-\u9fff]{2,8}?)的?(?:有|共|计)?\d{1,4}[项件个条宗处家]"
)
_NO = rf"第?(?:\d{{1,3}}|[{NUMERALS}]{{1,3}})"
_BY_NUMBER = re.compile(
    rf"(?:其中|上述|以上)?,?(?P<which>(?=第|\d){_NO}(?:(?:[、,和及]|[至到—~-]|项?至){_NO}){{0,30}})(?P<m>[项个件条号])(?:[\u4e00-\u9fff]{{0,6}}?)"
    r"(?=均|都|皆|全|已|现|正|仍|尚|未|因|受|由于|目前|[,:]|进|总|整|基本|按|达|滞|需|推|延|暂)"
)
_BY_PLACE = re.compile(
    rf"(?:其中)?(?P<side>[前后])(?P<n>{NUMBER}|[{HAN}]{{1,3}})[项个件](?:[\u4e00-\u9fff]{{0,6}}?)"
    r"(?=均|都|皆|全|已|现|正|仍|尚|未|目前|进|基本|按|达|滞|推|延|暂)"
)
_EXCEPT = re.compile(
    rf"除(?P<which>(?=第|\d){_NO}(?:(?:[、,和及]|[至到—~-]){_NO}){{0,30}})[项个件条号][^,;。]{{0,20}},(?:其[余他]|外)[^,;。均都已全]{{0,8}}"
)
_FIGURE = re.compile(r"(?:完成|进度|已完成)?\d{1,3}(?:\.\d{1,2})?%")
_SHARE = re.compile(r"[\u4e00-\u9fff]{0,12}\d{1,3}(?:\.\d{1,2})?[%％]")
_CLOSING_BRACKET = re.compile(r"[(\[【]([^()\[\]【】]{2,24})[)\]】]$")
_COUNT_BEHIND = re.compile(
    rf"[（(\[【]?(?:共|共计|计)?(?P<n>{NUMBER})(?:个|家|项|件|条|宗|处|类)[）)\]】]?[:：]?$"
)
_OF_KIND = re.compile(r"(?:类|阶段|一类|部分|状态|情况的?)$")
_ASPECT = re.compile("已|均|正|仍|尚|未|没|还|待|逾|超期|暂|即将|拟")
_ENDED = re.compile("(?:完毕|完成|办结|到位|[^集其]中)$")
_PLANNED = re.compile("(?<![提])前(?!期)|[将须请]|力争|确保|争取|务必")
_MANNER = re.compile(
    "加快|加大|加强|强化|推[进动]|促进|提升|完成|抓|做好|落实|全[面力]|持续|稳步|有序|深入|扎实|着力"
)
_NO_CLASS = re.compile(
    "问题|不足|原因|要求|建议|做法|经验|特点|成效|措施|打算|安排|情况$|依据|标准|目标$"
)


@dataclass(frozen=True, slots=True)
class OfClass:
    """How a heading says that all under it stand, and how many it counts.

    ``is_sure`` says that its words can mean nothing else, ``has_tense`` that they tell what is (已, 正, 未), not
    what is planned.
    """

    status: str = ""
    count: int | None = None
    is_sure: bool = False
    has_tense: bool = False


@dataclass(frozen=True, slots=True)
class LookedBack:
    """What a sentence says of items before it: their ``status``; the last ``count``, or those with the ``numbers``.

    ``count`` is 0 and ``numbers`` are empty where it speaks of all under its heading; ``others`` says that the numbers
    are those which it leaves out.
    """

    status: str
    words: str
    count: int = 0
    numbers: frozenset[int] = frozenset()
    others: bool = False


@functools.cache
def states_of(lexicon: Lexicon) -> "States":
    """Return what reads how things stand by the words of a lexicon."""
    return States(lexicon)


class States:
    """Reads how things stand, with the patterns of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Keep the lexicon and its phrases."""
        self._lexicon = lexicon
        self._phrases = phrases_of(lexicon)
        nouns = choice((*lexicon.told.nouns, *lexicon.task_lists.nouns))
        self._noun = re.compile(rf"(?:的[\u4e00-\u9fff]{{1,8}}|{nouns})$")

    def _is_sure(self, clause: str) -> bool:
        """Return whether a clause can only be a status, not a step of the work."""
        return bool(_STRONG.fullmatch(clause) or _DEED_DONE.fullmatch(clause))

    def _is_strong(self, clause: str) -> bool:
        return self._phrases.whole(clause) or bool(_STRONG.fullmatch(clause))

    def _is_state(self, clause: str) -> bool:
        is_planned = bool(_PLANNED.search(clause))
        return self._is_strong(clause) or (not is_planned and bool(_WEAK.fullmatch(clause)))

    def closings(self, texts: Sequence[str], before: str) -> frozenset[str]:
        """Return the last clauses that tell how things stand, in which texts meet: 正在落实.

        Others are met by the words ``before`` the texts, which count them: 未落实1项.
        """
        lasts = [self.last_clause(text) for text in texts]
        if brackets := self.closing_brackets(texts):
            return brackets
        ends = Counter(filter(None, lasts))
        alike = [
            one for one, count in ends.items() if count >= _FEWEST_ALIKE and self.is_class(one)
        ]
        if not alike:
            return frozenset()
        # Where most items close so, one word is enough (完成, 滞后).
        most = 2 * sum(self.is_class(one) for one in lasts) > len(lasts)
        counted = {match["words"] for match in _COUNTED.finditer(self._lexicon.folded(before))}
        return frozenset(
            one for one in ends if one in alike or (self.is_class(one) and (most or one in counted))
        )

    def closing_brackets(self, texts: Sequence[str]) -> frozenset[str]:
        """Return what closing brackets hold where half of some texts say in one how things stand: （已办结）."""
        brackets = [
            one
            for text in texts
            if text.rstrip(" 。；;").endswith((")", "）", "]", "】"))
            and (one := self.last_clause(text))
            and self.is_class(one)
        ]
        is_form = len(brackets) >= max(_FEWEST_ALIKE, len(texts) / 2)
        return frozenset(brackets if is_form else ())

    def is_class(self, clause: str) -> bool:
        """Return whether a clause is a class of states by which things are told apart: 已办结, 在办, 完成45%."""
        clauses = self._lexicon.folded(clause).split(",")
        return (
            all(map(self._is_state, clauses))
            or bool(_SHARE.fullmatch(clause))
            or (
                len(clause) <= _LONGEST_WORD
                and bool(self._phrases.status.fullmatch(clause))
                and not _PLANNED.search(clause)
            )
        )

    def last_clause(self, text: str) -> str:
        """Return the last clause of a text, or what its closing bracket holds; "" for one that is long or the whole."""
        flat = "".join(text.split())
        folded = self._lexicon.folded(flat).rstrip("。;!,")
        if bracket := _CLOSING_BRACKET.search(folded):
            return flat[slice(*bracket.span(1))] if bracket.start() else ""
        at = max(folded.rfind(mark) for mark in ",;:。-")
        return flat[at + 1 : len(folded)] if at > 0 and len(folded) - at <= _LONGEST_CLOSING else ""

    def of_progress(
        self, text: str, *, sure: bool = False, closings: frozenset[str] = frozenset()
    ) -> str:
        """Return the status that a progress states, "" where it only tells what was done or begun.

        A short first sentence of nothing else states it, or a first clause that can mean nothing else, or the last
        clause, or the one clause that tells the pace. ``sure`` leaves out what is one only where nothing else says so;
        ``closings`` are the last clauses by which all of its like tell it.
        """
        flat = "".join(text.split())
        closing = flat if flat in closings else self.last_clause(text) if closings else ""
        folded = self._lexicon.folded(flat)
        if closing in closings or _FIGURE.fullmatch(folded):
            return closing if closing in closings else flat
        clauses = list(re.finditer(r"[^,;。！!]+", folded))[:_MOST_CLAUSES]
        if not clauses:
            return ""
        stop = re.search("[;。！!]", folded)
        first_end = stop.start() if stop else len(folded)
        first = [one for one in clauses if one.end() <= first_end]
        bare = [self._bare(one.group()) for one in first]
        fits = self._is_sure if sure else self._is_state
        if first_end <= _LONGEST_FIRST and first and all(map(fits, bare)):
            return self._without_lead(flat[:first_end])
        if first and self._is_deed(bare[0]) and len(clauses) > 1:
            return flat[first[0].start() : first[0].end()]
        last = clauses[-1]
        if (self._is_sure if sure else self._is_strong)(self._bare(last.group())):
            before = clauses[-2] if len(clauses) > 1 else None
            joined = bool(
                before
                and folded[before.end() : last.start()] == ","
                and self._is_strong(before.group())
            )
            begin = before if before and joined else last
            return self._without_lead(flat[begin.start() : last.end()])
        paces = [one for one in clauses if _STRONG.fullmatch(self._bare(one.group()))]
        return flat[paces[0].start() : paces[0].end()] if len(paces) == 1 else ""

    def _is_deed(self, clause: str) -> bool:
        return bool(_DEED_DONE.fullmatch(clause))

    def _bare(self, clause: str) -> str:
        found = _SO_FAR.match(clause)
        return clause[found.end() :] if found and found.end() < len(clause) else clause

    def _without_lead(self, words: str) -> str:
        found = _SO_FAR.match(self._lexicon.folded(words))
        return words[found.end() :] if found and found.end() < len(words) else words

    def of_heading(self, heading: str) -> OfClass:
        """Return how a heading says that all under it stand.

        What is not sure (前期, 新开工) is a class of states only beside its like, or where its number is that of the
        items.
        """
        flat = "".join(heading.split())
        numeral = read_numeral(flat, self._lexicon.folded(flat))
        flat = flat[numeral.end :] if numeral else flat
        flat = flat.strip("：:。；;●■◆▲★◎○—-*＊【】[]〖〗")
        counted = _COUNT_BEHIND.search(flat)
        count = count_of(counted["n"]) if counted else None
        words = (flat[: counted.start()] if counted else flat).strip("（(：:的").removesuffix("有")
        words = words.replace(":", "：").rpartition("：")[2]
        folded = self._lexicon.folded(words)
        if (
            not 1 < len(words) <= _LONGEST_HEADING
            or re.search("[,。;、]", folded)
            or folded.endswith("情况")
        ):
            return OfClass("", count)
        bare = _OF_KIND.sub("", folded)
        noun = self._noun.search(bare)
        bare = bare[: noun.start()] if noun and noun.start() > 1 else bare
        bare = _OF_KIND.sub("", bare)
        if _NO_CLASS.search(bare):
            return OfClass("", count)
        status = words[: len(bare)]
        has_tense = bool(_ASPECT.match(bare))
        is_deed = bool(_DEED_DONE.fullmatch(bare)) or (has_tense and bool(_WEAK.fullmatch(bare)))
        if is_deed or self._is_strong(bare):
            is_sure = not _MANNER.match(bare) or bool(counted)
            return OfClass(status, count, is_sure, has_tense or bool(_STRONG.fullmatch(bare)))
        is_class = (
            has_tense
            or bool(_ENDED.search(bare))
            or (self._phrases.says_how(bare) and not _MANNER.match(bare))
        )
        is_class &= len(bare) <= _LONGEST_CLASS
        return OfClass(status if is_class else "", count, is_sure=False, has_tense=has_tense)

    def looks_back(self, text: str) -> tuple[LookedBack, ...]:
        """Return what a line says of the items before it: 以上5项均已完成, 第1至3项已完成；第4项正在推进."""
        flat = "".join(text.split()).strip("（()）")
        folded = self._lexicon.folded(flat)
        found = []
        for sentence in re.finditer(
            r"(?:(?!,(?:其中)?[第前后]?\d{1,3}(?:[至到—~、-]第?\d{1,3}){0,9}[项个件])[^;。])+",
            folded,
        ):
            words = sentence.group().lstrip(",")
            for form, make in (
                (_EXCEPT, _except),
                (_BACK, _counted),
                (_BY_NUMBER, _numbered),
                (_BY_PLACE, _placed),
            ):
                match = form.match(words)
                if match is None:
                    continue
                start = sentence.end() - len(words) + match.end()
                rest = folded[start : sentence.end()].lstrip(",: ")
                status = self._of_all(flat[sentence.end() - len(rest) : sentence.end()])
                if status and make(match):
                    count, numbers, others = make(match) or (0, frozenset(), False)
                    found.append(
                        LookedBack(
                            status,
                            flat[sentence.end() - len(words) : sentence.end()],
                            count,
                            numbers,
                            others,
                        )
                    )
                break
        return tuple(found)

    def summaries(self, text: str) -> Iterator[tuple[int, tuple[LookedBack, ...]]]:
        """Yield the places of a paragraph where a sentence looks back on items, with what it says of them."""
        for found in _SUMMARY.finditer(text):
            at = found.start()
            if back := self.looks_back(text[at : at + _LONGEST_SUMMARY]):
                yield at, back

    def _of_all(self, words: str) -> str:
        """Return the status that the words behind 以上5项 give."""
        folded = self._lexicon.folded(words)
        clauses = [one for one in folded.split(",") if one]
        if not clauses or len(words) > _LONGEST_SENTENCE:
            return ""
        at = words.rfind(clauses[-1]) if clauses[-1] in words else len(words) - len(clauses[-1])
        if (
            len(clauses) > 1
            and len(words) > len(clauses[0]) + 1
            and self._is_state(self._bare(clauses[-2]))
            and self._is_state(clauses[-1])
        ):
            at = folded.rfind(clauses[-2], 0, at)
        return words[at:] if self._is_state(self._bare(clauses[-1])) else self.of_progress(words)


def _except(match: re.Match[str]) -> tuple[int, frozenset[int], bool] | None:
    return 0, _numbers(match["which"]), True


def _counted(match: re.Match[str]) -> tuple[int, frozenset[int], bool] | None:
    number = count_of(match["n"])
    if match["n"] and not match["m"]:
        return None
    return number or 0, frozenset(), False


def _numbered(match: re.Match[str]) -> tuple[int, frozenset[int], bool] | None:
    return 0, _numbers(match["which"]), False


def _placed(match: re.Match[str]) -> tuple[int, frozenset[int], bool] | None:
    number = count_of(match["n"]) or 0
    first = frozenset(range(1, number + 1))
    return (0, first, False) if match["side"] == "前" else (number, frozenset(), False)


def _numbers(words: str) -> frozenset[int]:
    """Return the numbers that words name: 第1至3、5 are 1, 2, 3 and 5."""
    found: list[int] = []
    for match in re.finditer(rf"(?P<to>[至到—~-]第?)?(?P<n>\d{{1,3}}|[{NUMERALS}]{{1,3}})", words):
        number = count_of(match["n"]) or 0
        found += range(found[-1] + 1, number + 1) if match["to"] and found else [number]
    return frozenset(found)
