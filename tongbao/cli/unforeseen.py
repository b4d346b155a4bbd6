"""The net under every command: what nobody foresaw becomes one line for the clerk, and a log to send.

In: an exception, and the command that click is running. Out: what to tell, and .tongbao/出错记录.txt in the site's
folder with all it takes to find the fault: version, system, words of the command line, traceback; the newest first.
Where nothing can be written there, the log lies in the folder for temporary files.
"""

import platform
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from tongbao import __version__
from tongbao.cli.site_folder import now, shown
from tongbao.output.program_files import HOUSE
from tongbao.problems import Place, Problem, Problems, printable
from tongbao.problems.reasons import is_known
from tongbao.problems.working_on import worked_on
from tongbao.records.site_lock import FOLDER

LOG = "出错记录.txt"
_PACKAGE = Path(__file__).parent.parent
_LONGEST = 200_000
_RULE = f"{'=' * 72}\n"


class Unforeseen(Problems):
    """One problem, our bug: what it says stands in the log, too."""


def _is_foreseen(error: Exception) -> bool:
    """Tell whether an exception is for others: click's own, or a refusal of the system that can be told in words."""
    if isinstance(error, OSError):
        return isinstance(error, BrokenPipeError) or is_known(error)
    return isinstance(error, (click.ClickException, click.Abort, click.exceptions.Exit))


def _caught(error: Exception) -> Problem:
    """Write the log of an exception; return what is to be told of it, at the file that was worked on."""
    context = click.get_current_context()
    entry = _entry(error, context.obj or ())
    log = _logged(entry, context.params.get("root"))
    hint = (
        f"请把 {shown(log)} 发给做程序的人"
        if log
        else f"记录写不下来，请把这些发给做程序的人：\n{entry}"
    )
    message = f"{_what_happened(error)}，停在 {_place_of(error)}"
    return Problem(Place(worked_on(error)), message, hint)


@contextmanager
def as_problem() -> Iterator[None]:
    """Raise what nobody foresaw as ``Unforeseen``, once its log is written."""
    try:
        yield
    except Problems:
        raise
    except Exception as error:
        if _is_foreseen(error):
            raise
        raise Unforeseen([_caught(error)]) from error


def line_of(problem: Problem, command: str) -> str:
    """Return the one line about a command that was caught."""
    about = f"{command} 处理“{problem.place}”时" if problem.place.file else f"{command} "
    return f"错误：{about}{problem.message}。{problem.hint}"


def _what_happened(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "内存不够，没有做完（关掉别的程序，或把大的文件拆开，再来一次）"
    if isinstance(error, RecursionError):
        return "遇到套得太深的层次，没有做完"
    reason = " ".join(traceback.format_exception_only(error)[0].split())
    return f"出了没有料到的情况（{printable(reason)}）"


def _place_of(error: Exception) -> str:
    """Return the innermost place of the program that an exception passed: ``tongbao/sources/word.py:12``."""
    places = [
        f"{path.as_posix()}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if (path := _in_the_program(frame.filename))
    ]
    return places[-1] if places else "程序以外"


def _in_the_program(file: str) -> Path | None:
    path = Path(file)
    if path.is_relative_to(HOUSE / "templates"):
        return path.relative_to(HOUSE)
    return path.relative_to(_PACKAGE.parent) if path.is_relative_to(_PACKAGE) else None


def _entry(error: Exception, words: tuple[str, ...]) -> str:
    about = (
        f"{now():%Y-%m-%d %H:%M:%S}，通报 {__version__}",
        f"Python {sys.version.split()[0]}，{platform.platform()}",
        f"命令：{' '.join(map(printable, words))}",
        "".join(traceback.format_exception(error)),
    )
    return "\n".join(about)


def _logged(entry: str, root: Path | None) -> Path | None:
    """Write an entry into the log of a site, or into one of its own where there is no writing; return where it is."""
    if root and (root / "content").is_dir():
        log = root / FOLDER / LOG
        ready = log.with_name(f"{LOG}.new")
        try:
            log.parent.mkdir(exist_ok=True)
            before = log.read_bytes().decode(errors="replace") if log.is_file() else ""
            ready.write_bytes(_encoded(f"{entry}{_RULE}{before}"[:_LONGEST]))
            ready.replace(log)
        except OSError:
            pass
        else:
            return log
    try:
        with tempfile.NamedTemporaryFile(prefix="tongbao-", suffix=f"-{LOG}", delete=False) as file:
            file.write(_encoded(entry))
    except OSError:
        return None
    return Path(file.name)


def _encoded(text: str) -> bytes:
    return text.encode(errors="backslashreplace")
