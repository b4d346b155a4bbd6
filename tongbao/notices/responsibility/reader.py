"""The way from a notice that decomposes tasks to its records, a step a line.

In: the material of a notice, its heading and context. Out: a ``Reading``, None where no task is found.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from tongbao.notices.heading import Heading
from tongbao.notices.reading import Context, Reading
from tongbao.notices.remarks import Remark
from tongbao.notices.responsibility.blocks import build_blocks
from tongbao.notices.responsibility.choosing import Chosen, choose_items
from tongbao.notices.responsibility.lines import NumberedLine, lines_of
from tongbao.notices.responsibility.records import Drafted, draft_tasks
from tongbao.notices.responsibility.reporting import read_reporting
from tongbao.notices.responsibility.statements import Speech
from tongbao.notices.rows import Material
from tongbao.notices.stated import read_claims
from tongbao.notices.states import States, states_of
from tongbao.records.model import Claim, Reporting

_YEAR = re.compile(r"((?:19|20)\d{2})年")
_LONGEST_SHOWN = 20


def read_responsibility(material: Material, heading: Heading, context: Context) -> Reading | None:
    """Return the tasks that the prose of a notice lists, with those who answer for them; None where it lists none."""
    speech = Speech(context.lexicon, context.units.is_unit)
    states = states_of(context.lexicon)
    lines = lines_of(material.prose, context.lexicon, speech, states)
    year = _year(heading)
    found = _of_prose(lines, context, year, states, heading.title)
    if found is None:
        return None
    return replace(found, claims=_claims(heading, context), reporting=_reporting(lines, year))


def _of_prose(
    lines: Sequence[NumberedLine], context: Context, year: int | None, states: States, title: str
) -> Reading | None:
    chosen = choose_items(build_blocks(lines), context.lexicon, context.units.is_unit)
    if not chosen.items:
        return None
    drafted = draft_tasks(chosen.items, context, year, (title, *_preface(lines, chosen)), states)
    remarks = tuple(_remarks(chosen, drafted))
    return Reading(tasks=drafted.tasks, remarks=remarks, review=drafted.review)


def _year(heading: Heading) -> int | None:
    """Return the year that the title names, else that of the notice's date, else that of its text."""
    printed = _YEAR.search("".join(heading.title.split()))
    if printed:
        return int(printed[1])
    return heading.date.year if heading.date else heading.year_of_text


def _preface(lines: Sequence[NumberedLine], chosen: Chosen) -> tuple[str, ...]:
    """Return the lines before the first task, where a rule for all may stand."""
    first = chosen.items[0].spot
    before = takewhile(lambda line: line.spot != first, lines)
    return tuple(line.text for line in before)


def _claims(heading: Heading, context: Context) -> tuple[Claim, ...]:
    return read_claims(heading.passages, context.lexicon, context.vocabulary, context.units)


def _reporting(lines: Sequence[NumberedLine], year: int | None) -> tuple[Reporting, ...]:
    return read_reporting([line.text for line in lines], year)


def _remarks(chosen: Chosen, drafted: Drafted) -> Iterator[Remark]:
    yield from drafted.remarks
    for heading, spot, count in chosen.left_out:
        yield Remark("open", spot, f"“{_short(heading)}”下{count}条没有写明单位，没有列为任务")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
