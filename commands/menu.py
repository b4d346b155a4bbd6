"""A menu for those who never open a terminal: it asks in Chinese and runs the same commands.

In: lines typed at the window, files dragged into it. Out: what the commands print. Only commands that are there are
offered. An empty answer goes back; Ctrl-C or the end of input leaves.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from commands.command_line import ChineseCommand, run
from commands.site_folder import in_site, today

_LEAVE = "0"


@dataclass(frozen=True, slots=True)
class Ask:
    """A question whose answer is a word of the command line; ``default`` is taken where nothing is typed."""

    question: str
    default: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu: its title, the command and its fixed words, and what is asked."""

    title: str
    command: str
    fixed: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()


_FILE = "把文件（或装着文件的文件夹）拖进这个窗口，按回车"
_PERIOD = "哪一期？如 2022年8月、2022年第三季度"
_TARGET = "发布到哪个文件夹？拖进来，或写一个 .zip 文件名"


def entries(day: datetime.date) -> tuple[Entry, ...]:
    """Return the menu in the order of a month; ``day`` gives the month that is likely meant."""
    last = (day.replace(day=1) - datetime.timedelta(days=1)).strftime("%Y-%m")
    month = Ask("归档哪个月？", default=last)
    return (
        Entry("收文：把收到的文件读成台账", "ingest", asks=(Ask(_FILE),)),
        Entry("发表：给各单位做 Excel 报送表", "forms", asks=(Ask(_PERIOD),)),
        Entry("试收：看看填好的表会改什么，不写", "collect", ("--dry-run",), (Ask(_FILE),)),
        Entry("收表：把填好的表收进台账", "collect", asks=(Ask(_FILE),)),
        Entry("检查：列出全部问题", "check"),
        Entry("预览：在本机看网站（按 Ctrl-C 结束）", "serve"),
        Entry("通报：做出这一期的通报和台账", "bulletin", asks=(Ask(_PERIOD),)),
        Entry("发布：把网站换到门户的文件夹，或打成压缩包", "publish", asks=(Ask(_TARGET),)),
        Entry("退回：网站退回上一版", "publish", ("--back",), (Ask("退回哪个文件夹？拖进来"),)),
        Entry("归档：封存一个月，以后不再改动", "archive", asks=(month,)),
        Entry("核对：查归档是否完好", "verify"),
        Entry("撤销：撤回最近一次收文、发表或收表", "undo"),
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
    group = context.parent.command if context.parent else None
    if not isinstance(group, click.Group):
        return 0
    offered = {
        str(number): entry
        for number, entry in enumerate(
            (one for one in entries(today()) if one.command in group.commands), start=1
        )
    }
    while (chosen := _choice(offered)) is not None:
        if words := _words(offered[chosen]):
            status = run(group, (*words, "--root", str(root)))
            click.echo("没有完成，照上面说的改好再来" if status else "完成")
            if _answer("按回车回到菜单") is None:
                break
    click.echo("再见")
    return 0


def _choice(offered: Mapping[str, Entry]) -> str | None:
    """Return the number that was chosen; None where the person leaves."""
    click.echo("\n通报：选一个数字，按回车\n")
    for number, entry in offered.items():
        click.echo(f"  {number:>2}  {entry.title}")
    click.echo(f"  {_LEAVE:>2}  退出\n")
    while (answer := _answer("选哪一个？")) is not None:
        bare = answer.strip()
        if bare == _LEAVE:
            return None
        if bare in offered:
            return bare
        click.echo(f"没有“{bare}”这一项，写 0 到 {len(offered)} 的一个数字")
    return None


def _words(entry: Entry) -> tuple[str, ...]:
    """Return the words of the command line; none where a question was left open."""
    words = (entry.command, *entry.fixed, *_answers(entry))
    return words if len(words) == 1 + len(entry.fixed) + len(entry.asks) else ()


def _answers(entry: Entry) -> Iterator[str]:
    for ask in entry.asks:
        hint = f"（直接按回车是 {ask.default}）" if ask.default else "（直接按回车是不做了）"
        answer = dropped(_answer(f"{ask.question}{hint}：") or "") or ask.default
        if not answer:
            return
        yield answer


def dropped(answer: str) -> str:
    """Return a path as it was dragged into a window: without the quotes that the window puts around it."""
    bare = answer.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'":
        return bare[1:-1]
    return bare.replace("\\ ", " ")


def _answer(question: str) -> str | None:
    """Return a line; None where input has ended or the person pressed Ctrl-C."""
    try:
        return input(question)
    except (EOFError, KeyboardInterrupt):
        click.echo()
        return None
