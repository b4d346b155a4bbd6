"""What a report given to a meeting prints under its title: when, where and by whom it was given.

In: the first lines of a document, closed up. Out: the issuer and the day, None where the lines do not say them.
"""

import datetime
import functools
import re
from collections.abc import Iterable, Sequence

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.days import calendar_day

_GIVEN = re.compile(
    r"[—–―－\-（(]*(?P<year>(?:19|20)\d{2})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日在"
    r"(?P<place>[\u4e00-\u9fff]{2,12}?)(?:第[一二三四五六七八九十\d]+届|人大|人民代表大会)"
)
_OPENING = 12
_TO_THE_HALL = re.compile(r"各位代表[！!：:]")
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、.*(?:19|20)\d{2}年|(?:19|20)\d{2}年[^，。；：]{2,24}$"
)
_FEWEST_ANSWERS = 2
_LONGEST_TITLE = 40


def read_speech(texts: Sequence[str], lexicon: Lexicon) -> tuple[str | None, datetime.date | None]:
    """Return issuer and day of a report: ``——2021年3月2日在某区第五届人民代表大会第六次会议上``.

    The issuer is the government whose head speaks (某区人民政府区长), else the place of the meeting.
    """
    for at, text in enumerate(texts[:_OPENING]):
        if given := _GIVEN.match(text):
            issuer = _government(texts[at + 1 : at + 4], lexicon) or given["place"]
            return issuer, calendar_day(int(given["year"]), int(given["month"]), int(given["day"]))
    return None, None


def is_given(texts: Sequence[str]) -> bool:
    """Return whether a text calls itself a report in a line of its own, or speaks to the hall."""
    plain = ["".join(text.split()) for text in texts]
    titled = (text for text in plain[:_OPENING] if len(text) <= _LONGEST_TITLE)
    return any(text.endswith("工作报告") for text in titled) or any(map(_TO_THE_HALL.match, plain))


@functools.lru_cache(maxsize=2)  # several readers ask it of the same text
def is_speech(texts: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Return whether a text is a report given to a meeting, or a part of one, and tells nobody to answer for a task.

    It calls itself so in a line of its own, speaks to the hall, or has the headings of one: a year reviewed and a
    year planned for, or a year planned for and its aims.
    """
    plain = ["".join(text.split()) for text in texts]
    folded = [lexicon.folded(text) for text in plain]
    labels = "|".join(re.escape(word) for words in lexicon.labels.values() for word in words)
    answers = re.compile(
        rf"(?:{labels}):|[(\[【][^()\[\]【】]{{2,60}}(?:牵头|负责)[^()\[\]【】]{{0,20}}[)\]】]"
    )
    if sum(bool(answers.search(text)) for text in folded) >= _FEWEST_ANSWERS:
        return False
    if is_given(plain):
        return True
    words = lexicon.report
    heads = [text for text in plain if _HEADING.match(text) and len(text) <= _LONGEST_TITLE]
    reviews = any(word in head for head in heads for word in words.reviews)
    plans = any(word in head for head in heads for word in words.plans)
    aims = any(word in text for text in plain if not _HEADING.match(text) for word in words.goals)
    return plans and (reviews or aims)


def _government(lines: Iterable[str], lexicon: Lexicon) -> str | None:
    heads = "|".join(map(re.escape, lexicon.report.speakers))
    speaker = re.compile(rf"[（(]?(?P<government>[\u4e00-\u9fff]{{2,16}}政府)(?:代理?)?(?:{heads})")
    found = (speaker.match(line) for line in lines)
    return next((match["government"] for match in found if match), None)
