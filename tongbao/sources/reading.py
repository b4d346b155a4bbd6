"""What the reader of one format hands back, and how it refuses a file.

In: nothing (plain values). Out: ``SourceText``, which ``read`` completes to a ``Document``, and
``refusal``, the one message a person gets about a file that cannot be read.
"""

from typing import NamedTuple

from tongbao.problems import Place, Problem, Problems
from tongbao.sources.document import Block, Spot

Repairs = tuple[tuple[Spot, str], ...]


class SourceText(NamedTuple):
    """The blocks of a file in reading order, its pages (0: it has none), and the repairs made."""

    blocks: tuple[Block, ...]
    repairs: Repairs = ()
    pages: int = 0


def refusal(name: str, message: str, hint: str, page: int = 0) -> Problems:
    """Return the exception that says in one message why a file is not read, and what to do.

    Args:
        name: the file as messages call it.
        message: what is wrong, in Chinese, without a full stop.
        hint: the remedy, in Chinese, without a full stop.
        page: the page that shows it, from 1; 0 where it is the whole file.
    """
    return Problems([Problem(Place(name, page=page), message, hint)])
