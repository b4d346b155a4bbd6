"""Projects with their amounts: ``总投资10亿元的某某项目``, ``某某项目，计划总投资11亿元``.

In: the text of a news item. Out: ``Project`` records, name and amount as printed. ``该项目`` stands for the project
named before it.
"""

import re
from collections.abc import Callable, Iterator

from tongbao.notices.lexicon import Lexicon
from tongbao.notices.told.phrases import choice
from tongbao.records.facts import Project

_SUM = r"约?\d+(?:\.\d+)?(?:万|亿)余?元"
_LONGEST = 30
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
        rf"(?P<amount>(?:{choice(words.amounts)}){_SUM})的(?P<name>[^，,。；;、：:“”（）()]{{2,{_LONGEST}}})"
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
            name = _named_before(text[: match.start()], lexicon)
        name = _after_opening(name, lexicon)
        if name:
            yield name, match["amount"]


def _named_before(text: str, lexicon: Lexicon) -> str:
    """Return the project that a text named last, "" where it named none."""
    for clause in reversed(re.split(r"[，,。；;：:“”、]", text)):
        endings = list(re.finditer(_WHOLE, clause))
        name = _after_opening(clause[: endings[-1].end()], lexicon) if endings else ""
        if len(name) > len("某项目") and not name.startswith("重点"):
            return name
    return ""


def _after_opening(text: str, lexicon: Lexicon) -> str:
    """Return what stands behind the last word that comes before names of projects, "" where nothing does."""
    body = re.sub(rf"(?:{_WHOLE})$", "", text)
    openings = list(re.finditer(choice(lexicon.news.project_openings), body))
    start = openings[-1].end() if openings else 0
    return text[start:] if len(body) > start else ""
