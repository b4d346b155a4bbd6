"""Names that a notice brings: units for the registry, status words for the vocabulary.

In: the tasks and claims of a notice, the registry and the settings as they stand. Out: both with the new
names added, each with a review mark and the nearest known names. A name that differs from another only by the
level in front (区发改委, 发改委) becomes its alias, marked too.
"""

from collections.abc import Iterable, Iterator, Sequence

from tongbao.notices.lexicon import Lexicon
from tongbao.records.content import UnitNames, Vocabulary
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
    registry: Registry, tasks: Sequence[Task], claims: Sequence[Claim], lexicon: Lexicon
) -> Registry:
    """Return the registry with every unit that the tasks name, and the other spellings the claims use."""
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
        at = _differs_by_level(name, units, lexicon)
        if at is None:
            units.append(_new_unit(name, units, before, lexicon))
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


def _differs_by_level(name: str, units: Sequence[Unit], lexicon: Lexicon) -> int | None:
    spellings = set(_spellings(name, lexicon))
    for at, unit in enumerate(units):
        if unit.scope is None and not spellings.isdisjoint(unit.names):
            return at
    return None


def _with_alias(unit: Unit, name: str) -> Unit:
    mark = f"aliases: “{name}”与“{unit.name}”只差级别的字，按同一单位处理"
    return unit.model_copy(
        update={"aliases": (*unit.aliases, name), "review": (*unit.review, mark)}
    )


def _new_unit(name: str, units: Sequence[Unit], known: UnitNames, lexicon: Lexicon) -> Unit:
    near = known.nearest(name)
    mark = "name: 新登记的单位" + (
        f"，相近的已有{'、'.join(near)}；如是同一单位，请并为别名" if near else ""
    )
    scope = lexicon.is_group(name)
    marks = [mark]
    if scope == "all":
        marks.append("members: 集合单位的成员没有写明，请列出")
    return Unit(id=_free_id(units), name=name, scope=scope, review=tuple(marks))


def _free_id(units: Sequence[Unit]) -> str:
    taken = {unit.id for unit in units}
    return next(f"u{at:03}" for at in range(1, len(units) + 2) if f"u{at:03}" not in taken)


def with_statuses(settings: Settings, vocabulary: str, tasks: Iterable[Task]) -> Settings:
    """Return the settings with every status word that the tasks print and the vocabulary lacks."""
    statuses = list(settings.vocabularies.get(vocabulary, ()))
    known = Vocabulary(tuple(statuses))
    printed = (
        (update.status, task.is_graded)
        for task in tasks
        for line in task.assignments
        for update in line.updates
        if update.status
    )
    for word, graded in dict.fromkeys(printed):
        if known.find(word, graded=graded) is None:
            status = _new_status(word, statuses, known)
            statuses.append(status.model_copy(update={"grade": graded}))
    if len(statuses) == len(known.statuses):
        return settings
    vocabularies = {**settings.vocabularies, vocabulary: tuple(statuses)}
    return settings.model_copy(update={"vocabularies": vocabularies})


def _new_status(word: str, statuses: Sequence[Status], known: Vocabulary) -> Status:
    """Return a status outside the base of shares until a person has said what it means."""
    taken = {status.slug for status in statuses}
    slug = next(f"s{at}" for at in range(1, len(taken) + 2) if f"s{at}" not in taken)
    near = known.nearest(word)
    mark = "word: 新出现的用词" + (
        f"，相近的已有{'、'.join(near)}；如是同义，请并为别名" if near else ""
    )
    return Status(word=word, slug=slug, base=False, review=(mark,))
