"""Lists of tasks in running prose: ``发布14件惠民实事，包括：…；…。``, ``10件实事：`` over ``一是…`` to ``十是…``.

In: the material of any notice. Out: a task an item, as printed. A sentence announces how many there are; the list
behind it, or in the lines below, is cut as its marks allow, and the number tests the cut. What is told of how far
things are is no list of plans, and what asks something of all is none either.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from tongbao.notices.heading import Heading
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.days import day_of
from tongbao.notices.reading import Context, Reading
from tongbao.notices.rows import Material
from tongbao.notices.speech import is_speech
from tongbao.notices.task_ids import task_ids
from tongbao.notices.task_lists.finding import Finder, NamedItem, TaskList
from tongbao.notices.task_lists.headed import headed_lists
from tongbao.notices.task_lists.under_title import under_title
from tongbao.records.model import Assignment, Claim, Due, Source, Task
from tongbao.sources.document import Paragraph

__all__ = ["NamedItem", "TaskList", "claims_of", "read_task_lists", "task_lists", "task_of"]

_MOST_LISTS = 50
_SHORTEST_ALIKE = 4


def read_task_lists(material: Material, heading: Heading, context: Context) -> Reading | None:
    """Return the tasks of the lists in a notice's prose, None where it has none.

    The lists of a work report are read with its areas.
    """
    if is_speech(tuple(paragraph.text for paragraph in material.prose), context.lexicon):
        return None
    lists = _headed(material.prose, context.lexicon, of_sorts=True)
    lists = lists or task_lists(material.prose, context.lexicon)
    lists = lists or _headed(material.prose, context.lexicon)
    lists = lists or under_title(Finder(material.prose, context.lexicon))
    if not lists:
        return None
    # Of a single list the title says what it is of.
    says = len(lists) > 1 or lists[0].words not in heading.title
    ids = task_ids([item.number for one in lists for item in one.items])
    listed = [
        (one.words if says else "", item, _due_of(one, context))
        for one in lists
        for item in one.items
    ]
    tasks = tuple(
        task_of(task_id, item, section, context, due)
        for task_id, (section, item, due) in zip(ids, listed, strict=True)
    )
    claims = claims_of(lists)
    if len(lists) == 1:
        claims = tuple(claim.model_copy(update={"claim": "tasks"}) for claim in claims)
    if lists[0].of_all:
        claims = (Claim(claim="tasks", stated=len(listed), words=lists[0].of_all),)
    review = tuple(f"claims: {one.doubt}" for one in lists if one.doubt)
    return Reading(tasks=tasks, claims=claims, review=review)


def task_of(
    task_id: str,
    item: NamedItem,
    section: str,
    context: Context,
    due: tuple[Due, ...] = (),
) -> Task:
    """Return a task that names no unit."""
    return Task(
        plan=context.plan,
        id=task_id,
        number=item.number,
        text=item.text,
        section=section or None,
        review=(item.doubt,) if item.doubt else (),
        source=Source(notice=context.notice, page=item.spot.page or None),
        assignments=(Assignment(part="1", due=due),),
    )


def _due_of(one: TaskList, context: Context) -> tuple[Due, ...]:
    """Return the day that a list sets for all its tasks, none where its words name none."""
    day = day_of(one.due, context.period_year or context.date.year) if one.due else None
    return (Due(date=day, words=one.due, source=Source(notice=context.notice)),) if day else ()


def claims_of(lists: Sequence[TaskList]) -> tuple[Claim, ...]:
    """Return how long each list is said to be."""
    return tuple(
        Claim(
            claim=f"list_length:{one.words}",
            stated=one.declared,
            words=one.words,
            page=one.items[0].spot.page or None,
        )
        for one in lists
        if one.declared is not None
    )


def task_lists(paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> tuple[TaskList, ...]:
    """Return the lists of a text in its order; one that is printed twice is one list."""
    finder = Finder(paragraphs, lexicon)
    found: list[TaskList] = []
    for one in islice(finder.lists(), _MOST_LISTS):
        twin = next((at for at, other in enumerate(found) if _are_one(other, one)), None)
        if twin is None:
            found.append(one)
        else:
            found[twin] = _merged(found[twin], one)
    return tuple(found)


def _headed(
    paragraphs: Sequence[Paragraph], lexicon: Lexicon, *, of_sorts: bool = False
) -> tuple[TaskList, ...]:
    """Return the tasks under headings without numerals, unless others know better what they are."""
    finder = Finder(paragraphs, lexicon)
    lists = headed_lists(finder, of_sorts=of_sorts)
    items = tuple(item for one in lists for item in one.items)
    is_other = items and finder.is_of_others(replace(lists[0], items=items))
    return () if is_other else lists


def _are_one(first: TaskList, second: TaskList) -> bool:
    """Return whether two lists hold the same things: half of the shorter one stands in the other."""
    shorter, longer = sorted((first.items, second.items), key=len)
    same = sum(any(_is_same(one, other) for other in longer) for one in shorter)
    return 2 * same >= len(shorter)


def _merged(first: TaskList, second: TaskList) -> TaskList:
    """Return the fuller of two lists of the same things, with what only the other holds."""
    fuller, other = (second, first) if len(second.items) > len(first.items) else (first, second)
    more = tuple(one for one in other.items if not any(_is_same(one, its) for its in fuller.items))
    words = fuller if fuller.declared is not None or other.declared is None else other
    return replace(fuller, items=(*fuller.items, *more), words=words.words, declared=words.declared)


def _is_same(one: NamedItem, other: NamedItem) -> bool:
    """Return whether two items begin with the same words: 修缮公园步道。 and 修缮公园步道4公里."""
    first, second = (re.split(r"[，。；：,;:\n]", item.text)[0] for item in (one, other))
    shorter, longer = sorted((_key(first), _key(second)), key=len)
    return shorter == longer or (len(shorter) >= _SHORTEST_ALIKE and longer.startswith(shorter))


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
