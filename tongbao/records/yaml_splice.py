"""The page of a YAML file that is being amended: where its nodes end, and the cuts made so far.

In: a text and its nodes. Out: the text with pieces replaced and all other bytes as they were. Lines are put in
after the end of a line and taken out with the line break before them, so that the last line stays as it ends.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import yaml

_BREAK = re.compile(r"\r\n|\r|\n")
_HEADER = re.compile(r"[|>][-+0-9]*")


@dataclass(slots=True)
class Splices:
    """A text and the pieces to be replaced in it: start, end, new text."""

    text: str
    newline: str = field(init=False)
    edits: list[tuple[int, int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Take the line end that the text itself uses."""
        found = _BREAK.search(self.text)
        self.newline = found.group() if found else "\n"

    def spliced(self) -> str:
        """Return the text with all pieces replaced; what is put in goes before what is taken out there."""
        pieces: list[str] = []
        at = 0
        for start, end, new in sorted(self.edits, key=lambda edit: edit[:2]):
            if start < at and new:
                raise AssertionError(f"two changes of the same text at {start}")
            pieces += (self.text[at:start], new)
            at = max(at, end)
        return "".join((*pieces, self.text[at:]))

    def replace(self, start: int, end: int, new: str) -> None:
        """Put ``new`` in the place of a piece."""
        self.edits.append((start, end, new))

    def put_lines(self, at: int, lines: Sequence[str]) -> None:
        """Put lines in after the line that ends at ``at``."""
        if lines:
            self.replace(at, at, "".join(self.newline + line for line in lines))

    def line_start(self, index: int) -> int:
        """Return where the line of a character begins."""
        return max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1

    def line_end(self, index: int) -> int:
        """Return where the line of a character ends, before its line break."""
        found = _BREAK.search(self.text, index)
        return found.start() if found else len(self.text)

    def end_before(self, index: int) -> int:
        """Return where the line before that of a character ends; 0 for the first line."""
        start = self.line_start(index)
        if self.text.endswith("\r\n", 0, start):
            return start - 2
        return max(start - 1, 0)

    def column(self, index: int) -> int:
        """Return how many characters stand before this one on its line."""
        return index - self.line_start(index)

    def rest_of_line(self, index: int) -> str:
        """Return what follows on the line: nothing, or a comment."""
        return self.text[index : self.line_end(index)].strip()

    def take_lines(self, start: int, end: int) -> None:
        """Take out whole lines, from that of ``start`` to that of ``end``."""
        before = self.end_before(start)
        if before == self.line_start(start):
            found = _BREAK.search(self.text, end)
            self.replace(0, found.end() if found else len(self.text), "")
        else:
            self.replace(before, self.line_end(end), "")

    def end_of(self, node: yaml.Node) -> int:
        """Return where a node's own text ends: no blank line or comment after it."""
        if is_block_scalar(node):
            return self._end_of_block_scalar(node)
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            last = node.value[-1]
            key, value = last if isinstance(last, tuple) else (last, last)
            return (
                max(end_index(key), self.end_of(value)) if key is not value else self.end_of(value)
            )
        return end_index(node)

    def header_end(self, node: yaml.Node) -> int:
        """Return where the ``|-`` of a block scalar ends."""
        found = _HEADER.match(self.text, start_index(node))
        return cast("re.Match[str]", found).end()

    def _end_of_block_scalar(self, node: yaml.Node) -> int:
        """Return the end of the last line that holds content, or that the header asks to keep."""
        first = self.line_end(start_index(node))
        end = end_index(node)
        if "+" in self.text[start_index(node) : self.header_end(node)]:
            return max(first, self.end_before(end) if self.column(end) == 0 else end)
        while end > first:
            start = self.line_start(end - 1)
            line = self.text[start:end].rstrip("\r\n")
            if line.strip(" ") or len(line) > self.indent_of(node):
                return start + len(line)
            end = start
        return first

    def indent_of(self, node: yaml.Node) -> int:
        """Return how deep the content of a block scalar stands."""
        first = self.line_end(start_index(node))
        found = re.compile(r"[\r\n]+( *)[^ \r\n]|$").search(self.text, first, end_index(node))
        return len(found.group(1) or "") if found else 0


def start_index(node: yaml.Node) -> int:
    """Return where a node begins."""
    return cast(int, node.start_mark.index)


def end_index(node: yaml.Node) -> int:
    """Return where the parser saw a node end."""
    return cast(int, node.end_mark.index)


def is_block_scalar(node: yaml.Node) -> bool:
    """Return whether a node is a text under ``|`` or ``>``."""
    return isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}


def is_block(node: yaml.Node) -> bool:
    """Return whether a node's content stands on the lines below its key."""
    if isinstance(node, yaml.CollectionNode):
        return not node.flow_style
    return is_block_scalar(node)
