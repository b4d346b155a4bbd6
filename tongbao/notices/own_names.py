"""The name of the notice's own district, misread: words that differ from it by one character where it is expected.

In: the paragraphs of a document, the district's name and those of other districts known. Out: ``Suspicion`` values:
the word, where it stands, the name it may stand for. They are proposed and never put right: a person decides.

A word is suspected where it stands as the own name does: before the level (某某区), or between the same neighbours
as the own name, or a word already suspected, has elsewhere in the text.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.reading import Reading
from tongbao.notices.remarks import Remark
from tongbao.records.model import Task
from tongbao.sources.document import Document, Paragraph, Spot

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NEIGHBOURS = 2
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A word that may be the own name misread; ``pages`` has one entry an occurrence, 0 without pages."""

    word: str
    meant: str
    pages: tuple[int, ...]

    @property
    def message(self) -> str:
        """What a person is to look at."""
        pages = sorted({page for page in self.pages if page})
        where = f"（第{'、'.join(map(str, pages))}页）" if pages else ""
        return f"“{self.word}”出现{len(self.pages)}处{where}，疑为“{self.meant}”之误；原文未改"


@dataclass(frozen=True, slots=True)
class _Standing:
    """One occurrence of a word: what stands before and after it, and its page."""

    before: str
    after: str
    page: int


def with_own_name_checked(
    reading: Reading, document: Document, name: str, others: Collection[str], lexicon: Lexicon
) -> Reading:
    """Return the reading with a mark wherever the document may print the own name wrong.

    The notice as a whole is marked, and each task whose words hold the suspected name.
    """
    suspected = own_names(_texts_in(document), name, others, lexicon)
    return replace(
        reading,
        tasks=tuple(_with_marks(task, suspected) for task in reading.tasks),
        review=(*reading.review, *(f"passages: {one.message}" for one in suspected)),
        remarks=(*reading.remarks, *(Remark("open", Spot(), one.message) for one in suspected)),
    )


def _texts_in(document: Document) -> tuple[Paragraph, ...]:
    """Return all that a document prints, the cells of its tables as paragraphs."""
    cells = (
        Paragraph(cell.text, cell.spot)
        for table in document.tables()
        for row in table.rows
        for cell in row.cells
    )
    return (*document.paragraphs(), *cells)


def _with_marks(task: Task, suspected: Sequence[Suspicion]) -> Task:
    marks = [
        f"{name}: “{one.word}”疑为“{one.meant}”之误；原文未改"
        for one in suspected
        for name, words in (("text", task.text), ("section", task.section or ""))
        if one.word in words
    ]
    return task.model_copy(update={"review": (*task.review, *marks)}) if marks else task


def own_names(
    paragraphs: Sequence[Paragraph], name: str, others: Collection[str], lexicon: Lexicon
) -> tuple[Suspicion, ...]:
    """Return the words suspected to be the own name misread, in the order they first appear.

    ``name`` is the district's, its level last (某某区); ``others`` are names of districts that are right as they are.
    """
    level = next((one for one in lexicon.own_name.levels if name.endswith(one)), "")
    base = name.removesuffix(level)
    if not level or len(base) < _SHORTEST:
        return ()
    standings = _standings(paragraphs, base)
    own = standings.pop(base, [])
    known = {other.removesuffix(level) for other in others} - {base}
    candidates = {
        word: found
        for word, places in standings.items()
        if word not in known and (found := _of_own_level(places, level, lexicon))
    }
    suspected = _suspected(candidates, own, level)
    return tuple(
        Suspicion(word, base, tuple(place.page for place in places))
        for word, places in candidates.items()
        if word in suspected
    )


def _standings(paragraphs: Sequence[Paragraph], base: str) -> dict[str, list[_Standing]]:
    """Return where the own name stands, and every word that differs from it by one character."""
    found: dict[str, list[_Standing]] = defaultdict(list)
    for text, pages in map(_closed_up, paragraphs):
        for run in _HAN.finditer(text):
            for at in range(run.start(), run.end() - len(base) + 1):
                word = text[at : at + len(base)]
                if sum(one != other for one, other in zip(word, base, strict=True)) <= 1:
                    end = at + len(base)
                    before, after = text[max(0, at - _NEIGHBOURS) : at], text[end : end + 2]
                    found[word].append(_Standing(before, after, pages[at]))
    return found


def _closed_up(paragraph: Paragraph) -> tuple[str, Sequence[int]]:
    """Return the text of a paragraph without white space, and the page of each character."""
    turns = dict(paragraph.turns)
    page, text, pages = paragraph.spot.page, [], []
    for at, sign in enumerate(paragraph.text):
        page = turns.get(at, page)
        if not sign.isspace():
            text.append(sign)
            pages.append(page)
    return "".join(text), pages


def _of_own_level(places: Sequence[_Standing], level: str, lexicon: Lexicon) -> list[_Standing]:
    """Return the occurrences that are not the name of a place of another level: 某某市."""
    levels = tuple(one for one in lexicon.own_name.levels if one != level)
    return [place for place in places if not place.after.startswith(levels)]


def _suspected(
    candidates: Mapping[str, Sequence[_Standing]], own: Sequence[_Standing], level: str
) -> frozenset[str]:
    """Return the words that stand as the own name does; each one found shows more such neighbours."""
    suspected: set[str] = set()
    neighbours = set(_neighbours(own))
    while True:
        found = {
            word
            for word, places in candidates.items()
            if word not in suspected
            and (_is_named_so(places, level) or neighbours & set(_neighbours(places)))
        }
        if not found:
            return frozenset(suspected)
        suspected |= found
        neighbours |= {pair for word in found for pair in _neighbours(candidates[word])}


def _is_named_so(places: Sequence[_Standing], level: str) -> bool:
    return any(place.after.startswith((level, f"新{level}")) for place in places)


def _neighbours(places: Sequence[_Standing]) -> Iterator[tuple[str, str]]:
    """Yield what stands on both sides, where both are long enough to tell."""
    for place in places:
        if len(place.before) == len(place.after) == _NEIGHBOURS:
            yield place.before[-1:], place.after
