"""Lines -> blocks by runs of numerals: what belongs under what, whichever glyphs a notice uses.

In: ``NumberedLine`` values. Out: a tree of ``Block`` values. A numeral opens a block only where it continues its run
(n+1), begins one (1), or is followed by roles before the next numeral; levels are learned from the order in which
the glyphs of a text appear.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tongbao.notices.quantities.numerals import ALIKE, Numeral
from tongbao.notices.responsibility.lines import NumberedLine, ends_sentence
from tongbao.notices.responsibility.said import Said, Statement
from tongbao.notices.states import LookedBack
from tongbao.sources.document import Spot

_FIRST = 1
# A heading in brackets of its own parts items whatever stands above it: 【党建办公室】.
_IN_BRACKETS = re.compile(r"[【〖][^【】〖〗]{2,24}[】〗]")


@dataclass(slots=True)
class Piece:
    """Some lines of text and the roles that close them; ``closed`` is where the last of these stand."""

    lines: list[tuple[str, Spot]] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    after: str = ""
    closed: Spot | None = None


@dataclass(slots=True)
class Block:
    """A numbered passage with what stands under it; the root has no numeral, nor has a title.

    ``run`` tells apart two runs of the same glyph under one parent; ``below`` is what a line behind it says of it and
    those before it.
    """

    kind: str
    spot: Spot
    numeral: Numeral | None = None
    heading: str = ""
    value: int = 0
    run: int = 0
    pieces: list[Piece] = field(default_factory=list)
    children: list["Block"] = field(default_factory=list)
    below: list[LookedBack] = field(default_factory=list)

    @property
    def said(self) -> list[Piece]:
        """The pieces that state roles."""
        return [piece for piece in self.pieces if piece.statements]

    def walk(self) -> Iterator["Block"]:
        """Yield this block and all below it, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def goes_behind(self, line: NumberedLine) -> bool:
        """Return whether a line is what a paragraph says behind the roles in its midst."""
        return bool(self.pieces) and not line.said.form and self.pieces[-1].closed == line.spot

    def _closes(self, said: Said) -> bool:
        """Return whether a field says how a task stands whose roles stand above the last lines: 进展评价：正常."""
        return (
            self.numeral is not None
            and len(self.pieces) > 1
            and said.form == "line"
            and not said.text
            and not self.pieces[-1].statements
            and all(one.role in ("status", "progress") for one in said.statements)
        )

    def take(self, line: NumberedLine) -> None:
        """Add a line: its text, and the roles it states."""
        said = line.said
        if said.text and self.goes_behind(line):
            self.pieces[-1].after = joined(self.pieces[-1].after, said.text)
            return
        if said.text:
            if not self.pieces or self.pieces[-1].statements:
                self.pieces.append(Piece())
            self.pieces[-1].lines.append((said.text, line.spot))
        elif not self.pieces:
            self.pieces.append(Piece())
        if self._closes(said):
            # What stands between who answers and how it stands is how far it is.
            told = self.pieces.pop()
            words = "\n".join(text for text, _ in told.lines)
            self.pieces[-1].statements.append(Statement("progress", "", words))
        piece = self.pieces[-1]
        piece.statements += said.statements
        piece.remarks += said.remarks
        piece.after = joined(piece.after, said.after)
        piece.closed = line.spot if said.form else None


def joined(first: str, second: str) -> str:
    """Return two texts, each on lines of its own."""
    return "\n".join(text for text in (first, second) if text)


def build_blocks(lines: Sequence[NumberedLine]) -> Block:
    """Return the root of the tree that the lines make."""
    building = _Building(lines)
    for at in range(len(lines)):
        building.take(at)
    return building.root


class _Building:
    """The blocks that are open while the lines are gone through."""

    def __init__(self, lines: Sequence[NumberedLine]) -> None:
        self.lines = lines
        self.answered = list(_answered(lines))
        self.followers = list(_followers(lines))
        self.has_roles = any(line.said.form for line in lines)
        self.root = Block("", Spot())
        self.open = [self.root]
        self.last: dict[str, int] = {}
        self.runs = 0
        self.title_seen = False
        self.roles_seen = False

    def take(self, at: int) -> None:
        """Open a block with a line, or add it to the one that is open."""
        line = self.lines[at]
        if line.back:
            self.open[-1].below += line.back
        elif line.numeral and (kind := self._opens(line.numeral, at)):
            self._open(kind, line)
        elif self.open[-1].goes_behind(line):
            self.open[-1].take(_whole(line))
        elif self._goes_on(line):
            self._extend(line)
        elif line.numeral is None and line.is_title and (kind := self._titles(at)):
            self._open_title(kind, line)
        else:
            self.open[-1].take(_whole(line))
        self.title_seen |= line.numeral is None and line.is_title
        if line.said.form:
            self.roles_seen, self.title_seen = True, False

    def _opens(self, numeral: Numeral, at: int) -> str:
        """Return the kind of block that a numeral opens, "" where it is text."""
        kind, value = numeral.kind, numeral.value
        if kind == "tight":
            return "dot" if value == self.last.get("dot", 0) + 1 > _FIRST else ""
        standing = self._standing(kind)
        may = self.answered[at]
        if standing and value == _FIRST:
            may |= self.title_seen or not self.roles_seen
        elif standing:
            may |= value == standing.value + 1
        else:
            may |= value in (_FIRST, self.last.get(kind, 0) + 1)
        if kind in ("bullet", "filed") or may:
            return self._same_run(kind, value) or kind
        return self._same_run(kind, value)

    def _same_run(self, kind: str, value: int) -> str:
        """Return the kind of the open run that a numeral goes on with, though typed with another glyph."""
        if self._standing(kind) or value == _FIRST:
            return ""
        for other in sorted(ALIKE.get(kind, ())):
            alike = self._standing(other)
            if alike and value == alike.value + 1:
                return other
        return ""

    def _standing(self, kind: str) -> Block | None:
        return next((block for block in self.open if block.kind == kind), None)

    def _close(self, kind: str) -> None:
        """Close the open block of a kind and all under it."""
        for at, block in enumerate(self.open):
            if block.kind == kind:
                del self.open[at:]
                return

    def _open(self, kind: str, line: NumberedLine) -> None:
        assert line.numeral is not None  # noqa: S101  # take() looks at it first
        before = self._standing(kind)
        self._close(kind)
        value = line.numeral.value
        if before is None or (value == _FIRST and kind != "bullet"):
            self.runs += 1
        run = before.run if before and value != _FIRST else self.runs
        heading = line.text[: line.numeral.end] + line.said.text
        block = Block(kind, line.spot, line.numeral, heading, value, run)
        block.take(line)
        self._push(block)
        self.last[kind] = value
        self.title_seen = False

    def _push(self, block: Block) -> None:
        self.open[-1].children.append(block)
        self.open.append(block)

    def _goes_on(self, line: NumberedLine) -> bool:
        """Return whether a line goes on with the units of the line before: they ended in a comma."""
        pieces = self.open[-1].pieces
        if not pieces or not pieces[-1].statements or line.said.form or line.numeral:
            return False
        return pieces[-1].statements[-1].is_open and not line.text.endswith("。")

    def _extend(self, line: NumberedLine) -> None:
        statements = self.open[-1].pieces[-1].statements
        last = statements[-1]
        is_open = line.text.endswith(("、", "，", ","))
        statements[-1] = Statement(last.role, last.label, last.words + line.text, is_open)

    def _titles(self, at: int) -> str:
        """Return the kind of the numeral that opens under a title, "" where the line is no title."""
        block = self.open[-1]
        in_brackets = _IN_BRACKETS.match(self.lines[at].text)
        if block.numeral and not block.said and not block.children and not in_brackets:
            text = block.pieces[-1].lines[-1][0] if block.pieces[-1].lines else ""
            if self.has_roles or not ends_sentence(text):
                return ""
        if not block.numeral and self._heads_roles(at):
            return "title"
        follower = self.followers[at]
        numeral = None if follower is None else self.lines[follower].numeral
        return self._opens(numeral, follower) if numeral and follower else ""

    def _heads_roles(self, at: int) -> bool:
        """Return whether a line stands over one without a numeral that closes with units in brackets."""
        below = self.lines[at + 1] if at + 1 < len(self.lines) else None
        return bool(
            below and not below.numeral and below.said.form == "bracket" and below.said.text
        )

    def _open_title(self, kind: str, line: NumberedLine) -> None:
        self._close("title" if self._standing("title") else kind)
        self._close(kind)
        block = Block("title", line.spot, None, line.text)
        block.take(line)
        self._push(block)


def _whole(line: NumberedLine) -> NumberedLine:
    """Return a line whose numeral is part of its text: it opened nothing."""
    said = line.said
    if line.numeral is None or said.form == "line":
        return line
    start = line.text[: line.numeral.end]
    return replace(line, numeral=None, said=replace(said, text=start + said.text))


def _followers(lines: Sequence[NumberedLine]) -> Iterator[int | None]:
    """Yield for each line the next one below it that has a numeral or is no title."""
    found: list[int | None] = []
    next_one: int | None = None
    for at in reversed(range(len(lines))):
        found.append(next_one)
        if lines[at].numeral or not lines[at].is_title:
            next_one = at
    return iter(reversed(found))


def _answered(lines: Sequence[NumberedLine]) -> Iterator[bool]:
    """Yield for each line whether a role is stated before the next numeral."""
    answers: list[bool] = []
    answered = False
    for line in reversed(lines):
        answered |= bool(line.said.form)
        answers.append(answered)
        if line.numeral:
            answered = False
    return iter(reversed(answers))
