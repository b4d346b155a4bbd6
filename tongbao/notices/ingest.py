"""A notice -> content/: the whole way, a step a line.

In: a file, the site's folder and what the command was told. Out: ``Ingested``, and content/ changed, all of it
or nothing. Raises ``Problems`` where the file cannot be read as a notice; content/ is untouched then.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from tongbao.notices.claims import ClaimResult, claim_results
from tongbao.notices.heading import Heading, read_heading
from tongbao.notices.identity import Identity, Wishes, identify
from tongbao.notices.ledger import Edition, read_tasks
from tongbao.notices.lexicon import Lexicon, standard_lexicon
from tongbao.notices.names import UnitReader
from tongbao.notices.registering import with_statuses, with_units
from tongbao.notices.remarks import Remark
from tongbao.notices.rows import Sheet, take_apart
from tongbao.notices.stated import read_claims
from tongbao.notices.tables import Ledger
from tongbao.problems import Place, Problem, Problems
from tongbao.records.content import Content, UnitNames, vocabulary_of
from tongbao.records.load import load_checked
from tongbao.records.model import File, Notice, Plan, Registry, Task
from tongbao.records.order import in_order
from tongbao.records.settings import District, Settings
from tongbao.records.store import Stored, texts_of, write_files
from tongbao.sources import read
from tongbao.sources.document import Document, Spot

Files: TypeAlias = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one file: ``outcome`` is new, format (of a notice that stands) or known."""

    file: str
    outcome: str
    notice: Notice
    tasks: tuple[Task, ...] = ()
    remarks: tuple[Remark, ...] = ()
    claims: tuple[ClaimResult, ...] = ()
    written: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice read into records, not yet in content/: everything the site shall hold of it."""

    notice: Notice
    plan: Plan
    registry: Registry
    settings: Settings
    tasks: tuple[Task, ...]
    remarks: tuple[Remark, ...]

    def records(self) -> tuple[Stored, ...]:
        """Return all records, in the order they are written."""
        return (self.settings, self.registry, self.plan, self.notice, *self.tasks)


def ingest(
    file: Path, root: Path, wishes: Wishes, today: datetime.date, *, dry_run: bool = False
) -> Ingested:
    """Bring one file into the content of the site at ``root``; ``dry_run`` writes nothing."""
    content = load_checked(root)
    document = read(file)
    known = _notice_with(document.sha256, content)
    if known:
        return Ingested(document.name, "known", known)
    lexicon = standard_lexicon()
    sheet = _sheet(document, lexicon, content.settings)
    ledger = sheet.ledger
    heading = read_heading(document.name, sheet.prose, ledger.titles, lexicon)
    identity = identify(heading, document.name, content, wishes, today)
    received = {_received_path(identity.notice, document.name): file.read_bytes()}
    if identity.known:
        return _add_format(identity.known, document, ledger, root, received, dry_run=dry_run)
    draft = draft_of(document, ledger, heading, identity, content, lexicon)
    files = {**texts_of(root, draft.records()), **received}
    if not dry_run:
        write_files(root, files)
    claims = [
        result
        for result in claim_results(with_draft(content, draft))
        if result.notice == draft.notice.id
    ]
    return Ingested(
        document.name,
        "new",
        draft.notice,
        draft.tasks,
        draft.remarks,
        tuple(claims),
        tuple(files),
    )


def _notice_with(sha256: str, content: Content) -> Notice | None:
    """Return the notice that this very file came with: it is read once, also after hand edits."""
    for notice in content.notices:
        if any(file.sha256 == sha256 for file in notice.files):
            return notice
    return None


def _sheet(document: Document, lexicon: Lexicon, settings: Settings) -> Sheet:
    statuses = {
        word
        for vocabulary in settings.vocabularies.values()
        for status in vocabulary
        for word in (status.word, *status.aliases)
    }
    sheet = take_apart(document, lexicon, statuses)
    if sheet is None or not sheet.ledger.rows:
        message = "文件里没有找到台账表格" if sheet is None else "台账表格里没有一行任务"
        hint = "表头要有“工作任务”和“进展情况”或“完成情况”等列；如是别种文件，目前还不能收文入库"
        raise Problems([Problem(Place(document.name), message, hint)])
    return sheet


def _received_path(notice: str, name: str) -> str:
    return f"content/notices/{notice}/{name}"


def _add_format(
    notice: Notice,
    document: Document,
    ledger: Ledger,
    root: Path,
    received: Files,
    *,
    dry_run: bool,
) -> Ingested:
    """Add a file to the notice that it is another format of; the records stay as they are."""
    if any(file.name == document.name for file in notice.files):
        message = f"文件《{notice.title}》已经入库，这一份内容不同而文件名一样"
        hint = "如是另一种格式或重排，请改个文件名再收；如是更正，请在相应任务里写 errata"
        raise Problems([Problem(Place(document.name), message, hint)])
    added = File(name=document.name, sha256=document.sha256)
    notice = notice.model_copy(update={"files": (*notice.files, added)})
    files = {**texts_of(root, [notice]), **received}
    if not dry_run:
        write_files(root, files)
    return Ingested(document.name, "format", notice, remarks=ledger.remarks, written=tuple(files))


def draft_of(
    document: Document,
    ledger: Ledger,
    heading: Heading,
    identity: Identity,
    content: Content,
    lexicon: Lexicon,
) -> Draft:
    """Return the records of a ledger that begins a plan.

    Raises ``Problems`` where the plan has tasks already: a next edition is not matched by number alone.
    """
    plan = identity.plan
    if content.tasks_of(plan.id):
        message = f"任务清单 {plan.id} 已有任务，还不能把另一期文件并进去"
        hint = "如是另一个任务清单，用 --plan 写明编号"
        raise Problems([Problem(Place(document.name), message, hint)])
    vocabulary = vocabulary_of(content.settings, plan)
    registry = content.registry(plan.district)
    units = UnitReader(lexicon, lambda name: UnitNames(registry).find(name) is not None)
    reading = read_tasks(
        ledger.rows,
        Edition(identity.notice, plan.id, identity.span.period, lexicon, units, vocabulary),
    )
    claims = read_claims(heading.passages, lexicon, vocabulary, units)
    notice = _notice(document, heading, identity, claims=claims)
    settings = with_statuses(content.settings, plan.vocabulary, reading.tasks)
    return Draft(
        notice,
        plan.model_copy(update={"notices": (*plan.notices, notice.id)}),
        with_units(registry, reading.tasks, claims, lexicon),
        _with_district(settings, identity.district),
        reading.tasks,
        (*_repairs(document), *ledger.remarks, *reading.remarks, *_left_open(heading)),
    )


def _notice(
    document: Document, heading: Heading, identity: Identity, claims: tuple[object, ...]
) -> Notice:
    review = () if heading.title_printed else ("title: 文件没有题目，暂用文件名",)
    return Notice.model_validate(
        {
            "id": identity.notice,
            "kind": "ledger",
            "title": heading.title,
            "issuer": heading.issuer,
            "number": heading.number,
            "issue": heading.issue,
            "basis": heading.basis,
            "date": heading.date,
            "received": identity.received,
            "period": identity.span.period,
            "period_label": identity.span.label,
            "review": review,
            "files": (File(name=document.name, sha256=document.sha256),),
            "claims": claims,
            "passages": heading.passages,
        }
    )


def _with_district(settings: Settings, district: District) -> Settings:
    if any(entry.id == district.id for entry in settings.districts):
        return settings
    return settings.model_copy(update={"districts": (*settings.districts, district)})


def _repairs(document: Document) -> tuple[Remark, ...]:
    return tuple(Remark("repaired", spot, message) for spot, message in document.repairs)


def _left_open(heading: Heading) -> tuple[Remark, ...]:
    """Return what the notice does not say and the report must name."""
    missing = []
    if heading.date is None:
        missing.append("文件未署日期，以收到的日子编号")
    if heading.issuer is None:
        missing.append("文件没有写明发文单位")
    return tuple(Remark("open", Spot(), message) for message in missing)


def with_draft(content: Content, draft: Draft) -> Content:
    """Return the content as it is with the draft in it."""
    registries = [
        entry for entry in content.registries if entry.district != draft.registry.district
    ]
    plans = [entry for entry in content.plans if entry.id != draft.plan.id]
    return in_order(
        Content(
            settings=draft.settings,
            plans=(*plans, draft.plan),
            tasks=(*content.tasks, *draft.tasks),
            registries=(*registries, draft.registry),
            notices=(*content.notices, draft.notice),
            pages=content.pages,
        )
    )
