"""Where a table without a grid ends, and the text goes on.

In: the lines below a header. Out: those that are its rows. After the last number or status may stand a word under it; a
signature, a date, a note or an annex is the letter's.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.plain_table import text_metrics
from tongbao.notices.plain_table.layout import counted
from tongbao.notices.plain_table.tokens import TokenLine

_DAY = re.compile(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日$")
_GAP = 3  # so many lines without a sign, and the drawing has ended


def body_of(
    body: Sequence[TokenLine], width: int, lexicon: Lexicon, statuses: frozenset[str]
) -> list[TokenLine]:
    """Return the lines that are rows of a table of some width; ``body`` are all below its header."""
    if body and body[0].hard:
        end = _end_of_drawing(body, lexicon)
        drawn = [line for line in body[:end] if line.hard]
        # The text was cut inside a row: what is left of its last line has no sign.
        return [line if line.hard else _as_drawn(line, drawn[0].cells) for line in body[:end]]
    return list(body[: _end_of_words(body, width, lexicon, statuses)])


def _as_drawn(line: TokenLine, cells: int) -> TokenLine:
    text = " ".join(line.tokens)
    return replace(line, tokens=(text,), hard=True, slots=(0,), cells=cells)


def _end_of_drawing(body: Sequence[TokenLine], lexicon: Lexicon) -> int:
    """Return where the lines with signs end; a last line that was cut off belongs to them."""
    end = 0
    texts = ["".join(line.tokens) for line in body]
    for at, line in enumerate(body):
        if line.hard:
            end = at + 1
        elif at - end >= _GAP or _closes(texts, at, lexicon):
            break
    if end < len(body) and body[end].gap:
        return end
    if end and end + 1 == len(body) and not text_metrics.may_end("".join(body[end].tokens)):
        return end + 1
    if (
        end < len(body)
        and end
        and not body[end - 1].closed
        and all(line.closed for line in body[: end - 1])
    ):
        return end + 1
    return end


def _end_of_words(
    body: Sequence[TokenLine], width: int, lexicon: Lexicon, statuses: frozenset[str]
) -> int:
    texts = ["".join(line.tokens) for line in body]
    known = tuple(statuses)
    told = (
        at for at, text in enumerate(texts) if text.endswith(known) or counted(text) is not None
    )
    last = (
        max(told, default=0)
        if known
        else max((at for at, text in enumerate(texts) if counted(text) is not None), default=0)
    )
    whole = takewhile(lambda line: len(line.tokens) == width, body)
    last = max(last, sum(1 for _ in whole) - 1)
    # Rows that no blank line parts end at one.
    is_tight = last > 1 and not any(line.gap for line in body[1 : last + 1])
    return next(
        (
            at
            for at in range(last + 1, len(body))
            if (is_tight and body[at].gap) or _closes(texts, at, lexicon)
        ),
        len(body),
    )


def _closes(texts: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Return whether a line under a table is the letter's: its date, who signs it, a note, an annex."""
    below = texts[at + 1] if at + 1 < len(texts) else ""
    signs = lexicon.looks_like_unit(texts[at]) and bool(_DAY.search(below))
    words = (*lexicon.remark_rows, *lexicon.tails)
    return bool(_DAY.search(texts[at])) or signs or texts[at].startswith(words)
