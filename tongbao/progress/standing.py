"""How an assignment stands: the status a list shows for it.

In: an entry and its plan's vocabulary. Out: ``Standing``: the word with its order, tone and shape, also where
the word is none of the vocabulary or is missing, where nothing was reported, and where the edition does not list the
assignment. All those are shown in grey and stay outside the base of shares.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tongbao.progress.merging import Entry
from tongbao.records.content import Vocabulary
from tongbao.records.model import Task, Update

Move = Literal["newly_lagging", "still_lagging", "worse", "better", "completed"]

# Behind all that a vocabulary declares.
_UNDECLARED = 999


@dataclass(frozen=True, order=True, slots=True)
class Standing:
    """One way to stand; sorts in the order of lists, bars and ties. ``heading`` names all who stand so.

    ``undecided``: nobody has said what the word counts as, so that no shares can be told while somebody stands so.
    """

    order: int
    slug: str
    heading: str
    tone: str = "grey"
    shape: str = "ring"
    lagging: bool = False
    base: bool = False
    meaning: str = ""
    closed: bool = False
    undecided: bool = False

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
    _UNDECLARED,
    "finished",
    "此前已办结",
    meaning="以前的期次已经办结，本期台账不再列出，另行计数",
    closed=True,
)
OTHER_WORD = Standing(
    _UNDECLARED + 1,
    "unlisted",
    "其他用词",
    meaning="文件用了词表以外的说法，按原文列出",
    undecided=True,
)
UNSTATED = Standing(_UNDECLARED + 2, "unstated", "未注明", meaning="文件有进展，没有写完成情况")
UNREPORTED = Standing(
    _UNDECLARED + 3,
    "unreported",
    "未报送",
    meaning="台账写明未报送，或发了报送表、到截止的日子没有报来",
)
SILENT = Standing(_UNDECLARED + 4, "silent", "尚无进展", meaning="还没有哪份文件说到它的进展")
NOT_LISTED = Standing(
    _UNDECLARED + 5,
    "not-listed",
    "本期未列",
    meaning="这一期的台账没有列它，也没有说明原因；不算哪家单位的未报送，另行计数",
)
ENDED = Standing(
    _UNDECLARED + 6,
    "ended",
    "已调整",
    meaning="任务已经撤销、移交，或者并入、拆成别的任务，原因见它的页面；另行计数",
)

UNDECLARED = (FINISHED, OTHER_WORD, UNSTATED, UNREPORTED, SILENT, NOT_LISTED, ENDED)
_OF_STATES = {
    "finished": FINISHED,
    "ended": ENDED,
    "not_listed": NOT_LISTED,
    "missing": UNREPORTED,
    "silent": SILENT,
}


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
            undecided=status.is_undecided,
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
        if status:
            return self.by_slug[status.slug]
        return UNREPORTED if update.status == UNREPORTED.heading else OTHER_WORD

    def of_entry(self, entry: Entry) -> Standing:
        """Return how an entry stands."""
        if entry.state == "listed" and entry.update:
            return self.of_update(entry.task, entry.update)
        return _OF_STATES[entry.state]
