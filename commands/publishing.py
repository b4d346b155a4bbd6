"""The command that brings a site to where it is read: ``publish``."""

import datetime
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from commands.command_line import ChineseCommand, OneOf
from commands.site_folder import in_site, say_progress, tells_problems

if TYPE_CHECKING:
    from tongbao.office.publishing import Prepared

_FEW = 8


@click.command(
    cls=ChineseCommand,
    short_help="发布：整站换上，旧的留一版",
    help="重新生成整个站点，先列出与现在发布的有什么不同，再一下子换上：看网站的人看到的不是旧的就是新的，不会是一半。"
    "旧的留在旁边的“目标-previous”，用 --back 退回。目标写成 .zip 的，打成带校验清单和说明的一个压缩包，可用 U 盘送。",
    options_metavar="[选项]",
)
@click.argument("target", type=click.Path(path_type=Path), metavar="目标")
@in_site
@click.option(
    "--edition",
    type=OneOf(("intranet", "public")),
    default="intranet",
    metavar="版本",
    help="intranet 内网版（默认），public 公开版",
)
@click.option("--back", is_flag=True, help="退回上一版；再执行一次，又换回来")
@click.option("--dry-run", is_flag=True, help="只看会改什么，不发布")
@click.option("--yes", is_flag=True, help="在窗口里执行时，不问就发布")
@tells_problems
def publish(
    target: Path,
    root: Path,
    *,
    edition: Literal["intranet", "public"],
    back: bool,
    dry_run: bool,
    yes: bool,
) -> int:
    """Publish a site."""
    from tongbao.office import publishing

    now = datetime.datetime.now()  # noqa: DTZ005  the clock of the office
    if back:
        if dry_run:
            raise click.UsageError("--back 不能和 --dry-run 同用")
        publishing.back(root, target, now)
        click.echo(f"{target}：已退回上一版。再执行一次 --back，又换回来")
        return 0
    say_progress("正在生成整个站点 ……")
    with publishing.prepared(root, target, edition) as ready:
        click.echo("\n".join((*_open_points(root), *_lines(ready))))
        if not ready.is_zip and not ready.changes:
            return 0
        if dry_run or not (yes or _agreed()):
            click.echo("没有发布")
            return 0
        digest = publishing.publish(root, ready, now)
    click.echo(f"{target}：已发布 {ready.pages} 个网页，记入 {publishing.LOG}")
    click.echo(f"清单的 sha256：{digest}" if not ready.is_zip else f"压缩包的 sha256：{digest}")
    return 0


def _agreed() -> bool:
    """Ask a person who sits at the window; whatever runs without one has decided."""
    return not sys.stdin.isatty() or click.confirm("现在发布？", default=False)


def _open_points(root: Path) -> Iterator[str]:
    """Yield how much a person could still look at; errors have stopped the build before."""
    from tongbao.output.build import every_problem
    from tongbao.problems import Severity
    from tongbao.records.load import load

    problems = every_problem(load(root))
    warnings = sum(problem.severity == Severity.WARNING for problem in problems)
    reviews = sum(problem.severity == Severity.REVIEW for problem in problems)
    if warnings or reviews:
        yield f"另有 {warnings} 处警告、{reviews} 处待核对，用 check 查看"


def _lines(ready: "Prepared") -> Iterator[str]:
    if ready.is_zip:
        return
    named = (
        ("新增", ready.changes.new),
        ("改动", ready.changes.changed),
        ("删去", ready.changes.gone),
    )
    for word, paths in named:
        if paths:
            yield f"{word} {len(paths)} 个文件：{_some(paths)}"
    if not ready.changes:
        yield "与现在发布的没有不同，不用再发布"
    if ready.carried:
        yield f"别人放进去的 {len(ready.carried)} 个文件照样留着：{_some(ready.carried)}"
    if ready.overwritten:
        yield f"有人改过的 {len(ready.overwritten)} 个文件会换成新的：{_some(ready.overwritten)}"


def _some(paths: tuple[str, ...]) -> str:
    """Return the first few paths, pages before data."""
    shown = sorted(paths, key=lambda path: not path.endswith(".html"))[:_FEW]
    return "、".join(shown) + (" 等" if len(paths) > _FEW else "")
