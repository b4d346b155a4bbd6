"""The commands of the clerk's month: ``forms``, ``collect`` and ``undo``."""

import datetime
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tongbao.cli.command_line import ChineseCommand, DayParam, Identifier
from tongbao.cli.months import Period
from tongbao.cli.site_folder import (
    in_site,
    result_folder,
    say_progress,
    shown,
    tell_all,
    tells_problems,
    today,
    writing,
)
from tongbao.problems import Place, Problem, Problems
from tongbao.problems.reasons import reason_of
from tongbao.problems.working_on import working_on

if TYPE_CHECKING:
    from tongbao.forms.collecting import Collected, CollectedChange, Returned
    from tongbao.sources import Taken

_MOST = 40
_COPY = re.compile(r"-批注\d*$")


@click.command(
    cls=ChineseCommand,
    short_help="发报送表：每个单位一份 Excel",
    help="按台账给每个报送单位做一份 Excel 报送表，另有一份全部单位的，供办公室自己填。表里有任务、上次的完成情况和"
    "进展，只填黄色的格子。",
    options_metavar="[选项]",
)
@click.argument("period", type=Period(), metavar="期次")
@in_site
@click.option(
    "--plan", type=Identifier(), metavar="编号", help="任务清单的编号，只有一个清单时不用写"
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    callback=result_folder,
    metavar="目录",
    help="放在哪里，默认站点文件夹的 forms/清单_期次",
)
@click.option(
    "--office", is_flag=True, help="只重做全部单位的那一份，把各单位已经报来的带进灰色两列"
)
@tells_problems
def forms(period: str, root: Path, *, plan: str | None, out: Path | None, office: bool) -> int:
    """Write the forms of a period."""
    from tongbao.forms.sending import send

    say_progress("正在做报送表 ……")
    with writing(root, f"forms {period}"):
        sent = send(root, plan, period, out, today(), office_only=office)
    rows = len(sent.forms.forms[0].rows)
    if office:
        came = sum(
            bool(row.returned_status or row.returned_text) for row in sent.forms.forms[0].rows
        )
        name = sent.forms.forms[0].file_name
        click.echo(f"{shown(sent.folder / name)}：共 {rows} 项，各单位已经报来 {came} 项")
        return 0
    click.echo(
        f"{shown(sent.folder)}：{len(sent.forms.forms) - 1} 个单位的报送表，另有全部单位的一份，共 {rows} 项"
    )
    if sent.forms.unasked:
        click.echo(f"{sent.forms.unasked} 项没有具体的报送单位，只在全部单位的一份里")
    return 0


@click.command(
    cls=ChineseCommand,
    short_help="收报送表：读回填好的表",
    help="把各单位填好的报送表读回来，列出每一项改了什么，记入 content/；也可以写文件夹。有错就全部不收，在原表旁边另存"
    "一份带批注的，改好再收；--partial 先收没有错的。收错了，用 undo 撤销。",
    options_metavar="[选项]",
)
@click.argument(
    "files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="文件或文件夹…"
)
@in_site
@click.option("--received", type=DayParam(), metavar="日期", help="收到的日子，默认今天")
@click.option("--partial", is_flag=True, help="有错的行和表不收，其余的照收")
@click.option("--dry-run", is_flag=True, help="只看会改什么，不写")
@tells_problems
def collect(
    files: tuple[Path, ...],
    root: Path,
    *,
    received: datetime.date | None,
    partial: bool,
    dry_run: bool,
) -> int:
    """Read filled forms back."""
    from tongbao.forms.collecting import CollectOrder, collect
    from tongbao.problems.report import report

    paths = tuple(_workbooks(files))
    if not paths:
        raise Problems([Problem(Place(str(files[0])), "里面没有 Excel 工作簿", "核对文件夹")])
    say_progress(f"正在读 {len(paths)} 份报送表 ……")
    order = CollectOrder(received=received or today(), partial=partial, dry_run=dry_run)
    with writing(root, f"collect {len(paths)} 份", dry_run=dry_run):
        found = collect(root, paths, order)
    click.echo("\n".join((*_lines(found, partial=partial, dry_run=dry_run), *_spare(files))))
    for taken in found.read:
        _annotate(taken, [one for one in found.problems if one.place.file == taken.shown])
    if found.warnings:
        click.echo(report(found.warnings))
    return tell_all(found.problems)


def _spare(places: Sequence[Path]) -> Iterator[str]:
    """Yield a line about the copies with comments in folders: somebody may have filled one in."""
    for place in places:
        copies = sorted(file.name for file in place.glob("*-批注*.xlsx")) if place.is_dir() else []
        if copies:
            yield f"文件夹里带批注的表没有收：{'、'.join(copies)}。改在这上面的，写明文件名再收"


def _workbooks(places: Sequence[Path]) -> Iterator[Path]:
    """Yield the files, those of a folder by name; hidden ones, locks of an open workbook and our copies left out."""
    for place in places:
        if not place.is_dir():
            yield place
            continue
        for file in sorted(place.iterdir()):
            name = file.name
            spare = name.startswith((".", "~$")) or _COPY.search(file.stem)
            if file.suffix.lower() in {".xlsx", ".xls", ".xlsm"} and not spare:
                yield file


def _annotate(taken: "Taken", problems: Sequence[Problem]) -> None:
    """Lay a copy with comments beside a workbook that has problems, where it can be read at all."""
    from tongbao.forms.annotated import annotated, annotated_name
    from tongbao.output.tree import write_file

    if not problems:
        return
    try:
        with working_on(taken.shown):
            data = annotated(taken, problems)
    except Problems:
        return
    copy = taken.path.with_name(annotated_name(taken.path))
    try:
        write_file(copy.parent, copy.name, data)
    except OSError as error:  # the problems are told all the same
        click.echo(f"带批注的表写不了：{shown(copy)}：{reason_of(error)}", err=True)
    else:
        click.echo(f"带批注的表：{shown(copy)}")


def _lines(found: "Collected", *, partial: bool, dry_run: bool) -> Iterator[str]:
    from tongbao.forms.forms import ALL
    from tongbao.progress import periods

    for form in found.forms:
        yield from _form_lines(form)
    for (plan, period), units in found.missing.items():
        named = "、".join(units) if units else "没有"
        yield f"{plan} {periods.label(period)}未报送的单位：{named}"
    taken = sum(form.taken for form in found.forms)
    rows = sum(len(form.changes) for form in found.forms)
    if found.problems and not partial:
        right = f"，没有错的 {taken} 份、{rows} 项加 --partial 可以先收" if rows else ""
        yield f"有错，一份也没有收{right}"
    elif dry_run:
        yield f"试收：可收 {taken} 份、{rows} 项，什么也没有写"
    elif found.written:
        yield f"已收 {taken} 份、{rows} 项。收错了，用 undo 撤销"
        asked = (form.period for form in found.forms if form.taken and form.unit != ALL)
        for span in dict.fromkeys(asked):
            yield f"汇总时，forms {span} --office 把各单位报来的带进“{ALL}”的表"
    else:
        yield "什么也没有写"


def _form_lines(form: "Returned") -> Iterator[str]:
    from tongbao.progress import periods

    if form.known:
        yield f"{form.file}：已经收过（{form.known}），没有改动"
        return
    if not form.period:
        return
    blank = f"，留空 {form.blank} 项" if form.blank else ""
    yield f"{form.file}：{form.unit}，{periods.label(form.period)}，填了 {len(form.changes)} 项{blank}"
    for change in form.changes:
        beside = "（本期已有台账，完成情况以台账为准）" if change.under_ledger else ""
        since = change.was.period if change.was and change.was.period != change.now.period else ""
        last = f"（上次是{periods.label(since)}）" if since else ""
        yield f"  {change.what}：{'；'.join(_changed(change))}{last}{beside}"


def _changed(change: "CollectedChange") -> Iterator[str]:
    """Yield what a row changes, the words before and after."""
    was, now = change.was, change.now
    before = was.status if was else None
    if now.status != before:
        yield f"完成情况 {before or '无'}→{now.status or '无'}"
    else:
        yield f"完成情况仍为{now.status or '无'}"
    if now.note:
        yield f"备注“{_short(now.note)}”"
    if now.text:
        old = was.text if was else ""
        same = old.split() == now.text.split()
        yield "进展与上次相同" if same else f"进展“{_short(old) or '无'}”→“{_short(now.text)}”"
    if now.reply:
        yield f"单位说明“{_short(now.reply.text)}”"


def _short(text: str) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= _MOST else f"{bare[:_MOST]}…"


@click.command(
    cls=ChineseCommand,
    short_help="撤销最近一次收文、发表、收表或核对",
    help="把最近一次 ingest、forms、collect 或在浏览器里核对写进 content/ 的撤回，一个字节也不差；"
    "再撤一次，就撤回再前面的一步。其后有人改过的文件，指出是哪个，什么也不动。",
    options_metavar="[选项]",
)
@in_site
@tells_problems
def undo(root: Path) -> int:
    """Take the last step back."""
    from tongbao.records.journal import take_back

    with writing(root, "undo"):
        step = take_back(root)
    click.echo(f"已撤销：{step.name}，{len(step.files)} 个文件恢复原样")
    return 0
