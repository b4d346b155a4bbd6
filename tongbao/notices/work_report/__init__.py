"""A government work report -> indicators, and the work of the year to come as a plan.

In: the material of a document, its heading and context. Out: ``Reading``: results of the years reviewed and targets
as indicators, what is set out under each area of work and in lists as tasks that name no unit.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from tongbao.notices.heading import Heading
from tongbao.notices.lexicon import ReportWords
from tongbao.notices.reading import Context, Reading
from tongbao.notices.remarks import Remark
from tongbao.notices.rows import Material
from tongbao.notices.speech import is_speech
from tongbao.notices.task_ids import task_ids
from tongbao.notices.task_lists import TaskList, claims_of, task_lists, task_of
from tongbao.notices.work_report.areas import Area, Measure, measures_of
from tongbao.notices.work_report.flow import Stretch, sentences_of, stretches_of
from tongbao.notices.work_report.indicators import IndicatorRules
from tongbao.notices.work_report.times import Time, Times, year_of
from tongbao.records.facts import Indicator
from tongbao.records.model import Task
from tongbao.sources.document import Spot

_TIMELESS = "这里的数字没有写明是哪一年的，未读成指标"
_SALUTE = re.compile(r"各位(?:代表|委员|同志|领导)|同志们")
_LONGEST_TAIL = 20


def read_report(material: Material, heading: Heading, context: Context) -> Reading | None:
    """Return the indicators and tasks of a report, None where the document is none or has neither."""
    words = context.lexicon.report
    if not is_speech(tuple(paragraph.text for paragraph in material.prose), context.lexicon):
        return None
    stretches = stretches_of(material.prose, words)
    past = _reviewed(stretches, words)
    found = task_lists(material.prose, context.lexicon)
    lists = tuple(one for one in found if one.lines.start not in past)
    year = year_of(stretches, heading.title, heading.date, words)
    walk = _Walk(
        Times(year, words) if year else None,
        IndicatorRules.of(words),
        {line: one.words for one in lists for line in one.lines},
        context.lexicon.tails,
    )
    for stretch in stretches:
        walk.go_on(stretch)
    tasks = _tasks(measures_of(walk.areas), lists, context)
    if not (tasks or walk.indicators):
        return None
    return Reading(
        tasks=tasks,
        claims=claims_of(lists),
        indicators=tuple(walk.indicators),
        indicators_review=tuple(dict.fromkeys(walk.review)),
        remarks=(*walk.left_open, *_of_intros(walk.areas)),
        review=tuple(f"claims: {one.doubt}" for one in lists if one.doubt),
    )


def _of_intros(areas: Sequence[Area]) -> Iterator[Remark]:
    """Yield the remark on what leads to the tasks of areas and stands in none of them."""
    headings = "、".join(f"“{area.heading.text}”" for area in areas if area.intro)
    if headings:
        yield Remark("open", Spot(), f"{headings}第一个段首语前面的话，不在任何任务里")


def _reviewed(stretches: Sequence[Stretch], words: ReportWords) -> frozenset[int]:
    """Return the lines of the parts that only look back: their lists are of what was done."""
    found: set[int] = set()
    is_past = False
    for stretch in stretches:
        if stretch.level == 1:
            looks_back, plans = (
                any(word in stretch.text for word in some) for some in (words.reviews, words.plans)
            )
            is_past = looks_back and not plans
        if is_past:
            found.add(stretch.line)
    return frozenset(found)


class _Walk:
    """Goes through a report from top to bottom and keeps the time it speaks of."""

    def __init__(
        self,
        times: Times | None,
        rules: IndicatorRules,
        listed: Mapping[int, str],
        tails: tuple[str, ...],
    ) -> None:
        self.indicators: list[Indicator] = []
        self.review: list[str] = []
        self.areas: list[Area] = []
        self.left_open: list[Remark] = []
        self._times = times
        self._rules = rules
        self._words = rules.words
        self._listed = listed
        self._tails = tails
        self._time: Time | None = None
        self._enumerated: list[Time | None] = []
        self._part: Stretch | None = None

    def go_on(self, stretch: Stretch) -> None:
        """Read the next paragraph or heading."""
        if stretch.level and (stretch.line not in self._listed or self._time):
            self._turn_to(stretch)
            return
        is_tail = stretch.text.startswith(self._tails) and len(stretch.text) <= _LONGEST_TAIL
        is_listed = stretch.line in self._listed
        if is_tail or (_SALUTE.match(stretch.text) and not is_listed):
            # The speaker turns to the hall: what is set out ends here.
            self._part = None
        elif self._part and self.areas:
            area = self.areas[-1]
            area.announced = self._listed.get(stretch.line, area.announced)
            before = stretch
            if is_listed:
                # What stands in a paragraph before the sentence that announces its list is the area's.
                words = max(stretch.text.find(self._listed[stretch.line]), 0)
                ends = [end for _, end in sentences_of(stretch) if end <= words]
                before = stretch.cut(0, max(ends, default=0))
            if before.text:
                area.glued |= stretch.glued and not area.body
                area.body.append(before)
        for start, end in sentences_of(stretch):
            self._read(stretch, start, end)

    def _turn_to(self, heading: Stretch) -> None:
        """Take the time from a heading. Without one, the first level ends the time before it.

        The second level then goes back to the time in which its enumeration began, whatever was said in passing.
        """
        found = [time for _, time in self._in_text(heading.text, heading=heading.level == 1)]
        if heading.level == 1:
            self._time = found[-1] if found else None
            self._enumerated = []
            self._part = heading if self._plans_work(heading.text) else None
            if self._part:
                self._time = self._time or (self._times.whole_year() if self._times else None)
                self.areas.append(Area(heading))
            return
        if not self._enumerated:
            self._enumerated = [self._time]
        self._time = found[-1] if found else self._enumerated[0]
        if self._part:
            if self.areas and not self.areas[-1].part:
                # What stands between the heading of a part and its first area only leads to it.
                del self.areas[-1]
            self.areas.append(Area(heading, self._part.text))

    def _plans_work(self, heading: str) -> bool:
        """Return whether a heading of the first level stands over the work of the year of the report."""
        if any(word in heading for word in self._words.reviews):
            return False
        if self._time:
            return self._times is not None and self._time == self._times.whole_year()
        is_later = any(word in heading for word in self._words.later)
        return not is_later and any(word in heading for word in self._words.plans)

    def _in_text(self, text: str, *, heading: bool = False) -> list[tuple[int, Time]]:
        return self._times.in_text(text, heading=heading) if self._times else []

    def _read(self, stretch: Stretch, start: int, end: int) -> None:
        """Read a sentence, piece by piece where it turns to another time."""
        turns = [(start + at, time) for at, time in self._in_text(stretch.text[start:end])]
        edges = [start, *(at for at, _ in turns if at > start), end]
        # Of two that begin at one place the first holds.
        times = dict(reversed(turns))
        for begin, stop in pairwise(edges):
            self._time = times.get(begin, self._time)
            if self._time:
                said = self._rules.read(stretch, (begin, stop), self._time)
                self.indicators += said.indicators
                self.review += said.review
                for clause in said.unread:
                    self._leave_open(clause, f"“{clause.text}”里数与名称对不上，未读成指标")
            elif stretch.line not in self._listed and self._rules.has_figures(
                stretch.text[begin:stop]
            ):
                self._leave_open(stretch.cut(begin, stop), _TIMELESS)

    def _leave_open(self, where: Stretch, message: str) -> None:
        self.left_open.append(Remark("open", Spot(page=where.page or 0), message))


def _tasks(
    measures: Sequence[Measure], lists: Sequence[TaskList], context: Context
) -> tuple[Task, ...]:
    """Return what is set out under the areas and in the lists, in the order of the text."""
    found = [(one.line, one.item, one.section) for one in measures]
    found += [(one.lines.start, item, one.words) for one in lists for item in one.items]
    found.sort(key=lambda one: one[0])
    ids = task_ids([None] * len(found))
    return tuple(
        task_of(task_id, item, section, context)
        for task_id, (_, item, section) in zip(ids, found, strict=True)
    )
