"""The commands of Tongbao: what stands on the command line, what is printed, how each ends.

In: the words of a command line. Out: printed text and an exit status (see ``command_line.run``). The
work is done in the rooms of ``tongbao``, which are opened only by the command that needs them.
"""

import datetime
import sys
import time
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Literal, ParamSpec, TypedDict, Unpack

import click

from command_line import ChineseGroup, Day, Identifier, Month, Number, OneOf, run
from tongbao.problems import Problem, Problems, errors_among
from tongbao.problems.report import Format, report

HERE = Path(__file__).parent
P = ParamSpec("P")
Edition = Literal["intranet", "public"]


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


class Told(TypedDict):
    """What a person may say of a notice; None where the program is to find out."""

    plan: str | None
    kind: str | None
    period: str | None
    received: datetime.date | None


class KindOfNotice(click.ParamType[str]):
    """A kind of notice that can be read; the room that knows them is opened only for it."""

    name = "kind"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the kind; fails for another word."""
        from tongbao.notices.kinds import READERS

        return OneOf(tuple(READERS)).convert(value, param, ctx)


@click.group(
    cls=ChineseGroup,
    help="通报：把政府文件变成任务台账，再把台账变成可浏览的进展公开网站。\n\n不写命令时执行 build。",
    subcommand_metavar="[命令] [选项]",
    options_metavar="[--root 目录]",
)
def commands() -> None:
    """Hold the commands."""


in_site = click.option(
    "--root",
    type=SiteFolder(),
    default=HERE,
    is_eager=True,  # --out is relative to it
    metavar="目录",
    help="站点文件夹，默认是程序所在的文件夹",
)


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


def out_folder(context: click.Context, param: click.Parameter, value: str) -> Path:
    """Return the output folder, relative to the site's; content/ cannot hold it."""
    root: Path = context.params["root"]
    folder = root / value
    if folder.resolve().is_relative_to((root / "content").resolve()):
        raise click.BadParameter("结果不能放在 content 里", context, param)
    return folder


def shown(path: Path) -> Path:
    """Return a path as a person standing here would write it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


@commands.command(
    "build",
    short_help="生成站点",
    help="由 content/ 生成站点。有错误时什么也不写，原来的站点不动。",
    options_metavar="[选项]",
)
@in_site
@click.option(
    "--out",
    default="public",
    callback=out_folder,
    metavar="目录",
    help="结果放在哪里，相对站点文件夹，默认 public",
)
@click.option(
    "--edition",
    type=OneOf(("intranet", "public")),
    default="intranet",
    metavar="版本",
    help="intranet 内网版（默认），public 公开版，只含定为公开的内容",
)
@tells_problems
def build_site(root: Path, out: Path, edition: Edition) -> int:
    """Make the site of what is in content/."""
    from tongbao.archive.serving import build_with_archive

    begun = time.perf_counter()
    served = build_with_archive(root, out, edition)
    seconds = time.perf_counter() - begun
    made = served.written
    laid = f"，新放入存档 {served.laid} 份" if served.laid else ""
    click.echo(
        f"{shown(out)}：写入 {made.written}，保留 {made.kept}，删除 {made.removed}{laid}，用时 {seconds:.1f} 秒"
    )
    return 0


@commands.command(
    short_help="建立一个空站点",
    help="在新文件夹里建立一个空站点：设置、内容文件夹和说明。",
    options_metavar="",
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="目录")
@tells_problems
def new(folder: Path) -> int:
    """Write an empty site."""
    from tongbao.records.starter import NOTE, write_empty_site

    write_empty_site(folder)
    click.echo(f"已建立空站点：{folder}。下一步见其中的 {NOTE}")
    return 0


@commands.command(
    short_help="收文入库：把文件读成台账",
    help="把收到的文件（PDF、Word、Excel、文本）读成 content/ 里的记录，并报告读到、修补、推断和待定之处。"
    "写文件夹时，按文件名的次序收里面的每个文件，最后列一张表；有一个读不了，其余的照收。",
    options_metavar="[选项]",
)
@click.argument(
    "files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="文件或文件夹…"
)
@in_site
@click.option(
    "--plan",
    type=Identifier(),
    metavar="编号",
    help="任务清单的编号，默认按区和年份，如 zhanhe-2022",
)
@click.option(
    "--kind",
    type=KindOfNotice(),
    metavar="种类",
    help="看不准文件种类时写明：ledger 进展台账，responsibility 任务分解，bulletin 分单位通报，news 报道，"
    "report 政府工作报告",
)
@click.option("--period", metavar="期次", help="题目里没有期次时写明，如 2022年5-7月")
@click.option("--received", type=Day(), metavar="日期", help="收到的日子，如 2022-08-18，默认今天")
@click.option("--dry-run", is_flag=True, help="只读不写，看看能读出什么")
@tells_problems
def ingest(files: tuple[Path, ...], root: Path, *, dry_run: bool, **told: Unpack[Told]) -> int:
    """Bring notices into content/: of files named one by one all or none, of a folder what can be read."""
    from tongbao.notices.batch import files_in, ingest_each, summary_lines
    from tongbao.notices.identity import Wishes
    from tongbao.notices.ingest import Ingested
    from tongbao.notices.ingest import ingest as ingest_one
    from tongbao.notices.report import report_lines

    today = datetime.date.today()  # noqa: DTZ011  the day of the office, where the command runs
    wishes = Wishes(**told)

    def bring_in(file: Path, *, dry_run: bool) -> Ingested:
        say_progress(f"正在读 {file.name} ……")
        return ingest_one(file, root, wishes, today, dry_run=dry_run)

    def bring_in_and_report(file: Path) -> Ingested:
        ingested = bring_in(file, dry_run=dry_run)
        click.echo("\n".join(report_lines(ingested, dry_run=dry_run)))
        return ingested

    if any(file.is_dir() for file in files):
        outcomes = tuple(ingest_each(files_in(files), bring_in_and_report))
        click.echo("\n".join(("", *summary_lines(outcomes, dry_run=dry_run))))
        problems = (problem for one in outcomes for problem in one.problems)
        return tell_all(list(dict.fromkeys(problems)))
    if len(files) > 1:
        raise_all(lambda file: bring_in(file, dry_run=True), files)
    for file in files:
        bring_in_and_report(file)
    return 0


@commands.command(
    short_help="检查内容，列出全部问题",
    help="检查 site.yml 和 content/，一次列出全部问题，文件自己的公布数也在内。",
    options_metavar="[选项]",
)
@in_site
@click.option(
    "--format",
    "style",
    type=OneOf(("text", "json", "github")),
    default="text",
    metavar="格式",
    help="text 给人看（默认），json 给程序读，github 在合并请求里标红",
)
@click.option("--strict", is_flag=True, help="有警告或待核对时也算不通过")
@tells_problems
def check(root: Path, style: Format, *, strict: bool) -> int:
    """Print every problem of a site: on standard error where one stops a build, else as the result."""
    from tongbao.notices.disagreements import disagreements
    from tongbao.records.load import load

    loaded = load(root)
    problems: tuple[Problem, ...] = (*loaded.problems, *disagreements(loaded))
    failed = bool(problems if strict else errors_among(problems))
    click.echo(report(problems, style), err=failed and style == "text")
    return int(failed)


@commands.command(
    short_help="在本机预览，改动后自动刷新",
    help="在本机预览站点。改动后页面自动刷新，有问题时写在页面上方；按 Ctrl-C 结束。",
    options_metavar="[选项]",
)
@in_site
@click.option("--port", type=Number(1, 65535), default=8000, metavar="端口", help="默认 8000")
def serve(root: Path, port: int) -> int:
    """Show the site on this machine until Ctrl-C."""
    from tongbao.output.build import build
    from tongbao.output.serve import serve as follow

    follow(lambda out: build(root, out), root, HERE, port, say)
    return 0


@commands.command(
    "archive",
    short_help="归档：封存一个月，以后不再改动",
    help="把一个月的网站、记录和所据文件封存为 archive/ 里的一份，带校验值和压缩包。封存前按其中的记录重新生成一遍，"
    "逐字节相同才封。已封的不覆盖：要更正，用 --revise 另封一份。",
    options_metavar="[选项]",
)
@click.argument("month", type=Month(), metavar="月份")
@in_site
@click.option(
    "--as-of", type=Day(), metavar="日期", help="内容截至哪天所知（文件、更正、单位说明），默认今天"
)
@click.option(
    "--edition",
    type=OneOf(("intranet", "public", "full")),
    default="intranet",
    metavar="版本",
    help="intranet 内网版（默认），public 公开版，full 全本（含内部内容，只存档，不上网站）",
)
@click.option("--revise", is_flag=True, help="这个月已经封存，另封一份更正版")
@click.option("--why", metavar="原因", help="更正的原因，与 --revise 同用")
@tells_problems
def archive_month(
    month: str,
    root: Path,
    *,
    as_of: datetime.date | None,
    edition: Literal["intranet", "public", "full"],
    revise: bool,
    why: str | None,
) -> int:
    """Seal a month."""
    from tongbao.archive.seal import Order, seal

    today = datetime.date.today()  # noqa: DTZ011  the day of the office, where the command runs
    if as_of and as_of > today:
        raise click.UsageError(f"--as-of {as_of} 还没有到")
    if revise != bool(why and why.strip()):
        raise click.UsageError("--revise 与 --why 要一起写，--why 写明更正的原因")
    say_progress(f"正在封存 {month} ……")
    order = Order(month=month, as_of=as_of or today, today=today, edition=edition, why=why)
    sealed = seal(root, order)
    place = shown(root / "archive" / sealed.folder)
    click.echo(f"{place}：已封存 {sealed.files} 个文件、{sealed.bytes} 字节，重新生成核对无误")
    click.echo(f"tagmanifest-sha256.txt 的 sha256：{sealed.tagmanifest}")
    return 0


@commands.command(
    short_help="核对归档是否完好",
    help="逐字节核对归档，和各份之间的链。不写目录时核对本站点的全部归档；也可以写归档的文件夹或压缩包，在哪里都行。",
    options_metavar="[选项]",
)
@click.argument(
    "places",
    type=click.Path(path_type=Path, readable=False),  # what cannot be read is told by the work
    nargs=-1,
    metavar="[目录或压缩包…]",
)
@in_site
@tells_problems
def verify(places: tuple[Path, ...], root: Path) -> int:
    """Prove that sealed months are what they were."""
    from tongbao.archive.register import read_register
    from tongbao.archive.verify import verify_archive

    say_progress("正在核对 ……")
    problems = verify_archive(root, places)
    if not problems:
        count = len(places) or len(read_register(root))
        if not count:
            click.echo("还没有归档")
            return 0
        click.echo(f"完好：核对了 {count} 份归档，每个字节都与封存时相同")
    return tell_all(problems)


@commands.command(
    short_help="对照两份归档，或一份归档与今天",
    help="列出两份之间的全部不同：升降、滞后、办结、增减、改号、改字、换人，以及两份都有而写得不同之处。"
    "每份可以写月份（2022-07）、archive/ 里的文件夹、归档的路径，或写 今天。",
    options_metavar="[选项]",
)
@click.argument("one", metavar="先")
@click.argument("other", metavar="后")
@in_site
@click.option(
    "--page", type=click.Path(path_type=Path), metavar="目录", help="另写成网页，放进这个目录"
)
@tells_problems
def compare(one: str, other: str, root: Path, page: Path | None) -> int:
    """Tell what changed between two sealed months, or one and today."""
    from tongbao.archive.compare import compare as compare_states
    from tongbao.archive.compare import compared_lines
    from tongbao.archive.compare_page import write_page
    from tongbao.archive.states import states_of

    found = compare_states(*states_of(root, one, other))
    click.echo("\n".join(compared_lines(found)))
    if page:
        write_page(found, root, page)
        click.echo(f"网页：{shown(page / 'index.html')}")
    return 0


def say(line: str) -> None:
    """Print a line at once."""
    click.echo(line)


if __name__ == "__main__":
    sys.exit(run(commands))
