"""Publishing: a site -> the folder that a web server shows, or one zip to carry there.

In: the site's folder, the target and the edition. Out: ``Prepared``: the whole new site beside the target, and what it
changes; then ``publish`` puts it into its place at once and notes it. The site before is kept for one step back. What
others laid into a published folder is carried over.
"""

import datetime
import os
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tongbao.archive.digests import digest_of_file
from tongbao.archive.serving import make_with_archive
from tongbao.archive.zipping import write_zip
from tongbao.output.bags import to_bring
from tongbao.output.differences import Differences, differences, differences_of
from tongbao.output.staged import told
from tongbao.output.swapping import (
    NEXT,
    RecoveredSwap,
    finish,
    previous_of,
    put,
    recover,
    step_back,
)
from tongbao.output.workplace import left_places, left_workplace, workplace
from tongbao.problems import Place, Problem, Problems
from tongbao.problems.reasons import reason_of
from tongbao.progress.editions import Edition
from tongbao.publish.foreign_files import LISTING, Foreign, carry_over, listing_of, write_listing
from tongbao.publish.log import (
    LOG,
    PACKED,
    PUBLISHED,
    TAKEN_BACK,
    LogEntry,
    Logged,
    add_line,
    edition_of,
    last_of,
    published_as,
)
from tongbao.publish.papers import SITE, add_papers, site_digests
from tongbao.publish.targets import is_published, is_zip, refuse_place, refuse_target
from tongbao.records.load import load_checked


@dataclass(frozen=True, slots=True)
class Again:
    """A step back that would put online again what was taken back: its digest, and what the log says of it."""

    digest: str
    logged: Logged | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A site ready to be put into its place; ``work`` is the folder beside it.

    ``was`` is the edition that is published now, where that is known; ``before`` what a run that died had left.
    ``carried`` are the sealed months that move over from the site that is there, ``laid`` says how many are new.
    """

    target: Path
    work: Path
    digest: str
    changes: Differences
    before: RecoveredSwap
    edition: Edition | None = None
    was: Edition | None = None
    pages: int | None = None
    foreign: Foreign = field(default_factory=Foreign)
    carried: tuple[str, ...] = ()
    laid: int = 0
    archive_changed: bool = False
    again: Again | None = None

    @property
    def is_same(self) -> bool:
        """Whether what is published already is just this."""
        return self.target.exists() and not self.changes and not self.archive_changed


def absolute(target: Path) -> Path:
    """Return a target as its full path; links in it stay: the name in the portal is what counts."""
    return Path(os.path.abspath(target))  # noqa: PTH100  resolve() would follow the target itself


@contextmanager
def prepared(root: Path, target: Path, edition: Edition | None = None) -> Iterator[Prepared]:
    """Build the whole site beside the target; what is not published is gone afterwards.

    Without an edition it is the one that is published there; the intranet's where nothing is.

    Raises:
        Problems: where the content has errors, or the target is no place for a site; nothing was changed then.
    """
    target = absolute(target)
    refuse_target(root, target)
    with ExitStack() as held:
        with _told(target):
            work = held.enter_context(workplace(target, root))
            before = _recovered(root, work, target)
            was = _edition_there(root, target, edition)
            ready = _build(root, target, work, edition or was or "intranet")
        yield replace(ready, was=was, before=before)


def _edition_there(root: Path, target: Path, wanted: Edition | None) -> Edition | None:
    """Return the edition that is published; raises ``Problems`` where nobody says which it shall be.

    A guess could lay what is for the intranet only onto a public portal.
    """
    there = edition_of(root, digest_of(target))
    if there is None and wanted is None and is_published(target):
        hint = "写明 --edition intranet（内网版）或 --edition public（公开版）"
        message = f"{LOG} 里没有记着这里发布的是哪个版本，没有发布"
        raise Problems([Problem(Place(str(target)), message, hint)])
    return there


def digest_of(place: Path) -> str:
    """Return the sha256 by which a published site or zip is known; nothing where there is none."""
    file = place if is_zip(place) else place / LISTING
    return digest_of_file(file) if file.is_file() else ""


def recover_places(root: Path, but: Path | None = None) -> Iterator[str]:
    """Complete what runs that died had begun beside a place, of a site or of a target; yield what became of it.

    The lock of the site must be held. ``but`` is a target that its own command sees to.
    """
    for place in left_places(root):
        if but and place == absolute(but):
            continue
        try:
            with left_workplace(place, root) as work:
                if work and str(before := _recovered(root, work, place)):
                    yield f"{place}：{before}"
        except Problems as found:
            yield from map(str, found.problems)
        except OSError as error:
            yield f"{place}：上一次断在半路，这一次没有接着做成：{reason_of(error)}"


def _recovered(root: Path, work: Path, target: Path) -> RecoveredSwap:
    """Complete what a run that died had begun, its line in the log too."""
    before = recover(work, target)
    if before.done:
        if before.note and (problems := tuple(_note(root, before.note))):
            raise Problems(problems)
        finish(work)
    return before


def _build(root: Path, target: Path, work: Path, edition: Edition) -> Prepared:
    if is_zip(target):
        return _build_zip(root, target, work, edition)
    made = work / NEXT
    laid = make_with_archive(root, made, target, edition)
    write_listing(made)
    foreign = carry_over(target, made, laid.foreign)
    return Prepared(
        target,
        work,
        digest_of(made),
        differences(target, made),
        RecoveredSwap(),
        edition=edition,
        pages=_pages(made),
        foreign=foreign,
        carried=laid.carried,
        laid=laid.new,
        archive_changed=laid.changed,
    )


def _build_zip(root: Path, target: Path, work: Path, edition: Edition) -> Prepared:
    folder = work / target.stem
    site = folder / SITE
    make_with_archive(root, site, None, edition)
    add_papers(folder, load_checked(root).settings)
    write_zip(folder, target.stem, work / NEXT)
    now = site_digests((folder / LISTING).read_text("utf-8"))
    changes = differences_of(_zipped_digests(target), now)
    digest = digest_of_file(work / NEXT)
    if not changes and digest != digest_of(target):  # only the papers differ
        changes = Differences(changed=(LISTING,))
    return Prepared(
        target, work, digest, changes, RecoveredSwap(), edition=edition, pages=_pages(site)
    )


def _pages(site: Path) -> int:
    """Return how many pages a site has, its sealed months left out."""
    paths = listing_of(site) or {
        path.relative_to(site).as_posix(): "" for path in site.rglob("*.html")
    }
    sealed = (path for path in paths if path.startswith("archive/") and path.count("/") > 1)
    return sum(path.endswith(".html") for path in paths.keys() - set(sealed))


def _zipped_digests(target: Path) -> dict[str, str]:
    if not target.is_file():
        return {}
    with zipfile.ZipFile(target) as packed:
        (listing,) = (
            name for name in packed.namelist() if name.partition("/")[2] == LISTING
        )  # refuse_target has looked
        return site_digests(packed.read(listing).decode("utf-8", "replace"))


def publish(root: Path, ready: Prepared, now: datetime.datetime) -> tuple[Problem, ...]:
    """Put a prepared site into its place and note it; return what could not be done besides.

    Raises:
        Problems: where it cannot be put there; what was published still is.
    """
    line = _line(ready, now, PACKED if is_zip(ready.target) else PUBLISHED)
    keep = is_published(ready.target)
    with _told(ready.target):
        refused = put(ready.work, ready.target, keep=keep, note=line, carried=ready.carried)
    return _ended(root, ready, line, refused, "已发布")


def _line(ready: Prepared, now: datetime.datetime, how: str) -> str:
    entry = LogEntry(
        now, ready.target, how, ready.edition, ready.pages, ready.changes, ready.digest
    )
    return entry.line()


def _ended(
    root: Path, ready: Prepared, line: str, refused: OSError | None, done: str
) -> tuple[Problem, ...]:
    """Note what was put into its place; what cannot be done now, the next command does."""
    problems: list[Problem] = []
    if refused:
        message = f"{done}，可是旧的一版还没有放到这里：{reason_of(refused)}"
        problems.append(
            Problem(Place(str(previous_of(ready.target))), message, "下次 publish 接着做")
        )
    problems += _note(root, line, done)
    if not problems:
        finish(ready.work)
    return tuple(problems)


def _note(root: Path, line: str, done: str = "已发布") -> Iterator[Problem]:
    try:
        add_line(root, line)
    except OSError as error:
        hint = "在表格软件里开着的，关掉它；下次 publish 补记"
        yield Problem(Place(LOG), f"{done}，可是没有记下来：{reason_of(error)}", hint)


@contextmanager
def prepared_back(root: Path, target: Path) -> Iterator[Prepared]:
    """Give what a step back changes; raises ``Problems`` where there is none.

    Where one that died was completed just now (``before``), nothing is left to do.
    """
    target = absolute(target)
    refuse_place(target)
    previous = previous_of(target)
    with ExitStack() as held:
        with _told(target):
            work = held.enter_context(workplace(target, root))
            before = _recovered(root, work, target)
            _refuse_back(target, previous)
            changes = _changes_back(target, previous)
        digest = digest_of(previous)
        yield Prepared(
            target,
            work,
            digest,
            changes,
            before,
            edition=edition_of(root, digest),
            carried=() if is_zip(target) else to_bring(target, previous),
            again=_again(root, target, digest),
        )


def _again(root: Path, target: Path, digest: str) -> Again | None:
    last = last_of(root, target, digest_of(target))
    return Again(digest, published_as(root, digest)) if last and last.how == TAKEN_BACK else None


def _changes_back(target: Path, previous: Path) -> Differences:
    if is_zip(target):
        return differences_of(_zipped_digests(target), _zipped_digests(previous))
    return differences(target, previous)


def _refuse_back(target: Path, previous: Path) -> None:
    if not os.path.lexists(previous):
        message, hint = "没有上一版可以退回", "发布过两次以后才有上一版"
        raise Problems([Problem(Place(str(previous)), message, hint)])
    for place in (target, previous):
        if os.path.lexists(place) and not is_published(place):
            message = "不是本程序发布的，没有退回"
            raise Problems([Problem(Place(str(place)), message, "核对路径")])


def back(root: Path, ready: Prepared, now: datetime.datetime) -> tuple[Problem, ...]:
    """Show the site before again; a second time, and the newer one is back. Returns and raises as ``publish``."""
    line = _line(ready, now, TAKEN_BACK)
    with _told(ready.target):
        refused = step_back(ready.work, ready.target, note=line, carried=ready.carried)
    return _ended(root, ready, line, refused, "已退回")


def _told(target: Path) -> AbstractContextManager[None]:
    return told(target, "没有发布", "发布到")
