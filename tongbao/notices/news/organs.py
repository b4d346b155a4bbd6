"""Names of units in running text, which has no marks around them.

In: the text of a news item. Out: names, each once, in the order of the text. A name ends as names of units do
and begins behind a mark or one of the words of the lexicon that stand before names; names of the registry are found
wherever they stand.
"""

import functools
import re
from collections.abc import Callable, Iterator

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.told.phrases import choice

_RUN = re.compile(r"[\u4e00-\u9fff]+")
_LONGEST = 24
_LONGEST_PLACE = 4
_FEWEST_SIGNS = 3
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”")


def units_in(text: str, lexicon: Lexicon, known: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the units that a text names; ``known`` says whether the registry has a name."""
    plain = _QUOTED.sub("，", text)
    found = list(_names(plain, lexicon, known))
    return tuple(name for name in dict.fromkeys(found) if not _is_short_of(name, found))


def _is_short_of(name: str, names: list[str]) -> bool:
    """Return whether a company goes by its full name elsewhere in the text (甲集团, 甲集团有限公司)."""
    return any(
        other != name and other.startswith(name) and other.endswith("公司") for other in names
    )


def _names(text: str, lexicon: Lexicon, known: Callable[[str], bool]) -> Iterator[str]:
    for run in _RUN.finditer(text):
        for piece in _between_stops(run.group(), lexicon):
            if name := _name_in(piece, lexicon, known):
                yield name


@functools.cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(choice(words))


def _between_stops(run: str, lexicon: Lexicon) -> list[str]:
    words = lexicon.news
    return _pattern((*words.stops, *words.stop_words)).split(run)


def _name_in(piece: str, lexicon: Lexicon, known: Callable[[str], bool]) -> str:
    """Return the name that a piece begins with, "" where it holds none."""
    for end in range(min(len(piece), _LONGEST), 1, -1):
        name = piece[:end]
        if known(name) or (_ends_well(name, piece[end:], lexicon) and _is_whole(name, lexicon)):
            return name
    return ""


def _ends_well(name: str, rest: str, lexicon: Lexicon) -> bool:
    words = lexicon.news
    if name.endswith("委") and rest.startswith(words.duties):
        return False
    if rest.startswith(_GOES_ON.get(name[-1], ())):
        return False
    is_place = name.endswith(words.place_endings) and len(name) <= _LONGEST_PLACE
    return is_place or name.endswith(words.unit_endings)


# Signs behind an ending that make another word of it: 开发区域 is no 开发区, 副局长 no 局.
_GOES_ON = {"区": ("域", "别", "分", "间", "位"), "局": ("长", "面", "势", "部"), "院": ("长",)}


def _is_whole(name: str, lexicon: Lexicon) -> bool:
    words = lexicon.news
    return (
        len(name) >= _FEWEST_SIGNS
        and name not in words.too_plain
        and not name.startswith(words.not_openings)
        and not name.endswith(words.not_names)
    )
