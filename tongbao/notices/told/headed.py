"""Lists under a heading or behind a label that says how all of them stand: 红榜, “十佳”乡镇, 一、已完成的事项.

In: the lines of a notice. Out: ``Headed`` values: the heading, its status, and the names, each with its line; and which
lines that took. A heading under which nothing stands is none.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from tongbao.notices.lexicon import Lexicon, choice
from tongbao.notices.quantities.numerals import count_of, read_numeral
from tongbao.notices.task_lists.cuts import by_numerals
from tongbao.notices.told.bodies import bodies_at
from tongbao.notices.told.heads import (
    AROUND,
    COUNT,
    LONGEST_HEADING,
    LONGEST_REST,
    Head,
    head_of,
    standing_in,
)
from tongbao.notices.told.lists import cut_names, is_name
from tongbao.notices.told.members import member_of
from tongbao.notices.told.phrases import NUMBER, veiled
from tongbao.notices.told.statements import Told
from tongbao.notices.told.thing_names import Things
from tongbao.notices.told.topics import topics_in
from tongbao.notices.told.undertaken import undertaken_in
from tongbao.sources.document import Paragraph, Spot

_FIGURE = re.compile(r"\d|\s|不能|没有")
_LONGEST_ROW = 60
_LONGEST_PLACE = 24
_SHORTEST_FAULT = 3
_MOST_PARTS = 2
COUNTED = re.compile(rf"[（(]共?(?P<n>{NUMBER})(?:个|家|项|件|名|位|条|户|人|所|处)[）)][：:]?$")
_GROUP = re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:组|类|批|档|片区|赛区)|[A-Z甲乙丙丁]组")
_ENDS_OWNER = re.compile(
    r"以上|上述|总体|综上|[请望](?:各|未|有关|相关)|对[^，,。；;]{2,20}[，,][请须要望]"
)
_COUNTS_THINGS = re.compile(r"\d处$")
_SAID = re.compile("[\u4e00-\u9fff]{2}")
_REMARK = re.compile(r"[（(](?P<inner>[^（()）]{1,200})[）)]$")
_OWNED = re.compile(
    r"(?P<name>[^（(：:、]{2,40})[（(](?P<unit>[^（()）、]{2,20})[）)](?:[：:，,](?P<rest>.+))?$"
)
_OVER = re.compile(
    rf"(?P<of>[^，,。；;、：:的]{{2,20}})的(?:[^，,。；;、：:的]{{0,6}}?(?:项目|工程|实事|事项|任务|案件|点位))(?:[（(]?(?P<n>{NUMBER})[个项件处家][）)]?)?"
)
_ANSWERED = re.compile(
    r"(?:“(?P<quoted>[^“”]{4,60})”|(?P<plain>[^，,。；;：:“”（(]{4,40}))[。，,；;]?\s*"
    r"(?P<label>责任单位|牵头单位|承办单位|责任部门|牵头部门)[为是]?[:：]?\s*"
    r"(?P<units>[\u4e00-\u9fff、]{2,60})(?P<rest>[，,。；;].*)"
)
_LEVELS = ("han", "han_bracket")
_PER_CENT = re.compile(r"\d[\d.]{0,9}[%％]")
_DAY = re.compile(r"(?:19|20|二[〇○零])\S{2}年\S{1,2}月\S{1,3}日$|^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_OFFICE = re.compile(r"(?:局|委|办|办公室|室|委员会|政府|指挥部|领导小组|专班|中心|会)$")


@dataclass(frozen=True, slots=True)
class HeadedRow:
    """One name under a heading: ``sort`` is the label before it (街道), ``rest`` what the line says behind it."""

    name: str
    spot: Spot
    words: str
    sort: str = ""
    rest: str = ""
    number: str = ""
    units: str = ""
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """The units over the lists of a block: ``责任单位：县水利局（3项）``; ``label`` is "" where none is printed."""

    units: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Headed:
    """A heading with its names; ``is_standing`` says that bodies are praised or blamed, else tasks stand so."""

    heading: str
    status: str
    rows: tuple[HeadedRow, ...]
    is_standing: bool
    declared: int | None = None


@dataclass(slots=True)
class _HeadedLines:
    paragraphs: Sequence[Paragraph]
    lexicon: Lexicon
    is_body: Callable[[str], bool]
    heads: dict[int, Head | None] = field(default_factory=dict)
    opening: dict[int, bool] = field(default_factory=dict)

    def head(self, at: int) -> Head | None:
        """Return what a line heads, None where it is no such heading or label."""
        if at not in self.heads:
            self.heads[at] = head_of(self._text(at), self.lexicon) or self._by_its_list(at)
        return self.heads[at]

    def _by_its_list(self, at: int) -> Head | None:
        """Return a heading that is one only by what stands below it: 下发执法建议书的项目 over a line of names."""
        text = self._text(at)
        numeral = read_numeral(text, self.lexicon.folded(text))
        words = (text[numeral.end :] if numeral else text).strip(AROUND + "：:")
        over = _OVER.fullmatch(words)
        if (
            over is None
            or at + 1 >= len(self.paragraphs)
            or over["of"].startswith(self.lexicon.told.not_yet)
        ):
            return None
        count = count_of(over["n"]) if over["n"] else None
        kind = numeral.kind if numeral else ""
        head = Head(words, over["of"], False, count, "", kind)
        below = self._text(at + 1)
        names = self._members(below, head) if len(below) > len(words) else ()
        return head if len(names) > _MOST_PARTS else None

    def _text(self, at: int) -> str:
        return (self.paragraphs[at].number + self.paragraphs[at].text).strip()

    def rows(self, head: Head, at: int) -> tuple[tuple[HeadedRow, ...], int]:
        """Return the names under a heading, and where the next line stands that is none of them."""
        if head.behind:
            return tuple(self._names(head.behind, at, head)), at + 1
        rows: list[HeadedRow] = []
        end = at + 1
        while end < len(self.paragraphs) and not self._stops(end, head, rows):
            text = self._text(end)
            found = []
            if self._may_name(text, head, rows):
                found = [row for one in self._pieces(text) for row in self._names(one, end, head)]
            if not found and not self._says_none(text):
                if head.is_standing and rows and self._goes_on(end + 1, rows):
                    end += 1
                    continue
                if head.is_standing or not rows or not rows[-1].number:
                    break
                # What a numbered thing's own paragraphs say stands with it.
                rows[-1] = replace(rows[-1], words=f"{rows[-1].words}\n{text}")
            rows += found
            end += 1
        return tuple(rows), end

    def _pieces(self, text: str) -> Sequence[str]:
        """Return the pieces of a line whose numerals count on: ①甲店 ②乙店 ③丙店."""
        numeral = read_numeral(text, self.lexicon.folded(text))
        pieces = by_numerals(text, 0, numeral.value) if numeral else []
        return [text[slice(*piece)].strip() for piece in pieces] or [text]

    def _goes_on(self, at: int, rows: Sequence[HeadedRow]) -> bool:
        """Return whether a line names more, so that the one above only says why: 道路类：甲路、乙路, ②乙店 behind ①."""
        text = self._text(at) if at < len(self.paragraphs) else ""
        numeral = read_numeral(text, self.lexicon.folded(text))
        if numeral and rows[-1].number:
            before = read_numeral(
                rows[-1].number + "、" if rows[-1].number.isdigit() else rows[-1].number
            )
            return before is not None and numeral.value == before.value + 1
        label, colon, value = (
            (self._text(at) if at < len(self.paragraphs) else "").replace(":", "：").partition("：")
        )
        return bool(colon) and not re.search("[，,。；;]", label) and self._is_sort(label, value)

    def _may_name(self, text: str, head: Head, rows: Sequence[HeadedRow]) -> bool:
        """Return whether a line may name something: in a numbered list it has a numeral, or the label of a sort."""
        numbered = bool(rows) and bool(rows[-1].number)
        if not numbered or read_numeral(text, self.lexicon.folded(text)):
            return True
        label, colon, value = text.strip(AROUND).replace(":", "：").partition("：")
        return head.is_standing and bool(colon) and self._is_sort(label, value)

    def _stops(self, at: int, head: Head, rows: Sequence[HeadedRow]) -> bool:
        """Return whether a line is no name of the list: another heading, the signature, what follows the text."""
        text = self._text(at)
        flat = "".join(text.split())
        numeral = read_numeral(text, self.lexicon.folded(text))
        # A label of its own sort (【相关信息】) opens something else.
        is_label = flat.startswith("【") and flat.endswith("】") and bool(rows)
        is_above = numeral and 0 <= _level(numeral.kind) < _level(head.kind)
        if (numeral and numeral.kind == head.kind) or is_above or COUNTED.search(flat) or is_label:
            return True
        if (
            self.head(at)
            or _DAY.search(flat)
            or flat.startswith((*self.lexicon.tails, *self.lexicon.told.demands))
            or _ENDS_OWNER.match(flat)
            or self.owner(at)
        ):
            return True
        below = "".join(self._text(at + 1).split()) if at + 1 < len(self.paragraphs) else ""
        signs = bool(_OFFICE.search(flat)) and not numeral
        last = bool(_DAY.search(below)) or (not below and bool(rows))
        return signs and last and not any(_OFFICE.search(row.name) for row in rows)

    def owner(self, at: int) -> Owner | None:
        """Return the units that a line names for the lists below it, None where it does not."""
        text = self._text(at)
        if len(text) > _LONGEST_ROW * 2 or not any(map(self._opens_things, (at + 1, at + 2))):
            return None
        numeral = read_numeral(text, self.lexicon.folded(text))
        bare = (text[numeral.end :] if numeral else text).strip(AROUND)
        counted = COUNTED.search(bare)
        bare = (bare[: counted.start()] if counted else bare).rstrip("：:。 ")
        label, colon, units = bare.replace(":", "：").partition("：")
        labels = (*self.lexicon.labels["responsible"], *self.lexicon.labels["lead"])
        if colon and label.strip(AROUND) in labels and units.strip():
            return Owner(units.strip(AROUND), label.strip(AROUND))
        names = [name for name in re.split("[、，,]", bare) if name]
        # 整治积水点11处 counts things.
        is_named = bool(names) and all(map(self.lexicon.looks_like_unit, names))
        is_named = is_named and not _COUNTS_THINGS.search(bare)
        return Owner(bare) if is_named and (counted or numeral) else None

    def _opens_things(self, at: int) -> bool:
        """Return whether a line says how the things behind or below it stand: 已完成2项：."""
        if at not in self.opening:
            self.opening[at] = at < len(self.paragraphs) and self._is_over_things(at)
        return self.opening[at]

    def _is_over_things(self, at: int) -> bool:
        head = self.head(at)
        if head:
            return not head.is_standing
        words = re.split("[：:]", self._text(at))[0]
        words = COUNT.sub("", words) if len(words) <= LONGEST_HEADING else ""
        status, is_standing = standing_in(words, self.lexicon) if words else ("", False)
        return bool(status) and not is_standing

    def _says_none(self, text: str) -> bool:
        return text.replace(":", "：").rpartition("：")[2].strip("。 ") in self.lexicon.told.none

    def _names(self, text: str, at: int, head: Head) -> Iterator[HeadedRow]:
        """Yield the names of a line: one, several, or several behind the label of their sort."""
        spot = self.paragraphs[at].spot
        numeral = read_numeral(text, self.lexicon.folded(text))
        number = numeral.shown if numeral else ""
        bare = (text[numeral.end :] if numeral else text).strip(AROUND)
        label, colon, value = bare.replace(":", "：").partition("：")
        sort = label.strip() if colon and self._is_sort(label, value) else ""
        listed = bare[len(bare) - len(value) :] if sort else bare
        if listed.strip("。 ") in self.lexicon.told.none or self._says_none(listed):
            return
        if not head.is_standing:
            yield from self._things(bare, text, spot, number, head)
            return
        flat = listed.rstrip("。；; ")
        folded = re.sub(
            r"[，,；;\s]", "、", veiled(self.lexicon.folded(flat), self.lexicon.told.denied)
        )
        owned = _OWNED.match(flat)
        if owned and self.is_body(owned["unit"]) and not self.is_body(owned["name"]):
            # What a unit has (its account, its window) with what is said of it.
            yield HeadedRow(
                owned["name"], spot, text, sort, owned["rest"] or "", number, owned["unit"]
            )
            return
        if not sort and (member := member_of(flat, number, self.lexicon, self.is_body)):
            name, rest = member
            yield HeadedRow(name, spot, text, rest=rest, number=number)
            return
        names = [self._without_remark(name.strip()) for name in cut_names(flat, folded)]
        led, length = bodies_at(flat, self.lexicon, self.is_body)
        goes_on = re.search("[，,]", flat[length:]) or (
            len(led) > 1 and flat.startswith("等", length)
        )
        if led and _SAID.match(flat, length) and goes_on:
            # What is said of them follows without a mark: 甲镇、乙街道部署早.
            for name in led:
                yield HeadedRow(name, spot, text, sort, number=number)
            return
        if not names or len(flat) > _LONGEST_ROW * 8:
            return
        is_list = len(names) > 1 or bool(sort) or bool(number)
        fits = all(
            self._is_name(name, sure=is_list or len(name) <= _LONGEST_PLACE) for name in names
        )
        inline = bool(head.behind) and any(_FIGURE.search(name) for name in names)
        if fits and not inline:
            for name in names:
                yield HeadedRow(name, spot, text, sort, number=number)

    def _things(
        self, bare: str, text: str, spot: Spot, number: str, head: Head
    ) -> Iterator[HeadedRow]:
        """Yield the things of a line: a name with what is said of it, several in a sentence, else the line itself."""
        status = head.status
        if answered := self._answered(bare):
            name, units, label, rest = answered
            verb = "牵头" if label.startswith("牵头") else ""
            yield HeadedRow(name, spot, text, "", rest, number, units, verb)
            return
        own = tuple(undertaken_in(bare, bare, self.lexicon, self.lexicon.looks_like_unit))
        if own and not number and any(told.status for told in own):
            return  # what they say of how they stand is nearer than the heading
        if own and (not number or [told.at for told in own] == [0]):
            for told in own:
                one = told.names[0]
                yield HeadedRow(
                    one.name, spot, told.words, "", one.rest, number, one.units, one.verb
                )
            return
        if not number and (members := self._members(bare, head)):
            for name, rest, units in members:
                yield HeadedRow(name, spot, text, rest=rest, units=units)
            return
        things = () if own else topics_in(bare, self.lexicon, self.is_body, status)
        are_several = any(one.number for told in things for one in told.names)
        if not things or (number and not are_several and not _names_one(bare, things)):
            yield from self._task(bare, text, spot, number)
            return
        for told in things:
            for one in told.names:
                no = one.number or number
                yield HeadedRow(one.name, spot, told.words, "", one.rest, no, one.units, one.verb)

    def _answered(self, bare: str) -> tuple[str, str, str, str] | None:
        """Return a thing with the units that a label without a mark gives it: “甲事项”。责任单位乙局，征迁未启动."""
        match = _ANSWERED.fullmatch(bare)
        units = match["units"] if match else ""
        if match is None or not all(map(self.lexicon.looks_like_unit, re.split("[、和及]", units))):
            return None
        name = match["quoted"] or match["plain"]
        return name, units, match["label"], match["rest"].strip("，,。；; ")

    def _members(self, bare: str, head: Head) -> Sequence[tuple[str, str, str]]:
        """Return the things of which a line consists, with what its further sentences say of them; () for another."""
        folded = self.lexicon.folded(bare)
        things = Things(bare, folded, veiled(folded, r"(?!)"), self.lexicon, self.is_body)
        names, end = things.members(0, head.declared)
        rest = bare[end:].strip("。 ") if names else ""
        said = {
            one.name: (one.rest, one.units)
            for told in topics_in(rest, self.lexicon, self.is_body, head.status)
            for one in told.names
        }
        return [(name, *said.get(name, ("", ""))) for name in names]

    def _is_name(self, name: str, *, sure: bool) -> bool:
        parts = re.split("[：:]", name)
        plain = len(name) <= _LONGEST_ROW and not re.search("[。！？]", name)
        return (
            plain
            and len(parts) <= _MOST_PARTS
            and all(map(is_name, parts))
            and (sure or self.is_body(name))
        )

    def _without_remark(self, name: str) -> str:
        """Return a member of a list without what a bracket says of it: 税务窗口（超期2件）; a name in it stays."""
        remark = _REMARK.search(name)
        if remark is None or not remark.start():
            return name
        inner = remark["inner"]
        is_own = self.is_body(inner) or (len(inner) <= _SHORTEST_FAULT and inner.isalpha())
        return name if is_own else name[: remark.start()].strip()

    def _is_sort(self, label: str, value: str) -> bool:
        """Return whether a label says of which sort the names behind it are: 街道：甲街道、乙街道."""
        label = "".join(label.split())
        of_sort = re.compile(
            rf"(?:{choice(self.lexicon.told.sorts)})+|[\u4e00-\u9fff]{{1,6}}(?:企业|单位|部门|机构|系统|类|组)"
            rf"|[^：:]{{2,30}}的(?:{choice(self.lexicon.told.sorts)})"
        )
        if of_sort.fullmatch(label) or _GROUP.fullmatch(label):
            return True
        names = [name for name in re.split("[、，,]", value.strip("。 ")) if name]
        return (
            bool(names)
            and len(label) <= LONGEST_REST
            and all(name.endswith(label) for name in names)
        )

    def _task(self, bare: str, text: str, spot: Spot, number: str) -> Iterator[HeadedRow]:
        name = bare.strip("；;")
        first = re.split("[，,。；;：:（(]", name)[0]
        first = _PER_CENT.sub("", first) if number else first
        if is_name(first) and (number or len(name) <= _LONGEST_ROW):
            yield HeadedRow(name, spot, text, number=number)


def _level(kind: str) -> int:
    """Return how high a heading with a numeral stands: 一、 over （一） over all others; -1 without one."""
    return -1 if not kind else _LEVELS.index(kind) if kind in _LEVELS else len(_LEVELS)


def _names_one(text: str, things: Sequence[Told]) -> bool:
    """Return whether a numbered line is a name with a bracket or colon behind it: 甲路（县住建局）：停工."""
    name = things[0].names[0].name
    behind = text[len(name) : len(name) + 1]
    return len(things) == 1 and text.startswith(name) and (behind in "：:" or name[-1] in "）)")


def headed_lists(
    paragraphs: Sequence[Paragraph], lexicon: Lexicon, is_body: Callable[[str], bool]
) -> tuple[tuple[Headed, ...], frozenset[int]]:
    """Return the lists under headings and behind labels, and the places of the lines that they take."""
    lines = _HeadedLines(paragraphs, lexicon, is_body)
    found: list[Headed] = []
    taken: set[int] = set()
    at = 0
    while at < len(paragraphs):
        head = lines.head(at)
        rows, end = lines.rows(head, at) if head else ((), at + 1)
        if head and rows:
            found.append(Headed(head.words, head.status, rows, head.is_standing, head.declared))
        if head and (rows or (not head.behind and end > at + 1)):
            taken.update(range(at, end))
        at = end if head and rows else at + 1
    return tuple(found), frozenset(taken)


def owners(
    paragraphs: Sequence[Paragraph], lexicon: Lexicon, is_body: Callable[[str], bool]
) -> tuple[dict[int, Owner], frozenset[int]]:
    """Return who answers for what each line lists, by its place, and the places of the lines that say so.

    A block goes on to the next line that names units, to one with a numeral alike, or to what is said of all.
    """
    lines = _HeadedLines(paragraphs, lexicon, is_body)
    found: dict[int, Owner] = {}
    places: set[int] = set()
    held, kind = None, ""
    for at, paragraph in enumerate(paragraphs):
        text = (paragraph.number + paragraph.text).strip()
        numeral = read_numeral(text, lexicon.folded(text))
        if owner := lines.owner(at):
            held, kind = owner, numeral.kind if numeral else "line"
            places.add(at)
        elif (numeral and numeral.kind == kind) or _ENDS_OWNER.match(text):
            held = None
        elif held:
            found[at] = held
    return found, frozenset(places)
