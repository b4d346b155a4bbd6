"""What words of a sentence say how something stands: 已提前完成全年目标任务, 进展缓慢, 列入红榜.

In: the words of the lexicon. Out: ``Phrases``, compiled once. A status is known by its morphemes: adverbs (已, 尚未),
what it is about (进度) and a core (完成, 滞后, 达序时进度). ``veiled`` hides what stands in brackets and quotes, and
what is denied, so that no pattern looks into them; offsets stay the same.
"""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from tongbao.notices.lexicon import Lexicon, ToldWords, choice
from tongbao.notices.quantities.numerals import NUMERALS

NUMBER = rf"(?:\d{{1,4}}|[{NUMERALS}百两]{{1,4}})"
VEIL, DENIED = "◌", "○"
_PAIRS = {"（": "）", "(": ")", "[": "]", "【": "】", "〔": "〕", "“": "”", "《": "》"}
_MARKS = frozenset("、，,。；;：:！？（(")
_LONGEST_PLAIN = 8
# The lines of a text are veiled again and again, by each reader of sentences.
_MOST_VEILS = 512
_BEFORE_PLAN = 10
_DEED = re.compile("[成工产用付建动场销结标效现地]$|到位$")
_END = rf"(?=[，,。；;：:！？（({DENIED}]|$)"


# A status by its form: an aspect before a deed, what it is said of before it or not (土地未摘牌), a phase, a new plan.
_FORM = re.compile(
    r"(?P<of>[\u4e00-\u9fff]{0,8}?)(?:已经?|正(?=在|抓紧|加[快紧]|有[序力]|积极|稳步|全力|全面|持续|陆续|逐步|组织|开展|进行|办理|推进|施工|建设|实施|编制|审批|设计|招标|协调|对接|按)|尚|仍|还(?=[未没])|未(?!来|成年)|没有|暂(?=[未停不])|逾期|接近|不再)(?!有(?:工作|基础)|[需须要应])"
    r"[\u4e00-\u9fff]{1,12}(?:\d[\d.]{0,5}[%％])?"
    r"|(?:部分|正式|恢复|全线|全部|全面|基本|初步|提前)(?:采纳|落实|解决|完成|整改|办结|施工|投产|投用|运[行营]|通[水车气电航]|贯通|封顶|验收|拆除|建成|开[工放])"
    r"|(?:整改|办理|实施|施工|建设|招标|审批|采购|推进|设计|验收|装修|编制|[\u4e00-\u9fff]{2,6}进行)之?中|[\u4e00-\u9fff]{2,6}阶段"
    r"|按(?:计划|时序|序时|期|时|要求|进度|节点)[\u4e00-\u9fff]{2,4}"
    r"|(?:列入|纳入)(?:[\u4e00-\u9fff]{0,4}计划)|留作参考|(?:取得|初见|已见)[\u4e00-\u9fff]{0,6}成效|完成过半"
    r"|延期[\u4e00-\u9fff]{0,6}|结转(?:下年|明年|[\d年]{0,5}[\u4e00-\u9fff]{0,4})|暂停|暂缓|中止|终止|取消|搁置|停滞|试运行|试生产|拟建|长期坚持|前期工作|[红黄绿蓝]灯"
)


@functools.lru_cache(_MOST_VEILS)
def veiled(text: str, denied: str) -> str:
    """Return a text of the same length in which brackets, long quotes and denials are hidden.

    A bracket that is not closed hides nothing; a short quote without a mark (“红榜”) is part of the sentence.
    """
    signs = list(text)
    opened: list[tuple[str, int]] = []
    for at, sign in enumerate(text):
        if sign in _PAIRS:
            opened.append((_PAIRS[sign], at))
        elif any(sign == close for close, _ in opened[-3:]):
            while opened[-1][0] != sign:
                opened.pop()
            start = opened.pop()[1] + 1
            inner = text[start:at]
            if sign in "）)]】〕" or len(inner) > _LONGEST_PLAIN or _MARKS & set(inner):
                signs[start:at] = VEIL * len(inner)
    hidden = "".join(signs)
    return re.sub(denied, lambda found: DENIED * len(found.group()), hidden)


_SO_FAR = re.compile(r"(?:截[至止](?:目前|[^，,]{2,12})|目前|当前|现)[，,]?")


@dataclass(frozen=True, slots=True)
class StatusPhrase:
    """A status found in a sentence: where it begins and ends, and whether it says of itself that it is one.

    A bare verb (完成, 开工) may as well be a plan; with an adverb (已, 尚未) or of its own (滞后) it is none.
    """

    start: int
    end: int
    is_bare: bool


@dataclass(frozen=True, slots=True)
class Phrases:
    """The patterns that a lexicon's words make."""

    words: ToldWords
    plain: str
    status: re.Pattern[str]
    standing: re.Pattern[str]

    def whole(self, text: str) -> bool:
        """Return whether words in the place of a status are one: made of its words, or by their form."""
        found = self.status.match(text)
        if found and found.end() == len(text):
            return not self.is_vague(found)
        return bool(_FORM.fullmatch(text))

    def is_class(self, text: str) -> bool:
        """Return whether words are a status of whatever stands under them: nothing of which it is said is in them."""
        found = self.status.match(text)
        form = _FORM.fullmatch(text)
        is_made = bool(found and found.end() == len(text))
        return self.whole(text) and (is_made or not (form and form["of"]))

    def closing(self, veil: str, start: int, end: int) -> StatusPhrase | None:
        """Return the status that closes the words from ``start`` to ``end``, None where they end otherwise.

        What is only planned or asked for (力争年底前完成) is none.
        """
        for found in self.status.finditer(veil, start, end):
            if found.end() != end or self.is_vague(found):
                continue
            before = veil[max(start, found.start() - _BEFORE_PLAN) : found.start()]
            if before.endswith("前") or any(word in before for word in self._plans()):
                return None
            is_bare = not found["how"] and bool(_DEED.search(found["core"]))
            return StatusPhrase(found.start(), found.end(), is_bare)
        return None

    def says_how(self, text: str) -> bool:
        """Return whether words that stand in the place of a status can be one."""
        signs = any(sign in text for sign in self.words.signs)
        return signs or bool(self.standing.search(text)) or self.whole(text)

    def _plans(self) -> Iterable[str]:
        return (word for word in self.words.not_yet if word != "前")

    def is_vague(self, found: re.Match[str]) -> bool:
        """Return whether a status found says too little by itself: 推进 without an adverb."""
        return not found["how"] and found["core"] in self.words.vague


def phrases_of(lexicon: Lexicon) -> Phrases:
    """Return the patterns of a lexicon."""
    return _phrases(lexicon.told)


@functools.cache
def _phrases(words: ToldWords) -> Phrases:
    adverb, aspect = choice(words.adverbs), choice(words.aspects)
    target = choice(words.targets)
    reached = (
        rf"(?:{choice(words.verbs)})了?[^，,。；;：:、（(\d{VEIL}]{{0,10}}?(?:{target})(?:{target})?"
        rf"(?:[（(][{VEIL}]{{1,12}}[）)])?(?:以上|要求|任务)?"
    )
    core = rf"(?:{reached}|(?:{choice(words.states)}){{1,3}}(?:阶段|状态|之中|中)?)"
    listed = choice(words.placed)
    standing = "|".join(words.standings)
    placed = (
        rf"(?:{listed}){{1,2}}[^，,。；;：:、]{{0,8}}?[“\"]?(?:{standing})[”\"]?(?:单位|名单|行列)?"
    )
    phrase = rf"(?P<how>(?:{adverb}|{aspect}){{0,8}})(?P<core>{core}|{placed})"
    second = rf"(?:(?:或者|或|和|并|且|但)(?:{adverb}|{aspect}){{0,6}}{core})?"
    return Phrases(
        words,
        phrase + second,
        re.compile(rf"{phrase}{second}{_END}"),
        re.compile(rf"[“\"]?(?:{standing})[”\"]?"),
    )


def own_status(rest: str, lexicon: Lexicon) -> str:
    """Return the status that a progress ends in, is or begins with, "" where it has none.

    ``尚未开工``, ``…，总体推进情况较好``, ``已完成整改。建成管网41公里…``
    """
    phrases = phrases_of(lexicon)
    clauses = [
        _SO_FAR.sub("", one, count=1) for one in re.split("[，,。；;]", rest.strip("，,。；;"))
    ]
    said = [one for one in clauses if one]
    for clause in (*said[-1:], *said[:1]):
        if phrases.whole(lexicon.folded(clause)):
            return clause
    return ""
