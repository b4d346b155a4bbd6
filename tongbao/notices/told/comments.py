"""What is said behind the name of a thing of how far it is: ``…，目前已复工，累计完成2.3公里`` -> ``已复工``.

In: clauses as printed. Out: a status. A clause tells by its form: an aspect before a deed (已, 尚未, 仅), a judgement
behind 进度 or 进展, a share that is reached. What is said of the whole goes before what is said of its parts, and both
before figures; plans, demands, reasons and denials of what is bad (没有滞后) are no status beside others.
"""

import functools
import re
from dataclasses import dataclass

from tongbao.notices.lexicon import Lexicon, ToldWords, choice
from tongbao.notices.states import states_of
from tongbao.notices.told.phrases import phrases_of, veiled

_LONGEST = 40
_MOST_PARTS = 3
_LONGEST_SIDE = 3
_MARKS = re.compile(r"[，,。；;：:！!？?]")
_SO_FAR = re.compile(
    r"(?:截[至止](?:目前|[^，,]{2,12}?(?:[日底末]|月份?(?![\d底末])))|目前|当前|现阶段|眼下|如今|现(?=[已正仍尚])|但|而|却|且)+[，,]?"
)
_REASON = re.compile(
    r"(?<!基)因(?!地制宜|此)|由于|鉴于|受(?=.{1,30}(?:影响|制约|限制|拖累|困扰|掣肘))|受制于|受限于|受阻于"
)
_MEANT = re.compile(
    r"^[^已未尚]{0,6}?(?:(?<![按于超占度出后前])计划(?!的|[^，]{1,8}的)|拟|将|预计|力争|确保|争取|要(?!求)|须|应|请|务必|力求|有望|可望|加快|抓紧|尽快|推动|督促|原定)"
)
_PLANNED = re.compile(
    r"(?:前|底|内)(?:全部|全面|基本)?(?:完成|建成|竣工|开工|投用|投入|交付|通车|开学|投产|完工|入住|交房|开业|达标|贯通)"
)
_DENIED = re.compile(
    r"^(?:没有|无|未|并未|不存在)(?:出现|发现|发生|存在)?[^，]{0,6}(?:滞后|延误|拖延|问题)"
)
_SHARE = re.compile(r"\d[\d.]{0,6}[%％](?:以上|左右)?$|[一二三四五六七八九]成(?:多|以上)?$|过半$")
_OF_PROGRESS = re.compile("进度|形象|完成|总量|投资|工程量|占.{0,6}[总任计量]")
_REACHED = re.compile(
    r"(?:累计)?(?:完工|开工|建成|竣工|完成|投用)[^，\d]{0,8}\d|(?:累计|已)+(?:改造|新建|铺设|发放|安装)[^，\d]{0,8}\d"
)
_FIGURE = re.compile(r"\d")
_AFTER_NOUN = re.compile(
    r"(?:施工|建设|开工|办理|在建|停工|暂停|前期|收尾|停滞|验收)(?:状态|阶段|之中|中)$"
)
_JUDGED = re.compile(
    r"(?:工期|进度|进展|推进|建设|施工|实施|办理|落实|完成|工作|成效|效果|速度|情况)[^，]{0,8}?"
    r"(?:[慢快]|[慢快低高落]于[^，\d]{2,6}|滞后[^，\d]{0,6}?|顺利|正常|良好|平稳|有[序力]|稳定|不力|受阻|停滞|不畅|不佳|理想|不够|缓慢|[较很]好|[较很]差|不大|一般|显著|明显)"
    r"(?:[约近了]*[\d一二两三四五六七八九十半]{1,4}个?[天月周年]半?(?:左右|以上)?)?$"
)
_DATE = re.compile(r"^(?:\d{1,2}月(?:\d{1,2}日|份|底|初|[上中下]旬)?(?:以来|起)?|[才已于])+")
_OF_SOME = re.compile("被|剩余|其余|其中|余下|另")
_PEOPLE = re.compile(
    "们|吊车|塔吊|机器|机械|挖掘机|车辆|居民|群众|村民|市民|学生|老人|记者|笔者|游客"
)
# What is no part of a thing but stands for all of it.
_WHOLE = re.compile(
    r"^(?:该|此|这[一个项]?|本|整个|全部|全线|总体|整体|整|总|各项|累计|项目|工程|任务|工作|事项|形象|施工|建设|实施|推进|进展|进度|"
    r"前期|征地|拆迁|主体|年度|目标|投资|现场|现|目前|[上下]?半年|今年|\d{1,2}月(?:份|底|中旬|\d{1,2}日)?(?:以来|起)?|至今|仍|一直|[，,])*$"
)


@dataclass(frozen=True, slots=True)
class _Clause:
    words: str
    is_whole: bool
    is_measure: bool = False
    is_weak: bool = False


@functools.cache
def _aspect(told: ToldWords) -> re.Pattern[str]:
    words = choice(
        (
            *told.tenses,
            "尚",
            "均未",
            "均已",
            "仍",
            "还没",
            "还未",
            "未能",
            "暂未",
            "全部",
            "全面",
            "全线",
            "均",
            "仅",
            "才",
            "只",
            "基本",
            "正",
        )
    )
    return re.compile(
        rf"[也都均]?(?:{words}|(?:提前|超额|如期|按期)(?=[^，]{{0,6}}(?:完成|实现|建成|达))|(?<![\u4e00-\u9fff])未|未(?!来|成年)(?=.{{2}})|[没无]有?(?=.{{2}})|处于|处在|进入|陷入)"
    )


def aspect_at(text: str, start: int, lexicon: Lexicon) -> int:
    """Return where the first word stands that says a deed is done, being done or not done, -1 where none does."""
    found = _aspect(lexicon.told).search(text, start)
    return found.start() if found else -1


def reason_at(text: str, start: int) -> int:
    """Return where the first word stands that opens a reason, -1 where none does."""
    found = _REASON.search(text, start)
    return found.start() if found else -1


def is_phase(status: str, lexicon: Lexicon) -> bool:
    """Return whether a status is a phase of progress or a judgement of it, no mere deed or fault."""
    folded = lexicon.folded(status)
    found = phrases_of(lexicon).closing(folded, 0, len(folded))
    return found is not None or bool(_JUDGED.search(folded) or _SHARE.search(folded))


@functools.lru_cache(maxsize=50_000)  # asked of a text and again of its sentences
def progress_status(words: str, lexicon: Lexicon) -> str:
    """Return the status that words state which stand where progress is told, "" where they give none."""
    return states_of(lexicon).of_progress(words) or comment_status(words, lexicon)


def comment_status(comment: str, lexicon: Lexicon) -> str:
    """Return the status that a comment on one thing gives, as printed; "" where it gives none."""
    folded = veiled(lexicon.folded(comment), r"(?!)")
    clauses: list[_Clause] = []
    start = 0
    for mark in (*_MARKS.finditer(folded), None):
        end = mark.start() if mark else len(folded)
        if found := _told(comment[start:end], folded[start:end], lexicon):
            clauses.append(found)
        start = end + 1
    sure = [one for one in clauses if not one.is_weak]
    wholes = [one.words for one in sure if one.is_whole and not one.is_measure]
    if wholes:
        return wholes[-1]
    parts = [one.words for one in sure if not one.is_measure][:_MOST_PARTS]
    while len("，".join(parts)) > _LONGEST and len(parts) > 1:
        parts.pop()
    left = [one.words for one in clauses if one.is_weak] or [one.words for one in clauses]
    return "，".join(parts) or (left[-1] if left else "")


def _told(printed: str, folded: str, lexicon: Lexicon) -> _Clause | None:
    """Return what one clause tells, None where it gives a plan, a demand, a reason or a story."""
    opened = _SO_FAR.match(folded)
    start = opened.end() if opened else 0
    words, said = printed[start:], folded[start:]
    if not 1 < len(said) <= _LONGEST or _MEANT.match(said) or _PLANNED.search(said):
        return None
    if reason := _REASON.search(said):
        # 因征地未完成 is only a reason, 因征地停工 tells.
        closing = phrases_of(lexicon).closing(said, reason.end() + 2, len(said))
        if closing is None:
            return None
        is_sure = said[closing.start - 1] in "而致"
        return _Clause(words[closing.start :], is_whole=True, is_weak=not is_sure)
    if _DENIED.match(said):
        return _Clause(words, is_whole=True, is_weak=True)
    if _SHARE.search(said):
        is_share = not re.search("进度|形象", said)
        told = _Clause(words, is_whole=True, is_measure=is_share)
        return told if _OF_PROGRESS.search(said) else None
    return None if _PEOPLE.search(said) or _OF_SOME.match(said) else _by_form(words, said, lexicon)


def _by_form(words: str, said: str, lexicon: Lexicon) -> _Clause | None:
    """Return what a clause tells by its form: a judgement, a status, an aspect before a deed, a figure reached."""
    if judged := _JUDGED.search(said):
        subject = said[: judged.start()]
        is_whole = len(subject) <= _LONGEST_SIDE or bool(_WHOLE.match(subject))
        return _Clause(words, is_whole and "、" not in said)
    closing = phrases_of(lexicon).closing(said, 0, len(said))
    aspect = _aspect(lexicon.told).search(said)
    is_of_all = aspect is None or bool(_WHOLE.match(_DATE.sub("", said[: aspect.start()])))
    if is_of_all and (phrases_of(lexicon).whole(_DATE.sub("", said)) or _AFTER_NOUN.search(said)):
        return _Clause(words, is_whole=True)
    is_measure = bool(_FIGURE.search(re.sub(r"\d{1,2}月", "", said)))
    if closing and not (closing.is_bare and aspect is None and closing.start):
        begins = min(closing.start, aspect.start()) if aspect else closing.start
        is_whole = bool(_WHOLE.match(said[:begins]))
        return _Clause(words, is_whole, is_measure and not is_whole)
    if _REACHED.match(said):
        return _Clause(words, is_whole=True, is_measure=True)
    if aspect and len(said) > aspect.end() and said[aspect.end()] != "有":
        return _Clause(words, bool(_WHOLE.match(said[: aspect.start()])), is_measure)
    return None
