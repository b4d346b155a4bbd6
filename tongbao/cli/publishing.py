"""The command that brings a site to where it is read: ``publish``."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tongbao.cli.command_line import ChineseCommand, OneOf
from tongbao.cli.site_folder import (
    agreed,
    in_site,
    now,
    say_progress,
    tell_all,
    tells_problems,
    writing,
)
from tongbao.problems import Place, Problem, Problems

if TYPE_CHECKING:
    from tongbao.progress.editions import Edition
    from tongbao.publish.publishing import Again, Prepared

_FEW = 8
_SHORT = 12


@click.command(
    cls=ChineseCommand,
    short_help="发布：整站换上，旧的留一版",
    help="重新生成整个站点，先列出与现在发布的有什么不同，再一下子换上：看网站的人看到的不是旧的就是新的，不会是一半。"
    "旧的留在旁边的“目标-previous”，用 --back 退回。目标写成 .zip 的，打成带校验清单和说明的一个压缩包，可用 U 盘送。",
    options_metavar="[选项]",
)
@click.argument("target", type=click.Path(path_type=Path, readable=False), metavar="目标")
@in_site
@click.option(
    "--edition",
    type=OneOf(("intranet", "public")),
    metavar="版本",
    help="intranet 内网版，public 公开版；不写就与那里现在的相同，第一次发布是内网版",
)
@click.option("--back", is_flag=True, help="退回上一版；再执行一次，问过再换回来")
@click.option("--dry-run", is_flag=True, help="只看会改什么，不发布")
@click.option("--yes", is_flag=True, help="不问就做")
@tells_problems
def publish(
    target: Path,
    root: Path,
    *,
    edition: "Edition | None",
    back: bool,
    dry_run: bool,
    yes: bool,
) -> int:
    """Publish a site, or show the one before again."""
    if back:
        if edition:
            raise click.UsageError("--back 退回的是整个上一版，不能再写 --edition")
        return _step_back(target, root, dry_run=dry_run, yes=yes)
    return _publish(target, root, edition, dry_run=dry_run, yes=yes)


def _publish(
    target: Path, root: Path, edition: "Edition | None", *, dry_run: bool, yes: bool
) -> int:
    from tongbao.publish import publishing
    from tongbao.publish.log import LOG
    from tongbao.publish.targets import is_zip

    say_progress("正在生成整个站点 ……")
    with ExitStack() as open_target:
        with writing(root, f"publish {target}", target):  # not while a person thinks
            ready = open_target.enter_context(publishing.prepared(root, target, edition))
            lines = (*_broken_off(ready), *_open_points(root), *_lines(ready))
        for line in lines:
            click.echo(line)
        if ready.is_same:
            click.echo("与现在发布的没有不同，不用再发布")
            return 0
        if dry_run or not (yes or agreed("现在发布？")):
            click.echo("没有发布")
            return 0
        with writing(root, f"publish {target}", target):
            problems = publishing.publish(root, ready, now())
    what = "压缩包" if is_zip(ready.target) else "清单"
    noted = "" if problems else f"，记入 {LOG}"
    click.echo(f"{target}：已发布 {ready.pages} 个网页{noted}")
    click.echo(f"{what}的 sha256：{ready.digest}")
    return tell_all(problems)


def _step_back(target: Path, root: Path, *, dry_run: bool, yes: bool) -> int:
    from tongbao.publish import publishing

    with ExitStack() as open_target:
        with writing(root, f"publish {target} --back", target):
            ready = open_target.enter_context(publishing.prepared_back(root, target))
        click.echo("\n".join((*_broken_off(ready), *_again(ready), *_changes(ready))))
        if ready.before.done and ready.before.back:  # that was the step that is asked for
            click.echo("现在就是退回以后的样子，没有再退")
            return 0
        if ready.again and not (yes or dry_run or sys.stdin.isatty()):
            message = f"{_words(ready.again)}，没有换"
            raise Problems([Problem(Place(str(ready.target)), message, "确要换上它，加 --yes")])
        question = "现在换上这一版？" if ready.again else "现在退回上一版？"
        if dry_run or not (yes or agreed(question)):
            click.echo("没有退回")
            return 0
        with writing(root, f"publish {target} --back", target):
            problems = publishing.back(root, ready, now())
    click.echo(f"{target}：已退回上一版。再执行一次 --back，又换回来")
    return tell_all(problems)


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


def _broken_off(ready: "Prepared") -> Iterator[str]:
    """Yield what a run before that died had left, and what became of it."""
    if told := str(ready.before):
        yield told


def _again(ready: "Prepared") -> Iterator[str]:
    """Yield what a second step back would put online."""
    if ready.again:
        yield _words(ready.again)


def _words(again: "Again") -> str:
    from tongbao.publish.log import LOG

    logged = again.logged
    named = (
        f"{logged.when} 发布的{logged.edition}，{logged.pages} 个网页"
        if logged
        else f"{LOG} 里没有记着的一版"
    )
    return f"上一次已经退回，再退一次换上的是{named}，sha256 {again.digest[:_SHORT]}"


def _lines(ready: "Prepared") -> Iterator[str]:
    from tongbao.publish.log import edition_words

    words = edition_words(ready.edition) if ready.edition else ""
    if ready.was and ready.was != ready.edition:
        yield f"注意：那里现在是{edition_words(ready.was)}，这一次换成{words}"
        if ready.edition == "intranet":
            yield "内网版有不公开的内容，不能放到互联网上"
        else:
            yield "换下来的内网版会留在旁边的“目标-previous”；那里互联网上看得到的，发布后删去它"
    else:
        yield f"版本：{words}"
    yield from _changes(ready)
    if ready.laid:
        yield f"新放入存档 {ready.laid} 份"
    foreign = ready.foreign
    if foreign.carried:
        yield f"别人放进去的 {len(foreign.carried)} 个文件照样留着：{_some(foreign.carried)}"
    if foreign.overwritten:
        yield f"有人改过的 {len(foreign.overwritten)} 个文件会换成新的：{_some(foreign.overwritten)}"
    if foreign.unlisted and ready.changes.gone:
        yield "那里没有发布清单，分不出哪些是别人放进去的：删去的，上一版里都还有"


def _changes(ready: "Prepared") -> Iterator[str]:
    """Yield how many pages and other files are new, changed and gone, with a few names."""
    changes = ready.changes
    named = (("新增", changes.new), ("改动", changes.changed), ("删去", changes.gone))
    for word, paths in named:
        pages = tuple(path for path in paths if path.endswith(".html"))
        others = tuple(path for path in paths if not path.endswith(".html"))
        if pages:
            more = f"；另有 {len(others)} 个文件" if others else ""
            yield f"{word} {len(pages)} 个网页：{_some(pages)}{more}"
        elif others:
            yield f"{word} {len(others)} 个文件：{_some(others)}"


def _some(paths: tuple[str, ...]) -> str:
    """Return the first few paths."""
    return "、".join(paths[:_FEW]) + (" 等" if len(paths) > _FEW else "")
