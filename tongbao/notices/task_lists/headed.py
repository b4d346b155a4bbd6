"""Tasks under headings that have no numerals: ``住有宜居`` over ``实施22个老旧小区改造。`` and ``完成…``.

In: the ``Finder`` of a text. Out: a ``TaskList`` a heading, none where no number is met: the numbers that the text
announces (6个大类18个小项, 八大工程) tell whether its lines are the tasks or its headings are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tongbao.notices.lexicon import choice
from tongbao.notices.quantities.numerals import HAN, count_of
from tongbao.notices.task_lists.finding import Finder, NamedItem, TaskList

_FEWEST, _FEWEST_IN_SENTENCES, _FEWEST_COUNTED = 3, 6, 2
_MOST = 300
_LINES_OF_PREFACE = 12
_LONGEST_HEADING = 16
_SHORTEST, _LONGEST = 4, 300
_MOST_BEHIND = 6
_LONGEST_NOUN = 4
# A line that is nothing but an ornament marks the next one as a heading; numbers stand before theirs by now.
_MARKER = re.compile(r"[◆●■▼★▌▍丨|]+")
_NO_HEADING = re.compile(r"[,。;:!?、\d]")
_BULLETS = "●○◆◇■□▲△★☆►▶•·▌▍丨- 　"
_SORT = re.compile(r"[\u4e00-\u9fff]{2,10}(?:类|方面|领域|篇|板块)(?:\(\d{1,2}[项个件]\))?:?")
_NUMBER = re.compile(
    rf"(?<![\d.])(?P<n>\d{{1,3}}|[{HAN}]{{1,4}})(?P<m>[个项件条]|大)(?!月|工作日|百分)"
)
_OF_SORT = re.compile(
    r"(?:(?<=[。，,；;：:])|^)(?P<sort>[^。，,；;：:、\d]{2,14}?)(?:方面|类|领域)?(?:有|共|共有|计)?"
    rf"(?P<n>\d{{1,3}}|[{HAN}]{{1,3}})[件项个][，,：:]?(?:分别)?(?:是|为|有|包括|即)?[：:]?(?P<items>[^。]{{4,600}})。"
)
_COUNTED = re.compile(
    rf"(?P<words>[^。,;:、!?]{{2,20}}?)\(?(?:共|共计|计)?(?P<n>\d{{1,3}}|[{HAN}]{{1,3}})[个项件]\)?:?"
)
_OF_SORTS = re.compile("类|方面|领域|板块")
_ENDS_SENTENCE = ("。", ";", "!", ".")


@dataclass(slots=True)
class _HeadedGroup:
    """A heading by its place, and the places of the lines under it."""

    at: int
    lines: list[int] = field(default_factory=list)


def headed_lists(finder: Finder, *, of_sorts: bool = False) -> tuple[TaskList, ...]:
    """Return the tasks under the headings of a text, () where their number is not announced.

    ``of_sorts`` asks for those alone whose headings are announced as sorts: 5大类12个项目.
    """
    if counted := _counted(finder):
        return counted
    marked = frozenset(at + 1 for at, text in enumerate(finder.texts) if _MARKER.fullmatch(text))
    marked = marked if len(marked) >= _FEWEST else _numbered(finder) or _sorts(finder)
    groups = list(_groups(finder, marked))
    if len(groups) < _FEWEST:
        return () if of_sorts else _in_sentences(finder)
    announced = dict(_announced(finder, groups[0].at))
    if of_sorts and not _OF_SORTS.search(announced.get(len(groups), "")):
        return ()
    lines = sum(len(group.lines) for group in groups)
    last = groups[-1].lines
    # Behind the last task the text goes on.
    for behind in range(min(_MOST_BEHIND, len(last) - 1) + 1):
        if lines - behind in announced and lines - behind > len(groups):
            del last[len(last) - behind :]
            return tuple(_of_lines(finder, groups, announced[lines - behind]))
    if len(groups) not in announced or not all(group.lines for group in groups):
        return ()
    usual = max(len(group.lines) for group in groups[:-1])
    items = tuple(_named(finder, group, usual) for group in groups)
    span = range(groups[0].at, groups[-1].at + 1)
    return (TaskList(items, announced[len(groups)], len(groups), span),)


def _counted(finder: Finder) -> tuple[TaskList, ...]:
    """Return the names in the line under each heading that counts them: 二、续建项目（5个） over 甲、乙、丙、丁、戊."""
    found: list[TaskList] = []
    for at, text in enumerate(finder.folded[:-1]):
        numeral = finder.numerals[at]
        match = _COUNTED.fullmatch(text, numeral.end if numeral else 0)
        count = count_of(match["n"]) if match else None
        if not match or not count or (not numeral and not text.endswith((")", ":"))):
            continue
        one = finder.list_in(at + 1, count, match["words"].strip("( "))
        if one and not finder.is_of_others(one):
            found.append(one)
    return tuple(found) if len(found) >= _FEWEST_COUNTED else ()


def _in_sentences(finder: Finder) -> tuple[TaskList, ...]:
    """Return the tasks of sentences that count and list a sort each: 养老方面3件，分别是…；…；…."""
    found: list[TaskList] = []
    for at, text in enumerate(finder.texts):
        for match in _OF_SORT.finditer(text):
            count, words = count_of(match["n"]), match["items"].strip()
            ways = ([one for one in words.split(mark) if one.strip()] for mark in "；;、")
            pieces = next((pieces for pieces in ways if len(pieces) == count), ())
            items = tuple(NamedItem(one.strip(), finder.spots[at]) for one in pieces)
            if items:
                found.append(TaskList(items, match["sort"], None, range(at, at + 1)))
    total = sum(len(one.items) for one in found)
    announced = dict(_announced(finder, found[0].lines.start + 1)) if found else {}
    if total < _FEWEST_IN_SENTENCES or total not in announced:
        return ()
    return tuple(replace(one, of_all=announced[total]) for one in found)


def _groups(finder: Finder, marked: frozenset[int]) -> Iterator[_HeadedGroup]:
    """Yield the headings with the lines under them; ``marked`` are the lines behind markers, if there are any."""
    found: _HeadedGroup | None = None
    for at, text in enumerate(finder.folded):
        if not text or _MARKER.fullmatch(text):
            continue
        if at in marked if marked else _is_heading(finder, at):
            if found and found.lines:
                yield found
            elif found and marked:
                return
            found = _HeadedGroup(at)
        elif found and (text.startswith(finder.lexicon.tails) or len(text) > _LONGEST):
            break
        elif found and len(text) >= _SHORTEST and not finder.numerals[at]:
            found.lines.append(at)
    if found and found.lines:
        yield found


def _numbered(finder: Finder) -> frozenset[int]:
    """Return the short lines that count on from one over lines without a numeral, none where there are too few."""
    heads: list[int] = []
    kind = ""
    for at, numeral in enumerate(finder.numerals[:-1]):
        if numeral and numeral.value == len(heads) + 1 and kind in ("", numeral.kind):
            words = finder.folded[at][numeral.end :]
            if len(words) > _LONGEST_HEADING or _NO_HEADING.search(words):
                return frozenset()
            if finder.numerals[at + 1] is None:
                kind = numeral.kind
                heads.append(at)
    return frozenset(heads) if len(heads) >= _FEWEST else frozenset()


def _sorts(finder: Finder) -> frozenset[int]:
    """Return the lines that name sorts of tasks (基础设施类), none where there are too few."""
    heads = [at for at, text in enumerate(finder.folded) if _SORT.fullmatch(text)]
    return frozenset(heads) if len(heads) >= _FEWEST else frozenset()


def _is_heading(finder: Finder, at: int) -> bool:
    """Return whether a line has the form of a heading over a line that ends as a sentence does."""
    text = finder.folded[at].strip(_BULLETS)
    behind = finder.folded[at + 1] if at + 1 < len(finder.folded) else ""
    is_name = _SHORTEST <= len(text) <= _LONGEST_HEADING and not _NO_HEADING.search(text)
    return is_name and not finder.numerals[at] and behind.endswith(_ENDS_SENTENCE)


def _announced(finder: Finder, first: int) -> Iterator[tuple[int, str]]:
    """Yield the numbers that the lines before the first heading give to tasks, with their words."""
    nouns = re.compile(choice(finder.words.nouns))
    for text in finder.folded[max(0, first - _LINES_OF_PREFACE) : first]:
        if nouns.search(text):
            for match in _NUMBER.finditer(text):
                number = count_of(match["n"])
                if number and _FEWEST <= number <= _MOST:
                    yield number, text[match.start() : match.end() + _LONGEST_NOUN]


def _of_lines(finder: Finder, groups: Sequence[_HeadedGroup], announced: str) -> Iterator[TaskList]:
    for group in groups:
        items = tuple(NamedItem(_plain(finder.texts[at]), finder.spots[at]) for at in group.lines)
        if items:
            span = range(group.at, group.lines[-1] + 1)
            yield TaskList(items, _plain(finder.texts[group.at]), None, span, of_all=announced)


def _named(finder: Finder, group: _HeadedGroup, usual: int) -> NamedItem:
    lines = [group.at, *group.lines[:usual]]
    return NamedItem("\n".join(_plain(finder.texts[at]) for at in lines), finder.spots[group.at])


def _plain(text: str) -> str:
    return text.strip(f"{_BULLETS}；;")
