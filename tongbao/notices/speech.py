"""What a report given to a meeting prints under its title: when, where and by whom it was given.

In: the first lines of a document, closed up. Out: the issuer and the day, None where the lines do not say them.
"""

import datetime
import re
from collections.abc import Iterable, Sequence

from tongbao.notices.lexicon import Lexicon

_GIVEN = re.compile(
    r"[—–―－\-（(]*(?P<year>(?:19|20)\d{2})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日在"
    r"(?P<place>[\u4e00-\u9fff]{2,12}?)(?:第[一二三四五六七八九十\d]+届|人大|人民代表大会)"
)
_OPENING = 12


def read_speech(texts: Sequence[str], lexicon: Lexicon) -> tuple[str | None, datetime.date | None]:
    """Return issuer and day of a report: ``——2021年3月2日在某区第五届人民代表大会第六次会议上``.

    The issuer is the government whose head speaks (某区人民政府区长), else the place of the meeting.
    """
    for at, text in enumerate(texts[:_OPENING]):
        if given := _GIVEN.match(text):
            issuer = _government(texts[at + 1 : at + 4], lexicon) or given["place"]
            return issuer, _day(given)
    return None, None


def _government(lines: Iterable[str], lexicon: Lexicon) -> str | None:
    heads = "|".join(map(re.escape, lexicon.report.speakers))
    speaker = re.compile(rf"[（(]?(?P<government>[\u4e00-\u9fff]{{2,16}}政府)(?:代理?)?(?:{heads})")
    found = (speaker.match(line) for line in lines)
    return next((match["government"] for match in found if match), None)


def _day(given: re.Match[str]) -> datetime.date | None:
    """Return the day; one that no calendar has is not read."""
    try:
        return datetime.date(int(given["year"]), int(given["month"]), int(given["day"]))
    except ValueError:
        return None
