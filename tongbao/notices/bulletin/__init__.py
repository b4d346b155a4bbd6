"""Bulletins by unit: what each unit did about one requirement, section by section.

In: the material of a notice, its heading and context. Out: ``Reading``: one task, the requirement; an assignment a
unit, its update without a status, with labelled parts and dated happenings. A section that is no unit's is named
in the report and not read.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from tongbao.notices.bulletin.happenings import happenings_in
from tongbao.notices.bulletin.headings import numeral_of
from tongbao.notices.bulletin.labels import parted, pieces_of, recurring_labels
from tongbao.notices.bulletin.requirement import find_requirement
from tongbao.notices.bulletin.sections import Section, Sections, find_sections
from tongbao.notices.heading import Heading
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.dates import Timing
from tongbao.notices.quantities.numerals import count_of
from tongbao.notices.reading import Context, Reading
from tongbao.notices.remarks import Remark
from tongbao.notices.rows import Material
from tongbao.records.model import Assignment, Due, Passage, Source, Task, Update
from tongbao.sources.document import Spot

_COUNT = re.compile(r"[（(]共?计?(?P<n>[^（()）]{1,3})[项个件条][)）]")
_WITHOUT_REQUIREMENT = {True: "前言里没有读到要求，暂用题目", False: "原文没有任务文字"}


def read_bulletin(material: Material, heading: Heading, context: Context) -> Reading | None:
    """Return the one task of a bulletin by unit, None where it has no sections of units."""
    if material.ledger:
        return None
    sections = _sections(heading, context.lexicon, context.units.is_unit)
    if sections is None or _lists_tasks(sections.found):
        return None
    labels = recurring_labels([section.paragraphs for section in sections.found if section.units])
    read = [section for section in sections.found if _is_read(section, labels)]
    review: list[str] = []
    assignments = tuple(
        _assignment(part, section, labels, context, review)
        for part, section in enumerate(read, start=1)
    )
    task, remarks = _task(heading, sections, assignments, context, review)
    left_out = tuple(
        Remark("open", Spot(page=section.page or 0), f"“{section.name}”一节不是单位的，没有读入")
        for section in sections.found
        if section not in read
    )
    return Reading(tasks=(task,), remarks=(*remarks, *left_out))


def _sections(
    heading: Heading, lexicon: Lexicon, is_unit: Callable[[str], bool]
) -> Sections | None:
    """Return the sections of units of a notice, None where it has none."""
    return find_sections(heading.passages, heading.issuer, lexicon, is_unit)


def _lists_tasks(sections: Sequence[Section]) -> bool:
    """Return whether sections list the tasks of units: their numbers go on from one to the next, or each is counted."""
    numbers = [
        [numeral[1] for text in section.paragraphs if (numeral := numeral_of(text))]
        for section in sections
    ]
    goes_on = all(numbers) and all(before[-1] < after[0] for before, after in pairwise(numbers))
    counts = [_COUNT.fullmatch(next(iter(section.paragraphs), "")) for section in sections]
    counted = [
        count is not None and count_of(count["n"]) == len(found)
        for count, found in zip(counts, numbers, strict=True)
    ]
    return goes_on or all(counted)


def _is_read(section: Section, labels: frozenset[str]) -> bool:
    """Return whether a section is a unit's: by its name, or by the labels it shares with the others."""
    return bool(section.units) or any(
        piece.label for text in section.paragraphs for piece in pieces_of(text, labels)
    )


def _task(
    heading: Heading,
    sections: Sections,
    assignments: tuple[Assignment, ...],
    context: Context,
    review: list[str],
) -> tuple[Task, tuple[Remark, ...]]:
    """Return the task of the bulletin: the requirement of its opening, else what its title is about."""
    title, opening = _opening(heading, sections.start)
    required = find_requirement(opening, Timing(context.date, context.months), context.lexicon)
    page = required.page if required else title.page if title else None
    source = Source(notice=context.notice, page=page)
    remarks: tuple[Remark, ...] = ()
    if required is None:
        review.insert(0, f"text: {_WITHOUT_REQUIREMENT[heading.title_printed]}")
    elif required.open_term:
        message = f"要求里只写“{required.open_term}”，没有写明日子，时限留空"
        remarks = (Remark("open", Spot(page=page or 0), message),)
    deadlines = required.deadlines if required else ()
    review += [f"due: {doubt}" for _, _, doubt in deadlines if doubt]
    due = tuple(Due(date=date, words=words, source=source) for date, words, _ in deadlines)
    task = Task(
        plan=context.plan,
        id="t001",
        text=required.text if required else _subject(heading, context.lexicon),
        review=tuple(dict.fromkeys(review)),
        source=source,
        assignments=tuple(line.model_copy(update={"due": due}) for line in assignments),
    )
    return task, remarks


def _opening(heading: Heading, end: int) -> tuple[Passage | None, Sequence[Passage]]:
    """Return the title and what stands between it and the first section."""
    for at, passage in enumerate(heading.passages[:end]):
        if "".join(passage.text.split()) == heading.title:
            return passage, heading.passages[at + 1 : end]
    return None, heading.passages[:end]


def _subject(heading: Heading, lexicon: Lexicon) -> str:
    """Return what a title is about: ``关于道路建设情况的通报`` is 道路建设情况."""
    if not heading.title_printed:
        return "（原文未写任务）"
    title = heading.title
    endings = sorted(lexicon.title_endings, key=len, reverse=True)
    ending = next((word for word in endings if title.endswith(word)), "")
    return title.removesuffix(ending).removeprefix("关于").strip() or title


def _assignment(
    part: int, section: Section, labels: frozenset[str], context: Context, review: list[str]
) -> Assignment:
    if not section.units:
        review.append(f"lead: “{section.name}”不像单位名称")
    return Assignment(
        part=str(part),
        label=section.above or None,
        lead=section.units or (section.name,),
        updates=(_update(section, labels, context, review),) if section.paragraphs else (),
    )


def _update(
    section: Section, labels: frozenset[str], context: Context, review: list[str]
) -> Update:
    told = happenings_in(_timed(section.paragraphs, labels, context), context.lexicon)
    for doubt in told.doubts:
        field, _, words = doubt.partition(": ")
        review.append(f"{field}: {section.name}，{words}")
    text, parts = parted(section.paragraphs, labels)
    return Update(
        period=context.period,
        text=text,
        parts=parts,
        events=told.events,
        persons=told.persons,
        firms=told.firms,
        source=Source(notice=context.notice, page=section.page),
    )


def _timed(
    paragraphs: Sequence[str], labels: frozenset[str], context: Context
) -> Iterator[tuple[str, Timing]]:
    """Yield the paragraphs without their labels; under 下步打算 the dates are still to come."""
    planned = False
    for text in paragraphs:
        for piece in pieces_of(text, labels):
            if piece.label:
                planned = any(word in piece.label for word in context.lexicon.dates.plan_labels)
            yield piece.text, Timing(context.date, context.months, planned)
