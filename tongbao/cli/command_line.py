"""Click in Chinese: help, the kinds of value an option takes, and what is said about wrong usage.

In: a group of commands and the words of a command line. Out: printed text and an exit status:
0 done, 1 the user's content or file is at fault or the program is (``unforeseen``), 2 wrong usage, 130 interrupted by
Ctrl-C. Click counts a Chinese character as one column, a terminal as two: whatever is folded or aligned is done here.
"""

import datetime
import os
import re
import sys
import unicodedata
from collections.abc import Sequence
from typing import Any, cast

import click

from tongbao.problems import printable
from tongbao.problems.reasons import reason_of
from tongbao.problems.working_on import worked_on

PROGRAM = "tongbao"
HELP = ("-h", "--help")
# A word or a character, with the brackets that open before it and the signs that no line begins with.
_PIECE = re.compile(r"[“（《]*(?:[!-~]+|\S)[，。、；：？！…）”》]*| ")


class ChineseCommand(click.Command):
    """A command whose help and complaints are Chinese."""

    allow_extra_args = True  # so that the complaint about them is ours

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; raises ``click.UsageError`` for what the command has no place for."""
        if any("\0" in word for word in args):  # typed into the menu: no system passes it on
            raise click.UsageError("命令里有一个看不见的控制符（NUL）", ctx)
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as wrong:
            wrong.ctx = wrong.ctx or ctx
            raise
        if rest and not isinstance(self, click.Group):
            raise click.UsageError(f"多写了：{' '.join(rest)}", ctx)
        return rest

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whatever it raises that nobody foresaw ends in one line and a log to send."""
        from tongbao.cli.unforeseen import Unforeseen, as_problem, line_of

        try:
            with as_problem():
                return super().invoke(ctx)
        except Unforeseen as fault:
            name = ctx.invoked_subcommand or ctx.info_name or PROGRAM
            click.echo(line_of(fault.problems[0], name), err=True)
            return 1

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows the order of the words."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "用法：")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write what the command does, a paragraph after the other."""
        for paragraph in (self.help or "").split("\n\n"):
            lines = (f"  {line}\n" for line in _folded(paragraph, formatter.width - 2))
            formatter.write("\n" + "".join(lines))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options with what each does."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [option.get_help_record(ctx) for option in options]
        _write_section(formatter, "选项", [record for record in records if record])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the ``--help`` option."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这段说明"
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """The commands in the order they are declared; without the name of one, ``default`` runs.

    ``--root DIR`` may stand before the command, too.
    """

    command_class = ChineseCommand
    default = "build"

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Return the names of the commands in declared order."""
        return list(self.commands)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the words in order: the command, then its options."""
        return super().parse_args(ctx, self._in_order(args))

    def _in_order(self, args: list[str]) -> list[str]:
        ahead = (
            2 if args[:1] == ["--root"] else int(args[:1] != [] and args[0].startswith("--root="))
        )
        root, rest = args[:ahead], args[ahead:]
        if not rest or (rest[0].startswith("-") and rest[0] not in (*HELP, "--version")):
            rest = [self.default, *rest]
        return [*rest[:1], *root, *rest[1:]]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with what each does, then the options."""
        commands = self.commands.items()
        _write_section(
            formatter, "命令", [(name, command.short_help or "") for name, command in commands]
        )
        ChineseCommand.format_options(self, ctx, formatter)


def _write_section(
    formatter: click.HelpFormatter, heading: str, rows: list[tuple[str, str]]
) -> None:
    """Write a heading and two columns, the second folded to the width there is."""
    width = max(_columns(first) for first, _ in rows) + 2
    formatter.write(f"\n{heading}：\n")
    for first, second in rows:
        ahead = first
        for line in _folded(second, formatter.width - 2 - width):
            formatter.write(f"  {ahead}{' ' * (width - _columns(ahead))}{line}\n")
            ahead = ""


def _folded(text: str, width: int) -> list[str]:
    """Return a paragraph as lines of at most so many columns; a word of Latin letters stays whole."""
    lines = [""]
    for piece in _PIECE.findall(text):
        if _columns(lines[-1] + piece) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return lines


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


class OneOf(click.ParamType[str]):
    """One of a few words."""

    name = "word"

    def __init__(self, words: Sequence[str]) -> None:
        """Keep the words, in the order in which they are shown."""
        self.words = tuple(words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word; fails for any other."""
        if value not in self.words:
            self.fail(f"“{value}”不在可选的 {'、'.join(self.words)} 之中", param, ctx)
        return str(value)


class Identifier(click.ParamType[str]):
    """The id of a record: it names a file and stands in addresses."""

    name = "id"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the id; fails for other text."""
        if not re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", str(value)):
            self.fail(f"“{value}”不是编号，只能用小写字母、数字和短横，如 zhanhe-2022", param, ctx)
        return str(value)


class Number(click.ParamType[int]):
    """A whole number between two others, both included."""

    name = "number"

    def __init__(self, lowest: int, highest: int) -> None:
        """Keep the bounds."""
        self.lowest, self.highest = lowest, highest

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number; fails for other text."""
        text = str(value)
        if not (text.isascii() and text.isdigit() and self.lowest <= int(text) <= self.highest):
            self.fail(f"“{value}”不是 {self.lowest} 到 {self.highest} 的整数", param, ctx)
        return int(text)


class DayParam(click.ParamType[datetime.date]):
    """A calendar day written as 2022-08-17."""

    name = "day"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """Return the day; fails for other text."""
        try:
            day = datetime.date.fromisoformat(value)
        except ValueError:
            day = None
        if day is None or day.isoformat() != value:
            self.fail(f"“{value}”不是日期，应写成 2022-08-17 的样子", param, ctx)
        return day


def run(group: click.Group, args: Sequence[str] | None = None, program: str = PROGRAM) -> int:
    """Run the command that the words name and return the exit status; prints what was wrong.

    ``args`` are the words of ``sys.argv`` where none are given; ``program`` is what stands before them.
    """
    for stream in (sys.stdout, sys.stderr):
        # A console in GBK lacks some signs of a notice: better a question mark than a failure.
        cast("Any", stream).reconfigure(errors="replace")
    words = tuple(sys.argv[1:] if args is None else args)
    try:
        status = group.main(
            args=words, prog_name=program, standalone_mode=False, obj=words, help_option_names=HELP
        )
    except click.UsageError as wrong:
        path = wrong.ctx.command_path if wrong.ctx else program
        click.echo(f"错误：{_explained(wrong)}\n用法见 {path} --help", err=True)
        return 2
    except click.Abort:
        return 130
    except BrokenPipeError:
        _silence_output()
        return 1
    except OSError as failure:
        click.echo(f"错误：{_failure(failure)}", err=True)
        return 1
    return status if isinstance(status, int) else 0


def _explained(wrong: click.UsageError) -> str:
    if isinstance(wrong, click.NoSuchOption):
        return f"没有这个选项：{wrong.option_name}{_did_you_mean(wrong.possibilities)}"
    if isinstance(wrong, click.NoSuchCommand):
        return f"没有这个命令：{wrong.command_name}{_did_you_mean(wrong.possibilities)}"
    if isinstance(wrong, click.BadOptionUsage):
        # Click says which of the two it is only in its English words.
        unwanted = "does not take" in wrong.message
        return f"选项 {wrong.option_name} 后面{'不带值' if unwanted else '要写一个值'}"
    if isinstance(wrong, click.MissingParameter):
        return f"缺少{_name_of(wrong)}"
    if isinstance(wrong, click.BadParameter):
        return f"{_name_of(wrong)}：{wrong.message}"
    return wrong.message


def _did_you_mean(possibilities: Sequence[str] | None) -> str:
    return f"，您是不是要 {' 或 '.join(possibilities)}？" if possibilities else ""


def _name_of(wrong: click.BadParameter) -> str:
    param = wrong.param
    if isinstance(param, click.Option):
        return f"选项 {max(param.opts, key=len)}"
    return f"参数 {param.make_metavar(wrong.ctx)}" if param and wrong.ctx else "参数"


def _failure(failure: OSError) -> str:
    reason, file = reason_of(failure), failure.filename or worked_on(failure)
    return f"{printable(str(file))}：{reason}" if file else reason


def _silence_output() -> None:
    """Send what is still to be printed nowhere: the reader (``| head``) has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
