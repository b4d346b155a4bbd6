"""What a person types into the menu, as words of a command line.

In: a line as it was typed, or as the window wrote it when files were dragged into it. Out: words; raises
``click.UsageError`` with what to type instead.
"""

import os
import re
from pathlib import Path

import click

from tongbao.cli import months
from tongbao.cli.command_line import Identifier

_EDITIONS = {"1": "intranet", "内网": "intranet", "内网版": "intranet"}
_EDITIONS |= {"2": "public", "公开": "public", "公开版": "public"}
_YES = frozenset({"是", "y", "Y", "yes"})
# A path in quotes, or one without blanks; a terminal of Linux writes a backslash before a blank.
_PIECE = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|((?:\\.|\S)+))""")


def files(answer: str) -> tuple[str, ...]:
    """Return the paths of files and folders that are there."""
    paths = dropped(answer)
    for path in paths:
        if not Path(path).exists():
            raise click.UsageError(f"没有这个文件：{path}")
    return paths


def folder_or_zip(answer: str) -> tuple[str, ...]:
    """Return the path of one target; it need not be there yet."""
    found = dropped(answer)
    path = found[0] if len(found) == 1 else _bare(answer)
    if not Path(path).absolute().parent.is_dir():
        raise click.UsageError(f"没有上一级文件夹：{Path(path).absolute().parent}")
    return (path,)


def published(answer: str) -> tuple[str, ...]:
    """Return the path of a folder or zip whose one before is there."""
    from tongbao.output.swapping import previous_of

    (path,) = folder_or_zip(answer)
    before = previous_of(Path(path).absolute())
    if not before.exists():
        raise click.UsageError(f"没有上一版可以退回：{before}")
    return (path,)


def period(answer: str, root: Path) -> tuple[str, ...]:
    """Return a period in ISO months."""
    return (months.said(root, answer),)


def month(answer: str, root: Path) -> tuple[str, ...]:
    """Return a month as 2022-07."""
    found = months.said(root, answer)
    if "/" in found:
        raise click.UsageError(f"“{answer}”不是一个月，写成 7月、2022年7月、2022-07 的样子")
    return (found,)


def state(answer: str, root: Path) -> tuple[str, ...]:
    """Return one side of a comparison: a sealed month, or today."""
    return ("今天",) if answer == "今天" else month(answer, root)


def identifier(answer: str) -> tuple[str, ...]:
    """Return the id of a record."""
    return (Identifier().convert(answer, None, None),)


def edition(answer: str) -> tuple[str, ...]:
    """Return the edition that is meant."""
    if answer not in _EDITIONS:
        raise click.UsageError(f"“{answer}”不是 1 或 2")
    return (_EDITIONS[answer],)


def yes(answer: str) -> tuple[str, ...]:
    """Return no word at all, where the person agrees."""
    if answer not in _YES:
        raise click.UsageError("要做就写“是”")
    return ()


def dropped(answer: str) -> tuple[str, ...]:
    """Return the paths that were dragged into a window: several in quotes, or one as it is written."""
    bare = answer.strip()
    if not bare:
        return ()
    if Path(bare).exists():
        return (bare,)
    pieces = tuple(_piece(match) for match in _PIECE.finditer(bare))
    whole = _bare(bare)
    quoted = bare[0] in "\"'"
    if len(pieces) > 1 and not quoted and not all(Path(piece).exists() for piece in pieces):
        return (whole,)  # one path with blanks, typed by hand
    return pieces


def _piece(match: re.Match[str]) -> str:
    """Return a path without what the window put around it; on Windows a backslash is part of it."""
    if match[3] is None:
        return match[1] if match[1] is not None else match[2]
    return match[3] if os.name == "nt" else re.sub(r"\\(.)", r"\1", match[3])


def _bare(answer: str) -> str:
    bare = answer.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'":
        return bare[1:-1]
    return bare if os.name == "nt" else re.sub(r"\\(.)", r"\1", bare)
