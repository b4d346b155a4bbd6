"""What the search can find: assignments by period, and the documents that stand beside them.

In: the survey. Out: ``Shard`` values: one a period, and one for every plan with assignments of which nothing was said
yet. What a period's shard holds does not depend on later periods: which of its assignments still stand
so is said by ``Current``, once a plan.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tongbao.progress import merging, periods
from tongbao.progress.merging import Entry
from tongbao.progress.people import parts_of, persons_of
from tongbao.progress.survey import PlanView, Survey, reported
from tongbao.records.content import Content
from tongbao.records.facts import Indicators, Mentions
from tongbao.records.model import Assignment, Notice, Printed, Task, Update
from tongbao.site import figures, urls
from tongbao.site.rows import EntryLine, line_of
from tongbao.site.wording import headline_of


@dataclass(frozen=True, slots=True)
class Hit:
    """One assignment in one period.

    ``units`` are those it counts for, ``members`` those that a group among them stands for, ``others`` all that have
    another part in it; ``persons`` are shown (ids, or an office in words), ``leaders`` only found. The first
    ``TITLES`` of ``fields`` name it, the first ``HEADS`` stand in its line, the rest is what was said.
    """

    task: str
    position: int
    anchor: str
    standing: str
    shared: bool
    units: tuple[str, ...]
    members: tuple[str, ...]
    others: tuple[str, ...]
    persons: tuple[str, ...]
    leaders: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def key(self) -> str:
        """The assignment within its plan."""
        return f"{self.task}/{self.position}"


TITLES, HEADS = 4, 6
SECTION = 3


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """What stands in no list of assignments; the first of ``fields`` is its title."""

    kind: str
    path: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shard:
    """What is loaded at once. ``span`` is None where it belongs to no period."""

    path: str
    span: str | None
    hits: Mapping[str, Sequence[Hit]] = field(default_factory=dict)
    documents: Sequence[FoundDocument] = ()


@dataclass(frozen=True, slots=True)
class Current:
    """Which assignments of a plan stand as of now: those of the period ``as_of`` and of no period.

    ``past`` are those of that period that do not, ``also`` those of other periods that do, each with its period.
    """

    as_of: str | None
    past: tuple[str, ...]
    also: tuple[tuple[str, str], ...]


def shards_of(survey: Survey) -> tuple[Shard, ...]:
    """Return all that can be found, the oldest period first, what belongs to none last."""
    hits: dict[str, dict[str, Sequence[Hit]]] = {}
    bare: list[Shard] = []
    documents: dict[str, list[FoundDocument]] = {}
    for view in survey.plans:
        for span in view.periods:
            entries = reported(survey, view, span)
            found = [hit_of(survey, view, entry) for entry in entries]
            hits.setdefault(span, {})[view.plan.id] = found
        unsaid = [hit_of(survey, view, entry) for entry in unsaid_entries(survey, view)]
        aims = list(_objectives(survey, view, documents))
        if unsaid or aims:
            path = urls.search_of_plan(view.plan.id)
            bare.append(Shard(path, None, {view.plan.id: unsaid}, aims))
    facts = _Facts.of(survey.shown.content)
    for notice in survey.shown.content.notices:
        documents.setdefault(span_of(notice), []).extend(_of_notice(notice, facts))
    spans = sorted({*hits, *(span for span, found in documents.items() if found)}, key=_order)
    return (
        *(
            Shard(urls.search_of_period(span), span, hits.get(span, {}), documents.get(span, ()))
            for span in spans
        ),
        *bare,
    )


def _order(span: str) -> tuple[tuple[str, str], str]:
    return periods.order(span), span


def current_of(survey: Survey, view: PlanView) -> Current:
    """Return which assignments of a plan stand as of now, and in what period each was last spoken of."""
    now = {_key(entry): entry for entry in view.entries}
    listed = {_key(one): one for one in _listed(survey, view)}
    past = tuple(key for key, one in listed.items() if key not in now or not _same(now[key], one))
    also = tuple(
        (entry.update.period, key)
        for key, entry in now.items()
        if entry.update and (key in past or key not in listed)
    )
    return Current(view.as_of, past, also)


def unsaid_entries(survey: Survey, view: PlanView) -> Iterator[Entry]:
    """Yield the entries of which nothing was said, and that stand in no period's list either."""
    listed = {_key(one) for one in _listed(survey, view)}
    return (one for one in view.entries if one.update is None and _key(one) not in listed)


def _listed(survey: Survey, view: PlanView) -> tuple[Entry, ...]:
    return reported(survey, view, view.as_of) if view.as_of else ()


def _key(entry: Entry) -> str:
    return f"{entry.task.id}/{entry.position}"


def _same(one: Entry, other: Entry) -> bool:
    return _said_at(one) == _said_at(other)


def _said_at(entry: Entry) -> object:
    return (entry.update.period, entry.update.source) if entry.update else None


def hit_of(survey: Survey, view: PlanView, entry: Entry) -> Hit:
    """Return an entry as the search finds it."""
    row = line_of(survey, view, entry, entry.update.period if entry.update else None)
    names = survey.directory.names[view.plan.district]
    parts = parts_of(names, entry)
    persons = [key.id for key in persons_of(names, entry, parts)]
    by_path = {urls.person(key): key for key in persons}
    shown = tuple(by_path.get(link.path or "") or link.text for link in row.persons)
    counted = [(key.id, part) for key, part in parts.items() if part.role == "counted"]
    return Hit(
        task=entry.task.id,
        position=entry.position,
        anchor=_anchor(entry),
        standing=view.standing(entry).heading if view.has_statuses else "",
        shared=bool(row.role),
        units=tuple(unit for unit, part in counted if not part.through),
        members=tuple(unit for unit, part in counted if part.through),
        others=tuple(key.id for key, part in parts.items() if part.role != "counted"),
        persons=shown,
        leaders=tuple(key for key in persons if key not in shown),
        fields=(*_heads(row, entry), *_said(entry.assignment, entry.update)),
    )


def _anchor(entry: Entry) -> str:
    """Return where the statement stands on the page of its task; "" is the top of the page."""
    item = urls.item_anchor(entry.assignment.part, entry.position)
    if entry.update is not None:
        sources = [(update.period, update.source) for update in entry.assignment.updates]
        place = sources.index((entry.update.period, entry.update.source)) + 1
        return f"{item}-update-{place}"
    return item if len(entry.task.assignments) > 1 else ""


def _heads(row: EntryLine, entry: Entry) -> tuple[str, ...]:
    word = row.badge.word if row.badge else ""
    label = row.title if row.within else ""
    return row.number, label, entry.task.text, entry.task.section or "", row.note, word


def _said(part: Assignment, update: Update | None) -> Iterator[str]:
    """Yield everything else that the page of the task prints of an assignment and of one statement."""
    text = update.text if update else ""
    if text:
        yield text
    more: list[str | None] = []
    for person in (*part.leaders, *part.persons):
        more += [person.office, person.duty]
    more += [due.words for due in part.due]
    for restated in part.restated:
        more += _printed(restated.printed)
    more += _beside(update) if update else ()
    yield from (words for words in dict.fromkeys(filter(None, more)) if words not in text)


def _beside(update: Update) -> Iterator[str | None]:
    """Yield what an update holds beside its text."""
    for labelled in update.parts:
        yield from (labelled.label, labelled.text)
    for event in update.events:
        yield from (event.text, *event.persons, *event.firms)
    yield from (*update.persons, *update.firms)
    yield from _printed(update.printed)
    if update.completion:
        yield update.completion.evidence
    if update.reply:
        yield from (update.reply.unit, update.reply.text)
    for erratum in update.errata:
        yield from (erratum.was, erratum.now, erratum.source)


def _printed(printed: Printed) -> Iterator[str | None]:
    """Yield what an edition prints otherwise; units that only cooperate are found by their own pages."""
    yield from (printed.number, printed.text)
    for names in (printed.lead, printed.responsible, printed.leaders, printed.persons):
        yield from names or ()


def _objectives(
    survey: Survey, view: PlanView, documents: dict[str, list[FoundDocument]]
) -> Iterator[FoundDocument]:
    """Put what was said of the aims of a plan to the documents of its period; yield those nothing was said of."""
    for task in view.tasks:
        if task.kind != "objective":
            continue
        entries = merging.current_entries(view.plan, (task,), survey.notices)
        said = [(one, update) for one in entries for update in one.assignment.updates]
        for entry, update in said:
            fields = _said(entry.assignment, update.known())
            documents.setdefault(update.period, []).append(_aim(task, entry, fields))
        if not said:
            yield _aim(task, None, ())


def _aim(task: Task, entry: Entry | None, fields: Iterable[str]) -> FoundDocument:
    label = entry.assignment.label if entry else None
    path = urls.task(task.plan, task.id)
    return FoundDocument("总体目标", path, (task.text, *(f for f in (label, *fields) if f)))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What notices state in figures and news, by notice."""

    indicators: Mapping[str, Indicators]
    mentions: Mapping[str, Mentions]

    @classmethod
    def of(cls, content: Content) -> "_Facts":
        """Return those of an edition's content."""
        return cls(
            {one.notice: one for one in content.indicators},
            {one.notice: one for one in content.mentions},
        )


def span_of(notice: Notice) -> str:
    """Return the period a notice is filed under: its own, else the month of its date or of its arrival."""
    return notice.period or notice.day.isoformat()[:7]


def _of_notice(notice: Notice, facts: "_Facts") -> Iterator[FoundDocument]:
    """Yield a notice with the text outside its tables, the figures it states and its news."""
    page = urls.notice(notice.id)
    head = (notice.title, notice.issuer, notice.number, notice.basis)
    texts = (passage.text for passage in notice.passages)
    yield FoundDocument("文件", page, tuple(filter(None, (*head, *texts))))
    stated = facts.indicators.get(notice.id)
    for place, one in enumerate(stated.indicators if stated else (), start=1):
        path = f"{page}#{urls.indicator_anchor(place)}"
        more = (figures.said(one), one.rank, one.growth, one.printed)
        yield FoundDocument("指标", path, (one.name, *filter(None, more)))
    news = facts.mentions.get(notice.id)
    for place, item in enumerate(news.mentions if news else (), start=1):
        path = f"{urls.mention(notice.id)}#{urls.mention_anchor(place)}"
        projects = (words for p in item.projects for words in (p.name, p.amount) if words)
        said = (*item.reporters, *item.units, *projects)
        yield FoundDocument("报道", path, (headline_of(item), *said))
