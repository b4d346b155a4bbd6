"""Labels in lines, and what stands behind each: ``责任单位：…``, ``【整改时限】…``, or a label alone on its line.

In: the lines between two tables. Out: ``LabelledEntry`` values in order. A label is known by recurring; what stands
in a bracket that is open belongs to the words before it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tongbao.notices.column_words import role_of_heading
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.numerals import HAN, printed_number, read_numeral
from tongbao.sources.document import Paragraph, Spot

NUMBER = rf"[{HAN}\d]{{1,4}}"
_LABEL = re.compile(
    rf"(?:(?<=^)|(?<=[\s。；;\u3000】\]]))[★●◆▲■•·\-—*]?\s*(?P<open>[【\[〔])?\s*"
    rf"(?P<label>[\u4e00-\u9fffA-Za-z“”]{{2,12}}?)(?P<no>[（(]?{NUMBER}[）)]?)?"
    r"(?:[（(][^（()）：:]{1,12}[）)])?\s*(?(open)[】\]〕]\s*[：:]?|[：:])\s*"
)
_BAR = re.compile(r"[|｜│┃\t]")
_OPENS, _CLOSES = "([【〔", ")]】〕"
_ALONE = re.compile(r"[\u4e00-\u9fff]{2,8}")
_FEWEST_ALONE = 3
_LINES_OF_BRACKET = 6
FEWEST = 2
MOSTLY = 0.75


@dataclass(frozen=True, slots=True)
class LabelledEntry:
    """A label with what stands behind it, or a line without one (``label`` is "")."""

    label: str
    text: str
    spot: Spot
    at: int
    number: str = ""


def entries_in(run: Sequence[Paragraph], lexicon: Lexicon) -> Iterator[LabelledEntry]:
    """Yield the recurring labels of the lines with their values, and the lines that have none, in order."""
    texts = _without_counts([(one.number + one.text).strip() for one in run])
    folded = [lexicon.folded(text) for text in texts]
    found = [
        [] if _BAR.search(text) else list(_labels(text, depth))
        for text, depth in zip(folded, _depths(folded), strict=True)
    ]
    counts = Counter(match["label"] for matches in found for match in matches)
    alone = _labels_alone(texts, lexicon)
    for at, (line, text, matches) in enumerate(zip(run, texts, found, strict=True)):
        if text in alone:
            yield LabelledEntry(text, "", line.spot, at)
            continue
        known = [match for match in matches if counts[match["label"]] >= FEWEST]
        start = known[0].start() if known else len(text)
        if before := text[:start].strip():
            yield LabelledEntry("", before, line.spot, at)
        starts = [*(match.start() for match in known), len(text)]
        for match, end in zip(known, starts[1:], strict=True):
            value = text[match.end() : end].strip().strip("；;")
            number = printed_number(match["no"] or "")
            yield LabelledEntry(match["label"], value, line.spot, at, number)


def _without_counts(texts: Sequence[str]) -> list[str]:
    """Return the lines without the numerals before a label that comes again with the next one: 一、整改任务：…."""
    counted: dict[str, list[int]] = {}
    bare: dict[int, tuple[str, str]] = {}
    for at, text in enumerate(texts):
        numeral = read_numeral(text)
        match = _LABEL.match(text[numeral.end :]) if numeral and numeral.value else None
        if numeral and match:
            counted.setdefault(match["label"], []).append(numeral.value)
            bare[at] = (match["label"], text[numeral.end :])
    own = {
        label
        for label, values in counted.items()
        if len(values) >= FEWEST and values == list(range(values[0], values[0] + len(values)))
    }
    return [
        bare[at][1] if at in bare and bare[at][0] in own else text for at, text in enumerate(texts)
    ]


def _depths(texts: Sequence[str]) -> Iterator[int]:
    """Yield for each line how many brackets the lines before it leave open; a numeral begins anew."""
    depth = lines = 0
    for text in texts:
        if read_numeral(text) or lines > _LINES_OF_BRACKET:
            depth = 0
        yield depth
        depth = max(0, depth + _opened(text))
        lines = lines + 1 if depth else 0


def _labels_alone(texts: Sequence[str], lexicon: Lexicon) -> frozenset[str]:
    """Return the labels that are lines of their own, without a mark, what they say in the lines below.

    They come again and again, each about as often, and mostly with other lines between them.
    """
    counts = Counter(text for text in texts if _ALONE.fullmatch(text))
    often = [text for text, count in counts.items() if count >= FEWEST]
    named = [text for text in often if role_of_heading(text, lexicon)]
    if len(named) < FEWEST or len(often) < _FEWEST_ALONE:
        return frozenset()
    most = max(counts[text] for text in named)
    labels = frozenset(text for text in often if counts[text] >= MOSTLY * most)
    pairs = [text in labels for above, text in pairwise(texts) if above in labels]
    return labels if sum(pairs) <= (1 - MOSTLY) * len(pairs) else frozenset()


def _labels(text: str, depth: int) -> Iterator[re.Match[str]]:
    """Yield the labels of a line; what stands in a bracket that is open belongs to the words before it."""
    at = 0
    for match in _LABEL.finditer(text):
        depth += _opened(text[at : match.start()])
        at = match.start()
        if depth <= 0:
            yield match


def _opened(text: str) -> int:
    """Return how many brackets a text leaves open."""
    return sum(map(text.count, _OPENS)) - sum(map(text.count, _CLOSES))
