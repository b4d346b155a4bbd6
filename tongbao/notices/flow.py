"""From a document taken apart to what its notice says: every extractor reads every notice, and what covers most holds.

In: ``Material``, ``Heading``, ``Context``. Out: ``Understood``: the records, the kind that they make the notice, the
grounds for it, and the lines that no record holds. The kind is a result and closes no door: a person's word for it
only says which of several readings to take.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import NamedTuple

from tongbao.notices.bulletin import read_bulletin
from tongbao.notices.coverage import CoveredLine, Text
from tongbao.notices.heading import Heading
from tongbao.notices.ledger import read_tables
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.markers import with_markers_joined
from tongbao.notices.news import read_news, without_leads
from tongbao.notices.own_progress import with_own_progress
from tongbao.notices.reading import Context, Reader, Reading
from tongbao.notices.remarks import Remark
from tongbao.notices.responsibility import read_responsibility
from tongbao.notices.rows import Material
from tongbao.notices.speech import is_given
from tongbao.notices.standing_tables import read_standing_tables
from tongbao.notices.task_lists import read_task_lists
from tongbao.notices.task_lists.titled import read_titled
from tongbao.notices.told.heads import heading_status
from tongbao.notices.told.reader import read_told
from tongbao.notices.told.subjects import with_subjects
from tongbao.notices.under_headings import with_headings_heard
from tongbao.notices.work_report import read_report
from tongbao.records.model import Assignment, Claim, Task, Update


def read_items(material: Material, heading: Heading, context: Context) -> Reading | None:
    """Return the numbered tasks of a notice, with the statuses that the text behind a task gives to counties."""
    reading = read_responsibility(material, heading, context)
    if reading is None:
        return None
    return replace(reading, tasks=with_subjects(reading.tasks, context.lexicon))


EXTRACTORS: Mapping[str, Reader] = {
    "tables": read_tables,
    "items": read_items,
    "sections": read_bulletin,
    "standings": read_standing_tables,
    "told": read_told,
    "titled": read_titled,
    "listed": read_task_lists,
    "report": read_report,
    "news": read_news,
}

_OF_TASKS = ("tables", "items", "titled", "listed", "told")
# These leave the whole words of an item to its task.
_ITEMIZED = ("items", "titled", "listed")
# These read one task, the matter of the title.
_BY_TITLE = ("sections", "standings", "told")
_NOT_OF_REPORTS = ("items", "sections", "told")
# The worth of a statement (who answers, how far, by when) beside that of a character covered.
_STATEMENT = 25
# Characters of tasks of which nothing is stated count for little: any text can be cut into items.
_UNSTATED = 0.2
# A row of a table, a member of a list that is announced: these are tasks though nothing is stated of them.
_STATE_BY_FORM = ("tables", "listed")
# Where another reading is worth this much of the best, the fields in which they differ are marked.
_CLOSE = 0.85
# A reading that is worth less of the best is no ground for the others.
_WORTH_A_TRY = 0.5
_NEARLY_ALL = 0.9
# A text in which a table was found is prose only where that is clearly the better reading.
_AS_PROSE = 0.85
_AS_PROSE_FOR_ALL = 0.6  # ... clearer still where its rows count from 1 on without a doubt
_SHORTEST = 4
_LONGEST_TITLE = 40
# A line of the letter of which at least this much stands in records (its claims) is not unread.
_LITTLE = 0.3
_FIGURE = r"\d+(?:\.\d+)?(?:%|％|个|项|件|处|家|宗|条)"
_DAYS = re.compile(
    r"(?:\d{4}年)?\d{1,2}(?:[-—～至到]\d{1,2})?月(?:份|\d{1,2}日)?|\d{4}年|〔\d{4}〕\d+号"
)
_REMARK = re.compile(r"[（(](?!原文未写)[^（()）]{1,60}[）)]")
_COLUMNS = re.compile(r"\S[ \u3000]{2,40}\S{1,200}[ \u3000]{2,40}\S")
_RANK = re.compile("^[^前后]{0,4}第.{1,3}[名位]|[末首][名位]")
_CONTACT = re.compile(r"(?:电话|邮箱|邮件|传真|邮编|地址)[^。；，、:：]{0,8}[:：]|邮编\d{6}")
# What a status holds that tells how things stand, not what is to be done.
_TELLS = re.compile("[已未尚正仍均未停缓滞慢快%]|完毕|完成$|顺利|中$|延期|取消|达标")
# What is said of some in general names none of them.
_GENERAL = re.compile(r"的|[也还]?有(?:的|些|个别)|个别|部分|少数|一些|多数|大部分|不少|其[他余]")
_FIELDS = ("lead", "responsible", "cooperating")


@dataclass(frozen=True, slots=True)
class Understood:
    """What a notice says: its records, its kind, how much of the text they hold and what they do not.

    ``unread`` are the lines that are neither in a record nor the letter's, ``unread_share`` how much of the text they
    are, 0 to 1.
    """

    kind: str
    reading: Reading
    grounds: str
    unread: tuple[CoveredLine, ...]
    unread_share: float


class _Candidate(NamedTuple):
    """The reading of one extractor with what it is worth; ``covered`` are the characters of the text that it holds.

    ``says_tasks`` is whether the notice's title names what can be a task (实事, 项目).
    """

    name: str
    reading: Reading
    points: float
    covered: int
    says_tasks: bool


def understand(
    material: Material, heading: Heading, context: Context, kind: str | None = None
) -> Understood | None:
    """Return what a notice says, None where no extractor finds anything.

    ``kind`` is a person's word: only readings that make such a notice are taken then.
    """
    text = Text(material.document.blocks)
    possible: list[_Candidate] = []
    as_prose = _AS_PROSE_FOR_ALL if material.ledger and material.ledger.is_counted else _AS_PROSE
    for one, share in ((material, 1.0), (material.as_prose(), as_prose)):
        if one is None or _is_all_tables(possible, text):
            continue
        candidates = _candidates(one, heading, context, text)
        asked = [
            found
            for found in candidates
            if kind is None or _kind_of(found.reading, found.name) == kind
        ]
        merged = _merged(asked, candidates, text)
        possible += [found._replace(points=share * found.points) for found in merged]
    if not possible:
        return _without_records(material, heading, text) if kind is None else None
    best = max(possible, key=lambda one: one.points)
    first = best.name
    reading = best.reading
    lines = text.covered_by(_records(reading))
    found = kind or _kind_of(reading, first)
    if found == "news":
        reading = facts_only(reading)
    share = _share(lines)
    unread = (
        () if found == "news" else tuple(_unread(reading, lines, text, heading, context.lexicon))
    )
    length = sum(len(line.text) for line in lines)
    unread_share = sum(len(line.text) for line in unread) / length if length else 0.0
    grounds = "--kind 写明" if kind else _grounds(reading, share)
    return Understood(found, reading, grounds, unread, unread_share)


def _is_all_tables(possible: Sequence[_Candidate], text: Text) -> bool:
    """Return whether a reading of tables holds nearly all of the text: then no prose is looked for in their cells."""
    best = max(possible, key=lambda one: one.points, default=None)
    return best is not None and best.name == "tables" and best.covered >= _NEARLY_ALL * text.length


def _without_records(material: Material, heading: Heading, text: Text) -> Understood | None:
    """Return a notice that states no task, standing or figure; None where the text is not sure to be a notice.

    One that has a title, an issuer who signs and a date is kept as it is, and all of it is named as unread.
    """
    if not (heading.title_printed and heading.issuer and heading.date) or heading.issuer_inferred:
        return None
    lines = text.covered_by(())
    unread = tuple(line for line in lines if not _is_title(line.text))
    length = sum(len(line.text) for line in lines)
    share = sum(len(line.text) for line in unread) / length if length else 0.0
    first = material.document.blocks[0].spot
    remark = Remark("open", first, "没有读到任务、评比或数字，只收下文件和正文")
    return Understood("bulletin", Reading(remarks=(remark,)), "没有读到记录", unread, share)


def _merged(
    asked: Sequence[_Candidate], candidates: Sequence[_Candidate], text: Text
) -> Iterator[_Candidate]:
    """Yield each reading that may hold, with what the others found beside it and what both are worth.

    One that finds less alone may be the better ground: its tasks take the statuses that another read.
    """
    for first in asked:
        if first.points < _WORTH_A_TRY * asked[0].points or any(
            _holds(other.reading, first.reading) for other in asked if other is not first
        ):
            continue
        close = [one for one in asked if one is not first and one.points >= _CLOSE * first.points]
        reading = _marked(first, close)
        for other in candidates:
            if other is not first:
                reading = _with_more(reading, first.name, other, text)
        yield _weighed(first.name, reading, text, says_tasks=first.says_tasks)


def _holds(fuller: Reading, reading: Reading) -> bool:
    """Return whether another reading has every task of a reading with as much known of it, and more besides."""
    more = len(fuller.tasks) - len(reading.tasks)
    named = _Named(fuller.tasks)
    for task in reading.tasks:
        same = named.same(task)
        if same is None:
            return False
        known, own = _known(fuller.tasks[same]), _known(task)
        if own - known:
            return False
        more += (known - own).total()
    return more > 0 and bool(reading.tasks)


def _known(task: Task) -> Counter[str]:
    """Return how often each field of a task is known: who, by when, how it stands; the words that tell it are none."""
    known = Counter[str]()
    for line in task.assignments:
        known.update(name for name in (*_FIELDS, "leaders", "due") if getattr(line, name))
        known["status"] += sum(bool(one.status) for one in line.updates)
    return known


def with_plan(reading: Reading, plan: str) -> Reading:
    """Return a reading with its tasks in a plan: which one it is follows from the kind."""
    tasks = tuple(task.model_copy(update={"plan": plan}) for task in reading.tasks)
    return replace(reading, tasks=tasks)


def facts_only(reading: Reading) -> Reading:
    """Return the tasks of a newspaper's page by name and status alone: its sentences belong to the paper."""

    def bare(line: Assignment) -> Assignment:
        told = (one.model_copy(update={"text": "", "parts": ()}) for one in line.updates)
        return line.model_copy(update={"updates": tuple(told)})

    tasks = (
        task.model_copy(update={"assignments": tuple(map(bare, task.assignments))})
        for task in reading.tasks
        # Several paragraphs are no name: they would be the article.
        if "\n" not in task.text
    )
    return replace(reading, tasks=tuple(tasks))


def _candidates(
    material: Material, heading: Heading, context: Context, text: Text
) -> list[_Candidate]:
    """Return what each extractor finds, the reading worth most first; of two alike the first extractor's."""
    prose, lexicon = material.prose, context.lexicon
    plain = replace(material, prose=with_markers_joined(without_leads(prose, lexicon)))
    seen = replace(material, prose=without_leads(prose, lexicon, with_sites=True))
    found = {
        name: read({"news": material, "told": seen}.get(name, plain), heading, context)
        for name, read in EXTRACTORS.items()
    }
    # What a report says of the years before it is no notice's word on how its tasks stand.
    is_report = found["report"] and is_given([one.text for one in material.prose])
    passed = _NOT_OF_REPORTS if is_report else ()
    # The bodies of a table are no headings over what each of them reports.
    passed = (*passed, "sections") if found["standings"] else passed
    candidates = []
    says_tasks = any(noun in heading.title for noun in lexicon.task_lists.nouns)
    for name, reading in found.items():
        if reading is None or name in passed:
            continue
        tasks = with_headings_heard(
            _true_tasks(reading.tasks, name, heading, context.lexicon), context, material.prose
        )
        if name in _ITEMIZED:
            tasks = with_own_progress(tasks, context)
        if tasks or not reading.tasks:
            heard = replace(reading, tasks=tasks)
            candidates.append(_weighed(name, heard, text, says_tasks=says_tasks))
    return sorted(_without_board(candidates), key=lambda one: -one.points)


def _without_board(candidates: Sequence[_Candidate]) -> Iterator[_Candidate]:
    """Yield the readings without sections whose bodies are the members of a board: 红榜 1.甲村：95分."""
    boards = (
        one.covered
        for one in candidates
        if one.name == "told" and any(task.kind == "assessment" for task in one.reading.tasks)
    )
    covered = max(boards, default=-1)
    yield from (one for one in candidates if one.name != "sections" or one.covered > covered)


def _true_tasks(
    tasks: Sequence[Task], name: str, heading: Heading, lexicon: Lexicon
) -> tuple[Task, ...]:
    """Return tasks without what is none: the title, how to reach the author, a heading, a line of columns."""
    title = _plain(heading.title)
    named = name in _BY_TITLE or not heading.title_printed
    return tuple(
        task
        for task in tasks
        if not (_CONTACT.search(task.text) or _COLUMNS.search(task.text))
        and not _REMARK.fullmatch(task.text.strip())
        and not all(heading_status(line, lexicon) for line in task.text.splitlines())
        and not (name == "told" and _GENERAL.match(task.text))
        and (named or not _plain(task.text).startswith(title))
    )


def _records(reading: Reading) -> tuple[object, ...]:
    """Return the records that hold the notice's words."""
    return (*reading.tasks, *reading.claims, *reading.indicators, *reading.mentions)


def _weighed(name: str, reading: Reading, text: Text, *, says_tasks: bool) -> _Candidate:
    """Return a reading with how much of the text it covers, and what it is worth."""
    covered = text.characters_in(_records(reading))
    points = _worth(reading, name, covered, text, says_tasks=says_tasks)
    return _Candidate(name, reading, points, covered, says_tasks)


def _worth(reading: Reading, name: str, covered: int, text: Text, *, says_tasks: bool) -> float:
    """Return what a reading is worth: the text it covers and the statements it makes.

    A row of a table states by its form that it is a task, an item of a list by the words that announce it.
    """
    whole: float = covered
    if reading.indicators and not reading.tasks:
        # Figures stand in any text: they make a report only beside the work that it plans.
        return _UNSTATED * whole
    stated = tuple(task for task in reading.tasks if _statements(task))
    bare = len(reading.tasks) - len(stated)
    statements = sum(map(_statements, stated)) + len(reading.indicators)
    announced = {claim.stated for claim in reading.claims if claim.claim == "tasks"}
    if bare and len(reading.tasks) in announced:
        statements += bare
    elif bare and not (
        name in _STATE_BY_FORM
        or (name == "items" and says_tasks and covered >= _LITTLE * text.length)
    ):
        whole -= (1 - _UNSTATED) * (
            whole - text.characters_in(_records(replace(reading, tasks=stated)))
        )
    return whole + _STATEMENT * statements


def _statements(task: Task) -> int:
    """Return how much is said of a task: who answers, by when, how far."""
    return sum(_said_of(line) for line in task.assignments)


def _said_of(line: Assignment) -> int:
    named = (line.lead, line.responsible, line.cooperating, line.leaders, line.persons, line.due)
    told = sum(bool(one.status) + bool(one.said) + len(one.events) for one in line.updates)
    return sum(map(bool, named)) + told


def _kind_of(reading: Reading, name: str) -> str:
    """Return the kind of notice that a reading makes."""
    if name == "report" and (reading.indicators or reading.tasks):
        return "report"
    if reading.mentions:
        return "news"
    updates = [one for task in reading.tasks for line in task.assignments for one in line.updates]
    if name in ("told", "titled", "sections", "standings") and (updates or not reading.tasks):
        return "bulletin"
    return "ledger" if updates else "responsibility"


def _marked(first: _Candidate, close: Sequence[_Candidate]) -> Reading:
    """Return the best reading, marked where one nearly as good reads a field otherwise."""
    tasks = list(first.reading.tasks)
    for other in close:
        by_text = {_plain(task.text): task for task in other.reading.tasks}
        for at, task in enumerate(tasks):
            rival = by_text.get(_plain(task.text))
            marks = tuple(_differences(task, rival)) if rival else ()
            if marks:
                tasks[at] = task.model_copy(
                    update={"review": tuple(dict.fromkeys((*task.review, *marks)))}
                )
    return replace(first.reading, tasks=tuple(tasks))


def _differences(task: Task, rival: Task) -> Iterator[str]:
    for field in _FIELDS:
        own, other = _named(task, field), _named(rival, field)
        if other and own != other:
            yield f"{field}: 另一种读法是“{'、'.join(other)}”"


def _named(task: Task, field: str) -> tuple[str, ...]:
    names = (name for line in task.assignments for name in getattr(line, field))
    return tuple(dict.fromkeys(names))


def _with_more(reading: Reading, first: str, other: _Candidate, text: Text) -> Reading:
    """Return a reading with what another extractor found where the first one read nothing.

    Claims of all are kept. Facts of news belong to an article, figures of a report to a report. Statuses told in prose
    and tasks of a table stand beside any tasks, unless the lines that tell them are tasks' own.
    """
    added = other.reading
    claims = (*reading.claims, *_new_claims(reading.claims, added.claims))
    if other.name == "news" and first in ("told", "items", "listed"):
        reading = replace(reading, mentions=added.mentions, mentions_review=added.mentions_review)
    beside = ("told", "standings", "tables") if first != "report" else ("listed",)
    if other.name in beside or (other.name == "listed" and first in ("told", "news")):
        reading = _with_tasks(reading, added, text)
    elif other.name in _OF_TASKS and first in _OF_TASKS:
        stated = tuple(task for task in added.tasks if _statements(task))
        reading = _with_tasks(reading, replace(added, tasks=stated), text)
    return replace(reading, claims=claims)


def _new_claims(standing: Sequence[Claim], added: Iterable[Claim]) -> Iterator[Claim]:
    """Yield the claims that are not there yet: neither the same figure nor one in the same words."""
    known = {claim.claim for claim in standing}
    for claim in added:
        if claim.claim not in known and not any(one.words in claim.words for one in standing):
            yield claim


def _with_tasks(reading: Reading, added: Reading, text: Text) -> Reading:
    """Return a reading with the tasks of another whose lines stand in no record yet."""
    unread = "\n".join(line.text for line in text.covered_by(_records(reading)) if not line.is_read)
    tasks = list(reading.tasks)
    ids = {task.id for task in tasks}
    known = _Named(tasks)
    free_ids = (name for at in count(1) if (name := f"t{at:03}") not in ids)
    for task in _without_claimed(added.tasks, reading.claims):
        same = known.same(task)
        if same is not None:
            tasks[same] = _with_updates(tasks[same], task)
        elif any(words in unread for words in _new_words_of(task)):
            tasks.append(task.model_copy(update={"id": next(free_ids)}))
            known.add(task)
    return replace(
        reading,
        tasks=tuple(tasks),
        remarks=(*reading.remarks, *added.remarks),
        review=(*reading.review, *added.review),
    )


def _without_claimed(tasks: Sequence[Task], claims: Sequence[Claim]) -> Iterator[Task]:
    """Yield tasks without the standings that are claims already: who is praised in the letter over a ledger."""
    lists = [_plain(one.words) for one in claims if not isinstance(one.stated, int)]
    for task in tasks:
        lines = [
            line
            for line in task.assignments
            if not any(
                one.subject and any(_plain(one.text) in words for words in lists)
                for one in line.updates
            )
        ]
        if lines:
            yield task.model_copy(update={"assignments": tuple(lines)})


def _new_words_of(task: Task) -> Sequence[str]:
    """Return the words by which a task is new: what is told of it, else its name. A heading is no task of its own."""
    words = list(_words_of(task))
    told = [_plain(one.text) for line in task.assignments for one in line.updates if one.text]
    return told if told and len(told) < len(words) else words


def _words_of(task: Task) -> Iterator[str]:
    """Yield the words that make a task: its name, above what other columns hold, and what is told of it.

    The matter of the title that bodies are graded for is no name of its own.
    """
    updates = [one for line in task.assignments for one in line.updates]
    if not updates or not all(one.subject for one in updates):
        yield _plain(task.text.partition("\n")[0])
    for line in task.assignments:
        yield from (_plain(one.text) for one in line.updates if one.text)


class _Named:
    """Tasks, to be asked which of them bears the name of another: it begins with it."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        """Keep the tasks in their order."""
        self._count = 0
        # By how a text begins: few begin alike, so that few have to be looked at.
        self._by_start: dict[str, list[tuple[int, str]]] = {}
        for task in tasks:
            self.add(task)

    def add(self, task: Task) -> None:
        """Keep one more task, behind the others."""
        text = _plain(task.text)
        self._by_start.setdefault(text[:_SHORTEST], []).append((self._count, text))
        self._count += 1

    def same(self, task: Task) -> int | None:
        """Return which task bears the name of another, None where none does."""
        name = _plain(task.text).rstrip("。；;")
        if len(name) < _SHORTEST:
            return None
        alike = self._by_start.get(name[:_SHORTEST], ())
        return next((at for at, text in alike if text.startswith(name)), None)


def _with_updates(task: Task, told: Task) -> Task:
    """Return a task with what prose tells of it, where nothing is told of it yet.

    Where only words are told of its units, how they stand is added: an assignment a unit.
    """
    line = task.assignments[0]
    updates = tuple(
        one for other in told.assignments for one in other.updates if not _is_planned(one, task)
    )
    own = [one for other in task.assignments for one in other.updates]
    if own and updates and all(one.subject and one.status for one in updates):
        said = {(one.subject, one.status) for one in own}
        ranked = {one.subject for one in own if one.status}
        new = [
            other
            for other in told.assignments
            if not any(
                (one.subject, one.status) in said
                or (_RANK.search(one.status or "") and one.subject in ranked)
                for one in other.updates
            )
        ]
        added = (
            other.model_copy(update={"part": str(part)})
            for part, other in enumerate(new, start=len(task.assignments) + 1)
        )
        return task.model_copy(update={"assignments": (*task.assignments, *added)})
    if own or not updates:
        return task
    first = line.model_copy(update={"updates": updates})
    return task.model_copy(update={"assignments": (first, *task.assignments[1:])})


def _is_planned(update: Update, task: Task) -> bool:
    """Return whether an update is only words of the task itself that tell no state: 完成二期土地征收报批."""
    is_own = bool(update.text) and _plain(update.text) in _plain(task.text)
    return is_own and not _TELLS.search(update.status or "")


def _unread(
    reading: Reading, lines: Sequence[CoveredLine], text: Text, heading: Heading, lexicon: Lexicon
) -> Iterator[CoveredLine]:
    """Yield those of the lines that are neither in a record nor the letter's.

    What stands before the first task or figure or after the last is the letter's, unless it says in figures how far
    something is; between them only titles are nobody's.
    """
    body = text.covered_by(_records(replace(reading, claims=())))
    title = _plain(heading.title)
    read = [
        at
        for at, line in enumerate(body)
        if line.is_read and line.text not in title and _DAYS.sub("", line.text)
    ]
    first, last = (read[0], read[-1]) if read else (len(lines), 0)
    head = {title, heading.issuer, heading.number}
    signs = "|".join(map(re.escape, lexicon.told.signs))
    tells = re.compile(
        rf"(?:{signs})[^，,。；;]{{0,12}}{_FIGURE}|{_FIGURE}[^，,。；;]{{0,12}}(?:{signs})"
    )
    for at, line in enumerate(lines):
        if line.is_read or line.text in head:
            continue
        inside = first < at < last and not _is_title(line.text)
        if inside or (line.share < _LITTLE and tells.search(_DAYS.sub("", line.text))):
            yield line


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not text.endswith(("。", "；", ";"))


def _share(lines: Iterable[CoveredLine]) -> float:
    lines = list(lines)
    whole = sum(len(line.text) for line in lines)
    return sum(line.share * len(line.text) for line in lines) / whole if whole else 0.0


def _grounds(reading: Reading, share: float) -> str:
    """Return what speaks for the kind, in words for the report."""
    lines = [line for task in reading.tasks for line in task.assignments]
    named = sum(bool(line.lead or line.responsible or line.cooperating) for line in lines)
    graded = sum(any(one.status for one in line.updates) for line in lines)
    counts = (("任务", len(reading.tasks)), ("写明单位", named), ("完成情况", graded))
    words = [f"{word}{count}处" for word, count in counts if count]
    words += [f"指标{len(reading.indicators)}条"] if reading.indicators else []
    words += [f"报道{len(reading.mentions)}篇"] if reading.mentions else []
    return "，".join([*words, f"占全文{round(100 * share)}%"])


def _plain(text: str) -> str:
    return "".join(text.split())
