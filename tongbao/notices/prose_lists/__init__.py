"""Lists in prose -> tasks: ``推进缓慢的有3项（A、B、C）；某县有1项（A）推进缓慢``, ``一是…`` to ``十是…``.

In: the material of a notice of any kind. Out: a task a name, an assignment for what is said of it as a whole and one
for each county or township of which it is said; how many were declared becomes a claim. The kind of a notice
never forbids tasks: a list of named items with statuses makes them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tongbao.notices.heading import Heading
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.prose_lists.classes import Class, classes_in
from tongbao.notices.prose_lists.enumerated import Announced, announced_in
from tongbao.notices.reading import Context, Reading
from tongbao.notices.rows import Material
from tongbao.records.model import Assignment, Claim, Source, Task, Update
from tongbao.sources.document import Paragraph, Spot


def read_prose_lists(material: Material, heading: Heading, context: Context) -> Reading | None:
    """Return the tasks of the lists in a notice's prose, None where it has none."""
    return lists_in(material, heading, context, facts_only=False)


def has_lists(material: Material, lexicon: Lexicon) -> bool:
    """Return whether the prose names things by status, for the choice of the kind."""
    return any(one.names for _, one in _classes(material.prose, lexicon))


def lists_in(
    material: Material, heading: Heading, context: Context, *, facts_only: bool
) -> Reading | None:
    """Return the tasks of the lists; with ``facts_only`` nothing but names, numbers and statuses is kept."""
    del heading
    classes = list(_classes(material.prose, context.lexicon))
    if any(one.names for _, one in classes):
        return _of_classes(classes, context, facts_only=facts_only)
    announced = announced_in(material.prose, context.lexicon)
    return _of_announced(announced, context, facts_only=facts_only) if announced else None


def _classes(paragraphs: Iterable[Paragraph], lexicon: Lexicon) -> Iterator[tuple[Spot, Class]]:
    for paragraph in paragraphs:
        for one in classes_in("".join(paragraph.text.split()), lexicon):
            yield paragraph.spot, one


@dataclass(slots=True)
class _Named:
    """A name and all that is said of it."""

    name: str
    said: list[tuple[Spot, Class]] = field(default_factory=list)


def _of_classes(
    classes: Sequence[tuple[Spot, Class]], context: Context, *, facts_only: bool
) -> Reading:
    named: dict[str, _Named] = {}
    for spot, one in classes:
        for name in one.names:
            named.setdefault(name, _Named(name)).said.append((spot, one))
    tasks = tuple(
        _task(entry, at, context, facts_only=facts_only)
        for at, entry in enumerate(named.values(), start=1)
    )
    return Reading(
        tasks=tasks,
        claims=tuple(_claims(classes)),
        review=tuple(_doubts(one for _, one in classes)),
    )


def _task(entry: _Named, at: int, context: Context, *, facts_only: bool) -> Task:
    joined = [one for _, one in entry.said if entry.name in one.joined]
    review = [
        f"text: 原文写{one.declared}个，按顿号断开要多，“{entry.name}”按一个名称读"
        for one in joined
    ]
    return Task(
        plan=context.plan,
        id=f"t{at:03}",
        text=entry.name,
        review=tuple(dict.fromkeys(review)),
        source=_source(entry.said[0][0], context),
        assignments=tuple(
            _assignment(part, spot, one, context, facts_only=facts_only)
            for part, (spot, one) in enumerate(_once(entry.said), start=1)
        ),
    )


def _once(said: Iterable[tuple[Spot, Class]]) -> list[tuple[Spot, Class]]:
    """Return what is said of each subject, the first statement of the same status."""
    first: dict[tuple[str, str], tuple[Spot, Class]] = {}
    for spot, one in said:
        first.setdefault((one.subject, one.status), (spot, one))
    return list(first.values())


def _assignment(
    part: int, spot: Spot, one: Class, context: Context, *, facts_only: bool
) -> Assignment:
    update = Update(
        period=context.period,
        status=one.status,
        subject=one.subject or None,
        text="" if facts_only else one.words,
        source=_source(spot, context),
    )
    return Assignment(part=str(part), updates=(update,))


def _source(spot: Spot, context: Context) -> Source:
    return Source(notice=context.notice, page=spot.page or None)


def _claims(classes: Iterable[tuple[Spot, Class]]) -> Iterator[Claim]:
    """Yield how many of each status are declared, and of each subject; the first statement of a figure holds."""
    found: dict[str, Claim] = {}
    for spot, one in classes:
        name = (
            f"list_length:{one.subject}{one.status}"
            if one.subject
            else f"status_count:{one.status}"
        )
        figures = {name: one.declared, f"status_share:{one.status}": one.share}
        for claim, stated in figures.items():
            if stated is not None:
                page = spot.page or None
                made = Claim(claim=claim, stated=stated, words=one.words, page=page)
                found.setdefault(claim, made)
    yield from found.values()


def _doubts(classes: Iterable[Class]) -> Iterator[str]:
    """Yield a mark for each list whose length is not the declared one."""
    for one in classes:
        if one.names and one.declared is not None and len(one.names) != one.declared:
            whom = f"{one.subject}“{one.status}”"
            yield f"claims: {whom}写{one.declared}个，列出{len(one.names)}个，请核对名称从哪里断开"


def _of_announced(announced: Announced, context: Context, *, facts_only: bool) -> Reading:
    tasks = tuple(
        Task(
            plan=context.plan,
            id=f"t{at:03}",
            number=item.number,
            text=item.name if facts_only else item.text,
            source=_source(item.spot, context),
            assignments=(Assignment(part="1"),),
        )
        for at, item in enumerate(announced.items, start=1)
    )
    claims = []
    if announced.declared is not None:
        page = announced.items[0].spot.page or None
        claims = [Claim(claim="tasks", stated=announced.declared, words=announced.words, page=page)]
    return Reading(tasks=tasks, claims=tuple(claims))
