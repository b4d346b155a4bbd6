"""Which dated things are only planned, and which of them a later notice tells as done.

In: updates with their notices. Out: yes or no an event; nothing of it is stored. A day after the notice's own day is
planned whatever the words are; an earlier one where a word of planning stands right before it (拟于, 计划). A plan
becomes a thing done only by a later notice that says so.
"""

import datetime
import re

from tongbao.notices.lexicon import Dates, standard_lexicon
from tongbao.notices.quantities.dates import Timing, dates_in
from tongbao.progress import periods
from tongbao.records.model import Event, Notice, Update
from tongbao.records.scalars import PENDING

# With how much of a month a part of it begins: 8月中旬 is not before the 11th.
_BEGINS = {"中旬": 11, "月中": 11, "下旬": 21, "月末": 25, "月底": 25, "末": 25, "底": 25}
# So many characters in a row call two things alike.
_ALIKE = 3
_NO_WORDS = re.compile(r"[\d年月日\W]+")
# Words in front of which 计划 is no plan: what went as planned has happened.
_AS_PLANNED = ("按", "按照", "依照", "根据", "按原", "按照原")


def own_day(update: Update, notice: Notice | None) -> datetime.date | None:
    """Return the day up to which a notice can tell what happened: its own, else the end of what it reports on.

    An undated notice cannot tell of days after it came. None where nothing is known of it.
    """
    if notice is not None and notice.date is not None:
        return notice.date
    period = update.period if update.period != PENDING else notice.period if notice else None
    end = periods.last_day(period) if period else None
    came = notice.received if notice else None
    return min((day for day in (end, came) if day is not None), default=None)


def is_planned(event: Event, update: Update, notice: Notice | None) -> bool:
    """Return whether what a notice says with a day was still to come when it said so."""
    words = standard_lexicon().dates
    day = own_day(update, notice)
    if day is not None and _earliest(event, words) > day:
        return True
    return _is_told_as_plan(event, words)


def is_told_as_done(planned: Event, other: Event, *, of_same: bool) -> bool:
    """Return whether a thing that happened is the one that was planned: on that day, and of the same assignment.

    Of another assignment, or on a day of a month that was planned for, it has to be called alike as well: more than one
    thing may happen.
    """
    if other.date == planned.date and of_same:
        return True
    is_then = other.date == planned.date or other.date.startswith(f"{planned.date}-")
    return is_then and bool(_pieces(planned.text) & _pieces(other.text))


def _pieces(text: str) -> set[str]:
    """Return all runs of so many characters of a text, days left out."""
    plain = _NO_WORDS.sub(" ", text)
    runs = (plain[at : at + _ALIKE] for at in range(len(plain) - _ALIKE + 1))
    return {run for run in runs if " " not in run}


def _earliest(event: Event, words: Dates) -> datetime.date:
    """Return the first day an event may have been on; of a month alone as its text says: 8月中旬."""
    if event.date.count("-") > 1:
        return datetime.date.fromisoformat(event.date)
    year, month = map(int, event.date.split("-"))
    printed = next((event.text[start:end] for start, end in _places(event, words)), "")
    begins = next((day for part, day in _BEGINS.items() if printed.endswith(part)), 1)
    return datetime.date(year, month, begins)


def _places(event: Event, words: Dates) -> list[tuple[int, int]]:
    """Return where the text of an event prints its day."""
    first = datetime.date.fromisoformat(f"{event.date}-01"[:10])
    timing = Timing(first, event.date[:7])
    found = dates_in(event.text, timing, words)
    return [(one.start, one.end) for one in found if one.first == event.date]


def _is_told_as_plan(event: Event, words: Dates) -> bool:
    for start, _ in _places(event, words):
        before = event.text[:start].rstrip()
        word = max((one for one in words.planned if before.endswith(one)), key=len, default="")
        if word and not before.removesuffix(word).endswith(_AS_PLANNED):
            return True
    return False
