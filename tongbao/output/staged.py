"""An output made whole beside its place and exchanged with what lies there: the old one or the new one, never half.

In: paths with bytes, and the folder. Out: ``Written``. What did not change stays the same file; what no build looks at
(hidden names of the top, and what lies in archive/) moves over. Where nothing changed, nothing is exchanged.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tongbao.output.bags import Bag, lay_bags
from tongbao.output.swapping import NEXT, finish, previous_of, put, recover
from tongbao.output.tree import (
    MARK,
    Written,
    fill,
    hidden_in,
    keep,
    make_folder,
    refuse_strange,
)
from tongbao.output.workplace import workplace, workplace_of
from tongbao.problems import Place, Problem, Problems
from tongbao.problems.reasons import reason_of


@dataclass(frozen=True, slots=True)
class Served:
    """What a build wrote, and how many frozen months it laid beside."""

    written: Written
    laid: int


def write_tree(
    files: Iterable[tuple[str, bytes]], out: Path, what: str = "站点", mark: bytes = MARK
) -> Written:
    """Make ``out`` hold exactly these files; the first one should be the front page.

    ``what`` is made is known by its ``mark`` near the top of the front page. Raises ``Problems`` where the folder
    holds something else, or cannot be exchanged; it is as it was then.
    """
    refuse_strange(out, what, mark)
    return write_site(files, out).written


def write_site(
    files: Iterable[tuple[str, bytes]],
    out: Path,
    site: Path | None = None,
    bags: Sequence[Bag] = (),
    edition: str = "",
) -> Served:
    """Make an output of ours hold exactly these files, and the bags of an edition beside them.

    ``site`` is the folder of the site that it is made of. Raises ``Problems`` where a bag cannot be laid, or the folder
    not be exchanged; it is as it was then.
    """
    with staged(out, site) as work:
        made = work / NEXT
        laid = lay_bags(made, out, bags, edition)
        filled = fill(made, files, out)
        if filled.changed or laid.changed:
            keep(made, filled, out)
            carried = (*hidden_in(out), *laid.carried, *laid.foreign)
            put(work, out.resolve(), keep=False, carried=carried)
            finish(work)
    return Served(filled.counted, laid.new)


@contextmanager
def staged(out: Path, site: Path | None = None) -> Iterator[Path]:
    """Give the workplace beside an output; what a run that died left there is completed or cleared first.

    ``site`` is the folder of the site that the output is of. Raises ``Problems`` where no folder can be put into that
    place, or the disk refuses.
    """
    place = out.resolve()
    refuse_mounted(place, "没有写入")
    with ExitStack() as held, told(place, "没有写入", "写到"):
        make_folder(place.parent)
        work = held.enter_context(workplace(place, site))
        if recover(work, place).done:
            finish(work)
        yield work


def refuse_mounted(place: Path, undone: str) -> None:
    """Raise ``Problems`` where a place has no name that could be exchanged."""
    if not place.name or os.path.ismount(place):
        message, within = f"挂载点、盘的根目录不能整个换，{undone}", place / "duban"
        raise Problems([Problem(Place(str(place)), message, f"写它里面的文件夹，如 {within}")])


@contextmanager
def told(place: Path, undone: str, do: str) -> Iterator[None]:
    """Tell why the system refuses something at the place that was to be written, or beside it."""
    try:
        yield
    except OSError as error:
        if error.filename and not _is_about(Path(os.fsdecode(error.filename)), place):
            raise
        hint = f"要能写 {place.parent}，盘要够放两份网站；写不了的，改为{do}目标里面的一个文件夹"
        problem = Problem(Place(str(place)), f"{undone}：{reason_of(error)}", hint)
        raise Problems([problem]) from error


def _is_about(file: Path, place: Path) -> bool:
    return place.is_relative_to(file) or any(
        file.is_relative_to(above) for above in (place, previous_of(place), workplace_of(place))
    )
