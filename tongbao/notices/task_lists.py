"""Lists of tasks in running prose: ``发布14件惠民实事，包括：…；…。``, ``10件实事：`` over ``一是…`` to ``十是…``.

In: the material of any notice. Out: a task an item, as printed. A sentence announces how many there are; the list behind
it, or in the lines below, is cut as its marks allow, and the number tests the cut. What is told of how far things are is
no list of plans, and what asks something of all is none either.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from tongbao.notices.heading import Heading
from tongbao.notices.lexicon import Lexicon
from tongbao.notices.quantities.numerals import HAN, Numeral, count_of, read_numeral
from tongbao.notices.reading import Context, Reading
from tongbao.notices.rows import Material
from tongbao.notices.task_ids import task_ids
from tongbao.records.model import Assignment, Claim, Source, Task
from tongbao.sources.document import Paragraph, Spot

_OPENING, _CLOSING = "([{【〔“《「", ")]}】〕”》」"
_FEWEST = 2
_FEWEST_OF_PLAIN_LINES = 3
_MOST = 300
_SHORTEST_ITEM, _LONGEST_NAME, _LONGEST_ITEM = 2, 60, 600
_LONGEST_TITLE = 30
_MOST_LINES_OF_ITEM = 8
_LONGEST_TAIL = 8
_FARTHEST = 80
# No list is longer, and no paragraph announces more of them: so much is looked at.
_LONGEST_LIST = 20_000
_MOST_ANNOUNCED = 6
_MOST_LISTS = 50
_MOST_COUNTS = 4
# A cut that misses the announced number by one in so many is still that list, and the number is in doubt.
_FEWEST_OF_CLOSE = 8
_ETC = re.compile(r"等(?P<rest>[^、;。]{0,14})$")
_ETC_OF = re.compile(r"(?:\d+|[一二三四五六七八九十]+)?[件项个]?[\u4e00-\u9fff]{0,8}")
_JOINT = re.compile(r"以及|和|及|与")
_NAMED_BYLINE = re.compile(r"\([^()]{0,30}(?:记者|通讯员|编辑)[^()]{0,30}\)")

Piece = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """One task of a list, as printed; ``number`` where one is, ``doubt`` where the cut is inferred."""

    text: str
    spot: Spot
    number: str | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class TaskList:
    """Items under the words that announce them; ``declared`` is the number that the words give, ``lines`` the
    paragraphs, from first to last, that the list lies in.
    """

    items: tuple[Item, ...]
    words: str
    declared: int | None
    lines: range

    @property
    def doubt(self) -> str:
        """What a person must look at, "" where the number announced is that of the items."""
        if self.declared is None or self.declared == len(self.items):
            return ""
        return f"“{self.words}”写{self.declared}项，读到{len(self.items)}项，请核对从哪里断开"


def read_task_lists(material: Material, heading: Heading, context: Context) -> Reading | None:
    """Return the tasks of the lists in a notice's prose, None where it has none."""
    lists = task_lists(material.prose, context.lexicon)
    return tasks_of(lists, heading.title, context) if lists else None


def tasks_of(lists: Sequence[TaskList], title: str, context: Context) -> Reading:
    """Return the tasks of lists, and their announced numbers as claims."""
    found = [(one, item) for one in lists for item in one.items]
    ids = task_ids([item.number for _, item in found])
    # The title's own words say nothing of where in the notice a task stands.
    parts = {one.words: one.words not in title or len(lists) > 1 for one in lists}
    tasks = tuple(
        Task(
            plan=context.plan,
            id=task_id,
            number=item.number,
            text=item.text,
            section=one.words if one.words and parts[one.words] else None,
            review=(f"text: {item.doubt}",) if item.doubt else (),
            source=Source(notice=context.notice, page=item.spot.page or None),
            assignments=(Assignment(part="1"),),
        )
        for task_id, (one, item) in zip(ids, found, strict=True)
    )
    claims = tuple(
        Claim(
            claim=f"list_length:{one.words}" if parts[one.words] else "tasks",
            stated=one.declared,
            words=one.words,
            page=one.items[0].spot.page or None,
        )
        for one in lists
        if one.declared is not None
    )
    review = tuple(f"claims: {one.doubt}" for one in lists if one.doubt)
    return Reading(tasks=tasks, claims=claims, review=review)


def task_lists(paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> tuple[TaskList, ...]:
    """Return the lists of a text in its order; one that is printed twice is one list."""
    finder = _Finder(paragraphs, lexicon)
    found: list[TaskList] = []
    for one in islice(finder.lists(), _MOST_LISTS):
        twin = next((at for at, other in enumerate(found) if _are_one(other, one)), None)
        if twin is None:
            found.append(one)
        else:
            found[twin] = _merged(found[twin], one)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Announced:
    """Where a list may begin: ``counts`` are the numbers announced, with the words of each."""

    counts: tuple[tuple[int, str], ...]
    at: int
    start: int
    stops: bool = False

    @property
    def numbers(self) -> list[int]:
        return [count for count, _ in self.counts]


class _Finder:
    """Goes through the paragraphs of a text; ``folded`` are the same lines in plain marks, sign for sign."""

    def __init__(self, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.words = lexicon.task_lists
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
            found = self._under_title(at)
            found = found or self._best(list(islice(self._announcements(at), _MOST_ANNOUNCED)))
            if found and not self._is_of_others(found):
                yield found
                free = max(found.lines.stop, at + 1)

    def _best(self, announced: Sequence[_Announced]) -> TaskList | None:
        """Return the first list of a paragraph that meets its number, else the first there is."""
        found = [one for place in announced if (one := self._behind(place))]
        return next((one for one in found if not one.doubt), found[0] if found else None)

    @cached_property
    def _count(self) -> re.Pattern[str]:
        nouns, measures = _choice(self.words.nouns), _choice(self.words.measures)
        number = rf"(?<![\d.])(?:\d{{1,3}}|[{HAN}]{{1,4}})"
        return re.compile(
            rf"(?P<before>{number})(?:{measures})[^,。;:、!?\d]{{0,14}}?(?:{nouns}){{1,3}}(?!{_choice(self.words.not_nouns)})"
            rf"|(?:{nouns})(?:共有|共计|总计|合计|计|共|有)?(?P<after>{number})(?:{measures})"
        )

    @cached_property
    def _unnumbered(self) -> re.Pattern[str]:
        nouns = _choice(self.words.sure_nouns)
        return re.compile(rf"(?:以下|下列|如下)[^,。;:、!?\d]{{0,10}}(?:{nouns})|(?:{nouns})如下")

    @cached_property
    def _opener(self) -> re.Pattern[str]:
        begins = r"[,:]?(?=一是|\(1\)|\(一\)|①|第一[,是])"
        return re.compile(rf"(?:{_choice(self.words.openers)})[,:]?|{begins}|:")

    @cached_property
    def _only_opens(self) -> re.Pattern[str]:
        return re.compile(rf"[^,;:。、]{{0,8}}(?:{_choice(self.words.openers)}):")

    @cached_property
    def _told(self) -> re.Pattern[str]:
        return re.compile(_choice((*self.words.told, *self.words.demands)))

    @cached_property
    def _answers(self) -> re.Pattern[str]:
        labels = _choice(word for words in self.lexicon.labels.values() for word in words)
        verbs = _choice(word for words in self.lexicon.verbs.values() for word in words)
        return re.compile(
            rf"(?:{labels}):|[(\[【][^()\[\]【】]{{2,60}}(?:{verbs})[^()\[\]【】]{{0,20}}[)\]】]"
        )

    def _announcements(self, at: int) -> Iterator[_Announced]:
        """Yield the places of a paragraph behind which a list may stand.

        A sentence that only opens the list (``具体包括：``) goes by the numbers of the one before it.
        """
        text = self.folded[at]
        counts: tuple[tuple[int, str], ...] = ()
        for start, end in _cut(text, "。!?", 0, len(text)):
            sentence = text[start:end]
            first, here = self._counts(sentence)
            only_opens = counts and not here and self._only_opens.match(sentence)
            if only_opens:
                yield _Announced(counts, at, start + only_opens.end())
                continue
            counts = here
            first = first or self._unnumbered.search(sentence)
            if first is None:
                continue
            behind = sentence[first.end() : first.end() + _FARTHEST]
            opener = self._opener.search(behind)
            while opener and not self._opens(behind[: opener.start()], opener.group()):
                opener = self._opener.search(behind, max(opener.end(), opener.start() + 1))
            reach = first.end() + opener.end() if opener else len(sentence)
            if self._is_told(sentence, first.start(), reach):
                counts = ()
            elif opener:
                yield _Announced(counts, at, start + reach)
            elif counts and len(sentence) - first.end() <= _LONGEST_TAIL:
                yield _Announced(counts, at, end, stops=True)

    def _counts(self, sentence: str) -> tuple[re.Match[str] | None, tuple[tuple[int, str], ...]]:
        """Return the first number of tasks that a sentence gives, and all of them with their words."""
        found = [
            (match, number)
            for match in islice(self._count.finditer(sentence), _MOST_COUNTS)
            if (number := count_of(match["before"] or match["after"])) and 1 < number <= _MOST
            if not any(word in match.group() for word in self.words.not_nouns)
        ]
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
        clause = gap.rstrip(",").rpartition(",")[0]
        return len(gap) - len(clause) <= _LONGEST_TAIL + 6 and (
            not clause or bool(self._count.search(clause))
        )

    def _behind(self, announced: _Announced) -> TaskList | None:
        """Return the list behind an announcement: in its paragraph, in the lines below, or in the next paragraph."""
        at, text = announced.at, self.folded[announced.at]
        if text[announced.start :].strip("”) "):
            return self._inside(announced, at, announced.start)
        below = self._numbered_lines(at + 1, announced)
        if below is None and not announced.stops:
            below = self._plain_lines(at + 1, announced)
            if below is None and at + 1 < len(self.texts) and self._is_text(at + 1):
                below = self._inside(announced, at + 1, 0)
        return below

    def _inside(self, announced: _Announced, at: int, start: int) -> TaskList | None:
        """Return the list in a paragraph from a place on, cut in the first way that meets an announced number.

        Where no way does, numerals and semicolons part it nonetheless, and commas of enumeration where the list is
        said to be whole.
        """
        text = self.folded[at][: start + _LONGEST_LIST]
        start += len(text[start:]) - len(text[start:].lstrip(" ”"))
        numbered = _by_numerals(text, start)
        if announced.stops:
            return (
                self._list(announced, at, numbered) if len(numbered) in announced.numbers else None
            )
        sentence = (start, _end_of_sentence(text, start))
        ways = [
            numbered,
            _cut(text, ";", *sentence),
            *self._names(text, sentence, announced.numbers),
        ]
        whole = [
            one
            for one in _cut(text, "。!?", start, len(text))
            if not _NAMED_BYLINE.fullmatch(text[slice(*one)])
        ]
        sentences = [piece for piece in whole if not self._closes(text[slice(*piece)])]
        ways += [sentences, [one for piece in sentences for one in _cut(text, ";", *piece)]]
        for number in sorted(announced.numbers, reverse=True):
            for pieces in ways:
                if len(pieces) == number and self._are_items(text, pieces):
                    return self._list(announced, at, pieces)
        return self._list(announced, at, self._nearest(announced, ways, text))

    def _nearest(
        self, announced: _Announced, ways: Sequence[Sequence[Piece]], text: str
    ) -> Sequence[Piece]:
        """Return the pieces of a list that meets no number, none where it is no list."""
        numbered, parted, named, *_ = ways
        sentences = ways[-2]
        if len(numbered) >= _FEWEST and self._are_items(text, numbered):
            return numbered
        if len(parted) > _FEWEST and self._are_items(text, parted):
            return parted
        for pieces in (named, sentences):
            close = any(
                abs(len(pieces) - number) <= number // _FEWEST_OF_CLOSE
                for number in announced.numbers
            )
            if close and self._are_items(text, pieces):
                return pieces
        return ()

    def _names(self, text: str, sentence: Piece, numbers: Sequence[int]) -> list[list[Piece]]:
        """Return a sentence cut into names: at 、, at commas, its last two parted, bare ones joined to the next."""
        end = sentence[1]
        etc = _ETC.search(text, max(sentence[0], end - 18), end)
        if etc and _ETC_OF.fullmatch(etc["rest"]):
            end = etc.start()
        ways = [_cut(text, "、", sentence[0], end), _cut(text, ",", sentence[0], end)]
        ways.append(_cut(text, "、,", sentence[0], end))
        names = ways[0]
        if names and (joint := list(_JOINT.finditer(text, *names[-1]))):
            last = joint[-1]
            ways.append([*names[:-1], (names[-1][0], last.start()), (last.end(), end)])
        for number in numbers:
            if number < len(names) and (joined := self._joined(text, names, len(names) - number)):
                ways.append(joined)
        return ways

    def _joined(self, text: str, names: Sequence[Piece], too_many: int) -> list[Piece]:
        """Put names without a deed (``垃圾站``) to the next, where just so many of them explain the number."""
        bare = [
            at
            for at, piece in enumerate(names[:-1])
            if not any(word in text[slice(*piece)] for word in self.lexicon.told.actions)
        ]
        if len(bare) != too_many:
            return []
        joined: list[Piece] = []
        begin: int | None = None
        for at, (start, end) in enumerate(names):
            begin = start if begin is None else begin
            if at not in bare:
                joined.append((begin, end))
                begin = None
        return joined

    def _are_items(self, text: str, pieces: Sequence[Piece]) -> bool:
        sizes = [len(text[start:end].strip()) for start, end in pieces]
        return bool(pieces) and min(sizes) >= _SHORTEST_ITEM and max(sizes) <= _LONGEST_ITEM

    def _closes(self, sentence: str) -> bool:
        return sentence.lstrip(" ,").startswith(self.words.closings)

    def _list(self, announced: _Announced, at: int, pieces: Sequence[Piece]) -> TaskList | None:
        """Return the pieces of a paragraph as a list, None where there are none."""
        if len(pieces) < _FEWEST:
            return None
        items = []
        for start, end in pieces:
            text = self.texts[at][start:end].strip(" \u3000；;，,、")
            numeral = read_numeral(text, self.lexicon.folded(text))
            if numeral and numeral.kind in _INSIDE:
                item = Item(text[numeral.end :].strip(), self.spots[at], numeral.shown)
            else:
                item = Item(text, self.spots[at])
            items.append(item)
        return self._with_words(announced, items, range(announced.at, at + 1))

    def _with_words(
        self, announced: _Announced, items: Sequence[Item], lines: range
    ) -> TaskList | None:
        """Return a list under the announcement that fits it best: the number met, else the greatest."""
        items = [item for item in items if item.text]
        if len(items) < _FEWEST:
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
        items: list[Item] = []
        longest = below = 0
        end = first
        for at in range(first, len(self.texts)):
            numeral = self.numerals[at]
            if not self._is_text(at):
                break
            if numeral and numeral.kind == opening.kind and numeral.value == len(items) + 1:
                longest, below = max(longest, below), 0
                text = self.texts[at][numeral.end :].strip(" \u3000；;")
                items.append(Item(text, self.spots[at], numeral.shown))
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
                items = [Item(self.texts[at].strip(" \u3000；;"), self.spots[at]) for at in lines]
                return self._with_words(announced, items, range(announced.at, lines.stop))
        return None

    def _under_title(self, at: int) -> TaskList | None:
        """Return the numbered lines under a title of their own, as an annex has them: ``2031年民生实事``."""
        title = self.folded[at]
        if (
            len(title) > _LONGEST_TITLE
            or not title.endswith(self.words.titles)
            or self.numerals[at]
        ):
            return None
        found = self._numbered_lines(at + 1, None)
        return replace(found, words=self.texts[at]) if found else None

    def _is_of_others(self, found: TaskList) -> bool:
        """Return whether a list says who answers or how far things are: other readers know how."""
        folded = [self.lexicon.folded(item.text) for item in found.items]
        return any(
            2 * sum(bool(form.search(text)) for text in folded) >= len(folded)
            for form in (self._answers, re.compile(_choice(self.words.told)))
        )


# The numerals that part a list inside a paragraph.
_INSIDE = frozenset(("han_is", "bracket", "half", "circle", "dot", "dun", "han_bracket", "ordinal"))
_INNER = re.compile(
    rf"(?<![\d.A-Za-z])(?:[{HAN}]{{1,3}}是|\(\d{{1,2}}\)|\([{HAN}]{{1,3}}\)|[①-⑳]|\d{{1,2}}[.、)](?!\d)|第[{HAN}]{{1,3}}(?:[,:]|是))"
)


def _by_numerals(text: str, start: int) -> list[Piece]:
    """Return a paragraph cut at numerals of one kind that count on from one."""
    kind, begins = "", []
    for match in _INNER.finditer(text, start):
        numeral = read_numeral(match.group() + " ", match.group() + " ")
        if numeral is None or numeral.value != len(begins) + 1 or kind not in ("", numeral.kind):
            continue
        if not begins and match.start() > start + 1:
            return []
        kind = numeral.kind
        begins.append(match.start())
    if len(begins) < _FEWEST:
        return []
    edges = [*begins, len(text)]
    pieces = list(zip(begins, edges[1:], strict=True))
    sentences = max(len(_cut(text, "。!?", *piece)) for piece in pieces[:-1])
    last = _cut(text, "。!?", *pieces[-1])[:sentences]
    end = last[-1][1] if last else len(text)
    return [*pieces[:-1], (pieces[-1][0], end + (text[end : end + 1] == "。"))]


def _cut(text: str, marks: str, start: int, end: int) -> list[Piece]:
    """Return the pieces between marks outside brackets and quotes; brackets that stay open part nothing."""
    for respects in (True, False):
        pieces, depth, begin = [], 0, start
        for at in range(start, end):
            sign = text[at]
            if respects:
                depth += (sign in _OPENING) - (sign in _CLOSING)
            if depth <= 0 and sign in marks:
                depth = 0
                # A full stop is the item's own, the other marks part items.
                pieces.append((begin, at + (sign in "。!?")))
                begin = at + 1
        pieces.append((begin, end))
        if depth <= 0:
            break
    return [piece for piece in pieces if text[slice(*piece)].strip(" 。!?")]


def _end_of_sentence(text: str, start: int) -> int:
    """Return where the sentence ends that begins at a place, its full stop left out."""
    pieces = _cut(text, "。!?", start, len(text))
    end = pieces[0][1] if pieces else len(text)
    return end - (text[end - 1 : end] in ("。", "!", "?"))


def _choice(words: Sequence[str] | Iterator[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))


def _are_one(first: TaskList, second: TaskList) -> bool:
    """Return whether two lists hold the same things: half of the shorter one stands in the other."""
    shorter, longer = sorted((first.items, second.items), key=len)
    same = sum(any(_is_same(one, other) for other in longer) for one in shorter)
    return 2 * same >= len(shorter)


def _merged(first: TaskList, second: TaskList) -> TaskList:
    """Return the fuller of two lists of the same things, with what only the other holds."""
    fuller, other = (second, first) if len(second.items) > len(first.items) else (first, second)
    more = tuple(one for one in other.items if not any(_is_same(one, its) for its in fuller.items))
    words = fuller if fuller.declared is not None or other.declared is None else other
    return replace(fuller, items=(*fuller.items, *more), words=words.words, declared=words.declared)


def _is_same(one: Item, other: Item) -> bool:
    """Return whether two items begin with the same words: 修缮公园步道。 and 修缮公园步道4公里."""
    first, second = (re.split(r"[，。；：,;:\n]", item.text)[0] for item in (one, other))
    shorter, longer = sorted((_key(first), _key(second)), key=len)
    return shorter == longer or (len(shorter) > _LONGEST_TAIL // 2 and longer.startswith(shorter))


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
