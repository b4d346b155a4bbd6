"""The commands that fill content/ and look at it: ``new``, ``ingest`` and ``check``."""

import datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from tongbao.cli.command_line import ChineseCommand, DayParam, Identifier, OneOf
from tongbao.cli.months import PeriodAsPrinted
from tongbao.cli.site_folder import (
    in_site,
    raise_all,
    say_progress,
    settle,
    tell_all,
    tells_problems,
    today,
    writing,
)
from tongbao.problems import errors_among, printable
from tongbao.problems.report import Format, report
from tongbao.problems.working_on import working_on


class SaidOfNotice(TypedDict):
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
        from tongbao.records.kinds import KINDS_READ

        return OneOf(tuple(KINDS_READ)).convert(value, param, ctx)


@click.command(
    cls=ChineseCommand,
    short_help="建立一个空站点",
    help="在新文件夹里建立一个空站点：设置、内容文件夹和说明。",
    options_metavar="",
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="目录")
@tells_problems
def new(folder: Path) -> int:
    """Write an empty site."""
    from tongbao.records.site_lock import FOLDER
    from tongbao.records.starter import NOTE, refuse_what_is_in_use, write_empty_site

    if not (folder / FOLDER).exists():  # before a lock is laid into what may be somebody's folder
        refuse_what_is_in_use(folder)
        folder.mkdir(parents=True, exist_ok=True)
    with writing(folder, "new"):
        write_empty_site(folder)
    click.echo(f"已建立空站点：{folder}。下一步见其中的 {NOTE}")
    return 0


@click.command(
    cls=ChineseCommand,
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
    help="按您说的种类读，不写由程序看：ledger 进展台账，responsibility 任务分解，bulletin 通报，news 报道，"
    "report 政府工作报告",
)
@click.option(
    "--period",
    type=PeriodAsPrinted(),
    metavar="期次",
    help="文件没有写明期次，或写得不对时写明，如 2022年5-7月",
)
@click.option(
    "--received", type=DayParam(), metavar="日期", help="收到的日子，如 2022-08-18，默认今天"
)
@click.option("--dry-run", is_flag=True, help="只读不写，看看能读出什么")
@tells_problems
def ingest(
    files: tuple[Path, ...], root: Path, *, dry_run: bool, **told: Unpack[SaidOfNotice]
) -> int:
    """Bring notices into content/: of files named one by one all or none, of a folder what can be read."""
    named = printable(files[0].name) + (f" 等 {len(files)} 个" if len(files) > 1 else "")
    with writing(root, f"ingest {named}", dry_run=dry_run):
        return _ingest(files, root, named, dry_run=dry_run, **told)


def _ingest(
    files: tuple[Path, ...], root: Path, named: str, *, dry_run: bool, **told: Unpack[SaidOfNotice]
) -> int:
    from tongbao.cli.unforeseen import as_problem
    from tongbao.notices.batch import files_in, ingest_each, summary_lines
    from tongbao.notices.identity import Wishes
    from tongbao.notices.ingest import Ingested
    from tongbao.notices.ingest import ingest as ingest_one
    from tongbao.notices.report import report_lines
    from tongbao.records.journal import Journal

    wishes = Wishes(**told)
    journal = Journal(root, f"收文 {named}")

    def bring_in(file: Path, *, dry_run: bool) -> Ingested:
        say_progress(f"正在读 {file.name} ……")
        with working_on(file.name):
            return ingest_one(file, root, wishes, today(), dry_run=dry_run, write=journal.write)

    def bring_in_and_report(file: Path) -> Ingested:
        ingested = bring_in(file, dry_run=dry_run)
        click.echo("\n".join(report_lines(ingested, dry_run=dry_run)))
        return ingested

    def bring_in_or_tell(file: Path) -> Ingested:
        with as_problem():
            return bring_in_and_report(file)

    if any(file.is_dir() for file in files):
        outcomes = tuple(ingest_each(files_in(files), bring_in_or_tell))
        click.echo("\n".join(("", *summary_lines(outcomes, dry_run=dry_run))))
        problems = (problem for one in outcomes for problem in one.problems)
        return tell_all(list(dict.fromkeys(problems)))
    if len(files) > 1:
        raise_all(lambda file: bring_in(file, dry_run=True), files)
    for file in files:
        bring_in_and_report(file)
    return 0


@click.command(
    cls=ChineseCommand,
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
    from tongbao.notices.site_lexicon import lexicon_problems
    from tongbao.output.build import every_problem
    from tongbao.progress.undecided import summary, undecided
    from tongbao.records.load import load

    settle(root)
    loaded = load(root)
    problems = (*every_problem(loaded), *lexicon_problems(root))
    failed = bool(problems if strict else errors_among(problems))
    waiting = summary(undecided(loaded.content)) if style == "text" else ""
    told = "\n".join(filter(None, (report(problems, style), waiting)))
    click.echo(told, err=failed and style == "text")
    return int(failed)
