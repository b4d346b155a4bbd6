"""How an assignment stands: the status a list shows for it.

In: an entry and its plan's vocabulary. Out: ``Standing``: the word with its order, tone and shape, also where
the word is none of the vocabulary, is missing, or nothing was reported at all, and where an earlier period
closed the assignment. Those four are shown in grey and stay outside the base of shares.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tongbao.progress.merging import Entry
from tongbao.records.content import Vocabulary
from tongbao.records.model import Task, Update

Move = Literal["newly_lagging", "still_lagging", "worse", "better", "completed"]

_FINISHED, _UNLISTED, _UNSTATED, _UNREPORTED = 999, 1000, 1001, 1002


@dataclass(frozen=True, order=True, slots=True)
class Standing:
    """One way to stand; sorts in the order of lists, bars and ties. ``heading`` names all who stand so."""

    order: int
    slug: str
    heading: str
    tone: str = "grey"
    shape: str = "ring"
    lagging: bool = False
    base: bool = False
    meaning: str = ""
    closed: bool = False

    @property
    def rank(self) -> int | None:
        """Its place from best to worst; None where it says nothing of progress."""
        if self.closed:
            return -1
        return self.order if self.base else None


def moves(was: Standing | None, now: Standing, opening: Standing | None) -> Iterator[Move]:
    """Yield how something moved that stood so and stands so.

    It got worse or better than its ``opening``, the state with which it is compared; ``was`` is the last one before,
    which says whether it is newly done with or lagging. What is done with is not called better as well.
    """
    old = opening.rank if opening else None
    if old is not None and now.rank is not None and now.rank != old:
        if now.rank > old:
            yield "worse"
        elif not now.closed:
            yield "better"
    if now.closed and not (was and was.closed):
        yield "completed"
    if now.lagging:
        yield "still_lagging" if was and was.lagging else "newly_lagging"


FINISHED = Standing(
    _FINISHED,
    "finished",
    "此前已办结",
    meaning="以前的期次已经办结，本期台账不再列出，另行计数",
    closed=True,
)
UNLISTED = Standing(_UNLISTED, "unlisted", "其他用词", meaning="文件用了词表以外的说法，按原文列出")
UNSTATED = Standing(_UNSTATED, "unstated", "未注明", meaning="文件有进展，没有写完成情况")
UNREPORTED = Standing(
    _UNREPORTED,
    "unreported",
    "未报送",
    meaning="本期台账里没有这一项的进展，或发了报送表、没有报来",
)

UNDECLARED = (FINISHED, UNLISTED, UNSTATED, UNREPORTED)


def declared(vocabulary: Vocabulary) -> tuple[Standing, ...]:
    """Return the standings a vocabulary declares, in its order."""
    return tuple(
        Standing(
            order,
            status.slug,
            status.word,
            status.tone,
            status.shape,
            status.lagging,
            status.base,
            status.meaning or "",
            status.closed,
        )
        for order, status in enumerate(vocabulary.statuses)
    )


@dataclass(frozen=True, slots=True)
class Words:
    """The standings of one plan, found by the words that notices print."""

    by_word: dict[str, Standing]
    in_order: tuple[Standing, ...]
    vocabulary: Vocabulary
    by_slug: dict[str, Standing]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Words":
        """Index a vocabulary; the first of two equal words holds."""
        in_order = declared(vocabulary)
        by_word: dict[str, Standing] = {}
        for status, standing in zip(vocabulary.statuses, in_order, strict=True):
            for word in () if status.grade else (status.word, *status.aliases):
                by_word.setdefault(word, standing)
        return cls(by_word, in_order, vocabulary, {one.slug: one for one in in_order})

    @property
    def lagging(self) -> frozenset[str]:
        """The words, aliases included, that say that something lags."""
        return frozenset(word for word, standing in self.by_word.items() if standing.lagging)

    @property
    def closing(self) -> frozenset[str]:
        """The words, aliases included, that say that something is done with."""
        return frozenset(word for word, standing in self.by_word.items() if standing.closed)

    def of_update(self, task: Task, update: Update) -> Standing:
        """Return how an update of a task stands."""
        if update.status is None:
            return UNSTATED
        status = self.vocabulary.find(update.status, graded=task.is_graded)
        return self.by_slug[status.slug] if status else UNLISTED

    def of_entry(self, entry: Entry) -> Standing:
        """Return how an entry stands."""
        if entry.carried:
            return FINISHED
        return UNREPORTED if entry.update is None else self.of_update(entry.task, entry.update)
