"""What an edition shows of the notices, and of the figures and news that they state.

In: the content, and what the edition shows of its plans and tasks. Out: ``NoticesShown``. A notice's own text (its
paragraphs, claims, figures, news, the names of its files) speaks of all its tasks at once. Where one of them is left
out, the text is shown only as far as a person has decided on it: on the notice, or on the paragraph or figure itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tongbao.records.content import Content
from tongbao.records.facts import Indicators, Mentions
from tongbao.records.model import Claim, File, Notice, Plan, Task
from tongbao.records.scalars import Visibility
from tongbao.records.settings import Settings

Edition = Literal["intranet", "public"]

_WORDLESS = ("tasks", "assignments", "lead_units")
_OF_A_STATUS = ("status_count", "status_share")
_WORDS_LEFT_OUT = "原话不在本版公开"


@dataclass(frozen=True, slots=True)
class NoticesShown:
    """The notices of an edition; ``partial`` are those of which anything at all is left out."""

    notices: tuple[Notice, ...]
    indicators: tuple[Indicators, ...]
    mentions: tuple[Mentions, ...]
    partial: frozenset[str]


def visible(visibility: Visibility | None, edition: Edition) -> bool:
    """Return whether an edition holds what is set so; what is not set is not."""
    return visibility == "public" or (visibility == "intranet" and edition == "intranet")


def sources_of(task: Task) -> set[str]:
    """Return the notices that a task and its updates rest on."""
    return {task.source.notice} | {update.source.notice for update in task.updates}


def notices_in_edition(
    content: Content,
    tasks: Sequence[Task],
    plans: Sequence[Plan],
    left_out: Mapping[str, int],
    edition: Edition,
) -> NoticesShown:
    """Return what is shown; ``left_out`` counts by notice the tasks of which something is missing."""
    shown = tuple(_shown(content, tasks, plans, left_out, edition))
    by_id = {notice.id: notice for notice in shown}
    cut = _Cut(content.settings, left_out, edition)
    notices = tuple(cut.notice(notice) for notice in shown)
    indicators = tuple(
        found
        for one in content.indicators
        if (notice := by_id.get(one.notice)) and (found := cut.indicators(one, notice))
    )
    mentions = tuple(
        news
        for one in content.mentions
        if (notice := by_id.get(one.notice)) and (news := cut.mentions(one, notice))
    )
    untouched = {
        *set(content.notices) & set(notices),
        *set(content.indicators) & set(indicators),
        *set(content.mentions) & set(mentions),
    }
    stated: tuple[Notice | Indicators | Mentions, ...]
    stated = (*content.notices, *content.indicators, *content.mentions)
    partial = {_notice_of(one) for one in stated if one not in untouched} | set(left_out)
    return NoticesShown(notices, indicators, mentions, frozenset(partial & by_id.keys()))


def _shown(
    content: Content,
    tasks: Sequence[Task],
    plans: Sequence[Plan],
    left_out: Mapping[str, int],
    edition: Edition,
) -> Iterator[Notice]:
    """Yield the notices set to be shown, and those not set that shown tasks rest on.

    One that no task rests on is shown in the intranet, and where a plan names it; one that speaks only of tasks left
    out is not shown.
    """
    spoken_of = {name for task in tasks for name in sources_of(task)}
    named = {name for plan in plans for name in plan.notices}
    unnamed = edition == "intranet"
    for notice in content.notices:
        alone = notice.id not in left_out and (unnamed or notice.id in named)
        by_itself = notice.id in spoken_of or alone
        if by_itself if notice.visibility is None else visible(notice.visibility, edition):
            yield notice


def _notice_of(record: Notice | Indicators | Mentions) -> str:
    return record.id if isinstance(record, Notice) else record.notice


@dataclass(frozen=True, slots=True)
class _Cut:
    """Cuts the text of a notice back to what an edition may show of it."""

    settings: Settings
    left_out: Mapping[str, int]
    edition: Edition

    def notice(self, notice: Notice) -> Notice:
        passages = tuple(one for one in notice.passages if self._shows(one.visibility, notice))
        claims = tuple(found for one in notice.claims if (found := self._claim(one, notice)))
        files = notice.files
        if not self._shows(None, notice):
            files = tuple(_unnamed(number, one) for number, one in enumerate(files, start=1))
        cut = {"passages": passages, "claims": claims, "files": files}
        return notice.model_copy(update=cut)

    def indicators(self, stated: Indicators, notice: Notice) -> Indicators | None:
        kept = tuple(one for one in stated.indicators if self._shows(one.visibility, notice))
        if len(kept) == len(stated.indicators):
            return stated
        return stated.model_copy(update={"indicators": kept, "review": ()}) if kept else None

    def mentions(self, stated: Mentions, notice: Notice) -> Mentions | None:
        kept = tuple(one for one in stated.mentions if self._shows(one.visibility, notice))
        if len(kept) == len(stated.mentions):
            return stated
        return stated.model_copy(update={"mentions": kept, "review": ()}) if kept else None

    def _shows(self, own: Visibility | None, notice: Notice) -> bool:
        """Return whether a piece is shown: by its own word, else the notice's, else if all tasks are."""
        word = own or notice.visibility
        return notice.id not in self.left_out if word is None else visible(word, self.edition)

    def _claim(self, claim: Claim, notice: Notice) -> Claim | None:
        """Return a claim, or only its figure where nobody has decided on its words; None where it is a list."""
        if self._shows(claim.visibility, notice):
            return claim
        if claim.visibility is not None or not self._is_plain(claim.claim):
            return None
        return claim.model_copy(update={"words": _WORDS_LEFT_OUT})

    def _is_plain(self, name: str) -> bool:
        """Return whether the name of a claim holds no word of the notice but that of a status."""
        kind, _, word = name.partition(":")
        known = {
            one
            for statuses in self.settings.vocabularies.values()
            for status in statuses
            for one in (status.word, *status.aliases)
        }
        return name in _WORDLESS or (kind in _OF_A_STATUS and word in known)


def _unnamed(number: int, file: File) -> File:
    """Return a file by its number: a name may say what the edition leaves out."""
    ending = file.name.rpartition(".")[2].lower() if "." in file.name else ""
    plain = ending if ending.isascii() and ending.isalnum() else ""
    return file.model_copy(
        update={"name": f"{number}.{plain}" if plain else f"{number}", "origin": None}
    )
