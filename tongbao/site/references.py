"""Facts as what leads to their pages: a standing as a badge, a unit or person as a link."""

from tongbao.progress.people import Directory, UnitKey, person_key
from tongbao.progress.standing import Standing
from tongbao.records.model import Person
from tongbao.site import urls
from tongbao.site.views import Badge, Link

GLYPHS = {"circle": "●", "square": "■", "triangle": "▲", "diamond": "◆", "ring": "○"}


def badge_for(standing: Standing, plan: str, word: str | None = None) -> Badge:
    """Return what a page shows of a standing; ``word`` is what the notice printed where that is another one."""
    path, glyph = urls.status(plan, standing.slug), GLYPHS[standing.shape]
    shown = word or standing.heading
    return Badge(shown, standing.slug, standing.tone, standing.shape, glyph, path)


def link_of_unit(directory: Directory, district: str, printed: str) -> Link:
    """Return the name as printed, leading to the unit's page where it has one."""
    key = directory.unit_key(district, printed)
    return Link(printed, urls.unit(district, key.id) if key and directory.has_page(key) else None)


def link_of_key(directory: Directory, key: UnitKey | None) -> Link:
    """Return the registry's name of a unit, leading to its page; words without a way for what no unit answers for."""
    if key is None:
        return Link("没有列明单位")
    return Link(directory.units[key].name, urls.unit(key.district, key.id))


def link_of_person(directory: Directory, district: str, person: Person) -> Link:
    """Return a person's name, or the office, with the duty in brackets after it."""
    after = f"（{person.duty}）" if person.duty else ""
    key = person_key(directory.names[district], district, person)
    return Link(person.shown, urls.person(key.id) if key else None, after)
