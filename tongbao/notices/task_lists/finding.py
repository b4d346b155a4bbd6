"""Where a list of tasks stands: the words that announce it, and the lines or the pieces of a paragraph behind them.

In: the paragraphs of a text. Out: ``TaskList`` values in their order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from tongbao.notices.lexicon import Lexicon, choice
from tongbao.notices.pieces import SENTENCE_ENDS, Piece, cut
from tongbao.notices.quantities.numerals import HAN, Numeral, count_of, read_numeral
from tongbao.notices.task_lists.cuts import INSIDE, last_parted, ways_of
from tongbao.sources.document import Paragraph, Spot

_FEWEST = 2
_FEWEST_OF_PLAIN_LINES = 3
_MOST = 300
_SHORTEST_ITEM, _LONGEST_ITEM = 2, 600
_LONGEST_TITLE = 30
_MOST_LINES_OF_ITEM = 8
_LONGEST_TAIL = 40
_FARTHEST_LINES = 3
_LONGEST_IN_FRONT = 2_000
_SHORTEST_NAME = 4
_LONGEST_GAP = 14
_FARTHEST = 80
# No list is longer, and no paragraph announces more of them: so much is looked at.
_LONGEST_LIST = 20_000
_MOST_ANNOUNCED = 6
_MOST_COUNTS = 4
# How many there are, in a line of its own under a title: （共6项）.
_COUNT_BELOW = re.compile(r"\([^()]{0,6}\d{1,3}[件项个]\)")
_FIGURE = re.compile(rf"\d|[{HAN}]{{1,4}}[件项个]")
_GROUP = re.compile(
    rf"(?P<words>[^,。;:、]{{2,14}}?(?:方面|类|领域|行动|工程)(?:共|有|共有)?(?P<n>\d{{1,2}}|[{HAN}]{{1,3}})[件项个])[^,。;:\d]{{0,4}}[,:]?(?:(?:分别|具体|主要)?(?:是|为|有|包括)|即|:)"
)
# A title that tells how far things are, or asks for something: 民生实事完成情况通报, 关于征集民生实事的公告.
_LOOKS_BACK = re.compile("情况|进展|进度|完成|落实|通报|督查|考核|征集|征求|意见|评选")
_JOINED = "text: 按顿号断开要多，按一个名称读"


@dataclass(frozen=True, slots=True)
class NamedItem:
    """One task of a list, as printed; ``number`` where one is, ``doubt`` where the cut is inferred."""

    text: str
    spot: Spot
    number: str | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class TaskList:
    """Items under the words that announce them.

    ``declared`` is the number that the words give, ``lines`` are the paragraphs that hold nothing but the list, ``due``
    are the words behind it that set one day for all, ``of_all`` those that give the number of all lists together.
    """

    items: tuple[NamedItem, ...]
    words: str
    declared: int | None
    lines: range
    due: str = ""
    of_all: str = ""

    @property
    def doubt(self) -> str:
        """What a person must look at, "" where the number announced is that of the items."""
        if self.declared is None or self.declared == len(self.items):
            return ""
        return f"“{self.words}”写{self.declared}项，读到{len(self.items)}项，请核对从哪里断开"


@dataclass(frozen=True, slots=True)
class _Announced:
    """Where a list may begin: ``counts`` are the numbers announced, with the words of each."""

    counts: tuple[tuple[int, str], ...]
    at: int
    start: int
    stops: bool = False

    @property
    def numbers(self) -> list[int]:
        """The numbers, without their words."""
        return [count for count, _ in self.counts]


class Finder:
    """Goes through the paragraphs of a text; ``folded`` are the same lines in plain marks, sign for sign."""

    def __init__(self, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.words = lexicon.task_lists
        self._words_of: dict[int, str] = {}
        self._carried: tuple[tuple[int, str], ...] = ()
        self._is_of_tasks = False
        self.spots = [paragraph.spot for paragraph in paragraphs]
        self.texts = [(one.number + one.text).strip() for one in paragraphs]
        self.folded = [lexicon.folded(text) for text in self.texts]
        self.numerals: list[Numeral | None] = [
            read_numeral(text, folded) for text, folded in zip(self.texts, self.folded, strict=True)
        ]

    def lists(self) -> Iterator[TaskList]:
        """Yield the lists, each behind what announces it."""
        free = 0
        for at in range(len(self.texts)):
            if at < free:
                continue
            groups = self._groups(at)
            if groups and not any(map(self.is_of_others, groups)):
                yield from groups
                continue
            found = self._under_title(at)
            found = found or self._best(list(islice(self._announcements(at), _MOST_ANNOUNCED)))
            found = found or self._before_its_number(at)
            if found and not self.is_of_others(found):
                yield replace(found, due=self._due_behind(found))
                free = max(found.lines.stop, at + 1)

    def _groups(self, at: int) -> Sequence[TaskList]:
        """Return the lists of a paragraph whose sentences each count a sort: 教育方面3件，分别是…。健康方面4件…."""
        text = self.folded[at]
        found: list[TaskList] = []
        for start, end in cut(text, SENTENCE_ENDS) if "方面" in text or "类" in text else ():
            match = _GROUP.search(text, start, end)
            if match is None:
                continue
            number = count_of(match["n"]) or 0
            announced = _Announced(((number, match.group("words")),), at, match.end())
            ways = ways_of(text[:end], match.end(), [number], self.lexicon)
            pieces = [(match.end(), end)] if number == 1 else ways.exact([number])[0]
            one = self._list(announced, at, pieces, fewest=1)
            if one is None or self._told.search(text[start : match.end()]):
                return ()
            found.append(one)
        return found if len(found) > 1 else ()

    def _best(self, announced: Sequence[_Announced]) -> TaskList | None:
        """Return the list of a paragraph that meets its number and holds most, else the first there is."""
        found = [one for place in announced if (one := self._behind(place))]
        exact = [one for one in found if not one.doubt]
        longest = max(
            exact, key=lambda one: sum(len(item.text) for item in one.items), default=None
        )
        return longest or (found[0] if found else None)

    @cached_property
    def _count(self) -> re.Pattern[str]:
        nouns, measures = choice(self.words.nouns), choice(self.words.measures)
        number = rf"(?<![\d.])(?:\d{{1,3}}|[{HAN}]{{1,4}})"
        return re.compile(
            rf"(?P<before>{number})(?:{measures})[^,。;:、!?\d]{{0,14}}?(?:{nouns}){{1,3}}(?!{choice(self.words.not_nouns)})"
            rf"|(?:{nouns})(?:共有|共计|总计|合计|计|共|有)?(?P<after>{number})(?:{measures})"
        )

    @cached_property
    def _bare_count(self) -> re.Pattern[str]:
        number = rf"(?<![\d.])(?:\d{{1,3}}|[{HAN}]{{1,4}})"
        return re.compile(rf"(?P<before>{number})[件项](?=[,。;:)]|$)")

    @cached_property
    def _unnumbered(self) -> re.Pattern[str]:
        nouns = choice(self.words.sure_nouns)
        says = "公布|公告|公示|通告|发布"
        return re.compile(
            rf"(?:以下|下列|如下)[^,。;:、!?\d]{{0,10}}(?:{nouns})|(?:{nouns})(?:予以|现予)?(?:{says})?如下"
        )

    @cached_property
    def _opener(self) -> re.Pattern[str]:
        begins = r"[,:]?(?=一是|\(1\)|\(一\)|①|第一[,是])"
        return re.compile(rf"(?:{choice(self.words.openers)})[,:]?|{begins}|:")

    @cached_property
    def _only_opens(self) -> re.Pattern[str]:
        return re.compile(rf"[^,;:。、]{{0,8}}(?:{choice(self.words.openers)}):")

    @cached_property
    def _due(self) -> re.Pattern[str]:
        all_of = rf"(?:以上|上述|所有|全部|这)[^,。;:]{{0,8}}(?:{choice(self.words.nouns)})"
        says = r"[^。;:]{0,30}?(?:均|都|全部|统一|须|要|应|确保|[时期]限)[^。;:\d]{0,8}?"
        year = r"(?:(?:19|20)\d{2}年|今年|本年)?"
        day = rf"(?P<day>{year}(?:\d{{1,2}}月(?:\d{{1,2}}日|底|末)|年底|年末|年内|上半年)前?)"
        return re.compile(f"{all_of}{says}{day}")

    @cached_property
    def _told(self) -> re.Pattern[str]:
        return re.compile(choice((*self.words.told, *self.words.demands)))

    @cached_property
    def _answers(self) -> re.Pattern[str]:
        labels = choice(word for words in self.lexicon.labels.values() for word in words)
        verbs = choice(word for words in self.lexicon.verbs.values() for word in words)
        return re.compile(
            rf"(?:{labels}):|[(\[【][^()\[\]【】]{{2,60}}(?:{verbs})[^()\[\]【】]{{0,20}}[)\]】]"
        )

    def _announcements(self, at: int) -> Iterator[_Announced]:
        """Yield the places of a paragraph behind which a list may stand.

        A sentence that only opens the list (``具体包括：``) goes by the numbers of the last one before it, in its
        paragraph or the one above.
        """
        text = self.folded[at]
        self._is_of_tasks = any(noun in text for noun in self.words.sure_nouns)
        counts = self._carried
        self._carried = ()
        for start, end in cut(text, SENTENCE_ENDS):
            sentence = text[start:end]
            first, here = self.counts(sentence)
            only_opens = counts and not here and self._only_opens.match(sentence)
            if only_opens:
                yield _Announced(counts, at, start + only_opens.end())
                continue
            first = first or self._unnumbered.search(sentence)
            if first is None:
                continue
            counts = here
            behind = sentence[first.end() : first.end() + _FARTHEST]
            opener = self._opener.search(behind)
            while opener and not self._opens(behind[: opener.start()], opener.group()):
                opener = self._opener.search(behind, max(opener.end(), opener.start() + 1))
            reach = first.end() + opener.end() if opener else len(sentence)
            if self._is_told(sentence, first.start(), reach):
                counts = ()
            elif opener:
                yield _Announced(counts, at, start + reach)
            elif sentence[: first.start()].endswith("等"):
                # Its list stands before it.
                continue
            elif counts and len(sentence) - first.end() <= _LONGEST_TAIL:
                yield _Announced(counts, at, end, stops=True)
        self._carried = counts

    def counts(self, sentence: str) -> tuple[re.Match[str] | None, tuple[tuple[int, str], ...]]:
        """Return the first number of tasks that a sentence gives, and all of them with their words."""
        found = [
            (match, number)
            for match in islice(self._count.finditer(sentence), _MOST_COUNTS)
            if (number := count_of(match["before"] or match["after"])) and 1 < number <= _MOST
            if not any(word in match.group() for word in self.words.not_nouns)
        ]
        for match in islice(self._bare_count.finditer(sentence), 0 if found else _MOST_COUNTS):
            # A number of which only a sentence before says what it counts: 最终确定了16项。
            number = count_of(match["before"])
            if number in self._words_of:
                return match, ((number, self._words_of[number]),)
            if number and self._is_of_tasks and sentence[match.end() :].startswith(":"):
                return match, ((number, match.group()),)
        self._words_of |= {number: match.group() for match, number in found}
        first = found[0][0] if found else None
        return first, tuple((number, match.group()) for match, number in found)

    def _is_told(self, sentence: str, start: int, end: int) -> bool:
        """Return whether a sentence tells of what was done, or asks something of all, and plans nothing.

        Another clause before it may do so (``按照上级要求，今年办好…``) where its own says that it plans.
        """
        clause = sentence[sentence.rfind(",", 0, start) + 1 : end]
        plans = any(word in clause for word in self.words.plans)
        return bool(self._told.search(clause if plans else sentence[:end]))

    def _opens(self, gap: str, opener: str) -> bool:
        """Return whether a word opens the list: a colon does, others right behind what they announce."""
        if ":" in opener:
            return "。" not in gap and ";" not in gap
        *between, last = gap.rstrip(",").split(",")
        # What stands between is figures: 其中续建7个、新建12个，计划投资23.8亿元.
        return len(last) < _LONGEST_GAP and all(
            not clause or bool(_FIGURE.search(clause)) for clause in between
        )

    def _behind(self, announced: _Announced) -> TaskList | None:
        """Return the list behind an announcement: in its paragraph, in the lines below, or in the next paragraph."""
        at, text = announced.at, self.folded[announced.at]
        if text[announced.start :].strip("”) "):
            inside = self._inside(announced, at, announced.start)
            if inside or not announced.stops:
                return inside
        below = self._numbered_lines(at + 1, announced) or self._grouped_lines(announced)
        if below is None and not announced.stops:
            below = self._plain_lines(at + 1, announced)
            if below is None and at + 1 < len(self.texts) and self._is_text(at + 1):
                below = self._inside(announced, at + 1, 0)
        return below

    def _inside(self, announced: _Announced, at: int, start: int) -> TaskList | None:
        """Return the list in a paragraph from a place on, cut in the first way that meets an announced number."""
        text = self.folded[at][: start + _LONGEST_LIST]
        ways = ways_of(text, start, announced.numbers, self.lexicon)
        if announced.stops:
            if len(ways.numbered) in announced.numbers:
                return self._list(announced, at, ways.numbered)
            told = ways.leading_sentences(text, announced.numbers)
            return self._list(announced, at, told) if told else None
        pieces, joined = ways.exact(announced.numbers)
        return self._list(announced, at, pieces or ways.nearest(announced.numbers), joined=joined)

    def list_in(self, at: int, number: int, words: str) -> TaskList | None:
        """Return just so many names of which a line consists, one where it is one, None where it holds others."""
        text = self.folded[at].rstrip("。; ")
        announced = _Announced(((number, words),), at - 1, 0)
        pieces = (
            [(0, len(text))]
            if number == 1
            else ways_of(text, 0, [number], self.lexicon).exact([number])[0]
        )
        return self._list(announced, at, pieces, fewest=1) if pieces else None

    def _list(
        self,
        announced: _Announced,
        at: int,
        pieces: Sequence[Piece],
        *,
        joined: bool = False,
        fewest: int = _FEWEST,
    ) -> TaskList | None:
        """Return the pieces of a paragraph as a list, None where there are none."""
        items = []
        for start, end in pieces:
            text = self.texts[at][start:end].strip(
                " \u3000；;，,、" + ("。" if fewest == 1 else "")
            )
            numeral = read_numeral(text, self.lexicon.folded(text))
            doubt = _JOINED if joined and len(cut(text, "、")) > 1 else ""
            if numeral and numeral.kind in INSIDE:
                text, number = text[numeral.end :].strip(), numeral.shown
                items.append(NamedItem(text, self.spots[at], number, doubt))
            else:
                items.append(NamedItem(text, self.spots[at], doubt=doubt))
        return self._with_words(announced, items, range(announced.at, at + 1), fewest)

    def _with_words(
        self, announced: _Announced, items: Sequence[NamedItem], lines: range, fewest: int = _FEWEST
    ) -> TaskList | None:
        """Return a list under the announcement that fits it best: the number met, else the greatest."""
        items = [item for item in items if item.text]
        if len(items) < fewest:
            return None
        met = [one for one in announced.counts if one[0] == len(items)]
        count, words = max(met or announced.counts, default=(None, ""))
        return TaskList(tuple(items), words, count, lines)

    def _is_text(self, at: int) -> bool:
        return bool(self.texts[at]) and not self.folded[at].startswith(self.lexicon.tails)

    def _numbered_lines(self, first: int, announced: _Announced | None) -> TaskList | None:
        """Return the list of lines that count on from one, each with the lines below it that have no numeral."""
        opening = self.numerals[first] if first < len(self.texts) else None
        if opening is None or opening.value != 1:
            return None
        items: list[NamedItem] = []
        longest = below = 0
        end = first
        for at in range(first, len(self.texts)):
            numeral = self.numerals[at]
            if not self._is_text(at):
                break
            if numeral and numeral.kind == opening.kind and numeral.value == len(items) + 1:
                longest, below = max(longest, below), 0
                text = self.texts[at][numeral.end :].strip(" \u3000；;")
                items.append(NamedItem(text, self.spots[at], numeral.shown))
            elif numeral or below >= _MOST_LINES_OF_ITEM:
                break
            else:
                below += 1
                last = items[-1]
                items[-1] = replace(last, text=f"{last.text}\n{self.texts[at]}")
            end = at + 1
        if below > longest and items:
            # Behind the last item the text goes on: it has no more lines than the others have.
            lines = items[-1].text.split("\n")
            items[-1] = replace(items[-1], text="\n".join(lines[: longest + 1]))
            end -= below - longest
        if len(items) < _FEWEST:
            return None
        named = announced or _Announced((), first - 1, 0)
        if announced and len(items) not in announced.numbers and (announced.stops or longest):
            return None
        return self._with_words(named, items, range(named.at, end))

    def _grouped_lines(self, announced: _Announced) -> TaskList | None:
        """Return just as many numbered lines as are announced, under headings: 一、教育 over 1. and 2.

        Under each heading the numbers go on or begin anew; a line or two may stand before the first of them.
        """
        begins = announced.at + 1
        found: list[TaskList] = []
        for first in range(begins, min(begins + _FARTHEST_LINES, len(self.texts))):
            opening = self.numerals[first]
            if opening and opening.value > 1:
                break
            if opening is None or opening.value != 1:
                continue
            items: list[NamedItem] = []
            end = first
            may_begin = True
            for at in range(first, min(first + 2 * _MOST, len(self.texts))):
                numeral = self.numerals[at]
                value = numeral.value if numeral and numeral.kind == opening.kind else 0
                before = self.numerals[end - 1]
                goes_on = before is not None and value == before.value + 1
                if numeral and value and ((value == 1 and may_begin) or goes_on):
                    text = self.texts[at][numeral.end :].strip(" \u3000；;")
                    items.append(NamedItem(text, self.spots[at], numeral.shown))
                    end, may_begin = at + 1, False
                elif self._is_heading(at) and len(items) not in announced.numbers:
                    may_begin = True
                else:
                    break
            if len(items) in announced.numbers:
                one = self._with_words(announced, items, range(announced.at, end))
                found += [one] if one else []
        return max(found, key=lambda one: len(one.items), default=None)

    def _is_heading(self, at: int) -> bool:
        """Return whether a line only says of what the next ones are: 二、医疗健康, 教育（3件）."""
        text = self.folded[at]
        return self._is_text(at) and len(text) <= _LONGEST_TITLE and text[-1] not in "。;,!?"

    def _before_its_number(self, at: int) -> TaskList | None:
        """Return the list in front of its number: 办好甲、乙、丙等三件实事; only the very number makes it one."""
        text = self.folded[at]
        for start, end in cut(text, SENTENCE_ENDS) if "等" in text else ():
            sentence = text[start:end]
            for match in islice(self._count.finditer(sentence), _MOST_COUNTS):
                number = count_of(match["before"]) or 0
                stop = match.start() - len("等")
                is_sure = any(noun in match.group() for noun in self.words.surest_nouns)
                if sentence[max(stop, 0)] != "等" or not is_sure or self._is_told(sentence, 0, end):
                    continue
                reach = max(start, start + stop - _LONGEST_IN_FRONT)
                clause = cut(text, ",;:", reach, start + stop)[-1:]
                names = [piece for one in clause for piece in cut(text, "、", *one)]
                for pieces in (names, last_parted(text, names)):
                    if len(pieces) == number >= _FEWEST:
                        announced = _Announced(((number, match.group()),), at, start)
                        found = self._list(
                            announced, at, [self._without_verb(text, pieces[0]), *pieces[1:]]
                        )
                        return replace(found, lines=range(at, at)) if found else None
        return None

    def _without_verb(self, text: str, piece: Piece) -> Piece:
        """Return the place of a name without what leads to it: 今年继续办好, 重点实施."""
        start, end = piece
        verb = re.compile(rf"[^“”]{{0,12}}?(?:{choice(self.words.doing)})(?:好|了)?")
        led = verb.match(text, start, end - _SHORTEST_NAME)
        return (led.end() if led else start, end)

    def _due_behind(self, found: TaskList) -> str:
        """Return the words that set one day for all: 以上项目均于2023年12月底前完成."""
        last = found.lines[-1] if found.lines else found.lines.start
        whole = "".join(item.text for item in found.items)
        for at in range(last, min(last + _FARTHEST_LINES, len(self.texts))):
            for match in self._due.finditer(self.folded[at]):
                words = self.texts[at][match.start("day") : match.end("day")]
                if words not in whole:
                    return words
        return ""

    def _plain_lines(self, first: int, announced: _Announced) -> TaskList | None:
        """Return just as many lines without numerals as are announced, all of one kind."""
        for number in sorted(announced.numbers, reverse=True):
            lines = range(first, first + number)
            if number < _FEWEST_OF_PLAIN_LINES or lines.stop > len(self.texts):
                continue
            texts = [self.folded[at] for at in lines]
            ends = {text[-1:] in "。;," for text in texts[:-1]}
            fit = all(
                self._is_text(at)
                and not self.numerals[at]
                and _SHORTEST_ITEM < len(self.texts[at]) <= _LONGEST_ITEM
                for at in lines
            )
            if fit and len(ends) == 1 and not any(text.endswith(":") for text in texts):
                items = [
                    NamedItem(self.texts[at].strip(" \u3000；;"), self.spots[at]) for at in lines
                ]
                return self._with_words(announced, items, range(announced.at, lines.stop))
        return None

    def _under_title(self, at: int) -> TaskList | None:
        """Return the numbered lines under a title of their own, as an annex has them: ``2031年民生实事``."""
        title = self.folded[at]
        if len(title) > _LONGEST_TITLE or self.numerals[at]:
            return None
        if not title.endswith(self.words.titles):
            return self._under_preface(at)
        is_counted = at + 1 < len(self.folded) and _COUNT_BELOW.fullmatch(self.folded[at + 1])
        found = self._numbered_lines(at + 1 + bool(is_counted), None)
        return replace(found, words=self.texts[at]) if found else None

    def _under_preface(self, at: int) -> TaskList | None:
        """Return the numbered lines under a title that says what they are, just as many as the lines between count."""
        title = self.folded[at]
        if not any(noun in title for noun in self.words.sure_nouns) or _LOOKS_BACK.search(title):
            return None
        for first in range(at + 1, min(at + 2 + _FARTHEST_LINES, len(self.texts))):
            numeral = self.numerals[first]
            if numeral is None or numeral.value != 1:
                continue
            between = "。".join(self.folded[at + 1 : first])
            announced = _Announced(self.counts(between)[1], at, 0, stops=True)
            found = self._numbered_lines(first, announced) if announced.counts else None
            return replace(found, lines=range(at, found.lines.stop)) if found else None
        return None

    def is_of_others(self, found: TaskList) -> bool:
        """Return whether a list says who answers or how far things are: other readers know how."""
        folded = [self.lexicon.folded(item.text) for item in found.items]
        return any(
            2 * sum(bool(form.search(text)) for text in folded) >= len(folded)
            for form in (self._answers, re.compile(choice(self.words.told)))
        )
