"""A document taken apart: the rows of its tables of tasks, whatever drew them, and its prose.

In: ``Document``. Out: ``Material``. What comes after does not know whether a table was drawn or only
printed in its order.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tongbao.notices.bracketed_status import with_status_behind
from tongbao.notices.cell_kinds import Kinds
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.plain_table import with_plain_tables
from tongbao.notices.prose import put_together
from tongbao.notices.tables import Ledger, read_ledger
from tongbao.sources.document import Block, Document, Paragraph

_FEWEST_BARS = 2
# A word of single signs that is spread over its line: 红　榜.
_SPREAD = re.compile(r"[\u4e00-\u9fff](?:[ \u3000]+[\u4e00-\u9fff]){1,9}")
_BARS = "|｜│┃ \t\u3000"


@dataclass(frozen=True, slots=True)
class Material:
    """A document taken apart: the rows of its tables of tasks, if it has any, and the paragraphs outside them.

    ``running`` are all its paragraphs, where a table was found in some of them: it may be none.
    """

    document: Document
    prose: tuple[Paragraph, ...]
    ledger: Ledger | None = None
    running: tuple[Paragraph, ...] = ()

    def as_prose(self) -> "Material | None":
        """Return the document with no table found in its lines, None where none was."""
        return Material(self.document, self.running) if self.running else None


def take_apart(document: Document, lexicon: Lexicon, statuses: Collection[str]) -> Material:
    """Return the tables of tasks and the prose of a document.

    ``statuses`` are the words of all vocabularies, by which cells without a grid are told apart too.
    """
    words = frozenset(statuses)
    document = replace(document, blocks=with_status_behind(document.blocks, lexicon))
    found = with_plain_tables(document.blocks, lexicon, Kinds(lexicon, words), words)
    broken = document.format == "text"
    prose = tuple(_prose(found.blocks, broken=broken))
    ledger = read_ledger(found.blocks, lexicon, statuses, found.doubts)
    if ledger:
        ledger = replace(ledger, remarks=(*found.remarks, *ledger.remarks))
    is_found = len(found.blocks) != len(document.blocks)
    running = tuple(_prose(document.blocks, broken=broken)) if is_found else ()
    return Material(document, prose, ledger, running)


def _prose(blocks: Sequence[Block], *, broken: bool) -> Iterator[Paragraph]:
    """Yield the paragraphs outside tables; ``broken`` lines are put together, but not over a table between them."""
    whole = [one for one in blocks if isinstance(one, Paragraph)]
    for is_prose, run in groupby(blocks, lambda block: isinstance(block, Paragraph)):
        if is_prose:
            lines = [_unbarred(one) for one in run if isinstance(one, Paragraph)]
            yield from put_together(lines, whole) if broken else lines


def _unbarred(line: Paragraph) -> Paragraph:
    """Return a line without the bars round its one cell (a table's title row) and without spaces that spread it."""
    if _SPREAD.fullmatch(line.text.strip()):
        return replace(line, text="".join(line.text.split()))
    text = line.text.strip(_BARS)
    bars = len(line.text) - len(text)
    has_others = any(bar in text for bar in _BARS[:4])
    return line if has_others or not text or bars < _FEWEST_BARS else replace(line, text=text)
