"""Everything a site stands on, as one value: settings and the records of content/.

In: records. Out: ``Content`` and its two look-ups, ``UnitNames`` (a name as printed -> the unit) and
``Vocabulary`` (a word as printed -> the status). Nothing here reads the disk.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tongbao.records.decisions import Decisions
from tongbao.records.facts import Indicators, Mentions
from tongbao.records.model import Notice, Plan, Registry, Task, Unit
from tongbao.records.settings import District, Settings, Status


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page written by hand: content/pages/<id>.md, the only Markdown of a site."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class PortalHtml:
    """The HTML of the portal's own head and foot, "" where site.yml names none."""

    header: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """The settings and all records, in the order pages list them.

    Plans by district (in the order of site.yml), year (latest first) and id; tasks by plan, then in the order the
    notice prints them; notices, and what they state in figures or mention, by date, oldest first; registries by
    district. Decisions are for those who fill content/: no page shows them and no bag holds them.
    """

    settings: Settings
    plans: tuple[Plan, ...] = ()
    tasks: tuple[Task, ...] = ()
    registries: tuple[Registry, ...] = ()
    notices: tuple[Notice, ...] = ()
    pages: tuple[TextPage, ...] = ()
    indicators: tuple[Indicators, ...] = ()
    mentions: tuple[Mentions, ...] = ()
    decisions: tuple[Decisions, ...] = ()
    portal: PortalHtml = PortalHtml()

    def tasks_of(self, plan: str) -> tuple[Task, ...]:
        """Return the tasks of one plan, in order."""
        return tuple(task for task in self.tasks if task.plan == plan)

    def registry(self, district: str) -> Registry:
        """Return the registry of a district, an empty one where there is none yet."""
        found = (entry for entry in self.registries if entry.district == district)
        return next(found, Registry(district=district))

    def district(self, district: str) -> District:
        """Return the district of site.yml; raises ``KeyError`` where it is not declared."""
        for entry in self.settings.districts:
            if entry.id == district:
                return entry
        raise KeyError(district)

    def district_of(self, notice: str) -> District | None:
        """Return the district whose id begins a notice's id; None where no district does."""
        fitting = [entry for entry in self.settings.districts if notice.startswith(f"{entry.id}-")]
        return max(fitting, key=lambda entry: len(entry.id), default=None)


def _nearest(name: str, known: Iterable[str], cutoff: float = 0.5) -> tuple[str, ...]:
    return tuple(difflib.get_close_matches(name, sorted(set(known)), n=3, cutoff=cutoff))


@dataclass(frozen=True, slots=True)
class UnitNames:
    """The names, aliases and former names of one registry. White space in a name as printed does not count."""

    registry: Registry
    _by_name: Mapping[str, Unit] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index every name; a name given twice is a problem for ``checks``, here the first holds."""
        by_name: dict[str, Unit] = {}
        for unit in self.registry.units:
            for name in unit.names:
                by_name.setdefault("".join(name.split()), unit)
        object.__setattr__(self, "_by_name", by_name)

    def find(self, name: str) -> Unit | None:
        """Return the unit that goes by this name or alias."""
        return self._by_name.get("".join(name.split()))

    def nearest(self, name: str) -> tuple[str, ...]:
        """Return up to three units, by name, one of whose names looks like this one; the likest first."""
        near = _nearest("".join(name.split()), self._by_name)
        return tuple(dict.fromkeys(self._by_name[found].name for found in near))


# What a word says of how things stand, by signs in it; the first kind that fits holds: 未完成 is no 完成.
_SENSES: Mapping[str, str] = {
    "behind": "[未不没无慢滞迟停差难缺弱]|落后|逾期|受阻|偏后|严重|预警",
    "done": "完成|办结|竣工|完工|销号|建成|结束|达标|交付|兑现",
    "ahead": "积极|顺利|加快|较快|超|提前|良好|优|领先|达到",
    "usual": "正常|有序|按期|按时|稳步|持续|平稳",
    "fair": "一般|尚可|基本",
}


def _sense_of(word: str) -> str:
    return next((sense for sense, signs in _SENSES.items() if re.search(signs, word)), "")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The status words of one plan, in declared order."""

    statuses: tuple[Status, ...]
    _by_word: Mapping[str, Status] = field(init=False, repr=False, compare=False)
    _by_grade: Mapping[str, Status] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index words and aliases; the first of two equal words holds."""
        by_word: dict[str, Status] = {}
        by_grade: dict[str, Status] = {}
        for status in self.statuses:
            for word in (status.word, *status.aliases):
                (by_grade if status.grade else by_word).setdefault(word, status)
        for status in self.statuses:
            by_grade.setdefault(status.word, status)
        object.__setattr__(self, "_by_word", by_word)
        object.__setattr__(self, "_by_grade", by_grade)

    def find(self, word: str, *, graded: bool = False) -> Status | None:
        """Return the status that this word or alias names.

        Of what is ``graded`` a word of progress names its status only as it stands: 一般 may be short for 进展一般
        in a ledger, but is a grade of its own in an assessment.
        """
        return (self._by_grade if graded else self._by_word).get(word)

    def nearest(self, word: str) -> tuple[str, ...]:
        """Return up to three statuses, by word, one of whose words looks like this one and says no other thing.

        A word that says nothing plainly may be a slip, and is near what it looks very much like.
        """
        sense = _sense_of(word)
        near = _nearest(word, (one for one in self._by_word if _sense_of(one) == sense))
        if not near and not sense:
            near = _nearest(word, self._by_word, cutoff=0.75)
        return tuple(dict.fromkeys(self._by_word[found].word for found in near))


def vocabulary_of(settings: Settings, plan: Plan) -> Vocabulary:
    """Return the vocabulary a plan uses; an empty one where site.yml does not declare it."""
    return Vocabulary(settings.vocabularies.get(plan.vocabulary, ()))
