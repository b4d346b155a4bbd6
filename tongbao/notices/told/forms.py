"""The forms in which a clause tells how things stand, as patterns that the lexicon's words make.

In: the lexicon. Out: ``ToldForms``, compiled once; each pattern is matched where a clause begins, on the veiled text.
"""

import functools
import re
from dataclasses import dataclass

from tongbao.notices.lexicon import Lexicon, ToldWords, choice
from tongbao.notices.told.phrases import NUMBER, VEIL, phrases_of

LONGEST_STATUS = 40
_LONGEST_SUBJECT = 12


@dataclass(frozen=True, slots=True)
class ToldForms:
    """The patterns of classes, anchored where a clause begins."""

    opening: re.Pattern[str]
    of: re.Pattern[str]
    counted: re.Pattern[str]
    placed: re.Pattern[str]
    behind: re.Pattern[str]
    leads_in: re.Pattern[str]
    left_end: re.Pattern[str]
    by_place: re.Pattern[str]
    grouped: re.Pattern[str]
    tense: re.Pattern[str]
    subject: re.Pattern[str]
    undertakes: re.Pattern[str]
    announced: re.Pattern[str]
    placing: re.Pattern[str]


@functools.cache
def _forms(words: ToldWords, plain: str) -> ToldForms:
    noun = choice(words.nouns)
    things = choice((*words.nouns, *words.subject_nouns))
    measure = choice(words.measures)
    strong = choice(word for word in words.leads_in if len(word) > 1)
    some = rf"[^，,。；;：:、（(\d{VEIL}]{{0,8}}?"
    count = rf"(?:共有|共计|合计|总共|有|共|计|达)?(?P<n>{NUMBER})(?P<measure>{measure})?(?:{some}(?:{noun}))?"
    place = choice(words.subject_endings)
    return ToldForms(
        opening=re.compile(rf"(?:(?:{choice(words.openings)})[，,]?)+"),
        of=re.compile(
            rf"(?P<status>(?:[^。；;：:（({VEIL}]|[（(]{VEIL}{{1,14}}[）)]){{2,{LONGEST_STATUS}}}?)的"
            rf"(?:(?:{some}(?:{things})|(?={NUMBER}|有|为|是|共|包括|分别))"
            rf"(?:(?<!问题)(?<!内容)(?=[，,]一是)|[，,]?{count}(?![\u4e00-\u9fff%％.\d]{{0,3}}[元%％])|(?=有|为|是|包括|即|分别|主要|[：:])))"
        ),
        counted=re.compile(
            rf"(?P<whole>{plain})(?:的?(?:{things})?(?:共有|共计|有|共|计|达)?(?P<n>{NUMBER})(?:{measure})"
            rf"(?:{some}(?:{noun}))?|的?(?:{things})?(?:有|为|是|名单)?[：:])"
        ),
        placed=re.compile(
            rf"(?P<status>[^，,。；;：:、（(\d“{VEIL}]{{2,30}}?)(?:的)?(?P<things>{things})"
            rf"(?:共有|共计|有|共|计)?(?P<n>{NUMBER})(?:{measure})(?=[，,。；;：:（(、]|$)"
        ),
        behind=re.compile(
            rf"(?P<subject>[\u4e00-\u9fff]{{1,{_LONGEST_SUBJECT}}}?(?:{place}))?(?P<all>本次|这|上述|以上|前述|该)?"
            rf"(?P<has>共有|还有|另有|有|共)?(?P<n>{NUMBER})(?P<measure>{measure})?(?:{some}(?:{noun}))?"
            rf"(?P<bracket>[（(]{VEIL}{{2,2000}}[）)])?"
        ),
        leads_in=re.compile(
            rf"(?P<strong>其中)?(?:{strong})[：:]?"
            rf"|(?:其中)?(?:重点|主要|典型|代表性?)(?:的)?(?:{noun})(?:有|是|为|包括)?[：:]|(?P<weak>{choice(words.leads_in)})[：:]?"
        ),
        by_place=re.compile(
            rf"等(?:{NUMBER})(?:{measure})(?:{some}(?:{noun}))(?P<status>[^，,。；;：:、（(\d]{{2,16}})$"
        ),
        grouped=re.compile(
            rf"(?:(?P<etc>等)(?:(?P<n>{NUMBER})(?:{measure}))?|(?P<count>{NUMBER})(?:{measure}))"
            rf"(?P<things>{some}(?:{noun}))(?=[^，,。；;：:、（(量])"
        ),
        tense=re.compile(choice(words.tenses)),
        left_end=re.compile(
            rf"(?P<etc>等)(?P<n>{NUMBER})?(?P<measure>{measure})?(?P<noun>{some}(?:{noun}))?$"
            rf"|(?P<count>{NUMBER})(?:{measure})(?P<things>{some}(?:{noun}))?$"
        ),
        subject=re.compile(rf"[\u4e00-\u9fff]{{1,8}}?(?:{place})(?=[^、，,])"),
        placing=re.compile(rf"^(?:{choice(words.placed)})+(?=.{{2}})"),
        announced=re.compile(
            rf"(?P<n>{NUMBER})(?:{measure})(?:{some}(?:{noun}))[^，,。；;：:、]{{0,8}}(?=[，,](?:分别|具体|包括|即)|[：:])"
        ),
        undertakes=re.compile(
            rf"(?P<verb>{choice(words.undertakes)})(?:[、，,](?P<others>[^，,。；;：:“”的{VEIL}]{{2,60}}?)"
            rf"(?P<support>{choice(words.supports)}))?(?:实施|建设|办理)?[的了]?(?:"
            rf"[^，,。；;：:“”{VEIL}]{{0,16}}?“(?P<quoted>[^“”]{{4,300}})”(?:等?(?:{noun}))?"
            rf"|(?<=的)(?P<plain>[^，,。；;：:“”的{VEIL}]{{4,40}}(?:{noun}|{choice(words.actions)}))(?=[，,](?:目前|截[至止]|已|正|尚|仍|现))"
            rf"|(?P<matter>关于[^，,。；;：:“”、{VEIL}]{{4,60}}?(?:事宜|事项|问题|工作|一事))(?=[，,、；;。]|$))"
        ),
    )


def forms_of(lexicon: Lexicon) -> ToldForms:
    """Return the patterns of a lexicon."""
    return _forms(lexicon.told, phrases_of(lexicon).plain)
