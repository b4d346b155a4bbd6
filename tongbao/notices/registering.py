"""Names that a notice brings: units for the registry, status words for the vocabulary.

In: the tasks and claims of a notice, the registry and the settings as they stand. Out: both with the new
names added, each with a review mark and the nearest known names. A name that differs from another only by the
level in front (区发改委, 发改委) becomes its alias, marked too.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from tongbao.notices.lexicon import Lexicon
from tongbao.records import marks
from tongbao.records.content import UnitNames, Vocabulary
from tongbao.records.decisions import Decided
from tongbao.records.model import Claim, Registry, Task, Unit
from tongbao.records.settings import Settings, Status


def names_in(tasks: Iterable[Task]) -> Iterator[str]:
    """Yield every unit that the tasks name, as printed, in order and with repeats."""
    for task in tasks:
        for line in task.assignments:
            yield from (*line.lead, *line.responsible, *line.cooperating)
            yield from (person.unit for person in (*line.leaders, *line.persons) if person.unit)
            yield from (update.reply.unit for update in line.updates if update.reply)


def with_units(
    registry: Registry,
    tasks: Sequence[Task],
    claims: Sequence[Claim],
    lexicon: Lexicon,
    decided: Decided | None = None,
) -> Registry:
    """Return the registry with every unit that the tasks name, and the other spellings the claims use.

    A name that is like another is a new unit, proposed as its double, unless somebody has ``decided`` of the two.
    """
    decided = decided or Decided()
    names = list(dict.fromkeys(names_in(tasks)))
    listed = [name for claim in claims if isinstance(claim.stated, tuple) for name in claim.stated]
    names += [
        name
        for name in dict.fromkeys(listed)
        if name not in names and _other_level(name, names, lexicon)
    ]
    before = UnitNames(registry)
    units = list(registry.units)
    unknown = [name for name in names if not before.find(name)]
    # The fuller spelling names the unit, so the shorter one waits until it is there.
    for name in sorted(unknown, key=lambda name: _is_shortened(name, names, lexicon)):
        at = _decided_alias(name, units, decided)
        if at is not None:
            units[at] = units[at].model_copy(update={"aliases": (*units[at].aliases, name)})
            continue
        at = _differs_by_level(name, units, lexicon, decided)
        if at is None:
            units.append(_new_unit(name, units, lexicon, decided))
        else:
            units[at] = _with_alias(units[at], name)
    return registry.model_copy(update={"units": tuple(units)})


def _other_level(name: str, names: Iterable[str], lexicon: Lexicon) -> bool:
    return not set(_spellings(name, lexicon)).isdisjoint(names)


def _is_shortened(name: str, names: Sequence[str], lexicon: Lexicon) -> bool:
    return any(prefix + name in names for prefix in lexicon.level_prefixes)


def _spellings(name: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the name with another level in front, and without its own."""
    for prefix in lexicon.level_prefixes:
        yield prefix + name
        if name.startswith(prefix):
            yield name.removeprefix(prefix)


def _differs_by_level(
    name: str, units: Sequence[Unit], lexicon: Lexicon, decided: Decided
) -> int | None:
    spellings = set(_spellings(name, lexicon))
    for at, unit in enumerate(units):
        is_spelling = unit.scope is None and not spellings.isdisjoint(unit.names)
        if is_spelling and decided.is_same(unit.name, name) is not False:
            return at
    return None


def _decided_alias(name: str, units: Sequence[Unit], decided: Decided) -> int | None:
    """Return the unit of which somebody said that this is another name."""
    same = (at for at, unit in enumerate(units) if decided.is_same(unit.name, name))
    return next(same, None)


def are_alike(name: str, other: str, lexicon: Lexicon) -> bool:
    """Return whether two names may be one unit: 街道 and 街道办事处, 和 and 与, 局 and 管理局, short and whole.

    What says nothing of which body it is (its level, 局, 委) makes no likeness: 区城管局 is not like 区金融局.
    """
    (kind, core), (other_kind, other_core) = (_core(one, lexicon) for one in (name, other))
    if kind != other_kind or not core or not other_core:
        return False
    if core == other_core:
        return True
    short, whole = sorted((core, other_core), key=len)
    if len(short) > 1 and short[0] == whole[0] and _is_shortening(short, whole):
        return True
    return SequenceMatcher(None, core, other_core, autojunk=False).ratio() >= _ALIKE


# Cores of names that share so much are alike: 农业农村 and 农业农村水利.
_ALIKE = 0.65
_MOST_ALIKE = 3
_LINKS = re.compile("[和与及暨、]")
# Ends of the names of bodies, each with what it is the same as.
_ENDS = (
    ("街道办事处", "街道"),
    ("人民政府", ""),
    ("街道办", "街道"),
    ("服务中心", "中心"),
    ("管理局", "局"),
    ("委员会", "委"),
    ("办公室", "办"),
)
_KINDS = [
    "街道",
    "中心",
    "集团",
    "公司",
    "局",
    "委",
    "办",
    "部",
    "院",
    "校",
    "镇",
    "乡",
    "村",
    "所",
    "队",
    "会",
    "站",
]


def _core(name: str, lexicon: Lexicon) -> tuple[str, str]:
    """Return the kind of body that a name ends in, and the name without level, end and 和."""
    bare = "".join(name.split())
    for prefix in sorted(lexicon.level_prefixes, key=len, reverse=True):
        if bare.startswith(prefix) and len(bare) > len(prefix) + 1:
            bare = bare.removeprefix(prefix)
            break
    for end, short in _ENDS:
        if bare.endswith(end) and bare != end:
            bare = bare.removesuffix(end) + short
    kind = next((one for one in _KINDS if bare.endswith(one)), "")
    return kind, _LINKS.sub("", bare.removesuffix(kind))


def _is_shortening(short: str, whole: str) -> bool:
    """Return whether the signs of a short name stand in the whole one, in order: 工信 in 工业信息化."""
    left = iter(whole)
    return all(sign in left for sign in short)


def _with_alias(unit: Unit, name: str) -> Unit:
    mark = marks.other_level(name, unit.name)
    return unit.model_copy(
        update={"aliases": (*unit.aliases, name), "review": (*unit.review, mark)}
    )


def _new_unit(name: str, units: Sequence[Unit], lexicon: Lexicon, decided: Decided) -> Unit:
    near = [
        unit.name
        for unit in units
        if unit.scope is None
        and decided.is_same(unit.name, name) is None
        and any(are_alike(name, one, lexicon) for one in (unit.name, *unit.aliases))
    ][:_MOST_ALIKE]
    scope = lexicon.is_group(name)
    members = (marks.MEMBERS_UNKNOWN,) if scope == "all" else ()
    review = (marks.new_unit(near), *members)
    return Unit(id=_free_id(units), name=name, scope=scope, review=review)


def _free_id(units: Sequence[Unit]) -> str:
    taken = {unit.id for unit in units}
    return next(f"u{at:03}" for at in range(1, len(units) + 2) if f"u{at:03}" not in taken)


def with_statuses(settings: Settings, vocabulary: str, tasks: Iterable[Task]) -> Settings:
    """Return the settings with every status word that the tasks print and the vocabulary lacks."""
    statuses = list(settings.vocabularies.get(vocabulary, ()))
    known = Vocabulary(tuple(statuses))
    for (word, graded), count in _printed_words(tasks).items():
        if known.find(word, graded=graded) is None:
            status = _new_status(word, count, statuses, known)
            statuses.append(status.model_copy(update={"grade": graded}))
    if len(statuses) == len(known.statuses):
        return settings
    vocabularies = {**settings.vocabularies, vocabulary: tuple(statuses)}
    return settings.model_copy(update={"vocabularies": vocabularies})


def new_words(before: Settings, after: Settings, tasks: Iterable[Task]) -> Iterator[str]:
    """Yield one sentence on the words that a notice brought, where it brought any."""
    known = {status.slug: name for name, found in before.vocabularies.items() for status in found}
    counts = _printed_words(tasks)
    found = [
        f"“{status.word}”{counts[status.word, status.grade]}项"
        for statuses in after.vocabularies.values()
        for status in statuses
        if status.slug not in known
    ]
    if found:
        yield (
            f"用词表里没有的完成情况{len(found)}个：{'、'.join(found)}；"
            "请在 site.yml 排好次序，写明各算哪一档"
        )


def _printed_words(tasks: Iterable[Task]) -> Counter[tuple[str, bool]]:
    """Return how many assignments every word of status is printed for, and whether in an assessment."""
    return Counter(
        (update.status, task.is_graded)
        for task in tasks
        for update in task.updates
        if update.status
    )


def _new_status(word: str, count: int, statuses: Sequence[Status], known: Vocabulary) -> Status:
    """Return a status outside the base of shares until a person has said what it means."""
    taken = {status.slug for status in statuses}
    slug = next(f"s{at}" for at in range(1, len(taken) + 2) if f"s{at}" not in taken)
    near = known.nearest(word)
    mark = marks.new_word(count, near)
    return Status(word=word, slug=slug, base=False, review=(mark,))
