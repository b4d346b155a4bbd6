"""The areas of work of the year to come, and what a report sets out under each, as tasks without units.

In: the headings and paragraphs of the part that plans. Out: ``Measure`` values, each as printed with its page: a
lead-in with the measures behind it, up to the next lead-in. Lead-ins stand in bold; where nothing is bold they open
paragraphs. An area without any is a task itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tongbao.notices.quantities.numerals import read_numeral
from tongbao.notices.task_lists import NamedItem
from tongbao.notices.work_report.flow import Stretch, sentences_of
from tongbao.sources.document import Spot

_LONGEST_LEAD = 30
_LONGEST_INSIDE = 16
_LONGEST_BOLD = 40
_FEWEST_INSIDE = 2
_NOUN = 2  # signs of what a list holds: 实事 of 八件民生实事
_MARKS = re.compile(r"[，；：,;:\d]")
_ANY_MARKS = re.compile(r"[，、；：“”《》（）,;:\d]")
_DASHES = re.compile(r"[—–―－]{1,2}")
_SALUTES = re.compile(r"(?:各位|同志们)")
INSIDE = "text: 原文没有加粗，按短句推断为段首语"
LONG = "text: 段首一句较长，按一段一项读"


@dataclass(slots=True)
class Area:
    """A heading and the paragraphs under it; ``part`` is the heading above it, "" where it is one of those itself.

    ``glued`` says that the first of them is printed behind the heading, in its paragraph; ``announced`` are the words
    that announce a list of tasks among them, which is read by itself; ``intro`` stands before the first lead-in.
    """

    heading: Stretch
    part: str = ""
    body: list[Stretch] = field(default_factory=list)
    glued: bool = False
    announced: str = ""
    intro: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A task of a report: ``section`` is the area it stands in, ``line`` the paragraph it begins in."""

    item: NamedItem
    section: str
    line: int


def measures_of(areas: Sequence[Area]) -> list[Measure]:
    """Return the tasks of all areas, in their order."""
    is_bold = any(True for area in areas for _ in _bold(area))
    return [one for area in areas for one in (_of_bold(area) if is_bold else _of_form(area))]


def _of_bold(area: Area) -> list[Measure]:
    return _between(area, list(_bold(area))) or _itself(area)


def _bold(area: Area) -> Iterator[tuple[int, int]]:
    """Yield paragraph and place of each bold lead-in."""
    for at, stretch in enumerate(area.body):
        for start, end in sentences_of(stretch):
            numeral = read_numeral(stretch.text[start:end])
            begin = start + (numeral.end if numeral else 0)
            # A page break may have cut the bold short: it is enough that the sentence begins so.
            if end - begin <= _LONGEST_BOLD and begin < end and stretch.strong[begin]:
                yield at, start


def _of_form(area: Area) -> list[Measure]:
    """Return a task a paragraph that a lead-in opens; short ones inside the only paragraph part it too."""
    opens = [(at, 0) for at, stretch in enumerate(area.body) if _opens(stretch)]
    if len(area.body) == 1 and not area.glued:
        inside = [(0, start) for start in _short_ones(area.body[0])]
        if len(inside) >= _FEWEST_INSIDE:
            return _between(area, inside, INSIDE)
    if area.glued and opens and opens[0][0] == 0:
        del opens[0]
    if not opens:
        return _itself(area)
    first = opens[0][0]
    if read_numeral(area.body[first].text):
        return _between(area, opens, "", frozenset())
    opened = set(opens)
    others = [(at, 0) for at in range(first + 1, len(area.body)) if (at, 0) not in opened]
    return _between(area, sorted([*opens, *others]), LONG, frozenset(others))


def _opens(stretch: Stretch) -> bool:
    """Return whether a paragraph opens a piece of work: it has a numeral, or a lead-in and more behind it."""
    sentences = list(sentences_of(stretch))
    if not sentences or _SALUTES.match(stretch.text):
        return False
    if read_numeral(stretch.text) or _DASHES.match(stretch.text):
        return True
    lead = stretch.text[slice(*sentences[0])]
    return len(sentences) > 1 and len(lead) <= _LONGEST_LEAD and not _MARKS.search(lead)


def _short_ones(stretch: Stretch) -> Iterator[int]:
    """Yield where the short sentences of a paragraph begin that are not its last."""
    spans = list(sentences_of(stretch))
    for start, end in spans[:-1]:
        sentence = stretch.text[start:end]
        numeral = read_numeral(sentence)
        plain = sentence[numeral.end :] if numeral else sentence
        if end - start <= _LONGEST_INSIDE and not _ANY_MARKS.search(plain):
            yield start


def _between(
    area: Area,
    places: Sequence[tuple[int, int]],
    doubt: str = "",
    doubtful: frozenset[tuple[int, int]] | None = None,
) -> list[Measure]:
    """Return the text from each place up to the next as a task; what stands before the first leads to all of them."""
    if not places:
        return []
    area.intro = "".join(_texts(area.body, (0, 0), places[0])) if area.part else ""
    found = []
    for place, end in zip(places, [*places[1:], (len(area.body), 0)], strict=True):
        texts = _texts(area.body, place, end)
        numeral = read_numeral(texts[0])
        texts[0] = texts[0][numeral.end :] if numeral else texts[0]
        item = NamedItem(
            "\n".join(filter(None, texts)),
            Spot(page=area.body[place[0]].pages[place[1]]),
            numeral.shown if numeral else None,
            doubt if doubtful is None or place in doubtful else "",
        )
        if item.text.strip():
            found.append(Measure(item, area.heading.text, area.body[place[0]].line))
    return found


def _texts(body: Sequence[Stretch], first: tuple[int, int], last: tuple[int, int]) -> list[str]:
    """Return the paragraphs from one place up to another."""
    texts = [stretch.text for stretch in body[first[0] : last[0] + 1]]
    if last[0] < len(body):
        texts[-1] = texts[-1][: last[1]]
    texts[0] = texts[0][first[1] :]
    return texts


def _itself(area: Area) -> list[Measure]:
    """Return an area as a task, none where it is a whole part of the report, or is there for its list alone."""
    if not area.part or (
        area.announced and not area.body and area.announced[-_NOUN:] in area.heading.text
    ):
        return []
    numeral = read_numeral(area.heading.text)
    head = area.heading.text[numeral.end :] if numeral else area.heading.text
    texts = [stretch.text for stretch in area.body]
    if area.glued:
        texts[:1] = [f"{head}。{texts[0]}"]
    else:
        texts[:0] = [head]
    number = numeral.shown if numeral else None
    item = NamedItem("\n".join(texts), Spot(page=area.heading.page or 0), number)
    return [Measure(item, area.part, area.heading.line)]
