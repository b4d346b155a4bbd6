"""Lists known by their number alone: a notice says how many there are, and just so many of its lines are alike.

In: the material of any notice. Out: a task a line: names over a paragraph each (八大民生工程), or short sentences under
the names of their sorts (18个小项 under 01 住有宜居). No marks and no colon lead to such a list; that the count is met
makes it one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tongbao.notices.heading import Heading
from tongbao.notices.lexicon import Lexicon, choice
from tongbao.notices.quantities.numerals import count_of, read_numeral
from tongbao.notices.reading import Context, Reading
from tongbao.notices.rows import Material
from tongbao.notices.speech import is_speech
from tongbao.notices.task_ids import task_ids
from tongbao.records.model import Assignment, Claim, Source, Task
from tongbao.sources.document import Paragraph, Spot

_NUMBER = r"\d{1,3}|[一二两三四五六七八九十]{1,3}"
_FEWEST_NAMES, _FEWEST_SENTENCES = 4, 6
_MOST = 200
_LONGEST_NAME, _LONGEST_SENTENCE = 24, 80
_SHORTEST = 4
_OF_SORT = re.compile(
    rf"(?:(?<=[。，,；;：:])|^)(?P<sort>[^。，,；;：:、\d]{{2,14}}?)(?:方面|类|领域)?(?:有|共|共有|计)?(?P<n>{_NUMBER})[件项个]"
    r"[，,：:]?(?:分别)?(?:是|为|有|包括|即)?[：:]?(?P<items>[^。]{4,600})。"
)
_MARKS = re.compile(r"[。，,；;：:！!？?]")
_CONTACT = re.compile(r"电话|邮箱|邮编|地址|电子邮件|联系人|传真")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: ``form`` is name, sentence, text (longer), sort (01, a lone numeral) or other."""

    text: str
    spot: Spot
    form: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class _Item:
    text: str
    spot: Spot
    section: str = ""
    number: str = ""


def read_counted(material: Material, _heading: Heading, context: Context) -> Reading | None:
    """Return the tasks of a list that only its number tells, None where no number is met."""
    prose, lexicon = material.prose, context.lexicon
    if is_speech([paragraph.text for paragraph in prose], lexicon):
        return None
    lines = [_line(one, lexicon) for one in prose]
    declared = dict(_declared(lines, lexicon))
    for items in (*_names(lines), *_sentences(lines), *_by_sorts(lines)):
        words = declared.get(len(items))
        if words is not None:
            return _reading(items, words, context)
    return None


def _reading(items: Sequence[_Item], words: str, context: Context) -> Reading:
    tasks = tuple(
        Task(
            plan=context.plan,
            id=task_id,
            number=item.number or None,
            text=item.text,
            section=item.section or None,
            source=Source(notice=context.notice, page=item.spot.page or None),
            assignments=(Assignment(part="1"),),
        )
        for item, task_id in zip(items, task_ids([one.number for one in items]), strict=True)
    )
    page = items[0].spot.page or None
    claim = Claim(claim="tasks", stated=len(items), words=words, page=page)
    return Reading(tasks=tasks, claims=(claim,))


def _line(paragraph: Paragraph, lexicon: Lexicon) -> _Line:
    text = (paragraph.number + paragraph.text).strip()
    numeral = read_numeral(text, lexicon.folded(text))
    bare = text[numeral.end :].strip() if numeral else text
    number = numeral.shown if numeral else ""
    if count_of(text) is not None:
        form = "sort"
    elif _CONTACT.search(bare) or bare.startswith(lexicon.tails):
        form = "other"
    elif _SHORTEST <= len(bare) <= _LONGEST_NAME and not _MARKS.search(bare):
        form = "name"
    elif len(bare) <= _LONGEST_SENTENCE and bare.endswith(("。", "；", ";")):
        form = "sentence"
    else:
        form = "text"
    return _Line(bare, paragraph.spot, form, number)


def _declared(lines: Sequence[_Line], lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """Yield the numbers of tasks that the text declares, each with its words."""
    words = lexicon.task_lists
    pattern = re.compile(
        rf"(?P<n>{_NUMBER})(?:{choice(words.measures)})(?:[^，。；、\d]{{0,10}}?(?:{choice(words.nouns)}|小项|子项))"
    )
    for line in lines:
        for match in pattern.finditer(line.text):
            count = count_of(match["n"])
            if count and 1 < count <= _MOST:
                yield count, match.group()


def _names(lines: Sequence[_Line]) -> Iterator[list[_Item]]:
    """Yield the runs of names that each stand over a paragraph, with it."""
    items: list[_Item] = []
    at = 0
    while at < len(lines):
        over = lines[at].form == "name" and at + 1 < len(lines)
        if over and lines[at + 1].form in ("sentence", "text"):
            text = f"{lines[at].text}\n{lines[at + 1].text}"
            items.append(_Item(text, lines[at].spot, number=lines[at].number))
            at += 2
            continue
        if len(items) >= _FEWEST_NAMES:
            yield items
        items = []
        at += 1
    if len(items) >= _FEWEST_NAMES:
        yield items


def _sentences(lines: Sequence[_Line]) -> Iterator[list[_Item]]:
    """Yield the runs of short sentences between which only the names of sorts stand."""
    items: list[_Item] = []
    section = ""
    for line in lines:
        if line.form == "sentence":
            items.append(_Item(line.text.rstrip("；;"), line.spot, section, line.number))
        elif line.form == "name":
            section = line.text
        elif line.form != "sort":
            if len(items) >= _FEWEST_SENTENCES:
                yield items
            items, section = [], ""
    if len(items) >= _FEWEST_SENTENCES:
        yield items


def _by_sorts(lines: Sequence[_Line]) -> Iterator[list[_Item]]:
    """Yield the items of sentences that count and list a sort each: 养老方面3件，分别是…；…；…。"""
    items: list[_Item] = []
    for line in lines:
        for match in _OF_SORT.finditer(line.text):
            count, words = count_of(match["n"]), match["items"].strip()
            pieces = next(
                (
                    parts
                    for mark in ("；", ";", "、")
                    if len(parts := [one for one in words.split(mark) if one.strip()]) == count
                ),
                [],
            )
            items += [_Item(one.strip(), line.spot, match["sort"]) for one in pieces]
    if len(items) >= _FEWEST_SENTENCES:
        yield items
