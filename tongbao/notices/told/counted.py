"""What is counted under the heading of a body: ``（一）石桥镇（11个）`` over its problems.

In: the lines of a notice. Out: ``Headed`` values, a body each with the words of its lines.
"""

import re
from collections.abc import Callable, Sequence

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.numerals import count_of, read_numeral
from tongbao.notices.told.headed import COUNTED, Headed, HeadedRow
from tongbao.notices.told.heads import LONGEST_HEADING
from tongbao.sources.document import Paragraph

_FAULTS = re.compile("问题|不足|短板|隐患|扣分|[较最]?差|落后|情况")


def counted_under(
    paragraphs: Sequence[Paragraph],
    lexicon: Lexicon,
    is_body: Callable[[str], bool],
    others: frozenset[int],
) -> tuple[tuple[Headed, ...], frozenset[int]]:
    """Return what is counted under the heading of a body: ``（一）石桥镇（11个）`` over its problems, line by line.

    The heading above (``二、存在问题``) says what is counted; ``others`` are lines of other lists.
    """
    texts = [(one.number + one.text).strip() for one in paragraphs]
    numerals = [read_numeral(text, lexicon.folded(text)) for text in texts]
    found: list[Headed] = []
    taken: set[int] = set()
    above = ""
    seen: set[str] = set()
    for at, (text, numeral) in enumerate(zip(texts, numerals, strict=True)):
        seen |= {numeral.kind} if numeral else set()
        bare = text[numeral.end :] if numeral else text
        count = COUNTED.search(bare)
        is_fault = bool(_FAULTS.search(above))
        if (
            numeral is None
            or not count
            or not is_fault
            or at in others
            or not is_body(bare[: count.start()])
        ):
            above = bare if numeral and len(bare) <= LONGEST_HEADING and at not in taken else above
            continue
        kinds = {numeral.kind, *seen}
        end = next(
            (
                place
                for place in range(at + 1, len(texts))
                if (one := numerals[place]) and one.kind in kinds
            ),
            len(texts),
        )
        if end > at + 1:
            words = "\n".join(texts[at:end])
            row = HeadedRow(bare[: count.start()], paragraphs[at].spot, words)
            found.append(Headed(above, "", (row,), is_standing=True, declared=count_of(count["n"])))
            taken.update(range(at, end))
    return tuple(found), frozenset(taken)
