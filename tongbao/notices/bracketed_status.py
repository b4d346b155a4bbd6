"""Numbered lines whose status stands in a bracket: ``【办结】1、…``, ``1.【在办】…``, ``1.…责任单位：甲局。〔办结〕``.

In: the blocks of a document. Out: the same, each such status a last sentence of its line, where every reader finds it;
one bracket alone is left as it stands.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.numerals import read_numeral
from tongbao.notices.states import States, states_of
from tongbao.sources.document import Block, Paragraph

_FEWEST = 3
_WORDS = r"(?P<words>[\u4e00-\u9fff]{2,12})"
_FIRST = re.compile(rf"\s*[【\[〔［(（]{_WORDS}[】\]〕］)）]\s*")
_LAST = re.compile(rf"[。；;]?\s*[【\[〔［(（]{_WORDS}[】\]〕］)）][。；;]?\s*$")
_CLOSING = re.compile(r"[（(][^（()）]*[）)]。?$")
_LONGEST_BRACKET = 20
_LONGEST_CLOSING = 120


def with_status_behind(blocks: Sequence[Block], lexicon: Lexicon) -> tuple[Block, ...]:
    """Return blocks whose numbered lines say in their last sentence what most of them say in a bracket."""
    states = states_of(lexicon)
    numbered = 0
    found: dict[int, str] = {}
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and not block.number:
            text = block.text.strip()
            moved = _moved(text, states)
            numbered += bool(moved or read_numeral(text))
            if moved:
                found[at] = moved
    if len(found) < max(_FEWEST, numbered / 2):
        return tuple(blocks)
    return tuple(
        replace(block, text=found[at], strong=(), turns=())
        if at in found and isinstance(block, Paragraph)
        else block
        for at, block in enumerate(blocks)
    )


def _moved(text: str, states: States) -> str:
    """Return a numbered line with the status of its bracket behind it, "" for any other line."""
    before = _FIRST.match(text)
    start = before.end() if before else 0
    numeral = read_numeral(text[start:])
    if numeral is None or not numeral.value:
        return ""
    behind = start + numeral.end
    first = before or _FIRST.match(text, behind)
    if first and states.is_class(first["words"]):
        rest = text[start:] if before else text[:behind] + text[first.end() :]
        return _told(rest, first["words"])
    last = _LAST.search(text, max(behind, len(text) - _LONGEST_BRACKET))
    is_told = last is not None and states.is_class(last["words"])
    return _told(text[: last.start()], last["words"]) if last and is_told else ""


def _told(text: str, status: str) -> str:
    """Return a line with a status as its last sentence, before a bracket that closes it: …。办结。（区住建局）."""
    text = text.rstrip()
    closing = _CLOSING.search(text, max(0, len(text) - _LONGEST_CLOSING))
    words, behind = (text[: closing.start()], closing.group()) if closing else (text, "")
    words = words.rstrip("。；;")
    return f"{words}。{status}。{behind}"
