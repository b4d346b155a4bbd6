"""Publishing: content -> the folder that a web server shows, or one zip to carry there.

In: the site's folder, the target and the edition. Out: ``Prepared``: the whole new site beside the target, and what it
changes; then ``publish`` puts it into its place at once. The site before is kept for one step back. What others laid
into a published folder is carried over.
"""

import datetime
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tongbao.archive.digests import digest_of_file
from tongbao.archive.serving import build_with_archive
from tongbao.archive.zipping import write_zip
from tongbao.office.carried import LISTING, add_papers, carry_over, write_listing
from tongbao.output.differences import Differences, differences
from tongbao.output.swapping import make_stage, previous_of, put, recover, step_back
from tongbao.output.tree import refuse_strange, write_file
from tongbao.problems import Place, Problem, Problems
from tongbao.problems.reasons import reason_of
from tongbao.records.load import load_checked
from tongbao.records.settings import Settings
from tongbao.site.editions import Edition

LOG = "发布记录.csv"
ZIP = ".zip"
_HEAD = "时间,目标,做法,版本,网页,新增,改动,删去,清单的sha256\r\n"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A site ready to be put into its place; ``stage`` is the folder beside it.

    ``carried`` are the files of others that stay, ``overwritten`` those of ours that somebody had changed.
    """

    target: Path
    stage: Path
    edition: Edition
    pages: int
    changes: Differences
    carried: tuple[str, ...] = ()
    overwritten: tuple[str, ...] = ()

    @property
    def is_zip(self) -> bool:
        """Whether the target is one file to carry."""
        return self.target.suffix == ZIP

    @property
    def site(self) -> Path:
        """The folder of the site inside the stage."""
        return self.stage / self.target.stem / "site" if self.is_zip else self.stage


def refuse_target(root: Path, target: Path) -> None:
    """Raise ``Problems`` where a site must not be published."""
    place, full = Place(str(target)), target.resolve()
    for name in ("content", "archive"):
        if full.is_relative_to((root / name).resolve()):
            raise Problems([Problem(place, f"不能发布到 {name} 里", "换一个文件夹")])
    if root.resolve().is_relative_to(full):
        raise Problems([Problem(place, "站点文件夹自己就在这里面", "换一个文件夹")])
    if target.is_symlink():
        hint = "写它指向的那个文件夹"
        raise Problems([Problem(place, "这是一个链接，没有发布", hint)])
    if target.suffix == ZIP:
        if target.is_dir():
            raise Problems([Problem(place, "这是一个文件夹，不是压缩包", "换一个文件名")])
        return
    refuse_strange(target)


@contextmanager
def prepared(root: Path, target: Path, edition: Edition) -> Iterator[Prepared]:
    """Build the whole site beside the target; what is not published is gone afterwards.

    Raises:
        Problems: where the content has errors, or the target is no place for a site; nothing was written then.
    """
    refuse_target(root, target)
    with _told(target):
        recover(target)
        stage = make_stage(target)
    try:
        yield _build(root, target, stage, edition)
    finally:
        if stage.exists():
            shutil.rmtree(stage)


def _build(root: Path, target: Path, stage: Path, edition: Edition) -> Prepared:
    made = Prepared(target, stage, edition, 0, Differences())
    build_with_archive(root, made.site, edition)
    pages = sum(1 for path in made.site.rglob("*.html") if "archive" not in path.parts)
    if made.is_zip:
        settings = load_checked(root).settings
        _pack(made, settings)
        return Prepared(target, stage, edition, pages, Differences())
    write_listing(made.site)
    foreign = carry_over(target, made.site)
    return Prepared(
        target,
        stage,
        edition,
        pages,
        differences(target, made.site),
        foreign.carried,
        foreign.overwritten,
    )


def _pack(made: Prepared, settings: Settings) -> None:
    folder = made.stage / made.target.stem
    add_papers(folder, settings.title, settings.publisher.name, settings.publisher.contact or "")
    write_zip(folder, made.target.stem, made.stage / made.target.name)


def publish(root: Path, ready: Prepared, now: datetime.datetime) -> str:
    """Put a prepared site into its place and note it; return the sha256 of its list of files, or of the zip."""
    with _told(ready.target):
        if ready.is_zip:
            _put_zip(ready.stage / ready.target.name, ready.target)
            digest = digest_of_file(ready.target)
        else:
            digest = digest_of_file(ready.stage / LISTING)
            put(ready.stage, ready.target)
    changes = ready.changes
    counts = (ready.pages, len(changes.new), len(changes.changed), len(changes.gone))
    how = "压缩包" if ready.is_zip else "发布"
    note(root, now, (str(ready.target), how, ready.edition, *map(str, counts), digest))
    return digest


def _put_zip(made: Path, target: Path) -> None:
    """Put a zip into its place; the one before is kept beside it."""
    if target.is_file():
        kept = made.with_name("previous")
        shutil.copyfile(target, kept)
        kept.replace(previous_of(target))
    made.replace(target)


def back(root: Path, target: Path, now: datetime.datetime) -> None:
    """Show the site before again; a second time, and the newer one is back."""
    if not previous_of(target).exists() or not target.exists():
        place = Place(str(previous_of(target)))
        raise Problems([Problem(place, "没有上一版可以退回", "发布过两次以后才有上一版")])
    with _told(target):
        step_back(target)
    listing = target if target.suffix == ZIP else target / LISTING
    digest = digest_of_file(listing) if listing.is_file() else ""
    note(root, now, (str(target), "退回上一版", "", "", "", "", "", digest))


def note(root: Path, now: datetime.datetime, fields: tuple[str, ...]) -> None:
    """Add a line to the log of what was published when, as Excel opens it."""
    file = root / LOG
    before = file.read_bytes() if file.is_file() else b"\xef\xbb\xbf" + _HEAD.encode()
    cells = (now.strftime("%Y-%m-%d %H:%M:%S"), *fields)
    line = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\r\n"
    write_file(root, LOG, before + line.encode())


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Tell why the system refuses, at the target."""
    try:
        yield
    except OSError as error:
        hint = "检查这个文件夹和上一级文件夹的权限、所在的磁盘；挂载点本身不能换，写它里面的文件夹"
        message = f"没有发布：{reason_of(error)}"
        raise Problems([Problem(Place(str(target)), message, hint)]) from error
