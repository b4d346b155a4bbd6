"""What stands behind the number of a row in one string, cut into the cells of its columns.

In: the text of a row, the roles of the columns. Out: the cells, and how well they are what their columns hold. What a
piece is, a place where a unit may begin or end, a time, a name, what is done says where it may be cut.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from tongbao.notices.cell_kinds import TIME, Kinds
from tongbao.notices.column_words import TARGET
from tongbao.notices.headers import PERSON_ROLES, UNIT_ROLES

NUMBER = re.compile(r"(?<![\d.])(?:[(（](\d{1,3})[)）]|(\d{1,3})(?:[、．]|\.(?!\d))?)(?=[^\d.%％])")
_TOWN = re.compile("街道办事处|街道办?|(?<!乡)镇|乡(?!镇)")
# A town or a government without its name.
_NAMELESS = re.compile("(?:街道|镇|乡|人民政府|政府|办事处|管委会|管理委员会)")
_USUAL_TOWN = 2  # signs of a place before that
_LEVELS = "省市州盟区县旗镇乡各"
_SHORTEST_UNIT = 2
_LONGEST_STATUS = 8
_LONGEST_CELL = 60  # of names or a time
_LONGEST_CLASS = 8
_EMPTY = -4.0
# What begins a target, beside the actions of the lexicon, and the same words said twice: 维修养护 维修养护工程.
_ADVERBS = "动态|集中|全面|全部|基本|累计|力争|逐步|免费|持续"
_DOES = (
    "新[增改建设]|[增改扩]建|完成|开发|建成|开工|实现|免除|达到|举办|打造|创[建成]|培[育训]|发放|组织|更换|铺设|增加|"
    "不[低少]于|控制|覆盖"
)
_NOUNS = frozenset(("工程", "项目", "行动", "计划", "服务", "就业"))
_PER_SIGN = 0.02
_FIGURE = re.compile(r"\d")
_AGAIN = re.compile(r"([\u4e00-\u9fff]{2,6})(\1)")

_ANY_WORDS = ("text", "short", "sentence", "figure", "status", "percent")
_KINDS_OF = {
    "person": ("person", "persons"),
    "due": ("time",),
    "task": ("text", "short", "sentence"),
    "status": (),
}
# Points of a cell that is what its column holds, and of one that is not.
_WORTH = {
    "person": (5.0, _EMPTY),
    "due": (5.0, _EMPTY),
    "task": (1.0, _EMPTY / 2),
    "status": (0.0, _EMPTY),
}


class Cutter:
    """Cuts what stands behind a number into the cells of the columns."""

    def __init__(self, roles: Sequence[str | None], kinds: Kinds, header: str) -> None:
        """Keep the columns; a row is asked for again as the end of other rows is tried."""
        self.roles, self.header = roles, header
        self.kinds = kinds
        endings = kinds.lexicon.unit_endings
        self._unit_end = re.compile(
            "|".join(sorted(map(re.escape, endings), key=len, reverse=True))
        )
        told = sorted(set(kinds.lexicon.told.actions) - _NOUNS, key=len, reverse=True)
        actions = "|".join(told)
        self._does = re.compile(f"(?:{_ADVERBS})?(?:{_DOES})")
        self._action = re.compile(f"(?:{_ADVERBS})?(?:{actions}|{_DOES})")
        self.starts = frozenset(_LEVELS)
        self.cut = lru_cache(maxsize=4096)(self._cut)

    def learn(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Take for beginnings of units those that begin most of the units in some rows."""
        seen = Counter(
            cell[0]
            for row in rows
            for role, cell in zip(self.roles, row[1:], strict=True)
            if role in UNIT_ROLES and cell and cell[0] in _LEVELS
        )
        often = {sign for sign, times in seen.items() if 2 * times > max(seen.values())}
        self.starts = frozenset((*often, "各"))
        self.cut.cache_clear()

    def score(self, text: str) -> float:
        """Return how well a row can be cut into cells."""
        return self.cut(text)[0]

    def cells(self, text: str) -> tuple[str, ...]:
        """Return the number and the cells of a row."""
        number = NUMBER.match(text)
        return (number.group() if number else "", *self.cut(text)[1])

    def _cut(self, text: str) -> tuple[float, tuple[str, ...]]:
        number = NUMBER.match(text)
        lines = [line.strip() for line in (text[number.end() :] if number else text).split("\n")]
        plain = "".join(lines)
        places = sorted({*self._places(plain), *accumulate(map(len, lines))})
        # The best way to give the text up to each place to the columns so far.
        best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
        for at, role in enumerate(self.roles):
            is_last = at == len(self.roles) - 1
            reached: dict[int, tuple[float, tuple[str, ...]]] = {}
            for start, (score, cells) in best.items():
                for end in places:
                    if end < start or (is_last and end != len(plain)):
                        continue
                    worth = self._fit(plain[start:end].strip(), role)
                    if end not in reached or score + worth > reached[end][0]:
                        reached[end] = (score + worth, (*cells, plain[start:end].strip()))
            best = reached
        return best.get(len(plain), (-10.0, ()))

    def _places(self, text: str) -> list[int]:
        """Return where a cell may end: beside units, times, names, sentences and spaces."""
        found = {0, len(text)}
        ends = [match.end() for match in self._unit_end.finditer(text)]
        found.update(ends)
        found.update(at for at, sign in enumerate(text) if sign in _LEVELS or sign.isspace())
        found.update(at + 1 for at, sign in enumerate(text) if sign in "。；;" or sign.isspace())
        for match in TIME.finditer(text):
            found.update((match.start(), match.end()))
        for match in _TOWN.finditer(text):
            found.update(at for at in (match.start() - 3, match.start() - 2) if at > 0)
        if "status" in self.roles:
            before = [(at, size) for at in found for size in range(1, min(_LONGEST_STATUS, at) + 1)]
            found.update(
                at - size for at, size in before if self.kinds.is_status(text[at - size : at])
            )
        surnames = self.kinds.lexicon.people.surnames
        if any(role in PERSON_ROLES for role in self.roles):
            around = set(found)
            for at in around:
                for size in (2, 3):
                    if at >= size and text[at - size] in surnames:
                        found.add(at - size)
                    if text[at : at + 1] in surnames and at + size <= len(text):
                        found.add(at + size)
        found.update(self._borders_of_targets(text))
        return sorted(found)

    def _borders_of_targets(self, text: str) -> Iterator[int]:
        """Yield where what is to be reached may begin behind the name of a thing: at what is done, or said again."""
        if not any((role or "").startswith(TARGET) for role in self.roles):
            return
        if again := _AGAIN.search(text):
            yield again.start(2)
        else:
            yield from (match.start() for match in self._action.finditer(text))

    def _fit(self, text: str, role: str | None) -> float:
        """Return what a piece is worth as a cell of a column; classes are often one cell over several rows."""
        if role == "section":
            is_class = len(text) <= _LONGEST_CLASS and not any(map(str.isdigit, text))
            return 0.0 if is_class and text[-1:] not in "。；;" else 2 * _EMPTY
        if not text:
            return _EMPTY if role != "task" else 2 * _EMPTY
        if (role or "").startswith(TARGET):
            # The nearest beginning is the likeliest: a name often ends in what is done, too.
            does = 2.0 if self._does.match(text) else 1.0 if self._action.match(text) else 0.0
            return does + bool(_FIGURE.search(text)) - _PER_SIGN * len(text)
        return self._fit_of_words(text, role)

    def _fit_of_words(self, text: str, role: str | None) -> float:
        family = "unit" if role in UNIT_ROLES else "person" if role in PERSON_ROLES else role
        is_cut = text[0] in "、，," or text[-1] in "、，,"
        if is_cut or (family in ("unit", "person", "due") and len(text) > _LONGEST_CELL):
            return 2 * _EMPTY
        kind = self.kinds.of(text)
        if family == "unit":
            several = role == "lead" and "responsible" in self.roles and "、" in text
            return self._as_units(text, kind) - (1.0 if " " in text else 0.5 * several)
        if family == "status" and len(text) <= _LONGEST_STATUS:
            return 4.0 if kind in ("status", "percent") else 1.0
        if family == "status" and self.kinds.is_status(text.partition("，")[0]):
            return 2.0
        behind = text.rpartition("。")[2]
        if family == "task" and (kind in ("unit", "units") or behind not in ("", text)):
            # What is done may end as a unit does (组织运动会); behind a sentence stands no half of one.
            return 0.0 if behind == text else -1.0
        right, wrong = _WORTH.get(family or "", (0.5, -1.0))
        return right if kind in _KINDS_OF.get(family or "", _ANY_WORDS) else wrong

    def _as_units(self, text: str, kind: str) -> float:
        if kind not in ("unit", "units"):
            return _EMPTY
        names = [name for name in re.split("[、，,;；]", text) if name]
        long = sum(0.25 * max(0, len(name) - 5) for name in names[:1])
        short = 2.0 * any(len(name) <= _SHORTEST_UNIT for name in names)
        if (town := _TOWN.search(names[0])) and town.start() > _USUAL_TOWN:
            long += 0.2
        if _NAMELESS.match(names[0]) and names[0][0] not in self.starts:
            long += 2.0
        return 5.0 - long - short - (0.0 if names[0][0] in self.starts else 1.5)
