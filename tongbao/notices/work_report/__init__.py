"""A government work report -> indicators, and the work of the year to come as a plan.

In: the material of a document, its heading and context. Out: ``Reading``: results of the years reviewed and targets
as indicators, the areas of work with their lead-ins as tasks that name no unit.
"""

from collections.abc import Sequence
from itertools import pairwise

from tongbao.notices.heading import Heading
from tongbao.notices.reading import Context, Reading
from tongbao.notices.remarks import Remark
from tongbao.notices.rows import Material
from tongbao.notices.task_ids import task_ids
from tongbao.notices.work_report.areas import Area, LeadIn, lead_ins
from tongbao.notices.work_report.flow import Stretch, sentences_of, stretches_of
from tongbao.notices.work_report.indicators import SentenceReader
from tongbao.notices.work_report.times import Time, Times, year_of
from tongbao.records.facts import Indicator
from tongbao.records.model import Assignment, Source, Task
from tongbao.sources.document import Spot

_TIMELESS = "这里的数字没有写明是哪一年的，未读成指标"
_BY_FORM = "text: 原文没有加粗，按短句推断为段首语"


def read_report(material: Material, heading: Heading, context: Context) -> Reading | None:
    """Return the indicators and tasks of a report, None where it has neither."""
    words = context.lexicon.report
    stretches = stretches_of(material.prose)
    year = heading.date.year if heading.date else year_of(stretches, words) or context.date.year
    walk = _Walk(Times(year, words), SentenceReader.of(words))
    for stretch in stretches:
        walk.go_on(stretch)
    areas = lead_ins(walk.areas)
    tasks = _tasks(areas, context)
    if not (tasks or walk.indicators):
        return None
    return Reading(
        tasks=tasks,
        indicators=tuple(walk.indicators),
        indicators_review=tuple(dict.fromkeys(walk.review)),
        remarks=(*walk.left_open, *_without_lead_ins(areas)),
    )


class _Walk:
    """Goes through a report from top to bottom and keeps the time it speaks of."""

    def __init__(self, times: Times, reader: SentenceReader) -> None:
        self.indicators: list[Indicator] = []
        self.review: list[str] = []
        self.areas: list[Area] = []
        self.left_open: list[Remark] = []
        self._times = times
        self._reader = reader
        self._time: Time | None = None
        self._enumerated: list[Time | None] = []
        self._plans_work = False

    def go_on(self, stretch: Stretch) -> None:
        """Read the next paragraph or heading."""
        if stretch.level:
            self._turn_to(stretch)
            return
        if self._plans_work and self.areas:
            last = self.areas[-1]
            self.areas[-1] = Area(last.heading, (*last.body, stretch))
        for start, end in sentences_of(stretch):
            self._read(stretch, start, end)

    def _turn_to(self, heading: Stretch) -> None:
        """Take the time from a heading. Without one, the first level ends the time before it.

        The second level then goes back to the time in which its enumeration began, whatever was said in passing.
        """
        found = [time for _, time in self._times.in_text(heading.text, heading=heading.level == 1)]
        if heading.level == 1:
            self._time = found[-1] if found else None
            self._enumerated = []
            self._plans_work = self._time == self._times.whole_year()
            return
        if not self._enumerated:
            self._enumerated = [self._time]
        self._time = found[-1] if found else self._enumerated[0]
        if self._plans_work:
            self.areas.append(Area(heading, ()))

    def _read(self, stretch: Stretch, start: int, end: int) -> None:
        """Read a sentence, piece by piece where it turns to another time."""
        turns = [(start + at, time) for at, time in self._times.in_text(stretch.text[start:end])]
        edges = [start, *(at for at, _ in turns if at > start), end]
        for begin, stop in pairwise(edges):
            self._time = next((time for at, time in turns if at == begin), self._time)
            if self._time:
                said = self._reader.read(stretch, (begin, stop), self._time)
                self.indicators += said.indicators
                self.review += said.review
                for clause in said.unread:
                    self._leave_open(clause, f"“{clause.text}”里数与名称对不上，未读成指标")
            elif self._reader.has_figures(stretch.text[begin:stop]):
                self._leave_open(stretch.cut(begin, stop), _TIMELESS)

    def _leave_open(self, where: Stretch, message: str) -> None:
        self.left_open.append(Remark("open", Spot(page=where.page or 0), message))


def _tasks(areas: Sequence[tuple[Area, tuple[LeadIn, ...]]], context: Context) -> tuple[Task, ...]:
    found = [(area, lead) for area, leads in areas for lead in leads]
    ids = task_ids([None] * len(found))
    return tuple(
        Task(
            plan=context.plan,
            id=task_id,
            text=lead.text,
            section=area.heading.text,
            review=(_BY_FORM,) if lead.by_form else (),
            source=Source(notice=context.notice, page=lead.page),
            assignments=(Assignment(part="1"),),
        )
        for task_id, (area, lead) in zip(ids, found, strict=True)
    )


def _without_lead_ins(areas: Sequence[tuple[Area, tuple[LeadIn, ...]]]) -> tuple[Remark, ...]:
    """Return a remark for every area that names no task by a lead-in, so that a person may add it."""
    return tuple(
        Remark(
            "open",
            Spot(page=area.heading.page or 0),
            f"“{area.heading.text}”没有段首语，未列出任务",
        )
        for area, leads in areas
        if not leads
    )
