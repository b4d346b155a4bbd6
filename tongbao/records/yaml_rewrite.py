"""A value written anew in its place: the text of a scalar, or a whole value that changed its kind.

In: the page, the node that stands there, where its key or dash ends (``head``) and how deep that stands (``indent``),
and the new value. Out: pieces to be replaced, noted on the page. Comments behind the value stay.
"""

from collections.abc import Mapping
from typing import Any, cast

import yaml

from tongbao.records.yaml_data import is_list, text_of
from tongbao.records.yaml_splice import Splices, end_index, is_block, is_block_scalar, start_index
from tongbao.records.yaml_style import (
    flow,
    is_literal,
    is_plain,
    literal_lines,
    looks_typed,
    quoted,
    scalar,
    value_lines,
)


class TooOdd(Exception):
    """Within this room: a shape that is not amended piece by piece; what holds it is written anew."""


def write_value(page: Splices, node: yaml.Node, head: int, indent: int, new: Any) -> None:
    """Write any value in the place of one that stands outside brackets."""
    if not isinstance(node, yaml.ScalarNode) or isinstance(new, Mapping) or is_list(new):
        _write_whole(page, node, head, value_lines(new, indent, before(page, head)))
        return
    text = text_of(new) or ""
    if is_block_scalar(node) and is_literal(text):
        _write_literal(page, node, text, indent)
    elif is_block_scalar(node):
        _write_whole(page, node, head, (scalar(new), []))
    elif "\n" in text or not node.style:
        inline, below = value_lines(new, indent, before(page, head))
        if below:
            _write_whole(page, node, head, (inline, below))
        else:
            write_inline(page, node, head, new, in_flow=False)
    else:
        write_inline(page, node, head, new, in_flow=False)


def write_inline(
    page: Splices, node: yaml.Node, head: int, new: Any, *, in_flow: bool, colon: bool = False
) -> None:
    """Write a value on the line, in the quotes that the old one had; ``colon``: its key has none yet."""
    if isinstance(new, Mapping) or is_list(new) or not isinstance(node, yaml.ScalarNode):
        text = flow(new)
    else:
        text = _restyled(node, new, in_flow=in_flow)
    start, end = start_index(node), end_index(node)
    if start == end:
        page.replace(head, head, (":" if colon else "") + " " + text)
    else:
        page.replace(start, end, text)


def before(page: Splices, head: int) -> str:
    """Return what stands on the line before a value."""
    return page.text[page.line_start(head) : head].strip() + " "


def _write_literal(page: Splices, node: yaml.Node, text: str, indent: int) -> None:
    """Replace the lines of a text under ``|`` or ``>``, at the depth they had."""
    page.replace(start_index(node), page.header_end(node), "|-")
    first = page.line_end(start_index(node))
    end = page.end_of(node)
    # A header of other signs may set a depth of its own.
    usual = end > first and page.header_end(node) == start_index(node) + len("|-")
    depth = page.indent_of(node) if usual else indent + 2
    page.replace(first, end, "")
    page.put_lines(end, literal_lines(text, max(depth, indent + 1)))


def _write_whole(page: Splices, node: yaml.Node, head: int, written: tuple[str, list[str]]) -> None:
    """Write what follows a key on its line and the lines below, in the place of the old."""
    inline, below = written
    start, end = start_index(node), page.end_of(node)
    if isinstance(node, yaml.CollectionNode) and is_block(node):
        if page.line_start(start) == page.line_start(head):
            raise TooOdd
        page.take_lines(start, end)
        page.replace(head, head, f" {inline}" if inline else "")
        page.put_lines(page.line_end(end), below)
        return
    header = page.header_end(node) if is_block_scalar(node) else end
    first = page.line_end(header)
    if is_block_scalar(node):
        page.replace(first, end, "")
    if inline:
        page.replace(start, header, inline if start > head else f" {inline}")
    else:
        page.replace(head, header if page.rest_of_line(header) else first, "")
    page.put_lines(max(first, end), below)


def _restyled(node: yaml.ScalarNode, new: Any, *, in_flow: bool) -> str:
    """Return a scalar on one line, in the quotes of the one before."""
    text = text_of(new)
    if text is None:
        return "null"
    if node.style in {"'", '"'}:
        return quoted(text, cast("str", node.style))
    typed = isinstance(new, str) and looks_typed(text) and not looks_typed(node.value)
    if is_plain(text, flow=in_flow) and not typed and not (in_flow and "，" in text):
        return text
    return quoted(text)
