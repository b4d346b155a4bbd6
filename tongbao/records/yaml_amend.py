"""Writing back: a text that held one thing -> the same text holding another, touched only where they differ.

In: the text, what it holds and what it shall hold, both as plain data. Out: the text. Comments, order of keys, line
ends, quotes and hand edits elsewhere stay byte for byte.

Of a list equal items pair first, then items of the same name, then, one for one, what is left between them.
"""

import difflib
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import yaml

from tongbao.records.yaml_data import essence, is_empty, is_list, same
from tongbao.records.yaml_rewrite import TooOdd, before, write_inline, write_value
from tongbao.records.yaml_splice import Splices, end_index, is_block, start_index
from tongbao.records.yaml_style import fits_flow, flow, flow_item, item_lines, mapping_lines, scalar

# What names an item among its like, the strongest first.
_NAMES = ("id", "part", "word", "claim", "name", "period", "label", "date", "notice")
_Pair = tuple[yaml.Node, yaml.Node]


@dataclass(frozen=True, slots=True)
class Pairing:
    """``pairs``: number before -> number after. ``added``: after which kept item (None: first), which items."""

    pairs: Mapping[int, int]
    added: tuple[tuple[int | None, tuple[int, ...]], ...]


def aligned(old: Sequence[Any], new: Sequence[Any]) -> Pairing:
    """Return which items pair; the order of paired items is the same on both sides."""
    pairs: dict[int, int] = {}
    _pair(old, new, (0, len(old), 0, len(new)), (essence, _named), pairs)
    after_of: dict[int | None, list[int]] = {}
    came_from = {now: was for was, now in pairs.items()}
    last: int | None = None
    for number in range(len(new)):
        if number in came_from:
            last = came_from[number]
        else:
            after_of.setdefault(last, []).append(number)
    return Pairing(pairs, tuple((after, tuple(numbers)) for after, numbers in after_of.items()))


def _pair(
    old: Sequence[Any],
    new: Sequence[Any],
    span: tuple[int, int, int, int],
    names: tuple[Callable[[Any], Hashable], ...],
    pairs: dict[int, int],
) -> None:
    """Pair the items of a span by the first way of naming, and what lies between by the next."""
    old_from, old_to, new_from, new_to = span
    if not names:
        _pair_in_order(old, new, span, pairs)
        return
    before = [names[0](item) for item in old[old_from:old_to]]
    after = [names[0](item) for item in new[new_from:new_to]]
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pairs.update(
                zip(
                    range(old_from + a, old_from + b),
                    range(new_from + c, new_from + d),
                    strict=True,
                )
            )
        else:
            inner = (old_from + a, old_from + b, new_from + c, new_from + d)
            _pair(old, new, inner, names[1:], pairs)


def _pair_in_order(
    old: Sequence[Any], new: Sequence[Any], span: tuple[int, int, int, int], pairs: dict[int, int]
) -> None:
    old_from, old_to, new_from, new_to = span
    as_many = old_to - old_from == new_to - new_from
    pairs.update(
        (was, now)
        for was, now in zip(range(old_from, old_to), range(new_from, new_to), strict=False)
        if _kind(old[was]) == _kind(new[now]) and (as_many or _kind(old[was]) == "scalar")
    )


def _kind(item: Any) -> str:
    if isinstance(item, Mapping):
        return "mapping"
    return "list" if is_list(item) else "scalar"


def _named(item: Any) -> Hashable:
    if isinstance(item, Mapping):
        for name in _NAMES:
            if item.get(name) is not None:
                return name, essence(item[name])
    return essence(item)


def amended(
    text: str,
    root: yaml.MappingNode,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    *,
    exact: bool,
) -> str:
    """Return ``text`` with its mapping, which holds ``old``, made to hold ``new``.

    ``exact``: both are whole, so that no key and an empty value differ where ``old`` and ``new`` do.
    """
    page = Splices(text)
    try:
        _Amending(page, exact=exact).mapping(root, old, new)
    except TooOdd:
        page.edits = [
            (
                start_index(root),
                page.end_of(root),
                page.newline.join(mapping_lines(new, 0) or ["{}"]),
            )
        ]
    return page.spliced()


class _Amending:
    """Walks the nodes of a page beside what they hold and shall hold."""

    def __init__(self, page: Splices, *, exact: bool) -> None:
        self.page = page
        self.exact = exact

    def mapping(
        self, node: yaml.CollectionNode, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Amend a mapping key by key; a key that says nothing is neither added nor taken out."""
        present = {key.value: (key, value) for key, value in node.value}
        changed = {key for key in (*old, *new) if not self._agree(old, new, key)}
        added = {key: new[key] for key in new if key in changed and key not in present}
        removed = {key for key in present if key in changed and key not in new}
        if removed == set(present):
            raise TooOdd
        for key, (key_node, value_node) in present.items():
            if key in new and key in changed:
                self.value(key_node, value_node, old.get(key), new[key], bool(node.flow_style))
        if node.flow_style:
            self._keys_in_flow(list(present.values()), removed, added)
        else:
            self._keys_in_block(list(present.values()), removed, added)

    def _agree(self, old: Mapping[str, Any], new: Mapping[str, Any], key: str) -> bool:
        """Return whether both sides say the same of a key."""
        if key in old and key in new:
            return same(old[key], new[key], exact=self.exact)
        return not self.exact and is_empty(old.get(key)) and is_empty(new.get(key))

    def _keys_in_flow(
        self, pairs: list[_Pair], removed: set[str], added: Mapping[str, Any]
    ) -> None:
        spans = [(start_index(key), max(end_index(key), end_index(value))) for key, value in pairs]
        kept = [key.value not in removed for key, _ in pairs]
        self._take_from_flow(spans, kept)
        last = max(number for number, stays in enumerate(kept) if stays)
        for key, value in added.items():
            new = f", {scalar(key, flow=True)}: {flow(value)}"
            self.page.replace(spans[last][1], spans[last][1], new)

    def _take_from_flow(self, spans: Sequence[tuple[int, int]], kept: Sequence[bool]) -> None:
        """Take items out, each with the comma after it; those behind the last kept with the comma before."""
        for number, stays in enumerate(kept):
            if stays:
                continue
            if any(kept[number + 1 :]):
                self.page.replace(spans[number][0], spans[number + 1][0], "")
            else:
                before = spans[number - 1][1]
                if "#" in self.page.text[before : spans[number][0]]:
                    before = spans[number][0]
                self.page.replace(before, spans[number][1], "")

    def _keys_in_block(
        self, pairs: list[_Pair], removed: set[str], added: Mapping[str, Any]
    ) -> None:
        page = self.page
        first = next(number for number, (key, _) in enumerate(pairs) if key.value not in removed)
        start = start_index(pairs[0][0])
        if first and page.text[page.line_start(start) : start].strip():
            # The first key stands behind the dash of its item: the next one has to move up there.
            page.replace(start, start_index(pairs[first][0]), "")
            pairs = pairs[first:]
        for key, value in pairs:
            if key.value in removed:
                page.take_lines(start_index(key), self._end(key, value))
        last = [pair for pair in pairs if pair[0].value not in removed][-1]
        indent = page.column(start)
        page.put_lines(page.line_end(self._end(*last)), mapping_lines(added, indent))

    def _end(self, key: yaml.Node, value: yaml.Node) -> int:
        return max(end_index(key), self.page.end_of(value))

    def value(self, key: yaml.Node, node: yaml.Node, old: Any, new: Any, in_flow: bool) -> None:
        """Amend the value of a key, piece by piece where it keeps its kind, else as a whole."""
        colon = self.page.text.find(":", end_index(key), max(start_index(node), end_index(key)) + 1)
        head = colon + 1 if colon >= 0 else end_index(key)
        if in_flow:
            write_inline(self.page, node, head, new, in_flow=True, colon=colon < 0)
            return
        indent = self.page.column(start_index(key))
        self._set(node, head, indent, old, new)

    def _set(self, node: yaml.Node, head: int, indent: int, old: Any, new: Any) -> None:
        """Amend what follows a key or dash that ends at ``head`` and stands ``indent`` deep."""
        mark = len(self.page.edits)
        if self._keeps_kind(node, head, indent, new):
            try:
                if isinstance(node, yaml.MappingNode):
                    self.mapping(node, old, new)
                else:
                    self._sequence(cast("yaml.SequenceNode", node), old, new)
            except TooOdd:
                del self.page.edits[mark:]
            else:
                return
        write_value(self.page, node, head, indent, new)

    def _keeps_kind(self, node: yaml.Node, head: int, indent: int, new: Any) -> bool:
        """Return whether a collection stays one of its kind and, in brackets, of a fitting size."""
        if not isinstance(node, yaml.CollectionNode) or not node.value or not new:
            return False
        wanted = yaml.MappingNode if isinstance(new, Mapping) else yaml.SequenceNode
        if not isinstance(node, wanted) or not (isinstance(new, Mapping) or is_list(new)):
            return False
        inside = self.page.text[start_index(node) : end_index(node)]
        return (
            not node.flow_style or "#" in inside or fits_flow(new, indent, before(self.page, head))
        )

    def _sequence(self, node: yaml.CollectionNode, old: Sequence[Any], new: Sequence[Any]) -> None:
        pairing = aligned(old, new)
        if not pairing.pairs:
            raise TooOdd
        if node.flow_style:
            self._items_in_flow(node, pairing, old, new)
        else:
            self._items_in_block(node, pairing, old, new)

    def _items_in_flow(
        self, node: yaml.Node, pairing: Pairing, old: Sequence[Any], new: Sequence[Any]
    ) -> None:
        items = node.value
        spans = [(start_index(item), end_index(item)) for item in items]
        self._take_from_flow(spans, [number in pairing.pairs for number in range(len(items))])
        for was, now in pairing.pairs.items():
            if same(old[was], new[now], exact=self.exact):
                continue
            if isinstance(items[was], yaml.MappingNode) and isinstance(new[now], Mapping):
                self.mapping(items[was], old[was], new[now])
            else:
                write_inline(self.page, items[was], spans[was][0], new[now], in_flow=True)
        for after, numbers in pairing.added:
            texts = [flow_item(new[number]) for number in numbers]
            if after is None:
                at = start_index(node) + 1
                self.page.replace(at, at, "".join(f"{text}, " for text in texts))
            else:
                at = spans[after][1]
                self.page.replace(at, at, "".join(f", {text}" for text in texts))

    def _items_in_block(
        self, node: yaml.Node, pairing: Pairing, old: Sequence[Any], new: Sequence[Any]
    ) -> None:
        page, items = self.page, node.value
        dashes = [self._dash(node, item) for item in items]
        indent = page.column(dashes[0])
        gap = _gap(page, dashes[0], items[0])
        for number, item in enumerate(items):
            if number not in pairing.pairs:
                page.take_lines(dashes[number], max(dashes[number], page.end_of(item)))
                continue
            now = new[pairing.pairs[number]]
            if not same(old[number], now, exact=self.exact):
                self._item(item, dashes[number], gap, old[number], now)
        for after, numbers in pairing.added:
            lines = [line for number in numbers for line in item_lines(new[number], indent, gap)]
            if after is None:
                page.put_lines(page.end_before(dashes[0]), lines)
            else:
                end = max(dashes[after] + 1, page.end_of(items[after]))
                page.put_lines(page.line_end(end), lines)

    def _item(self, item: yaml.Node, dash: int, gap: int, old: Any, new: Any) -> None:
        """Amend an item in place; one that changes its shape is written anew."""
        page, indent = self.page, self.page.column(dash)
        mark = len(page.edits)
        try:
            if isinstance(item, yaml.MappingNode) and is_block(item) and isinstance(new, Mapping):
                self.mapping(item, old, new)
                return
            if isinstance(item, yaml.ScalarNode) or self._keeps_kind(item, dash + 1, indent, new):
                self._set(item, dash + 1, indent, old, new)
                return
        except TooOdd:
            del page.edits[mark:]
        page.take_lines(dash, page.end_of(item))
        page.put_lines(page.line_end(page.end_of(item)), item_lines(new, indent, gap))

    def _dash(self, node: yaml.Node, item: yaml.Node) -> int:
        """Return where the dash of an item stands; all dashes of a list share their column."""
        page = self.page
        column = page.column(start_index(node))
        at = start_index(item)
        while True:
            dash = page.line_start(at) + column
            before = page.text[page.line_start(at) : dash]
            if page.text.startswith("-", dash) and not before.strip():
                return dash
            if page.line_start(at) <= start_index(node):
                raise TooOdd
            at = page.end_before(at)


def _gap(page: Splices, dash: int, item: yaml.Node) -> int:
    """Return how far behind its dash the content of an item stands."""
    start = start_index(item)
    beside = page.line_start(start) == page.line_start(dash)
    return max(start - dash, 2) if beside and page.end_of(item) > start else 2
