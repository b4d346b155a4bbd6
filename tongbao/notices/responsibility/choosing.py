"""Which blocks are tasks: those that state roles, and their like.

In: the root of the blocks. Out: ``TaskItem`` values in printed order, and what was left out. Instructions of a covering
letter and measures at the end have numerals too, but state no roles: they are no tasks.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tongbao.notices.column_words import role_of_heading
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.numerals import Numeral
from tongbao.notices.responsibility.blocks import Block, Piece, joined
from tongbao.notices.responsibility.lines import is_title
from tongbao.notices.responsibility.said import Statement
from tongbao.notices.states import LookedBack, states_of
from tongbao.sources.document import Spot

_FEWEST_LISTED = 3
_ANSWERING = frozenset(("lead", "responsible"))
_UNITS_AND_PEOPLE = re.compile(
    r"[【〖]?(?P<units>[^【】〖〗：:（）()]{2,40}?)[】〗]?\s*[（(]?"
    r"(?P<label>[\u4e00-\u9fff]{2,6})[：:](?P<names>[^：:（）()]{2,40})[）)]?"
)
_ASKS = re.compile("(?:请|望|希望|特此|以上|各单位|各部门)")
_OF_OTHERS = re.compile(
    r"问题|不足|原因|要求|建议|做法|经验|特点|成效|[（(](?:共|计)?\d+(?:个|处|条|项)[）)]$"
)
_COUNTS = re.compile(r"[（(]?(?:共计?|有)?\d+(?:个|项|件|条)")
_MOST = 0.5
_FEWEST_HEADINGS = 2
_FEWEST_UNDER = 2
_OF_HEADINGS = frozenset(("title", "han", "han_bracket", "ordinal"))
_LONGEST_UNIT = 6
_COUNTED = re.compile(r"[（(]?共?计?\d{1,3}[个项件条宗][）)]?$")


@dataclass(frozen=True, slots=True)
class TaskItem:
    """A task as printed: its numeral, its lines, its pieces with roles, the heading above it.

    ``behind`` is how many of the lines stand behind the last of its roles; ``above`` is what the heading over it
    says of roles. ``heads`` are all the headings over it, the outermost first, ``below`` is what a line behind it says
    of it and of those before it.
    """

    kind: str
    spot: Spot
    numeral: Numeral | None
    lines: tuple[tuple[str, Spot], ...]
    said: tuple[Piece, ...]
    section: str | None
    is_objective: bool = False
    behind: int = 0
    above: tuple[Statement, ...] = ()
    heads: tuple[str, ...] = ()
    below: tuple[LookedBack, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The tasks, and the headings whose items state no roles and were left out, each with their number."""

    items: tuple[TaskItem, ...]
    left_out: tuple[tuple[str, Spot, int], ...] = ()


def choose_items(root: Block, lexicon: Lexicon, is_unit: Callable[[str], bool]) -> Chosen:
    """Return the tasks among the blocks; ``is_unit`` tells the names of units."""
    _hand_down(root, lexicon, is_unit)
    if not any(block.said for block in root.walk()):
        return Chosen(tuple(_listed(root, lexicon)))
    _fold_parts(root)
    _part_paragraphs(root, lexicon)
    choice = _Choice(root, lexicon)
    items = list(choice.items())
    return Chosen(_without_close(items), tuple(choice.left_out))


def _hand_down(root: Block, lexicon: Lexicon, is_unit: Callable[[str], bool]) -> None:
    """Give the items under headings what these say of who answers: ``一、教育组（牵头单位：甲局）``.

    Of those that are units and nothing else (二、县水利局（3项）) there are several, or one that counts its items.
    Beside others that help the units lead.
    """
    answering = [one for one in root.walk() if _answers(one)]
    for block in answering:
        if block is answering[-1]:
            _without_close_below(block)
        _give(block, [one for piece in block.said for one in piece.statements])
        block.pieces = [Piece(block.pieces[0].lines)]
    for block in root.walk():
        first = block.pieces[0] if block.numeral and block.pieces else Piece()
        counts = any(_COUNTED.search(one.words) for one in first.statements)
        if first.statements and not first.lines and (block.children or counts):
            said = [replace(one, words=_COUNTED.sub("", one.words)) for one in first.statements]
            _give(block, said)
            block.heading += "；".join(f"{one.label}：{one.words}" for one in first.statements)
            block.pieces = [Piece([(block.heading, block.spot)])]
    heard = set(map(id, answering))
    heads = [one for one in root.walk() if one.children and one.heading and id(one) not in heard]
    found = [(one, units) for one in heads if (units := _units_of(one, is_unit))]
    runs = Counter(one.run for one, _ in found if one.numeral)
    # One beside several of them is such too where only some of its names are known: 五、各苏木镇、国有农牧场.
    known = {id(one) for one, _ in found}
    found += [
        (one, units)
        for one in heads
        if runs[one.run] >= _FEWEST_HEADINGS
        and id(one) not in known
        and (units := _units_of(one, is_unit, some=True))
    ]
    roles = {
        one.role for block in root.walk() for piece in block.pieces for one in piece.statements
    }
    role = "lead" if "cooperating" in roles and "responsible" not in roles else "responsible"
    if len(found) < _FEWEST_HEADINGS and not any(
        _COUNTED.search(block.heading) for block, _ in found
    ):
        return
    for block, units in found:
        # A line below may say what they do: 牵头任务4项.
        lines = [text for piece in block.pieces for text, _ in piece.lines[1:]]
        leads = any(text.startswith(("牵头", "主办")) for text in lines)
        people = _people_of(block, lexicon)
        _give(block, [Statement("lead" if leads else role, "", units), *people])


def _answers(block: Block) -> bool:
    """Return whether a block is a heading that says who answers, over items of which none says it."""
    numbered = [one for one in block.children if one.numeral]
    return (
        block.kind in _OF_HEADINGS
        and _is_titled(block)
        and sum(len(piece.lines) for piece in block.pieces) == 1
        and len(numbered) >= _FEWEST_UNDER
        and not any(one.children or one.said for one in numbered)
    )


def _without_close_below(block: Block) -> None:
    """Leave out the lines of the last item that the others have not: 各单位要落实责任 under the last list."""
    *others, last = (one.pieces[0] for one in block.children if one.numeral and one.pieces)
    usual = max(len(piece.lines) for piece in others)
    last.lines = last.lines[:usual]


def _give(block: Block, statements: Sequence[Statement]) -> None:
    """Give the items of a block the roles that its heading states, those that they do not state themselves."""
    for child in (one for one in block.walk() if one.numeral and one is not block):
        roles = {one.role for piece in child.pieces for one in piece.statements}
        # Who leads and who answers are the same question.
        roles |= _ANSWERING if roles & _ANSWERING else set()
        if child.pieces and not child.children:
            given = [one for one in statements if one.role not in roles]
            child.pieces[-1].statements[:0] = given


def _units_of(block: Block, is_unit: Callable[[str], bool], *, some: bool = False) -> str:
    """Return the units that a heading consists of, "" for another one; ``some`` is enough beside others of its like."""
    head = _UNITS_AND_PEOPLE.fullmatch(_first(block))
    words = head["units"] if head else _COUNTED.sub("", _first(block)).strip("：: 【】〖〗")
    names = [name for name in re.split("[、，,]", words) if name]
    if not names or "：" in words or ":" in words:
        return ""
    if some and len(words) <= _LONGEST_UNIT:
        return words
    return words if (any if some else all)(map(is_unit, names)) else ""


def _people_of(block: Block, lexicon: Lexicon) -> Iterator[Statement]:
    """Yield whom a heading names behind its units: ``【党建办公室】负责人：应子航``."""
    head = _UNITS_AND_PEOPLE.fullmatch(_first(block))
    role = role_of_heading(head["label"], lexicon) if head else None
    if head and role in ("leaders", "persons"):
        yield Statement(role, head["label"], head["names"].strip())


def _without_close(items: list[TaskItem]) -> tuple[TaskItem, ...]:
    """Return the items, the last one without the words behind its roles, where no other has such words."""
    if items and items[-1].behind and not any(item.behind for item in items[:-1]):
        lines = items[-1].lines[: -items[-1].behind]
        items[-1] = replace(items[-1], lines=lines, behind=0)
    last = items[-1].said[-1:] if items else ()
    if last and _ASKS.match(last[0].after):
        last[0].after = ""
    return tuple(items)


def _groups(root: Block) -> Iterator[tuple[Block, list[Block]]]:
    """Yield each run of blocks with its parent, parents before children."""
    for block in list(root.walk()):
        numbered = [child for child in block.children if child.numeral]
        for _, run in groupby(numbered, key=lambda child: (child.kind, child.run)):
            yield block, list(run)


def _speaks(block: Block) -> bool:
    return any(one.said for one in block.walk())


def _fold_parts(root: Block) -> None:
    """Make parts of a task its text: a class of numerals whose roles stand behind the last part only.

    Parts without any role, under a block that has them, are its text as well.
    """
    behind_last: Counter[str] = Counter()
    each: Counter[str] = Counter()
    speaking = {block.kind for block in root.walk() if block.said and block.numeral}
    for _, group in _groups(root):
        with_roles = [block for block in group if _speaks(block)]
        if len(group) > 1 and with_roles == group[-1:] and not any(one.children for one in group):
            behind_last[group[0].kind] += 1
        elif with_roles:
            each[group[0].kind] += 1
    for parent, group in reversed(list(_groups(root))):
        kind = group[0].kind
        whole = bool(parent.numeral) and not any(one.children for one in group)
        if (whole and not parent.said and behind_last[kind] > each[kind]) or (
            whole and parent.said and kind not in speaking
        ):
            _swallow(parent, group)


def _swallow(parent: Block, group: Sequence[Block]) -> None:
    """Make the lines of some children, numerals included, lines of their parent."""
    for child in group:
        start = child.heading[: child.numeral.end] if child.numeral else ""
        for at, piece in enumerate(child.pieces):
            lines = list(piece.lines)
            if at == 0 and lines:
                lines[0] = (start + lines[0][0], lines[0][1])
            if not parent.pieces or parent.pieces[-1].statements:
                parent.pieces.append(Piece())
            last = parent.pieces[-1]
            last.lines += lines
            last.statements += piece.statements
            last.remarks += piece.remarks
            last.after = joined(last.after, piece.after)
        parent.below += child.below
        parent.children.remove(child)


def _part_paragraphs(root: Block, lexicon: Lexicon) -> None:
    """Make tasks of paragraphs that state roles without a numeral, under a title or at the top."""
    _part(root)
    titles = [one for one in root.children if one.kind == "title"]
    for group in [*(group for _, group in _groups(root)), titles]:
        titled = [one for one in group if _is_titled(one) and not _is_goal(_first(one), lexicon)]
        if any(len(one.said) > 1 for one in titled):
            for block in titled:
                if not block.children:
                    _part(block)


def _first(block: Block) -> str:
    """Return the first line of a block, "" where it has none."""
    return block.pieces[0].lines[0][0] if block.pieces and block.pieces[0].lines else ""


def _is_titled(block: Block) -> bool:
    return bool(block.said) and is_title(_first(block))


def _is_goal(title: str, lexicon: Lexicon) -> bool:
    return any(word in title for word in lexicon.objectives)


def _part(block: Block) -> None:
    """Make each piece of a block that states roles a task of its own; what is left is its title."""
    if not block.said:
        return
    title = block.pieces[0].lines[:1] if block.heading else []
    block.pieces[0].lines = block.pieces[0].lines[len(title) :]
    for piece in block.said:
        if piece.lines:
            block.children.append(Block("plain", piece.lines[0][1], pieces=[piece]))
    if block.children:
        block.children[-1].below, block.below = block.below, []
    block.pieces = [Piece(title)]


class _Choice:
    """Chooses the tasks of a text that states roles."""

    def __init__(self, root: Block, lexicon: Lexicon) -> None:
        self.root = root
        self.lexicon = lexicon
        self.left_out: list[tuple[str, Spot, int]] = []
        self.task_kinds = self._task_kinds()
        self.titles = sum(block.kind == "title" and _speaks(block) for block in root.walk())
        self.silent = set(self._silent())

    def _task_kinds(self) -> frozenset[str]:
        """Return the glyphs of tasks: of the blocks without others under them, most state roles."""
        leaves = [one for one in self.root.walk() if one.numeral and not one.children]
        counts = Counter(one.kind for one in leaves)
        said = Counter(one.kind for one in leaves if one.said)
        above = Counter(one.kind for one in self.root.walk() if one.numeral and one.children)
        return frozenset(
            kind
            for kind in said
            if said[kind] >= _MOST * counts[kind] and said[kind] >= above[kind]
        )

    def _silent(self) -> Iterator[int]:
        """Yield blocks without roles that are tasks all the same: their run states roles, or goes on from one."""
        last_said: dict[str, int] = {}
        for parent, group in _groups(self.root):
            kind = group[0].kind
            speaks = any(block.said for block in group)
            goes_on = group[0].value > 1 and last_said.get(kind) == group[0].value - 1
            if kind in self.task_kinds and (speaks or goes_on):
                yield from (id(block) for block in group if not block.said and not block.children)
                last_said[kind] = group[-1].value
            elif not any(map(_speaks, group)) and not _speaks(parent):
                self.left_out.append(
                    (parent.heading or group[0].heading, group[0].spot, len(group))
                )

    def items(self) -> Iterator[TaskItem]:
        """Yield the tasks in printed order."""
        yield from self._items(self.root, None, (), ())

    def _items(
        self,
        block: Block,
        section: str | None,
        above: tuple[Statement, ...],
        heads: tuple[str, ...],
    ) -> Iterator[TaskItem]:
        if _heads(block):
            above = tuple(one for piece in block.said for one in piece.statements)
        elif block.said or id(block) in self.silent:
            yield replace(self._item(block, section), above=above, heads=heads)
        heading = _section(block)
        if block.kind == "title" and self.titles < 2:  # noqa: PLR2004 - one title is the plan's own
            heading = None
        heads = (*heads, block.heading) if block.heading and block.children else heads
        for child in sorted(block.children, key=lambda one: (one.spot.page, one.spot.line)):
            yield from self._items(child, heading or section, above, heads)

    def _item(self, block: Block, section: str | None) -> TaskItem:
        lines = tuple(line for piece in block.pieces for line in piece.lines)
        goal = _is_titled(block) and not block.children and _is_goal(_first(block), self.lexicon)
        if goal and len(lines) > 1:
            lines, section = lines[1:], block.heading or _first(block)
        spot = lines[0][1] if lines else block.spot
        last = block.pieces[-1] if block.pieces else Piece()
        behind = len(last.lines) if block.said and not last.statements else 0
        said = tuple(block.said)
        below = tuple(block.below)
        return TaskItem(
            block.kind, spot, block.numeral, lines, said, section, goal, behind, below=below
        )


def _heads(block: Block) -> bool:
    """Return whether a block is only a title with roles, over others that state theirs."""
    lines = sum(len(piece.lines) for piece in block.pieces)
    return lines == 1 and _is_titled(block) and any(map(_speaks, block.children))


def _section(block: Block) -> str | None:
    """Return the heading that a block is for those under it, None where it is none."""
    return block.heading if block.heading and is_title(_first(block)) else None


def _listed(root: Block, lexicon: Lexicon) -> Iterator[TaskItem]:
    """Yield the items of the longest list of a text that states no roles at all; problems and demands are none."""
    groups = [
        (parent, group)
        for parent, group in _groups(root)
        if all(_is_leaf(group)) and not _is_of_others(parent, group, lexicon)
    ]
    # Under headings beside each other short lists are one.
    sizes = Counter[str]()
    for _, group in groups:
        sizes[group[0].kind] += len(group)
    beside = Counter(group[0].kind for parent, group in groups if parent.heading)
    groups = [
        (parent, group)
        for parent, group in groups
        if len(group) >= _FEWEST_LISTED
        or (beside[group[0].kind] >= _FEWEST_HEADINGS and sizes[group[0].kind] >= _FEWEST_LISTED)
    ]
    if not groups:
        return
    titles = {id(parent) for parent, _ in groups if parent.kind == "title"}
    longest = max(len(group) for _, group in groups)
    kind = next(group[0].kind for _, group in groups if len(group) == longest)
    for parent, group in groups:
        if group[0].kind == kind:
            usual = max((len(block.pieces[0].lines) for block in group[:-1]), default=1)
            for block in group:
                lines = tuple(block.pieces[0].lines)
                kept = lines[:usual] if block is group[-1] else lines
                own = parent.kind == "title" and len(titles) == 1
                section = None if own else _section(parent)
                heads = tuple(filter(None, (parent.heading,)))
                yield TaskItem(
                    kind,
                    block.spot,
                    block.numeral,
                    kept,
                    (),
                    section,
                    heads=heads,
                    below=tuple(block.below),
                )


def _is_of_others(parent: Block, group: Sequence[Block], lexicon: Lexicon) -> bool:
    """Return whether a list is of problems, demands or sections: by the words over it, or by what its items are."""
    above = [parent.heading] + [
        cut_off[-1]
        for piece in parent.pieces[-1:]
        for text, _ in piece.lines[-1:]
        if (cut_off := [one for one in text.split("。") if one])
    ]
    over = any(
        _OF_OTHERS.search(words) or any(one in words for one in lexicon.told.demands)
        for words in above
    )
    items = [_first(block) for block in group]
    counts = [(text, _COUNTS.search(text)) for text in items]
    over_classes = [states_of(lexicon).of_heading(text[: at.end()]) for text, at in counts if at]
    classes = sum(bool(one.status and (one.is_sure or one.has_tense)) for one in over_classes)
    return over or classes * 2 >= len(items)


def _is_leaf(group: Iterable[Block]) -> Iterator[bool]:
    return (not block.children and bool(block.pieces and block.pieces[0].lines) for block in group)
