"""A menu for those who never open a terminal: it asks in Chinese and runs the same commands.

In: lines typed at the window, files dragged into it. Out: what the commands print. Only commands that are there are
offered. What cannot be understood is asked again; an empty answer goes back; Ctrl-C or the end of input leaves.
"""

import datetime
import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from tongbao.cli import answers
from tongbao.cli.command_line import PROGRAM, ChineseCommand, run
from tongbao.cli.site_folder import SETTINGS, in_site_or_not, today

_LEAVE = "0"
_STOPPED = 130
_BACK = "（直接按回车是不做了）"
# What a person may be asked to choose from: the word of the command line, and how it is called.
Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Ask:
    """A question, and what makes words of the command line of its answer.

    ``option`` stands before the words where they belong to one. ``without`` says what an empty answer means where it
    does not mean to go back. ``options`` are listed with numbers; where there is but one, nothing is asked.
    """

    question: str
    read: Callable[[str, Path], tuple[str, ...]]
    option: str = ""
    without: str = ""
    options: Callable[[Path], Options] | None = None


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of the menu: its title, the command and its fixed words, and what is asked.

    ``again`` is asked where the command could not go on, and it is run once more with the answers.
    """

    title: str
    command: str
    fixed: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    again: tuple[Ask, ...] = ()


class LeftError(Exception):
    """The person has left in the midst of a question: Ctrl-C, or the end of input."""


def _plain(read: Callable[[str], tuple[str, ...]]) -> Callable[[str, Path], tuple[str, ...]]:
    """Return a reader of answers that need not know the site."""
    return lambda answer, _root: read(answer)


def _plans(root: Path) -> Options:
    """Return the plans of a site by title, with the district where there are several."""
    from tongbao.records.load import load

    content = load(root).content
    districts = {one.id: one.name for one in content.settings.districts}
    many = len({plan.district for plan in content.plans}) > 1
    return [
        (plan.id, f"{districts.get(plan.district, '')}　{plan.title}" if many else plan.title)
        for plan in content.plans
    ]


_NEW = Ask(
    "新站点放在哪个文件夹？拖一个空文件夹进来，或写一个新的名称", _plain(answers.folder_or_zip)
)
_FILE = Ask("把文件（或装着文件的文件夹）拖进这个窗口，按回车", _plain(answers.files))
_PERIOD = Ask("哪一期？如 8月、2022年8月、第三季度", answers.period)
_PLAN = Ask("哪个任务清单？", _plain(answers.identifier), option="--plan", options=_plans)
_TARGET = Ask("发布到哪个文件夹？拖进来，或写一个 .zip 文件名", _plain(answers.folder_or_zip))
_BEFORE = Ask("退回哪个文件夹或压缩包？拖进来", _plain(answers.published))
_EDITION = Ask(
    "哪个版本？1 内网版，2 公开版",
    _plain(answers.edition),
    option="--edition",
    without="（直接按回车：与那里现在的相同，第一次是内网版）",
)
_UNDO = Ask("撤回最近的一步？写“是”", _plain(answers.yes))
_FIRST = Ask("先看哪一份？写归档的月份，如 7月", answers.state)
_SECOND = Ask("与哪一份对照？写月份，或写 今天", answers.state)
_OF_PLAN = replace(_PLAN, question="上面要写明归入哪个任务清单的，选一个，或照上面写一个新的编号")


def entries(day: datetime.date) -> tuple[MenuEntry, ...]:
    """Return the menu in the order of a month; ``day`` gives the month that is likely meant."""
    last = (day.replace(day=1) - datetime.timedelta(days=1)).strftime("%Y-%m")
    # Sealed is sealed: the month is typed, never taken from an empty line.
    month = Ask(f"封存哪个月？如 {last}，封存以后不能改", answers.month)
    return (
        MenuEntry("建站：建立一个空站点", "new", asks=(_NEW,)),
        MenuEntry("收文：把收到的文件读成台账", "ingest", asks=(_FILE,), again=(_OF_PLAN,)),
        MenuEntry("核对：在浏览器里核对没有定的（按 Ctrl-C 结束）", "serve", ("--open", "review")),
        MenuEntry("发表：给各单位做 Excel 报送表", "forms", asks=(_PERIOD, _PLAN)),
        MenuEntry("试收：看看填好的表会改什么，不写", "collect", ("--dry-run",), (_FILE,)),
        MenuEntry("收表：把填好的表收进台账", "collect", asks=(_FILE,)),
        MenuEntry("检查：列出全部问题", "check"),
        MenuEntry("预览：在本机看网站（按 Ctrl-C 结束）", "serve", ("--open", "site")),
        MenuEntry("生成：把网站做出来，放在 public 里", "build"),
        MenuEntry("写通报：做出这一期的通报和台账", "bulletin", asks=(_PERIOD, _PLAN)),
        MenuEntry(
            "发布：把网站换到门户的文件夹，或打成压缩包", "publish", asks=(_TARGET, _EDITION)
        ),
        MenuEntry("退回上一版：网站换回发布以前的", "publish", ("--back",), (_BEFORE,)),
        MenuEntry("归档：封存一个月，以后不再改动", "archive", asks=(month,)),
        MenuEntry("查归档：看归档是否完好", "verify"),
        MenuEntry("对照：两个月之间有什么不同", "compare", asks=(_FIRST, _SECOND)),
        MenuEntry("撤销：撤回最近一步收文、发表、收表或核对", "undo", asks=(_UNDO,)),
    )


@click.command(
    cls=ChineseCommand,
    short_help="菜单：不用记命令，照着选",
    help="列出每月要做的事，选一个数字，照着问的回答。双击“开始.bat”（Windows）或“开始.sh”（Linux）就是它。",
    options_metavar="[选项]",
)
@in_site_or_not
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
    there = [one for one in entries(today()) if one.command in group.commands]
    try:
        while chosen := _choice(_offered(there, root), root):
            root = _done(chosen, root, lambda words: run(group, words, program))
    except LeftError:
        pass
    click.echo("再见")
    return 0


def _offered(there: Sequence[MenuEntry], root: Path) -> Mapping[str, MenuEntry]:
    """Return the entries with their numbers; without a site there is nothing to do but to make one."""
    is_site = (root / SETTINGS).is_file()
    offered = [one for one in there if is_site or one.command == "new"]
    return {str(number): entry for number, entry in enumerate(offered, start=1)}


def _done(entry: MenuEntry, root: Path, command: Callable[[Sequence[str]], int]) -> Path:
    """Run an entry, once more where it can go on with another answer; return the site to go on with."""
    words = _words(entry, entry.asks, root)
    if not words:
        return root
    status = command(words)
    more = _words(entry, entry.again, root) if status == 1 and entry.again else ()
    if said := more[1 : more.index("--root")] if more else ():
        status = command((words[0], *said, *words[1:]))
    click.echo(_outcome(status))
    _answer("按回车回到菜单")
    made = Path(words[-1])
    return made if entry.command == "new" and status == 0 else root


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


def _words(entry: MenuEntry, asks: Sequence[Ask], root: Path) -> tuple[str, ...]:
    """Return the words of the command line; none where a question was left open."""
    options, places = [*entry.fixed], list[str]()
    for ask in asks:
        words = _asked(ask, root)
        if words is None:
            return ()
        if ask.option and words:
            options += (ask.option, *words)
        else:
            places += words
    if entry.command == "new":
        return (entry.command, *places)
    ahead = ("--",) if places else ()  # a name may begin with a dash
    return (entry.command, *options, "--root", str(root), *ahead, *places)


def _asked(ask: Ask, root: Path) -> tuple[str, ...] | None:
    """Return the words of an answer, asked for until it is understood; None for an empty one that goes back."""
    options = {str(at): one for at, one in enumerate(ask.options(root), 1)} if ask.options else {}
    if ask.options and len(options) < 2:  # noqa: PLR2004  of one there is nothing to choose
        return ()
    for number, (_, title) in options.items():
        click.echo(f"  {number:>2}  {title}")
    for answer in _until_empty(f"{ask.question}{ask.without or _BACK}："):
        if answer in options:
            return (options[answer][0],)
        try:
            return ask.read(answer, root)
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
