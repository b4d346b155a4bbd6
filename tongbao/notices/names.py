"""Units and persons out of a cell: what stands in it, one name at a time.

In: the text of a cell, its line breaks kept. Out: names as printed, and what was inferred to get them.
Nothing is dropped: what does not look like a name is kept and named for review.
"""

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tongbao.notices.lexicon import Lexicon, People
from tongbao.records.model import Person

_VERB_BEHIND = re.compile(r"(?P<name>.+)\((?P<verb>[^()]+)\)$")
_AND = re.compile(r"以及|[和及与]")
_SEPARATORS = re.compile(r"[、，,；;/]")
# A full stop closes a list of units, and belongs to none of them.
_STOPS = re.compile(r"[。．]|(?<=[\u4e00-\u9fff])\.(?=\s|$)")
_OPEN, _CLOSE = "（([【〔", "）)]】〕"
_NAME = re.compile(r"[㐀-鿿豈-﫿]{2,4}|[㐀-鿿]+·[㐀-鿿·]+")
_LONGEST_NAME = 4
_SHORTEST_GLUED = 3  # 区委区政府督查局 is one unit
_PADDED = 2  # signs of a name that is padded to the width of three
_LONGEST_PADDED = 2  # pieces that one such name falls into
_SPREAD = (3, 4)  # letters of a name set apart; of two they pad it
_AFTER_REMARK = re.compile(r"(?<=[)）])(?=[㐀-鿿])")
# 各乡、镇人民政府 is one name.
_GROUP = re.compile("各(?:有关|相关)?[县区市旗乡镇]")
_TAIL = re.compile("[县区市旗乡镇](?:级市)?(?:人民政府|政府|办事处|管委会|党委)")
_REMARK = re.compile(r"[（(]([^（()）]*)[)）]$")


@dataclass(frozen=True, slots=True)
class Units:
    """Names of units as printed; ``doubts`` says what a person must look at."""

    names: tuple[str, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Persons:
    """Persons and offices as printed, not yet joined to units."""

    persons: tuple[Person, ...]
    doubts: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitReader:
    """Splits the text of a unit cell. ``known`` says whether the registry has a name."""

    lexicon: Lexicon
    known: Callable[[str], bool]

    def is_unit(self, name: str) -> bool:
        """Return whether a name is a unit's, by the registry or by its form."""
        return self.known(name) or self.lexicon.looks_like_unit(name)

    def read(self, text: str, printed: Sequence[str] = ()) -> Units:
        """Return the units of a cell, in order; ``printed`` are its lines where the source knows no others."""
        names: list[str] = []
        text = _STOPS.sub("\n", text)
        text, parted = taken_apart(
            text, printed, lambda name: " " not in name and self.is_unit(name)
        )
        doubts = [doubt for piece in parted for doubt in self._doubt(piece)]
        for line in self._whole_lines(text):
            for piece in self._collectives_whole(line):
                parts, joint = self._parts(piece)
                if joint:
                    doubts.append(f"“{piece}”以{joint}相连，按{len(parts)}家单位读")
                names += parts
        doubts += [f"“{name}”不像单位名称" for name in names if not self.is_unit(name)]
        return Units(tuple(dict.fromkeys(names)), tuple(doubts))

    def _parts(self, piece: str) -> tuple[list[str], str]:
        """Return the names of a piece, and what joins them where each part is a unit by itself."""
        tokens = piece.split()
        opened = all(token.startswith(self.lexicon.level_prefixes) for token in tokens)
        units = sum(map(self.is_unit, tokens))
        if len(tokens) > 1 and (units == len(tokens) or (opened and 2 * units > len(tokens))):
            return tokens, "" if opened or all(map(self.known, tokens)) else "空格"
        whole = "".join(tokens)
        if glued := self._glued(whole):
            return glued, ""
        joint = _AND.search(whole)
        parts = _AND.split(whole)
        tails = self.lexicon.groups.tails
        if joint and all(map(self.is_unit, parts)) and not set(parts) & set(tails):
            return parts, f"“{joint.group()}”"
        return ([whole] if whole else []), ""

    def _glued(self, whole: str) -> list[str]:
        """Return the names of units that stand together without a sign, each with its level: 区环保局区统计局."""
        level = whole[:1]
        if level not in self.lexicon.level_prefixes or whole.count(level) == 1 or self.known(whole):
            return []
        names = [level + rest for rest in whole.split(level)[1:]]
        whole_names = all(
            len(name) >= _SHORTEST_GLUED and self.is_unit(name) and not name.endswith("分局")
            for name in names
        )
        return names if whole_names else []

    def _collectives_whole(self, line: str) -> list[str]:
        """Return the pieces of a line, a collective name with a mark inside as one: 各区、县级市."""
        bare, whole = "".join(line.split()), list[str]()
        for piece in _pieces(line):
            is_tail = bool(whole) and (
                piece in self.lexicon.groups.tails
                or bool(_GROUP.fullmatch(whole[-1]) and _TAIL.fullmatch(piece))
            )
            if is_tail and f"{whole[-1]}、{piece}" in bare and self.lexicon.is_group(whole[-1]):
                whole[-1] += f"、{piece}"
            else:
                whole.append(piece)
        return whole

    def _doubt(self, names: Sequence[str]) -> Iterator[str]:
        """Yield a doubt where names, each on a line of its own, may as well be one name of several lines."""
        prefixes = self.lexicon.level_prefixes
        opened = all(name.startswith(prefixes) or self.lexicon.is_group(name) for name in names)
        if not opened and not all(map(self.known, names)):
            yield f"“{''.join(names)}”排成{len(names)}行，按{len(names)}家单位读"

    def _whole_lines(self, text: str) -> Iterator[str]:
        """Yield the lines of a cell, a name broken over two of them put together again."""
        held = ""
        for line in (line.strip() for line in text.split("\n")):
            if held and (_is_open(held) or self._goes_on(held, line)):
                held += line
                continue
            if held:
                yield held
            held = line
        if held:
            yield held

    def _goes_on(self, held: str, line: str) -> bool:
        """Return whether a line ends inside a name: it is no unit alone, but is one with the next."""
        last = _SEPARATORS.split(held)[-1].split()
        if self.is_unit("".join(last)):
            return False
        return bool(last) and not self.is_unit(last[-1]) and self.is_unit(last[-1] + line)


def _is_open(text: str) -> bool:
    return sum(map(text.count, _OPEN)) > sum(map(text.count, _CLOSE))


def _pieces(line: str) -> Iterator[str]:
    """Yield what stands between separators, those inside brackets left alone."""
    depth, start = 0, 0
    for at, sign in enumerate(line):
        depth += (sign in _OPEN) - (sign in _CLOSE)
        if depth <= 0 and _SEPARATORS.match(sign):
            yield line[start:at].strip()
            start = at + 1
    yield line[start:].strip()


def taken_apart(
    text: str, printed: Sequence[str], is_name: Callable[[str], bool]
) -> tuple[str, list[tuple[str, ...]]]:
    """Return a cell's text with a line for each name that fills a printed line, and those names.

    Where a column is just as wide as a name, no gap says that the line ends there; only the names do.
    """
    left = list(printed)
    lines: list[str] = []
    parted: list[tuple[str, ...]] = []
    for line in text.split("\n"):
        own = _printed_as(line, left)
        names = _whole_names(own, is_name) if len(own) > 1 else ()
        alone = not _SEPARATORS.search(line) and len(names) > 1
        if alone:
            parted.append(names)
        lines += names if alone else [line]
    return "\n".join(lines), parted


def _printed_as(line: str, left: list[str]) -> list[str]:
    """Take the printed lines that make a line of a cell from those that are left."""
    wanted, own = "".join(line.split()), ""
    for at, one in enumerate(left, start=1):
        own += "".join(one.split())
        if own == wanted:
            taken, left[:] = left[:at], left[at:]
            return taken
    return []


def _whole_names(lines: Sequence[str], is_name: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the names that fill the lines, () where something is left over."""
    names: list[str] = []
    held = ""
    for line in lines:
        held += line.strip()
        if not _is_open(held) and is_name(held):
            names.append(held)
            held = ""
    return () if held else tuple(names)


def read_persons(text: str, lexicon: Lexicon, printed: Sequence[str] = ()) -> Persons:
    """Return the persons of a cell: ``侯晓冰（规划）`` has a duty, ``各乡（街道）行政负责人`` is an office.

    ``printed`` are its lines where the source knows no others.
    """
    persons: list[Person] = []
    repairs: list[str] = []
    text, parted = taken_apart(text, printed, lambda piece: _is_person(piece, lexicon))
    doubts = [
        f"“{''.join(names)}”排成{len(names)}行，按{len(names)}人读"
        for names in parted
        if len("".join(names)) <= _LONGEST_NAME
    ]
    for line in _lines_of_persons(text):
        for piece in _pieces(line):
            bare = "".join(piece.split())
            forms = _duty_and_name(lexicon.people)
            if found := next((one for form in forms if (one := form.fullmatch(bare))), None):
                persons.append(Person(name=found["name"], duty=found["duty"]))
                continue
            if any(word in _REMARK.sub("", piece) for word in lexicon.office_words):
                persons.append(Person(office="".join(piece.split())))
                continue
            names = _run_together(piece)
            if names:
                doubts.append(f"“{piece}”按“{'、'.join(names)}”{len(names)}人读")
            named, doubt = _with_duties(names or tuple(_names_in(piece, repairs)), lexicon)
            persons += named
            doubts += doubt
    return Persons(tuple(persons), tuple(doubts), tuple(repairs))


@functools.cache
def _duty_and_name(people: People) -> tuple[re.Pattern[str], ...]:
    """Return how an office and a name stand together without a sign: 管委会副主任魏东升, 魏东升副主任."""
    duties = "|".join(map(re.escape, sorted(people.duties, key=len, reverse=True)))
    others = "|".join(map(re.escape, people.duties))
    name = rf"(?!{others})[{people.surnames}](?:(?![{people.not_in_names}])[\u4e00-\u9fff]){{1,2}}"
    plain = (
        rf"(?!{others})[{people.surnames}](?:(?![副{people.not_in_names}])[\u4e00-\u9fff]){{1,2}}"
    )
    return (
        re.compile(rf"(?P<duty>[\u4e00-\u9fff]{{0,12}}(?:{duties}))(?P<name>{name})(?:同志)?"),
        re.compile(rf"(?P<name>{plain})(?P<duty>(?:常务|党组|党委|政府|[省市区县])*(?:{duties}))"),
    )


def _is_person(text: str, lexicon: Lexicon) -> bool:
    """Return whether a piece is a person's name or an office, and not the beginning of one."""
    if any(word in text for word in lexicon.office_words):
        return True
    return not lexicon.is_group(text) and not _person("".join(text.split()))[1]


def _lines_of_persons(text: str) -> Iterator[str]:
    """Yield the lines of a cell; a bracket on a line of its own belongs to the name above it."""
    held = ""
    for line in (line.strip() for line in text.split("\n")):
        if held and not _is_open(held) and not line.startswith(("（", "(")):
            yield held
            held = ""
        held += line
    if held:
        yield held


def _run_together(piece: str) -> tuple[str, ...]:
    """Return two-character names that were padded, then run together: ``陆 明俞 悦``; () where they were not."""
    tokens = piece.split()
    if len(tokens) <= _LONGEST_PADDED or any(len(token) != _PADDED for token in tokens[1:-1]):
        return ()
    signs = "".join(tokens)
    if len(tokens[0]) != 1 or len(tokens[-1]) != 1 or not _NAME.fullmatch(signs[:_PADDED]):
        return ()
    return tuple(signs[at : at + _PADDED] for at in range(0, len(signs), _PADDED))


def _names_in(piece: str, repairs: list[str]) -> Iterator[str]:
    """Yield the names of a piece; a two-character name padded with a space is closed up."""
    single = ""
    tokens = _AFTER_REMARK.sub(" ", piece).split()
    if len(tokens) in _SPREAD and all(len(token) == 1 for token in tokens):
        tokens = ["".join(tokens)]
        repairs.append(f"“{piece.strip()}”去掉姓名中的空格")
    for token in tokens:
        if len(token) == 1 and not single:
            single = token
            continue
        if len(token) == 1:
            repairs.append(f"“{single} {token}”去掉姓名中的空格")
        yield single + token
        single = ""
    if single:
        yield single


def _with_duties(names: Sequence[str], lexicon: Lexicon) -> tuple[list[Person], list[str]]:
    """Return the persons of a piece; a duty beside a name is that person's: 王建国 副区长, 副区长 王建国."""
    found: list[Person] = []
    doubts: list[str] = []
    duty = ""
    for name in names:
        if name in lexicon.people.duties:
            if found and not found[-1].duty and not duty:
                found[-1] = found[-1].model_copy(update={"duty": name})
            else:
                duty = name
            continue
        person, doubt = _person(name)
        found.append(person.model_copy(update={"duty": duty}) if duty else person)
        doubts += doubt
        duty = ""
    return [*found, *([Person(office=duty)] if duty else [])], doubts


def _person(text: str) -> tuple[Person, tuple[str, ...]]:
    remark = _REMARK.search(text)
    name = text[: remark.start()] if remark else text
    doubts = () if _NAME.fullmatch(name) else (f"“{name or text}”不像姓名",)
    return Person(name=name or text, duty=remark[1] or None if remark else None), doubts


def paired(persons: tuple[Person, ...], units: tuple[str, ...]) -> tuple[tuple[Person, ...], bool]:
    """Return the persons joined to units, and whether only their order suggests the pairs.

    One unit takes all its persons; as many persons as units go pair by pair; otherwise the unit
    stays empty, since nothing says whose they are.
    """
    if len(units) == 1:
        return tuple(_of(person, units[0]) for person in persons), False
    if len(units) == len(persons):
        return tuple(_of(person, unit) for person, unit in zip(persons, units, strict=True)), True
    return persons, bool(persons)


def _of(person: Person, unit: str) -> Person:
    return person if person.office else person.model_copy(update={"unit": unit})


def by_verbs(units: Mapping[str, tuple[str, ...]], lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Return units by role, a name with a verb behind it by what that says: ``甲局（牵头）`` leads."""
    verbs = {word: role for role, words in lexicon.verbs.items() for word in words}
    found: dict[str, tuple[str, ...]] = dict.fromkeys(units, ())
    for role, names in units.items():
        for name in names:
            match = _VERB_BEHIND.match(lexicon.folded(name))
            said = verbs.get(match["verb"]) if match else None
            bare = name[: match.end("name")] if match and said else name
            found[said or role] = (*found.get(said or role, ()), bare)
    return {role: tuple(dict.fromkeys(names)) for role, names in found.items()}
