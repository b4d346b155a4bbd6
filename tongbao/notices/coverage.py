"""How much of a notice stands in its records, line by line.

In: the blocks of a document and the records made of it. Out: ``CoveredLine`` values. Text and records are compared by
runs of characters, so that no reader has to say what it took, and a line may break anywhere.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from tongbao.records.model import Record
from tongbao.sources.document import Block, Paragraph, Spot

# Runs of so many characters are compared; a text that is shorter counts where it stands whole.
_RUN = 5
_MOST = 0.6
_BLANK = re.compile(r"[\s|｜│┃]+")  # the bars of a table that was never drawn hold nothing either
# Fields that hold no words of the notice.
_NOT_PRINTED = frozenset(("plan", "id", "review", "source"))


@dataclass(frozen=True, slots=True)
class CoveredLine:
    """A paragraph or a table row: its text without white space, and the part of it that stands in records, 0 to 1."""

    text: str
    spot: Spot
    share: float

    @property
    def is_read(self) -> bool:
        """Whether most of the line stands in records."""
        return self.share >= _MOST


class Text:
    """The lines of a document, to be compared with one set of records after the other."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        """Keep the lines that hold something."""
        self._lines = [(text, spot) for text, spot in _lines(blocks) if text]
        self._whole = "".join(text for text, _ in self._lines)
        self._runs = [self._whole[at : at + _RUN] for at in range(len(self._whole))]
        # The same records are asked for again and again; they are kept, so that none takes the place of another.
        self._known: dict[int, tuple[object, frozenset[str]]] = {}

    @property
    def length(self) -> int:
        """How many characters the document has, white space left out."""
        return len(self._whole)

    def covered_by(self, records: Iterable[object]) -> tuple[CoveredLine, ...]:
        """Return the lines with what of them stands in the records (or texts)."""
        taken = self._taken(records)
        starts = accumulate((len(text) for text, _ in self._lines), initial=0)
        return tuple(
            CoveredLine(text, spot, sum(taken[start : start + len(text)]) / len(text))
            for (text, spot), start in zip(self._lines, starts, strict=False)
        )

    def characters_in(self, records: Iterable[object]) -> int:
        """Return how many characters of the document stand in the records."""
        return sum(self._taken(records))

    def _taken(self, records: Iterable[object]) -> bytearray:
        """Return for each character whether it stands in a run or a short text of the records."""
        texts = frozenset().union(*map(self._texts_of, records))
        shorts = {text for text in texts if len(text) < _RUN}
        runs = {text[at : at + _RUN] for text in texts for at in range(len(text) - _RUN + 1)}
        # A byte a character: where a run begins, and those that follow there.
        begins = int.from_bytes(bytes(map(runs.__contains__, self._runs)))
        covered = begins
        for at in range(1, _RUN):
            covered |= begins >> 8 * at
        taken = bytearray(covered.to_bytes(len(self._whole)))
        at = taken.find(0) if shorts else -1
        while at >= 0:
            run = self._runs[at]
            short = next((n for n in range(_RUN - 1, 1, -1) if run[:n] in shorts), 0)
            taken[at : at + short] = b"\1" * len(run[:short])
            at = taken.find(0, at + 1)
        return taken

    def _texts_of(self, record: object) -> frozenset[str]:
        if id(record) not in self._known:
            self._known[id(record)] = record, frozenset(map(_plain, _texts_in(record)))
        return self._known[id(record)][1]


def _texts_in(value: object) -> Iterator[str]:
    """Yield the texts of a record and of those in it that may be words of a notice."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts_in(item)
    elif isinstance(value, Record):
        for name, item in value:
            if item and name not in _NOT_PRINTED:
                yield from _texts_in(item)


def _lines(blocks: Sequence[Block]) -> Iterator[tuple[str, Spot]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield _plain(block.number + block.text), block.spot
        else:
            for row in block.rows:
                yield "".join(_plain(cell.text) for cell in row.cells), row.spot


def _plain(text: str) -> str:
    return _BLANK.sub("", text)
