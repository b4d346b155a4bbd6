"""Numbers and ornaments that stand in lines of their own over the text that they mark: ``01`` over ``住有宜居``.

In: the paragraphs of a text. Out: the same, each such number put before the line below it as its numeral.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tongbao.notices.quantities.numerals import HAN, count_of
from tongbao.sources.document import Paragraph

_FEWEST = 3
_MARKER = re.compile(
    rf"(?:NO\.?|Part|第)?\s*(?P<n>\d{{1,2}}|[{HAN}]{{1,3}})[.、项件]?", re.IGNORECASE
)


def with_markers_joined(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Return the paragraphs, numbers alone in their lines made the numerals of the next ones where they count on."""
    texts = ["".join((one.number + one.text).split()) for one in paragraphs]
    numbers: dict[int, int] = {}
    for at, text in enumerate(texts[:-1]):
        match = _MARKER.fullmatch(text)
        number = count_of(match["n"]) if match else None
        if number == len(numbers) + 1 and texts[at + 1] and not _MARKER.fullmatch(texts[at + 1]):
            numbers[at] = number
    if len(numbers) < _FEWEST:
        return tuple(paragraphs)
    return tuple(
        replace(one, number=f"{numbers[at - 1]}、{one.number}") if at - 1 in numbers else one
        for at, one in enumerate(paragraphs)
        if at not in numbers
    )
