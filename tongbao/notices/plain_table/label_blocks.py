"""Tasks printed as blocks of labels: ``责任单位：…`` over ``整改时限：…`` over ``整改进展：…``, again and again.

In: the lines between two tables. Out: the same lines, each run of blocks as one ``SourceTable`` with the labels as its
headings. Labels are known by recurring, not by their words; a block begins at its head (序号十二, 1.新建…) or, where
blocks have none, at the label that comes round again.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tongbao.notices.column_words import role_of_heading
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.plain_table.label_lines import (
    FEWEST,
    MOSTLY,
    NUMBER,
    LabelledEntry,
    entries_in,
)
from tongbao.notices.quantities.numerals import Numeral, read_numeral
from tongbao.sources.document import Block, Paragraph, SourceCell, SourceRow, SourceTable, Spot

_NUMBERED = re.compile(
    rf"(?P<label>[\u4e00-\u9fff]{{0,6}}?)第?[（(]?(?P<no>{NUMBER})[）)]?[\u4e00-\u9fff]?(?:[：:、.．\s]\s*(?P<rest>.*))?$",
    re.DOTALL,
)
_AROUND = " 　【】[]〔〕"
_REMARK = re.compile(r"[（(][^（()）]*[）)]$")
# What is amiss with a task is none.
_OF_PROBLEMS = re.compile("(?:存在|主要|突出|面临)的?(?:问题|困难|不足|短板)")
_SENTENCE = ("。", "；", ";", "！", "，", "、")
_FEWEST_LABELS = 2
_LONGEST_HEAD = 120
_MOST_LABELS = 24
_TASK = "任务"
_UNITS = "责任单位"
_LABEL_OF_NUMBER = "序号"


@dataclass(slots=True)
class _Block:
    """The fields of one task, by label, and the lines of its head."""

    spot: Spot
    first: int
    head: list[str] = field(default_factory=list)
    number: str = ""
    values: dict[str, list[str]] = field(default_factory=dict)
    last: int = 0

    @property
    def is_open(self) -> bool:
        """Whether its head breaks off in a sentence."""
        return not self.head[-1].endswith(("。", "；", ";", ")", "）"))


def with_label_blocks(run: Sequence[Paragraph], lexicon: Lexicon) -> Iterator[Block]:
    """Yield the lines of a run, those that are blocks of labels as tables."""
    entries = list(entries_in(run, lexicon))
    opening = _BlockOpening.of(entries, lexicon)
    if opening is None:
        yield from run
        return
    taken = 0
    for blocks in _runs(entries, opening):
        yield from run[taken : blocks[0].first]
        yield _table(blocks, opening)
        taken = blocks[-1].last + 1
    yield from run[taken:]


@dataclass(frozen=True, slots=True)
class _BlockOpening:
    """How a block begins: with the label ``label``, and, where ``heads``, with a line of its own above it.

    ``words`` is the heading over what the first label says: of the task, where no other label names it; ``kind`` the
    form of the heads' numerals, if they count on; ``over`` the heading over the words of the heads,
    ``is_named`` whether the words of the first label say what it is.
    """

    labels: tuple[str, ...]
    label: str
    heads: bool
    words: str
    kind: str = ""
    over: str = ""
    is_named: bool = True

    @classmethod
    def of(cls, entries: Sequence[LabelledEntry], lexicon: Lexicon) -> "_BlockOpening | None":
        """Return how the blocks of some lines begin, None where the lines are no blocks."""
        counts = Counter(one.label for one in entries if one.label)
        if len(counts) > _MOST_LABELS or not counts:
            return None
        if len(counts) == 1 and _go_on(entries):
            return None
        roles = {label: role_of_heading(label, lexicon) or "" for label in counts}
        first = _first_label(entries, counts)
        heads = _has_heads(entries, first)
        named = any(
            role == "task" and not _OF_PROBLEMS.search(label) for label, role in roles.items()
        )
        telling = {role for role in roles.values() if role}
        tells_of_others = telling - {"task", "note", "number"}
        is_numbered = any(one.number for one in entries if one.label == first)
        # One label alone tells of a task only beside a head that names it.
        fits = len(counts) >= _FEWEST_LABELS or heads
        if not tells_of_others or not fits or not (named or heads or is_numbered):
            return None
        over = _TASK
        if heads and _are_bodies(entries, first, lexicon):
            # Blocks under the names of bodies tell of tasks only where a label names one.
            if not named:
                return None
            over = _UNITS
        is_task = is_numbered and not named and not heads
        kind = _kind_of_heads(entries, first) if heads else ""
        return cls(
            tuple(counts), first, heads, _TASK if is_task else first, kind, over, roles[first] != ""
        )


def _go_on(entries: Sequence[LabelledEntry]) -> bool:
    """Return whether most values of a label go on with other sentences: what one says stands in running text."""
    values = [one.text for one in entries if one.label]
    return 2 * sum("。" in text.rstrip("。") for text in values) > len(values)


def _first_label(entries: Sequence[LabelledEntry], counts: Counter[str]) -> str:
    """Return the label that comes first in most blocks: the one least often behind another of its block."""
    openers: Counter[str] = Counter()
    seen: set[str] = set()
    for one in entries:
        if one.label in seen or (one.label and not seen):
            openers[one.label] += 1
            seen = set()
        if one.label:
            seen.add(one.label)
    return max(openers, key=lambda label: (openers[label], -list(counts).index(label)))


def _has_heads(entries: Sequence[LabelledEntry], first: str) -> bool:
    """Return whether most blocks begin with a line above their first label: numbered, or no sentence."""
    heads = []
    for at, one in enumerate(entries):
        if one.label == first:
            above = entries[at - 1] if at else None
            heads.append(above.text if above and not above.label else "")
    looks = [
        bool(text)
        and len(text) <= _LONGEST_HEAD
        and (_number_of(text) is not None or not text.endswith(_SENTENCE))
        for text in heads
    ]
    return len(heads) >= FEWEST and sum(looks) >= MOSTLY * len(looks)


def _are_bodies(entries: Sequence[LabelledEntry], first: str, lexicon: Lexicon) -> bool:
    """Return whether most heads are the names of units."""
    above = [entries[at - 1].text for at, one in enumerate(entries) if at and one.label == first]
    bare = [text[numeral.end :] if (numeral := _number_of(text)) else text for text in above]
    names = [re.split("[、，]", _REMARK.sub("", text).strip(_AROUND)) for text in bare]
    return 2 * sum(all(map(lexicon.looks_like_unit, one)) for one in names) > len(names)


def _kind_of_heads(entries: Sequence[LabelledEntry], first: str) -> str:
    """Return the form of the numerals of most heads, "" where they have none that counts."""
    above = (entries[at - 1] for at, one in enumerate(entries) if at and one.label == first)
    numerals = [numeral for one in above if not one.label and (numeral := read_numeral(one.text))]
    kinds = Counter(one.kind for one in numerals if one.value)
    return kinds.most_common(1)[0][0] if kinds else ""


def _number_of(text: str) -> Numeral | None:
    """Return the number that a head begins with: 1.新建…, 序号十二, 问题三：…, None where it has none."""
    numeral = read_numeral(text)
    if numeral:
        return numeral
    match = _NUMBERED.match(text)
    if match is None:
        return None
    end = match.start("rest") if match["rest"] else len(text)
    return Numeral("label", 0, match["no"], end)


def _runs(entries: Sequence[LabelledEntry], opening: _BlockOpening) -> Iterator[list[_Block]]:
    """Yield the blocks that stand together, at least two labels a block; other text parts them."""
    reading = _Blocks(entries, opening)
    for at in range(len(entries)):
        reading.take(at)
    reading.close()
    for blocks in reading.runs:
        if len(blocks) >= FEWEST or (blocks and len(reading.runs) > FEWEST):
            yield blocks


@dataclass(slots=True)
class _Blocks:
    """The blocks read so far, and the one that is open."""

    entries: Sequence[LabelledEntry]
    opening: _BlockOpening
    runs: list[list[_Block]] = field(default_factory=list)
    block: _Block | None = None
    label: str = ""
    count: int = 0

    def take(self, at: int) -> None:
        """Add an entry to the block that is open, open another with it, or leave it."""
        one = self.entries[at]
        if not one.label:
            self._take_line(at)
            return
        block = self.block
        is_new = block is None or (one.label in block.values and self._begins(one.label))
        if is_new and not (block and block.head and not block.values):
            self._open(one)
        assert self.block is not None  # noqa: S101  # opened above, or open before
        if one.number and one.label == self.opening.label:
            self.block.number = one.number
        self.block.values.setdefault(one.label, []).append(one.text)
        self.block.last = max(self.block.last, one.at)
        self.label = one.label

    def _begins(self, label: str) -> bool:
        """Return whether a label that comes again opens a block; in blocks with heads only a head does."""
        return label == self.opening.label or not self.opening.heads

    def _take_line(self, at: int) -> None:
        one = self.entries[at]
        if self.opening.heads and self._is_head(at):
            self._open(one)
            assert self.block is not None  # noqa: S101  # just opened
            self.block.head.append(one.text)
            return
        block = self.block
        if block is None:
            return
        if not block.values and (block.is_open or not self.opening.kind):
            block.head.append(one.text)
            block.last = one.at
        elif not block.values:
            self.close(ends_run=True)
        elif not self._is_section(at) and self._goes_on(at):
            block.values[self.label][-1] = "\n".join(
                filter(None, (block.values[self.label][-1], one.text))
            )
            block.last = one.at
        else:
            self.close(ends_run=True)

    def _is_head(self, at: int) -> bool:
        """Return whether a line is the head of a block: it counts on, or stands right above the first label."""
        numeral = read_numeral(self.entries[at].text)
        if self.opening.kind and numeral and numeral.kind == self.opening.kind:
            is_next = numeral.value in (1, self.count + 1)
            self.count = numeral.value if is_next else self.count
            return is_next
        behind = self.entries[at + 1] if at + 1 < len(self.entries) else None
        return behind is not None and behind.label == self.opening.label

    def _is_section(self, at: int) -> bool:
        """Return whether a line is a numbered heading over the blocks below it."""
        text = self.entries[at].text
        below = [*self.entries[at + 1 : at + 3], *[LabelledEntry("", "", Spot(), 0)] * 2]
        is_over_head = not below[0].label and (
            read_numeral(below[0].text) is not None or below[1].label == self.opening.label
        )
        return read_numeral(text) is not None and not text.endswith(_SENTENCE) and is_over_head

    def _goes_on(self, at: int) -> bool:
        """Return whether a line goes on with the value above it: there is none yet, or both are sentences."""
        assert self.block is not None  # noqa: S101  # the caller looked
        value, text = self.block.values[self.label][-1], self.entries[at].text
        more = any(one.label for one in self.entries[at + 1 :])
        if not value or read_numeral(text):
            return True
        return text.endswith(("。", "；", ";")) and more

    def _open(self, one: LabelledEntry) -> None:
        self.close()
        self.block = _Block(one.spot, one.at, last=one.at)

    def close(self, *, ends_run: bool = False) -> None:
        """Close the block that is open; ``ends_run`` says that other text follows."""
        if self.block and (self.block.values or (self.block.head and self.opening.heads)):
            if not self.runs:
                self.runs.append([])
            self.runs[-1].append(self.block)
        self.block = None
        if ends_run and self.runs and self.runs[-1]:
            self.runs.append([])


def _table(blocks: Sequence[_Block], opening: _BlockOpening) -> SourceTable:
    """Return the table that blocks make: a row a block, its number and head first."""
    heads = [_head_of(block) for block in blocks]
    has_number = any(number for number, _ in heads)
    has_head = any(text for _, text in heads)
    # Where nothing else names the task, what the first label says is it.
    first = opening.words if has_head or opening.is_named else _TASK
    # A label that only counts the blocks (【问题十一】) says nothing: 问题描述 below it does.
    filled = [
        one for one in opening.labels if any(any(block.values.get(one, ())) for block in blocks)
    ]
    labels = [first if one == opening.label else one for one in filled]
    words = [_LABEL_OF_NUMBER] * has_number + [opening.over] * has_head + labels
    top = blocks[0].spot
    rows = [SourceRow(tuple(SourceCell(word, top) for word in words), top)]
    for block, (number, head) in zip(blocks, heads, strict=True):
        values = ["\n".join(block.values.get(label, ())) for label in filled]
        cells = [number] * has_number + [head] * has_head + values
        rows.append(SourceRow(tuple(SourceCell(text, block.spot) for text in cells), block.spot))
    return SourceTable(tuple(rows), top)


def _head_of(block: _Block) -> tuple[str, str]:
    """Return the number of a block and the words of its head."""
    text = "\n".join(block.head)
    numeral = _number_of(text)
    if numeral is None:
        return block.number, text
    return numeral.shown, text[numeral.end :].strip()
