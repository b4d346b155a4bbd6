"""Publishing: a site -> the folder that a web server shows, or one zip to carry there.

In: the site's folder, the target and the edition. Out: ``Prepared``: the whole new site beside the target, and what it
changes; then ``publish`` puts it into its place at once and notes it. The site before is kept for one step back. What
others laid into a published folder is carried over.
"""

import datetime
import os
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tongbao.archive.digests import digest_of_file
from tongbao.archive.serving import build_with_archive
from tongbao.archive.zipping import write_zip
from tongbao.office.carried import (
    LISTING,
    Foreign,
    carry_over,
    keep_archive,
    listing_of,
    write_listing,
)
from tongbao.office.papers import SITE, add_papers, site_digests
from tongbao.office.publishing_log import LOG, Entry, add_line, edition_of
from tongbao.office.targets import is_published, is_zip, refuse_place, refuse_target
from tongbao.output.differences import Differences, differences, differences_of
from tongbao.output.swapping import (
    NEXT,
    Recovered,
    finish,
    previous_of,
    put,
    recover,
    step_back,
)
from tongbao.output.workplace import clear, workplace
from tongbao.problems import Place, Problem, Problems
from tongbao.problems.reasons import reason_of
from tongbao.records.load import load_checked
from tongbao.site.editions import Edition

_OPEN_FOLDER = 0o755


@dataclass(frozen=True, slots=True)
class Prepared:
    """A site ready to be put into its place; ``work`` is the folder beside it.

    ``was`` is the edition that is published now, where that is known; ``before`` what a run that died had left.
    """

    target: Path
    work: Path
    edition: Edition
    was: Edition | None
    pages: int
    digest: str
    changes: Differences
    foreign: Foreign
    before: Recovered

    @property
    def is_same(self) -> bool:
        """Whether what is published already is just this."""
        return self.target.exists() and not self.changes


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
            work = held.enter_context(workplace(target))
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


def _recovered(root: Path, work: Path, target: Path) -> Recovered:
    """Complete what a run that died had begun, its line in the log too."""
    before = recover(work, target)
    if before.done:
        if before.note and (problems := tuple(_note(root, before.note))):
            raise Problems(problems)
        finish(work)
        clear(work)
    return before


def _build(root: Path, target: Path, work: Path, edition: Edition) -> Prepared:
    if is_zip(target):
        return _build_zip(root, target, work, edition)
    made = work / NEXT
    made.mkdir()
    made.chmod(_OPEN_FOLDER)
    kept = keep_archive(target, made)
    with _placed(made, target):
        build_with_archive(root, made, edition)
    write_listing(made)
    foreign = carry_over(target, made)
    foreign = replace(foreign, carried=(*foreign.carried, *kept))
    changes, digest = differences(target, made), digest_of(made)
    return Prepared(
        target, work, edition, None, _pages(made), digest, changes, foreign, Recovered()
    )


def _build_zip(root: Path, target: Path, work: Path, edition: Edition) -> Prepared:
    folder = work / target.stem
    site = folder / SITE
    with _placed(site, target):
        build_with_archive(root, site, edition)
    add_papers(folder, load_checked(root).settings)
    write_zip(folder, target.stem, work / NEXT)
    now = site_digests((folder / LISTING).read_text("utf-8"))
    changes = differences_of(_zipped_digests(target), now)
    digest = digest_of_file(work / NEXT)
    if not changes and digest != digest_of(target):  # only the papers differ
        changes = Differences(changed=(LISTING,))
    return Prepared(
        target, work, edition, None, _pages(site), digest, changes, Foreign(), Recovered()
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
    target, how = ready.target, "压缩包" if is_zip(ready.target) else "发布"
    entry = Entry(now, target, how, ready.edition, ready.pages, ready.changes, ready.digest)
    line = entry.line()
    with _told(target):
        refused = put(ready.work, target, keep=is_published(target), note=line)
    problems: list[Problem] = []
    if refused:
        message = f"已发布，可是旧的一版还没有放到这里：{reason_of(refused)}"
        problems.append(Problem(Place(str(previous_of(target))), message, "下次 publish 接着做"))
    problems += _note(root, line)
    if not problems:
        finish(ready.work)
    return tuple(problems)


def _note(root: Path, line: str) -> Iterator[Problem]:
    try:
        add_line(root, line)
    except OSError as error:
        hint = "在表格软件里开着的，关掉它；下次 publish 补记"
        yield Problem(Place(LOG), f"已发布，可是没有记下来：{reason_of(error)}", hint)


@contextmanager
def prepared_back(root: Path, target: Path) -> Iterator[Prepared]:
    """Give what a step back changes; raises ``Problems`` where there is none."""
    target = absolute(target)
    refuse_place(target)
    previous = previous_of(target)
    with ExitStack() as held:
        with _told(target):
            work = held.enter_context(workplace(target))
            before = _recovered(root, work, target)
            _refuse_back(target, previous)
            changes = _changes_back(target, previous)
        yield Prepared(
            target, work, "intranet", None, 0, digest_of(previous), changes, Foreign(), before
        )


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
    """Show the site before again; a second time, and the newer one is back."""
    with _told(ready.target):
        step_back(ready.work, ready.target)
    edition = edition_of(root, ready.digest)
    entry = Entry(now, ready.target, "退回上一版", edition, None, ready.changes, ready.digest)
    return tuple(_note(root, entry.line()))


@contextmanager
def _placed(made: Path, target: Path) -> Iterator[None]:
    """Tell what is wrong with a site that is being made at the place where it will lie."""
    try:
        yield
    except Problems as found:
        raise Problems(
            replace(one, place=replace(one.place, file=str(target) + one.place.file[len(ahead) :]))
            if one.place.file.startswith(ahead := str(made))
            else one
            for one in found.problems
        ) from found


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Tell why the system refuses, at the target."""
    try:
        yield
    except OSError as error:
        above = target.parent
        hint = f"要能写 {above}，盘要够放两份网站；写不了的，改为发布到目标里面的一个文件夹"
        message = f"没有发布：{reason_of(error)}"
        raise Problems([Problem(Place(str(target)), message, hint)]) from error
