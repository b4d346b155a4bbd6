"""The commands of Tongbao, in the order of a clerk's work.

In: the words of a command line. Out: printed text and an exit status (see ``command_line.run``). The work is done in
the other rooms, which are opened only by the command that needs them.
"""

import click

from tongbao import __version__
from tongbao.cli.archiving import archive_month, compare, verify
from tongbao.cli.bulletins import bulletin
from tongbao.cli.command_line import PROGRAM, ChineseCommand, ChineseGroup, run
from tongbao.cli.contents import check, ingest, new
from tongbao.cli.menu import menu
from tongbao.cli.office import collect, forms, undo
from tongbao.cli.pages import build_site, serve
from tongbao.cli.publishing import publish


@click.command(
    "help",
    cls=ChineseCommand,
    short_help="显示一个命令的说明",
    help="显示一个命令的说明，与 命令 --help 相同；不写命令时列出全部命令。",
    options_metavar="",
)
@click.argument("name", required=False, default="", metavar="[命令]")
@click.pass_context
def help_on(context: click.Context, name: str) -> int:
    """Print the help of a command."""
    words = [name, "--help"] if name else ["--help"]
    return run(commands, words, context.find_root().info_name or PROGRAM)


@click.group(
    cls=ChineseGroup,
    help="通报：把政府文件变成任务台账，再把台账变成可浏览的进展公开网站。\n\n"
    "在站点文件夹里（或它下面）执行；在别处执行时用 --root 指明站点文件夹。不写命令时执行 build。",
    subcommand_metavar="[命令] [选项]",
    options_metavar="[--root 目录]",
)
@click.version_option(__version__, message="通报 %(version)s", help="显示版本")
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
    help_on,
):
    commands.add_command(command)


def main(program: str = PROGRAM) -> int:
    """Run the command that ``sys.argv`` names and return the exit status; ``program`` is what its user typed."""
    return run(commands, program=program)
