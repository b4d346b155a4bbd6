"""The cell of a status -> its word and what stands under it, and what a person must look at.

In: a cell's text and the vocabulary of the plan. Out: the word as printed, which the vocabulary may know; a light
before it (●绿灯) is an ornament. A cell that says its status by colour alone says nothing that can be read.
"""

import re
from collections.abc import Iterator, Sequence

from tongbao.notices.ledger_rows import LedgerRow
from tongbao.notices.remarks import Remark
from tongbao.notices.row_groups import one_line
from tongbao.records.content import Vocabulary

_FIGURE = re.compile(r"[+-]?\d{1,6}(?:\.\d{1,6})?[%％]?")
_LONGEST = 14
_SECOND_WORD = re.compile(r"\s+|(?=[（(])|[，,、；;]")
# Lights, squares and stars, emoji among them; √ and × are words.
_LIGHT = re.compile(
    "[\u25a0-\u25ff\u2605\u2606\u2b1b\u2b1c\u2b24\u2b55\ufe0f\U0001f300-\U0001faff]"
)


def read_status(
    text: str, vocabulary: Vocabulary, printed: Sequence[str] = ()
) -> tuple[str | None, str | None]:
    """Return the status of a cell and the second word printed under or behind it.

    ``进度滞后`` over ``六区排名落后`` is a status with a note; the line of a word not in the vocabulary stays whole.
    ``printed`` are the cell's lines where the source does not know which of its breaks mean something.
    """
    bare = _LIGHT.sub("", text).strip().rstrip("。；;")
    plain = one_line(bare)
    first, _, second = (
        part.strip() for part in _SECOND_WORD.sub("\n", bare, count=1).partition("\n")
    )
    for word, note in ((plain, ""), (one_line(first), one_line(second))):
        if vocabulary.find(word):
            return word, note.strip("（）()") or None
    for end in range(1, len(printed)):
        word = one_line(_LIGHT.sub("", "".join(printed[:end])))
        if vocabulary.find(word):
            return word, one_line("".join(printed[end:])).strip("（）()") or None
    head, _, rest = bare.partition("\n")
    return one_line(head) or None, one_line(rest) or None


def status_marks(
    row: LedgerRow,
    status: str | None,
    said: str,
    number: int,
    vocabulary: Vocabulary,
) -> Iterator[str]:
    """Yield the marks of a status: one that is too long for a word, a colour or a sign without a word.

    A new word is asked for once, with the vocabulary (``registering``), and not in every row.
    """
    printed = one_line(said)
    if status and vocabulary.find(status) is None and not is_figure(status):
        if len(status) > _LONGEST:
            yield f"status: “{status}”不在用词表里"
    elif not status and printed:
        yield f"status: 第{number}行只有符号“{printed}”，没有文字，颜色未读入"
    elif "status" in row.shaded:
        yield f"status: 第{number}行只有底色，没有文字，未读入"


def is_figure(status: str) -> bool:
    """Return whether a status is only a figure: 77%."""
    return bool(_FIGURE.fullmatch(status))


def blank_statuses(rows: Sequence[LedgerRow]) -> Iterator[Remark]:
    """Yield a remark where rows of a table with a column of statuses have none."""
    blank = [row for row in rows if "status" in row.cells and not row.text("status").strip()]
    painted = sum("status" in row.shaded for row in blank)
    if painted:
        message = f"完成情况一栏有{painted}格只有底色，没有文字，请对照原件补上"
        yield Remark("open", blank[0].spot, message)
    if len(blank) > painted:
        yield Remark("open", blank[0].spot, f"完成情况一栏有{len(blank) - painted}格是空的")
