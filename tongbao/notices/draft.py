"""What a notice brings to content/: its records beside those that stand.

In: the reading of a notice, its heading and identity, and the content as it is. Out: ``Draft``: every record that is
new or changes, nothing written yet. A later edition joins the tasks that stand.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tongbao.notices.editions import Edition, join_edition
from tongbao.notices.heading import Heading, sentences_over
from tongbao.notices.identity import Identity
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.plan_choice import unit_naming
from tongbao.notices.reading import Reading
from tongbao.notices.registering import new_words, with_statuses, with_units
from tongbao.notices.remarks import Remark
from tongbao.notices.rows import Material
from tongbao.records import marks
from tongbao.records.content import Content
from tongbao.records.decisions import Decided
from tongbao.records.facts import Indicators, Mentions
from tongbao.records.model import File, Notice, Plan, Registry, Task
from tongbao.records.order import in_order
from tongbao.records.pending import how_to_give, pending, without_pending
from tongbao.records.settings import District, Settings
from tongbao.records.store import Stored
from tongbao.sources.document import Spot


@dataclass(frozen=True, slots=True)
class Draft:
    """The records of a notice as they shall stand; ``tasks`` are those that are new or change."""

    notice: Notice
    settings: Settings
    plan: Plan | None
    registry: Registry | None
    tasks: tuple[Task, ...]
    indicators: Indicators | None
    mentions: Mentions | None
    remarks: tuple[Remark, ...]

    def records(self) -> tuple[Stored, ...]:
        """Return all records, in the order they are written."""
        found = (self.registry, self.plan, self.indicators, self.mentions)
        others = (record for record in found if record is not None)
        return (self.settings, *others, self.notice, *self.tasks)


def draft_of(
    material: Material,
    heading: Heading,
    reading: Reading,
    identity: Identity,
    content: Content,
    lexicon: Lexicon,
) -> Draft:
    """Return the records that the notice makes of the content as it is."""
    notice = _notice(material, heading, reading, identity)
    plan = _plan(identity, reading, notice)
    tasks, changes = _joined(reading.tasks, identity, notice, content)
    tasks, marks = _marks_gathered(tasks, content.tasks_of(identity.plan.id))
    notice = notice.model_copy(update={"review": (*notice.review, *marks)})
    settings, registry = content.settings, None
    if plan:
        settings = with_statuses(settings, plan.vocabulary, reading.tasks)
        registry = with_units(
            content.registry(plan.district),
            reading.tasks,
            reading.claims,
            lexicon,
            Decided.of(content.decisions),
        )
    indicators = Indicators(
        notice=notice.id, review=reading.indicators_review, indicators=reading.indicators
    )
    mentions = Mentions(notice=notice.id, review=reading.mentions_review, mentions=reading.mentions)
    return Draft(
        notice,
        _with_district(settings, identity.district),
        plan,
        registry,
        tasks,
        indicators if reading.indicators else None,
        mentions if reading.mentions else None,
        (
            *changes,
            *_repairs(material),
            *reading.remarks,
            *_left_open(heading, identity, reading),
            *(
                Remark("open", Spot(), words)
                for words in new_words(content.settings, settings, reading.tasks)
            ),
        ),
    )


def _plan(identity: Identity, reading: Reading, notice: Notice) -> Plan | None:
    """Return the plan with the notice and its report-back dates; none where the notice makes no task."""
    plan = identity.plan
    if not reading.tasks:
        return None
    reporting = (*plan.reporting, *(one for one in reading.reporting if one not in plan.reporting))
    return plan.model_copy(update={"notices": (*plan.notices, notice.id), "reporting": reporting})


def _joined(
    tasks: tuple[Task, ...], identity: Identity, notice: Notice, content: Content
) -> tuple[tuple[Task, ...], tuple[Remark, ...]]:
    """Return the tasks as they shall stand beside those of the plan, and what changed in words."""
    old = content.tasks_of(identity.plan.id)
    if not old:
        return tasks, ()
    unit_name = unit_naming(content, identity.plan.district)
    notices = {one.id: one for one in (*content.notices, notice)}
    decided = Decided.of(content.decisions)
    edition = Edition(notice, _corrects(old, tasks, notice, content), notices, decided)
    joined = join_edition(old, tasks, edition, unit_name)
    return joined.tasks, joined.remarks


def _marks_gathered(
    tasks: tuple[Task, ...], old: Sequence[Task]
) -> tuple[tuple[Task, ...], tuple[str, ...]]:
    """Return the tasks, and for the notice one mark of each kind that many of them bear anew, naming what it is about.

    Marks that differ in a number only are of one kind; one that names a file or an answer of its own stays there.
    """
    standing = {task.id: set(task.review) for task in old}
    about: dict[str, dict[str, str]] = {}
    for task in tasks:
        for mark in task.review:
            if mark not in standing.get(task.id, ()) and "“" not in mark and ".yml" not in mark:
                about.setdefault(_DIGITS.sub("…", mark), {})[task.id] = mark
    many = {kind: found for kind, found in about.items() if len(found) >= _MANY}
    gone = {(task, mark) for found in many.values() for task, mark in found.items()}
    numbers = {task.id: task.number or task.id for task in tasks}
    of_all = tuple(
        marks.gathered(_mark_of_all(kind, found), [numbers[task] for task in found])
        for kind, found in many.items()
    )
    kept = tuple(
        task.model_copy(
            update={"review": tuple(one for one in task.review if (task.id, one) not in gone)}
        )
        for task in tasks
    )
    return kept, of_all


def _mark_of_all(kind: str, found: Mapping[str, str]) -> str:
    """Return the words of a mark that many bear: as they are where they are the same."""
    words = set(found.values())
    return words.pop() if len(words) == 1 else kind


# From so many tasks on one mark stands with their notice instead of one with each.
_MANY = 4
_DIGITS = re.compile(r"\d+")


def _corrects(
    old: Sequence[Task], new: Sequence[Task], notice: Notice, content: Content
) -> frozenset[str]:
    """Return the notices of the same kind that spoke of all the periods of the new tasks already, none where not all.

    What units returned of a period is no edition of its ledger.
    """
    kinds = {one.id: one.kind for one in content.notices}
    before = {
        (update.period, update.source.notice)
        for task in map(without_pending, old)
        for update in task.updates
        if kinds.get(update.source.notice) == notice.kind
    }
    after = {update.period for task in map(without_pending, new) for update in task.updates}
    if not after or not after <= {period for period, _ in before}:
        return frozenset()
    return frozenset(name for period, name in before if period in after)


def _notice(material: Material, heading: Heading, reading: Reading, identity: Identity) -> Notice:
    review = [] if heading.title_printed else ["title: 文件没有题目，暂用文件名"]
    if identity.span and identity.span.inferred:
        review.append(f"period: {identity.span.inferred}")
    if heading.issuer_inferred:
        review.append(f"issuer: 文件没有署名，按题目取“{heading.issuer}”")
    document = material.document
    titles = material.ledger.titles if material.ledger else ()
    passages = (*heading.passages, *sentences_over(titles, heading.passages))
    return Notice.model_validate(
        {
            "id": identity.notice,
            "kind": identity.kind,
            "title": heading.title,
            "issuer": heading.issuer,
            "number": heading.number,
            "issue": heading.issue,
            "basis": heading.basis,
            "date": heading.date,
            "received": identity.received,
            "period": identity.span.period if identity.span else None,
            "period_label": identity.span.label if identity.span else None,
            "review": (*review, *reading.review),
            "files": (File(name=document.name, sha256=document.sha256),),
            "claims": reading.claims,
            # Of news only facts are kept, never the article's text.
            "passages": () if identity.kind == "news" else passages,
        }
    )


def _with_district(settings: Settings, district: District) -> Settings:
    if any(entry.id == district.id for entry in settings.districts):
        return settings
    return settings.model_copy(update={"districts": (*settings.districts, district)})


def _repairs(material: Material) -> tuple[Remark, ...]:
    return tuple(Remark("repaired", spot, message) for spot, message in material.document.repairs)


def _left_open(heading: Heading, identity: Identity, reading: Reading) -> tuple[Remark, ...]:
    """Return what the notice does not say and the report must name."""
    missing = []
    if heading.date is None:
        missing.append("文件未署日期，以收到的日子编号")
    if heading.issuer is None:
        missing.append("文件没有写明发文单位")
    waiting = sum(len(pending(part)) for task in reading.tasks for part in task.assignments)
    if waiting:
        message, hint = how_to_give(identity.notice, waiting)
        missing.append(f"文件{message}（{hint}）")
    if identity.district_inferred:
        missing.append(
            f"文件没有写明是哪里的，按{identity.district_inferred}{identity.district.name}收"
        )
    return tuple(Remark("open", Spot(), message) for message in missing)


def with_draft(content: Content, draft: Draft) -> Content:
    """Return the content as it is with the draft in it."""
    changed = {task.path for task in draft.tasks}
    plan, registry = draft.plan, draft.registry
    plans = [entry for entry in content.plans if not plan or entry.id != plan.id]
    registries = [
        entry for entry in content.registries if not registry or entry.path != registry.path
    ]
    return in_order(
        replace(
            content,
            settings=draft.settings,
            plans=(*plans, *([plan] if plan else [])),
            tasks=(*(task for task in content.tasks if task.path not in changed), *draft.tasks),
            registries=(*registries, *([registry] if registry else [])),
            notices=(*content.notices, draft.notice),
            indicators=(*content.indicators, *([draft.indicators] if draft.indicators else [])),
            mentions=(*content.mentions, *([draft.mentions] if draft.mentions else [])),
        )
    )
