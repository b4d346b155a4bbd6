"""The records of a bag: what an edition shows of a month, so whole that the site can be built from them again.

In: content cut back to a month, and the edition of the bag. Out: ``Frozen``: the content that the bag's YAML holds,
and what was left out of it, in numbers only. A ``full`` bag leaves nothing out; the site in it is the intranet's.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from tongbao.archive.register import Edition as BagEdition
from tongbao.notices.claims import ClaimResult, Reason, claim_results
from tongbao.progress.editions import Edition, LeftOut, Shown, in_edition
from tongbao.progress.named_units import registries_named
from tongbao.records.content import Content
from tongbao.records.settings import Ranking, Settings, Status, Withholding
from tongbao.site.plan import claims_shown


@dataclass(frozen=True, slots=True)
class Frozen:
    """The content of a bag, and what its edition leaves out of the month.

    ``claims`` are the results for the ``partial`` notices, those of which something is left out: what is left cannot
    test them.
    """

    content: Content
    edition: BagEdition
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    by_task: Mapping[str, LeftOut] = field(default_factory=dict)
    by_notice: Mapping[str, int] = field(default_factory=dict)
    partial: frozenset[str] = frozenset()
    claims: tuple[ClaimResult, ...] = ()

    @property
    def leaves_out(self) -> bool:
        """Whether anything is left out."""
        return bool(self.left_out or self.by_task or self.partial)


def frozen(content: Content, edition: BagEdition) -> Frozen:
    """Return the records of a bag of an edition."""
    if edition == "full":
        return Frozen(replace(content, registries=registries_named(content)), edition)
    whole = in_edition(content, edition)
    shown = _tidy(whole.content, edition)
    plans = {plan.id for plan in shown.plans}
    tasks = {task.path for task in shown.tasks}
    notices = {notice.id for notice in shown.notices}
    by_notice = {name: count for name, count in whole.by_notice.items() if name in notices}
    return Frozen(
        content=shown,
        edition=edition,
        left_out={
            name: one for name, one in whole.left_out.items() if one != LeftOut() and name in plans
        },
        by_task={name: one for name, one in whole.by_task.items() if name in tasks},
        by_notice=by_notice,
        partial=whole.partial,
        claims=tuple(
            one
            for one in claims_shown(whole, claim_results(content))
            if one.notice in whole.partial
        ),
    )


def site_edition(edition: BagEdition) -> Edition:
    """Return the edition of the site inside a bag."""
    return "public" if edition == "public" else "intranet"


def shown_in(bag: Frozen) -> tuple[Shown, tuple[ClaimResult, ...]]:
    """Return what the site inside a bag is made of: what it shows, and the tested claims."""
    shown = in_edition(bag.content, site_edition(bag.edition))
    if bag.edition != "full":
        shown = replace(
            shown,
            left_out=bag.left_out,
            by_task=bag.by_task,
            by_notice=bag.by_notice,
            partial=bag.partial,
        )
    tested = [one for one in claim_results(bag.content) if one.notice not in bag.partial]
    return shown, (*tested, *bag.claims)


def _tidy(content: Content, edition: Edition) -> Content:
    """Return the content without the names of what the edition does not hold."""
    known = {task.key for task in content.tasks}
    tasks = tuple(task.without_names_but(known) for task in content.tasks)
    settings = _settings(content)
    if edition == "public":
        # The list of words that hold a page back is the office's own business.
        settings = settings.model_copy(update={"withhold": Withholding()})
    reduced = replace(content, settings=settings, tasks=tasks)
    return replace(reduced, registries=registries_named(reduced))


def _settings(content: Content) -> Settings:
    """Return the settings without the districts and vocabularies that only what is left out uses."""
    found = {content.district_of(notice.id) for notice in content.notices}
    districts = {plan.district for plan in content.plans} | {one.id for one in found if one}
    used = {plan.vocabulary for plan in content.plans}
    settings = content.settings
    kept = {name: words for name, words in settings.vocabularies.items() if name in used}
    own = tuple(one for one in settings.districts if one.id in districts)
    cut = {"vocabularies": kept, "districts": own, "ranking": _ranking(settings.ranking, kept)}
    return settings.model_copy(update=cut)


def _ranking(ranking: Ranking | None, kept: Mapping[str, tuple[Status, ...]]) -> Ranking | None:
    """Return the formula for the words that are left, None where it speaks of none of them."""
    words = {status.word for statuses in kept.values() for status in statuses}
    if ranking is None or not words & ranking.points.keys():
        return None
    points = {word: count for word, count in ranking.points.items() if word in words}
    return ranking.model_copy(update={"points": points})


def left_out_text(bag: Frozen) -> str:
    """Return what a bag leaves out as JSON, one record a line."""
    stated = {
        "version": 1,
        "left_out": {name: asdict(one) for name, one in bag.left_out.items()},
        "by_task": {name: asdict(one) for name, one in bag.by_task.items()},
        "by_notice": dict(bag.by_notice),
        "partial": sorted(bag.partial),
        "claims": [_claim_row(one) for one in bag.claims],
    }
    return json.dumps(stated, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_left_out(text: str, content: Content, edition: BagEdition) -> Frozen:
    """Return the records of a bag from its content and the text of what it leaves out."""
    stated: dict[str, Any] = json.loads(text)
    return Frozen(
        content=content,
        edition=edition,
        left_out={name: LeftOut(**one) for name, one in stated["left_out"].items()},
        by_task={name: LeftOut(**one) for name, one in stated["by_task"].items()},
        by_notice=stated["by_notice"],
        partial=frozenset(stated.get("partial", stated["by_notice"])),
        claims=tuple(_claim(one) for one in stated["claims"]),
    )


def _claim_row(result: ClaimResult) -> Mapping[str, Any]:
    """Return a tested claim as a bag keeps it, its reason as the sentence that the edition shows."""
    row = asdict(result)
    row["method"] = result.reason.sentence
    del row["reason"]
    return row


def _claim(row: Mapping[str, Any]) -> ClaimResult:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    return ClaimResult(reason=Reason(values.pop("method")), **values)
