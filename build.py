"""The commands of Tongbao, in the order of a clerk's work; each stands in ``commands``.

In: the words of a command line. Out: printed text and an exit status (see ``command_line.run``). The
work is done in the rooms of ``tongbao``, which are opened only by the command that needs them.
"""

import sys

import click

from commands.archiving import archive_month, compare, verify
from commands.bulletins import bulletin
from commands.command_line import ChineseGroup, run
from commands.contents import check, ingest, new
from commands.menu import menu
from commands.office import collect, forms, undo
from commands.pages import build_site, serve
from commands.publishing import publish


@click.group(
    cls=ChineseGroup,
    help="通报：把政府文件变成任务台账，再把台账变成可浏览的进展公开网站。\n\n不写命令时执行 build。",
    subcommand_metavar="[命令] [选项]",
    options_metavar="[--root 目录]",
)
def commands() -> None:
    """Hold the commands."""


for command in (
    build_site,
    new,
    ingest,
    forms,
    collect,
    undo,
    check,
    serve,
    bulletin,
    publish,
    archive_month,
    verify,
    compare,
    menu,
):
    commands.add_command(command)


if __name__ == "__main__":
    sys.exit(run(commands))
