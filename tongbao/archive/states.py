"""The two sides of a comparison: a sealed month, or the content as it is today.

In: what a person calls a side: a month (``2022-07``), a folder below archive/ (``public/2022-07``), the path of a bag
or of its zip, or 今天. Out: ``ComparedState``: its name, its edition and its records. Raises ``Problems`` where there
is no such bag, or its bytes are not those that were sealed.
"""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tongbao.archive import labels
from tongbao.archive.bagit import INFO, read_info
from tongbao.archive.frozen import frozen
from tongbao.archive.payload import EDITIONS, read_bag
from tongbao.archive.register import ARCHIVE, Edition
from tongbao.archive.verify import verify_archive
from tongbao.problems import Place, Problem, Problems, errors_among
from tongbao.records.content import Content
from tongbao.records.load import load_checked

TODAY = ("今天", "today")


@dataclass(frozen=True, slots=True)
class ComparedState:
    """One side of a comparison; ``name`` is how a page and a text call it."""

    name: str
    edition: Edition
    content: Content


def states_of(root: Path, one: str, other: str) -> tuple[ComparedState, ComparedState]:
    """Return both sides; today's content is that of the edition that the other side is of."""
    bags = {name: _bag(root, name) for name in (one, other) if name not in TODAY}
    edition: Edition = next((bag.edition for bag in bags.values()), "intranet")
    first, second = (bags[name] if name in bags else _today(root, edition) for name in (one, other))
    return first, second


def _today(root: Path, edition: Edition) -> ComparedState:
    content = frozen(load_checked(root), edition).content
    return ComparedState(f"今天的内容（{EDITIONS[edition]}）", edition, content)


def _bag(root: Path, name: str) -> ComparedState:
    """Return a sealed month; what was changed since it was sealed is never compared in silence."""
    path = _found(root, name)
    problems = verify_archive(root, (path,))
    if errors_among(problems):  # a further digest that this machine cannot compute is none
        raise Problems(problems)
    with _unpacked(path) as folder:
        info = dict(read_info((folder / INFO).read_text("utf-8")))
        edition = _edition(info.get(labels.EDITION, ""), path)
        content = read_bag(folder / "data", edition).content
    called = (
        f"{info.get(labels.MONTH, name)}存档"
        + (f"更正版{info[labels.REVISION]}" if info.get(labels.REVISION, "1") != "1" else "")
        + f"（{EDITIONS[edition]}，内容截至{info.get(labels.AS_OF, '')}）"
    )
    return ComparedState(called, edition, content)


def _found(root: Path, name: str) -> Path:
    for path in (root / ARCHIVE / name, Path(name)):
        if path.exists():
            return path
    hint = f"写月份（如 2022-07）、{ARCHIVE}/ 里的文件夹、归档的路径，或写 今天"
    raise Problems([Problem(Place(name), "没有这份归档", hint)])


def _edition(stated: str, path: Path) -> Edition:
    for edition in EDITIONS:
        if edition == stated:
            return edition
    place = Place(str(path / INFO))
    raise Problems([Problem(place, f"没有“{stated}”这种版本", "这不是本程序封存的归档")])


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    """Give the folder of a bag; a zip, whose entries have been checked, is unpacked for the while."""
    if path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="tongbao-") as folder, zipfile.ZipFile(path) as packed:
        packed.extractall(folder)
        yield next(Path(folder).iterdir())
