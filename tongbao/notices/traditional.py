"""Notices in traditional characters: read in simplified ones, kept as printed.

In: the blocks of a document. Out: ``PrintedText``: the same blocks in simplified characters for every reader, and the
way back for the records made of them. A character stays one character, so that all places stay where they are.
"""

import dataclasses
import functools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from tongbao.notices.lexicon import Lexicon
from tongbao.sources.document import Block, Paragraph

_CHARACTER = re.compile("[\u3400-\u9fff]")
_RUN = re.compile("[\u3400-\u9fff]+")
# A text in which every tenth character is a traditional one is printed in them; a name or two make none.
_FEWEST = 0.1
Kept = TypeVar("Kept")


class PrintedText:
    """The text of a document as printed, and in simplified characters where it is printed in traditional ones."""

    def __init__(self, blocks: Sequence[Block], lexicon: Lexicon) -> None:
        """Keep the text of the blocks."""
        self._blocks = tuple(blocks)
        self._lexicon = lexicon
        self._text = "".join("\n".join(_texts_of(blocks)).split(" "))
        self._simple = lexicon.simplified(self._text)
        changed = sum(one != other for one, other in zip(self._text, self._simple, strict=True))
        self._is_traditional = changed > _FEWEST * len(_CHARACTER.findall(self._text))

    def simplified(self) -> tuple[Block, ...]:
        """Return the blocks for reading: in simplified characters where the text is in traditional ones."""
        return (
            _mapped(self._blocks, self._lexicon.simplified)
            if self._is_traditional
            else self._blocks
        )

    def as_printed(self, record: Kept) -> Kept:
        """Return a record, or any value made of some, with the words of the text in the characters printed."""
        found: Kept = _mapped(record, self._words_as_printed) if self._is_traditional else record
        return found

    @functools.lru_cache(maxsize=50_000)  # noqa: B019 - lives as long as its document is read
    def _words_as_printed(self, words: str) -> str:
        """Return words as they stand in the text: whole lines first, else each run of characters."""
        return "\n".join(
            self._found(line) or _RUN.sub(lambda run: self._found(run[0]) or run[0], line)
            for line in words.split("\n")
        )

    def _found(self, words: str) -> str:
        at = self._simple.find(words)
        return self._text[at : at + len(words)] if at >= 0 else ""


def _texts_of(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.number + block.text
        else:
            yield from (cell.text for row in block.rows for cell in row.cells)


def _mapped(value: Any, words: Callable[[str], str]) -> Any:
    """Return a value with a function applied to every text in it."""
    if isinstance(value, str):
        return words(value)
    if isinstance(value, tuple):
        items = [_mapped(one, words) for one in value]
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    if isinstance(value, dict):
        return {key: _mapped(one, words) for key, one in value.items()}
    if isinstance(value, BaseModel):
        fields = {name: _mapped(getattr(value, name), words) for name in value.model_fields_set}
        return value.model_copy(update=fields)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            field.name: _mapped(getattr(value, field.name), words)
            for field in dataclasses.fields(value)
        }
        return dataclasses.replace(value, **fields)
    return value
