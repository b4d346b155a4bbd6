"""Where the tasks of gold stand in a notice as printed: what comes before each, and where each ends.

In: a text and the beginnings of its tasks, in order. Out: ``PrintedText``. White space and the bars of tables do not
count in comparison; line breaks and bars are remembered, since a text may end there.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

_END_MARKS = ",，、。;；.:："
_SEPARATORS = "、;；。"
_OPENING, _CLOSING = '“『「"', '”』」"'
_ROLE = re.compile(
    r"[(\[【]?[^。,;]{0,8}(?:牵头|责任|主办|协办|承办|配合|分管|时限|要求|目标)[^。,;]{0,6}[:：]"
)
_BRACKET = re.compile(r"[(\[【][^()\[\]【】]{0,300}")
_ANSWERS = re.compile(r"牵头|责任|负责|配合|参与|承办|主办|协办|时限|底前")
_COUNT = re.compile(r"(?:等|占|\d+(?:个|项|件))")
_LONGEST_LABEL = 12
_NUMERAL = re.compile(r"[(（]?(?:\d+|[一二三四五六七八九十]+)[)）]?是?$")


class PrintedText:
    """The letters of a notice in order, and where its lines and cells end."""

    def __init__(self, text: str, beginnings: Sequence[str]) -> None:
        """Lay out the text and find every beginning behind the one before it, else anywhere."""
        letters: list[str] = []
        self._breaks: set[int] = set()
        for sign in unicodedata.normalize("NFKC", text):
            if sign in "\n|":
                self._breaks.add(len(letters))
            elif not sign.isspace():
                letters.append(sign)
        self.letters = "".join(letters)
        self._breaks.add(len(self.letters))
        self._beginnings = [_plain(one) for one in beginnings]
        self._starts: list[int] = []
        at = 0
        for one in self._beginnings:
            found = self.letters.find(one, at)
            at = found if found >= 0 else max(self.letters.find(one), 0)
            self._starts.append(at)
            at += len(one)
        # What parts the names of a list in prose: 、 of names, 。 of sentences.
        before = {self.letters[start - 1] for start in self._starts[1:] if start}
        self._separators = before & set(_SEPARATORS)

    def number_before(self, at: int, number: str) -> str | None:
        """Return the number of a task where the text prints it right before the task, None where it does not."""
        numeral = _NUMERAL.search(_plain(number))
        before = self.letters[: self._starts[at]].rstrip("、.．:：,，)）")
        printed = numeral and numeral[0].rstrip(")）")
        if not printed or not before.endswith(printed):
            return None
        return None if before[: -len(printed)][-1:].isdigit() else numeral[0] if numeral else None

    def stands_before_tasks(self, text: str) -> bool:
        """Return whether a text is printed, and before the first task of gold."""
        found = self.letters.find(_plain(text.split("\n", maxsplit=1)[0]))
        return bool(self._starts) and 0 <= found < self._starts[0]

    def holds_whole(self, text: str, at: int, ends: Sequence[str], *, sentences: bool) -> bool:
        """Return whether a text is a task of gold as printed, from its beginning to where another thing begins.

        ``ends`` are what gold says of the task: units and days stand behind it. ``sentences`` says that a text may
        end with its first sentence, as a heading of a report does.
        """
        head, *others = text.split("\n")
        lines = [
            _plain(line) for line in (head, *others) if line == head or not self._is_column(line)
        ]
        first = lines[0] if self._beginnings[at] in lines[0] else "".join(lines)
        skipped = max(first.find(self._beginnings[at]), 0)
        for start in self._places(first[skipped:]):
            end = start + len(first) - skipped
            for line in lines[1:] if first == lines[0] else ():
                found = self.letters.find(line, end)
                end = found + len(line) if found >= 0 else -1
                if end < 0:
                    break
            if end >= 0 and self._ends(start, end, at, ends, sentences=sentences):
                return not self._swallows(start, end, at)
        return False

    def _is_column(self, line: str) -> bool:
        """Return whether a line keeps a column under its own name: 工作要求：汛期前完工."""
        label, _, value = _plain(line).partition(":")
        printed = label in self.letters and value in self.letters
        return 1 < len(label) <= _LONGEST_LABEL and bool(value) and printed

    def _places(self, words: str) -> Iterator[int]:
        found = self.letters.find(words)
        while found >= 0:
            yield found
            found = self.letters.find(words, found + 1)

    def _ends(self, start: int, end: int, at: int, ends: Sequence[str], *, sentences: bool) -> bool:
        """Return whether something else begins behind a text: a line, a cell, a bracket, a name, the next task."""
        behind = end
        while behind < len(self.letters) and self.letters[behind] in _END_MARKS:
            if behind in self._breaks:
                return True
            behind += 1
        rest = self.letters[behind : behind + 400]
        if start and self.letters[start - 1] in _OPENING:
            return rest[:1] in _CLOSING
        marks = set(self.letters[max(end - 1, 0) : behind])
        words = self.letters[start:end]
        return bool(
            behind in self._breaks
            or rest[:1] in _CLOSING
            or (rest[:1] in (")", "]", "】") and words.count("(") == words.count(")"))
            or (marks & {"。", *self._separators} and (sentences or not self._numbered(at)))
            or self._begins_another(rest, at, ends)
        )

    def _begins_another(self, rest: str, at: int, ends: Sequence[str]) -> bool:
        """Return whether what stands behind a text says who answers, counts, or is another task."""
        bracket = _BRACKET.match(rest)
        if bracket and _ANSWERS.search(bracket[0]):
            return True
        if bracket and any(_plain(one) in bracket[0] for one in ends):
            return True
        others = [one for number, one in enumerate(self._beginnings) if number != at]
        return bool(
            _ROLE.match(rest)
            or _COUNT.match(rest)
            or any(rest.startswith(_plain(one)) for one in (*ends, *others) if one)
            or any(
                re.match(rf"\W{{0,2}}\w{{1,3}}\W{{1,2}}{re.escape(one)}", rest) for one in others
            )
        )

    def _numbered(self, at: int) -> bool:
        """Return whether a number stands right before a task."""
        before = self.letters[: self._starts[at]].rstrip("、.．:：)）")
        return bool(_NUMERAL.search(before[-4:]))

    def _swallows(self, start: int, end: int, at: int) -> bool:
        """Return whether a text holds the beginning of another task."""
        own = self._beginnings[at]
        return any(
            start < place < end
            for place, one in zip(self._starts, self._beginnings, strict=True)
            if one != own
        )


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("|", "")
