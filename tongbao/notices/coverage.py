"""How much of a notice became records, and what is left unread.

In: the blocks of a document and the records made of it. Out: for each line how much of it stands in a record. A line is
compared with the records by runs of characters, so that no reader has to say what it took.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tongbao.sources.document import Block, Paragraph, Spot

# Runs of so many characters are compared; a name that is shorter counts where it stands whole.
_RUN = 5
_MOST = 0.6


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or a table row: its text without white space, and the part of it that stands in a record, 0 to 1."""

    text: str
    spot: Spot
    share: float

    @property
    def is_read(self) -> bool:
        """Whether most of the line stands in a record."""
        return self.share >= _MOST


def lines_of(blocks: Sequence[Block], records: Iterable[object]) -> tuple[Line, ...]:
    """Return the lines of a document with what of them stands in the records (models or plain data)."""
    runs: set[str] = set()
    names: set[str] = set()
    for text in texts_in(records):
        plain = _plain(text)
        if len(plain) < _RUN:
            names.add(plain)
        runs.update(plain[at : at + _RUN] for at in range(len(plain) - _RUN + 1))
    return tuple(
        Line(text, spot, _share(text, runs, names)) for text, spot in _lines(blocks) if text
    )


def texts_in(data: object) -> Iterator[str]:
    """Yield every text that data of any depth holds."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from texts_in(value)
    elif isinstance(data, Iterable):
        for value in data:
            yield from texts_in(value)


def _lines(blocks: Sequence[Block]) -> Iterator[tuple[str, Spot]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield _plain(block.number + block.text), block.spot
        else:
            for row in block.rows:
                yield "".join(_plain(cell.text) for cell in row.cells), row.spot


def _plain(text: str) -> str:
    return "".join(text.split())


def _share(text: str, runs: set[str], names: set[str]) -> float:
    """Return how much of a line stands in runs or names of records."""
    taken = bytearray(len(text))
    for at in range(len(text)):
        if text[at : at + _RUN] in runs and at + _RUN <= len(text):
            taken[at : at + _RUN] = b"\1" * _RUN
        else:
            for length in range(_RUN - 1, 1, -1):
                if text[at : at + length] in names:
                    taken[at : at + length] = b"\1" * min(length, len(text) - at)
                    break
    return sum(taken) / len(text)
