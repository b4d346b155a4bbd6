"""The words that the text of a bulletin may use: a name in double braces -> what is printed there.

In: the figures, and what a person decided. Out: ``Word`` values by name. What there is nothing to say of is no empty
text: a text that prints it is told so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tongbao.bulletin.figures import Figures
from tongbao.progress import periods
from tongbao.progress.standing import Standing
from tongbao.records.model import Bulletin

COUNTS, SHARES = "件数", "占比"
EVERY, OUTSIDE = "各档", "另计"
MUST_NAME = ("表扬单位", "滞后单位")

Word = str | int | Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class LetterWords:
    """The words by name; None is what there is nothing to say of, and ``reasons`` tells why.

    ``must`` counts the ways to stand that a text may not pass over; ``aliases`` are their other names, by the first.
    """

    values: Mapping[str, Word]
    reasons: Mapping[str, str] = field(default_factory=dict)
    must: tuple[tuple[Standing, int], ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def words_of(figures: Figures, bulletin: Bulletin, issuer: str) -> LetterWords:
    """Return the words of one bulletin."""
    values: dict[str, Word] = {
        "期次": figures.label,
        "月份": figures.label.removeprefix(f"{figures.span[:4]}年"),
        "截至": f"{int(periods.bounds(figures.span)[1][-2:])}月底",
        "年度": figures.view.plan.year,
        "区划": figures.district,
        "清单": figures.view.plan.title,
        "发文单位": issuer,
        "日期": periods.day_in_words(bulletin.date),
        "期号": bulletin.issue,
        "依据": figures.basis,
        "大项": figures.tasks,
        "分项": len(figures.listed),
        "单位数": len(figures.units),
        EVERY: _every(figures),
        OUTSIDE: _outside(figures),
        COUNTS: _by_word(figures, dict(figures.counts)),
        SHARES: _by_word(figures, figures.shares()),
        "表扬单位": "、".join(bulletin.praised or ()) or None,
        "滞后单位": "、".join(bulletin.lagging or ()) or None,
    }
    aliases = {standing.heading: _aliases(figures, standing) for standing, _ in figures.counts}
    return LetterWords(values, _REASONS, figures.counts, aliases)


_REASONS = {
    "期号": "清单文件里这一期没有写期号（issue）",
    "依据": "这个任务清单的文件都没有写明依据",
    EVERY: "这一期没有一项写了用词表里的完成情况",
    OUTSIDE: "没有要另计的（未报送、未注明、此前已办结等）",
    "表扬单位": "清单文件里这一期没有表扬谁（praised: []）",
    "滞后单位": "清单文件里这一期没有点名谁（lagging: []）",
}


def _every(figures: Figures) -> str | None:
    shares = figures.shares()
    found = [
        f"{standing.heading}{count}件，占比{shares[standing]}%"
        for standing, count in figures.counts
        if standing.base
    ]
    return "；".join(found) or None


def _outside(figures: Figures) -> str | None:
    found = [
        f"{standing.heading}{count}件" for standing, count in figures.counts if not standing.base
    ]
    return f"另有{'、'.join(found)}" if found else None


def _by_word(figures: Figures, counted: Mapping[Standing, int]) -> Mapping[str, int]:
    """Return figures by every word that may name a way to stand, 0 where nothing stands so."""
    return {word: counted.get(standing, 0) for word, standing in _named(figures)}


def _named(figures: Figures) -> Iterator[tuple[str, Standing]]:
    yield from ((standing.heading, standing) for standing in figures.standings)
    yield from figures.view.words.by_word.items()


def _aliases(figures: Figures, standing: Standing) -> tuple[str, ...]:
    return tuple(word for word, found in figures.view.words.by_word.items() if found == standing)
