"""Persons in running text: 乡党委书记楚辉锋, 区领导柳波、宋本旺, 街道许伟丹, 张总.

In: a text and the lexicon. Out: where each name stands, as printed. A name is read behind a duty or a unit, after
another name, or before what only a person does; where it ends is read from the words behind it, and what has no
sure end is marked. Names of firms are covered first, since they hold surnames too.
"""

import functools
import re
from collections.abc import Iterator, Sequence

from tongbao.notices.bulletin.firms import FoundName
from tongbao.notices.lexicon import Lexicon, People, choice

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_MINORITY = re.compile(r"[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})+")
_COVER = "＊"
_CLAUSE = "，,。；;：:！？、“”（）()\n "
# So much of a firm's name is left to be seen: 公司, 集团.
_SHOWN = 2
# How many signs a name has whose surname is not known.
_ALONE = 3


def persons_in(text: str, firms: Sequence[FoundName], lexicon: Lexicon) -> tuple[FoundName, ...]:
    """Return the persons that a text names, in order, each time it does; ``firms`` are those it names."""
    finder = _Finder(_covered(text, firms), lexicon)
    found: list[FoundName] = []
    # What stands behind a duty is surer than what stands behind a unit: 副乡长孙某 is no 长孙.
    for name in (*finder.anchored(), *finder.with_honours(), *finder.acting()):
        if not any(one.start < name.end and name.start < one.end for one in found):
            found.append(name)
    return tuple(sorted(found, key=lambda one: one.start))


def _covered(text: str, firms: Sequence[FoundName]) -> str:
    """Return the text with the firms' names covered but for their ends (公司, 集团)."""
    for firm in firms:
        end = firm.end - _SHOWN
        text = text[: firm.start] + _COVER * (end - firm.start) + text[end:]
    return text


class _Finder:
    """Finds names in one text."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text, self.words = text, lexicon.people
        self.firm_ends = {ending[-_SHOWN:] for ending in lexicon.firms.endings}

    def anchored(self) -> Iterator[FoundName]:
        """Yield the names behind duties, then those behind units, where an unsure name is none."""
        for words, strong in ((self.words.duties, True), (self.words.units, False)):
            for match in _places_of(words).finditer(self.text):
                yield from self.names_from(match.end(1), strong=strong)

    def names_from(self, start: int, *, strong: bool) -> Iterator[FoundName]:
        """Yield the name at a place and those listed behind it."""
        name = self.name_at(start) or (self._unsure(start) if strong else None)
        while name:
            yield name
            if self.text[name.end : name.end + 1] not in ("、", "和", "与"):
                return
            name = self._listed(name.end)

    def _listed(self, mark: int) -> FoundName | None:
        """Return the name behind a mark of a list: after 、 also one whose surname is not known."""
        name = self.name_at(mark + 1)
        if name or self.text[mark] != "、":
            return name
        end = mark + 1 + _ALONE
        token = self.text[mark + 1 : end]
        is_name = (
            len(token) == _ALONE
            and _HAN.fullmatch(token)
            and not set(token) & set(self.words.not_in_names)
            and not any(word in token for word in (*self.words.duties, *self.words.units))
        )
        return FoundName(mark + 1, end, token) if is_name and self._ends_at(end) else None

    def name_at(self, start: int) -> FoundName | None:
        """Return the name that begins here and whose end is sure."""
        if match := _MINORITY.match(self.text, start):
            return self._of_minority(start, match)
        surname = self._surname(start)
        if not surname or self.text.startswith(self.words.not_names, start):
            return None
        short, long = (
            self._whole(start, surname + given) and self._ends_at(start + surname + given)
            for given in (1, 2)
        )
        # 李大为与…: the 为 that could end a name of two signs is part of one of three.
        ends_hard = self._ends_hard(start + surname + 1)
        longer = long and self._ends_hard(start + surname + 2)
        given = 1 if short and (ends_hard or not longer) else 2
        if not short and not long:
            return None
        end = start + surname + given
        return FoundName(start, end, self.text[start:end])

    def _of_minority(self, start: int, match: re.Match[str]) -> FoundName | None:
        """Return a name with a dot in it: 买买提·吐尔逊, up to the words that follow names."""
        if re.search(choice((*self.words.duties, *self.words.units)), match.group()):
            return None
        dot = match.group().rfind("·") + start
        ends = (end for end in range(dot + 3, match.end()) if self._ends_at(end))
        end = next(ends, match.end())
        return FoundName(start, end, self.text[start:end])

    def _unsure(self, start: int) -> FoundName | None:
        """Return the three signs behind a duty that may be a name, marked."""
        surname = self._surname(start)
        end = start + surname + 2
        starts_so = self.text.startswith(self.words.not_names, start)
        if not surname or starts_so or not self._whole(start, surname + 2):
            return None
        name = self.text[start:end]
        after = self.text[end : end + 2]
        return FoundName(start, end, name, f"“{name}{after}”里姓名到哪个字为止看不准")

    def _surname(self, start: int) -> int:
        """Return how long the surname at a place is, 0 for none."""
        if self.text.startswith(self.words.compound_surnames, start):
            return 2
        return int(self.text[start : start + 1] in _signs(self.words.surnames))

    def _whole(self, start: int, length: int) -> bool:
        token = self.text[start : start + length]
        given = token[self._surname(start) :]
        is_han = len(token) == length and _HAN.fullmatch(token) is not None
        return is_han and not set(given) & _signs(self.words.not_in_names)

    def _ends_at(self, end: int) -> bool:
        """Return whether a name may end here: at a mark, the text's end, or words that follow names."""
        return self._ends_hard(end) or self.text.startswith(self.words.followers, end)

    def _ends_hard(self, end: int) -> bool:
        rest = self.text[end : end + 2]
        return not rest or not _HAN.match(rest) or rest[0] in "等与和及" or rest == "一行"

    def with_honours(self) -> Iterator[FoundName]:
        """Yield surnames with a form of address: 张总, behind a firm, a mark or another of them."""
        for match in _honoured(self.words, tuple(sorted(self.firm_ends))).finditer(self.text):
            if self._ends_at(match.end()):
                yield FoundName(match.start(), match.end(), match.group())

    def acting(self) -> Iterator[FoundName]:
        """Yield names without a duty before what only persons do: ``，甲某某、乙某某牵头``."""
        for match in _acting(self.words).finditer(self.text):
            yield from self._all_names(match.start(1), match.end(1))

    def _all_names(self, start: int, end: int) -> tuple[FoundName, ...]:
        """Return the names of a list that is made of nothing but names."""
        found: list[FoundName] = []
        at = start
        for token in self.text[start:end].split("、"):
            surname = self._surname(at)
            fits = surname and 1 <= len(token) - surname <= 2  # noqa: PLR2004 - given names
            if not fits or not self._whole(at, len(token)):
                return ()
            if self.text.startswith(self.words.not_names, at):
                return ()
            found.append(FoundName(at, at + len(token), token))
            at += len(token) + 1
        return tuple(found)


@functools.cache
def _places_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?=({choice(words)}))")


@functools.cache
def _honoured(people: People, firm_ends: tuple[str, ...]) -> re.Pattern[str]:
    behind = "|".join(f"(?<={re.escape(ending)})" for ending in firm_ends)
    surname = rf"[{re.escape(people.surnames)}]"
    return re.compile(
        rf"(?:^|(?<=[{re.escape(_CLAUSE)}与和由])|{behind}){surname}(?:{choice(people.honours)})"
    )


@functools.cache
def _acting(people: People) -> re.Pattern[str]:
    clause = re.escape(_CLAUSE.replace("、", ""))
    return re.compile(
        rf"(?:^|(?<=[{clause}由]))(?=([\u4e00-\u9fff、]{{2,30}}?)(?:{choice(people.acts)}))"
    )


@functools.cache
def _signs(text: str) -> frozenset[str]:
    return frozenset(text)
