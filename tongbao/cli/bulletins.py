"""The command that writes the bulletin: ``bulletin``."""

from pathlib import Path

import click

from tongbao.cli.command_line import ChineseCommand, Identifier
from tongbao.cli.months import Period
from tongbao.cli.site_folder import (
    in_site,
    out_folder,
    say_progress,
    shown,
    tells_problems,
    today,
    writing,
)


@click.command(
    cls=ChineseCommand,
    short_help="写下一期通报：Word 文件和 Excel 台账",
    help="由 content/ 的记录写一期通报：公文格式的 Word 文件，台账附在后面；台账另有一份 Excel。"
    "数字与网站相同；表扬谁、点名谁由您在清单文件里写明，没有写明时列出要写的几行。文字在 templates/bulletin/ 里改。",
    options_metavar="[选项]",
)
@click.argument("period", type=Period(), metavar="期次")
@in_site
@click.option(
    "--plan", type=Identifier(), metavar="编号", help="哪个任务清单；只有一个有这一期时不必写"
)
@click.option(
    "--out",
    default="bulletins",
    callback=out_folder,
    metavar="目录",
    help="结果放在哪里，相对站点文件夹，默认 bulletins",
)
@tells_problems
def bulletin(period: str, root: Path, plan: str | None, out: Path) -> int:
    """Write the bulletin of a period."""
    from tongbao.bulletin.choice import UndecidedLists
    from tongbao.bulletin.making import BulletinOrder, make_bulletin

    say_progress("正在写通报 ……")
    try:
        with writing(root, f"bulletin {period}"):
            made = make_bulletin(root, BulletinOrder(period, plan, out, today()))
    except UndecidedLists as asked:
        click.echo("\n".join((*map(str, asked.problems), "", *asked.lines)), err=True)
        return 1
    click.echo(
        f"通报：{shown(made.document)}\n台账：{shown(made.workbook)}\n文字取自 {shown(made.text)}"
    )
    for note in made.notes:
        click.echo(f"请核对：{note}")
    return 0
