"""Tasks that a ledger drops while new ones look like their halves or their sum: what is proposed, never decided.

In: the pairs of two editions. Out: ``Ending`` values: a task that may have been split into others or merged into one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from tongbao.notices.matching import Pairs, bare_text
from tongbao.records.model import Task

# Only what so many signs in a row share is taken for the same words.
_RUN = 3
# How much of a piece, and of the whole by all pieces together, must be the same words.
_OF_PIECE = 0.5
_OF_WHOLE = 0.6


@dataclass(frozen=True, slots=True)
class Ending:
    """A task of the last edition, how it may have ended, and the tasks of the new edition that may go on."""

    task: Task
    kind: Literal["split", "merged"]
    into: tuple[Task, ...]


def endings(pairs: Pairs) -> tuple[Ending, ...]:
    """Return what may have become of the tasks that an edition drops."""
    return (*_splits(pairs), *_mergers(pairs))


def _splits(pairs: Pairs) -> Iterator[Ending]:
    for whole in pairs.dropped:
        pieces = [task for task in pairs.added if _share(task.text, whole.text) >= _OF_PIECE]
        covered = set().union(*(_runs(whole.text, task.text) for task in pieces))
        if len(pieces) > 1 and len(covered) >= _OF_WHOLE * len(bare_text(whole.text)):
            yield Ending(whole, "split", tuple(pieces))


def _mergers(pairs: Pairs) -> Iterator[Ending]:
    """Yield the tasks whose words one new task holds together, or one that stands and now says more."""
    for sum_of in pairs.added:
        pieces = _pieces_of(sum_of.text, pairs.dropped)
        if len(pieces) > 1:
            yield from (Ending(piece, "merged", (sum_of,)) for piece in pieces)
    for pair in pairs.sure:
        if bare_text(pair.old.text) != bare_text(pair.new.text):
            for piece in _pieces_of(pair.new.text, pairs.dropped):
                if _share(piece.text, pair.old.text) < _OF_PIECE:
                    yield Ending(piece, "merged", (pair.old,))


def _pieces_of(text: str, dropped: Sequence[Task]) -> list[Task]:
    return [task for task in dropped if _share(task.text, text) >= _OF_WHOLE]


def _share(piece: str, whole: str) -> float:
    """Return how much of a piece stands in the whole, in runs."""
    return len(_runs(piece, whole)) / max(1, len(bare_text(piece)))


def _runs(text: str, other: str) -> set[int]:
    """Return the places of a text whose signs stand in another one in the same runs."""
    one, two = bare_text(text), bare_text(other)
    blocks = SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
    return {
        at for block in blocks if block.size >= _RUN for at in range(block.a, block.a + block.size)
    }
