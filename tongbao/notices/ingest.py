"""A notice -> content/: the whole way, a step a line.

In: a file, the site's folder and what the command was told. Out: ``Ingested``, and content/ changed, all of it
or nothing. Raises ``Problems`` where the file cannot be read as a notice; content/ is untouched then.
"""

import datetime
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tongbao.notices.claims import ClaimResult, claim_results
from tongbao.notices.coverage import CoveredLine
from tongbao.notices.draft import draft_of, with_draft
from tongbao.notices.flow import Understood, understand, with_plan
from tongbao.notices.heading import Heading, read_heading
from tongbao.notices.identity import FoundInside, Identity, Wishes, identify, settled
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.names import UnitReader
from tongbao.notices.news import with_headline
from tongbao.notices.own_names import with_own_name_checked
from tongbao.notices.reading import Context
from tongbao.notices.remarks import Remark
from tongbao.notices.rows import Material, take_apart
from tongbao.notices.sent_forms import is_sent_form
from tongbao.notices.site_lexicon import site_lexicon
from tongbao.notices.traditional import PrintedText
from tongbao.notices.web_page import WebPage, without_furniture
from tongbao.problems import Place, Problem, Problems
from tongbao.records.checks.reviews import marks_in_words
from tongbao.records.content import Content, UnitNames, Vocabulary
from tongbao.records.journal import Journal
from tongbao.records.kinds import KINDS_READ, NOTICE_KINDS
from tongbao.records.load import load_checked
from tongbao.records.model import File, Notice, Task, Unread
from tongbao.records.names import fault_of
from tongbao.records.scalars import PENDING
from tongbao.records.settings import Settings
from tongbao.records.store import texts_of
from tongbao.sources import Taken, document_of, take

Write = Callable[[Mapping[str, bytes]], None]

# A period is reported on within two months of its end.
_LONGEST_TO_WRITE = datetime.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one file: ``outcome`` is new, format (of a notice that stands) or known.

    ``indicators`` and ``mentions`` are how many of them were read; ``grounds`` say what made it of its kind.
    ``marks`` are the review marks that came with it, each with its file. ``unread`` are the lines that
    are neither in a record nor the letter's, ``unread_share`` how much of the text they are, ``page`` what a web page
    printed round it.
    """

    file: str
    outcome: str
    notice: Notice
    tasks: tuple[Task, ...] = ()
    remarks: tuple[Remark, ...] = ()
    claims: tuple[ClaimResult, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    written: tuple[str, ...] = ()
    indicators: int = 0
    mentions: int = 0
    grounds: str = ""
    unread: tuple[CoveredLine, ...] = ()
    unread_share: float = 0.0
    page: WebPage | None = None


def ingest(
    file: Path,
    root: Path,
    wishes: Wishes,
    today: datetime.date,
    *,
    dry_run: bool = False,
    write: Write | None = None,
) -> Ingested:
    """Bring one file into the content of the site at ``root``; ``dry_run`` writes nothing.

    ``write`` writes the files of a run of several notices; without it the file is a step of its own.
    """
    content = load_checked(root)
    taken = take(file)
    if fault := fault_of(file.name):
        raise Problems([Problem(Place(file.name), fault, "改个文件名再收")])
    document = document_of(taken)
    write = _write_nothing if dry_run else write or Journal(root, f"收文 {document.name}").write
    known = _notice_with(document.sha256, content)
    if known:
        return Ingested(document.name, "known", known)
    if is_sent_form(document):
        raise Problems([Problem(Place(document.name), "这是报送表，请用 collect")])
    lexicon = site_lexicon(root)
    printed = PrintedText(document.blocks, lexicon)
    simple = replace(document, blocks=printed.simplified())
    page = without_furniture(simple, lexicon)
    material = take_apart(page.document, lexicon, _status_words(content.settings))
    titles = material.ledger.titles if material.ledger else ()
    heading = read_heading(document.name, material.prose, titles, lexicon, page.facts)
    running = material.as_prose()
    if running and not heading.title_printed:
        # What was taken for a table may begin with the title.
        whole = read_heading(document.name, running.prose, titles, lexicon, page.facts)
        heading = whole if whole.title_printed else heading
    identity = identify(heading, document.name, content, wishes, today)
    understood = _understood(material, heading, identity, content, lexicon, wishes.kind)
    if understood.kind == "news":
        heading = with_headline(material, heading, page.facts, lexicon)
    heading = printed.as_printed(heading)
    identity = settled(
        identity,
        FoundInside(understood.kind, understood.reading.tasks, tuple(titles)),
        heading,
        content,
        document.name,
        wishes.plan,
    )
    received = _kept(taken, identity)
    if identity.known:
        return _add_format(identity.known, material, root, received, write)
    reading = with_plan(understood.reading, identity.plan.id)
    others = [district.name for district in content.settings.districts]
    reading = with_own_name_checked(reading, simple, identity.district.name, others, lexicon)
    reading = printed.as_printed(reading)
    draft = draft_of(material, heading, reading, identity, content, lexicon)
    unread = printed.as_printed(understood.unread)
    if draft.notice.kind != "news":  # of an article only facts are kept
        draft = replace(draft, notice=_with_unread(draft.notice, unread))
    files = {**texts_of(root, draft.records()), **received}
    write(files)
    after = with_draft(content, draft)
    return Ingested(
        document.name,
        "new",
        draft.notice,
        reading.tasks,
        draft.remarks,
        tuple(one for one in claim_results(after) if one.notice == draft.notice.id),
        tuple(_new_marks(content, after)),
        tuple(files),
        indicators=len(reading.indicators),
        mentions=len(reading.mentions),
        grounds=understood.grounds,
        page=printed.as_printed(page),
        unread=unread,
        unread_share=understood.unread_share,
    )


def _with_unread(notice: Notice, lines: Sequence[CoveredLine]) -> Notice:
    """Return a notice with what of it a person must still look through."""
    unread = tuple(
        Unread(text=line.text, page=line.spot.page or None) for line in lines if line.text
    )
    return notice.model_copy(update={"unread": unread})


def _write_nothing(files: Mapping[str, bytes]) -> None:
    """Stand in for writing where a person only tries."""


def _new_marks(before: Content, after: Content) -> Iterator[tuple[str, str]]:
    """Yield the review marks that a draft brings, in the order of the content."""
    standing = Counter(marks_in_words(before))
    for mark in marks_in_words(after):
        if standing[mark]:
            standing[mark] -= 1
        else:
            yield mark


def _kept(taken: Taken, identity: Identity) -> Mapping[str, bytes]:
    """Return the file as it is kept beside the notice; of news nothing is: the article belongs to its paper."""
    if identity.kind == "news":
        return {}
    return {f"content/notices/{identity.notice}/{taken.path.name}": taken.data}


def _notice_with(sha256: str, content: Content) -> Notice | None:
    """Return the notice that this very file came with: it is read once, also after hand edits."""
    for notice in content.notices:
        if any(sha256 in (file.sha256, file.original) for file in notice.files):
            return notice
    return None


def _status_words(settings: Settings) -> frozenset[str]:
    return frozenset(
        word
        for vocabulary in settings.vocabularies.values()
        for status in vocabulary
        for word in (status.word, *status.aliases)
    )


def _understood(
    material: Material,
    heading: Heading,
    identity: Identity,
    content: Content,
    lexicon: Lexicon,
    kind: str | None,
) -> Understood:
    """Return what the notice says; raises ``Problems`` where that is nothing."""
    found = understand(material, heading, _context(heading, identity, content, lexicon), kind)
    if found is None:
        read_as = f"按{NOTICE_KINDS[kind]}读，" if kind else ""
        hint = (
            KINDS_READ[kind]
            if kind
            else "；".join(f"{NOTICE_KINDS[one]}{KINDS_READ[one]}" for one in KINDS_READ)
        )
        place = Place(material.document.name)
        raise Problems([Problem(place, f"{read_as}没有读到任何内容", hint)])
    return found


def _context(heading: Heading, identity: Identity, content: Content, lexicon: Lexicon) -> Context:
    plan = identity.plan
    names = UnitNames(content.registry(identity.district.id))
    statuses = content.settings.vocabularies.get(plan.vocabulary, ())
    return Context(
        notice=identity.notice,
        plan=plan.id,
        period=identity.span.period if identity.span else PENDING,
        date=heading.date or _day_without_date(heading, identity),
        lexicon=lexicon,
        units=UnitReader(lexicon, lambda name: names.find(name) is not None),
        vocabulary=Vocabulary(statuses),
    )


def _day_without_date(heading: Heading, identity: Identity) -> datetime.date:
    """Return the day that gives a year to days that an undated notice prints without one.

    That is the day it came, or where that was long after its period, or after the year that it speaks of, the last day
    on which it may have been written.
    """
    if identity.span:
        year, month = map(int, identity.span.period.rpartition("/")[2].split("-"))
        written = datetime.date(year, month, 1) + _LONGEST_TO_WRITE
    else:
        written = datetime.date(heading.year_of_text or identity.received.year, 12, 31)
    return min(identity.received, written)


def _add_format(
    notice: Notice,
    material: Material,
    root: Path,
    received: Mapping[str, bytes],
    write: Write,
) -> Ingested:
    """Add a file to the notice that it is another format of; the records stay as they are."""
    document = material.document
    if any(_on_disk(file.name) == _on_disk(document.name) for file in notice.files):
        message = f"文件《{notice.title}》已经入库，这一份内容不同而文件名一样"
        hint = "如是另一种格式或重排，请改个文件名再收；如是更正，请在相应任务里写 errata"
        raise Problems([Problem(Place(document.name), message, hint)])
    added = File(name=document.name, sha256=document.sha256)
    notice = notice.model_copy(update={"files": (*notice.files, added)})
    files = {**texts_of(root, [notice]), **received}
    write(files)
    return Ingested(document.name, "format", notice, written=tuple(files))


def _on_disk(name: str) -> str:
    """Return what two names share that a disk may hold to be one: Windows and macOS do not part 甲.PDF and 甲.pdf."""
    return unicodedata.normalize("NFC", name).casefold()
