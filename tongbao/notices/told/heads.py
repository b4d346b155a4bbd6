"""Headings and labels that say how all stand that is listed under them: 红榜, “十佳”乡镇, 一、已完成的事项（4项）.

In: a line. Out: its ``Head``, None where it is no such heading.
"""

import functools
import re
from dataclasses import dataclass

from tongbao.notices.lexicon import Lexicon, ToldWords, choice
from tongbao.notices.quantities.numerals import count_of, read_numeral
from tongbao.notices.told.phrases import NUMBER, phrases_of

LONGEST_HEADING = 36
LONGEST_REST = 4
_THINGS = ("项目", "任务", "工程", "事项", "指标", "实事")
COUNT = re.compile(
    rf"[（(]?(?:共|共计)?(?P<n>{NUMBER})(?:个|家|项|件|名|位|条|户|人|所|处)?"
    r"(?:[，,][^（()），,。]{2,12})?[）)]?$"
)
_REMARK = re.compile(r"[（(][^（()）]{2,40}[）)]$")
_NO_COUNT = re.compile(r"[0零〇][个家项件名位条处][。；; ]*$")
AROUND = "【】〖〗●■◆▲★◎○ 　—-*＊"
_GRADED = re.compile("的[^的]{2,12}")
_JOINED = re.compile(r"[“”\"]?[与和及、](?P<other>[“\"]?[\u4e00-\u9fff].*)")
_BLAMES = re.compile("(?:通报)?(?:批评|曝光|问责|处罚|惩戒|约谈|整改|表扬|表彰)")
_YEAR = re.compile(r"(?:19|20)\d{2}年(?:度)?|第?[一二三四\d]{1,2}季度|\d{1,2}月份?|[上下]半年")


@dataclass(frozen=True, slots=True)
class Head:
    """What a line heads: ``status`` as printed, what stands ``behind`` its colon, the ``kind`` of its numeral."""

    words: str
    status: str
    is_standing: bool
    declared: int | None
    behind: str
    kind: str


@functools.cache
def _beside(told: ToldWords) -> re.Pattern[str]:
    """Return the words that may stand beside a standing in its heading."""
    return re.compile(choice((*told.subject_nouns, *told.list_words, *told.scopes, *_THINGS)))


@functools.cache
def _of_things(told: ToldWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return how a heading says that things stand so: 已完成（的事项）, and …的事项 in other words."""
    nouns = choice(told.nouns)
    return (
        re.compile(rf"(?P<status>.{{2,30}}?)(?:的)?(?:{nouns})?(?:有)?"),
        re.compile(rf"(?P<status>.{{2,30}}?)的(?:[^的]{{0,6}}?(?:{nouns}))"),
    )


@functools.lru_cache(maxsize=50_000)  # every extractor asks it of the same lines
def head_of(text: str, lexicon: Lexicon) -> Head | None:
    """Return what a line heads, None where it is no such heading or label."""
    numeral = read_numeral(text, lexicon.folded(text))
    bare = text[numeral.end :] if numeral else text
    bare = bare.rstrip("。；; ") if _NO_COUNT.search(bare) else bare
    words, colon, behind = bare.replace(":", "：").partition("：")
    words = words.strip(AROUND)
    remark = _REMARK.search(words)
    if remark and not COUNT.search(words):
        # 红榜单位（满意率均在95%以上）
        words = words[: remark.start()]
    if not 1 < len(words) <= LONGEST_HEADING or re.search("[，,。；;、！？]", COUNT.sub("", words)):
        return None
    count = None
    status, is_standing = standing_in(words, lexicon)
    if not status and (count := COUNT.search(words)):
        status, is_standing = standing_in(words[: count.start()], lexicon)
    # 33项，略举4项 counts more than stand below.
    declared = count_of(count["n"]) if count and not re.search("[，,]", count.group()) else None
    if not status or (behind and not (colon and is_standing)):
        return None
    # 上“红榜”的是：…；上“黑榜”的是：… is a sentence of two lists.
    if behind and phrases_of(lexicon).standing.search(behind) and re.search("[；;]", behind):
        return None
    kind = numeral.kind if numeral else ""
    return Head(words, status, is_standing, declared, bare[len(bare) - len(behind) :].strip(), kind)


def heading_status(words: str, lexicon: Lexicon) -> str:
    """Return the status that a section's heading gives to all under it: 二、进展缓慢的事项; "" where it gives none."""
    head = head_of(words.strip(), lexicon)
    return head.status if head and not head.is_standing else ""


def standing_in(words: str, lexicon: Lexicon) -> tuple[str, bool]:
    """Return the status or standing that a heading consists of, "" where it says something else."""
    told, phrases = lexicon.told, phrases_of(lexicon)
    folded = lexicon.folded(words)
    found = phrases.standing.search(folded)
    joined = _JOINED.match(folded, found.end()) if found else None
    if joined and (_BLAMES.match(joined["other"]) or phrases.standing.match(joined["other"])):
        # 表扬与批评 is over two lists: the sentences below say which.
        return "", False
    if found:
        # What is graded may be anything: 检查优秀的政务新媒体.
        behind = "" if _GRADED.fullmatch(folded, found.end()) else folded[found.end() :]
        left = _YEAR.sub("", folded[: found.start()] + behind)
        left = _beside(told).sub("", left)
        if len(re.sub(r"[“”\"()（）\s]", "", left)) <= LONGEST_REST:
            is_of_tasks = re.search(choice(_THINGS), folded) is not None
            return words[found.start() : found.end()].strip('“”"'), not is_of_tasks
    plain, over = _of_things(told)
    of = plain.fullmatch(folded)
    if of and phrases.is_class(of["status"]) and not folded.endswith("情况"):
        return words[: of.end("status")], False
    of = over.fullmatch(folded)
    if of and phrases.says_how(of["status"]):
        return words[: of.end("status")], False
    return "", False
