"""What the public edition would show without anybody having decided: words and numbers that hold it back.

In: a loaded site. Out: problems, each at its line with how to decide, and a sentence that counts them. Every text that
the edition would show is looked at, wherever it stands: what nobody thought of must not slip through.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tongbao.problems import Problem, Severity
from tongbao.progress.editions import Shown, in_edition
from tongbao.progress.named_units import registries_named
from tongbao.records.content import Content, TextPage
from tongbao.records.facts import Indicators, Mentions
from tongbao.records.load import Loaded
from tongbao.records.model import Notice
from tongbao.records.withholding import Held, held, held_in
from tongbao.records.yaml_text import place_at

_ON_A_TASK = "看过后在任务、分项或进展上写明 visibility: public 或 intranet"
_ON_A_NOTICE = "看过后在文件上，或在这一段、这一条上写明 visibility: public 或 intranet"
_IN_SETTINGS = "改写，或看过后把可以公开的说法写进 site.yml 的 withhold，如 allow: [{}]"
_OWN_TEXT = ("passages", "claims", "files")


@dataclass(frozen=True, slots=True)
class Undecided:
    """One reason to hold a public edition back, in the file of a record or page."""

    file: str
    reason: Held
    hint: str


def undecided(content: Content) -> tuple[Undecided, ...]:
    """Return all that the public edition of the content would show and nobody has decided on."""
    shown = in_edition(content, "public")
    if not shown.content.plans and not shown.content.notices:
        return ()
    return (
        *_of_tasks(content),
        *_of_notices(content, shown),
        *_of_facts(content, shown),
        *_of_plans(shown),
        *_of_units(content, shown),
        *_of_pages(content),
    )


def undecided_problems(loaded: Loaded) -> Iterator[Problem]:
    """Yield a warning for every reason, at the line where the word or number stands."""
    pages = {_path_of(page): page for page in loaded.content.pages}
    for one in undecided(loaded.content):
        if one.file in pages:
            text = pages[one.file].text
            place = place_at(text, text.index(one.reason.piece), one.file)
        else:
            place = loaded.places.within(one.file, one.reason.path, one.reason.piece)
        message = f"{one.reason.shown}公开前须有人决定"
        yield Problem(place, message, one.hint, Severity.WARNING)


def summary(found: Iterable[Undecided]) -> str:
    """Return how often which word and kind of number holds the public edition back, "" where nothing does."""
    counts = Counter(one.reason.what for one in found)
    listed = "，".join(f"{what}{count}处" for what, count in counts.items())
    return f"公开版在等人决定：{listed}" if listed else ""


def _of_tasks(content: Content) -> Iterator[Undecided]:
    """Whoever wrote ``visibility`` on a task has decided; a plan that is public has not decided for its tasks."""
    public = {plan.id for plan in content.plans if plan.visibility == "public"}
    for task in content.tasks:
        if task.plan in public and task.visibility is None:
            for reason in held(task, content.settings):
                yield Undecided(task.path, reason, _ON_A_TASK)


def _of_notices(content: Content, shown: Shown) -> Iterator[Undecided]:
    """Of a notice of which a task is left out the edition shows no text that nobody has decided on."""
    for notice in _open_notices(content, shown):
        skipped = _OWN_TEXT if notice.id in shown.by_notice else ()
        for reason in held(notice, content.settings, skipped):
            yield Undecided(notice.path, reason, _ON_A_NOTICE)


def _open_notices(content: Content, shown: Shown) -> Iterator[Notice]:
    """Yield, as they are in the content, the notices that are shown without a word of their own."""
    known = {notice.id for notice in shown.content.notices}
    return (one for one in content.notices if one.id in known and one.visibility is None)


def _of_facts(content: Content, shown: Shown) -> Iterator[Undecided]:
    whole = {one.id for one in _open_notices(content, shown)} - shown.by_notice.keys()
    facts: tuple[Indicators | Mentions, ...] = (*content.indicators, *content.mentions)
    for stated in facts:
        if stated.notice in whole:
            for reason in held(stated, content.settings, ("notice",)):
                yield Undecided(stated.path, reason, _ON_A_NOTICE)


def _of_plans(shown: Shown) -> Iterator[Undecided]:
    for plan in shown.content.plans:
        for reason in held(plan, shown.content.settings, ("notices",)):
            yield Undecided(plan.path, reason, _in_settings(reason))


def _of_units(content: Content, shown: Shown) -> Iterator[Undecided]:
    """Yield what stands in the names of units that the edition's tasks name."""
    named = {
        (registry.path, unit.id)
        for registry in registries_named(shown.content)
        for unit in registry.units
    }
    for registry in content.registries:
        for reason in held(registry, content.settings, ("district",)):
            unit = registry.units[int(reason.path[1])]
            if (registry.path, unit.id) in named:
                yield Undecided(registry.path, reason, _in_settings(reason))


def _of_pages(content: Content) -> Iterator[Undecided]:
    for page in content.pages:
        for reason in held_in(page.text, content.settings):
            yield Undecided(_path_of(page), reason, _in_settings(reason))


def _in_settings(reason: Held) -> str:
    example = reason.piece if reason.kind == "word" else "这个号码"
    return _IN_SETTINGS.format(example)


def _path_of(page: TextPage) -> str:
    return f"content/pages/{page.id}.md"
