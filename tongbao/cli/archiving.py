"""The commands that keep the months: ``archive``, ``verify`` and ``compare``."""

import datetime
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import click

from tongbao.cli.command_line import ChineseCommand, DayParam, OneOf
from tongbao.cli.months import Month, SealedOrToday
from tongbao.cli.site_folder import (
    agreed,
    in_site,
    in_site_or_not,
    result_folder,
    say_progress,
    settle,
    shown,
    tell_all,
    tells_problems,
    today,
    writing,
)
from tongbao.problems import Place, Problem, Problems, Severity, errors_among


@click.command(
    "archive",
    cls=ChineseCommand,
    short_help="归档：封存一个月，以后不再改动",
    help="把一个月的网站、记录和所据文件封存为 archive/ 里的一份，带校验值和压缩包。封存前按其中的记录重新生成一遍，"
    "逐字节相同才封。已封的不覆盖：要更正，用 --revise 另封一份。",
    options_metavar="[选项]",
)
@click.argument("month", type=Month(), metavar="月份")
@in_site
@click.option(
    "--as-of",
    type=DayParam(),
    metavar="日期",
    help="内容截至哪天所知（文件、更正、单位说明），默认今天",
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
@click.option("--yes", is_flag=True, help="报送表没有收齐、早于已封存的月份，不问就封")
@tells_problems
def archive_month(  # noqa: PLR0913  its options
    month: str,
    root: Path,
    *,
    as_of: datetime.date | None,
    edition: Literal["intranet", "public", "full"],
    revise: bool,
    why: str | None,
    yes: bool,
) -> int:
    """Seal a month."""
    from tongbao.archive.seal import SealOrder, older_month, seal, told_before

    day = today()
    if as_of and as_of > day:
        raise click.UsageError(f"--as-of {as_of} 还没有到")
    if revise != bool(why and why.strip()):
        raise click.UsageError("--revise 与 --why 要一起写，--why 写明更正的原因")
    order = SealOrder(month=month, as_of=as_of or day, today=day, edition=edition, why=why)
    doubts = [*filter(None, (older_month(root, order),)), *_not_returned(root, month)]
    if doubts and not (yes or _agreed(doubts)):
        click.echo("没有封存")
        return 0
    say_progress(f"正在封存 {month} ……")
    with writing(root, f"archive {month}"):
        tell_all(told_before(root, day))
        sealed = seal(root, order)
    place = shown(root / "archive" / sealed.folder)
    click.echo(f"{place}：已封存 {sealed.files} 个文件、{sealed.bytes} 字节，重新生成核对无误")
    click.echo(f"tagmanifest-sha256.txt 的 sha256：{sealed.tagmanifest}")
    return 0


def _not_returned(root: Path, month: str) -> Iterator[Problem]:
    """Yield a warning for every plan whose forms of a period that ends in the month have not all come back."""
    from tongbao.forms.forms import outstanding
    from tongbao.progress import periods
    from tongbao.records.load import load

    loaded = load(root)
    if errors_among(loaded.problems):  # told by the sealing itself
        return
    content = loaded.content
    for plan in content.plans:
        for one in plan.forms:
            if periods.bounds(one.period)[1] != month:
                continue
            if units := outstanding(content, plan.id, one.period):
                span = periods.label(one.period)
                message = f"{plan.title}{span}的报送表还有{len(units)}家没有报：{'、'.join(units)}"
                hint = f"收齐、收了台账，或在 forms 这一期写 closed: 日期，再封 {month}"
                yield Problem(Place(plan.path), message, hint, Severity.WARNING)


def _agreed(doubts: Sequence[Problem]) -> bool:
    """Tell a person what speaks against sealing, and ask; raises ``Problems`` where nobody can be asked."""
    if not sys.stdin.isatty():
        again = [
            replace(one, severity=Severity.ERROR, hint=f"{one.hint}；确要现在封存，加 --yes")
            for one in doubts
        ]
        raise Problems(again)
    tell_all(doubts)
    return agreed("封存以后不能改。现在封存？")


@click.command(
    cls=ChineseCommand,
    short_help="核对归档是否完好",
    help="逐字节核对归档和各份之间的链，并与 archive 以外的 封存记录.csv 核对有没有少。不写目录时核对本站点的全部归档；"
    "也可以写归档的文件夹或压缩包，在哪里都行。",
    options_metavar="[选项]",
)
@click.argument(
    "places",
    type=click.Path(path_type=Path, readable=False),  # what cannot be read is told by the work
    nargs=-1,
    metavar="[目录或压缩包…]",
)
@in_site_or_not
@click.option(
    "--with",
    "copy",
    type=click.Path(path_type=Path, readable=False),
    metavar="文件",
    help="再与以前抄存在别处的 SHA256SUMS 核对：抄存的各行都应还在，没有改动",
)
@tells_problems
def verify(places: tuple[Path, ...], root: Path, copy: Path | None) -> int:
    """Prove that sealed months are what they were, and that none is gone."""
    from tongbao.archive.register import RECORD, read_register
    from tongbao.archive.verify import proof_lines, verify_archive, verify_copy

    settle(root)
    say_progress("正在核对 ……")
    found = verify_archive(root, places, today())
    if copy:
        found += verify_copy(root, copy)
    tell_all(found)
    wrong = bool(errors_among(found))
    if not wrong:
        count = len(places) or len(read_register(root))
        if not count:
            click.echo("还没有归档")
            return 0
        recorded = not places and (root / RECORD).exists()
        with_record = f"，与 {RECORD} 一致" if recorded else ""
        click.echo(f"完好：核对了 {count} 份归档，每个字节都与封存时相同{with_record}")
        if copy:
            click.echo(f"抄存的 {shown(copy)}：各行都在，没有改动")
    if not places:
        for line in proof_lines(root):
            click.echo(line)
    return int(wrong)


@click.command(
    cls=ChineseCommand,
    short_help="对照两份归档，或一份归档与今天",
    help="列出两份之间的全部不同：升降、滞后、办结、增减、改号、改字、换人，以及所有记录里写得不同或有增减之处。"
    "每份可以写月份（7月、2022-07）、archive/ 里的文件夹、归档的路径，或写 今天。",
    options_metavar="[选项]",
)
@click.argument("one", type=SealedOrToday(), metavar="先")
@click.argument("other", type=SealedOrToday(), metavar="后")
@in_site_or_not
@click.option(
    "--page",
    type=click.Path(path_type=Path),
    callback=result_folder,
    metavar="目录",
    help="另写成网页，放进这个目录",
)
@tells_problems
def compare(one: str, other: str, root: Path, page: Path | None) -> int:
    """Tell what changed between two sealed months, or one and today."""
    from tongbao.archive.compare import compare as compare_states
    from tongbao.archive.compare import compared_lines
    from tongbao.archive.compare_page import write_page
    from tongbao.archive.states import states_of

    settle(root)
    found = compare_states(*states_of(root, one, other))
    click.echo("\n".join(compared_lines(found)))
    if page:
        write_page(found, root, page)
        click.echo(f"网页：{shown(page / 'index.html')}")
    return 0
