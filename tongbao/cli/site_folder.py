"""What the commands share: the folder of a site, the place of results, how problems are told.

In: the words of a command line, already split by click. Out: values for a command, printed lines.
"""

import datetime
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from tongbao.problems import Problem, Problems, printable
from tongbao.problems.report import report

SETTINGS = "site.yml"
P = ParamSpec("P")


class SiteFolder(click.ParamType[Path]):
    """The folder of a site, whether or not there is one in it yet."""

    name = "folder"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """Return the folder; fails where there is none of that name."""
        folder = Path(str(value))
        if not folder.is_dir():
            self.fail(f"没有这个文件夹：{value}", param, ctx)
        return folder


def _site_here(context: click.Context, _param: click.Parameter, root: Path | None) -> Path:
    """Return the folder that was named, else the site in which the user stands; fails where that is none."""
    if found := root or _nearest_site():
        return found
    message = f"这里和上级文件夹里都没有 {SETTINGS}，先进入站点文件夹，或用 --root 指明"
    raise click.UsageError(f"{message}；还没有站点的，用 new 建立", context)


def _site_or_here(_context: click.Context, _param: click.Parameter, root: Path | None) -> Path:
    """Return the same, or the folder where the user stands: a bag can be read where no site is."""
    return root or _nearest_site() or Path.cwd()


def _nearest_site() -> Path | None:
    here = Path.cwd()
    folders = (here, *here.parents)
    # What cannot be looked into is none; Path.is_file would raise.
    return next((one for one in folders if os.path.isfile(one / SETTINGS)), None)  # noqa: PTH113


def _root_option(
    callback: Callable[[click.Context, click.Parameter, Path | None], Path],
) -> Callable[[Callable[P, int]], Callable[P, int]]:
    return click.option(
        "--root",
        type=SiteFolder(),
        callback=callback,
        is_eager=True,  # --out is relative to it
        metavar="目录",
        help=f"站点文件夹；不写就是所在的，或往上第一个有 {SETTINGS} 的",
    )


in_site = _root_option(_site_here)
in_site_or_not = _root_option(_site_or_here)


def tells_problems(command: Callable[P, int]) -> Callable[P, int]:
    """Print the problems that end a command on standard error; the status is then 1."""

    @wraps(command)
    def telling(*args: P.args, **kwargs: P.kwargs) -> int:
        try:
            return command(*args, **kwargs)
        except Problems as found:
            click.echo(report(found.problems), err=True)
            return 1

    return telling


@contextmanager
def writing(
    root: Path, what: str, target: Path | None = None, *, dry_run: bool = False
) -> Iterator[None]:
    """Hold the lock of a site while a command writes into it; what died before is settled first, and told.

    ``target`` is where the command itself settles what was left. A ``dry_run`` writes nothing and holds nothing. Raises
    ``Problems`` where another command goes on writing.
    """
    from tongbao.records import journal, site_lock

    if dry_run:
        settle(root)
        yield
        return
    with site_lock.held(root, printable(what), now(), say=say_progress):
        if recovered := journal.recover(root):
            click.echo(str(recovered), err=True)
        journal.sweep(root)
        if _left_places(root):
            from tongbao.publish.publishing import recover_places

            for line in recover_places(root, target):
                click.echo(line, err=True)
        yield


def settle(root: Path) -> None:
    """Complete or take back what a command that died was writing, before a command reads the site."""
    from tongbao.records import journal

    if not journal.is_settled(root) or _left_places(root):
        with writing(root, "接着做上一步"):
            pass


def _left_places(root: Path) -> tuple[Path, ...]:
    from tongbao.output.workplace import left_places

    return left_places(root)


def raise_all(step: Callable[[Path], object], files: tuple[Path, ...]) -> None:
    """Take a step with each file; raises the problems of all of them at once."""
    problems: list[Problem] = []
    for file in files:
        try:
            step(file)
        except Problems as found:
            problems += found.problems
    if problems:
        raise Problems(problems)


def tell_all(problems: Sequence[Problem]) -> int:
    """Print problems on standard error, if there are any; return the exit status."""
    if problems:
        click.echo(report(problems), err=True)
    return int(bool(problems))


def say_progress(line: str) -> None:
    """Say what takes a while, to a person who waits for it and to nobody else."""
    if sys.stderr.isatty():
        click.echo(line, err=True)


_YES = frozenset({"是", "y", "Y", "yes", "1"})


def agreed(question: str) -> bool:
    """Ask a person who sits at the window; whatever runs without one has decided."""
    if not sys.stdin.isatty():
        return True
    asked = f"{question}写“是”就做，直接按回车不做"
    answer: str = click.prompt(asked, default="", show_default=False, prompt_suffix="：")
    return answer.strip() in _YES


# What no result may be written into: what people wrote, and what is sealed.
_KEPT = ("content", "archive")


def out_folder(context: click.Context, param: click.Parameter, value: str) -> Path:
    """Return the output folder, relative to the site's; content/ and archive/ cannot hold it."""
    root: Path = context.params["root"]
    return _outside(root / value, context, param)


def result_folder(
    context: click.Context, param: click.Parameter, value: Path | None
) -> Path | None:
    """Return a folder for a result, relative to where the user stands; content/ and archive/ cannot hold it."""
    return value and _outside(value, context, param)


def _outside(folder: Path, context: click.Context, param: click.Parameter) -> Path:
    root: Path = context.params["root"]
    for name in _KEPT:
        if folder.resolve().is_relative_to((root / name).resolve()):
            raise click.BadParameter(f"结果不能放在 {name} 里", context, param)
    return folder


def shown(path: Path) -> Path:
    """Return a path as a person standing here would write it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def say(line: str) -> None:
    """Print a line at once."""
    click.echo(line)


def today() -> datetime.date:
    """Return the day of the office, where the command runs."""
    return now().date()


def now() -> datetime.datetime:
    """Return the time of the office, where the command runs: the only clock there is."""
    return datetime.datetime.now()  # noqa: DTZ005
