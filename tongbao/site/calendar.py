"""Deadlines as a calendar file that any office suite and phone can subscribe to: iCalendar, RFC 5545.

In: deadlines. Out: the text of an .ics file: whole days, lines ended by CR LF and folded at 75 octets. The stamp of an
event is the day of the notice that sets it, never the clock, so that the same content gives the same bytes.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence

from tongbao.progress.deadlines import Deadline
from tongbao.site.rows import is_numbered, number_of

_OCTETS = 75
_PRODUCT = "-//Tongbao//Deadlines//ZH"


def calendar_text(title: str, deadlines: Sequence[Deadline]) -> str:
    """Return the calendar; ``title`` is shown as its name."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(title)}",
        *(line for deadline in deadlines for line in _event(deadline)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(deadline: Deadline) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{deadline.id}@tongbao"
    yield f"DTSTAMP:{_basic(deadline.stamp)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_basic(deadline.date)}"
    yield f"DTEND;VALUE=DATE:{_basic(deadline.date + datetime.timedelta(days=1))}"
    yield f"SUMMARY:{_escaped(_summary(deadline))}"
    yield f"DESCRIPTION:{_escaped(_description(deadline))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _summary(deadline: Deadline) -> str:
    if deadline.entry is None:
        return f"报送{deadline.words}进展"
    entry, task = deadline.entry, deadline.entry.task
    named = number_of(task) if is_numbered(entry) else "任务"
    return f"{named}到期：{entry.assignment.label or task.text}"


def _description(deadline: Deadline) -> str:
    parts = [deadline.plan.title]
    if deadline.entry:
        parts.append(f"原文：{deadline.words}")
    if deadline.units:
        parts.append(f"单位：{'、'.join(deadline.units)}")
    return "；".join(parts)


def _basic(day: datetime.date) -> str:
    return day.strftime("%Y%m%d")


def _escaped(text: str) -> str:
    """Return a text as a property value: backslash, semicolon, comma and line ends escaped."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> Iterable[str]:
    """Yield a line in pieces of at most 75 octets, no character cut; those that go on begin with a space."""
    piece, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _OCTETS:
            yield piece
            piece, size = " ", 1
        piece += sign
        size += octets
    yield piece
