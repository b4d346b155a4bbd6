"""How much of a notice became records, and what is left unread.

In: the blocks of a document and the records made of it. Out: for each line how much of it stands in a record. A line is
compared with the records by runs of characters, so that no reader has to say what it took.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

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
    lines = [(text, spot) for text, spot in _lines(blocks) if text]
    taken = _taken("".join(text for text, _ in lines), runs, names)
    starts = accumulate((len(text) for text, _ in lines), initial=0)
    return tuple(
        Line(text, spot, sum(taken[start : start + len(text)]) / len(text))
        for (text, spot), start in zip(lines, starts, strict=False)
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


def _taken(text: str, runs: set[str], names: set[str]) -> bytearray:
    """Return for each character whether it stands in a run or a name of the records; lines may break anywhere."""
    taken = bytearray(len(text))
    for at in range(len(text)):
        if text[at : at + _RUN] in runs:
            taken[at : at + _RUN] = b"\1" * _RUN
        elif not taken[at]:
            name = next((n for n in range(_RUN - 1, 1, -1) if text[at : at + n] in names), 0)
            taken[at : at + name] = b"\1" * name
    return taken
