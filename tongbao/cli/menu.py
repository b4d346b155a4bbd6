"""A menu for those who never open a terminal: it asks in Chinese and runs the same commands.

In: lines typed at the window, files dragged into it. Out: what the commands print. Only commands that are there are
offered. What cannot be understood is asked again; an empty answer goes back; Ctrl-C or the end of input leaves.
"""

import datetime
import io
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from tongbao.cli import answers
from tongbao.cli.command_line import PROGRAM, ChineseCommand, run
from tongbao.cli.site_folder import in_site, today

_LEAVE = "0"
_STOPPED = 130
_BACK = "（直接按回车是不做了）"


@dataclass(frozen=True, slots=True)
class Ask:
    """A question, and what makes words of the command line of its answer.

    ``option`` stands before the words where they belong to one. ``without`` says what an empty answer means where it
    does not mean to go back.
    """

    question: str
    read: Callable[[str], tuple[str, ...]]
    option: str = ""
    without: str = ""


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of the menu: its title, the command and its fixed words, and what is asked."""

    title: str
    command: str
    fixed: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()


class LeftError(Exception):
    """The person has left in the midst of a question: Ctrl-C, or the end of input."""


_FILE = Ask("把文件（或装着文件的文件夹）拖进这个窗口，按回车", answers.files)
_PERIOD = Ask("哪一期？如 2022年8月、2022年第三季度", answers.period)
_TARGET = Ask("发布到哪个文件夹？拖进来，或写一个 .zip 文件名", answers.folder_or_zip)
_BEFORE = Ask("退回哪个文件夹或压缩包？拖进来", answers.published)
_EDITION = Ask(
    "哪个版本？1 内网版，2 公开版",
    answers.edition,
    option="--edition",
    without="（直接按回车：与那里现在的相同，第一次是内网版）",
)
_UNDO = Ask("撤回最近一次写进台账的？写“是”", answers.yes)


def entries(day: datetime.date) -> tuple[MenuEntry, ...]:
    """Return the menu in the order of a month; ``day`` gives the month that is likely meant."""
    last = (day.replace(day=1) - datetime.timedelta(days=1)).strftime("%Y-%m")
    # Sealed is sealed: the month is typed, never taken from an empty line.
    month = Ask(f"封存哪个月？如 {last}，封存以后不能改", answers.month)
    return (
        MenuEntry("收文：把收到的文件读成台账", "ingest", asks=(_FILE,)),
        MenuEntry("发表：给各单位做 Excel 报送表", "forms", asks=(_PERIOD,)),
        MenuEntry("试收：看看填好的表会改什么，不写", "collect", ("--dry-run",), (_FILE,)),
        MenuEntry("收表：把填好的表收进台账", "collect", asks=(_FILE,)),
        MenuEntry("检查：列出全部问题", "check"),
        MenuEntry("预览：在本机看网站（按 Ctrl-C 结束）", "serve"),
        MenuEntry("生成通报：做出这一期的通报和台账", "bulletin", asks=(_PERIOD,)),
        MenuEntry(
            "发布：把网站换到门户的文件夹，或打成压缩包", "publish", asks=(_TARGET, _EDITION)
        ),
        MenuEntry("退回上一版：网站换回发布以前的", "publish", ("--back",), (_BEFORE,)),
        MenuEntry("归档：封存一个月，以后不再改动", "archive", asks=(month,)),
        MenuEntry("核对：查归档是否完好", "verify"),
        MenuEntry("撤销：撤回最近一次收文、发表或收表", "undo", asks=(_UNDO,)),
    )


@click.command(
    cls=ChineseCommand,
    short_help="菜单：不用记命令，照着选",
    help="列出每月要做的事，选一个数字，照着问的回答。双击“开始.bat”（Windows）或“开始.sh”（Linux）就是它。",
    options_metavar="[选项]",
)
@in_site
@click.pass_context
def menu(context: click.Context, root: Path) -> int:
    """Ask what to do until the person leaves."""
    above = context.find_root()
    group, program = above.command, above.info_name or PROGRAM
    if not isinstance(group, click.Group):
        return 0
    # What is dragged or pasted may be in the encoding of another system: asked again rather than a failure.
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    there = (one for one in entries(today()) if one.command in group.commands)
    offered = {str(number): entry for number, entry in enumerate(there, start=1)}
    try:
        while chosen := _choice(offered, root):
            if words := _words(chosen, root):
                click.echo(_outcome(run(group, words, program)))
                _answer("按回车回到菜单")
    except LeftError:
        pass
    click.echo("再见")
    return 0


def _outcome(status: int) -> str:
    if status == _STOPPED:
        return "已停下"
    return "没有完成，照上面说的改好再来" if status else "完成"


def _choice(offered: Mapping[str, MenuEntry], root: Path) -> MenuEntry | None:
    """Return the entry that was chosen; None where the person leaves."""
    click.echo(f"\n通报（站点文件夹：{root.resolve()}）\n选一个数字，按回车\n")
    for number, entry in offered.items():
        click.echo(f"  {number:>2}  {entry.title}")
    click.echo(f"  {_LEAVE:>2}  退出\n")
    while (bare := _answer("选哪一个？")) != _LEAVE:
        if bare in offered:
            return offered[bare]
        click.echo(f"没有“{bare}”这一项，写 0 到 {len(offered)} 的一个数字")
    return None


def _words(entry: MenuEntry, root: Path) -> tuple[str, ...]:
    """Return the words of the command line; none where a question was left open."""
    options, places = [*entry.fixed], list[str]()
    for ask in entry.asks:
        words = _asked(ask)
        if words is None:
            return ()
        if ask.option and words:
            options += (ask.option, *words)
        else:
            places += words
    ahead = ("--",) if places else ()  # a name may begin with a dash
    return (entry.command, *options, "--root", str(root), *ahead, *places)


def _asked(ask: Ask) -> tuple[str, ...] | None:
    """Return the words of an answer, asked for until it is understood; None for an empty one that goes back."""
    for answer in _until_empty(f"{ask.question}{ask.without or _BACK}："):
        try:
            return ask.read(answer)
        except click.UsageError as wrong:
            click.echo(wrong.message)
    return () if ask.without else None


def _until_empty(question: str) -> Iterator[str]:
    while answer := _answer(question):
        yield answer


def _answer(question: str) -> str:
    """Return a line without the blanks around it; raises ``LeftError`` where input has ended or was broken off."""
    try:
        return input(question).strip()
    except (EOFError, KeyboardInterrupt):
        click.echo()
        raise LeftError from None
