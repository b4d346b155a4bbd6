"""Names of units and of projects with their amounts in running text, which has no marks around them.

In: the text of a news item. Out: units, each once, in the order of the text; ``Project`` records, name and amount as
printed (``总投资10亿元的某某项目``). A unit's name ends as names of units do and begins behind a mark or one of the
words of the lexicon that stand before names; names of the registry are found wherever they stand.
"""

import functools
import re
from collections.abc import Callable, Iterator

from tongbao.notices.lexicon import Lexicon, choice
from tongbao.records.facts import Project

_RUN = re.compile(r"[\u4e00-\u9fff]+")
_LONGEST = 24
_LONGEST_PLACE = 4
_FEWEST_SIGNS = 3
# What is quoted is a title or a saying, and a count before a name is no part of it: 2021年市委, 6个区县.
_NOT_NAMES = re.compile(r"《[^》]*》|“[^”]*”|\d[年月日个件项家名]")


def units_in(text: str, lexicon: Lexicon, known: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the units that a text names; ``known`` says whether the registry has a name."""
    plain = _NOT_NAMES.sub("，", text)
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
_GOES_ON = {
    "区": ("域", "别", "分", "间", "位", "县", "级", "内", "里"),
    "县": ("城", "区", "级", "域", "市"),
    "乡": ("镇", "村", "亲", "土"),
    "委": ("员", "托", "派", "屈"),
    "局": ("长", "面", "势", "部"),
    "院": ("长", "区"),
}


def _is_whole(name: str, lexicon: Lexicon) -> bool:
    words = lexicon.news
    return (
        len(name) >= _FEWEST_SIGNS
        and name not in words.too_plain
        and not name.startswith(words.not_openings)
        and not name.endswith(words.not_names)
    )


_SUM = r"约?\d+(?:\.\d+)?(?:万|亿)余?元"
_LONGEST_PROJECT = 30
_FARTHEST = 200
_WHOLE = "项目|工程"
_THAT = re.compile(rf"(?:该|此|这个|这一|本)(?:{_WHOLE})$")


def projects_in(
    text: str, lexicon: Lexicon, unit_at_start: Callable[[str], str]
) -> tuple[Project, ...]:
    """Return the projects that a text gives an amount for, each once.

    ``unit_at_start`` gives the unit that a name begins with, "" where none: a project is named without its town.
    """
    found: dict[str, Project] = {}
    for name, amount in (*_amount_first(text, lexicon), *_name_first(text, lexicon)):
        bare = name.removeprefix(unit_at_start(name)) or name
        found.setdefault(bare, Project(name=bare, amount=amount))
    return tuple(found.values())


def _amount_first(text: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    words = lexicon.news
    form = re.compile(
        rf"(?P<amount>(?:{choice(words.amounts)}){_SUM})的(?P<name>[^，,。；;、：:“”（）()]{{2,{_LONGEST_PROJECT}}})"
    )
    for match in form.finditer(text):
        if name := _until_ending(match["name"], lexicon):
            yield name, match["amount"]


def _until_ending(text: str, lexicon: Lexicon) -> str:
    """Return a name up to its first ending, and the endings that follow on it (产业园项目)."""
    endings = choice(lexicon.news.project_endings)
    match = re.match(rf".+?(?:{endings})+", text)
    return match.group() if match else ""


def _name_first(text: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    words = lexicon.news
    amount = rf"(?P<amount>(?:{choice(words.amounts)}){_SUM})(?!的)"
    form = re.compile(rf"(?P<name>[^，,。；;：:“”]{{1,40}}?(?:{_WHOLE}))(?:[，,])?{amount}")
    for match in form.finditer(text):
        name = match["name"]
        if _THAT.search(name):
            name = _named_before(text[max(0, match.start() - _FARTHEST) : match.start()], lexicon)
        name = _after_opening(name, lexicon)
        if name:
            yield name, match["amount"]


def _named_before(text: str, lexicon: Lexicon) -> str:
    """Return the project that a text named last, "" where it named none."""
    for clause in reversed(re.split(r"[，,。；;：:“”、]", text)):
        endings = list(re.finditer(_WHOLE, clause))
        name = _after_opening(clause[: endings[-1].end()], lexicon) if endings else ""
        if len("某项目") < len(name) <= _LONGEST_PROJECT and not name.startswith("重点"):
            return name
    return ""


def _after_opening(text: str, lexicon: Lexicon) -> str:
    """Return what stands behind the last word that comes before names of projects, "" where nothing does."""
    body = re.sub(rf"(?:{_WHOLE})$", "", text)
    openings = list(re.finditer(choice(lexicon.news.project_openings), body))
    start = openings[-1].end() if openings else 0
    return text[start:] if len(body) > start else ""
