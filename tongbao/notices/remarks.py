"""What a reader did and could not do, as lines of the report of ``ingest``.

In: nothing. Out: ``Remark``. A sure repair stands in the report only; what is inferred also becomes a
review mark of the record.
"""

from dataclasses import dataclass
from typing import Literal

from tongbao.sources.document import Spot

Kind = Literal["changed", "repaired", "inferred", "open"]


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing the reader did: ``message`` is a Chinese sentence without a full stop."""

    kind: Kind
    spot: Spot
    message: str


def place_words(spot: Spot) -> str:
    """Return where a spot is, in words: 第5页, 第12行, 工作表“台账”第12行, 工作表“台账”C12."""
    words = []
    if spot.page:
        words.append(f"第{spot.page}页")
    if spot.sheet or spot.cell:
        words.append(f"工作表“{spot.sheet}”{spot.cell}")
    if spot.line and not spot.cell:
        words.append(f"第{spot.line}行")
    return "".join(words)
